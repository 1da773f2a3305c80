package briefing

import (
	"cmp"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/briefing/geo"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

// leadBytes is how much of an article's body tells what it is about: news says
// it first.
const leadBytes = 1500

// What makes an article belong to a topic. Chosen by hand on the articles that are
// labelled in testdata.
const (
	againPerGroup = 2   // mentions of a required group's terms, on the average
	shortOnIt     = .5  // of the sentences of a short article have a required term, if one has all or the lead has an optional one
	wholeOnIt     = .9  // of its sentences, if not
	enoughOnIt    = .32 // the same of a long one: a list of many stories has fewer
	manySentences = 8   // of an article that is long
	parts         = 4   // in which a long one is cut
	partsOnIt     = 3   // of which have a required term, where the headline or the opening has all: a list of many stories has it in one place
	opensWithin   = 2   // sentences with which an article opens
	fewSentences  = 20  // of an article that says what it is on in its first sentence, and goes on with that by other words
	leastGroup    = .15 // of all mentions are of the group that is mentioned least
	excludedShare = .25 // of the mentions of required terms are excluded ones
)

// A Belonging says whether an article belongs to a topic, and what decided.
type Belonging struct {
	In bool
	// Reason is what is missing, "" where the article belongs.
	Reason string
	// Terms are the required terms that it has, most often named first in each
	// group, Excluded the excluded ones.
	Terms    [][]TermCount
	Excluded []TermCount
	// Together is how many sentences have a term of every group, On how many of
	// Sentences have a term of any.
	Together, On, Sentences int
}

// A TermCount is how often an article has a term.
type TermCount struct {
	Term  string
	Count int
}

// Why says in a line what decided.
func (b *Belonging) Why() string {
	var parts []string
	if b.Reason != "" {
		parts = append(parts, b.Reason)
	}
	for _, group := range append(slices.Clone(b.Terms), b.Excluded) {
		var words []string
		for _, t := range group {
			words = append(words, fmt.Sprintf("%s %d", t.Term, t.Count))
		}
		if len(words) > 0 {
			parts = append(parts, strings.Join(words, ", "))
		}
	}
	return strings.Join(append(parts, fmt.Sprintf("%d of %d sentences are on it, %d name all sides", b.On, b.Sentences, b.Together)), " · ")
}

// holds reports whether an article belongs to the topic.
func (t *Topic) holds(d *corpus.Document) bool { return t.Judge(d).In }

// Judge says whether an article belongs to the topic. Its headline and lead have a
// term of every required group, and it has few of the excluded terms. A short
// article says it in its headline, begins with it or is on little else; a long one
// names the terms again and again and each group among them, in some sentence or in
// the headline all of them together, and is no list of many stories: much of it is
// on the topic, or it comes back to it throughout and its headline or its opening names
// all, or its headline is on nothing else. One of a few sentences need only begin with it.
func (t *Topic) Judge(d *corpus.Document) *Belonging {
	b := &Belonging{}
	lead, whole := contentOf(d)
	again, least, missing, first, opens := 0, math.MaxInt, "", false, false
	for _, group := range t.Required {
		if counts := countTerms(whole, group); len(counts) > 0 {
			b.Terms = append(b.Terms, counts)
			again += total(counts)
			if t.inHeadline(d, group) == 0 {
				least = min(least, total(counts))
			}
		}
		if missing == "" && len(countTerms(lead, group)) == 0 {
			missing = group[0]
		}
	}
	b.Excluded = countTerms(whole, t.Excluded)
	var on [parts]bool
	if len(t.Required) > 0 {
		sentences := d.Sentences(clean.Body)
		for i, s := range sentences {
			n := t.groupsIn(s.Of(d.Article.Text))
			b.Sentences++
			if n > 0 {
				b.On++
				on[i*parts/len(sentences)] = true
			}
			if n == len(t.Required) {
				b.Together++
				first = first || b.Sentences == 1
				opens = opens || b.Sentences <= opensWithin
			}
		}
	}
	headed, list := t.groupsIn(d.Article.Headline.Value) == len(t.Required), listed(d.Article.Headline.Value)
	everywhere := len(slices.DeleteFunc(on[:], func(on bool) bool { return !on })) >= partsOnIt
	single := !list && !strings.Contains(d.Article.Headline.Value, ", ")
	begun := first && single && b.Sentences <= fewSentences
	throughout := headed && !list && everywhere || begun || single && (headed && (opens || again > againPerGroup*len(t.Required)) || opens && everywhere)
	short, share := b.Sentences < manySentences, float64(b.On)/float64(max(b.Sentences, 1))
	switch {
	case len(t.Required) == 0:
		b.In = true
	case missing != "":
		b.Reason = "headline and lead have nothing like " + missing
	case !short && !begun && again < againPerGroup*len(t.Required) || short && !first && !(opens && again >= againPerGroup*len(t.Required)) && share < wholeOnIt && !headed && (share < shortOnIt || b.Together == 0 && len(countTerms(lead, t.Optional)) == 0):
		b.Reason = "its terms are hardly named"
	case !short && b.Together == 0 && !headed:
		b.Reason = "no sentence names all sides"
	case !short && share < enoughOnIt && !throughout:
		b.Reason = "most of it is on other things"
	case !short && float64(least) < leastGroup*float64(again):
		b.Reason = "one side is hardly named"
	case len(b.Excluded) > 0 && float64(total(b.Excluded)) >= excludedShare*float64(again):
		b.Reason = "it has excluded terms"
	default:
		b.In = true
	}
	return b
}

// listed reports whether a headline lists several stories: "Storm, Election results,
// Film prizes", or says so: "Five things to know", but not "Elm Street, Lowmoor, is
// flooded".
func listed(headline string) bool {
	if roundup.MatchString(headline) {
		return true
	}
	parts := strings.Split(headline, ", ")
	return len(parts) > 3 || len(parts) > 2 && !slices.ContainsFunc(parts, func(p string) bool {
		first, _ := utf8.DecodeRuneInString(strings.TrimLeft(p, "'\"“‘"))
		return unicode.IsLower(first)
	})
}

// roundup are words of headlines over many stories.
var roundup = regexp.MustCompile(`(?i)\bthings (you need )?to know\b.*:|\bthings you need to know today\b|\b(daily|morning|evening) briefing\b|\bnews from around\b|\bin brief$|^the week in\b`)

// inHeadline is how many terms of a group the headline has.
func (t *Topic) inHeadline(d *corpus.Document, group []string) int {
	return len(countTerms(" "+foldTerms(d.Article.Headline.Value)+" ", group))
}

// countTerms counts the terms of a group that a content has, the most frequent
// first.
func countTerms(content string, group []string) []TermCount {
	var counts []TermCount
	for i, term := range group {
		same := func(other string) bool { return foldTerms(other) == foldTerms(term) } // US, U.S.
		if n := countTerm(content, term); n > 0 && !slices.ContainsFunc(group[:i], same) {
			counts = append(counts, TermCount{term, n})
		}
	}
	slices.SortStableFunc(counts, func(a, b TermCount) int { return cmp.Compare(b.Count, a.Count) })
	return counts
}

func total(counts []TermCount) int {
	n := 0
	for _, c := range counts {
		n += c.Count
	}
	return n
}

// contentOf is the article's headline and lead, and all of its content, as
// folded words between spaces.
func contentOf(d *corpus.Document) (lead, whole string) {
	var b strings.Builder
	b.WriteByte(' ')
	b.WriteString(phrase.Fold(d.Article.Headline.Value))
	end := 0
	for _, l := range d.Lines {
		if l.Class != clean.Body && l.Class != clean.Headline && l.Class != clean.Caption {
			continue
		}
		b.WriteByte(' ')
		b.WriteString(foldTerms(l.Of(d.Article.Text)))
		if end == 0 && b.Len() > leadBytes {
			end = b.Len()
		}
	}
	b.WriteByte(' ')
	whole = b.String()
	if end == 0 {
		end = len(whole)
	}
	return whole[:end] + " ", whole
}

// foldTerms is phrase.Fold in which an abbreviation that is spelled like a common word
// ("US", "WHO") is told apart from it, "US" is "U.S.", and a possessive is its owner.
func foldTerms(text string) string {
	var b strings.Builder
	for s := range segment.Words(text) {
		word := s.Of(text)
		if b.Len() > 0 {
			b.WriteByte(' ')
		}
		switch folded := strings.TrimSuffix(segment.Fold(word), "'s"); {
		case word == "US" || folded == "u.s":
			b.WriteString("u.s")
		case len(word) > 1 && segment.StopWord(folded) && word[:len(folded)] == strings.ToUpper(folded):
			b.WriteString(folded + ".")
		default:
			b.WriteString(strings.ReplaceAll(folded, "-", " "))
		}
	}
	return b.String()
}

// countTerm counts a term, of one word or several, in folded content.
func countTerm(content, term string) int { return strings.Count(content, " "+foldTerms(term)+" ") }

// groupsIn counts the required groups of which a text has a term.
func (t *Topic) groupsIn(text string) int {
	content, n := " "+foldTerms(text)+" ", 0
	for _, group := range t.Required {
		if slices.ContainsFunc(group, func(term string) bool { return countTerm(content, term) > 0 }) {
			n++
		}
	}
	return n
}

// partyOf is the party for which the speaker speaks: the profile's, else the
// one whose term stands first in one of his roles or in his name; "" if none.
func (t *Topic) partyOf(s *corpus.Speaker) string {
	if s.Party != "" {
		return s.Party
	}
	if phrase.In(s.Name, outside) {
		return ""
	}
	for i, text := range append([]string{s.Name}, s.Roles...) {
		content := " " + foldTerms(text) + " "
		if i > 0 {
			if phrase.In(text, privately) {
				continue
			}
			content = " " + foldTerms(origins.ReplaceAllString(text, "")) + " "
		}
		best, at := "", len(content)
		for _, p := range t.Parties {
			for _, term := range p.Terms {
				if i := strings.Index(content, " "+foldTerms(term)+" "); i >= 0 && i < at {
					best, at = p.Name, i
				}
			}
		}
		if best != "" {
			return best
		}
		if i > 0 && geo.FirstState(text) != "" {
			return "" // another state's, as most articles have it
		}
	}
	return ""
}

// origins are words for where somebody comes from, not for whom he speaks:
// "Iranian-born", "Turkish-American".
var origins = regexp.MustCompile(`[\pL.]+-(born|based|appointed|nominated|American|Canadian|British|German|French|Australian)\b`)

// privately are words of roles in which nobody speaks for a state.
var privately = []string{
	" former ", " analyst ", " expert ", " professor ", " author ", " writer ", " activist ", " journalist ", " protester ", " protesters ", " resident ",
	" historian ", " scholar ", " student ", " citizen ", " dissident ", " critic ", " fan ", " fans ", " fellow ", " opposition ", " studies ", " university ",
	" lawyer ", " lawyers ",
}

// outside are words of what nobody speaks for a side with whose name it has: "Musk's
// critics", "Russian state media".
var outside = []string{" critics ", " opponents ", " rivals ", " media ", " newspaper ", " newspapers ", " television ", " tv ", " fans ", " protesters ", " residents ", " analysts "}

// FindTopic returns the topic of that name, alias or title, nil if there is none.
func FindTopic(topics []Topic, name string) *Topic {
	key := phrase.Fold(name)
	for i := range topics {
		t := &topics[i]
		for _, n := range append([]string{t.Name, t.Title}, t.Aliases...) {
			if phrase.Fold(n) == key {
				return t
			}
		}
	}
	return nil
}
