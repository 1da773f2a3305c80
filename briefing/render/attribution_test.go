package render_test

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"briefbot/briefing"
	checks "briefbot/briefing/check"
	"briefbot/briefing/modality"
	"briefbot/briefing/render"
)

// TestCheckRemarks: every line of ours above what a check shows has its words in the
// other languages, and a long list of people is counted.
func TestCheckRemarks(t *testing.T) {
	r, err := checks.New(sampleEngine(t)).Quote(context.Background(), "de-escalate", "Fidan")
	if err != nil {
		t.Fatal(err)
	}
	result := r.Results[0]
	for i := range 9 {
		result.Named = append(result.Named, checks.Named{Speaker: fmt.Sprint("Ode ", i), Articles: 1})
	}
	result.Verdict, result.As, result.Stated = checks.NotAsSaid, modality.NotSaid, modality.Supposed
	result.Inferred = &checks.Inference{Word: "He", Speaker: "Ode 1"}
	for locale, want := range map[string][]string{
		"en-US": {"The message itself only supposes", "; 3 more.", "is taken to be Ode 1"},
		"de":    {"Zitiert, aber nicht als gesagt", "Die Nachricht selbst nimmt nur an", "; weitere: 3.", "gilt als Ode 1", "in Anführungszeichen: 1"},
		"fr":    {"Citée, mais pas comme dite", "Le message suppose seulement", "est lu comme Ode 1", "dont entre guillemets : 1"},
		"es-ES": {"Citada, pero no como dicha", "El propio mensaje solo supone", "se lee como Ode 1", "entre comillas: 1"},
		"tr":    {"Alıntı, ama söylenmiş olarak değil", "Mesajın kendisi", "Ode 1 sayıldı", "tırnak içinde: 1"},
	} {
		got := strings.Join(render.CheckDiscord(r).In(locale).Blocks, "\n")
		for _, w := range want {
			if !strings.Contains(got, w) {
				t.Errorf("%s: no %q in\n%s", locale, w, got)
			}
		}
	}
}

// TestCheckNoTopic: where no article belongs to the topic, none was looked in.
func TestCheckNoTopic(t *testing.T) {
	engine := sampleEngine(t)
	engine.Topics = append(engine.Topics, briefing.Topic{Name: "ferries", Title: "Ferries", Required: [][]string{{"ferryboat"}}})
	r, err := checks.New(engine).Within(briefing.Question{Topic: "ferries"}).Quote(context.Background(), "de-escalate", "")
	if err != nil {
		t.Fatal(err)
	}
	got := strings.Join(render.CheckDiscord(r).Blocks, "\n")
	if !strings.Contains(got, "No article here belongs to this topic.") || strings.Contains(got, "quoted or reported") {
		t.Error(got)
	}
}
