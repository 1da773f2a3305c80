package event

import (
	"slices"
	"strings"

	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/state"
)

// placesDiffer reports whether neither place may lie in the other: a state holds
// cities, names that share a word belong together, and whoever names both knows
// how they do.
func (c *Chronicle) placesDiffer(a, b *Telling) bool {
	x, y := c.PlaceKey(a), c.PlaceKey(b)
	if x == y || isState(x) || isState(y) {
		return false
	}
	for w := range strings.FieldsSeq(x) {
		if slices.Contains(strings.Fields(y), w) {
			return false
		}
	}
	return !c.mentions(a.Document, b.Place.Of(b.Document.Article.Text)) && !c.mentions(b.Document, a.Place.Of(a.Document.Article.Text))
}

// isState reports whether a folded name is a state's own and not its capital's:
// an area, which a city inside it does not contradict.
func isState(key string) bool {
	of := state.Of(key)
	return key != "" && (of == key || of != "" && strings.Contains(key, " ") && !state.Capital(key)) // a city's name has one word in the table
}

// Folded is the article's text as folded words between spaces, made once.
func (c *Chronicle) Folded(d *corpus.Document) string {
	text, ok := c.texts[d.Article.ID]
	if !ok {
		text = " " + phrase.Fold(d.Article.Text) + " "
		c.texts[d.Article.ID] = text
	}
	return text
}

// mentions reports whether the article names a place; the name of a capital
// counts only where it is no government.
func (c *Chronicle) mentions(d *corpus.Document, name string) bool {
	text, key := c.Folded(d), phrase.Fold(name)
	if state.Of(key) == "" {
		return strings.Contains(text, " "+key+" ")
	}
	for _, p := range []string{"in ", "at ", "near ", "from ", "to ", "off ", "of "} {
		if strings.Contains(text, " "+p+key+" ") {
			return true
		}
	}
	return false
}
