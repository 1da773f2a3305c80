package bot

import (
	"strings"
	"testing"
	"time"

	"briefbot/bot/language"
	"briefbot/bot/say"
	"briefbot/briefing/digest/subscription"
)

// TestFeedNotice: whoever manages a server is told in his language that a feed cannot
// be read, since when, and why, whatever the feed calls itself.
func TestFeedNotice(t *testing.T) {
	t.Parallel()
	seen := map[string]bool{}
	for locale, why := range map[string]string{
		"": "it refuses us", "de": "er weist uns ab", "fr": "il nous refuse", "es-ES": "la fuente nos rechaza", "tr": "akış bizi geri çeviriyor",
	} {
		text := FeedNotice(locale, "Har*bour", "refuses us (HTTP 403); ask the publisher whether programs may read it", time.Unix(1770000000, 0), time.Unix(1760000000, 0))
		for _, want := range []string{"**Har\\*bour**", "<t:1770000000:f>", "<t:1760000000:f>", why} {
			if !strings.Contains(text, want) {
				t.Errorf("%q lacks %q:\n%s", locale, want, text)
			}
		}
		seen[text[strings.LastIndexByte(text, '\n'):]] = true
		if never := FeedNotice(locale, "x", "is down", time.Unix(1770000000, 0), time.Time{}); strings.Contains(never, "<t:-") {
			t.Errorf("%q: %s", locale, never)
		}
	}
	if len(seen) != 5 {
		t.Errorf("%d languages, want 5", len(seen))
	}
}

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
