package briefing

import (
	"slices"
	"strings"

	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// asksOf are the words of a question that name who did what it asks about: "the
// Danish pilots" of "What did the Danish pilots in Oslo say about fuel?". They
// stand between the auxiliary, behind which word from is, and the verb of saying.
func (q *question) asksOf(from int) []phrase.Token {
	for i := from; i < len(q.words); i++ {
		if !sayings[q.words[i].Fold] {
			continue
		}
		subject := q.words[from:i]
		for j, w := range subject {
			if j > 0 && prepositions[w.Fold] && w.Fold != "of" && w.Fold != "for" {
				subject = subject[:j]
				break
			}
		}
		return subject
	}
	return nil
}

// subjectName is what a question for somebody's words calls him, "" where it asks
// nobody's.
func (q *question) subjectName() string {
	return strings.Join(wordsOf(q.subject), " ")
}

// namesSubject reports whether a person is named by the words that the question
// has for who spoke.
func (q *question) namesSubject(p person) bool {
	return slices.ContainsFunc(q.subject, func(w phrase.Token) bool { return p.terms[phrase.Stem(bare(w.Word))] })
}

// bare is a word without its possessive ending.
func bare(word string) string {
	return strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")
}

// isSubject reports whether whoever makes a statement is called there, or known
// elsewhere, by all the words that the question has for him: "Danish pilots" are
// neither "pilots" nor Danish.
func (a *asked) isSubject(d *corpus.Document, q *corpus.Quotation) bool {
	called := []string{q.Speaker + " " + q.Mention.Of(d.Article.Text)}
	for _, s := range a.Corpus.SpeakersOf(q) {
		called = append(append(called, s.Name), s.Aliases...)
		for _, role := range s.Roles {
			called = append(called, role, s.Name+" "+role)
		}
	}
	return slices.ContainsFunc(called, a.question.isCalled)
}

// isCalled reports whether a name or a role has all the words of the subject.
func (q *question) isCalled(name string) bool {
	own := segment.Terms(nil, name)
	asked := 0
	for _, w := range q.subject {
		t := phrase.Stem(bare(w.Word))
		if t == "" || quantifiers[t] {
			continue
		}
		asked++
		if !slices.ContainsFunc(own, func(o string) bool { return likeness(t, o) >= formShare }) {
			return false
		}
	}
	return asked > 0
}

// subjectSpeaks reports whether a statement in what was found is of whom the
// question asks for by words that no one person has: a group, an office, a surname
// in small letters.
func (a *asked) subjectSpeaks() bool {
	return slices.ContainsFunc(a.found, a.saysSubject)
}

// saysSubject reports whether a sentence has a statement of whom the question asks
// for.
func (a *asked) saysSubject(s sentence) bool {
	return slices.ContainsFunc(s.document.Quotations, func(q corpus.Quotation) bool {
		return q.Content.Overlap(s.own) > 0 && a.isSubject(s.document, &q)
	})
}

// addressee are the terms of the name of whom the question asks what he was told,
// none where it has none: "What did X tell NAME about …?"
func (q *question) addressee() []string {
	var terms []string
	for i, w := range q.words {
		if w.Fold != "tell" && w.Fold != "told" {
			continue
		}
		for _, name := range q.words[i+1:] {
			if !phrase.Capital(name.Word) {
				break
			}
			terms = append(terms, segment.Terms(nil, bare(name.Word))...)
		}
		break
	}
	return terms
}

// isTold reports whether a statement is made to somebody of those terms, as far as
// its sentence, or the word that stands there for whom it is made to, tells.
func (a *asked) isTold(terms []string, d *corpus.Document, q *corpus.Quotation, sentence string) bool {
	own := segment.Terms(nil, sentence)
	if slices.ContainsFunc(terms, func(t string) bool {
		return slices.ContainsFunc(own, func(o string) bool { return likeness(t, o) >= formShare })
	}) {
		return true
	}
	return pronouns[segment.Fold(q.Addressee.Of(d.Article.Text))]
}

var pronouns = phrase.Set("him her them")
