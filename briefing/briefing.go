// Package briefing answers questions from a corpus, and proves its answers.
//
// A Writer drafts: a Draft may say anything. Verify strikes every claim that
// the articles do not bear out and makes a Brief of the rest; nothing else makes
// one, and package render shows nothing else. So the compiler keeps the promise
// that words in quotation marks were found again in the article they name.
//
// An Engine gathers the Evidence for a Question and calls the Writer. Extractive, the
// writer without a model, has a group of files for each kind of question: situation for
// a brief (with standing, developments and disagreement), ask (with question, retrieve
// and related), quotes, timeline (with due). What they read in single sentences is in
// packages of its own below this one: phrase, dates, geo, modality, event. A writer on
// a model, package llm, chooses from Material; written says what is struck of its
// sentences. Spans are half-open and count bytes of an article's text.
package briefing

import (
	"time"

	"briefbot/corpus"
)

// Kind is what sort of answer is wanted.
type Kind string

const (
	// Situation is a brief on a topic.
	Situation Kind = "brief"
	// Ask answers a question in the corpus's own words.
	Ask Kind = "ask"
	// Quotes lists who said what.
	Quotes Kind = "quotes"
	// New is what has come since the last time.
	New Kind = "digest"
	// Timeline is what happened when, and what is expected.
	Timeline Kind = "timeline"
	// Check says whether somebody said what he is said to have said; package
	// check drafts it.
	Check Kind = "verify"
)

// A Question is what somebody wants to know.
type Question struct {
	Kind Kind `json:"kind"`
	// Text is the question as it was asked, or the name of a speaker.
	Text string `json:"text,omitempty"`
	// Topic is the name of the topic, "" for all articles.
	Topic string `json:"topic,omitempty"`
	// After leaves out articles that arrived with this change or before it, Upto
	// those that arrived after it (0 for none), Since those that were published before that time, Arrived those that
	// arrived before that time.
	After   corpus.Seq `json:"after,omitempty"`
	Upto    corpus.Seq `json:"upto,omitempty"`
	Since   time.Time  `json:"since,omitzero"`
	Arrived time.Time  `json:"arrived,omitzero"`
	// Asker is who asks, for budgets alone: it is neither kept nor logged.
	Asker Asker `json:"-"`
	// Only leaves out all statements but those of a kind, "" for none.
	Only CitationKind `json:"only,omitempty"`
	// Asked is when the question was asked, zero if that is unknown. What it says
	// of "this week" orders passages; it never decides whether they support an
	// answer.
	Asked time.Time `json:"asked,omitzero"`
}

// An Asker is who asks, as opaque names: "" where it is not known.
type Asker struct{ Guild, User string }

// A Section is a part of a brief.
type Section string

const (
	// BottomLine is what matters now, Positions who holds what, Open what is not
	// settled: the parts of a situation brief.
	BottomLine Section = "bottom_line"
	Positions  Section = "positions"
	Open       Section = "open"
	// Conflicts is where outlets tell one event differently.
	Conflicts Section = "conflicts"
	// Updates are states of things that later articles replaced.
	Updates Section = "updates"
	// Events are the dated events of a timeline.
	Events Section = "events"
	// Answer answers a question.
	Answer Section = "answer"
	// Statements lists who said what.
	Statements Section = "statements"
	// Disowned lists what stands in quotation marks beside a speaker of whom the
	// article says that he did not say it, or only supposes that he does.
	Disowned Section = "disowned"
	// Silent lists places where a person is named but does not speak.
	Silent Section = "silent"
	// Nearest lists passages that do not support an answer and come close.
	Nearest Section = "nearest"
	// Developments is what is new, in a digest. Voices, Standing and FellDue
	// belong to the development before them: who is heard on it, who reports it,
	// and what was expected of a day that has passed.
	Developments Section = "developments"
	Voices       Section = "voices"
	Standing     Section = "standing"
	FellDue      Section = "fell_due"
	// More counts the developments of an entry that are left out.
	More Section = "more"
)

// CitationKind is the kind of what a citation cites.
type CitationKind string

const (
	// Text is the article's own words, whoever else they may quote.
	Text CitationKind = "text"
	// Direct, Mixed and Reported are statements of a speaker.
	Direct   CitationKind = "direct"
	Mixed    CitationKind = "mixed"
	Reported CitationKind = "reported"
)

// kindOf is the citation's kind for a statement's kind.
func kindOf(k corpus.Kind) CitationKind {
	switch k {
	case corpus.Direct:
		return Direct
	case corpus.Mixed:
		return Mixed
	}
	return Reported
}

// A Citation names a span of an article and says what stands there.
type Citation struct {
	Article corpus.ID    `json:"article"`
	Sum     corpus.Sum   `json:"sum"`
	Span    corpus.Span  `json:"span"`
	Words   string       `json:"words"`
	Kind    CitationKind `json:"kind"`
	// Speaker is who made the statement, as package quotation resolved it; ""
	// for Text and where the article does not say.
	Speaker string `json:"speaker,omitempty"`
}

// A Part of a claim is prose of our own, the words of a citation, or words that an
// article had once.
type Part struct {
	// Prose holds no quotation marks; its names and numbers occur in the
	// claim's citations.
	Prose string `json:"prose,omitempty"`
	// Cited is the index of the citation whose words stand here, counted from
	// 1; 0 for prose.
	Cited int `json:"cited,omitempty"`
	// Former are words of an earlier text of a cited article; nil for others.
	Former *Former `json:"former,omitempty"`
}

// Former are words that stood between quotation marks in an earlier text of an
// article. They are shown as words that stand no more: struck out, without marks.
type Former struct {
	// Article is one that the claim cites, Sum that of its earlier text.
	Article corpus.ID   `json:"article"`
	Sum     corpus.Sum  `json:"sum"`
	Span    corpus.Span `json:"span"` // of that text
	Words   string      `json:"words"`
}

// A Claim is one statement of a brief with what bears it out.
type Claim struct {
	Section   Section    `json:"section"`
	Parts     []Part     `json:"parts"`
	Citations []Citation `json:"citations"`
	// Author is the model that wrote the prose, "" where no model did. What a
	// model wrote is compared with its citations word by word and role by role.
	Author string `json:"author,omitempty"`
	// Entry numbers, from 1, the entry of a digest that the claim belongs to; 0 in
	// other briefs. Change is what kind of news a development is.
	Entry int `json:"entry,omitempty"`
	// Of is the part of a question of several parts that the claim answers, in the
	// question's words; "" in other answers.
	Of     string `json:"of,omitempty"`
	Change Change `json:"change,omitempty"`
	// Before is the number, from 1, of the first citation of what was reported before,
	// in a claim that a model wrote of both; 0 in others. Those before it bear out what
	// stands before the joint, the others what stands behind it.
	Before int `json:"before,omitempty"`
}

// A Change is what kind of news a development is for its readers.
type Change string

// Joint is what stands in a claim between what is new and what was there before, ""
// for a change that shows nothing of before.
func (c Change) Joint() string {
	return map[Change]string{
		Updated:      " – before: ",
		SecondOrigin: " – told before by one origin alone: ",
		WalkedBack:   " – before: ",
	}[c]
}

const (
	// Fresh was not reported before.
	Fresh Change = "new"
	// Updated replaces a value or a state that was reported before; the old
	// sentence is cited too.
	Updated Change = "updated"
	// SecondOrigin was told before from one origin alone, and is now reported by
	// one that is independent of it.
	SecondOrigin Change = "second_origin"
	// WalkedBack denies or withdraws what was reported before.
	WalkedBack Change = "walked_back"
	// Corrected says that an article a digest cited has been corrected.
	Corrected Change = "corrected"
)

// A Draft is what a writer wrote. It may say anything.
type Draft struct {
	Question Question `json:"question"`
	Claims   []Claim  `json:"claims"`
	// Note is what readers are to know of how it was written, "" for nothing.
	Note string `json:"note,omitempty"`
	// Prompt is the version of the prompt that a model was asked with, "" without
	// a model.
	Prompt string `json:"prompt,omitempty"`
	// Struck are claims that the writer took back itself, since Evidence.Verify
	// struck them.
	Struck []Unsupported `json:"-"`
}

// A Topic is a running story that people follow.
type Topic struct {
	// Name is what users type ("iran-us"), Title what they read.
	Name  string `yaml:"name"`
	Title string `yaml:"title"`
	// Aliases are other names under which users may ask for it.
	Aliases []string `yaml:"aliases"`
	// Required holds groups of terms: an article that belongs to the topic has a
	// term of every group. Optional terms speak for a short one.
	Required [][]string `yaml:"required"`
	Optional []string   `yaml:"optional"`
	// Excluded are terms of other stories: an article that has many of them does
	// not belong.
	Excluded []string `yaml:"excluded"`
	// Parties are the sides of the story, in the order in which they are shown.
	Parties []Party `yaml:"parties"`
}

// A Party is one side of a story: whoever's name or role has one of its terms
// speaks for it.
type Party struct {
	Name  string   `yaml:"name"`
	Terms []string `yaml:"terms"`
}

// An Outlet is what the configuration knows of a publisher.
type Outlet struct {
	Name string `yaml:"name"`
	// Aliases are other forms of the name, and host names.
	Aliases []string `yaml:"aliases"`
	// Label says what a reader should know ("Iranian state media", "wire").
	Label   string `yaml:"label"`
	Country string `yaml:"country"`
}
