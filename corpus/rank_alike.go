package corpus

import (
	"slices"

	"briefbot/corpus/bm25"
)

// What may stand for a term of a question that an article says in another word.
const (
	nearTerms     = 60 // that are taken from the vectors for each term
	nearCosine    = .5 // least cosine of a term that counts for another
	searchedTerms = 6  // of each term's, that are searched for
	searchCosine  = .6 // least cosine of these
	searchWeight  = .3 // of theirs beside the term itself, times the cosine
	fullyCovered  = .8 // share of a question in one window, from which no other words are needed
	barelyCovered = .4 // and below which they count in full
)

// An alikeness says which terms of the corpus may stand for those of a question.
// Its zero value says that none does.
type alikeness struct {
	terms  []bm25.Term // to search for beside the question's own
	near   map[termID][]stand
	stands filter // the terms of near
}

// A stand says that a term stands for one of the question's.
type stand struct {
	in     int // the weights
	cosine float64
}

// replace lets terms count that stand for those of the question, as far as it says,
// and adds the passages that have them.
func (x *newsIndex) replace(r *request, p *part, list []*contender, terms []bm25.Term, s *windowScratch, far float64) []*contender {
	l := x.alike(r)
	if len(l.near) == 0 {
		return list
	}
	known := make(map[*heldPassage]bool, candidates)
	for _, c := range list {
		known[c.passage] = true
	}
	hits := x.candidates(r, p, slices.Concat(terms, l.terms), likeCandidates)
	hits = slices.DeleteFunc(hits, func(h bm25.Hit) bool { return known[x.held[h.Doc]] })
	for i := range hits {
		hits[i].Score = s.bm25(x.held[hits[i].Doc].terms.decode(nil))
	}
	list = append(list, x.contenders(r, hits, 0, s)...)
	s.alike, s.far = &l, far
	for _, c := range list {
		s.measureReplaced(c)
	}
	return list
}

// measureReplaced measures the terms of the window and its headline that stand
// for terms which are missing there.
func (s *windowScratch) measureReplaced(c *contender) {
	n, l, far := len(s.weights), s.alike, s.far
	s.whole, s.often = zeroed(s.whole, n), zeroed(s.often, n)
	v := &c.values
	for _, id := range c.terms {
		if s.wanted.may(id) {
			for i := range s.weights {
				if s.weights[i].id == id {
					s.whole[i] = 1
				}
			}
		}
		if l.stands.may(id) {
			for _, t := range l.near[id] {
				s.whole[t.in] = max(s.whole[t.in], t.cosine)
				s.often[t.in] += t.cosine
			}
		}
	}
	for i, has := range s.whole {
		weight := s.weights[i].value * far
		if has < 1 {
			v[wordsReplaced] += has * weight
		}
		v[replacedOften] += weight * s.often[i] * (k1 + 1) / (s.often[i] + k1)
	}
	s.whole = zeroed(s.whole, n)
	for _, id := range c.article.headline {
		if !l.stands.may(id) || s.weights.of(id) > 0 {
			continue
		}
		for _, t := range l.near[id] {
			s.whole[t.in] = max(s.whole[t.in], t.cosine)
		}
	}
	for i, has := range s.whole {
		v[headlineReplaced] += has * s.weights[i].value * far
	}
}

// alike finds what may stand for the terms of a request. Nothing stands for names
// and numbers: those near a name are other names.
func (x *newsIndex) alike(r *request) alikeness {
	vectors := x.vectors()
	l := alikeness{near: map[termID][]stand{}}
	for i, t := range r.terms {
		word, ok := vectors.Lookup(t.text)
		if !ok || t.named {
			continue
		}
		searched := 0
		for _, n := range vectors.Near(word, nearTerms, nearCosine) {
			text := vectors.Term(n.Word)
			id := x.known(text)
			if id == unknownTerm {
				continue
			}
			l.near[id] = append(l.near[id], stand{i, n.Cosine})
			l.stands.add(id)
			if searched < searchedTerms && n.Cosine >= searchCosine {
				searched++
				// A rare term is not worth more than the one that it stands for.
				weight := searchWeight * n.Cosine * t.weight * min(1, t.rarity/max(.1, x.rarity(text)))
				l.terms = append(l.terms, bm25.Term{Text: text, Weight: weight})
			}
		}
	}
	return l
}

// wanting is how far the words of the question fail, from 0 to 1: not at all
// where one window has most of them. It is 0 for a question on what several
// outlets wrote, which no window has much of.
func wanting(r *request, list []*contender, total float64) float64 {
	if len(r.parts) > 0 || total == 0 {
		return 0
	}
	return min(1, max(0, (fullyCovered-covered(list, total))/(fullyCovered-barelyCovered)))
}

// fits is how well a term fits what is asked for, 1 where nothing is known of it:
// "Moldova" is nearer to "country" than "Monday" is.
func (x *newsIndex) fits(r *request, term string) float64 {
	if x.vectors == nil || len(r.focus) == 0 {
		return 1
	}
	vectors := x.vectors()
	word, ok := vectors.Lookup(term)
	if !ok {
		return 1
	}
	nearest := leastFit
	for _, f := range r.focus {
		if w, ok := vectors.Lookup(f); ok {
			nearest = max(nearest, vectors.Cosine(w, word))
		}
	}
	return 1 + fitShare*(nearest-leastFit)
}
