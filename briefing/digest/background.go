package digest

import (
	"net/url"
	"regexp"
	"slices"
	"strings"

	"briefbot/briefing/dates"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// A genre is what an article is for, as its headline and its address say.
type genre int

const (
	reports  genre = iota
	explains       // what is known, what to know: news in it names its day
	comments       // opinion, analysis, a list of other articles
)

// genreOf is the genre of an article. Headlines that only may be those of explanations
// ("How the vote was won") are taken for it: what is new in such an article names the
// day that it is of.
func genreOf(a *corpus.Article) genre {
	headline := strings.TrimSpace(a.Headline.Value)
	switch {
	case commentary.MatchString(headline) || slices.ContainsFunc(segments(a.URL), func(s string) bool { return commentAt[s] }):
		return comments
	case explanation.MatchString(headline) || slices.ContainsFunc(segments(a.URL), func(s string) bool { return s == "explainer" || s == "explainers" }):
		return explains
	}
	return reports
}

var (
	commentary = regexp.MustCompile(`(?i)^(analysis|opinion|comment|editorial|column|fact[- ]check|letters?|quiz|review|podcast|watch|listen)( \||:| –| -)|` +
		`\b(podcast|newsletter|crossword)\b|\b(morning|evening|daily|weekly) briefing\b|^\d+ things\b|: \d+ things\b`)
	explanation = regexp.MustCompile(`(?i)^(how|why|what|who|where|when|which|will|could|should|can|is|are|do|does|did|has|have|explainer|explained|timeline|photos|in pictures|inside|meet)\b|` +
		`\?$|\bhere[’']s\b|\bhere are\b|: (how|why|what|who|where|when)\b|\b(need|things|want|wanted) to know\b|\bwhat (to|we|you) (know|expect|need|learned)\b|` +
		`\bexplained\b|\bexplainer\b|\btakeaways\b|\ba timeline\b|\ba look at\b|\ba guide\b|\bphotos show\b`)
	commentAt = map[string]bool{"opinion": true, "opinions": true, "commentisfree": true, "analysis": true, "podcast": true, "podcasts": true, "newsletter": true, "newsletters": true}
)

// segments are the words of the path of an address, folded.
func segments(address string) []string {
	u, err := url.Parse(address)
	if err != nil {
		return nil
	}
	return strings.FieldsFunc(strings.ToLower(u.Path), func(r rune) bool { return r == '/' || r == '-' || r == '_' || r == '.' })
}

// lately are words for days beside those of the week.
var lately = map[string]bool{"today": true, "tonight": true, "yesterday": true}

// namesDay reports whether a sentence names the day of which it tells.
func namesDay(sentence string) bool {
	for span := range segment.Words(sentence) {
		word := segment.Fold(strings.TrimSuffix(strings.TrimSuffix(span.Of(sentence), "’s"), "'s"))
		if _, ok := dates.ParseWeekday(word); ok || lately[word] {
			return true
		}
	}
	return false
}

// pointers begin sentences that point to other articles, and end them.
var pointers = regexp.MustCompile(`(?i)^(plus|also today|read more|read also|see also|more on this|watch|listen)\b[,:]?|\band more\.$`)
