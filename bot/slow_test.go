package bot

import (
	"context"
	"strings"
	"sync"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/bot/language"
	"briefbot/bot/say"
)

func quickStages(r *running) { r.opts.Stage = 5 * time.Millisecond }

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
	settle(r.bot)
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
	if m, err := i.Reply(r.ctx); err != nil || m.Content != say.Late[language.English] {
		r.t.Errorf("answer %v, error %v", m, err)
	}
	release()
	settle(r.bot)
	if all := i.Messages(); len(all) != 1 || all[0].Content != say.Late[language.English] {
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
	settle(r.bot)
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
			if c.Label != say.Share[language.English] {
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
	settle(r.bot)
}
