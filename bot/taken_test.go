package bot

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"briefbot/bot/fakediscord"
	"briefbot/bot/language"
	"briefbot/bot/message"
	"briefbot/bot/say"
)

// An answer that Discord does not take is not left at "is thinking", and is not
// composed again: the user reads that it went wrong.
func TestAnswerNotTaken(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct{ status, code int }{
		{400, 50035}, {400, 50006}, {400, 200000}, {413, 40005}, {413, 0}, {403, 50001}, {403, 50013}, {403, 0},
	} {
		t.Run(fmt.Sprint(tt.status, " ", tt.code), func(t *testing.T) {
			t.Parallel()
			r := start(t)
			r.fake.Fail(fakediscord.EditReply, 1, fakediscord.Refused(tt.status, tt.code, "no"))
			if m := r.ask("timeline", harbour); m.Content != say.Broken[language.English] {
				t.Errorf("answer %s", fakediscord.Render(m))
			}
			settle(r.bot)
			if n := r.desk.answered(); n != 1 {
				t.Errorf("the command ran %d times", n)
			}
			if n := len(r.fake.Calls(fakediscord.EditReply)); n != 2 {
				t.Errorf("%d edits", n)
			}
			if s := r.log.String(); tt.code > 0 && !strings.Contains(s, fmt.Sprint(tt.code)) {
				t.Error("the log does not say why")
			}
			r.works()
		})
	}
}

// What is shown before the answer is not sent again where Discord has said that there
// is no place for it; and nothing more is done for a message that is gone.
func TestEarlyRefused(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		status, code int
		again, gone  bool
	}{
		{404, 10008, false, true}, {404, 10015, false, true}, {404, 10003, false, true}, {404, 10004, false, true}, {404, 10062, false, true},
		{401, 50027, false, false}, {403, 50001, false, false}, {403, 50013, false, false},
		{400, 50035, true, false}, {404, 0, true, false}, {403, 0, true, false}, {400, 130000, true, false},
	} {
		t.Run(fmt.Sprint(tt.status, " ", tt.code), func(t *testing.T) {
			t.Parallel()
			r := newRunning(t)
			r.make()
			defer r.bot.stop()
			r.fake.Fail(fakediscord.EditReply, 1, fakediscord.Refused(tt.status, tt.code, "no"))
			ctx, leave := context.WithCancelCause(r.ctx)
			defer leave(nil)
			again := r.bot.showEarly(&request{app: fakediscord.AppID, token: "x"}, message.Message{Content: "x", Mentions: message.Nobody}, leave)
			if gone := context.Cause(ctx) == errGone; again != tt.again || gone != tt.gone {
				t.Errorf("again %v, gone %v", again, gone)
			}
		})
	}
}
