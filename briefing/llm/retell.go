package llm

import (
	"context"
	"slices"

	"briefbot/briefing"
)

// retelling is what a model is asked for of a digest that is composed.
var retelling = &job{"retell.tmpl", []briefing.Section{briefing.Developments}, 10, 1, briefing.Developments}

// Retell has the model say the first developments of a draft in sentences of its
// own, each from the sentence of an article that it replaces: what is new, in
// which order and what belongs to it is not for a model. A development of which
// it says nothing that is borne out, or that it mixes with another, stays in the
// article's words. So does all of it where the model fails; then the draft has a
// note that says why.
func (w *Writer) Retell(ctx context.Context, e *briefing.Evidence, d *briefing.Draft) (*briefing.Draft, error) {
	var plain []briefing.Claim
	for i := range d.Claims {
		if retellable(&d.Claims[i]) && len(plain) < retelling.most {
			plain = append(plain, d.Claims[i])
		}
	}
	m, err := e.MaterialOf(ctx, plain)
	if err != nil || len(m.Sentences) == 0 {
		return d, err
	}
	told := *d
	told.Claims = slices.Clone(d.Claims)
	if w.Off != nil && w.Off(e.Question.Asker.Guild) {
		told.Note = note(Switched)
		return &told, nil
	}
	written, err := w.write(ctx, e, m, retelling)
	if err != nil {
		instead, err := w.instead(ctx, written, err)
		if err != nil {
			return nil, err
		}
		told.Note, told.Prompt, told.Struck = instead.Note, instead.Prompt, instead.Struck
		return &told, nil
	}
	told.Prompt, told.Struck = written.Prompt, written.Struck
	for i := range told.Claims {
		old := &told.Claims[i]
		if !retellable(old) {
			continue
		}
		at := slices.IndexFunc(written.Claims, func(c briefing.Claim) bool { return within(&c, &old.Citations[0]) })
		if at < 0 {
			continue
		}
		claim := written.Claims[at]
		claim.Entry, claim.Change = old.Entry, old.Change
		claim.Citations = append(slices.Clone(claim.Citations), old.Citations[1:]...)
		// With those who report the same it has to stand, too.
		kept, _, err := e.Verify(ctx, []briefing.Claim{claim})
		if err != nil {
			return nil, err
		}
		if len(kept) == 1 {
			*old = claim
		}
	}
	return &told, nil
}

// retellable reports whether a claim is a development that shows one sentence of
// an article and nothing else.
func retellable(c *briefing.Claim) bool {
	return c.Section == briefing.Developments && c.Author == "" && len(c.Citations) > 0 &&
		len(c.Parts) == 1 && c.Parts[0].Cited == 1 && c.Citations[0].Kind == briefing.Text
}

// within reports whether all that a claim cites stands in one citation.
func within(c *briefing.Claim, in *briefing.Citation) bool {
	return !slices.ContainsFunc(c.Citations, func(k briefing.Citation) bool {
		return k.Article != in.Article || !in.Span.Covers(k.Span)
	})
}
