package bot

import (
	"go/ast"
	"go/parser"
	"go/token"
	"log/slog"
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"

	"github.com/bwmarrin/discordgo"

	"briefbot/bot/language"
	"briefbot/briefing/render/markdown"
	"briefbot/corpus/memory"
)

// testBot is a bot that is not run.
func testBot(t *testing.T) *Bot {
	t.Helper()
	b, err := New(Options{
		Log: slog.New(slog.DiscardHandler), Token: "x", Notes: memory.New(), Desk: new(desk), Curator: new(curator), Digests: new(press),
	})
	if err != nil {
		t.Fatal(err)
	}
	return b
}

var optionNames = regexp.MustCompile(`^[-_'\p{L}\p{N}]{1,32}$`)

// Every command and everything in it has a name and a description in every
// language, within Discord's limits; and nothing is in the lexicon that is in no
// command.
func TestLexicon(t *testing.T) {
	used := map[string]bool{}
	check := func(path, name, says string, described bool) (longest int) {
		key := path
		if _, ok := lexicon[key]; !ok {
			key = path[strings.LastIndexByte(path, '.')+1:]
		}
		entry, ok := lexicon[key]
		if !ok {
			t.Errorf("%s has no entry in the lexicon", path)
			return 0
		}
		used[key] = true
		most, mostSaid := 0, 0
		for l := range len(language.Phrase{}) {
			n, d := entry.name[l], entry.says[l]
			most, mostSaid = max(most, markdown.Len(n)), max(mostSaid, markdown.Len(d))
			switch {
			case described && (!optionNames.MatchString(n) || n != strings.Map(unicode.ToLower, n)):
				t.Errorf("%s: %q is no name", path, n)
			case !described && (n == "" || markdown.Len(n) > 32):
				t.Errorf("%s: name %q", path, n)
			case described && (d == "" || markdown.Len(d) > 100):
				t.Errorf("%s: the description %q has %d units", path, d, markdown.Len(d))
			}
		}
		if entry.name[language.English] != name || described && entry.says[language.English] != says {
			t.Errorf("%s: the command says %q, %q, the lexicon %q, %q", path, name, says, entry.name[language.English], entry.says[language.English])
		}
		return most + mostSaid
	}
	var options func(path string, list []*discordgo.ApplicationCommandOption) int
	options = func(path string, list []*discordgo.ApplicationCommandOption) (sum int) {
		names := map[string]string{}
		for _, o := range list {
			own := path + "." + o.Name
			sum += check(own, o.Name, o.Description, true)
			for locale, name := range o.NameLocalizations {
				if other, taken := names[string(locale)+name]; taken {
					t.Errorf("%s and %s are both %q in %s", own, other, name, locale)
				}
				names[string(locale)+name] = own
			}
			for _, c := range o.Choices {
				sum += check(own+"."+c.Name, c.Name, "", false) + len(c.Name)
				if c.NameLocalizations == nil {
					t.Errorf("%s.%s is not localised", own, c.Name)
				}
			}
			sum += options(own, o.Options)
		}
		return sum
	}
	names := map[string]string{}
	for _, c := range testBot(t).commands {
		slash := c.spec.Type != discordgo.MessageApplicationCommand
		sum := check("/"+c.spec.Name, c.spec.Name, c.spec.Description, slash) + options("/"+c.spec.Name, c.spec.Options)
		if sum > 8000 {
			t.Errorf("%s has %d characters", c.spec.Name, sum)
		}
		if c.spec.Contexts == nil || c.spec.IntegrationTypes == nil {
			t.Errorf("%s does not say where it can be used", c.spec.Name)
		}
		if c.spec.NameLocalizations == nil || len(*c.spec.NameLocalizations) != len(locales) {
			t.Errorf("%s is not localised", c.spec.Name)
			continue
		}
		for locale, name := range *c.spec.NameLocalizations {
			if other, taken := names[string(locale)+name]; taken {
				t.Errorf("%s and %s are both %q in %s", c.spec.Name, other, name, locale)
			}
			names[string(locale)+name] = c.spec.Name
		}
	}
	for _, key := range slices.Sorted(maps.Keys(lexicon)) {
		if !used[key] {
			t.Errorf("%s is in the lexicon and in no command", key)
		}
	}
}

// Every phrase is there in every language, with the same places for values.
func TestPhrases(t *testing.T) {
	var files []string
	for _, pattern := range []string{"*.go", "say/*.go"} {
		found, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, found...)
	}
	verbs := regexp.MustCompile(`%[a-z]`)
	seen := 0
	check := func(file string, list *ast.CompositeLit) {
		seen++
		var texts []string
		for _, e := range list.Elts {
			if lit, ok := e.(*ast.BasicLit); ok {
				text, _ := strconv.Unquote(lit.Value)
				texts = append(texts, text)
			}
		}
		if len(texts) != len(language.Phrase{}) || slices.Contains(texts, "") {
			t.Errorf("%s: %q is not in every language", file, texts)
			return
		}
		for _, text := range texts {
			if got, want := verbs.FindAllString(text, -1), verbs.FindAllString(texts[language.English], -1); !slices.Equal(got, want) {
				t.Errorf("%s: %q has %q, want %q", file, text, got, want)
			}
			if strings.ContainsAny(text, "“”\"") {
				t.Errorf("%s: %q has quotation marks, which are for words of articles", file, text)
			}
		}
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(tree, func(n ast.Node) bool {
			list, ok := n.(*ast.CompositeLit)
			if !ok {
				return true
			}
			if many, ok := list.Type.(*ast.ArrayType); ok {
				if isPhrase(many.Elt) {
					for _, e := range list.Elts {
						check(file, e.(*ast.CompositeLit))
					}
				}
				return true
			}
			if isPhrase(list.Type) {
				check(file, list)
			}
			return true
		})
	}
	if seen < 300 {
		t.Errorf("%d phrases found", seen)
	}
}

// isPhrase reports whether a type is language.Phrase, or what the files call it.
func isPhrase(t ast.Expr) bool {
	switch t := t.(type) {
	case *ast.Ident:
		return t.Name == "phrase"
	case *ast.SelectorExpr:
		return t.Sel.Name == "Phrase"
	}
	return false
}
