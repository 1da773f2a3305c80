package quotation

import "strings"

// A name is a run of tokens that names somebody or something: "Turkish
// President Recep Tayyip Erdoğan".
type name struct {
	// first and last (exclusive) are tokens of the whole text; core is where
	// the titles end.
	first, core, last int
	paragraph         int
	// who is the entity it names, set by the registry.
	who int
}

// particles join the capitalised parts of one name.
var particles = map[string]bool{
	"de": true, "del": true, "della": true, "der": true, "den": true, "van": true,
	"von": true, "bin": true, "ibn": true, "al": true, "el": true, "la": true,
	"le": true, "du": true, "da": true, "dos": true, "di": true, "zu": true,
}

// scanNames appends the names in the paragraph's tokens to dst.
func (f *finder) scanNames(dst []name, index int) []name {
	p := &f.paragraphs[index]
	tokens := p.tokens
	for i := 0; i < len(tokens); {
		if i > 1 && tokens[i-1].shape == sBracketOpen && tokens[i-2].isName() {
			i++ // a party or state: "Roe (D-Ohio)"
			continue
		}
		if !f.beginsName(tokens, i) {
			i++
			continue
		}
		if t := &tokens[i]; t.word == nil && opensSentence(tokens, i) && !f.capital[f.key(t)] && i+2 < len(tokens) &&
			tokens[i+1].is(cGivenMasculine|cGivenFeminine) && tokens[i+1].isName() && tokens[i+2].isName() && !tokens[i+2].is(cBody|cTitle|cPerson) {
			i++ // "Everything Ron Smith said": the sentence's first word is no name
			continue
		}
		j := i + 1
		for j < len(tokens) {
			t := &tokens[j]
			if j > i+2 && f.roman(&tokens[j-1]) && !tokens[j-2].is(cGivenMasculine|cGivenFeminine) {
				break // "the end of World War I. Photos"
			}
			switch {
			case t.is(cDay) && f.daySurname(tokens, i, j):
				j++
				continue
			case t.isName() && t.region == tokens[i].region && !t.is(cDay) && !(t.is(cMonth) && j+1 < len(tokens) && tokens[j+1].shape == sNumber):
				j++
				continue
			case j+1 < len(tokens) && tokens[j+1].isName() && tokens[j+1].region == tokens[i].region && t.shape == sLower && particles[f.form(t)]:
				j += 2
				continue
			case j+2 < len(tokens) && tokens[j+2].isName() && t.shape == sLower && particles[f.form(t)] && particles[f.form(&tokens[j+1])]:
				j += 3 // "Ursula von der Heide"
				continue
			case f.joinsBody(tokens[i:j], t) && j+1 < len(tokens):
				k := j + 1
				if tokens[k].is(cDet) && k+1 < len(tokens) {
					k++
				}
				if tokens[k].isName() {
					j = k + 1
					continue
				}
			}
			break
		}
		n := name{first: p.first + i, last: p.first + j, paragraph: index, who: -1}
		core := i
		for core < j && f.isTitle(tokens, core, j) {
			core++
			if core > i && core+2 < j && f.form(&tokens[core]) == "of" && tokens[core+2].isName() {
				core += 2 // "Secretary of State John Kerry"
				for core < j && tokens[core].is(cBody|cAttribution) {
					core++
				}
			}
		}
		n.core = p.first + core
		dst = append(dst, n)
		i = j
	}
	return dst
}

// daySurname reports whether the day at j is the surname of the given name at i,
// as a verb of saying or a possessive behind it shows: "Jeff Saturday said".
func (f *finder) daySurname(tokens []token, i, j int) bool {
	if j != i+1 || j+1 >= len(tokens) || !tokens[j].isName() || !tokens[i].is(cGivenMasculine|cGivenFeminine) {
		return false
	}
	t := &tokens[j+1]
	return t.is(cAux) || t.is(cSpeech) && t.is(cPast) || t.end-t.start > 1 && f.form(t)[0] == '\'' || strings.HasPrefix(f.form(t), "’")
}

// roman reports whether the token is a Roman number of one letter and a stop.
func (f *finder) roman(t *token) bool {
	s := f.form(t)
	return s == "I." || s == "V." || s == "X."
}

// capitals lists the words that begin with a capital inside a sentence, so that
// a sentence's first word can be told from a name.
func (f *finder) capitals() {
	f.capital = map[uint64]bool{}
	for i := range f.paragraphs {
		p := &f.paragraphs[i]
		if p.heading {
			continue
		}
		for k := range p.tokens {
			if t := &p.tokens[k]; t.shape == sCapital && t.word == nil && !opensSentence(p.tokens, k) {
				f.capital[f.key(t)] = true
			}
		}
	}
}

// key is a hash of the token's text.
func (f *finder) key(t *token) uint64 {
	h := uint64(14695981039346656037)
	for i := t.start; i < t.end; i++ {
		h = (h ^ uint64(f.text[i])) * 1099511628211
	}
	return h
}

// opensSentence reports whether token i is a sentence's or quotation's first.
func opensSentence(tokens []token, i int) bool {
	return i == 0 || tokens[i-1].sentence != tokens[i].sentence || tokens[i-1].shape == sOpen || tokens[i-1].shape == sColon
}

// beginsName reports whether a name can begin at token i.
func (f *finder) beginsName(tokens []token, i int) bool {
	t := &tokens[i]
	if !t.isName() || t.is(cDay) || i+1 < len(tokens) && tokens[i+1].shape == sColon && labels[f.form(t)] {
		return false
	}
	const function = cDet | cPossessive | cPronoun | cPreposition | cConjunction | cSubordinator | cAux | cAdverb
	if t.is(function) && !(t.is(cCountry) && t.shape == sUpper) && f.form(t) != "Will" && f.form(t) != "May" && f.form(t) != "Mark" {
		return false
	}
	if t.is(cMonth) && !t.is(cGivenFeminine|cGivenMasculine) {
		return false
	}
	if opensSentence(tokens, i) && t.shape == sCapital {
		// The first word of a sentence is a name only if it looks like one.
		if t.is(cVerb|cPeople|cAttribution|cMasculineNoun|cFeminineNoun) && !t.is(cTitle) {
			return false
		}
		if t.word == nil && (hasSuffix(f.form(t), "ing") || hasSuffix(f.form(t), "ly") || hasSuffix(f.form(t), "ed")) {
			return i+1 < len(tokens) && tokens[i+1].isName()
		}
		if t.word == nil && !f.capital[f.key(t)] {
			// A word that is capitalised nowhere else: a name only before
			// another, or before a verb or a possessive.
			if i+1 >= len(tokens) {
				return false
			}
			n := &tokens[i+1]
			if !n.isName() && !n.is(cFinite|cThird|cPast) && !(n.is(cAux) || n.shape == sComma) {
				return false
			}
		}
		if t.is(cTitle|cPerson|cBody|cDemonym) && !(i+1 < len(tokens) && tokens[i+1].isName()) {
			of := i+2 < len(tokens) && f.form(&tokens[i+1]) == "of" && tokens[i+2].isName()
			return t.is(cCountry) || of && f.institution(t)
		}
	}
	if t.is(cDemonym) && !t.is(cCountry) && !(i+1 < len(tokens) && tokens[i+1].isName()) {
		return false // "the Iranian minister"
	}
	return true
}

func hasSuffix(s, suffix string) bool {
	return len(s) > len(suffix)+1 && s[len(s)-len(suffix):] == suffix
}

// joinsBody reports whether t joins the parts of a body's name: "Department of
// Justice", "Centers for Disease Control", "Ernst & Young".
func (f *finder) joinsBody(before []token, t *token) bool {
	s := f.form(t)
	if s == "&" {
		return true
	}
	last := &before[len(before)-1]
	if s != "of" && s != "for" && s != "on" {
		return false
	}
	return last.is(cBody) || s == "of" && len(before) == 1 && f.institution(last)
}

// institution reports whether t heads a body's name though it is no common noun
// of speakers.
func (f *finder) institution(t *token) bool {
	switch f.form(t) {
	case "Bank", "Board", "Bureau", "Centers", "Centre", "Center", "Chamber", "Church", "College", "Court", "Daughters", "House", "Institutes", "Library", "Ministry", "Museum", "Office", "Organization", "University", "School", "Secretary":
		return true
	}
	return false
}

// isTitle reports whether token i of a name that ends at end is a title or
// describes one, so that the name proper begins behind it.
func (f *finder) isTitle(tokens []token, i, end int) bool {
	t := &tokens[i]
	// "San Antonio Police Chief William McManus"
	for k := i + 1; k+2 < end && k < i+6; k++ {
		if tokens[k].is(cPerson|cTitle) && tokens[k+1].is(cGivenMasculine|cGivenFeminine) && !tokens[k+1].is(cTitle) {
			return true
		}
	}
	if t.is(cGivenMasculine|cGivenFeminine) && i+1 < end && !t.is(cTitle) {
		return false
	}
	if t.is(cTitle | cPerson) {
		return true
	}
	// "Turkish President", "US President", "White House Press Secretary": what
	// stands before a title belongs to it.
	for j := i + 1; j < end && j < i+6; j++ {
		if tokens[j].is(cPreposition) {
			return false
		}
		if tokens[j].is(cGivenMasculine|cGivenFeminine) && !tokens[j].is(cTitle) {
			return false
		}
		if tokens[j].is(cTitle|cPerson) && j+1 <= end {
			return true
		}
	}
	return false
}

// described reports whether the first word of a name may say something of somebody
// instead of naming him, as the text's other mentions may show: "Emotional Ada Lind"
// at the beginning of a line, "Crown-appointed Ada Lind" anywhere.
func (f *finder) described(tokens []token) bool {
	first := &tokens[0]
	if len(tokens) < 3 || first.is(cGivenMasculine|cGivenFeminine) {
		return false
	}
	word := f.form(first)
	if _, behind, ok := strings.Cut(word, "-"); ok && behind != "" && behind == strings.ToLower(behind) {
		return true
	}
	at := strings.LastIndexByte(f.text[:first.start], '\n') + 1
	return strings.TrimSpace(f.text[at:first.start]) == ""
}

// joinedName reports whether a long name is held together by small words, as
// those of bodies are.
func (f *finder) joinedName(n *name) bool {
	if n.last-n.core > 9 {
		return false
	}
	for i := n.core; i < n.last; i++ {
		if t := &f.tokens[i]; t.shape == sLower || t.is(cBody|cPreposition) || particles[f.form(t)] || f.form(t) == "&" {
			return true
		}
	}
	return false
}
