package check

import (
	"context"

	"briefbot/briefing"
	"briefbot/corpus"
)

// A Checker checks claims against the corpus of an engine. It is safe for use by
// several goroutines. Its index is built by the first check, and follows the
// corpus from then on.
type Checker struct {
	engine *briefing.Engine
	index  *index
	scope  briefing.Question // the topic and the times within which it looks
}

// New makes a checker.
func New(e *briefing.Engine) *Checker {
	return &Checker{engine: e, index: newIndex(e.Corpus)}
}

// By is a checker that asks another engine of the same corpus. It shares its index
// with k.
func (k *Checker) By(e *briefing.Engine) *Checker {
	return &Checker{engine: e, index: k.index, scope: k.scope}
}

// Within is a checker that looks in the articles of a topic and a time alone, those
// of the question. It shares its index with k.
func (k *Checker) Within(q briefing.Question) *Checker {
	return &Checker{engine: k.engine, index: k.index, scope: q}
}

// ready brings the index up to date and narrows it to the articles of the scope. The
// index is locked.
func (k *Checker) ready(ctx context.Context) error {
	if err := k.index.follow(ctx); err != nil {
		return err
	}
	k.index.within = nil
	if k.scope.Topic == "" && k.scope.Since.IsZero() && k.scope.Arrived.IsZero() {
		return nil
	}
	articles, err := k.engine.Articles(k.scope)
	if err != nil {
		return err
	}
	k.index.within = map[corpus.ID]bool{}
	for _, a := range articles {
		k.index.within[a.ID] = true
	}
	return nil
}

// question is what a report answers.
func (k *Checker) question(text string) briefing.Question {
	q := k.scope
	q.Kind, q.Text = briefing.Check, text
	return q
}

// Quote checks a quotation that a speaker is claimed to have said; nobody in
// particular for "".
func (k *Checker) Quote(ctx context.Context, quote, speaker string) (*Report, error) {
	k.index.mu.Lock()
	defer k.index.mu.Unlock()
	if err := k.ready(ctx); err != nil {
		return nil, err
	}
	r, err := k.judge(ctx, bare(quote), k.ask(speaker))
	if err != nil {
		return nil, err
	}
	return k.report(ctx, &Report{Results: []*Result{r}}, k.question(quote))
}

// report verifies what the results rest on, and drops from them what does not
// stand.
func (k *Checker) report(ctx context.Context, report *Report, q briefing.Question) (*Report, error) {
	brief, stands, err := k.verify(ctx, report, q)
	if err != nil {
		return nil, err
	}
	// A sentence may say more than the statement in it, and be struck for that, and
	// the name before it may be more than the article says: then the statement stands
	// alone.
	again := false
	for _, r := range report.Results {
		for i := range r.draft {
			c := &r.draft[i].claim
			if stands[&c.Citations[0]] == nil && c.Citations[0].Kind != briefing.Text && (len(c.Citations) > 1 || len(c.Parts) > 1) {
				c.Parts, c.Citations, again = []briefing.Part{{Cited: 1}}, c.Citations[:1], true
			}
		}
	}
	if again {
		if brief, stands, err = k.verify(ctx, report, q); err != nil {
			return nil, err
		}
	}
	for _, r := range report.Results {
		r.keep(stands)
	}
	report.Brief = brief
	return report, nil
}

// verify makes a brief of what the results rest on. It returns the brief's claims
// under their first citations: a claim keeps its list of them.
func (k *Checker) verify(ctx context.Context, report *Report, q briefing.Question) (*briefing.Brief, map[*briefing.Citation]*briefing.Claim, error) {
	draft := &briefing.Draft{Question: q}
	for _, r := range report.Results {
		for _, d := range r.draft {
			draft.Claims = append(draft.Claims, d.claim)
		}
	}
	brief, err := k.engine.Verify(ctx, draft)
	if err != nil {
		return nil, nil, err
	}
	stands := map[*briefing.Citation]*briefing.Claim{}
	for c := range brief.Claims("") {
		stands[&c.Citations[0]] = c
	}
	return brief, stands, nil
}
