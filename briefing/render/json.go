package render

import (
	"io"

	"briefbot/briefing"
	"briefbot/corpus"
)

// Citation is a citation in JSON: where the words stand, and what they are.
type Citation struct {
	Article string `json:"article"`
	// Path is the file that the article came from, URL its address.
	Path   string `json:"path,omitempty"`
	URL    string `json:"url,omitempty"`
	Outlet string `json:"outlet"`
	// Published is RFC 3339, "" for an article without a date.
	Published string `json:"published"`
	Inferred  bool   `json:"published_inferred"`
	// Sum is the SHA-256 of the article's text, Start and End byte offsets into
	// it, Words the bytes that stand there.
	Sum     string `json:"sum"`
	Start   int    `json:"start"`
	End     int    `json:"end"`
	Words   string `json:"words"`
	Speaker string `json:"speaker"`
	Kind    string `json:"kind"`
}

// Claim is a claim in JSON.
type Claim struct {
	// Section is the part of the answer: bottom_line, positions, conflicts, updates, open,
	// answer, events, developments, and voices, standing and fell_due, which belong to
	// the development of their entry. Party is for whom the speaker speaks, in
	// positions.
	Section string `json:"section"`
	Party   string `json:"party,omitempty"`
	// Text is the claim as it reads, Days the dates that its weekdays mean.
	Text string `json:"text"`
	Days []Day  `json:"days,omitempty"`
	// When is when an event of a timeline was.
	When      *Moment    `json:"when,omitempty"`
	Citations []Citation `json:"citations"`
	// Entry numbers, from 1, the entry of a digest that the claim belongs to; Change
	// is what kind of news it is: new, updated, second_origin, walked_back, corrected.
	Entry  int    `json:"entry,omitempty"`
	Change string `json:"change,omitempty"`
	// Of is the part of a question of several parts that the claim answers.
	Of string `json:"of,omitempty"`
}

// Day is a weekday with the date that it was taken to mean.
type Day struct {
	Word string `json:"word"` // as the article has it
	Date string `json:"date"` // 2026-02-06
}

// Statement is a statement in JSON: its citation, and how it was attributed.
type Statement struct {
	Citation
	// Cue attributes it ("told"), Mention is how the article names the speaker
	// there ("he"), Via is who relayed it; each in the article's words.
	Cue     string `json:"cue,omitempty"`
	Mention string `json:"mention,omitempty"`
	Via     string `json:"via,omitempty"`
	// Also are the same statement in copies of the article.
	Also []Citation `json:"also,omitempty"`
	// Why says how it was found, where that was asked for.
	Why []string `json:"why,omitempty"`
}

// Source is an entry of the list of sources in JSON: a cited article.
type Source struct {
	// Number is the one in brackets behind the claims.
	Number   int    `json:"number"`
	Article  string `json:"article"`
	Headline string `json:"headline,omitempty"`
	// Name is the publisher's, Labels are what a reader should know of it.
	Name      string   `json:"name"`
	Labels    []string `json:"labels,omitempty"`
	Byline    string   `json:"byline,omitempty"`
	Published string   `json:"published"`
	Inferred  bool     `json:"published_inferred"`
	Path      string   `json:"path,omitempty"`
	URL       string   `json:"url,omitempty"`
	Note      bool     `json:"note,omitempty"`
	Teaser    bool     `json:"teaser,omitempty"`
	// Corrected is when a quotation of an earlier text of the article went or
	// changed.
	Corrected string `json:"corrected,omitempty"`
}

// Searched says in JSON what an answer rests on: how many articles were searched,
// how many of them have no date, or are notes after an article, from how many
// outlets, and the dates of the oldest and the newest. Feeds says how the feeds
// fare, where one of them fails.
type Searched struct {
	Articles int    `json:"articles"`
	Undated  int    `json:"undated"`
	Notes    int    `json:"notes"`
	Outlets  int    `json:"outlets"`
	Oldest   string `json:"oldest"`
	Newest   string `json:"newest"`
	Feeds    string `json:"feeds,omitempty"`
}

// Object is a brief in JSON. Every field stands in every answer of its kind;
// fields are added in later versions, none is renamed.
type Object struct {
	// Kind is brief, ask, quotes, timeline or digest.
	Kind     string `json:"kind"`
	Question string `json:"question,omitempty"`
	Topic    string `json:"topic,omitempty"`
	// Abstained is true where the corpus does not say; Nearest then lists what
	// comes near and supports nothing.
	Abstained bool       `json:"abstained"`
	Searched  Searched   `json:"searched"`
	Claims    []Claim    `json:"claims"`
	Nearest   []Citation `json:"nearest"`
	// Model is the model that wrote claims, Prompt the version of the prompt that
	// it was asked with; Note says why none did where one was asked to.
	Model  string `json:"model,omitempty"`
	Prompt string `json:"prompt,omitempty"`
	Note   string `json:"note,omitempty"`
	// Asked are the words of the question that count from when it was asked, with
	// the first of the days that they were taken to mean.
	Asked []Day `json:"asked,omitempty"`
	// Reading is what became of a question beside its answer.
	Reading *Reading `json:"reading,omitempty"`
	*Quotes
	Sources []Source `json:"sources"`
}

// Quotes is what the object of `quotes` has beside the others' fields.
type Quotes struct {
	// Speaker is the fullest name that the corpus has, or what was asked for
	// where it knows nobody. Ambiguous lists whom the name may mean, if several.
	Speaker   string   `json:"speaker"`
	Roles     []string `json:"roles,omitempty"`
	Ambiguous []string `json:"ambiguous,omitempty"`
	// Direct, Mixed and Reported count Statements by kind, Outlets who published
	// them.
	Direct   int `json:"direct"`
	Mixed    int `json:"mixed"`
	Reported int `json:"reported"`
	Outlets  int `json:"outlets"`
	// Origins is how many of the outlets have the words from none of the others.
	Origins    int         `json:"origins"`
	Statements []Statement `json:"statements"`
	// Disowned are quotations of which the article says that the person did not say
	// them, or only supposes it.
	Disowned []Statement `json:"disowned,omitempty"`
	// Silent are places where the person is named and does not speak.
	Silent []Citation `json:"silent"`
}

// JSON writes the brief as one JSON object on one line.
func JSON(w io.Writer, b *briefing.Brief) error {
	return writeJSON(w, NewObject(b))
}

func askedDays(b *briefing.Brief) []Day {
	var days []Day
	for _, d := range b.Asked() {
		days = append(days, Day{Word: d.Word, Date: d.From.Format("2006-01-02")})
	}
	return days
}

// NewObject is the brief as JSON has it.
func NewObject(b *briefing.Brief) Object {
	q, c := b.Question(), b.Coverage()
	o := Object{
		Kind: string(q.Kind), Question: q.Text, Topic: q.Topic, Abstained: b.Abstained(),
		Searched: Searched{
			Articles: c.Articles, Undated: c.Undated, Notes: c.Notes, Outlets: c.Outlets,
			Oldest: rfc3339(c.Oldest.Time), Newest: rfc3339(c.Newest.Time), Feeds: c.Feeds,
		},
		Asked:  askedDays(b),
		Claims: []Claim{}, Nearest: []Citation{}, Sources: []Source{},
		Model: b.Author(), Prompt: b.Prompt(), Note: b.Note(),
	}
	if q.Kind == briefing.Quotes {
		o.Quotes = newQuotes(b)
	}
	o.Reading = newReading(b.Reading())
	for claim := range b.Claims("") {
		switch claim.Section {
		case briefing.Statements, briefing.Disowned, briefing.Silent:
		case briefing.Nearest:
			o.Nearest = append(o.Nearest, citation(b, &claim.Citations[0]))
		default:
			o.Claims = append(o.Claims, newClaim(b, claim))
		}
	}
	for i, d := range b.Articles() {
		a, p := d.Article, b.Publisher(d.Article)
		o.Sources = append(o.Sources, Source{
			Number: i + 1, Article: string(a.ID), Headline: a.Headline.Value, Name: p.Name(), Labels: p.Labels(),
			Byline: a.Byline.Value, Published: rfc3339(a.Published.Time), Inferred: a.Published.Inferred,
			Path: a.Path, URL: a.URL, Note: a.Note, Teaser: a.Teaser, Corrected: rfc3339(a.Corrected),
		})
	}
	return o
}

func newClaim(b *briefing.Brief, c *briefing.Claim) Claim {
	claim := Claim{Section: string(c.Section), Party: b.Party(c), When: moment(b, c), Citations: []Citation{}, Entry: c.Entry, Change: string(c.Change), Of: c.Of}
	for _, r := range runs(c) {
		claim.Text += r.text
	}
	for _, day := range b.Days(c) {
		claim.Days = append(claim.Days, Day{day.Word, day.Date.Format("2006-01-02")})
	}
	for i := range c.Citations {
		claim.Citations = append(claim.Citations, citation(b, &c.Citations[i]))
	}
	return claim
}

func newQuotes(b *briefing.Brief) *Quotes {
	outlets, origins := b.Outlets()
	q := &Quotes{
		Speaker: b.Question().Text, Ambiguous: b.Ambiguous(),
		Direct: b.Count(briefing.Direct), Mixed: b.Count(briefing.Mixed), Reported: b.Count(briefing.Reported),
		Outlets: outlets, Origins: origins, Statements: []Statement{}, Silent: []Citation{},
	}
	if s := b.Speaker(); s != nil {
		q.Speaker, q.Roles = s.Name, s.Roles
	}
	for c := range b.Claims(briefing.Statements) {
		s := statement(b, &c.Citations[0])
		for i := range c.Citations[1:] {
			s.Also = append(s.Also, citation(b, &c.Citations[1+i]))
		}
		q.Statements = append(q.Statements, s)
	}
	for c := range b.Claims(briefing.Disowned) {
		q.Disowned = append(q.Disowned, statement(b, &c.Citations[0]))
	}
	for c := range b.Claims(briefing.Silent) {
		q.Silent = append(q.Silent, citation(b, &c.Citations[0]))
	}
	return q
}

// statement is a cited statement with what attributes it.
func statement(b *briefing.Brief, c *briefing.Citation) Statement {
	s := Statement{Citation: citation(b, c)}
	if st := b.Statement(c); st != nil {
		text := b.Document(c.Article).Article.Text
		s.Cue, s.Mention, s.Via = words(text, st.Cue), words(text, st.Mention), words(text, st.Via)
		s.Why = st.Why
	}
	return s
}

func words(text string, s corpus.Span) string {
	if !s.In(text) {
		return ""
	}
	return s.Of(text)
}

func citation(b *briefing.Brief, c *briefing.Citation) Citation {
	a := b.Document(c.Article).Article
	return Citation{
		Article: string(a.ID), Path: a.Path, URL: a.URL, Outlet: b.Publisher(a).Name(),
		Published: rfc3339(a.Published.Time), Inferred: a.Published.Inferred, Sum: c.Sum.String(),
		Start: c.Span.Start, End: c.Span.End, Words: c.Words, Speaker: c.Speaker, Kind: string(c.Kind),
	}
}
