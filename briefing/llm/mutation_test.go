package llm_test

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// TestLiarMutations makes lies of the honest sentences by program: two names
// change places, two numbers do, a digit is another one, a "not" goes or comes.
// None reaches a reader.
func TestLiarMutations(t *testing.T) {
	made := 0
	for _, s := range slices.Concat(stories(t), storiesIn(t, "reworded")) {
		for _, w := range s.honest {
			if b, _ := s.tell(t, &puppet{says: []written{w}}); b.Author() == "" {
				continue // it is struck as it is
			}
			for _, text := range mutations(w.text) {
				made++
				lie := written{cited: w.cited, text: text}
				if b, _ := s.tell(t, &puppet{says: []written{lie}}); b.Author() != "" {
					t.Errorf("%s: a reader sees %q\n made of %q", s.name, text, w.text)
				}
			}
		}
	}
	if made < 200 {
		t.Errorf("%d mutations are too few to prove anything", made)
	}
}

var (
	nameWord = regexp.MustCompile(`\b[A-Z][a-z]+(?:-[A-Z][a-z]+)?\b`)
	numeral  = regexp.MustCompile(`\b\d[\d.,]*\d\b|\b\d\b`)
)

// mutations are lies made of a sentence. Names that are told as one, joined by
// "and" or beside each other, are left where they are: there the order says
// nothing.
func mutations(text string) []string {
	var all []string
	swap := func(at [][]int, may func(between string) bool) {
		for i := range at {
			for j := i + 1; j < len(at); j++ {
				a, b := text[at[i][0]:at[i][1]], text[at[j][0]:at[j][1]]
				between := text[at[i][1]:at[j][0]]
				if a == b || strings.Contains(text, "[[") || !may(between) {
					continue
				}
				all = append(all, text[:at[i][0]]+b+between+a+text[at[j][1]:])
			}
		}
	}
	var names [][]int
	for _, at := range nameWord.FindAllStringIndex(text, -1) {
		if word := text[at[0]:at[1]]; at[0] > 0 || slices.ContainsFunc([]string{"Lasko", "Oskaline", "Wislow", "Keeling", "Brandt", "Hale", "Venn", "Ruiz", "Sarr", "Kone", "Prado", "Teles", "Salinas", "Vargas", "Vik", "Brok", "Ashby", "Lindt", "Dorn", "Norline", "Marsk", "Tolland", "Polk", "Linde"}, func(n string) bool { return n == word }) {
			names = append(names, at)
		}
	}
	swap(names, func(between string) bool {
		words := strings.Fields(between)
		told := strings.Contains(text, " met ") || strings.Contains(text, " met.")
		return len(words) > 1 && !told && !onlyJoins(words)
	})
	swap(numeral.FindAllStringIndex(text, -1), func(between string) bool { return between != " and " })
	for _, at := range numeral.FindAllStringIndex(text, -1) {
		digit := text[at[0]]
		all = append(all, text[:at[0]]+fmt.Sprint((int(digit-'0')%9)+1)+text[at[0]+1:])
	}
	for _, not := range []string{" not ", " never "} {
		if strings.Contains(text, not) {
			all = append(all, strings.Replace(text, not, " ", 1))
		}
	}
	for _, verb := range []string{" said ", " accused ", " rejected ", " told ", " visited ", " promised ", " ordered ", " warned "} {
		if strings.Contains(text, verb) {
			all = append(all, strings.Replace(text, verb, " never"+verb, 1))
		}
	}
	return all
}

// onlyJoins reports whether words between two names join them in a list.
func onlyJoins(words []string) bool {
	for _, w := range words {
		if w != "and" && w != "," && !nameWord.MatchString(w) {
			return false
		}
	}
	return true
}
