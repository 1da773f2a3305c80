package digest

import (
	"regexp"
	"slices"

	"briefbot/briefing"
	"briefbot/briefing/modality"
	"briefbot/briefing/story"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// about is the share of terms from which on a denial is about an earlier sentence.
const about = .4

// unsaid is the share from which on a "not" makes an update: with less in common, it is
// something else that is not so.
const unsaid = .6

// Bonuses for what changes something that readers know.
const (
	updatedBonus = .5
	secondBonus  = .5
	backBonus    = .5
)

// change finds out what kind of news each development is.
func (c *composer) change() {
	for _, it := range c.chosen {
		it.change = briefing.Fresh
		switch {
		case it.stance.Denies:
			before := it.near
			if before == nil || modality.StanceOf(before.words()).Denies {
				before = c.denied(it)
			}
			if before != nil && (modality.Gainsays(it.words()) || modality.Expects(before.words())) {
				it.change, it.before = briefing.WalkedBack, before
				it.score += backBonus
			}
		case it.near != nil && c.storyOf(it.near.d) == it.story && !namesMore(it) && c.replaces(it):
			it.change, it.before = briefing.Updated, it.near
			it.score += updatedBonus
		}
	}
	c.updates()
	c.once()
	c.seconds()
}

// once leaves of several updates of a story that take one number for another the one
// that ranks first: an article that tells a toll thrice tells it once.
func (c *composer) once() {
	type recount struct {
		of      story.ID
		is, was string
	}
	first := map[recount]*item{}
	c.chosen = slices.DeleteFunc(c.chosen, func(it *item) bool {
		if it.change != briefing.Updated {
			return false
		}
		is, was, ok := modality.Recount(it.matter(), it.before.matter())
		if !ok {
			return false
		}
		key := recount{it.story, is, was}
		if first[key] != nil {
			it.rule, it.as = ruleSame, first[key]
			return true
		}
		first[key] = it
		return false
	})
}

// replaces reports whether a sentence says otherwise what the earlier one that is
// like it says: another number of the same things, or that what was expected has
// come about, or is expected now.
func (c *composer) replaces(it *item) bool {
	if modality.TurnOf(it.words(), it.near.words()) == modality.Turned {
		if it.stance.Negated != c.stances[it.near.id()].Negated {
			return it.share >= unsaid && c.sameBeside(hashes(it.matter()), hashes(it.near.matter()))
		}
		return it.share >= said
	}
	_, _, ok := modality.Recount(it.matter(), it.near.matter())
	return ok
}

// namesMore reports whether a sentence names somebody or something that the article
// of the earlier one, which is like it, does not name: then it is not of the same
// event.
func namesMore(it *item) bool {
	known := briefing.Names(content(it.near.d))
	return slices.ContainsFunc(briefing.Names(it.matter()), func(n string) bool { return !slices.Contains(known, n) })
}

// denied is the earlier sentence that a denial is about, nil if there is none.
func (c *composer) denied(it *item) *spot {
	var best *spot
	most := about
	// The words of the topic stand in every sentence of a story, and who denies
	// stands in many: they do not say what is denied.
	common := c.query
	for _, q := range it.d.Quotations {
		if q.Content.Overlap(it.span) > 0 {
			common += " " + q.Speaker
		}
	}
	theirs := hashes(common)
	own := slices.DeleteFunc(slices.Clone(it.terms), func(t uint32) bool {
		_, ok := slices.BinarySearch(theirs, t)
		return ok
	})
	for _, d := range c.old {
		for _, span := range body(d) {
			p := spot{d, span}
			terms := hashes(p.words())
			if s := shared(it.terms, terms); s >= most && shareOf(own, terms) >= deniedOwn && !c.stances[p.id()].Denies && c.Apart(p.words()) {
				if best == nil || s > most {
					best, most = &p, s
				}
			}
		}
	}
	return best
}

// deniedOwn is the share of the words of a denial, but for the topic's and the name
// of who denies, that what it denies must have.
const deniedOwn = .4

// shareOf is the share of the terms that the others have too, 1 of none.
func shareOf(terms, others []uint32) float64 {
	n := 0
	for _, t := range terms {
		if _, ok := slices.BinarySearch(others, t); ok {
			n++
		}
	}
	if len(terms) == 0 {
		return 1
	}
	return float64(n) / float64(len(terms))
}

// updates finds the developments that replace a value or a state that was reported
// before, and adds those that did not come forward by themselves.
func (c *composer) updates() {
	_, updates := c.Disagreements()
	for _, u := range updates {
		if u.Attribute == "date" && !modality.Expects(u.New.Words) {
			continue // outlets date what is past otherwise: nothing has changed
		}
		now, before := c.placeOf(u.New), c.placeOf(u.Old)
		if u.Attribute == "state" && now != nil && before != nil && !sameThing(u.NewState.Of(now.d.Article.Text), u.OldState.Of(before.d.Article.Text)) {
			continue
		}
		if now == nil || before == nil || !slices.Contains(c.new, now.d) || slices.Contains(c.new, before.d) {
			continue
		}
		var it *item
		for i := range c.items {
			if x := &c.items[i]; x.d == now.d && x.span.Overlap(now.span) > 0 {
				it = x
				break
			}
		}
		if it == nil || it.rule == ruleTold || it.rule == ruleSaid || it.rule == ruleFormer || it.before != nil {
			continue
		}
		if it.rule == ruleSame && it.as != nil {
			it = it.as
		}
		it.change, it.before = briefing.Updated, before
		it.score += updatedBonus
		if !slices.Contains(c.chosen, it) {
			c.chosen = append(c.chosen, it)
		}
	}
}

// sameThing reports whether what is told of how two things stand is of one of them in
// both, or of several in both: that flights were delayed is changed by no flight that is
// scheduled.
func sameThing(a, b string) bool {
	one := map[string]string{} // words by stem
	for span := range segment.Words(a) {
		word := segment.Fold(span.Of(a))
		one[segment.Stem(word)] = word
	}
	other := false
	for span := range segment.Words(b) {
		word := segment.Fold(span.Of(b))
		switch before, ok := one[segment.Stem(word)]; {
		case !ok || segment.StopWord(word):
		case before == word:
			return true
		default:
			other = true
		}
	}
	return !other
}

// seconds finds what readers were told when one origin alone reported it, and what
// another, independent one reports now.
func (c *composer) seconds() {
	words := c.aloneTold()
	done := map[int]bool{}
	for i := range c.items {
		it := &c.items[i]
		if it.before != nil || !confirming[it.rule] || !c.Apart(it.words()) || len(it.words()) > longLine {
			continue
		}
		terms, stance := hashes(it.matter()), modality.StanceOf(it.matter())
		for k := range words {
			w := &words[k]
			if done[w.told] || !c.confirms(it, terms, stance, w) || oneSource(it.spot, w.spot) || c.Copies(w.d, it.d) || c.had.Told[w.told].Origins[0] == c.Origin(it.d) {
				continue
			}
			before := &w.spot
			if it.told >= 0 && it.earlier != nil && it.earlier.d == w.d {
				before = it.earlier
			}
			done[w.told] = true
			it.change, it.before = briefing.SecondOrigin, before
			it.score += secondBonus
			if !slices.Contains(c.chosen, it) {
				it.score += perWeight * float64(c.Weight(it.d, it.span))
				c.chosen = append(c.chosen, it)
			}
			break
		}
	}
}

// oneSource reports whether whom one of two sentences gives for what it says is named in
// the other, in more than a word: whoever repeats it is no second origin.
func oneSource(a, b spot) bool {
	names := func(a, b spot) bool {
		words := hashes(b.words())
		return slices.ContainsFunc(a.sources(), func(name []uint32) bool { return len(name) > 1 && shareOf(name, words) == 1 })
	}
	return names(a, b) || names(b, a)
}

// sources are the names of who is given for what a sentence says, as terms.
func (p spot) sources() [][]uint32 {
	var all [][]uint32
	for i := range p.d.Quotations {
		q := &p.d.Quotations[i]
		if terms := hashes(q.Speaker); q.Content.Overlap(p.span) > 0 && len(terms) > 0 {
			all = append(all, terms)
		}
	}
	for _, m := range accordingTo.FindAllStringSubmatch(p.words(), -1) {
		if terms := hashes(m[1]); len(terms) > 0 {
			all = append(all, terms)
		}
	}
	return all
}

var accordingTo = regexp.MustCompile(`(?i)\baccording to ([^,.;–—]+)`)

// word is a sentence that the channel was told on the word of one origin.
type word struct {
	spot
	told   int // its place in the cursor's Told
	terms  []uint32
	stance modality.Stance
}

// aloneTold are the sentences that the channel was told on the word of one origin.
func (c *composer) aloneTold() []word {
	by := map[corpus.ID]*corpus.Document{}
	for _, d := range c.old {
		by[d.Article.ID] = d
	}
	var words []word
	for n := range c.had.Told {
		told := &c.had.Told[n]
		d := by[told.Article]
		if d == nil || len(told.Origins) != 1 {
			continue
		}
		if p := c.mostLike(d, told.Terms); p != nil {
			words = append(words, word{*p, n, hashes(p.matter()), modality.StanceOf(p.matter())})
		}
	}
	return words
}

// confirms reports whether a sentence, of which the terms and the stance of its matter
// are given, says what the channel was told: it was found to, or it says it in other
// words, who says so aside, and no other sentence was found to say it.
func (c *composer) confirms(it *item, terms []uint32, stance modality.Stance, w *word) bool {
	if !c.sameBeside(terms, w.terms) {
		return false
	}
	if it.told >= 0 {
		return it.told == w.told
	}
	return (it.rule == "" || it.rule == ruleMany) && !stance.Denies && shared(terms, w.terms) >= same && stance.Agrees(w.stance)
}

// confirming are the rules for sentences that may confirm what was told: they are
// news, or would be if it had not been told.
var confirming = map[rule]bool{"": true, ruleMany: true, ruleTold: true, ruleSaid: true}

// What another origin confirms has that much of what was told, and is that much of
// what it says itself, beside the words of the topic: it may say more.
const (
	ofTold = .5
	ofOwn  = .4
)

// sameBeside reports whether a sentence says, beside the words of the topic, which all
// of its sentences have, what was told.
func (c *composer) sameBeside(terms, told []uint32) bool {
	common := hashes(c.query)
	own := func(terms []uint32) []uint32 {
		return slices.DeleteFunc(slices.Clone(terms), func(t uint32) bool { _, ok := slices.BinarySearch(common, t); return ok })
	}
	return shareOf(own(told), terms) >= ofTold && shareOf(own(terms), told) >= ofOwn
}

// mostLike is the sentence of an article that says the same as the terms.
func (c *composer) mostLike(d *corpus.Document, terms []uint32) *spot {
	var best *spot
	most := same
	for _, span := range body(d) {
		p := spot{d, span}
		if s := shared(hashes(p.words()), terms); s >= most && (best == nil || s > most) {
			best, most = &p, s
		}
	}
	return best
}

// placeOf is the place that a citation cites, nil where the article is not among
// those of the digest.
func (c *composer) placeOf(citation briefing.Citation) *spot {
	for _, d := range c.Documents {
		if d.Article.ID == citation.Article {
			return &spot{d, citation.Span}
		}
	}
	return nil
}
