package segment

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/kljensen/snowball/english"
	"golang.org/x/text/unicode/norm"
)

// Words yields the words of text: runs of letters, digits and marks, with
// apostrophes, hyphens and full stops kept inside them ("don't", "U.S",
// "win-win"). The spans are not folded.
func Words(text string) func(yield func(Span) bool) {
	return func(yield func(Span) bool) {
		for i := 0; i < len(text); {
			r, n := utf8.DecodeRuneInString(text[i:])
			if !wordRune(r) {
				i += n
				continue
			}
			start := i
			for i < len(text) {
				r, n := utf8.DecodeRuneInString(text[i:])
				if wordRune(r) {
					i += n
					continue
				}
				if !joins(r) || i+n == len(text) {
					break
				}
				next, _ := utf8.DecodeRuneInString(text[i+n:])
				if !wordRune(next) || r == ',' && !(digit(text[i-1]) && unicode.IsDigit(next)) {
					break
				}
				i += n
			}
			if !yield(Span{start, i}) {
				return
			}
		}
	}
}

func wordRune(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

func digit(c byte) bool { return '0' <= c && c <= '9' }

func joins(r rune) bool {
	return r == '\'' || r == '’' || r == '-' || r == '.' || r == ',' || r == '‑'
}

// Fold brings a word to the form in which words are compared: lower case,
// without diacritics, with straight apostrophes and hyphens. "Erdoğan" and
// "ERDOGAN" fold to the same bytes.
func Fold(s string) string {
	if plain(s) {
		return s
	}
	if ascii(s) {
		return strings.ReplaceAll(strings.ToLower(s), "`", "'")
	}
	var b strings.Builder
	b.Grow(len(s))
	for _, r := range norm.NFKD.String(s) {
		switch {
		case unicode.Is(unicode.Mn, r):
			continue
		case r == '’' || r == '‘' || r == 'ʼ' || r == '`' || r == '´':
			r = '\''
		case r == '‐' || r == '‑' || r == '–':
			r = '-'
		}
		switch r {
		case 'ı', 'İ':
			r = 'i'
		case 'ł', 'Ł':
			r = 'l'
		case 'ø', 'Ø':
			r = 'o'
		case 'đ', 'Đ':
			r = 'd'
		case 'ß', 'ẞ':
			b.WriteString("ss")
			continue
		case 'æ', 'Æ':
			b.WriteString("ae")
			continue
		case 'œ', 'Œ':
			b.WriteString("oe")
			continue
		}
		b.WriteRune(unicode.ToLower(r))
	}
	return b.String()
}

func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}

// plain reports whether s is folded already, which most words of a text are.
func plain(s string) bool {
	for i := range len(s) {
		if c := s[i]; c >= utf8.RuneSelf || 'A' <= c && c <= 'Z' || c == '`' {
			return false
		}
	}
	return true
}

// Terms appends the search terms of text to dst: words folded, without the
// closed-class words that every text has, reduced to their stems by Porter's
// second English algorithm (Snowball). A compound gives its parts; a possessive
// gives its owner; "U.S." and "US" give the same term.
func Terms(dst []string, text string) []string { return (*Stemmer)(nil).Terms(dst, text) }

// A Stemmer makes terms and remembers the stems of words, so that many texts
// take a fraction of the time: a corpus has few words, often. It is for one
// goroutine at a time. A nil Stemmer remembers nothing.
type Stemmer struct {
	stems map[string]string
}

// NewStemmer returns a stemmer that has not seen a word yet.
func NewStemmer() *Stemmer { return &Stemmer{stems: map[string]string{}} }

// rememberedStems bounds a Stemmer's memory to some ten megabytes.
const rememberedStems = 100_000

func (st *Stemmer) stem(word string) string {
	if st == nil {
		return Stem(word)
	}
	stem, ok := st.stems[word]
	if !ok {
		stem = Stem(word)
		if len(st.stems) < rememberedStems {
			st.stems[strings.Clone(word)] = stem
		}
	}
	return stem
}

// Terms appends the terms of text as the function of that name does.
func (st *Stemmer) Terms(dst []string, text string) []string {
	for s := range Words(text) {
		dst = st.appendTerm(dst, Fold(s.Of(text)), s.Of(text))
	}
	return dst
}

func (st *Stemmer) appendTerm(dst []string, word, as string) []string {
	if strings.IndexByte(word, '-') > 0 {
		for part := range strings.SplitSeq(word, "-") {
			dst = st.appendTerm(dst, part, part)
		}
		return dst
	}
	word = strings.TrimSuffix(word, "'s")
	if i := strings.IndexByte(word, '.'); i > 0 && !digit(word[0]) {
		if i == 1 {
			word, as = strings.ReplaceAll(word, ".", ""), "" // u.s, u.n
		} else {
			for part := range strings.SplitSeq(word, ".") {
				dst = st.appendTerm(dst, part, part)
			}
			return dst
		}
	}
	word = strings.Trim(word, "'.,")
	if word == "" || stopWords[word] && as != "US" && as != "IT" && as != "WHO" && as != "" {
		return dst
	}
	return append(dst, st.stem(word))
}

// Stem reduces a folded English word to its stem.
func Stem(word string) string {
	if len(word) < 4 || digit(word[0]) {
		return word
	}
	return english.Stem(word, false)
}

// StopWord reports whether a folded word is one that Terms leaves out.
func StopWord(word string) bool { return stopWords[word] }

var stopWords = wordSet(`a an the this that these those and or but nor so yet if then than as
	of at by for with about against between into through during before after above below
	to from up down in out on off over under again further once here there when where why
	how what which who whom whose all any both each few more most other some such no not
	only own same too very can will just should would could may might must shall do does
	did doing done have has had having be am is are was were been being i me my mine we us
	our ours you your yours he him his she her hers it its they them their theirs himself
	herself itself themselves also s t don didn doesn isn wasn aren weren hasn haven hadn
	won wouldn couldn shouldn ll re ve m d o said say says`)

func wordSet(words string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(words) {
		m[w] = true
	}
	return m
}
