package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/corpus/segment"
)

// head decides the lines before the article's first paragraph, page[first]:
// section path, headline, standfirst, caption, signature.
func head(page []view, first int) {
	if first < 0 {
		first = len(page)
	}
	title := -1
	for i := 0; i < first && i < 12; i++ {
		v := &page[i]
		if v.decided {
			continue
		}
		switch {
		case v.words <= 12 && breadcrumb(v.text):
			v.set(Breadcrumb, "path of sections")
		case first < len(page) && signature(v.text):
			v.set(Byline, whySignature)
		case title < 0 && v.words <= 2 && i+1 < len(page) && !v.stopped && first < len(page) && i+1 < first:
			// One or two words before a longer heading are a section's name.
			if page[i+1].label(30) && page[i+1].words > 3 {
				v.set(Breadcrumb, "name of a section")
			}
		case title < 0 && headline(v) && first < len(page):
			v.set(Headline, "first line, before the first paragraph")
			title = i
		case title >= 0 && v.label(5) && names(v.text) && i+1 < len(page) && (page[i+1].class == Dateline || i > 0 && page[i-1].class == Dateline):
			v.set(Byline, whyBeside)
		case title >= 0 && v.label(40) && v.words > 5:
			v.set(Subhead, "standfirst between headline and first paragraph")
		}
	}
	// A caption without a credit: one dated sentence between the headline and a
	// paragraph that tells the same.
	if title >= 0 && first == title+1 && first+1 < len(page) {
		v := &page[first]
		if v.words <= 40 && len(fullDates(v.text)) > 0 && oneSentence(v.text) && retold(page, first) {
			v.set(Caption, "dated sentence under the headline that the text tells again")
		}
	}
}

func headline(v *view) bool {
	r, _ := utf8.DecodeLastRuneInString(v.text)
	return v.words >= 4 && v.words <= 30 && (!v.stopped || r == '?') && r != ':' && r != ',' && !v.quotedSpeech()
}

// quotedSpeech reports whether the line is a quotation with its speaker, which
// a headline without a verb in front is not.
func (v *view) quotedSpeech() bool { return v.quoted && v.words > 20 }

func oneSentence(s string) bool {
	n := 0
	for range segment.Sentences(s, Span{Start: 0, End: len(s)}) {
		n++
	}
	return n == 1
}

// retold reports whether one of the next five paragraphs shares most of the
// words of page[i] that carry meaning.
func retold(page []view, i int) bool {
	own := contentWords(page[i].text)
	seen := 0
	for j := i + 1; j < len(page) && seen < 5; j++ {
		if page[j].decided || page[j].words < 12 {
			continue
		}
		seen++
		if n := shared(own, contentWords(page[j].text)); n >= 4 && n*2 >= len(own) {
			return true
		}
	}
	return false
}

// tail decides the lines behind the article's last paragraph, page[last]. It
// touches them only where something there is page for certain; a poem, a list
// or a recipe may end in short lines, too.
func tail(page []view, last int) {
	if last < 0 {
		return
	}
	last = owned(page, last)
	sure, why := false, ""
	for i := last + 1; i < len(page); i++ {
		v := &page[i]
		if v.decided {
			if !inline[v.why] && (v.class >= Breadcrumb || v.class == Copyright || v.class == Syndication) {
				sure, why = true, v.why
			}
			continue
		}
		if sure && v.words <= 40 && (!bulleted(v.text) || why == whyHeading) {
			v.set(Related, "short line at the end, after "+quoteWhy(why))
		}
	}
	if sure {
		// What stands between the last paragraph and the first certain line
		// stays body: it may be the article's last line.
		return
	}
	titles := 0
	for i := last + 1; i < len(page); i++ {
		if v := &page[i]; !v.decided && titleCase(v.text) && v.words >= 4 && !tabular(v.text) {
			titles++
		} else {
			return
		}
	}
	if titles >= 3 {
		for i := last + 1; i < len(page); i++ {
			page[i].set(Related, "list of headlines at the end")
		}
	}
}

// tabular reports whether the line is a row of figures or of what belongs to a
// name: results, fixtures, who broadcasts where. An article may end in these.
func tabular(s string) bool {
	label, _, ok := strings.Cut(s, ": ")
	return strings.ContainsAny(s, "0123456789") || ok && countWords(label) <= 2
}

func quoteWhy(why string) string { return "“" + why + "”" }

// owned moves the end of the article up to a copyright notice near the end of
// the page: whatever is behind it, sentences too, is not the article's.
func owned(page []view, last int) int {
	total, sum := 0, 0
	for i := range page {
		total += page[i].words
	}
	for i := range page {
		sum += page[i].words
		if page[i].class == Copyright && page[i].decided && i < last && sum*10 >= total*6 {
			for j := i + 1; j < len(page); j++ {
				page[j].set(Related, "after the copyright notice")
			}
			return i
		}
	}
	return last
}

// titleCase reports whether a line is written as headlines are in English: most
// of its longer words with a capital letter.
func titleCase(s string) bool {
	upper, lower := 0, 0
	for w := range strings.FieldsSeq(s) {
		r, _ := utf8.DecodeRuneInString(strings.TrimLeft(w, "\"“‘'("))
		switch {
		case unicode.IsUpper(r) || unicode.IsDigit(r):
			upper++
		case len(w) > 4:
			lower++
		}
	}
	return upper >= 3 && lower*4 <= upper
}

// comments marks what readers wrote: everything from the heading of the
// comments on, if what follows looks like comments.
func comments(page []view) {
	total, sum := 0, 0
	for i := range page {
		total += page[i].words
	}
	for i := range page {
		sum += page[i].words
		v := &page[i]
		if v.class != Navigation || !v.decided || sum*5 < total || !commentHeading(v.key) {
			continue
		}
		signs := 0
		for j := i + 1; j < len(page); j++ {
			k := page[j].key
			if page[j].words <= 8 && (strings.HasSuffix(k, " says") || k == "reply" || k == "report" || strings.HasSuffix(k, " ago") || strings.HasPrefix(k, "reply to ") || page[j].class == Dateline) {
				signs++
			}
		}
		if signs >= 2 {
			for j := i + 1; j < len(page); j++ {
				if p := &page[j]; !p.decided || p.class.Content() || p.class == Byline || p.class == Dateline {
					p.class, p.why, p.decided = Navigation, "readers' comments", true
				}
			}
			return
		}
	}
}

func commentHeading(k string) bool {
	k = strings.TrimLeft(k, "0123456789 ")
	switch k {
	case "comments", "comment", "leave a reply", "leave a comment", "post a comment", "add a comment", "join the conversation", "responses", "kommentare", "reader comments":
		return true
	}
	return strings.HasPrefix(k, "comments on ") || strings.HasPrefix(k, "thoughts on ")
}
