// Package topics keeps the topics that servers add to those of the
// configuration: each belongs to one server, which alone sees it.
package topics

import (
	"context"
	"encoding/json"
	"fmt"
	"iter"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/briefing"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

const (
	// PerGuild is how many topics a server may have.
	PerGuild = 10
	// MaxName, MaxTitle, MaxTerm are lengths in characters.
	MaxName, MaxTitle, MaxTerm = 32, 60, 40
	// MaxGroups and MaxTerms are how many groups of terms a topic may have, and how
	// many terms each of them.
	MaxGroups, MaxTerms = 4, 12
)

// An InvalidError says why a topic cannot be added, in words for whoever adds it.
// It is plain text, and may repeat what was typed.
type InvalidError struct{ Reason string }

func (e *InvalidError) Error() string { return e.Reason }

func invalid(format string, args ...any) error { return &InvalidError{fmt.Sprintf(format, args...)} }

// Notes are where topics are kept. A corpus.Store is one.
type Notes interface {
	Put(ctx context.Context, b *corpus.Batch) error
	Notes(ctx context.Context, prefix string) iter.Seq2[corpus.Note, error]
	Lock(ctx context.Context, name string) (unlock func(), err error)
}

// A Book is the topics that are kept in notes.
type Book struct {
	notes Notes
	fixed []briefing.Topic
}

// NewBook returns the book in notes, beside the fixed topics of the configuration.
func NewBook(notes Notes, fixed []briefing.Topic) *Book { return &Book{notes, fixed} }

// prefix begins the keys of a server's notes; the topics' stand below it.
const prefix = "bot/guild/"

func key(guild, name string) string { return prefix + guild + "/topic/" + name }

// Name is under which an engine knows a server's topic: no other server's has it.
func Name(guild, name string) string { return name + "@" + guild }

// Split is the server of a name that Name made, and what it was made of. The
// server is "" for a topic of the configuration.
func Split(name string) (guild, short string) {
	short, guild, _ = strings.Cut(name, "@")
	return guild, short
}

// All are the fixed topics, and behind them those of all servers, by server and
// name.
func (b *Book) All(ctx context.Context) ([]briefing.Topic, error) {
	all := slices.Clone(b.fixed)
	for note, err := range b.notes.Notes(ctx, prefix) {
		if err != nil {
			return nil, fmt.Errorf("read the topics: %w", err)
		}
		if guild, rest, _ := strings.Cut(strings.TrimPrefix(note.Key, prefix), "/"); !strings.HasPrefix(rest, "topic/") || guild == "" {
			continue
		}
		var t briefing.Topic
		if err := json.Unmarshal(note.Value, &t); err != nil {
			return nil, fmt.Errorf("read the topic %s: %w", note.Key, err)
		}
		all = append(all, t)
	}
	return all, nil
}

// Guild are the topics that a server has added, by name.
func (b *Book) Guild(ctx context.Context, guild string) ([]briefing.Topic, error) {
	all, err := b.All(ctx)
	return slices.DeleteFunc(all, func(t briefing.Topic) bool { of, _ := Split(t.Name); return of != guild || of == "" }), err
}

var names = regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// Add adds a topic to a server: its name as users type it, its title, and the
// terms that an article must have, as Terms reads them. It returns the topic as an
// engine knows it, or an *InvalidError.
func (b *Book) Add(ctx context.Context, guild, name, title, required string) (*briefing.Topic, error) {
	if guild == "" || strings.ContainsAny(guild, "/@") {
		return nil, invalid("topics are added in a server")
	}
	name, title = strings.ToLower(strings.TrimSpace(name)), strings.Join(strings.Fields(title), " ")
	switch {
	case !names.MatchString(name) || utf8.RuneCountInString(name) > MaxName:
		return nil, invalid("the name %s: take small letters, digits and hyphens, up to %d, such as harbour-bridge", name, MaxName)
	case title == "" || utf8.RuneCountInString(title) > MaxTitle:
		return nil, invalid("the title: up to %d characters", MaxTitle)
	case strings.ContainsFunc(title, unicode.IsControl) || !utf8.ValidString(title):
		return nil, invalid("the title has characters that cannot be shown")
	case briefing.FindTopic(b.fixed, name) != nil:
		return nil, invalid("there is a topic %s already, for everybody", name)
	}
	groups, err := terms(required)
	if err != nil {
		return nil, err
	}
	unlock, err := b.notes.Lock(ctx, prefix+guild+"/topic")
	if err != nil {
		return nil, err
	}
	defer unlock()
	have, err := b.Guild(ctx, guild)
	if err != nil {
		return nil, err
	}
	t := briefing.Topic{Name: Name(guild, name), Title: title, Required: groups}
	for _, o := range have {
		if o.Name == t.Name {
			return nil, invalid("there is a topic %s already: remove it first", name)
		}
	}
	if len(have) >= PerGuild {
		return nil, invalid("a server has at most %d topics: remove one first", PerGuild)
	}
	raw, err := json.Marshal(t)
	if err != nil {
		return nil, err
	}
	return &t, b.notes.Put(ctx, &corpus.Batch{Notes: map[string][]byte{key(guild, name): raw}})
}

// Remove removes a server's topic, by its name as users type it or as an engine
// knows it. It returns an *InvalidError where there is none.
func (b *Book) Remove(ctx context.Context, guild, name string) (*briefing.Topic, error) {
	have, err := b.Guild(ctx, guild)
	if err != nil {
		return nil, err
	}
	for _, t := range have {
		if _, short := Split(t.Name); name == t.Name || strings.EqualFold(name, short) || strings.EqualFold(name, t.Title) {
			return &t, b.notes.Put(ctx, &corpus.Batch{Notes: map[string][]byte{key(guild, short): nil}})
		}
	}
	return nil, invalid("this server has no topic %s of its own", name)
}

// terms reads groups of terms: an article must have a term of each group. Groups
// are separated by semicolons, the terms of one by commas: "Iran, Tehran; US,
// Washington". It returns an *InvalidError that says which term is none.
func terms(text string) ([][]string, error) {
	var groups [][]string
	for group := range strings.SplitSeq(text, ";") {
		var terms []string
		for term := range strings.SplitSeq(group, ",") {
			term = strings.Join(strings.Fields(term), " ")
			if term == "" {
				continue
			}
			if reason := notTerm(term); reason != "" {
				return nil, invalid("the term %s %s", term, reason)
			}
			if !slices.Contains(terms, term) {
				terms = append(terms, term)
			}
		}
		if len(terms) > MaxTerms {
			return nil, invalid("a group has at most %d terms", MaxTerms)
		}
		if len(terms) > 0 {
			groups = append(groups, terms)
		}
	}
	switch {
	case len(groups) == 0:
		return nil, invalid("which words must an article have? Terms of a group are separated by commas, groups by semicolons: harbour, port; bridge")
	case len(groups) > MaxGroups:
		return nil, invalid("there may be %d groups of terms at most", MaxGroups)
	}
	return groups, nil
}

// notTerm says why a text is no term, "" where it is one.
func notTerm(term string) string {
	words := 0
	for s := range segment.Words(term) {
		if w := s.Of(term); !segment.StopWord(segment.Fold(w)) && utf8.RuneCountInString(w) > 1 {
			words++
		}
	}
	switch {
	case utf8.RuneCountInString(term) > MaxTerm:
		return fmt.Sprintf("is too long: up to %d characters", MaxTerm)
	case strings.ContainsFunc(term, func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsMark(r) && !unicode.IsDigit(r) && !strings.ContainsRune(" -.'’&", r)
	}):
		return "has characters other than letters, digits, blanks, hyphens, points, apostrophes and &"
	case words == 0:
		return "is in every article: take one that tells articles apart"
	}
	return ""
}
