package digest

import (
	"cmp"
	"slices"
	"time"

	"briefbot/briefing"
	"briefbot/briefing/story"
	"briefbot/corpus"
)

// claims writes the entries: of each story its developments, who reports the first
// and who is heard on it; then what was expected of days that are past.
func (c *composer) claims(claims []briefing.Claim, since, now time.Time) []briefing.Claim {
	entry := 0
	if len(claims) > 0 {
		entry = 1
		for i := range claims {
			claims[i].Entry = entry
		}
	}
	for i, it := range c.chosen {
		if i == 0 || c.chosen[i-1].story != it.story {
			entry++
		}
		claim := briefing.TextClaim(briefing.Developments, it.d, it.span)
		claim.Entry, claim.Change = entry, it.change
		for _, p := range it.also[:min(len(it.also), alsoCited)] {
			claim.Citations = append(claim.Citations, cited(p))
		}
		if it.before != nil {
			claim.Citations = append(claim.Citations, cited(*it.before))
			claim.Parts = append(claim.Parts, briefing.Part{Prose: it.change.Joint()}, briefing.Part{Cited: len(claim.Citations)})
		}
		claims = append(claims, claim)
		if i == 0 || c.chosen[i-1].story != it.story {
			claims = append(claims, c.standing(it, entry))
		}
		if i+1 == len(c.chosen) || c.chosen[i+1].story != it.story {
			claims = append(claims, c.voice(it.story, entry)...)
			claims = append(claims, c.rest(it, entry)...)
		}
	}
	return append(claims, c.due(entry, since, now)...)
}

// dues is how many days that passed a digest tells of at the most.
const dues = 3

// due tells what was expected of days that are past, once, those first that matter
// most; what a development is told to have come of, or to be expected instead of, is
// accounted for.
func (c *composer) due(entry int, since, now time.Time) []briefing.Claim {
	day := func(t time.Time) time.Time {
		return time.Date(t.UTC().Year(), t.UTC().Month(), t.UTC().Day(), 0, 0, 0, 0, time.UTC)
	}
	fell := slices.DeleteFunc(c.FellDue(day(since), day(now)), func(k briefing.Citation) bool {
		terms := hashes(k.Words)
		return c.had.toldDue(terms) || slices.ContainsFunc(c.chosen, func(it *item) bool {
			return it.d.Article.ID == k.Article && it.span.Overlap(k.Span) > 0 || it.before != nil && it.before.d.Article.ID == k.Article && it.before.span.Overlap(k.Span) > 0
		})
	})
	weight := func(k briefing.Citation) int {
		p := c.placeOf(k)
		if p == nil {
			return 0
		}
		return c.Weight(p.d, p.span)
	}
	slices.SortStableFunc(fell, func(a, b briefing.Citation) int { return cmp.Compare(weight(b), weight(a)) })
	var claims []briefing.Claim
	for i, citation := range fell {
		if i == dues && !c.everything {
			claims = append(claims, briefing.Claim{
				Section: briefing.More, Entry: entry, Citations: fell[i:],
				Parts: []briefing.Part{{Prose: briefing.Count(len(fell)-i, "other expectation")}},
			})
			break
		}
		entry++
		claims = append(claims, briefing.Claim{
			Section: briefing.FellDue, Entry: entry, Citations: []briefing.Citation{citation},
			Parts: []briefing.Part{{Cited: 1}, {Prose: " – that day has passed: no source here says whether it came about."}},
		})
	}
	return claims
}

// voice is the best statement on the developments of a story that they do not show
// themselves; none where nobody is quoted.
func (c *composer) voice(of story.ID, entry int) []briefing.Claim {
	var lines []*item
	for _, it := range c.chosen {
		if it.story == of {
			lines = append(lines, it)
		}
	}
	for _, it := range lines {
		q := c.Voice(it.d, it.span)
		if q == nil || !c.isNew(it.d, q) || slices.ContainsFunc(lines, func(l *item) bool { return l.d == it.d && l.span.Overlap(q.Content) > 0 }) {
			continue
		}
		claim := briefing.StatementClaim(briefing.Voices, c.Corpus, it.d, q)
		claim.Entry = entry
		for i := range c.items {
			if heard := &c.items[i]; heard.d == it.d && heard.span.Overlap(q.Content) > 0 && heard.rule == ruleLess {
				heard.rule = ruleHeard
			}
		}
		return []briefing.Claim{claim}
	}
	return nil
}

// standing says who reports the development, and whether independently.
func (c *composer) standing(it *item, entry int) briefing.Claim {
	citations := []briefing.Citation{cited(it.spot)}
	for _, p := range it.also {
		citations = append(citations, cited(p))
	}
	if it.change == briefing.SecondOrigin {
		citations = append(citations, cited(*it.before))
	}
	return briefing.Claim{
		Section: briefing.Standing, Entry: entry, Citations: citations,
		Parts: []briefing.Part{{Prose: c.Corroborate(citations).Words()}},
	}
}

// rest counts the developments of the story that are left out.
func (c *composer) rest(it *item, entry int) []briefing.Claim {
	var citations []briefing.Citation
	n := 0
	for i := range c.items {
		if other := &c.items[i]; other.story == it.story && other.rule == ruleLess {
			n++
			if !slices.ContainsFunc(citations, func(k briefing.Citation) bool { return k.Article == other.d.Article.ID }) {
				citations = append(citations, cited(other.spot))
			}
		}
	}
	if n == 0 {
		return nil
	}
	return []briefing.Claim{{
		Section: briefing.More, Entry: entry, Citations: citations,
		Parts: []briefing.Part{{Prose: briefing.Count(n, "other development")}},
	}}
}

// isNew reports whether a statement stands in a sentence that nothing said or told
// before.
func (c *composer) isNew(d *corpus.Document, q *corpus.Quotation) bool {
	for i := range c.items {
		if it := &c.items[i]; it.d == d && it.span.Overlap(q.Content) > 0 {
			switch it.rule {
			case ruleSaid, ruleFormer, ruleTold, ruleLittle, ruleSame:
				return false
			}
		}
	}
	return true
}
