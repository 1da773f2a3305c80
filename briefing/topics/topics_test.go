package topics

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"strings"
	"testing"

	"briefbot/briefing"
	"briefbot/corpus/memory"
)

func TestBook(t *testing.T) {
	ctx := context.Background()
	notes := memory.New()
	defer notes.Close()
	b := NewBook(notes, []briefing.Topic{{Name: "iran-us", Title: "Iran–US"}})
	for _, tt := range []struct{ guild, name, title, required, want string }{
		{"1", "harbour", "The harbour", "harbour, port; bridge", ""},
		{"2", "harbour", "Another harbour", "harbour", ""},
		{"1", "Harbour", "The harbour", "harbour", "already: remove it"},
		{"1", "the harbour", "The harbour", "harbour", "small letters"},
		{"1", "harbour/../x", "The harbour", "harbour", "small letters"},
		{"1", strings.Repeat("x", 33), "The harbour", "harbour", "small letters"},
		{"1", "iran-us", "Mine", "harbour", "for everybody"},
		{"1", "tunnel", " ", "tunnel", "title"},
		{"1", "tunnel", "The tunnel", " ; , ", "which words"},
		{"1", "tunnel", "The tunnel", "the", "in every article"},
		{"1", "tunnel", "The tunnel", "tunnel; <@1>", "characters other than"},
		{"1", "tunnel", "The tunnel", "a1;b2;c3;d4;e5", "groups of terms"},
		{"", "tunnel", "The tunnel", "tunnel", "in a server"},
	} {
		_, err := b.Add(ctx, tt.guild, tt.name, tt.title, tt.required)
		var told *InvalidError
		if errors.As(err, &told) != (tt.want != "") || told != nil && !strings.Contains(told.Reason, tt.want) || told == nil && err != nil {
			t.Errorf("Add(%q, %q, %q): %v, want %q", tt.guild, tt.name, tt.required, err, tt.want)
		}
	}
	mine, err := b.Guild(ctx, "1")
	if err != nil || len(mine) != 1 || mine[0].Name != "harbour@1" || !reflect.DeepEqual(mine[0].Required, [][]string{{"harbour", "port"}, {"bridge"}}) {
		t.Errorf("server 1 has %+v, %v", mine, err)
	}
	if all, err := b.All(ctx); err != nil || len(all) != 3 || all[0].Name != "iran-us" || all[2].Name != "harbour@2" {
		t.Errorf("all: %+v, %v", all, err)
	}
	if _, err := b.Remove(ctx, "3", "harbour@1"); !errors.As(err, new(*InvalidError)) {
		t.Errorf("another server's topic removed: %v", err)
	}
	if _, err := b.Remove(ctx, "1", "The Harbour"); err != nil {
		t.Error(err)
	}
	if mine, err := b.Guild(ctx, "1"); err != nil || len(mine) != 0 {
		t.Errorf("server 1 still has %+v, %v", mine, err)
	}
	for i := range PerGuild {
		if _, err := b.Add(ctx, "1", fmt.Sprint("t", i), "T", "tunnel"); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := b.Add(ctx, "1", "more", "T", "tunnel"); !errors.As(err, new(*InvalidError)) {
		t.Errorf("an eleventh topic: %v", err)
	}
}

// Whatever is typed, terms are within their limits or refused.
func FuzzTerms(f *testing.F) {
	f.Add("harbour, port; bridge")
	f.Add("U.S., O’Neill;;,AT&T")
	f.Fuzz(func(t *testing.T, s string) {
		groups, err := terms(s)
		if err != nil {
			if !errors.As(err, new(*InvalidError)) {
				t.Fatal(err)
			}
			return
		}
		if len(groups) == 0 || len(groups) > MaxGroups {
			t.Fatalf("%q: %d groups", s, len(groups))
		}
		for _, g := range groups {
			if len(g) == 0 || len(g) > MaxTerms {
				t.Fatalf("%q: a group of %d", s, len(g))
			}
			for _, term := range g {
				if term == "" || strings.ContainsAny(term, "<>@`*[]()|\n") {
					t.Fatalf("%q: term %q", s, term)
				}
			}
		}
	})
}
