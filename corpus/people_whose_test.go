package corpus

import (
	"fmt"
	"strings"
	"testing"
)

// called is how one article names somebody, with roles, and that he speaks there.
type called struct {
	name  string
	roles []string
}

// articles makes a document of each list of mentions.
func articlesOf(table *nameTable, lists ...[]called) []named {
	var documents []named
	for i, list := range lists {
		d := named{id: ID(fmt.Sprintf("%03d", i))}
		for _, m := range list {
			p := namedPerson{name: table.id(m.name), mentioned: true}
			for _, role := range m.roles {
				p.roles = append(p.roles, table.id(role))
			}
			d.people, d.speakers = append(d.people, p), append(d.speakers, p.name)
		}
		documents = append(documents, d)
	}
	return documents
}

// TestWhose: whose words are whose, over articles that name people in many ways.
func TestWhose(t *testing.T) {
	one := func(n int, name string, roles ...string) (lists [][]called) {
		for range n {
			lists = append(lists, []called{{name, roles}})
		}
		return lists
	}
	both := func(n int, a, b string) (lists [][]called) {
		for range n {
			lists = append(lists, []called{{a, nil}, {b, nil}})
		}
		return lists
	}
	for _, test := range []struct {
		name     string
		articles [][][]called
		query    string
		want     string // name, statements; "; " between several
	}{
		{"a possessor's lawyers are not he", [][][]called{one(3, "Bo Kvam"), one(1, "Attorneys for Governor Bo Kvam"), one(1, "Kvam's attorneys"), one(2, "Kvam")}, "Kvam", "Bo Kvam 5"},
		{"a spokesman", [][][]called{one(1, "A spokesman for Ada Lind"), one(2, "Ada Lind")}, "Ada Lind", "Ada Lind 2"},
		{"two lawyers", [][][]called{one(2, "Bo Kvam’s lawyer"), one(2, "Ida Moe’s lawyer")}, "Ida Moe’s lawyer", "Ida Moe’s lawyer 2"},
		{"a title that is no word of titles elsewhere", [][][]called{one(1, "Fed Chair Ada Lind"), one(1, "Chair Lind"), one(4, "Ada Lind")}, "Lind", "Ada Lind 6"},
		{"what stands before a name once", [][][]called{one(1, "WATCH Ada Lind"), one(1, "Will Ada Lind"), one(8, "Ada Lind"), one(2, "Lind")}, "Lind", "Ada Lind 12"},
		{"a middle initial", [][][]called{one(1, "Ada J. Lind"), one(4, "Ada Lind")}, "Ada J. Lind", "Ada Lind 5"},
		{"a short given name", [][][]called{one(1, "Samuel Berg-Moe"), one(3, "Sam Berg-Moe"), one(1, "Berg-Moe")}, "Berg-Moe", "Sam Berg-Moe 5"},
		{"initials", [][][]called{both(3, "Sam Berg-Moe", "SBM"), one(1, "Sam Berg-Moe")}, "SBM", "Sam Berg-Moe 7"},
		{"initials in other articles", [][][]called{one(3, "SBM"), one(3, "Sam Berg-Moe")}, "SBM", "SBM 3"},
		{"initials of two", [][][]called{both(3, "Sam Berg-Moe", "SBM"), both(3, "Siri Bo Moe", "SBM")}, "SBM", "SBM 6"},
		{"chance before a frequent name", [][][]called{one(1, "Big Red Nordfirma"), one(9, "Nordfirma")}, "Nordfirma", "Nordfirma 9; Big Red Nordfirma 1"},
		{"a monarch", [][][]called{one(2, "Queen Astrid II", "Queen"), one(2, "Queen Astrid", "Queen"), one(1, "Astrid"), one(1, "Jo Astrid")}, "Queen Astrid", "Queen Astrid II 4"},
		{"a monarch's given name", [][][]called{one(3, "Queen Astrid II", "Queen"), one(1, "Astrid")}, "Astrid", "Queen Astrid II 3; Astrid 1"},
		{"the department of one state", [][][]called{one(2, "Norway's Foreign Ministry"), one(1, "Norwegian Foreign Ministry"), one(1, "Norwegian Ministry of Foreign"), one(2, "China's Foreign Ministry")}, "Norwegian Foreign Ministry", "Norway's Foreign Ministry 4"},
		{"departments of two kinds", [][][]called{one(2, "Justice Department"), one(1, "Department of Justice"), one(2, "State Department"), one(1, "Department")}, "Justice Department", "Department of Justice 3"},
		{"a department's initials", [][][]called{both(2, "Justice Department", "DOJ")}, "DOJ", "Justice Department 4"},
		{"an official is nobody in particular", [][][]called{one(2, "Ida Moe", "a senior Norwegian official"), one(1, "The senior Norwegian official")}, "Ida Moe", "Ida Moe 2"},
		{"an office that one holds", [][][]called{one(2, "Ida Moe", "Norwegian Prime Minister"), one(1, "The Norwegian prime minister")}, "Ida Moe", "Ida Moe 3"},
		{"an office that somebody had", [][][]called{one(2, "Ida Moe", "former Norwegian prime minister"), one(1, "The Norwegian prime minister")}, "Ida Moe", "Ida Moe 2"},
		{"a role alone", [][][]called{one(3, "Ida Moe", "Norwegian Prime Minister"), one(1, "Bo Kvam", "Danish Prime Minister"), one(4, "Jo Dahl", "former Swedish prime minister"), one(9, "the prime minister")}, "the prime minister", "Ida Moe 3; Bo Kvam 1; Jo Dahl 4; the prime minister 9"},
		{"a title alone that is somebody's name", [][][]called{one(3, "Pope Leo", "Pope"), one(1, "Nick Pope")}, "the pope", "Pope Leo 3"},
		{"one of many surnames", [][][]called{one(1, "Kim"), one(4, "Kim Il Moe"), one(2, "Kim Berg")}, "Kim", "Kim Il Moe 4; Kim Berg 2; Kim 1"},
		{"a name in another's role", [][][]called{one(2, "Ada Lind", "Mayor"), one(5, "Bo Kvam", "rival of Mayor Ada Lind", "spokesman for Lind")}, "Lind", "Ada Lind 2"},
		{"a role without a name like it", [][][]called{one(2, "Ada Lind", "former Treasury Secretary"), one(1, "Bo Kvam", "Treasury Secretary")}, "Treasury secretary", "Bo Kvam 1; Ada Lind 2"},
		{"a president and others", [][][]called{one(1, "the president and his advisers"), one(2, "the president")}, "the president and his advisers", "the president and his advisers 1"},
	} {
		t.Run(test.name, func(t *testing.T) {
			table := newNameTable()
			var lists [][]called
			for _, l := range test.articles {
				lists = append(lists, l...)
			}
			var got []string
			for _, s := range newPeople(table, articlesOf(table, lists...), nil).meant(test.query) {
				got = append(got, fmt.Sprintf("%s %d", s.Name, len(s.Statements)))
			}
			if got := strings.Join(got, "; "); got != test.want {
				t.Errorf("%s is %q, want %q", test.query, got, test.want)
			}
		})
	}
}

func TestProper(t *testing.T) {
	for name, want := range map[string]bool{
		"Ada Lind": true, "Ursula von der Heide": true, "China’s Foreign Ministry": true, "University of Oslo": true, "Ministry of Health": true,
		"Lind": true, "NASA": true, "": false, "The minister": false, "The Acme CEO": false, "Ada Lind’s lawyer": false, "Ada Lind's Office": false,
		"a spokesman for Ada Lind": false, "Attorneys for Ada Lind": false, "Ida Berg/Pool/AP Lind": false, "two officials": false, "Lind,": false,
		"organizers in Oslo": false,
	} {
		if got := proper(name); got != want {
			t.Errorf("%q: %v", name, got)
		}
	}
}
