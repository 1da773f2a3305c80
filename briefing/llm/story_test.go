package llm_test

import (
	"bytes"
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"log/slog"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"golang.org/x/tools/txtar"

	"briefbot/briefing"
	"briefbot/briefing/llm"
	"briefbot/briefing/render"
	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/memory"
	"briefbot/corpus/source"
)

// story is a few articles with sentences that a model may write about them.
type story struct {
	name         string
	engine       *briefing.Engine
	log          *bytes.Buffer
	sentences    map[string]string // a1: the first sentence of a.md
	honest, lies []written
	kept         []written // honest ones that keep to the articles' words, where honest ones do not
}

// written is a sentence that a model writes.
type written struct {
	kind  string
	cited []string // names of sentences; "?" is a key that is not there
	text  string   // with [[the first words of a quotation]]
}

// stories reads testdata/stories.
func stories(t testing.TB) []*story { return storiesIn(t, "stories") }

// storiesIn reads a directory of testdata.
func storiesIn(t testing.TB, dir string) []*story {
	t.Helper()
	names, err := filepath.Glob(filepath.Join("testdata", dir, "*.txtar"))
	if err != nil || len(names) == 0 {
		t.Fatal("no stories", err)
	}
	var all []*story
	for _, name := range names {
		archive, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, newStory(t, strings.TrimSuffix(filepath.Base(name), ".txtar"), archive))
	}
	return all
}

func newStory(t testing.TB, name string, archive *txtar.Archive) *story {
	t.Helper()
	s := &story{name: name, log: &bytes.Buffer{}, sentences: map[string]string{}}
	files := fstest.MapFS{}
	for _, f := range archive.Files {
		switch {
		case strings.HasSuffix(f.Name, ".md"):
			files[f.Name] = &fstest.MapFile{Data: f.Data}
		case f.Name == "honest.txt":
			s.honest = readWritten(t, string(f.Data), false)
		case f.Name == "kept.txt":
			s.kept = readWritten(t, string(f.Data), false)
		case f.Name == "lies.txt":
			s.lies = readWritten(t, string(f.Data), true)
		}
	}
	ctx := context.Background()
	lg := slog.New(slog.NewTextHandler(s.log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	store := memory.New()
	t.Cleanup(func() { store.Close() })
	in := &corpus.Ingester{Log: lg, Store: store, Now: time.Now, Report: func(r corpus.Receipt) {
		if r.Outcome != corpus.Added {
			t.Errorf("%s: %+v", name, r)
		}
	}}
	if err := in.Ingest(ctx, &source.FS{Label: name, Files: files}); err != nil {
		t.Fatal(err)
	}
	loaded, err := corpus.Load(ctx, store, corpus.Options{})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range loaded.Articles() {
		d, err := loaded.Document(ctx, a.ID)
		if err != nil {
			t.Fatal(err)
		}
		for i, span := range d.Sentences(clean.Body) {
			s.sentences[filepath.Base(a.Path)[:1]+strconv.Itoa(i+1)] = flat(span.Of(d.Article.Text))
		}
	}
	s.engine = &briefing.Engine{Log: lg, Corpus: loaded}
	return s
}

func readWritten(t testing.TB, text string, kinds bool) []written {
	var all []written
	for line := range strings.Lines(text) {
		if line = strings.TrimSpace(line); line == "" {
			continue
		}
		var w written
		rest := line
		if kinds {
			w.kind, rest, _ = strings.Cut(rest, " | ")
		}
		cited, text, ok := strings.Cut(rest, " | ")
		if !ok {
			t.Fatalf("no sentence: %s", line)
		}
		w.text = text
		if cited != "-" {
			w.cited = strings.Split(cited, ",")
		}
		all = append(all, w)
	}
	return all
}

func flat(s string) string { return strings.Join(strings.Fields(s), " ") }

// line is a sentence of evidence as a prompt has it.
type line struct {
	Key, Text string
	Quotes    []struct{ Key, Words string }
}

// evidenceIn reads the sentences of evidence in a prompt.
func evidenceIn(user string) []line {
	var all []line
	for l := range strings.Lines(user) {
		var e line
		if json.Unmarshal([]byte(l), &e) == nil && e.Key != "" {
			all = append(all, e)
		}
	}
	return all
}

// puppet is a model that writes what it is told to write.
type puppet struct {
	story *story
	says  []written
	raw   string // instead, if keys is set
	// keys has names of sentences behind $ in raw replaced by their keys.
	keys    bool
	section string // developments, unless it is set
	asked   []*llm.Request
}

func (p *puppet) Name() string { return "puppet-1" }

func (p *puppet) Complete(_ context.Context, r *llm.Request, partial func(string)) (*llm.Completion, error) {
	p.asked = append(p.asked, r)
	lines := evidenceIn(r.User)
	text := sentenceName.ReplaceAllStringFunc(p.raw, func(name string) string { return p.key(lines, name[1:]) })
	if !p.keys {
		type sentence struct {
			Section  string   `json:"section"`
			Text     string   `json:"text"`
			Evidence []string `json:"evidence"`
		}
		reply := map[string][]sentence{"sentences": {}}
		for _, w := range p.says {
			s := sentence{Section: cmp.Or(p.section, "developments"), Text: keyed(lines, w.text), Evidence: []string{}}
			for _, name := range w.cited {
				s.Evidence = append(s.Evidence, p.key(lines, name))
			}
			reply["sentences"] = append(reply["sentences"], s)
		}
		data, err := json.Marshal(reply)
		if err != nil {
			return nil, err
		}
		text = string(data)
	}
	if partial != nil {
		for i := 0; i < len(text); i += 7 {
			partial(text[:i])
		}
	}
	return &llm.Completion{Text: text, Usage: llm.Usage{Prompt: 900, Completion: 40}}, nil
}

var sentenceName = regexp.MustCompile(`\$[ab]\d+`)

// key is the key of the sentence of that name.
func (p *puppet) key(lines []line, name string) string {
	for _, l := range lines {
		if want := p.story.sentences[name]; want != "" && strings.Contains(l.Text, want) {
			return l.Key
		}
	}
	return "eno" + name
}

// keyed puts keys of quotations in place of their first words.
func keyed(lines []line, text string) string {
	before, rest, ok := strings.Cut(text, "[[")
	if !ok {
		return text
	}
	words, after, _ := strings.Cut(rest, "]]")
	for _, l := range lines {
		for _, q := range l.Quotes {
			if words != "" && strings.HasPrefix(q.Words, words) {
				return before + "[[" + q.Key + "]]" + keyed(lines, after)
			}
		}
	}
	return text
}

// tell has the story's engine answer with a model that writes these sentences, and
// returns the brief and all that readers can see of it.
func (s *story) tell(t testing.TB, p *puppet) (*briefing.Brief, string) {
	t.Helper()
	p.story = s
	e := *s.engine
	e.Writer = &llm.Writer{Model: p, Log: e.Log, PromptTokens: 20_000}
	b, err := e.Answer(context.Background(), briefing.Question{Kind: briefing.New})
	if err != nil {
		t.Fatal(err)
	}
	return b, shown(t, b)
}

// shown is a brief as readers see it, in all its forms.
func shown(t testing.TB, b *briefing.Brief) string {
	t.Helper()
	var out strings.Builder
	if err := render.Text(&out, b, render.Style{Width: 100_000}); err != nil {
		t.Fatal(err)
	}
	if err := render.JSON(&out, b); err != nil {
		t.Fatal(err)
	}
	m := render.Discord(b)
	fmt.Fprintln(&out, strings.Join(m.Blocks, "\n"), m.Sources)
	return out.String()
}
