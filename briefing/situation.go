package briefing

import (
	"cmp"
	"context"
	"slices"
	"time"

	"briefbot/briefing/modality"
	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

// What a brief is made of.
const (
	openPoints = 2
	openOnSide = 0.5 // for each required group of the topic that an open point names
	recentDays = 4   // what is older than this before the newest article is background

	tempoArticles = 10 // the newest of a topic, in whose time it is told how fast the story goes
	slowest       = 60 // days in which so many appear of the slowest one
)

// situation drafts a brief: what matters now, who holds what, what is open.
func situation(ctx context.Context, e *Evidence) ([]Claim, error) {
	s := &brief{Evidence: e}
	s.pace()
	s.cast()
	s.begins = s.recent()
	s.bottomLine()
	if err := s.positions(ctx); err != nil {
		return nil, err
	}
	s.claims = append(s.claims, s.conflicts()...)
	for _, c := range updates(e) {
		if d := s.chronicle().document(c.Citations[1].Article); d != nil && s.age(d) <= recentDays {
			s.claims = append(s.claims, c)
		}
	}
	s.open()
	return s.claims, nil
}

// brief is one situation brief being drafted.
type brief struct {
	*Evidence
	newest      time.Time
	tempo       float64         // days in which the newest articles appeared: recentDays of a story that is told every day
	principals  map[string]bool // last names of those who speak for a party
	begins      *beginnings
	done        []doing // what the articles begin with telling as done; see deeds
	claims      []Claim
	used        []place // what is shown
	expectation *scored // the expected event in the bottom line, if any
}

// place is a sentence.
type place struct {
	article corpus.ID
	span    corpus.Span
}

type scored struct {
	document *corpus.Document
	span     corpus.Span
	score    float64
}

// add keeps the claim unless what it shows stands in the brief already.
func (s *brief) add(c Claim) bool {
	var shown []place
	for _, p := range c.Parts {
		if p.Cited == 0 {
			continue
		}
		next := place{c.Citations[p.Cited-1].Article, c.Citations[p.Cited-1].Span}
		if slices.ContainsFunc(s.used, func(have place) bool { return have.article == next.article && have.span.Overlap(next.span) > 0 }) {
			return false
		}
		shown = append(shown, next)
	}
	s.used = append(s.used, shown...)
	s.claims = append(s.claims, c)
	return true
}

// pace finds the newest article, and how fast the story goes: an event of three
// weeks ago is news in one that is told once a month.
func (s *brief) pace() {
	var dates []time.Time
	for _, d := range s.Documents {
		if t := d.Article.Published.Time; !t.IsZero() {
			dates = append(dates, t)
		}
	}
	slices.SortFunc(dates, func(a, b time.Time) int { return b.Compare(a) })
	s.tempo = recentDays
	if len(dates) > 0 {
		s.newest = dates[0]
		s.tempo = min(max(s.newest.Sub(dates[min(tempoArticles, len(dates))-1]).Hours()/24, recentDays), slowest)
	}
}

// cast finds who is heard for the parties of the topic.
func (s *brief) cast() {
	s.principals = map[string]bool{}
	for _, d := range s.Documents {
		for i := range d.Quotations {
			for _, speaker := range s.Corpus.SpeakersOf(&d.Quotations[i]) {
				if s.Topic != nil && s.Topic.partyOf(speaker) != "" {
					s.principals[lastName(speaker.Name)] = true
				}
			}
		}
	}
}

// age is how many days the document is older than the newest one, by the clock of a
// story that is told every day; undated ones count as background.
func (s *brief) age(d *corpus.Document) float64 {
	if d.Article.Published.Time.IsZero() {
		return recentDays
	}
	return s.newest.Sub(d.Article.Published.Time).Hours() / 24 * recentDays / s.tempo
}

// unquoted is a passage without what stands there in somebody's own words.
func unquoted(d *corpus.Document, span corpus.Span) string {
	text := []byte(span.Of(d.Article.Text))
	for i := range d.Quotations {
		for _, f := range d.Quotations[i].Fragments {
			for at := max(f.Start, span.Start); at < min(f.End, span.End); at++ {
				text[at-span.Start] = ' '
			}
		}
	}
	return string(text)
}

// open takes what the articles say is not settled, that which touches on what is
// expected first, and says of an expected event that nothing here can tell whether
// it came about.
func (s *brief) open() {
	var terms []string
	if s.expectation != nil {
		terms = segment.Terms(nil, s.expectation.span.Of(s.expectation.document.Article.Text))
	}
	var found []scored
	for _, d := range s.Documents {
		if s.age(d) > recentDays {
			break
		}
		for i, span := range d.Sentences(clean.Body) {
			words := span.Of(d.Article.Text)
			if !modality.LeavesOpen(unquoted(d, span)) || span.Len() > longSentence || modality.AboutReporting(words) || s.bearing(words) < bearsNone && !(modality.Unsaid(words) && s.bearsAt(d, span) >= bearsNone) || s.overtaken(d, span) {
				continue
			}
			if dangles(words) && !modality.Impersonal(words) {
				continue
			}
			claim := standing(s.Corpus, Open, d, uncut(d, span))
			if modality.Leans(words) && !modality.Impersonal(words) && len(claim.Parts) == 1 {
				continue
			}
			score := -s.age(d) - 0.02*float64(i)
			if modality.Unsaid(words) {
				score += 2
			}
			if s.Topic != nil {
				score += openOnSide * float64(s.Topic.groupsIn(words))
			}
			for _, t := range slices.Compact(slices.Sorted(slices.Values(segment.Terms(nil, words)))) {
				if slices.Contains(terms, t) {
					score += 0.5
				}
			}
			found = append(found, scored{d, uncut(d, span), score})
		}
	}
	slices.SortStableFunc(found, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	taken := 0
	for _, f := range found {
		if taken < openPoints && !s.told(f.document, f.span, openAlready, Open) && s.add(standing(s.Corpus, Open, f.document, f.span)) {
			taken++
		}
	}
	if s.expectation == nil {
		return
	}
	d := s.expectation.document
	for _, day := range daysOf(d.Article, s.expectation.span) {
		if day.Date.After(s.newest) {
			s.claims = append(s.claims, Claim{
				Section:   Open,
				Parts:     []Part{{Prose: "No dated article here is of that " + day.Word + " or later: whether it came about, none says."}},
				Citations: []Citation{cite(d, s.expectation.span)},
			})
			return
		}
	}
}
