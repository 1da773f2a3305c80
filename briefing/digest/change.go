package digest

import (
	"slices"

	"briefbot/briefing"
	"briefbot/corpus"
)

// about is the share of terms from which on a denial is about an earlier sentence.
const about = .4

// Bonuses for what changes something that readers know.
const (
	updatedBonus = .4
	secondBonus  = .2
	backBonus    = .5
)

// change finds out what kind of news each development is.
func (c *composer) change() {
	for _, it := range c.chosen {
		it.change = briefing.Fresh
		if briefing.Denies(it.words()) {
			if p := c.denied(it); p != nil {
				it.change, it.before = briefing.WalkedBack, p
				it.score += backBonus
			}
		}
	}
	c.updates()
	c.seconds()
}

// denied is the earlier sentence that a denial is about, nil if there is none.
func (c *composer) denied(it *item) *spot {
	var best *spot
	most := about
	for _, d := range c.old {
		for _, span := range body(d) {
			p := spot{d, span}
			if s := shared(it.terms, hashes(p.words())); s >= most && !briefing.Denies(p.words()) && c.Apart(p.words()) {
				if best == nil || s > most {
					best, most = &p, s
				}
			}
		}
	}
	return best
}

// updates finds the developments that replace a value or a state that was reported
// before, and adds those that did not come forward by themselves.
func (c *composer) updates() {
	_, updates := c.Disagreements()
	for _, u := range updates {
		now, before := c.placeOf(u.New), c.placeOf(u.Old)
		if now == nil || before == nil || !slices.Contains(c.new, now.d) || slices.Contains(c.new, before.d) {
			continue
		}
		var it *item
		for i := range c.items {
			if x := &c.items[i]; x.d == now.d && x.span.Overlap(now.span) > 0 {
				it = x
				break
			}
		}
		if it == nil || it.rule == ruleTold || it.rule == ruleSaid || it.before != nil {
			continue
		}
		if it.rule == ruleSame && it.as != nil {
			it = it.as
		}
		it.change, it.before = briefing.Updated, before
		it.score += updatedBonus
		if !slices.Contains(c.chosen, it) {
			c.chosen = append(c.chosen, it)
		}
	}
}

// seconds finds what readers were told when one origin alone reported it, and what
// another, independent one reports now.
func (c *composer) seconds() {
	done := map[int]bool{}
	for i := range c.items {
		it := &c.items[i]
		if it.told < 0 || done[it.told] || !c.Apart(it.words()) || len(it.words()) > longLine {
			continue
		}
		told := c.had.Told[it.told]
		first := slices.IndexFunc(c.old, func(d *corpus.Document) bool { return d.Article.ID == told.Article })
		if len(told.Origins) != 1 || first < 0 || c.Copies(c.old[first], it.d) || told.Origins[0] == c.Origin(it.d) {
			continue
		}
		before := c.mostLike(c.old[first], it.terms)
		if before == nil {
			continue
		}
		done[it.told] = true
		it.change, it.before = briefing.SecondOrigin, before
		it.score += secondBonus + .1*float64(c.Weight(it.d, it.span))
		c.chosen = append(c.chosen, it)
	}
}

// mostLike is the sentence of an article that says the same as the terms.
func (c *composer) mostLike(d *corpus.Document, terms []uint32) *spot {
	var best *spot
	most := same
	for _, span := range body(d) {
		p := spot{d, span}
		if s := shared(hashes(p.words()), terms); s >= most && (best == nil || s > most) {
			best, most = &p, s
		}
	}
	return best
}

// placeOf is the place that a citation cites, nil where the article is not among
// those of the digest.
func (c *composer) placeOf(citation briefing.Citation) *spot {
	for _, d := range c.Documents {
		if d.Article.ID == citation.Article {
			return &spot{d, citation.Span}
		}
	}
	return nil
}
