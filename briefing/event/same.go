package event

import (
	"time"

	"briefbot/briefing/dates"
	"briefbot/briefing/geo"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// How alike two sentences must be, by the share of their terms that they have in
// common, to tell one event. Chosen by hand on the cases in ../testdata.
const (
	alikeMeeting = 0.0  // of the same people at the same time
	AlikePeople  = 0.15 // with people in common
	alike        = 0.3  // without
	AlikeOthers  = 0.4  // with other people, or on another day
	SamePlace    = 0.1  // what the same place makes up for
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

// Same reports whether two tellings are one event: of one kind, both of them
// past or both to come, at a time that both allow, with the same people, and
// told by different origins.
func (c *Chronicle) Same(a, b *Telling) bool {
	return c.comparable(a, b) && c.sameTime(a, b) && c.alike(a, b)
}

// Whoever differs in one thing may tell one event; whoever differs in two tells
// two.

// SameButPlaces is Same for tellings that differ about the place.
func (c *Chronicle) SameButPlaces(a, b *Telling) bool {
	strangers := len(a.People) > 0 && len(b.People) > 0 && InCommon(a.People, b.People) == 0
	return c.Same(a, b) && !strangers && !c.AmountsClash(a, b)
}

// SameButAmounts is Same for tellings that differ about a number.
func (c *Chronicle) SameButAmounts(a, b *Telling) bool {
	return c.Same(a, b) && !c.PlacesClash(a, b)
}

// SameButDates is Same for tellings that differ about the day.
func (c *Chronicle) SameButDates(a, b *Telling) bool {
	if !c.comparable(a, b) || a.When == nil || b.When == nil || a.When.Overlaps(*b.When) {
		return false
	}
	once := onceOnly[a.Kind] && a.When.Precision != dates.ToWeek && b.When.Precision != dates.ToWeek && !a.When.Inferred && !b.When.Inferred
	day := a.When.Precision == dates.ToDay && b.When.Precision == dates.ToDay && dates.Within(a.When.From, b.When.From, nearbyDays) && dates.Within(a.Base, b.Base, nearbyDays)
	if !once && !day || !c.Partners(a, b) {
		return false
	}
	people := InCommon(a.People, b.People)
	if n := Overlap(a.Terms, b.Terms); n < AlikeOthers && !(people >= 2 && n >= alike) {
		return false
	}
	return !recurs(a) && !recurs(b) && !c.PlacesClash(a, b) && !c.AmountsClash(a, b) && c.oneDay(a, b) && c.oneDay(b, a)
}

// oneDay reports whether a's article tells of no such event on b's day too: then
// there were two.
func (c *Chronicle) oneDay(a, b *Telling) bool {
	for _, i := range c.of[a.Document.Article.ID] {
		h := &c.Tellings[i]
		if h.Kind == a.Kind && h.When != nil && h.When.Overlaps(*b.When) && !h.When.Overlaps(*a.When) {
			return false
		}
	}
	return true
}

// SameButNames is Same for tellings that differ about a name.
func (c *Chronicle) SameButNames(a, b *Telling) bool {
	if !c.comparable(a, b) || !c.sameTime(a, b) {
		return false
	}
	n := Overlap(a.Terms, b.Terms)
	if pa, pb := c.PlaceKey(a), c.PlaceKey(b); pa != "" && pa == pb {
		n += SamePlace
	}
	return n >= AlikeOthers && !c.PlacesClash(a, b) && !c.AmountsClash(a, b)
}

func (c *Chronicle) comparable(a, b *Telling) bool {
	return a.Kind == b.Kind && a.Expected == b.Expected && a.Origin != b.Origin
}

// alike reports whether two tellings are told of the same people, or in much
// the same words.
func (c *Chronicle) alike(a, b *Telling) bool {
	n := Overlap(a.Terms, b.Terms)
	if pa, pb := c.PlaceKey(a), c.PlaceKey(b); pa != "" && pa == pb {
		n += SamePlace
	}
	switch people := InCommon(a.People, b.People); {
	case people > 0 && c.Partners(a, b):
		if a.Kind == "meet" || a.Kind == "call" && people > 1 {
			return n >= alikeMeeting
		}
		return n >= AlikePeople
	case people > 0:
		return false
	case len(a.People) > 0 && len(b.People) > 0:
		return n >= AlikeOthers
	}
	return n >= alike
}

// PlacesClash reports whether two tellings are told of places that exclude
// each other.
func (c *Chronicle) PlacesClash(x, y *Telling) bool {
	return x.Place.Len() > 0 && y.Place.Len() > 0 && c.placesDiffer(x, y)
}

// AmountsClash reports whether two tellings have numbers of the same thing that cannot
// both be right.
func (c *Chronicle) AmountsClash(x, y *Telling) bool {
	for _, m := range x.Amounts {
		for _, n := range y.Amounts {
			if m.Differs(n) {
				return true
			}
		}
	}
	return false
}

// PlaceKey is the folded place of a telling, "" if it names none.
func (c *Chronicle) PlaceKey(h *Telling) string {
	return segment.Fold(h.Place.Of(h.Document.Article.Text))
}

// sameTime reports whether two tellings may be of the same time: by their
// dates where both have one, by those of their articles where not.
func (c *Chronicle) sameTime(a, b *Telling) bool {
	switch {
	case a.When != nil && b.When != nil:
		return a.When.Overlaps(*b.When)
	case a.Base.IsZero() || b.Base.IsZero():
		return false
	case a.When != nil:
		return Told(a.When, b.Base)
	case b.When != nil:
		return Told(b.When, a.Base)
	}
	return dates.Within(a.Base, b.Base, presentDays)
}

// Told reports whether an article of the date base may tell of that day as present
// news; never, of what is dated less exactly than to the day.
func Told(w *dates.When, base time.Time) bool {
	return !w.To.Before(base.AddDate(0, 0, -nearbyDays)) && !w.From.After(base.AddDate(0, 0, nearbyDays)) && w.Precision == dates.ToDay
}

// Partners reports whether the others in two tellings may be the same ones:
// whoever meets officials of one state and whoever meets an envoy of another are
// at two meetings, though one person be at both.
func (c *Chronicle) Partners(a, b *Telling) bool {
	x, y := c.others(a, b), c.others(b, a)
	if len(x) == 0 || len(y) == 0 {
		return true
	}
	for name := range x {
		if y[name] {
			return true
		}
	}
	return InCommon(a.People, b.People) >= 2
}

// others are whom a names beside the people that b names too, with the state of
// the place, and without the home states of those.
func (c *Chronicle) others(a, b *Telling) map[string]bool {
	set := map[string]bool{}
	for _, s := range a.States {
		set[s] = true
	}
	for _, w := range phrase.Tokens(a.Document.Article.Text, a.Place) {
		if s := geo.State(w); s != "" {
			set[s] = true
		}
	}
	for _, p := range a.People {
		if InCommon([]string{p}, b.People) == 0 {
			set[p] = true
			for _, s := range c.Homes(p) {
				set[s] = true
			}
		}
	}
	for _, p := range a.People {
		if InCommon([]string{p}, b.People) > 0 {
			for _, s := range c.Homes(p) {
				delete(set, s)
			}
		}
	}
	return set
}

// Homes are the states for which somebody speaks, by his roles; none for whom the
// corpus does not know.
func (c *Chronicle) Homes(name string) []string {
	known := c.corpus.Resolve(name)
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

// Overlap is the share of the smaller of two sorted sets of terms that the other has
// too, from 0 to 1. What is of fewer than comparedTerms counts as if it had as many.
func Overlap(a, b []string) float64 {
	n := min(len(a), len(b))
	return float64(InCommon(a, b)) / float64(max(n, comparedTerms))
}

// recurs reports whether a sentence tells of one of several.
func recurs(h *Telling) bool {
	return phrase.In(h.Sentence.Of(h.Document.Article.Text), recurrences)
}

var recurrences = []string{
	" again ", " second ", " third ", " another ", " round ", " resumed ", " resume ", " continued ", " days ", " earlier ", " previous ", " daily ",
}

// onceOnly are the kinds of which there is one in the life of a thing.
var onceOnly = map[string]bool{"found": true, "open": true}

// OriginOf is who first published an article. Sites without a name are each one of
// their own.
func (c *Chronicle) OriginOf(d *corpus.Document) string {
	id := d.Article.ID
	if known, ok := c.origins[id]; ok {
		return known
	}
	c.origins[id] = string(id)
	if name := c.publisher(d.Article); name != "" {
		c.origins[id] = name
	}
	return c.origins[id]
}
