package entail

import "strings"

// noun reads a noun phrase from i and returns the index behind it.
func (c *chunker) noun(i int) int {
	p := &phrase{neg: len(c.chunks) > 0 && c.chunks[len(c.chunks)-1].word == "nor"}
	first := i
loop:
	for ; i < len(c.tokens); i++ {
		t := c.at(i)
		switch {
		case t.poss:
			if n := len(p.poss); n > 0 {
				p.poss[n-1] = true
			}
		case t.comma || t.is(cAux|cConj|cRel|cHedge) || len(p.tokens) > 0 && c.bearing(i):
			break loop
		case t.is(cNeg):
			if t.fold == "not" || t.fold == "never" || t.fold == "nor" {
				break loop
			}
			p.neg = true
			if t.fold == "none" || t.fold == "nobody" || t.fold == "nothing" {
				p.put(t)
			}
		case t.is(cDet) && t.fold != "that" && t.fold != "her":
			if len(p.tokens) > 0 && !p.poss[len(p.tokens)-1] {
				break loop // a new phrase
			}
			p.its = p.its || i == first && owners[t.fold]
		case t.is(cDet) && t.fold == "that" && i == first && !c.startsNoun(i+1):
			p.pron = true
			p.put(t)
			i++
			break loop
		case t.is(cDet) && t.fold == "that" && i == first, t.fold == "her" && i == first && c.startsNoun(i+1):
		case t.is(cQuant):
			if len(p.tokens) > 0 && !p.tokens[len(p.tokens)-1].number {
				break loop
			}
			p.put(t)
		case t.is(cPrep) && approximate[t.fold] && c.at(i+1).number && i == first:
			p.put(t)
		case t.is(cPrep | cSub):
			break loop
		case t.is(cPron):
			if len(p.tokens) > 0 {
				break loop
			}
			p.pron = true
			p.put(t)
			i++
			break loop
		case c.adverb(i):
			if i == first {
				continue
			}
			if t.fold == "early" || t.fold == "late" {
				continue
			}
			break loop
		case t.is(cDay|cMonth) && len(p.tokens) > 0 && !p.tokens[len(p.tokens)-1].number && !p.tokens[len(p.tokens)-1].is(cDay|cMonth) && !dateWords[p.tokens[len(p.tokens)-1].fold] && !p.poss[len(p.tokens)-1]:
			break loop // "told reporters Friday"
		case (t.fold == "last" || t.fold == "next") && len(p.tokens) > 0 && p.tokens[len(p.tokens)-1].name && !p.poss[len(p.tokens)-1]:
			break loop // "by Ruritania last week"
		case t.name && len(p.tokens) > 0 && !p.poss[len(p.tokens)-1] && (p.tokens[len(p.tokens)-1].is(cDay|cMonth) || p.tokens[len(p.tokens)-1].year()):
			break loop // "On Friday Ruritania"
		case timeNouns[t.fold] && strings.HasSuffix(t.fold, "s") && len(p.tokens) > 0 && !p.tokens[len(p.tokens)-1].number && !p.tokens[len(p.tokens)-1].is(cQuant|cQuantity) && !dateWords[p.tokens[len(p.tokens)-1].fold]:
			break loop // "released three fishermen hours before"
		default:
			if n := len(p.tokens); n > 0 && t.name && plural(&p.tokens[n-1]) && !p.poss[n-1] {
				break loop // "after weeks of protests Ruritania"
			}
			if len(p.tokens) > 0 && results[t.fold] && (c.at(i+1).norm == "" || c.at(i+1).is(cPrep|cSub|cConj)) {
				break loop // "keep the plant open"
			}
			if i > first {
				if _, ok := c.verbAt(i); ok {
					break loop
				}
			}
			p.put(t)
		}
	}
	if i == first {
		return i + 1
	}
	if len(p.tokens) == 0 {
		if p.neg { // "no" alone
			p.put(&token{fold: "none", norm: "none"})
		} else {
			return i
		}
	}
	p.date = p.isDate()
	c.add(chunk{kind: kNoun, phrase: p})
	return i
}

// startsNoun reports whether the word at i may be of a noun phrase.
func (c *chunker) startsNoun(i int) bool {
	t := c.at(i)
	return t.norm != "" && !t.is(cFunction)
}

// results are adjectives that say behind a noun what becomes of it.
var results = set("open closed shut empty unchanged intact")

// owners are words that say whose something is.
var owners = set("his her its their")

// plural reports whether the word is of several things that have no names.
func plural(t *token) bool {
	return !t.name && !t.number && !t.is(cTitle|cFunction|cQuant|cQuantity) && len(t.fold) > 4 && strings.HasSuffix(t.fold, "s") && !strings.HasSuffix(t.fold, "ss")
}

func (p *phrase) put(t *token) {
	p.tokens = append(p.tokens, *t)
	p.poss = append(p.poss, false)
}

var dateWords = map[string]bool{"last": true, "next": true, "this": true, "early": true, "late": true, "mid": true, "previous": true, "past": true, "coming": true, "following": true}

var timeNouns = map[string]bool{"week": true, "month": true, "year": true, "day": true, "night": true, "morning": true, "evening": true, "afternoon": true, "spring": true, "summer": true, "autumn": true, "winter": true, "weekend": true, "weeks": true, "months": true, "years": true, "days": true, "hours": true, "hour": true, "minutes": true, "minute": true, "decade": true, "yesterday": true, "today": true, "tomorrow": true, "midnight": true, "noon": true, "dawn": true}

// year reports whether a number is a year's.
func (t *token) year() bool {
	return len(t.fold) == 4 && (strings.HasPrefix(t.fold, "19") || strings.HasPrefix(t.fold, "20")) && t.number
}

func (p *phrase) isDate() bool {
	t := p.tokens[len(p.tokens)-1]
	if t.is(cDay | cMonth) {
		return true
	}
	if t.year() {
		return true
	}
	if t.number && len(p.tokens) > 1 && p.tokens[len(p.tokens)-2].is(cMonth) {
		return true
	}
	return timeNouns[t.fold]
}
