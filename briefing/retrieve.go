package briefing

import (
	"cmp"
	"context"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/segment"
	"briefbot/corpus/state"
)

// Retrieved is what the corpus has on a question.
type Retrieved struct {
	// Hits are passages, best first.
	Hits []corpus.Hit
	// Supported says whether they support an answer; if not, they come near.
	Supported bool
	// Reason says in a few words what decided that.
	Reason  string
	Support corpus.Support
}

// Retrieve finds the passages on which Answer would answer a question, and
// decides as it does whether they support an answer.
func (e *Engine) Retrieve(ctx context.Context, q Question, limit int) (*Retrieved, error) {
	q.Kind = Ask
	ev, err := e.evidence(ctx, q)
	if err != nil {
		return nil, err
	}
	a, err := ev.ask(ctx, limit)
	if err != nil {
		return nil, err
	}
	supported, reason := a.judge()
	a.hits = a.hits[:min(limit, len(a.hits))]
	a.reorder()
	return &Retrieved{a.hits, supported, reason, a.support}, nil
}

// enoughEvidence is the corpus.Support.Evidence below which nothing supports an
// answer. It is not asked of questions on what named outlets wrote.
const enoughEvidence = 1

// ask searches for a question and reads what was found.
func (e *Evidence) ask(ctx context.Context, limit int) (*asked, error) {
	query := corpus.Query{
		Text: searched(e.Question.Text), Asked: e.Question.Asked, Articles: e.Holds, Limit: max(limit, searchedHits),
	}
	if e.embedder != nil {
		var err error
		if query.Vector, e.note, err = e.embedder.Embed(ctx, e.Corpus, e.Question.Asker, query.Text); err != nil {
			return nil, err
		}
	}
	hits, err := e.Corpus.Search(ctx, query)
	if err != nil {
		return nil, err
	}
	a := e.readQuestion()
	a.hits = hits
	a.question.names = a.ownNames(hits)
	a.found = a.rank(hits)
	a.told = slices.ContainsFunc(a.found, func(s sentence) bool { return s.clause.standing != 0 && s.tells })
	a.support = e.Corpus.Support(query)
	a.unknown = e.unknown(a.support)
	if a.question.said && !a.question.atAll() {
		if a.claims, err = a.statements(ctx, a.speakers()); err != nil {
			return nil, err
		}
	}
	if a.question.confirmed {
		query.Copies, query.Limit = true, confirmingHits
		more, err := e.Corpus.Search(ctx, query)
		if err != nil {
			return nil, err
		}
		for _, h := range more {
			a.copies = append(a.copies, h.Document)
		}
	}
	return a, nil
}

// confirmingHits is how many passages are looked at for who else has what is asked
// about, copies included.
const confirmingHits = 100

// searched is the text by which a question is searched for: one for who confirms
// something, or for a position, without the words that ask for it, which no article has.
func searched(text string) string {
	text = written(text)
	asking := confirming
	if !phrase.In(text, confirmations) {
		if q := parse(text); !q.stance {
			return text
		}
		asking = stanceTerms
	}
	blanked := []byte(text)
	for w := range segment.Words(text) {
		if slices.ContainsFunc(segment.Terms(nil, w.Of(text)), func(t string) bool { return asking[t] }) {
			for i := w.Start; i < w.End; i++ {
				blanked[i] = ' '
			}
		}
	}
	return string(blanked)
}

// What the best sentence of a passage, as an answer, counts beside the passage's
// own score; both of them as shares of the best. Among few articles, where no term
// is rare and a score tells little, it counts more.
const (
	answerShare = 0.75 // of a corpus of hardly an article
	fewArticles = 20   // of which it is half of that
	answerPower = 3    // of its own share: what is nearly as good an answer is none
)

// reorder puts the passages first that have the sentences which answer. Where a
// question is of outlets, each has its turn already.
func (a *asked) reorder() {
	if a.support.Outlets || len(a.hits) == 0 || len(a.found) == 0 || a.found[0].score <= 0 || a.hits[0].Score <= 0 {
		return
	}
	best := a.hits[0].Score
	share := answerShare * fewArticles / (fewArticles + float64(len(a.Corpus.Articles())))
	for i := range a.hits {
		h := &a.hits[i]
		answers := 0.0
		for _, s := range a.found {
			if s.document == h.Document && h.Passage.Covers(s.own) {
				answers = max(answers, s.score/a.found[0].score)
			}
		}
		if a.question.spoken && len(a.claims) > 0 {
			if c := &a.claims[0].Citations[0]; c.Article == h.Document.Article.ID && h.Passage.Covers(c.Span) {
				answers = 1
			}
		}
		if answers > 0 {
			gain := share * math.Pow(answers, answerPower) * best
			h.Score += gain
			h.Why = append(slices.Clone(h.Why), corpus.Factor{Name: "answers", Value: gain})
		}
	}
	slices.SortStableFunc(a.hits, func(x, y corpus.Hit) int { return cmp.Compare(y.Score, x.Score) })
}

// judge decides whether the corpus says what is asked, and why. A source or a
// name that it does not have decides first, then what kind of sentence is wanted,
// then how much of the question is borne out.
func (a *asked) judge() (supported bool, reason string) {
	switch {
	case len(a.unknown) > 0:
		return false, "the corpus has nothing of " + strings.Join(a.unknown, ", ")
	case a.unsaid() != "":
		return false, "no article has the words in quotation marks"
	case len(a.found) == 0:
		return false, "no passage has a word of the question"
	case a.question.said && a.silent():
		return false, "the person who is asked about does not speak"
	case a.question.spoken && !a.support.Outlets && len(a.claims) == 0 && (len(a.speakers()) > 0 || a.wordless()):
		return false, "no statement on it is by whom is asked about"
	case len(a.question.subject) > 0 && !a.support.Outlets && len(a.claims) == 0 && !a.subjectSpeaks():
		return false, "no statement on it is by " + a.question.subjectName()
	case a.question.happened && !a.support.Outlets && a.found[0].expected && !(len(a.question.deed.doer) > 0 && a.some(func(s *sentence) bool { return !s.expected && a.tellsDeed(s) })):
		return false, "whether it came about is asked, and all there is is that it was expected"
	case a.question.happened && !a.support.Outlets && !a.some(a.tellsDeed):
		return false, "no passage tells that it came about"
	case a.question.pronoun != "":
		return false, "whom it asks about is not said"
	case a.undenied():
		return false, "no passage tells that it was not done"
	case a.untold() != "":
		return false, "no passage tells that " + a.untold()
	case a.question.year > 0 && !a.support.Outlets && len(a.claims) == 0 && !a.some(a.ofYear):
		return false, "no passage on it is of the year that is asked about"
	case a.lacks():
		return false, "no passage on it has what is asked for"
	case a.support.Outlets:
		return true, "outlets of the corpus are asked about"
	case a.question.spoken && len(a.claims) > 0:
		return true, "the person who is asked about speaks of it"
	case a.support.Evidence >= enoughEvidence:
		return true, "enough of the question is borne out"
	}
	if a.some(a.answersOutright) {
		return true, "a sentence has what is asked for"
	}
	return false, "too little of the question is borne out"
}

// answersOutright reports whether a sentence has most of the question, all its names
// and just what is asked for, in whatever words.
func (a *asked) answersOutright(s *sentence) bool {
	if a.question.identity && s.bears >= nearlyAll && a.support.Evidence >= mostly {
		return true
	}
	if s.bears < mostly || !s.counts && !(s.tells && a.question.premise != nil) && !(a.question.happened && a.question.deed.did != "" && a.tellsDeed(s)) && (a.question.superlative == 0 || superlativeIn(s.words) != a.question.superlative) {
		return false
	}
	terms := segment.Terms(nil, s.own.Of(s.document.Article.Text))
	for _, w := range a.question.words {
		if c := w.Word[0]; c >= '0' && c <= '9' && !slices.ContainsFunc(s.words, func(own phrase.Token) bool { return own.Word == w.Word }) {
			return false
		}
	}
	return !slices.ContainsFunc(a.question.names, func(name string) bool { return !a.hasName(s, terms, segment.Terms(nil, name)) })
}

// some reports whether a sentence that bears nearly most of the question is fit.
func (a *asked) some(fit func(*sentence) bool) bool {
	for i := range a.found {
		if a.found[i].score >= nearlyBest*a.found[0].score && fit(&a.found[i]) {
			return true
		}
	}
	return false
}

// nearlyBest is the share of the best sentence's score above which one must have
// the cause or the number that is asked for.
const nearlyBest = 0.6

// nearlyAll is the share of a question that a sentence bears which has all of it.
const nearlyAll = 0.95

// mostly is the share of a question that a sentence bears which is about it.
const mostly = 0.5

// lacks reports whether a cause or a number is asked for and no sentence that bears
// much of the question has one.
func (a *asked) lacks() bool {
	if a.support.Outlets || a.question.confirmed || a.question.wants != someReason && (a.question.wants != somehowMany || a.question.counted == "" && (a.question.measure == "" || !a.question.alone)) {
		return false
	}
	strict := a.question.strictly() // a number of something else is none
	return !slices.ContainsFunc(a.found, func(s sentence) bool {
		return s.fits > 0 && (!strict || s.counts) && s.score >= nearlyBest*a.found[0].score && (s.fits >= fitsWell || s.bears >= mostly)
	})
}

// fewQuoted is how many words in quotation marks must stand somewhere as they are;
// fewer may be a name.
const fewQuoted = 3

// wordless reports whether no sentence that bears much of the question has a
// statement.
func (a *asked) wordless() bool {
	return !slices.ContainsFunc(a.found, func(s sentence) bool {
		return s.score >= nearlyBest*a.found[0].score &&
			slices.ContainsFunc(s.document.Quotations, func(q corpus.Quotation) bool { return q.Content.Overlap(s.own) > 0 })
	})
}

// unsaid are words that the question has in quotation marks and none of the
// articles that were found, "" if they have them all.
func (a *asked) unsaid() string {
	for _, quoted := range quotedIn(a.Question.Text) {
		words := phrase.Fold(quoted)
		if strings.Count(words, " ")+1 < fewQuoted || title(quoted) {
			continue
		}
		if !slices.ContainsFunc(a.hits, func(h corpus.Hit) bool {
			return strings.Contains(" "+phrase.Fold(h.Document.Article.Text)+" ", " "+words+" ")
		}) {
			return quoted
		}
	}
	return ""
}

// title reports whether most words of a text begin with a capital.
func title(text string) bool {
	capitals, all := 0, 0
	for s := range segment.Words(text) {
		all++
		if phrase.Capital(s.Of(text)) {
			capitals++
		}
	}
	return 2*capitals >= all
}

// quotedIn are the parts of a text between double quotation marks.
func quotedIn(text string) []string {
	parts := strings.FieldsFunc(text, isQuotationMark)
	var quoted []string
	for i := 1; i < len(parts); i += 2 {
		quoted = append(quoted, parts[i])
	}
	if r, _ := utf8.DecodeRuneInString(text); isQuotationMark(r) {
		quoted = quoted[:0]
		for i := 0; i < len(parts); i += 2 {
			quoted = append(quoted, parts[i])
		}
	}
	return quoted
}

// silent reports whether the question asks for the words of somebody whom the
// corpus knows and who says nothing on it.
func (a *asked) silent() bool {
	if !a.question.spoken || len(a.claims) > 0 {
		return false
	}
	for _, name := range a.question.names {
		if known := a.Corpus.Resolve(name); len(known) > 0 {
			last := strings.Fields(name)
			return len(known[0].Statements) == 0 && strings.Contains(known[0].Name, " ") &&
				strings.HasSuffix(known[0].Name, last[len(last)-1])
		}
	}
	return false
}

// unknown are what a question names and the corpus does not, a state that it has
// under another name aside.
func (e *Evidence) unknown(s corpus.Support) []string {
	s.Names = slices.DeleteFunc(slices.Clone(s.Names), func(name string) bool {
		return slices.ContainsFunc(state.Names(state.Of(segment.Fold(name))), func(other string) bool {
			words := strings.Fields(other)
			return !slices.ContainsFunc(words, func(w string) bool { return !e.Corpus.Known(phrase.Stem(w)) })
		})
	})
	if s.Outlet == "" || slices.Contains(s.Names, s.Outlet) {
		return s.Names
	}
	return append([]string{s.Outlet}, s.Names...)
}
