package bot

import (
	"context"
	"slices"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/message"
	"briefbot/bot/say"
	"briefbot/briefing/render/markdown"
	"briefbot/briefing/since"
)

// textOption is a required option of text.
func textOption(name, description string, max int, complete bool) *discordgo.ApplicationCommandOption {
	min := 1
	return &discordgo.ApplicationCommandOption{
		Type: discordgo.ApplicationCommandOptionString, Name: name, Description: description,
		Required: true, Autocomplete: complete, MinLength: &min, MaxLength: max,
	}
}

// optional is an option that may be left out.
func optional(o *discordgo.ApplicationCommandOption) *discordgo.ApplicationCommandOption {
	o.Required = false
	return o
}

// The options that several commands have.
func topicOption() *discordgo.ApplicationCommandOption {
	return textOption("topic", "Which topic", message.MaxChoice, true)
}

func speakerOption() *discordgo.ApplicationCommandOption {
	return textOption("speaker", "A name or an office", message.MaxChoice, true)
}

func sinceOption() *discordgo.ApplicationCommandOption {
	return optional(textOption("since", "Only what was published since: yesterday, 24h, Friday, 2026-01-30", message.MaxChoice, true))
}

// completing is the autocompletion of the options that several commands have.
func completing(b *Bot) func(ctx context.Context, r *request) []Choice {
	return func(ctx context.Context, r *request) []Choice {
		name, typed := r.typing()
		offered := b.offer(ctx, r, name, typed)
		if typed == "" {
			return recentFirst(b.picks.of(r.user, name), offered)
		}
		return offered
	}
}

// offer is what an option offers to somebody who has typed that much.
func (b *Bot) offer(ctx context.Context, r *request, option, typed string) []Choice {
	switch option {
	case "topic":
		return b.topics(ctx, r, typed)
	case "speaker":
		return b.opts.Desk.Speakers(ctx, r.guild, typed)
	case "outlet":
		return b.opts.Desk.Outlets(ctx, r.guild, typed)
	case "since":
		return offerSince(typed, b.opts.Now())
	}
	return nil
}

// topics are the topics that a user may mean who has typed that much.
func (b *Bot) topics(ctx context.Context, r *request, typed string) []Choice {
	var out []Choice
	for _, t := range b.opts.Desk.Topics(ctx, r.guild, typed) {
		c := Choice{t.Title, t.Name}
		if t.Fresh > 0 {
			c.Name += " · " + say.NewToday.In(r.language(), t.Fresh)
		}
		out = append(out, c)
	}
	return out
}

// offerSince offers times: what was typed, if it is one, then the usual ones.
func offerSince(typed string, now time.Time) []Choice {
	var out []Choice
	says := func(t time.Time) string { return t.Format("Mon 2 Jan 15:04 MST") }
	if t, err := since.Parse(typed, now.UTC()); err == nil && !t.IsZero() {
		out = append(out, Choice{message.OneLine(typed) + " · " + says(t), message.OneLine(typed)})
	}
	for _, word := range []string{"24h", "today", "yesterday", "since " + now.UTC().AddDate(0, 0, -3).Weekday().String(), "7d", "30d"} {
		t, _ := since.Parse(word, now.UTC())
		if strings.HasPrefix(word, strings.ToLower(typed)) || strings.Contains(strings.ToLower(word), " "+strings.ToLower(typed)) {
			if c := (Choice{word + " · " + says(t), word}); !slices.ContainsFunc(out, func(o Choice) bool { return o.Value == c.Value }) {
				out = append(out, c)
			}
		}
	}
	return out
}

// picked is the value that a user means with an option, and remembers it as a
// recent pick.
func (b *Bot) picked(ctx context.Context, r *request, option string) string {
	typed := r.text(option)
	if typed == "" {
		return ""
	}
	c := pick(func(typed string) []Choice { return b.offer(ctx, r, option, typed) }, unquoted(message.OneLine(typed)))
	if c.Name != "" {
		b.picks.add(r.user, option, c)
	}
	return c.Value
}

// times reads the option since, which may come back as the name of a choice.
func (b *Bot) times(r *request) (time.Time, error) {
	typed, _, _ := strings.Cut(r.text("since"), " · ")
	t, err := since.Parse(typed, b.opts.Now().UTC())
	if err != nil {
		return t, userError(&say.Since, r.language(), markdown.Escape(message.Shorten(message.OneLine(typed), 60)))
	}
	if !t.IsZero() {
		b.picks.add(r.user, "since", Choice{typed, typed})
	}
	return t, nil
}

// bounded is the text of an option, on one line. Discord holds the limit, but
// for clients that do not.
func bounded(r *request, option string, max int) (string, error) {
	text := message.OneLine(r.text(option))
	if markdown.Len(text) > max {
		return "", userError(&say.Long, r.language(), max)
	}
	return text, nil
}

// shortName is the name of a topic as the server that added it types it: behind it
// stands whose it is.
func shortName(value string) string {
	short, _, _ := strings.Cut(value, "@")
	return short
}

// pick finds the choice that a user means. Discord may hand over the name of a
// choice for its value, and a user may type something else than was offered, or
// mistype it: a choice is found by its value, then by its name, then by a name or
// a value that is one or two letters away. Anything else comes back as it is,
// without a name.
func pick(choices func(typed string) []Choice, typed string) Choice {
	all := append(choices(typed), choices("")...)
	head := func(name string) string {
		for _, mark := range []string{" · ", " – ", " ("} {
			name, _, _ = strings.Cut(name, mark)
		}
		return name
	}
	for _, same := range []func(c Choice) bool{
		func(c Choice) bool { return c.Value == typed },
		func(c Choice) bool { return strings.EqualFold(c.Value, typed) },
		func(c Choice) bool { return strings.EqualFold(shortName(c.Value), typed) },
		func(c Choice) bool { return strings.EqualFold(c.Name, typed) },
		func(c Choice) bool { return strings.EqualFold(head(c.Name), head(typed)) },
	} {
		if i := slices.IndexFunc(all, same); i >= 0 {
			return all[i]
		}
	}
	if len(choices(typed)) > 0 {
		return Choice{Value: typed} // somebody is meant whom the list has under another name
	}
	near := Choice{Value: typed}
	best := len([]rune(typed))/5 + 1 // letters that may differ, and one
	for _, c := range all {
		for _, name := range []string{c.Value, head(c.Name)} {
			switch d := distance(strings.ToLower(name), strings.ToLower(typed)); {
			case d < best:
				best, near = d, c
			case d == best && near.Name != "" && near.Value != c.Value:
				near = Choice{Value: typed} // two are as near: neither is meant
			}
		}
	}
	return near
}

// distance is how many letters have to be changed, added or left out to make b
// of a (Levenshtein 1966), or a number above that of any use.
func distance(a, b string) int {
	s, t := []rune(a), []rune(b)
	if d := len(s) - len(t); d > 3 || d < -3 || len(s) > 100 {
		return 100
	}
	row := make([]int, len(t)+1)
	for j := range row {
		row[j] = j
	}
	for i := range s {
		last := row[0]
		row[0] = i + 1
		for j := range t {
			change := last
			if s[i] != t[j] {
				change++
			}
			last = row[j+1]
			row[j+1] = min(change, row[j+1]+1, row[j]+1)
		}
	}
	return row[len(t)]
}
