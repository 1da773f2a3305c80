package corpus

import (
	"math"
	"slices"
	"strings"
	"time"

	"briefbot/corpus/bm25"
	"briefbot/corpus/segment"
)

// Support says how far a corpus bears an answer to a question.
type Support struct {
	// Outlet is an outlet that the question names as the one that wrote, and of
	// which the corpus has no article; "" if there is none.
	Outlet string
	// Names are names in the question that stand nowhere in the corpus, where
	// that decides: it is so of most of its names, or the corpus has none of
	// their words and the question is of no outlet's articles.
	Names []string
	// Outlets says that the question names outlets of the corpus: then its parts
	// are answered by several passages, of which none bears much of the whole.
	Outlets bool
	// Evidence measures how much of the question the passages bear. Below 1 it is
	// about what passages bear of a question by chance, which is the more the
	// more of them there are.
	Evidence float64
}

// The shares of what makes evidence: a logistic regression on all questions of the
// shared rtqa22 benchmark, with and without an answer. Above the threshold, which
// chanceEvidence is, it leaves 95 of 100 of those that have one. See
// cmd/briefbot/testdata/retrieval.txt.
const (
	adjacentEvidence = 6.31  // of the question's neighbouring terms, in a passage
	wholeEvidence    = 4.29  // of its BM25 in the best passage's article
	headlineEvidence = 5.38  // of its weight, in the headline of that article
	namedEvidence    = 2.31  // of its weight, in a passage and its headline, times the share of its names
	chanceEvidence   = 0.861 // of all that, by chance, for each factor e in the number of passages
)

// Where a passage has nearly all of the question in other words, with all its names,
// that is as good as evidence: from half of what there is by chance.
const (
	softEvidence = .5
	softlyAll    = .84 // of softly; none of rtqa22's questions without an answer has that
)

// Support measures what the corpus has on a question. When it was asked is of no
// account.
func (c *Corpus) Support(q Query) Support {
	q.Asked = time.Time{}
	c.mu.RLock()
	defer c.mu.RUnlock()
	x := &c.index
	r := x.read(&q)
	_, text := x.mentions(q.Text)
	s := Support{
		Outlet:  x.missingOutlet(q.Text, text),
		Names:   x.missingNames(text, len(r.parts) > 0),
		Outlets: len(r.parts) > 0,
	}
	s.Names = slices.DeleteFunc(s.Names, func(name string) bool {
		_, held := c.people.holding(name)
		return held // "President Lind", whom articles call Norwegian President Ada Lind
	})
	if len(r.terms) == 0 {
		return s
	}
	e := x.evidence(r, text)
	s.Evidence = e.sum() / (chanceEvidence * math.Log(float64(2+x.passages.Len())))
	if s.Evidence >= softEvidence && e.softly >= softlyAll {
		s.Evidence = max(s.Evidence, 1)
	}
	return s
}

// evidence is each measure as a share of what the question's terms weigh.
type evidence struct{ adjacent, whole, headline, named, softly float64 }

func (e evidence) sum() float64 {
	return adjacentEvidence*e.adjacent + wholeEvidence*e.whole + headlineEvidence*e.headline + namedEvidence*e.named
}

// evidence measures the best passages over all outlets. The text is the question
// without the outlets that it names.
func (x *newsIndex) evidence(r *request, text string) evidence {
	terms, weights := r.weighed(&part{}, 1)
	list := x.contenders(r, x.candidates(r, &part{}, terms, candidates), 0, newScratch(weights, x.meanLength()))
	if len(list) == 0 {
		return evidence{}
	}
	x.measureArticles(r, &part{}, list, terms, weights)
	for _, c := range list {
		c.weigh()
	}
	slices.SortFunc(list, compareContenders)
	list = collapse(apart(list, candidates), candidates)
	total, names, pairs := weights.total(), 0.0, 0.0
	named := nameTerms(text)
	for i, w := range weights {
		if named[r.terms[i].text] {
			names += w.value
		}
	}
	for i := 1; i < len(r.sequence); i++ {
		pairs += (weights.of(r.sequence[i-1]) + weights.of(r.sequence[i])) / 2
	}
	var e evidence
	for _, c := range list {
		covered, had := 0.0, 0.0
		for i, w := range weights {
			if !slices.Contains(c.terms, w.id) && !slices.Contains(c.article.headline, w.id) {
				continue
			}
			covered += w.value
			if named[r.terms[i].text] {
				had += w.value
			}
		}
		share := covered / total
		if names > 0 {
			share *= had / names
		}
		e.named = max(e.named, share)
		e.adjacent = max(e.adjacent, c.values[adjacentWords]/max(pairs, 1))
	}
	e.softly = x.softly(r, list, weights, named)
	e.headline = list[0].values[headlineWords] / total
	e.whole = x.wholeScore(list[0].article, weights) / total
	return e
}

// nameTerms are the terms of the names and of the numbers in a question.
func nameTerms(text string) map[string]bool {
	named := map[string]bool{}
	take := func(s segment.Span) {
		for _, t := range segment.Terms(nil, s.Of(text)) {
			named[t] = true
		}
	}
	for _, n := range capitalisedRuns(text) {
		take(n)
	}
	for w := range segment.Words(text) {
		if strings.ContainsAny(w.Of(text), "0123456789") {
			take(w)
		}
	}
	return named
}

// wholeScore is the BM25 of all of an article's passages together, by the rarity
// of terms among passages: in a corpus of four articles none is rare among
// articles.
func (x *newsIndex) wholeScore(a *heldArticle, w weights) float64 {
	s := newScratch(w, float64(x.tokens)/float64(max(1, x.articles.Len())))
	var terms []termID
	for _, n := range a.passages {
		terms = x.held[n].terms.decode(terms)
	}
	return s.bm25(terms)
}

// sourceWords stand before or behind the name of an outlet that is asked about.
var (
	pieceWords = words("article articles report reports piece pieces")
	fromWords  = words("from by in")
)

func words(list string) map[string]bool {
	m := map[string]bool{}
	for _, w := range strings.Fields(list) {
		m[w] = true
	}
	return m
}

// missingOutlet is an outlet that the question names as a source and of which
// the corpus has no article. Blanked is the text without the outlets that it has.
func (x *newsIndex) missingOutlet(text, blanked string) string {
	names := capitalisedRuns(blanked)
	for _, n := range names {
		name := n.Of(text)
		before, after := wordsBefore(blanked, n.Start, 3), wordAfter(blanked, n.End)
		if outletLike(before, after, knownOutlet(name)) && !strings.Contains(blanked[n.Start:n.End], "  ") {
			return name
		}
	}
	return ""
}

// outletLike reports whether the words around a name are those around an
// outlet's: "an article by NAME", "the NAME report", and for what is known to be
// an outlet "according to NAME".
func outletLike(before []string, after string, known bool) bool {
	at := func(i int) string { // counted back from the name
		if i < len(before) {
			return before[i]
		}
		return ""
	}
	if at(0) == "the" && !pieceWords[after] {
		before = before[1:]
	}
	switch {
	case pieceWords[after] && (at(0) == "a" || at(0) == "an" || at(0) == "another"):
		return true
	case fromWords[at(0)] && (pieceWords[at(1)] || at(1) == "another"):
		return true
	case !known:
		return false
	}
	return pieceWords[after] || at(0) == "by" || at(0) == "per" || at(0) == "to" && at(1) == "according" || fromWords[at(0)] && pieceWords[at(1)]
}

// knownOutlets are outlets that readers name, folded and without "the".
var knownOutlets = func() map[string]bool {
	m := map[string]bool{}
	for name := range strings.SplitSeq(`abc news|al jazeera|ap|associated press|axios|bbc|bbc news|bbc sport|bloomberg|
		boston globe|business insider|business standard|buzzfeed|cbc|cbs news|chicago tribune|cnbc|cnet|cnn|daily mail|
		daily telegraph|deutsche welle|economic times|economist|engadget|espn|euronews|financial times|forbes|fortune|
		fox news|france 24|guardian|haaretz|hill|hindu|hindustan times|hollywood reporter|huffpost|independent|
		irish times|japan times|le monde|los angeles times|mashable|mirror|msnbc|national geographic|nature|nbc news|
		new york post|new york times|new yorker|newsweek|nikkei|npr|pbs|people|politico|press tv|reuters|rolling stone|
		science|scmp|semafor|sky news|sky sports|slate|south china morning post|space.com|spiegel|sun|sydney morning herald|
		techcrunch|telegraph|time|times|times of india|times of israel|usa today|vanity fair|variety|verge|vice|vox|
		wall street journal|washington post|week|wired|xinhua|yahoo news|zdnet|9to5mac|ars technica|gizmodo|cricbuzz|
		deccan herald|indian express|mint|anadolu|irna|tass|afp`, "|") {
		m[strings.TrimSpace(name)] = true
	}
	return m
}()

func knownOutlet(name string) bool {
	return knownOutlets[strings.TrimPrefix(outletKey(name), "the ")]
}

// wordsBefore are the folded words before an offset, the nearest first.
func wordsBefore(text string, at, n int) []string {
	words := foldedWords(text[max(0, at-60):at])
	slices.Reverse(words)
	return words[:min(n, len(words))]
}

func wordAfter(text string, at int) string {
	for s := range segment.Words(text[at:]) {
		return segment.Fold(s.Of(text[at:]))
	}
	return ""
}

// capitalisedRuns are the names in a text: runs of words with capitals, but for
// a first word that every text has. A possessive ends a name.
func capitalisedRuns(text string) []segment.Span {
	var runs []segment.Span
	open := false
	for s := range segment.Words(text) {
		word := s.Of(text)
		begins := s.Start < 2 || strings.ContainsAny(text[s.Start-2:s.Start], ".?!:")
		name := capital(word) || word[0] >= '0' && word[0] <= '9' && strings.IndexFunc(word, func(r rune) bool { return r >= 'A' && r <= 'Z' }) > 0
		if !name || openers[segment.Fold(word)] || begins && segment.StopWord(segment.Fold(word)) {
			open = false
			continue
		}
		if open && s.Start == runs[len(runs)-1].End+1 && text[s.Start-1] == ' ' {
			runs[len(runs)-1].End = s.End
		} else {
			runs = append(runs, s)
		}
		open = true
		for _, possessive := range []string{"'s", "’s"} {
			if strings.HasSuffix(word, possessive) {
				runs[len(runs)-1].End -= len(possessive)
				open = false
			}
		}
	}
	return runs
}

// openers begin a question, or stand in orders, and are no names.
var openers = words(`considering based according given regarding following did does has have was were is are tell give show list name ignore ok okay please
	compare summarise summarize describe explain quote translate write find should would could
	isn't aren't wasn't weren't don't doesn't didn't hasn't haven't hadn't won't wouldn't can't couldn't shouldn't`)

// missingNames are the names of the text that stand nowhere, where that decides.
func (x *newsIndex) missingNames(text string, outlets bool) []string {
	var missing, unknown []string
	balance := 0
	for _, n := range capitalisedRuns(text) {
		name := n.Of(text)
		terms := segment.Terms(nil, name)
		switch {
		case len(terms) == 0 || yearOf(terms[0]) > 0:
			continue
		case x.stands(terms):
			balance--
			continue
		case !slices.ContainsFunc(terms, func(t string) bool { return x.known(t) != unknownTerm }):
			unknown = append(unknown, name)
		}
		balance++
		missing = append(missing, name)
	}
	switch {
	case balance > 0:
		return missing
	case outlets:
		return nil
	}
	return unknown
}

// nameCandidates is how many passages and headlines are looked through for a name.
const nameCandidates = 60

// stands reports whether two neighbours of the name are neighbours in a passage
// or in a headline; of a name of one word, whether it is known at all.
func (x *newsIndex) stands(name []string) bool {
	ids := make([]termID, len(name))
	query := make([]bm25.Term, len(name))
	for i, t := range name {
		ids[i], query[i] = x.known(t), bm25.Term{Text: t, Weight: 1}
	}
	if len(name) == 1 {
		return ids[0] != unknownTerm
	}
	has := func(terms []termID) bool {
		for i := 1; i < len(terms); i++ {
			for j := 1; j < len(ids); j++ {
				if terms[i] == ids[j] && terms[i-1] == ids[j-1] {
					return true
				}
			}
		}
		return false
	}
	var scratch []termID
	for _, h := range x.passages.Search(query, nameCandidates) {
		scratch = x.held[h.Doc].terms.decode(scratch[:0])
		if has(scratch) {
			return true
		}
	}
	for _, h := range x.articles.Search(query, nameCandidates) {
		if has(x.numbered[h.Doc].headline) {
			return true
		}
	}
	return false
}
