package render

import (
	"fmt"
	"strings"
	"time"

	"briefbot/briefing"
)

// Reading is in JSON what became of a question beside its answer. Each field is left
// out where there is nothing to say.
type Reading struct {
	// Untold is what the question takes for given and no article says.
	Untold string `json:"untold,omitempty"`
	// Denied is true where it is asked who or what did not, and no article says.
	Denied bool `json:"denied,omitempty"`
	// Unexplained is true where the reason is asked for of what is told, and none is
	// given.
	Unexplained bool `json:"unexplained,omitempty"`
	// Reported is true where the days are those of the articles alone.
	Reported bool `json:"reported,omitempty"`
	// Contrary is true where the answer tells the opposite of what is asked.
	Contrary bool `json:"contrary,omitempty"`
	// Pronoun points to nobody in the question.
	Pronoun string `json:"pronoun,omitempty"`
	// Unspecific is true where articles tell of several things that may be meant.
	Unspecific bool `json:"unspecific,omitempty"`
	// Language is the question's, where questions are not read in it.
	Language string `json:"language,omitempty"`
	// Meant are names that were taken for misspelt, Open the parts of the question
	// that have no answer.
	Meant []Meant  `json:"meant,omitempty"`
	Open  []string `json:"open,omitempty"`
	// Latest is the day of the newest article in an answer on what is so now.
	Latest string `json:"latest,omitempty"`
}

// Meant is a name that no article has, with the known ones that are spelt nearly so;
// a single one was taken for it.
type Meant struct {
	Typed string   `json:"typed"`
	Known []string `json:"known"`
}

func newReading(r briefing.Reading) *Reading {
	to := &Reading{
		Untold: r.Untold, Denied: r.Denied, Unexplained: r.Unexplained, Reported: r.Reported, Contrary: r.Contrary, Pronoun: r.Pronoun, Unspecific: r.Unspecific, Language: r.Language, Open: r.Open,
	}
	for _, m := range r.Meant {
		to.Meant = append(to.Meant, Meant(m))
	}
	if !r.Latest.IsZero() {
		to.Latest = r.Latest.Format(time.DateOnly)
	}
	if to.Untold == "" && !to.Denied && !to.Unexplained && !to.Reported && !to.Contrary && to.Pronoun == "" && !to.Unspecific && to.Language == "" && to.Meant == nil && to.Open == nil && to.Latest == "" {
		return nil
	}
	return to
}

// answer lays out the answer to a question, between how it was read and what of it
// stays open.
func (p *page) answer(b *briefing.Brief) {
	r := b.Reading()
	p.meant(r)
	if !r.Latest.IsZero() && !b.Abstained() {
		remark := "newest on this: " + r.Latest.Format("2 Jan 2006")
		if asked := b.Question().Asked; asked.Sub(r.Latest) > oldNews {
			remark += ", and it may have changed since"
		}
		p.subtitle = append(p.subtitle, remark)
	}
	if r.Contrary && !b.Abstained() {
		p.subtitle = append(p.subtitle, "articles here tell the contrary")
	}
	if r.Reported && !b.Abstained() {
		p.subtitle = append(p.subtitle, "no day is given: these are the days of the reports")
	}
	p.section(b, briefing.Answer, "")
	if len(r.Open) > 0 && !b.Abstained() {
		p.blocks = append(p.blocks, block{remark: "The corpus does not say: " + single(strings.Join(r.Open, "; ")) + "."})
	}
}

// meant says which names were taken for misspelt.
func (p *page) meant(r briefing.Reading) {
	for _, m := range r.Meant {
		if len(m.Known) == 1 {
			p.subtitle = append(p.subtitle, fmt.Sprintf("no article names %s: this is for %s", single(m.Typed), m.Known[0]))
		}
	}
}

// reading is the sentence that says why a question has no answer, "" where nothing
// but the lack of one does.
func reading(b *briefing.Brief) string {
	r := b.Reading()
	switch {
	case r.Language != "":
		return "This reads like " + r.Language + ". Questions are answered in English, from the articles here."
	case r.Pronoun != "":
		return "Who or what ‘" + single(r.Pronoun) + "’ is does not stand in the question. Each question is answered by itself: name whom or what you mean."
	case r.Unspecific:
		return "Articles here tell of several things that this may mean: say of which."
	}
	var offers []string
	for _, m := range r.Meant {
		if len(m.Known) > 1 {
			offers = append(offers, "No article here names "+single(m.Typed)+". Did you mean "+strings.Join(m.Known, " or ")+"?")
		}
	}
	switch {
	case len(offers) > 0:
		return strings.Join(offers, " ")
	case r.Untold != "":
		return "No passage found here says outright that " + single(r.Untold) + "."
	case r.Denied:
		return "No passage found here says who or what did not. That some did leaves the others open."
	case r.Unexplained:
		return "No passage found here says outright why."
	}
	return ""
}
