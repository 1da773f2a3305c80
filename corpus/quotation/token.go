package quotation

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/corpus/segment"
)

type shape uint8

const (
	sLower shape = iota // begins in lower case
	sCapital
	sUpper // more than one letter, all capitals
	sNumber
	sComma
	sStop // . ! ? …
	sColon
	sSemicolon
	sDash
	sBracketOpen
	sBracketClose
	sOpen  // opening quotation mark
	sClose // closing quotation mark
	sOther
)

// A token is a word or a mark.
type token struct {
	start, end int32
	shape      shape
	// sentence is the token's sentence, counted in the text; region the quotation
	// marks of its paragraph that it stands between, -1 outside. The marks themselves
	// belong to their region.
	sentence, region int32
	// hash stands for the word form, 0 for what is no listed word and does not
	// begin in lower case: names have none.
	hash  uint32
	class class
	word  *word // nil if the lexicon does not have it
}

func (t *token) isWord() bool    { return t.shape <= sNumber }
func (t *token) isName() bool    { return t.shape == sCapital || t.shape == sUpper }
func (t *token) is(c class) bool { return t.class&c != 0 }

// A paragraph is a block with its tokens and the quotation marks in it.
type paragraph struct {
	Block
	tokens  []token
	regions []region
	// first is the place of tokens[0] among all tokens of the text.
	first int
	// heading is true of a line that is set like a headline: most words begin
	// with a capital.
	heading bool
}

// setHeading finds out whether the paragraph is set like a headline.
func (p *paragraph) setHeading() {
	words, capitals := 0, 0
	for i := range p.tokens {
		t := &p.tokens[i]
		if t.isWord() && t.end-t.start > 3 {
			words++
			if t.isName() {
				capitals++
			}
		}
	}
	p.heading = p.Region == Headline || words >= 4 && len(p.tokens) < 40 && capitals*3 > words*2
}

// A reader cuts the text into tokens. Its buffers serve all paragraphs.
type reader struct {
	text      string
	language  *language
	sentences []Span
	folded    []byte
	unit      int // sentences so far
}

// read cuts all blocks. The paragraphs' tokens are parts of all tokens.
func (r *reader) read(blocks []Block) ([]paragraph, []token) {
	size := 0
	for _, b := range blocks {
		size += b.Len()
	}
	tokens := make([]token, 0, size/4+8) // as news text has them, and some more
	var regions []region
	paragraphs := make([]paragraph, len(blocks))
	ends := make([][2]int, len(blocks))
	for i, b := range blocks {
		from := len(regions)
		regions = pairMarks(regions, r.text, b.Span)
		r.sentences = r.sentences[:0]
		for s := range segment.Sentences(r.text, b.Span) {
			r.sentences = append(r.sentences, s)
		}
		tokens = r.tokenize(tokens, b.Span, regions[from:])
		ends[i] = [2]int{len(tokens), len(regions)}
	}
	t, g := 0, 0
	for i, b := range blocks {
		paragraphs[i] = paragraph{Block: b, tokens: tokens[t:ends[i][0]:ends[i][0]], regions: regions[g:ends[i][1]], first: t}
		paragraphs[i].setHeading()
		t, g = ends[i][0], ends[i][1]
	}
	return paragraphs, tokens
}

// tokenize appends the tokens of the paragraph to dst.
func (r *reader) tokenize(dst []token, b Span, regions []region) []token {
	text := r.text
	sentence, ri := 0, 0
	before, inside := -1, -1
	for i := b.Start; i < b.End; {
		c := text[i]
		if c == ' ' || c == '\t' || c == '\r' || c == '\n' {
			i++
			continue
		}
		for sentence+1 < len(r.sentences) && i >= r.sentences[sentence+1].Start {
			sentence++
		}
		for ri < len(regions) && i >= regions[ri].End {
			ri++
		}
		t := token{start: int32(i), region: -1}
		in := ri < len(regions) && i >= regions[ri].Start
		if in {
			t.region = int32(ri)
		}
		n := 0
		switch {
		case in && i < regions[ri].inner.Start:
			t.shape, n = sOpen, regions[ri].inner.Start-i
		case in && i >= regions[ri].inner.End:
			t.shape, n = sClose, regions[ri].End-i
		default:
			n = r.next(&t, i, b.End)
		}
		if n < 0 { // white space beyond ASCII
			i -= n
			continue
		}
		// A sentence that ends inside a quotation does not end the one around it.
		if sentence != before && (t.region < 0 || int(t.region) != inside) {
			r.unit++
		}
		before, inside = sentence, int(t.region)
		t.sentence = int32(r.unit)
		t.end = int32(i + n)
		i += n
		if t.isWord() {
			r.classify(&t)
		}
		dst = append(dst, t)
	}
	return dst
}

// next measures the token at i and sets its shape. A negative result is the
// length of white space.
func (r *reader) next(t *token, i, end int) int {
	text := r.text
	first, n := utf8.DecodeRuneInString(text[i:end])
	switch {
	case unicode.IsSpace(first):
		return -n
	case first == '\'' || first == '’':
		if m := clitic(text[i+n : end]); m > 0 {
			t.shape = sLower
			return n + m
		}
		t.shape = sOther
		return n
	case !wordRune(first) && !unicode.IsMark(first):
		t.shape = punctuation(first)
		if t.shape == sDash || t.shape == sStop { // "--", "..."
			for i+n < end && text[i+n] == text[i] {
				n++
			}
		}
		return n
	}
	j := i + n
	upper, lower, digit := 0, 0, 0
	count := func(r rune) {
		switch {
		case unicode.IsUpper(r):
			upper++
		case unicode.IsDigit(r):
			digit++
		default:
			lower++
		}
	}
	count(first)
	dotted := false
	for j < end {
		c := text[j]
		if c|0x20 >= 'a' && c|0x20 <= 'z' {
			if c >= 'a' {
				lower++
			} else {
				upper++
			}
			j++
			continue
		}
		if c == ' ' || c == '\n' {
			break
		}
		x, m := utf8.DecodeRuneInString(text[j:end])
		if wordRune(x) || unicode.IsMark(x) {
			count(x)
			j += m
			continue
		}
		if j+m >= end {
			break
		}
		y, _ := utf8.DecodeRuneInString(text[j+m:])
		if !wordRune(y) {
			break
		}
		switch x {
		case '\'', '’':
			if clitic(text[j+m:end]) > 0 {
				goto done
			}
			j += m
			continue
		case '-', '‑', '&', '@', '_', '/':
			j += m
			continue
		case '.':
			dotted = true
			j += m
			continue
		case ',':
			if digit > 0 && unicode.IsDigit(y) {
				j += m
				continue
			}
		}
		break
	}
done:
	switch {
	case digit > 0 && upper+lower <= 3:
		t.shape = sNumber
	case upper > 1 && lower == 0:
		t.shape = sUpper
	case unicode.IsUpper(first):
		t.shape = sCapital
	case upper > 0 && lower > 0 && digit == 0 && !unicode.IsLower(first):
		t.shape = sCapital
	}
	// The stop of an initial or an abbreviated title belongs to it.
	if j < end && text[j] == '.' && unicode.IsUpper(first) &&
		(dotted || upper == 1 && lower == 0 || abbreviated(text[i:j])) {
		j++
	}
	return j - i
}

// clitic is the length of what stands behind an apostrophe in 's, 'll, 're …,
// 0 if the apostrophe belongs to the word.
func clitic(s string) int {
	n := 0
	for n < len(s) && n < 3 && s[n] >= 'a' && s[n] <= 'z' {
		n++
	}
	if n == 3 || n < len(s) && s[n] >= 0x80 && func() bool { r, _ := utf8.DecodeRuneInString(s[n:]); return wordRune(r) }() || n < len(s) && s[n] >= '0' && s[n] <= '9' {
		return 0
	}
	switch s[:n] {
	case "s", "ll", "re", "ve", "d", "m":
		return n
	}
	return 0
}

func abbreviated(s string) bool {
	switch s {
	case "Mr", "Mrs", "Ms", "Dr", "Sen", "Rep", "Gov", "Gen", "Prof", "Lt", "Col", "Capt", "Sgt", "St", "Jr", "Sr", "Rev", "Hon", "Maj", "Cmdr", "Adm", "Messrs":
		return true
	}
	return false
}

func punctuation(r rune) shape {
	switch r {
	case ',', '،':
		return sComma
	case '.', '!', '?', '…':
		return sStop
	case ':':
		return sColon
	case ';':
		return sSemicolon
	case '-', '–', '—', '―':
		return sDash
	case '(', '[', '{':
		return sBracketOpen
	case ')', ']', '}':
		return sBracketClose
	}
	return sOther
}

// classify looks the token up.
func (r *reader) classify(t *token) {
	s := r.text[t.start:t.end]
	r.folded = r.folded[:0]
	for i := range len(s) {
		c := s[i]
		if c == 0xE2 && strings.HasPrefix(s[i:], "’") {
			r.folded = append(r.folded, '\'')
			continue
		}
		if c&0xC0 == 0x80 && len(r.folded) > 0 && r.folded[len(r.folded)-1] == '\'' {
			continue // the rest of the apostrophe
		}
		if c >= utf8.RuneSelf {
			folded := segment.Fold(s)
			r.lookUp(t, []byte(strings.TrimSuffix(folded, ".")))
			return
		}
		if 'A' <= c && c <= 'Z' {
			c |= 0x20
		}
		r.folded = append(r.folded, c)
	}
	key := r.folded
	if n := len(key); n > 1 && key[n-1] == '.' {
		key = key[:n-1]
	}
	r.lookUp(t, key)
}

// lookUp gives the token what the lexicon says about its form, which is folded.
func (r *reader) lookUp(t *token, form []byte) {
	h := hashWord(form)
	if w := r.language.find(h, form); w != nil {
		t.word, t.class, t.hash = w, w.class, h
	} else if t.shape == sLower {
		t.hash = h
	}
}

// form is the token's text.
func (r *reader) form(t *token) string { return r.text[t.start:t.end] }
