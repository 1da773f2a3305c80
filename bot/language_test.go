package bot

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
)

// content are the words of the desk, of users and of names in the conversations:
// they are what they are in every language.
var content = regexp.MustCompile(`harbo|[Ee]lections|mayors|[Ll]und|[Tt]he bridge|The Wire|The Daily|The corpus|word word|A development|The article a2|Open: who|Where – north|` +
	`Who said what$|Exact|She said|Not she|“We shall|Who pays|somebody else|Europe/|America/|Asia/|Australia/|sources read|nobody said it|[Tt]he name is bad|^/[a-z]+: |^file |` +
	`^-# (Shared|published) by`) // the server's language, which is English

// words are two in a row, as sentences have them.
var words = regexp.MustCompile(`\p{L}{2,},? \p{L}{2,}`)

// TestEveryLanguage holds every conversation in every language beside the English
// one: a line that is the same, and has words, is not translated.
func TestEveryLanguage(t *testing.T) {
	t.Parallel()
	english := recordEnglish(t)
	locales := []string{"de", "fr", "es-ES", "tr"}
	if testing.Short() {
		locales = locales[:1]
	}
	for _, locale := range locales {
		t.Run(locale, func(t *testing.T) {
			t.Parallel()
			follow(t, locale, english)
		})
	}
}

// A heard line is one that was said in English, and what came of it.
type heard struct {
	line  string
	begin bool   // a conversation begins
	step  int    // the step of the digests' conversation that comes before, from 1
	says  string // rendered
	lead  *talk  // where what was used stood, and what was chosen
}

// recordEnglish holds all conversations in English.
func recordEnglish(t *testing.T) []heard {
	t.Helper()
	r, p := startDigests(t)
	var out []heard
	say := func(c *talk, lines string, begin bool, step int) {
		for line := range strings.Lines(lines) {
			if line = strings.TrimSpace(line); line != "" {
				says := c.play(line)
				out = append(out, heard{line, begin, step, says, &talk{at: c.at, chosen: c.chosen}})
				begin, step = false, 0
			}
		}
	}
	files, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no conversations: %v", err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		_, do, _ := strings.Cut(string(text), "-- do --\n")
		do, _, _ = strings.Cut(do, "-- want --\n")
		say(&talk{running: r}, inGerman.ReplaceAllString(do, ""), true, 0)
	}
	c := &talk{running: r}
	for i, step := range digestSteps(t, r, p) {
		if step.do != nil {
			step.do()
		}
		say(c, step.lines, i == 0, i+1)
	}
	return out
}

// follow holds the same conversations in a language, on a server of its own.
func follow(t *testing.T, locale string, english []heard) {
	r, p := startDigests(t)
	steps := digestSteps(t, r, p)
	var c *talk
	for _, h := range english {
		if h.begin {
			c = &talk{running: r, locale: locale}
		}
		if h.step > 0 && steps[h.step-1].do != nil {
			steps[h.step-1].do()
		}
		c.lead = h.lead
		have := map[string]bool{}
		for l := range strings.SplitSeq(h.says, "\n") {
			have[shownText(l)] = true
		}
		for l := range strings.SplitSeq(c.play(h.line), "\n") {
			if says := shownText(l); have[says] && words.MatchString(says) && !content.MatchString(says) {
				t.Errorf("%s: %s: %s", locale, h.line, says)
			}
		}
	}
}

// inGerman are lines that have a language already.
var inGerman = regexp.MustCompile(`(?m)^in German: .*$`)

// shownText is what of a line of a rendered message a user reads.
func shownText(line string) string {
	if !strings.HasPrefix(line, "  ") {
		return ""
	}
	line = strings.TrimSpace(line)
	if at := strings.Index(line, "] 1|"); at >= 0 {
		return line[:at]
	}
	if at := strings.Index(line, "> 1|"); at >= 0 {
		return line[:at]
	}
	line, _, _ = strings.Cut(line, " = ")
	return tags.ReplaceAllString(line, "")
}

var tags = regexp.MustCompile(`<[^>]*>`)

// spoken are files whose sentences are English by design: digests are posted in the
// language of what they quote, and so are their corrections; what an operator reads
// is English.
var spoken = map[string]string{
	"check.go": "for operators", "bot.go": "for operators",
	"outbox/fate.go": "for operators, but for hints", "outbox/edition.go": "digests", "outbox/amend_text.go": "corrections of digests",
}

// notShown are calls whose texts no user reads.
var notShown = regexp.MustCompile(`^(errors\.New|fmt\.Errorf|\w+(\.\w+)*\.(Error|Warn|Info|Debug)|regexp\.MustCompile|strings\.NewReplacer|textOption|subcommand|sub|b\.mention)$`)

// TestSentencesArePhrases: a text of several words that a user may read is a phrase,
// which TestPhrases wants in every language.
func TestSentencesArePhrases(t *testing.T) {
	t.Parallel()
	var files []string
	for _, pattern := range []string{"*.go", "channel/*.go", "message/*.go", "outbox/*.go"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	set := token.NewFileSet()
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") || spoken[file] != "" || file == "lexicon.go" {
			continue
		}
		tree, err := parser.ParseFile(set, file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.ImportSpec, *ast.Field:
				return false
			case *ast.CompositeLit:
				kind := types.ExprString(orIdent(n.Type))
				return kind != "phrase" && kind != "[]phrase" && !strings.Contains(kind, "discordgo.ApplicationCommand")
			case *ast.CallExpr:
				return !notShown.MatchString(types.ExprString(n.Fun))
			case *ast.ValueSpec: // constants for operators
				return len(n.Names) != 1 || !strings.HasSuffix(n.Names[0].Name, "Advice") && !strings.HasSuffix(n.Names[0].Name, "Hint")
			case *ast.BasicLit:
				text, _ := strconv.Unquote(n.Value)
				if n.Kind == token.STRING && words.MatchString(text) {
					t.Errorf("%s: %q is no phrase", set.Position(n.Pos()), text)
				}
			}
			return true
		})
	}
}

// orIdent is an expression, an empty name for none.
func orIdent(e ast.Expr) ast.Expr {
	if e == nil {
		return ast.NewIdent("")
	}
	return e
}
