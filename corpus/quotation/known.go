package quotation

import (
	"strings"

	"briefbot/corpus/segment"
)

// A Known is somebody, or a body, that is known beforehand.
type Known struct {
	// Name is the name to report.
	Name string
	// Aliases are other names and spellings.
	Aliases []string
	// Roles are descriptions that stand for the name: "Iranian foreign
	// minister".
	Roles []string
}

// Matches reports whether the words of a speaker, or of somebody's question for
// one, mean the known person: by name, by an alias, by a part of the name that
// ends it, or by a role. Case, diacritics, titles and articles do not count.
func (k *Known) Matches(words string) bool {
	w := plainName(words)
	if w == "" {
		return false
	}
	for _, name := range append([]string{k.Name}, k.Aliases...) {
		if n := plainName(name); n == w || strings.HasSuffix(n, " "+w) {
			return true
		}
	}
	for _, role := range k.Roles {
		if plainRole(role) == plainRole(words) {
			return true
		}
	}
	return false
}

// plainName folds the words of a name and drops titles and articles.
func plainName(s string) string {
	words := languages()["en"].words
	var out []string
	for w := range segment.Words(s) {
		f := strings.TrimSuffix(segment.Fold(w.Of(s)), "'s")
		if x := words[f]; x != nil && x.class&(cTitle|cDet) != 0 {
			continue
		}
		out = append(out, f)
	}
	return strings.Join(out, " ")
}

// plainRole brings the words of a role to the form in which roles are compared.
func plainRole(s string) string {
	words := languages()["en"].words
	var out []string
	for w := range segment.Words(s) {
		f := segment.Fold(w.Of(s))
		if x := words[f]; x != nil && x.class&(cDet|cPreposition) != 0 && x.class&cTitle == 0 {
			continue
		}
		out = append(out, roleWord(f))
	}
	return strings.Join(out, " ")
}

// known gives the entities of the text the names of those who are known.
func (f *finder) known() {
	for i := range f.entities {
		e := &f.entities[i]
		for k := range f.opts.Known {
			if n := &f.opts.Known[k]; n.Matches(e.name) {
				e.name = n.Name
				break
			}
		}
	}
}

// knownRole is the name of the one known person whose role the words are.
func (f *finder) knownRole(words string) string {
	name := ""
	for k := range f.opts.Known {
		n := &f.opts.Known[k]
		for _, role := range n.Roles {
			if plainRole(role) == plainRole(words) {
				if name != "" && name != n.Name {
					return "" // several have the role
				}
				name = n.Name
			}
		}
	}
	return name
}
