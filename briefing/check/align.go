package check

import "slices"

// An Op says what became of words.
type Op string

const (
	// Dropped words stand in the article and not in the claim, Added ones in the
	// claim and not in the article, Changed ones are others in the claim.
	Dropped Op = "dropped"
	Added   Op = "added"
	Changed Op = "changed"
)

// edit is one difference: words of the unit against words of the claim.
type edit struct {
	op   Op
	unit run
	// claim is where the words stand in the claim; empty for Dropped.
	claim run
}

// alignment is the best way to read a claim as part of a unit.
type alignment struct {
	// unit are the words of the unit from the first that is aligned to the last.
	unit run
	// matched counts equal words, content those that are no closed-class words.
	matched, content int
	edits            []edit
	// pairs are the equal words: positions in the unit, by position in the claim,
	// -1 where there is none.
	pairs []int
}

// share is how much of the claim and of the part of the unit is equal.
func (a *alignment) share() float64 {
	return float64(a.matched) / float64(max(len(a.pairs), a.unit.len(), 1))
}

// maxAligned bounds the work of an alignment, in words of the claim. What is
// behind is taken for added.
const maxAligned = 400

// Costs of an alignment. Equal words earn something, so that of two readings with
// as many edits the one with more equal words wins.
const (
	costEdit  = 4
	costEqual = -2
)

// align aligns a claim with words of a unit: the claim as a whole, and of the
// unit whatever part fits best. It is the edit distance of Wagner and Fischer with
// free ends in the unit (Sellers 1980), over words, with equality of folded words.
func (x *index) align(c *claimed, words []uint32) alignment {
	n, m := min(len(c.ids), maxAligned), len(words)
	folds := make([]uint32, m)
	for j, w := range words {
		folds[j] = x.entryOf(w).fold
	}
	width := m + 1
	cost := make([]int32, (n+1)*width)
	for i := 1; i <= n; i++ {
		cost[i*width] = int32(i * costEdit)
		for j := 1; j <= m; j++ {
			diagonal := cost[(i-1)*width+j-1] + costEdit
			if f := c.ids[i-1].fold; f != 0 && f == folds[j-1] {
				diagonal = cost[(i-1)*width+j-1] + costEqual
			}
			cost[i*width+j] = min(diagonal, cost[(i-1)*width+j]+costEdit, cost[i*width+j-1]+costEdit)
		}
	}
	end := 0
	for j := 1; j <= m; j++ {
		if cost[n*width+j] <= cost[n*width+end] {
			end = j
		}
	}
	a := alignment{pairs: make([]int, len(c.ids))}
	for i := range a.pairs {
		a.pairs[i] = -1
	}
	a.unit.to = end
	i, j := n, end
	for i > 0 {
		at := cost[i*width+j]
		equal := j > 0 && c.ids[i-1].fold != 0 && c.ids[i-1].fold == folds[j-1]
		switch {
		case equal && at == cost[(i-1)*width+j-1]+costEqual:
			i, j = i-1, j-1
			a.pairs[i] = j
			a.matched++
			if !x.stops[folds[j]] {
				a.content++
			}
			if !x.same(c, i, words[j]) {
				a.edits = append(a.edits, edit{Changed, run{j, j + 1}, run{i, i + 1}})
			}
		case j > 0 && !equal && at == cost[(i-1)*width+j-1]+costEdit:
			i, j = i-1, j-1
			a.edits = append(a.edits, edit{Changed, run{j, j + 1}, run{i, i + 1}})
		case at == cost[(i-1)*width+j]+costEdit:
			i--
			a.edits = append(a.edits, edit{Added, run{j, j}, run{i, i + 1}})
		default:
			j--
			a.edits = append(a.edits, edit{Dropped, run{j, j + 1}, run{i, i}})
		}
	}
	a.unit.from = j
	slices.Reverse(a.edits)
	if n < len(c.ids) {
		a.edits = append(a.edits, edit{Added, run{end, end}, run{n, len(c.ids)}})
	}
	a.edits = merge(a.edits)
	return a
}

// same reports whether a word of the claim is the unit's: letter by letter, but
// for the case of the first letter of a piece.
func (x *index) same(c *claimed, i int, word uint32) bool {
	word &^= boundBit
	if c.ids[i].id == word {
		return true
	}
	first := i == 0
	for _, cut := range c.cuts {
		first = first || cut == i
	}
	return first && lowerFirst(c.words[i].form) == lowerFirst(x.forms[word])
}

// merge joins neighbouring edits of the same kind, and makes a change of words
// dropped beside words added.
func merge(edits []edit) []edit {
	var out []edit
	for _, e := range edits {
		if len(out) > 0 {
			last := &out[len(out)-1]
			if last.unit.to == e.unit.from && last.claim.to == e.claim.from {
				if last.op != e.op {
					last.op = Changed
				}
				last.unit.to, last.claim.to = e.unit.to, e.claim.to
				continue
			}
		}
		out = append(out, e)
	}
	return out
}
