package briefing

import (
	"slices"
	"strings"

	"briefbot/briefing/entail"
	"briefbot/briefing/modality"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

// doing is what an article's beginning tells as done.
type doing struct {
	document *corpus.Document
	stem     string   // of its verb
	who      []string // the heads of who did it, folded
	whom     []string // of what it was done to
}

// deeds are what the articles of the brief begin with telling as done, read once.
func (s *brief) deeds() []doing {
	if s.done != nil {
		return s.done
	}
	s.done = []doing{}
	for _, d := range s.Documents {
		sentences := d.Sentences(clean.Body)
		for _, span := range sentences[:min(leadSentences, len(sentences))] {
			words := unquoted(d, span)
			if modality.LeavesOpen(words) {
				continue
			}
			for _, c := range entail.Clauses(words, nil) {
				if c.Standing == entail.Told {
					s.done = append(s.done, doing{d, segment.Stem(c.Verb), heads(words, c.Subject), heads(words, c.Object)})
				}
			}
		}
	}
	return s.done
}

// heads are the last words of who takes part in a clause, folded.
func heads(text string, parties []entail.Party) []string {
	var list []string
	for _, p := range parties {
		list = append(list, phrase.Fold(p.Head.Of(text)))
		for _, b := range p.Beside {
			if words := strings.Fields(phrase.Fold(b.Of(text))); len(words) > 0 {
				list = append(list, words[len(words)-1])
			}
		}
	}
	return list
}

// overtaken reports whether what a passage awaits, or says has not been done, has been
// done since, as the beginning of another article of that day or later tells: the verb
// is the same, and so is who does it, or what it is done to.
func (s *brief) overtaken(d *corpus.Document, span corpus.Span) bool {
	awaited := modality.AwaitedIn(span.Of(d.Article.Text))
	if awaited == "" {
		return false
	}
	stems, words := map[string]bool{}, map[string]bool{}
	for _, w := range strings.Fields(phrase.Fold(awaited)) {
		stems[segment.Stem(w)] = true
	}
	for _, w := range strings.Fields(phrase.Fold(span.Of(d.Article.Text))) {
		words[strings.TrimSuffix(w, "'s")] = true
	}
	has := func(w string) bool { return words[w] }
	if s.toldSince(d, span.Of(d.Article.Text)) {
		return true
	}
	return slices.ContainsFunc(s.deeds(), func(done doing) bool {
		return done.document != d && !done.document.Article.Published.Time.Before(d.Article.Published.Time) && stems[done.stem] && !common[done.stem] &&
			(slices.ContainsFunc(done.who, has) || slices.ContainsFunc(done.whom, has))
	})
}

// toldSince reports whether the bottom line tells later news of whom a passage names.
func (s *brief) toldSince(d *corpus.Document, words string) bool {
	named := Names(words)
	return slices.ContainsFunc(s.claims, func(c Claim) bool {
		first := &c.Citations[0]
		later := s.chronicle().document(first.Article)
		if c.Section != BottomLine || later == nil || !later.Article.Published.Time.After(d.Article.Published.Time) {
			return false
		}
		n := 0
		for _, name := range Names(first.Words) {
			if slices.Contains(named, name) {
				n++
			}
		}
		return n > 1 && !modality.Unsaid(words) || n > 0 && modality.Awaited(words)
	})
}

// common are stems of verbs that tell too little to say that one deed is another.
var common = phrase.Set("say tell be have do make take go come get give see know announc expect plan")

// departed are the last names of those of whom an article's beginning tells that they
// gave up their office or died: they speak for nobody any more.
func (s *brief) departed() map[string]bool {
	gone := map[string]bool{}
	for _, done := range s.deeds() {
		if leaves[done.stem] {
			for _, name := range done.who {
				gone[name] = true
			}
		}
		if removes[done.stem] {
			for _, name := range done.whom {
				gone[name] = true
			}
		}
	}
	return gone
}

var (
	leaves  = phrase.Set("resign quit die")
	removes = phrase.Set("oust")
)
