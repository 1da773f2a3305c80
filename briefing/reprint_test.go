package briefing

import (
	"context"
	"fmt"
	"strings"
	"testing"
)

const closed = "The council of Havn voted to close the old harbour, Mayor Jan Vik said. " +
	"The harbour was built in 1902 and has lost most of its trade to the port at Larn, which opened four years ago with money of the state.\n" +
	"“The old harbour is finished,” Vik said. He added that 300 workers would be offered jobs in Larn, and that the cranes would be sold in autumn.\n" +
	"The union of the fishermen wants the town to keep one quay open for forty boats until another is built."

// The cases say of each article whose text it has, as readers are told it.
func TestReprints(t *testing.T) {
	tests := []struct {
		name  string
		files []string
		want  []string // of each article: its publisher, and what is said of it
		count int      // origins
	}{
		{
			name: "an agency is the original, whenever it was published",
			files: []string{
				"Herald, 2026-06-01\n" + closed, "Reuters, 2026-06-02\nHAVN (Reuters) - " + closed,
				"Post, 2026-06-03\n" + strings.Replace(closed, "finished", "done with", 1) + "\nThe Post holds a debate on it.",
			},
			want:  []string{"Herald: copy of Reuters", "Reuters: copied by Herald, Post", "Post: copy of Reuters"},
			count: 1,
		},
		{
			name:  "the agency of the text itself",
			files: []string{"Herald, 2026-06-01\n" + closed, "Star, 2026-06-02\nHAVN (Reuters) - " + closed},
			want:  []string{"Herald: copy of Reuters", "Reuters: republished by Star, copied by Herald"},
			count: 1,
		},
		{
			name:  "who published it before the others",
			files: []string{"Herald, 2026-06-02\n" + closed, "Post, 2026-06-01\n" + closed + "\nThe Post holds a debate on it."},
			want:  []string{"Herald: copy of Post", "Post: copied by Herald"},
			count: 1,
		},
		{
			name:  "nobody knows",
			files: []string{"Herald, 2026-06-02\n" + closed, "Post, 2026-06-02\n" + closed + "\nThe Post holds a debate on it.", "Echo\n" + closed + "\nRead it here."},
			want:  []string{"Herald: ", "Post: same text as Herald", "Echo: same text as Herald"},
			count: 1,
		},
		{
			name: "two who quote the same",
			files: []string{
				"Herald, 2026-06-02\n" + closed,
				"Post, 2026-06-02\nAnger grows in Havn over the end of its harbour. “The old harbour is finished,” the mayor, Jan Vik, told a crowd on the quay. Some of those who heard him had landed herring there for thirty years, and two wept.",
			},
			want:  []string{"Herald: ", "Post: "},
			count: 2,
		},
		{
			name: "two short notes on one event",
			files: []string{
				"Herald, 2026-06-02\nThe bridge over the Larn was closed on Wednesday after engineers found cracks in two piers, the ministry said. Repairs will cost 38 million euros, and the bridge could reopen in June, it said.",
				"Post, 2026-06-03\nThe bridge over the Larn was closed on Wednesday evening. Engineers found cracks in two piers, a spokesman said. Repairs will cost 38 million euros, and it could reopen in June at the earliest.",
			},
			want:  []string{"Herald: ", "Post: "},
			count: 2,
		},
		{
			name: "a short note that is a copy",
			files: []string{
				"Herald, 2026-06-02\nThe bridge over the Larn was closed on Wednesday after engineers found cracks in two of its piers, the ministry said.\nSchools have a day off.\nThe ferry carries whom it can.",
				"Post, 2026-06-03\nThe bridge over the Larn was closed on Wednesday after engineers found cracks in two of its piers, the ministry said.\nBuses go round by Velm until a second ferry comes.",
			},
			want:  []string{"Herald: copied by Post", "Post: copy of Herald"},
			count: 1,
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			e := about(t, test.files...)
			ev := evidence(t, e)
			for _, d := range ev.Documents {
				if strings.Contains(d.Article.Text, "(Reuters)") && d.Article.Outlet.Value != "Reuters" {
					d.Article.Origin.Value = "Reuters"
				}
			}
			for i, want := range test.want {
				path := fmt.Sprintf("%c.txt", 'a'+i)
				for _, d := range ev.Documents {
					if d.Article.Path != path {
						continue
					}
					p := ev.reprints().publisher(d.Article)
					if got := p.Name() + ": " + strings.Join(p.Labels(), ", "); got != want {
						t.Errorf("%s: %s, want %s", path, got, want)
					}
				}
			}
			if n := e.Origins(ev.Documents); n != test.count {
				t.Errorf("%d origins, want %d", n, test.count)
			}
		})
	}
}

// An answer, a brief and a list of statements cite the original of what copies have
// too, and count what is said in several copies once.
func TestOriginals(t *testing.T) {
	e := about(t, "Herald, 2026-06-02\n"+closed, "Reuters, 2026-06-02\nHAVN (Reuters) - "+closed, "Post, 2026-06-03\n"+closed+"\nThe Post holds a debate on it.")
	for _, q := range []Question{{Kind: Situation}, {Kind: Ask, Text: "What did Jan Vik say about the old harbour?"}} {
		b, err := e.Answer(context.Background(), q)
		if err != nil || len(b.Struck()) > 0 {
			t.Fatal(b.Struck(), err)
		}
		for c := range b.Claims("") {
			for _, citation := range c.Citations {
				if name := b.Publisher(b.Document(citation.Article).Article).Name(); ofOriginal[c.Section] && name != "Reuters" {
					t.Errorf("%s: %s is cited for %s", q.Kind, name, citation.Words)
				}
			}
		}
	}
	b, err := e.Answer(context.Background(), Question{Kind: Quotes, Text: "Vik"})
	if err != nil || len(b.Struck()) > 0 {
		t.Fatal(b.Struck(), err)
	}
	outlets, origins := b.Outlets()
	if n := b.Count(Direct); n != 1 || outlets != 3 || origins != 1 {
		t.Errorf("%d direct, %d outlets, %d origins, want 1, 3, 1", n, outlets, origins)
	}
	for c := range b.Claims(Statements) {
		if name := b.Publisher(b.Document(c.Citations[0].Article).Article).Name(); name != "Reuters" || len(c.Citations) != 3 {
			t.Errorf("%s is cited first of %d for %s", name, len(c.Citations), c.Citations[0].Words)
		}
	}
}
