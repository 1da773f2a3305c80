package render

import "briefbot/briefing"

// conflicts lays out where the sources disagree.
func (p *page) conflicts(b *briefing.Brief) { p.sides(b, briefing.Conflicts, "Sources conflict") }

// updates lays out what later articles replaced: the old state and the new one.
func (p *page) updates(b *briefing.Brief) { p.sides(b, briefing.Updates, "What has changed") }

// sides lays out claims of several sides: each side's words with the numbers of
// those who say so right behind them.
func (p *page) sides(b *briefing.Brief, section briefing.Section, heading string) {
	bl := block{section: section, heading: heading}
	for c := range b.Claims(section) {
		it := item{runs: runs(c)}
		sentences := shown(c)
		for i, part := range c.Parts {
			if part.Cited == 0 {
				continue
			}
			for _, value := range c.Citations[part.Cited-1 : endOfSide(c, i)] {
				for _, sentence := range sentences {
					if sentence.Article == value.Article {
						it.runs[i].refs = append(it.runs[i].refs, sentence)
					}
				}
			}
		}
		bl.items = append(bl.items, it)
	}
	if len(bl.items) > 0 {
		p.blocks = append(p.blocks, bl)
	}
}

// endOfSide is the index behind the last citation of the side whose value part i
// of the claim shows. The citations of the sides stand one behind the other, and
// as many sentences behind them.
func endOfSide(c *briefing.Claim, i int) int {
	for _, part := range c.Parts[i+1:] {
		if part.Cited > 0 {
			return part.Cited - 1
		}
	}
	return len(c.Citations) / 2
}
