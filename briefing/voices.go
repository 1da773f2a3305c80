package briefing

import (
	"cmp"
	"context"
	"slices"

	"briefbot/corpus"
)

// A Voice is how much a speaker says in the articles that a question is about.
type Voice struct {
	Speaker *corpus.Speaker
	// Direct, Mixed and Reported count his statements there, Outlets who
	// published them.
	Direct, Mixed, Reported, Outlets int
	// Party is for whom he speaks, "" if the topic does not say.
	Party string
}

// Statements is how many statements there are.
func (v Voice) Statements() int { return v.Direct + v.Mixed + v.Reported }

// Voices returns who speaks in the articles that the question is about, those
// with most statements first, and how many articles that are. It returns an
// *UnknownTopicError for a topic that there is not.
func (e *Engine) Voices(ctx context.Context, q Question) ([]Voice, int, error) {
	ev, err := e.evidence(ctx, Question{Kind: Quotes, Topic: q.Topic, Since: q.Since, Arrived: q.Arrived})
	if err != nil {
		return nil, 0, err
	}
	named := newOutlets(e.Outlets)
	var voices []Voice
	for _, s := range e.Corpus.Complete("") {
		v := Voice{Speaker: s}
		outlets := map[string]bool{}
		for _, ref := range s.Statements {
			if !ev.held[ref.Article] {
				continue
			}
			d, err := e.Corpus.Document(ctx, ref.Article)
			if err != nil {
				return nil, 0, err
			}
			if ref.Index >= len(d.Quotations) {
				continue // the article has changed just now
			}
			if disowned(d.Article.Text, &d.Quotations[ref.Index]) {
				continue
			}
			switch d.Quotations[ref.Index].Kind {
			case corpus.Direct:
				v.Direct++
			case corpus.Mixed:
				v.Mixed++
			default:
				v.Reported++
			}
			outlets[named.publisher(d.Article).Name()] = true
		}
		if v.Outlets = len(outlets); v.Outlets == 0 {
			continue
		}
		if ev.Topic != nil {
			v.Party = ev.Topic.partyOf(s)
		}
		voices = append(voices, v)
	}
	slices.SortStableFunc(voices, func(a, b Voice) int { return cmp.Compare(b.Statements(), a.Statements()) })
	return voices, len(ev.held), nil
}
