package story

import (
	"cmp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/corpus/segment"
)

// A term is the number of a stem in a lexicon.
type term uint32

// A lexicon numbers stems, and remembers which stem each word has, since to find
// out is most of the work.
type lexicon struct {
	numbers map[string]term // stem → number
	texts   []string        // number → stem
	stems   map[string]term // folded word → number of its stem
}

func (l *lexicon) term(word string) term {
	if t, ok := l.stems[word]; ok {
		return t
	}
	if l.stems == nil {
		l.stems, l.numbers = map[string]term{}, map[string]term{}
	}
	word = strings.Clone(word)
	t := l.number(segment.Stem(word))
	l.stems[word] = t
	return t
}

func (l *lexicon) number(stem string) term {
	t, ok := l.numbers[stem]
	if !ok {
		t = term(len(l.texts))
		l.numbers[stem] = t
		l.texts = append(l.texts, stem)
	}
	return t
}

// A count says how often a term occurs in an article, how often as a name, that
// is, with a capital inside a sentence, and which of the article's words it is.
type count struct {
	term         term
	times, named uint32
}

// head is what of an article is read: its headline, where the text does not
// begin with that, and its text.
func head(a *Article) string {
	if a.Headline == "" || strings.HasPrefix(a.Text, a.Headline) || strings.HasPrefix(a.Headline, a.Text) {
		return a.Text
	}
	return a.Headline + "\n" + a.Text
}

// count counts the terms of the first words of a text, in order of the terms.
func (l *lexicon) count(text string) []count {
	var counted []count
	read, last, opens := 0, 0, true
	for s := range segment.Words(text) {
		if read++; read > headWords {
			break
		}
		opens = opens || strings.ContainsAny(text[last:s.Start], ".!?\n:;“\"”|")
		last = s.End
		raw := s.Of(text)
		first, _ := utf8.DecodeRuneInString(raw)
		var named uint32
		if unicode.IsUpper(first) && !opens || unicode.IsDigit(first) {
			named = 1
		}
		opens = false
		for part := range strings.SplitSeq(segment.Fold(raw), "-") {
			part = strings.Trim(strings.ReplaceAll(strings.TrimSuffix(part, "'s"), ".", ""), "'")
			if part != "" && !segment.StopWord(part) {
				counted = append(counted, count{l.term(part), 1, named})
			}
		}
	}
	slices.SortFunc(counted, func(a, b count) int { return cmp.Compare(a.term, b.term) })
	n := 0
	for _, c := range counted {
		if n > 0 && counted[n-1].term == c.term {
			counted[n-1].times++
			counted[n-1].named += c.named
			continue
		}
		counted[n] = c
		n++
	}
	return counted[:n]
}

// A vector has a weight for each of its terms, in order of the terms.
type vector []weight

type weight struct {
	term term
	w    float32
}

// flat is v with a weight of 1 for each term that is one of these.
func (v vector) flat(of func(term) bool) vector {
	u := make(vector, 0, len(v))
	for _, w := range v {
		if of(w.term) {
			u = append(u, weight{w.term, 1})
		}
	}
	return u
}

func (v vector) scale(by float64) {
	for i := range v {
		v[i].w = float32(float64(v[i].w) * by)
	}
}

// dot is the scalar product. It is summed in order of the terms, so that it is
// the same to the last bit every time.
func (v vector) dot(u vector) float64 {
	if len(v) > len(u) {
		v, u = u, v
	}
	sum := 0.0
	if len(u) > 16*len(v) {
		for _, w := range v {
			at, ok := slices.BinarySearchFunc(u, w.term, func(x weight, t term) int { return cmp.Compare(x.term, t) })
			if ok {
				sum += float64(w.w) * float64(u[at].w)
			}
			u = u[at:]
		}
		return sum
	}
	for i, j := 0, 0; i < len(v) && j < len(u); {
		switch {
		case v[i].term < u[j].term:
			i++
		case v[i].term > u[j].term:
			j++
		default:
			sum += float64(v[i].w) * float64(u[j].w)
			i, j = i+1, j+1
		}
	}
	return sum
}

// plus adds u to v, in the place of v, and calls fresh for each term of u that v
// had not.
func (v vector) plus(u vector, fresh func(term)) vector {
	if len(v) == 0 {
		for _, w := range u {
			fresh(w.term)
		}
		return slices.Clone(u)
	}
	var added vector
	rest := v
	for _, w := range u {
		i, ok := slices.BinarySearchFunc(rest, w.term, func(x weight, t term) int { return cmp.Compare(x.term, t) })
		rest = rest[i:]
		if ok {
			rest[0].w += w.w
			continue
		}
		added = append(added, w)
		fresh(w.term)
	}
	// The new terms are merged in from the end, where there is room.
	i, j := len(v)-1, len(added)-1
	v = append(v, added...)
	for k := len(v) - 1; j >= 0; k-- {
		if i >= 0 && v[i].term > added[j].term {
			v[k] = v[i]
			i--
		} else {
			v[k] = added[j]
			j--
		}
	}
	return v
}

// minus takes u off v, in the place of v; terms of u that v lacks are left out.
func (v vector) minus(u vector) {
	i := 0
	for _, w := range u {
		for i < len(v) && v[i].term < w.term {
			i++
		}
		if i < len(v) && v[i].term == w.term {
			v[i].w -= w.w
		}
	}
}

// heaviest is v with its n heaviest terms alone.
func (v vector) heaviest(n int) vector {
	kept := slices.Clone(v)
	slices.SortFunc(kept, func(a, b weight) int {
		return cmp.Or(cmp.Compare(b.w, a.w), cmp.Compare(a.term, b.term))
	})
	kept = slices.Clone(kept[:min(n, len(kept))])
	slices.SortFunc(kept, func(a, b weight) int { return cmp.Compare(a.term, b.term) })
	return kept
}
