// Package geo finds the places and the states that a sentence names.
//
// A state goes by one name, that of package state ("iran" for "Iranian" and
// "Tehran"); where news takes a capital for a government, it is one.
package geo

import (
	"slices"
	"strings"

	"briefbot/briefing/dates"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/state"
)

// State is the state that a word names, "" for none. "US" is one, "us" is not.
func State(t phrase.Token) string {
	f := strings.TrimSuffix(t.Fold, "'s")
	if f == "us" && !strings.HasPrefix(t.Word, "US") {
		return ""
	}
	if !phrase.Capital(t.Word) {
		return ""
	}
	return state.Of(f)
}

// StateAt is the state that a word names, alone or with the next one, which is
// folded: "South" is none, "South" before "korean" is.
func StateAt(w phrase.Token, next string) string {
	next = strings.TrimSuffix(next, "'s")
	switch {
	case w.Fold == "united":
		return state.Of(w.Fold + " " + next)
	case w.Fold == "saudi":
		return "saudi arabia"
	case strings.HasPrefix(w.Fold, "emirat"):
		return "emirates"
	case (w.Fold == "south" || w.Fold == "north") && strings.HasPrefix(next, "korea"):
		return w.Fold + " korea"
	}
	return State(w)
}

// StateNamed is the state whose name the whole of a text is, "" where it is not.
func StateNamed(name string) string {
	name = strings.ReplaceAll(name, "-", " ")
	words := phrase.Tokens(name, corpus.Span{End: len(name)})
	state := ""
	for i, w := range words {
		next := ""
		if i+1 < len(words) {
			next = words[i+1].Fold
		}
		s := StateAt(w, next)
		switch {
		case s != "":
			state = s
		case state == "" || i > 1:
			return ""
		}
	}
	return state
}

// Places are the names in some words of an article behind "in", "at", "near",
// "off" and "outside" that are neither a date nor a person with an office; in order,
// as spans of the article's text.
func Places(d *corpus.Document, words []phrase.Token) []corpus.Span {
	text := d.Article.Text
	var found []corpus.Span
	for i := 0; i+1 < len(words); i++ {
		if !placePrepositions[words[i].Fold] {
			continue
		}
		at := i + 1
		for at < len(words) && (words[at].Fold == "the" || directions[words[at].Fold]) {
			at++
		}
		end := at
		for end < len(words) && phrase.Capital(words[end].Word) && !dates.Name(words[end].Fold) &&
			(end == at || text[words[end-1].End:words[end].Start] == " ") {
			end++
			if strings.HasSuffix(words[end-1].Fold, "'s") {
				break
			}
		}
		if end == at || Adjectival(words[end-1].Fold) || strings.HasSuffix(words[end-1].Fold, "'s") {
			continue
		}
		span := corpus.Span{Start: words[at].Start, End: words[end-1].End}
		if !isPerson(d, span) {
			found = append(found, span)
		}
	}
	return found
}

// Adjectival reports whether a folded word describes what follows: "in
// Eastern waters", "in Turkish hands".
func Adjectival(fold string) bool {
	if strings.HasSuffix(fold, "ern") || fold == "us" || fold == "u.s" || fold == "american" {
		return true
	}
	for _, suffix := range []string{"ish", "ese", "ian", "ians", "an", "i"} {
		// Of a state's names, its people's begin as its own does; its capital's not.
		if of := state.Of(fold); of != "" && of != fold && strings.HasPrefix(fold, of[:min(3, len(of))]) && strings.HasSuffix(fold, suffix) {
			return true
		}
	}
	return false
}

// isPerson reports whether the span names somebody with an office.
func isPerson(d *corpus.Document, span corpus.Span) bool {
	for _, p := range d.People {
		if len(p.Roles) > 0 && slices.ContainsFunc(p.Mentions, func(m corpus.Span) bool { return m.Overlap(span) > 0 }) {
			return true
		}
	}
	return false
}

// FirstState is the first state that a text names.
func FirstState(text string) string {
	for _, w := range phrase.Tokens(text, corpus.Span{End: len(text)}) {
		if s := StateAt(w, ""); s != "" {
			return s
		}
	}
	return ""
}

var (
	placePrepositions = map[string]bool{"in": true, "at": true, "near": true, "off": true, "outside": true}
	directions        = map[string]bool{"northern": true, "southern": true, "eastern": true, "western": true, "central": true, "downtown": true}
)
