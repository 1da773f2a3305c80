package main

import (
	"context"
	"fmt"
	"slices"
	"strings"
	"time"

	"briefbot/bot"
	"briefbot/briefing"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// maxOffered is how many choices are worth offering: Discord shows 25.
const maxOffered = 25

// Stage implements bot.Desk.
func (r room) Stage(q bot.Query) (articles, outlets int) {
	d := r.atHand(q.Guild)
	topic, err := d.topic(q)
	if err != nil {
		return 0, 0
	}
	name := ""
	if topic != nil {
		name = topic.Name
	}
	seen := map[string]bool{}
	for _, a := range d.engine.Corpus.Articles() {
		if d.engine.Corpus.Labelled(a.ID, name) && !a.Published.Time.Before(q.Since) {
			articles++
			seen[a.Outlet.Value] = true
		}
	}
	return articles, len(seen)
}

// Topics implements bot.Desk: those with most news of the last day first.
func (r room) Topics(_ context.Context, guild, typed string) []bot.Topic {
	d := r.atHand(guild)
	type offer struct {
		topic *briefing.Topic
		fresh int
	}
	var offers []offer
	for _, t := range d.visible(guild) {
		names := append([]string{t.Name, t.Title}, t.Aliases...)
		if slices.ContainsFunc(names, func(name string) bool { return begins(name, typed) }) {
			offers = append(offers, offer{t, r.fresh(d, t.Name)})
		}
	}
	slices.SortStableFunc(offers, func(a, b offer) int { return b.fresh - a.fresh })
	var choices []bot.Topic
	for _, o := range offers[:min(len(offers), maxOffered)] {
		choices = append(choices, bot.Topic{Name: o.topic.Name, Title: o.topic.Title, Fresh: o.fresh})
	}
	return choices
}

// fresh is how many articles of a topic were published in the last day.
func (r room) fresh(d *desk, topic string) int {
	n, since := 0, r.now().Add(-24*time.Hour)
	for _, a := range d.engine.Corpus.Articles() {
		if a.Published.Time.After(since) && d.engine.Corpus.Labelled(a.ID, topic) {
			n++
		}
	}
	return n
}

// begins reports whether a word of the name begins with what was typed, accents
// and case aside.
func begins(name, typed string) bool {
	return strings.Contains(" "+segment.Fold(name), " "+segment.Fold(strings.TrimSpace(typed)))
}

// Speakers implements bot.Desk: by name, alias or role. Where no name begins so,
// it offers whom the words may mean.
func (r room) Speakers(_ context.Context, guild, typed string) []bot.Choice {
	c := r.atHand(guild).engine.Corpus
	speakers := c.Complete(typed)
	if len(speakers) == 0 {
		speakers = slices.DeleteFunc(slices.Clone(c.Meant(typed)), func(s *corpus.Speaker) bool { return len(s.Statements) == 0 })
	}
	var choices []bot.Choice
	for _, s := range speakers[:min(len(speakers), maxOffered)] {
		choices = append(choices, bot.Choice{Name: describe(s, len(s.Statements)), Value: s.Name})
	}
	return choices
}

// Outlets implements bot.Desk: those with most articles first.
func (r room) Outlets(_ context.Context, guild, typed string) []bot.Choice {
	d := r.atHand(guild)
	count, publisher := map[string]int{}, d.engine.Publishers()
	var names []string
	for _, a := range d.engine.Corpus.Articles() {
		name := publisher(a).Name()
		if count[name] == 0 && begins(name, typed) {
			names = append(names, name)
		}
		count[name]++
	}
	slices.SortStableFunc(names, func(a, b string) int { return count[b] - count[a] })
	var choices []bot.Choice
	for _, name := range names[:min(len(names), maxOffered)] {
		choices = append(choices, bot.Choice{Name: fmt.Sprintf("%s (%d)", name, count[name]), Value: name})
	}
	return choices
}

// describe is a speaker as the list of choices shows him.
func describe(s *corpus.Speaker, statements int) string {
	name := s.Name
	if len(s.Roles) > 0 {
		name += " – " + strings.Join(strings.Fields(s.Roles[0]), " ")
	}
	return fmt.Sprintf("%s (%d)", name, statements)
}
