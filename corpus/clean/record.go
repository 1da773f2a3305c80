package clean

import (
	"cmp"
	"fmt"
	"strings"
	"unicode/utf8"

	"briefbot/corpus/segment"
)

// A Record is what a text says about itself, each fact with how it was found:
// "line 3", "line 27, trailing list". Facts that it does not state are empty;
// only the date is inferred, and marked so.
type Record struct {
	Headline Field
	Outlet   Field
	Byline   Field
	Origin   Field
	// Rights is the agency that a copyright notice names: where another outlet is known
	// to have published the text, its origin.
	Rights Field
	// Place is where the article was written: what the dateline says that opens
	// its first paragraph.
	Place     Field
	Published Date
	// Note is true where the text says that it is a note after an article.
	Note bool
}

// Read reads the record of an article from its text and the classes of its
// lines, which Lines(text) returns.
func Read(text string, lines []Line) Record {
	p := paper{text: text, lines: lines}
	var r Record
	r.Headline = p.headline()
	r.Origin = p.origin()
	r.Rights = p.rights()
	r.Place = p.place()
	r.Byline = p.byline()
	r.Outlet = p.outlet(r.Origin.Value)
	if r.Origin.Value != "" && segment.Fold(r.Origin.Value) == segment.Fold(r.Outlet.Value) {
		r.Origin = Field{}
	}
	r.Published = p.published()
	p.note(&r)
	return r
}

// A paper is a text with its classed lines, as Read goes through them.
type paper struct {
	text  string
	lines []Line
	dates []mention // spelled out in it, once infer has looked
}

func (p *paper) at(i int) string { return p.lines[i].Of(p.text) }

func (p *paper) line(i int) string { return fmt.Sprintf("line %d", p.lines[i].Number) }

// first returns the index of the first line of class c, -1 if there is none.
func (p *paper) first(c Class) int {
	for i := range p.lines {
		if p.lines[i].Class == c {
			return i
		}
	}
	return -1
}

// opening is the words that carry meaning in the article's first four
// paragraphs, and the lede's own.
func (p *paper) opening() map[string]bool {
	all := map[string]bool{}
	n := 0
	for i := range p.lines {
		if p.lines[i].Class != Body || countWords(p.at(i)) < 12 {
			continue
		}
		for w := range contentWords(p.at(i)) {
			all[w] = true
		}
		if n++; n == 4 {
			break
		}
	}
	return all
}

// headline is the line classed so, else the one entry of a list at the end of
// the page that tells what the first paragraphs tell: such lists name the page
// itself, too.
func (p *paper) headline() Field {
	if i := p.first(Headline); i >= 0 {
		return Field{p.at(i), p.line(i)}
	}
	if p.first(Related) < 0 {
		return Field{}
	}
	opening := p.opening()
	best, at, second := 0.0, -1, 0.0
	for i := range p.lines {
		if p.lines[i].Class != Related || countWords(p.at(i)) > 30 {
			continue
		}
		own := contentWords(p.at(i))
		n := shared(own, opening)
		if n < 3 {
			continue
		}
		switch score := float64(n) / float64(len(own)); {
		case score > best:
			best, at, second = score, i, best
		case score > second:
			second = score
		}
	}
	if at >= 0 && best >= 0.5 && best > second {
		return Field{p.at(at), p.line(at) + ", trailing list; matches the first paragraphs"}
	}
	return Field{}
}

// origin is the publisher that a reprint names, or the agency before the dash
// that opens the first paragraph.
func (p *paper) origin() Field {
	for i := range p.lines {
		if p.lines[i].Class != Syndication {
			continue
		}
		if name := cmp.Or(reportingOf(p.at(i)), publisher(p.at(i))); name != "" {
			return Field{name, p.line(i)}
		}
	}
	for i := range p.lines {
		c := p.lines[i].Class
		if c == Byline && p.lines[i].Why == whySignature {
			if name := Agency(p.at(i)); name != "" {
				return Field{name, p.line(i) + ", signed by the agency"}
			}
		}
		if c != Body && c != Dateline {
			continue
		}
		if name := agency(p.at(i)); name != "" {
			return Field{name, p.line(i) + ", dateline"}
		}
		if p.lines[i].Class == Body {
			break
		}
	}
	return Field{}
}

// publisher cuts the publisher's name out of a line that credits it:
// "This article originally appeared in The New York Times."
func publisher(s string) string {
	low := strings.ToLower(s)
	if len(low) != len(s) {
		return ""
	}
	at := -1
	for _, mark := range []string{" appeared in ", " appeared on ", " published by ", " published in ", " published on ", " published at ", " republished from ", "republished from ", "reprinted from ", "syndicated from ", "permission of ", "permission from ", "source: ", "sources: ", "source | ", "quelle: ", "erschien zuerst in ", "erschien zuerst bei ", "originally in "} {
		if i := strings.LastIndex(low, mark); i >= 0 && i+len(mark) > at {
			at = i + len(mark)
		}
	}
	if at < 0 {
		return ""
	}
	name := s[at:]
	for _, stop := range []string{" and is ", " under ", " with permission", " on ", " in ", " at ", ". ", ", ", " (", " as "} {
		if i := strings.Index(name, stop); i > 0 {
			name = name[:i]
		}
	}
	name = strings.Trim(name, " .\u00a0*_)]")
	r, _ := utf8.DecodeRuneInString(name)
	if n := countWords(name); n == 0 || n > 6 || !names(string(r)+name[utf8.RuneLen(max(r, 0)):]) {
		return ""
	}
	return name
}

// reportingOf is the agency whose reporting a line says that the article has: "With
// reporting by Reuters", "(The Courier with AFP)"; "" where it says none.
func reportingOf(s string) string {
	s = strings.Trim(s, " .\u00a0")
	if rest, ok := strings.CutPrefix(strings.ToLower(s), "with reporting by "); ok {
		return Agency(s[len(s)-len(rest):])
	}
	inner, opens := strings.CutPrefix(s, "(")
	inner, closes := strings.CutSuffix(inner, ")")
	if !opens || !closes {
		return ""
	}
	if outlet, agency, ok := strings.Cut(inner, " with "); ok && names(outlet) {
		return Agency(strings.TrimSpace(agency))
	}
	return ""
}

// Agency is the name under which the news agency that s names is known, "" where s
// names none: "AP" is The Associated Press.
func Agency(s string) string {
	for _, a := range agencies {
		if s == a.word || s == a.name {
			return a.name
		}
	}
	return ""
}

// agency reads the agency out of "LONDON, Jan 30 (Reuters) - …", "(CNN) …" or
// "CNN —" at the start of a line.
func agency(s string) string {
	head := s[:min(len(s), 90)]
	for _, a := range agencies {
		for _, bracketed := range []string{"(" + a.word + ")", "/" + a.word + "/"} {
			if i := strings.Index(head, bracketed); i >= 0 && places(head[:i]) {
				return a.name
			}
		}
		if rest, ok := strings.CutPrefix(strings.TrimSpace(s), a.word); ok && strings.TrimSpace(rest) == "—" {
			return a.name
		}
	}
	return ""
}

// places reports whether what stands before an agency reads as a place and a
// date, or is nothing.
func places(s string) bool {
	return s == "" || countWords(s) <= 6 && !strings.ContainsAny(s, "“\"")
}

// byline is who signed, without the photographer that a caption credits.
func (p *paper) byline() Field {
	for _, why := range []string{whyBy, whyAuthor, whyBeside, whyDesk, whySignature, whyReporters} {
		for i := range p.lines {
			if p.lines[i].Class != Byline || p.lines[i].Why != why || Agency(p.at(i)) != "" {
				continue
			}
			s := author(p.at(i))
			if s == "" {
				continue
			}
			how := p.line(i)
			var keep []string
			for _, name := range strings.FieldsFunc(s, func(r rune) bool { return r == '/' || r == ';' }) {
				name = strings.TrimSpace(name)
				if at := p.creditedIn(name); at >= 0 && strings.ContainsAny(s, "/;") {
					how += fmt.Sprintf("; without %s, whom %s credits with the picture", name, p.line(at))
					continue
				}
				keep = append(keep, name)
			}
			if len(keep) > 0 {
				return Field{strings.Join(keep, ", "), how}
			}
		}
	}
	return Field{}
}

// creditedIn returns the caption that credits the person with its picture, -1
// if none does.
func (p *paper) creditedIn(name string) int {
	for i := range p.lines {
		if p.lines[i].Class != Caption {
			continue
		}
		if words, ok := credit(p.at(i)); ok && strings.Contains(segment.Fold(words), segment.Fold(name)) {
			return i
		}
	}
	return -1
}

// author cuts the introduction and the outlet off a byline.
func author(s string) string {
	s = strings.Trim(s, " ().\u00a0")
	k := strings.ToLower(s)
	for _, p := range []string{"written by ", "story by ", "author: ", "posted by ", "reported by ", "published by ", "words by ", "reporting by ", "additional reporting by ", "writing by ", "compiled by ", "contributing: ", "by ", "von "} {
		if strings.HasPrefix(k, p) && len(k) == len(s) {
			s = s[len(p):]
			break
		}
	}
	if i := strings.IndexAny(s, ";|•·"); i > 0 {
		s = s[:i]
	}
	if strings.HasPrefix(k, "reporting by ") {
		s = withoutPlaces(s)
	}
	return strings.Trim(s, " .,\u00a0")
}

// withoutPlaces cuts where each reported from off the names of reporters: "Jo Doe
// in Lowton and Ann Poe in Alder".
func withoutPlaces(s string) string {
	var names []string
	for part := range strings.SplitSeq(strings.ReplaceAll(s, " and ", ", "), ", ") {
		name, _, _ := strings.Cut(part, " in ")
		names = append(names, strings.TrimSpace(name))
	}
	return strings.Join(names, ", ")
}

// outlet is what the page calls itself: in the notice of its other addresses,
// in the copyright line of what is no reprint, in the name of the desk that
// signs.
func (p *paper) outlet(origin string) Field {
	for i := range p.lines {
		s := p.at(i)
		if j := strings.Index(s, " can also be accessed at"); j > 0 && p.lines[i].Class == Navigation {
			name := s[:j]
			for _, end := range []string{" website", " site", "’s", "'s", "’", "'"} {
				name = strings.TrimSuffix(name, end)
			}
			if n := countWords(name); n <= 5 && names(name) {
				return Field{name, p.line(i) + ", notice of other addresses"}
			}
		}
	}
	for i := range p.lines {
		if p.lines[i].Class == Copyright {
			if name := owner(p.at(i)); name != "" && origin == "" {
				return Field{name, p.line(i) + ", copyright"}
			}
		}
	}
	for i := range p.lines {
		if p.lines[i].Class == Byline && p.lines[i].Why == whyDesk {
			var name []string
			for w := range strings.FieldsSeq(p.at(i)) {
				if l := strings.ToLower(w); desks[l] || sections[l] {
					break
				}
				name = append(name, w)
			}
			if len(name) > 0 {
				return Field{strings.Join(name, " "), p.line(i) + ", named by the desk that signs"}
			}
		}
	}
	for i := range p.lines {
		if p.lines[i].Class == Navigation && p.lines[i].Why == whyAddress {
			if host, ok := strings.CutPrefix(p.at(i), "www."); ok && !strings.ContainsAny(host, "/@") {
				return Field{host, p.line(i) + ", address"}
			}
		}
	}
	return Field{}
}

// rights is the agency whose copyright notice stands in the text.
func (p *paper) rights() Field {
	for i := range p.lines {
		if p.lines[i].Class != Copyright {
			continue
		}
		if name := Agency(owner(p.at(i))); name != "" {
			return Field{name, p.line(i) + ", copyright"}
		}
	}
	return Field{}
}

// owner cuts the name out of a copyright line: "© 2026 The Courier. All rights
// reserved." It returns "" where what is left is no name.
func owner(s string) string {
	s = strings.NewReplacer("©", " ", "(c)", " ", "(C)", " ", "&copy;", " ").Replace(s)
	var name []string
	for w := range strings.FieldsSeq(s) {
		bare := strings.Trim(w, ",.;:()–-")
		l := strings.ToLower(bare)
		switch {
		case len(name) == 0 && (l == "copyright" || l == "c" || l == "by" || l == "" || digits(l) || strings.ContainsAny(l, "-–") && digits(l[:1])):
			continue
		case l == "all" || l == "inc" || l == "llc" || l == "ltd" || l == "gmbh" || digits(l):
			return strings.Join(name, " ")
		}
		name = append(name, bare)
		if strings.HasSuffix(w, ".") || strings.HasSuffix(w, ",") || strings.HasSuffix(w, ";") || len(name) > 5 {
			break
		}
	}
	if n := strings.Join(name, " "); len(name) <= 5 && names(n) {
		return n
	}
	return ""
}
