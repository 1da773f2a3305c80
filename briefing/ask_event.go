package briefing

import (
	"slices"
	"strconv"

	"briefbot/briefing/dates"
	"briefbot/briefing/entail"
	"briefbot/briefing/event"
	"briefbot/briefing/phrase"
	"briefbot/corpus/segment"
)

// A deed is what a question asks whether it came about: the words for who did it, or
// had it done to him, and, where he has a name, the word for what was done.
type deed struct {
	doer    []string // terms of the name, none where the doer has no name
	did     string   // the term of the word behind the name
	passive bool     // "was X released"
}

// deedOf reads "Did the NAME leave …?" and "Was NAME freed?", whose auxiliary is
// word at.
func (q *question) deedOf(at int) deed {
	d := deed{passive: q.words[at].Fold == "was" || q.words[at].Fold == "were"}
	i := at + 1
	for i < len(q.words) && segment.StopWord(q.words[i].Fold) && !phrase.Capital(q.words[i].Word) {
		i++
	}
	for ; i < len(q.words) && phrase.Capital(q.words[i].Word); i++ {
		d.doer = append(d.doer, segment.Terms(nil, bare(q.words[i].Word))...)
	}
	for ; i < len(q.words) && len(d.doer) > 0; i++ {
		if !adverbs[q.words[i].Fold] {
			d.did = phrase.Stem(q.words[i].Word)
			break
		}
	}
	return d
}

// deedShare is the share of what a question says was done, names aside, that a
// sentence must have to tell whether it was.
const deedShare = 0.5

// tellsDeed reports whether a sentence tells that what is asked about came about,
// or that it did not: not that somebody wants it, or that another did it.
func (a *asked) tellsDeed(s *sentence) bool {
	named := map[string]bool{}
	for _, name := range a.question.names {
		for _, t := range segment.Terms(nil, name) {
			named[t] = true
		}
	}
	total, weights := 0.0, map[string]float64{}
	for _, t := range a.question.terms {
		if !named[t] && !a.dayTerms[t] && yearIn(t) == 0 {
			weights[t] = a.weights[t]
			total += a.weights[t]
		}
	}
	terms := make([]string, len(s.words))
	for i, w := range s.words {
		terms[i] = phrase.Stem(bare(w.Word))
	}
	if s.expected && len(a.question.deed.doer) > 0 && deeds[a.question.deed.did] != nil {
		return false // it is yet to come there
	}
	if total > 0 && share(bear(weights, terms), weights, total) < deedShare {
		return false
	}
	for _, name := range a.question.names {
		if !a.hasName(s, terms, segment.Terms(nil, name)) {
			return false
		}
	}
	if c := a.question.clause; c != nil && !c.hasOthers(terms) {
		return false
	}
	switch s.clause.standing {
	case entail.Told, entail.Alleged, entail.Denied:
		return true
	}
	d := a.question.deed
	if d.did == "" || len(d.doer) == 0 {
		return a.question.clause == nil || a.loosely(s)
	}
	r := &roles{asked: a, sentence: s, terms: a.stateTerms(s)}
	for i, t := range terms {
		if t == "" || s.clause.read[i] || !didTell(d.did, s.words, i) || wished(s.words, i) {
			continue
		}
		if !d.passive && r.does(d.doer, i) || (d.passive || either[d.did]) && r.suffers(d.doer, i) {
			return true
		}
	}
	return false
}

// loosely reports whether a sentence tells what is asked about by a word that was not
// read as the verb of somebody else's deed.
func (a *asked) loosely(s *sentence) bool {
	c := a.question.clause
	for i, w := range s.words {
		if !s.clause.read[i] && (c.deed != nil && c.deed.tells(s.words, i) || likeness(phrase.Stem(c.At.Of(c.Text)), phrase.Stem(bare(w.Word))) >= familyShare) && !wished(s.words, i) {
			return true
		}
	}
	return false
}

// didTell reports whether word i tells of a deed by the stem that a question has for
// it.
func didTell(did string, words []phrase.Token, i int) bool {
	if d := deeds[did]; d != nil {
		return d.tells(words, i)
	}
	return likeness(did, phrase.Stem(bare(words[i].Word))) >= familyShare
}

// nameAt is the first of a sentence's terms that may be of a name, -1 if none is.
func nameAt(terms, name []string) int {
	return slices.IndexFunc(terms, func(t string) bool {
		return slices.ContainsFunc(name, func(own string) bool { return t != "" && likeness(own, t) >= formShare })
	})
}

// hasName reports whether a sentence of those terms has a name of the question, or
// names by another word, or a pronoun, whom the question means by it.
func (a *asked) hasName(s *sentence, terms, name []string) bool {
	if len(name) == 0 {
		return true
	}
	r := roles{asked: a, sentence: s}
	return nameAt(terms, r.keys(name)) >= 0 || slices.ContainsFunc(a.persons, func(p person) bool {
		return p.terms[name[len(name)-1]] && slices.Contains(s.people, p.speaker)
	})
}

// wishedReach is how many words before a deed may say that somebody only wants it.
const wishedReach = 6

// wished reports whether what word i tells is wanted, planned, asked for or
// supposed there. That it was refused tells that it was not.
func wished(words []phrase.Token, i int) bool {
	for j := i - 1; j >= 0 && j >= i-wishedReach; j-- {
		switch {
		case refusals[words[j].Fold]:
			return false
		case wishes[words[j].Fold]:
			return true
		}
	}
	return i > 0 && words[i-1].Fold == "to" && (i < 2 || !event.Toward(words[i-2].Fold))
}

var (
	adverbs  = phrase.Set("first ever already really also finally actually just not once even still yet have has had been be")
	refusals = phrase.Set("declined declines refused refuses failed fails")
	wishes   = phrase.Set(`planning plotting would could might may should will if want wants wanted hope hopes hoped plan plans planned propose proposes proposed proposing
		urge urges urged urging call calls ask asked asking demand demands demanded demanding threaten threatens threatened threatening
		chance possible possibility potential consider considers considered considering expected likely orders whether rumours rumors prospect prospects
		avert prevent avoid offer offers offered offering attempt attempts attempted effort efforts try tried tries trying seek seeks sought seeking`)
)

// yearIn is the year that a word is, 0 if it is none.
func yearIn(word string) int {
	n, err := strconv.Atoi(word)
	if err != nil || len(word) != 4 || n < 1900 || n > 2099 {
		return 0
	}
	return n
}

// ofYear reports whether a sentence is of the year that the question names: it names
// the year or a time in it, or its article is of that year and it names no other.
func (a *asked) ofYear(s *sentence) bool {
	if a.question.year == 0 {
		return true
	}
	other := false
	for _, w := range s.words {
		if y := yearIn(bare(w.Word)); y == a.question.year {
			return true
		} else if y != 0 {
			other = true
		}
	}
	for w := range segment.Words(s.document.Article.Headline.Value) {
		if yearIn(bare(w.Of(s.document.Article.Headline.Value))) == a.question.year {
			return true
		}
	}
	published := s.document.Article.Published.Time
	for _, w := range dates.In(s.document.Article.Text, s.own, published) {
		if !w.From.IsZero() && w.From.Year() <= a.question.year && a.question.year <= w.To.Year() {
			return true
		}
	}
	return !other && !published.IsZero() && published.Year() == a.question.year
}
