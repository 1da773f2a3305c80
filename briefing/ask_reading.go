package briefing

import (
	"slices"
	"strings"
	"time"

	"briefbot/briefing/dates"
	"briefbot/briefing/event"
	"briefbot/briefing/phrase"
	"briefbot/corpus/segment"
)

// A Reading is what became of a question beside its answer: why there is none, as
// what it was read, and what of it stayed open. Its zero value is of a question that
// was taken as it is.
type Reading struct {
	// Untold is what the question takes for given and no article says, as a clause;
	// "" for nothing.
	Untold string
	// Denied is true where it is asked who or what did not, and no article says.
	Denied bool
	// Unexplained is true where a reason is asked for, and what it is asked for is told
	// and none is given.
	Unexplained bool
	// Reported is true where a day is asked for, and none is given but those of the
	// articles that tell it.
	Reported bool
	// Contrary is true where the answer tells the opposite of what is asked.
	Contrary bool
	// Pronoun is a word of the question that points to nobody in it, "" for none.
	Pronoun string
	// Unspecific is true where articles tell of several things that the question may
	// mean.
	Unspecific bool
	// Language is the English name of the question's language where that is one in
	// which questions are not read, "" for others.
	Language string
	// Meant are names that were taken for misspelt.
	Meant []Meant
	// Open are the parts of the question that have no answer, in its words.
	Open []string
	// Latest is the date of the newest article in the answer to a question for what
	// is so now, zero for another question.
	Latest time.Time
}

// Meant is a name that no article has, with those that are spelt nearly so.
type Meant struct {
	Typed string
	// Known are the names that may be meant. A single one was taken for it.
	Known []string
}

// pronounAlone is the pronoun of a question that stands for nobody in it: "What did
// he say?". It is "" for none.
func (q *question) pronounAlone(at int) string {
	if at < len(q.words) && !questionWords[q.words[at].Fold] {
		return ""
	}
	for i := at; i < len(q.words) && i < at+pronounReach; i++ {
		w := q.words[i]
		switch {
		case lonePronouns[w.Fold]:
			if w.Fold == "it" && i+1 < len(q.words) && (expletives[q.words[i+1].Fold] || len(q.names) > 0) {
				return ""
			}
			return w.Word
		case sayings[w.Fold]:
			return "" // "Who said that they …": whoever said it
		case segment.StopWord(w.Fold) || questionWords[w.Fold] || quantifiers[phrase.Stem(w.Word)] || persons[phrase.Stem(w.Word)] || deedAt(q.words, i) != nil:
		default:
			return ""
		}
	}
	return ""
}

// pronounReach is how many words of a question may stand before its pronoun, and one.
const pronounReach = 5

var (
	lonePronouns = phrase.Set("he she they him her them his their it")
	expletives   = phrase.Set("true possible likely raining necessary safe legal illegal that to")
)

// newsAlone reports whether a question asks for the news and of nothing: "What's
// new?". A passage that has such a word ("new drones") does not answer it.
func (a *asked) newsAlone() bool {
	q := &a.question
	if len(q.names) > 0 || len(a.persons) > 0 || len(a.days) > 0 || q.year > 0 || len(q.terms) == 0 {
		return false
	}
	for _, t := range q.terms {
		if !newsTerms[t] {
			return false
		}
	}
	return true
}

var newsTerms = phrase.Stems("new news newest latest update updates happen happened")

// unspecific reports whether a question names nothing that would tell one event from
// another, and the articles that would answer it are of several.
func (a *asked) unspecific(claims []Claim) bool {
	q := &a.question
	if len(q.names) > 0 || len(a.persons) > 0 || len(a.days) > 0 || q.year > 0 || a.Topic != nil || q.confirmed || a.support.Outlets {
		return false
	}
	own := 0
	for _, t := range q.terms {
		if t != q.counted && event.Kind(t) == "" && deeds[t] == nil && !persons[t] && !plainTerms[t] {
			own++
		}
	}
	if own > 0 || len(q.terms) > 2 {
		return false
	}
	var first map[string]bool
	for i := range claims {
		if claims[i].Section != Answer {
			continue
		}
		names := a.headNames(&claims[i])
		if first == nil {
			first = names
			continue
		}
		shared := 0
		for t := range names {
			if first[t] {
				shared++
			}
		}
		if shared < storyNames {
			return true
		}
	}
	return false
}

const (
	storyNames = 2   // that two articles of one story have in common where they begin
	headBytes  = 600 // in which an article names what it is about
)

// headNames are the terms of the names in the headline and the lead of the article
// that a claim cites first.
func (a *asked) headNames(c *Claim) map[string]bool {
	i := slices.IndexFunc(a.found, func(s sentence) bool { return s.document.Article.ID == c.Citations[0].Article })
	names := map[string]bool{}
	if i < 0 {
		return names
	}
	article := a.found[i].document.Article
	text := article.Text[:min(len(article.Text), headBytes)]
	for _, part := range []string{article.Headline.Value, strings.ToValidUTF8(text, "")} {
		for w := range segment.Words(part) {
			if word := w.Of(part); phrase.Capital(word) && !dates.Name(segment.Fold(word)) {
				for _, t := range segment.Terms(nil, bare(word)) {
					names[t] = true
				}
			}
		}
	}
	return names
}

// newest is the date of the newest article that a claim cites.
func (a *asked) newest(claims []Claim) time.Time {
	var newest time.Time
	for i := range claims {
		for _, s := range a.found {
			if at := s.document.Article.Published.Time; s.document.Article.ID == claims[i].Citations[0].Article && at.After(newest) {
				newest = at
			}
		}
	}
	return newest
}

var plainTerms = phrase.Stems("still latest news happen happened today now open closed over")
