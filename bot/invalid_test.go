package bot

import (
	"errors"
	"net/http"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/fakediscord"
	"briefbot/bot/language"
	"briefbot/bot/say"
	"briefbot/corpus/memory"
)

// Whatever refuses the bot, and however it goes on asking: in no ten minutes it has
// half of the refusals for which Discord shuts an address out. It says so, and goes on
// afterwards.
func TestInvalidRequests(t *testing.T) {
	for _, tt := range []struct {
		name  string
		fault fakediscord.Fault
	}{
		{"401", fakediscord.Refused(401, 0, "401: Unauthorized")},
		{"403", fakediscord.Refused(403, 50013, "Missing Permissions")},
		{"429", fakediscord.RateLimited(time.Millisecond)},
	} {
		t.Run(tt.name, func(t *testing.T) {
			synctest.Test(t, func(t *testing.T) {
				fake, log := fakediscord.Unplugged(), new(logged)
				b, err := New(Options{Token: fakediscord.Token, Notes: memory.New(), Desk: new(desk), Log: log.logger(), Now: fake.Now})
				if err != nil {
					t.Fatal(err)
				}
				defer b.stop()
				b.via.next = fake
				var at []time.Time
				fake.Fail("GET /users/@me", 1_000_000, func(w http.ResponseWriter, q *http.Request, serve func(http.ResponseWriter), done <-chan struct{}) {
					at = append(at, time.Now())
					tt.fault(w, q, serve, done)
				})
				ask := func() error {
					return b.rest.do(t.Context(), http.MethodGet, discordgo.EndpointUser("@me"), nil, nil)
				}
				held := 0
				for begun := time.Now(); time.Since(begun) < 25*time.Minute; {
					var limit *LimitError
					if errors.As(ask(), &limit) && limit.Refused {
						held++
						time.Sleep(time.Until(limit.Until))
					}
				}
				for first, last := 0, 0; last < len(at); last++ {
					for at[last].Sub(at[first]) >= 10*time.Minute {
						first++
					}
					if n := last - first + 1; n > 5000 {
						t.Fatalf("%d refusals within ten minutes", n)
					}
				}
				if len(at) < 10_000 || held == 0 {
					t.Errorf("%d requests, held back %d times: the limit was not met", len(at), held)
				}
				for _, n := range []string{"refused=1000", "refused=5000"} {
					if !strings.Contains(log.String(), n) {
						t.Errorf("the log does not warn: %s", n)
					}
				}
				fake.Forget()
				time.Sleep(10 * time.Minute)
				if err := ask(); err != nil {
					t.Errorf("afterwards: %v", err)
				}
			})
		})
	}
}

// A limit that others in a channel have used up is not the bot's.
func TestSharedLimitsAreNotInvalid(t *testing.T) {
	var i invalid
	now := time.Date(2026, 2, 4, 7, 0, 0, 0, time.UTC)
	shared := &http.Response{StatusCode: http.StatusTooManyRequests, Header: http.Header{"X-Ratelimit-Scope": {"shared"}}}
	for _, res := range []*http.Response{shared, {StatusCode: 404}, {StatusCode: 400}, {StatusCode: 200}, {StatusCode: 500}} {
		for range 2 * invalidMost {
			i.note(res, now)
		}
	}
	if len(i.at) > 0 || !i.until(now).IsZero() {
		t.Errorf("%d are counted", len(i.at))
	}
}

// Answers and digests send nothing over the gateway: of 120 packets a minute there are
// the greeting and the heartbeats.
func TestGatewayIsQuiet(t *testing.T) {
	t.Parallel()
	r := start(t)
	for range 20 {
		r.works()
	}
	if err := r.bot.PostDigest(r.ctx, slotOf(1), world(1)); err != nil {
		t.Error(err)
	}
	// At 41 s a heartbeat: more than these two on a machine that takes minutes alone.
	if n := r.fake.Sends(); n > 8 {
		t.Errorf("%d packets", n)
	}
}

// Of the 200 commands that may be created in a day every one is created once, though
// the bot starts again and again, and though it forgets what it has done.
func TestCommandsAreCreatedOnce(t *testing.T) {
	t.Parallel()
	r := newRunning(t)
	r.make()
	defer r.bot.stop()
	register := func() {
		t.Helper()
		if err := r.bot.register(r.ctx, fakediscord.AppID); err != nil {
			t.Fatal(err)
		}
	}
	for range 30 {
		register()
	}
	if n := r.fake.Overwrites(); n != 1 {
		t.Errorf("written %d times", n)
	}
	for range 30 {
		r.bot.opts.Notes = memory.New()
		register()
	}
	if n := len(r.bot.commands); r.fake.Creates() != n {
		t.Errorf("%d commands were created, there are %d", r.fake.Creates(), n)
	}
}

// A page that Discord does not take is said to be missing, where it would stand.
func TestPageNotTaken(t *testing.T) {
	t.Parallel()
	r := start(t)
	long := fakediscord.Opt("quote", "long"+strings.Repeat(" and what of the harbour", 10))
	whole := r.replies("verify", long)
	if len(whole) < 3 {
		t.Fatalf("%d pages", len(whole))
	}
	refuse := func(n int) {
		r.fake.Fail(fakediscord.FollowUp, n, fakediscord.Refused(400, 50035, "Invalid Form Body"))
	}
	refuse(1)
	pages := r.replies("verify", long)
	if len(pages) != len(whole) {
		t.Fatalf("%d pages, want %d", len(pages), len(whole))
	}
	for n, m := range pages {
		want := whole[n].Content
		if n == 1 {
			want = say.PageMissing[language.English]
		}
		if m.Content != want || m.Ephemeral() != whole[n].Ephemeral() {
			t.Errorf("page %d: %s", n+1, fakediscord.Render(m))
		}
	}
	if s := r.log.String(); !strings.Contains(s, "50035") {
		t.Error("the log does not say why")
	}
	// Where not even that is taken, nothing more is tried.
	before := len(r.fake.Calls(fakediscord.FollowUp))
	refuse(2)
	if n := len(r.replies("verify", long)); n != 1 {
		t.Errorf("%d pages", n)
	}
	if n := len(r.fake.Calls(fakediscord.FollowUp)) - before; n != 2 {
		t.Errorf("%d requests", n)
	}
}

// replies enters a command and returns all that comes of it.
func (r *running) replies(command string, options ...fakediscord.Option) []*fakediscord.Message {
	r.t.Helper()
	i, err := r.fake.User("reader").Slash(r.ctx, command, options...)
	if err != nil {
		r.t.Fatal(err)
	}
	if _, err := i.Reply(r.ctx); err != nil {
		r.t.Fatal(err)
	}
	settle(r.bot)
	return i.Messages()
}

// An edit of which nobody knows whether it was done is sent again: a message that was
// edited twice is as one that was edited once, with its files and its buttons.
func TestEditRepeatedIsHarmless(t *testing.T) {
	t.Parallel()
	for _, command := range []string{"brief", "timeline"} {
		for _, tt := range []struct {
			name  string
			fault faultOf
		}{
			{"502 after", met(fakediscord.StatusAfter(502))}, {"reset after", met(fakediscord.ResetAfter())}, {"hang after", (*hangs).after},
		} {
			t.Run(command+" "+tt.name, func(t *testing.T) {
				t.Parallel()
				r := start(t)
				once := r.replies(command, harbour)
				r.fake.Fail(fakediscord.EditReply, 2, tt.fault(r.hung))
				again := r.replies(command, harbour)
				if len(once) != 1 || len(again) != 1 {
					t.Fatalf("%d and %d messages", len(once), len(again))
				}
				// What a button carries names the message's own interaction.
				if a, b := fakediscord.Render(once[0]), fakediscord.Render(again[0]); a != b || len(once[0].Files) != len(again[0].Files) {
					t.Errorf("once:\n%s\nagain:\n%s", a, b)
				}
				if again[0].Edits != 3 || r.desk.answered() != 2 {
					t.Errorf("%d edits, the commands ran %d times", again[0].Edits, r.desk.answered())
				}
			})
		}
	}
}
