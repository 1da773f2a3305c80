package briefing

import (
	"slices"
	"strings"

	"briefbot/briefing/dates"
	"briefbot/briefing/event"
	"briefbot/briefing/geo"
	"briefbot/briefing/phrase"
	"briefbot/corpus/segment"
	"briefbot/corpus/state"
)

// A premise is what a question takes for given: "Why did NAME resign?" takes it that
// NAME has resigned.
type premise struct {
	deed *deedWord
	verb string // the term of the question for it, "" where any verb will do
	// doer and patient are the terms of who did it and to whom, none where that is
	// asked for or nobody is named; others are further names that belong to it.
	doer, patient []string
	others        [][]string
	// about are further terms of what has the doer's name: "final" of "the NAME final".
	about []string
	// first is true where it is asked of the first time.
	first bool
	// ahead is true of what is to come, denied of what is said not to have been.
	ahead, denied bool
	// clause is the premise as a clause: "NAME resigned from the board".
	clause string
}

// premiseOf reads what a question with a question word, its word at, takes for
// given; nil where it takes no deed for given that has a name.
func (q *question) premiseOf(at int) *premise {
	words := q.words[at:]
	if len(words) < 3 || !whWords[words[0].Fold] || q.said {
		return nil
	}
	aux := slices.IndexFunc(words, func(w phrase.Token) bool { return auxiliaries[w.Fold] })
	verb := 1
	for verb < len(words) && (aux < 0 || verb < aux) && (deedAt(words, verb) == nil || nominal(words, verb)) {
		verb++
	}
	if verb < len(words) && (aux < 0 || verb < aux) {
		return q.premiseOfSubject(words, verb, verb)
	}
	if aux < 1 {
		return nil
	}
	if aux == 1 && words[0].Fold == "who" && words[1].Fold != "did" {
		i := aux + 1
		for i < len(words) && (adverbs[words[i].Fold] || words[i].Fold == "not") {
			i++
		}
		if i < len(words) && deedAt(words, i) != nil && (words[1].Fold == "has" || words[1].Fold == "have" || words[1].Fold == "had") {
			return q.premiseOfSubject(words, aux, i)
		}
	}
	return q.premiseOfDoer(words, aux)
}

// premiseOfSubject reads "who killed NAME": the subject of the verb is what is asked
// for.
func (q *question) premiseOfSubject(words []phrase.Token, from, verb int) *premise {
	p := &premise{deed: deedAt(words, verb), verb: deedStem(bare(words[verb].Word))}
	end := verb + 1
	for end < len(words) && !clauseEnds[words[end].Fold] {
		end++
	}
	object := words[verb+1 : end]
	for i, w := range object {
		if prepositions[w.Fold] {
			object = object[:i]
			break
		}
	}
	p.patient = capitalTerms(object)
	p.others = otherNames(words[verb+1+len(object) : end])
	if len(p.patient) == 0 && len(p.others) == 0 {
		return nil
	}
	subject := "anybody"
	switch words[0].Fold {
	case "which", "what":
		subject = "any " + strings.Join(wordsOf(words[1:from]), " ")
	case "how":
		subject = strings.Join(wordsOf(words[2:from]), " ")
	}
	p.clause = strings.Join(append([]string{subject}, wordsOf(words[verb:])...), " ")
	return p
}

// premiseOfDoer reads "when did NAME resign" and "why was NAME arrested", whose
// auxiliary is word aux.
func (q *question) premiseOfDoer(words []phrase.Token, aux int) *premise {
	p := &premise{}
	verb := aux + 2
	for ; verb < len(words) && verb < aux+deedReach; verb++ {
		if words[verb].Fold == "not" {
			p.denied = true
		}
		if prepositions[words[verb].Fold] || clauseEnds[words[verb].Fold] {
			return q.premiseOfAny(words, aux)
		}
		if deedAt(words, verb) != nil && !nominal(words, verb) {
			break
		}
	}
	if verb >= len(words) || verb == aux+deedReach {
		return q.premiseOfAny(words, aux)
	}
	if verb+1 < len(words) && takesPlace[words[verb+1].Fold] {
		return nil
	}
	p.deed, p.verb = deedAt(words, verb), deedStem(bare(words[verb].Word))
	a := words[aux].Fold
	subject := slices.Clone(words[aux+1 : verb])
	passive := a == "was" || a == "were" || a == "is" || a == "are"
	p.ahead = a == "is" || a == "are" || a == "will" || a == "would" || a == "can" || a == "could" || a == "may" || a == "might"
	auxiliary := []string{}
	for len(subject) > 0 {
		last := subject[len(subject)-1].Fold
		if last != "been" && last != "be" && last != "being" && last != "not" && last != "get" && !adverbs[last] {
			break
		}
		passive = passive || last == "be" || last == "been" || last == "being"
		if last == "get" { // "Why did NAME get fired?"
			passive, a, subject = true, "was", subject[:len(subject)-1]
			continue
		}
		p.first = p.first || last == "first"
		auxiliary = append([]string{last}, auxiliary...)
		subject = subject[:len(subject)-1]
	}
	head := subject
	if i := slices.IndexFunc(subject, func(w phrase.Token) bool {
		return (prepositions[w.Fold] || places[w.Fold]) && w.Fold != "of" && w.Fold != "for"
	}); i >= 0 {
		head = subject[:i] // "cities across NAME"
	}
	who := capitalTerms(head)
	if len(who) == 0 {
		return nil // "the board", of which there are many
	}
	tail := words[verb+1:]
	for i, w := range tail {
		if clauseEnds[w.Fold] {
			tail = tail[:i]
			break
		}
	}
	p.others = otherNames(tail)
	if p.deed == deeds[deedStem("become")] { // "When did NAME become speaker?"
		for _, w := range tail {
			if t := phrase.Stem(bare(w.Word)); t != "" && !segment.StopWord(w.Fold) && !phrase.Capital(w.Word) {
				p.about = append(p.about, t)
			}
		}
	}
	said := strings.Join(wordsOf(subject), " ")
	rest := strings.Join(wordsOf(words[verb+1:]), " ")
	if passive {
		p.patient = who
		p.clause = strings.Join(append(append([]string{said, a}, auxiliary...), words[verb].Word, rest), " ")
	} else {
		p.doer = who
		p.clause = strings.Join([]string{said, p.deed.did(words[verb].Word), rest}, " ")
		if a != "did" || p.denied {
			p.clause = strings.Join(append(append([]string{said, a}, auxiliary...), words[verb].Word, rest), " ")
		}
	}
	p.clause = strings.TrimSpace(p.clause)
	return p
}

// premiseOfAny reads a question for when, where, why or how whose verb is none of the
// deeds: then it is enough that a sentence with the name has the verb in some form.
func (q *question) premiseOfAny(words []phrase.Token, aux int) *premise {
	switch words[0].Fold {
	case "when", "where", "why", "how":
	default:
		return nil
	}
	a := words[aux].Fold
	if !q.alone || a != "did" && a != "was" && a != "were" {
		return nil
	}
	i := aux + 1
	for i < len(words) && words[i].Fold == "the" {
		i++
	}
	from := i
	for i < len(words) && phrase.Capital(words[i].Word) && !possessive(words[i].Word) {
		i++
	}
	who := capitalTerms(words[from:i])
	for i < len(words) && adverbs[words[i].Fold] {
		i++
	}
	if i >= len(words) || len(who) == 0 {
		return nil
	}
	v := words[i].Fold
	if phrase.Stem(v) == "" || segment.StopWord(v) || takesPlace[v] || prepositions[v] || a != "did" && !strings.HasSuffix(v, "ed") && !participles[v] ||
		a == "did" && i+1 < len(words) && !segment.StopWord(words[i+1].Fold) && !prepositions[words[i+1].Fold] && !phrase.Capital(words[i+1].Word) {
		return nil // perhaps a noun, and the verb is behind it
	}
	tail := words[i+1:]
	if end := slices.IndexFunc(tail, func(w phrase.Token) bool { return clauseEnds[w.Fold] }); end >= 0 {
		tail = tail[:end]
	}
	return &premise{
		deed: &deedWord{form: phrase.Stem(v)}, doer: who, others: otherNames(tail),
		clause: strings.Join(append(append(wordsOf(words[from:i]), a), wordsOf(words[i:])...), " "),
	}
}

var participles = phrase.Set("taken seen made held found built told given sent shown written born sold thrown broken stolen hit cut sworn caught")

// deedReach is how many words behind its auxiliary a verb may stand.
const deedReach = 9

// nominal reports whether word i is a noun there: "the recall", "its merger".
func nominal(words []phrase.Token, i int) bool {
	if i == 0 {
		return false
	}
	before := words[i-1].Fold
	return before == "the" || before == "a" || before == "an" || before == "of" || before == "his" || before == "her" || before == "their" ||
		before == "its" || before == "this" || before == "that" || bare(words[i-1].Word) != words[i-1].Word
}

// capitalTerms are the terms of the capitalised words, a state by the one name that
// it has in package state: what the US left the United States left.
func capitalTerms(words []phrase.Token) []string {
	var terms []string
	for i, w := range words {
		switch s := stateAt(words, i); {
		case s != "":
			terms = append(terms, s)
		case i > 0 && words[i-1].Fold == "united" && stateAt(words, i-1) != "":
			// said
		case phrase.Capital(w.Word) && !dates.Name(w.Fold):
			terms = append(terms, segment.Terms(nil, bare(w.Word))...)
		}
	}
	return terms
}

// stateNamed is the state that is all of a name, "" for none and for a capital.
func stateNamed(name string) string {
	if state.Capital(segment.Fold(name)) {
		return ""
	}
	return geo.StateNamed(name)
}

// stateAt is the state that word i names, with the next one or alone, "" for none; a
// capital is a place, which what is told of its state need not be about.
func stateAt(words []phrase.Token, i int) string {
	if state.Capital(words[i].Fold) {
		return ""
	}
	next := ""
	if i+1 < len(words) {
		next = words[i+1].Fold
	}
	return geo.StateAt(words[i], next)
}

// otherNames are the runs of capitalised words.
func otherNames(words []phrase.Token) [][]string {
	var names [][]string
	var run []phrase.Token
	end := func() {
		if terms := capitalTerms(run); len(terms) > 0 {
			names = append(names, terms)
		}
		run = nil
	}
	for _, w := range words {
		if !phrase.Capital(w.Word) {
			end()
			continue
		}
		run = append(run, w)
	}
	end()
	return names
}

var (
	whWords    = phrase.Set("who whom why when where how which what whose")
	clauseEnds = phrase.Set("and or but after before when while because if that who which during since until according")
	places     = phrase.Set("across over near within between among around behind along off outside inside during")
	takesPlace = phrase.Set("happen occur take begin start affect cause mean end")
)

// tellsPremise reports whether a sentence tells what the question takes for given.
func (a *asked) tellsPremise(s *sentence) bool { return a.premiseAt(s) >= 0 }

// premiseAt is the word of a sentence that tells what the question takes for given, -1
// where none does.
func (a *asked) premiseAt(s *sentence) int {
	p := a.question.premise
	r := roles{asked: a, sentence: s, terms: a.stateTerms(s)}
	for _, name := range p.others {
		if !r.near(name) {
			return -1
		}
	}
	if !a.ofYear(s) {
		return -1
	}
	for i := range s.words {
		if !p.deed.tells(s.words, i) || s.clause.read[i] || p.first && anew(s.words, i) || !p.ahead && !isAnnounced(s.words) && (a.question.wants != someReason || !promised(s.words, i)) && (wished(s.words, i) || event.Unreal(s.words, i) || contradicted(s.words, i)) {
			continue
		}
		switch {
		case p.deed.form == "" && len(p.about) > 0 && !r.mentions(p.about, r.terms[i:]):
		case p.deed.form != "":
			if r.near(p.doer) && r.mentions(p.about, append(slices.Clone(r.terms), s.before...)) {
				return i
			}
		case len(p.doer) > 0 && (r.does(p.doer, i) || p.deed.either && r.suffers(p.doer, i)),
			len(p.patient) > 0 && r.suffers(p.patient, i),
			len(p.doer) == 0 && len(p.patient) == 0:
			return i
		}
	}
	return -1
}

// stateTerms are the terms of a sentence's words, a state by the one name that it has.
func (a *asked) stateTerms(s *sentence) []string {
	terms := make([]string, len(s.words))
	for i, w := range s.words {
		if terms[i] = stateAt(s.words, i); terms[i] == "" {
			terms[i] = phrase.Stem(bare(w.Word))
		}
	}
	return terms
}

// contradicted reports whether "didn't" or the like stands right before word i.
func contradicted(words []phrase.Token, i int) bool {
	return slices.ContainsFunc(words[max(0, i-2):i], func(w phrase.Token) bool {
		return strings.HasSuffix(w.Fold, "n't") || strings.HasSuffix(w.Fold, "n’t")
	})
}

// untold is what the question takes for given and nothing that was found tells, ""
// where there is no such thing.
func (a *asked) untold() string {
	p := a.question.premise
	if p == nil || p.denied || a.support.Outlets {
		return ""
	}
	if slices.ContainsFunc(a.found, func(s sentence) bool { return s.tells }) {
		return ""
	}
	return p.clause
}

// anew reports whether what word i tells was done before: "became speaker again".
func anew(words []phrase.Token, i int) bool {
	return slices.ContainsFunc(words[i:min(len(words), i+5)], func(w phrase.Token) bool { return w.Fold == "again" })
}

// promised reports whether "will" stands right before word i.
func promised(words []phrase.Token, i int) bool {
	return i > 0 && words[i-1].Fold == "will" || i > 1 && words[i-2].Fold == "will" && adverbs[words[i-1].Fold]
}

// isAnnounced reports whether a sentence tells of something announced, which is to
// come and is news all the same.
func isAnnounced(words []phrase.Token) bool {
	return slices.ContainsFunc(words, func(w phrase.Token) bool { return strings.HasPrefix(w.Fold, "announc") })
}
