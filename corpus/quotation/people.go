package quotation

import (
	"slices"
	"strings"

	"briefbot/corpus/segment"
)

type gender uint8

const (
	unknownGender gender = iota
	masculine
	feminine
)

type sort uint8

const (
	unknownSort sort = iota
	somebody
	body
	state
)

// An entity is somebody, or a body, that the text names.
type entity struct {
	name     string   // the fullest form, without titles
	parts    []string // its words, folded
	suffix   string   // jr, sr, iii: who differ in it are different people
	sort     sort
	gender   gender
	roles    []string
	role     []string // folded words of the roles
	mentions []Span
	// places are the tokens at which the mentions begin, in order.
	places []int
	// located counts the mentions behind "in" and the like, acting those as a
	// subject or with a title.
	located, acting int
	// described is true of a name whose first word may be none of it.
	described bool
	// alone counts the mentions by the surname alone; paragraph is that of the last
	// mention by the reporter, subject the token of the last one in full that is a subject; heading and
	// kin say that a heading has his name in full, and that he came into the text as
	// somebody's relative.
	alone, paragraph, subject int
	heading, kin              bool
	// plain is true of one whose name the text has had in full without a suffix.
	plain bool
}

// A registry holds the entities of one text.
type registry struct {
	entities []entity
	byLast   map[string][]int // by last word
	byWord   map[string][]int // by any other word of the name
}

// register enters the name and sets its entity.
func (f *finder) register(n *name) {
	if n.last-n.core > 3 && f.paragraphs[n.paragraph].heading || n.last-n.core > 4 && !f.joinedName(n) {
		return // a headline's words, not a name
	}
	tokens := f.tokens[n.core:n.last]
	titles := f.tokens[n.first:n.core]
	if len(tokens) == 0 {
		return // a title alone: a role
	}
	parts := f.nameParts(tokens)
	whose := f.whose(n)
	if whose != "" {
		parts = append([]string{roleWord(segment.Fold(strings.TrimRight(whose, "'’s ")))}, parts...)
	} else if len(parts) > 1 && f.tokens[n.last-1].is(cBody) && tokens[0].is(cDemonym) {
		parts[0] = roleWord(parts[0])
	}
	suffix := nameSuffix(segment.Fold(f.form(&tokens[len(tokens)-1])))
	g, titled := f.titleGender(titles)
	s := f.sortOf(n, tokens)
	if titled && s != body {
		s = somebody
	}
	if s == somebody && g == unknownGender {
		g = givenGender(tokens)
	}
	who := f.match(parts, suffix, g, s, n)
	if who < 0 {
		who = len(f.entities)
		f.entities = append(f.entities, entity{name: whose + f.called(titles, tokens), parts: parts, suffix: suffix, described: f.described(tokens)})
		last := parts[len(parts)-1]
		f.byLast[last] = append(f.byLast[last], who)
		for _, w := range parts[:len(parts)-1] {
			f.byWord[w] = append(f.byWord[w], who)
		}
	}
	e := &f.entities[who]
	if n := len(parts) - 1; n > 1 && slices.Equal(parts[1:], e.parts) && f.described(tokens) {
		tokens, parts = tokens[1:], parts[1:]
	} else if len(e.parts) == len(parts)+1 && len(parts) > 1 && e.described && slices.Equal(e.parts[1:], parts) {
		e.name, e.parts, e.described = f.called(titles, tokens), parts, false
	}
	if len(parts) > len(e.parts) && (len(parts) <= 4 || e.sort != somebody) {
		for _, w := range parts[:len(parts)-1] {
			if !contains(f.byWord[w], who) {
				f.byWord[w] = append(f.byWord[w], who)
			}
		}
		if last := parts[len(parts)-1]; !contains(f.byLast[last], who) {
			f.byLast[last] = append(f.byLast[last], who)
		}
		e.name, e.parts, e.described = whose+f.called(titles, tokens), parts, f.described(tokens)
	} else if len(titles) > 0 && e.name == f.join(tokens) {
		e.name = f.called(titles, tokens)
	}
	if e.suffix == "" && suffix != "" {
		e.suffix = suffix
		if len(parts) == len(e.parts) {
			title, _, _ := strings.Cut(e.name, " ")
			if e.name = f.called(titles, tokens); regal[title] && !regal[strings.Fields(e.name)[0]] {
				e.name = title + " " + e.name
			}
		}
	}
	if e.sort == unknownSort || s == somebody && e.sort != state {
		if s != unknownSort {
			e.sort = s
		}
	}
	if e.gender == unknownGender {
		e.gender = g
	}
	if len(titles) > 0 {
		from := titles[0].start
		if i := n.first - 2; i >= 0 && f.clitic(i+1) && f.tokens[i].is(cCountry) && i >= f.paragraphs[n.paragraph].first {
			from = f.tokens[i].start // "Turkey’s Foreign Minister"
		}
		if i := n.first - 1; i >= f.paragraphs[n.paragraph].first && (f.form(&f.tokens[i]) == "former" || f.form(&f.tokens[i]) == "then") {
			from = f.tokens[i].start
		}
		f.addRole(e, f.text[from:titles[len(titles)-1].end])
	}
	e.mentions = append(e.mentions, at(int(f.tokens[n.first].start), int(f.tokens[n.last-1].end)))
	e.places = append(e.places, n.first)
	if f.tokens[n.first].region < 0 {
		e.paragraph = n.paragraph
	}
	e.plain = e.plain || len(parts) > 1 && suffix == ""
	switch {
	case len(parts) == 1:
		if parts[0] == e.parts[len(e.parts)-1] {
			e.alone++
		}
	case f.paragraphs[n.paragraph].heading:
		e.heading = true
	case f.subjectLike(n):
		e.subject = n.first
	}
	if len(e.places) == 1 {
		e.kin = f.introduced(n)
	}
	if n.first > 0 {
		switch f.form(&f.tokens[n.first-1]) {
		case "in", "In", "at", "At", "near", "across", "Across", "throughout", "around":
			e.located++
		}
	}
	if len(titles) > 0 || f.subjectLike(n) {
		e.acting++
	}
	n.who = who
}

// called is the name of somebody with the title without which he is called by a given
// name alone: "Queen Astrid II", "Pope Leo".
func (f *finder) called(titles, tokens []token) string {
	if n := len(titles); n > 0 && regal[f.form(&titles[n-1])] && (len(tokens) == 1 || len(tokens) == 2 && numeral(f.form(&tokens[1]))) {
		return f.join(append(titles[n-1:n:n], tokens...))
	}
	return f.join(tokens)
}

// whose is the state that stands before a body's name as its possessor, "" for none,
// with a blank behind it: "Norland's Foreign Ministry" is not the only one.
func (f *finder) whose(n *name) string {
	i := n.first - 2
	if i < f.paragraphs[n.paragraph].first || n.first != n.core || !f.clitic(i+1) || !f.tokens[i].is(cCountry) {
		return ""
	}
	if last := &f.tokens[n.last-1]; !last.is(cBody) || last.is(cTitle|cPerson|cPeople) {
		return ""
	}
	return f.join(f.tokens[i:i+2]) + " "
}

// regal are titles that stand before a given name.
var regal = map[string]bool{
	"King": true, "Queen": true, "Prince": true, "Princess": true, "Pope": true, "Sultan": true, "Emir": true, "Sheikh": true,
}

// numeral reports whether the word is a Roman number, as behind a monarch's name.
func numeral(s string) bool { return s != "" && strings.Trim(s, "IVX") == "" }

func contains(list []int, x int) bool {
	for _, y := range recent(list) {
		if x == y {
			return true
		}
	}
	return false
}

func (f *finder) nameParts(tokens []token) []string {
	parts := make([]string, 0, len(tokens))
	for i := range tokens {
		w := segment.Fold(f.form(&tokens[i]))
		if len(parts) > 0 && nameSuffix(w) != "" {
			continue
		}
		parts = append(parts, w)
	}
	return parts
}

// nameSuffix is the word without its stop if it tells father from son.
func nameSuffix(w string) string {
	switch w = strings.Trim(w, "."); w {
	case "jr", "sr", "ii", "iii", "iv":
		return w
	}
	return ""
}

// join is the text of the tokens with single spaces.
func (f *finder) join(tokens []token) string {
	s := f.text[tokens[0].start:tokens[len(tokens)-1].end]
	if strings.ContainsAny(s, "\n\t\u00a0") || strings.Contains(s, "  ") {
		s = spaced(s)
	}
	return s
}

// match finds the entity that a name of these parts names, -1 if it is a new
// one: the same name, a shorter form of one, or a longer one. Where several
// fit, gender decides; then, of those who bear a surname, what namesake says, else
// which was named last.
func (f *finder) match(parts []string, suffix string, g gender, s sort, n *name) int {
	last := parts[len(parts)-1]
	best, bestPlace := -1, -1
	var fits []int
	consider := func(who int) {
		e := &f.entities[who]
		if g != unknownGender && e.gender != unknownGender && g != e.gender {
			return
		}
		if suffix != "" && e.suffix != "" && suffix != e.suffix {
			return
		}
		if (suffix == "jr" || suffix == "sr") && e.suffix == "" && len(e.parts) > 1 && len(parts) > 1 && e.plain {
			return // father and son
		}
		if s == state && e.sort == somebody || s == somebody && e.sort == state {
			return
		}
		if !compatible(parts, e.parts) {
			return
		}
		if len(parts) == 1 && len(e.parts) > 1 && e.sort == body && s != body {
			return
		}
		fits = append(fits, who)
		if place := e.places[len(e.places)-1]; place > bestPlace {
			best, bestPlace = who, place
		}
	}
	for _, who := range recent(f.byLast[last]) {
		consider(who)
	}
	if best < 0 && len(parts) == 1 {
		// A given name alone, or a name used in another order.
		for _, who := range recent(f.byWord[last]) {
			if e := &f.entities[who]; e.sort == somebody && e.parts[0] == last {
				consider(who)
			}
		}
	}
	nobody := func(who int) bool { return f.entities[who].sort == body || f.entities[who].sort == state }
	switch {
	case len(fits) < 2:
	case len(parts) > 1:
		for _, who := range fits {
			if e := &f.entities[who]; e.suffix == suffix && slices.Equal(e.parts, parts) {
				return who
			}
		}
	case !slices.ContainsFunc(fits, nobody):
		best, n.doubtful = f.namesake(fits, n)
	}
	return best
}

// recent bounds how many namesakes are looked at, so that a text of nothing but
// namesakes stays linear.
func recent(list []int) []int { return list[max(0, len(list)-16):] }

// compatible reports whether one name is a shorter form of the other: all words
// of the shorter occur in the longer, in order; initials stand for words.
func compatible(a, b []string) bool {
	if len(a) > len(b) {
		a, b = b, a
	}
	i := 0
	for _, w := range b {
		if i < len(a) && (a[i] == w || initial(a[i], w) || initial(w, a[i])) {
			i++
		}
	}
	return i == len(a) || len(a) == len(b) && len(a) > 2 && a[len(a)-1] == b[len(b)-1] && a[0] == b[0]
}

func initial(a, w string) bool {
	return len(a) == 2 && a[1] == '.' && len(w) > 0 && w[0] == a[0]
}

// people lists the entities as the package reports them.
func (f *finder) people() []Person {
	var out []Person
	for i := range f.entities {
		e := &f.entities[i]
		if e.sort == unknownSort && len(e.mentions) == 0 {
			continue
		}
		out = append(out, Person{Name: e.name, Roles: e.roles, Mentions: e.mentions})
	}
	return out
}

// spaced is s with single spaces for all white space, and none at the ends.
func spaced(s string) string {
	blank := true
	for i := range len(s) {
		switch c := s[i]; {
		case c >= 0x80, c < ' ', c == ' ' && blank:
			return strings.Join(strings.Fields(s), " ")
		default:
			blank = c == ' '
		}
	}
	if blank && s != "" {
		return s[:len(s)-1]
	}
	return s
}
