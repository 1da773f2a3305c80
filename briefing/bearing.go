package briefing

import (
	"strings"

	"briefbot/corpus/segment"
)

// bearing is how much of what the topic is about a text names, from 0 to 1: a
// required group weighs as much as what it is mostly called is rare, and so much of
// it is named as the term that stands there is. That somebody names the United States
// says little of whether he speaks of its talks with another state; that he names the
// other says much.
func (e *Evidence) bearing(text string) float64 {
	if e.Topic == nil || len(e.Topic.Required) == 0 {
		return 1
	}
	if e.weighty == nil {
		e.weighty = e.groupWeights()
	}
	content, has, all := " "+foldTerms(text)+" ", 0.0, 0.0
	for i, group := range e.Topic.Required {
		best := 0.0
		for _, term := range group {
			if countTerm(content, term) > 0 {
				best = max(best, e.rarity(term))
			}
		}
		has += min(best, e.weighty[i])
		all += e.weighty[i]
	}
	return has / all
}

// groupWeights are 1 each where most of the corpus is on the topic, so that what is rare
// there is not what the topic is about. Elsewhere they are, for each required group, how rare the term is that the articles
// have most often.
func (e *Evidence) groupWeights() []float64 {
	weights := make([]float64, len(e.Topic.Required))
	if 2*len(e.Documents) >= len(e.Corpus.Articles()) {
		for i := range weights {
			weights[i] = everywhere
		}
		return weights
	}
	for i, group := range e.Topic.Required {
		most := 0
		for _, term := range group {
			n := 0
			for _, d := range e.Documents {
				n += strings.Count(e.chronicle().Folded(d), " "+foldTerms(term)+" ")
			}
			if n > most || weights[i] == 0 {
				most, weights[i] = max(n, most), e.rarity(term)
			}
		}
	}
	return weights
}

// everywhere is what a term weighs that all articles have.
const everywhere = 0.1

// rarity is how rare a term of one or several words is: as its rarest word. Among few
// articles no term is rare.
func (e *Evidence) rarity(term string) float64 {
	most := 0.0
	for _, t := range segment.Terms(nil, term) {
		most = max(most, e.Corpus.Rarity(t))
	}
	return most + everywhere
}
