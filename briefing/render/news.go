package render

import (
	"slices"

	"briefbot/briefing"
)

// changes are the words before a development, by the kind of news that it is.
var changes = map[briefing.Change]string{
	briefing.Fresh: "NEW", briefing.Updated: "UPDATED", briefing.SecondOrigin: "NOW A SECOND ORIGIN",
	briefing.WalkedBack: "WALKED BACK", briefing.Corrected: "CORRECTED",
}

// attached are the words before what belongs to a development, by its section.
var attached = map[briefing.Section]string{
	briefing.Voices: "heard", briefing.Standing: "reported by", briefing.FellDue: "DUE", briefing.More: "and",
}

// news lays out a digest: a block for each entry.
func (p *page) news(b *briefing.Brief) {
	last := 0
	for c := range b.Claims("") {
		it := item{runs: runs(c), cites: shown(c), note: note(b, c), lead: changes[c.Change], mark: marks[c.Section]}
		if it.lead == "" {
			it.lead = attached[c.Section]
		}
		if c.Section == briefing.Standing || c.Section == briefing.More {
			it.cites = nil // those of the line before; or too many for a line
		}
		if c.Change != "" && len(c.Citations) > 1 {
			it.runs, it.cites = referred(c)
		}
		if c.Entry != last || len(p.blocks) == 0 {
			p.blocks = append(p.blocks, block{whole: true})
		}
		last = c.Entry
		bl := &p.blocks[len(p.blocks)-1]
		bl.items = append(bl.items, it)
	}
	if len(p.blocks) > 0 {
		return
	}
	switch c := b.Coverage(); {
	case c.Articles == 0:
		p.blocks = append(p.blocks, block{remark: "Nothing new: no article on this came in."})
	case c.Articles == 1:
		p.blocks = append(p.blocks, block{remark: "Nothing new: one article came in, and tells of nothing that was not reported before."})
	default:
		p.blocks = append(p.blocks, block{remark: "Nothing new: " + plural(c.Articles, "article") + " came in, and tell of nothing that was not reported before."})
	}
}

// marks are the marks of lists before what belongs to a development.
var marks = map[briefing.Section]mark{briefing.Voices: quoted, briefing.Standing: small, briefing.More: counted}

// referred are the runs of a claim that shows two citations: each has its number
// right behind it, and those of others who say the same behind the first.
func referred(c *briefing.Claim) ([]run, []briefing.Citation) {
	rs := runs(c)
	if c.Before > 0 { // written by a model: behind each half, what bears it out
		at := slices.IndexFunc(c.Parts, func(p briefing.Part) bool { return p.Cited == 0 && p.Prose == c.Change.Joint() })
		now, before := &briefing.Claim{Citations: c.Citations[:c.Before-1]}, &briefing.Claim{Citations: c.Citations[c.Before-1:]}
		rs[at-1].refs, rs[len(rs)-1].refs = shown(now), shown(before)
		return rs, nil
	}
	inRuns := map[int]bool{}
	for i, part := range c.Parts {
		if part.Cited > 0 {
			rs[i].refs = append(rs[i].refs, c.Citations[part.Cited-1])
			inRuns[part.Cited-1] = true
		}
	}
	for i := range c.Citations {
		if !inRuns[i] && len(rs) > 0 {
			rs[0].refs = append(rs[0].refs, c.Citations[i])
		}
	}
	return rs, nil
}
