// Package render shows a Brief: as text for a terminal, as Discord Markdown, as
// JSON. It takes nothing but a Brief, which only briefing.Verify makes, and adds
// no words about the news of its own.
package render

import (
	"fmt"
	"strings"
	"time"

	"briefbot/briefing"
	"briefbot/corpus"
)

// page is a brief laid out: what stands where, before it is known how it is
// written. The terminal and Discord show the same page.
type page struct {
	title    string
	subtitle []string // remarks on what was searched
	blocks   []block
	sources  []source
}

// block is a heading with its items.
type block struct {
	section briefing.Section // "" for what is ours
	heading string
	remark  string
	items   []item
	whole   bool // the items belong together: an entry of a digest
}

// item is one claim.
type item struct {
	lead  string // the party, or date and cue
	runs  []run
	cites []briefing.Citation
	note  string                // what we add: resolved days, that it is paraphrase
	why   []string              // how it was found, if that was asked for
	kind  briefing.CitationKind // of a statement among Statements, else ""
	mark  mark
}

// mark says how an item stands in its block.
type mark int

const (
	listed  mark = iota // an item as any other
	quoted              // somebody's words on the item before
	small               // a remark on the items before
	counted             // how many more there are, and how they are reached
)

// run is a piece of text: the article's own bytes, or words of ours.
type run struct {
	text     string
	verbatim bool
	struck   bool                // words that stand no more
	refs     []briefing.Citation // whose numbers stand right behind it
}

// source is a line of the list of sources.
type source struct {
	number  int
	name    string
	labels  []string
	details []string
	url     string
}

// lay lays a brief out.
func lay(b *briefing.Brief) page {
	p := page{subtitle: searched(b)}
	q := b.Question()
	switch q.Kind {
	case briefing.Situation:
		p.title = b.Topic().Title + " · situation brief"
		p.section(b, briefing.BottomLine, "Bottom line")
		p.section(b, briefing.Positions, "Positions")
		p.conflicts(b)
		p.updates(b)
		p.section(b, briefing.Open, "Open")
	case briefing.Quotes:
		p.quotes(b)
	case briefing.Timeline:
		p.timeline(b)
	case briefing.New:
		p.title = "What is new"
		if b.Topic() != nil {
			p.title = b.Topic().Title + " · what is new"
		}
		p.news(b)
	default:
		p.title = single(q.Text)
		p.answer(b)
		p.conflicts(b)
	}
	if model := b.Author(); model != "" {
		p.subtitle = append(p.subtitle, "written by "+model+" from the cited passages, checked")
	}
	if b.Note() != "" {
		p.subtitle = append(p.subtitle, b.Note())
	}
	if b.Abstained() {
		p.abstain(b)
	}
	// What a digest only counts is not there to be looked up.
	shown := map[corpus.ID]bool{}
	for c := range b.Claims("") {
		for _, cited := range c.Citations {
			shown[cited.Article] = shown[cited.Article] || c.Section != briefing.More
		}
	}
	for i, d := range b.Articles() {
		if shown[d.Article.ID] {
			p.sources = append(p.sources, sourceOf(b, i+1, d.Article))
		}
	}
	return p
}

// section lays out the claims of one section, if there are any.
func (p *page) section(b *briefing.Brief, s briefing.Section, heading string) {
	bl, last := block{section: s, heading: heading}, ""
	for c := range b.Claims(s) {
		it := item{runs: runs(c), cites: shown(c), note: note(b, c)}
		if party := b.Party(c); s == briefing.Positions && party != last {
			it.lead, last = party, party
		}
		if c.Of != "" && c.Of != last {
			it.lead, last = single(c.Of), c.Of
		}
		bl.items = append(bl.items, it)
	}
	if len(bl.items) > 0 {
		p.blocks = append(p.blocks, bl)
	}
}

func (p *page) abstain(b *briefing.Brief) {
	why := "The corpus does not say."
	q := b.Question()
	switch {
	case b.Coverage().Among == 0 && q.Topic != "":
		why = noneOfTopic
	case b.Coverage().Articles == 0:
		why = "There is no article to answer from."
		if late := nothingSince(b); late != "" {
			why = late
		}
	case (q.Kind == briefing.Ask || q.Kind == briefing.Quotes) && reading(b) != "":
		why = reading(b)
	case len(b.Unknown()) > 0:
		why = "No article here names " + strings.Join(b.Unknown(), " or ") + "."
	case b.AsksOf() != "":
		why = "The corpus has no statement on this by " + b.AsksOf() + "."
	case q.Kind == briefing.Situation:
		why = "No article in the corpus bears out a brief on this topic."
	case q.Kind == briefing.Quotes && b.Speaker() == nil:
		why = "The corpus knows no speaker of that name."
	case q.Kind == briefing.Quotes && !b.Has(briefing.Silent):
		why = "The corpus has no statement by this speaker."
	case q.Kind == briefing.Quotes:
		return // the counts say so, and where he is named follows
	}
	p.blocks = append(p.blocks, block{remark: why})
	p.section(b, briefing.Nearest, "Nearest passages, which do not support an answer")
}

// quotes lays out who said what, under the counts that keep it honest.
func (p *page) quotes(b *briefing.Brief) {
	s := b.Speaker()
	if s == nil {
		p.title = single(b.Question().Text)
		return
	}
	p.title = s.Name
	if len(s.Roles) > 0 {
		p.title += " · " + s.Roles[0]
	}
	p.meant(b.Reading())
	silent := 0
	for range b.Claims(briefing.Silent) {
		silent++
	}
	counts := fmt.Sprintf("%d direct · %d mixed · %d reported", b.Count(briefing.Direct), b.Count(briefing.Mixed), b.Count(briefing.Reported))
	outlets, origins := b.Outlets()
	counts += " · " + plural(outlets, "outlet")
	if silent > 0 {
		counts += fmt.Sprintf(" · named but silent in %d", silent)
	}
	counted := []string{counts}
	if origins < outlets {
		counted = append(counted, "that is "+plural(origins, "origin")+": copies count once")
	}
	p.subtitle = append(counted, p.subtitle...)
	if others := b.Ambiguous(); len(others) > 1 {
		p.subtitle = append(p.subtitle, "the name may also mean "+alsoMeant(others[1:]))
	}
	if b.Count(briefing.Reported) > 0 {
		p.subtitle = append(p.subtitle, "reported speech stands without quotation marks: its words are the outlet's")
	}
	bl := block{section: briefing.Statements}
	for c := range b.Claims(briefing.Statements) {
		cited := &c.Citations[0]
		it := item{runs: runs(c), cites: c.Citations, note: note(b, c)}
		it.lead, it.kind = string(cited.Kind), cited.Kind
		if st := b.Statement(cited); st != nil {
			text := b.Document(cited.Article).Article.Text
			if st.Cue.Len() > 0 {
				it.lead += ", " + oneLine(st.Cue.Of(text))
			}
			if st.Via.Len() > 0 && st.Via != st.Cue {
				it.note = join(it.note, "via: "+oneLine(st.Via.Of(text)))
			}
			it.why = st.Why
		}
		bl.items = append(bl.items, it)
	}
	if len(bl.items) > 0 {
		p.blocks = append(p.blocks, bl)
	}
	p.section(b, briefing.Disowned, notSaid)
	p.section(b, briefing.Silent, "Named but not speaking")
}

// noneOfTopic says that there was nothing to look in.
const noneOfTopic = "No article here belongs to this topic."

// notSaid heads what stands in quotation marks beside a speaker and is not his.
const notSaid = "In quotation marks, but not as said: denied, only supposed, or made up"

// runs are the parts of a claim.
func runs(c *briefing.Claim) []run {
	var rs []run
	for _, part := range c.Parts {
		if part.Former != nil {
			rs = append(rs, run{text: oneLine(part.Former.Words), struck: true})
			continue
		}
		if part.Cited == 0 {
			rs = append(rs, run{text: part.Prose})
			continue
		}
		rs = append(rs, run{text: oneLine(c.Citations[part.Cited-1].Words), verbatim: true})
	}
	return rs
}

// shown are the citations of a claim, one for each article and place: a
// statement and the sentence around it are one.
func shown(c *briefing.Claim) []briefing.Citation {
	var cites []briefing.Citation
	for _, next := range c.Citations {
		inside := false
		for i, have := range cites {
			if have.Article == next.Article {
				inside = true
				if next.Span.Covers(have.Span) {
					cites[i] = next
				}
			}
		}
		if !inside {
			cites = append(cites, next)
		}
	}
	return cites
}

// oldNews is how much older than the newest article one is whose date stands beside
// what is cited from it.
const oldNews = 7 * 24 * time.Hour

// note says what we add to a claim: that it is paraphrase, and which dates its
// weekdays mean.
func note(b *briefing.Brief, c *briefing.Claim) string {
	var note string
	if c.Section != briefing.Statements && c.Citations[0].Kind == briefing.Reported {
		note = "paraphrase"
	}
	if of := b.Document(c.Citations[0].Article).Article.Published; b.Question().Kind == briefing.Situation && !of.Time.IsZero() &&
		b.Coverage().Newest.Time.Sub(of.Time) > oldNews {
		note = join(note, date(of))
	}
	if of := b.Document(c.Citations[0].Article).Article.Published; c.Section == briefing.Answer && (!b.Reading().Latest.IsZero() || b.Reading().Reported) && !of.Time.IsZero() {
		note = join(note, date(of))
	}
	for _, day := range b.Days(c) {
		note = join(note, fmt.Sprintf("%s: ~%s", day.Word, day.Date.Format("2 Jan 2006")))
	}
	return note
}

func sourceOf(b *briefing.Brief, number int, a *corpus.Article) source {
	p := b.Publisher(a)
	s := source{number: number, name: p.Name(), labels: p.Labels(), url: a.URL}
	if a.Note {
		s.labels = append(s.labels, "note after its article")
	}
	if a.Teaser {
		s.labels = append(s.labels, "teaser only")
	}
	if a.Byline.Value != "" && a.Byline.Value != p.Name() {
		s.details = append(s.details, "by "+a.Byline.Value)
	} else if a.Byline.Value == "" {
		s.details = append(s.details, "no byline")
	}
	s.details = append(s.details, date(a.Published))
	if !a.Corrected.IsZero() {
		s.details = append(s.details, "quotations corrected "+a.Corrected.UTC().Format("2 Jan 2006"))
	}
	return s
}
