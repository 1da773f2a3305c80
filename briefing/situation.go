package briefing

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"time"

	"briefbot/briefing/modality"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/quotation"
	"briefbot/corpus/segment"
)

// What a brief is made of.
const (
	positionsPerParty = 2
	openPoints        = 2
	recentDays        = 4 // what is older than this before the newest article is background
)

// situation drafts a brief: what matters now, who holds what, what is open.
func situation(ctx context.Context, e *Evidence) ([]Claim, error) {
	s := &brief{Evidence: e}
	for _, d := range e.Documents {
		if d.Article.Published.Time.After(s.newest) {
			s.newest = d.Article.Published.Time
		}
	}
	s.bottomLine()
	if err := s.positions(ctx); err != nil {
		return nil, err
	}
	s.claims = append(s.claims, s.conflicts()...)
	s.claims = append(s.claims, updates(e)...)
	s.open()
	return s.claims, nil
}

// brief is one situation brief being drafted.
type brief struct {
	*Evidence
	newest      time.Time
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

// age is how many days the document is older than the newest one; undated ones
// count as background.
func (s *brief) age(d *corpus.Document) float64 {
	if d.Article.Published.Time.IsZero() {
		return recentDays
	}
	return s.newest.Sub(d.Article.Published.Time).Hours() / 24
}

// positions takes, for each party, what its people said: their own words before
// paraphrase, the new before the old, each person once. Where a topic has no
// parties, everybody is of one.
func (s *brief) positions(ctx context.Context) error {
	parties := []Party{{}}
	if s.Topic != nil && len(s.Topic.Parties) > 0 {
		parties = s.Topic.Parties
	}
	type candidate struct {
		document *corpus.Document
		q        *corpus.Quotation
		speaker  string
		score    float64
	}
	papers := map[string]bool{} // what an outlet confirms is nobody's position
	for _, a := range s.Corpus.Articles() {
		if a.Outlet.Value != "" {
			papers[outletKey(a.Outlet.Value)] = true
		}
	}
	byParty := map[string][]candidate{}
	for _, d := range s.Documents {
		for i := range d.Quotations {
			q := &d.Quotations[i]
			known := s.Corpus.SpeakersOf(q)
			if len(known) != 1 || papers[outletKey(known[0].Name)] || q.Content.Len() < 20 || q.Content.Len() > longSentence {
				continue
			}
			if class, ok := d.ClassAt(q.Content); !ok || class != clean.Body || !s.attributable(d, q, known[0]) {
				continue
			}
			party := ""
			if parties[0].Name != "" {
				if party = s.Topic.partyOf(known[0]); party == "" {
					continue
				}
			}
			// What somebody said holds for longer than what has happened.
			score := -s.age(d)/2 - float64(q.Content.Len())/400 + weightOf(q) + prominence(known[0])
			if modality.Leans(whole(d, q).Of(d.Article.Text)) {
				score--
			}
			if modality.Commits(q.Cue.Of(d.Article.Text) + " " + q.Content.Of(d.Article.Text)) {
				score += 0.7
			}
			byParty[party] = append(byParty[party], candidate{d, q, known[0].Name, score})
		}
	}
	for _, party := range parties {
		list := byParty[party.Name]
		slices.SortStableFunc(list, func(a, b candidate) int {
			return cmp.Or(cmp.Compare(b.score, a.score),
				cmp.Compare(a.document.Article.ID, b.document.Article.ID), cmp.Compare(a.q.Content.Start, b.q.Content.Start))
		})
		heard := map[string]bool{}
		for _, c := range list {
			if len(heard) == positionsPerParty {
				break
			}
			if heard[c.speaker] {
				continue
			}
			name := c.speaker
			if len(strings.Fields(c.q.Speaker)) == len(strings.Fields(name)) {
				name = c.q.Speaker // as the article spells it
			}
			claim := withAnswer(statementClaim(Positions, c.document, c.q, name), c.document)
			// What could not be shown gives its place to the next.
			kept, _, err := s.Verify(ctx, []Claim{claim})
			if err != nil {
				return err
			}
			if len(kept) > 0 && s.add(claim) {
				heard[c.speaker] = true
			}
		}
	}
	return nil
}

// attributable reports whether it is safe to say that a statement is the speaker's
// position: somebody says it, and the words that name him there are a pronoun, an
// office or a part of his name, not the name of somebody else.
func (s *brief) attributable(d *corpus.Document, q *corpus.Quotation, speaker *corpus.Speaker) bool {
	if (q.Kind == corpus.Reported || q.Kind == corpus.Mixed && q.Cue.Len() > 0) && !quotation.Says(q.Cue.Of(d.Article.Text)) {
		return false
	}
	if first, _, _ := strings.Cut(speaker.Name, " "); nobody[first] {
		return false
	}
	known := phrase.Fold(strings.Join(slices.Concat([]string{speaker.Name}, speaker.Aliases, speaker.Roles), " "))
	mention := q.Mention.Of(d.Article.Text)
	for _, name := range Names("The " + mention) {
		if !slices.Contains(strings.Fields(known), strings.TrimSuffix(name, "'s")) {
			return slices.Contains(s.Corpus.Resolve(mention), speaker) // the name as others spell it
		}
	}
	return true
}

// nobody begins what speakers are called of whom it is not known who they are: "one
// of the soldiers".
var nobody = phrase.Set("one another some many several most")

// withAnswer is a position with the sentence behind it that sets another side's
// against it ("Tehran, for its part, …"), so that one is not to be had without the
// other.
func withAnswer(c Claim, d *corpus.Document) Claim {
	last := &c.Citations[len(c.Citations)-1]
	if c.Parts[len(c.Parts)-1].Cited != len(c.Citations) || last.Kind != Text {
		return c
	}
	for _, next := range d.Sentences(clean.Body) {
		if next.Start < last.Span.End {
			continue
		}
		words := next.Of(d.Article.Text)
		if modality.Answers(words) && next.End-last.Span.Start <= longContext && sameLine(d, last.Span, next) && uncut(d, next) == next {
			*last = cite(d, corpus.Span{Start: last.Span.Start, End: next.End})
		}
		break
	}
	return c
}

// weightOf prefers a speaker's own words, and enough of them to mean something.
func weightOf(q *corpus.Quotation) float64 {
	switch {
	case q.Kind == corpus.Direct && own(q) > 30:
		return 2.5
	case q.Kind != corpus.Reported && own(q) > 20:
		return 2
	case q.Kind != corpus.Reported:
		return 1
	}
	return 0
}

// prominence prefers people, with names and offices, whom many articles quote.
func prominence(s *corpus.Speaker) float64 {
	p := min(float64(len(s.Statements))/8, 1)
	if len(s.Roles) > 0 {
		p++
	}
	return p
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
			if !modality.LeavesOpen(unquoted(d, span)) || span.Len() > longSentence || modality.AboutReporting(words) {
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
		if taken < openPoints && s.add(standing(s.Corpus, Open, f.document, f.span)) {
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
