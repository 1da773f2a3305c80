package briefing

import (
	"cmp"
	"iter"
	"regexp"
	"slices"
	"strings"
	"time"

	"briefbot/briefing/dates"
	"briefbot/briefing/entail"
	"briefbot/briefing/geo"
	"briefbot/briefing/modality"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

// How the sentences of an answer are ranked, by the share of the question's
// weight that they bear. Chosen by hand on the shared questions and on the cases
// in testdata.
const (
	contextShare = 0.5  // of a term that stands in the sentence before, where that is pointed to
	pronounShare = 0.9  // of a name that a pronoun stands for
	nearDayShare = 0.6  // of a day that the article is of
	kindWeight   = 0.3  // of "newspaper" in "which newspaper": the article has its name instead
	captionLoss  = 0.1  // a caption tells of the picture
	titleLoss    = 0.15 // a headline is told by the text again, with who and when
	tellsGain    = 0.15 // a sentence that tells what the question takes for given
)

// A person is somebody whom a question names, by his name or by his role.
type person struct {
	speaker *corpus.Speaker
	terms   map[string]bool // of the question's, by which it names him
}

// longestRole is how many words of a question may name a role.
const longestRole = 6

// people finds whom the question names: by role first, since "Iran’s foreign
// minister" names a state too.
func (e *Evidence) people(q *question) []person {
	var found []person
	taken := make([]bool, len(q.words))
	for n := longestRole; n > 1; n-- {
		for i := 0; i+n <= len(q.words); i++ {
			if slices.Contains(taken[i:i+n], true) || segment.StopWord(q.words[i].Fold) || prepositions[q.words[i].Fold] {
				continue
			}
			phrase := strings.Join(wordsOf(q.words[i:i+n]), " ")
			if e.isName(q.words[i : i+n]) {
				continue
			}
			holder := sole(e.Corpus.Holders(phrase))
			if holder == nil || segment.StopWord(q.words[i+n-1].Fold) || e.renowned(q.words[i+n-1].Word, holder) {
				continue
			}
			found = append(found, person{holder, termSet(phrase)})
			for j := i; j < i+n; j++ {
				taken[j] = true
			}
		}
	}
	for _, name := range q.names {
		known := slices.DeleteFunc(slices.Clone(e.Corpus.Resolve(name)), func(s *corpus.Speaker) bool {
			return strings.Contains(s.Name, "/") // the credit of a picture
		})
		if len(known) == 0 || geo.StateNamed(name) != "" || slices.ContainsFunc(found, func(p person) bool { return p.speaker == known[0] }) {
			continue
		}
		found = append(found, person{known[0], termSet(name)})
	}
	return found
}

// isName reports whether words are somebody's name, and no role.
func (e *Evidence) isName(words []phrase.Token) bool {
	if slices.ContainsFunc(words, func(w phrase.Token) bool { return !phrase.Capital(w.Word) }) {
		return false
	}
	known := e.Corpus.Resolve(strings.Join(wordsOf(words), " "))
	return len(known) > 0 && slices.ContainsFunc(append([]string{known[0].Name}, known[0].Aliases...), func(name string) bool {
		return !slices.ContainsFunc(words, func(w phrase.Token) bool { return !strings.Contains(segment.Fold(name), w.Fold) })
	})
}

// renowned reports whether a word is the name of somebody whom more articles name
// than the holder of a role that ends in it: "Biden" in "Biden ally".
func (e *Evidence) renowned(word string, holder *corpus.Speaker) bool {
	if !phrase.Capital(word) {
		return false
	}
	known := e.Corpus.Resolve(word)
	return len(known) > 0 && known[0] != holder && strings.HasSuffix(segment.Fold(known[0].Name), segment.Fold(word)) &&
		len(known[0].Mentioned) > len(holder.Mentioned)
}

// sole is the one person who has a role, or the one of several whom most articles
// name by far; nil if there is none.
func sole(holders []*corpus.Speaker) *corpus.Speaker {
	holders = slices.DeleteFunc(slices.Clone(holders), func(s *corpus.Speaker) bool { return !phrase.Capital(s.Name) })
	slices.SortStableFunc(holders, func(a, b *corpus.Speaker) int { return cmp.Compare(len(b.Mentioned), len(a.Mentioned)) })
	switch {
	case len(holders) == 0 || len(holders) > 1 && len(holders[0].Mentioned) < 3*len(holders[1].Mentioned):
		return nil
	}
	return holders[0]
}

func termSet(text string) map[string]bool {
	m := map[string]bool{}
	for _, t := range segment.Terms(nil, text) {
		m[t] = true
	}
	return m
}

// sentence is a sentence that may answer, with what it has of the question.
type sentence struct {
	document *corpus.Document
	span     corpus.Span // widened until it cuts no quotation
	own      corpus.Span // as it stands
	words    []phrase.Token
	before   []string          // the terms of the sentence before
	people   []*corpus.Speaker // whom it names, or lets speak
	bears    float64           // of the question's weight
	fits     float64           // what it has of the kind that is asked for
	score    float64
	side     string     // the state of whoever speaks, or is named first
	expected bool       // tells of what is to come
	counts   bool       // has a number of what is counted or measured
	tells    bool       // what the question takes for given
	clause   clauseTold // what it says of what the question asks about as a clause
	asks     bool       // is a question itself
	caption  bool       // stands under a picture
	passage  float64    // of the best passage's score, in the one that it is of
	goesOn   goneOn     // what the sentence before it was
	brought  bool       // tells what the reason is asked for
	clauses  []entail.Clause
	parsed   bool // the clauses were read
	class    clean.Class
	// What of it may be what is asked for, by which words of it the question is matched,
	// and its measures as an answer, nil where it was not weighed.
	candidates []candidate
	matched    []match
	terms      []string // of its words
	answer     *answerMeasures
}

// rank orders the sentences of the hits by how much of the question they bear.
func (a *asked) rank(hits []corpus.Hit) []sentence {
	total := 0.0
	for _, t := range sortedTerms(a.weights) {
		total += a.weights[t]
	}
	a.total = total
	var found []sentence
	seen := map[place]goneOn{}
	names := newNaming(a.Corpus)
	for _, h := range hits {
		var before []string
		var prior goneOn
		var above corpus.Span // the sentence before
		for p, span := range around(h.Document, a.passages(h.Document, h.Passage.Span)) {
			d := h.Document
			text := span.Of(d.Article.Text)
			terms := segment.Terms(nil, text)
			s := sentence{document: d, own: span, span: uncut(d, span), expected: modality.Expects(text), asks: isQuestion(text), caption: galleries.MatchString(text)}
			last := before
			before = terms
			at := place{d.Article.ID, span}
			if was, ok := seen[at]; ok {
				prior, above = was, span
				continue
			}
			s.goesOn = prior
			s.caption = s.caption || prior.caption && sameLine(d, above, span)
			above = span
			s.words, s.before = phrase.Tokens(d.Article.Text, span), last
			s.people = names.in(d, span)
			has := a.bear(terms)
			if pointsBack(s.words, last) || a.question.denied != "" && slices.ContainsFunc(s.words, func(w phrase.Token) bool { return lonePronouns[w.Fold] }) {
				for t, share := range a.bear(last) {
					has[t] = max(has[t], contextShare*share)
				}
			}
			if s.goesOn.told && s.explains() {
				s.span = a.withBefore(&s)
				for t, share := range a.bear(last) {
					has[t] = max(has[t], pronounShare*share)
				}
			}
			a.recognise(&s, has)
			s.clause = a.clauseIn(&s, a.stateTerms(&s))
			if s.tells = a.tellsGiven(&s); s.tells && a.question.premise != nil && a.weights[a.question.premise.verb] > 0 {
				has[a.question.premise.verb] = 1
			}
			s.bears = share(has, a.weights, total)
			s.fits = a.fit(&s)
			s.side = sideOf(&s)
			s.score = s.bears + s.fits
			if s.tells {
				s.score += tellsGain
			}
			if hits[0].Score > 0 {
				s.passage = h.Score / hits[0].Score
			}
			s.class = p.Class
			switch p.Class {
			case clean.Caption:
				s.score -= captionLoss
				s.caption = true
			case clean.Headline:
				s.score -= titleLoss
			}
			prior = goneOn{s.brought, a.question.wants == someReason && a.asksWhy(&s), s.caption}
			seen[at] = prior
			found = append(found, s)
		}
	}
	sortSentences(found)
	return found
}

// galleries are sentences of a line that is the captions of many pictures, which reads as
// the article's own text.
var galleries = regexp.MustCompile(`^(Photos: |Hide [Cc]aption [0-9]+ of [0-9]+ )`)

// sortSentences puts the sentences in order, best first.
func sortSentences(found []sentence) {
	slices.SortStableFunc(found, func(x, y sentence) int {
		return cmp.Or(cmp.Compare(y.score, x.score), corpus.NewestFirst(x.document, y.document), cmp.Compare(x.span.Start, y.span.Start))
	})
}

// sideOf is the state for which a sentence speaks: that of the person whom it names
// first, or the state itself; "" for none.
func sideOf(s *sentence) string {
	for _, who := range s.people {
		if home := geo.StateNamed(who.Name); home != "" {
			return home
		}
		for _, role := range who.Roles {
			if home := geo.FirstState(role); home != "" {
				return home
			}
		}
	}
	return ""
}

// bear is how far a text's terms stand for each of the question's.
func (a *asked) bear(terms []string) map[string]float64 { return bear(a.weights, terms) }

func bear(weights map[string]float64, terms []string) map[string]float64 {
	has := map[string]float64{}
	for t := range weights {
		for _, own := range terms {
			if n := likeness(t, own); n > has[t] {
				has[t] = n
			}
		}
	}
	return has
}

// recognise counts in the people and states whom the question names by other words
// than the sentence does, and the day that it names.
func (a *asked) recognise(s *sentence, has map[string]float64) {
	for _, p := range a.persons {
		if slices.Contains(s.people, p.speaker) {
			for t := range p.terms {
				has[t] = max(has[t], pronounShare)
			}
		}
	}
	for i := range a.question.words {
		named := stateAt(a.question.words, i)
		if term := phrase.Stem(bare(a.question.words[i].Word)); named != "" && a.weights[term] > 0 {
			for j := range s.words {
				if stateAt(s.words, j) == named {
					has[term] = 1
				}
			}
		}
	}
	if a.question.ahead && s.expected {
		has[expectTerm] = max(has[expectTerm], relatedShare)
	}
	if g := a.question.superlative; g > 0 && superlativeIn(s.words) == g {
		for t := range a.weights {
			if superlatives[t] == g {
				has[t] = 1
			}
		}
	}
	if len(a.days) == 0 {
		return
	}
	near := 0.0
	base := s.document.Article.Published.Time
	for _, w := range dates.In(s.document.Article.Text, s.own, base) {
		if slices.ContainsFunc(a.days, func(d time.Time) bool { return mayMean(w, d) }) {
			near = 1
		}
	}
	if near == 0 && !base.IsZero() && !s.expected && slices.ContainsFunc(a.days, func(d time.Time) bool { return sameDay(d, base) || sameDay(d, base.AddDate(0, 0, -1)) }) {
		near = nearDayShare
	}
	for t := range a.dayTerms {
		has[t] = near // "Friday" of another week is no match
	}
}

var expectTerm = phrase.Stem("expected")

// mayMean reports whether a date expression may mean a day, of whatever year.
func mayMean(w dates.When, day time.Time) bool {
	for y := w.From.Year(); y <= w.To.Year(); y++ {
		d := time.Date(y, day.Month(), day.Day(), 0, 0, 0, 0, time.UTC)
		if !d.Before(w.From) && !d.After(w.To) && w.Precision == dates.ToDay {
			return true
		}
	}
	return false
}

func sameDay(a, b time.Time) bool { return a.Month() == b.Month() && a.Day() == b.Day() }

// pointsBack reports whether a sentence tells on what the one before it, of those
// terms, began: "But those negotiations collapsed", "The rise is due to …".
func pointsBack(words []phrase.Token, before []string) bool {
	if len(words) > 1 && words[0].Fold == "the" && slices.Contains(before, phrase.Stem(words[1].Word)) && !phrase.Capital(words[1].Word) {
		return true
	}
	for _, w := range words[:min(len(words), 3)] {
		if modality.Pointer(w.Fold) {
			return true
		}
	}
	return false
}

// around yields the sentences of the passages that a hit has a part of: a hit is
// the three sentences that bear most of the question, and the one that answers
// may stand before them.
func around(d *corpus.Document, hit corpus.Span) iter.Seq2[corpus.Passage, corpus.Span] {
	return func(yield func(corpus.Passage, corpus.Span) bool) {
		for _, p := range d.Passages {
			if p.Overlap(hit) == 0 {
				continue
			}
			for s := range segment.Sentences(d.Article.Text, p.Span) {
				if !yield(p, s) {
					return
				}
			}
		}
	}
}
