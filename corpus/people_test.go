package corpus

import (
	"strconv"
	"strings"
	"testing"
)

func TestResolve(t *testing.T) {
	table := newNameTable()
	ids := func(names ...string) (ids []nameID) {
		for _, name := range names {
			ids = append(ids, table.id(name))
		}
		return ids
	}
	// person is a person of an article, with roles after the name.
	person := func(name string, roles ...string) namedPerson {
		return namedPerson{name: table.id(name), roles: ids(roles...), mentioned: true}
	}
	documents := []named{
		{
			id:       "a",
			people:   []namedPerson{person("Masoud Pezeshkian", "President of Iran"), person("Recep Tayyip Erdoğan", "Turkish President"), person("Bill Harper"), person("Clara Harper", "Senator")},
			speakers: ids("Masoud Pezeshkian", "Masoud Pezeshkian and Recep Tayyip Erdoğan", "two Israeli officials", "Bill Harper"),
		},
		{
			id:       "b",
			people:   []namedPerson{person("Erdogan"), person("Tayyip Erdogan", "his Turkish counterpart"), person("Harper"), person("Abbas Araghchi", "Iranian Foreign Minister")},
			speakers: ids("Erdogan", "Harper", "Abbas Araghchi", "", "the Kremlin"),
		},
	}
	documents = append(documents, named{
		id:       "c",
		people:   []namedPerson{person("The Turkish president"), person("the senator")},
		speakers: ids("The Turkish president", "the foreign minister of Iran", "the senator", "a Turkish president"),
	})
	p := newPeople(table, documents, []Profile{{Name: "Abbas Araghchi", Aliases: []string{"Araqchi"}, Role: "Foreign Minister of Iran", Party: "Tehran"}})
	tests := []struct{ query, want string }{
		{"Pezeshkian", "Masoud Pezeshkian"},
		{"erdogan", "Recep Tayyip Erdoğan"},
		{"Recep Tayyip Erdogan", "Recep Tayyip Erdoğan"},
		{"Tayyip Erdogan", "Recep Tayyip Erdoğan"},
		{"Turkish president", "Recep Tayyip Erdoğan"},
		{"Araqchi", "Abbas Araghchi"},
		{"iranian foreign minister", "Abbas Araghchi"},
		{"Foreign Minister of Iran", "Abbas Araghchi"},
		{"Iran’s foreign minister", "Abbas Araghchi"},
		{"the president of Turkey", "Recep Tayyip Erdoğan"},
		{"Turkey's foreign minister", ""},
		{"Mr. Araghchi", "Abbas Araghchi"},
		{"Harper", "Harper"}, // neither Bill nor Clara
		{"Clara Harper", "Clara Harper"},
		{"Israeli officials", "two Israeli officials"},
		{"Kremlin", "the Kremlin"},
		{"Nobody", ""},
		{"the", ""},
		{"", ""},
	}
	for _, test := range tests {
		var names []string
		for _, s := range p.resolve(test.query) {
			names = append(names, s.Name)
		}
		if got := strings.Join(names, ", "); got != test.want {
			t.Errorf("%q: %q, want %q", test.query, got, test.want)
		}
	}
	erdogan := p.resolve("Erdogan")[0]
	if len(erdogan.Statements) != 3 || len(erdogan.Mentioned) != 3 {
		t.Errorf("Erdogan: statements %v, mentioned in %v; want the joint one, his own and one by his role, three articles", erdogan.Statements, erdogan.Mentioned)
	}
	if s := p.resolve("Araghchi")[0]; s.Party != "Tehran" || s.Roles[0] != "Foreign Minister of Iran" {
		t.Errorf("the profile's party and role: %q, %q", s.Party, s.Roles)
	}
	if got := p.complete("for"); len(got) != 1 || got[0].Name != "Abbas Araghchi" {
		t.Errorf("completing a role: %v", got)
	}
	if got := p.complete(""); len(got) == 0 || got[0].Name != "Recep Tayyip Erdoğan" {
		t.Errorf("completing nothing begins with whom it has most of: %v", got)
	}
}

func TestCanonicalURL(t *testing.T) {
	tests := []struct{ in, want string }{
		{"https://Example.org/News/?utm_source=x&id=7#top", "https://example.org/News?id=7"},
		{"HTTP://example.org:80/a/", "http://example.org/a"},
		{"https://example.org:8443/a", "https://example.org:8443/a"},
		{"https://user:pass@example.org/a", "https://example.org/a"},
		{"https://example.org/?b=2&a=1&fbclid=z", "https://example.org?a=1&b=2"},
		{"ftp://example.org/a", ""},
		{"not an address", ""},
		{"", ""},
	}
	for _, test := range tests {
		if got := CanonicalURL(test.in); got != test.want {
			t.Errorf("%q: %q, want %q", test.in, got, test.want)
		}
		if again := CanonicalURL(test.want); again != test.want {
			t.Errorf("%q is not stable: %q", test.want, again)
		}
	}
}

// TestIdentify: the address names an article whatever its text, and without one
// the text does.
func TestIdentify(t *testing.T) {
	id := func(url, text string) ID {
		a := &Article{URL: url, Text: text}
		a.Identify()
		return a.ID
	}
	if id("https://example.org/a?utm_medium=x", "one") != id("https://example.org/a", "two") {
		t.Error("one address, two articles")
	}
	one := id("", "one")
	if one == id("", "two") || one != id("", "one") || one == id("https://example.org/a", "one") {
		t.Error("texts are told apart wrongly")
	}
	if n := len(id("", "one")); n != 16 {
		t.Errorf("an ID of %d digits", n)
	}
}

// TestAnalyze holds the spans of a document to its text and its lines.
func TestAnalyze(t *testing.T) {
	text := "The ferry stops\n\nThe ferry stops in April, Mayor Ada Lind said. “We cannot pay,” she told the council. It is old. Nobody objected.\n\nShare\n\nRead more about boats..."
	d := Analyze(&Article{Text: text, Language: "en"})
	for _, p := range d.Passages {
		if !p.In(text) || p.Len() == 0 {
			t.Errorf("passage %v", p.Span)
		}
		if strings.Contains(p.Of(text), "Share") || strings.Contains(p.Of(text), "Read more") {
			t.Errorf("a passage of what stands around the article: %q", p.Of(text))
		}
	}
	direct := 0
	for _, q := range d.Quotations {
		if !q.Content.In(text) || q.Speaker != "Ada Lind" {
			t.Errorf("%q by %q", q.Content.Of(text), q.Speaker)
		}
		if q.Kind == Direct {
			direct++
		}
	}
	if direct != 1 {
		t.Errorf("%d direct quotations, want 1", direct)
	}
	at := strings.Index(text, "cannot")
	if got := d.SentenceAt(Span{Start: at, End: at + 6}).Of(text); got != "“We cannot pay,” she told the council." {
		t.Errorf("the sentence is %q", got)
	}
}

// A surname alone is that of the one whom most articles name by far, and several
// transcriptions of a name are one.
func TestSurnames(t *testing.T) {
	table := newNameTable()
	var documents []named
	add := func(n int, names ...string) {
		for range n {
			d := named{id: ID(rune('a' + len(documents)))}
			for _, name := range names {
				d.people = append(d.people, namedPerson{name: table.id(name), roles: []nameID{table.id("Minister")}, mentioned: true})
				d.speakers = append(d.speakers, table.id(name))
			}
			documents = append(documents, d)
		}
	}
	add(12, "Olav Dahl")
	add(2, "Ines Dahl")
	add(3, "Dahl")
	add(4, "Anna Berg")
	add(2, "Bo Berg")
	add(1, "Berg")
	add(1, "Bohdan Kavetskiy")
	add(3, "Bohdan Kavetsky")
	add(2, "Kavetskyy")
	p := newPeople(table, documents, nil)
	for query, want := range map[string]string{
		"Dahl": "Olav Dahl 15", "Minister Dahl": "Olav Dahl 15", "King Dahl": "", "Ines Dahl": "Ines Dahl 2", "Berg": "Berg 1", "Kavetskyi": "Bohdan Kavetsky 6", "Bohdan Kavetskiy": "Bohdan Kavetsky 6",
	} {
		got := ""
		for _, s := range p.resolve(query) {
			got = s.Name + " " + strconv.Itoa(len(s.Statements))
		}
		if got != want {
			t.Errorf("%s: %q, want %q", query, got, want)
		}
	}
	c := &Corpus{people: p, index: newIndex(nil)}
	for typed, want := range map[string]string{"Olav Dhal": "Olav Dahl", "Anna Berk": "Anna Berg", "Kavetzky": "Bohdan Kavetsky", "Olav Dahl": "", "Zoltan": "", "": ""} {
		got := ""
		if near := c.Near(typed); len(near) > 0 {
			got = near[0].Name
		}
		if got != want {
			t.Errorf("%s is near to %q, want %q", typed, got, want)
		}
	}
}

// TestUndescribed: a first word that stands before a name once in many times says
// something of the person.
func TestUndescribed(t *testing.T) {
	for _, test := range []struct {
		long, short string
		times       int
		profiles    []Profile
		want        string
	}{
		{"Emotional Ada Lind", "Ada Lind", 5, nil, "Ada Lind"},
		{"Recep Tayyip Falk", "Tayyip Falk", 2, nil, "Recep Tayyip Falk"},
		{"Omar bin Falk", "bin Falk", 5, nil, "Omar bin Falk"},
		{"Recep Tayyip Falk", "Tayyip Falk", 5, []Profile{{Name: "Recep Tayyip Falk"}}, "Recep Tayyip Falk"},
	} {
		table := newNameTable()
		var documents []named
		for i := range test.times + 1 {
			name := test.short
			if i == 0 {
				name = test.long
			}
			documents = append(documents, named{
				id: ID(strconv.Itoa(i)), people: []namedPerson{{name: table.id(name), mentioned: true}}, speakers: []nameID{table.id(name)},
			})
		}
		p := newPeople(table, documents, test.profiles)
		if got := p.resolve(test.long); len(got) != 1 || got[0].Name != test.want {
			t.Errorf("%s is %v, want %s", test.long, got, test.want)
		}
	}
}
