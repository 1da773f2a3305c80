package subscription

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/base32"
	"encoding/json"
	"fmt"
	"iter"
	"slices"
	"strings"
	"time"

	"briefbot/corpus"
)

// Notes is where subscriptions are kept. A corpus.Store is one.
type Notes interface {
	Note(ctx context.Context, key string) ([]byte, error)
	Notes(ctx context.Context, prefix string) iter.Seq2[corpus.Note, error]
	Put(ctx context.Context, b *corpus.Batch) error
	Lock(ctx context.Context, name string) (unlock func(), err error)
}

// A Book is all subscriptions. Several processes may work with one.
type Book struct {
	notes Notes
	fixed *Subscription
	now   func() time.Time
}

// NewBook returns the book that is kept in notes, with the subscription of the
// configuration, if it is not nil.
func NewBook(notes Notes, configured *Subscription, now func() time.Time) *Book {
	return &Book{notes, configured, now}
}

const (
	prefix = "subscription/"
	// lock is held by whoever changes the book.
	lock = "subscriptions"
)

// All returns all subscriptions, the configuration's first, the others in the
// order in which they were made.
func (b *Book) All(ctx context.Context) ([]*Subscription, error) {
	var all []*Subscription
	var first Subscription
	if b.fixed != nil {
		first = *b.fixed
	}
	for note, err := range b.notes.Notes(ctx, prefix) {
		if err != nil {
			return nil, fmt.Errorf("read the subscriptions: %w", err)
		}
		s := new(Subscription)
		if err := json.Unmarshal(note.Value, s); err != nil {
			return nil, fmt.Errorf("read the subscription %s: %w", strings.TrimPrefix(note.Key, prefix), err)
		}
		switch {
		case s.ID != Configured:
			all = append(all, s)
		case s.Channel == first.Channel:
			// Whether it is paused is kept; everything else is configured.
			first.Pause, first.Since = s.Pause, s.Since
		}
	}
	slices.SortFunc(all, func(x, y *Subscription) int {
		return cmp.Or(x.Made.Compare(y.Made), cmp.Compare(x.ID, y.ID))
	})
	if b.fixed != nil {
		all = append([]*Subscription{&first}, all...)
	}
	return all, nil
}

// Guild returns the subscriptions of a guild.
func (b *Book) Guild(ctx context.Context, guild string) ([]*Subscription, error) {
	all, err := b.All(ctx)
	return slices.DeleteFunc(all, func(s *Subscription) bool { return s.Guild != guild }), err
}

// Get returns the subscription of that ID, or ErrNotFound.
func (b *Book) Get(ctx context.Context, id string) (*Subscription, error) {
	all, err := b.All(ctx)
	if err != nil {
		return nil, err
	}
	return find(all, id)
}

func find(all []*Subscription, id string) (*Subscription, error) {
	if i := slices.IndexFunc(all, func(s *Subscription) bool { return strings.EqualFold(s.ID, id) }); i >= 0 {
		return all[i], nil
	}
	return nil, fmt.Errorf("%q: %w", id, ErrNotFound)
}

// Add puts a subscription into the book and gives it its ID. It returns an
// *InvalidError for one that cannot be meant.
func (b *Book) Add(ctx context.Context, s Subscription) (*Subscription, error) {
	if err := s.validate(); err != nil {
		return nil, err
	}
	unlock, err := b.notes.Lock(ctx, lock)
	if err != nil {
		return nil, err
	}
	defer unlock()
	all, err := b.All(ctx)
	if err != nil {
		return nil, err
	}
	there := 0
	for _, o := range all {
		if s.same(o) {
			return nil, &InvalidError{Sentence: fmt.Sprintf("the same digest is there already: %s, %s", o.ID, o.When()), Same: o}
		}
		if o.Guild == s.Guild {
			there++
		}
	}
	if s.Guild != "" && there >= perGuild {
		return nil, &InvalidError{Sentence: fmt.Sprintf("a server has at most %d digests: remove one first", perGuild), Full: perGuild}
	}
	s.Made = b.now().UTC().Truncate(time.Second)
	s.Since = s.Made
	s.Schedule, s.Cron = nil, ""
	for n := 0; ; n++ {
		s.ID = name(&s, n)
		if _, err := find(all, s.ID); err != nil {
			break
		}
	}
	return &s, b.write(ctx, &s)
}

// name makes an ID: letters and digits that nobody mistakes for others.
func name(s *Subscription, n int) string {
	sum := sha256.Sum256(fmt.Appendf(nil, "%s %s %s %s %s %d", s.Guild, s.Channel, s.Topics, s.At, s.Made, n))
	return base32.NewEncoding("abcdefghjkmnopqrstuvwxyz23456789").EncodeToString(sum[:])[:5]
}

// Change calls change with the subscription of that ID and keeps what becomes of
// it, unless change returns an error.
func (b *Book) Change(ctx context.Context, id string, change func(*Subscription) error) (*Subscription, error) {
	unlock, err := b.notes.Lock(ctx, lock)
	if err != nil {
		return nil, err
	}
	defer unlock()
	s, err := b.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	if err := change(s); err != nil {
		return nil, err
	}
	if s.Schedule == nil {
		if err := s.validate(); err != nil {
			return nil, err
		}
	}
	return s, b.write(ctx, s)
}

// Pause pauses a subscription, unless it is paused: the first reason stays. It
// reports whether it was not.
func (b *Book) Pause(ctx context.Context, id string, p Pause) (s *Subscription, now bool, err error) {
	p.At = b.now().UTC().Truncate(time.Second)
	s, err = b.Change(ctx, id, func(s *Subscription) error {
		if now = s.Pause == nil; now {
			s.Pause = &p
		}
		return nil
	})
	return s, now, err
}

// Resume ends a pause: the next slot is the first from now on. It reports whether
// there was one.
func (b *Book) Resume(ctx context.Context, id string) (s *Subscription, now bool, err error) {
	s, err = b.Change(ctx, id, func(s *Subscription) error {
		if now = s.Pause != nil; now {
			s.Pause, s.Since = nil, b.now().UTC().Truncate(time.Second)
		}
		return nil
	})
	return s, now, err
}

// Remove takes a subscription out of the book and returns it as it was. That of
// the configuration cannot be removed here.
func (b *Book) Remove(ctx context.Context, id string) (*Subscription, error) {
	unlock, err := b.notes.Lock(ctx, lock)
	if err != nil {
		return nil, err
	}
	defer unlock()
	s, err := b.Get(ctx, id)
	if err != nil {
		return nil, err
	}
	if s.ID == Configured {
		return nil, invalid("this digest is in the configuration of the bot: whoever runs it takes it out there; it can be paused here")
	}
	return s, b.notes.Put(ctx, &corpus.Batch{Notes: map[string][]byte{prefix + s.ID: nil}})
}

func (b *Book) write(ctx context.Context, s *Subscription) error {
	raw, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return b.notes.Put(ctx, &corpus.Batch{Notes: map[string][]byte{prefix + s.ID: raw}})
}
