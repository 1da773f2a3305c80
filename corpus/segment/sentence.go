package segment

import (
	"iter"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Sentences yields the sentences of one paragraph, in order. Together they
// cover the paragraph but for the white space between them.
//
// A sentence ends at . ! ? … (and the closing marks behind it) when white space
// follows and the next word does not begin in lower case, unless the full stop
// belongs to an abbreviation, an initial or a list number.
func Sentences(text string, paragraph Span) iter.Seq[Span] {
	return func(yield func(Span) bool) {
		start := paragraph.Start
		for i := paragraph.Start; i < paragraph.End; {
			r, n := utf8.DecodeRuneInString(text[i:paragraph.End])
			i += n
			if !isTerminal(r) {
				continue
			}
			stop := i - n
			for i < paragraph.End { // "?!", "...", and closing marks
				r2, n2 := utf8.DecodeRuneInString(text[i:paragraph.End])
				if !isTerminal(r2) && !isClosing(r2) {
					break
				}
				i += n2
			}
			if i < paragraph.End && !endsSentence(text, start, stop, i, paragraph.End) {
				continue
			}
			if s := Trim(text, Span{start, i}); s.Len() > 0 && !yield(s) {
				return
			}
			start = i
		}
		if s := Trim(text, Span{start, paragraph.End}); s.Len() > 0 {
			yield(s)
		}
	}
}

func isTerminal(r rune) bool {
	return r == '.' || r == '!' || r == '?' || r == '…' || r == '。' || r == '؟'
}

func isClosing(r rune) bool {
	switch r {
	case '"', '\'', '”', '’', '»', '“', ')', ']', '}', '*', '_':
		return true
	}
	return false
}

// endsSentence decides about the stop at text[stop], behind which the closing
// marks end at next. The sentence so far begins at start.
func endsSentence(text string, start, stop, next, end int) bool {
	r, _ := utf8.DecodeRuneInString(text[next:end])
	if !unicode.IsSpace(r) {
		return false
	}
	rest := strings.TrimLeftFunc(text[next:end], unicode.IsSpace)
	if rest == "" {
		return true
	}
	word := strings.TrimLeftFunc(rest, func(r rune) bool { return isOpening(r) })
	first, _ := utf8.DecodeRuneInString(word)
	if unicode.IsLower(first) {
		return false
	}
	if text[stop] != '.' || next != stop+1 {
		// Closing marks, or a stronger stop: "…!” He left".
		return true
	}
	before := lastToken(text[start:stop])
	switch {
	case before == "":
		return true
	case utf8.RuneCountInString(before) == 1 && unicode.IsUpper(firstRune(before)):
		// An initial ("J. Smith"), unless a new sentence plainly starts.
		return startsSentence(word)
	case strings.Contains(before, "."):
		// "U.S.", "p.m.", "Ph.D.": the sentence may end with them.
		return startsSentence(word)
	case strings.TrimLeft(before, "0123456789") == "" && start == stop-len(before)-leading(text[start:stop]):
		return false // "1. First point"
	}
	switch abbreviations[strings.ToLower(before)] {
	case titled:
		return false
	case numbered:
		return !unicode.IsDigit(first)
	case closing:
		return startsSentence(word)
	}
	return true
}

func leading(s string) int { return len(s) - len(strings.TrimLeftFunc(s, unicode.IsSpace)) }

func firstRune(s string) rune {
	r, _ := utf8.DecodeRuneInString(s)
	return r
}

func isOpening(r rune) bool {
	switch r {
	case '"', '\'', '“', '‘', '«', '„', '(', '[', '*', '_':
		return true
	}
	return false
}

// lastToken is the run of letters, digits and inner full stops at the end of s.
func lastToken(s string) string {
	i := len(s)
	for i > 0 {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '.' {
			break
		}
		i -= n
	}
	return s[i:]
}

// startsSentence reports whether word opens a sentence even behind an
// abbreviation: one of the closed-class words that names do not begin with.
func startsSentence(word string) bool {
	i := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) && r != '’' && r != '\'' })
	if i >= 0 {
		word = word[:i]
	}
	return openers[word]
}

type abbreviation uint8

const (
	titled   abbreviation = iota + 1 // a name follows: never the end
	numbered                         // no end before a number: "No. 5"
	closing                          // may end a sentence: "Inc.", "etc.", "Jan."
)

var abbreviations = func() map[string]abbreviation {
	m := map[string]abbreviation{}
	for _, row := range []struct {
		kind  abbreviation
		words string
	}{
		{titled, `mr mrs ms dr prof sen rep gov gen col capt lt cmdr maj sgt cpl pvt adm rev hon pres
			sir st mt ft messrs mme mlle supt det insp amb sec atty dist vs v e.g i.e cf al ca approx dept univ assn
			bros hrn frau hr nr bzw`},
		{numbered, `no nos vol pp p art fig ch`},
		{closing, `jan feb mar apr jun jul aug sept sep oct nov dec inc corp ltd co llc plc jr sr etc am pm a.m p.m est
			u.s u.k u.n e.u d.c mon tue tues wed thu thur thurs fri sat sun ave blvd rd calif fla mass mich minn tex
			va pa md wash ill ariz conn ore wis tenn ga ky la mo`},
	} {
		for _, w := range strings.Fields(row.words) {
			m[w] = row.kind
		}
	}
	return m
}()

var openers = wordSet(`The A An This That These Those He She It They We I You His Her Its Their
	Our My In On At By For From With But And Or So Yet If When While As After Before Since
	Although Though However Meanwhile Then There Here Who What Why How Where Both Some Many
	Most Several All No Not Now Today Also According During Under Despite Until Once Because
	Only Another Such Last Earlier Later Der Die Das Ein Eine Er Sie Es Wir Ich`)
