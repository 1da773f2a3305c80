package briefing

import (
	"slices"
	"strings"

	"briefbot/briefing/dates"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// roles says who does what to whom in a sentence, by the order of its words alone:
// what no rule here accepts is not told.
type roles struct {
	*asked
	*sentence
	terms []string // of each word
}

const (
	subjectReach = 7 // words before a verb
	objectReach  = 6 // words behind it
)

// does reports whether whoever has the name does what word i tells.
func (r *roles) does(name []string, i int) bool {
	return r.owns(name, i) || !r.passive(i) && r.subject(name, i) || r.by(name, i)
}

// suffers reports whether what word i tells is done to whoever has the name.
func (r *roles) suffers(name []string, i int) bool {
	return r.owns(name, i) || r.object(name, i) || (r.passive(i) || r.ends(i)) && r.subject(name, i)
}

// is reports whether word i is of the name, and no possessive.
func (r *roles) is(name []string, i int) bool {
	return r.names(name, i) && !possessive(r.words[i].Word)
}

// names reports whether word i is of the name: the last word of a person's, any
// word of another that is about as rare as its rarest.
func (r *roles) names(name []string, i int) bool {
	t := r.terms[i]
	return t != "" && slices.ContainsFunc(r.keys(name), func(key string) bool { return likeness(key, t) >= formShare })
}

// keys are the terms of a name by which it is known again.
func (r *roles) keys(name []string) []string {
	last := len(name) - 1
	for last > 0 && numerals[name[last]] {
		last--
	}
	for _, p := range r.persons {
		if p.terms[name[last]] && strings.Contains(p.speaker.Name, " ") && len(p.speaker.Roles) > 0 {
			return name[last : last+1]
		}
	}
	rarest := last
	for i, t := range name {
		if !titles[t] && r.weights[t] > r.weights[name[rarest]] {
			rarest = i
		}
	}
	return []string{name[rarest], name[last]}
}

// titles are the stems of words before a name that many share.
var titles = phrase.Stems(`king queen prince princess pope sir lord lady dr mr mrs ms president minister chancellor senator governor mayor judge justice
	general captain bishop hurricane typhoon storm mount lake`)

var numerals = phrase.Set("ii iii iv vi vii viii xiv xvi jr sr 1 2 3 4 5 6 7 8 9")

func possessive(word string) bool {
	return bare(word) != word || strings.HasSuffix(word, "s'") || strings.HasSuffix(word, "s’")
}

// near reports whether the sentence, the one before it or the headline has the name.
func (r *roles) near(name []string) bool {
	return slices.ContainsFunc(r.terms, func(t string) bool {
		return t != "" && slices.ContainsFunc(name, func(n string) bool { return likeness(n, t) >= formShare })
	}) || r.known(name)
}

// known reports whether a pronoun may stand for the name: the sentence before or the
// headline has it, or it is known whom the sentence means.
func (r *roles) known(name []string) bool {
	keys := r.keys(name)
	has := func(t string) bool {
		return slices.ContainsFunc(keys, func(key string) bool { return likeness(key, t) >= formShare })
	}
	return slices.ContainsFunc(r.before, has) || slices.ContainsFunc(segment.Terms(nil, r.document.Article.Headline.Value), has) ||
		slices.ContainsFunc(r.persons, func(p person) bool {
			return p.terms[keys[len(keys)-1]] && slices.Contains(r.people, p.speaker)
		})
}

// breaks reports whether a comma or a stronger mark stands between word i and the
// next.
func (r *roles) breaks(i int) bool {
	if i < 0 || i+1 >= len(r.words) {
		return true
	}
	between := r.document.Article.Text[r.words[i].End:r.words[i+1].Start]
	return strings.ContainsAny(between, ",;:()–—!?|")
}

// passive reports whether word i is a participle of what is done to the subject.
func (r *roles) passive(i int) bool {
	for j := i - 1; j >= 0 && j >= i-4; j-- {
		w := r.words[j].Fold
		if passives[w] {
			return true
		}
		if !adverbs[w] && !strings.HasSuffix(w, "ly") && w != "not" && w != "and" {
			break
		}
	}
	return i+1 < len(r.words) && r.words[i+1].Fold == "by" && strings.HasSuffix(r.words[i].Fold, "ed")
}

// ends reports whether nothing follows word i to which it may be done.
func (r *roles) ends(i int) bool {
	return r.breaks(i) || i+1 < len(r.words) && (prepositions[r.words[i+1].Fold] || segment.StopWord(r.words[i+1].Fold) || dates.Name(r.words[i+1].Fold))
}

// subject reports whether the name is the subject of the verb that is word i.
func (r *roles) subject(name []string, i int) bool {
	k := i - 1
	for k >= 0 && (adverbs[r.words[k].Fold] || passives[r.words[k].Fold] || auxiliaries[r.words[k].Fold] || strings.HasSuffix(r.words[k].Fold, "ly") || r.words[k].Fold == "to") {
		k--
	}
	if k < 0 {
		return false
	}
	earlier := func(at int) bool { // the name stands before it, with an aside or a predicate between
		for p := at; p >= 0; p-- {
			if r.is(name, p) {
				return true
			}
		}
		return false
	}
	switch w := r.words[k].Fold; {
	case w == "who":
		for p := k - 1; p >= 0 && p >= k-2; p-- { // of the name right before it
			if r.is(name, p) || numerals[r.terms[p]] && p > 0 && r.is(name, p-1) {
				return true
			}
		}
		return false
	case subjects[w] && r.pronounOfOther(name, k):
		return false
	case subjects[w] && (earlier(k-1) || r.known(name)) || w == "and" && earlier(k-1):
		return true
	}
	if r.breaks(k) { // "NAME, the former chairman, resigned"
		for p := k; p >= 0; p-- {
			if r.is(name, p) && (r.breaks(p) || p+1 < len(r.words) && numerals[r.terms[p+1]] && r.breaks(p+1)) {
				return true
			}
		}
		return false
	}
	for n := 0; k >= 0 && n < subjectReach; k, n = k-1, n+1 {
		switch {
		case r.is(name, k):
			return !r.governed(k)
		case n > 0 && r.breaks(k), clauseEnds[r.words[k].Fold], sayings[r.words[k].Fold]:
			return false
		case phrase.Capital(r.words[k].Word) && k > 0 && !prepositions[r.words[k-1].Fold] && !r.beside(name, k):
			return false // somebody else
		}
	}
	return false
}

// pronounOfOther reports whether the last of the persons whom the sentence names before a
// pronoun at word k is somebody else: "lost to NAME when she became …".
func (r *roles) pronounOfOther(name []string, k int) bool {
	for p := k - 1; p >= 0; p-- {
		switch {
		case r.is(name, p):
			return false
		case r.otherPerson(name, p):
			return true
		}
	}
	return false
}

// otherPerson reports whether word p is the last name of somebody else whom the sentence
// names.
func (r *roles) otherPerson(name []string, p int) bool { return r.personAt(p) && !r.names(name, p) }

// personAt reports whether word p is the last name of somebody whom the sentence names.
func (r *roles) personAt(p int) bool {
	w := bare(r.words[p].Word)
	return phrase.Capital(w) && slices.ContainsFunc(r.people, func(who *corpus.Speaker) bool { return strings.HasSuffix(who.Name, " "+w) })
}

// governed reports whether the name that has word k is itself what another verb or a
// preposition has for an object: "after beating NAME".
func (r *roles) governed(k int) bool {
	for k > 0 && !r.breaks(k-1) && (phrase.Capital(r.words[k-1].Word) || r.words[k-1].Fold == "the") {
		k--
	}
	if k == 0 || r.breaks(k-1) {
		return false
	}
	before := r.words[k-1].Fold
	return deedAt(r.words, k-1) != nil && (strings.HasSuffix(before, "ing") || strings.HasSuffix(before, "ed") || before == "beat") || before == "against" || before == "over"
}

// beside reports whether the capitalised word k is one of a run that has the name,
// or joined to it: "NAME and Holm", "Johnson-led".
func (r *roles) beside(name []string, k int) bool {
	for k > 0 && !r.breaks(k-1) && (phrase.Capital(r.words[k-1].Word) || r.words[k-1].Fold == "and" || r.words[k-1].Fold == "of") {
		k--
		if r.is(name, k) {
			return true
		}
	}
	return false
}

// object reports whether the name is what the verb that is word i has for an object.
func (r *roles) object(name []string, i int) bool {
	if r.passive(i) {
		return false
	}
	for k := i + 1; k < len(r.words) && k <= i+objectReach && !r.breaks(k-1); k++ {
		w := r.words[k].Fold
		if clauseEnds[w] || sayings[w] || prepositions[w] && w != "of" && w != "for" {
			return false
		}
		if r.is(name, k) {
			return !r.modifies(k)
		}
	}
	return false
}

// modifies reports whether the name that ends with word k only says of what kind the
// noun behind it is: "NAME brands".
func (r *roles) modifies(k int) bool {
	for k+1 < len(r.words) && !r.breaks(k) && phrase.Capital(r.words[k+1].Word) {
		k++
	}
	if k+1 >= len(r.words) || r.breaks(k) {
		return false
	}
	next := r.words[k+1].Fold
	return strings.HasSuffix(next, "s") && len(next) > 4 && !segment.StopWord(next) && !prepositions[next] && !places[next] && !sayings[next] && deedAt(r.words, k+1) == nil
}

// by reports whether a participle, or a noun, names who did it behind "by".
func (r *roles) by(name []string, i int) bool {
	for k := i + 1; k < len(r.words) && k <= i+objectReach && !r.breaks(k-1); k++ {
		if r.words[k].Fold != "by" {
			continue
		}
		for j := k + 1; j < len(r.words) && j <= k+objectReach && !r.breaks(j-1); j++ {
			if r.is(name, j) {
				return true
			}
		}
		return false
	}
	return false
}

// owns reports whether the noun that is word i is the name's: "NAME's death", "the
// arrest of NAME", "the NAME trial", "her resignation".
func (r *roles) owns(name []string, i int) bool {
	for k := i - 1; k >= 0 && k >= i-3 && !r.breaks(k); k-- {
		w := r.words[k]
		switch {
		case r.names(name, k) && (possessive(w.Word) || k == i-1 && deverbal(r.words[i].Fold)):
			return true
		case owners[w.Fold]:
			return r.known(name) || slices.ContainsFunc(r.words[:k], func(t phrase.Token) bool { return r.namesWord(name, t) })
		case phrase.Capital(w.Word):
			k = -1
		}
	}
	if i+1 < len(r.words) && r.words[i+1].Fold == "of" {
		for k := i + 2; k < len(r.words) && k <= i+2+objectReach && !r.breaks(k-1); k++ {
			if r.is(name, k) {
				return !r.modifies(k)
			}
			if prepositions[r.words[k].Fold] || clauseEnds[r.words[k].Fold] {
				break
			}
		}
	}
	return false
}

func (r *roles) namesWord(name []string, w phrase.Token) bool {
	t := phrase.Stem(bare(w.Word))
	return t != "" && slices.ContainsFunc(r.keys(name), func(key string) bool { return likeness(key, t) >= formShare })
}

// deverbal reports whether a word is a noun made of a verb.
func deverbal(fold string) bool {
	return slices.ContainsFunc(nounEndings, func(ending string) bool { return strings.HasSuffix(fold, ending) })
}

var (
	nounEndings = []string{"tion", "sion", "ment", "ure", "al", "th", "ing", "ry", "ge", "swap"}
	passives    = phrase.Set("be been being is are was were get gets got getting")
	subjects    = phrase.Set("he she it they")
	owners      = phrase.Set("his her their its")
)
