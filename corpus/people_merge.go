package corpus

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"briefbot/corpus/segment"
	"briefbot/corpus/state"
)

// newPeople merges the people of all documents, given in order of ID.
func newPeople(table *nameTable, documents []named, profiles []Profile) *people {
	m := registry{table: table, byName: map[string]*draft{}, byLast: map[string][]*draft{}}
	for _, profile := range profiles {
		d := m.add(profile.Name)
		d.Party, d.known = profile.Party, true
		if profile.Role != "" {
			d.role = table.id(profile.Role)
		}
		for _, alias := range profile.Aliases {
			m.names.add(d, table.id(alias))
			m.byName[nameKey(alias)] = d
		}
	}
	m.settleAll(documents)
	m.gather(documents)
	return m.people()
}

// A registry makes one person of many names. A large corpus has a hundred thousand
// names a million times: they are numbers here, and each is read once.
type registry struct {
	table  *nameTable
	drafts []*draft
	byName map[string]*draft // by folded name or alias
	// byLast holds the people by the last word of their names: a shorter name is
	// looked for among few.
	byLast map[string][]*draft
	meant  [][]*draft // whom a name means, by its number
	names  tallies    // the names under which each is written
	roles  tallies
	read   []*readRole // by the number of the role
}

// A draft is a Speaker in the making.
type draft struct {
	Speaker
	number uint32
	tokens []string // of Name
	seen   int      // articles that name him, under Name or a form settled so far
	known  bool     // from a profile
	role   nameID   // what the profile says, 0 without
	is     *draft   // the person whom a role alone stands for
}

// whole is the draft that has all that is said of the person.
func (d *draft) whole() *draft {
	for d != nil && d.is != nil {
		d = d.is
	}
	return d
}

// tallies count what each draft has: the draft's number and that of a name, once
// for each time.
type tallies []uint64

func (t *tallies) add(d *draft, id nameID) { *t = append(*t, uint64(d.number)<<32|uint64(id)) }

// A tally says how often a draft has a name.
type tally struct {
	id nameID
	n  int
}

// each sorts the tallies and returns those of each draft.
func (t tallies) each(drafts int) [][]tally {
	slices.Sort(t)
	all, counted := make([][]tally, drafts), make([]tally, 0, len(t))
	for i := 0; i < len(t); {
		d, first := t[i]>>32, len(counted)
		for ; i < len(t) && t[i]>>32 == d; i++ {
			if n := len(counted); n > first && counted[n-1].id == nameID(t[i]) {
				counted[n-1].n++
			} else {
				counted = append(counted, tally{nameID(t[i]), 1})
			}
		}
		all[d] = counted[first:len(counted):len(counted)]
	}
	return all
}

func (m *registry) add(name string) *draft {
	d := &draft{Speaker: Speaker{Name: name}, number: uint32(len(m.drafts)), tokens: nameTokens(name)}
	m.drafts = append(m.drafts, d)
	m.byName[strings.Join(d.tokens, " ")] = d
	if n := len(d.tokens); n > 0 {
		m.byLast[d.tokens[n-1]] = append(m.byLast[d.tokens[n-1]], d)
	}
	return d
}

// gather collects what the documents say of each person.
func (m *registry) gather(documents []named) {
	for _, d := range documents {
		for _, person := range d.people {
			// Of "A and B" as one person, nothing goes to A and to B.
			if len(m.meant[person.name]) != 1 {
				continue
			}
			s := m.meant[person.name][0]
			m.names.add(s, person.name)
			for _, role := range person.roles {
				m.roles.add(s, role)
			}
			// Documents come in order, so the last one is the only one to repeat.
			if n := len(s.Mentioned); person.mentioned && (n == 0 || s.Mentioned[n-1] != d.id) {
				s.Mentioned = append(s.Mentioned, d.id)
			}
		}
		for i, id := range d.speakers {
			for _, s := range m.meant[id] {
				s.Statements = append(s.Statements, StatementRef{d.id, i})
			}
		}
	}
}

// people are the drafts as they are used from now on.
func (m *registry) people() *people {
	m.read = make([]*readRole, len(m.table.texts))
	roles := m.roles.each(len(m.drafts))
	for _, d := range m.drafts {
		roles[d.number] = m.withProfile(d, roles[d.number])
	}
	m.identify(roles)
	names := m.names.each(len(m.drafts))
	p := &people{byName: make(map[string]*Speaker, len(m.byName)), byRole: map[string][]heldRole{}}
	made := make([]*Speaker, len(m.drafts)) // a copy, so that nothing else of the draft stays
	for _, d := range m.drafts {
		if d.is != nil {
			continue
		}
		d.Name = m.commonest(d, names[d.number])
		d.Aliases = m.ranked(names[d.number])
		if !d.known {
			d.Name = m.undescribed(d.Name, names[d.number])
		}
		d.Aliases = slices.DeleteFunc(d.Aliases, func(n string) bool { return n == d.Name })
		d.Roles = m.rankedRoles(roles[d.number])
		s := d.Speaker
		made[d.number] = &s
		p.speakers = append(p.speakers, &s)
	}
	for key, d := range m.byName {
		p.byName[key] = made[d.whole().number]
	}
	slices.SortFunc(p.speakers, func(a, b *Speaker) int { return cmp.Compare(a.Name, b.Name) })
	for _, s := range p.speakers {
		for _, role := range s.Roles {
			r := m.role(m.table.ids[role])
			p.byRole[r.head] = append(p.byRole[r.head], heldRole{s, r.words})
		}
	}
	return p
}

// farMore is how many times as often a name must stand without its first word for
// that to be none of it.
const farMore = 4

// undescribed is the name without a first word that says something of the person
// ("Emotional Ada Lind"), as is to be seen from how seldom it stands there.
func (m *registry) undescribed(name string, counts []tally) string {
	_, rest, ok := strings.Cut(name, " ")
	if !ok || !isName(rest) || len(strings.Fields(rest)) < 2 {
		return name
	}
	long, short := 0, 0
	for _, c := range counts {
		switch m.table.texts[c.id] {
		case name:
			long = c.n
		case rest:
			short = c.n
		}
	}
	if long > 0 && short >= farMore*long {
		return rest
	}
	return name
}

// withProfile is the roles with the one that the profile gives, which comes before
// those of any number of articles.
func (m *registry) withProfile(d *draft, roles []tally) []tally {
	if d.role == 0 {
		return roles
	}
	roles = slices.Clone(roles)
	for i := range roles {
		if roles[i].id == d.role {
			roles[i].n += 1 << 20
			return roles
		}
	}
	return append(roles, tally{d.role, 1 << 20})
}

// A readRole is a role with its words.
type readRole struct {
	head  string
	words []string
	// less are the roles that say the same without a state, as keys of words.
	key  string
	less []string
	// by is true of a role that says whose it is: "his counterpart".
	by bool
}

// role reads a role, once.
func (m *registry) role(id nameID) *readRole {
	if m.read[id] == nil {
		text := m.table.texts[id]
		r := &readRole{head: headOf(text), words: roleTokens(text)}
		r.key = wordsKey(r.words, -1)
		for i, w := range r.words {
			if state.Of(w) != "" && !slices.Contains(r.words[:i], w) && !slices.Contains(r.words[i+1:], w) {
				r.less = append(r.less, wordsKey(r.words, i))
			}
		}
		switch first, _, _ := strings.Cut(segment.Fold(text), " "); first {
		case "his", "her", "their", "its":
			r.by = true
		}
		m.read[id] = r
	}
	return m.read[id]
}

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

// identify finds whom an article means by a role alone ("the Iranian foreign
// minister") where it names nobody: the one person whom other articles give that
// role. A role of one word, or one that two people have, stays what it is.
func (m *registry) identify(roles [][]tally) {
	type holding struct {
		role    *readRole
		holders []*draft
	}
	byRole := map[nameID]*holding{}
	byHead := map[string][]*holding{}
	for _, d := range m.drafts {
		if !isName(d.Name) {
			continue
		}
		for _, has := range roles[d.number] {
			h := byRole[has.id]
			if h == nil {
				h = &holding{role: m.role(has.id)}
				byRole[has.id] = h
				byHead[h.role.head] = append(byHead[h.role.head], h)
			}
			h.holders = append(h.holders, d)
		}
	}
	// only is the one who has the role that a draft is named by, nil if the draft
	// has a name, if nobody has the role, or if several have.
	only := func(d *draft) *draft {
		words := strings.Fields(d.Name)
		if len(words) < 3 || segment.Fold(words[0]) != "the" {
			return nil
		}
		wanted := slices.DeleteFunc(roleTokens(d.Name), segment.StopWord)
		head := headOf(d.Name)
		if len(wanted) < 2 || head == "" {
			return nil
		}
		var only *draft
		for _, h := range byHead[head] {
			if !containsAll(h.role.words, wanted) {
				continue
			}
			for _, holder := range h.holders {
				if only != nil && only != holder {
					return nil
				}
				only = holder
			}
		}
		return only
	}
	gained := map[uint32]bool{}
	for _, d := range m.drafts {
		holder := only(d).whole()
		if holder == nil || holder == d {
			continue
		}
		d.is = holder
		m.names.add(holder, m.table.id(d.Name))
		holder.Statements = append(holder.Statements, d.Statements...)
		holder.Mentioned = append(holder.Mentioned, d.Mentioned...)
		gained[holder.number] = true
	}
	for _, number := range slices.Sorted(maps.Keys(gained)) {
		d := m.drafts[number]
		slices.SortStableFunc(d.Statements, func(a, b StatementRef) int {
			return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(a.Index, b.Index))
		})
		slices.Sort(d.Mentioned)
		d.Mentioned = slices.Compact(d.Mentioned)
	}
}

// rankedRoles are the roles by how many articles have them. A role that says for
// which state somebody has another one ("Iranian foreign minister") stands for
// both, and one that says it by another person ("his counterpart") comes last.
func (m *registry) rankedRoles(counts []tally) []string {
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
		if r.by {
			n -= 1 << 30
		}
		weights[i] = tally{c.id, n}
	}
	return m.ranked(weights)
}

// ranked are the names by falling count, equal ones in order of the alphabet.
func (m *registry) ranked(counts []tally) []string {
	names := make([]string, len(counts))
	slices.SortFunc(counts, func(a, b tally) int {
		return cmp.Or(cmp.Compare(b.n, a.n), cmp.Compare(m.table.texts[a.id], m.table.texts[b.id]))
	})
	for i, c := range counts {
		names[i] = m.table.texts[c.id]
	}
	return names
}
