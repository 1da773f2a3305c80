package bot

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"net/http"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/backoff"
	"briefbot/bot/fakediscord"
	"briefbot/bot/language"
	"briefbot/bot/say"
	"briefbot/corpus/memory"
)

// crowded is a bot in a time of its own, whose requests take a while.
type crowded struct {
	t    *testing.T
	fake *fakediscord.Server
	desk *desk
	bot  *Bot
	all  []*fakediscord.Interaction
}

func newCrowded(t *testing.T) *crowded {
	c := &crowded{t: t, fake: fakediscord.Unplugged(), desk: new(desk)}
	c.fake.Advance(time.Until(time.Date(2026, 11, 22, 7, 0, 0, 0, time.UTC)))
	var err error
	c.bot, err = New(Options{Token: fakediscord.Token, Notes: memory.New(), Desk: c.desk, Log: silent, Now: c.fake.Now})
	if err != nil {
		t.Fatal(err)
	}
	draw := rand.New(rand.NewPCG(1, 2))
	way := make(chan bool, 1) // held by whoever draws
	c.bot.rest.Next = tripper(func(r *http.Request) (*http.Response, error) {
		way <- true
		there, back := 20*time.Millisecond+time.Duration(draw.Int64N(1e8)), time.Duration(draw.Int64N(1e8))
		<-way
		if err := backoff.Sleep(r.Context(), there); err != nil {
			return nil, err
		}
		res, err := c.fake.RoundTrip(r)
		if err := backoff.Sleep(r.Context(), back); err != nil {
			return nil, err
		}
		return res, err
	})
	return c
}

// ask lets a user ask, whose event the bot takes as it would from the gateway.
func (c *crowded) ask(who, channel string) {
	i := c.fake.User(who).In(channel).Enter(2, map[string]any{
		"id": "1", "name": "brief", "type": 1, "options": []any{map[string]any{"name": "topic", "type": 3, "value": "harbour"}},
	})
	c.all = append(c.all, i)
	event := new(discordgo.InteractionCreate)
	if err := json.Unmarshal(i.Event(), event); err != nil {
		c.t.Fatal(err)
	}
	go c.bot.receive(event)
}

// end waits until all is done and says how many got which answer: each got one, and
// of a hundred 99 knew within a second that it comes.
func (c *crowded) end() (answered, cooled, busy, late int) {
	c.t.Helper()
	settle(c.bot)
	synctest.Wait()
	var acks []time.Duration
	for n, i := range c.all {
		acks = append(acks, i.AckTime())
		all := i.Messages()
		if len(all) != 1 || i.AckTime() == 0 {
			c.t.Errorf("interaction %d has %d answers, acknowledged after %v", n, len(all), i.AckTime())
			continue
		}
		switch says := all[0].Content; {
		case strings.Contains(says, "The two mayors met"):
			answered++
		case strings.Contains(says, "<t:"):
			cooled++
		case says == say.Busy[language.English]:
			busy++
		case says == say.Late[language.English]:
			late++
		default:
			c.t.Errorf("interaction %d is told: %s", n, says)
		}
	}
	slices.Sort(acks)
	if p99 := acks[len(acks)*99/100]; p99 >= time.Second {
		c.t.Errorf("99 of 100 are acknowledged within %v", p99)
	}
	// Nothing of them is left but what is bounded.
	b := c.bot
	b.mu.Lock()
	defer b.mu.Unlock()
	if n := len(b.seen.now) + len(b.seen.old); b.waiting != 0 || len(b.slots) != 0 || n > 2000 || len(b.users.full) > maxCooling {
		c.t.Errorf("%d wait, %d run, %d are remembered", b.waiting, len(b.slots), n)
	}
	b.kill()
	for _, v := range c.fake.Violations() {
		c.t.Error(v)
	}
	return answered, cooled, busy, late
}

// guilds adds servers, and returns a channel of each.
func (c *crowded) guilds(n int) []string {
	var channels []string
	for i := range n {
		channels = append(channels, fmt.Sprint(720000000000000000+i))
		c.fake.AddGuild(fmt.Sprint(820000000000000000+i<<22), channels[i])
	}
	return channels
}

// TestCrowds: whoever asks in a crowd of 500 within five seconds is acknowledged and
// then answered, or told at once when to come back, whatever keeps the bot busy.
func TestCrowds(t *testing.T) {
	for _, tt := range []struct {
		name                         string
		people, servers              int
		takes                        time.Duration // an answer
		answered, cooled, busy, late int
	}{
		// Eight at a time, all of them before the minute is over that one may take.
		{"of twenty servers", 500, 20, 300 * time.Millisecond, 500, 0, 0, 0},
		// A server has 60 at once, and one more each second.
		{"of one server", 500, 1, 300 * time.Millisecond, 64, 436, 0, 0},
		// 500 may wait, beside those that are being answered; a minute is 12 times
		// eight answers of five seconds.
		{"that is too much", 600, 20, 5 * time.Second, 96, 0, 84, 420},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				c := newCrowded(t)
				c.desk.before = func(ctx context.Context, _ string) error { return backoff.Sleep(ctx, tt.takes) }
				channels := c.guilds(tt.servers)
				for n := range tt.people {
					c.ask(fmt.Sprint("reader-", n), channels[n%len(channels)])
					time.Sleep(5 * time.Second / 500)
				}
				answered, cooled, busy, late := c.end()
				if answered != tt.answered || cooled != tt.cooled || busy != tt.busy || late != tt.late {
					t.Errorf("%d answered, %d told to wait, %d that there is no room, %d that it took too long", answered, cooled, busy, late)
				}
				if answered+cooled+busy+late != tt.people {
					t.Errorf("%d people", answered+cooled+busy+late)
				}
			})
		})
	}
}

// TestRush: the digests of a thousand channels that are due at one minute, two
// messages each, are posted below 45 a second, each once, while every question is
// answered and 99 of 100 are acknowledged within a second.
func TestRush(t *testing.T) {
	channels := 1000
	if testing.Short() {
		channels = 200
	}
	synctest.Test(t, func(t *testing.T) {
		c := newCrowded(t)
		for n := range channels {
			c.fake.AddChannel(rushChannel(n), fmt.Sprint("rush-", n))
		}
		asked := c.guilds(20)
		done := make(chan error, 1)
		go func() { done <- rush(t.Context(), c.bot, channels) }()
		for n, going := 0, true; going; n++ {
			select {
			case err := <-done:
				if err != nil {
					t.Error(err)
				}
				going = false
			case <-time.After(50 * time.Millisecond):
				c.ask(fmt.Sprint("reader-", n), asked[n%len(asked)])
			}
		}
		if answered, cooled, busy, late := c.end(); answered != len(c.all) {
			t.Errorf("of %d who asked %d are answered, %d told to wait, %d that there is no room, %d that it took too long", len(c.all), answered, cooled, busy, late)
		}
		calls := c.fake.Calls(fakediscord.CreateMessage)
		for last, first := 0, 0; last < len(calls); last++ {
			for calls[last].At.Sub(calls[first].At) >= 10*time.Second {
				first++
			}
			if last-first+1 > 450 {
				t.Fatalf("%d messages within ten seconds", last-first+1)
			}
		}
		for n := range channels {
			if posted := c.fake.Posted(rushChannel(n)); len(posted) != 2 || !strings.Contains(posted[0].Content, "item 1") || !strings.Contains(posted[1].Content, "item 2") {
				t.Fatalf("channel %d has %d messages", n, len(posted))
			}
		}
	})
}
