package subscription

import (
	"context"
	"errors"
	"reflect"
	"strings"
	"sync"
	"testing"
	"time"
	_ "time/tzdata"

	"briefbot/briefing/digest"
	"briefbot/corpus"
	"briefbot/corpus/memory"
)

var begin = time.Date(2026, 11, 22, 9, 30, 0, 0, time.UTC)

// clock is a time that a test sets.
type clock struct{ t time.Time }

func (c *clock) now() time.Time { return c.t }

func good() Subscription {
	return Subscription{
		Guild: "8", Channel: "7", Role: "5", Owner: "6", Topics: []string{"harbour"},
		At: 7 * 60, Days: digest.Workdays, Zone: "Europe/Berlin", Quiet: true, Messages: 2,
	}
}

func configured() *Subscription {
	return &Subscription{ID: Configured, Channel: "1", Zone: "UTC", Days: digest.EveryDay, Schedule: digest.Weekly{At: 60, Days: digest.EveryDay}, Cron: "0 1 * * *"}
}

func TestBook(t *testing.T) {
	ctx := context.Background()
	c := &clock{begin}
	notes := memory.New()
	book := NewBook(notes, configured(), c.now)
	a, err := book.Add(ctx, good())
	if err != nil {
		t.Fatal(err)
	}
	if len(a.ID) != 5 || !a.Made.Equal(begin) || !a.Since.Equal(begin) || a.When() != "weekdays at 07:00 (Europe/Berlin)" {
		t.Errorf("%+v, %s", a, a.When())
	}
	other := good()
	other.At = 18 * 60
	c.t = begin.Add(time.Hour)
	b, err := book.Add(ctx, other)
	if err != nil || b.ID == a.ID {
		t.Fatalf("%+v, %v", b, err)
	}
	// Another process sees the same.
	book = NewBook(notes, configured(), c.now)
	all, err := book.All(ctx)
	if err != nil || len(all) != 3 || all[0].ID != Configured || !reflect.DeepEqual(all[1], a) || !reflect.DeepEqual(all[2], b) {
		t.Errorf("%+v, %v", all, err)
	}
	if in, err := book.Guild(ctx, "8"); err != nil || len(in) != 2 {
		t.Errorf("%d in the guild, %v", len(in), err)
	}
	if got, err := book.Get(ctx, strings.ToUpper(a.ID)); err != nil || got.ID != a.ID {
		t.Errorf("%+v, %v", got, err)
	}

	// A pause has the first reason until it ends, and the plan begins anew then.
	for i, code := range []int{50013, 10003} {
		s, now, err := book.Pause(ctx, a.ID, Pause{Code: code})
		if err != nil || now != (i == 0) || s.Pause.Code != 50013 {
			t.Errorf("%+v, %v, %v", s, now, err)
		}
	}
	c.t = begin.Add(48 * time.Hour)
	s, now, err := book.Resume(ctx, a.ID)
	if err != nil || !now || s.Pause != nil || !s.Since.Equal(c.t) || !s.Made.Equal(begin) {
		t.Errorf("%+v, %v, %v", s, now, err)
	}
	if _, now, err := book.Resume(ctx, a.ID); err != nil || now {
		t.Errorf("resumed twice: %v, %v", now, err)
	}
	plan, err := s.Plan(6 * time.Hour)
	if next, ok := plan.Next("", c.t); err != nil || !ok || next.Date != "2026-11-25" {
		t.Errorf("next %+v, %v, %v", next, ok, err)
	}

	if _, err := book.Remove(ctx, a.ID); err != nil {
		t.Error(err)
	}
	if _, err := book.Get(ctx, a.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("after Remove: %v", err)
	}
	if _, err := book.Remove(ctx, a.ID); !errors.Is(err, ErrNotFound) {
		t.Errorf("Remove twice: %v", err)
	}
}

// What the configuration says is kept there; here is only whether it is paused.
func TestConfigured(t *testing.T) {
	ctx := context.Background()
	c := &clock{begin}
	notes := memory.New()
	if _, _, err := NewBook(notes, configured(), c.now).Pause(ctx, Configured, Pause{By: "6"}); err != nil {
		t.Fatal(err)
	}
	moved := configured()
	moved.Zone = "Asia/Tokyo"
	if s, err := NewBook(notes, moved, c.now).Get(ctx, Configured); err != nil || s.Pause == nil || s.Zone != "Asia/Tokyo" || s.When() != "0 1 * * * (Asia/Tokyo)" {
		t.Errorf("%+v, %v", s, err)
	}
	moved.Channel = "2"
	if s, err := NewBook(notes, moved, c.now).Get(ctx, Configured); err != nil || s.Pause != nil {
		t.Errorf("in another channel: %+v, %v", s, err)
	}
	if all, err := NewBook(notes, nil, c.now).All(ctx); err != nil || len(all) != 0 {
		t.Errorf("no longer configured: %d, %v", len(all), err)
	}
	if _, err := NewBook(notes, moved, c.now).Remove(ctx, Configured); !errors.As(err, new(*InvalidError)) {
		t.Errorf("removed: %v", err)
	}
}

func TestInvalid(t *testing.T) {
	ctx := context.Background()
	book := NewBook(memory.New(), nil, (&clock{begin}).now)
	for name, change := range map[string]func(*Subscription){
		"channel": func(s *Subscription) { s.Channel = "news" },
		"role":    func(s *Subscription) { s.Role = "@everyone" },
		"zone":    func(s *Subscription) { s.Zone = "Europe/Atlantis" },
		"no zone": func(s *Subscription) { s.Zone = "" },
		"days":    func(s *Subscription) { s.Days = 0 },
		"time":    func(s *Subscription) { s.At = 1440 },
		"length":  func(s *Subscription) { s.Messages = 11 },
		"thread":  func(s *Subscription) { s.Thread = "somewhere" },
		"tag":     func(s *Subscription) { s.Thread, s.Tag = Further, "news" },
		"long":    func(s *Subscription) { s.Thread, s.Tag = Post, strings.Repeat("x", 101) },
	} {
		s := good()
		change(&s)
		if _, err := book.Add(ctx, s); !errors.As(err, new(*InvalidError)) {
			t.Errorf("%s: %v", name, err)
		}
	}
	a, err := book.Add(ctx, good())
	if err != nil {
		t.Fatal(err)
	}
	if _, err := book.Add(ctx, good()); !errors.As(err, new(*InvalidError)) || !strings.Contains(err.Error(), a.ID) {
		t.Errorf("twice the same: %v", err)
	}
	if _, err := book.Change(ctx, a.ID, func(s *Subscription) error { s.Zone = "x"; return nil }); !errors.As(err, new(*InvalidError)) {
		t.Errorf("changed to no zone: %v", err)
	}
	if got, err := book.Get(ctx, a.ID); err != nil || got.Zone != "Europe/Berlin" {
		t.Errorf("%+v, %v", got, err)
	}
	for i := range perGuild {
		s := good()
		s.At = digest.Clock(i)
		if _, err = book.Add(ctx, s); err != nil {
			break
		}
	}
	if in, _ := book.Guild(ctx, "8"); len(in) != perGuild || !errors.As(err, new(*InvalidError)) {
		t.Errorf("%d in a guild, %v", len(in), err)
	}
}

// Several processes change one subscription: each change is in it.
func TestChangedAtOnce(t *testing.T) {
	ctx := context.Background()
	notes := memory.New()
	c := &clock{begin}
	a, err := NewBook(notes, nil, c.now).Add(ctx, good())
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	for range 20 {
		wg.Go(func() {
			_, err := NewBook(notes, nil, c.now).Change(ctx, a.ID, func(s *Subscription) error { s.Topics = append(s.Topics, "x"); return nil })
			if err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	if got, err := NewBook(notes, nil, c.now).Get(ctx, a.ID); err != nil || len(got.Topics) != 21 {
		t.Errorf("%+v, %v", got, err)
	}
}

// What was stored before there were threads means what it meant, and stays so when
// it is changed.
func TestStoredBefore(t *testing.T) {
	ctx := context.Background()
	notes := memory.New()
	const old = `{"id":"abcde","guild":"8","channel":"7","topics":["harbour"],"at":"07:00","days":"weekdays","zone":"Europe/Berlin","made":"2026-11-22T09:30:00Z","since":"2026-11-22T09:30:00Z"}`
	if err := notes.Put(ctx, &corpus.Batch{Notes: map[string][]byte{prefix + "abcde": []byte(old)}}); err != nil {
		t.Fatal(err)
	}
	book := NewBook(notes, nil, (&clock{begin}).now)
	s, err := book.Get(ctx, "abcde")
	if err != nil || s.Thread != InChannel || s.Tag != "" || s.Limit() != DefaultMessages {
		t.Fatalf("%+v, %v", s, err)
	}
	if _, err := book.Change(ctx, "abcde", func(*Subscription) error { return nil }); err != nil {
		t.Error(err)
	}
	if raw, err := notes.Note(ctx, prefix+"abcde"); err != nil || string(raw) != old {
		t.Errorf("stored %s, %v", raw, err)
	}
}

// A note that is damaged is an error that names it.
func TestDamaged(t *testing.T) {
	ctx := context.Background()
	notes := memory.New()
	if err := notes.Put(ctx, &corpus.Batch{Notes: map[string][]byte{prefix + "abc": []byte("{")}}); err != nil {
		t.Fatal(err)
	}
	if _, err := NewBook(notes, nil, time.Now).All(ctx); err == nil || !strings.Contains(err.Error(), "abc") {
		t.Errorf("error %v", err)
	}
}
