package llm

import (
	"context"
	"slices"

	"briefbot/briefing"
)

// retelling is what a model is asked for of a digest that is composed.
var retelling = &job{"retell.tmpl", []briefing.Section{briefing.Developments}, 10, 1, briefing.Developments}

// Retell has the model say the first developments of a draft in sentences of its
// own, each from the sentence of an article that it replaces, and of what changed
// what was before, too: what is new, in which order and what belongs to it is not
// for a model. A development of which
// it says nothing that is borne out, or that it mixes with another, stays in the
// article's words. So does all of it where the model fails; then the draft has a
// note that says why.
func (w *Writer) Retell(ctx context.Context, e *briefing.Evidence, d *briefing.Draft) (*briefing.Draft, error) {
	var plain []briefing.Claim
	for i := range d.Claims {
		c := &d.Claims[i]
		if pair := changed(c); retellable(c) && len(plain) < retelling.most || pair && len(plain)+1 < retelling.most {
			plain = append(plain, *c)
			if pair {
				plain = append(plain, briefing.Claim{Citations: c.Citations[len(c.Citations)-1:]})
			}
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
		var tries []briefing.Claim // the one that says most first
		switch {
		case retellable(old):
			if claim, ok := saying(written.Claims, &old.Citations[0]); ok {
				claim.Entry, claim.Change = old.Entry, old.Change
				claim.Citations = append(slices.Clone(claim.Citations), old.Citations[1:]...)
				tries = append(tries, claim)
			}
		case changed(old):
			last := len(old.Citations) - 1
			now, ok := saying(written.Claims, &old.Citations[0])
			if !ok {
				continue
			}
			now.Citations = append(slices.Clone(now.Citations), old.Citations[1:last]...)
			own := briefing.Claim{Citations: old.Citations[last:], Parts: []briefing.Part{{Cited: 1}}}
			if before, ok := saying(written.Claims, &old.Citations[last]); ok {
				tries = append(tries, joined(old, &now, &before))
			}
			tries = append(tries, joined(old, &now, &own))
		}
		for _, claim := range tries {
			// With those who report the same it has to stand, too.
			kept, _, err := e.Verify(ctx, []briefing.Claim{claim})
			if err != nil {
				return nil, err
			}
			if len(kept) == 1 {
				*old = claim
				break
			}
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

// changed reports whether a claim shows one sentence of an article and, behind the
// joint, one that was reported before.
func changed(c *briefing.Claim) bool {
	return c.Section == briefing.Developments && c.Author == "" && c.Change.Joint() != "" && len(c.Citations) > 1 &&
		len(c.Parts) == 3 && c.Parts[0].Cited == 1 && c.Parts[1].Prose == c.Change.Joint() && c.Parts[2].Cited == len(c.Citations) &&
		c.Citations[0].Kind == briefing.Text && c.Citations[len(c.Citations)-1].Kind == briefing.Text
}

// saying is the claim that says what a citation does.
func saying(claims []briefing.Claim, citation *briefing.Citation) (briefing.Claim, bool) {
	at := slices.IndexFunc(claims, func(c briefing.Claim) bool { return within(&c, citation) })
	if at < 0 {
		return briefing.Claim{}, false
	}
	return claims[at], true
}

// joined is one claim of what is new and what was before, in place of old.
func joined(old, now, before *briefing.Claim) briefing.Claim {
	n := len(now.Citations)
	claim := briefing.Claim{
		Section: old.Section, Author: now.Author, Entry: old.Entry, Change: old.Change, Before: n + 1,
		Parts:     append(slices.Clone(now.Parts), briefing.Part{Prose: old.Change.Joint()}),
		Citations: append(slices.Clone(now.Citations), before.Citations...),
	}
	for _, p := range before.Parts {
		if p.Cited > 0 {
			p.Cited += n
		}
		claim.Parts = append(claim.Parts, p)
	}
	return claim
}

// within reports whether all that a claim cites stands in one citation.
func within(c *briefing.Claim, in *briefing.Citation) bool {
	return !slices.ContainsFunc(c.Citations, func(k briefing.Citation) bool {
		return k.Article != in.Article || !in.Span.Covers(k.Span)
	})
}
