package entail

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
	if persons[x.tokens[0].fold] {
		// Who is meant is known where one person alone was the subject so far.
		var one *phrase
		for _, v := range p.verbs {
			for _, y := range v.subject {
				if y.pron || !y.named() && !y.tokens[len(y.tokens)-1].is(cTitle) {
					continue
				}
				if one != nil && one.name() != y.name() {
					return
				}
				one = y
			}
		}
		if one != nil {
			x.also = append(x.also, one)
		}
		return
	}
	if subjects[x.tokens[0].fold] && p.last != nil && len(p.last.subject) == 1 {
		x.also = append(x.also, p.last.subject[0])
	}
}

func (x *phrase) resolvedPron() bool { return len(x.tokens) > 0 && len(x.tokens[0].resolved) > 0 }
