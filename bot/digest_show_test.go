package bot

import (
	"strings"
	"testing"

	"briefbot/bot/language"
	"briefbot/bot/say"
	"briefbot/briefing/digest/subscription"
)

// TestPausedNotice: the owner of a digest is told in his language that it is paused,
// and why.
func TestPausedNotice(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for _, locale := range []string{"", "de", "fr", "es-ES", "tr"} {
		s := &subscription.Subscription{ID: "k4", Channel: "7", Locale: locale, Pause: &subscription.Pause{Reason: say.HintWrite.In(language.English)}}
		text := PausedNotice(s)
		if why := say.HintWrite.In(language.Of(locale)); !strings.Contains(text, "**k4**") || !strings.Contains(text, "<#7>") || !strings.Contains(text, why[:10]) {
			t.Errorf("%s: %s", locale, text)
		}
		seen[strings.SplitN(text, " ", 3)[1]] = true
	}
	if len(seen) != 5 {
		t.Errorf("%d languages, want 5", len(seen))
	}
}
