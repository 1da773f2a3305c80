package bot

import (
	"testing"
	"time"

	"briefbot/bot/language"
)

// TestFeedStateIn: how a feed fares is said in the reader's language, the reason too.
func TestFeedStateIn(t *testing.T) {
	t.Parallel()
	down := &FeedState{Failing: time.Unix(1700000000, 0), Says: "is not there (HTTP 404); look on the site for its new address"}
	if says := down.in(language.German); says != "er ist nicht da (HTTP 404); auf der Seite nach der neuen Adresse sehen – seit <t:1700000000:R>" {
		t.Errorf("it says %s", says)
	}

}
