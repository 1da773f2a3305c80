package outbox

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/message"
	"briefbot/bot/notebook"
	"briefbot/bot/rest"
	"briefbot/corpus"
)

// AmendFor is how long after it was posted a digest is corrected.
const AmendFor = 30 * 24 * time.Hour

// An Amendment is what became of an article that digests may have quoted: at a time, its
// text changed, or it was taken down.
type Amendment struct {
	Article corpus.ID
	// Before is the sum of the text that had the quotations.
	Before corpus.Sum
	At     time.Time
	// Down says that the article was taken down.
	Down bool
	// Now and Sum are the article that has the new text, and the sum of that.
	Now corpus.ID
	Sum corpus.Sum
	// Publisher is its name, in plain text.
	Publisher string
	Quotes    []Requote
}

// A Requote is a quotation that changed.
type Requote struct {
	Before string
	// After are the words that stand there now, "" if none do.
	After string
	// Shown says that After may be shown: that the words stand between quotation
	// marks in the article as it is now.
	Shown bool
	// Speaker is who the article says said it now, "" where it does not say.
	Speaker string
}

// fix is what is kept of a correction of a message.
type fix struct {
	Key   string `json:"key"`
	State state  `json:"state"`
	// Line is the hash of the line that it adds to the message, "" if it adds none. Its
	// number does not tell it: who has not yet heard of one correction begins another.
	Line string `json:"line,omitempty"`
	// At is when it was last sent.
	At time.Time `json:"at,omitzero"`
}

// key names the amendment among all.
func (a *Amendment) key() string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s/%s/%s", a.At.UTC().Format(time.RFC3339), a.Article, a.Before))
	return hex.EncodeToString(sum[:8])
}

// Amend corrects the digests that were posted, by edits of the bot's own messages:
// each message once for each amendment that concerns it, however often Amend is
// called, by however many processes, and wherever one of them ends. An error says
// that some message is not corrected yet and that it may be tried again.
func (o *Outbox) Amend(ctx context.Context, all []Amendment) error {
	if len(all) == 0 {
		return nil
	}
	keys, err := o.concerned(ctx, all)
	if err != nil {
		return fmt.Errorf("correct digests: %w", err)
	}
	var failed []error
	for _, key := range keys {
		if err := o.amendRecord(ctx, key, all); err != nil {
			failed = append(failed, fmt.Errorf("correct %s: %w", key, err))
		}
	}
	return errors.Join(failed...)
}

// concerned are the keys of the records of which a message is to be corrected.
func (o *Outbox) concerned(ctx context.Context, all []Amendment) ([]string, error) {
	first := o.Now().Add(-AmendFor).Format(time.DateOnly)
	names, err := notebook.Keys(ctx, o.Notes, ledgerKey(""))
	if err != nil {
		return nil, err
	}
	var keys []string
	for _, key := range names {
		// What is shorter is a ledger.
		if at := strings.LastIndexByte(key, '/'); strings.Count(key, "/") < 3 || key[at+1:] < first {
			continue
		}
		var r record
		if _, err := notebook.Read(ctx, o.Notes, key, &r); err != nil {
			return nil, err
		}
		if slices.ContainsFunc(r.Parts, func(p part) bool {
			return slices.ContainsFunc(all, func(a Amendment) bool { return p.awaits(&a) })
		}) {
			keys = append(keys, key)
		}
	}
	return keys, nil
}

// awaits reports whether a message is to be corrected, and is not yet.
func (p *part) awaits(a *Amendment) bool {
	if p.State != sent || len(p.Cites) == 0 {
		return false
	}
	i := p.fixed(a.key())
	return (i < 0 || p.Fixes[i].State == sending) && len(p.hit(a)) > 0
}

// fixed is the index of the fix of that key, -1 if there is none.
func (p *part) fixed(key string) int {
	return slices.IndexFunc(p.Fixes, func(f fix) bool { return f.Key == key })
}

// hit are the indexes of the cites that an amendment concerns.
func (p *part) hit(a *Amendment) []int {
	var found []int
	for i, t := range p.Cites {
		switch {
		case t.Article != a.Article:
		case a.Down:
			found = append(found, i)
		case t.Sum != a.Before && !a.At.After(p.At):
			// It cites a text that the article had after that.
		case slices.ContainsFunc(a.Quotes, func(q Requote) bool { return slices.Contains(t.Quotes, hashOf(q.Before)) }):
			found = append(found, i)
		}
	}
	return found
}

// amendRecord corrects the messages of one digest.
func (o *Outbox) amendRecord(ctx context.Context, key string, all []Amendment) error {
	channel := strings.Split(key, "/")[1]
	unlock, err := o.Notes.Lock(ctx, ledgerKey(channel))
	if err != nil {
		return err
	}
	defer unlock()
	var r record
	notes := notebook.Open(o.Notes)
	if _, err := notes.Read(ctx, key, &r); err != nil {
		return err
	}
	kept := true // what was done was saved so far
	save := func() error {
		err := notes.Put(ctx, map[string]any{key: &r})
		kept = kept && err == nil
		return err
	}
	var failed []error
	for i := range r.Parts {
		if err := o.amendPart(ctx, channel, &r.Parts[i], all, save); err != nil {
			failed = append(failed, err)
		}
		// A message that fails, or waits, holds back none of the others.
		if !kept || ctx.Err() != nil {
			break
		}
	}
	return errors.Join(failed...)
}

// amendPart corrects one message for each amendment that concerns it, up to the first
// that fails: the next begins with what it leaves.
func (o *Outbox) amendPart(ctx context.Context, channel string, p *part, all []Amendment, save func() error) error {
	// What was begun comes first: words that stand already are noted before they are
	// taken down.
	for _, begun := range []bool{true, false} {
		for j := range all {
			if a := &all[j]; p.awaits(a) && (p.fixed(a.key()) >= 0) == begun {
				if err := o.amend(ctx, cmp.Or(p.Channel, channel), p, a, save); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// amend corrects one message. What is going to be done is saved before it is done,
// so that a line that is there already is known as its own.
func (o *Outbox) amend(ctx context.Context, channel string, p *part, a *Amendment, save func() error) error {
	address := discordgo.EndpointChannelMessage(channel, p.Message)
	at := p.fixed(a.key())
	end := func(err error) error {
		if f, _ := fateOf(err); f == again {
			return err
		}
		o.Log.Warn("a digest cannot be corrected", "channel", channel, "message", p.Message, "article", a.Article, "err", err)
		if at < 0 {
			p.Fixes = append(p.Fixes, fix{Key: a.key()})
			at = len(p.Fixes) - 1
		}
		p.Fixes[at].State = dropped
		return save()
	}
	if err := o.arrived(ctx, p); err != nil {
		return err
	}
	// A process that was stopped must not undo what another has added meanwhile: what
	// was read is of no use for long.
	fresh, cancel := context.WithTimeout(ctx, 2*o.RequestTimeout)
	defer cancel()
	var now struct {
		Content string                 `json:"content"`
		Flags   discordgo.MessageFlags `json:"flags"`
		Rows    []message.Control      `json:"components"`
	}
	if err := o.Rest.Do(fresh, http.MethodGet, address, nil, &now); err != nil {
		return end(err)
	}
	lines := strings.Split(now.Content, "\n")
	if at < 0 {
		p.Fixes = append(p.Fixes, fix{Key: a.key(), State: sending})
		at = len(p.Fixes) - 1
	}
	f := &p.Fixes[at]
	var text, line string
	stands := -1 // the line's number
	if a.Down {
		text = p.without(lines, a)
	} else if text, stands = p.corrected(lines, f.Line, a); stands >= 0 {
		line = strings.Split(text, "\n")[stands]
		f.Line = hashOf(line)
	}
	var err error
	if f.At, err = o.Rest.Date(fresh); err != nil {
		return err
	}
	if err := save(); err != nil {
		return err
	}
	if text != now.Content {
		var gone []int // articles by number
		if a.Down {
			for _, i := range p.hit(a) {
				gone = append(gone, p.Cites[i].Number)
			}
		}
		body := message.Message{Content: text, Rows: withoutNumbers(now.Rows, gone), Mentions: message.Nobody, Flags: now.Flags | discordgo.MessageFlagsSuppressEmbeds}
		if err := o.editPosted(fresh, channel, p.Message, body); err != nil {
			return end(err)
		}
		o.Log.Info("digest corrected", "channel", channel, "message", p.Message, "article", a.Article)
	} else if !a.Down && stands < 0 {
		o.Log.Warn("a message of a digest has no room for a correction", "channel", channel, "message", p.Message, "article", a.Article)
	}
	if stands >= 0 {
		p.recite(strings.Split(text, "\n"), stands, a)
	}
	f.State = sent
	return save()
}

// errUnderway is returned where an edit may still be under way of which nobody knows
// the end: arriving behind another it would undo that for good.
var errUnderway = errors.New("an edit may still be under way")

// arrived returns errUnderway for a while after any edit of a message was begun: as
// long as one may wait until it is sent, and as long again, by two clocks that differ
// a little. A date far in the future is one of a clock that was set.
func (o *Outbox) arrived(ctx context.Context, p *part) error {
	for _, f := range p.Fixes {
		if f.State != sending {
			continue
		}
		now, err := o.Rest.Date(ctx)
		if err != nil {
			return err
		}
		if age := now.Sub(f.At); age > -skew && age < 4*o.RequestTimeout+rest.DateOff {
			return errUnderway
		}
	}
	return nil
}

// recite notes what the line that a correction added quotes, the nth: that may be
// corrected, or taken down, in its turn. A line that was made the shortest does not
// quote any more.
func (p *part) recite(lines []string, n int, a *Amendment) {
	p.Cites = slices.DeleteFunc(p.Cites, func(t told) bool {
		return slices.ContainsFunc(t.Lines, func(i int) bool { return i < len(lines) && strings.HasPrefix(lines[i], correctedHead) })
	})
	t := told{Article: a.Now, Sum: a.Sum, Lines: []int{n}, Source: -1}
	for _, q := range a.Quotes {
		if q.Shown && strings.Contains(lines[n], quotation(q.After)) {
			t.Quotes = append(t.Quotes, hashOf(q.After))
		}
	}
	if len(t.Quotes) > 0 {
		p.Cites = append(p.Cites, t)
	}
}
