package render

import (
	"io"
	"math"

	"briefbot/briefing"
	"briefbot/briefing/check"
)

// Checked is one verdict in JSON. The names of the verdicts are those of package
// check.
type Checked struct {
	Quote string `json:"quote"`
	// Start and End are byte offsets into the message.
	Start int `json:"start,omitempty"`
	End   int `json:"end,omitempty"`
	// Claimed is the speaker as given, Speaker as the corpus knows him.
	Claimed string `json:"claimed"`
	Speaker string `json:"speaker"`
	// Meant is true if no article names Claimed, and Speaker is spelt nearly so.
	Meant   bool   `json:"meant,omitempty"`
	Verdict string `json:"verdict"`
	// Articles is how many articles have the words, Quoted how many between
	// quotation marks; AtLeast that there may be more.
	Articles int `json:"articles"`
	Quoted   int `json:"quoted"`
	// Origins is how many of the articles are no copies of another, 0 where not
	// all were read.
	Origins int  `json:"origins"`
	AtLeast bool `json:"at_least"`
	// Named are the people whom articles name for the words, where they are several
	// or nobody knows the claimed speaker.
	Named []NamedFor `json:"named"`
	// Namesakes are the people of the first match's article to whom its speaker's
	// surname alone may belong, where that is not clear.
	Namesakes []string `json:"namesakes,omitempty"`
	// Inferred is the article's word for the speaker and who it is taken to be, where
	// no paragraph with the words names him; else null.
	Inferred *Inferred `json:"inferred"`
	// Coverage is the share of the claim's weight that the nearest statement has.
	Coverage    float64 `json:"coverage"`
	NegationCut bool    `json:"negation_cut"`
	// As is what the article makes of the words, Stated what the message makes of the
	// claim, where they are not said: not_said, supposed, made_up or anothers.
	As     string `json:"as,omitempty"`
	Stated string `json:"stated,omitempty"`
	// Denied is true where one of the claim and the article tells a denial; SameWords
	// where capitals and accents alone differ, Marked where the article has brackets or
	// an ellipsis in the words.
	Denied      bool         `json:"denied,omitempty"`
	SameWords   bool         `json:"same_words,omitempty"`
	Marked      bool         `json:"marked,omitempty"`
	Contrary    bool         `json:"contrary"`
	Differences []Difference `json:"differences"`
	Matches     []Matched    `json:"matches"`
	Near        []Matched    `json:"nearest"`
}

// NamedFor is somebody whom articles name for the words of a claim, in JSON.
type NamedFor struct {
	Speaker  string `json:"speaker"`
	Articles int    `json:"articles"`
}

// Inferred is how a speaker is known whom no name beside the words gives, in JSON.
// Mention is empty where the words are taken to go on from an earlier quotation.
type Inferred struct {
	Mention string `json:"mention"`
	Speaker string `json:"speaker"`
}

// Difference is words of the article against words of the claim in JSON.
type Difference struct {
	Op      string `json:"op"`
	Article string `json:"article"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Claim   string `json:"claim"`
}

// Matched is a statement or passage in JSON, with the words found in it.
type Matched struct {
	Statement
	// Text is the passage as it is shown, with the words around the statement.
	Text  string  `json:"text"`
	Parts []Words `json:"parts"`
}

// Words are words of an article in JSON.
type Words struct {
	Start int    `json:"start"`
	End   int    `json:"end"`
	Words string `json:"words"`
}

// CheckObject is a report in JSON: of one quotation with the fields of Checked, of
// a message with a list of them.
type CheckObject struct {
	Kind     string   `json:"kind"`
	Searched Searched `json:"searched"`
	*Checked
	Checks  []Checked `json:"checks,omitempty"`
	More    int       `json:"more,omitempty"`
	Sources []Source  `json:"sources"`
}

// CheckJSON writes a report as one JSON object on one line.
func CheckJSON(w io.Writer, r *check.Report) error { return writeJSON(w, newCheckObject(r)) }

// newCheckObject is a report as JSON has it.
func newCheckObject(r *check.Report) CheckObject {
	brief := NewObject(r.Brief)
	o := CheckObject{Kind: "verify", Searched: brief.Searched, More: r.More, Sources: brief.Sources}
	for _, result := range r.Results {
		o.Checks = append(o.Checks, newChecked(r.Brief, result))
	}
	if !r.Message {
		o.Checked, o.Checks = &o.Checks[0], nil
	} else {
		o.Kind = "check"
	}
	return o
}

func newChecked(b *briefing.Brief, r *check.Result) Checked {
	c := Checked{
		Quote: r.Quote, Start: r.Span.Start, End: r.Span.End, Claimed: r.Claimed, Speaker: r.Speaker, Meant: r.Meant, Verdict: string(r.Verdict),
		Articles: r.Articles, Namesakes: r.Namesakes, Quoted: r.Quoted, Origins: r.Origins, AtLeast: r.AtLeast, Coverage: math.Round(1000*r.Coverage) / 1000,
		NegationCut: r.Cut, Contrary: r.Contrary, As: attributions[r.As], Stated: attributions[r.Stated],
		Denied: r.Denied, SameWords: r.SameWords, Marked: r.Marked,
		Named: []NamedFor{}, Differences: []Difference{}, Matches: matched(b, r.Matches), Near: matched(b, r.Nearest),
	}
	for _, n := range r.Named {
		c.Named = append(c.Named, NamedFor(n))
	}
	if r.Inferred != nil {
		c.Inferred = &Inferred{r.Inferred.Word, r.Inferred.Speaker}
	}
	for _, d := range r.Differences {
		c.Differences = append(c.Differences, Difference{string(d.Op), d.Article, d.Span.Start, d.Span.End, d.Claim})
	}
	return c
}

func matched(b *briefing.Brief, matches []check.Match) []Matched {
	out := []Matched{}
	for _, m := range matches {
		cited := &m.Claim.Citations[0]
		next := Matched{Statement: Statement{Citation: citation(b, cited)}, Parts: []Words{}}
		if st := b.Statement(cited); st != nil {
			text := b.Document(cited.Article).Article.Text
			next.Cue, next.Mention, next.Via = words(text, st.Cue), words(text, st.Mention), words(text, st.Via)
		}
		for _, r := range runs(m.Claim) {
			next.Text += r.text
		}
		for _, p := range m.Parts {
			next.Parts = append(next.Parts, Words{p.Span.Start, p.Span.End, p.Words})
		}
		out = append(out, next)
	}
	return out
}
