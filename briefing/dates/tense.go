package dates

import (
	"strings"

	"briefbot/briefing/phrase"
	"briefbot/corpus/segment"
)

// ahead reports whether a day that a sentence names without its date, at word i, is
// one to come: by the verb that stands nearest before it, or, where the day begins
// its clause ("On Friday, Roth will travel"), by the first behind it. Without such a
// verb it is one that is over.
//
// The method is a list of the verb forms of news, not a parser: "would" looks ahead
// of what was said, "announced a plan to build on Monday" is over.
func ahead(text string, words []phrase.Token, i int) bool {
	switch fold(words, i-1) {
	case "next", "coming":
		return true
	case "last", "past", "since", "of": // "as of Friday"
		return false
	}
	if !begins(text, words, i) {
		supposed := false
		for j := i - 1; j >= 0; j-- {
			if t := tenseAt(words, j); t != neither {
				return t == toCome
			}
			supposed = supposed || whens[words[j].Fold]
		}
		if !supposed {
			return false
		}
		// "When they meet on Friday, …": the other clause says it.
	}
	for j := i + 1; j < len(words); j++ {
		if t := tenseAt(words, j); t != neither {
			return t == toCome
		}
		if j > i+1 && strings.ContainsAny(between(text, words, j), ";:") {
			break
		}
	}
	return false
}

// Ahead reports whether a day that a sentence of the text names is one to come, by the
// verb that it goes with, as In reads weekdays: "will meet on Friday", but not "said on
// Friday that they will meet".
func Ahead(text string, sentence, day segment.Span) bool {
	words := phrase.Tokens(text, sentence)
	for i, w := range words {
		if w.Start >= day.Start {
			return ahead(text, words, i)
		}
	}
	return false
}

// Past reports whether a folded word may be a past form of a verb.
func Past(fold string) bool { return pastForm(fold) }

// begins reports whether a day begins the sentence or a clause of it: nothing stands
// before it but "on", "but", "that" and the like, or a comma before these, and more
// than one word follows.
func begins(text string, words []phrase.Token, i int) bool {
	for j := i - 1; ; j-- {
		if j < 0 {
			return true
		}
		if !opens[words[j].Fold] {
			return false
		}
		if words[j].Fold == "that" || words[j].Fold == "when" {
			return true
		}
		if j > 0 && strings.ContainsAny(between(text, words, j), ",;:—–") {
			// "to vote, on Friday," hangs on what stands before it.
			return i+1 < len(words) && !strings.ContainsAny(between(text, words, i+1), ",.;:—–)")
		}
	}
}

// between is what stands between word j and the one before.
func between(text string, words []phrase.Token, j int) string {
	return text[words[j-1].End:words[j].Start]
}

func fold(words []phrase.Token, i int) string {
	if i < 0 || i >= len(words) {
		return ""
	}
	return words[i].Fold
}

type tense int

const (
	neither tense = iota
	over
	toCome
)

// tenseAt is what the verb form that ends at word i says of the time it tells of.
func tenseAt(words []phrase.Token, i int) tense {
	w := fold(words, i)
	if i > 0 && phrase.Capital(word(words, i)) {
		return neither // "May", "Mr Fried"
	}
	switch {
	case futures[w] || strings.HasSuffix(w, "'ll") || strings.HasSuffix(w, "’ll"):
		if fold(words, i+1) == "have" || fold(words, i+2) == "have" && fold(words, i+1) == "not" {
			if w != "will" { // "would have met"
				return over
			}
		}
		return toCome
	case w == "to" && i > 0: // "is to meet", "agreed to meet"
		before := fold(words, i-1)
		if determiners[fold(words, i+1)] {
			return neither // "agreed to a truce"
		}
		for j := i - 2; j >= 0 && j > i-7; j-- {
			if f := fold(words, j); f == "scheduled" || f == "set" || f == "expected" || f == "summoned" || f == "due" {
				return toCome // "scheduled her trial to start"
			}
		}
		if determiners[fold(words, i-2)] {
			return neither // "announced a plan to build"
		}
		if purposes[before] || (before == "is" || before == "are") && !phrase.Capital(word(words, i+1)) {
			return toCome
		}
		return neither
	case w == "for" || w == "on" || w == "by" || w == "until": // "talks planned for Friday"
		if i > 0 && (planned[fold(words, i-1)] || w == "for" && fold(words, i-1) == "ready") {
			return toCome
		}
		return neither
	case w == "of" && fold(words, i-1) == "ahead":
		return toCome
	case opening[w], present[w] && i > 0 && !determiners[fold(words, i-1)] && !numeral(fold(words, i-1)), w == "takes" && fold(words, i+1) == "place":
		return toCome
	case w == "saying" || w == "announcing" || w == "telling" || w == "adding" || strings.HasSuffix(w, "ing") && fold(words, i-1) == "after":
		return over
	case !pastForm(w):
		return neither
	case planned[w] && !auxiliary(words, i):
		next := fold(words, i+1)
		if _, day := ParseWeekday(next); day || next == "for" || next == "on" || next == "to" {
			return toCome // "talks expected on Friday"
		}
		return neither
	}
	// A participle is of the time of its auxiliary.
	for j := i - 1; j >= 0 && j >= i-5; j-- {
		switch f := fold(words, j); {
		case f == "be" || f == "been" || f == "being" || f == "not" || f == "also" || f == "now" || f == "already" || f == "still" || f == "only" || f == "remain" || f == "stay" || strings.HasSuffix(f, "ly"):
		case f == "has" || f == "have" || f == "had" || f == "having" || f == "was" || f == "were":
			if planned[w] && (f == "was" || f == "were") {
				return toCome // "was due to appear on Friday"
			}
			return over
		case f == "is" || f == "are":
			if planned[w] || fold(words, j+1) == "being" || scheduled[w] {
				return toCome
			}
			return neither // "is accused", "are based"
		case futures[f] || f == "to":
			return neither // the auxiliary says it
		case determiners[f] && f != "that" && j == i-1 && strings.HasSuffix(w, "ed"):
			return neither // "the ravaged south"
		default:
			return over
		}
	}
	return over
}

// numeral reports whether a folded word is a number: "30 runs" are none that go on.
func numeral(w string) bool {
	_, ok := smallNumber(w)
	return ok
}

// auxiliary reports whether a form of "be" or "have" stands close before word i.
func auxiliary(words []phrase.Token, i int) bool {
	for j := i - 1; j >= 0 && j >= i-3; j-- {
		switch f := fold(words, j); {
		case auxiliaries[f]:
			return true
		case f == "not" || f == "also" || f == "now" || f == "still" || strings.HasSuffix(f, "ly"):
		default:
			return false
		}
	}
	return false
}

func word(words []phrase.Token, i int) string {
	if i < 0 || i >= len(words) {
		return ""
	}
	return words[i].Word
}

// pastForm reports whether a folded word may be a past form or a participle.
func pastForm(w string) bool {
	return pasts[w] || len(w) > 4 && strings.HasSuffix(w, "ed") && !notPasts[w] || planned[w]
}

var (
	opens   = phrase.Set("on and but that when then so yet as late early this by since until meanwhile the of morning afternoon evening night")
	futures = phrase.Set("will won't won’t would shall may might can could should must tomorrow")
	// planned are the participles and adjectives of what is to be.
	planned = phrase.Set("expected scheduled planned due set slated poised likely supposed bound")
	// purposes are the words before "to" that tell of what is to be.
	purposes = phrase.Set("expected scheduled planned due set slated poised likely supposed bound ready going meant plans plan planning agreed agree agrees " +
		"hopes hope hoping intends intend intending vowed vows vow promised promises pledged pledges preparing prepares prepare prepared wants want " +
		"aims aim needs has have expects expect wait waiting waits about")
	auxiliaries = phrase.Set("is are was were be been being has have had")
	determiners = phrase.Set("the a an his her their its this that these those our my your")
	// scheduled are participles that tell of what is to be where "is" or "are" stands
	// before them.
	scheduled = phrase.Set("held released published unveiled announced sworn sentenced played buried opened")
	// opening are present forms by which news tell what is to be.
	opening = phrase.Set("begins starts opens reopens resumes kicks expires")
	// present are those that may be nouns as well.
	present = phrase.Set("runs meets votes ends closes departs decides hosts visits travels lasts")
	// whens open clauses of which another one says the time.
	whens    = phrase.Set("when once before until if")
	notPasts = phrase.Set("united indeed hundred hundreds exceed proceed succeed speed agreed-upon naked sacred wicked unprecedented related kindred")
	pasts    = phrase.Set("was were had did said told met won left went came took gave made got saw found held led ran fell rose hit shot " +
		"lost sent spoke wrote began became broke brought built bought caught cast chose drew drove fought flew forgot froze grew heard hid kept knew laid lay " +
		"paid put read rode sang sat sold shook shut sank slept spent stood stole struck swore swept taught thought threw understood woke wore beat bled bred " +
		"dealt dug fed felt fled hung knelt lent lit meant quit sought slid spread stuck swam swung tore shown seen done gone taken given known written spoken " +
		"broken chosen driven fallen flown forgotten frozen grown hidden risen shaken stolen sworn thrown worn beaten says say tells")
)
