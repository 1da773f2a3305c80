package main

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"briefbot/briefing/render"
	"briefbot/corpus/shared"
)

// asked is what the program says, as JSON, over the four articles that stand
// beside the project. Their words stay there: what is compared here are offsets,
// counts, sums and names.
func asked(t *testing.T, args ...string) render.Object {
	t.Helper()
	enterShared(t)
	stdout, stderr, status := do(t, append([]string{"-corpus", "seeds", "-json"}, args...)...)
	if status != 0 {
		t.Fatalf("%v: status %d: %s", args, status, stderr)
	}
	var o struct {
		render.Object
		render.Quotes
	}
	if err := json.Unmarshal([]byte(stdout), &o); err != nil {
		t.Fatalf("%v: %v\n%s", args, err, stdout)
	}
	o.Object.Quotes = &o.Quotes
	return o.Object
}

// enterShared makes the shared data the working directory, once in a test.
func enterShared(t *testing.T) {
	t.Helper()
	if _, err := os.Stat("seeds"); err != nil {
		t.Chdir(shared.Dir(t))
	}
}

// citations are all citations of an answer, wherever they stand in it.
func citations(o render.Object) []render.Citation {
	all := append([]render.Citation{}, o.Nearest...)
	for _, c := range o.Claims {
		all = append(all, c.Citations...)
	}
	for _, s := range o.Quotes.Statements {
		all = append(all, s.Citation)
	}
	return append(all, o.Quotes.Silent...)
}

// TestSeedsExact asks nine times and holds every citation to the file it names:
// its words are the bytes at its offsets, its sum is the file's, and direct
// speech begins at or right after a quotation mark (T15 of the acceptance list).
func TestSeedsExact(t *testing.T) {
	total := 0
	for _, args := range [][]string{
		{"brief", "iran-us"},
		{"quotes", "Araghchi"}, {"quotes", "Trump"}, {"quotes", "Pezeshkian"}, {"quotes", "Erdogan"},
		{"ask", "Where did Araghchi and Fidan meet?"},
		{"ask", "When are the talks?"},
		{"ask", "What did Hegseth say?"},
		{"ask", "How many drones did Iran produce?"},
	} {
		o := asked(t, args...)
		for _, c := range citations(o) {
			total++
			file, err := os.ReadFile(c.Path)
			if err != nil {
				t.Fatal(err)
			}
			sum := sha256.Sum256(file)
			switch {
			case c.Start < 0 || c.End > len(file) || c.Start >= c.End:
				t.Errorf("%v: span %d–%d of %d bytes", args, c.Start, c.End, len(file))
			case string(file[c.Start:c.End]) != c.Words:
				t.Errorf("%v: %s %d–%d: other words stand there", args, c.Path, c.Start, c.End)
			case c.Sum != hex.EncodeToString(sum[:]):
				t.Errorf("%v: %s: sum %s, want %x", args, c.Path, c.Sum, sum)
			case c.Kind == "direct" && !openedAt(file, c.Start):
				t.Errorf("%v: %s %d: direct speech without a mark", args, c.Path, c.Start)
			case c.Kind != "text" && c.Speaker == "" || c.Kind == "text" && c.Speaker != "":
				t.Errorf("%v: %s %d: kind %s, speaker %q", args, c.Path, c.Start, c.Kind, c.Speaker)
			case c.Published == "" && !strings.Contains(c.Path, "002_"):
				t.Errorf("%v: %s: no date", args, c.Path)
			}
		}
	}
	if total < 30 {
		t.Errorf("%d citations, want at least 30", total)
	}
}

// openedAt reports whether a quotation mark stands at the offset or before it.
func openedAt(text []byte, at int) bool {
	next, _ := utf8.DecodeRune(text[at:])
	last, _ := utf8.DecodeLastRune(text[:at])
	return strings.ContainsRune("“”‘’\"'", next) || strings.ContainsRune("“”‘’\"'", last)
}

// TestSeedsAraghchi is T1: reported speech only, all of it in one article, and
// the honesty header says so.
func TestSeedsAraghchi(t *testing.T) {
	o := asked(t, "quotes", "Araghchi")
	q := o.Quotes
	if q.Direct != 0 || q.Mixed != 0 || q.Reported != 8 || q.Outlets != 1 || len(q.Silent) != 3 {
		t.Errorf("%d direct, %d mixed, %d reported, %d outlets, silent in %d; want 0, 0, 8, 1, 3",
			q.Direct, q.Mixed, q.Reported, q.Outlets, len(q.Silent))
	}
	for _, s := range q.Statements {
		if !strings.Contains(s.Path, "001_") || s.Kind != "reported" || s.Speaker != "Abbas Araghchi" {
			t.Errorf("%s %d–%d: %s by %s", s.Path, s.Start, s.End, s.Kind, s.Speaker)
		}
	}
	stdout, _, _ := do(t, "-corpus", "seeds", "quotes", "Araghchi")
	if strings.ContainsAny(stdout, "“”") {
		t.Errorf("quotation marks around reported speech:\n%s", stdout)
	}
}

// TestSeedsTalks is T7 and T8: the talks are expected on a Friday, by one
// outlet; whether they took place nobody says.
func TestSeedsTalks(t *testing.T) {
	o := asked(t, "ask", "When are the talks?")
	if o.Abstained || len(o.Claims) == 0 {
		t.Fatal("abstained")
	}
	if c := o.Claims[0]; !strings.Contains(c.Citations[0].Path, "003_") || len(c.Days) != 1 || c.Days[0].Date != "2026-02-06" {
		t.Errorf("the first answer is %s, days %v", c.Citations[0].Path, c.Days)
	}
	o = asked(t, "ask", "Did the talks take place?")
	if !o.Abstained || len(o.Claims) > 0 || len(o.Nearest) == 0 {
		t.Errorf("abstained %v, %d claims, %d nearest", o.Abstained, len(o.Claims), len(o.Nearest))
	}
}

// TestSeedsConflict is T6 and T11: where they met is told in two ways, and the two
// outlets of one of them rest on nothing that they name.
func TestSeedsConflict(t *testing.T) {
	sides := func(o render.Object) (conflict render.Claim, ok bool) {
		for _, c := range o.Claims {
			if c.Section == "conflicts" {
				return c, true
			}
		}
		return conflict, false
	}
	c, ok := sides(asked(t, "ask", "Where did Araghchi and Fidan meet?"))
	if !ok || !strings.Contains(c.Text, "Ankara") || !strings.Contains(c.Text, "Istanbul") {
		t.Errorf("the two places are not set against each other: %q", c.Text)
	}
	paths := map[string]bool{}
	for _, citation := range c.Citations {
		paths[filepath.Base(citation.Path)[:3]] = true
	}
	if !paths["000"] || !paths["001"] || !paths["002"] {
		t.Errorf("the conflict cites %v", paths)
	}
	o := asked(t, "ask", "How many outlets confirm Ankara?")
	if len(o.Claims) == 0 || o.Claims[0].Text != "two outlets, neither names a source, independence unknown" || len(o.Claims[0].Citations) != 2 {
		t.Errorf("confirmed by: %+v", o.Claims)
	}
}

// TestSeedsJunk is T9: who is named only in what stands around the articles has
// said nothing.
func TestSeedsJunk(t *testing.T) {
	for _, question := range []string{"What did Epstein say?", "What did Medvedev say about Iran?", "What did Arteta say?"} {
		o := asked(t, "ask", question)
		if !o.Abstained || len(o.Claims) > 0 {
			t.Errorf("%s: %d claims", question, len(o.Claims))
		}
	}
	for _, name := range []string{"Epstein", "Medvedev"} {
		if o := asked(t, "quotes", name); !o.Abstained || len(o.Quotes.Statements) > 0 {
			t.Errorf("%s: %d statements", name, len(o.Quotes.Statements))
		}
	}
}

// TestSeedsNames is T17: one person, however he is spelt.
func TestSeedsNames(t *testing.T) {
	enterShared(t)
	want, _, _ := do(t, "-corpus", "seeds", "quotes", "Erdogan")
	for _, name := range []string{"Erdoğan", "ERDOGAN", "Recep Tayyip Erdogan", "erdogan"} {
		if got, _, _ := do(t, "-corpus", "seeds", "quotes", name); got != want {
			t.Errorf("%s: another answer", name)
		}
	}
}

// TestSeedsBrief asks whether a brief has its parts: a bottom line that is the
// newest, positions of three parties, what is open, and four sources of which
// each is labelled by what is known of it.
func TestSeedsBrief(t *testing.T) {
	o := asked(t, "brief", "iran-us")
	sections, parties := map[string]int{}, map[string]int{}
	for _, c := range o.Claims {
		sections[c.Section]++
		if c.Section == "positions" {
			parties[c.Party]++
		}
		if len(c.Citations) == 0 {
			t.Errorf("a claim without a citation in %s", c.Section)
		}
	}
	if sections["bottom_line"] == 0 || sections["positions"] < 4 || sections["open"] == 0 || parties["Tehran"] == 0 || parties["Washington"] == 0 || parties["Ankara"] == 0 {
		t.Errorf("sections %v, parties %v", sections, parties)
	}
	if c := o.Claims[0].Citations[0]; !strings.Contains(c.Path, "003_") || c.Start != 633 {
		t.Errorf("the bottom line is %s at %d", filepath.Base(c.Path), c.Start)
	}
}
