package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// local decides what can be said of a line by itself.
func (v *view) local() {
	if !hasWord(v.text) {
		if strings.Contains(v.text, "|-") || strings.Contains(v.text, "-|") {
			v.set(Table, "rule of a table")
			return
		}
		v.set(Separator, "no word")
		return
	}
	if s := v.text; len(s) > 2 && s[0] == '|' && s[len(s)-1] == '|' {
		v.set(Table, "row between column marks")
		return
	}
	if v.key == "" {
		return
	}
	if v.words <= 80 && (bracketDots(v.text, strings.HasPrefix) && bracketDots(v.text, strings.HasSuffix) || strings.HasPrefix(v.key, "pingback:") || strings.HasPrefix(v.key, "trackback:")) {
		v.set(Pingback, "excerpt between […] and […]")
		return
	}
	for _, rule := range []func(*view){noteAfter, byline, dateline, rights, syndicated, reachable} {
		if rule(v); v.decided {
			return
		}
	}
	if !v.quoted && !bulleted(v.text) {
		furniture(v)
	}
	if !v.decided {
		caption(v)
	}
}

// bracketDots reports whether s begins, or ends, with "[…]" or "[...]".
func bracketDots(s string, at func(s, part string) bool) bool {
	return at(s, "[…]") || at(s, "[...]") || at(s, "[&#8230;]")
}

// furniture marks the page around the article by its words.
func furniture(v *view) {
	if m, ok := exact[v.key]; ok {
		v.set(m.class, m.why)
		return
	}
	if v.words <= 24 && buttons(v.key) {
		v.set(Share, "row of share buttons")
		return
	}
	for _, o := range openings {
		if o.fits(v, strings.HasPrefix) && !(o.why == whyLink && v.stopped && v.words > 20) {
			v.set(o.class, o.why)
			return
		}
	}
	for _, o := range inside {
		if o.fits(v, strings.Contains) {
			v.set(o.class, o.why)
			return
		}
	}
	if solicits(v) {
		v.set(Navigation, whyNewsletter)
		return
	}
	switch {
	case v.words == 1 && address(v.text):
		v.set(Navigation, whyAddress)
	case readingTime(v.key):
		v.set(Navigation, "reading time")
	case strings.HasSuffix(v.key, " comments") && v.words == 2 && digits(v.key[:len(v.key)-len(" comments")]):
		v.set(Navigation, "comments")
	case v.words <= 30 && strings.HasSuffix(v.text, ">>"):
		v.set(Navigation, "page control")
	case pictureCount(v.key):
		v.set(Navigation, "place in a gallery")
	case v.words <= 14 && labelledAddress(v.text), v.words <= 45 && strings.HasSuffix(v.key, "(click here to view"):
		v.set(Related, whyLink)
	case glued(v):
		v.set(Related, whyGlued)
	case v.words <= 60 && (strings.HasSuffix(v.key, "... read more") || strings.HasSuffix(v.key, "… read more") || strings.HasSuffix(v.key, "continue reading")) && !v.stopped:
		v.set(Teaser, "cut off before \"read more\"")
	}
}

// buttons reports whether a line is made of the words on share buttons alone,
// at least one of which names a network or is "share".
func buttons(k string) bool {
	strong, n := 0, 0
	for w := range strings.FieldsFuncSeq(k, func(r rune) bool {
		return unicode.IsSpace(r) || strings.ContainsRune("|/,:;·•()+&.", r)
	}) {
		n++
		if socialStrong[w] {
			strong++
		} else if !socialWeak[w] {
			return false
		}
	}
	return strong >= 2 || strong == 1 && n >= 2
}

// address reports whether the line is one web or mail address.
func address(s string) bool {
	s = strings.Trim(s, "()<>[].,")
	if strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://") || strings.HasPrefix(s, "www.") {
		return len(s) > 8
	}
	if at := strings.IndexByte(s, '@'); at >= 0 {
		return strings.Contains(s[at:], ".") || at == 0 && len(s) > 2
	}
	return false
}

func readingTime(k string) bool {
	n := strings.TrimLeft(k, "0123456789")
	if n == k {
		return false
	}
	switch strings.TrimLeft(n, " -") {
	case "min read", "mins read", "minute read", "minutes read", "min", "minutes to read", "min. read", "minute listen", "min listen":
		return true
	}
	return false
}

// glued finds "More:Headline of another story": a link whose label lost its
// space when the page became text. It never ends as a sentence.
func glued(v *view) bool {
	i := strings.IndexByte(v.text, ':')
	if i < 3 || i > 40 || v.stopped && !strings.HasSuffix(v.text, "?") || v.words > 30 || v.words < 4 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(v.text[i+1:])
	label := v.text[:i]
	before, _ := utf8.DecodeLastRuneInString(label)
	return (unicode.IsUpper(r) || r == '\'' || r == '‘' || r == '"' || r == '“') && countWords(label) <= 5 &&
		unicode.IsLetter(before) && !strings.ContainsAny(label, ",\"“")
}

// rights marks the line that says who owns the article.
func rights(v *view) {
	k := v.key
	first, _ := utf8.DecodeRuneInString(v.text)
	switch {
	case v.words > 60:
	case first == '©',
		strings.HasPrefix(v.text, "(c) ") || strings.HasPrefix(v.text, "(C) ") || strings.HasPrefix(v.text, "&copy;"),
		strings.HasPrefix(k, "copyright ") && (year(k) || strings.Contains(v.text, "©") || strings.Contains(k, "(c)") || strings.Contains(k, "reserved")),
		strings.HasPrefix(k, "c. ") && v.words <= 10 && len(k) > 6 && digits(k[3:7]),
		strings.Contains(k, "all rights reserved") || strings.Contains(k, "alle rechte vorbehalten"),
		strings.Contains(k, "may not be published, broadcast, rewritten") || strings.Contains(k, "may not be reproduced"),
		v.words <= 12 && strings.Contains(v.text, "©") && year(k) && !v.stopped && !credited(v.text):
		v.set(Copyright, "copyright notice")
	}
}

// year reports whether four digits stand in s that may be a year.
func year(s string) bool {
	run := 0
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			run = 0
			continue
		}
		if run++; run == 4 && s[i-3] <= '2' {
			return true
		}
	}
	return false
}

// reprints are what a page says when the article is another publisher's.
var reprints = []string{
	"this article originally appeared", "this story originally appeared", "this piece originally appeared", "this post originally appeared", "this report originally appeared",
	"this article first appeared", "this story first appeared", "this piece first appeared", "this article was first published", "this story was first published",
	"this article was originally published", "this story was originally published", "this piece was originally published", "this post was originally published", "originally published ",
	"originally appeared ", "first published by", "first published in", "republished from", "republished with permission", "reprinted with permission", "reprinted from", "this article is republished",
	"this article was republished", "this content was originally", "dieser artikel erschien zuerst", "dieser text erschien zuerst", "syndicated from",
}

func syndicated(v *view) {
	if v.quoted || v.words > 45 {
		return
	}
	switch k := v.key; {
	case containsAny(k, reprints, strings.HasPrefix):
		v.set(Syndication, "says where it appeared first")
	case v.words <= 30 && (strings.Contains(k, "contributed to this report") || strings.Contains(k, "contributed to this article") || strings.Contains(k, "contributed to this story") || strings.Contains(k, "contributed reporting")):
		v.set(Syndication, "says who contributed")
	case v.words <= 8 && reportingOf(v.text) != "":
		v.set(Syndication, "names the agency whose reporting it has")
	case v.words <= 8 && !v.stopped && (strings.HasPrefix(k, "source: ") || strings.HasPrefix(k, "sources: ") || strings.HasPrefix(k, "source | ") || strings.HasPrefix(k, "quelle: ")):
		v.set(Syndication, "names its source")
	}
}

// credited reports whether the line ends with the credit of a picture.
func credited(s string) bool { _, ok := credit(s); return ok }

// credit returns the words of the picture's credit that end the line:
// "(Name/Agency)", "[Agency]", "Agency/Getty Images".
func credit(s string) (words string, ok bool) {
	s = strings.TrimRight(s, " \u00a0.")
	for _, pair := range []string{"()", "[]"} {
		if !strings.HasSuffix(s, pair[1:]) {
			continue
		}
		open := strings.LastIndex(s, pair[:1])
		if open < 0 || len(s)-open > 120 {
			return "", false
		}
		inner := strings.TrimSpace(s[open+1 : len(s)-1])
		if creditWords(inner, pair == "[]") {
			return inner, true
		}
		return "", false
	}
	for _, end := range []string{"/Getty Images", "/AFP", "/AP", "/Reuters", "/REUTERS", "/EPA", "/EPA-EFE", "/Shutterstock", "/Bloomberg", "/Anadolu", "/dpa", "/NurPhoto", "/Getty", " Getty Images", " AP Photo", "/Zuma Press", "/Redux", "/UPI", "/Sipa", "/Alamy", "/AP Images", " via Getty Images", " via AP", " via Reuters"} {
		if strings.HasSuffix(s, end) {
			open := strings.LastIndexAny(s, ".!?")
			return strings.TrimSpace(s[open+1:]), true
		}
	}
	return behindSentence(s)
}

// behindSentence returns the credit that stands behind the sentence of a caption
// without brackets: "… on Tuesday. Jo Doe/The Courier".
func behindSentence(s string) (words string, ok bool) {
	from := max(0, len(s)-80)
	slash := strings.IndexByte(s[from:], '/') + from
	if slash < from {
		return "", false
	}
	open := -1
	for _, mark := range []string{". ", "! ", "? ", ".” ", ".\" ", "?” ", "?\" ", "\". ", "”. "} {
		// An initial ("J. Scott …") ends no sentence.
		for at := 0; ; {
			i := strings.Index(s[at:min(len(s), max(slash, at))], mark)
			if i < 0 {
				break
			}
			if at += i + len(mark); i > 1 && s[at-len(mark)-2] != ' ' && at > open {
				open = at
			}
		}
	}
	if open < 0 || open >= slash {
		return "", false
	}
	words = s[open:]
	for i, part := range strings.Split(words, "/") {
		n := countWords(part)
		if n == 0 || n > 4 || i == 0 && n < 2 || part != strings.TrimSpace(part) || !names(strings.TrimPrefix(part, "courtesy ")) || strings.ContainsAny(part, ",:;()0123456789") {
			return "", false
		}
	}
	return words, true
}

// creditWords reports whether words in brackets are a credit: a name and an
// agency with a slash or a comma between, or "Photo by …".
func creditWords(s string, square bool) bool {
	n := countWords(s)
	if n == 0 || n > 12 {
		return false
	}
	k := key(s)
	for _, p := range []string{"photo by ", "photo: ", "photos by ", "image: ", "image by ", "images by ", "credit: ", "picture: ", "photograph: ", "photograph by ", "ap photo", "file photo", "foto: ", "photo via ", "courtesy of ", "handout", "screenshot"} {
		if strings.HasPrefix(k, p) {
			return true
		}
	}
	for _, w := range []string{"getty", "reuters", "afp", "shutterstock", "via ap", "ap photo", "/ap", "epa", "associated press", "pool photo", "anadolu", "unsplash", "wikimedia"} {
		if strings.HasSuffix(k, w) || strings.HasSuffix(k, w+" images") || strings.Contains(k, w+"/") || strings.Contains(k, w+" via ") {
			return n >= 2 || square || strings.Contains(k, "/")
		}
	}
	if i := strings.Index(s, "/"); i > 0 && i+1 < len(s) {
		return names(s[:i]) && names(s[i+1:]) && countWords(s[:i]) >= 2 && countWords(s[:i]) <= 4
	}
	return false
}

// names reports whether every word of s that is not a small one begins with a
// capital letter.
func names(s string) bool {
	n := 0
	for w := range strings.FieldsSeq(s) {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "(\"“'’"))
		switch {
		case unicode.IsUpper(r):
			n++
		case particles[w]:
		default:
			return false
		}
	}
	return n > 0
}

var particles = words(`of the for and de la le van von der den al el bin ibn ben da dos del di du & - – ’t und`)

// caption marks a line under a picture by its credit or its label.
func caption(v *view) {
	if v.words > 90 {
		return
	}
	if credited(v.text) {
		v.set(Caption, "ends with a picture's credit")
		return
	}
	k := v.key
	for _, p := range []string{"caption: ", "photo: ", "image: ", "picture: ", "image caption", "file photo", "photo by ", "photo credit", "image credit", "photograph: ", "photo courtesy", "image source", "bild: ", "foto: ", "file - ", "file – ", "file — "} {
		if strings.HasPrefix(k, p) {
			v.set(Caption, "labelled as a picture's")
			return
		}
	}
	if strings.Contains(k, "| photo credit") || strings.Contains(k, "photo credit: ") || strings.Contains(k, "image credit: ") || strings.Contains(k, "(file photo") {
		v.set(Caption, "labelled as a picture's")
	}
}

func hasWord(s string) bool {
	return strings.IndexFunc(s, func(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }) >= 0
}
