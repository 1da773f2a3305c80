package briefing

import (
	"strings"

	"briefbot/briefing/modality"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// Attributed is a statement of an article as its attribution is read. It is computed
// from the text, and not kept.
func Attributed(text string, q *corpus.Quotation) modality.Statement {
	s := modality.Statement{Content: q.Content, Cue: q.Cue, Mention: q.Mention, Direct: q.Kind == corpus.Direct}
	if q.Cue.Len() == 0 {
		return s
	}
	line := corpus.Span{Start: 1 + strings.LastIndexByte(text[:q.Cue.Start], '\n'), End: len(text)}
	if end := strings.IndexByte(text[q.Cue.End:], '\n'); end >= 0 {
		line.End = q.Cue.End + end
	}
	s.Sentence = line
	for sentence := range segment.Sentences(text, line) {
		if sentence.End > q.Cue.Start {
			s.Sentence = sentence
			break
		}
	}
	return s
}

// disowned reports whether the article itself says that the speaker did not say the
// statement, or only supposes that he does. What is told without marks is as the
// article tells it, denials too.
func disowned(text string, q *corpus.Quotation) bool {
	if q.Kind == corpus.Reported {
		return false
	}
	s := Attributed(text, q)
	if s.Attribution(text) != modality.Said {
		return true
	}
	for _, f := range q.Fragments {
		if of := s.Of(text, f); of == modality.Said || of == modality.Anothers {
			return false
		}
	}
	return len(q.Fragments) > 0
}
