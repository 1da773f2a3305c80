package briefing

import (
	"context"
	"slices"
	"time"

	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

const (
	newsShown  = 3
	bareWords  = 4   // at most, of a question that is only the name of a subject
	oneNews    = 0.5 // of a headline's terms, in that of another article on the same
	newsLength = 25  // bytes of the least sentence that tells any news
)

// bare reports whether a question is only the name of something: "Iran", "gas prices".
func (q *question) bare() bool {
	if len(q.words) == 0 || len(q.words) > bareWords || len(q.terms) == 0 {
		return false
	}
	return !slices.ContainsFunc(q.words, func(w phrase.Token) bool {
		return questionWords[w.Fold] || auxiliaries[w.Fold] || askers[w.Fold] || sayings[w.Fold] || lonePronouns[w.Fold]
	}) && deedAt(q.words, len(q.words)-1) == nil
}

// asksForNews reports whether the news is asked for, of something or of anything.
func (a *asked) asksForNews() bool {
	return a.question.latest || a.question.bare() || a.newsAlone()
}

// news are the leads of the newest articles whose headlines have all that the question
// names; where it names nothing, of the newest articles there are. They are of
// different news, and none where no article has a day.
func (a *asked) news(ctx context.Context) (claims []Claim, newest time.Time, err error) {
	about := slices.DeleteFunc(slices.Clone(a.question.terms), func(t string) bool { return newsTerms[t] || a.dayTerms[t] })
	articles := slices.DeleteFunc(slices.Clone(a.Corpus.Articles()), func(n *corpus.Article) bool {
		return !a.Holds(n) || n.Published.Time.IsZero() || len(about) > 0 && !holdsAll(segment.Terms(nil, n.Headline.Value), about)
	})
	slices.SortStableFunc(articles, func(x, y *corpus.Article) int { return y.Published.Time.Compare(x.Published.Time) })
	var told [][]string
	for _, n := range articles {
		headline := segment.Terms(nil, n.Headline.Value)
		if slices.ContainsFunc(told, func(other []string) bool { return overlap(headline, other, about) >= oneNews }) {
			continue
		}
		d, err := a.Corpus.Document(ctx, n.ID)
		if err != nil {
			return nil, newest, err
		}
		lead, ok := leadOf(d, about)
		if !ok {
			continue
		}
		told = append(told, headline)
		if newest.IsZero() {
			newest = n.Published.Time
		}
		if claims = append(claims, a.claim(d, uncut(d, lead))); len(claims) == newsShown {
			break
		}
	}
	return claims, newest, nil
}

// leadOf is the first sentence of an article's body that is on what it is asked for.
func leadOf(d *corpus.Document, about []string) (corpus.Span, bool) {
	for _, s := range d.Sentences(clean.Body) {
		text := s.Of(d.Article.Text)
		if len(text) < newsLength || isQuestion(text) {
			continue
		}
		if len(about) == 0 || holdsAny(segment.Terms(nil, text), about) {
			return s, true
		}
	}
	return corpus.Span{}, false
}

func holdsAny(terms, wanted []string) bool {
	return slices.ContainsFunc(wanted, func(t string) bool { return slices.Contains(terms, t) })
}

// overlap is the share of a headline's terms, those that both must have aside, that
// another has too.
func overlap(headline, other, about []string) float64 {
	own, both := 0, 0
	for _, t := range headline {
		if slices.Contains(about, t) {
			continue
		}
		own++
		if slices.Contains(other, t) {
			both++
		}
	}
	if own == 0 {
		return 0
	}
	return float64(both) / float64(own)
}
