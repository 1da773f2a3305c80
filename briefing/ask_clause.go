package briefing

import (
	"slices"
	"strings"

	"briefbot/briefing/entail"
	"briefbot/briefing/geo"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// A clauseAsked is what a question asks about as a clause: who does what to whom.
type clauseAsked struct {
	entail.Query
	deed            *deedWord // the deed that its verb is of, nil for none
	subject, object []partyAsked
	// others are the stems of further verbs of the question: of "vote to ban", "ban".
	others []string
}

// A partyAsked is whom or what a clause that is asked about has for one of its parties.
type partyAsked struct {
	name  []string // the terms of its name, none where it has none
	terms []string // its other terms
	state bool
	head  string // the stem of its last word, "" where that is of its name
}

// clauseAsked reads the clause that the question asks about, nil for none that can be
// read.
func (q *question) clauseAsked(text string) *clauseAsked {
	if q.said && !q.atAll() || q.wants == someStance || q.confirmed || q.denied != "" {
		return nil
	}
	read, ok := entail.Ask(text)
	if !ok {
		return nil
	}
	c := &clauseAsked{Query: read}
	if q.wants == sometime || q.wants == somewhere && c.Gap == entail.ObjectGap {
		c.Gap = entail.NoGap // "Which year did the mill close?"
	}
	words := phrase.Tokens(read.Text, segment.Span{End: len(read.Text)})
	if i := slices.IndexFunc(words, func(w phrase.Token) bool { return w.Start == read.At.Start }); i >= 0 {
		c.deed = deedAt(words, i)
	}
	if c.deed != nil && c.deed.turns {
		c.deed = nil
	}
	for _, p := range read.Subject {
		c.subject = append(c.subject, askedParty(read.Text, p))
	}
	for _, p := range read.Object {
		c.object = append(c.object, askedParty(read.Text, p))
	}
	for _, other := range entail.Clauses(read.Text, nil) {
		if other.At.Start > read.At.Start {
			c.others = append(c.others, phrase.Stem(other.At.Of(read.Text)))
		}
	}
	return c
}

// premise is what a question for when, where or why takes for given by its clause, nil
// where that has no name in it.
func (c *clauseAsked) premise() *premise {
	words := phrase.Tokens(c.Text, segment.Span{Start: c.At.Start, End: len(c.Text)})
	if len(words) == 0 || takesPlace[words[0].Fold] || len(c.subject)+len(c.object) == 0 {
		return nil
	}
	p := &premise{deed: &deedWord{form: phrase.Stem(words[0].Word)}, clause: c.Text, ahead: c.Standing == entail.Ahead}
	for _, party := range slices.Concat(c.subject, c.object) {
		switch {
		case len(party.name) == 0:
		case p.doer == nil:
			p.doer, p.about = party.name, party.terms
		default:
			p.others = append(p.others, party.name)
		}
	}
	if p.doer == nil || p.deed.form == "" {
		return nil
	}
	return p
}

// askedParty reads a party of the question's clause.
func askedParty(text string, p entail.Party) partyAsked {
	words := phrase.Tokens(text, p.Span)
	asked := partyAsked{name: capitalTerms(words)}
	if head := p.Head.Of(text); !phrase.Capital(head) {
		asked.head = phrase.Stem(head)
	}
	for i := range words {
		asked.state = asked.state || stateAt(words, i) != ""
	}
	for _, t := range segment.Terms(nil, p.Span.Of(text)) {
		if !slices.Contains(asked.name, t) && !asked.state {
			asked.terms = append(asked.terms, t)
		}
	}
	return asked
}

// verb reports whether a clause of a sentence has the verb that is asked about, or
// another that tells of the same deed.
func (c *clauseAsked) verb(words []phrase.Token, i int, told *entail.Clause) bool {
	return entail.Alike(c.Verb, told.Verb) || c.deed != nil && c.deed.tells(words, i)
}

// A clauseTold is what a sentence says of the clause that is asked about.
type clauseTold struct {
	standing entail.Standing // zero where no clause of the sentence is that one
	at       int             // the word that tells it
	open     bool            // it tells that, and not who or what is asked for
	read     map[int]bool    // the words that were read as a verb of others, or of what is not told as so
}

// clauseIn finds in a sentence the clause that is asked about: the one with the verb and
// the parties, what is told before what is only said to be so.
func (a *asked) clauseIn(s *sentence, terms []string) clauseTold {
	var found clauseTold
	c := a.question.clause
	if c == nil || !slices.ContainsFunc(s.words, func(w phrase.Token) bool { return c.mayTell(w) }) {
		return found
	}
	r := &roles{asked: a, sentence: s, terms: terms}
	if !c.hasOthers(terms) {
		return found
	}
	for _, told := range a.clausesOf(s) {
		i := slices.IndexFunc(s.words, func(w phrase.Token) bool { return w.Start == s.own.Start+told.At.Start })
		if i < 0 || !c.verb(s.words, i, &told) {
			continue
		}
		same, others, open := a.parties(r, &told)
		if told.Standing == entail.Unreal || others || c.Standing == entail.Ahead && told.Standing == entail.Told && !s.expected {
			if found.read == nil {
				found.read = map[int]bool{}
			}
			found.read[i] = true
			continue
		}
		if open {
			found.open = true
			continue
		}
		if !same {
			continue
		}
		if saysNobody(told.Subject) || saysNobody(told.Object) {
			told.Standing = entail.Denied
		}
		if found.standing == 0 || told.Standing < found.standing {
			found.standing, found.at = told.Standing, i
		}
	}
	return found
}

// clausesOf are the clauses of a sentence, read once.
func (a *asked) clausesOf(s *sentence) []entail.Clause {
	if !s.parsed {
		s.clauses, s.parsed = entail.Clauses(s.own.Of(s.document.Article.Text), a.namesIn(s.document)), true
	}
	return s.clauses
}

// hasOthers reports whether terms have the further verbs of the question.
func (c *clauseAsked) hasOthers(terms []string) bool {
	return !slices.ContainsFunc(c.others, func(verb string) bool {
		return !slices.ContainsFunc(terms, func(t string) bool {
			return t != "" && (likeness(verb, t) >= familyShare || talking[verb] && talking[t])
		})
	})
}

// talking are the words for talks, of which one may stand for another.
var talking = phrase.Stems("talk talks discuss discussion negotiate negotiation negotiations dialogue debate")

// mayTell reports whether a word may be the verb that is asked about, so that it is
// worth while to take the sentence apart.
func (c *clauseAsked) mayTell(w phrase.Token) bool {
	return entail.Alike(c.Verb, entail.Lemma(w.Fold)) || c.deed != nil && (c.deed.told[deedStem(bare(w.Word))] || len(c.deed.phrases) > 0)
}

func saysNobody(list []entail.Party) bool {
	return slices.ContainsFunc(list, func(p entail.Party) bool { return p.Nobody })
}

// namesIn are the folded words of the names of an article's people.
func (a *asked) namesIn(d *corpus.Document) map[string]bool {
	if names, ok := a.nameWords[d]; ok {
		return names
	}
	names := map[string]bool{}
	for _, p := range d.People {
		for w := range segment.Words(p.Name) {
			names[segment.Fold(w.Of(p.Name))] = true
		}
	}
	for _, name := range a.question.names {
		for w := range segment.Words(name) {
			names[segment.Fold(w.Of(name))] = true
		}
	}
	if a.nameWords == nil {
		a.nameWords = map[*corpus.Document]map[string]bool{}
	}
	a.nameWords[d] = names
	return names
}

// parties reports whether a clause of a sentence has the parties that are asked about,
// and one for the party that is asked for; others is true where it has others instead,
// open where it has all but the party that is asked for.
func (a *asked) parties(r *roles, told *entail.Clause) (same, others, open bool) {
	c := a.question.clause
	same = true
	unfilled := false
	for _, side := range []struct {
		wanted []partyAsked
		have   []entail.Party
		gap    bool
	}{{c.subject, told.Subject, c.Gap == entail.SubjectGap}, {c.object, told.Object, c.Gap == entail.ObjectGap}} {
		for i := range side.wanted {
			if !slices.ContainsFunc(side.have, func(p entail.Party) bool { return r.party(&side.wanted[i], &p) }) {
				same, others = false, others || len(side.have) > 0 && (r.question.wants != someReason || len(side.wanted[i].name) == 0 || !r.near(side.wanted[i].name))
			}
		}
		if side.gap && !slices.ContainsFunc(side.have, func(p entail.Party) bool { return !p.Pronoun || len(p.Beside) > 0 || len(r.people) > 0 }) {
			unfilled = true
		}
	}
	return same && !unfilled, others, same && unfilled
}

// party reports whether a party of a clause is the one that is asked about.
func (r *roles) party(wanted *partyAsked, have *entail.Party) bool {
	if k := slices.IndexFunc(r.words, func(w phrase.Token) bool { return w.Start == have.Span.Start+r.own.Start }); k >= 0 && subjects[r.words[k].Fold] && len(wanted.name) > 0 && (r.another(wanted.name, have) || r.pronounOfOther(wanted.name, k)) {
		return false
	}
	if have.Pronoun {
		return len(wanted.name) > 0 && r.known(wanted.name) || len(wanted.name) == 0 && r.mentions(wanted.terms, r.before)
	}
	for _, span := range append([]corpus.Span{have.Span}, have.Beside...) {
		span.Start, span.End = span.Start+r.own.Start, span.End+r.own.Start
		var terms []string
		named := len(wanted.name) == 0
		for i, w := range r.words {
			if !span.Covers(w.Span) {
				continue
			}
			terms = append(terms, r.terms[i])
			if !named && r.names(wanted.name, i) {
				last := i
				for last+1 < len(r.words) && span.Covers(r.words[last+1].Span) {
					last++
				}
				head := r.words[last]
				named = last == i || !possessive(w.Word) && phrase.Capital(head.Word) && (wanted.state || !phrase.Capital(r.words[i+1].Word) || r.names(wanted.name, i+1) || firmEndings[r.words[i+1].Fold]) || numerals[r.terms[last]] || sameHeads[head.Fold] || wanted.state && agents[head.Fold] || len(wanted.terms) > 0 ||
					slices.ContainsFunc(r.words[i:last], func(w phrase.Token) bool { return w.Fold == "of" || w.Fold == "in" || w.Fold == "and" })
			}
		}
		if (named || wanted.state && r.standsFor(wanted.name, span)) && (r.mentions(wanted.terms, terms) || r.pointsAt(span) && r.mentions(wanted.terms, append(terms, r.before...))) {
			return true
		}
		if wanted.head != "" && len(wanted.name) > 0 && len(terms) > 0 && r.near(wanted.name) {
			head := phrase.Stem(have.Head.Of(r.own.Of(r.document.Article.Text)))
			if head != "" && likeness(wanted.head, head) >= formShare {
				return true // "the ticket", in an article on the lottery that has the name
			}
		}
	}
	return false
}

// another reports whether a pronoun at the beginning of the sentence is known to stand
// for somebody of another name.
func (r *roles) another(name []string, pronoun *entail.Party) bool {
	at := pronoun.Span.Start + r.own.Start
	if at != r.words[0].Start {
		return false
	}
	who, _ := antecedent(r.Corpus, r.document, r.words[0])
	if who == "" {
		return false
	}
	terms := segment.Terms(nil, who)
	return !slices.ContainsFunc(r.keys(name), func(key string) bool { return slices.Contains(terms, key) })
}

// standsFor reports whether a party is somebody who holds an office of the state, and by
// whom it speaks and acts.
func (r *roles) standsFor(name []string, party corpus.Span) bool {
	last := ""
	for _, w := range r.words {
		if party.Covers(w.Span) && phrase.Capital(w.Word) {
			last = bare(w.Word)
		}
	}
	return len(name) == 1 && last != "" && slices.ContainsFunc(r.people, func(p *corpus.Speaker) bool {
		return strings.HasSuffix(p.Name, last) && slices.ContainsFunc(p.Roles, func(role string) bool { return geo.FirstState(role) == name[0] })
	})
}

// pointsAt reports whether a noun phrase is of what was told before: "those negotiations".
func (r *roles) pointsAt(party corpus.Span) bool {
	i := slices.IndexFunc(r.words, func(w phrase.Token) bool { return w.Start >= party.Start })
	return i >= 0 && (demonstratives[r.words[i].Fold] || i > 0 && demonstratives[r.words[i-1].Fold])
}

var demonstratives = phrase.Set("those these this that such")

// mentions reports whether terms have most of those that are wanted, by weight.
func (r *roles) mentions(wanted, terms []string) bool {
	if len(wanted) == 0 {
		return true
	}
	total, weights := 0.0, map[string]float64{}
	for _, t := range wanted {
		weights[t] = max(r.weights[t], 1)
		total += weights[t]
	}
	return share(bear(weights, terms), weights, total) >= mostly
}

// Heads of a noun phrase with a name before them: sameHeads mean what has the name,
// agents those who act for a state.
var (
	sameHeads = phrase.Set(`company firm platform app service site network home house residence estate resort club city town village region province territory
		island peninsula bridge plant airport port regime government treaty deal act bill law cup championship final title trophy airline brand team`)
	// firmEndings stand behind a firm's name and change nothing.
	firmEndings = phrase.Set("inc corp co ltd plc llc group ag")
	agents      = phrase.Set(`forces troops military army navy government authorities officials soldiers missiles missile drones drone warplanes jets police officers court prosecutors
		lawmakers parliament regime guards leaders leadership president minister ministry administration strikes strike voters`)
)

// clauseGains is what a sentence gains for what it says of the clause that is asked
// about: one that tells outright who did what answers before others.
var clauseGains = map[entail.Standing]float64{entail.Told: 0.25, entail.Alleged: 0.1, entail.Denied: 0.1, entail.Ahead: 0.05}

// clauseGain is that of a sentence; none where it is asked what is thought of something,
// on which who speaks against it is heard beside who speaks for it.
func (a *asked) clauseGain(s *sentence) float64 {
	if c := a.question.clause; c == nil || a.question.whether && len(c.subject) == 0 && !a.question.happened {
		return 0
	}
	return clauseGains[s.clause.standing]
}

// toldElsewhere reports whether a sentence may tell what is asked about by a word that was
// not read as the verb of a clause on others.
func (a *asked) toldElsewhere(s *sentence) bool {
	if len(s.clause.read) == 0 {
		return true
	}
	form := phrase.Stem(a.question.clause.At.Of(a.question.clause.Text))
	for i, w := range s.words {
		if p := a.question.premise; !s.clause.read[i] && (p != nil && p.deed.tells(s.words, i) || likeness(form, phrase.Stem(bare(w.Word))) >= familyShare) {
			return true
		}
	}
	return false
}

// tellsGiven reports whether a sentence tells what the question takes for given.
func (a *asked) tellsGiven(s *sentence) bool {
	switch s.clause.standing {
	case entail.Told, entail.Alleged, entail.Ahead:
		if p := a.question.premise; s.clause.standing == entail.Ahead && a.question.clause.Standing != entail.Ahead && p != nil && !p.ahead && a.question.wants != someReason {
			break
		}
		return (a.question.clause.Gap != entail.NoGap || a.question.wants != anything) || a.question.premise != nil
	}
	return a.question.premise != nil && a.tellsPremise(s)
}
