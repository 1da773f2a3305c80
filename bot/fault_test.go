package bot

import (
	"context"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
)

// What Discord, networks, people and clocks do, row by row. The rest of the table
// is beside what it is about: TestReplyFaults and TestReplyRefused (requests that
// fail while answering), TestPostFaults, TestFates and TestFoundByItsMark (while
// posting), TestBanned, TestGlobalLimitSparesAnswers, TestGatewayFaults,
// TestOneConnection and TestRefused (the gateway), TestAnsweredOnce and
// TestStrangeEvents (events), TestKilled, TestPostedOnce and TestTwoPosters
// (processes), TestSimulated (processes, clocks and the network at once), TestPace,
// TestCrowds and TestRush (many at once).
func TestFaults(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		row string
		set func(*running)
		do  func(*running)
	}{
		{"429 on one channel delays no acknowledgement", nil, limitedChannel},
		{"20 s hang on one channel delays no other", longRequests, hangingChannel},
		{"20 s hang on an acknowledgement", longRequests, func(r *running) {
			r.fake.Fail(fakediscord.Callback, 1, fakediscord.HangBefore())
		}},
		{"events out of order", nil, reordered},
		{"event replayed 4 s late", nil, late},
		{"slow writer, 30 s", quickStages, slow},
		{"slow writer, 14 min, that never ends", func(r *running) { r.opts.AnswerTimeout = 50 * time.Millisecond }, endless},
		{"slow writer, 16 min, in a private conversation", nil, tooSlow},
		{"slow writer, 16 min, of an answer for one alone", nil, tooSlowAndPrivate},
		{"slow writer, 16 min, to somebody who takes no messages", nil, tooSlowAndRefused},
		{"50027 on sharing", nil, sharedLate},
		{"no member and no user", nil, nobodyAsks},
		{"unknown component in the message clicked", nil, unknownComponent},
		{"option of 6000 characters", nil, hugeOption},
		{"clock jumps", func(r *running) { r.opts.Now = r.fake.Now }, clockJumps},
		{"flood of one user, and of one server", func(r *running) {
			longRequests(r)
			r.opts.UserPace, r.opts.GuildPace = Pace{15, time.Hour}, Pace{60, time.Hour}
		}, flood},
		{"panics", nil, panics},
	} {
		t.Run(tt.row, func(t *testing.T) {
			t.Parallel()
			r := newRunning(t)
			if tt.set != nil {
				tt.set(r)
			}
			r.run()
			if err := r.fake.WaitReady(r.ctx); err != nil {
				t.Fatal(err)
			}
			tt.do(r)
			r.works()
		})
	}
}

func longRequests(r *running) { r.opts.RequestTimeout = 20 * time.Second }

func quickStages(r *running) { r.opts.Stage = 5 * time.Millisecond }

// channel adds another channel of the server.
func (r *running) channel(n int) string {
	id := fmt.Sprint(700000000000000100 + n)
	r.fake.AddChannel(id, fmt.Sprint("channel-", n))
	return id
}

func (r *running) post(channel string) error {
	slot := slotOf(1)
	slot.Channel = channel
	return r.bot.PostDigest(r.ctx, slot, compose("x"))
}

func limitedChannel(r *running) {
	r.fake.Fail(fakediscord.CreateMessage, 1, fakediscord.RateLimited(2*time.Second))
	posted := make(chan error, 1)
	go func() { posted <- r.post(fakediscord.ChannelID) }()
	if err := r.fake.WaitCalls(r.ctx, fakediscord.CreateMessage, 1); err != nil {
		r.t.Error(err)
	}
	other := r.channel(1)
	if err := r.post(other); err != nil {
		r.t.Error(err)
	}
	r.works()
	if n := len(r.fake.Posted(fakediscord.ChannelID)); n != 0 {
		r.t.Error("the limited channel got its post before the others got theirs")
	}
	if err := <-posted; err != nil {
		r.t.Error(err)
	}
	if n := len(r.fake.Posted(fakediscord.ChannelID)); n != 1 {
		r.t.Errorf("%d posts", n)
	}
}

func hangingChannel(r *running) {
	ctx, cancel := context.WithCancel(r.ctx)
	r.fake.Fail(fakediscord.CreateMessage, 1, fakediscord.HangAfter())
	hung := make(chan error, 1)
	go func() {
		slot := slotOf(1)
		hung <- r.bot.PostDigest(ctx, slot, compose("x"))
	}()
	if err := r.fake.WaitCalls(r.ctx, fakediscord.CreateMessage, 1); err != nil {
		r.t.Error(err)
	}
	for n := range 5 {
		if err := r.post(r.channel(n)); err != nil {
			r.t.Error(err)
		}
	}
	r.works()
	select {
	case err := <-hung:
		r.t.Errorf("the post that hangs has ended: %v", err)
	default:
	}
	cancel()
	if err := <-hung; err == nil {
		r.t.Error("a post of which nobody knows what became was taken as posted")
	}
	if err := r.post(fakediscord.ChannelID); err != nil {
		r.t.Error(err)
	}
	if n := len(r.fake.Posted(fakediscord.ChannelID)); n != 1 {
		r.t.Errorf("%d posts", n)
	}
}

// held makes an interaction whose event the gateway holds back.
func (r *running) held(user string) *fakediscord.Interaction {
	r.t.Helper()
	i, err := r.fake.User(user).Repeating(0).Slash(r.ctx, "brief", harbour)
	if err != nil {
		r.t.Fatal(err)
	}
	return i
}

func reordered(r *running) {
	first, second := r.held("one"), r.held("two")
	for _, i := range []*fakediscord.Interaction{second, first, second} {
		i.Repeat()
		if _, err := i.Reply(r.ctx); err != nil {
			r.t.Error(err)
		}
	}
	r.bot.work.Wait()
	if a, b := len(first.Messages()), len(second.Messages()); a != 1 || b != 1 || r.desk.answered() != 2 {
		r.t.Errorf("%d and %d messages, commands ran %d times", a, b, r.desk.answered())
	}
}

func late(r *running) {
	i := r.held("reader")
	r.fake.Advance(4 * time.Second)
	i.Repeat()
	if err := r.fake.WaitCalls(r.ctx, fakediscord.Callback, 1); err != nil {
		r.t.Error(err)
	}
	r.bot.work.Wait()
	if n := len(i.Messages()); n != 0 || r.desk.answered() != 0 {
		r.t.Errorf("%d messages, commands ran %d times", n, r.desk.answered())
	}
	if n := len(r.fake.Calls("")) - len(r.fake.Calls(fakediscord.Callback)); n != len(r.fake.Calls("GET /gateway"))+len(r.fake.Calls("GET /gateway/bot"))+len(r.fake.Calls(fakediscord.PutCommands)) {
		r.t.Errorf("the late event caused other requests: %+v", r.fake.Calls(""))
	}
	if !strings.Contains(r.log.String(), "not ours any more") {
		r.t.Error("the log does not tell of it")
	}
}

// blocked lets commands wait until the function that it returns is called.
func (r *running) blocked(heedful bool) (release func()) {
	goOn := make(chan struct{})
	r.desk.before = func(ctx context.Context, _ string) error {
		if !heedful {
			<-goOn
			return nil
		}
		select {
		case <-goOn:
			return nil
		case <-ctx.Done():
			return ctx.Err()
		}
	}
	return sync.OnceFunc(func() { close(goOn) })
}

func (r *running) brief(user string) *fakediscord.Interaction {
	r.t.Helper()
	i, err := r.fake.User(user).Slash(r.ctx, "brief", harbour)
	if err != nil {
		r.t.Fatal(err)
	}
	return i
}

// The user sees that something goes on, again and again, and then the answer.
func slow(r *running) {
	release := r.blocked(true)
	defer release()
	i := r.brief("reader")
	if err := r.fake.WaitCalls(r.ctx, fakediscord.EditReply, 3); err != nil {
		r.t.Error(err)
	}
	if m := i.Messages()[0]; !strings.HasPrefix(m.Content, "-# found 2 articles from 2 outlets, reading … 0:0") {
		r.t.Errorf("meanwhile: %s", fakediscord.Render(m))
	}
	r.fake.Advance(30 * time.Second)
	release()
	r.bot.work.Wait()
	if all := i.Messages(); len(all) != 1 || !strings.Contains(all[0].Content, "The two mayors met") {
		r.t.Errorf("in the end %d messages, first %s", len(all), fakediscord.Render(all[0]))
	}
}

// A command that heeds no context is not waited for: the user has a sentence
// before the right to answer ends.
func endless(r *running) {
	release := r.blocked(false)
	i := r.brief("reader")
	if err := r.fake.WaitCalls(r.ctx, fakediscord.Callback, 1); err != nil {
		r.t.Error(err)
	}
	r.fake.Advance(14 * time.Minute)
	if m, err := i.Reply(r.ctx); err != nil || m.Content != sayLate[english] {
		r.t.Errorf("answer %v, error %v", m, err)
	}
	release()
	r.bot.work.Wait()
	if all := i.Messages(); len(all) != 1 || all[0].Content != sayLate[english] {
		r.t.Errorf("what came too late was said all the same: %s", fakediscord.Render(all[0]))
	}
	if got := r.bot.opts.AnswerTimeout; got > maxAnswer {
		r.t.Errorf("an answer may take %v", got)
	}
}

// expire lets the right to answer end while a command runs, and waits for the
// end of it.
func (r *running) expire(u *fakediscord.User) {
	r.t.Helper()
	begun, goOn := make(chan bool), make(chan bool)
	r.desk.before = func(context.Context, string) error { begun <- true; <-goOn; return nil }
	if _, err := u.Slash(r.ctx, "brief", harbour); err != nil {
		r.t.Fatal(err)
	}
	<-begun
	r.fake.Advance(16 * time.Minute)
	goOn <- true
	r.bot.work.Wait()
	r.desk.before = nil
	if c := r.fake.Calls(fakediscord.EditReply); len(c) != 1 || c[0].Status != 401 {
		r.t.Errorf("the right to answer has not ended: %+v", c)
	}
}

// An answer whose right to be a reply has ended is in the conversation all the
// same, once.
func tooSlow(r *running) {
	r.fake.Fail(fakediscord.CreateMessage, 1, fakediscord.StatusAfter(502))
	r.expire(r.fake.User("reader").Alone())
	posted := r.fake.Posted(fakediscord.ChannelID)
	if len(posted) != 1 || !strings.Contains(posted[0].Content, "The two mayors met") {
		r.t.Errorf("%d posts %+v", len(posted), posted)
	}
}

// What is for one alone is not shown to a server.
func tooSlowAndPrivate(r *running) {
	r.expire(r.fake.User("reader"))
	if posted := r.fake.Posted(fakediscord.ChannelID); len(posted) != 0 {
		r.t.Errorf("a private answer is in the channel: %+v", posted[0])
	}
}

func tooSlowAndRefused(r *running) {
	r.fake.Fail(fakediscord.CreateMessage, 1, fakediscord.Refused(403, 50007, "Cannot send messages to this user"))
	r.expire(r.fake.User("reader").Alone())
	if s := r.log.String(); !strings.Contains(s, "answered too late") || !strings.Contains(s, "50007") {
		r.t.Error("the log does not say why the answer did not arrive")
	}
	if n := len(r.fake.Calls(fakediscord.CreateMessage)); n != 1 {
		r.t.Errorf("%d attempts", n)
	}
}

// Sharing that the reply's right has run out on is done in the channel.
func sharedLate(r *running) {
	m := r.ask("brief", harbour)
	r.fake.Fail(fakediscord.FollowUp, 1, fakediscord.Refused(401, 50027, "Invalid Webhook Token"))
	for _, row := range m.Components {
		for _, c := range row.Components {
			if c.Label != sayShare[english] {
				continue
			}
			if _, err := r.fake.User("reader").Click(r.ctx, m, c.CustomID); err != nil {
				r.t.Fatal(err)
			}
		}
	}
	posted, err := r.fake.WaitPosted(r.ctx, fakediscord.ChannelID, 1)
	if err != nil || len(posted) != 1 || !strings.Contains(posted[0].Content, "The two mayors met") || posted[0].Ephemeral() {
		r.t.Errorf("%d posts, error %v", len(posted), err)
	}
	r.bot.work.Wait()
}

// Whoever is not named is answered all the same.
func nobodyAsks(r *running) {
	data := map[string]any{"id": "1", "name": "brief", "type": 1, "options": []any{map[string]any{"name": "topic", "type": 3, "value": "harbour"}}}
	for _, without := range [][]string{{"member"}, {"member", "guild_id"}, {"member", "locale", "guild_locale", "app_permissions", "context"}} {
		i := r.fake.User("reader").Enter(2, data, without...)
		if m, err := i.Reply(r.ctx); err != nil || !strings.Contains(m.Content, "The two mayors met") {
			r.t.Errorf("without %v: %v, %v", without, m, err)
		}
	}
}

// The client library cannot read the event at all then.
func unknownComponent(r *running) {
	m := r.fake.Give(fakediscord.ChannelID, "a list", fakediscord.Component{Type: fakediscord.Button, Style: 1, Label: "Next", CustomID: "q0|7"}, fakediscord.Component{Type: 99})
	i, err := r.fake.User("reader").Click(r.ctx, m, "q0|7")
	if err != nil {
		r.t.Fatal(err)
	}
	r.works()
	if n := len(i.Messages()); n != 0 {
		r.t.Errorf("%d messages", n)
	}
	if !strings.Contains(r.log.String(), "cannot be read") {
		r.t.Error("the log does not tell of it")
	}
}

func hugeOption(r *running) {
	for _, piece := range []string{"x", "𝕏", "@everyone <@600000000000000001> ", "\u202e\u200b", "“”", "```\n# x\n> y\n"} {
		value := string([]rune(strings.Repeat(piece, 6000))[:6000])
		i := r.fake.User("reader").Enter(2, map[string]any{"id": "1", "name": "ask", "type": 1, "options": []any{map[string]any{"name": "question", "type": 3, "value": value}}})
		if m, err := i.Reply(r.ctx); err != nil || m.Content == "" {
			r.t.Errorf("%q: %v, %v", piece, m, err)
		}
	}
}

// A clock that is set does not end a connection, hold up a command, or bring a
// digest twice.
func clockJumps(r *running) {
	for _, by := range []time.Duration{time.Hour, -2 * time.Hour, 48 * time.Hour, -48 * time.Hour} {
		if err := r.post(fakediscord.ChannelID); err != nil {
			r.t.Error(err)
		}
		r.fake.Advance(by)
		r.works()
	}
	if n := len(r.fake.Posted(fakediscord.ChannelID)); n != 1 {
		r.t.Errorf("%d digests of one slot", n)
	}
	if n := r.fake.Identifies(); n != 1 {
		r.t.Errorf("%d IDENTIFYs", n)
	}
}

// Whoever asks too much is told when to ask again, and so are all of a server that
// asks too much; elsewhere nobody notices.
func flood(r *running) {
	r.fake.Freeze()
	ask := func(users, each int) (answered, cooled, private int) {
		for n := range users * each {
			i := r.brief(fmt.Sprint("reader ", users, " ", n%users))
			m, err := i.Reply(r.ctx)
			if err != nil {
				r.t.Fatal(err)
			}
			switch {
			case strings.Contains(m.Content, "The two mayors met"):
				answered++
			case strings.Contains(m.Content, "<t:"):
				cooled++
			}
			if m.Ephemeral() {
				private++
			}
		}
		return answered, cooled, private
	}
	if answered, cooled, private := ask(1, 50); answered != 15 || cooled != 35 || private != 50 {
		r.t.Errorf("one user: %d answered, %d told to wait, %d in private", answered, cooled, private)
	}
	if answered, cooled, private := ask(70, 1); answered != 45 || cooled != 25 || private != 70 {
		r.t.Errorf("one server: %d answered, %d told to wait, %d in private", answered, cooled, private)
	}
	alone, err := r.fake.User("elsewhere").Alone().Slash(r.ctx, "brief", harbour)
	if err != nil {
		r.t.Fatal(err)
	}
	if m, err := alone.Reply(r.ctx); err != nil || !strings.Contains(m.Content, "The two mayors met") {
		r.t.Errorf("elsewhere: %v, %v", m, err)
	}
	if n := r.desk.answered(); n != 61 {
		r.t.Errorf("%d commands ran", n)
	}
	r.bot.guilds.mu.Lock()
	r.bot.guilds.full = nil // an hour later
	r.bot.guilds.mu.Unlock()
}

// Whatever panics, the process goes on and the user reads a sentence.
func panics(r *running) {
	r.desk.before = func(context.Context, string) error { panic("a bug") }
	m := r.ask("brief", harbour)
	if m.Content != sayBroken[english] {
		r.t.Errorf("a command: %q", m.Content)
	}
	old := r.fake.Give(fakediscord.ChannelID, "a list", fakediscord.Component{Type: fakediscord.Button, Style: 1, Label: "Next", CustomID: Query{Kind: Brief, Topic: "harbour"}.id(doView, 0)})
	i, err := r.fake.User("reader").Click(r.ctx, old, old.Components[0].Components[0].CustomID)
	if err != nil {
		r.t.Fatal(err)
	}
	if m, err := i.Reply(r.ctx); err != nil || m.Content != sayBroken[english] {
		r.t.Errorf("a button: %v, %v", m, err)
	}
	c := r.bot.find("brief")
	complete := c.complete
	c.complete = func(context.Context, *request) []Choice { panic("a bug") }
	if choices, err := r.fake.User("reader").Autocomplete(r.ctx, "brief", "topic", "h"); err != nil || len(choices) != 0 {
		r.t.Errorf("completion: %v, %v", choices, err)
	}
	c.complete = complete
	r.desk.before = nil
	if n := strings.Count(r.log.String(), "a bug"); n < 3 {
		r.t.Errorf("%d panics are in the log", n)
	}
}
