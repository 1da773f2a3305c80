package briefing

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"briefbot/briefing/event"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// A Disagreement is one event of which outlets tell different things. Its sides
// are shown beside each other; none of them is chosen.
type Disagreement struct {
	// What is the point of which they differ, in words: "where Abbas Araghchi
	// held talks".
	What string
	// Attribute is "place", "number", "name", "date", "form", "deed" or "whether".
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
	What string
	// Attribute is that of a Disagreement, "state" of what rests and goes on.
	Attribute string
	Old, New  Citation
	// OldState and NewState are the words of the sentences that say it.
	OldState, NewState corpus.Span
	// From and To are the dates of the two articles.
	From, To time.Time
}

// Disagreements finds what outlets tell differently in the articles of a
// question, and what later articles replace.
func (e *Evidence) Disagreements() ([]Disagreement, []Update) {
	c := e.chronicle()
	found, updates := c.disagreements()
	more, replaced := c.otherwise()
	more = append(more, c.givenNames()...)
	for _, d := range more {
		if !slices.ContainsFunc(found, d.within) {
			found = append(found, d)
		}
	}
	for _, u := range replaced {
		if !slices.ContainsFunc(updates, func(o Update) bool { return o.Old.Article == u.Old.Article && o.Old.Span == u.Old.Span }) {
			updates = append(updates, u)
		}
	}
	return found, append(updates, c.processes()...)
}

// disagreements are what outlets tell differently of the kinds of events that are known,
// and what one event's later articles replace.
func (c *chronicle) disagreements() ([]Disagreement, []Update) {
	found, updates := c.clashes()
	found = append(found, c.forms()...)
	return append(found, c.orphans()...), updates
}

// reading is one value that a telling gives for an attribute.
type reading struct {
	*event.Telling
	value corpus.Span
	key   string
	// by is whose deed it is, who is no source of it, "" where it is nobody's.
	by string
}

func (r reading) words() string { return r.value.Of(r.Document.Article.Text) }

// clashes compares the tellings that tell the same event.
func (c *chronicle) clashes() ([]Disagreement, []Update) {
	var found []Disagreement
	var updates []Update
	used := map[string]bool{}
	for _, attribute := range attributes {
		for _, group := range c.groups(&attribute) {
			readings := attribute.read(c, group)
			if attribute.newer {
				var replaced []Update
				readings, replaced = c.newest(readings, &attribute)
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
	// same says whether two tellings are one event, the attribute aside.
	same func(c *chronicle, a, b *event.Telling) bool
	// read gives the values that the tellings of one event have.
	read func(c *chronicle, group []*event.Telling) []reading
	// differ says whether two values cannot both be right.
	differ func(c *chronicle, a, b reading) bool
	// newer is true where a later article may know better: a toll rises, a
	// meeting is put off.
	newer bool
}

var attributes = []attribute{
	{"place", "where", (*chronicle).SameButPlaces, readPlaces, placesDiffer, false},
	{"number", "how many", (*chronicle).SameButAmounts, readAmounts, amountsDiffer, true},
	{"name", "who", (*chronicle).SameButNames, readNames, namesDiffer, false},
	{"date", "when", (*chronicle).SameButDates, readDates, datesDiffer, true},
}

// groups joins tellings of different origins that tell the same event: each
// that has the attribute with all that are the same as it, and none by way of a
// third.
func (c *chronicle) groups(of *attribute) [][]*event.Telling {
	byKind := map[string][]*event.Telling{}
	var all []*event.Telling
	for i := range c.Tellings {
		if h := &c.Tellings[i]; len(of.read(c, []*event.Telling{h})) > 0 {
			byKind[h.Kind] = append(byKind[h.Kind], h)
			all = append(all, h)
		}
	}
	taken := map[*event.Telling]bool{}
	var groups [][]*event.Telling
	for _, first := range all {
		if taken[first] {
			continue
		}
		group := []*event.Telling{first}
		for _, h := range byKind[first.Kind] {
			if h != first && !taken[h] && of.same(c, first, h) && !c.apart(first, h) {
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
			if o := c.OriginOf(r.Document); !seen[o] {
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
			if held[c.OriginOf(r.Document)] > 1 || cited[r.Document.Article.ID] {
				continue
			}
			cited[r.Document.Article.ID] = true
			if len(side.Citations) == 0 {
				side.Value = r.words()
			}
			side.Citations = append(side.Citations, cite(r.Document, uncut(r.Document, r.Sentence)))
			side.Values = append(side.Values, cite(r.Document, r.value))
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

// tolls are the kinds of events whose count is of one thing that rises or falls from day
// to day.
var tolls = map[string]bool{"die": true, "injure": true, "missing": true, "arrest": true}

// newest leaves out the readings that a later article of another day replaces,
// and says so. What has been was on one day, whoever tells of it later.
func (c *chronicle) newest(readings []reading, of *attribute) ([]reading, []Update) {
	var last time.Time
	for _, r := range readings {
		if r.Base.After(last) {
			last = r.Base
		}
	}
	var kept []reading
	var updates []Update
	for _, r := range readings {
		i := slices.IndexFunc(readings, func(n reading) bool {
			return n.Base.Equal(last) && r.Base.Before(last) && of.differ(c, r, n) && (of.name != "date" || r.Expected)
		})
		if i < 0 || r.Base.IsZero() {
			kept = append(kept, r)
			continue
		}
		if of.name == "number" && !tolls[r.Kind] {
			continue // counts of another day
		}
		n := readings[i]
		updates = append(updates, Update{
			What: c.what(of.what, []reading{r, n}), Attribute: of.name,
			Old: cite(r.Document, r.Sentence), New: cite(n.Document, n.Sentence), From: r.Base, To: n.Base,
			OldState: r.value, NewState: n.value,
		})
	}
	return kept, updates
}

// what names the point of difference.
func (c *chronicle) what(attribute string, readings []reading) string {
	h := readings[0]
	people := h.People
	for _, r := range readings[1:] {
		people = both(people, r.People)
	}
	words := strings.ToLower(h.Trigger.Word)
	switch {
	case attribute == "where" && h.Kind == "meet" && len(people) > 0:
		return "where " + joinNames(people) + " held talks"
	case attribute == "when" && len(people) > 0 || attribute == "where" && len(people) > 0:
		return attribute + " (" + joinNames(people) + ", " + words + ")"
	case len(people) > 0 && h.Kind != "die" && h.Kind != "injure":
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

func byPlace(a, b *event.Telling) int {
	return cmp.Or(corpus.NewestFirst(a.Document, b.Document), cmp.Compare(a.Sentence.Start, b.Sentence.Start))
}
