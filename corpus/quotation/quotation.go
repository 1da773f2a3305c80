// Package quotation finds who said what in prose: statements with their kind,
// their speaker, and the span of each part of the evidence.
//
// The way through it: token.go cuts paragraphs into tokens, marks.go pairs
// quotation marks; name.go and people.go find who is named, and
// namesake.go which of several of a surname; rules.go, cue.go,
// content.go and clause.go find statements by rules, with phrase.go for noun
// phrases; feature.go, model.go and assemble.go do the same by a learnt model
// that has seen what the rules say; merge.go joins the two, complete.go and
// scare.go add missing sources and drop what is no statement; carry.go tells whose
// a quotation is that goes on behind another; resolve.go, pronoun.go and focus.go
// find out who the speakers are. What is known of a language is data
// in language/, the model and its card are in model/, and foreign.go judges
// quotation marks in languages that have data only.
//
// It is a leaf: text goes in, spans come out. It never alters or invents a
// byte; whatever it reports can be read again in the text at the span it gives.
package quotation

import "briefbot/corpus/segment"

// Span is a half-open range of byte offsets into the text that was searched.
type Span = segment.Span

// Kind says how a statement is given by the text.
type Kind uint8

const (
	// Direct speech stands in quotation marks from its first word to its last.
	Direct Kind = iota + 1
	// Mixed speech is the reporter's sentence with the speaker's own words in
	// quotation marks inside it.
	Mixed
	// Reported speech is paraphrase: none of it is claimed to be the speaker's
	// own words.
	Reported
)

// A Quotation is one statement.
type Quotation struct {
	Kind Kind
	// Content is what was said. Of direct speech it includes the quotation
	// marks; of mixed and reported speech it is the reporter's clause without
	// "that" and without the sentence's full stop.
	Content Span
	// Fragments are the words inside quotation marks, without the marks, in
	// order. Direct speech has one, mixed speech at least one, reported speech
	// none.
	Fragments []Span
	// Cue is the expression that attributes the statement ("has said",
	// "according to"), empty if there is none.
	Cue Span
	// Mention is the speaker as the text names him at this place ("the Iranian
	// foreign minister", "He"), empty if the text names nobody.
	Mention Span
	// Speaker is the resolved speaker: the fullest name that the text has for
	// the person, or the mention's own words where it names no one person ("two
	// Israeli officials"), a surname alone among them that several have and of which
	// the text does not show whose it is. "" if the text does not say.
	Speaker string
	// Via is the expression that names who relayed the statement ("according to
	// a statement by the president's office"), empty if nobody is named.
	Via Span
	// Addressee is who was spoken to, empty if the text does not say.
	Addressee Span
	// Why says how the statement was found and why it has this speaker, one
	// reason a line. It is nil unless Options.Explain is set.
	Why []string
}

// A Person is somebody (or a body) that the text names as one who acts or speaks.
type Person struct {
	// Name is the fullest form that the text has: "Masoud Pezeshkian".
	Name string
	// Roles are the descriptions that stand beside the name or in place of it
	// ("Iranian President"), in order of appearance, without repetition.
	Roles []string
	// Mentions are the places where the text names the person, by name or by
	// role, in order. Pronouns are not among them.
	Mentions []Span
}

// Region says what a part of the text is, where it is not body text.
type Region uint8

const (
	// Body is the article's own prose.
	Body Region = iota
	// Headline is the article's title. A quotation there that stands in the
	// body too is reported once, from the body.
	Headline
	// Caption stands under a picture: its quotations count, but it is no place
	// to look for a pronoun's person.
	Caption
)

// A Block is a paragraph to be searched.
type Block struct {
	Span
	Region Region
}

// Findings are what Find found. Quotations are ordered by Content, People by
// first mention.
type Findings struct {
	Quotations []Quotation
	People     []Person
}
