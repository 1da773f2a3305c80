package bot

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"sync"
	"time"

	"briefbot/bot/message"
	"briefbot/briefing/render/markdown"
)

// desk is a Desk whose answers say what was asked.
type desk struct {
	// Before is called, if it is not nil, before a command answers.
	before func(ctx context.Context, what string) error
	// Grow is called, if it is not nil, with what shows a growing answer.
	grow func(ctx context.Context, show func(*Answer))

	mu    sync.Mutex
	calls []string
}

func (d *desk) answer(ctx context.Context, what string, a *Answer) (*Answer, error) {
	d.mu.Lock()
	d.calls = append(d.calls, what)
	d.mu.Unlock()
	if d.before != nil {
		if err := d.before(ctx, what); err != nil {
			return nil, err
		}
	}
	return a, nil
}

// answered is how often a command ran.
func (d *desk) answered() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.calls)
}

// cite is a citation of the desk's articles.
func cite(n int) string { return fmt.Sprintf(`\[%d\]`, n) }

// deskAnswer is an answer that cites both of the desk's articles.
func deskAnswer(blocks ...string) *Answer {
	a := &Answer{
		Blocks:  blocks,
		Sources: []string{`\[1\] [The Daily](<https://a.example/1>)`, `\[2\] [The Wire](<https://b.example/2>)`},
		Articles: []Cited{
			{1, "The Daily", "2 May 2026 · Mayors meet", "a1"},
			{2, "The Wire", "3 May 2026 · A bridge", "a2"},
		},
	}
	for i, b := range blocks {
		if strings.Contains(b, cite(1)) {
			a.Passages = append(a.Passages, message.Passage{Block: i, Number: 1, Label: fmt.Sprint("Anna Lund: passage ", i), Ref: fmt.Sprint("p", i)})
		}
	}
	return a
}

func (d *desk) Answer(ctx context.Context, q Query, grow func(*Answer)) (*Answer, error) {
	if d.grow != nil {
		d.grow(ctx, grow)
	}
	switch q.Kind {
	case Brief:
		if q.Topic != "harbour" {
			return nil, &UserError{"There is no such topic. Topics: harbour."}
		}
		title := "## The harbour"
		if !q.Since.IsZero() {
			title += "\n-# since " + q.Since.Format(time.RFC3339)
		}
		a := deskAnswer(title, "The two mayors met on Tuesday "+cite(1)+".", "> “We shall build it”, said Mayor Lund "+cite(2)+".", "Open: who pays.")
		a.Whole = true
		return d.answer(ctx, "brief "+q.Topic, a)
	case Ask:
		switch q.Text {
		case "long":
			blocks := []string{"## long"}
			for n := range 60 {
				blocks = append(blocks, fmt.Sprint("- item ", n, " ", strings.Repeat("word ", 30), "“quoted words” ", cite(1)))
			}
			return d.answer(ctx, q.Text, deskAnswer(blocks...))
		case "nothing":
			return d.answer(ctx, q.Text, &Answer{})
		}
		return d.answer(ctx, "ask", deskAnswer("## "+markdown.Escape(q.Text), "The corpus does not say. "+cite(2)))
	case Quotes:
		return d.answer(ctx, "quotes "+q.Speaker, deskAnswer("## "+q.Speaker+"\n-# 1 direct", strings.TrimSpace("> “We shall build it” "+cite(1)+" "+q.Said+" "+q.Topic)))
	case Verify:
		if strings.HasPrefix(q.Text, "long ") {
			return d.answer(ctx, "verify", deskAnswer("**Exact**", strings.Repeat("word ", 600)+cite(1)))
		}
		return d.answer(ctx, "verify", deskAnswer("**Exact** – "+q.Text+" – "+q.Speaker, "> “We shall build it” "+cite(1)))
	case Message:
		if strings.HasPrefix(q.Text, "long ") {
			blocks := []string{"**Checked**"}
			for n := range 20 {
				blocks = append(blocks, fmt.Sprint("• item ", n, " ", strings.Repeat("word ", 40), "“We shall build it” ", cite(1)))
			}
			return d.answer(ctx, "check", deskAnswer(blocks...))
		}
		return d.answer(ctx, "check", deskAnswer("**Checked** – "+markdown.Escape(q.Text), "> “We shall build it” "+cite(1)))
	case Timeline:
		a := deskAnswer("## Timeline", "**2 May** – the bridge was opened "+cite(2))
		a.Pictures = []Picture{{Name: "timeline.png", Alt: "2 May: the bridge was opened", Data: []byte("\x89PNG")}}
		return d.answer(ctx, "timeline "+q.Topic, a)
	case Voices:
		a := deskAnswer("## Who said what", "**Anna Lund** – 1 direct")
		a.Speakers = []Choice{{"Anna Lund", "lund"}}
		return d.answer(ctx, "voices", a)
	case Conflicts:
		return d.answer(ctx, "conflicts", deskAnswer("## Conflicts", "Where – north "+cite(1)+" against south "+cite(2)))
	}
	return d.answer(ctx, "sources", &Answer{Blocks: []string{"The Daily – newest today"}})
}

func (d *desk) Export(_ context.Context, q Query, since []byte) ([]byte, error) {
	return json.Marshal(map[string]string{"since": string(since), "kind": string(q.Kind), "text": q.Text, "topic": q.Topic})
}

func (d *desk) Passage(_ context.Context, ref string) (*Answer, error) {
	if ref != "p1" && ref != "p2" {
		return &Answer{}, nil
	}
	return &Answer{Blocks: []string{"> Before. __**“We shall build it”**__, she said. After."}}, nil
}

func (d *desk) Card(_ context.Context, ref string) (*Picture, error) {
	if ref != "p1" {
		return nil, nil
	}
	return &Picture{Name: "passage.png", Alt: "“We shall build it” – Anna Lund", Data: []byte("\x89PNG")}, nil
}

func (d *desk) Article(_ context.Context, ref string) (*Answer, error) {
	return &Answer{Blocks: []string{"The article " + ref}}, nil
}

func (d *desk) News(ctx context.Context, q Query, since []byte) (*Answer, []byte, error) {
	blocks := []string{"## " + q.Topic + " · what is new", "A development " + cite(1) + ", after " + string(since)}
	for n := range 20 {
		if q.Topic == "elections" {
			blocks = append(blocks, fmt.Sprint("• item ", n, " ", strings.Repeat("word ", 40), cite(1)))
		}
	}
	a, err := d.answer(ctx, "news", deskAnswer(blocks...))
	return a, []byte("day " + strings.TrimPrefix(string(since)+"1", "day ")), err
}

func (d *desk) Unseen(Query, []byte) int { return 5 }

func (d *desk) Stage(Query) (int, int) { return 2, 2 }

func choose(prefix string, all ...Choice) []Choice {
	var out []Choice
	for _, c := range all {
		if strings.HasPrefix(c.Value, strings.ToLower(prefix)) || strings.HasPrefix(strings.ToLower(c.Name), strings.ToLower(prefix)) {
			out = append(out, c)
		}
	}
	return out
}

func (d *desk) Topics(_ context.Context, _, prefix string) []Topic {
	var out []Topic
	for _, t := range []Topic{{"harbour", "The harbour", 5}, {"elections", "Elections", 0}} {
		if len(choose(prefix, Choice{t.Title, t.Name})) > 0 {
			out = append(out, t)
		}
	}
	return out
}

func (d *desk) Speakers(_ context.Context, _, prefix string) []Choice {
	return choose(prefix, Choice{"Mayor – Anna Lund", "lund"})
}

func (d *desk) Outlets(_ context.Context, _, prefix string) []Choice {
	return choose(prefix, Choice{"The Daily", "The Daily"})
}

// curator is a Curator of one topic and one feed, which it never has.
type curator struct {
	mu     sync.Mutex
	topics []Added
}

func (c *curator) Topics(context.Context, string) ([]Added, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	return slices.Clone(c.topics), nil
}

func (c *curator) AddTopic(_ context.Context, _, name, title, terms string) (Added, error) {
	if name == "bad" {
		return Added{}, &Refusal{"the name is bad"}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.topics = append(c.topics, Added{Name: name, Title: title, Terms: terms, Own: true})
	return c.topics[len(c.topics)-1], nil
}

func (c *curator) RemoveTopic(_ context.Context, _, name string) (Added, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	for i, t := range c.topics {
		if t.Name == name {
			c.topics = slices.Delete(c.topics, i, i+1)
			return t, nil
		}
	}
	return Added{}, &Refusal{"this server has no topic " + name + " of its own"}
}

func (c *curator) Feeds(context.Context, string) ([]Added, error) {
	return []Added{
		{Name: "The Daily", Title: "The Daily", Feed: &FeedState{Items: 40, Read: time.Unix(1700000000, 0)}},
		{Name: "wire", Title: "The Wire", Feed: &FeedState{Failing: time.Unix(1700000000, 0), Says: "is not there (HTTP 404); look on the site for its new address"}, Own: true},
	}, nil
}

func (c *curator) AddFeed(_ context.Context, _, address, name string) (Added, error) {
	return Added{Name: cmp.Or(name, "title"), Title: cmp.Or(name, "title"), Feed: &FeedState{Says: address}, Own: true}, nil
}

func (c *curator) RemoveFeed(_ context.Context, _, name string) (Added, error) {
	return Added{Name: name, Title: name, Feed: new(FeedState), Own: true}, nil
}
