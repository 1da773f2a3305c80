package quotation

import "slices"

// This file turns tokens into the features of the learnt tagger. A feature is
// made of word classes, forms of words that the lexicon lists or that begin in
// lower case, shapes, quotation marks, and what the rules say. Names have no
// form here.

// Labels of the tagger: what a token belongs to. Content and its cue and source
// are told apart by which comes first, which tells what belongs together.
const (
	tOut uint8 = iota
	tGap       // between the parts of one statement
	tAfter
	tAfterIn // content behind its cue
	tBefore
	tBeforeIn // content ahead of its cue
	tAlone
	tAloneIn // content without a cue
	tSource
	tSourceIn // source ahead of the content
	tSourceLate
	tSourceLateIn
	tCue
	tCueIn
	tCueLate
	tCueLateIn
	tagCount
)

// isInner reports whether the label goes on with what the label before began.
func isInner(l uint8) bool { return l >= tAfter && l%2 == 1 }

// allowedTags says which label may follow which; the last row is for first
// labels.
func allowedTags() []bool {
	n := int(tagCount)
	ok := make([]bool, (n+1)*n)
	for a := range n + 1 {
		for b := range n {
			l := uint8(b)
			ok[a*n+b] = !isInner(l) || a < n && (uint8(a) == l || uint8(a) == l-1)
		}
	}
	return ok
}

// category brings a token's classes to one number.
func category(t *token) uint32 {
	switch t.shape {
	case sComma, sStop, sColon, sSemicolon, sDash, sBracketOpen, sBracketClose, sOpen, sClose, sOther:
		return uint32(t.shape)
	case sNumber:
		return 10
	}
	c := t.class
	switch {
	case c&cVerb != 0:
		n := uint32(16)
		if c&cSpeech == 0 {
			n = 32
		}
		switch {
		case c&cPast != 0:
		case c&cIng != 0:
			n++
		case c&cThird != 0:
			n += 2
		default:
			n += 3
		}
		if c&cAddressee != 0 {
			n += 4
		} else if c&cClause == 0 {
			n += 8
		}
		return n
	case c&cAux != 0:
		return 48
	case c&cPossessive != 0:
		return 49
	case c&cSubject != 0 && c&cFirst != 0:
		return 50
	case c&cSubject != 0:
		return 51
	case c&cObject != 0:
		return 52
	case c&cSubordinator != 0:
		return 53
	case c&cConjunction != 0:
		return 54
	case c&cPreposition != 0:
		return 55
	case c&cFinite != 0:
		return 68
	case c&cDay != 0, c&cMonth != 0 && t.isName():
		return 57
	case c&cTitle != 0:
		return 58
	case c&cPerson != 0:
		return 59
	case c&cPeople != 0:
		return 60
	case c&cBody != 0:
		return 61
	case c&cDet != 0:
		return 56
	case c&cAttribution != 0:
		return 62
	case c&(cDemonym|cCountry) != 0:
		return 63
	case c&cAdverb != 0:
		return 64
	case t.shape == sCapital:
		return 65
	case t.shape == sUpper:
		return 66
	}
	return 67
}

// endings are the last letters that tell the class of a word.
func ending(s string) uint32 {
	if len(s) < 4 {
		return uint32(len(s))
	}
	a, b, c := s[len(s)-3], s[len(s)-2], s[len(s)-1]
	if a >= 0x80 || b >= 0x80 || c >= 0x80 {
		return 4
	}
	return uint32(a)<<16 | uint32(b)<<8 | uint32(c)
}

// bucket brings a distance to few numbers.
func bucket(n int) uint32 {
	switch {
	case n < 4:
		return uint32(max(n, 0))
	case n < 7:
		return 4
	case n < 12:
		return 5
	case n < 20:
		return 6
	}
	return 7
}

// mix1 makes a feature of a template's number and a value, mix2 of two values,
// and so on.
func mix1(template, a uint32) uint32       { return stir(template*mixTemplate, a) }
func mix2(template, a, b uint32) uint32    { return stir(mix1(template, a), b) }
func mix3(template, a, b, c uint32) uint32 { return stir(mix2(template, a, b), c) }
func mix4(template, a, b, c, d uint32) uint32 {
	return stir(mix3(template, a, b, c), d)
}

const mixTemplate = 0x85EBCA6B

func stir(h, v uint32) uint32 {
	h = (h ^ v) * 0x9E3779B1
	return h ^ h>>15
}

// A featurizer makes the features of one paragraph at a time.
type featurizer struct {
	f *finder
	// allow says which word forms may be features; nil allows all.
	allow func(hash uint32) bool

	forms, cats, ends []uint32
	ruled             []uint8
	left, right       []int32 // nearest verb of saying in the sentence, -1
	features          []uint32
	bounds            []int
}

// paragraph fills z.features and z.bounds. ruled are the labels that the rules
// give the tokens.
func (z *featurizer) paragraph(p *paragraph, ruled []uint8) {
	z.features, z.bounds = z.features[:0], z.bounds[:0]
	z.attributes(p)
	z.ruled = ruled
	for i := range p.tokens {
		z.token(p, i)
		z.bounds = append(z.bounds, len(z.features))
	}
}

// pad is how far features look beyond the ends of the paragraph.
const pad = 3

func (z *featurizer) attributes(p *paragraph) {
	n := len(p.tokens)
	z.features = slices.Grow(z.features, templates*n)
	z.forms, z.cats, z.ends = z.forms[:0], z.cats[:0], z.ends[:0]
	edge := func() {
		for range pad {
			z.forms, z.cats, z.ends = append(z.forms, 1), append(z.cats, 99), append(z.ends, 1)
		}
	}
	edge()
	for i := range p.tokens {
		t := &p.tokens[i]
		c := category(t)
		form, end := t.hash, uint32(2)
		if form != 0 && z.allow != nil && t.word == nil && !z.allow(form) {
			form = 0
		}
		if t.shape == sLower {
			end = ending(z.f.form(t))
		}
		if form == 0 {
			form = c
			if c >= 65 {
				form = c<<24 ^ end
			}
		}
		z.forms, z.cats, z.ends = append(z.forms, form), append(z.cats, c), append(z.ends, end)
	}
	edge()
	z.left, z.right = z.left[:0], z.right[:0]
	last, sentence := int32(-1), int32(-1)
	for i := range p.tokens {
		t := &p.tokens[i]
		if t.sentence != sentence {
			last, sentence = -1, t.sentence
		}
		z.left = append(z.left, last)
		if t.region < 0 && t.is(cSpeech) {
			last = int32(i)
		}
		z.right = append(z.right, -1)
	}
	last, sentence = -1, -1
	for i := n - 1; i >= 0; i-- {
		t := &p.tokens[i]
		if t.sentence != sentence {
			last, sentence = -1, t.sentence
		}
		z.right[i] = last
		if t.region < 0 && t.is(cSpeech) {
			last = int32(i)
		}
	}
}

// templates is the number of features that a token can have. Pairs and triples of
// word forms are not among them: they make most of the features and tell least.
const templates = 29

func (z *featurizer) token(p *paragraph, i int) {
	// What stands from pad tokens before this one to pad tokens behind it.
	const k = pad
	w := (*[2*pad + 1]uint32)(z.forms[i:])
	c := (*[2*pad + 1]uint32)(z.cats[i:])
	e := (*[2*pad + 1]uint32)(z.ends[i:])
	t := &p.tokens[i]
	out := slices.Grow(z.features, templates)
	n := len(out)
	out = out[:n+templates]
	x := (*[templates - 1]uint32)(out[n:])
	n += len(x)

	mark := uint32(0)
	if t.region >= 0 {
		mark = 1
		r := &p.regions[t.region]
		if r.single {
			mark = 2
		}
		if t.shape == sOpen {
			long := uint32(0)
			if r.Len() > 40 {
				long = 1
			}
			out[n] = mix4(29, mark, c[k-1], c[k+1], long)
			n++
		}
	}
	z.features = out[:n]

	x[0] = mix1(1, w[k])
	x[1] = mix1(2, w[k-1])
	x[2] = mix1(3, w[k+1])
	x[3] = mix1(4, w[k-2])
	x[4] = mix1(5, w[k+2])
	x[5] = mix1(6, c[k])
	x[6] = mix1(7, c[k-1])
	x[7] = mix1(8, c[k+1])
	x[8] = mix2(9, c[k-2], c[k-1])
	x[9] = mix2(10, c[k+1], c[k+2])
	x[10] = mix3(11, c[k-1], c[k], c[k+1])
	x[11] = mix4(12, c[k-3], c[k-2], c[k-1], c[k])
	x[12] = mix4(13, c[k], c[k+1], c[k+2], c[k+3])
	x[13] = mix2(14, e[k], c[k-1])
	x[14] = mix2(15, e[k-1], c[k])
	x[15] = mix2(16, e[k+1], c[k])
	x[16] = mix2(17, mark, c[k])
	first := uint32(0)
	if i == 0 {
		first = 2
	} else if p.tokens[i-1].sentence != t.sentence {
		first = 1
	}
	x[17] = mix3(18, first, c[k], mark)

	ruled := func(j int) uint32 {
		if j < 0 || j >= len(z.ruled) {
			return 98
		}
		return uint32(z.ruled[j])
	}
	r0, rb, ra := ruled(i), ruled(i-1), ruled(i+1)
	x[18] = mix1(19, r0)
	x[19] = mix3(20, rb, r0, ra)
	x[20] = mix2(21, r0, w[k])
	x[21] = mix3(22, r0, c[k-1], c[k])
	x[22] = mix3(23, r0, c[k], c[k+1])
	x[23] = mix3(24, r0, mark, first)

	lw, lc, ld := uint32(0), uint32(99), uint32(9)
	if l := z.left[i]; l >= 0 {
		lw, lc, ld = z.forms[int(l)+pad], z.cats[int(l)+pad], bucket(i-int(l))
	}
	rw, rc, rd := uint32(0), uint32(99), uint32(9)
	if r := z.right[i]; r >= 0 {
		rw, rc, rd = z.forms[int(r)+pad], z.cats[int(r)+pad], bucket(int(r)-i)
	}
	x[24] = mix3(25, lw, ld, mark)
	x[25] = mix3(26, rw, rd, mark)
	x[26] = mix4(27, lc, rc, c[k], c[k-1])
	x[27] = mix4(28, ld, rd, first, r0)
}
