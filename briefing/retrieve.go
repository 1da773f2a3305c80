package briefing

import (
	"context"
	"slices"
	"strings"

	"briefbot/corpus"
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
	return &Retrieved{a.hits[:min(limit, len(a.hits))], supported, reason, a.support}, nil
}

// enoughEvidence is the corpus.Support.Evidence below which nothing supports an
// answer. It is not asked of questions on what named outlets wrote.
const enoughEvidence = 1

// ask searches for a question and reads what was found.
func (e *Evidence) ask(ctx context.Context, limit int) (*asked, error) {
	query := corpus.Query{
		Text: e.Question.Text, Asked: e.Question.Asked, Articles: e.Holds, Limit: max(limit, searchedHits),
	}
	hits, err := e.Corpus.Search(ctx, query)
	if err != nil {
		return nil, err
	}
	q := parse(e.Question.Text)
	a := &asked{Evidence: e, question: q, hits: hits, weights: e.weights(q.terms)}
	a.found = a.rank(hits)
	a.support = e.Corpus.Support(query)
	a.unknown = unknown(a.support)
	if q.said {
		if a.claims, err = a.statements(ctx, a.speakers()); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// judge decides whether the corpus says what is asked, and why. A source or a
// name that it does not have decides first, then what kind of sentence is wanted,
// then how much of the question is borne out.
func (a *asked) judge() (supported bool, reason string) {
	switch {
	case len(a.unknown) > 0:
		return false, "the corpus has nothing of " + strings.Join(a.unknown, ", ")
	case len(a.found) == 0:
		return false, "no passage has a word of the question"
	case a.question.said && a.silent():
		return false, "the person who is asked about does not speak"
	case a.question.happened && !a.support.Outlets && a.found[0].expected:
		return false, "whether it came about is asked, and all there is is that it was expected"
	case a.support.Outlets:
		return true, "outlets of the corpus are asked about"
	case a.question.words && len(a.claims) > 0:
		return true, "the person who is asked about speaks of it"
	case a.support.Evidence >= enoughEvidence:
		return true, "enough of the question is borne out"
	}
	return false, "too little of the question is borne out"
}

// silent reports whether the question asks for the words of somebody whom the
// corpus knows and who says nothing on it.
func (a *asked) silent() bool {
	if !a.question.words || len(a.claims) > 0 {
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

// unknownNames are the outlets and names in the question that no article of the
// corpus has: then nothing in the corpus is about what is asked.
func (e *Evidence) unknownNames(question) []string {
	return unknown(e.Corpus.Support(corpus.Query{Text: e.Question.Text}))
}

func unknown(s corpus.Support) []string {
	if s.Outlet == "" || slices.Contains(s.Names, s.Outlet) {
		return s.Names
	}
	return append([]string{s.Outlet}, s.Names...)
}
