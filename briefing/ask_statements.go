package briefing

import (
	"cmp"
	"context"
	"slices"

	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

// speakers are the people whom the question asks about as speakers: the first
// that it names who says anything, among the words for who spoke where it has any.
func (a *asked) speakers() []*corpus.Speaker {
	for _, p := range a.persons {
		if len(a.question.subject) > 0 && !a.question.namesSubject(p) {
			continue
		}
		if len(p.speaker.Statements) > 0 && (len(a.question.subject) > 0 || len(a.question.names) <= 1 || len(p.speaker.Roles) > 0) {
			return []*corpus.Speaker{p.speaker}
		}
	}
	return nil
}

// statements answers "what did X say about Y" with X's statements on Y.
func (a *asked) statements(ctx context.Context, speakers []*corpus.Speaker) ([]Claim, error) {
	told := a.question.addressee()
	own := map[string]bool{}
	for _, p := range a.persons {
		for t := range p.terms {
			own[t] = own[t] || slices.Contains(speakers, p.speaker)
		}
	}
	for _, s := range speakers {
		for _, name := range append([]string{s.Name}, s.Aliases...) {
			for _, t := range segment.Terms(nil, name) {
				own[t] = true
			}
		}
	}
	total, about := 0.0, map[string]float64{}
	for _, t := range a.question.terms {
		if !own[t] {
			about[t] = a.weights[t]
			total += a.weights[t]
		}
	}
	type candidate struct {
		document *corpus.Document
		q        *corpus.Quotation
		speaker  string
		score    float64
	}
	var found []candidate
	for _, s := range speakers {
		for _, ref := range s.Statements {
			if len(s.Statements) > manyStatements && !a.hit(ref.Article) {
				continue
			}
			d, err := a.Corpus.Document(ctx, ref.Article)
			if err != nil {
				return nil, err
			}
			if !a.Holds(d.Article) {
				continue
			}
			q := &d.Quotations[ref.Index]
			at := d.SentenceAt(q.Content)
			text := at.Of(d.Article.Text)
			if len(told) > 0 && !a.isTold(told, d, q, text) || a.question.year > 0 && !a.ofYear(&sentence{document: d, own: at, words: phrase.Tokens(d.Article.Text, at)}) {
				continue
			}
			terms := segment.Terms(nil, text)
			if !a.namesWhole(about, terms) {
				continue
			}
			score := share(bear(about, terms), about, total)
			if total > 0 && (score < enoughAbout || a.question.whether && score < mostly) {
				continue
			}
			if q.Kind != corpus.Reported {
				score += 0.05
			}
			if a.question.tellsSo(text) {
				score += verbGain
			}
			if class, ok := d.ClassAt(q.Content); ok && class == clean.Headline {
				score -= titleLoss
			}
			found = append(found, candidate{d, q, s.Name, score})
		}
	}
	slices.SortStableFunc(found, func(x, y candidate) int {
		return cmp.Or(cmp.Compare(y.score, x.score), corpus.NewestFirst(x.document, y.document), cmp.Compare(x.q.Content.Start, y.q.Content.Start))
	})
	var claims []Claim
	shown := map[place]bool{}
	for _, c := range found {
		if len(claims) == maxAnswers || total > 0 && c.score < besideBest*found[0].score/1.5 {
			break
		}
		claim := statementClaim(Answer, c.document, c.q, c.speaker)
		last := claim.Citations[len(claim.Citations)-1]
		if p := (place{last.Article, last.Span}); !shown[p] {
			shown[p] = true
			claims = append(claims, claim)
		}
	}
	return claims, nil
}

// verbGain is what a statement gains that is told with the verb of the question:
// "What did NAME announce?" asks for what was announced.
const verbGain = 0.4

// tellsSo reports whether a sentence has the verb by which the question asks for
// somebody's words, where that says more than that he spoke.
func (q *question) tellsSo(text string) bool {
	for _, w := range q.words {
		if !sayings[w.Fold] || tellings[w.Fold] {
			continue
		}
		stem := phrase.Stem(w.Word)
		return slices.Contains(segment.Terms(nil, text), stem)
	}
	return false
}

// namesWhole reports whether a text of those terms has all of each name of several
// words that a statement is to be about, or none of it.
func (a *asked) namesWhole(about map[string]float64, terms []string) bool {
	for _, name := range a.question.names {
		own, has := 0, 0
		for _, t := range segment.Terms(nil, name) {
			if about[t] == 0 {
				continue
			}
			own++
			if slices.ContainsFunc(terms, func(o string) bool { return likeness(t, o) >= formShare }) {
				has++
			}
		}
		if own > 1 && has > 0 && has < own {
			return false
		}
	}
	return true
}

// hit reports whether a passage of the article was found.
func (a *asked) hit(id corpus.ID) bool {
	return slices.ContainsFunc(a.hits, func(h corpus.Hit) bool { return h.Document.Article.ID == id })
}
