package corpus_test

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"briefbot/corpus"
	"briefbot/corpus/memory"
)

// day is seven in the morning of a day in March.
func day(n int) time.Time { return time.Date(2026, 3, n, 7, 0, 0, 0, time.UTC) }

// arrive ingests texts as the items a, b, … on a day and returns what became of
// them.
func arrive(t *testing.T, store corpus.Store, on int, texts ...string) string {
	t.Helper()
	src := &items{texts: map[string]string{}}
	for i, text := range texts {
		name := string(rune('a' + i))
		src.names = append(src.names, name)
		src.texts[name] = text
	}
	var got []string
	in := &corpus.Ingester{
		Log: slog.New(slog.DiscardHandler), Store: store,
		Now:    func() time.Time { return day(on) },
		Report: func(r corpus.Receipt) { got = append(got, string(r.Outcome)) },
	}
	if err := in.Ingest(context.Background(), src); err != nil {
		t.Fatal(err)
	}
	return strings.Join(got, " ")
}

// corrected writes the corrections since a day, a line for each quotation.
func corrected(t *testing.T, store corpus.Store, since int) string {
	t.Helper()
	var b strings.Builder
	for c, err := range corpus.Corrections(context.Background(), store, day(since)) {
		if err != nil {
			t.Fatal(err)
		}
		taken := ""
		if c.Now == "" {
			taken = " taken down"
		}
		for _, r := range c.Reworded {
			fmt.Fprintf(&b, "%d%s %s: %s > %s: %s\n", c.At.Day(), taken, r.Speaker, r.Before, r.AfterSpeaker, r.After)
		}
	}
	return b.String()
}

const (
	pageAddress = "http://news.example/dam "
	pageFirst   = "Dana Whitlock, the water minister, said on Monday the dam was sound. “We looked at every gate and found nothing wrong,” Whitlock said.\n\n" +
		"“The river will not rise any further this week,” said Omar Keel, who runs the dam. The valley has had rain for nine days. Two roads are closed."
	pageSecond = "Dana Whitlock, the water minister, said on Monday the dam was sound. “We looked at every gate and found one crack,” Whitlock said.\n\n" +
		"The valley has had rain for nine days. Two roads are closed."
)

func TestCorrections(t *testing.T) {
	ctx := context.Background()
	tests := []struct {
		name, first, second string
		outcome             string
		versions            int
		want                string
	}{
		{"a quotation is changed, another gone", pageAddress + pageFirst, pageAddress + pageSecond, "updated", 1,
			"2 Dana Whitlock: We looked at every gate and found nothing wrong, > Dana Whitlock: We looked at every gate and found one crack,\n" +
				"2 Omar Keel: The river will not rise any further this week, > : \n"},
		{"other marks and dashes are no correction", pageAddress + pageFirst,
			pageAddress + strings.NewReplacer("“", `"`, "”", `"`, "nine", "ten").Replace(pageFirst), "updated", 1, ""},
		{"a quotation is another's", pageAddress + pageFirst, pageAddress + strings.Replace(pageFirst, "said Omar Keel", "said Piet Ruhl", 1), "updated", 1,
			"2 Omar Keel: The river will not rise any further this week, > Piet Ruhl: The river will not rise any further this week,\n"},
		{"more text takes nothing back", pageAddress + pageFirst, pageAddress + pageFirst + "\n\nSchools stay shut until Friday.", "updated", 1, ""},
		{"the same text", pageAddress + pageFirst, pageAddress + pageFirst + " ", "updated", 0, ""},
		{"a file without an address is written anew", pageFirst, strings.Replace(pageFirst, "nothing", "little", 1), "added replaced", 1,
			"2 Dana Whitlock: We looked at every gate and found nothing wrong, > Dana Whitlock: We looked at every gate and found little wrong,\n"},
		{"another article in the same file is no correction", pageFirst, "The orchestra opens on Friday. “We play Brahms,” said Lea Moor, who conducts it.", "added replaced", 0, ""},
	}
	for _, test := range tests {
		store := memory.New()
		arrive(t, store, 1, test.first)
		if got := arrive(t, store, 2, test.second); got != test.outcome {
			t.Errorf("%s: %s, want %s", test.name, got, test.outcome)
		}
		if diff := cmp.Diff(test.want, corrected(t, store, 1)); diff != "" {
			t.Errorf("%s: (-want +got)\n%s", test.name, diff)
		}
		if late := corrected(t, store, 3); late != "" {
			t.Errorf("%s: corrections after the last one: %s", test.name, late)
		}
		now := article("a", test.second)
		versions, err := corpus.Versions(ctx, store, now.ID)
		if err != nil || len(versions) != test.versions {
			t.Errorf("%s: %d versions, want %d; %v", test.name, len(versions), test.versions, err)
		}
		d, err := store.Document(ctx, now.ID)
		if err != nil {
			t.Fatal(err)
		}
		if got := !d.Article.Corrected.IsZero(); got != (test.want != "") {
			t.Errorf("%s: Corrected is %v", test.name, d.Article.Corrected)
		}
		for _, v := range versions {
			if before := article("a", test.first); v.Text != before.Text || v.Sum != before.Sum() || !v.Arrived.Equal(day(1)) || !v.Replaced.Equal(day(2)) {
				t.Errorf("%s: the version kept is %+v", test.name, v)
			}
		}
	}
}

// A correction stays known: the same text again, or a change of something else,
// does not make the article one that was never corrected.
func TestCorrectedStays(t *testing.T) {
	store := memory.New()
	arrive(t, store, 1, pageAddress+pageFirst)
	arrive(t, store, 2, pageAddress+pageSecond)
	arrive(t, store, 3, pageAddress+pageSecond+"\n\nSchools stay shut.")
	arrive(t, store, 4, pageAddress+pageSecond+"\n\nSchools stay shut.")
	d, err := store.Document(context.Background(), article("a", pageAddress+pageSecond).ID)
	if err != nil || !d.Article.Corrected.Equal(day(2)) {
		t.Errorf("corrected %v, want the 2nd; %v", d.Article.Corrected, err)
	}
}

func TestRemove(t *testing.T) {
	ctx := context.Background()
	store := memory.New()
	arrive(t, store, 1, pageAddress+pageFirst)
	arrive(t, store, 2, pageAddress+pageSecond)
	id := article("a", pageAddress+pageFirst).ID
	if err := corpus.Remove(ctx, store, id, corpus.Gone{At: day(3), Why: "asked to"}); err != nil {
		t.Fatal(err)
	}
	if versions, err := corpus.Versions(ctx, store, id); err != nil || len(versions) != 0 {
		t.Errorf("%d versions are left, %v", len(versions), err)
	}
	if want, got := "3 taken down Dana Whitlock: We looked at every gate and found one crack, > : \n", corrected(t, store, 3); got != want {
		t.Errorf("corrections: %q, want %q", got, want)
	}
	if got := arrive(t, store, 4, pageAddress+pageFirst+" It rains."); got != "withheld" {
		t.Errorf("%s, want withheld", got)
	}
	if err := corpus.Remove(ctx, store, id, corpus.Gone{At: day(4)}); !errors.Is(err, corpus.ErrNotFound) {
		t.Errorf("removed twice: %v", err)
	}
	for _, want := range []bool{true, false} {
		if was, err := corpus.Restore(ctx, store, id); was != want || err != nil {
			t.Errorf("restored: %t, %v, want %t", was, err, want)
		}
	}
	if got := arrive(t, store, 5, pageAddress+pageSecond+" It rains."); got != "added" {
		t.Errorf("%s, want added", got)
	}
}

func TestExpire(t *testing.T) {
	ctx := context.Background()
	store := memory.New()
	arrive(t, store, 1, pageAddress+pageFirst)
	arrive(t, store, 20, pageAddress+pageFirst, "The orchestra opens on Friday. “We play Brahms,” said Lea Moor, who conducts it.")
	c, err := corpus.Load(ctx, store, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	articles := len(c.Articles())
	n, err := corpus.Expire(ctx, store, c.Articles(), day(10), day(21))
	if n != 1 || err != nil {
		t.Errorf("%d expired, %v, want 1", n, err)
	}
	if _, err := c.Sync(ctx); err != nil || len(c.Articles()) != articles-1 {
		t.Errorf("%d articles are left of %d, %v", len(c.Articles()), articles, err)
	}
	if got := corrected(t, store, 1); got != "" {
		t.Errorf("an article that is old was corrected: %s", got)
	}
	if got := arrive(t, store, 22, pageAddress+pageFirst+" It rains."); got != "withheld" {
		t.Errorf("%s, want withheld", got)
	}
}
