package corpus

import (
	"cmp"
	"slices"
	"strings"

	"briefbot/corpus/quotation"
	"briefbot/corpus/segment"
	"briefbot/corpus/state"
)

// This file sets aside what stands before a name when somebody is asked for: "French
// President Ada Lind", "Gov. Lind", "former Secretary of State Lind".

// titled are those who are meant by a title and a name behind it, best first: who has
// an office of that title before others of the name. There are none where nothing but
// a title stands before a name that anybody has.
func (p *people) titled(query string) []*Speaker {
	found, _ := p.holding(query)
	return found
}

// holding is titled, and reports whether articles give who is meant an office of that
// title.
func (p *people) holding(query string) (found []*Speaker, held bool) {
	fields := strings.Fields(strings.ReplaceAll(query, "’", "'"))
	for i := 1; i < len(fields); i++ {
		titles := untitled(fields[:i])
		if titles == nil {
			continue
		}
		name := strings.Join(fields[i:], " ")
		tokens := nameTokens(name)
		if len(tokens) == 0 || !slices.ContainsFunc(tokens, func(t string) bool { return !quotation.Common(t) }) {
			return nil, false
		}
		found = p.filter(func(s *Speaker) bool {
			return s.anyName(func(n []string) bool {
				// "President Xi", whose surname comes first
				return containsAll(n, tokens) && (n[len(n)-1] == tokens[len(tokens)-1] || n[0] == tokens[0] && s.has(titles))
			}) && s.oddity() == 0
		})
		exact := p.byName[strings.Join(tokens, " ")]
		if exact != nil {
			found = with(found, exact)
		}
		if len(found) == 0 {
			continue
		}
		rank := func(s *Speaker) int {
			switch {
			case s.has(titles) && s == exact:
				return 0
			case s.has(titles):
				return 1
			case s == exact:
				return 2
			}
			return 3
		}
		slices.SortStableFunc(found, func(a, b *Speaker) int { return cmp.Compare(rank(a), rank(b)) })
		best := rank(found[0])
		if best < 3 {
			found = slices.DeleteFunc(found, func(s *Speaker) bool { return rank(s) > best })
		}
		return found, best < 2
	}
	return nil, false
}

// untitled are the folded titles among the words before a name, nil if they are not all
// of a title: its last word is one, or there is nothing but such words and those that go
// with them ("Secretary of State").
func untitled(fields []string) []string {
	titles := []string{}
	whole, last := true, false
	for i, w := range fields {
		fold := strings.Trim(segment.Fold(w), ".,")
		fold = cmp.Or(shortTitles[fold], fold)
		whose := strings.HasSuffix(fold, "'s")
		switch last = false; {
		case quotation.Title(fold) && !givenTitles[fold] && !honorifics[fold]:
			titles, last = append(titles, fold), true
		case honorifics[fold]:
			last = true
		case whose && state.Of(fold) == "":
			return nil
		case whose, past[fold], halfTitles[fold], officeWords[fold], fold == "the", state.Of(fold) != "", fold == "of", fold == "for":
		case i > 1 && (fields[i-1] == "of" || fields[i-1] == "for"):
		default:
			whole = false
		}
	}
	if !last && (!whole || len(titles) == 0) {
		return nil
	}
	return titles
}

// has reports whether articles give the speaker all of the titles.
func (s *Speaker) has(titles []string) bool {
	return len(titles) > 0 && slices.ContainsFunc(s.Roles, func(role string) bool { return containsAll(roleTokens(role), titles) })
}

// shortTitles are titles as they are written before names.
var shortTitles = map[string]string{
	"sen": "senator", "rep": "representative", "gov": "governor", "gen": "general", "prof": "professor", "sgt": "sergeant", "capt": "captain",
	"lt": "lieutenant", "col": "colonel", "sec": "secretary", "pres": "president", "amb": "ambassador", "adm": "admiral", "maj": "major",
	"congressman": "representative", "congresswoman": "representative", "pm": "minister", "potus": "president",
}

var honorifics = words("mr mrs ms miss dr sir dame madam rev")
