package corpus

import (
	"cmp"
	"slices"

	"briefbot/corpus/misspell"
)

// A NearName is a known name that is spelt nearly like one that is not.
type NearName struct {
	Name string
	// Edits is how many letters differ, Articles how many articles name whoever has
	// the name.
	Edits, Articles int
}

// Near finds the people and the outlets whose names, or other forms of them, are
// spelt nearly like the name: those with fewest letters that differ first, then
// those whom most articles name. Everybody is in it once, under his fullest name,
// and nobody who has exactly that name.
func (c *Corpus) Near(name string) []NearName {
	c.mu.RLock()
	defer c.mu.RUnlock()
	typed := nameTokens(name)
	best := map[string]NearName{}
	add := func(full string, known []string, articles int) {
		edits, ok := misspell.Words(typed, known)
		if !ok || edits == 0 {
			return
		}
		if had, seen := best[full]; !seen || edits < had.Edits {
			best[full] = NearName{full, edits, articles}
		}
	}
	if len(typed) == 0 {
		return nil
	}
	for _, s := range c.people.speakers {
		if !proper(s.Name) || len(s.Mentioned) == 0 || len(s.Statements) == 0 && len(s.Roles) == 0 {
			continue // no person, or nobody can tell
		}
		s.anyName(func(n []string) bool {
			add(s.Name, n, len(s.Mentioned))
			if len(typed) == 1 && len(n) > 1 {
				add(s.Name, n[len(n)-1:], len(s.Mentioned))
			}
			return false
		})
	}
	outlets := map[string]int{}
	for _, a := range c.index.numbered {
		if a != nil && a.article.Outlet.Value != "" {
			outlets[a.article.Outlet.Value]++
		}
	}
	for outlet, n := range outlets {
		add(outlet, nameTokens(outlet), n)
	}
	var near []NearName
	for _, n := range best {
		near = append(near, n)
	}
	slices.SortFunc(near, func(x, y NearName) int {
		return cmp.Or(cmp.Compare(x.Edits, y.Edits), cmp.Compare(y.Articles, x.Articles), cmp.Compare(x.Name, y.Name))
	})
	return near
}
