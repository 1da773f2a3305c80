package outbox

import (
	"context"
	"errors"
	"net/http"
	"slices"
	"strings"
	"testing"

	"briefbot/bot/fakediscord"
	"briefbot/corpus"
)

// What Discord refuses in a thread or a forum pauses the digest with a sentence that
// says what to do; what somebody has deleted does not come again.
func TestThreadRefusals(t *testing.T) {
	t.Parallel()
	const all = fakediscord.AllPermissions
	for _, tt := range []struct {
		name, venue string
		before      func(r *posting)
		code        int
		hint        string
		want        int // messages after it is mended
	}{
		{"no threads", "further", func(r *posting) { r.fake.Permit(fakediscord.ChannelID, all&^fakediscord.CreatePublicThreads) }, 50013, "give it Create Public Threads", 2},
		{"no messages in threads", "further", func(r *posting) { r.fake.Permit(fakediscord.ChannelID, all&^fakediscord.SendMessagesInThreads) }, 50013, "give it Send Messages in Threads", 2},
		{"too many threads", "entries", func(r *posting) {
			r.fake.Fail(fakediscord.OpenThread, 1, fakediscord.Refused(400, 160006, "Maximum number of active threads reached"))
		}, 160006, "close some", 3},
		{"no posts", "post", func(r *posting) { r.fake.Permit(forumChannel, all&^fakediscord.SendMessages) }, 50013, "give it Create Posts", 2},
		{"the tag is gone", "post", func(r *posting) { r.fake.SetTags(forumChannel) }, 10087, "the forum's tag is gone", 2},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := threaded(t)
			slot := venues[tt.venue](1)
			tt.before(r)
			var e *ChannelError
			if err := r.box.Post(r.ctx, slot, bullets(1)); !errors.As(err, &e) || e.Code != tt.code || e.Channel != slot.Channel || !strings.Contains(e.Hint, tt.hint) {
				t.Errorf("error %v", err)
			}
			r.fake.Permit(slot.Channel, all)
			r.fake.SetTags(forumChannel, forumTags...)
			if err := r.box.Post(r.ctx, slot, bullets(1)); err != nil {
				t.Error(err)
			}
			n := len(r.fake.Posted(slot.Channel))
			for _, th := range r.fake.Threads(slot.Channel) {
				n += len(r.fake.Posted(th.ID))
			}
			if n != tt.want {
				t.Errorf("%d messages, want %d", n, tt.want)
			}
		})
	}
	t.Run("the thread is deleted", func(t *testing.T) {
		t.Parallel()
		r := threaded(t)
		r.fake.FailWhere(fakediscord.CreateMessage, 1, func(q *http.Request) bool { return !strings.Contains(q.URL.Path, fakediscord.ChannelID) },
			func(w http.ResponseWriter, _ *http.Request, serve func(http.ResponseWriter), _ <-chan struct{}) {
				r.fake.RemoveChannel(r.fake.Threads(fakediscord.ChannelID)[0].ID)
				serve(w)
			})
		if err := r.box.Post(r.ctx, venues["entries"](1), bullets(1)); err != nil {
			t.Error(err)
		}
		if got := stands(r.fake, fakediscord.ChannelID); len(got) != 1 {
			t.Errorf("it stands\n%s", strings.Join(got, "\n"))
		}
		if err := r.box.Post(r.ctx, venues["entries"](2), bullets(2)); err != nil {
			t.Error(err)
		}
		if got := stands(r.fake, fakediscord.ChannelID); len(got) != 5 {
			t.Errorf("the next day it stands\n%s", strings.Join(got, "\n"))
		}
	})
	t.Run("the first message is deleted", func(t *testing.T) {
		t.Parallel()
		r := threaded(t)
		r.fake.Fail(fakediscord.OpenThread, 1, fakediscord.Refused(404, 10008, "Unknown Message"))
		if err := r.box.Post(r.ctx, venues["further"](1), bullets(1)); err != nil {
			t.Error(err)
		}
		if got := stands(r.fake, fakediscord.ChannelID); !slices.Equal(got, []string{"Harbour, item 1, 1/2", "item 2, 2/2"}) {
			t.Errorf("it stands\n%s", strings.Join(got, "\n"))
		}
	})
	t.Run("one message needs no thread", func(t *testing.T) {
		t.Parallel()
		r := threaded(t)
		for _, venue := range []string{"further", "entries"} {
			slot := venues[venue](1)
			slot.Subscription = venue
			if err := r.box.Post(r.ctx, slot, compose("nothing is new")); err != nil {
				t.Error(err)
			}
		}
		if n := len(r.fake.Threads(fakediscord.ChannelID)); n > 0 {
			t.Errorf("%d threads", n)
		}
	})
}

// Corrections and take-downs reach messages in threads, in archived ones, too; where
// a thread is locked or deleted, that is the end of it.
func TestAmendInThreads(t *testing.T) {
	t.Parallel()
	for venue := range venues {
		for name, before := range map[string]func(r *posting, thread string){
			"open":     func(*posting, string) {},
			"archived": func(r *posting, thread string) { r.fake.Archive(thread, false) },
			"locked":   func(r *posting, thread string) { r.fake.Archive(thread, true) },
			"deleted":  func(r *posting, thread string) { r.fake.RemoveChannel(thread) },
		} {
			t.Run(venue+" "+name, func(t *testing.T) {
				t.Parallel()
				r := threaded(t)
				slot := venues[venue](1)
				// The quotation stands in the thread: in a further message, if the first is in the channel.
				long := func(ctx context.Context, since []byte, last string) (*Edition, error) {
					e, err := quoting(0)(ctx, since, last)
					e.Sections[0].Entries = append([]string{"• " + item(1), "• " + item(2)}, e.Sections[0].Entries...)
					return e, err
				}
				if err := r.box.Post(r.ctx, slot, long); err != nil {
					t.Fatal(err)
				}
				thread := r.fake.Threads(slot.Channel)[0]
				before(r, thread.ID)
				for _, all := range [][]Amendment{{changed("The dam is shut,", true)}, {changed("The dam is shut,", true)}, {down()}, {down()}} {
					if err := r.box.Amend(r.ctx, all); err != nil {
						t.Error(err)
					}
				}
				var text string
				edits := 0
				for _, m := range r.fake.Posted(thread.ID) {
					text += m.Content + "\n"
					edits += m.Edits
				}
				mended := strings.Contains(text, "taken down on") && !strings.Contains(text, "The dam is safe") && edits == 2
				if want := name == "open" || name == "archived"; mended != want {
					t.Errorf("mended %v, %d edits:\n%s", mended, edits, text)
				}
				if name == "archived" && !r.fake.Threads(slot.Channel)[0].Thread.Archived {
					t.Error("the thread stays open")
				}
			})
		}
	}
}

// A record from before there were threads is finished as it was begun.
func TestRecordBeforeThreads(t *testing.T) {
	t.Parallel()
	r := threaded(t)
	const record = `{"parts":[{"state":"sent","mark":"-# x · 1/2","nonce":"a","message":"1"},{"state":"pending","text":"the rest","mark":"-# x · 2/2","nonce":"b"}],"upto":"Mg=="}`
	key := begun{"daily", slotOf(1).Date}
	err := r.opts.Notes.Put(r.ctx, &corpus.Batch{Notes: map[string][]byte{
		recordKey(fakediscord.ChannelID, key): []byte(record),
		ledgerKey(fakediscord.ChannelID):      []byte(`{"begun":{"subscription":"daily","date":"` + key.Date + `"}}`),
	}})
	if err != nil {
		t.Fatal(err)
	}
	if err := r.box.Post(r.ctx, venues["entries"](1), bullets(1)); err != nil {
		t.Error(err)
	}
	posted := r.fake.Posted(fakediscord.ChannelID)
	if len(posted) != 1 || posted[0].Content != "the rest\n-# x · 2/2" || len(r.fake.Threads(fakediscord.ChannelID)) > 0 {
		t.Errorf("%d messages, %+v", len(posted), posted)
	}
}

// A thread's name has its date whatever its topics are called.
func TestThreadName(t *testing.T) {
	t.Parallel()
	for title, want := range map[string]string{
		"":                             "Digest · 21 November 2026",
		"The ferry\nhas *two* #s":      "The ferry has *two* #s · 21 November 2026",
		strings.Repeat("harbour ", 30): strings.TrimSpace(strings.Repeat("harbour ", 30)[:79]) + "… · 21 November 2026",
	} {
		s := venues["further"](1)
		s.Title = title
		if got := venueOf(s).Name; got != want {
			t.Errorf("%q is named %q, want %q", title, got, want)
		}
	}
}
