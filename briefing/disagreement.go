package briefing

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// A Disagreement is one event of which outlets tell different things. Its sides
// are shown beside each other; none of them is chosen.
type Disagreement struct {
	// What is the point of which they differ, in words: "where Abbas Araghchi
	// held talks".
	What string
	// Attribute is "place", "number", "name", "date" or "form".
	Attribute string
	Sides     []Side
}

// A Side is what some outlets say.
type Side struct {
	// Value is what they say, in the words of the first of them.
	Value string
	// Citations are the sentences that say it, one for each article. Values are
	// the places of the value in them.
	Citations []Citation
	Values    []Citation
	// Basis says of each citation what it rests on.
	Basis []Basis
}

// An Update is a state of things that a later article replaces: what was frozen
// is expected. The older is not contradicted.
type Update struct {
	What     string
	Old, New Citation
	// OldState and NewState are the words of the sentences that say it.
	OldState, NewState corpus.Span
	// From and To are the dates of the two articles.
	From, To time.Time
}

// Disagreements finds what outlets tell differently in the articles of a
// question, and what later articles replace.
func (e *Evidence) Disagreements() ([]Disagreement, []Update) {
	c := e.chronicle()
	found, updates := c.clashes()
	found = append(found, c.forms()...)
	found = append(found, c.orphans()...)
	return found, append(updates, c.processes()...)
}

// reading is one value that a happening gives for an attribute.
type reading struct {
	*happening
	value corpus.Span
	key   string
	// by is whose deed it is, who is no source of it, "" where it is nobody's.
	by string
}

func (r reading) words() string { return r.value.Of(r.document.Article.Text) }

// clashes compares the happenings that tell the same event.
func (c *chronicle) clashes() ([]Disagreement, []Update) {
	var found []Disagreement
	var updates []Update
	used := map[string]bool{}
	for _, attribute := range attributes {
		for _, group := range c.groups(&attribute) {
			readings := attribute.read(c, group)
			if attribute.newer {
				var replaced []Update
				readings, replaced = c.newest(readings, attribute.differ)
				updates = append(updates, replaced...)
			}
			sides := c.sides(readings, attribute.differ)
			if len(sides) < 2 {
				continue
			}
			d := Disagreement{What: c.what(attribute.what, readings), Attribute: attribute.name, Sides: sides}
			if key := d.key(); !used[key] {
				used[key] = true
				found = append(found, d)
			}
		}
	}
	return found, updates
}

func (d *Disagreement) key() string {
	key := d.Attribute
	for _, s := range d.Sides {
		key += "|" + segment.Fold(s.Value)
	}
	return key
}

// attribute is one thing in which tellings of an event may differ.
type attribute struct {
	name, what string
	// same says whether two happenings are one event, the attribute aside.
	same func(c *chronicle, a, b *happening) bool
	// read gives the values that the happenings of one event have.
	read func(c *chronicle, group []*happening) []reading
	// differ says whether two values cannot both be right.
	differ func(c *chronicle, a, b reading) bool
	// newer is true where a later article may know better: a toll rises, a
	// meeting is put off.
	newer bool
}

var attributes = []attribute{
	{"place", "where", (*chronicle).sameButPlaces, readPlaces, placesDiffer, false},
	{"number", "how many", (*chronicle).sameButAmounts, readAmounts, amountsDiffer, true},
	{"name", "who", (*chronicle).sameButNames, readNames, namesDiffer, false},
	{"date", "when", (*chronicle).sameButDates, readDates, datesDiffer, true},
}

// groups joins happenings of different origins that tell the same event: each
// that has the attribute with all that are the same as it, and none by way of a
// third.
func (c *chronicle) groups(of *attribute) [][]*happening {
	byKind := map[string][]*happening{}
	var all []*happening
	for i := range c.happenings {
		if h := &c.happenings[i]; len(of.read(c, []*happening{h})) > 0 {
			byKind[h.kind] = append(byKind[h.kind], h)
			all = append(all, h)
		}
	}
	taken := map[*happening]bool{}
	var groups [][]*happening
	for _, first := range all {
		if taken[first] {
			continue
		}
		group := []*happening{first}
		for _, h := range byKind[first.kind] {
			if h != first && !taken[h] && of.same(c, first, h) {
				group = append(group, h)
			}
		}
		if len(group) == 1 {
			continue
		}
		for _, h := range group {
			taken[h] = true
		}
		groups = append(groups, group)
	}
	return groups
}

// sides groups the readings by what they say. There are none unless two origins
// say what cannot both be right, and an origin that has both is on no side.
func (c *chronicle) sides(readings []reading, differ func(*chronicle, reading, reading) bool) []Side {
	type camp struct {
		first    reading
		readings []reading
	}
	var camps []*camp
	for _, r := range readings {
		i := slices.IndexFunc(camps, func(k *camp) bool { return k.first.key == r.key || !differ(c, k.first, r) })
		if i < 0 {
			camps = append(camps, &camp{first: r})
			i = len(camps) - 1
		}
		camps[i].readings = append(camps[i].readings, r)
	}
	held := map[string]int{} // camps by origin
	for _, k := range camps {
		seen := map[string]bool{}
		for _, r := range k.readings {
			if o := c.origin(r.document); !seen[o] {
				seen[o] = true
				held[o]++
			}
		}
	}
	var sides []Side
	for _, k := range camps {
		side := Side{Value: k.first.words()}
		cited := map[corpus.ID]bool{}
		for _, r := range k.readings {
			if held[c.origin(r.document)] > 1 || cited[r.document.Article.ID] {
				continue
			}
			cited[r.document.Article.ID] = true
			if len(side.Citations) == 0 {
				side.Value = r.words()
			}
			side.Citations = append(side.Citations, cite(r.document, uncut(r.document, r.sentence)))
			side.Values = append(side.Values, cite(r.document, r.value))
			side.Basis = append(side.Basis, c.basis(r))
		}
		if len(side.Citations) > 0 {
			sides = append(sides, side)
		}
	}
	if len(sides) >= 2 && c.positions(sides) {
		return nil
	}
	return sides
}

// positions reports whether each side is the word of another state: then the
// parties differ and not the outlets.
func (c *chronicle) positions(sides []Side) bool {
	seen := map[string]bool{}
	for _, s := range sides {
		of := ""
		for _, b := range s.Basis {
			if b.State == "" {
				return false
			}
			of = b.State
		}
		if seen[of] {
			return false
		}
		seen[of] = true
	}
	return true
}

// newest leaves out the readings that a later article of another day replaces,
// and says so.
func (c *chronicle) newest(readings []reading, differ func(*chronicle, reading, reading) bool) ([]reading, []Update) {
	var last time.Time
	for _, r := range readings {
		if r.base.After(last) {
			last = r.base
		}
	}
	var kept []reading
	var updates []Update
	for _, r := range readings {
		i := slices.IndexFunc(readings, func(n reading) bool {
			return n.base.Equal(last) && r.base.Before(last) && differ(c, r, n)
		})
		if i < 0 || r.base.IsZero() {
			kept = append(kept, r)
			continue
		}
		n := readings[i]
		updates = append(updates, Update{
			What: c.what("how many or when", []reading{r, n}),
			Old:  cite(r.document, r.sentence), New: cite(n.document, n.sentence), From: r.base, To: n.base,
			OldState: r.value, NewState: n.value,
		})
	}
	return kept, updates
}

// what names the point of difference.
func (c *chronicle) what(attribute string, readings []reading) string {
	h := readings[0]
	people := h.people
	for _, r := range readings[1:] {
		people = both(people, r.people)
	}
	words := strings.ToLower(h.trigger.Word)
	switch {
	case attribute == "where" && h.kind == "meet" && len(people) > 0:
		return "where " + joinNames(people) + " held talks"
	case attribute == "when" && len(people) > 0 || attribute == "where" && len(people) > 0:
		return attribute + " (" + joinNames(people) + ", " + words + ")"
	case len(people) > 0 && h.kind != "die" && h.kind != "injure":
		return attribute + " (" + joinNames(people) + ", " + words + ")"
	}
	return attribute + " (" + words + ")"
}

func joinNames(names []string) string {
	if len(names) > 2 {
		names = names[:2]
	}
	return strings.Join(names, " and ")
}

func both(a, b []string) []string {
	var list []string
	for _, x := range a {
		if slices.Contains(b, x) {
			list = append(list, x)
		}
	}
	return list
}

// Readings of each attribute.

func byPlace(a, b *happening) int {
	return cmp.Or(byDate(a.document, b.document), cmp.Compare(a.sentence.Start, b.sentence.Start))
}
