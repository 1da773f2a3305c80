package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"briefbot/briefing/llm/openai/fakeopenai"
)

// embedded runs the program in a directory with two articles and a configuration
// that names the fake service.
type embedded struct {
	service *fakeopenai.Server
	dir     string
}

func newEmbedding(t *testing.T) *embedded {
	t.Helper()
	e := &embedded{fakeopenai.New(modelKey, "vectors-1", nil), t.TempDir()}
	t.Cleanup(e.service.Close)
	e.service.Embed = fakeopenai.Meanings("petrol gasoline\ndear expensive\nferry boat\nstrike walkout")
	for name, text := range map[string]string{
		"petrol.txt": "Motorists queue in Lindvik\n\nMotorists queue for gasoline in Lindvik. It is expensive, the mayor, Jon Hale, said on Monday.\n",
		"ferry.txt":  "The boat stays in port\n\nThe crew of the boat to Holm began a walkout on Tuesday. Nobody knows when it ends.\n",
	} {
		if err := os.Mkdir(filepath.Join(e.dir, "articles"), 0o777); err != nil && !os.IsExist(err) {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(e.dir, "articles", name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return e
}

// run runs the program with more of a configuration.
func (e *embedded) run(t *testing.T, more string, env map[string]string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	config := filepath.Join(e.dir, "config.yaml")
	text := "database: briefbot.db\ntopics: []\n" + more
	if err := os.WriteFile(config, []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	getenv := func(k string) string { return env[k] }
	err := run(context.Background(), append([]string{"-config", config}, args...), getenv, strings.NewReader(""), &out, &errs)
	status = exitStatus(err, &errs)
	return out.String(), errs.String(), status
}

func (e *embedded) config(more string) string {
	return fmt.Sprintf("embeddings: {url: %q, model: vectors-1, timeout: 2s%s}\n", e.service.Base(), more)
}

var embeddingEnv = map[string]string{"EMBEDDINGS_API_KEY": modelKey, "COLUMNS": "80"}

// TestEmbeddings takes articles in, has them embedded once, and answers; while the
// service fails, by words, and says so.
func TestEmbeddings(t *testing.T) {
	e := newEmbedding(t)
	runs := func(want string, args ...string) string {
		t.Helper()
		out, errs, status := e.run(t, e.config(""), embeddingEnv, args...)
		if status != 0 || !strings.Contains(strings.Join(strings.Fields(out+errs), " "), want) {
			t.Fatalf("%v: status %d, no %q in\n%s%s", args, status, want, out, errs)
		}
		return out
	}
	e.service.Fail(fakeopenai.ServerError, fakeopenai.ServerError, fakeopenai.ServerError)
	runs("questions are searched for by words until all passages are embedded", "ingest", filepath.Join(e.dir, "articles"))
	runs("0 of 4 passages embedded", "check")
	runs("2 articles embedded by vectors-1 at 127.0.0.1", "ingest", filepath.Join(e.dir, "articles"))
	runs("4 of 4 passages embedded; 2 calls", "check")
	before := len(e.service.Calls())
	if out := runs("window", "ask", "-explain", "Why is petrol so dear in Lindvik?"); !strings.Contains(out, "meaning") {
		t.Errorf("meaning counts for nothing in\n%s", out)
	}
	if n := len(e.service.Calls()) - before; n != 1 {
		t.Errorf("%d calls for a question", n)
	}
	e.service.Fail(fakeopenai.BadKey)
	out := runs("Searched for by words alone: the service that compares meanings does not accept the key.", "ask", "When did the walkout of the boat's crew begin?")
	if !strings.Contains(out, "on Tuesday") {
		t.Errorf("no answer in\n%s", out)
	}
	runs("4 of 4 passages", "sources")
	for _, c := range e.service.Calls() {
		if c.Header.Get("Authorization") != "Bearer "+modelKey {
			t.Errorf("the key sent is %q", c.Header.Get("Authorization"))
		}
	}
}

func TestCheckEmbeddings(t *testing.T) {
	e := newEmbedding(t)
	gone := fakeopenai.New("", "", nil)
	gone.Close()
	named := func(url, model, more string) string {
		return fmt.Sprintf("embeddings: {url: %q, model: %q, timeout: 2s%s}\n", url, model, more)
	}
	for _, test := range []struct {
		name, config string
		key          string
		want         []string
	}{
		{"none", "", "", []string{"ok   embeddings", "none, so questions are searched for by words"}},
		{"no address", named("", "vectors-1", ""), "", []string{"ok   embeddings", "hint: embeddings.model is named in config.yaml, but embeddings.url is empty"}},
		{"right", named(e.service.Base(), "vectors-1", ""), modelKey, []string{"ok   embeddings", "5 dimensions"}},
		{"fewer", named(e.service.Base(), "vectors-1", ", dimensions: 3"), modelKey, []string{"ok   embeddings", "3 dimensions"}},
		{"more", named(e.service.Base(), "vectors-1", ", dimensions: 300"), modelKey, []string{"BAD  embeddings", "of 300 were asked for", "embeddings.dimensions: 0"}},
		{"wrong address", named(gone.Base(), "vectors-1", ""), modelKey, []string{"BAD  embeddings", "unreachable", "hint: embeddings.url", "is the service running?"}},
		{"address without /v1", named(e.service.URL, "vectors-1", ""), modelKey, []string{"BAD  embeddings", "no such model", "embeddings.url ends with /v1"}},
		{"wrong key", named(e.service.Base(), "vectors-1", ""), "sk-wrong-12345", []string{"BAD  embeddings", "key rejected", "EMBEDDINGS_API_KEY=… briefbot check"}},
		{"wrong model", named(e.service.Base(), "vectors-9", ""), modelKey, []string{"BAD  embeddings", "no such model", "hint: embeddings.model"}},
	} {
		t.Run(test.name, func(t *testing.T) {
			out, errs, status := e.run(t, test.config, map[string]string{"EMBEDDINGS_API_KEY": test.key}, "check")
			if bad := strings.Contains(out, "BAD  embeddings"); bad != (status != 0) {
				t.Errorf("status %d: %s", status, errs)
			}
			for _, want := range test.want {
				if !strings.Contains(out, want) {
					t.Errorf("no %q in\n%s", want, out)
				}
			}
			for _, secret := range []string{modelKey, "sk-wrong-12345"} {
				if strings.Contains(out+errs, secret) {
					t.Errorf("the key stands in\n%s%s", out, errs)
				}
			}
		})
	}
}

// TestEmbeddingsKey gives the key of the one model to the other at the same service
// alone.
func TestEmbeddingsKey(t *testing.T) {
	for _, test := range []struct{ llm, embeddings, own, want string }{
		{"https://llm.example/v1", "https://llm.example/v1", "", "both"},
		{"https://llm.example/v1", "https://llm.example/v1", "mine", "mine"},
		{"https://llm.example/v1", "https://other.example/v1", "", ""},
		{"https://llm.example/v1", "http://llm.example/v1", "", ""},
		{"", "https://other.example/v1", "", ""},
	} {
		cfg := &config{LLM: llmConfig{URL: test.llm, key: "both"}, Embeddings: embeddingsConfig{URL: test.embeddings, key: test.own}}
		if cfg.Embeddings.keyFor(&cfg.LLM); cfg.Embeddings.key != test.want {
			t.Errorf("%+v: key %q", test, cfg.Embeddings.key)
		}
	}
}

// TestEmbeddingsSentTo names no host to a server whose questions are not sent.
func TestEmbeddingsSentTo(t *testing.T) {
	cfg := &config{LLM: llmConfig{Off: []string{"42"}}, Embeddings: embeddingsConfig{URL: "https://user@llm.example/v1"}}
	if got := cfg.sentTo("42"); got != "" {
		t.Errorf("a server that is off: %q", got)
	}
	if got := cfg.sentTo("43"); got != "llm.example" {
		t.Errorf("another: %q", got)
	}
}
