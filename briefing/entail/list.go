package entail

import "slices"

// group joins what stands behind "of", lists, and what is set beside.
func (p *parser) group() {
	for i := range p.chunks {
		c := &p.chunks[i]
		if c.phrase == nil {
			continue
		}
		p.phrases = append(p.phrases, c.phrase)
		if p.kind(i-1) == kPrep && p.kind(i-2) == kNoun {
			switch before := p.chunks[i-2].phrase; p.chunks[i-1].word {
			case "of":
				before.of, c.phrase.inside = c.phrase, true
			case "by":
				if !c.phrase.date {
					before.by = c.phrase
				}
			}
		}
		if c.phrase.countsOnly() && c.phrase.of == nil && !c.phrase.date {
			for _, q := range slices.Backward(p.phrases[:len(p.phrases)-1]) {
				if !q.inside && q.counted() {
					c.phrase.like = q
					break
				}
			}
		}
	}
}

// countsOnly reports whether the phrase is a number alone: "and wounded 19".
func (p *phrase) countsOnly() bool {
	for _, t := range p.tokens {
		if !t.number {
			return false
		}
	}
	return true
}

// counted reports whether the phrase has a number and what it counts.
func (p *phrase) counted() bool {
	for _, t := range p.tokens {
		if t.number {
			return p.of != nil || !p.countsOnly()
		}
	}
	return false
}

// list is the phrase at chunk i with the others of its list, and the chunk
// behind. A list has "and" before its last: "Egypt, Qatar and Turkey".
func (p *parser) list(i int) ([]*phrase, int) {
	all := []*phrase{p.chunks[i].phrase}
	at := p.tail(i)
	for {
		next := at
		if p.kind(next) == kComma {
			next++
		}
		ended := p.kind(next) == kConj && (p.chunks[next].word == "and" || p.chunks[next].word == "or")
		if ended {
			next++
		}
		if next == at || p.kind(next) != kNoun || p.kind(at) == kComma && !ended && !p.goesOn(next) {
			return all, at
		}
		if ended && (p.kind(i-1) == kVerb || (p.kind(i-1) == kPrep || p.kind(i-1) == kSub) && p.chunks[i-1].word != "between") && p.finite(p.tail(next)) {
			return all, at // "met Fidan and Erdogan said": a new clause
		}
		if p.chunks[next].phrase.date != all[0].date {
			return all, at
		}
		all = append(all, p.chunks[next].phrase)
		at = p.tail(next)
		if ended {
			return all, at
		}
	}
}

// goesOn reports whether the phrase at i, behind a comma, is followed by more of
// a list that ends with "and".
func (p *parser) goesOn(i int) bool {
	for n := 0; n < 12 && p.kind(i) == kNoun; n++ {
		i = p.tail(i)
		if p.kind(i) == kComma {
			i++
		}
		if p.kind(i) == kConj {
			return (p.chunks[i].word == "and" || p.chunks[i].word == "or") && p.kind(i+1) == kNoun && !(p.kind(p.tail(i+1)) == kVerb && p.finite(p.tail(i+1)))
		}
	}
	return false
}

// tail is the chunk behind the phrase at i and what stands behind its "of".
func (p *parser) tail(i int) int {
	i++
	for p.kind(i) == kPrep && p.chunks[i].word == "of" && p.kind(i+1) == kNoun {
		i += 2
		// "envoys of Ruritania and Syldavia"
		i = p.named(i)
	}
	return i
}

// named is the chunk behind a list of names that goes on at i: ", Syldavia and
// Borduria". It is i where there is none.
func (p *parser) named(i int) int {
	if !p.chunks[i-1].phrase.named() {
		return i
	}
	for j := i; ; {
		ended := p.kind(j) == kConj && p.chunks[j].word == "and"
		if !ended && p.kind(j) != kComma || p.kind(j+1) != kNoun || !p.chunks[j+1].phrase.named() || len(p.chunks[j+1].phrase.tokens) > 3 {
			return i
		}
		if j += 2; ended {
			return j
		}
	}
}

// taken reports whether the phrase at i is one of a list, or behind an "of",
// that was seen already.
func (p *parser) seen(x *phrase) bool {
	for _, y := range p.phrases {
		if y == x {
			return false
		}
		for _, w := range y.with {
			if w == x {
				return true
			}
		}
	}
	return false
}

// setBeside is the phrase that the one at i, behind a comma, is set beside: the
// nearest, or, over its "of", one that is an office.
func (p *parser) setBeside(i int) *phrase {
	first := p.nounBefore(i - 2)
	if x := p.chunks[first].phrase; x.tokens[len(x.tokens)-1].is(cTitle) || x.named() {
		return x
	}
	return p.chunks[i-2].phrase
}

// beside reports whether the phrase at i, behind a comma, is set beside the one
// before it: a mark or the end follows, and it is no list.
func (p *parser) beside(i, behind int) bool {
	j := p.nounBefore(i - 2)
	if j < 0 || p.chunks[i].phrase.date || p.chunks[j].phrase.date {
		return false
	}
	if p.kind(behind) == kComma && p.kind(behind+1) == kNoun {
		// ", its head, Fidan, told reporters"
		if at := p.tail(behind + 1); p.kind(at) == kComma && p.finite(at+1) && reporting(p.chunks[at+1].verb) {
			return false
		}
	}
	if p.kind(j-1) == kAccording && p.kind(behind) == kComma && p.kind(behind+1) != kNoun {
		return false // "according to the police, the man, detained in March, …"
	}
	for (p.kind(behind) == kPrep || p.kind(behind) == kSub && p.chunks[min(behind+1, len(p.chunks)-1)].kind == kNoun && p.chunks[behind+1].phrase.date) && p.kind(behind+1) == kNoun {
		behind = p.tail(behind + 1)
	}
	switch p.kind(behind) {
	case kComma, kStop:
		return true
	case kConj:
		return p.kind(behind+1) == kVerb
	case kRel:
		return true
	}
	return false
}

// nounBefore is the index of the noun phrase that ends at chunk i, reaching over
// its "of"; -1 if there is none.
func (p *parser) nounBefore(i int) int {
	if p.kind(i) != kNoun {
		return -1
	}
	for p.kind(i-1) == kPrep && p.chunks[i-1].word == "of" && p.kind(i-2) == kNoun {
		i -= 2
	}
	return i
}
