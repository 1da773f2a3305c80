package entail

import (
	"slices"

	"briefbot/corpus/segment"
)

// Standing is how a text stands to what a clause of it says.
type Standing uint8

const (
	// Told is what the text tells as done, on whosever word.
	Told Standing = iota + 1
	// Alleged is what somebody is accused or suspected of, or what is hedged.
	Alleged
	// Ahead is what will be.
	Ahead
	// Denied is what the text, or somebody in it, says is not so.
	Denied
	// Unreal is what is wanted, threatened, supposed or asked.
	Unreal
)

// A Party is who or what takes part in a clause. Spans are of bytes of the text that was
// read.
type Party struct {
	// Span is the noun phrase with what stands behind its "of", Head its last word
	// without that.
	Span, Head segment.Span
	// Beside are other names or descriptions of the same.
	Beside []segment.Span
	// Pronoun is true of a pronoun for which the text has no name.
	Pronoun bool
	// Nobody is true of "no one", "none of them".
	Nobody bool
}

// A Clause is a verb with who does it and what it is done to. Of a passive, who suffers
// it is the object, and who does it the subject, if it is said.
type Clause struct {
	Verb            string       // its plain form, or its stem where it is in no list
	At              segment.Span // of its main word
	Subject, Object []Party
	Standing        Standing
	// Passive is true of what is told in the passive.
	Passive bool
	// Link is the word that joins the clause to another: "because", "after"; "" for
	// none, and for the one that it is joined to.
	Link string
	// When are the dates at which it is told to be, as far as they were read as such.
	When []segment.Span
}

// Clauses are the clauses of one sentence, in order, without those of "be", "have" and
// "do". The names are folded words that are known to be of names, where the sentence
// begins with one.
func Clauses(text string, names map[string]bool) []Clause {
	s := parse(tokens(text, names))
	var found []Clause
	for _, v := range s.verbs {
		if c, ok := s.clause(v); ok {
			found = append(found, c)
		}
	}
	return found
}

func (s *sentence) clause(v *verb) (Clause, bool) {
	if v.at < 0 || v.copula || v.word >= len(s.tokens) || english.classes[v.lemma].has(cAux) {
		return Clause{}, false
	}
	return Clause{
		Verb: v.lemma, At: s.tokens[v.word].at, Subject: parties(v.subject), Object: parties(v.object),
		Standing: v.standing(), Passive: v.passive, Link: v.link, When: v.when(),
	}, true
}

// when are the dates among what stands behind the verb's prepositions, or beside it.
func (v *verb) when() []segment.Span {
	var list []segment.Span
	for _, a := range v.preps {
		if at := a.span(); a.date && at.Len() > 0 {
			list = append(list, at)
		}
	}
	return list
}

func parties(phrases []*phrase) []Party {
	var list []Party
	for _, p := range phrases {
		span := p.span()
		if span.Len() == 0 {
			continue
		}
		party := Party{Span: span, Head: p.tokens[len(p.tokens)-1].at, Pronoun: p.pron && len(p.also) == 0, Nobody: p.neg}
		if p.of != nil && p.of.span().End > span.End {
			party.Span.End = p.of.span().End
		}
		for _, other := range p.also {
			if at := other.span(); at.Len() > 0 && !slices.Contains(party.Beside, at) {
				party.Beside = append(party.Beside, at)
			}
		}
		list = append(list, party)
	}
	return list
}

// span is where the phrase's words stand.
func (p *phrase) span() segment.Span {
	if len(p.tokens) == 0 {
		return segment.Span{}
	}
	return segment.Span{Start: p.tokens[0].at.Start, End: p.tokens[len(p.tokens)-1].at.End}
}

// standing is how the text stands to the verb: by its own negation and modality, and by
// those of the verbs that it hangs on.
func (v *verb) standing() Standing {
	s := Told
	weaken := func(to Standing) { s = max(s, to) }
	switch {
	case v.modal == "will":
		weaken(Ahead)
	case v.modal != "":
		weaken(Unreal)
	}
	if len(v.hedges) > 0 {
		weaken(Alleged)
	}
	if v.given || v.link == "if" || v.link == "unless" || v.link == "whether" || v.content() || v.infinite && v.parent == nil {
		weaken(Unreal)
	}
	if by := v.obtained(); by != nil {
		weaken(by.standing()) // "tried to get her released"
	}
	denied := v.neg
	for x, depth := v, 0; x.parent != nil && depth < 6; x, depth = x.parent, depth+1 {
		p := x.parent
		switch {
		case x.loose:
		case x.infinite:
			switch {
			case failing[p.lemma]:
				denied = !denied
			case achieving[p.lemma] || causing[p.lemma]:
			case planning[p.lemma] || v.planned():
				weaken(Ahead)
			case accusing[p.lemma] || alleging[p.lemma] || p.passive && reporting(p) || p.lemma == "seem" || p.lemma == "appear":
				weaken(Alleged)
			default:
				weaken(Unreal)
			}
		case p.lemma == "deny":
			denied = !denied
		case accusing[p.lemma] || alleging[p.lemma] && x.link == "that":
			weaken(Alleged)
		case preventing[p.lemma] && x.link == "from":
			denied = !denied
		case wishing[p.lemma]:
			weaken(Unreal)
		case x.link != "that" && x.link != "to":
			continue // what it stands beside says nothing of it
		}
		if p.neg {
			if x.infinite && !failing[p.lemma] {
				denied = true
			} else {
				weaken(Unreal) // "did not say that"
			}
		}
		if p.modal != "" && !reporting(p) {
			weaken(Unreal)
		}
		if p.given {
			weaken(Unreal)
		}
	}
	if denied && s != Unreal {
		return Denied
	}
	return s
}

// planned reports whether an infinitive is what is planned by the noun before it: "a
// deal to sell it".
func (v *verb) planned() bool {
	if v.in == nil || v.at < 1 || v.in.chunks[v.at-1].kind != kNoun {
		return false
	}
	return plans[v.in.chunks[v.at-1].phrase.head().fold]
}

// obtained is the verb that a participle is the aim of, nil for none: "get" of "get her
// released".
func (v *verb) obtained() *verb {
	if !v.reduced || v.in == nil {
		return nil
	}
	for _, w := range v.in.verbs {
		if obtaining[w.lemma] && w.at < v.at && slices.ContainsFunc(w.object, func(p *phrase) bool { return slices.Contains(v.object, p) }) {
			return w
		}
	}
	return nil
}

// Verbs by how what hangs on them stands. What hangs on others is told where it is a
// clause, and only wanted where it is an infinitive.
var (
	failing   = set("fail refuse decline forget neglect cease stop")
	achieving = set("manage begin start continue proceed go come help dare rush move happen use")
	planning  = set("agree plan intend decide expect schedule set prepare arrange")
	causing   = set("lead force cause prompt compel drive push make let get help allow enable")
	accusing  = set("accuse suspect charge blame allege")
	alleging  = set("allege claim suspect believe think suggest argue insist speculate fear")
	// preventing are those behind which "from" says that it did not come about.
	preventing = set("prevent stop bar block ban keep prohibit deter dissuade")
	obtaining  = set("get have want need see keep")
	plans      = set("deal agreement plan plans decision pact contract")
	wishing    = set("threaten consider propose urge demand want hope wish plan expect predict warn suggest recommend mull contemplate envisage wonder ask discuss vow pledge promise offer")
)

// Alike reports whether one verb may stand for another, with the same around them.
func Alike(a, b string) bool { return a == b || slices.Contains(english.alike[a], b) }

// Lemma is the plain form of a folded word that may be a verb, its stem where it is in
// no list, "" for a word that is none.
func Lemma(word string) string {
	r, ok := english.verb(word)
	if !ok {
		return ""
	}
	return r.lemma
}
