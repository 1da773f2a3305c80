package briefing

import (
	"context"
	"slices"
	"strings"

	"briefbot/briefing/geo"
	"briefbot/briefing/phrase"
	"briefbot/corpus/segment"
)

// mostMeant is how many names are offered for one that no article has.
const mostMeant = 3

// correct takes names that no article has for misspelt: where a single known name is
// spelt nearly like one, the question is asked again with that.
func (in *inquiry) correct(ctx context.Context, e *Evidence) error {
	text, single := e.Question.Text, true
	for _, typed := range in.asked.strangers() {
		known := e.nearNames(typed)
		if len(known) == 0 {
			single = false
			continue
		}
		in.reading.Meant = append(in.reading.Meant, Meant{typed, known})
		if single = single && len(known) == 1; single {
			text = strings.Replace(text, typed, known[0], 1)
		}
	}
	if len(in.reading.Meant) == 0 || !single {
		return nil
	}
	again, err := e.of(text).ask(ctx, searchedHits)
	if err == nil {
		in.asked = again
	}
	return err
}

// strangers are the names of the question that no article has: those that decide,
// and of whose words one stands nowhere.
func (a *asked) strangers() []string {
	names := slices.Clone(a.unknown)
	for _, name := range a.question.names {
		if slices.Contains(names, name) || geo.StateNamed(name) != "" || len(a.Corpus.Resolve(name)) > 0 {
			continue
		}
		for w := range strings.FieldsSeq(name) {
			if s := phrase.Stem(bare(w)); s != "" && !a.Corpus.Known(s) {
				names = append(names, name)
				break
			}
		}
	}
	return names
}

// nearNames are the people and outlets whose names are spelt nearly like the one
// that was typed, those that most articles name first; one alone where the others
// are named far less.
func (e *Evidence) nearNames(typed string) []string {
	near := e.Corpus.Near(typed)
	var names []string
	for _, n := range near[:min(len(near), mostMeant)] {
		if n.Name != typed && segment.Fold(n.Name) != segment.Fold(typed) {
			names = append(names, n.Name)
		}
	}
	if len(near) > 1 && near[0].Articles >= farMore*near[1].Articles || len(near) > 1 && near[0].Edits < near[1].Edits {
		names = names[:min(len(names), 1)]
	}
	return names
}

// farMore is how many times more articles name somebody than another for him to be
// meant.
const farMore = 5
