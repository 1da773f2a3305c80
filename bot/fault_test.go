package bot

import (
	"context"
	"fmt"
	"strings"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/bot/language"
	"briefbot/bot/say"
)

// What Discord, networks, people and clocks do, row by row. The rest of the table
// is beside what it is about: TestReplyFaults, TestReplyRefused, TestAnswerNotTaken
// and TestEarlyRefused (requests that fail while answering), TestPostFaults, TestFates
// and TestFoundByItsMark (while posting), TestBanned, TestGlobalLimitSparesAnswers and
// TestLongLimits (limits), TestGatewayFaults, TestOneConnection, TestMuteIsNoticed and
// TestRefused (the gateway), TestAnsweredOnce and TestStrangeEvents (events),
// in package outbox TestKilled, TestPostedOnce and TestTwoPosters (processes),
// TestSimulated (processes, clocks and the network at once); in package rest TestPace;
// here TestCrowds and TestRush (many at once).
func TestFaults(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		row string
		set func(*running)
		do  func(*running)
	}{
		{"429 on one channel delays no acknowledgement", nil, limitedChannel},
		{"20 s hang on one channel delays no other", nil, hangingChannel},
		{"20 s hang on an acknowledgement", nil, func(r *running) {
			r.bot.ackTime = 5 * time.Second
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

// channel adds another channel of the server.
func (r *running) channel(n int) string {
	id := fmt.Sprint(700000000000000100 + n)
	r.fake.AddChannel(id, fmt.Sprint("channel-", n))
	return id
}

func (r *running) post(channel string) error {
	slot := slotOn(1)
	slot.Channel = channel
	return r.bot.PostDigest(r.ctx, slot, telling("x"))
}

func limitedChannel(r *running) {
	r.fake.Fail(fakediscord.CreateMessage, 1, fakediscord.RateLimited(5*time.Second))
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
		slot := slotOn(1)
		hung <- r.bot.PostDigest(ctx, slot, telling("x"))
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
	if m.Content != say.Broken[language.English] {
		r.t.Errorf("a command: %q", m.Content)
	}
	old := r.fake.Give(fakediscord.ChannelID, "a list", fakediscord.Component{Type: fakediscord.Button, Style: 1, Label: "Next", CustomID: Query{Kind: Brief, Topic: "harbour"}.id(doView, 0)})
	i, err := r.fake.User("reader").Click(r.ctx, old, old.Components[0].Components[0].CustomID)
	if err != nil {
		r.t.Fatal(err)
	}
	if m, err := i.Reply(r.ctx); err != nil || m.Content != say.Broken[language.English] {
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
