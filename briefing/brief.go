package briefing

import (
	"iter"
	"slices"

	"briefbot/corpus"
)

// A Brief is an answer of which every claim was found again in the articles it
// cites. Only Verify makes one.
type Brief struct {
	question Question
	topic    *Topic
	speaker  *corpus.Speaker
	coverage Coverage
	parties  map[string]string // of each cited speaker
	outlets  outlets
	reprints *reprints // nil where copies were not looked for
	claims   []Claim
	articles []*corpus.Document // cited, in order of first citation
	others   []string           // speakers a name may also mean
	unknown  []string           // names in the question that no article has
	asksOf   string             // the question's words for whoever said what it asks for
	reading  Reading            // of a question
	asked    []AskedDay         // what the question's words for days mean
	moments  map[place]Moment   // of the date expressions, in a timeline
	struck   []Unsupported
	note     string
	prompt   string
}

// Question is what was asked.
func (b *Brief) Question() Question { return b.question }

// Topic is the question's topic, nil if it has none.
func (b *Brief) Topic() *Topic { return b.topic }

// Coverage says what was searched.
func (b *Brief) Coverage() Coverage { return b.coverage }

// Speaker is the person the question is about, nil if it is about nobody or
// about somebody the corpus does not know.
func (b *Brief) Speaker() *corpus.Speaker { return b.speaker }

// Ambiguous lists the people whom the name in the question may mean, if several.
func (b *Brief) Ambiguous() []string { return b.others }

// Unknown lists the names in the question that no article has.
func (b *Brief) Unknown() []string { return b.unknown }

// AsksOf are the question's words for whoever said what it asks for, "" where it
// asks for nobody's words.
func (b *Brief) AsksOf() string { return b.asksOf }

// Reading is what became of a question beside its answer.
func (b *Brief) Reading() Reading { return b.reading }

// Author is the model that wrote sentences of the brief, "" if none did.
func (b *Brief) Author() string {
	for c := range b.Claims("") {
		if c.Author != "" {
			return c.Author
		}
	}
	return ""
}

// Prompt is the version of the prompt that the model was asked with, "" without a
// model.
func (b *Brief) Prompt() string { return b.prompt }

// Note is what readers are to know of how the brief was written, "" for nothing.
func (b *Brief) Note() string { return b.note }

// Struck are the claims that are not in the brief because the articles do not bear
// them out. Nothing may show their words to readers.
func (b *Brief) Struck() []Unsupported { return b.struck }

// Asked are the words of the question that mean other days on another day
// ("yesterday"), with the days that they mean.
func (b *Brief) Asked() []AskedDay { return b.asked }

// Claims yields the claims of a section, or all of them for "".
func (b *Brief) Claims(s Section) iter.Seq[*Claim] {
	return func(yield func(*Claim) bool) {
		for i := range b.claims {
			if (s == "" || b.claims[i].Section == s) && !yield(&b.claims[i]) {
				return
			}
		}
	}
}

// Has reports whether the brief has a claim in the section.
func (b *Brief) Has(s Section) bool {
	for range b.Claims(s) {
		return true
	}
	return false
}

// Abstained reports whether the corpus does not say: no claim answers.
func (b *Brief) Abstained() bool {
	for c := range b.Claims("") {
		if c.Section != Nearest && c.Section != Silent {
			return false
		}
	}
	return b.question.Kind != New
}

// Articles returns the cited articles in the order of their numbers.
func (b *Brief) Articles() []*corpus.Document { return b.articles }

// Number is the number, from 1, under which the brief lists the article; 0 if
// it does not cite it.
func (b *Brief) Number(id corpus.ID) int {
	return 1 + slices.IndexFunc(b.articles, func(d *corpus.Document) bool { return d.Article.ID == id })
}

// Document is the cited article of that ID, nil if the brief does not cite it.
func (b *Brief) Document(id corpus.ID) *corpus.Document {
	if n := b.Number(id); n > 0 {
		return b.articles[n-1]
	}
	return nil
}

// Draft is a draft that Verify would make this brief of, for keeping.
func (b *Brief) Draft() *Draft {
	return &Draft{Question: b.question, Claims: b.claims, Note: b.note, Prompt: b.prompt}
}
