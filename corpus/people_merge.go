package corpus

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"briefbot/corpus/quotation"
	"briefbot/corpus/segment"
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
	proper bool     // Name is a name and no more
	body   bool     // Name is that of a body
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
	d.proper = proper(name)
	m.drafts = append(m.drafts, d)
	m.byName[strings.Join(d.tokens, " ")] = d
	if n := len(d.tokens); n > 0 {
		d.body = quotation.HeadsBody(d.tokens[n-1])
		m.byLast[d.tokens[n-1]] = append(m.byLast[d.tokens[n-1]], d)
		if n > 2 && numeral(d.tokens[n-1]) {
			m.byLast[d.tokens[n-2]] = append(m.byLast[d.tokens[n-2]], d)
		}
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
	m.initials()
	names := m.names.each(len(m.drafts))
	p := &people{byName: make(map[string]*Speaker, len(m.byName)), byRole: map[string][]heldRole{}}
	made := make([]*Speaker, len(m.drafts)) // a copy, so that nothing else of the draft stays
	for _, d := range m.drafts {
		if d.is != nil {
			continue
		}
		d.Name = m.commonest(d, names[d.number])
		d.Aliases = m.ranked(names[d.number])
		d.Aliases = slices.DeleteFunc(d.Aliases, func(n string) bool { return n == d.Name })
		d.Roles = m.rankedRoles(roles[d.number], len(d.Mentioned))
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

// offices are heads of roles that one at a time has of each state or body,
// officeWords the words that they are made with; past says that somebody has it no
// more.
var (
	offices = words(`president minister premier chancellor governor gov mayor king queen pope sultan emir secretary
		general speaker leader ceo chairman chairwoman chair chief commissioner administrator founder`)
	officeWords = words("prime foreign defense defence interior finance economy attorney house police vice deputy executive financial operating officer state new own current then acting")
	halfTitles  = words("former ex acting vice deputy fellow staff lady official republican democratic")
	past        = words("former ex then late onetime former-president ex-president then-president")
)

// identify finds whom an article means by an office alone ("the Iranian foreign
// minister") where it names nobody: the one person whom other articles give that
// office, in these words and no others. What many are ("the senior official", "the
// governor’s spokesman"), or what two people have, stays what it is.
func (m *registry) identify(roles [][]tally) {
	holders := map[string][]*draft{} // by the words of the role
	for _, d := range m.drafts {
		if !isName(d.Name) {
			continue
		}
		for _, has := range roles[d.number] {
			r := m.role(has.id)
			if !r.office {
				continue
			}
			if held := holders[r.key]; !slices.Contains(held, d) {
				holders[r.key] = append(held, d)
			}
		}
	}
	for _, d := range m.drafts {
		words := strings.Fields(d.Name)
		if len(words) < 3 || segment.Fold(words[0]) != "the" {
			continue
		}
		r := readRoleOf(d.Name)
		held := holders[r.key]
		if !r.office || len(held) != 1 {
			continue
		}
		if holder := held[0].whole(); holder != d {
			m.join(d, holder)
			m.names.add(holder, m.table.id(d.Name))
		}
	}
}

// initials joins those whom articles call by three or more initials alone to whom
// these stand for: the one whose words begin so, whom the same articles name.
func (m *registry) initials() {
	long := map[string][]*draft{}
	for _, d := range m.drafts {
		s := initialsOf(d.tokens)
		if n := len(d.tokens); n > 1 && d.tokens[n-1] == "department" {
			s = "do" + initialsOf(d.tokens[:n-1]) // of Justice
		}
		if d.is == nil && d.proper && len(s) > 2 {
			long[s] = append(long[s], d)
		}
	}
	for _, d := range m.drafts {
		if d.is != nil || len(d.tokens) != 1 || len(d.Name) < 3 || d.Name != strings.ToUpper(d.Name) {
			continue
		}
		var only *draft
		most, next := 0, 0
		for _, l := range long[d.tokens[0]] {
			n := common(d.Mentioned, l.Mentioned)
			switch {
			case 2*n < min(len(d.Mentioned), len(l.Mentioned)):
			case n > most:
				only, most, next = l, n, most
			default:
				next = max(next, n)
			}
		}
		if most < farMoreSeen*next {
			continue
		}
		if only != nil {
			m.join(d, only)
			m.names.add(only, m.table.id(d.Name))
		}
	}
}

// initialsOf are the first letters of a name's words, small words left out.
func initialsOf(tokens []string) string {
	var b strings.Builder
	for _, t := range tokens {
		for part := range strings.SplitSeq(t, "-") {
			if r, n := utf8.DecodeRuneInString(part); n > 0 && !joints[part] {
				b.WriteRune(r)
			}
		}
	}
	return b.String()
}

// common counts what two ordered lists both have.
func common(a, b []ID) int {
	n := 0
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch cmp.Compare(a[i], b[j]) {
		case -1:
			i++
		case 1:
			j++
		default:
			n++
			i++
			j++
		}
	}
	return n
}

// join makes one of two: what is said of the draft is said of the other.
func (m *registry) join(d, other *draft) {
	d.is = other
	other.Statements = append(other.Statements, d.Statements...)
	slices.SortStableFunc(other.Statements, func(a, b StatementRef) int {
		return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(a.Index, b.Index))
	})
	other.Mentioned = append(other.Mentioned, d.Mentioned...)
	slices.Sort(other.Mentioned)
	other.Mentioned = slices.Compact(other.Mentioned)
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
