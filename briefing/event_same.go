package briefing

import (
	"time"

	"briefbot/briefing/dates"
	"briefbot/briefing/geo"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// How alike two sentences must be, by the share of their terms that they have in
// common, to tell one event. Chosen by hand on the cases in testdata.
const (
	alikeMeeting = 0.0  // of the same people at the same time
	alikePeople  = 0.15 // with people in common
	alike        = 0.3  // without
	alikeOthers  = 0.4  // with other people, or on another day
	samePlace    = 0.1  // what the same place makes up for
)

// comparedTerms is below how many terms a sentence says too little to be compared by
// the share of them.
const comparedTerms = 8

// Days within which two articles tell of one present, and within which a day may
// be told differently.
const (
	presentDays = 2
	nearbyDays  = 6
)

const oneDay = 24 * time.Hour

// same reports whether two happenings are one event: of one kind, both of them
// past or both to come, at a time that both allow, with the same people, and
// told by different origins.
func (c *chronicle) same(a, b *happening) bool {
	return c.comparable(a, b) && c.sameTime(a, b) && c.alike(a, b)
}

// Whoever differs in one thing may tell one event; whoever differs in two tells
// two.

// sameButPlaces is same for tellings that differ about the place.
func (c *chronicle) sameButPlaces(a, b *happening) bool {
	strangers := len(a.people) > 0 && len(b.people) > 0 && inCommon(a.people, b.people) == 0
	return c.same(a, b) && !strangers && !c.amountsClash(a, b)
}

// sameButAmounts is same for tellings that differ about a number.
func (c *chronicle) sameButAmounts(a, b *happening) bool {
	return c.same(a, b) && !c.placesClash(a, b)
}

// sameButDates is same for tellings that differ about the day.
func (c *chronicle) sameButDates(a, b *happening) bool {
	if !c.comparable(a, b) || a.when == nil || b.when == nil || a.when.Overlaps(*b.when) {
		return false
	}
	once := onceOnly[a.kind] && a.when.Precision != dates.ToWeek && b.when.Precision != dates.ToWeek && !a.when.Inferred && !b.when.Inferred
	day := a.when.Precision == dates.ToDay && b.when.Precision == dates.ToDay && within(a.when.From, b.when.From, nearbyDays) && within(a.base, b.base, nearbyDays)
	if !once && !day || !c.partners(a, b) {
		return false
	}
	people := inCommon(a.people, b.people)
	if n := overlapOf(a.terms, b.terms); n < alikeOthers && !(people >= 2 && n >= alike) {
		return false
	}
	return !recurs(a) && !recurs(b) && !c.placesClash(a, b) && !c.amountsClash(a, b) && c.oneDay(a, b) && c.oneDay(b, a)
}

// oneDay reports whether a's article tells of no such event on b's day too: then
// there were two.
func (c *chronicle) oneDay(a, b *happening) bool {
	for _, i := range c.of[a.document.Article.ID] {
		h := &c.happenings[i]
		if h.kind == a.kind && h.when != nil && h.when.Overlaps(*b.when) && !h.when.Overlaps(*a.when) {
			return false
		}
	}
	return true
}

// sameButNames is same for tellings that differ about a name.
func (c *chronicle) sameButNames(a, b *happening) bool {
	if !c.comparable(a, b) || !c.sameTime(a, b) {
		return false
	}
	n := overlapOf(a.terms, b.terms)
	if pa, pb := c.placeKey(a), c.placeKey(b); pa != "" && pa == pb {
		n += samePlace
	}
	return n >= alikeOthers && !c.placesClash(a, b) && !c.amountsClash(a, b)
}

func (c *chronicle) comparable(a, b *happening) bool {
	return a.kind == b.kind && a.expected == b.expected && a.origin != b.origin
}

// alike reports whether two happenings are told of the same people, or in much
// the same words.
func (c *chronicle) alike(a, b *happening) bool {
	n := overlapOf(a.terms, b.terms)
	if pa, pb := c.placeKey(a), c.placeKey(b); pa != "" && pa == pb {
		n += samePlace
	}
	switch people := inCommon(a.people, b.people); {
	case people > 0 && c.partners(a, b):
		if a.kind == "meet" || a.kind == "call" && people > 1 {
			return n >= alikeMeeting
		}
		return n >= alikePeople
	case people > 0:
		return false
	case len(a.people) > 0 && len(b.people) > 0:
		return n >= alikeOthers
	}
	return n >= alike
}

// placesClash reports whether two happenings are told of places that exclude
// each other.
func (c *chronicle) placesClash(x, y *happening) bool {
	p, q := readPlaces(c, []*happening{x}), readPlaces(c, []*happening{y})
	return len(p) > 0 && len(q) > 0 && placesDiffer(c, p[0], q[0])
}

// amountsClash reports the same of numbers.
func (c *chronicle) amountsClash(x, y *happening) bool {
	for _, m := range x.amounts {
		for _, n := range y.amounts {
			if m.differs(n) {
				return true
			}
		}
	}
	return false
}

func (c *chronicle) placeKey(h *happening) string {
	return segment.Fold(h.place.Of(h.document.Article.Text))
}

// sameTime reports whether two happenings may be of the same time: by their
// dates where both have one, by those of their articles where not.
func (c *chronicle) sameTime(a, b *happening) bool {
	switch {
	case a.when != nil && b.when != nil:
		return a.when.Overlaps(*b.when)
	case a.base.IsZero() || b.base.IsZero():
		return false
	case a.when != nil:
		return told(a.when, b.base)
	case b.when != nil:
		return told(b.when, a.base)
	}
	return within(a.base, b.base, presentDays)
}

// told reports whether a report of that date may tell of it as present news.
func told(w *dates.When, base time.Time) bool {
	return !w.To.Before(base.AddDate(0, 0, -nearbyDays)) && !w.From.After(base.AddDate(0, 0, nearbyDays)) && w.Precision == dates.ToDay
}

func within(a, b time.Time, days int) bool {
	d := a.Sub(b)
	return d <= time.Duration(days)*oneDay && d >= -time.Duration(days)*oneDay
}

// partners reports whether the others in two happenings may be the same ones:
// whoever meets officials of one state and whoever meets an envoy of another are
// at two meetings, though one person be at both.
func (c *chronicle) partners(a, b *happening) bool {
	x, y := c.others(a, b), c.others(b, a)
	if len(x) == 0 || len(y) == 0 {
		return true
	}
	for name := range x {
		if y[name] {
			return true
		}
	}
	return inCommon(a.people, b.people) >= 2
}

// others are whom a names beside the people that b names too, with the state of
// the place, and without the home states of those.
func (c *chronicle) others(a, b *happening) map[string]bool {
	set := map[string]bool{}
	for _, s := range a.states {
		set[s] = true
	}
	for _, w := range phrase.Tokens(a.document.Article.Text, a.place) {
		if s := geo.State(w); s != "" {
			set[s] = true
		}
	}
	for _, p := range a.people {
		if inCommon([]string{p}, b.people) == 0 {
			set[p] = true
			for _, s := range c.homes(p) {
				set[s] = true
			}
		}
	}
	for _, p := range a.people {
		if inCommon([]string{p}, b.people) > 0 {
			for _, s := range c.homes(p) {
				delete(set, s)
			}
		}
	}
	return set
}

// homes are the states for which somebody speaks, by his roles.
func (c *chronicle) homes(name string) []string {
	known := c.Corpus.Resolve(name)
	if len(known) == 0 {
		return nil
	}
	var list []string
	for _, role := range known[0].Roles {
		for _, w := range phrase.Tokens(role, corpus.Span{End: len(role)}) {
			if state := geo.State(w); state != "" {
				list = append(list, state)
				break
			}
		}
	}
	return list
}

// overlapOf is the share of the smaller set's terms that the other has too, of
// sorted terms.
func overlapOf(a, b []string) float64 {
	n := min(len(a), len(b))
	return float64(inCommon(a, b)) / float64(max(n, comparedTerms))
}

// recurs reports whether a sentence tells of one of several.
func recurs(h *happening) bool {
	return phrase.In(h.sentence.Of(h.document.Article.Text), recurrences)
}

var recurrences = []string{
	" again ", " second ", " third ", " another ", " round ", " resumed ", " resume ", " continued ", " days ", " earlier ", " previous ", " daily ",
}

// onceOnly are the kinds of which there is one in the life of a thing.
var onceOnly = map[string]bool{"found": true, "open": true}

// origin is who first published an article. Sites without a name are each one of
// their own.
func (c *chronicle) origin(d *corpus.Document) string {
	id := d.Article.ID
	if known, ok := c.origins[id]; ok {
		return known
	}
	c.origins[id] = string(id)
	if p := c.outlets.publisher(d.Article); p.Origin.Name != "" || p.Outlet.Name != "" {
		c.origins[id] = outletKey(p.Name())
	}
	return c.origins[id]
}
