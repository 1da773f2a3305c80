package briefing

import (
	"context"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/txtar"
)

// readingText is what became of a question, for what follows "reading:".
func readingText(r Reading) string {
	var parts []string
	add := func(name string, values ...string) {
		if text := strings.Join(values, "|"); text != "" {
			parts = append(parts, name+" "+text)
		}
	}
	add("untold", r.Untold)
	add("pronoun", r.Pronoun)
	add("language", r.Language)
	add("open", r.Open...)
	for _, m := range r.Meant {
		add("meant "+m.Typed, m.Known...)
	}
	if r.Denied {
		add("denied", "unsaid")
	}
	if r.Unexplained {
		add("unexplained", "reason")
	}
	if r.Reported {
		add("reported", "days")
	}
	if r.Contrary {
		add("contrary", "told")
	}
	if r.Unspecific {
		add("unspecific", "question")
	}
	if !r.Latest.IsZero() {
		add("latest", r.Latest.Format(time.DateOnly))
	}
	return strings.Join(parts, "; ")
}

// FuzzQuestion parses whatever is typed as a question.
func FuzzQuestion(f *testing.F) {
	for _, q := range []string{
		"How many", "Who did not", "When and where", "How many outlets confirm Ankara?", "¿Quién?", "Why was", "Is it", "Who won and what did he", "what", "", "?",
		"Where did Araghchi and Fidan meet?", "How long has she not been step down and who",
	} {
		f.Add(q)
	}
	f.Fuzz(func(t *testing.T, text string) {
		q := parse(text)
		languageOf(q.words)
		foreignScript(text)
		for _, p := range partsOf(text) {
			if p.text == "" || p.label == "" {
				t.Errorf("%q: a part without words: %+v", text, p)
			}
			parse(p.text)
		}
	})
}

// TestAnswers asks the questions of each file of its articles: the first claim
// must hold what follows "=", some claim what follows "also:", and none what
// follows "not:"; what became of the question must hold what follows "reading:".
func TestAnswers(t *testing.T) {
	files, err := filepath.Glob("testdata/answers/*.txtar")
	if err != nil || len(files) < 8 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	asked, abstentions := 0, 0
	for _, name := range files {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		var articles []string
		var lines []string
		for _, f := range archive.Files {
			if f.Name == "questions" {
				lines = strings.Split(strings.TrimSpace(string(f.Data)), "\n")
			} else {
				articles = append(articles, string(f.Data))
			}
		}
		e := about(t, articles...)
		inFile := 0
		for i := 0; i < len(lines); i++ {
			question := lines[i]
			b, err := e.Answer(context.Background(), Question{Kind: Ask, Text: question})
			if err != nil {
				t.Fatal(err)
			}
			asked++
			inFile++
			var answers []string
			for c := range b.Claims("") {
				if c.Section != Nearest {
					answers = append(answers, answerText(c))
				}
			}
			all := strings.Join(answers, "\n")
			for i+1 < len(lines) {
				kind, wanted, ok := strings.Cut(lines[i+1], " ")
				if !ok || kind != "=" && kind != "also:" && kind != "not:" && kind != "reading:" {
					break
				}
				i++
				switch {
				case kind == "reading:":
					if got := readingText(b.Reading()); wanted == "none" && got != "" || wanted != "none" && !strings.Contains(got, wanted) {
						t.Errorf("%s: %s\nis read as %q, want %q", filepath.Base(name), question, got, wanted)
					}
				case kind == "=" && wanted == "abstain":
					abstentions++
					if !b.Abstained() {
						t.Errorf("%s: %s\nis answered: %s", filepath.Base(name), question, all)
					}
				case b.Abstained():
					t.Errorf("%s: %s\nis not answered", filepath.Base(name), question)
				case kind == "=" && (len(answers) == 0 || !strings.Contains(answers[0], wanted)),
					kind == "also:" && !strings.Contains(all, wanted), kind == "not:" && strings.Contains(all, wanted):
					t.Errorf("%s: %s\nwant %s %s\ngot %s", filepath.Base(name), question, kind, wanted, all)
				}
			}
		}
		if inFile < 4 {
			t.Errorf("%s has %d questions, want at least 4", name, inFile)
		}
	}
	if asked < 40 || abstentions < 10 {
		t.Errorf("%d questions, %d of them to abstain from", asked, abstentions)
	}
}
