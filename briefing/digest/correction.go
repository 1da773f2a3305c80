package digest

import (
	"context"
	"errors"
	"slices"
	"strings"

	"briefbot/briefing"
	"briefbot/corpus"
)

// corrected tells of the articles that a digest to this channel cited and of which
// a quotation is gone or changed since.
func (c *composer) corrected(ctx context.Context, corrections []corpus.Correction) ([]briefing.Claim, error) {
	var claims []briefing.Claim
	for _, k := range corrections {
		if k.Now == "" || !slices.ContainsFunc(c.had.Told, func(t Told) bool { return t.cites(k.Article) || t.cites(k.Now) }) {
			continue
		}
		d, err := c.Corpus.Document(ctx, k.Now)
		if errors.Is(err, corpus.ErrNotFound) {
			continue
		} else if err != nil {
			return nil, err
		}
		if len(body(d)) == 0 {
			continue
		}
		for _, r := range c.worthTelling(&k) {
			claim, err := c.correction(ctx, d, &k, r)
			if err != nil {
				return nil, err
			}
			claims = append(claims, claim)
		}
	}
	return claims, nil
}

// reworded is how many changed quotations of one article a digest shows.
const reworded = 2

// worthTelling are the changed quotations of an article that are shown: those that a
// digest to this channel quoted before others.
func (c *composer) worthTelling(k *corpus.Correction) []*corpus.Reworded {
	var told, others []*corpus.Reworded
	for i := range k.Reworded {
		r := &k.Reworded[i]
		terms := hashes(r.Before)
		if slices.ContainsFunc(c.had.Told, func(t Told) bool {
			return t.cites(k.Article) && len(terms) > 0 && !slices.ContainsFunc(terms, func(term uint32) bool { return !slices.Contains(t.Terms, term) })
		}) {
			told = append(told, r)
		} else {
			others = append(others, r)
		}
	}
	all := append(told, others...)
	return all[:min(len(all), max(1, min(len(told), reworded)))]
}

// correction tells what became of a quotation: the words that stood there, where the
// text that had them is kept, and those that stand there now.
func (c *composer) correction(ctx context.Context, d *corpus.Document, k *corpus.Correction, r *corpus.Reworded) (briefing.Claim, error) {
	at, now := quoted(d, r.After)
	span := body(d)[0]
	if now {
		span = d.SentenceAt(at)
	}
	former, err := c.struck(ctx, k, r)
	if err != nil {
		return briefing.Claim{}, err
	}
	claim := briefing.TextClaim(briefing.Developments, d, span)
	claim.Change = briefing.Corrected
	shown := claim.Parts
	lead := "a quotation is gone from an article that a digest cited"
	switch {
	case now && r.After == r.Before:
		lead, former = "a quotation in an article that a digest cited has another speaker now", nil
	case now:
		lead = "a quotation was changed in an article that a digest cited"
	case former != nil:
		shown = nil
	}
	switch {
	case former == nil:
		claim.Parts = []briefing.Part{{Prose: lead + ": "}}
	case now:
		claim.Parts = []briefing.Part{{Prose: lead + ", formerly: "}, {Former: former}, {Prose: " → now: "}}
	default:
		claim.Parts = []briefing.Part{{Prose: lead + ", formerly: "}, {Former: former}}
	}
	claim.Parts = append(claim.Parts, shown...)
	return claim, nil
}

// struck are the words of a quotation as they stood in the text before, nil where that
// text is not kept.
func (c *composer) struck(ctx context.Context, k *corpus.Correction, r *corpus.Reworded) (*briefing.Former, error) {
	v, err := c.Corpus.Version(ctx, k.Now, k.Before)
	if errors.Is(err, corpus.ErrNotFound) {
		return nil, nil
	} else if err != nil {
		return nil, err
	}
	if strings.ContainsAny(r.Before, marks) {
		return nil, nil
	}
	at := -1
	for _, open := range marks {
		if i := strings.Index(v.Text, string(open)+r.Before); i >= 0 && at < 0 {
			at = i + len(string(open))
		}
	}
	if at < 0 {
		return nil, nil
	}
	return &briefing.Former{Article: k.Now, Sum: k.Before, Span: corpus.Span{Start: at, End: at + len(r.Before)}, Words: r.Before}, nil
}

// marks are what quotations begin and end with.
const marks = "\"“”„«»"

// quoted is where words stand between quotation marks.
func quoted(d *corpus.Document, words string) (corpus.Span, bool) {
	for i := range d.Quotations {
		for _, f := range d.Quotations[i].Fragments {
			if words != "" && f.Of(d.Article.Text) == words {
				return f, true
			}
		}
	}
	return corpus.Span{}, false
}
