package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"sync"
	"time"

	"briefbot/bot/message"
	"briefbot/bot/outbox"
	"briefbot/briefing"
	"briefbot/briefing/digest"
	"briefbot/briefing/digest/subscription"
	"briefbot/briefing/render"
	"briefbot/corpus"
)

// lateAfter is how late a digest says that it is late.
const lateAfter = 15 * time.Minute

// A round writes the digests that are due at one time. Channels that have been
// told the same of a topic are told the same now: each is composed once.
type round struct {
	desk   *desk
	now    time.Time
	health func(audience string) (line string, well bool)
	// everything tells what a digest leaves out as less important, too.
	everything bool

	mu       sync.Mutex
	sections map[string]func() (*section, error)
}

// section is what a digest says of one topic.
type section struct {
	told   outbox.Section
	silent bool   // nothing is new
	state  []byte // what the channel has been told of the topic then
}

func newRound(d *desk, now time.Time, health func(audience string) (string, bool)) *round {
	return &round{desk: d, now: now, health: health, sections: map[string]func() (*section, error){}}
}

// compose writes the digest of a subscription.
func (r *round) compose(ctx context.Context, sub *subscription.Subscription, due digest.Slot, since []byte) (*outbox.Edition, error) {
	state, err := readTold(since)
	if err != nil {
		return nil, err
	}
	e := &outbox.Edition{Head: lateness(due)}
	silent := true
	for _, topic := range r.topicsOf(sub) {
		s, err := r.section(ctx, topic, r.asker(sub.Guild), state.Topics[topic])
		if err != nil {
			return nil, err
		}
		e.Sections = append(e.Sections, s.told)
		silent = silent && s.silent
		state.Topics[topic] = s.state
	}
	if e.State, err = json.Marshal(state); err != nil {
		return nil, err
	}
	line, well := r.health(r.desk.audience)
	e.Foot = []string{"-# " + line}
	if silent && well && sub.Quiet {
		// Silence says that there is nothing new; an outage is not silent.
		return &outbox.Edition{State: e.State}, nil
	}
	return e, nil
}

// asker is nobody, since a section is written once for all channels; but for
// those of a server without the model it is that server.
func (r *round) asker(guild string) briefing.Asker {
	if r.desk.config.LLM.offIn(guild) {
		return briefing.Asker{Guild: guild}
	}
	return briefing.Asker{}
}

// section writes what a channel is told of a topic that has been told since.
func (r *round) section(ctx context.Context, topic string, asker briefing.Asker, since []byte) (*section, error) {
	r.mu.Lock()
	key := topic + "\x00" + asker.Guild + "\x00" + string(since)
	write := r.sections[key]
	if write == nil {
		write = sync.OnceValues(func() (*section, error) { return r.write(ctx, topic, asker, since) })
		r.sections[key] = write
	}
	r.mu.Unlock()
	return write()
}

func (r *round) write(ctx context.Context, topic string, asker briefing.Asker, since []byte) (*section, error) {
	cursor, err := digest.ParseCursor(since)
	if err != nil {
		return nil, err
	}
	made, err := r.desk.digest(ctx, digest.Request{Topic: topic, Had: cursor, Asker: asker, Everything: r.everything, Now: r.now})
	if err != nil {
		return nil, err
	}
	m := render.Discord(made.Brief)
	var passages []message.Passage
	for _, p := range newAnswer(m).Passages {
		if p.Block--; p.Block >= 0 { // the first block is the title
			passages = append(passages, p)
		}
	}
	return &section{
		told:   outbox.Section{Head: m.Blocks[0], Entries: m.Blocks[1:], Sources: m.Lines, Cites: cites(made.Brief, &m), Passages: passages},
		silent: made.Silent, state: bytes.TrimSpace(made.Next.Marshal()),
	}, nil
}

// cites are the articles that a message of a brief cites, with the quotations that
// it shows words of.
func cites(b *briefing.Brief, m *render.Message) []outbox.Cite {
	var all []outbox.Cite
	for i, d := range b.Articles() {
		c := outbox.Cite{Number: i + 1, Article: d.Article.ID, Sum: d.Article.Sum()}
		for _, p := range m.Passages {
			if p.At.Article != c.Article {
				continue
			}
			for _, q := range d.Quotations {
				for _, f := range q.Fragments {
					shown := corpus.Span{Start: max(f.Start, p.At.Span.Start), End: min(f.End, p.At.Span.End)}
					if shown.Start < shown.End {
						c.Quotes = append(c.Quotes, outbox.Quote{Words: f.Of(d.Article.Text), Shown: shown.Of(d.Article.Text)})
					}
				}
			}
		}
		all = append(all, c)
	}
	return all
}

// lateness says that a digest is late, and which it stands for.
func lateness(due digest.Slot) []string {
	var lines []string
	if due.Late >= lateAfter {
		lines = append(lines, fmt.Sprintf("-# This digest is late: it was due <t:%d:f>.", due.At.Unix()))
	}
	switch due.Missed {
	case 0:
	case 1:
		lines = append(lines, "-# The digest before it could not be posted: this one tells what is new since the one before that.")
	default:
		lines = append(lines, fmt.Sprintf("-# The %d digests before it could not be posted: this one tells what is new since the last that was.", due.Missed))
	}
	return lines
}
