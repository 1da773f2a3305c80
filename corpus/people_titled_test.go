package corpus

import (
	"fmt"
	"strings"
	"testing"
)

// TestTitled: whom a title and a name mean, over articles that write titles in many
// ways.
func TestTitled(t *testing.T) {
	table := newNameTable()
	var lists [][]called
	add := func(n int, people ...called) {
		for range n {
			lists = append(lists, people)
		}
	}
	add(4, called{"Ada Lind", []string{"French President"}}, called{"Bo Kvam", []string{"German Chancellor", "French President Ada Lind and Italian Prime Minister Ida Moe"}}, called{"Ida Moe", []string{"Italian Prime Minister"}})
	add(3, called{"Jo Dahl", []string{"House Speaker"}}, called{"Per Dahl", []string{"her husband"}}, called{"House Democrats", []string{"House Speaker Jo Dahl"}})
	add(2, called{"Siri Holm", []string{"Sen."}}, called{"Hakan Fjell", []string{"Foreign Minister"}}, called{"Olav Berg", []string{"Secretary of State"}})
	add(3, called{"Carl Aas", []string{"Governor"}}, called{"Nils Aas", []string{"coach"}})
	add(2, called{"Zhou Ming", []string{"Chinese President"}}, called{"ZHOU", nil})
	add(1, called{"Former President Olga Rud's", nil})
	add(3, called{"Olga Rud", []string{"former President"}})
	p := newPeople(table, articlesOf(table, lists...), nil)
	for query, want := range map[string]string{
		"President Lind":                          "Ada Lind",
		"French President Lind":                   "Ada Lind",
		"president lind":                          "Ada Lind",
		"Chancellor Kvam":                         "Bo Kvam",
		"President Kvam":                          "Bo Kvam", // who has another office
		"Speaker Dahl":                            "Jo Dahl",
		"House Speaker Dahl":                      "Jo Dahl",
		"former Speaker Jo Dahl":                  "Jo Dahl",
		"Senator Holm":                            "Siri Holm",
		"President Zhou":                          "Zhou Ming",
		"former President Olga Rud":               "Olga Rud",
		"Sen. Holm":                               "Siri Holm",
		"U.S. Sen. Siri Holm":                     "Siri Holm",
		"Foreign Minister Hakan Fjell":            "Hakan Fjell",
		"Norwegian Foreign Minister Hakan Fjell":  "Hakan Fjell",
		"Secretary Berg":                          "Olav Berg",
		"Secretary of State Berg":                 "Olav Berg",
		"Gov. Aas":                                "Carl Aas",
		"Coach Aas":                               "Nils Aas",
		"Dr. Siri Holm":                           "Siri Holm",
		"President Nobody":                        "",
		"Italian prime minister":                  "Ida Moe",
		"President Lind and her prime minister":   "",
		"Prime Minister Ada Lind and Nobody Else": "",
	} {
		for which, resolve := range map[string]func(string) []*Speaker{"resolve": p.resolve, "meant": p.meant, "claimed": p.claimed} {
			got := ""
			if found := resolve(query); len(found) > 0 {
				got = found[0].Name
			}
			if got != want {
				t.Errorf("%s %s: %q, want %q", which, query, got, want)
			}
		}
	}
	for query, want := range map[string]bool{"President Lind": true, "President Kvam": false, "Senator Holm": true, "Lind": false, "President Nobody": false} {
		if _, held := p.holding(query); held != want {
			t.Errorf("%s: %v", query, held)
		}
	}
	for _, s := range p.speakers {
		if roles := fmt.Sprint(s.Roles); strings.Contains(roles, "Lind") || strings.Contains(roles, "Dahl") || strings.Contains(roles, "husband") {
			t.Errorf("%s is %s", s.Name, roles)
		}
	}
}
