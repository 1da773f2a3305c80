package check

import (
	"slices"
	"strings"

	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// This file says whose words are where articles do not agree, and how an article's
// speaker is known where no name stands beside the words.

// A Named is somebody whom articles name for the words of a claim.
type Named struct {
	Speaker string
	// Articles is how many articles name him.
	Articles int
}

// An Inference is how the speaker was found where the paragraph of the words does
// not name him.
type Inference struct {
	// Word is the article's pronoun for the speaker, "" where it has no word for him
	// beside the quotation, which is taken to go on from an earlier one.
	Word string
	// Speaker is who that is taken to be.
	Speaker string
}

// disputedWords is how many words a claim must have for that different people are
// named for it to be a verdict: fewer may well have been said by several.
const disputedWords = 4

// whose lists who is named for the matches, the claimed speaker first; one entry for
// all names of a person. Who is called by what he is alone ("an official") is not
// listed: he may be any of the others.
func (k *Checker) whose(who *asked, matches []match) []Named {
	type person struct {
		Named
		own      bool
		names    []string
		articles map[corpus.ID]bool
	}
	var people []*person
	for _, m := range matches {
		speaker := m.unit.speaker()
		names := k.names(who, speaker)
		if !k.knows(speaker) && !k.knows(names[0]) {
			continue
		}
		own := who.given != "" && who.of(m.unit) == own
		at := slices.IndexFunc(people, func(p *person) bool {
			return p.own && own || slices.ContainsFunc(names, func(n string) bool { return slices.Contains(p.names, n) })
		})
		if at < 0 {
			at = len(people)
			people = append(people, &person{Named: Named{Speaker: names[0]}, own: own, articles: map[corpus.ID]bool{}})
		}
		p := people[at]
		if p.own = p.own || own; own && who.name != "" {
			p.Speaker = who.name
		}
		p.names = append(p.names, names...)
		p.articles[m.unit.page.article.ID] = true
	}
	slices.SortStableFunc(people, func(a, b *person) int {
		if a.own != b.own {
			if a.own {
				return -1
			}
			return 1
		}
		return len(b.articles) - len(a.articles)
	})
	var all []Named
	for _, p := range people {
		p.Articles = len(p.articles)
		all = append(all, p.Named)
	}
	return all
}

// firstOfEach brings the first match of each speaker to the front.
func (k *Checker) firstOfEach(who *asked, matches []match) []match {
	var first, rest []match
	seen := map[string]bool{}
	for _, m := range matches {
		if name := k.names(who, m.unit.speaker())[0]; !seen[name] {
			seen[name] = true
			first = append(first, m)
		} else {
			rest = append(rest, m)
		}
	}
	return append(first, rest...)
}

// anybody reports whether the words that are given for a speaker name nobody: a pronoun,
// "Someone".
func anybody(given string) bool {
	switch segment.Fold(strings.TrimSpace(given)) {
	case "someone", "somebody", "anyone", "anybody", "everyone", "everybody", "nobody", "no one", "people", "unknown", "anonymous":
		return true
	}
	return pronoun(strings.TrimSpace(given))
}

// namesakes are the people of an article who bear the surname by which alone it calls
// the statement's speaker, nil where he is one of them or has the name for himself.
func namesakes(d *corpus.Document, q *corpus.Quotation) []string {
	var names []string
	for _, p := range d.People {
		words := strings.Fields(p.Name)
		if n := len(words); p.Name == q.Speaker || n > 1 && words[n-1] == q.Speaker {
			names = append(names, p.Name)
		}
	}
	if len(names) < 2 || slices.Contains(names, q.Speaker) {
		return nil
	}
	return names
}

// inferred is how the statement's speaker is known where its paragraph does not name
// him ahead of its end, nil where it does.
func inferred(d *corpus.Document, q *corpus.Quotation) *Inference {
	text := d.Article.Text
	word := q.Mention.Of(text)
	if q.Speaker == "" || word != "" && !pronoun(word) || pronoun(q.Speaker) {
		return nil
	}
	from := 1 + strings.LastIndexByte(text[:q.Content.Start], '\n')
	to := max(q.Content.End, q.Cue.End)
	if end := strings.IndexByte(text[to:], '\n'); end >= 0 {
		to += end
	} else {
		to = len(text)
	}
	for _, p := range d.People {
		if p.Name != q.Speaker {
			continue
		}
		here := func(s corpus.Span) bool { return s.Start >= from && s.End <= to && s.Overlap(q.Content) == 0 }
		if slices.ContainsFunc(p.Mentions, here) {
			return nil
		}
		return &Inference{word, q.Speaker}
	}
	return nil
}
