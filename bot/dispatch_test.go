package bot

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/bot/language"
	"briefbot/bot/outbox"
	"briefbot/bot/rest"
	"briefbot/bot/say"
)

var harbour = fakediscord.Opt("topic", "harbour")

// Whatever a request for an answer meets, the user gets that answer, once.
func TestReplyFaults(t *testing.T) {
	t.Parallel()
	type set = struct {
		name  string
		fault fakediscord.FaultOf
	}
	faults := []set{
		{"429", fakediscord.Met(fakediscord.RateLimited(300 * time.Millisecond))},
		{"429 globally", fakediscord.Met(fakediscord.GloballyRateLimited(300*time.Millisecond, false))},
		{"429 globally with reset", fakediscord.Met(fakediscord.GloballyRateLimited(300*time.Millisecond, true))},
		{"reset before", fakediscord.Met(fakediscord.ResetBefore())},
		{"reset after", fakediscord.Met(fakediscord.ResetAfter())},
		{"hang before", (*fakediscord.Hangs).Before},
		{"hang after", (*fakediscord.Hangs).After},
		{"slow", fakediscord.Met(fakediscord.Delayed(200 * time.Millisecond))},
	}
	for _, status := range []int{500, 502, 503, 504} {
		faults = append(faults, set{fmt.Sprint(status, " before"), fakediscord.Met(fakediscord.StatusBefore(status))}, set{fmt.Sprint(status, " after"), fakediscord.Met(fakediscord.StatusAfter(status))})
	}
	for _, route := range []string{fakediscord.Callback, fakediscord.EditReply} {
		for _, f := range faults {
			t.Run(strings.Fields(route)[0]+" "+f.name, func(t *testing.T) {
				t.Parallel()
				r := start(t)
				r.fake.Fail(route, 1, f.fault(r.hung))
				r.works()
				if n := r.desk.answered(); n != 1 {
					t.Errorf("the command ran %d times", n)
				}
			})
		}
	}
}

// What Discord refuses for good ends quietly, and the next command works.
func TestReplyRefused(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name, route string
		fault       fakediscord.Fault
		ran         int
		log         string
	}{
		{"too late", fakediscord.Callback, fakediscord.Refused(404, 10062, "Unknown interaction"), 0, "code=10062"},
		{"answered by another", fakediscord.Callback, fakediscord.Refused(400, 40060, "Interaction has already been acknowledged."), 0, "code=40060"},
		{"token expired", fakediscord.EditReply, fakediscord.Refused(401, 50027, "Invalid Webhook Token"), 1, "50027"},
		{"webhook gone", fakediscord.EditReply, fakediscord.Refused(404, 10015, "Unknown Webhook"), 1, "10015"},
		{"dismissed", fakediscord.EditReply, fakediscord.Refused(404, 10008, "Unknown Message"), 1, "10008"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := start(t)
			r.fake.Fail(tt.route, 1, tt.fault)
			if _, err := r.fake.User("reader").Slash(r.ctx, "brief", harbour); err != nil {
				t.Fatal(err)
			}
			if err := r.fake.WaitCalls(r.ctx, tt.route, 1); err != nil {
				t.Fatal(err)
			}
			r.ask("sources")
			if n := r.desk.answered(); n != tt.ran+1 {
				t.Errorf("commands ran %d times, want %d", n, tt.ran+1)
			}
			r.stop()
			if err := <-r.end; err != nil {
				t.Error(err)
			}
			r.end <- nil
			if s := r.log.String(); !strings.Contains(s, tt.log) || strings.Contains(s, "token-") || strings.Contains(s, "harbour") {
				t.Errorf("the log should have %q, and neither tokens nor what users wrote:\n%s", tt.log, s)
			}
		})
	}
}

// The network in front of Discord has banned this address: no hammering.
func TestBanned(t *testing.T) {
	t.Parallel()
	r := start(t)
	r.works()
	r.fake.Fail("GET /users/@me", 1, fakediscord.Banned(5*time.Second))
	var limit *rest.LimitError
	if _, err := r.bot.channels.Me(r.ctx); !errors.As(err, &limit) || !limit.Banned {
		t.Fatalf("error %v", err)
	}
	before := len(r.fake.Calls(""))
	for range 10 {
		if _, err := r.fake.User("reader").Slash(r.ctx, "brief", harbour); err != nil {
			t.Fatal(err)
		}
	}
	err := r.bot.PostDigest(r.ctx, outbox.Slot{Channel: fakediscord.ChannelID, Date: "2026-11-22"}, telling("x"))
	if !errors.As(err, &limit) || !limit.Banned {
		t.Errorf("post while banned: %v", err)
	}
	r.stop()
	if err := <-r.end; err != nil {
		t.Error(err)
	}
	r.end <- nil
	if n := len(r.fake.Calls("")) - before; n != 0 {
		t.Errorf("%d requests while banned", n)
	}
}

func TestAnsweredOnce(t *testing.T) {
	t.Parallel()
	r := start(t)
	i, err := r.fake.User("reader").Repeating(3).Slash(r.ctx, "brief", harbour)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := i.Reply(r.ctx); err != nil {
		t.Fatal(err)
	}
	i.Repeat()
	r.works()
	if n := r.desk.answered(); n != 2 {
		t.Errorf("commands ran %d times, want 2", n)
	}
	if n := len(r.fake.Calls(fakediscord.Callback)); n != 2 {
		t.Errorf("%d acknowledgements, want 2", n)
	}
}

func TestPanic(t *testing.T) {
	t.Parallel()
	r := start(t)
	r.desk.before = func(_ context.Context, what string) error {
		if what == "sources" {
			panic("no sources")
		}
		return nil
	}
	if m := r.ask("sources"); m.Content != say.Broken[language.English] {
		t.Errorf("answer %q", m.Content)
	}
	r.works()
	if s := r.log.String(); !strings.Contains(s, "no sources") || !strings.Contains(s, "dispatch_test.go") {
		t.Errorf("the log lacks the panic or its stack:\n%s", s)
	}
}

// 200 people at once, while one of them is never answered by the network: each
// gets an answer. How long acknowledging takes is logged; BenchmarkFlood measures
// it at the pace of a flood.
func TestFlood(t *testing.T) {
	r := start(t)
	first := true
	var mu sync.Mutex
	r.fake.FailWhere(fakediscord.EditReply, 1, func(*http.Request) bool {
		mu.Lock()
		defer mu.Unlock()
		was := first
		first = false
		return was
	}, r.hung.After())
	const people = 200
	acks := make([]time.Duration, people)
	var wg sync.WaitGroup
	for n := range people {
		wg.Go(func() {
			i, err := r.fake.User(fmt.Sprint("reader", n)).Slash(r.ctx, "brief", harbour)
			if err != nil {
				t.Error(err)
				return
			}
			if _, err := i.Reply(r.ctx); err != nil {
				t.Error(err)
			}
			acks[n] = i.AckTime()
		})
	}
	wg.Wait()
	slices.Sort(acks)
	t.Logf("acknowledged: median %v, slowest %v", acks[people/2].Round(time.Millisecond), acks[people-1].Round(time.Millisecond))
	if n := r.desk.answered(); n != people {
		t.Errorf("commands ran %d times", n)
	}
}

// An edit that hangs holds nobody else's up.
func TestHangHoldsNobodyUp(t *testing.T) {
	t.Parallel()
	r := start(t)
	over := make(chan struct{})
	r.fake.Fail(fakediscord.EditReply, 1, func(w http.ResponseWriter, q *http.Request, serve func(http.ResponseWriter), done <-chan struct{}) {
		select {
		case <-over:
		case <-r.ctx.Done():
		}
		r.hung.Before()(w, q, serve, done)
	})
	slow, err := r.fake.User("slow").Slash(r.ctx, "brief", harbour)
	if err != nil {
		t.Fatal(err)
	}
	if err := r.fake.WaitCalls(r.ctx, fakediscord.EditReply, 1); err != nil {
		t.Fatal(err)
	}
	for range 20 {
		r.works()
	}
	close(over)
	if _, err := slow.Reply(r.ctx); err != nil {
		t.Error(err)
	}
}

// Events that the client library cannot read, or reads only in part.
func TestStrangeEvents(t *testing.T) {
	t.Parallel()
	r := start(t)
	for _, event := range []map[string]any{
		{},
		{"id": "1", "type": 2, "token": "a", "app_permissions": 7, "data": map[string]any{"id": "1", "name": "brief"}},
		{"id": "2", "type": 3, "token": "b", "data": map[string]any{"custom_id": "x", "component_type": 2}, "message": map[string]any{"id": "5", "components": []any{map[string]any{"type": 99}}}},
		{"id": "3", "type": 77, "token": "c"},
		{"id": "4", "type": 2, "token": "d", "data": map[string]any{"id": "1", "name": "brief"}},
		{"id": "5", "type": 2, "token": "e", "data": map[string]any{"id": "1", "name": "brief", "options": []any{map[string]any{"name": "topic", "type": 4, "value": 1}}}},
		{"id": "6", "type": 2, "token": "f", "data": map[string]any{"id": "1", "name": "ask", "options": []any{map[string]any{"name": "question", "type": 3, "value": strings.Repeat("x", 6000)}}}},
		{"id": "7", "type": 2, "token": "g", "data": map[string]any{"id": "1", "name": "gone"}},
		{"id": "8", "type": 4, "token": "h", "data": map[string]any{"id": "1", "name": "help"}},
		{"id": "9", "type": 5, "token": "i", "data": map[string]any{"custom_id": "x", "components": []any{}}},
	} {
		r.fake.Send("INTERACTION_CREATE", event)
	}
	r.works()
}

// registered waits until the commands are: that goes on beside the answers.
func (r *running) registered() {
	r.t.Helper()
	for !strings.Contains(r.bot.mention("help"), "</help:") {
		if r.ctx.Err() != nil {
			r.t.Fatal("the commands are not registered")
		}
		runtime.Gosched()
	}
}

func TestOldButton(t *testing.T) {
	t.Parallel()
	r := start(t)
	r.works()
	r.registered()
	posted := r.fake.Give(fakediscord.ChannelID, "an old list", fakediscord.Component{Type: fakediscord.Button, Style: 1, Label: "Next", CustomID: "q0|7"})
	i, err := r.fake.User("reader").Click(r.ctx, posted, "q0|7")
	if err != nil {
		t.Fatal(err)
	}
	m, err := i.Reply(r.ctx)
	if err != nil || m.Content != say.Old.In(language.English, r.bot.mention("help")) || !strings.Contains(m.Content, "</help:") || !m.Ephemeral() {
		t.Errorf("answer %v, error %v", m, err)
	}
}

// A long answer is read page by page, each with its sources.
func TestLongAnswer(t *testing.T) {
	t.Parallel()
	r := start(t)
	m := r.ask("ask", fakediscord.Opt("question", "long"))
	seen := 0
	for n := 0; ; n++ {
		if !strings.HasPrefix(m.Content, "## long\n") || !strings.Contains(m.Content, "The Daily") || strings.Contains(m.Content, "The Wire") {
			t.Errorf("page %d: %q", n, m.Content)
		}
		seen += strings.Count(m.Content, "“quoted words” "+cite(1))
		next := m.Components[0].Components[min(n, 1)]
		if n == 0 {
			next = m.Components[0].Components[1]
		}
		if !strings.HasPrefix(next.Label, "Next") {
			t.Fatalf("page %d has %+v", n, m.Components[0])
		}
		if next.Disabled {
			break
		}
		i, err := r.fake.User("reader").Click(r.ctx, m, next.CustomID)
		if err != nil {
			t.Fatal(err)
		}
		if m, err = i.Reply(r.ctx); err != nil {
			t.Fatal(err)
		}
	}
	if seen != 60 {
		t.Errorf("%d of 60 blocks are seen whole", seen)
	}
}

// A follow-up message of which nobody knows what became is not sent again. Only what
// is too long for a button to lead on is answered in several messages.
func TestLongAnswerBreaksOff(t *testing.T) {
	t.Parallel()
	r := start(t)
	r.fake.Fail(fakediscord.FollowUp, 1, fakediscord.StatusAfter(502))
	i, err := r.fake.User("reader").Slash(r.ctx, "verify", fakediscord.Opt("quote", "long"+strings.Repeat(" and what of the harbour", 10)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := i.Replies(r.ctx, 2); err != nil {
		t.Fatal(err)
	}
	r.works()
	if n := len(i.Messages()); n != 2 {
		t.Errorf("%d messages", n)
	}
}

// What is in flight when the bot is to end is finished.
func TestShutdown(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name string
		ends bool // the command, in time
		want string
	}{
		{"in time", true, "The two mayors met"},
		{"too late", false, say.Ending[language.English]},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			begun, goOn := make(chan bool), make(chan bool)
			r := start(t, func(r *running) {
				r.opts.Grace = 2 * time.Second
				if tt.ends {
					r.opts.Grace = time.Minute
				}
			})
			r.desk.before = func(ctx context.Context, _ string) error {
				begun <- true
				select {
				case <-goOn:
					return nil
				case <-ctx.Done():
					return ctx.Err()
				}
			}
			i, err := r.fake.User("reader").Slash(r.ctx, "brief", harbour)
			if err != nil {
				t.Fatal(err)
			}
			<-begun
			r.stop()
			if tt.ends {
				goOn <- true
			}
			if err := <-r.end; err != nil {
				t.Errorf("Run: %v", err)
			}
			r.end <- nil
			m, err := i.Reply(r.ctx)
			if err != nil || !strings.Contains(m.Content, tt.want) {
				t.Errorf("answer %v, error %v", m, err)
			}
		})
	}
}

func TestAnswerTakesTooLong(t *testing.T) {
	t.Parallel()
	r := start(t, func(r *running) { r.opts.AnswerTimeout = 50 * time.Millisecond })
	r.desk.before = func(ctx context.Context, _ string) error { <-ctx.Done(); return ctx.Err() }
	if m := r.ask("brief", harbour); m.Content != say.Late[language.English] {
		t.Errorf("answer %q", m.Content)
	}
}
