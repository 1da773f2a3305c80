package bot

import (
	"fmt"
	"net/http"
	"strings"
	"testing"
	"time"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/fakediscord"
	"briefbot/bot/language"
	"briefbot/bot/notebook"
	"briefbot/bot/rest"
	"briefbot/bot/say"
	"briefbot/corpus/memory"
)

// Answers and digests send nothing over the gateway: of 120 packets a minute there are
// the greeting and the heartbeats.
func TestGatewayIsQuiet(t *testing.T) {
	t.Parallel()
	r := start(t)
	for range 20 {
		r.works()
	}
	if err := r.bot.PostDigest(r.ctx, slotOn(1), telling(item(1), item(2))); err != nil {
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
			fault fakediscord.FaultOf
		}{
			{"502 after", fakediscord.Met(fakediscord.StatusAfter(502))}, {"reset after", fakediscord.Met(fakediscord.ResetAfter())}, {"hang after", (*fakediscord.Hangs).After},
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

// The limit of the whole bot holds posts back, and no acknowledgements.
func TestGlobalLimitSparesAnswers(t *testing.T) {
	t.Parallel()
	for _, reset := range []bool{false, true} {
		t.Run(fmt.Sprint("reset ", reset), func(t *testing.T) {
			t.Parallel()
			r := start(t)
			r.works()
			r.fake.Fail(fakediscord.CreateMessage, 1, fakediscord.GloballyRateLimited(4*time.Second, reset))
			done := make(chan time.Duration, 1)
			begun := time.Now()
			go func() {
				if err := r.bot.PostDigest(r.ctx, slotOn(1), telling("x")); err != nil {
					t.Error(err)
				}
				done <- time.Since(begun)
			}()
			if err := r.fake.WaitCalls(r.ctx, fakediscord.CreateMessage, 1); err != nil {
				t.Fatal(err)
			}
			r.works()
			select {
			case took := <-done:
				t.Errorf("the post was sent before the answer, after %v", took)
			default:
				if took := <-done; took < 4*time.Second {
					t.Errorf("the post was sent after %v", took)
				}
			}
		})
	}
}

// Who runs the bot is told where Discord refuses much of what it asks.
func TestManyRefusalsAreLogged(t *testing.T) {
	t.Parallel()
	r := newRunning(t)
	r.make()
	defer r.bot.stop()
	r.bot.rest.Often(1000)
	if !strings.Contains(r.log.String(), "refused=1000") {
		t.Errorf("the log says %s", r.log)
	}
}

// What Discord has refused is kept, for whoever begins anew.
func TestRefusalsAreKept(t *testing.T) {
	t.Parallel()
	r := newRunning(t)
	r.make()
	defer r.bot.stop()
	r.fake.Fail("GET /users/@me", 1, fakediscord.Refused(403, 50013, "Missing Permissions"))
	if err := r.bot.rest.Do(t.Context(), http.MethodGet, discordgo.EndpointUser("@me"), nil, nil); err == nil {
		t.Fatal("it was not refused")
	}
	var kept rest.Refusals
	if ok, err := notebook.Read(t.Context(), r.bot.opts.Notes, refusedNote, &kept); !ok || err != nil || len(kept) != 1 {
		t.Errorf("kept %v, %v, %v", kept, ok, err)
	}
}
