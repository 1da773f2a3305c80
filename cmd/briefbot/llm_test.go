package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"briefbot/briefing/llm/openai/fakeopenai"
)

// modelKey is the key of the fake service.
const modelKey = "sk-test-abcdefgh"

// modelled runs the program with a configuration that names the fake service.
func modelled(t *testing.T, config, key string, args ...string) (stdout, stderr string, status int) {
	t.Helper()
	name := filepath.Join(t.TempDir(), "config.yaml")
	if err := os.WriteFile(name, []byte(config), 0o666); err != nil {
		t.Fatal(err)
	}
	var out, errs bytes.Buffer
	getenv := func(k string) string { return map[string]string{"COLUMNS": "80", "LLM_API_KEY": key}[k] }
	err := run(context.Background(), append([]string{"-config", name}, args...), getenv, strings.NewReader(""), &out, &errs)
	status = exitStatus(err, &errs)
	return out.String(), errs.String(), status
}

func modelConfig(base, model string) string {
	return fmt.Sprintf("llm: {url: %q, model: %q, timeout: 5s}\n", base, model)
}

// scribe writes sentences that cite the first line of evidence that has all of
// their words before the bar.
func scribe(sentences ...string) func(system, user string) string {
	return func(_, user string) string {
		type written struct {
			Section  string   `json:"section"`
			Text     string   `json:"text"`
			Evidence []string `json:"evidence"`
		}
		reply := map[string][]written{"sentences": {}}
		for _, s := range sentences {
			section, rest, _ := strings.Cut(s, "|")
			words, text, _ := strings.Cut(rest, "|")
			for line := range strings.Lines(user) {
				var e struct {
					Key, Text string
					Quotes    []struct{ Key, Words string }
				}
				if json.Unmarshal([]byte(line), &e) != nil || !strings.Contains(e.Text, words) {
					continue
				}
				for _, q := range e.Quotes {
					text = strings.ReplaceAll(text, "[["+q.Words+"]]", "[["+q.Key+"]]")
				}
				reply["sentences"] = append(reply["sentences"], written{section, text, []string{e.Key}})
				break
			}
		}
		data, err := json.Marshal(reply)
		if err != nil {
			panic(err)
		}
		return string(data)
	}
}

// TestModelWrites has the sample answered with a model: what is borne out stands
// under its name, what is not is struck, and where nothing is left the articles'
// own sentences answer.
func TestModelWrites(t *testing.T) {
	honest := "answer|tenuous|Talks between Iran and the United States are expected on Friday in Istanbul, according to regional officials and diplomats."
	lie := "answer|tenuous|Talks between Iran and the United States took place on Friday in Istanbul."
	tests := []struct {
		name      string
		sentences []string
		faults    []fakeopenai.Fault
		args      []string
		want, not []string
	}{
		{"honest", []string{honest}, nil, []string{"ask", "When are the talks expected?"},
			[]string{"written by small-1 from the cited passages, checked", "according to regional officials and diplomats. [1]"}, nil},
		{"one of two struck", []string{honest, lie}, nil, []string{"ask", "When are the talks expected?"},
			[]string{"written by small-1"}, []string{"took place on Friday"}},
		{"a lie", []string{lie}, nil, []string{"ask", "When are the talks expected?"},
			[]string{"Not written by the model", "too little of what the model wrote"}, []string{"took place", "written by small-1"}},
		{"refused", []string{honest}, []fakeopenai.Fault{fakeopenai.Refusal}, []string{"ask", "When are the talks expected?"},
			[]string{"the model declined to answer", "Istanbul"}, []string{"written by small-1"}},
		{"abstains without asking", []string{lie}, nil, []string{"ask", "Did the talks take place?"},
			[]string{"The corpus does not say."}, []string{"small-1", "took place on"}},
		{"brief", []string{
			"bottom_line|tenuous|Talks between Iran and the United States are expected on Friday in Istanbul, according to regional officials and diplomats.",
			"positions|dignified diplomacy|Pezeshkian told Erdogan that Iran pursues [[dignified diplomacy]] under international law.",
			"positions|dignified diplomacy|Erdogan told Pezeshkian that Iran pursues [[dignified diplomacy]] under international law.",
		}, nil, []string{"brief", "iran-us"},
			[]string{"(Friday: ~6 Feb 2026)", "Tehran – Pezeshkian told Erdogan that Iran pursues “dignified diplomacy” under international law.", "Sources conflict"},
			[]string{"Erdogan told Pezeshkian that Iran"}},
		{"spending", []string{honest}, nil, []string{"sources"}, []string{"Model small-1 at 127.0.0.1:", "0 calls, 0 of 1000000 tokens today (UTC)"}, nil},
		{"json", []string{honest}, nil, []string{"ask", "-json", "When are the talks expected?"},
			[]string{`"model":"small-1"`, `"prompt":"p`}, nil},
		{"explained", []string{honest, lie}, nil, []string{"ask", "-explain", "When are the talks expected?"},
			[]string{"1 sentence kept, 1 struck", "struck: "}, []string{"took place on Friday"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			s := fakeopenai.New(modelKey, "small-1", scribe(test.sentences...))
			defer s.Close()
			s.Fail(test.faults...)
			out, errs, status := modelled(t, modelConfig(s.Base(), "small-1"), modelKey, test.args...)
			if status != 0 {
				t.Fatalf("status %d: %s", status, errs)
			}
			flat := strings.Join(strings.Fields(out), " ")
			for _, want := range test.want {
				if !strings.Contains(flat, want) {
					t.Errorf("no %q in\n%s", want, out)
				}
			}
			for _, not := range test.not {
				if strings.Contains(flat, not) {
					t.Errorf("%q in\n%s", not, out)
				}
			}
		})
	}
}

// TestCheckModel has the check name what is wrong, and what to type.
func TestCheckModel(t *testing.T) {
	s := fakeopenai.New(modelKey, "small-1", func(_, _ string) string { return `{"ok":true}` })
	defer s.Close()
	gone := fakeopenai.New("", "", nil)
	gone.Close()
	tests := []struct {
		name, url, model, key string
		want                  []string
		status                int
	}{
		{"right", s.Base(), "small-1", modelKey, []string{"ok   model", "small-1 at 127.0.0.1", "JSON by schema, streams"}, 0},
		{"wrong address", gone.Base(), "small-1", modelKey, []string{"BAD  model", "unreachable", "hint: llm.url in config.yaml", "is the service running?"}, 1},
		{"address without /v1", s.URL, "small-1", modelKey, []string{"BAD  model", "no such model", "llm.url ends with /v1"}, 1},
		{"wrong key", s.Base(), "small-1", "sk-wrong-12345", []string{"BAD  model", "key rejected", "LLM_API_KEY=… briefbot check"}, 1},
		{"no key", s.Base(), "small-1", "", []string{"BAD  model", "key rejected"}, 1},
		{"wrong model", s.Base(), "large-9", modelKey, []string{"BAD  model", "no such model", "hint: llm.model in config.yaml"}, 1},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			out, errs, status := modelled(t, modelConfig(test.url, test.model), test.key, "check")
			if status != test.status {
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
