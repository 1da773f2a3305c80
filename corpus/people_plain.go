package corpus

import (
	"slices"
	"strings"

	"briefbot/corpus/quotation"
	"briefbot/corpus/segment"
	"briefbot/corpus/state"
)

// plainNames tell a name from what stands before it or in it in some articles:
// "Fed Chair Ada Lind", "Emotional Ada Lind" and "Ada J. Lind" are Ada Lind where
// others write that.
type plainNames struct {
	seen map[string]int  // articles that have a proper name, by its key
	last map[string]bool // the last words of proper names of several words
}

func (p *plainNames) add(name string, tokens []string, articles int) {
	if !proper(name) {
		return
	}
	p.seen[strings.Join(tokens, " ")] += articles
	if n := len(tokens); n > 1 {
		p.last[tokens[n-1]] = true
	}
}

// farMore is how many times as often a name must stand without a word for that to be
// none of it.
const farMore = 4

// of is the plain name in one that so many articles have, and whether there is one.
func (p *plainNames) of(name string, articles int) (string, bool) {
	fields := strings.Fields(strings.TrimRight(name, ",;"))
	n := len(fields)
	if n < 2 {
		return "", false
	}
	if quotation.HeadsBody(fields[n-1]) {
		rest := strings.Join(fields[1:], " ")
		return rest, n > 2 && state.Of(segment.Fold(fields[0])) == "us" && p.seen[nameKey(rest)] >= farMore*articles
	}
	if i := slices.IndexFunc(fields, isName); i > 0 && i+1 < n && !determiners[fields[0]] && !slices.ContainsFunc(fields[:i], func(w string) bool { return joints[w] }) {
		if rest := strings.Join(fields[i:], " "); proper(rest) {
			return rest, true // "la maire Ada Lind"
		}
	}
	for i := 1; i < n; i++ {
		if !describing(fields[i-1]) || fields[i-1] == "of" && (i < 2 || fields[i-2] != "Secretary") {
			break
		}
		rest := strings.Join(fields[i:], " ")
		if !proper(rest) || particles[fields[i]] {
			continue
		}
		tokens := nameTokens(rest)
		seen := p.seen[strings.Join(tokens, " ")]
		before := segment.Fold(fields[i-1])
		title := quotation.Title(before) && !givenTitles[before]
		switch {
		case len(tokens) == 0:
		case len(tokens) == 1:
			if title && !quotation.Common(rest) && (seen > 0 || p.last[tokens[0]]) {
				return rest, true
			}
		case title && seen > 0, i == 1 && state.Of(before) != "" && quotation.Title(fields[1]) && seen > 0, seen >= farMore*articles:
			return rest, true
		}
	}
	for _, given := range givenForms[segment.Fold(fields[0])] {
		rest := given + " " + strings.Join(fields[1:], " ")
		if seen := p.seen[nameKey(rest)]; proper(rest) && seen >= 3*articles {
			return rest, true
		}
	}
	if n == 3 && len(strings.Trim(fields[1], ".")) == 1 {
		rest := fields[0] + " " + fields[2]
		if seen := p.seen[nameKey(rest)]; proper(rest) && seen >= farMore*articles {
			return rest, true
		}
	}
	return "", false
}

// describing reports whether a word may be one of what describes somebody, before his
// name: no word that makes the name somebody else's.
func describing(word string) bool {
	fold := segment.Fold(word)
	if strings.HasSuffix(fold, "'s") && state.Of(fold) == "" || joints[fold] && fold != "of" || strings.ContainsAny(word, "/,:;!?") {
		return false
	}
	return isName(word) || fold == "of" || quotation.Common(fold)
}

// givenForms are the short forms of given names, and what they are short for.
var givenForms = func() map[string][]string {
	forms := map[string][]string{}
	for line := range strings.Lines(shortForms) {
		all := strings.Fields(line)
		for _, a := range all {
			for _, b := range all {
				if a != b {
					forms[segment.Fold(a)] = append(forms[segment.Fold(a)], b)
				}
			}
		}
	}
	return forms
}()

const shortForms = `Samuel Sam
Michael Mike
Joseph Joe
William Bill Will
Robert Bob Rob
James Jim Jimmy
Thomas Tom
Daniel Dan
David Dave
Steven Stephen Steve
Timothy Tim
Anthony Tony
Benjamin Ben
Matthew Matt
Andrew Andy
Ronald Ron
Donald Don
Kenneth Ken
Gregory Greg
Lawrence Larry
Jeffrey Jeff
Nicholas Nick
Katherine Kate
Kathleen Kathy
Elizabeth Liz
Edward Ed
`
