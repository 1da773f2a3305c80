package entail

import "slices"

// same reports whether the next verb has the same subject, and v one object.
func (v *verb) same(next *verb) bool {
	return len(v.object) == 1 && len(v.subject) == 1 && len(next.subject) == 1 && v.subject[0] == next.subject[0]
}

var objects = set("him her them it")

// subjects are pronouns that are subjects, persons those of one person.
var (
	subjects = set("it they")
	persons  = set("he she")
)

// refer gives a pronoun to the subject of the verb before it.
func (p *parser) refer(x *phrase) {
	if objects[x.tokens[0].fold] && p.last != nil && len(p.verbs) > 1 && p.verbs[len(p.verbs)-2].same(p.last) {
		x.also = append(x.also, p.verbs[len(p.verbs)-2].object[0]) // "detained four and released them"
		return
	}
	if personal[x.tokens[0].fold] && p.last != nil && len(x.also) == 0 {
		// "he asked for it, but the others refuse to support him"
		if one := p.onlyPerson(p.last.subject); one != nil && !p.namesOther(one, p.last.subject) {
			x.also = append(x.also, one)
		}
		return
	}
	if persons[x.tokens[0].fold] {
		// Who is meant is known where one person alone was the subject so far.
		if one := p.onlyPerson(nil); one != nil {
			x.also = append(x.also, one)
		}
		return
	}
	if subjects[x.tokens[0].fold] && p.last != nil && len(p.last.subject) == 1 {
		x.also = append(x.also, p.last.subject[0])
	}
}

// personal are pronouns of one person who is no subject.
var personal = set("him")

// onlyPerson is the one person who was a subject so far, but for those who do not
// count; nil if there is none or more than one.
func (p *parser) onlyPerson(but []*phrase) *phrase {
	var one *phrase
	for _, v := range p.verbs {
		for _, y := range v.subject {
			if y.pron || !y.named() && !y.tokens[len(y.tokens)-1].is(cTitle) || slices.Contains(but, y) {
				continue
			}
			if one != nil && one.name() != y.name() {
				return nil
			}
			one = y
		}
	}
	return one
}

// namesOther reports whether the sentence names anybody so far but these, places behind
// their prepositions aside.
func (p *parser) namesOther(one *phrase, but []*phrase) bool {
	for _, y := range p.phrases {
		if y.at >= p.last.at || y.pron || !y.named() || y.name() == one.name() || slices.ContainsFunc(but, func(b *phrase) bool { return b.name() == y.name() }) {
			continue
		}
		if p.kind(y.at-1) != kPrep || !placing[p.chunks[y.at-1].word] {
			return true
		}
	}
	return false
}

var placing = set("in at near from")

func (x *phrase) resolvedPron() bool { return len(x.tokens) > 0 && len(x.tokens[0].resolved) > 0 }
