package briefing

import (
	"cmp"
	"math"
	"slices"
	"strings"

	"briefbot/briefing/dates"
	"briefbot/briefing/event"
	"briefbot/briefing/geo"
	"briefbot/briefing/phrase"
	"briefbot/briefing/sought"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// A candidate is what may be the thing that is asked for: a name, a number, a day, a
// noun in a sentence that the question does not have.
type candidate struct {
	key  string  // by which it is known again in other sentences
	near float64 // how near it is to the kind that is asked for, from 0 to 1
	held float64 // of the question's weight, what stands beside it
	vote float64 // of the articles that were found, what names it beside the question's words
}

// Words of a question stand beside a candidate the less the farther they are.
const reachBeside = 8

// candidates are those of a sentence, in order.
func (a *asked) candidatesIn(s *sentence) []candidate {
	var found []candidate
	add := func(from, to int, near float64) { // words [from, to)
		key := a.keyOf(s.words[from:to])
		if key == "" || near <= 0 {
			return
		}
		found = append(found, candidate{key: key, near: near, held: a.beside(s, from, to)})
	}
	switch a.sought.Kind {
	case sought.Number:
		for i := 0; i < len(s.words); i++ {
			if n, near := a.numberAt(s, i); n > 0 {
				add(i, i+n, near)
				i += n - 1
			}
		}
		return found
	case sought.Time:
		for _, w := range dates.In(s.document.Article.Text, s.own, s.document.Article.Published.Time) {
			from := slices.IndexFunc(s.words, func(t phrase.Token) bool { return w.Span.Overlap(t.Span) > 0 })
			if from < 0 {
				continue
			}
			to := from + 1
			for to < len(s.words) && w.Span.Overlap(s.words[to].Span) > 0 {
				to++
			}
			add(from, to, 1)
		}
		return found
	}
	for i := 0; i < len(s.words); {
		end := nameEnd(s, i)
		if end == i {
			if n := a.nounNear(s, i); n > 0 {
				add(i, i+1, n)
			}
			i++
			continue
		}
		if !a.inQuestion(s.words[i:end]) {
			add(i, end, a.nearness(s, i, end))
		}
		i = end
	}
	return found
}

// numberAt is the number of n words at word i with how near it is to what is counted or
// measured; n is 0 for none, for a day of a month and for one that the question has.
func (a *asked) numberAt(s *sentence, i int) (n int, near float64) {
	w := s.words[i]
	_, n, ok := event.Number(s.words, i)
	m := measures[a.question.measure]
	switch parts := strings.Split(w.Fold, "-"); {
	case ok && i > 0 && dates.Name(s.words[i-1].Fold), ok && i+n < len(s.words) && dates.Name(s.words[i+n].Fold):
		return 0, 0
	case len(parts) > 1 && w.Fold[0] >= '0' && w.Fold[0] <= '9': // "the 47-year-old"
		if m != nil && slices.ContainsFunc(parts[1:], func(p string) bool { return m.units[p] || p == "old" && m.bareAge }) {
			return 1, 1
		}
		return 1, 0.2
	case !ok:
		if vagueNumbers[w.Fold] && w.Fold != "one" && a.countedAt(s, i, 1) {
			return 1, 0.6
		}
		return 0, 0
	case a.weights[phrase.Stem(w.Word)] > 0:
		return 0, 0
	case a.countedAt(s, i, n):
		return n, 1
	case m == nil:
		return n, 0.3
	}
	text := s.document.Article.Text
	if m.money && (strings.HasSuffix(text[:w.Start], "$") || strings.HasSuffix(text[:w.Start], "£") || strings.HasSuffix(text[:w.Start], "€") || strings.HasPrefix(text[s.words[i+n-1].End:], "%")) {
		return n, 1
	}
	for j := i + n; j < min(len(s.words), i+n+2); j++ {
		if m.units[s.words[j].Fold] || m.units[strings.TrimSuffix(s.words[j].Fold, "s")] {
			return n, 1
		}
	}
	if m.bareAge && (i > 0 && m.before[s.words[i-1].Fold] || strings.HasPrefix(text[w.End:], ",") && strings.HasSuffix(text[:w.Start], ", ") || i > 0 && s.words[i-1].Fold == "now") {
		return n, 1
	}
	return n, 0.2
}

// nameEnd is the word behind the run of capitals that begins with word i, i where none
// does.
func nameEnd(s *sentence, i int) int {
	w := s.words[i]
	if !phrase.Capital(w.Word) || dates.Name(w.Fold) || i == 0 && (segment.StopWord(w.Fold) || len(s.words) > 1 && !phrase.Capital(s.words[1].Word) && !commonName(s, w)) {
		return i
	}
	text := s.document.Article.Text
	end := i + 1
	for end < len(s.words) && !possessive(s.words[end-1].Word) {
		gap, next := text[s.words[end-1].End:s.words[end].Start], s.words[end]
		joined := gap == " " || gap == "-" || gap == ". " && (len(s.words[end-1].Word) == 1 || shortTitles[s.words[end-1].Fold])
		if !joined || shortTitles[next.Fold] || titles[phrase.Stem(next.Word)] && geo.StateAt(s.words[i], next.Fold) == "" && end > i {
			break
		}
		if phrase.Capital(next.Word) && !dates.Name(next.Fold) {
			end++
			continue
		}
		if (next.Fold == "of" || next.Fold == "de" || next.Fold == "al") && end+1 < len(s.words) && phrase.Capital(s.words[end+1].Word) && !dates.Name(s.words[end+1].Fold) && text[next.End:s.words[end+1].Start] == " " {
			end += 2
			continue
		}
		break
	}
	return end
}

// commonName reports whether the first word of a sentence is a name: the article has it
// with a capital as somebody's, or as a state's.
func commonName(s *sentence, w phrase.Token) bool {
	return geo.State(w) != "" || possessive(w.Word) || slices.ContainsFunc(s.document.People, func(p corpus.Person) bool {
		return slices.ContainsFunc(p.Mentions, func(m corpus.Span) bool { return m.Covers(w.Span) })
	}) || strings.Contains(s.document.Article.Text, " "+w.Word+" ")
}

// keyOf is the terms of a name, of a person the last one, by which it is known again.
func (a *asked) keyOf(words []phrase.Token) string {
	var terms []string
	for i := range words {
		if st := stateAt(words, i); st != "" {
			terms = append(terms, st)
			continue
		}
		if t := phrase.Stem(bare(words[i].Word)); t != "" && !titles[t] && !shortTitles[words[i].Fold] {
			terms = append(terms, t)
		}
	}
	if len(terms) == 0 {
		return ""
	}
	if a.sought.Kind == sought.Person {
		return terms[len(terms)-1]
	}
	return strings.Join(terms, " ")
}

// inQuestion reports whether the question names what a name is of, by any word of it.
func (a *asked) inQuestion(words []phrase.Token) bool {
	own := 0
	for i := range words {
		t := phrase.Stem(bare(words[i].Word))
		if t == "" || titles[t] || shortTitles[words[i].Fold] || t == a.sought.Noun {
			continue
		}
		if st := stateAt(words, i); a.namedTerms[t] || st != "" && slices.Contains(a.states, st) {
			return true
		}
		if a.weights[t] == 0 {
			own++
		}
	}
	return own == 0
}

// shortTitles stand before names with a full stop.
var shortTitles = phrase.Set("rep sen gov dr mr mrs ms gen lt col sgt prof rev st")

// beside is the share of the question's weight that stands beside words [from, to), each
// term the less the farther it is.
func (a *asked) beside(s *sentence, from, to int) float64 {
	sum := 0.0
	for _, m := range s.matched {
		d := 0
		if m.at < from {
			d = from - m.at
		} else if m.at >= to {
			d = m.at - to + 1
		} else {
			continue
		}
		sum += m.weight * math.Exp(-float64(d)/reachBeside)
	}
	return sum
}

// A match is a word of a sentence that the question has, with its share of the weight.
type match struct {
	at     int
	weight float64
}

// matches are the words of a sentence that the question has, each term of it once.
func (a *asked) matches(s *sentence) []match {
	var found []match
	seen := map[string]bool{}
	for i, w := range s.words {
		t := phrase.Stem(bare(w.Word))
		if t == "" || seen[t] || a.weights[t] == 0 {
			continue
		}
		seen[t] = true
		found = append(found, match{i, a.weights[t] / max(a.total, 1e-9)})
	}
	return found
}

// vote counts for each candidate the articles that name it beside words of the question
// (as Brill, Lin, Banko, Dumais and Ng, Data-intensive question answering, 2001, count
// snippets): of each article the sentence that has most of them. It chooses the sentence
// that is shown, and settles nothing between outlets.
func vote(found []sentence) {
	type ballot struct {
		key     string
		article corpus.ID
	}
	best := map[ballot]float64{}
	for i := range found {
		s := &found[i]
		for _, c := range s.candidates {
			b := ballot{c.key, s.document.Article.ID}
			best[b] = max(best[b], c.near*c.held*(0.3+0.7*s.passage))
		}
	}
	order := make([]ballot, 0, len(best))
	for b := range best {
		order = append(order, b)
	}
	slices.SortFunc(order, func(x, y ballot) int { return cmp.Or(cmp.Compare(x.key, y.key), cmp.Compare(x.article, y.article)) })
	votes, most := map[string]float64{}, 1e-9
	for _, b := range order {
		votes[b.key] += best[b]
		most = max(most, votes[b.key])
	}
	for i := range found {
		for k := range found[i].candidates {
			c := &found[i].candidates[k]
			c.vote = votes[c.key] / most
		}
	}
}
