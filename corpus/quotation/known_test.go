package quotation

import "testing"

func TestKnown(t *testing.T) {
	holm := Known{Name: "Ida Holm", Aliases: []string{"Ída Hólm-Berger"}, Roles: []string{"Norlandic foreign minister"}}
	for _, c := range []struct {
		words string
		want  bool
	}{
		{"Holm", true}, {"IDA HOLM", true}, {"Ms. Holm", true}, {"Hólm", true}, {"President Holm", true},
		{"Ida Holm-Berger", true}, {"the Norlandic foreign minister", true},
		{"Ida", false}, {"Berger", false}, {"Ana Holm", false}, {"the foreign minister", false}, {"", false}, {"the", false},
	} {
		if got := holm.Matches(c.words); got != c.want {
			t.Errorf("Matches(%q) = %v, want %v", c.words, got, c.want)
		}
	}
	f := Find("Norland's foreign minister said that talks were near. Hólm added that she was ready.", nil,
		Options{Language: "en", Known: []Known{{Name: "Ida Holm", Aliases: []string{"Holm"}, Roles: []string{"Norland foreign minister"}}}})
	if len(f.Quotations) != 2 {
		t.Fatalf("%d quotations, want 2", len(f.Quotations))
	}
	for _, q := range f.Quotations {
		if q.Speaker != "Ida Holm" {
			t.Errorf("speaker %q, want Ida Holm", q.Speaker)
		}
	}
}

func TestExplain(t *testing.T) {
	text := "Nora Blake met Governor Paul Stein on Monday. “He listened to us,” she said."
	f := Find(text, nil, Options{Language: "en", Explain: true})
	if len(f.Quotations) != 1 || len(f.Quotations[0].Why) < 3 {
		t.Fatalf("want one quotation with reasons, got %+v", f.Quotations)
	}
	if plain := Find(text, nil, Options{Language: "en"}); plain.Quotations[0].Why != nil {
		t.Errorf("reasons that nobody asked for: %q", plain.Quotations[0].Why)
	}
	for _, w := range f.Quotations[0].Why {
		t.Log(w)
	}
}
