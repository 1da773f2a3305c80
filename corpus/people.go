package corpus

import (
	"cmp"
	"slices"
	"strings"
	"unique"

	"briefbot/corpus/segment"
	"briefbot/corpus/state"
)

// A Profile is what the configuration says of a person, beyond what articles say.
type Profile struct {
	Name    string   `yaml:"name"`
	Aliases []string `yaml:"aliases"`
	Role    string   `yaml:"role"`
	Party   string   `yaml:"party"`
}

// A Speaker is one person (or body) as the whole corpus knows him: one person,
// many names.
type Speaker struct {
	// Name is the fullest name that any article or profile gives.
	Name string
	// Aliases are the other names, Roles the descriptions, each in order of how
	// many articles have them.
	Aliases []string
	Roles   []string
	// Party is the profile's, "" without one.
	Party string
	// Statements are the places where the speaker's statements stand, Mentioned
	// the articles that name him, both ordered by article.
	Statements []StatementRef
	Mentioned  []ID

	names  map[string]int
	roles  map[string]int
	tokens []string // of Name
}

// A StatementRef points at Document.Quotations[Index] of an article.
type StatementRef struct {
	Article ID
	Index   int
}

// people maps the names in articles to speakers.
type people struct {
	speakers []*Speaker          // ordered by Name
	byName   map[string]*Speaker // by folded name or alias
	// byLast holds the speakers by the last word of their names: a large corpus
	// names tens of thousands, and a shorter name is looked for among few.
	byLast map[string][]*Speaker
	byRole map[string][]heldRole // by the head of the role
}

// named is what one document says of people.
type named struct {
	id       ID
	people   []namedPerson
	speakers []string // of each quotation
}

// A namedPerson is what is held in memory of a Person.
type namedPerson struct {
	Name      string
	Roles     []string
	Mentioned bool
}

// nameThem is what is held in memory of the people of a document. Most names
// stand in many articles, and are held once.
func nameThem(d *Document) named {
	n := named{id: d.Article.ID, people: make([]namedPerson, len(d.People)), speakers: make([]string, len(d.Quotations))}
	for i, p := range d.People {
		n.people[i] = namedPerson{unique.Make(p.Name).Value(), make([]string, len(p.Roles)), len(p.Mentions) > 0}
		for j, role := range p.Roles {
			n.people[i].Roles[j] = unique.Make(role).Value()
		}
	}
	for i, q := range d.Quotations {
		n.speakers[i] = unique.Make(q.Speaker).Value()
	}
	return n
}

// newPeople merges the people of all documents, given in order of ID.
func newPeople(documents []named, profiles []Profile) *people {
	p := &people{byName: map[string]*Speaker{}, byLast: map[string][]*Speaker{}}
	for _, profile := range profiles {
		s := p.add(profile.Name)
		s.Party = profile.Party
		if profile.Role != "" {
			s.roles[profile.Role] += 1 << 20
		}
		for _, alias := range profile.Aliases {
			s.names[alias]++
			p.byName[nameKey(alias)] = s
		}
	}
	// Full names first, longest first, so that each shorter form finds the
	// person it is short for.
	var names []string
	seen := map[string]bool{}
	for _, d := range documents {
		for _, person := range d.people {
			if !seen[person.Name] {
				seen[person.Name] = true
				names = append(names, person.Name)
			}
		}
		for _, name := range d.speakers {
			if name != "" && !seen[name] {
				seen[name] = true
				names = append(names, name)
			}
		}
	}
	words := make(map[string]int, len(names))
	keys := make(map[string]string, len(names))
	for _, name := range names {
		tokens := nameTokens(name)
		words[name], keys[name] = len(tokens), strings.Join(tokens, " ")
	}
	slices.SortFunc(names, func(a, b string) int {
		return cmp.Or(cmp.Compare(words[b], words[a]), cmp.Compare(a, b))
	})
	for _, joint := range []bool{false, true} { // "A and B" once A and B are known
		for _, name := range names {
			if strings.Contains(name, " and ") == joint {
				p.settle(name, joint)
			}
		}
	}
	meant := make(map[string][]*Speaker, len(names)) // by each name as it is written
	for _, name := range names {
		meant[name] = p.parties(name)
	}
	for _, d := range documents {
		for _, person := range d.people {
			s := p.byName[keys[person.Name]]
			if s == nil {
				continue
			}
			s.names[person.Name]++
			for _, role := range person.Roles {
				s.roles[role]++
			}
			// Documents come in order, so the last one is the only one to repeat.
			if n := len(s.Mentioned); person.Mentioned && (n == 0 || s.Mentioned[n-1] != d.id) {
				s.Mentioned = append(s.Mentioned, d.id)
			}
		}
		for i, name := range d.speakers {
			for _, s := range meant[name] {
				s.Statements = append(s.Statements, StatementRef{d.id, i})
			}
		}
	}
	p.identify()
	for _, s := range p.speakers {
		s.Aliases = slices.DeleteFunc(ranked(s.names), func(n string) bool { return n == s.Name })
		s.Roles = rankedRoles(s.roles)
	}
	slices.SortFunc(p.speakers, func(a, b *Speaker) int { return cmp.Compare(a.Name, b.Name) })
	p.index()
	return p
}

// identify finds whom an article means by a role alone ("the Iranian foreign
// minister") where it names nobody: the one person whom other articles give that
// role. A role of one word, or one that two people have, stays what it is.
func (p *people) identify() {
	holders := map[string][]*Speaker{} // by the head of a role
	for _, s := range p.speakers {
		if !isName(s.Name) {
			continue
		}
		heads := map[string]bool{}
		for role := range s.roles {
			if head := headOf(role); head != "" && !heads[head] {
				heads[head] = true
				holders[head] = append(holders[head], s)
			}
		}
	}
	var rest []*Speaker
	for _, s := range p.speakers {
		holder := s.onlyHolder(holders[headOf(s.Name)])
		if holder == nil {
			rest = append(rest, s)
			continue
		}
		p.byName[nameKey(s.Name)] = holder
		holder.names[s.Name]++
		holder.Statements = append(holder.Statements, s.Statements...)
		slices.SortStableFunc(holder.Statements, func(a, b StatementRef) int {
			return cmp.Or(cmp.Compare(a.Article, b.Article), cmp.Compare(a.Index, b.Index))
		})
		holder.Mentioned = slices.Compact(slices.Sorted(slices.Values(append(holder.Mentioned, s.Mentioned...))))
	}
	p.speakers = rest
}

// onlyHolder is the one of the holders who has the role that s is named by, nil
// if s has a name, if nobody has it, or if several have.
func (s *Speaker) onlyHolder(holders []*Speaker) *Speaker {
	words := strings.Fields(s.Name)
	if len(words) < 3 || segment.Fold(words[0]) != "the" {
		return nil
	}
	wanted := slices.DeleteFunc(roleTokens(s.Name), segment.StopWord)
	if len(wanted) < 2 {
		return nil
	}
	var only *Speaker
	for _, h := range holders {
		for role := range h.roles {
			if h == only || headOf(role) != headOf(s.Name) || !containsAll(roleTokens(role), wanted) {
				continue
			}
			if only != nil {
				return nil
			}
			only = h
		}
	}
	return only
}

// parties are the speakers that a statement's speaker stands for: himself, or
// each of several known people who spoke jointly ("A and B").
func (p *people) parties(name string) []*Speaker {
	if s := p.byName[nameKey(name)]; s != nil {
		return []*Speaker{s}
	}
	before, after, ok := strings.Cut(name, " and ")
	if !ok {
		return nil
	}
	a, b := p.byName[nameKey(before)], p.byName[nameKey(after)]
	if a == nil || b == nil || a == b {
		return nil
	}
	return []*Speaker{a, b}
}

func (p *people) add(name string) *Speaker {
	s := &Speaker{Name: name, names: map[string]int{name: 0}, roles: map[string]int{}, tokens: nameTokens(name)}
	p.speakers = append(p.speakers, s)
	p.byName[strings.Join(s.tokens, " ")] = s
	if n := len(s.tokens); n > 0 {
		p.byLast[s.tokens[n-1]] = append(p.byLast[s.tokens[n-1]], s)
	}
	return s
}

// settle finds the speaker whom name is another form of, or makes a new one.
// A shorter name belongs to the one person with a longer name that ends like it
// and has all its words; where two people would fit it stays apart. Several
// known people who spoke jointly are nobody new.
func (p *people) settle(name string, joint bool) {
	key := nameKey(name)
	switch {
	case p.byName[key] != nil || key == "":
		return
	case joint:
		if p.parties(name) == nil {
			p.add(name)
		}
		return
	}
	tokens := nameTokens(name)
	var fits []*Speaker
	for _, s := range p.byLast[tokens[len(tokens)-1]] {
		if len(s.tokens) > len(tokens) && containsAll(s.tokens, tokens) && isName(name) {
			fits = append(fits, s)
		}
	}
	if len(fits) == 1 {
		fits[0].names[name]++
		p.byName[key] = fits[0]
		return
	}
	p.add(name)
}

// isName reports whether every word begins with a capital, as those of a proper
// name do and those of "two Israeli officials" do not.
func isName(s string) bool {
	for _, w := range strings.Fields(s) {
		if r := w[0]; 'a' <= r && r <= 'z' {
			return false
		}
	}
	return true
}

// resolve returns the speakers whom the user may mean, best first: those of
// that name or alias, else those whose names have all its words, else those
// whose roles have.
func (p *people) resolve(query string) []*Speaker {
	key := nameKey(query)
	if key == "" {
		return nil
	}
	if s := p.byName[key]; s != nil {
		return []*Speaker{s}
	}
	tokens := nameTokens(query)
	byWords := p.filter(func(s *Speaker) bool {
		return s.anyName(func(n []string) bool { return containsAll(n, tokens) })
	})
	if len(byWords) > 0 {
		return byWords
	}
	return p.holders(query)
}

// holders are the speakers who have the role that a phrase names, those with most
// statements first: all its words, and the same head.
func (p *people) holders(phrase string) []*Speaker {
	wanted := slices.DeleteFunc(roleTokens(phrase), segment.StopWord)
	if len(wanted) == 0 {
		return nil
	}
	var found []*Speaker
	for _, h := range p.byRole[headOf(phrase)] {
		if containsAll(h.words, wanted) && !slices.Contains(found, h.speaker) {
			found = append(found, h.speaker)
		}
	}
	slices.SortStableFunc(found, func(a, b *Speaker) int { return cmp.Compare(len(b.Statements), len(a.Statements)) })
	return found
}

// A held role is one role of a speaker.
type heldRole struct {
	speaker *Speaker
	words   []string
}

// index lists the roles by their heads.
func (p *people) index() {
	p.byRole = map[string][]heldRole{}
	for _, s := range p.speakers {
		for _, role := range s.Roles {
			head := headOf(role)
			p.byRole[head] = append(p.byRole[head], heldRole{s, roleTokens(role)})
		}
	}
}

// roleTokens are the words of a role, with one word for a state however it is
// named: "Iran’s" and "Iranian" are the same, and "the U.S." is "American".
func roleTokens(role string) []string {
	tokens := nameTokens(strings.ReplaceAll(role, "United States", "US"))
	for i, t := range tokens {
		if s := state.Of(t); s != "" {
			tokens[i] = s
		}
	}
	return tokens
}

// headOf is the word that says what a role is: of "President Trump’s envoy" the
// envoy, of "president of Iran" the president.
func headOf(role string) string {
	tokens := nameTokens(role)
	for i, t := range tokens {
		if i > 0 && (t == "of" || t == "for" || t == "to" || t == "in" || t == "at" || t == "and") {
			return tokens[i-1]
		}
	}
	if len(tokens) == 0 {
		return ""
	}
	return tokens[len(tokens)-1]
}

// complete returns the speakers one of whose names or roles has a word that
// begins with what was typed.
func (p *people) complete(prefix string) []*Speaker {
	typed := segment.Fold(strings.TrimSpace(prefix))
	return p.filter(func(s *Speaker) bool {
		if len(s.Statements) == 0 {
			return false
		}
		begins := func(text string) bool {
			folded := " " + strings.Join(nameTokens(text), " ")
			return strings.Contains(folded, " "+typed)
		}
		return begins(s.Name) || slices.ContainsFunc(s.Aliases, begins) || slices.ContainsFunc(s.Roles, begins)
	})
}

// filter returns the speakers that fit, those with most statements first.
func (p *people) filter(fits func(*Speaker) bool) []*Speaker {
	var found []*Speaker
	for _, s := range p.speakers {
		if fits(s) {
			found = append(found, s)
		}
	}
	slices.SortStableFunc(found, func(a, b *Speaker) int {
		return cmp.Compare(len(b.Statements), len(a.Statements))
	})
	return found
}

func (s *Speaker) anyName(fits func(tokens []string) bool) bool {
	if fits(nameTokens(s.Name)) {
		return true
	}
	for _, a := range s.Aliases {
		if fits(nameTokens(a)) {
			return true
		}
	}
	return false
}

func nameKey(name string) string { return strings.Join(nameTokens(name), " ") }

// nameTokens are the folded words of a name, without titles and articles.
func nameTokens(name string) []string {
	var tokens []string
	for s := range segment.Words(name) {
		w := strings.TrimSuffix(segment.Fold(s.Of(name)), "'s")
		if w == "the" || w == "mr" || w == "mrs" || w == "ms" || w == "dr" {
			continue
		}
		tokens = append(tokens, w)
	}
	return tokens
}

func containsAll(words, wanted []string) bool {
	for _, w := range wanted {
		if !slices.Contains(words, w) {
			return false
		}
	}
	return true
}

// rankedRoles are the roles by how many articles have them. A role that says for
// which state somebody has another one ("Iranian foreign minister") stands for
// both, and one that says it by another person ("his counterpart") comes last.
func rankedRoles(counts map[string]int) []string {
	weights := make(map[string]int, len(counts))
	for role, n := range counts {
		words := roleTokens(role)
		for other, m := range counts {
			if less := roleTokens(other); len(words) == len(less)+1 && n <= m && containsAll(words, less) &&
				slices.ContainsFunc(words, func(w string) bool { return state.Of(w) != "" && !slices.Contains(less, w) }) {
				n = m + 1
			}
		}
		switch first, _, _ := strings.Cut(segment.Fold(role), " "); first {
		case "his", "her", "their", "its":
			n -= 1 << 30
		}
		weights[role] = n
	}
	return ranked(weights)
}

// ranked returns the keys by falling count, equal ones in order of the alphabet.
func ranked(counts map[string]int) []string {
	keys := make([]string, 0, len(counts))
	for k := range counts {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, func(a, b string) int {
		return cmp.Or(cmp.Compare(counts[b], counts[a]), cmp.Compare(a, b))
	})
	return keys
}
