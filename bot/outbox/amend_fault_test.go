package outbox

import (
	"context"
	"errors"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/bot/rest"
)

// Whatever an edit meets, it is in the message once.
func TestAmendFaults(t *testing.T) {
	t.Parallel()
	for _, tt := range []struct {
		name  string
		route string
		fault fakediscord.Fault
		edits int // in the end
		final bool
	}{
		{"502 before", fakediscord.EditMessage, fakediscord.StatusBefore(502), 1, false},
		{"502 after", fakediscord.EditMessage, fakediscord.StatusAfter(502), 1, false},
		{"502 on reading", fakediscord.GetMessage, fakediscord.StatusBefore(502), 1, false},
		{"reset after", fakediscord.EditMessage, fakediscord.ResetAfter(), 1, false},
		{"429", fakediscord.EditMessage, fakediscord.RateLimited(50 * time.Millisecond), 1, false},
		{"deleted", fakediscord.GetMessage, fakediscord.Refused(404, 10008, "Unknown Message"), 0, true},
		{"no access", fakediscord.GetMessage, fakediscord.Refused(403, 50001, "Missing Access"), 0, true},
		{"edited too often", fakediscord.EditMessage, fakediscord.Refused(429, 30046, "Maximum number of edits to messages older than 1 hour reached"), 0, true},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := posted(t, 0, func(r *posting) { r.opts.Now = r.fake.Now })
			r.fake.Fail(tt.route, 1, tt.fault)
			var err error
			for range 4 {
				err = r.box.Amend(r.ctx, []Amendment{changed("The dam is not safe,", true)})
				r.fake.Advance(2 * time.Minute) // whatever was under way has arrived
			}
			m := r.message()
			if n := strings.Count(m.Content, "Correction"); err != nil || n != tt.edits {
				t.Errorf("%d lines, error %v", n, err)
			}
			if calls := len(r.fake.Calls(tt.route)); tt.final && calls != 1 {
				t.Errorf("tried %d times", calls)
			}
		})
	}
}

// A message whose edit fails again and again holds back none of the others.
func TestAmendOthers(t *testing.T) {
	t.Parallel()
	r := newPosting(t)
	r.make()
	t.Cleanup(r.box.stop)
	entry := "• **NEW** – “The dam is safe,” she said. \\[1\\]" + strings.Repeat("x", 1200)
	if err := r.box.Post(r.ctx, slotOf(1), func(context.Context, []byte, string) (*Edition, error) {
		return &Edition{Sections: []Section{{
			Head: "## Dam", Entries: []string{entry, entry}, Sources: []string{"\\[1\\] The Gazette, 3 Mar 2026"},
			Cites: []Cite{{1, hadID, hadSum, []Quote{{"The dam is safe,", "The dam is safe,"}}}},
		}}, State: []byte("1")}, nil
	}); err != nil {
		t.Fatal(err)
	}
	posted := r.fake.Posted(fakediscord.ChannelID)
	if len(posted) != 2 {
		t.Fatalf("%d messages, want 2", len(posted))
	}
	r.fake.FailWhere(fakediscord.GetMessage, rest.Attempts, func(q *http.Request) bool { return strings.HasSuffix(q.URL.Path, posted[0].ID) }, fakediscord.StatusBefore(502))
	if err := r.box.Amend(r.ctx, []Amendment{changed("The dam is not safe,", true)}); err == nil {
		t.Error("one message is not corrected, and Amend says nothing")
	}
	for i, m := range r.fake.Posted(fakediscord.ChannelID) {
		if corrected := strings.Contains(m.Content, "Correction"); corrected != (i == 1) {
			t.Errorf("message %d: corrected %v", i, corrected)
		}
	}
}

// An edit that arrives long after anybody waited for it undoes no later one for good.
func TestAmendLate(t *testing.T) {
	t.Parallel()
	r := posted(t, 0, func(r *posting) { r.opts.Now = r.fake.Now })
	other := changed("Everybody sleeps,", true)
	other.Article, other.Quotes[0].Before = otherB, "Nobody sleeps,"
	all := []Amendment{changed("The dam is not safe,", true), other}
	arrive, arrived := make(chan bool), make(chan bool)
	r.fake.Fail(fakediscord.EditMessage, 1, func(w http.ResponseWriter, q *http.Request, serve func(http.ResponseWriter), _ <-chan struct{}) {
		defer close(arrived)
		r.hung.End(q)
		select {
		case <-arrive:
			serve(httptest.NewRecorder())
		case <-r.ctx.Done():
		}
	})
	if err := r.box.Amend(r.ctx, all); !rest.Unsure(err) {
		t.Errorf("nobody knows whether the edit is done, and the error is %v", err)
	}
	if err := r.box.Amend(r.ctx, all); !errors.Is(err, errUnderway) {
		t.Errorf("the edit is under way, and the error is %v", err)
	}
	close(arrive)
	<-arrived
	r.fake.Advance(2 * time.Minute)
	if err := r.box.Amend(r.ctx, all); err != nil {
		t.Error(err)
	}
	if m := r.message(); strings.Count(m.Content, "Correction") != len(all) || m.Edits != len(all) {
		t.Errorf("%d edits:\n%s", m.Edits, m.Content)
	}
}

// Who begins a correction may end, and who has not yet heard of that one corrects
// something else: in the end both stand in the message.
func TestAmendUnheardOf(t *testing.T) {
	t.Parallel()
	r := posted(t, 0, func(r *posting) { r.opts.Now = r.fake.Now })
	first, second := changed("The dam is not safe,", true), changed("Everybody sleeps,", true)
	second.Article, second.Quotes[0].Before = otherB, "Nobody sleeps,"
	r.fake.Fail(fakediscord.EditMessage, 1, fakediscord.StatusBefore(502))
	if err := r.box.Amend(r.ctx, []Amendment{first}); !rest.Unsure(err) {
		t.Errorf("nobody knows whether the edit is done, and the error is %v", err)
	}
	if err := r.box.Amend(r.ctx, []Amendment{second}); !errors.Is(err, errUnderway) {
		t.Errorf("an edit may be under way, and the error is %v", err)
	}
	r.fake.Advance(2 * time.Minute)
	for _, all := range [][]Amendment{{second}, {first, second}, {first, second}} {
		if err := r.box.Amend(r.ctx, all); err != nil {
			t.Error(err)
		}
	}
	if m := r.message(); strings.Count(m.Content, "Correction") != 2 || m.Edits != 2 {
		t.Errorf("%d edits:\n%s", m.Edits, m.Content)
	}
}

// A process ends at each of the moments at which one can: before the intent is
// saved, before the edit, before the result is saved.
func TestAmendKilled(t *testing.T) {
	t.Parallel()
	for writes := range 3 {
		for _, atEdit := range []bool{false, true} {
			r := posted(t, 0, func(r *posting) { r.opts.Now = r.fake.Now })
			opts := r.opts
			opts.Notes = &refusing{r.opts.Notes, writes}
			dying, err := open(opts)
			if err != nil {
				t.Fatal(err)
			}
			ctx, cancel := context.WithCancel(r.ctx)
			if atEdit {
				r.fake.Fail(fakediscord.EditMessage, 1, func(w http.ResponseWriter, q *http.Request, serve func(http.ResponseWriter), done <-chan struct{}) {
					serve(w)
					cancel()
				})
			}
			// The name of the publisher is another by then.
			renamed := changed("The dam is not safe,", true)
			renamed.Publisher = "Another name"
			_ = dying.Amend(ctx, []Amendment{changed("The dam is not safe,", true)})
			dying.stop()
			cancel()
			r.fake.Advance(2 * time.Minute)
			for range 2 {
				if err := r.box.Amend(r.ctx, []Amendment{renamed}); err != nil {
					t.Error(err)
				}
			}
			if n := strings.Count(r.message().Content, "Correction"); n != 1 {
				t.Errorf("%d writes: %d lines:\n%s", writes, n, r.message().Content)
			}
			r.fake.Forgive()
		}
	}
}
