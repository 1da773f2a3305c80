package zone

import (
	"testing"
	"time"
	_ "time/tzdata"
)

// TestEveryZoneIsKnown: what is offered can be loaded, and a name stands once.
func TestEveryZoneIsKnown(t *testing.T) {
	table := New()
	if len(table.zones) < 400 || len(table.zones) != len(table.named) {
		t.Errorf("%d zones, %d names", len(table.zones), len(table.named))
	}
	for _, z := range table.zones {
		if _, err := time.LoadLocation(z.Name); err != nil {
			t.Error(err)
		}
		if z.Name != "UTC" && z.Country == "" {
			t.Errorf("%s is in no country", z.Name)
		}
	}
	for typed, names := range several {
		if abbreviations[typed] != "" {
			t.Errorf("%s is one, and is several", typed)
		}
		for _, name := range names {
			if table.named[plain(name)] == nil {
				t.Errorf("%s: there is no zone %s", typed, name)
			}
		}
	}
	for _, names := range []map[string]string{abbreviations, locales} {
		for key, name := range names {
			if table.named[plain(name)] == nil {
				t.Errorf("%s: there is no zone %s", key, name)
			}
		}
	}
	for _, name := range common {
		if table.named[plain(name)] == nil {
			t.Errorf("there is no zone %s", name)
		}
	}
}

func TestComplete(t *testing.T) {
	table := New()
	some := table.Complete("", []string{"Asia/Tokyo", "nowhere"}, 5)
	if len(some) != 5 || some[0].Name != "Asia/Tokyo" || some[1].Name != "UTC" {
		t.Errorf("nothing typed: %v", some)
	}
	if usa := table.Complete("united states", nil, 25); len(usa) != 25 || usa[0].Name != "America/New_York" {
		t.Errorf("united states: %d, %v", len(usa), usa[0].Name)
	}
	now := time.Date(2026, 11, 22, 7, 41, 0, 0, time.UTC)
	if got, want := table.Complete("new y", nil, 25)[0].Label(now), "America/New_York – 02:41 now · United States · Eastern (most areas)"; got != want {
		t.Errorf("label %q, want %q", got, want)
	}
}

// A user presses a key: 25 labels are written in a millisecond.
func BenchmarkComplete(b *testing.B) {
	table := New()
	now := time.Date(2026, 11, 22, 7, 41, 0, 0, time.UTC)
	for b.Loop() {
		for _, z := range table.Complete("a", nil, 25) {
			z.Label(now)
		}
	}
}

func TestOnly(t *testing.T) {
	table := New()
	for _, test := range []struct {
		typed, want string
		offered     bool
	}{
		{"Europe/Oslo", "Europe/Oslo", false}, {"europe/oslo", "Europe/Oslo", false}, {"Oslo", "Europe/Oslo", false}, {"new york", "America/New_York", false},
		{"CET", "Europe/Berlin", false}, {"utc", "UTC", false}, {"Norway", "Europe/Oslo", false}, {"Europe/Belfast", "Europe/Belfast", false},
		{"Germany", "", true}, {"berlin", "Europe/Berlin", false}, {"new_york", "America/New_York", false}, {"EST", "America/New_York", false}, {"turk", "", true}, {"turkmen", "Asia/Ashgabat", false},
		{"Lord Howe", "Australia/Lord_Howe", false}, {"são paulo", "America/Sao_Paulo", false}, {"Sao P", "", true}, {"US/Pacific", "US/Pacific", false},
		{"Etc/GMT+3", "Etc/GMT+3", false}, {"Côte d’Ivoire", "Africa/Abidjan", false}, {"IST", "", true}, {"cst", "", true}, {"USA", "", true},
		{"Mars", "", true}, {"New", "", true}, {"United States", "", true}, {"Nowhere", "", false}, {"", "", false}, {" ", "", false}, {"Local", "", false}, {"../etc", "", false},
	} {
		name, others := table.Only(test.typed)
		if name != test.want || len(others) > 0 != test.offered || len(others) > mostOffered {
			t.Errorf("%q is %q, %d others", test.typed, name, len(others))
		}
	}
}
