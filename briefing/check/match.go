package check

import (
	"cmp"
	"math"
	"slices"

	"briefbot/briefing/modality"
)

// match is where words of a claim were found.
type match struct {
	unit *unit
	// parts are the words found, in the order of the claim.
	parts []part
	edits []edit
	share float64
	// cut is a negation right before the words, that the claim leaves out.
	cut bool
}

// said is what the article makes of the words found.
func (m match) said() modality.Attribution {
	if len(m.parts) == 0 {
		return m.unit.said
	}
	return m.parts[0].unit.attribution(m.parts[0].words)
}

// part is a run of words of a unit.
type part struct {
	unit  *unit
	words run
}

// candidates are the units that may hold the piece word by word: all that do are
// among them.
func (x *index) candidates(c *claimed, piece run) []uint32 {
	if piece.len() == 1 {
		return x.stems[c.ids[piece.from].stem]
	}
	var best []uint32
	for i := piece.from; i+1 < piece.to; i++ {
		list := x.pairs[pair(c.ids[i].fold, c.ids[i+1].fold)]
		if len(list) == 0 {
			return nil
		}
		if best == nil || len(list) < len(best) {
			best = list
		}
	}
	return best
}

// find is the first place at or after from where the unit has the piece, -1 if
// there is none. Exact asks for the same letters and not only the same folded
// words.
func (x *index) find(c *claimed, piece run, u *unit, from int, exact bool) int {
	n := piece.len()
next:
	for at := from; at+n <= len(u.words); at++ {
		if u.words[at]&boundBit != 0 || at+n < len(u.words) && u.words[at+n]&boundBit != 0 {
			continue
		}
		for k := range n {
			fold := c.ids[piece.from+k].fold
			if fold == 0 || x.entryOf(u.words[at+k]).fold != fold {
				continue next
			}
			if exact && !x.same(c, piece.from+k, u.words[at+k]) {
				continue next
			}
		}
		return at
	}
	return -1
}

// maxHidden is how many words an ellipsis may stand for at most where a negation
// among them makes the quotation another one.
const maxHidden = 8

// exact finds all statements whose quoted words have the claim's pieces in order,
// letter by letter. What an ellipsis leaves out may be more than a fragment's
// words, but no negation that stands close by.
func (x *index) exact(c *claimed) []match {
	pieces := c.pieces()
	if len(pieces) == 0 {
		return nil
	}
	var found []match
	for _, n := range x.candidates(c, pieces[0]) {
		u := &x.units[n]
		if x.skips(u.page) || u.fragment < 0 {
			continue
		}
		for at := x.find(c, pieces[0], u, 0, true); at >= 0; at = x.find(c, pieces[0], u, at+1, true) {
			m := match{unit: u, share: 1, parts: []part{{u, run{at, at + pieces[0].len()}}}}
			if x.rest(c, pieces[1:], int(n), &m) {
				m.cut = x.negated(u, at)
				found = append(found, m)
				break
			}
		}
		if len(pieces) == 1 && (len(found) == 0 || found[len(found)-1].unit != u) {
			if words := x.findOver(c, pieces[0], u); words.from >= 0 {
				found = append(found, match{unit: u, share: 1, parts: []part{{u, words}}})
			}
		}
	}
	slices.SortStableFunc(found, func(a, b match) int { return compareUnits(a.unit, b.unit) })
	return found
}

// rest finds the other pieces behind the first, in the same statement.
func (x *index) rest(c *claimed, pieces []run, n int, m *match) bool {
	at := m.parts[0].words.to
	for _, piece := range pieces {
		u := &x.units[n]
		found := x.find(c, piece, u, at, true)
		for ; found < 0; found = x.find(c, piece, u, 0, true) {
			n++
			if n >= len(x.units) {
				return false
			}
			next := &x.units[n]
			if next.page != u.page || next.statement != u.statement || next.fragment < 0 {
				return false
			}
			u = next
		}
		if u == m.parts[len(m.parts)-1].unit && x.hides(u, run{at, found}) {
			return false
		}
		at = found + piece.len()
		m.parts = append(m.parts, part{u, run{found, at}})
	}
	return true
}

// hides reports whether leaving the words out leaves a negation out.
func (x *index) hides(u *unit, words run) bool {
	if words.len() > maxHidden {
		return false
	}
	for _, w := range u.words[words.from:words.to] {
		if negates(x.forms[x.entryOf(w).fold]) {
			return true
		}
	}
	return false
}

// negated reports whether a negation stands right before a place.
func (x *index) negated(u *unit, at int) bool {
	return x.hides(u, run{max(0, at-2), at})
}

// idf is how much a word says that n units have.
func (x *index) idf(n int) float64 {
	return math.Log(1 + float64(len(x.units)+1)/float64(n+1))
}

// scored is a unit with how much of a claim's words it has.
type scored struct {
	unit  *unit
	score float64
}

// longPosting is how many units may have a word or a pair of words that is looked
// for: more say little about any of them.
const longPosting = 20_000

// near ranks the units that share words with the claim, best first.
func (x *index) near(c *claimed) []scored {
	scores := map[uint32]float64{}
	add := func(list []uint32) {
		if len(list) > longPosting {
			return
		}
		weight := x.idf(len(list))
		for _, n := range list {
			scores[n] += weight
		}
	}
	seenPairs, seenStems := map[uint64]bool{}, map[uint32]bool{}
	for i, e := range c.ids {
		if i > 0 && e.fold != 0 && c.ids[i-1].fold != 0 {
			if key := pair(c.ids[i-1].fold, e.fold); !seenPairs[key] {
				seenPairs[key] = true
				add(x.pairs[key])
			}
		}
		if e.stem != 0 && !x.stop(c, i) && !seenStems[e.stem] {
			seenStems[e.stem] = true
			add(x.stems[e.stem])
		}
	}
	found := make([]scored, 0, len(scores))
	for n, score := range scores {
		if u := &x.units[n]; !x.skips(u.page) {
			found = append(found, scored{u, score})
		}
	}
	slices.SortFunc(found, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), compareUnits(a.unit, b.unit))
	})
	return found
}

// stop reports whether a word of the claim is one of the closed classes.
func (x *index) stop(c *claimed, i int) bool {
	if f := c.ids[i].fold; f != 0 {
		return x.stops[f]
	}
	return false
}

// content counts the words of the claim that are no closed-class words.
func (x *index) content(c *claimed) int {
	n := 0
	for i := range c.ids {
		if !x.stop(c, i) {
			n++
		}
	}
	return n
}

// Thresholds of likeness, as shares of words.
const (
	alteredShare = 0.6  // of a quotation that the claim alters
	contentShare = 0.5  // of the claim's words that carry meaning
	reportShare  = 0.7  // of a report that the claim makes a quotation of
	minAltered   = 3    // words of a claim that can be an altered quotation
	minNear      = 4    // words of a claim that can be near a report
	nearestShare = 0.15 // of the weight of the claim's words that is shown as nearest
	aligned      = 48   // units that are aligned word by word
)

// like reports whether an alignment is close enough.
func (x *index) like(c *claimed, a *alignment, share float64) bool {
	return a.share() >= share && a.content > 0 && float64(a.content) >= contentShare*float64(x.content(c))
}

// touched are the fragments that equal words of an alignment stand in, and how
// many stand in none.
func touched(u *unit, a *alignment) (fragments []int, outside int) {
	in := make([]int, len(u.quoted))
	for _, at := range a.pairs {
		if at < 0 {
			continue
		}
		inside := false
		for i, q := range u.quoted {
			if q.from <= at && at < q.to {
				in[i]++
				inside = true
			}
		}
		if !inside {
			outside++
		}
	}
	for i, n := range in {
		if n > 0 {
			fragments = append(fragments, i)
		}
	}
	return fragments, outside
}

// coverage is the share of the claim's weight, by the rarity of its words, that
// the unit bears.
func (x *index) coverage(c *claimed, u *unit) float64 {
	have := make(map[uint32][]uint32, len(u.words)) // folded words by their stems
	for _, w := range u.words {
		e := x.entryOf(w)
		have[e.stem] = append(have[e.stem], e.fold)
	}
	for _, w := range u.page.cues[u.statement] {
		e := x.entryOf(w)
		have[e.stem] = append(have[e.stem], e.fold)
	}
	var sum, total float64
	seen := map[uint32]bool{}
	for i, e := range c.ids {
		if x.stop(c, i) || e.stem != 0 && seen[e.stem] {
			continue
		}
		seen[e.stem] = true
		weight := x.idf(len(x.stems[e.stem]))
		total += weight
		fold := c.words[i].fold()
		if slices.ContainsFunc(have[e.stem], func(w uint32) bool { return e.stem != 0 && oneWord(fold, x.forms[w]) }) {
			sum += weight
		}
	}
	if total == 0 {
		return 0
	}
	return sum / total
}

// oneWord reports whether two folded words of one stem may be forms of one word.
// Stemming drops a final e, and makes one of "quit" and "quite", of "cloth" and
// "clothe".
func oneWord(a, b string) bool { return a != b+"e" && b != a+"e" }

// minPiece is how many words make a piece of a joined quotation, unless the piece
// is all of a fragment.
const minPiece = 3

// cover reads the whole claim as pieces of several of the given fragments, all of
// one speaker. It returns nothing where it cannot.
func (x *index) cover(c *claimed, fragments []*unit) []part {
	parts := x.inPieces(c, fragments)
	for _, p := range parts {
		if p.unit != parts[0].unit {
			return parts
		}
	}
	return nil
}

// cut reads the whole claim as pieces of one fragment, in its order, of which the
// words between them were left out. ok is false where it cannot.
func (x *index) cut(c *claimed, u *unit) (a alignment, ok bool) {
	parts := x.inPieces(c, []*unit{u})
	if len(parts) < 2 {
		return a, false
	}
	a.unit = run{parts[0].words.from, parts[len(parts)-1].words.to}
	for i, p := range parts {
		for n := p.words.from; n < p.words.to; n++ {
			a.pairs = append(a.pairs, n)
		}
		if i == 0 {
			continue
		}
		before := parts[i-1].words
		if p.words.from <= before.to {
			return a, false
		}
		at := len(a.pairs) - p.words.len()
		a.edits = append(a.edits, edit{Dropped, run{before.to, p.words.from}, run{at, at}})
	}
	a.matched = len(a.pairs)
	return a, true
}

// inPieces reads the whole claim as pieces of the given fragments, each as long as
// can be. It returns nothing where it cannot.
func (x *index) inPieces(c *claimed, fragments []*unit) []part {
	var parts []part
	for at := 0; at < len(c.ids); {
		best := part{}
		for _, u := range fragments {
			for from := range u.words {
				n := 0
				for at+n < len(c.ids) && from+n < len(u.words) && c.ids[at+n].fold != 0 && c.ids[at+n].fold == x.entryOf(u.words[from+n]).fold {
					n++
				}
				whole := from == 0 && n == len(u.words)
				if n > best.words.len() && (n >= minPiece || whole && n > 1) {
					best = part{u, run{from, from + n}}
				}
			}
		}
		if best.unit == nil {
			return nil
		}
		parts = append(parts, best)
		at += best.words.len()
	}
	return parts
}
