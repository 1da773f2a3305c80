package briefing

import (
	"cmp"
	"slices"

	"briefbot/briefing/dates"
	"briefbot/briefing/modality"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// ancient is how many years before its article a bare year is history and no
// event of a running story.
const ancient = 20

// eventsShown is how many events a timeline has. Of more, those stay that most
// articles tell, and that were news when they were told.
const eventsShown = 30

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
	told     []*happening // that the sentence tells, as far as the lexicon goes
	terms    []string
	also     []*dated    // other articles on the same
	undated  []happening // further articles that tell it without a date
}

// timeline drafts the dated events of a topic, in order of time. Each claim's
// first citation is what is shown, its second the words that date it; those of
// other articles follow.
func timeline(e *Evidence) []Claim {
	var claims []Claim
	for _, event := range e.chronicle().events() {
		claim := Claim{Section: Events, Parts: []Part{{Cited: 1}}, Citations: []Citation{
			cite(event.document, event.shown), cite(event.document, event.moment.Span),
		}}
		cited := map[corpus.ID]bool{event.document.Article.ID: true}
		for _, other := range event.also {
			if !cited[other.document.Article.ID] {
				cited[other.document.Article.ID] = true
				claim.Citations = append(claim.Citations, cite(other.document, other.shown))
			}
		}
		for _, h := range event.undated {
			if !cited[h.document.Article.ID] {
				cited[h.document.Article.ID] = true
				claim.Citations = append(claim.Citations, cite(h.document, uncut(h.document, h.sentence)))
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
		for _, event := range c.datesOf(d) {
			found[place{d.Article.ID, event.moment.Span}] = event.moment
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
		for _, event := range c.datesOf(d) {
			if c.belongs(event) {
				all = append(all, event)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *dated) int {
		return cmp.Or(
			a.moment.From.Compare(b.moment.From), a.moment.To.Compare(b.moment.To),
			cmp.Compare(c.rank(a), c.rank(b)), byDate(a.document, b.document), cmp.Compare(a.shown.Start, b.shown.Start))
	})
	var events []*dated
	for _, next := range all {
		i := slices.IndexFunc(events, func(e *dated) bool { return c.oneEvent(e, next) })
		if i < 0 {
			events = append(events, next)
			continue
		}
		events[i].also = append(events[i].also, next)
	}
	for i, event := range events {
		events[i] = event.exact()
		events[i].undated = c.undated(events[i])
	}
	slices.SortStableFunc(events, func(a, b *dated) int {
		return cmp.Or(a.moment.From.Compare(b.moment.From), a.moment.To.Compare(b.moment.To))
	})
	return c.foremost(events)
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
	for _, event := range byWeight[:eventsShown] {
		kept[event] = true
	}
	return slices.DeleteFunc(events, func(event *dated) bool { return !kept[event] })
}

// weight is how many articles tell an event, more where one of them did so at
// the time, where the lexicon knows what it is, and where the topic is named in
// full; less where the sentence does not stand alone.
func (c *chronicle) weight(event *dated) float64 {
	articles := map[corpus.ID]bool{event.document.Article.ID: true}
	for _, other := range event.also {
		articles[other.document.Article.ID] = true
	}
	for _, h := range event.undated {
		articles[h.document.Article.ID] = true
	}
	words := event.shown.Of(event.document.Article.Text)
	w := 2 * float64(len(articles))
	if told(&event.moment.When, c.bases[event.document.Article.ID]) {
		w += 2
	}
	if len(event.told) > 0 {
		w++
	}
	if c.Topic != nil {
		w += float64(c.Topic.groupsIn(words))
	}
	if modality.Leans(words) {
		w -= 2
	}
	return w
}

// rank prefers, of several sentences on one day, what is spelled out to what is
// inferred, what stands alone to what points back, and the short to the long.
func (c *chronicle) rank(d *dated) int {
	n := d.shown.Len()
	if d.moment.Inferred {
		n += longSentence
	}
	if modality.Leans(d.shown.Of(d.document.Article.Text)) {
		n += longSentence
	}
	return n
}

// belongs reports whether a dated sentence is an event of the topic.
func (c *chronicle) belongs(d *dated) bool {
	if d.moment.Precision == dates.ToYear {
		if base := c.bases[d.document.Article.ID]; d.moment.From.Year() < base.Year()-ancient || d.moment.Relative {
			return false
		}
	}
	text := d.document.Article.Text
	if c.Topic == nil || c.Topic.groupsIn(d.sentence.Of(text)) > 0 || slices.ContainsFunc(d.told, c.ofParty) {
		return true
	}
	return modality.Leans(d.sentence.Of(text)) && c.Topic.groupsIn(d.before.Of(text)) > 0
}

// ofParty reports whether somebody in a happening speaks for a party of the
// topic.
func (c *chronicle) ofParty(h *happening) bool {
	return slices.ContainsFunc(h.people, func(name string) bool {
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
		return overlapOf(a.terms, b.terms) >= alikeOthers
	}
	for _, x := range a.told {
		for _, y := range b.told {
			if x.kind == y.kind && (c.placesClash(x, y) || c.amountsClash(x, y)) {
				return false
			}
		}
	}
	of, other := false, false // what happens to a person once, to one in both
	for _, x := range a.told {
		for _, y := range b.told {
			if !once[x.kind] && !once[y.kind] || inCommon(x.people, y.people) == 0 {
				continue
			}
			if x.kind == y.kind && segment.Stem(x.trigger.Fold) == segment.Stem(y.trigger.Fold) {
				of = true
			} else if x.kind != y.kind {
				other = true
			}
		}
	}
	if of || other {
		return of
	}
	words := overlapOf(a.terms, b.terms)
	if words >= alikeOthers+samePlace {
		return true
	}
	if words < alikePeople && (a.moment.Precision != dates.ToDay || b.moment.Precision != dates.ToDay) {
		return false // much happens in a month
	}
	for _, x := range a.told {
		for _, y := range b.told {
			if x.kind != y.kind {
				continue
			}
			people := inCommon(x.people, y.people)
			if people >= 2 || people == 1 && x.kind == "meet" && c.partners(x, y) || x.kind == "attack" && len(x.states) > 1 && inCommon(x.states, y.states) > 1 {
				return true
			}
		}
	}
	return false
}

// once are the kinds of happenings that come to a person once within days.
var once = map[string]bool{"die": true, "arrest": true, "appoint": true, "release": true}

// undated are the happenings of other articles that tell the event without
// saying when.
func (c *chronicle) undated(event *dated) []happening {
	var found []happening
	for _, x := range event.told {
		for i := range c.happenings {
			h := &c.happenings[i]
			if h.when != nil || h.expected || event.moment.Expected || h.document == event.document || !c.same(x, h) || c.placesClash(x, h) || c.amountsClash(x, h) {
				continue
			}
			people, place := inCommon(h.people, x.people), c.placeKey(h)
			if place == c.placeKey(x) && (people > 1 || people == 1 && place != "") {
				found = append(found, *h)
			}
		}
	}
	return found
}
