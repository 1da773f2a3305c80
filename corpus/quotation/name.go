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
	// doubtful is true of a surname alone that may as well mean somebody else.
	doubtful bool
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
		j, next := f.credit(tokens, i, j)
		n := name{first: p.first + i, last: p.first + j, paragraph: index, who: -1}
		core := i
		for core < j && f.isTitle(tokens, core, j) {
			core++
			if core > i && core+1 < j && f.form(&tokens[core]) == "of" && ofOffice[f.form(&tokens[core-1])] {
				core += 2 // "Secretary of State John Kerry"
				for core < j && tokens[core].is(cBody|cAttribution) {
					core++
				}
			}
		}
		if core > i && core < j && f.whichBody(tokens[i:core], tokens[core:j]) {
			for core = i; before[f.form(&tokens[core])]; {
				core++
			}
		}
		n.core = p.first + core
		if j > i && !(i > 0 && versus(f.form(&tokens[i-1])) || j < len(tokens) && versus(f.form(&tokens[j]))) {
			dst = append(dst, n)
		}
		i = next
	}
	return dst
}

// versus reports whether the word stands between the sides of a case in court, which is
// named for them and no person: "Roe v. Poe".
func versus(word string) bool { return word == "v." || word == "v" || word == "vs." || word == "vs" }

// before are words of titles that say of a body, too, that it is no more, or not quite
// yet.
var before = map[string]bool{"Former": true, "Acting": true}

// whichBody reports whether words like titles say which body is named, so that they
// are part of its name: "Justice Department", "Foreign Relations Committee".
func (f *finder) whichBody(titles, tokens []token) bool {
	last := &tokens[len(tokens)-1]
	if last.is(cTitle|cPerson|cPeople) || !last.is(cBody) && !f.institution(last) {
		return false
	}
	for i := range titles {
		if t := &titles[i]; len(tokens) > 1 && t.is(cTitle) && !modifiers[f.form(t)] && f.form(t) != "Justice" {
			return false
		}
	}
	for i := range tokens {
		if tokens[i].is(cGivenMasculine | cGivenFeminine) {
			return false
		}
	}
	return true
}

// credit finds the credit of a picture that has run into the names at [i, j): "Ida
// Holm Jo Berg/Pool/AP Holm". The name before it ends at end, and what is behind it
// begins at next; without a credit both are j.
func (f *finder) credit(tokens []token, i, j int) (end, next int) {
	for k := i; k < j; k++ {
		first, others, ok := strings.Cut(f.form(&tokens[k]), "/")
		if !ok || !agencies[lastPart(others)] {
			continue
		}
		end, next = k, k+1
		if end > i && !agencies[first] {
			end-- // the photographer's given name
		}
		if next < j && lastPart(others) == "Getty" {
			next++ // Images
		}
		return end, next
	}
	return j, j
}

func lastPart(s string) string { return s[strings.LastIndexByte(s, '/')+1:] }

// agencies are the last parts of credits of pictures. Those that poll with others
// are not among them.
var agencies = map[string]bool{
	"AFP": true, "AP": true, "Alamy": true, "Anadolu": true, "Corbis": true, "EPA": true, "Getty": true,
	"NurPhoto": true, "PA": true, "Pool": true, "Redux": true, "Reuters": true, "REUTERS": true, "Shutterstock": true, "Sipa": true,
	"UPI": true, "USAT": true, "USTA": true, "WPA": true, "Xinhua": true, "ZUMA": true,
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
	return last.is(cBody) || s == "of" && (len(before) == 1 && f.institution(last) || ofOffice[f.form(last)])
}

// ofOffice are words of titles that "of" and a word follow: "US Secretary of State
// Ada Lind", "White House Chief of Staff Bo Berg".
var ofOffice = map[string]bool{"Secretary": true, "Chief": true}

// institution reports whether t heads a body's name though it is no common noun
// of speakers.
func (f *finder) institution(t *token) bool { return institutions[f.form(t)] }

var institutions = map[string]bool{
	"Bank": true, "Board": true, "Bureau": true, "Centers": true, "Centre": true, "Center": true, "Chamber": true, "Church": true,
	"College": true, "Court": true, "Daughters": true, "House": true, "Institutes": true, "Library": true, "Ministry": true,
	"Museum": true, "Office": true, "Organization": true, "University": true, "School": true, "Secretary": true,
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
