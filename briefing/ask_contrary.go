package briefing

import (
	"regexp"

	"briefbot/briefing/phrase"
	"briefbot/corpus/segment"
)

// opposites are deeds that cannot both be of one and the same occasion: who is asked
// whether he lost is told that he won.
var opposites = map[string]string{
	phrase.Stem("lose"): "win", deedStem("win"): "lose",
	phrase.Stem("convict"): "acquit", phrase.Stem("acquit"): "convict",
}

// contraryDeed is the premise that contradicts what a question asks whether it came
// about, nil where none is known.
func (q *question) contraryDeed() *premise {
	if !q.happened || len(q.deed.doer) == 0 {
		return nil
	}
	other := opposites[deedStem(q.deed.did)]
	if other == "" {
		return nil
	}
	p := &premise{deed: deeds[deedStem(other)]}
	if q.deed.passive {
		p.patient = q.deed.doer
	} else {
		p.doer = q.deed.doer
	}
	return p
}

// contrary are the sentences that tell the opposite of what is asked, of whom it is
// asked, with the rest of the question; none where nothing that was found does.
func (a *asked) contrary() []Claim {
	p := a.question.contraryDeed()
	if p == nil || len(a.unknown) > 0 || a.support.Outlets {
		return nil
	}
	of := *a
	of.question.premise = p
	var claims []Claim
	for i := range a.found {
		s := &a.found[i]
		if len(claims) == perArticle || s.score < leastBest*a.found[0].score {
			break
		}
		if s.asks || s.expected || s.caption || isTeaser(s.own.Of(s.document.Article.Text)) || !a.ofYear(s) || of.premiseAt(s) < 0 || !a.hasRest(s) {
			continue
		}
		claims = append(claims, a.claim(s.document, s.span))
	}
	return claims
}

// hasRest reports whether a sentence has what a question asks about beside the doer and
// the deed: its names, and most of the rest; of "lose the election in Graz", "election"
// and Graz.
func (a *asked) hasRest(s *sentence) bool {
	headline := s.document.Article.Headline.Value
	named := append(a.stateTerms(s), a.stateTerms(&sentence{words: phrase.Tokens(headline, segment.Span{End: len(headline)})})...)
	for _, name := range a.question.names {
		terms := capitalTerms(phrase.Tokens(name, segment.Span{End: len(name)}))
		if len(terms) > 0 && nameAt(named, terms) < 0 {
			return false
		}
	}
	total, weights := 0.0, map[string]float64{}
	for _, t := range a.question.terms {
		if t == a.question.deed.did || nameAt([]string{t}, a.question.deed.doer) >= 0 || a.dayTerms[t] {
			continue
		}
		weights[t] = a.weights[t]
		total += weights[t]
	}
	terms := append(segment.Terms(nil, s.own.Of(s.document.Article.Text)), segment.Terms(nil, s.document.Article.Headline.Value)...)
	return total == 0 || share(bear(weights, terms), weights, total) >= mostly
}

// teasers are what an article says of another, or of what it is to say itself.
var teasers = regexp.MustCompile(`(?i)^\W*(read more|read also|also read|see also|related|more|watch|listen|opinion|fact check|live updates?|what we know|what to know|in case you missed it|don[’']t miss|must watch|just watched)\b ?[:|]|\bhere(?:[’']s| is| are) (?:what|why|how|where|when|everything|all) (?:you|we|to|she|he|they|it|the)\b`)

// isTeaser reports whether a sentence only points to what another text tells: it answers
// nothing.
func isTeaser(text string) bool { return teasers.MatchString(text) }
