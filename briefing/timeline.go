package briefing

import (
	"cmp"
	"slices"

	"briefbot/briefing/dates"
	"briefbot/briefing/event"
	"briefbot/briefing/modality"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// ancient is how many years before its article a bare year is history and no
// event of a running story.
const ancient = 20

// eventsShown is how many events a timeline has. Of more, those stay that most
// articles tell, and that were news when they were told.
const eventsShown = 20

// A Moment is when an event of a timeline was, or is to be.
type Moment struct {
	dates.When
	// Expected is true of what had not come about when it was written.
	Expected bool
}

// dated is one sentence that dates something.
type dated struct {
	document *corpus.Document
	sentence corpus.Span
	before   corpus.Span // the sentence before it
	shown    corpus.Span // of the sentence, what the date is about
	moment   Moment
	told     []*event.Telling // that the sentence tells, as far as the lexicon goes
	terms    []string
	also     []*dated        // other articles on the same
	undated  []event.Telling // further articles that tell it without a date
}

// timeline drafts the dated events of a topic, in order of time. Each claim's
// first citation is what is shown, its second the words that date it; those of
// other articles follow.
func timeline(e *Evidence) []Claim {
	var claims []Claim
	for _, one := range e.chronicle().events() {
		claim := Claim{Section: Events, Parts: []Part{{Cited: 1}}, Citations: []Citation{
			cite(one.document, one.shown), cite(one.document, one.moment.Span),
		}}
		cited := map[corpus.ID]bool{one.document.Article.ID: true}
		for _, other := range one.also {
			if !cited[other.document.Article.ID] {
				cited[other.document.Article.ID] = true
				claim.Citations = append(claim.Citations, cite(other.document, other.shown))
			}
		}
		for _, h := range one.undated {
			if !cited[h.Document.Article.ID] {
				cited[h.Document.Article.ID] = true
				claim.Citations = append(claim.Citations, cite(h.Document, uncut(h.Document, h.Sentence)))
			}
		}
		claims = append(claims, claim)
	}
	return claims
}

// moments are the moments of all date expressions, by where they stand.
func (c *chronicle) moments() map[place]Moment {
	found := map[place]Moment{}
	for _, d := range c.Documents {
		for _, one := range c.datesOf(d) {
			found[place{d.Article.ID, one.moment.Span}] = one.moment
		}
	}
	return found
}

// Moment is when the event of a timeline's claim was. It reports false for other
// claims.
func (b *Brief) Moment(c *Claim) (Moment, bool) {
	if c.Section != Events || len(c.Citations) < 2 {
		return Moment{}, false
	}
	m, ok := b.moments[place{c.Citations[1].Article, c.Citations[1].Span}]
	return m, ok
}

// events are the dated sentences in order of time, those of one event as one.
func (c *chronicle) events() []*dated {
	var all []*dated
	for _, d := range c.Documents {
		for _, one := range c.datesOf(d) {
			if c.belongs(one) {
				all = c.once(all, one)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *dated) int {
		return cmp.Or(
			a.moment.From.Compare(b.moment.From), a.moment.To.Compare(b.moment.To),
			cmp.Compare(c.rank(a), c.rank(b)), corpus.NewestFirst(a.document, b.document), cmp.Compare(a.shown.Start, b.shown.Start))
	})
	var events []*dated
	for _, next := range all {
		i := slices.IndexFunc(events, func(e *dated) bool {
			return c.oneEvent(e, next) || slices.ContainsFunc(e.also, func(o *dated) bool { return c.oneEvent(e, o) && c.oneDeed(o, next) && c.agree(e, next) })
		})
		if i < 0 {
			events = append(events, next)
			continue
		}
		events[i].also = append(events[i].also, next)
	}
	for i, one := range events {
		events[i] = one.exact()
		events[i].undated = c.undated(events[i])
	}
	slices.SortStableFunc(events, func(a, b *dated) int {
		return cmp.Or(a.moment.From.Compare(b.moment.From), a.moment.To.Compare(b.moment.To))
	})
	return c.foremost(slices.DeleteFunc(events, c.bystander))
}

// exact is the event as the one of its sentences tells it that dates it to the day,
// where it does not do so itself.
func (d *dated) exact() *dated {
	i := slices.IndexFunc(d.also, func(other *dated) bool { return other.moment.Precision == dates.ToDay })
	if i < 0 || d.moment.Precision == dates.ToDay {
		return d
	}
	best, others := d.also[i], slices.Delete(slices.Clone(d.also), i, i+1)
	d.also = nil
	best.also = append([]*dated{d}, others...)
	return best
}

// foremost keeps the events that matter most, in their order.
func (c *chronicle) foremost(events []*dated) []*dated {
	if len(events) <= eventsShown {
		return events
	}
	byWeight := slices.Clone(events)
	slices.SortStableFunc(byWeight, func(a, b *dated) int { return cmp.Compare(c.weight(b), c.weight(a)) })
	kept := map[*dated]bool{}
	for _, one := range byWeight[:eventsShown] {
		kept[one] = true
	}
	return slices.DeleteFunc(events, func(one *dated) bool { return !kept[one] })
}

// weight is how many articles tell an event, more where one of them did so at
// the time, where the lexicon knows what it is, and where the topic is named in
// full; less where the sentence does not stand alone.
func (c *chronicle) weight(one *dated) float64 {
	articles := map[corpus.ID]bool{one.document.Article.ID: true}
	for _, other := range one.also {
		articles[other.document.Article.ID] = true
	}
	for _, h := range one.undated {
		articles[h.Document.Article.ID] = true
	}
	words := one.shown.Of(one.document.Article.Text)
	w := 2 * float64(len(articles))
	if event.Told(&one.moment.When, c.DateOf(one.document)) {
		w += 2
	}
	if len(one.told) > 0 {
		w++
	}
	if c.Topic != nil {
		w += 2 * c.bearing(words)
	}
	if c.saying(one) != nil {
		w--
	}
	if modality.Leans(words) {
		w -= 2
	}
	return w
}

// rank prefers, of several sentences on one day, what is spelled out to what is
// inferred, what stands alone to what points back, what was done to what was said, and
// the short to the long.
func (c *chronicle) rank(d *dated) int {
	n := d.shown.Len()
	if d.moment.Inferred {
		n += longSentence
	}
	if modality.Leans(d.shown.Of(d.document.Article.Text)) {
		n += longSentence
	}
	if c.saying(d) != nil {
		n += longSentence
	}
	return n
}

// bearsEvent is how much a dated sentence must bear on the topic, where it does not go on
// from one that does.
const bearsEvent = 0.3

// belongs reports whether a dated sentence is an event of the topic.
func (c *chronicle) belongs(d *dated) bool {
	if d.moment.Precision == dates.ToYear {
		if base := c.DateOf(d.document); d.moment.From.Year() < base.Year()-ancient || d.moment.Relative {
			return false
		}
	}
	if c.Topic == nil {
		return true
	}
	text := d.document.Article.Text
	if c.bearing(d.sentence.Of(text)) >= bearsEvent {
		return true
	}
	return (modality.Leans(d.sentence.Of(text)) || slices.ContainsFunc(d.told, c.ofParty)) && c.bearing(d.before.Of(text)) >= bearsEvent
}

// ofParty reports whether somebody in a telling speaks for a party of the
// topic.
func (c *chronicle) ofParty(h *event.Telling) bool {
	return slices.ContainsFunc(h.People, func(name string) bool {
		known := c.Corpus.Resolve(name)
		return len(known) == 1 && c.Topic.partyOf(known[0]) != ""
	})
}

// oneEvent reports whether two dated sentences tell the same: on the same days,
// in much the same words, or of the same people doing the same. Two places that
// exclude each other stay apart, so that no article is cited for the other's.
func (c *chronicle) oneEvent(a, b *dated) bool {
	if !a.moment.Overlaps(b.moment.When) || a.moment.Expected != b.moment.Expected {
		return false
	}
	if a.document == b.document && a.sentence == b.sentence {
		return a.moment.From.Equal(b.moment.From)
	}
	if a.moment.Precision != b.moment.Precision && (a.moment.Precision == dates.ToYear || b.moment.Precision == dates.ToYear) {
		return event.Overlap(a.terms, b.terms) >= event.AlikeOthers
	}
	if !c.agree(a, b) {
		return false
	}
	of, other := false, false // what happens to a person once, to one in both
	for _, x := range a.told {
		for _, y := range b.told {
			if !onceOnly[x.Kind] && !onceOnly[y.Kind] || event.InCommon(x.People, y.People) == 0 {
				continue
			}
			if x.Kind == y.Kind && segment.Stem(x.Trigger.Fold) == segment.Stem(y.Trigger.Fold) {
				of = true
			} else if x.Kind != y.Kind {
				other = true
			}
		}
	}
	if of || other {
		return of
	}
	if c.oneDeed(a, b) {
		return true
	}
	words := event.Overlap(a.terms, b.terms)
	if words >= event.AlikeOthers+event.SamePlace {
		return true
	}
	if words < event.AlikePeople && (a.moment.Precision != dates.ToDay || b.moment.Precision != dates.ToDay) {
		return false // much happens in a month
	}
	for _, x := range a.told {
		for _, y := range b.told {
			if x.Kind != y.Kind {
				continue
			}
			people := event.InCommon(x.People, y.People)
			if people >= 2 || people == 1 && x.Kind == "meet" && c.Partners(x, y) || x.Kind == "attack" && len(x.States) > 1 && event.InCommon(x.States, y.States) > 1 {
				return true
			}
		}
	}
	return false
}

// agree reports whether two sentences do not tell the same kind of event of two places,
// or with two numbers, of which only one can be right.
func (c *chronicle) agree(a, b *dated) bool {
	if a.moment.Expected != b.moment.Expected {
		return false
	}
	for _, x := range a.told {
		for _, y := range b.told {
			if x.Kind == y.Kind && (c.PlacesClash(x, y) || c.AmountsClash(x, y)) {
				return false
			}
		}
	}
	return true
}

// onceOnly are the kinds of events that come to a person once within days.
var onceOnly = map[string]bool{"die": true, "arrest": true, "appoint": true, "release": true}

// undated are the tellings of other articles that tell the event without
// saying when.
func (c *chronicle) undated(one *dated) []event.Telling {
	var found []event.Telling
	for _, x := range one.told {
		for i := range c.Tellings {
			h := &c.Tellings[i]
			if h.When != nil || h.Expected || one.moment.Expected || h.Document == one.document || !c.Same(x, h) || c.PlacesClash(x, h) || c.AmountsClash(x, h) {
				continue
			}
			people, place := event.InCommon(h.People, x.People), c.PlaceKey(h)
			if place == c.PlaceKey(x) && (people > 1 || people == 1 && place != "") {
				found = append(found, *h)
			}
		}
	}
	return found
}
