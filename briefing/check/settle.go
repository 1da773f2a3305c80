package check

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"briefbot/briefing"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// settle writes the verdict with what speaks for it.
func (k *Checker) settle(ctx context.Context, r *Result, c *claimed, f finding) error {
	r.Verdict = f.verdict
	r.Cut, r.As = f.matches[0].cut, f.matches[0].said()
	limit := maxMatches
	if f.verdict == Disputed {
		limit = maxDisputed
	}
	shown := map[*page]map[int32]bool{}
	named := false // a match names its speaker where the words stand
	defer func() {
		if named {
			r.Inferred = nil
		}
	}()
	for i, m := range f.matches {
		// Each statement once: what is joined may be of several.
		for _, p := range m.parts {
			if i > 0 && len(r.draft) >= limit || i > 0 && f.verdict == Altered && m.share < f.matches[0].share {
				return nil
			}
			u := p.unit
			if shown[u.page] == nil {
				shown[u.page] = map[int32]bool{}
			}
			if shown[u.page][u.statement] {
				continue
			}
			shown[u.page][u.statement] = true
			d, err := k.engine.Corpus.Document(ctx, u.page.article.ID)
			if err != nil {
				return err
			}
			if d.Article.Sum() != u.page.sum || int(u.statement) >= len(d.Quotations) {
				continue // changed since; the next check sees it
			}
			if how := inferred(d, &d.Quotations[u.statement]); how == nil {
				named = true
			} else if r.Inferred == nil {
				r.Inferred = how
			}
			if i == 0 && len(r.draft) == 0 {
				r.Namesakes = namesakes(d, &d.Quotations[u.statement])
			}
			var parts []Part
			for _, q := range m.parts {
				if q.unit.page == u.page && q.unit.statement == u.statement {
					parts = append(parts, partOf(d, q))
				}
			}
			r.draft = append(r.draft, drafted{claim: briefing.StatementClaim(briefing.Statements, k.engine.Corpus, d, &d.Quotations[u.statement]), parts: parts})
			if i == 0 && len(r.draft) == 1 {
				r.Differences = differences(d, u, c, r.Quote, m.edits)
				if r.SameWords = sameWords(r.Differences); len(m.edits) == 0 && m.edited(c) {
					for _, q := range parts {
						r.Differences = append(r.Differences, leftOut(editDifferences(d.Article.Text, q.Span), r.Quote)...)
					}
					r.Marked = len(r.Differences) > 0
				}
				// Behind a comma the reporter may go on to what the denial does not reach.
				from := d.Quotations[u.statement].Content.Start
				ahead := d.Article.Text[from:max(from, parts[0].Span.Start)]
				r.Cut = r.Cut || len(m.edits) == 0 && negatedIn(d.Article.Text, u.spanOf(d), parts[0].Span.Start)
				r.Denied = u.turned() != c.turned && !strings.Contains(ahead, ",")
			}
		}
	}
	return nil
}

// negatedWords is how many words ahead of words a negation of their clause may stand.
const negatedWords = 6

// negatedIn reports whether a negation stands ahead of a place of a quotation, in the
// same clause.
func negatedIn(text string, within corpus.Span, at int) bool {
	ahead := corpus.Span{Start: within.Start, End: at}
	if i := strings.LastIndexAny(ahead.Of(text), ",.;:!?–—…"); i >= 0 {
		ahead.Start += i + 1
	}
	var found []bool
	for w := range wordsIn(text, ahead) {
		found = append(found, negates(w.fold()))
	}
	return slices.Contains(found[max(0, len(found)-negatedWords):], true)
}

// sameWords reports whether words differ in capitals and accents alone.
func sameWords(list []Difference) bool {
	return len(list) > 0 && !slices.ContainsFunc(list, func(d Difference) bool {
		return d.Op != Changed || segment.Fold(d.Article) != segment.Fold(d.Claim)
	})
}

// spanOf is the unit's span of the article's text.
func (u *unit) spanOf(d *corpus.Document) corpus.Span {
	q := &d.Quotations[u.statement]
	if u.fragment >= 0 {
		return q.Fragments[u.fragment]
	}
	return q.Content
}

// partOf is where words of a unit stand.
func partOf(d *corpus.Document, p part) Part {
	span := wordSpan(d.Article.Text, p.unit.spanOf(d), p.words)
	return Part{span, span.Of(d.Article.Text)}
}

// wordSpan is the span of the words of a text from the first of the run to the
// last; empty for an empty run.
func wordSpan(text string, within corpus.Span, words run) corpus.Span {
	var span corpus.Span
	n := 0
	for w := range wordsIn(text, within) {
		if n >= words.to {
			break
		}
		if n == words.from {
			span.Start = w.Start
		}
		if n >= words.from {
			span.End = w.End
		}
		n++
	}
	return span
}

// differences are the edits in words of the article and of the claim.
func differences(d *corpus.Document, u *unit, c *claimed, quote string, edits []edit) []Difference {
	var out []Difference
	for _, e := range edits {
		diff := Difference{Op: e.op}
		if e.unit.len() > 0 {
			diff.Span = wordSpan(d.Article.Text, u.spanOf(d), e.unit)
			diff.Article = diff.Span.Of(d.Article.Text)
		}
		if e.claim.len() > 0 {
			diff.Claim = quote[c.words[e.claim.from].Start:c.words[e.claim.to-1].End]
		}
		out = append(out, diff)
	}
	return out
}

// nearest drafts what comes nearest to a claim that is nowhere.
func (k *Checker) nearest(ctx context.Context, r *Result, c *claimed, who *asked, near []scored) error {
	type ranked struct {
		unit     *unit
		coverage float64
		own      bool
	}
	var list []ranked
	for i, s := range near {
		mine := who.given != "" && who.of(s.unit) == own
		// A fragment is shown with its statement.
		if i >= maxRanked && !mine || s.unit.fragment >= 0 && s.unit.kind() != corpus.Direct {
			continue
		}
		if v := k.index.coverage(c, s.unit); v >= nearestShare {
			list = append(list, ranked{s.unit, v, mine})
		}
	}
	slices.SortStableFunc(list, func(a, b ranked) int {
		if a.own != b.own {
			if a.own {
				return -1
			}
			return 1
		}
		return cmp.Or(cmp.Compare(b.coverage, a.coverage), compareUnits(a.unit, b.unit))
	})
	words := map[string]bool{}
	for _, n := range list {
		if len(r.draft) >= maxNearest || len(r.draft) > 0 && n.coverage < r.Coverage/2 {
			return nil
		}
		d, err := k.engine.Corpus.Document(ctx, n.unit.page.article.ID)
		if err != nil {
			return err
		}
		if d.Article.Sum() != n.unit.page.sum {
			continue
		}
		if said := n.unit.spanOf(d).Of(d.Article.Text); words[said] {
			continue // an article says it twice
		} else {
			words[said] = true
		}
		if len(r.draft) == 0 {
			r.Coverage = n.coverage
			r.Contrary, r.Denied = k.index.contrary(c, n.unit), n.unit.turned() != c.turned
		}
		claim := briefing.StatementClaim(briefing.Nearest, k.engine.Corpus, d, &d.Quotations[n.unit.statement])
		r.draft = append(r.draft, drafted{claim: claim, own: n.own})
	}
	return nil
}
