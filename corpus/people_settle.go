package corpus

import (
	"cmp"
	"slices"
	"strings"

	"briefbot/corpus/quotation"
	"briefbot/corpus/segment"
)

// settleAll finds whom each name means: full names first, longest first, so that
// each shorter form finds the person it is short for; "A and B" once A and B are
// known.
func (m *registry) settleAll(documents []named) {
	type written struct {
		id     nameID
		name   string
		tokens []string
	}
	var all []written
	seen := make([]int, len(m.table.texts)) // articles that have each name
	see := func(id nameID, articles int) {
		if id == 0 {
			return
		}
		if seen[id] += articles; seen[id] == articles {
			all = append(all, written{id, m.table.texts[id], nameTokens(m.table.texts[id])})
		}
	}
	for _, d := range documents {
		for _, person := range d.people {
			see(person.name, 1)
		}
		for _, id := range d.speakers {
			if id != 0 && seen[id] == 0 {
				see(id, 1)
			}
		}
	}
	slices.SortFunc(all, func(a, b written) int {
		return cmp.Or(cmp.Compare(len(b.tokens), len(a.tokens)), cmp.Compare(a.name, b.name))
	})
	plain := plainNames{seen: map[string]int{}, last: map[string]bool{}}
	for _, w := range all {
		plain.add(w.name, w.tokens, seen[w.id])
	}
	var described []written
	for _, w := range all {
		if _, ok := plain.of(w.name, seen[w.id]); ok && m.byName[strings.Join(w.tokens, " ")] == nil {
			described = append(described, w)
		} else if !strings.Contains(w.name, " and ") {
			m.settle(w.id, w.name, w.tokens, false, seen[w.id])
		}
	}
	for _, w := range slices.Backward(described) { // the shortest first
		rest, _ := plain.of(w.name, seen[w.id])
		m.settle(w.id, rest, nameTokens(rest), false, seen[w.id])
		m.byName[strings.Join(w.tokens, " ")] = m.byName[nameKey(rest)]
	}
	for _, w := range all {
		if strings.Contains(w.name, " and ") {
			m.settle(w.id, w.name, w.tokens, true, seen[w.id])
		}
	}
	m.meant = make([][]*draft, len(m.table.texts))
	for _, w := range all {
		m.meant[w.id] = parties(m.byName, w.name, strings.Join(w.tokens, " "))
	}
}

// settle finds the person whom a name, which stands in that many articles, is
// another form of, or makes a new one. A shorter name belongs to the one person with
// a longer name that ends like it and has all its words; where two people would fit,
// to the one whom most articles name by far, else it stays apart. So it does where it
// stands far more often than the longer, which then is chance. Several known people
// who spoke jointly are nobody new.
func (m *registry) settle(id nameID, name string, tokens []string, joint bool, articles int) {
	key := strings.Join(tokens, " ")
	if key == "" {
		return
	}
	if d := m.byName[key]; d != nil {
		d.seen += articles
		return
	}
	if joint {
		if parties(m.byName, name, key) == nil {
			m.add(name)
		}
		return
	}
	var fits []*draft
	if proper(name) && !(len(tokens) == 1 && quotation.Common(name)) {
		for _, d := range m.byLast[tokens[len(tokens)-1]] {
			if d.shortened(tokens) && (d.known || articles <= farMore*d.seen) {
				fits = append(fits, d)
			}
		}
	}
	slices.SortStableFunc(fits, func(a, b *draft) int { return cmp.Compare(b.seen, a.seen) })
	if len(fits) == 1 || len(fits) > 1 && fits[0].seen >= fewSeen && fits[0].seen >= farMoreSeen*fits[1].seen && !fits[0].body {
		m.names.add(fits[0], id)
		fits[0].seen += articles
		m.byName[key] = fits[0]
		return
	}
	m.add(name).seen = articles
}

// shortened reports whether the tokens may be a shorter form of the draft's name. A
// monarch's given name alone is many people's.
func (d *draft) shortened(tokens []string) bool {
	if len(d.tokens) <= len(tokens) || !d.proper || !containsAll(d.tokens, tokens) {
		return false
	}
	return len(tokens) > 1 || !givenTitles[d.tokens[0]]
}

// A surname alone means somebody, of several who bear it, whom at least so many
// articles name, and so many times more than anybody else.
const (
	fewSeen     = 5
	farMoreSeen = 4
)

// commonest is the form of a person's fullest name that most articles have, where it
// is transcribed in several ways.
func (m *registry) commonest(d *draft, counts []tally) string {
	best, most := d.Name, 0
	for _, c := range counts {
		if m.table.texts[c.id] == d.Name {
			most = c.n
		}
	}
	for _, c := range counts {
		name := m.table.texts[c.id]
		if c.n > most && segment.Fold(name) != segment.Fold(d.Name) && slices.Equal(nameTokens(name), d.tokens) &&
			len(strings.Fields(name)) == len(strings.Fields(d.Name)) {
			best, most = name, c.n
		}
	}
	return best
}
