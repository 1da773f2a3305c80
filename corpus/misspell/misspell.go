// Package misspell tells how far a word that somebody typed is from one that is
// known. It is a leaf: words go in, numbers come out.
package misspell

// Distance is how many letters have to be changed, added, left out or swapped with
// their neighbours, or around one letter between them, to make b of a, each pair of
// letters once (the restricted distance of Damerau 1964, and Ergodan for Erdogan), or
// most+1 where that is more than most.
func Distance(a, b string, most int) int {
	s, t := []rune(a), []rune(b)
	if d := len(s) - len(t); d > most || -d > most {
		return most + 1
	}
	var rows [4][]int // that of the letter, and those of the three before it
	for i := range rows {
		rows[i] = make([]int, len(t)+1)
	}
	row, last, before, first := rows[0], rows[1], rows[2], rows[3]
	for j := range last {
		last[j] = j
	}
	for i := range s {
		row[0] = i + 1
		best := row[0]
		for j := range t {
			cost := last[j]
			if s[i] != t[j] {
				cost++
			}
			cost = min(cost, last[j+1]+1, row[j]+1)
			if i > 0 && j > 0 && s[i] == t[j-1] && s[i-1] == t[j] {
				cost = min(cost, before[j-1]+1)
			}
			if i > 1 && j > 1 && s[i] == t[j-2] && s[i-2] == t[j] && s[i-1] == t[j-1] {
				cost = min(cost, first[j-2]+1)
			}
			row[j+1] = cost
			best = min(best, cost)
		}
		if best > most {
			return most + 1
		}
		row, last, before, first = first, row, last, before
	}
	return min(last[len(t)], most+1)
}

// allowed is how many letters may be wrong in a word for it to be meant for another:
// none in a short one, since too many short words are near to each other.
func allowed(word string) int {
	switch n := len([]rune(word)); {
	case n < 4:
		return 0
	case n < 9:
		return 1
	}
	return 2
}

// Words is the distance between two names, word by word and of the same number of
// words, as far as Allowed for each; ok is false beyond that.
func Words(typed, known []string) (edits int, ok bool) {
	if len(typed) != len(known) {
		return 0, false
	}
	for i, w := range typed {
		most := allowed(w)
		n := Distance(w, known[i], most)
		if n > most {
			return 0, false
		}
		edits += n
	}
	return edits, true
}
