package quotation

import (
	"strings"

	"briefbot/corpus/segment"
)

// titleGender reads the titles before a name. titled is true if they are a
// person's.
func (f *finder) titleGender(titles []token) (g gender, titled bool) {
	for i := range titles {
		t := &titles[i]
		switch {
		case t.is(cMasculineTitle | cMasculineNoun):
			g = masculine
		case t.is(cFeminineTitle | cFeminineNoun):
			g = feminine
		}
		titled = titled || t.is(cPerson|cMasculineTitle|cFeminineTitle) || t.is(cTitle) && !t.is(cAttribution) && !modifiers[f.form(t)]
	}
	return g, titled
}

// modifiers are words of titles that do not make one alone.
var modifiers = map[string]bool{"Foreign": true, "Defense": true, "Defence": true, "Interior": true, "Finance": true, "Economy": true, "Vice": true, "Acting": true, "Former": true, "Deputy": true, "Chief": true}

func givenGender(tokens []token) gender {
	switch t := &tokens[0]; {
	case t.is(cGivenMasculine) && t.is(cGivenFeminine):
		return unknownGender
	case t.is(cGivenMasculine):
		return masculine
	case t.is(cGivenFeminine):
		return feminine
	}
	return unknownGender
}

// sortOf guesses what a name names from its form.
func (f *finder) sortOf(n *name, tokens []token) sort {
	if len(tokens) == 1 && tokens[0].is(cCountry) {
		return state
	}
	for i := range tokens {
		t := &tokens[i]
		if t.is(cBody|cPeople|cDemonym|cCountry) || f.institution(t) || f.form(t) == "of" || f.form(t) == "&" {
			return body
		}
	}
	if len(tokens) > 1 && tokens[0].is(cGivenMasculine|cGivenFeminine) {
		return somebody
	}
	if n.first > 0 {
		before := &f.tokens[n.first-1]
		if before.is(cDet) && before.shape <= sCapital && strings.EqualFold(f.form(before), "the") {
			return body
		}
	}
	if len(tokens) == 1 && tokens[0].shape == sUpper && tokens[0].end-tokens[0].start <= 5 {
		return body
	}
	if len(tokens) > 1 && len(tokens) <= 4 {
		return somebody
	}
	return unknownSort
}

// addRole notes a description of the entity: "Iranian Foreign Minister".
func (f *finder) addRole(e *entity, role string) {
	role = spaced(role)
	for _, polite := range []string{" Dr.", " Dr", " Mr.", " Mrs.", " Ms.", " Sir"} {
		role = strings.TrimSuffix(role, polite)
	}
	if len(role) < 4 || strings.HasPrefix(role, "Mr") || strings.HasPrefix(role, "Ms") {
		return
	}
	for _, r := range e.roles {
		if r == role {
			return
		}
	}
	if len(e.roles) >= 8 {
		return
	}
	e.roles = append(e.roles, role)
	for _, w := range strings.Fields(role) {
		e.role = append(e.role, roleWord(segment.Fold(strings.Trim(w, ".,’'"))))
	}
}

// roleWord brings a word of a role to one form: Iran's, Iranian → iran-.
func roleWord(w string) string {
	w = strings.TrimSuffix(w, "'s")
	if stem, ok := demonymStems[w]; ok {
		return stem
	}
	return w
}

// demonymStems maps names of states and of their people to one stem, where the
// beginning of the words does not show that they belong together.
var demonymStems = map[string]string{
	"sen": "senator", "rep": "representative", "gov": "governor", "gen": "general",
	"prof": "professor", "sgt": "sergeant", "capt": "captain", "lt": "lieutenant",
	"iranian": "iran", "turkish": "turkey", "israeli": "israel", "egyptian": "egypt",
	"qatari": "qatar", "russian": "russia", "chinese": "china", "french": "france",
	"german": "germany", "british": "britain", "uk": "britain", "ukrainian": "ukraine",
	"japanese": "japan", "indian": "india", "pakistani": "pakistan", "iraqi": "iraq",
	"syrian": "syria", "lebanese": "lebanon", "jordanian": "jordan", "american": "us",
	"u.s": "us", "america": "us", "canadian": "canada", "mexican": "mexico",
	"brazilian": "brazil", "spanish": "spain", "italian": "italy", "greek": "greece",
	"polish": "poland", "hungarian": "hungary", "austrian": "austria", "swiss": "switzerland",
	"dutch": "netherlands", "swedish": "sweden", "norwegian": "norway", "danish": "denmark",
	"finnish": "finland", "irish": "ireland", "australian": "australia", "korean": "korea",
	"saudi": "saudi", "afghan": "afghanistan", "venezuelan": "venezuela", "cuban": "cuba",
}
