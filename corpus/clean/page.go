package clean

import "strings"

// pictureCount reports whether the line is the place of a picture in a gallery:
// "Hide caption 3 of 12", "Image 3 of 12", "3 of 12", "3 / 12".
func pictureCount(k string) bool {
	labelled := false
	for _, label := range []string{"hide caption ", "toggle caption ", "view caption ", "caption ", "image ", "photo ", "picture ", "slide ", "gallery "} {
		if rest, ok := strings.CutPrefix(k, label); ok {
			k, labelled = strings.TrimLeft(rest, ": "), true
			break
		}
	}
	first, all, ok := strings.Cut(k, " of ")
	if !ok && labelled {
		first, all, ok = strings.Cut(strings.ReplaceAll(k, " ", ""), "/")
	}
	return ok && digits(first) && digits(all) && len(first) <= 3 && len(all) <= 3
}

// labelledAddress reports whether the line is a label and addresses: "More AP
// tennis: https://… and https://…".
func labelledAddress(s string) bool {
	label, rest, ok := strings.Cut(s, ": ")
	if !ok || countWords(label) > 6 {
		return false
	}
	n := 0
	for w := range strings.FieldsSeq(rest) {
		switch {
		case w == "and" || w == "or" || w == "|":
		case strings.HasPrefix(w, "http") && address(w):
			n++
		default:
			return false
		}
	}
	return n > 0
}

// solicits reports whether the line asks the reader to sign up: a sentence in it
// orders him to, and the line says for what.
func solicits(v *view) bool {
	if v.words > 60 || !containsAny(v.key, []string{
		"newsletter", "inbox", "subscrib", "text message", "briefing", "updates via", "by email", "the email", "email alerts",
		"to sign up", "sign up here", "sign up now", "sign up right here", "guide",
	}, strings.Contains) {
		return false
	}
	for _, order := range []string{"sign up for ", "sign up here", "sign up now", "sign up right here", "subscribe to ", "subscribe here", "consider supporting our journalism", "become a subscriber"} {
		for at, rest := 0, v.key; ; {
			i := strings.Index(rest, order)
			if i < 0 {
				break
			}
			at += i
			if before := strings.TrimRight(v.key[:at], " "); before == "" || strings.ContainsRune(".:!?,|", rune(before[len(before)-1])) && !strings.Contains(v.key, "\"") {
				return true
			}
			at += len(order)
			rest = v.key[at:]
		}
	}
	return false
}
