package check

import (
	"slices"

	"briefbot/briefing/modality"
)

// contrary reports whether a claim and a unit say the contrary of each other: one has a
// negation, or stands behind a denial, or has the contrary of a word of the other ("rose",
// "fell"), and not two of these.
func (x *index) contrary(c *claimed, u *unit) bool {
	claim := slices.ContainsFunc(c.words, func(w word) bool { return negates(w.fold()) })
	unit := slices.ContainsFunc(u.words, func(w uint32) bool { return negates(x.forms[x.entryOf(w).fold]) })
	return ((claim || c.turned) != (unit || u.turned())) != x.opposed(c, u)
}

// opposed reports whether a word of a claim is the contrary of one of a unit, or of its
// cue, and neither has the other's.
func (x *index) opposed(c *claimed, u *unit) bool {
	said := map[uint32]string{} // words by their stems
	for _, w := range slices.Concat(u.words, u.page.cues[u.statement]) {
		if e := x.entryOf(w); e.stem != 0 {
			said[e.stem] = x.forms[e.fold]
		}
	}
	claimed := map[uint32]bool{}
	for _, e := range c.ids {
		claimed[e.stem] = true
	}
	for i, e := range c.ids {
		if said[e.stem] != "" && e.stem != 0 || x.stop(c, i) {
			continue
		}
		for stem, v := range said {
			if !claimed[stem] && modality.Contrary(c.words[i].fold(), v) {
				return true
			}
		}
	}
	return false
}
