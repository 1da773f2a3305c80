package modality

import (
	"strings"

	"briefbot/briefing/phrase"
)

// Contrary reports whether two words tell deeds of which somebody, or something, did one
// at most: who resigned was not dismissed, what rose did not fall. Forms of a word count
// as the word.
func Contrary(a, b string) bool {
	x, y := phrase.Stem(a), phrase.Stem(b)
	for _, p := range contraries {
		if p[0][x] && p[1][y] || p[1][x] && p[0][y] {
			return true
		}
	}
	return false
}

// contraries are the deeds on both sides of a line.
var contraries = func() (pairs [][2]map[string]bool) {
	for line := range strings.Lines(`
		rose rise rises rising risen climbed climb increased increase increases grew grow gained / fell fall falls falling fallen dropped drop declined decreased decrease shrank shrink sank
		opened open opens reopened reopen reopens / closed close closes shut
		accepts accept accepted approved approve approves backed back backs endorsed / rejects reject rejected refused refuse refuses vetoed opposes oppose opposed
		resigned resign resigns quit stepped / dismissed dismiss sacked sack fired ousted
		won win wins / lost lose loses
		survived survive survives / died die dies killed
		arrived arrive arrives entered enter / left leave leaves departed
		began begin begins started start starts / ended end ends stopped
		released release freed free / arrested arrest detained jailed
		acquitted acquit cleared / convicted convict
		allowed allow allows legalised legalized permits permitted / banned ban bans barred forbade outlawed prohibited
		joined join joins / left leave leaves quit
		bought buy buys / sold sell sells
		raised raise raises / cut cuts lowered lower
		supports support supported / opposes oppose opposed
		confirmed confirm confirms admitted admits / denied deny denies
		succeeded succeed / failed fail fails
	`) {
		one, other, ok := strings.Cut(strings.TrimSpace(line), " / ")
		if ok {
			pairs = append(pairs, [2]map[string]bool{phrase.Stems(one), phrase.Stems(other)})
		}
	}
	return pairs
}()
