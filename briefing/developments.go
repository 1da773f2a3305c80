package briefing

import (
	"context"
	"slices"

	"briefbot/briefing/modality"
	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

// How much of a sentence's terms may stand in one sentence of an earlier
// article for it to be news still, and how many sentences an article gives.
const (
	repeated    = 0.6
	perNewcomer = 2
	fewTerms    = 5
)

// developments drafts what the new articles say that no earlier article said:
// of each, oldest first, its first sentences that are news, and its best new
// quotation.
func developments(ctx context.Context, e *Evidence) ([]Claim, error) {
	known, err := e.earlier(ctx)
	if err != nil {
		return nil, err
	}
	var claims []Claim
	documents := slices.Clone(e.Documents)
	slices.Reverse(documents)
	for _, d := range documents {
		news := known.news(d)
		taken := 0
		for _, span := range news {
			words := span.Of(d.Article.Text)
			if taken == perNewcomer || modality.Leans(words) || e.Topic != nil && e.Topic.groupsIn(words) == 0 {
				continue
			}
			claims = append(claims, textClaim(Developments, d, uncut(d, span)))
			taken++
		}
		if q := bestNew(d, news, claims); q != nil {
			claims = append(claims, statementClaim(Developments, d, q, speakerName(e.Corpus, q)))
		}
	}
	return claims, nil
}

// earlier collects the sentences of the articles of the topic that are not new.
func (e *Evidence) earlier(ctx context.Context) (*sentenceSet, error) {
	known := &sentenceSet{by: map[string][]int{}}
	for _, a := range e.Corpus.Articles() {
		if e.Question.Topic != "" && !e.Corpus.Labelled(a.ID, e.Question.Topic) || e.Holds(a) {
			continue
		}
		d, err := e.Corpus.Document(ctx, a.ID)
		if err != nil {
			return nil, err
		}
		for _, span := range d.Sentences(clean.Body) {
			known.add(segment.Terms(nil, span.Of(d.Article.Text)))
		}
	}
	return known, nil
}

// bestNew is the longest direct or mixed quotation that begins in a sentence
// that is news and that no claim shows already, nil if there is none.
func bestNew(d *corpus.Document, news []corpus.Span, claims []Claim) *corpus.Quotation {
	var best *corpus.Quotation
	for i := range d.Quotations {
		q := &d.Quotations[i]
		if q.Kind == corpus.Reported || q.Speaker == "" || q.Content.Len() > longSentence {
			continue
		}
		fresh := slices.ContainsFunc(news, func(s corpus.Span) bool { return s.Overlap(q.Content) > 0 })
		shown := slices.ContainsFunc(claims, func(c Claim) bool {
			return slices.ContainsFunc(c.Citations, func(c Citation) bool {
				return c.Article == d.Article.ID && c.Span.Overlap(q.Content) > 0
			})
		})
		if fresh && !shown && (best == nil || own(q) > own(best)) {
			best = q
		}
	}
	return best
}

// own is the length of the speaker's own words.
func own(q *corpus.Quotation) int {
	n := 0
	for _, f := range q.Fragments {
		n += f.Len()
	}
	return n
}

// sentenceSet finds sentences that say much the same by the terms they share.
type sentenceSet struct {
	sizes []int
	by    map[string][]int // sentences by term
}

func (s *sentenceSet) add(terms []string) {
	n := len(s.sizes)
	s.sizes = append(s.sizes, len(terms))
	for _, t := range terms {
		if at := s.by[t]; len(at) == 0 || at[len(at)-1] != n {
			s.by[t] = append(at, n)
		}
	}
}

// news returns the sentences of the article's body that say what no sentence of
// the set does, and adds all of them to the set. Sentences of a few words are
// never news.
func (s *sentenceSet) news(d *corpus.Document) []corpus.Span {
	var fresh []corpus.Span
	for _, span := range d.Sentences(clean.Body) {
		terms := segment.Terms(nil, span.Of(d.Article.Text))
		if len(terms) >= fewTerms && !s.has(terms) {
			fresh = append(fresh, span)
		}
		s.add(terms)
	}
	return fresh
}

// has reports whether one sentence of the set has most of the terms.
func (s *sentenceSet) has(terms []string) bool {
	shared := map[int]int{}
	unique := slices.Compact(slices.Sorted(slices.Values(terms)))
	for _, t := range unique {
		for _, n := range s.by[t] {
			shared[n]++
			if float64(shared[n]) >= repeated*float64(len(unique)) {
				return true
			}
		}
	}
	return false
}
