package llm

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"log/slog"
	"time"

	"briefbot/briefing"
	"briefbot/corpus"
)

// Micros is money in millionths of the unit in which prices are given.
type Micros int64

// Price is what a million tokens cost.
type Price struct{ Prompt, Completion Micros }

// of is what a call costs, rounded up.
func (p Price) of(u Usage) Micros {
	sum := int64(u.Prompt)*int64(p.Prompt) + int64(u.Completion)*int64(p.Completion)
	return Micros((sum + 999_999) / 1_000_000)
}

// A Limit is what may be spent in a day; 0 means no limit.
type Limit struct {
	Tokens int64
	Money  Micros
}

// Spent is what was spent.
type Spent struct {
	Tokens int64  `json:"tokens"`
	Money  Micros `json:"money"`
	Calls  int64  `json:"calls"`
}

// over reports whether more would pass the limit.
func (l Limit) over(s, more Spent) bool {
	return l.Tokens > 0 && s.Tokens+more.Tokens > l.Tokens || l.Money > 0 && s.Money+more.Money > l.Money
}

func (s *Spent) add(more Spent) {
	s.Tokens += more.Tokens
	s.Money += more.Money
	s.Calls += more.Calls
}

// A Budget limits what is spent on a model per day of UTC: in all, for a guild and
// for a user. What a call may take at most is taken before it is made and given
// back behind it, so that calls at the same time, in other processes too, do not
// pass the limit together. A nil Budget has no limits and counts nothing.
type Budget struct {
	Notes Notes
	// Of tells what is spent on one thing from what is spent on another: "llm" where
	// it is empty.
	Of               string
	Price            Price
	Day, Guild, User Limit
	Now              func() time.Time
}

// lock is the lock under which what was spent changes, and the notes that say it
// begin with it.
func (b *Budget) lock() string   { return cmp.Or(b.Of, "llm") + "/spent" }
func (b *Budget) prefix() string { return b.lock() + "/" }

// ledger is what was spent on a day. Guilds and users are hashes that mean nothing
// on another day.
type ledger struct {
	Total  Spent            `json:"total"`
	Guilds map[string]Spent `json:"guilds,omitempty"`
	Users  map[string]Spent `json:"users,omitempty"`
}

// Today is what was spent since midnight UTC.
func (b *Budget) Today(ctx context.Context) (Spent, error) {
	if b == nil {
		return Spent{}, nil
	}
	l, err := b.read(ctx, b.day())
	return l.Total, err
}

func (b *Budget) day() string { return b.Now().UTC().Format(time.DateOnly) }

func (b *Budget) read(ctx context.Context, day string) (*ledger, error) {
	l := &ledger{Guilds: map[string]Spent{}, Users: map[string]Spent{}}
	data, err := b.Notes.Note(ctx, b.prefix()+day)
	if err == nil && data != nil {
		err = json.Unmarshal(data, l)
	}
	if err != nil {
		return l, fmt.Errorf("read what was spent: %w", err)
	}
	return l, nil
}

// A Hold is money taken for a call that is not paid yet.
type Hold struct {
	budget      *Budget
	day         string
	guild, user string
	most        Spent
}

// Hold takes what a call of so many tokens may cost at most, or returns a Failure
// with OverBudget.
func (b *Budget) Hold(ctx context.Context, asker briefing.Asker, prompt, answer int) (*Hold, error) {
	if b == nil {
		return nil, nil
	}
	u := Usage{prompt, answer}
	h := &Hold{budget: b, day: b.day(), most: Spent{int64(prompt + answer), b.Price.of(u), 1}}
	h.guild, h.user = opaque(h.day, "guild", asker.Guild), opaque(h.day, "user", asker.User)
	err := h.change(ctx, func(l *ledger) error {
		switch {
		case b.Day.over(l.Total, h.most):
			return &Failure{Cause: OverBudget, Err: fmt.Errorf("%d tokens were spent today", l.Total.Tokens)}
		case h.guild != "" && b.Guild.over(l.Guilds[h.guild], h.most):
			return &Failure{Cause: OverBudget, Err: fmt.Errorf("the server's share is spent")}
		case h.user != "" && b.User.over(l.Users[h.user], h.most):
			return &Failure{Cause: OverBudget, Err: fmt.Errorf("the user's share is spent")}
		}
		l.add(h, h.most)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return h, nil
}

// Settle replaces what was held by what was used, nil if nothing was. It is done
// though ctx may be over: a call that was cancelled may have cost all the same, and
// then what was held stays spent.
func (h *Hold) Settle(ctx context.Context, log *slog.Logger, used *Usage) {
	if h == nil {
		return
	}
	if used == nil && ctx.Err() != nil {
		return
	}
	back := Spent{-h.most.Tokens, -h.most.Money, -h.most.Calls}
	if used != nil {
		back.add(Spent{int64(used.Prompt + used.Completion), h.budget.Price.of(*used), 1})
	}
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer cancel()
	if err := h.change(ctx, func(l *ledger) error { l.add(h, back); return nil }); err != nil {
		log.Warn("note what was spent", "err", err)
	}
}

func (l *ledger) add(h *Hold, s Spent) {
	l.Total.add(s)
	for _, of := range []struct {
		all map[string]Spent
		key string
	}{{l.Guilds, h.guild}, {l.Users, h.user}} {
		if of.key != "" {
			sum := of.all[of.key]
			sum.add(s)
			of.all[of.key] = sum
		}
	}
}

// change changes the ledger of the hold's day under the lock, and deletes those of
// other days but yesterday's.
func (h *Hold) change(ctx context.Context, f func(*ledger) error) error {
	b := h.budget
	unlock, err := b.Notes.Lock(ctx, b.lock())
	if err != nil {
		return fmt.Errorf("lock what was spent: %w", err)
	}
	defer unlock()
	l, err := b.read(ctx, h.day)
	if err != nil {
		return err
	}
	if err := f(l); err != nil {
		return err
	}
	data, err := json.Marshal(l)
	if err != nil {
		return fmt.Errorf("write what was spent: %w", err)
	}
	notes := map[string][]byte{}
	oldest := b.Now().UTC().AddDate(0, 0, -1).Format(time.DateOnly)
	for n, err := range b.Notes.Notes(ctx, b.prefix()) {
		if err != nil {
			return fmt.Errorf("read what was spent: %w", err)
		}
		if n.Key[len(b.prefix()):] < oldest {
			notes[n.Key] = nil
		}
	}
	notes[b.prefix()+h.day] = data
	return b.Notes.Put(ctx, &corpus.Batch{Notes: notes})
}

// opaque is an identifier that says nothing, "" for none.
func opaque(day, kind, id string) string {
	if id == "" {
		return ""
	}
	sum := sha256.Sum256([]byte(day + "\x00" + kind + "\x00" + id))
	return hex.EncodeToString(sum[:8])
}
