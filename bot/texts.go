package bot

import (
	"strings"
	"sync"
	"time"
)

const (
	// textsFor is how long the text of a message that was checked is remembered, and
	// maxTexts how many are.
	textsFor = time.Hour
	maxTexts = 500
)

// texts are the messages that users had checked lately and that are too long for a
// button to carry. They are in memory alone, so that the pages of an answer can be
// turned for a while.
type texts struct {
	mu       sync.Mutex
	now, old map[string]text // by user and sum; old are not used lately
}

type text struct {
	says string
	at   time.Time
}

// add remembers a text of a user's.
func (t *texts) add(user, says string, now time.Time) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.now == nil || len(t.now) >= maxTexts {
		t.old, t.now = t.now, map[string]text{}
	}
	t.now[user+" "+textSum(says)] = text{says, now}
}

// of is the text of that sum, if the user had it checked lately.
func (t *texts) of(user, sum string, now time.Time) (string, bool) {
	t.mu.Lock()
	defer t.mu.Unlock()
	for _, m := range []map[string]text{t.now, t.old} {
		if have, ok := m[user+" "+sum]; ok && now.Sub(have.at) < textsFor {
			return have.says, true
		}
	}
	return "", false
}

// forget drops everything of a user, and reports whether there was anything.
func (t *texts) forget(user string) bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	found := false
	for _, m := range []map[string]text{t.now, t.old} {
		for key := range m {
			if strings.HasPrefix(key, user+" ") {
				delete(m, key)
				found = true
			}
		}
	}
	return found
}
