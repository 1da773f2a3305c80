package bot

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/message"
	"briefbot/bot/say"
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
	return userPrefix(r.user) + "seen/" + cmp.Or(r.guild, "-") + "/" + r.channel + "/" + topic
}

// A look is where a user has got to in a topic: what they knew before they looked
// last, and what since.
type look struct {
	From []byte `json:"from,omitempty"`
	Upto []byte `json:"upto"`
}

// lookMark begins the note of a look. A note without it is from before there were
// pages: it is what the user knows.
const lookMark = "look "

func (b *Bot) lookOf(ctx context.Context, key string) (l look, err error) {
	raw, err := b.opts.Notes.Note(ctx, key)
	if err != nil {
		return l, err
	}
	rest, ok := bytes.CutPrefix(raw, []byte(lookMark))
	if !ok {
		return look{Upto: raw}, nil
	}
	if err := json.Unmarshal(rest, &l); err != nil {
		return l, fmt.Errorf("note %s: %w", key, err)
	}
	return l, nil
}

// news answers what is new in a topic, and notes that the user knows it once they
// have the answer.
func (b *Bot) news(ctx context.Context, r *request, topic string) (*Answer, error) {
	if r.user == "" {
		return nil, b.old(r)
	}
	key := seenKey(r, topic)
	last, err := b.lookOf(ctx, key)
	if err != nil {
		return nil, err
	}
	a, upto, err := b.newsSince(ctx, r, r.query(Query{Kind: News, Topic: topic}), last.Upto, 0)
	if err != nil || a == nil {
		return nil, err
	}
	a.delivered = func(ctx context.Context) error {
		raw, err := json.Marshal(look{From: last.Upto, Upto: upto})
		if err != nil {
			return err
		}
		return b.opts.Notes.Put(ctx, &corpus.Batch{Notes: map[string][]byte{key: append([]byte(lookMark), raw...)}})
	}
	return a, nil
}

// newsSince answers with a page of what is new since a state; nil where there is no
// answer. What leads to its other pages knows that state by its sum.
func (b *Bot) newsSince(ctx context.Context, r *request, q Query, since []byte, n int) (*Answer, []byte, error) {
	a, upto, err := b.opts.Desk.News(ctx, q, since)
	if err != nil || a.empty() {
		return nil, nil, err
	}
	shown := *a
	if len(since) == 0 {
		shown.Blocks = append(append([]string{}, a.Blocks[:1]...), "-# "+say.FirstLook.In(r.language(), b.mention("new")))
		shown.Blocks = append(shown.Blocks, a.Blocks[1:]...)
		shown.Passages = nil
		for _, p := range a.Passages {
			p.Block++
			shown.Passages = append(shown.Passages, p)
		}
	}
	q.Text = textSum(string(since))
	shown.page, shown.paged = n, q.id(doPage, 99) != ""
	shown.dress = func(n int, pages []page) []message.Control { return controls(r, q, &shown, n, pages) }
	return &shown, upto, nil
}

// newsFrom is the state that the answer of a component began with.
func (b *Bot) newsFrom(ctx context.Context, r *request, q Query) ([]byte, error) {
	last, err := b.lookOf(ctx, seenKey(r, q.Topic))
	if err != nil {
		return nil, err
	}
	if textSum(string(last.From)) != q.Text {
		return nil, userError(&say.LookedSince, r.language(), b.mention("new"))
	}
	return last.From, nil
}

// newsPage answers with another page of what was new when the user looked last.
func (b *Bot) newsPage(ctx context.Context, r *request, q Query, page int) (*Answer, error) {
	since, err := b.newsFrom(ctx, r, q)
	if err != nil {
		return nil, err
	}
	a, _, err := b.newsSince(ctx, r, q, since, page)
	return a, err
}

// newsOfAll answers how much is new in each topic, to choose from; where there is
// but one it is that.
func (b *Bot) newsOfAll(ctx context.Context, r *request) (*Answer, error) {
	topics := b.opts.Desk.Topics(ctx, r.guild, "")
	if len(topics) == 1 {
		return b.news(ctx, r, topics[0].Name)
	}
	l := r.language()
	a := &Answer{Blocks: []string{titlePrefix + say.NewTitle.In(l)}}
	var options []message.Option
	for _, t := range topics {
		last, err := b.lookOf(ctx, seenKey(r, t.Name))
		if err != nil {
			return nil, err
		}
		says := say.NotLooked.In(l)
		if len(last.Upto) > 0 {
			says = say.Unseen.In(l, b.opts.Desk.Unseen(r.query(Query{Kind: News, Topic: t.Name}), last.Upto))
		}
		a.Blocks = append(a.Blocks, fmt.Sprintf("• **%s** – %s", markdown.Escape(t.Title), says))
		options = append(options, message.Option{Label: t.Title, Value: t.Name, Description: says})
	}
	if len(topics) == 0 {
		a.Blocks = append(a.Blocks, say.NoTopics.In(l))
	}
	a.rows = []message.Control{message.Row(message.Menu(say.NewMenu.In(l), message.CustomID(doNew), options...))}
	return a, nil
}
