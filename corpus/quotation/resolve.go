package quotation

import (
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

// lookBack is how many mentions before a pronoun are considered.
const lookBack = 24

// describe notes the descriptions that stand beside names: "Abbas Araghchi,
// Iran's foreign minister", "the president of Iran, Masoud Pezeshkian".
func (f *finder) describe() {
	for i := range f.names {
		n := &f.names[i]
		if n.who < 0 {
			continue
		}
		e := &f.entities[n.who]
		p := &f.paragraphs[n.paragraph]
		lo, end := p.first, p.first+len(p.tokens)
		if n.last+1 < end && f.tokens[n.last].shape == sComma {
			a := f.phraseAfter(n.last+1, end)
			if !a.empty() && a.last < end && !f.tokens[a.last].isWord() && f.describes(a) {
				f.noteRole(e, a)
			}
		}
		if n.first-1 > lo && f.tokens[n.first-1].shape == sComma && n.first == n.core {
			a := f.phraseBefore(n.first-1, lo)
			if !a.empty() && f.describes(a) && f.tokens[n.first].sentence == f.tokens[a.first].sentence {
				f.noteRole(e, a)
			}
		}
		if n.first > lo && n.first == n.core && f.tokens[n.first-1].is(cPerson|cMasculineNoun|cFeminineNoun) && !f.tokens[n.first-1].isName() {
			f.noteRole(e, f.phraseBefore(n.first, lo))
		}
	}
}

func (f *finder) describes(a run) bool {
	for i := a.first; i < a.last; i++ {
		t := &f.tokens[i]
		if t.is(cPerson | cMasculineNoun | cFeminineNoun) {
			return true
		}
		if t.is(cPreposition) {
			return false
		}
	}
	return false
}

func (f *finder) noteRole(e *entity, a run) {
	s := f.span(a)
	f.addRole(e, strings.Join(strings.Fields(s.Of(f.text)), " "))
	if e.sort == unknownSort {
		e.sort = somebody
	}
	for i := a.first; i < a.last; i++ {
		t := &f.tokens[i]
		switch {
		case t.is(cMasculineNoun):
			e.gender = masculine
		case t.is(cFeminineNoun):
			e.gender = feminine
		}
	}
}

// floating adds the quotations of the paragraph that no statement holds and that
// plainly belong to one: the second part of a split quotation, a quotation that
// follows a statement of the same paragraph.
func (f *finder) floating(index, base int) {
	p := &f.paragraphs[index]
	if len(p.regions) == 0 {
		return
	}
	held := make([]bool, len(p.regions))
	for i := base; i < len(f.statements); i++ {
		s := &f.statements[i]
		for k := s.content.first; k < s.content.last; k++ {
			if r := f.tokens[k].region; r >= 0 {
				held[r] = true
			}
		}
	}
	end := p.first + len(p.tokens)
	for k := p.first; k < end; k++ {
		t := &f.tokens[k]
		if t.shape != sOpen || held[t.region] {
			continue
		}
		j := f.regionEnd(k, end)
		like := -1
		for i := len(f.statements) - 1; i >= base; i-- {
			s := &f.statements[i]
			if s.content.last <= k && !s.source.empty() {
				like = i
				break
			}
		}
		if like >= 0 && f.coordinated(k) && f.statements[like].content.first >= p.first && f.tokens[f.statements[like].content.first].shape == sOpen {
			// “historic” and “long overdue”
			s := statement{content: run{k, j}, paragraph: index, like: like}
			s.source, s.cue, s.inherited = f.statements[like].source, f.statements[like].cue, f.statements[like].inherited
			f.statements = append(f.statements, s)
			held[t.region] = true
			continue
		}
		sentenceStart := k == p.first || f.tokens[k-1].sentence != t.sentence || !f.tokens[k-1].isWord()
		if j-k >= 5 && sentenceStart {
			switch {
			case like >= 0:
				s := statement{content: run{k, j}, paragraph: index, like: like}
				s.source, s.cue, s.inherited = f.statements[like].source, f.statements[like].cue, true
				f.statements = append(f.statements, s)
			case k == p.first && index > 0 && f.signature(p, j).empty():
				f.continued(index, base, run{k, j})
			case !f.signature(p, j).empty():
				f.statements = append(f.statements, statement{content: run{k, j}, paragraph: index, like: -1})
			case k > p.first && f.tokens[k-1].shape == sStop && f.tokens[j-2].shape == sStop:
				// "Lucy Grant shook her head. “Not in my lifetime.”"
				if r := f.subjectAhead(p, k); !r.empty() && f.tokens[r.first].isName() && f.subjectVerb(r) {
					f.statements = append(f.statements, statement{content: run{k, j}, paragraph: index, source: r, inherited: true, like: -1})
				}
			}
		}
	}
	slices.SortStableFunc(f.statements[base:], func(a, b statement) int { return a.content.first - b.content.first })
}

// coordinated reports whether the quotation that opens at k goes on in the list
// of the one before it: “a” and “b”.
func (f *finder) coordinated(k int) bool {
	if k < 2 {
		return false
	}
	i := k - 1
	if s := f.form(&f.tokens[i]); s == "and" || s == "or" {
		i--
	}
	if i < k-1 && f.tokens[i].shape == sComma {
		i--
	}
	return i > 0 && i < k-1 && f.tokens[i].shape == sClose
}

// subjectVerb reports whether a verb follows the phrase, so that it is a
// subject.
func (f *finder) subjectVerb(r run) bool {
	if r.last >= len(f.tokens) {
		return false
	}
	t := &f.tokens[r.last]
	return t.shape == sLower && !t.is(cPreposition|cConjunction|cSubordinator|cPossessive|cDet) && !f.clitic(r.last)
}

// continued adds a quotation that opens a paragraph and has no speaker there: it
// goes on from the paragraph before.
func (f *finder) continued(index, base int, r run) {
	if base == 0 {
		return
	}
	s := &f.statements[base-1]
	if s.paragraph != index-1 || s.source.empty() {
		return
	}
	n := statement{content: r, paragraph: index, like: base - 1, inherited: true, source: s.source}
	f.statements = append(f.statements, n)
}

// resolve finds out of each statement who its source is.
func (f *finder) resolve() {
	for i := range f.statements {
		s := &f.statements[i]
		if s.source.empty() {
			continue
		}
		s.who = f.who(s.source, i)
	}
}

// index lists at each token the name that begins there.
func (f *finder) index() {
	f.nameAt = make(map[int]int, len(f.names))
	for i := range f.names {
		f.nameAt[f.names[i].first] = i
	}
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
		n, ok := f.nameAt[i]
		if !ok {
			if t := &f.tokens[i]; t.is(cPreposition) && t.isWord() {
				// "a spokesman for Acme Rail"; behind a comma comes the name.
				for i+1 < r.last && f.tokens[i+1].shape != sComma {
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

func (f *finder) who(r run, i int) speaker {
	t := &f.tokens[r.first]
	words := strings.Join(strings.Fields(f.span(r).Of(f.text)), " ")
	if w := f.form(t); w == "who" || w == "which" {
		return f.pronoun(run{r.first, r.first + 1}, i, words)
	}
	if r.last-r.first == 1 && t.is(cPronoun) && !t.is(cDet) && !(t.is(cCountry) && t.shape == sUpper) {
		return f.pronoun(r, i, words)
	}
	who := f.namesIn(r)
	if len(who) > 1 && !f.joint(r) {
		who = who[len(who)-1:] // "Clinton campaign spokesman Brian Fallon"
	}
	if len(who) == 1 && !f.headed(r, who[0]) {
		who = nil
	}
	if len(who) > 0 {
		return f.entitySpeaker(who, r.first)
	}
	if who := f.byRole(r); who >= 0 {
		return f.entitySpeaker([]int{who}, r.first)
	}
	if s, ok := f.both(r, i); ok {
		return s
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

// headed reports whether the one name in the phrase is its head: in "Trump
// lawyer", "Clinton campaign officials" it is not.
func (f *finder) headed(r run, _ int) bool {
	for i := r.first; i < r.last; i++ {
		if f.tokens[i].shape == sComma {
			return true
		}
		n, ok := f.nameAt[i]
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
	if first == "a" || first == "an" {
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

// pronoun resolves a pronoun: the speaker of the last statement if it fits, else
// the last named person that fits, subjects before others.
func (f *finder) pronoun(r run, i int, words string) speaker {
	t := &f.tokens[r.first]
	switch {
	case t.is(cFirst):
		return speaker{name: words, place: r.first}
	case t.is(cMasculine):
		return f.antecedent(r, i, masculine, somebody, words)
	case t.is(cFeminine):
		return f.antecedent(r, i, feminine, somebody, words)
	case t.is(cNeuter):
		return f.antecedent(r, i, unknownGender, body, words)
	case t.is(cPlural):
		for k := i - 1; k >= 0 && k >= i-3; k-- {
			if s := &f.statements[k]; s.who.name != "" && (len(s.who.who) != 1 || f.entities[s.who.who[0]].sort != somebody) && s.paragraph >= f.statements[i].paragraph-1 {
				return speaker{name: s.who.name, who: s.who.who, place: r.first}
			}
		}
		if a := f.subjectAhead(&f.paragraphs[f.statements[i].paragraph], f.sentenceStart(r.first)); !a.empty() && f.pluralSubject(a) {
			return f.who(a, i)
		}
		return speaker{name: words, place: r.first}
	}
	// who, which: what stands before it.
	if r.first > 0 {
		k := r.first
		if f.tokens[k-1].shape == sComma {
			k--
		}
		p := f.phraseBefore(k, f.paragraphs[f.statements[i].paragraph].first)
		first := f.paragraphs[f.statements[i].paragraph].first
		if !p.empty() && p.first > first && f.tokens[p.first-1].is(cAdverb) {
			p.first-- // "Roe, now the leader, who"
		}
		if !p.empty() && p.last <= r.first && !(p.last-p.first == 1 && f.tokens[p.first].is(cPronoun)) {
			s := f.who(p, i)
			if len(s.who) == 0 && p.first-1 > first && f.tokens[p.first-1].shape == sComma {
				// "Roe, now the leader, who in 2010 said"
				if o := f.phraseBefore(p.first-1, first); !o.empty() && f.tokens[o.first].isName() {
					return f.who(o, i)
				}
			}
			return s
		}
	}
	return speaker{name: words, place: r.first}
}

// antecedent is the entity that a singular pronoun stands for.
func (f *finder) antecedent(r run, i int, g gender, s sort, words string) speaker {
	type candidate struct {
		who   int
		score float64
	}
	best := candidate{-1, -1e9}
	// Whoever spoke last is the likeliest to go on.
	spoke := [2]int{-1, -1}
	spokeWhere := [2]int{}
	for k, n := i-1, 0; k >= 0 && n < 2 && k > i-6; k-- {
		x := &f.statements[k]
		if len(x.who.who) != 1 || x.content.first > r.first || n == 1 && x.who.who[0] == spoke[0] {
			continue
		}
		spoke[n], spokeWhere[n] = x.who.who[0], x.paragraph
		n++
	}
	sentence := f.sentenceStart(r.first)
	p := f.statements[i].paragraph
	seen := map[int]bool{}
	k, _ := slices.BinarySearchFunc(f.names, r.first, func(n name, x int) int { return n.first - x })
	for n := 0; n < lookBack && k > 0; n++ {
		k--
		m := &f.names[k]
		if m.who < 0 || seen[m.who] || f.paragraphs[m.paragraph].Region == Caption {
			continue
		}
		seen[m.who] = true
		e := &f.entities[m.who]
		if !fits(e, g, s) {
			continue
		}
		score := -float64(n) * 0.5
		score -= 1.5 * float64(p-m.paragraph)
		if g != unknownGender && e.gender == g {
			score++
		}
		if s == body && e.sort != unknownSort {
			score++
		}
		if f.subjectLike(m) {
			score += 2
		}
		if m.last < len(f.tokens) && (f.clitic(m.last) || f.apostrophe(m.last)) {
			score--
		}
		if m.first > 0 && f.tokens[m.first-1].is(cPreposition) {
			score--
		}
		if f.tokens[m.first].region >= 0 {
			score -= 4
		}
		if s == somebody && 2*e.located > e.acting {
			score -= 3
		}
		if m.first == e.places[0] && len(e.parts) > 1 && len(e.roles) > 0 {
			score++ // introduced here
		}
		if s == body && !f.subjectLike(m) {
			score--
		}
		if f.paragraphs[m.paragraph].heading {
			score -= 2
		}
		if m.first >= sentence && f.tokens[m.first].region < 0 {
			score += 0.5
		}
		if best.who < 0 || score > best.score {
			best = candidate{m.who, score}
		}
	}
	for n, w := range spoke {
		if w < 0 || !fits(&f.entities[w], g, s) {
			continue
		}
		score := 3.2 - 1.5*float64(n) - 1.2*float64(p-spokeWhere[n])
		if e := &f.entities[w]; s == somebody && 2*e.located > e.acting {
			score -= 3
		}
		if g != unknownGender && f.entities[w].gender == g {
			score++
		}
		if best.who < 0 || score > best.score {
			best = candidate{w, score}
		}
	}
	if s == body && i > 0 {
		// "the article read … it added"
		x := &f.statements[i-1]
		if len(x.who.who) == 0 && x.who.name != "" && !x.source.empty() && p-x.paragraph <= 1 && f.tokens[x.source.last-1].is(cBody|cAttribution) {
			return speaker{name: x.who.name, place: r.first}
		}
	}
	if best.who < 0 {
		return speaker{name: words, place: r.first}
	}
	e := &f.entities[best.who]
	if e.gender == unknownGender && e.sort != body && e.sort != state {
		e.gender = g
	}
	return f.entitySpeaker([]int{best.who}, r.first)
}

func fits(e *entity, g gender, s sort) bool {
	if s == body {
		return e.sort != somebody
	}
	if e.sort == body || e.sort == state {
		return false
	}
	return g == unknownGender || e.gender == unknownGender || e.gender == g
}

func (f *finder) sentenceStart(i int) int {
	s := f.tokens[i].sentence
	k := i
	for k > 0 && i-k < 200 && f.tokens[k-1].sentence == s {
		k--
	}
	return k
}

// subjectLike reports whether the name stands where subjects do: first in its
// sentence, or before a verb.
func (f *finder) subjectLike(n *name) bool {
	if n.first == 0 || f.tokens[n.first-1].sentence != f.tokens[n.first].sentence {
		return true
	}
	if n.last < len(f.tokens) {
		t := &f.tokens[n.last]
		return t.is(cAux|cFinite) && !f.clitic(n.last) || t.is(cVerb) && t.is(cPast|cThird) || t.shape == sLower && t.word == nil && hasSuffix(f.form(t), "ed")
	}
	return false
}
