package bot

import (
	"context"
	"fmt"

	"github.com/bwmarrin/discordgo"

	"briefbot/briefing/render/markdown"
	"briefbot/corpus"
)

// doNew shows what is new in the chosen topic.
const doNew = "nw"

// newCommand is /new: what has come since this user last looked, in this
// channel. Where they have got to is kept by user, channel and topic, and moves
// on once they have the answer.
func newCommand(b *Bot) command {
	return command{
		spec: &discordgo.ApplicationCommand{
			Name:        "new",
			Description: "What has changed since you last looked here",
			Options:     []*discordgo.ApplicationCommandOption{optional(topicOption())},
		},
		private: true,
		run: func(ctx context.Context, r *request) (*Answer, error) {
			if topic := b.picked(ctx, r, "topic"); topic != "" {
				return b.news(ctx, r, topic)
			}
			return b.newsOfAll(ctx, r)
		},
		complete: completing(b),
		uses: []handler{{action: doNew, run: func(ctx context.Context, r *request) (*Answer, error) {
			if len(r.values) != 1 {
				return nil, b.old(r)
			}
			return b.news(ctx, r, r.values[0])
		}}},
	}
}

// userPrefix begins the keys of everything that is noted of a user.
func userPrefix(user string) string { return "bot/user/" + user + "/" }

func seenKey(r *request, topic string) string {
	return userPrefix(r.user) + "seen/" + or(r.guild, "-") + "/" + r.channel + "/" + topic
}

// news answers what is new in a topic, and notes that the user knows it once they
// have the answer.
func (b *Bot) news(ctx context.Context, r *request, topic string) (*Answer, error) {
	if r.user == "" {
		return nil, b.old(r)
	}
	key := seenKey(r, topic)
	since, err := b.opts.Notes.Note(ctx, key)
	if err != nil {
		return nil, err
	}
	q := r.query(Query{Kind: News, Topic: topic})
	a, upto, err := b.opts.Desk.News(ctx, q, since)
	if err != nil || a.empty() {
		return nil, err
	}
	shown := *a
	if len(since) == 0 {
		shown.Blocks = append(append([]string{}, a.Blocks[:1]...), "-# "+sayFirstLook.in(r.language(), b.mention("new")))
		shown.Blocks = append(shown.Blocks, a.Blocks[1:]...)
		shown.Passages = nil
		for _, p := range a.Passages {
			p.Block++
			shown.Passages = append(shown.Passages, p)
		}
	}
	shown.dress = func(n int, pages []page) []control { return controls(r, q, &shown, n, pages) }
	shown.delivered = func(ctx context.Context) error {
		return b.opts.Notes.Put(ctx, &corpus.Batch{Notes: map[string][]byte{key: upto}})
	}
	return &shown, nil
}

// newsOfAll answers how much is new in each topic, to choose from; where there is
// but one it is that.
func (b *Bot) newsOfAll(ctx context.Context, r *request) (*Answer, error) {
	topics := b.opts.Desk.Topics(ctx, r.guild, "")
	if len(topics) == 1 {
		return b.news(ctx, r, topics[0].Name)
	}
	l := r.language()
	a := &Answer{Blocks: []string{titlePrefix + sayNewTitle.in(l)}}
	var options []selectOption
	for _, t := range topics {
		since, err := b.opts.Notes.Note(ctx, seenKey(r, t.Name))
		if err != nil {
			return nil, err
		}
		says := sayNotLooked.in(l)
		if len(since) > 0 {
			says = sayUnseen.in(l, b.opts.Desk.Unseen(r.query(Query{Kind: News, Topic: t.Name}), since))
		}
		a.Blocks = append(a.Blocks, fmt.Sprintf("• **%s** – %s", markdown.Escape(t.Title), says))
		options = append(options, selectOption{Label: t.Title, Value: t.Name, Description: says})
	}
	if len(topics) == 0 {
		a.Blocks = append(a.Blocks, sayNoTopics.in(l))
	}
	a.rows = []control{row(menu(sayNewMenu.in(l), customID(doNew), options...))}
	return a, nil
}
