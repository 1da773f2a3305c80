package main

import (
	"fmt"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// A rung is a package of the project and the packages of the project that it
// may import: all of them on lower rungs.
type rung struct {
	path    string
	imports string // separated by white space
}

// ladder lists the packages from the ground upwards: corpus, then briefing,
// then bot, then cmd. Tests are not held to it, since the compiler keeps them
// from cycles and they may borrow any part of the program.
var ladder = []rung{
	{"corpus/segment", ""},

	// Leaves: text and byte offsets go in, findings come out.
	{"corpus/jsonl", ""},
	{"corpus/clean", "corpus/segment"},
	{"corpus/quotation/linear", ""},
	{"corpus/quotation", "corpus/jsonl corpus/segment corpus/quotation/linear"},
	{"corpus/quotation/train", "corpus/segment corpus/quotation/linear corpus/quotation"},
	{"corpus/bm25", "corpus/segment"},
	{"corpus/shingle", "corpus/segment"},
	{"corpus/vector", ""},
	{"corpus/embedding", ""},
	{"corpus/vector/convert", "corpus/segment corpus/vector"},
	{"corpus/fetch", ""},
	{"corpus/state", ""},
	{"corpus/misspell", ""},

	// The words of the trade; what is analysed, searched and stored.
	{"corpus", "corpus/segment corpus/clean corpus/quotation corpus/bm25 corpus/state corpus/vector corpus/embedding corpus/misspell"},

	// One technology each.
	{"corpus/format", "corpus corpus/clean corpus/jsonl corpus/segment"},
	{"corpus/source", "corpus corpus/format corpus/fetch"},
	{"corpus/feed", "corpus corpus/fetch corpus/format corpus/source"},
	{"corpus/memory", "corpus"},
	{"corpus/sqlite", "corpus corpus/clean"},
	{"corpus/sample", ""},

	// Readings of a sentence, each for itself.
	{"briefing/phrase", "corpus/segment"},
	{"briefing/dates", "corpus/segment briefing/phrase"},
	{"briefing/geo", "corpus corpus/state briefing/phrase briefing/dates"},
	{"briefing/modality", "corpus/segment briefing/phrase briefing/dates"},
	{"briefing/event", "corpus corpus/clean corpus/segment corpus/state briefing/phrase briefing/dates briefing/geo briefing/modality"},
	{"briefing/parallel", "corpus corpus/clean corpus/segment corpus/state briefing/phrase briefing/dates briefing/geo briefing/modality briefing/event"},
	{"briefing/entail", "corpus/segment"},
	{"briefing/sought", "corpus/segment briefing/phrase briefing/entail"},
	{"briefing", "briefing/entail briefing/sought briefing/phrase briefing/dates briefing/geo briefing/modality briefing/event briefing/parallel corpus corpus/embedding corpus/segment corpus/clean corpus/quotation corpus/shingle corpus/state"},
	{"briefing/novelty", "corpus/segment"},
	{"briefing/story", "corpus/segment corpus/shingle"},
	{"briefing/story/background", "briefing/story"},
	{"briefing/check", "corpus corpus/segment corpus/quotation briefing briefing/modality"},
	{"briefing/digest", "corpus corpus/clean corpus/quotation corpus/segment briefing briefing/dates briefing/modality briefing/novelty briefing/story"},
	{"briefing/digest/zone", "corpus/segment"},
	{"briefing/digest/subscription", "corpus briefing/digest"},
	{"briefing/since", "corpus/segment"},
	{"briefing/topics", "corpus corpus/segment briefing"},
	{"briefing/render/markdown", ""},
	{"briefing/render/picture", ""},
	{"briefing/llm", "corpus corpus/segment briefing"},
	{"briefing/llm/openai", "briefing/llm"},
	{"briefing/llm/embed", "corpus corpus/embedding briefing briefing/llm"},
	{"briefing/render", "corpus corpus/segment briefing briefing/check briefing/modality briefing/digest briefing/render/markdown briefing/render/picture"},

	{"bot/language", ""},
	{"bot/say", "bot/language briefing/digest briefing/digest/subscription briefing/digest/zone briefing/render/markdown"},
	{"bot/backoff", ""},
	{"bot/rest", "bot/backoff"},
	{"bot/notebook", "corpus"},
	{"bot/gateway", "bot/backoff bot/rest bot/notebook corpus"},
	{"bot/message", "bot/language bot/say briefing/render/markdown"},
	{"bot/channel", "bot/rest"},
	{"bot/outbox", `bot/language bot/say bot/backoff bot/rest bot/notebook bot/message bot/channel
		briefing/digest/subscription briefing/render/markdown corpus corpus/segment`},
	{"bot", `bot/language bot/say bot/backoff bot/rest bot/notebook bot/gateway bot/message bot/channel bot/outbox
		corpus corpus/segment briefing briefing/digest briefing/digest/zone briefing/digest/subscription briefing/since
		briefing/render briefing/render/markdown`},

	{"cmd/briefbot", `corpus corpus/jsonl corpus/segment corpus/misspell corpus/clean corpus/quotation corpus/format
		corpus/fetch corpus/source corpus/feed corpus/memory corpus/sqlite corpus/sample corpus/vector corpus/embedding
		briefing briefing/llm briefing/llm/openai briefing/llm/embed briefing/check briefing/story briefing/novelty briefing/digest briefing/digest/zone briefing/digest/subscription briefing/since
		briefing/topics briefing/render briefing/render/markdown bot bot/rest bot/notebook bot/gateway bot/message bot/outbox bot/say`},

	// For tests alone: no row above may name them.
	{"corpus/shared", ""},
	{"corpus/casetest", ""},
	{"corpus/golden", ""},
	{"corpus/storetest", "corpus corpus/clean"},
	{"bot/fakediscord", ""},
	{"bot/fakediscord/page", "bot/fakediscord"},
	{"briefing/llm/openai/fakeopenai", ""},
}

// owners says which packages alone may import a module: what a technology is
// like is known in one place. Tests are held to it as well, but for those of the
// packages named last, which prove that they fit the module without importing it.
var owners = []struct{ module, packages, tests string }{
	{"github.com/bwmarrin/discordgo", "bot bot/rest bot/gateway bot/message bot/channel bot/outbox", ""},
	{"github.com/robfig/cron", "cmd/briefbot", "briefing/digest"},
	{"github.com/sashabaranov/go-openai", "briefing/llm/openai", ""},
	{"modernc.org/sqlite", "corpus/sqlite", ""},
	{"github.com/mmcdole/gofeed", "corpus/format", ""},
	{"codeberg.org/readeck/go-readability", "corpus/format", ""},
	{"github.com/yuin/goldmark", "corpus/format", ""},
}

// A pkg is what one directory imports.
type pkg struct {
	path        string // from the module's root, with slashes
	code, tests []string
}

func TestImportLadder(t *testing.T) {
	packages, err := imports(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, complaint := range climb(ladder, packages) {
		t.Error(complaint)
	}
}

// climb compares packages with the ladder and returns a sentence for each thing
// that is wrong and what to do about it.
func climb(ladder []rung, packages []pkg) []string {
	var complaints []string
	complain := func(format string, args ...any) { complaints = append(complaints, fmt.Sprintf(format, args...)) }

	allowed := map[string][]string{}
	for _, r := range ladder {
		if _, ok := allowed[r.path]; ok {
			complain("%s has two rows in the ladder: merge them.", r.path)
		}
		row := strings.Fields(r.imports)
		for _, path := range row {
			if _, ok := allowed[path]; !ok {
				complain("The ladder lets %s import %s, which is not on a lower rung: move the row, or turn the dependency round.", r.path, path)
			}
		}
		allowed[r.path] = row
	}

	for _, p := range packages {
		row, ok := allowed[p.path]
		if !ok {
			complain("%s is on no rung: add a row for it to the ladder in cmd/briefbot/ladder_test.go, above all that it imports and below all that import it.", p.path)
			continue
		}
		for _, path := range p.code {
			if own, ok := strings.CutPrefix(path, "briefbot/"); ok && !slices.Contains(row, own) {
				complain("%s may not import %s: let it be given what it needs from there, or, if it is on a lower rung, add it to the row.", p.path, own)
			}
		}
		for _, o := range owners {
			may, mayTest := strings.Fields(o.packages), strings.Fields(o.packages+" "+o.tests)
			for _, path := range p.code {
				if within(path, o.module) && !slices.Contains(may, p.path) {
					complain("%s imports %s, which only %s may: call that package instead.", p.path, path, o.packages)
				}
			}
			for _, path := range p.tests {
				if within(path, o.module) && !slices.Contains(mayTest, p.path) {
					complain("A test of %s imports %s, which only %s may: call that package instead.", p.path, path, o.packages)
				}
			}
		}
	}
	return complaints
}

// within reports whether the package at path belongs to module, whatever the
// major version.
func within(path, module string) bool {
	return path == module || strings.HasPrefix(path, module+"/")
}

// imports reads the packages below root, in order of their paths, whatever
// their build constraints say.
func imports(root string) ([]pkg, error) {
	found := map[string]*pkg{}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if base := d.Name(); name != root && (base == "testdata" || strings.HasPrefix(base, ".") || strings.HasPrefix(base, "_")) {
				return filepath.SkipDir
			}
			return nil
		}
		if filepath.Ext(name) != ".go" {
			return nil
		}
		source, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ImportsOnly)
		if err != nil {
			return err
		}
		directory, err := filepath.Rel(root, filepath.Dir(name))
		if err != nil {
			return err
		}
		path := filepath.ToSlash(directory)
		if found[path] == nil {
			found[path] = &pkg{path: path}
		}
		list := &found[path].code
		if strings.HasSuffix(name, "_test.go") {
			list = &found[path].tests
		}
		for _, i := range file.Imports {
			imported, err := strconv.Unquote(i.Path.Value)
			if err != nil {
				return fmt.Errorf("read the imports of %s: %w", name, err)
			}
			if !slices.Contains(*list, imported) {
				*list = append(*list, imported)
			}
		}
		return nil
	})
	var packages []pkg
	for _, path := range slices.Sorted(maps.Keys(found)) {
		packages = append(packages, *found[path])
	}
	return packages, err
}

// TestLadderComplains proves that the ladder can fail.
func TestLadderComplains(t *testing.T) {
	small := []rung{{"ground", ""}, {"middle", "ground"}, {"top", "middle"}}
	tests := []struct {
		name   string
		ladder []rung
		pkg    pkg
		want   string // the beginning of the only complaint, "" for none
	}{
		{"as the table says", small, pkg{path: "top", code: []string{"fmt", "briefbot/middle", "golang.org/x/text"}}, ""},
		{"upwards", small, pkg{path: "ground", code: []string{"briefbot/top"}}, "ground may not import top"},
		{"past a rung", small, pkg{path: "top", code: []string{"briefbot/ground"}}, "top may not import ground"},
		{"a test may", small, pkg{path: "ground", tests: []string{"briefbot/top"}}, ""},
		{"on no rung", small, pkg{path: "new"}, "new is on no rung"},
		{"a row that points upwards", []rung{{"ground", "top"}, {"top", ""}}, pkg{path: "top"}, "The ladder lets ground import top"},
		{"two rows", []rung{{"ground", ""}, {"ground", ""}}, pkg{path: "ground"}, "ground has two rows"},
		{"another's module", small, pkg{path: "top", code: []string{"modernc.org/sqlite"}}, "top imports modernc.org/sqlite, which only corpus/sqlite may"},
		{"another's module, later version", small, pkg{path: "top", code: []string{"github.com/robfig/cron/v3"}}, "top imports github.com/robfig/cron/v3"},
		{"another's module in a test", small, pkg{path: "top", tests: []string{"modernc.org/sqlite/lib"}}, "A test of top imports modernc.org/sqlite/lib"},
		{"another's module where a test may", []rung{{"briefing/digest", ""}}, pkg{path: "briefing/digest", tests: []string{"github.com/robfig/cron/v3"}}, ""},
		{"another's module where only a test may", []rung{{"briefing/digest", ""}}, pkg{path: "briefing/digest", code: []string{"github.com/robfig/cron/v3"}}, "briefing/digest imports"},
		{"a module with a name that begins alike", small, pkg{path: "top", code: []string{"modernc.org/sqlitetools"}}, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got := climb(test.ladder, []pkg{test.pkg})
			if test.want == "" && len(got) == 0 {
				return
			}
			if len(got) != 1 || test.want == "" || !strings.HasPrefix(got[0], test.want) {
				t.Errorf("got %q, want one complaint that begins %q", got, test.want)
			}
		})
	}
}

// TestImportsOfThisPackage proves that the files are read.
func TestImportsOfThisPackage(t *testing.T) {
	packages, err := imports(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range packages {
		if p.path == "cmd/briefbot" && slices.Contains(p.tests, "go/parser") {
			return
		}
	}
	t.Errorf("this file's own imports are not among those of %d packages", len(packages))
}
