package briefing

import (
	"context"
	"slices"
	"strings"
	"time"

	"briefbot/briefing/geo"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
)

const (
	officeReach  = 8  // words before an office in which somebody comes into it
	nameReach    = 12 // words between an office and who comes into it
	besideOffice = 4  // words before an office, or behind its holder, that say of what it is
	holdersShown = 2
	lookedAgain  = 3                   // times that newer articles are searched
	oneEntry     = 14 * 24 * time.Hour // in which articles tell of it
)

// officeAsked is the stem of the office whose holder a question asks for, "" for none:
// of "Who is the new British prime minister?", that of "minister".
func (q *question) officeAsked() string {
	if q.wants != somebody || !q.alone || len(q.words) < 3 || q.words[0].Fold != "who" || q.words[1].Fold != "is" || q.clause != nil {
		return ""
	}
	words := q.words[2:]
	if i := slices.IndexFunc(words, func(w phrase.Token) bool { return clauseEnds[w.Fold] }); i >= 0 {
		return ""
	}
	if i := slices.IndexFunc(words, func(w phrase.Token) bool { return prepositions[w.Fold] }); i > 0 {
		words = words[:i]
	}
	if last := words[len(words)-1]; officeHeads[phrase.Stem(last.Word)] && bare(last.Word) == last.Word {
		return phrase.Stem(last.Word)
	}
	return ""
}

// officeHolder answers who holds an office by the newest articles that tell who came
// into it: those that were found, and newer ones that are searched for as long as they
// know better. There are no claims where none tells that.
func (a *asked) officeHolder(ctx context.Context) (claims []Claim, newest time.Time, err error) {
	head := a.question.officeAsked()
	if head == "" || len(a.unknown) > 0 {
		return nil, newest, nil
	}
	found := a.entering(a.found, head)
	for range lookedAgain {
		since := newest
		hits, err := a.Corpus.Search(ctx, corpus.Query{
			Text: searched(a.Question.Text), Asked: a.Question.Asked, Limit: searchedHits,
			Articles: func(n *corpus.Article) bool { return a.Holds(n) && n.Published.Time.After(since) },
		})
		if err != nil {
			return nil, newest, err
		}
		found = append(found, a.entering(a.rank(hits), head)...)
		slices.SortStableFunc(found, func(x, y sentence) int { return corpus.NewestFirst(x.document, y.document) })
		if len(found) == 0 || !found[0].document.Article.Published.Time.After(newest) {
			break
		}
		newest = found[0].document.Article.Published.Time
	}
	if len(found) == 0 {
		if found = a.holding(head); len(found) == 0 {
			return nil, newest, nil
		}
		newest, found = found[0].document.Article.Published.Time, found[:1]
	}
	given := map[string]bool{}
	for i := range found {
		s := &found[i]
		text := s.own.Of(s.document.Article.Text)
		if len(claims) == holdersShown || given[text] || newest.Sub(s.document.Article.Published.Time) > oneEntry {
			continue
		}
		given[text] = true
		claims = append(claims, a.claim(s.document, s.span))
	}
	return claims, newest, nil
}

// holding are the sentences of dated articles, newest first, that have the office as the
// title of somebody: "French President NAME".
func (a *asked) holding(head string) []sentence {
	var found []sentence
	for _, s := range a.found {
		if s.asks || s.caption || s.document.Article.Published.Time.IsZero() || isTeaser(s.own.Of(s.document.Article.Text)) {
			continue
		}
		r := roles{asked: a, sentence: &s, terms: a.stateTerms(&s)}
		for i := range s.words[:max(len(s.words)-1, 0)] {
			last := i + 1
			for last+1 < len(s.words) && last < i+3 && phrase.Capital(s.words[last+1].Word) && !s.breaksBefore(last+1) {
				last++
			}
			if phrase.Stem(s.words[i].Word) == head && !s.breaksBefore(i+1) && r.personAt(last) &&
				!slices.ContainsFunc(s.words[max(0, i-besideOffice):i], func(w phrase.Token) bool { return leaving[w.Fold] }) && r.saysOf(max(0, i-besideOffice), min(len(s.words), last+besideOffice)) {
				found = append(found, s)
				break
			}
		}
	}
	slices.SortStableFunc(found, func(x, y sentence) int { return corpus.NewestFirst(x.document, y.document) })
	return found
}

// saysOf reports whether the words from one to another name all that the office is of.
func (r *roles) saysOf(from, to int) bool {
	has := func(is func(i int) bool) bool {
		for i := from; i < to; i++ {
			if is(i) {
				return true
			}
		}
		return false
	}
	for _, st := range r.states {
		if !has(func(i int) bool { return stateAt(r.words, i) == st }) {
			return false
		}
	}
	for _, w := range r.question.words[2:] {
		t := phrase.Stem(bare(w.Word))
		if !phrase.Capital(w.Word) || t == "" || officeHeads[t] || geo.State(w) != "" {
			continue
		}
		if !has(func(i int) bool { return likeness(t, r.terms[i]) >= formShare }) {
			return false
		}
	}
	return true
}

// entering are the sentences of dated articles that tell who came into the office that is
// asked for.
func (a *asked) entering(list []sentence, head string) []sentence {
	var found []sentence
	for _, s := range list {
		if s.asks || s.caption || s.expected || s.document.Article.Published.Time.IsZero() || len(s.people) == 0 || isTeaser(s.own.Of(s.document.Article.Text)) {
			continue
		}
		if i := enters(s.words, head); i >= 0 && a.ofOffice(&s) && a.namedNear(&s, i) {
			found = append(found, s)
		}
	}
	return found
}

// ofOffice reports whether a sentence, its headline or the one before it has what the
// office is of: a state by any of its names, a firm.
func (a *asked) ofOffice(s *sentence) bool {
	r := roles{asked: a, sentence: s, terms: a.stateTerms(s)}
	for _, name := range a.question.names {
		st := stateNamed(name)
		if st == "" && !slices.ContainsFunc(a.states, func(own string) bool { return strings.HasPrefix(phrase.Fold(name), own) }) {
			if terms := capitalTerms(phrase.Tokens(name, corpus.Span{End: len(name)})); len(terms) > 0 && !r.near(terms) {
				return false
			}
		}
	}
	for _, st := range a.states {
		if !r.near([]string{st}) && sideOf(s) != st && !s.namesState(st) {
			return false
		}
	}
	return true
}

// enters is the word for an office of which words tell that somebody came into it: "was
// named prime minister", "took over as chief"; -1 for none.
func enters(words []phrase.Token, head string) int {
	for i := range words {
		if phrase.Stem(words[i].Word) != head || bare(words[i].Word) != words[i].Word || strings.HasSuffix(words[i].Fold, "s") {
			continue
		}
		for j := i - 1; j >= 0 && j >= i-officeReach && !clauseEnds[words[j].Fold] && !leaving[words[j].Fold]; j-- {
			if entries[words[j].Fold] || j+1 < i && words[j+1].Fold == "over" && (words[j].Fold == "took" || words[j].Fold == "taking") {
				if wished(words, j) || contradicted(words, j) {
					break
				}
				return i
			}
		}
	}
	return -1
}

// namedNear reports whether somebody's name stands near word i, and nothing between that
// tells of one who left.
func (a *asked) namedNear(s *sentence, i int) bool {
	r := roles{asked: a, sentence: s, terms: a.stateTerms(s)}
	for p := max(0, i-nameReach); p < min(len(s.words), i+nameReach); p++ {
		if r.personAt(p) && !slices.ContainsFunc(s.words[min(p, i):max(p, i)], func(w phrase.Token) bool { return leaving[w.Fold] }) {
			return true
		}
	}
	return false
}

var (
	officeHeads = phrase.Stems("minister president chancellor ceo chief executive speaker governor mayor coach secretary chair chairman chairwoman head leader director captain premier manager")
	entries     = phrase.Set("named selected chosen elected appointed became becomes sworn installed confirmed crowned succeeds picked")
	leaving     = phrase.Set("former ex outgoing departing late then-prime predecessor resigned fired ousted ousting acting vice deputy replacing succeeding firing")
)
