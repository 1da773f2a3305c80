package quotation

import "testing"

func TestSays(t *testing.T) {
	for cue, want := range map[string]bool{
		"said": true, "has warned": true, "according to": true, "continues to insist": true, "a statement by": true, "made clear": true,
		"sagte": true, "prompted": false, "wants": false, "continued": false, "": false,
	} {
		if got := Says(cue); got != want {
			t.Errorf("Says(%q) = %v", cue, got)
		}
	}
}
