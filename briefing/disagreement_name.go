package briefing

import (
	"slices"
	"strings"

	"briefbot/briefing/dates"
	"briefbot/briefing/event"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/quotation"
)

// nameDays is how far apart two articles may be that give the holder of an office.
const nameDays = 3

// givenNames finds the holders of an office whom outlets give one surname, and given
// names that are not one name spelt twice.
func (c *chronicle) givenNames() []Disagreement {
	var all []reading
	for _, d := range c.Documents {
		for _, p := range d.People {
			words := strings.Fields(p.Name)
			if len(words) < 2 || len(p.Roles) == 0 || c.DateOf(d).IsZero() {
				continue
			}
			if r, ok := c.holder(d, p); ok {
				all = append(all, r)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b reading) int { return byPlace(a.Telling, b.Telling) })
	var found []Disagreement
	said := map[string]bool{}
	for i, a := range all {
		readings := []reading{a}
		for _, b := range all[i+1:] {
			if otherHolder(a, b) && dates.Within(a.Base, b.Base, nameDays) {
				readings = append(readings, b)
			}
		}
		sides := c.sides(readings, func(_ *chronicle, a, b reading) bool { return a.key != b.key })
		if len(sides) < 2 {
			continue
		}
		d := Disagreement{What: "who (" + a.Trigger.Word + ")", Attribute: "name", Sides: sides}
		if key := d.key(); !said[key] {
			said[key] = true
			found = append(found, d)
		}
	}
	return found
}

// holder is the first sentence of an article's body that gives a person's full name.
func (c *chronicle) holder(d *corpus.Document, p corpus.Person) (r reading, ok bool) {
	text := d.Article.Text
	for _, m := range p.Mentions {
		span := nameSpan(d, m, p.Name)
		if span.Of(text) != p.Name {
			continue
		}
		sentence := d.SentenceAt(span)
		if !slices.ContainsFunc(d.Lines, func(l clean.Line) bool { return l.Class == clean.Body && l.Covers(sentence) }) {
			continue
		}
		words := phrase.Tokens(text, span)
		t := &event.Telling{Document: d, Sentence: sentence, Trigger: words[len(words)-1], Base: c.DateOf(d), Origin: c.OriginOf(d)}
		return reading{Telling: t, value: span, key: phrase.Fold(p.Name)}, true
	}
	return r, false
}

// otherHolder reports whether two articles give one office to two people of one surname:
// neither knows the other's name.
func otherHolder(a, b reading) bool {
	x, y := strings.Fields(a.key), strings.Fields(b.key)
	if a.Origin == b.Origin || x[len(x)-1] != y[len(y)-1] || !otherGiven(x[0], y[0]) {
		return false
	}
	has := func(r reading, name string) bool {
		return strings.Contains(" "+phrase.Fold(r.Document.Article.Text)+" ", " "+name+" ")
	}
	return !has(a, b.key) && !has(b, a.key) && len(both(rolesOf(a), rolesOf(b))) > 0
}

// otherGiven reports whether two folded given names are near each other and two names: a
// man's and a woman's, or of other consonants. Transliterations and short forms are one.
func otherGiven(a, b string) bool {
	if a == b || a == b+"s" || b == a+"s" { // "Princes William and Harry"
		return false
	}
	am, aw := quotation.Given(a)
	bm, bw := quotation.Given(b)
	switch {
	case am && bw && !aw && !bm, aw && bm && !am && !bw:
		return true
	case editDistance(a, b) > 2 || a[0] != b[0]:
		return false
	case strings.HasSuffix(a, "a") != strings.HasSuffix(b, "a") && !vowel(a[len(a)-1], b[len(b)-1]):
		return true
	}
	x, y := consonants(a), consonants(b)
	if len(a)-len(b) >= 2 || len(b)-len(a) >= 2 {
		return !strings.HasPrefix(x, y) && !strings.HasPrefix(y, x)
	}
	return x != y
}

// vowel reports whether both letters are vowels, or a y.
func vowel(letters ...byte) bool {
	return !slices.ContainsFunc(letters, func(b byte) bool { return !strings.ContainsRune("aeiouy", rune(b)) })
}

// consonants are the consonants of a name, as transliterations have them in common.
func consonants(name string) string {
	name = strings.NewReplacer("ph", "f", "ck", "k", "kh", "", "gh", "g", "x", "ks", "c", "k", "q", "k", "w", "v", "z", "s", "j", "", "y", "", "h", "").Replace(name)
	var out []rune
	for _, r := range name {
		if !strings.ContainsRune("aeiou", r) && (len(out) == 0 || out[len(out)-1] != r) {
			out = append(out, r)
		}
	}
	return string(out)
}
