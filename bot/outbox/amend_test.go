package outbox

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/bot/message"
	"briefbot/bot/rest"
	"briefbot/briefing/render/markdown"
	"briefbot/corpus"
)

const (
	hadID  corpus.ID = "a1"
	otherB corpus.ID = "b2"
)

var hadSum, newSum = corpus.Sum{1}, corpus.Sum{2}

// quoting is an edition of two entries: the first quotes an article, the second
// another.
func quoting(pad int) Compose {
	return func(context.Context, []byte, string) (*Edition, error) {
		return &Edition{Sections: []Section{{
			Head: "## Dam",
			Entries: []string{
				"• **NEW** – “The dam is safe,” she said. [\\[1\\]](<http://a.example/1#:~:text=The%20dam>)\n-# **reported by** – one outlet",
				"• **NEW** – “Nobody sleeps,” he said. \\[2\\]" + strings.Repeat("x", pad),
			},
			Sources:  []string{"\\[1\\] [The Gazette](<http://a.example/1>), 3 Mar 2026", "\\[2\\] Mirror, 3 Mar 2026"},
			Passages: []message.Passage{{Block: 0, Number: 1, Label: "she: The dam is safe", Ref: "p1"}, {Block: 1, Number: 2, Label: "he: Nobody sleeps", Ref: "p2"}},
			Cites: []Cite{
				{1, hadID, hadSum, []Quote{{"The dam is safe,", "The dam is safe,"}, {"Not shown here", "Not shown here"}}},
				{2, otherB, hadSum, []Quote{{"Nobody sleeps,", "Nobody sleeps,"}}},
			},
		}}, Foot: []string{"-# feeds: all fresh."}, State: []byte("1")}, nil
	}
}

var amendedAt = time.Date(2026, 11, 23, 9, 0, 0, 0, time.UTC)

func changed(after string, shown bool) Amendment {
	return Amendment{
		Article: hadID, Before: hadSum, At: amendedAt, Now: hadID, Sum: newSum, Publisher: "The *Gazette*",
		Quotes: []Requote{{Before: "The dam is safe,", After: after, Shown: shown}},
	}
}

func down() Amendment {
	return Amendment{Article: hadID, Before: newSum, At: amendedAt.Add(time.Hour), Down: true}
}

// posted is a bot that has posted such a digest.
func posted(t *testing.T, pad int, set ...func(*posting)) *posting {
	t.Helper()
	r := newPosting(t, set...)
	r.make()
	t.Cleanup(r.box.stop)
	if err := r.box.Post(r.ctx, slotOf(1), quoting(pad)); err != nil {
		t.Fatal(err)
	}
	return r
}

func (r *posting) message() *fakediscord.Message { return r.fake.Posted(fakediscord.ChannelID)[0] }

// TestAmend: what a message says after what it quoted was corrected.
func TestAmend(t *testing.T) {
	t.Parallel()
	const head = "-# Correction, 23 November 2026: The \\*Gazette\\* "
	unquoted := changed("x", true)
	unquoted.Quotes[0].Before = "Not shown here"
	other := changed("x", true)
	other.Before = newSum
	other.At = time.Date(2020, 1, 1, 0, 0, 0, 0, time.UTC)
	later := changed("The dam is closed,", true)
	later.Before, later.At = newSum, time.Date(2100, 1, 1, 0, 0, 0, 0, time.UTC)
	long := strings.Repeat("very ", 40) + "safe"
	for _, tt := range []struct {
		name string
		pad  int
		all  []Amendment
		want string // the line, "" for none
	}{
		{"other words", 0, []Amendment{changed("The dam is *not* safe,", true)}, head + "has changed a quotation above; it now reads: “The dam is \\*not\\* safe,”"},
		{"other words that cannot be shown", 0, []Amendment{changed("The dam is not safe,", false)}, head + "has changed a quotation above"},
		{"gone", 0, []Amendment{changed("", false)}, head + "has taken back a quotation above"},
		{"said by another", 0, []Amendment{{
			Article: hadID, Before: hadSum, At: amendedAt, Now: hadID, Publisher: "The *Gazette*",
			Quotes: []Requote{{Before: "The dam is safe,", After: "The dam is safe,", Speaker: "Dana Whitlock"}},
		}}, head + "now gives a quotation above to Dana Whitlock"},
		{"words that the message does not have", 0, []Amendment{unquoted}, ""},
		{"a text that was gone before it was posted", 0, []Amendment{other}, ""},
		{"a later text that still had the words", 0, []Amendment{later}, "-# Correction, 1 January 2100: The \\*Gazette\\* has changed a quotation above; it now reads: “The dam is closed,”"},
		{"no room for the words", 1500, []Amendment{changed(long, true)}, head + "has changed a quotation above"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Parallel()
			r := posted(t, tt.pad)
			before := r.message()
			for range 3 {
				if err := r.box.Amend(r.ctx, tt.all); err != nil {
					t.Fatal(err)
				}
			}
			m := r.message()
			want, edits := before.Content, 0
			if tt.want != "" {
				want, edits = want+"\n"+tt.want, 1
			}
			if m.Content != want || m.Edits != edits || m.Flags != before.Flags {
				t.Errorf("%d edits, flags %d:\n%s\nwant\n%s", m.Edits, m.Flags, m.Content, want)
			}
			if markdown.Len(m.Content) > message.MaxContent {
				t.Errorf("%d units", markdown.Len(m.Content))
			}
		})
	}
}

// A message has room for each of its corrections: what stands there says less where
// the next would not fit, and what it does not quote any more is not corrected again.
func TestAmendFull(t *testing.T) {
	t.Parallel()
	long := changed(strings.Repeat("not ", 20)+"safe,", true)
	other := changed("Everybody sleeps,", true)
	other.Article, other.Now, other.Publisher, other.At = otherB, otherB, "Mirror", amendedAt.AddDate(0, 0, 1)
	other.Quotes[0].Before = "Nobody sleeps,"
	again := changed("The dam is closed,", true)
	again.Before, again.At, again.Quotes[0].Before = newSum, amendedAt.AddDate(0, 0, 2), long.Quotes[0].After
	const first = "\n-# Corrected 23 November 2026"
	const second = "\n-# Correction, 24 November 2026: Mirror has changed a quotation above; it now reads: “Everybody sleeps,”"

	r := posted(t, 0)
	if err := r.box.Amend(r.ctx, []Amendment{long}); err != nil {
		t.Fatal(err)
	}
	r = posted(t, message.MaxContent-markdown.Len(r.message().Content)-10)
	before := r.message().Content
	for i, all := range [][]Amendment{{long}, {long, other}, {long, other, again}} {
		for range 2 {
			if err := r.box.Amend(r.ctx, all); err != nil {
				t.Fatal(err)
			}
		}
		m := r.message()
		switch {
		case m.Edits != min(i+1, 2) || markdown.Len(m.Content) > message.MaxContent:
			t.Errorf("%d edits, %d units", m.Edits, markdown.Len(m.Content))
		case i > 0 && m.Content != before+first+second:
			t.Errorf("after %d corrections:\n%s", i+1, m.Content)
		}
	}
}

// An article that is taken down leaves nothing of itself in the message, and
// nothing in the store; what others said stays.
func TestAmendTakenDown(t *testing.T) {
	t.Parallel()
	r := posted(t, 0)
	offered := func() string { return fakediscord.Render(&fakediscord.Message{Components: r.message().Components}) }
	const both = "\n  <In context …> 1|cx|brief\n    [1] she: The dam is safe = p1\n    [2] he: Nobody sleeps = p2\n  [Wrong quote?] 1|wp|brief\n"
	if got := offered(); got != both {
		t.Errorf("below the message stands %q, want %q", got, both)
	}
	if err := r.box.Amend(r.ctx, []Amendment{changed("The dam is not safe,", true)}); err != nil {
		t.Fatal(err)
	}
	if got := offered(); got != both {
		t.Errorf("below the corrected message stands %q, want %q", got, both)
	}
	for range 2 {
		if err := r.box.Amend(r.ctx, []Amendment{changed("The dam is not safe,", true), down()}); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := offered(), strings.Replace(both, "    [1] she: The dam is safe = p1\n", "", 1); got != want {
		t.Errorf("below what is left stands %q, want %q", got, want)
	}
	const want = `## Dam
• \[taken down on 23 November 2026\]
-# **reported by** – one outlet
• **NEW** – “Nobody sleeps,” he said. \[2\]
-# \[1\] The Gazette, 3 Mar 2026 · \[2\] Mirror, 3 Mar 2026
-# feeds: all fresh.
-# harbour · 21 November 2026 · daily · 1/1
-# \[taken down on 23 November 2026\]`
	if m := r.message(); m.Content != want || m.Edits != 2 {
		t.Errorf("%d edits:\n%s", m.Edits, m.Content)
	}
	for note, err := range r.opts.Notes.Notes(r.ctx, "digest/") {
		if err != nil || strings.Contains(string(note.Value), "safe") {
			t.Errorf("%s = %s, %v", note.Key, note.Value, err)
		}
	}
}

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

// Two processes correct the same messages once.
func TestAmendTwice(t *testing.T) {
	t.Parallel()
	for _, locked := range []bool{true, false} {
		r := posted(t, 0)
		r.twice(t, locked, func(b *box) {
			err := b.Amend(r.ctx, []Amendment{changed("The dam is not safe,", true)})
			if err != nil && (locked || !errors.Is(err, corpus.ErrChanged) && !errors.Is(err, errUnderway)) {
				t.Error(err)
			}
		})
		if m := r.message(); strings.Count(m.Content, "Correction") != 1 || locked && m.Edits != 1 {
			t.Errorf("locked %v: %d edits\n%s", locked, m.Edits, m.Content)
		}
	}
}

// A message names the lines of the article that it cites, of the right section.
func TestCited(t *testing.T) {
	section := func(id corpus.ID, words string) Section {
		return Section{
			Head: "## Title", Entries: []string{fmt.Sprintf("• she said \\[1\\]\n> “%s”", words)}, Sources: []string{"\\[1\\] Somebody"},
			Cites: []Cite{{1, id, hadSum, []Quote{{words + " and more", words}}}},
		}
	}
	e := &Edition{Head: []string{"-# late"}, Sections: []Section{section("a", "One two"), section("b", "Three four")}}
	slot := slotOf(1)
	slot.Role = "650000000000000001"
	all := parts(slot, e)
	if len(all) != 1 || len(all[0].Cites) != 2 {
		t.Fatalf("%+v", all)
	}
	lines := strings.Split(all[0].Text, "\n")
	for i, words := range []string{"One two", "Three four"} {
		c := all[0].Cites[i]
		if len(c.Lines) != 2 || !strings.Contains(lines[c.Lines[1]], words) || !strings.Contains(lines[c.Source], "Somebody") || len(c.Quotes) != 1 || c.Quotes[0] != hashOf(words+" and more") {
			t.Errorf("%s: %+v in\n%s", words, c, all[0].Text)
		}
	}
}
