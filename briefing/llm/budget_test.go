package llm_test

import (
	"context"
	"strings"
	"testing"
	"time"

	"briefbot/briefing"
	"briefbot/briefing/llm"
	"briefbot/corpus/memory"
)

// TestCache asks twice what is asked for once: until its life is over, or another
// model answers.
func TestCache(t *testing.T) {
	s := planted(t)
	store := memory.New()
	defer store.Close()
	now := time.Date(2025, 3, 1, 8, 0, 0, 0, time.UTC)
	p := &puppet{says: []written{truth}, story: s}
	ask := func(p llm.Model) {
		t.Helper()
		e := *s.engine
		e.Writer = &llm.Writer{Model: p, Log: e.Log, Cache: &llm.Cache{Notes: store, Life: time.Hour, Now: func() time.Time { return now }}}
		b, err := e.Answer(context.Background(), briefing.Question{Kind: briefing.Ask, Text: "What did Varga call the demand?"})
		if err != nil || b.Prompt() == "" {
			t.Fatalf("%v", err)
		}
	}
	p.section = "answer"
	for i, want := range []int{1, 1, 2, 2} {
		if i == 2 {
			now = now.Add(time.Hour)
		}
		ask(p)
		if len(p.asked) != want {
			t.Errorf("call %d: the model was asked %d times, want %d", i, len(p.asked), want)
		}
	}
	other := &renamed{puppet{says: []written{truth}, story: s, section: "answer"}}
	ask(other)
	if len(other.asked) != 1 {
		t.Error("another model's answer was taken")
	}
	for n, err := range store.Notes(context.Background(), "") {
		if err != nil || strings.Contains(n.Key+string(n.Value), "What did") {
			t.Errorf("%v: the question is kept: %s %s", err, n.Key, n.Value)
		}
	}
}

type renamed struct{ puppet }

func (*renamed) Name() string { return "puppet-2" }

// TestBudget spends until the day's budget, a server's share or a user's is spent,
// and has it back on the next day.
func TestBudget(t *testing.T) {
	s := planted(t)
	tests := []struct {
		name   string
		change func(*llm.Budget)
		asker  briefing.Asker
		other  briefing.Asker // who may still ask
	}{
		{"day, tokens", func(b *llm.Budget) { b.Day.Tokens = 5000 }, briefing.Asker{}, briefing.Asker{}},
		{"day, money", func(b *llm.Budget) { b.Day.Money, b.Price = 5000, llm.Price{Prompt: 1_000_000, Completion: 1_000_000} }, briefing.Asker{}, briefing.Asker{}},
		{"server", func(b *llm.Budget) { b.Guild.Tokens = 5000 }, briefing.Asker{Guild: "1"}, briefing.Asker{Guild: "2"}},
		{"user", func(b *llm.Budget) { b.User.Tokens = 5000 }, briefing.Asker{Guild: "1", User: "10"}, briefing.Asker{Guild: "1", User: "11"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			store := memory.New()
			defer store.Close()
			now := time.Date(2025, 3, 1, 8, 0, 0, 0, time.UTC)
			b := &llm.Budget{Notes: store, Now: func() time.Time { return now }}
			test.change(b)
			p := &puppet{says: []written{truth}, story: s}
			e := *s.engine
			e.Writer = &llm.Writer{Model: p, Log: e.Log, Budget: b}
			ask := func(asker briefing.Asker) string {
				t.Helper()
				got, err := e.Answer(context.Background(), briefing.Question{Kind: briefing.New, Asker: asker})
				if err != nil {
					t.Fatal(err)
				}
				return got.Note()
			}
			asked := 0
			for ; asked < 20 && ask(test.asker) == ""; asked++ {
			}
			// Each answer takes 940 tokens, and may take more than 1,500.
			if asked < 2 || asked > 5 {
				t.Errorf("%d answers for 5,000 tokens", asked)
			}
			if note := ask(test.asker); !strings.Contains(note, "budget") {
				t.Errorf("over budget: %q", note)
			}
			if test.other != test.asker {
				if note := ask(test.other); note != "" {
					t.Errorf("others: %q", note)
				}
			}
			spent, err := b.Today(context.Background())
			if err != nil || spent.Tokens != int64(len(p.asked))*940 || spent.Calls != int64(len(p.asked)) {
				t.Errorf("%+v after %d calls, %v", spent, len(p.asked), err)
			}
			now = now.AddDate(0, 0, 1)
			if note := ask(test.asker); note != "" {
				t.Errorf("on the next day: %q", note)
			}
			for n := range store.Notes(context.Background(), "") {
				if strings.Contains(string(n.Value), `"10"`) || strings.Contains(string(n.Value), `"1"`) {
					t.Errorf("an id is kept: %s", n.Value)
				}
			}
		})
	}
}

// TestBudgetUnspent gives back what a failed call did not take.
func TestBudgetUnspent(t *testing.T) {
	s := planted(t)
	store := memory.New()
	defer store.Close()
	b := &llm.Budget{Notes: store, Now: time.Now, Day: llm.Limit{Tokens: 10_000}}
	e := *s.engine
	e.Writer = &llm.Writer{Model: failing{&llm.Failure{Cause: llm.Busy}}, Log: e.Log, Budget: b}
	for range 20 {
		if _, err := e.Answer(context.Background(), briefing.Question{Kind: briefing.New}); err != nil {
			t.Fatal(err)
		}
	}
	if spent, err := b.Today(context.Background()); err != nil || spent != (llm.Spent{}) {
		t.Errorf("%+v %v", spent, err)
	}
}
