package render

import "briefbot/briefing"

// timeline lays out what happened when. A date with ~ is inferred, and what was
// expected when it was written says so.
func (p *page) timeline(b *briefing.Brief) {
	p.title = "Timeline"
	if b.Topic() != nil {
		p.title = b.Topic().Title + " · timeline"
	}
	bl := block{section: briefing.Events}
	for c := range b.Claims(briefing.Events) {
		it := item{runs: runs(c), cites: shown(c)}
		if m, ok := b.Moment(c); ok {
			it.lead = m.Day()
			if m.Expected {
				it.note = "expected"
			}
		}
		bl.items = append(bl.items, it)
	}
	if len(bl.items) > 0 {
		p.blocks = append(p.blocks, bl)
	}
}

// Moment is when an event was, in JSON: the first and the last day that are
// meant, and how exactly that is known.
type Moment struct {
	From      string `json:"from"`
	To        string `json:"to"`
	Precision string `json:"precision"`
	Inferred  bool   `json:"inferred"`
	Expected  bool   `json:"expected"`
}

// moment is the claim's moment, nil if it has none.
func moment(b *briefing.Brief, c *briefing.Claim) *Moment {
	m, ok := b.Moment(c)
	if !ok {
		return nil
	}
	return &Moment{
		From: m.From.Format("2006-01-02"), To: m.To.Format("2006-01-02"), Precision: string(m.Precision),
		Inferred: m.Inferred, Expected: m.Expected,
	}
}
