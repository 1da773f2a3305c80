package corpus

import (
	"slices"
	"strings"

	"briefbot/corpus/quotation"
	"briefbot/corpus/segment"
	"briefbot/corpus/state"
)

// A readRole is a role with its words.
type readRole struct {
	head  string
	words []string
	// less are the roles that say the same without a state, as keys of words.
	key  string
	less []string
	// by is true of a role that says whose it is: "his counterpart".
	by bool
	// office is true of one that says of which state or body: "Iranian president".
	office bool
	// name is true of what ends with somebody's name, "House Speaker Ada Lind": it is
	// not said of whoever stands beside it in a list.
	name bool
}

// role reads a role, once.
func (m *registry) role(id nameID) *readRole {
	if m.read[id] == nil {
		r := readRoleOf(m.table.texts[id])
		for i, w := range r.words {
			if state.Of(w) != "" && !slices.Contains(r.words[:i], w) && !slices.Contains(r.words[i+1:], w) {
				r.less = append(r.less, wordsKey(r.words, i))
			}
		}
		m.read[id] = r
	}
	return m.read[id]
}

func readRoleOf(text string) *readRole {
	r := &readRole{head: headOf(text), words: slices.DeleteFunc(roleTokens(text), smallWord)}
	r.key = wordsKey(r.words, -1)
	switch first, _, _ := strings.Cut(segment.Fold(text), " "); first {
	case "his", "her", "their", "its":
		r.by = true
	}
	for w := range segment.Words(text) {
		if word := w.Of(text); segment.Fold(strings.TrimSuffix(strings.TrimSuffix(word, "'s"), "’s")) == r.head {
			r.name = isName(word) && word != strings.ToUpper(word) && !quotation.Common(r.head) && !quotation.Title(r.head) && !quotation.HeadsBody(r.head) && state.Of(r.head) == "" && !halfTitles[r.head]
		}
	}
	whose := slices.ContainsFunc(r.words, func(w string) bool { return !offices[w] && !officeWords[w] })
	r.office = offices[r.head] && whose && !r.by && !slices.ContainsFunc(r.words, func(w string) bool { return past[w] })
	return r
}

// smallWord reports whether a word of a role says nothing of its own. That of "us" is
// the state.
func smallWord(w string) bool { return segment.StopWord(w) && state.Of(w) == "" }

// wordsKey are the words but that at without, in whatever order they came.
func wordsKey(words []string, without int) string {
	var some []string
	for i, w := range words {
		if i != without {
			some = append(some, w)
		}
	}
	slices.Sort(some)
	return strings.Join(some, " ")
}

// rankedRoles are the roles by how many articles have them. A role that says for
// which state somebody has another one ("Iranian foreign minister") stands for
// both; one that says it by another person ("his counterpart") or ends with a name is
// none. What few of the many articles that name somebody say of him is mostly said of another,
// and half a title ("Former") says nothing.
func (m *registry) rankedRoles(counts []tally, mentioned int) []string {
	counts = slices.DeleteFunc(counts, func(c tally) bool {
		r := m.role(c.id)
		return r.by || r.name || c.n <= min(mentioned/40, 5) || !slices.ContainsFunc(r.words, func(w string) bool { return !halfTitles[w] })
	})
	most := make(map[string]int, len(counts)) // by the words of a role
	for _, c := range counts {
		key := m.role(c.id).key
		most[key] = max(most[key], c.n)
	}
	weights := make([]tally, len(counts))
	for i, c := range counts {
		r := m.role(c.id)
		n := c.n
		for _, less := range r.less {
			if of, ok := most[less]; ok && n <= of {
				n = of + 1
			}
		}
		weights[i] = tally{c.id, n}
	}
	return m.ranked(weights)
}
