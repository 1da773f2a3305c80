package outbox

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/bot/message"
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
