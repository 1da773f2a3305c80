package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// byline marks the line that says who wrote the article.
func byline(v *view) {
	k := v.key
	switch {
	case v.quoted || v.words > 30:
	case v.words <= 14 && !sentence(v) && (strings.HasPrefix(k, "by ") && (names(v.text[3:]) || signature(v.text[3:])) || strings.HasPrefix(k, "von ") && v.words <= 5 && names(v.text[4:])):
		v.set(Byline, whyBy)
	case v.words <= 14 && (strings.HasPrefix(k, "written by ") || strings.HasPrefix(k, "story by ") || strings.HasPrefix(k, "author: ") || strings.HasPrefix(k, "posted by ") || strings.HasPrefix(k, "reported by ") || strings.HasPrefix(k, "published by ") || strings.HasPrefix(k, "words by ")) && !sentence(v):
		v.set(Byline, whyAuthor)
	case strings.HasPrefix(k, "reporting by ") || strings.HasPrefix(k, "additional reporting by ") || strings.HasPrefix(k, "writing by ") || strings.HasPrefix(k, "editing by ") || strings.HasPrefix(k, "contributing: ") || strings.HasPrefix(k, "compiled by ") || strings.HasPrefix(k, "edited by: "):
		v.set(Byline, whyReporters)
	case v.words >= 2 && v.words <= 6 && !v.stopped && desk(v.text):
		v.set(Byline, whyDesk)
	}
}

// reachable marks the line that says who wrote the article and where to reach
// him: it names a writer, or gives orders to the reader, and has an address.
func reachable(v *view) {
	k := v.key
	if v.quoted || v.words > 70 || bulleted(v.text) || !addressed(v.text) && !strings.Contains(k, " on twitter") && !strings.Contains(k, " on instagram") && !strings.Contains(k, " on x ") {
		return
	}
	asks := containsAny(k, []string{"reach ", "contact ", "call ", "follow ", "e-mail ", "send tips to ", "have a tip", "got a tip", "have a story"}, strings.HasPrefix) ||
		containsAny(k, []string{". follow ", ". reach ", ". contact ", ". email ", ". connect with ", "can be reached at ", ". twitter: ", ". he tweets ", ". she tweets ", ". send tips"}, strings.Contains)
	writes := containsAny(k, []string{" reporter", " writer", " editor", " columnist", " correspondent", " covers ", " cover ", " journalist", " producer", " fellow ", " coverage", "newsroom", " tips"}, strings.Contains)
	person := false
	if f := strings.Fields(v.text); len(f) > 2 {
		person = names(f[1]) && names(f[2])
	}
	if asks && (writes || person) || writes && containsAny(k, []string{" is at https://", " is on twitter", " tweets @", " tweets at "}, strings.Contains) {
		v.set(Byline, whyReach)
	}
}

// addressed reports whether a word of the line is a mail address, a name after @,
// or a web address.
func addressed(s string) bool {
	for w := range strings.FieldsSeq(s) {
		if address(strings.TrimRight(w, ".,;:)")) {
			return true
		}
	}
	return false
}

// signed marks the names, behind a dash, of those who wrote the paragraph above:
// pages that are written as things go on sign each part. Who is named so under a
// quotation said it; and where several sign, and nobody twice or for an outlet,
// they are readers whose letters the article prints.
func signed(page []view) {
	var signatures []int
	seen := map[string]bool{}
	reporters := false
	for i := 1; i < len(page); i++ {
		s, above := dashed(page, i), &page[i-1]
		if !signs(s) || page[i].words > 14 || !above.prose() || above.quoted || dashed(page, i+1) != "" {
			continue
		}
		signatures = append(signatures, i)
		reporters = reporters || seen[s] || strings.Contains(s, ", ") || Agency(s) != ""
		seen[s] = true
	}
	if len(signatures) > 3 && !reporters {
		return
	}
	for _, i := range signatures {
		page[i].set(Byline, whySigned)
	}
}

// dashed is what stands behind the dash that begins undecided line i, "" where
// there is none.
func dashed(page []view, i int) string {
	if i >= len(page) || page[i].decided {
		return ""
	}
	bare := strings.TrimLeft(page[i].text, "–—―−-")
	if bare == page[i].text {
		return ""
	}
	return strings.TrimSpace(bare)
}

// signs reports whether s is names: "Jo Doe and Ann Poe, The Courier".
func signs(s string) bool {
	if s == "" || strings.ContainsAny(s, ":;?!\"“”()0123456789") {
		return false
	}
	for part := range strings.SplitSeq(strings.NewReplacer(" and ", ", ", " & ", ", ").Replace(s), ", ") {
		if n := countWords(part); !names(part) || (n < 2 || n > 4) && Agency(part) == "" {
			return false
		}
	}
	return true
}

// sentence reports whether the line ends as one, an initial or "Jr." aside.
func sentence(v *view) bool { return v.stopped && v.words > 7 }

// desk reports whether s is the name of an editorial department.
func desk(s string) bool {
	i := strings.LastIndexByte(s, ' ')
	return i > 0 && desks[strings.ToLower(s[i+1:])] && names(s)
}

// stamps begin a line that says when the article appeared.
var stamps = []string{
	"published", "updated", "last updated", "last modified", "first published", "posted", "posted on", "publication date", "date", "release date", "created", "modified", "issued",
	"veröffentlicht", "aktualisiert", "stand", "published on", "updated on", "published at", "updated at", "date published", "date posted", "uploaded", "originally published",
}

// updates begin a note on how the article was changed after it appeared.
var updates = []string{
	"this story has been updated", "this article has been updated", "this post has been updated", "this report has been updated", "this story was updated", "this article was updated",
	"this is a developing story", "this is a breaking news story", "this is breaking news", "this story is developing", "this breaking news story", "editor's note: this story was updated", "editor's note: this story has been updated", "editor's note: this article was updated",
}

// dateline marks the line that says when, and where, the article was written.
func dateline(v *view) {
	k := v.key
	if v.quoted || v.words > 45 {
		return
	}
	if v.words <= 16 {
		if rest, ok := stamp(k); ok {
			_, dated := readDate(rest)
			if hour, _, _ := strings.Cut(rest, " /"); dated || clock(hour) {
				v.set(Dateline, "says when it was published")
				return
			}
		}
		if _, ok := readDate(k); ok && v.words <= 9 {
			v.set(Dateline, whyDate)
			return
		}
		if clock(k) && v.words <= 4 && strings.ContainsAny(k, ":.h") {
			v.set(Dateline, whyHour)
			return
		}
		if weekdays[k] != 0 && v.words == 1 || v.words <= 8 && ago(k) {
			v.set(Dateline, "says when it was published")
			return
		}
	}
	if containsAny(k, updates, strings.HasPrefix) {
		v.set(Dateline, whyUpdate)
		return
	}
	if v.words <= 8 {
		if end := strings.TrimRight(v.text, " \u00a0"); strings.HasSuffix(end, "—") || strings.HasSuffix(end, "–") || strings.HasSuffix(end, " -") {
			if place := strings.TrimRight(end, "—–- \u00a0"); names(strings.ReplaceAll(strings.Trim(place, "()"), "(", "")) || agencyAtEnd(place) {
				v.set(Dateline, whyPlace)
			}
		}
	}
}

// clock reports whether k is a time of day and its zone: "9:30 p.m. et", "10:32
// gmt", "14.05".
func clock(k string) bool {
	f := strings.Fields(k)
	if len(f) == 0 || len(f) > 3 {
		return false
	}
	hour, minute, ok := strings.Cut(f[0], ":")
	if !ok {
		hour, minute, ok = strings.Cut(f[0], ".")
	}
	minute = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(minute, "am"), "pm"), "h")
	if !ok || len(hour) > 2 || len(minute) != 2 || !digits(hour) || !digits(minute) || minute > "59" || len(hour) == 2 && hour > "24" {
		return false
	}
	said := f[0] != hour+":"+minute // am, pm, h
	for _, w := range f[1:] {
		w = strings.ReplaceAll(w, ".", "")
		if _, zone := zones[w]; !zone && w != "am" && w != "pm" && w != "a" && w != "p" && w != "uhr" && w != "ist" && w != "cst" && w != "ct" {
			return false
		}
		said = true
	}
	return said || strings.Contains(f[0], ":")
}

// stamp cuts what introduces the date off a key.
func stamp(k string) (rest string, ok bool) {
	for _, s := range stamps {
		if r, found := strings.CutPrefix(k, s); found && (r != "" && (r[0] == ' ' || r[0] == ':')) {
			if len(r) > len(rest) && ok {
				continue // a longer stamp was found
			}
			rest, ok = strings.TrimLeft(r, ": "), true
		}
	}
	return rest, ok
}

// readDate reads a date that may be followed by a second one, an update's.
func readDate(s string) (value string, ok bool) {
	if len(s) < 6 || len(s) > 80 || !strings.ContainsAny(s, "0123456789") {
		return "", false
	}
	for _, part := range []string{s, before(s, " updated"), before(s, " | "), before(s, " · "), before(s, " • "), before(s, " / "), before(s, " by ")} {
		if part == "" {
			continue
		}
		if _, err := ParseDate(part); err == nil {
			return part, true
		}
	}
	return "", false
}

func before(s, mark string) string {
	head, _, found := strings.Cut(s, mark)
	if !found {
		return ""
	}
	return strings.TrimRight(head, " |,;–-")
}

// ago reports whether the line says how long ago it was posted.
func ago(k string) bool {
	k, ok := strings.CutSuffix(k, " ago")
	if !ok {
		return false
	}
	for _, s := range stamps {
		k = strings.TrimPrefix(k, s+" ")
	}
	n := strings.TrimLeft(k, "0123456789")
	if n == k {
		return false
	}
	switch strings.TrimSpace(n) {
	case "s", "m", "h", "d", "min", "mins", "minute", "minutes", "hour", "hours", "hr", "hrs", "day", "days", "week", "weeks", "month", "months":
		return true
	}
	return false
}

// breadcrumb reports whether the line is a path of sections: "News / World".
func breadcrumb(s string) bool {
	s = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return ' '
		}
		return r
	}, s)
	for _, mark := range []string{"/", "›", "»", ">", "→", "|", "•", "·", "::"} {
		parts := strings.Split(s, mark)
		if len(parts) < 2 || mark != "»" && mark != "›" && mark != ">" && mark != "→" && !strings.Contains(s, " "+mark) {
			continue
		}
		ok := true
		for _, p := range parts {
			p = strings.TrimSpace(p)
			n := countWords(p)
			r, _ := utf8.DecodeRuneInString(p)
			ok = ok && n <= 4 && len(p) <= 40 && (n == 0 || unicode.IsUpper(r) || unicode.IsDigit(r)) && !strings.ContainsAny(p, ".!?")
		}
		if ok {
			return true
		}
	}
	return false
}

// agencyAtEnd reports whether s ends with the name of an agency.
func agencyAtEnd(s string) bool {
	for _, a := range agencies {
		if strings.HasSuffix(s, " "+a.word) || s == a.word {
			return true
		}
	}
	return false
}

// signature reports whether a line before the first paragraph is no headline
// but whoever wrote the article: an agency, "Staff and wire reports", "Anna
// Example and Ben Example".
func signature(s string) bool {
	k := key(s)
	if strings.HasSuffix(k, "wire reports") || strings.HasSuffix(k, "staff reports") || strings.HasSuffix(k, "agencies") && countWords(s) <= 3 {
		return true
	}
	if Agency(s) != "" {
		return true
	}
	if n := countWords(s); n < 2 || n > 9 || !names(strings.NewReplacer(" and ", " ", ",", "").Replace(s)) || strings.ContainsAny(s, ":?!’'") {
		return false
	}
	people := 0
	for part := range strings.SplitSeq(strings.ReplaceAll(s, " and ", ", "), ", ") {
		if n := countWords(part); n < 2 || n > 4 {
			return false
		}
		people++
	}
	if people > 1 {
		return true
	}
	for w := range strings.FieldsSeq(s) { // "Anna B. Example"
		if len(w) == 2 && w[1] == '.' {
			return true
		}
	}
	return false
}
