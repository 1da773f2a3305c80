// Package check says whether somebody said what he is said to have said: a claimed
// quotation, or a whole message of them, against the statements of the corpus.
//
// A claim is compared word by word with what stands between quotation marks in the
// articles, then with what they report without marks, then with all their text.
// Marks, dashes, white space, punctuation, Unicode's forms and the case of the
// first letter do not count; every other letter does. What is shown for a verdict
// are claims of a briefing.Draft, and only those that briefing.Verify found again.
package check

import (
	"errors"
	"strings"

	"briefbot/briefing"
	"briefbot/briefing/modality"
	"briefbot/corpus"
	"briefbot/corpus/segment"
)

// ErrNoWords is returned for a claim without a word to look for.
var ErrNoWords = errors.New("there are no words to look for")

// A Verdict says what became of a claimed quotation.
type Verdict string

const (
	// Exact words stand between quotation marks as that speaker's; or as
	// anybody's who is named, where no speaker was claimed.
	Exact Verdict = "exact"
	// Disputed words stand so, but articles name different people for them, or one
	// article does: the claimed speaker is one of them, where one is claimed.
	Disputed Verdict = "attributed_differently"
	// OtherSpeaker's words stand so, but they are somebody else's.
	OtherSpeaker Verdict = "exact_other_speaker"
	// NotAsSaid words stand so beside a speaker, but the article says that he did not
	// say them, or only supposes that he does: see Result.As.
	NotAsSaid Verdict = "quoted_not_as_said"
	// Anothers words stand in what a speaker says, who gives them as somebody else's.
	Anothers Verdict = "quoted_as_anothers"
	// Altered quotations differ in some words from one in the corpus.
	Altered Verdict = "altered"
	// Joined quotations are made of two or more pieces that an article quotes
	// apart.
	Joined Verdict = "joined"
	// ReportedOnly words stand in what an article reports that the speaker said,
	// in the reporter's words.
	ReportedOnly Verdict = "reported_not_quoted"
	// Elsewhere are words between quotation marks that nobody is named for.
	Elsewhere Verdict = "found_elsewhere"
	// Unquoted words stand in an article outside of any quotation marks, and not
	// as a report of what the speaker said.
	Unquoted Verdict = "occurs_not_quoted"
	// NotFound quotations are not in the corpus.
	NotFound Verdict = "not_in_corpus"
	// Near is the verdict on a claim without quotation marks: the speaker's
	// nearest statement, of which nobody says that it is the same.
	Near Verdict = "nearest_statement"
	// NoSupport is the verdict on a claim without quotation marks that no
	// statement of the speaker comes near to.
	NoSupport Verdict = "no_support"
)

// Verdicts are all verdicts, from the best to the worst for a claim.
func Verdicts() []Verdict {
	return []Verdict{Exact, Disputed, OtherSpeaker, NotAsSaid, Anothers, Altered, Joined, ReportedOnly, Elsewhere, Unquoted, NotFound, Near, NoSupport}
}

// A Result is a verdict with what it rests on.
type Result struct {
	// Quote is what is claimed, as it was given. Span is where it stands in the
	// message, if it was found in one.
	Quote string
	Span  corpus.Span
	// Claimed is the speaker as given, "" for none; Speaker the name under which
	// the corpus knows him, "" if it does not.
	Claimed, Speaker string
	// Meant is true if no article names Claimed, and Speaker is spelt nearly so.
	Meant   bool
	Verdict Verdict
	// Matches are what the verdict rests on, Nearest what comes near where there
	// is nothing; both were found again by briefing.Verify.
	Matches, Nearest []Match
	// As is what the article of the first match makes of the words.
	As modality.Attribution
	// Stated is what the message itself makes of the claim: that the speaker did not
	// say it, for one.
	Stated modality.Attribution
	// Denied is true where the article of the first match, or the nearest statement,
	// tells the words as what the speaker denies, and the claim does not; or the claim
	// does, and the article does not.
	Denied bool
	// SameWords is true of an altered quotation that differs in capitals or accents
	// alone, Marked of one in which the article has brackets or an ellipsis that the
	// claim leaves out.
	SameWords, Marked bool
	// Differences say how the claim differs from the first match.
	Differences []Difference
	// Cut is true where a negation stands right before the words in the article.
	Cut bool
	// Contrary is true where one of the claim and the nearest statement has a
	// negation and the other has none.
	Contrary bool
	// Coverage is the share of the claim's weight, by the rarity of its words,
	// that the nearest statement has.
	Coverage float64
	// Named are the people whom articles name for the words, where they are several or
	// nobody knows the claimed speaker: he first, then whom most articles name.
	Named []Named
	// Namesakes are the people of the first match's article to whom its speaker's
	// surname alone may belong; nil where it is clear whose it is.
	Namesakes []string
	// Inferred is how the first match's speaker is known, where no match names him in
	// the paragraph of the words; else nil.
	Inferred *Inference
	// Articles is how many articles have the words, Quoted how many have them
	// between quotation marks; AtLeast is true where not all were read.
	Articles, Quoted int
	AtLeast          bool
	// Origins is how many of the articles are no copies of another, 0 where not all
	// were read.
	Origins int

	draft []drafted
}

// A Match is a statement or passage with the words that were found in it.
type Match struct {
	// Claim is the brief's: its first citation is the statement's or passage's.
	Claim *briefing.Claim
	// Parts are the words found, verbatim slices of the article's text.
	Parts []Part
}

// A Part is words of an article.
type Part struct {
	Span  corpus.Span
	Words string
}

// A Difference is words of the article against words of the claim.
type Difference struct {
	Op Op
	// Article is a verbatim slice of the text at Span, "" for Added; Claim a slice
	// of what was claimed, "" for Dropped.
	Article string
	Span    corpus.Span
	Claim   string
}

// A Report is what a check has found.
type Report struct {
	// Brief holds all that the results cite.
	Brief *briefing.Brief
	// Message is true for the check of a message, false for that of one quotation.
	Message bool
	Results []*Result
	// More is how many claims of a long message were not checked.
	More int
}

// keep keeps what stands. A verdict of which nothing stands is withdrawn.
func (r *Result) keep(stands map[*briefing.Citation]*briefing.Claim) {
	for i := range r.draft {
		d := &r.draft[i]
		claim := stands[&d.claim.Citations[0]]
		if claim == nil {
			continue
		}
		m := Match{Claim: claim, Parts: d.parts}
		if d.claim.Section == briefing.Nearest {
			r.Nearest = append(r.Nearest, m)
		} else {
			r.Matches = append(r.Matches, m)
		}
	}
	r.draft = nil
	if len(r.Matches) > 0 || r.Verdict == NotFound || r.Verdict == NoSupport {
		return
	}
	r.Differences, r.Cut, r.Named, r.Namesakes, r.Inferred, r.As = nil, false, nil, nil, nil, modality.Said
	r.Denied, r.SameWords, r.Marked = false, false, false
	if r.Verdict == Near {
		r.Verdict = NoSupport
	} else {
		r.Verdict = NotFound
	}
}

// asked is the speaker who is claimed to have said something.
type asked struct {
	given string
	name  string
	// meant is true if no article has the name as it was given, and one nearly.
	meant bool
	// said are the statements of everybody whom the name may mean.
	said  map[corpus.StatementRef]bool
	cache map[string][]string
	// surname is what an article calls the speaker that may mean somebody else as well,
	// "" if that is clear.
	surname string
}

// unknown reports whether a speaker is claimed whom nobody knows.
func (a *asked) unknown() bool { return a.given != "" && a.name == "" }

// farMore is how many times more articles name somebody than another whose name is
// spelt as much like what was given, for him to be meant.
const farMore = 5

// ask finds whom a claimed speaker may be.
func (k *Checker) ask(given string) *asked {
	a := &asked{given: given, said: map[corpus.StatementRef]bool{}, cache: map[string][]string{}}
	known := k.engine.Corpus.Claimed(given)
	if anybody(given) {
		return a
	}
	if near := k.engine.Corpus.Near(given); len(known) == 0 && len(near) > 0 && (len(near) == 1 || near[0].Edits < near[1].Edits || near[0].Articles >= farMore*near[1].Articles) {
		known = k.engine.Corpus.Resolve(near[0].Name)
		a.meant = len(known) > 0
	}
	for i, s := range known {
		if i == 0 {
			a.name = s.Name
		}
		for _, ref := range s.Statements {
			a.said[ref] = true
		}
	}
	if words := strings.Fields(a.name); len(words) > 1 {
		last := words[len(words)-1]
		if is := k.names(a, last)[0]; is == last {
			a.surname = last
		}
	}
	return a
}

// relation says whose statement a unit is, as seen by a claim.
type relation uint8

const (
	own    relation = iota // the claimed speaker's, or anybody's where none is claimed
	other                  // somebody else's
	unsaid                 // nobody is named
)

// of is the relation to a unit's statement.
func (a *asked) of(u *unit) relation {
	return a.to(u.page.article.ID, int(u.statement), u.speaker())
}

// to is the relation to the statement of that number in an article.
func (a *asked) to(id corpus.ID, statement int, speaker string) relation {
	switch {
	case speaker == "" || pronoun(speaker):
		return unsaid
	case a.given == "" || speaker == a.surname || a.said[corpus.StatementRef{Article: id, Index: statement}]:
		return own
	}
	return other
}

// names are the names under which the corpus knows the speaker of a statement.
func (k *Checker) names(a *asked, speaker string) []string {
	names, ok := a.cache[speaker]
	if !ok {
		for _, s := range k.engine.Corpus.SpeakersOf(&corpus.Quotation{Speaker: speaker}) {
			names = append(names, s.Name)
		}
		if len(names) == 0 {
			names = []string{speaker}
		}
		a.cache[speaker] = names
	}
	return names
}

// bare is a claim without white space around it.
func bare(quote string) string {
	span := segment.Trim(quote, corpus.Span{End: len(quote)})
	return span.Of(quote)
}
