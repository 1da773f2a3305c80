package render

import (
	"fmt"
	"io"

	"briefbot/briefing"
	"briefbot/briefing/digest"
	"briefbot/briefing/render/markdown"
	"briefbot/corpus"
)

// Reason is why something is in a digest or is not, as it is shown and in JSON.
type Reason struct {
	// In is true of what is in the digest. Stage is where that was decided: corpus,
	// window, sentence, novelty, story or digest; Rule says why.
	In    bool   `json:"in"`
	Stage string `json:"stage"`
	Rule  string `json:"rule"`
	// Words are the sentence's, Article and Source the article it is from.
	Words   string `json:"words,omitempty"`
	Article string `json:"article,omitempty"`
	Source  string `json:"source,omitempty"`
	// Earlier says the same, in EarlierSource; Told is the date of the digest that
	// told it.
	Earlier       string `json:"earlier,omitempty"`
	EarlierSource string `json:"earlier_source,omitempty"`
	Told          string `json:"told,omitempty"`
	// Story are the articles of its story.
	Story []corpus.ID `json:"story,omitempty"`
}

// Why lays out reasons.
func Why(e *briefing.Engine, reasons []digest.Reason) []Reason {
	name := func(d *corpus.Document) string {
		return e.Publisher(d.Article).Name() + ", " + date(d.Article.Published)
	}
	list := []Reason{}
	for _, r := range reasons {
		to := Reason{In: r.In, Stage: r.Stage, Rule: r.Rule, Words: oneLine(r.Words), Earlier: oneLine(r.Earlier), Told: r.Told, Story: r.Story}
		if r.Article != nil {
			to.Article, to.Source = string(r.Article.Article.ID), name(r.Article)
		}
		if r.Said != nil {
			to.EarlierSource = name(r.Said)
		}
		list = append(list, to)
	}
	return list
}

// lines are what is said of a reason below its words.
func (r *Reason) lines() []string {
	lines := []string{r.Stage + ": " + r.Rule + "."}
	if r.Earlier != "" {
		lines = append(lines, "there: "+r.Earlier+" ("+r.EarlierSource+")")
	}
	if r.Told != "" {
		lines = append(lines, "told in the digest of "+r.Told)
	}
	if len(r.Story) > 1 {
		lines = append(lines, "its story has "+plural(len(r.Story), "article"))
	}
	return lines
}

func (r *Reason) lead() string {
	if r.In {
		return "in the digest"
	}
	return "not in the digest"
}

// WhyText writes reasons for a terminal.
func WhyText(w io.Writer, reasons []Reason, style Style) error {
	t := newTerminal(w, style)
	for i := range reasons {
		r := &reasons[i]
		if i > 0 {
			t.newline()
		}
		head := t.bold(r.lead())
		if r.Words != "" {
			head += " – " + plain(r.Words)
		}
		if r.Source != "" {
			head += " " + t.dim("("+plain(r.Source)+")")
		}
		t.line(head, "", "")
		for _, l := range r.lines() {
			t.line(plain(l), "    ", "    ")
		}
	}
	return t.w.Flush()
}

// WhyDiscord are reasons in Discord's Markdown, none of which is to be cut in two.
func WhyDiscord(reasons []Reason) []string {
	var blocks []string
	for i := range reasons {
		r := &reasons[i]
		block := "**" + r.lead() + "**"
		if r.Words != "" {
			block += " – " + markdown.Escape(r.Words)
		}
		if r.Source != "" {
			block += fmt.Sprintf(" *(%s)*", markdown.Escape(r.Source))
		}
		for _, l := range r.lines() {
			block += "\n-# " + markdown.Escape(l)
		}
		blocks = append(blocks, block)
	}
	return blocks
}
