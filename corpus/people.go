package corpus

import (
	"cmp"
	"slices"
	"strings"

	"briefbot/corpus/quotation"
	"briefbot/corpus/segment"
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
}

// A StatementRef points at Document.Quotations[Index] of an article.
type StatementRef struct {
	Article ID
	Index   int
}

// people maps the names in articles to speakers.
type people struct {
	speakers []*Speaker            // ordered by Name
	byName   map[string]*Speaker   // by folded name or alias
	byRole   map[string][]heldRole // by the head of the role
}

// A heldRole is one role of a speaker.
type heldRole struct {
	speaker *Speaker
	words   []string
}

// parties are the speakers that a statement's speaker stands for: himself, or
// each of several known people who spoke jointly ("A and B").
func (p *people) parties(name string) []*Speaker { return parties(p.byName, name, nameKey(name)) }

// parties are those whom a name and its key stand for.
func parties[T any](byName map[string]*T, name, key string) []*T {
	if one := byName[key]; one != nil {
		return []*T{one}
	}
	before, after, ok := strings.Cut(name, " and ")
	if !ok || !proper(before) || !proper(after) {
		return nil
	}
	a, b := byName[nameKey(before)], byName[nameKey(after)]
	if a == nil || b == nil || a == b {
		return nil
	}
	return []*T{a, b}
}

// resolve returns the speakers whom the user may mean, best first: those of
// that name or alias, else those whose names have all its words, else those
// whose roles have.
func (p *people) resolve(query string) []*Speaker {
	key := nameKey(query)
	if key == "" {
		return nil
	}
	exact := p.byName[key]
	if exact != nil && exact.oddity() == 0 {
		return []*Speaker{exact}
	}
	titled := p.titled(query)
	if exact != nil && len(titled) == 0 {
		return []*Speaker{exact}
	}
	tokens := nameTokens(query)
	byWords := p.filter(func(s *Speaker) bool {
		return s.anyName(func(n []string) bool { return containsAll(n, tokens) })
	})
	if len(byWords) > 0 {
		slices.SortStableFunc(byWords, func(a, b *Speaker) int { return cmp.Compare(a.oddity(), b.oddity()) })
	}
	if len(titled) > 0 && (len(byWords) == 0 || byWords[0].oddity() > 0 || len(byWords[0].Mentioned) < len(titled[0].Mentioned)) {
		return titled
	}
	if len(byWords) > 0 {
		return byWords
	}
	return p.holders(query)
}

// meant returns the speakers whom somebody means who asks for them, best first: like
// resolve, but that a role which many have had ("the president") is first whoever has
// it, and that one of just that name who never speaks is behind others whose names
// have it too ("Kim").
func (p *people) meant(query string) []*Speaker {
	exact := p.byName[nameKey(query)]
	if exact != nil && !proper(exact.Name) || ofMany(query) {
		if held := p.holders(query); len(held) > 0 {
			return with(held, exact)
		}
	}
	tokens := nameTokens(query)
	switch {
	case len(tokens) == 0:
		return nil
	case exact != nil && exact.oddity() == 0 && len(exact.Statements) > 0 && len(tokens) > 1 && !ofMany(query):
		return []*Speaker{exact}
	}
	found := p.filter(func(s *Speaker) bool {
		return s.anyName(func(n []string) bool { return containsAll(n, tokens) })
	})
	for _, s := range p.titled(query) {
		found = with(found, s)
	}
	if exact != nil {
		found = with(found, exact)
	}
	if len(found) == 0 {
		return p.holders(query)
	}
	odd := func(s *Speaker) bool {
		return s != exact && (s.oddity() > 0 || len(s.Statements) == 0 && len(s.Roles) == 0)
	}
	if !ofMany(query) && slices.ContainsFunc(found, func(s *Speaker) bool { return !odd(s) }) {
		found = slices.DeleteFunc(found, odd) // "Ada Lind's office" is asked for in these words
	}
	most := 0
	for _, s := range found {
		most = max(most, len(s.Statements))
	}
	// One of just that name comes first unless another says far more.
	half := func(s *Speaker) int {
		if s == exact && len(s.Statements) > 0 && 2*len(s.Statements) >= most {
			return 1
		}
		return 0
	}
	slices.SortStableFunc(found, func(a, b *Speaker) int {
		return cmp.Or(cmp.Compare(a.oddity(), b.oddity()), cmp.Compare(half(b), half(a)), cmp.Compare(len(b.Statements), len(a.Statements)), cmp.Compare(len(b.Mentioned), len(a.Mentioned)))
	})
	return found
}

// claimed returns the speakers whose words may be given as those of whoever is called
// so: like resolve, but everybody who has it of a role that several have.
func (p *people) claimed(query string) []*Speaker {
	if exact := p.byName[nameKey(query)]; exact != nil && !proper(exact.Name) || ofMany(query) {
		return p.meant(query)
	}
	return p.resolve(query)
}

// with is the list with one more at its end, if he is not in it.
func with(list []*Speaker, s *Speaker) []*Speaker {
	if s == nil || slices.Contains(list, s) {
		return list
	}
	return append(list, s)
}

// ofMany reports whether the words name one of many: "the ministry", "Prime Minister",
// but not "Justice Department".
func ofMany(query string) bool {
	tokens := nameTokens(query)
	if n := len(tokens); n > 1 && quotation.HeadsBody(tokens[n-1]) {
		return false
	}
	return !slices.ContainsFunc(tokens, func(t string) bool { return !quotation.Common(t) })
}

// oddity is 1 for a name that is hardly one person's: another's possession, or the
// credit of a picture, or that of many.
func (s *Speaker) oddity() int {
	if !proper(s.Name) || ofMany(s.Name) {
		return 1
	}
	return 0
}

// holders are the speakers who have the role that a phrase names, all its words and
// the same head: those who have it no more last, else those with most statements
// first.
func (p *people) holders(phrase string) []*Speaker {
	wanted := slices.DeleteFunc(roleTokens(phrase), smallWord)
	if len(wanted) == 0 {
		return nil
	}
	var found, once []*Speaker
	for _, h := range p.byRole[headOf(phrase)] {
		switch {
		case !containsAll(h.words, wanted):
		case slices.ContainsFunc(h.words, func(w string) bool { return past[w] && !slices.Contains(wanted, w) }):
			once = with(once, h.speaker)
		default:
			found = with(found, h.speaker)
		}
	}
	for _, list := range [][]*Speaker{found, once} {
		slices.SortStableFunc(list, func(a, b *Speaker) int { return cmp.Compare(len(b.Statements), len(a.Statements)) })
	}
	for _, s := range once {
		found = with(found, s)
	}
	return found
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
