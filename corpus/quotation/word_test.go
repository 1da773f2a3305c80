package quotation

import "testing"

func TestWords(t *testing.T) {
	for _, test := range []struct {
		word                string
		common, body, title bool
	}{
		{"ministry", true, true, false}, {"Court", true, true, false}, {"President", true, false, true}, {"officials", true, false, false},
		{"II", true, false, false}, {"Lind", false, false, false}, {"Norway", false, false, false}, {"Counsel", true, false, true},
		{"they", true, false, false}, {"Secretary", true, false, true}, {"", false, false, false},
	} {
		if c, b, p := Common(test.word), HeadsBody(test.word), Title(test.word); c != test.common || b != test.body || p != test.title {
			t.Errorf("%q: common %v, a body's %v, title %v", test.word, c, b, p)
		}
	}
}
