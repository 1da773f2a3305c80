package state

import "testing"

func TestOf(t *testing.T) {
	tests := []struct {
		word, want string
		capital    bool
	}{
		{"iran", "iran", false}, {"iranian", "iran", false}, {"tehran", "iran", true}, {"iran's", "iran", false},
		{"u.s", "us", false}, {"american", "us", false}, {"washington", "us", true},
		{"paris", "france", true}, {"turkiye", "turkey", false}, {"dutch", "netherlands", false},
		{"istanbul", "", false}, {"polish", "poland", false}, {"", "", false},
	}
	for _, test := range tests {
		if got := Of(test.word); got != test.want || Capital(test.word) != test.capital {
			t.Errorf("%q: %q, a capital %v", test.word, got, Capital(test.word))
		}
	}
}

// TestOneLine: no name stands for two states.
func TestOneLine(t *testing.T) {
	for word, of := range states {
		if states[of] != of {
			t.Errorf("%q is of %q, which is of %q", word, of, states[of])
		}
	}
}

func TestNames(t *testing.T) {
	for _, name := range Names("turkey") {
		if Of(name) != "turkey" {
			t.Errorf("%q is no name of Turkey", name)
		}
	}
	if len(Names("turkey")) < 4 || Names("turkish") != nil || Names("") != nil {
		t.Errorf("names: %v, %v, %v", Names("turkey"), Names("turkish"), Names(""))
	}
}
