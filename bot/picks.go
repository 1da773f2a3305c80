package bot

import (
	"slices"
	"strings"
	"sync"
)

const (
	// maxPicks is how many recent picks of a user are offered, maxPickers of how
	// many users they are remembered.
	maxPicks   = 5
	maxPickers = 5000
)

// picks are what users picked lately, of each kind of option. They are in memory
// alone: nobody's reading is written down for the sake of a shorter list.
type picks struct {
	mu       sync.Mutex
	now, old map[string][]Choice // by user and kind; old are not used lately
}

func (p *picks) of(user, kind string) []Choice {
	p.mu.Lock()
	defer p.mu.Unlock()
	key := user + " " + kind
	if have, ok := p.now[key]; ok {
		return slices.Clone(have)
	}
	return slices.Clone(p.old[key])
}

// add puts a pick before the user's earlier ones.
func (p *picks) add(user, kind string, c Choice) {
	if user == "" || c.Value == "" {
		return
	}
	recent := slices.DeleteFunc(p.of(user, kind), func(o Choice) bool { return o.Value == c.Value })
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.now == nil || len(p.now) >= maxPickers {
		p.old, p.now = p.now, map[string][]Choice{}
	}
	recent = append([]Choice{c}, recent...)
	p.now[user+" "+kind] = recent[:min(len(recent), maxPicks)]
}

// forget drops everything of a user, and reports whether there was anything.
func (p *picks) forget(user string) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	found := false
	for _, m := range []map[string][]Choice{p.now, p.old} {
		for key := range m {
			if strings.HasPrefix(key, user+" ") {
				delete(m, key)
				found = true
			}
		}
	}
	return found
}

// recentFirst puts a user's recent picks before what else is offered, as it is
// offered now: what is not there any more is not among them.
func recentFirst(recent, offered []Choice) []Choice {
	var out []Choice
	for _, r := range recent {
		if i := slices.IndexFunc(offered, func(c Choice) bool { return c.Value == r.Value }); i >= 0 {
			out = append(out, offered[i])
		}
	}
	for _, c := range offered {
		if !slices.Contains(out, c) {
			out = append(out, c)
		}
	}
	return out
}
