package quotation

import "briefbot/corpus/segment"

// Common reports whether an English word alone names nobody: a noun for one of many
// who speak ("officials", "ministry", "lawyer"), a title, a number of a monarch, or a
// word that stands for a name.
func Common(word string) bool {
	w := languages()["en"].words[segment.Fold(word)]
	return w != nil && w.class&(cHead|cTitle|cMasculineTitle|cFeminineTitle|cPronoun|cDet|cPossessive) != 0 && w.class&(cCountry|cGivenMasculine|cGivenFeminine) == 0 ||
		institutions[word] || numeral(word)
}

// HeadsBody reports whether an English word says that what it ends the name of is a body:
// "ministry", "court".
func HeadsBody(word string) bool {
	w := languages()["en"].words[segment.Fold(word)]
	return (w == nil || w.class&(cTitle|cPerson|cPeople) == 0) && (w != nil && w.class&cBody != 0 || institutions[word])
}

// Title reports whether an English word before a name says what somebody is.
func Title(word string) bool {
	w := languages()["en"].words[segment.Fold(word)]
	return w != nil && w.class&(cTitle|cMasculineTitle|cFeminineTitle|cPerson) != 0 && w.class&(cGivenMasculine|cGivenFeminine) == 0
}

// Given reports whether a word is a man's given name, and whether a woman's, as far as
// the English list knows.
func Given(word string) (man, woman bool) {
	w := languages()["en"].words[segment.Fold(word)]
	if w == nil {
		return false, false
	}
	return w.class&cGivenMasculine != 0, w.class&cGivenFeminine != 0
}
