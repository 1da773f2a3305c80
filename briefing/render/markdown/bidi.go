package markdown

import "unicode"

const (
	firstStrong = '\u2068' // begins an isolate that takes the direction of its first letter
	popIsolate  = '\u2069' // ends the last isolate, and all embeddings begun in it
)

// bidi reports whether r is a character that changes the direction of text
// and has no other effect.
func bidi(r rune) bool {
	return r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069 || r == 0x200E || r == 0x200F || r == 0x061C
}

// isolation returns how many isolates to open before line and to close after
// it, so that nothing in it has an effect outside: none where the line has
// neither right-to-left letters nor characters that change direction. Isolates
// that the line leaves open are closed; ends of isolates that it did not open
// find one that was opened for them.
func isolation(line string) (opens, closes int) {
	found, depth, unmatched := false, 0, 0
	for _, r := range line {
		switch {
		case r == 0x2066, r == 0x2067, r == firstStrong:
			depth++
			found = true
		case r == popIsolate:
			if depth == 0 {
				unmatched++
			} else {
				depth--
			}
			found = true
		case bidi(r), rightToLeft(r):
			found = true
		}
	}
	if !found {
		return 0, 0
	}
	return 1 + unmatched, 1 + depth
}

// rightToLeft reports whether r is a letter that is written from right to left.
func rightToLeft(r rune) bool {
	return r >= 0x0590 && unicode.In(r, unicode.Hebrew, unicode.Arabic, unicode.Syriac, unicode.Thaana, unicode.Nko,
		unicode.Samaritan, unicode.Mandaic, unicode.Adlam, unicode.Hanifi_Rohingya)
}
