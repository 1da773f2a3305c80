package bot

import (
	"sync"
	"time"

	"briefbot/bot/say"
)

// A Pace is how much may be asked: Burst at once, and one more every Every. Where
// Every is zero there is no limit.
type Pace struct {
	Burst int
	Every time.Duration
}

// cooler keeps the pace of each of many keys.
type cooler struct {
	pace Pace

	mu   sync.Mutex
	full map[string]time.Time // when a key has its burst again
}

// maxCooling bounds how many keys are remembered. Those that have their burst
// again are forgotten first.
const maxCooling = 10_000

// wait counts a question of key at now, and returns the zero time; or, without
// counting it, the time at which it may be asked.
func (c *cooler) wait(key string, now time.Time) time.Time {
	if key == "" || c.pace.Every <= 0 {
		return time.Time{}
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	full := c.full[key]
	if full.Before(now) {
		full = now
	}
	full = full.Add(c.pace.Every)
	if at := full.Add(-time.Duration(c.pace.Burst) * c.pace.Every); at.After(now) {
		return at
	}
	if c.full == nil {
		c.full = map[string]time.Time{}
	}
	if len(c.full) >= maxCooling {
		for k, at := range c.full {
			if !at.After(now) {
				delete(c.full, k)
			}
		}
		if len(c.full) >= maxCooling {
			clear(c.full)
		}
	}
	c.full[key] = full
	return time.Time{}
}

// cool returns the sentence for a user who asks too much, or whose server does;
// "" for others.
func (b *Bot) cool(r *request) string {
	now := time.Now() // Discord shows the sentence by the reader's clock
	if at := b.users.wait(r.user, now); !at.IsZero() {
		return say.Cool.In(r.language(), at.Unix()+1)
	}
	if at := b.guilds.wait(r.guild, now); !at.IsZero() {
		return say.CoolGuild.In(r.language(), at.Unix()+1)
	}
	return ""
}
