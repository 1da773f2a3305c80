package quotation

import (
	"fmt"
	"slices"
	"strings"

	"briefbot/corpus/segment"
)

// A speaker is who a statement is by: entities of the text, or words that name
// no one person.
type speaker struct {
	name string
	who  []int // entities; more than one for joint speakers
	// place is the token at which the text names the speaker.
	place int
}

// resolve finds out of each statement who its source is.
func (f *finder) resolve() {
	for i := range f.statements {
		s := &f.statements[i]
		f.dropCredit(&s.source)
		f.dropDay(&s.source)
		if s.source.empty() || f.undergone(s.cue) {
			continue
		}
		s.who = f.who(f.speaking(s.source), i)
		if s.who.name == "" {
			continue
		}
		switch mention := f.span(s.source).Of(f.text); {
		case len(s.who.who) == 0:
			if f.opts.Explain {
				f.explain(s, "speaker: %q, who is nobody that the text names", mention)
			}
		case f.doubtful(s.source) != nil:
			if f.opts.Explain {
				f.explain(s, "speaker: %q may be %s, and others of that name", mention, f.entities[s.who.who[0]].name)
			}
		default:
			if f.opts.Explain {
				f.explain(s, "speaker: %q is %s", mention, s.who.name)
			}
		}
	}
}

// doubtful is the name in the run that is a surname alone and may as well mean a
// namesake, nil if there is none.
func (f *finder) doubtful(r run) *name {
	for i := r.first; i < r.last; i++ {
		if n, ok := f.beginning(i); ok && f.names[n].doubtful {
			return &f.names[n]
		}
	}
	return nil
}

// explain adds a reason to the statement if reasons are asked for. Where it is
// called for each statement with arguments the caller asks first, which saves
// making them.
func (f *finder) explain(s *statement, format string, args ...any) {
	if f.opts.Explain {
		s.why = append(slices.Clone(s.why), fmt.Sprintf(format, args...))
	}
}

// index lists at each token the name that begins there.
func (f *finder) index() {
	f.nameAt = make([]int32, len(f.tokens))
	for i := range f.names {
		f.nameAt[f.names[i].first] = int32(i + 1)
	}
}

// beginning is the name that begins at token i, and whether there is one.
func (f *finder) beginning(i int) (int, bool) {
	n := int(f.nameAt[i]) - 1
	return n, n >= 0
}

// namesIn lists the entities that are named in the run, possessors and what
// follows a preposition left out.
func (f *finder) namesIn(r run) []int {
	var who []int
	for i := r.first; i < r.last; i++ {
		if f.tokens[i].shape == sBracketOpen {
			for i+1 < r.last && f.tokens[i].shape != sBracketClose {
				i++
			}
			continue
		}
		n, ok := f.beginning(i)
		if !ok {
			if t := &f.tokens[i]; t.is(cPreposition) && t.isWord() {
				// "a spokesman for Acme Rail"; behind a comma comes the name.
				for i+1 < r.last && f.tokens[i+1].shape != sComma && !f.headsName(i+1, r) {
					i++
				}
			}
			continue
		}
		last := f.names[n].last
		i = last - 1
		if last < len(f.tokens) && last <= r.last && (f.clitic(last) || f.apostrophe(last)) && last < r.last {
			continue
		}
		if f.names[n].who >= 0 && f.names[n].last <= r.last {
			who = append(who, f.names[n].who)
		}
	}
	return who
}

// headsName reports whether the person named at the end of the phrase begins at token i,
// behind a noun in the plural that ends his role: "the director for public affairs [Jo
// Doe]".
func (f *finder) headsName(i int, r run) bool {
	n, ok := f.beginning(i)
	if !ok || f.names[n].last != r.last || f.names[n].who < 0 || f.names[n].last-f.names[n].first < 2 {
		return false
	}
	t := &f.tokens[i-1]
	return t.shape == sLower && len(f.form(t)) > 4 && hasSuffix(f.form(t), "s") && !t.is(cPerson|cPeople|cDet|cPossessive|cPreposition)
}

// who is whom a source names.
func (f *finder) who(r run, i int) speaker {
	t := &f.tokens[r.first]
	words := spaced(f.span(r).Of(f.text))
	if f.form(t) == "@" {
		return speaker{name: words, place: r.first}
	}
	if w := f.form(t); w == "who" || w == "which" {
		return f.pronoun(run{r.first, r.first + 1}, i, words)
	}
	if r.last-r.first == 1 && t.is(cPronoun) && !t.is(cDet) && !(t.is(cCountry) && t.shape == sUpper) {
		return f.pronoun(r, i, words)
	}
	head := f.beforeApposition(r)
	if f.language.code != "en" && f.headless(head) {
		return speaker{name: words, place: r.first}
	}
	who := f.namesIn(head)
	ends := len(who) > 0 && f.endsWithName(head)
	if len(who) > 1 && !f.joint(head) {
		who = who[len(who)-1:] // "Clinton campaign spokesman Brian Fallon"
	}
	if len(who) == 1 && !ends && !f.headed(head) {
		who = nil
	}
	if len(who) > 0 {
		s := f.entitySpeaker(who, r.first)
		if n := f.doubtful(head); n != nil && len(who) == 1 {
			s.name = f.join(f.tokens[n.core:n.last]) // the reader may see that it is not said who
		}
		return s
	}
	if n, ok := f.beginning(r.first); ok && f.names[n].who >= 0 && f.names[n].last == r.last+1 && f.tokens[r.last].is(cDay) {
		return f.entitySpeaker([]int{f.names[n].who}, r.first) // "Jeff Saturday said"
	}
	if r.last-r.first == 1 && t.is(cDay) {
		// "Saturday said", of a Jeff Saturday
		if same := f.byLast[segment.Fold(f.form(t))]; len(same) == 1 {
			return f.entitySpeaker(same, r.first)
		}
	}
	if who := f.byRole(r); who >= 0 {
		return f.entitySpeaker([]int{who}, r.first)
	}
	if s, ok := f.both(r, i); ok {
		return s
	}
	if name := f.knownRole(words); name != "" {
		return speaker{name: name, place: r.first}
	}
	return speaker{name: words, place: r.first}
}

// joint reports whether the phrase names several who speak together.
func (f *finder) joint(r run) bool {
	for i := r.first; i < r.last; i++ {
		if s := f.form(&f.tokens[i]); s == "and" || s == "&" || s == "or" || s == "und" {
			return true
		}
	}
	return false
}

// beforeApposition is the phrase without what is set off by a comma behind a
// name: "Andrew McCabe, a former deputy director". Lists of names stay whole, and
// so do roles with the name behind the comma.
func (f *finder) beforeApposition(r run) run {
	for i := r.first + 1; i+1 < r.last; i++ {
		if f.tokens[i].shape != sComma {
			continue
		}
		left := run{r.first, i}
		if t := &f.tokens[i+1]; i+2 < r.last && t.shape == sLower && !t.is(cPeople|cConjunction) && f.tokens[i+2].is(cPreposition) && f.endsWithName(left) {
			return left // "Roe, chair of the Lake and River department"
		}
		if f.joint(run{i + 1, r.last}) && !f.describes(run{i + 1, r.last}) {
			return r // "Turkey, the United Arab Emirates and Saudi Arabia"
		}
		if len(f.namesIn(left)) == 0 || !f.endsWithName(left) || f.describes(left) && !f.tokens[i-1].isName() {
			return r
		}
		if t := &f.tokens[i+1]; t.isName() && !t.is(cDet|cTitle|cPerson) && f.joint(r) && !f.describes(run{i + 1, r.last}) {
			return r // "Ann, Bob and Cid"
		}
		if f.describes(left) && f.tokens[i+1].isName() && f.tokens[left.first].is(cDet) {
			return r // "The president of Norland, Ida Holm"
		}
		return left
	}
	return r
}

// endsWithName reports whether the last words of the phrase are a name that is
// no possessor.
func (f *finder) endsWithName(r run) bool {
	for i := r.first; i < r.last; i++ {
		if n, ok := f.beginning(i); ok && f.names[n].last == r.last && f.names[n].who >= 0 {
			return true
		}
	}
	return f.tokens[r.last-1].shape == sBracketClose
}

// headed reports whether the one name in the phrase is its head: in "Trump
// lawyer", "Clinton campaign officials" it is not.
func (f *finder) headed(r run) bool {
	for i := r.first; i < r.last; i++ {
		if f.tokens[i].shape == sComma {
			return true
		}
		n, ok := f.beginning(i)
		if !ok {
			if f.tokens[i].is(cPreposition) {
				return true
			}
			continue
		}
		last := f.names[n].last
		if last < r.last {
			t := &f.tokens[last]
			if t.is(cHead|cTitle) || t.shape == sLower && t.word == nil {
				return false
			}
		}
		i = last - 1
	}
	return true
}

func (f *finder) entitySpeaker(who []int, place int) speaker {
	names := make([]string, len(who))
	for i, w := range who {
		names[i] = f.entities[w].name
	}
	var name string
	switch n := len(names); n {
	case 1:
		name = names[0]
	default:
		name = strings.Join(names[:n-1], ", ") + " and " + names[n-1]
	}
	return speaker{name: name, who: who, place: place}
}

// byRole finds the one person whose roles hold all words of the phrase: "the
// Iranian foreign minister".
func (f *finder) byRole(r run) int {
	first := segment.Fold(f.form(&f.tokens[r.first]))
	switch first {
	case "a", "an", "another", "one", "some", "any":
		return -1
	}
	var words []string
	head := false
	for i := r.first; i < r.last; i++ {
		t := &f.tokens[i]
		if !t.isWord() || t.is(cDet|cPreposition|cPossessive) || f.clitic(i) {
			continue
		}
		head = head || t.is(cPerson|cTitle)
		words = append(words, roleWord(segment.Fold(f.form(t))))
	}
	if !head || len(words) == 0 {
		return -1
	}
	best, place, fits := -1, -1, 0
	for i := range f.entities[:min(len(f.entities), 400)] {
		e := &f.entities[i]
		if e.sort != somebody || e.places[0] > r.first+200 {
			continue
		}
		ok := true
		for _, w := range words {
			if !slices.Contains(e.role, w) {
				ok = false
				break
			}
		}
		if !ok {
			continue
		}
		fits++
		at := lastBefore(e.places, r.first)
		if at > place {
			best, place = i, at
		}
	}
	if fits > 1 && len(words) < 2 && place < r.first-400 {
		return -1
	}
	return best
}

// lastBefore is the last of the ordered places before x, -1 if there is none.
func lastBefore(places []int, x int) int {
	i, _ := slices.BinarySearch(places, x)
	if i == 0 {
		return -1
	}
	return places[i-1]
}

// both resolves "the two presidents", "They" and the like to the two persons
// named last.
func (f *finder) both(r run, i int) (speaker, bool) {
	two, head := false, ""
	for k := r.first; k < r.last; k++ {
		t := &f.tokens[k]
		switch f.form(t) {
		case "two", "both":
			two = true
		}
		if t.is(cPeople) {
			head = segment.Fold(f.form(t))
		}
		if t.is(cCountry) && f.tokens[r.first].is(cDet) {
			two = true
		}
	}
	if !two || !strings.HasSuffix(head, "s") {
		return speaker{}, false
	}
	single := strings.TrimSuffix(head, "s")
	var who []int
	for k := len(f.entities) - 1; k >= 0 && k >= len(f.entities)-200; k-- {
		e := &f.entities[k]
		if e.sort == somebody && lastBefore(e.places, r.first) >= 0 && (slices.Contains(e.role, single) || head == "leaders" && slices.Contains(e.role, "president")) {
			who = append(who, k)
		}
	}
	if len(who) < 2 {
		return speaker{}, false
	}
	slices.SortStableFunc(who, func(a, b int) int {
		return lastBefore(f.entities[b].places, r.first) - lastBefore(f.entities[a].places, r.first)
	})
	who = who[:2]
	slices.Sort(who)
	return f.entitySpeaker(who, r.first), true
}
