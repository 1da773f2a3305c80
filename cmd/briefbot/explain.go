package main

import (
	"cmp"
	"context"
	"fmt"
	"strings"
	"time"

	"briefbot/briefing"
	"briefbot/briefing/render"
	"briefbot/corpus"
)

// explainedPassages is how many passages an explanation goes through.
const explainedPassages = 5

// An explanation says how the passages for a question were ranked.
type explanation struct {
	Kind      string             `json:"kind"` // explanation
	Question  string             `json:"question"`
	Supported bool               `json:"supported"`
	Reason    string             `json:"reason"`
	Evidence  float64            `json:"evidence"`
	Passages  []explainedPassage `json:"passages"`
	// Answer is what is shown, in the order in which it is: by the sentences that tell
	// what is asked, not by the passages that they stand in.
	Answer []explainedClaim `json:"answer"`
	// Model is what became of what a language model wrote, where one is asked.
	Model *explainedModel `json:"model,omitempty"`
}

// explainedModel says how much of what a model wrote was kept, and why the rest
// was struck. It has the words that decided, not the sentences: those no reader
// gets to see.
type explainedModel struct {
	Prompt string            `json:"prompt"`
	Kept   int               `json:"kept"`
	Own    int               `json:"own_words,omitempty"` // articles' sentences that stand for struck ones
	Note   string            `json:"note,omitempty"`
	Struck []explainedStrike `json:"struck"`
}

type explainedStrike struct {
	Reason briefing.Reason `json:"reason"`
	Words  string          `json:"words"`
}

// explainModel has the question answered and says what of it was struck.
func explainModel(ctx context.Context, d *desk, q briefing.Question) (*explainedModel, error) {
	b, err := d.engine.Answer(ctx, q)
	if err != nil || b.Prompt() == "" {
		return nil, err
	}
	m := &explainedModel{Prompt: b.Prompt(), Note: b.Note(), Struck: []explainedStrike{}}
	for claim := range b.Claims("") {
		switch {
		case claim.Author != "":
			m.Kept++
		case claim.Section == briefing.Answer && b.Author() != "":
			m.Own++
		}
	}
	for _, s := range b.Struck() {
		m.Struck = append(m.Struck, explainedStrike{s.Reason, s.Detail})
	}
	return m, nil
}

type explainedPassage struct {
	Article   corpus.ID       `json:"article"`
	Outlet    string          `json:"outlet"`
	Published string          `json:"published"`
	Start     int             `json:"start"`
	End       int             `json:"end"`
	Words     string          `json:"words"`
	Score     float64         `json:"score"`
	Factors   []corpus.Factor `json:"factors"`
}

// explainedClaim is a sentence of the answer, and the number of the passage that it is of,
// 0 where that is not among those shown.
type explainedClaim struct {
	Article corpus.ID `json:"article"`
	Start   int       `json:"start"`
	End     int       `json:"end"`
	Passage int       `json:"passage"`
}

// explainAnswer says of which passages the sentences of the answer are.
func (e *explanation) explainAnswer(ctx context.Context, d *desk, q briefing.Question) error {
	b, err := d.engine.Answer(ctx, q)
	if err != nil {
		return err
	}
	for claim := range b.Claims(briefing.Answer) {
		cited := claim.Citations[0]
		shown := explainedClaim{Article: cited.Article, Start: cited.Span.Start, End: cited.Span.End}
		for i, p := range e.Passages {
			if p.Article == cited.Article && p.Start < cited.Span.End && cited.Span.Start < p.End {
				shown.Passage = i + 1
				break
			}
		}
		e.Answer = append(e.Answer, shown)
	}
	return nil
}

// explainRanking prints, in place of an answer, the passages that would be read
// for it, what their scores are made of, and whether they support an answer.
func (c *call) explainRanking(ctx context.Context, d *desk, q briefing.Question) error {
	found, err := d.engine.Retrieve(ctx, q, explainedPassages)
	if err != nil {
		return err
	}
	e := explanation{Kind: "explanation", Question: q.Text, Supported: found.Supported, Reason: found.Reason, Evidence: found.Support.Evidence, Passages: []explainedPassage{}, Answer: []explainedClaim{}}
	for _, h := range found.Hits {
		a := h.Document.Article
		p := explainedPassage{
			Article: a.ID, Outlet: d.engine.Publisher(a).Name(), Start: h.Passage.Start, End: h.Passage.End,
			Words: h.Passage.Of(a.Text), Score: h.Score, Factors: h.Why,
		}
		if !a.Published.Time.IsZero() {
			p.Published = a.Published.Time.Format(time.DateOnly)
		}
		e.Passages = append(e.Passages, p)
	}
	if d.engine.Writer != nil {
		e.Model, err = explainModel(ctx, d, q)
	} else {
		err = e.explainAnswer(ctx, d, q)
	}
	if err != nil {
		return err
	}
	if c.json {
		return c.writeJSON(e)
	}
	verdict := "does not support an answer"
	if e.Supported {
		verdict = "supports an answer"
	}
	fmt.Fprintf(c.stdout, "The corpus %s: %s (evidence %.2f, 1 is enough).\n", verdict, render.Plain(e.Reason), e.Evidence)
	for i, p := range e.Passages {
		fmt.Fprintf(c.stdout, "\n%d. %.1f  %s, %s, %s %d–%d\n", i+1, p.Score, render.Plain(p.Outlet), cmp.Or(p.Published, "undated"), p.Article, p.Start, p.End)
		var factors []string
		for _, f := range p.Factors {
			factors = append(factors, fmt.Sprintf("%s %.1f", f.Name, f.Value))
		}
		fmt.Fprintf(c.stdout, "   %s\n   %s\n", strings.Join(factors, " + "), strings.Join(strings.Fields(render.Plain(p.Words)), " "))
	}
	for i, a := range e.Answer {
		of := "a passage further down"
		if a.Passage > 0 {
			of = fmt.Sprintf("passage %d", a.Passage)
		}
		if i == 0 {
			fmt.Fprintln(c.stdout, "\nThe answer, by its sentences:")
		}
		fmt.Fprintf(c.stdout, "   %d. of %s, %s %d–%d\n", i+1, of, a.Article, a.Start, a.End)
	}
	if e.Supported && e.Model == nil && len(e.Answer) == 0 {
		fmt.Fprintln(c.stdout, "\nNo sentence of them tells what is asked, so the answer is that the corpus does not say.")
	}
	if m := e.Model; m != nil {
		fmt.Fprintf(c.stdout, "\nThe model, asked with prompt %s: %s kept, %d struck", m.Prompt, plural(m.Kept, "sentence"), len(m.Struck))
		if m.Own > 0 {
			fmt.Fprintf(c.stdout, "; for %d of these the article's own sentence stands", m.Own)
		}
		fmt.Fprintln(c.stdout, ".")
		if m.Note != "" {
			fmt.Fprintf(c.stdout, "   %s\n", m.Note)
		}
		for _, s := range m.Struck {
			fmt.Fprintf(c.stdout, "   struck: %s (%s)\n", s.Reason, render.Plain(s.Words))
		}
	}
	return nil
}
