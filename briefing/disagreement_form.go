package briefing

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"briefbot/briefing/dates"
	"briefbot/briefing/event"
	"briefbot/briefing/modality"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/segment"
)

// meetingForms are the nouns for ways in which people come together: what may be
// proposed, and what one report calls by another form than the next.
var meetingForms = phrase.Stems("meeting summit conference talks call negotiations dialogue")

// proposalDays is how far apart two articles may be that tell of one proposal.
const proposalDays = 4

// forms finds what one person is said to propose that two outlets describe in
// ways that exclude each other: a meeting of three, a video conference.
func (c *chronicle) forms() []Disagreement {
	byPerson := map[string][]reading{}
	var people []string
	for i := range c.Tellings {
		h := &c.Tellings[i]
		if h.Kind != "propose" {
			continue
		}
		who, form := c.proposal(h)
		if who == "" || form.Len() == 0 {
			continue
		}
		if byPerson[who] == nil {
			people = append(people, who)
		}
		byPerson[who] = append(byPerson[who], reading{Telling: h, value: form, key: formKey(form.Of(h.Document.Article.Text)), by: who})
	}
	slices.Sort(people)
	var found []Disagreement
	for _, who := range people {
		readings := slices.DeleteFunc(byPerson[who], func(r reading) bool {
			return !dates.Within(r.Base, byPerson[who][0].Base, proposalDays)
		})
		if sides := c.sides(readings, formsDiffer); len(sides) > 1 {
			found = append(found, Disagreement{What: "what " + who + " proposed", Attribute: "form", Sides: sides})
		}
	}
	return found
}

// proposal is who proposes, and the meeting with what describes it: the words
// between the article and the noun.
func (c *chronicle) proposal(h *event.Telling) (who string, form corpus.Span) {
	text := h.Document.Article.Text
	words := phrase.Tokens(text, h.Sentence)
	at := slices.IndexFunc(words, func(t phrase.Token) bool { return t.Span == h.Trigger.Span })
	for _, p := range h.Document.People {
		for _, m := range p.Mentions {
			if h.Sentence.Covers(m) && m.End <= h.Trigger.Start && slices.Contains(h.People, c.Canonical(p.Name)) {
				who = c.Canonical(p.Name)
			}
		}
	}
	for i := at + 1; i < len(words) && i <= at+12; i++ {
		if !meetingForms[phrase.Stem(words[i].Word)] {
			continue
		}
		from := i
		for from > at+1 && from > i-4 && !determiners[words[from-1].Fold] {
			from--
		}
		if determiners[words[max(from-1, 0)].Fold] {
			return who, corpus.Span{Start: words[from].Start, End: words[i].End}
		}
	}
	return who, corpus.Span{}
}

func formKey(words string) string {
	terms := segment.Terms(nil, words)
	slices.Sort(terms)
	return strings.Join(terms, " ")
}

// formsDiffer reports whether each description has something that the other has
// not, beyond the noun.
func formsDiffer(_ *chronicle, a, b reading) bool {
	x, y := strings.Fields(a.key), strings.Fields(b.key)
	own := func(x, y []string) bool {
		return slices.ContainsFunc(x, func(t string) bool { return !meetingForms[t] && !slices.Contains(y, t) })
	}
	return own(x, y) && own(y, x)
}

var determiners = map[string]bool{"a": true, "an": true, "the": true}

// orphanMonths is how long before an article an event may lie that it calls
// recent.
const orphanMonths = 18

// orphans finds events that one article dates by words such as "earlier this
// year" to a time of which no other article knows any, while others date one of
// the same kind and the same state otherwise.
func (c *chronicle) orphans() []Disagreement {
	var found []Disagreement
	for i := range c.Tellings {
		u := &c.Tellings[i]
		if u.Kind != "attack" || !goesOn[phrase.Fold(u.Trigger.Word)] || u.When == nil || !u.When.Relative || u.Expected || u.When.Precision != dates.ToYear && u.When.Precision != dates.ToSeason {
			continue
		}
		of := u.States
		if len(of) == 0 {
			of = c.usual(u.Document)
		}
		if len(of) != 1 {
			continue
		}
		var others []reading
		known := false
		for j := range c.Tellings {
			h := &c.Tellings[j]
			if h.Kind != u.Kind || h.When == nil || h.Expected || h.When.Bound || c.OriginOf(h.Document) == c.OriginOf(u.Document) ||
				h.When.Precision == dates.ToYear || event.InCommon(h.States, of) == 0 {
				continue
			}
			if h.When.Overlaps(*u.When) {
				known = true
				break
			}
			if h.When.From.After(u.When.From.AddDate(0, -orphanMonths, 0)) && h.When.To.Before(u.When.From) {
				others = append(others, reading{Telling: h, value: h.When.Span, key: h.When.From.Format("2006-01")})
			}
		}
		if known || len(others) == 0 {
			continue
		}
		slices.SortFunc(others, func(a, b reading) int {
			return cmp.Or(b.When.From.Compare(a.When.From), byPlace(a.Telling, b.Telling))
		})
		others = slices.DeleteFunc(others, func(r reading) bool { return !r.When.Overlaps(*others[0].When) })
		sides := c.sides(append(others, reading{Telling: u, value: u.When.Span, key: "relative"}), datesDiffer)
		if len(sides) == 2 {
			found = append(found, Disagreement{
				What: "when the " + strings.ToLower(u.Trigger.Word) + " was", Attribute: "date", Sides: sides,
			})
		}
	}
	return found
}

// A process is something that goes on or rests, as one sentence tells.
type process struct {
	document *corpus.Document
	sentence corpus.Span
	noun     string
	parties  []string
	resting  bool
	base     time.Time
	distance int
	state    corpus.Span // from the noun to what says how it stands
}

// processes finds what rested in an earlier article and is on, or expected, in a
// later one, or the other way round: an update and no contradiction.
func (c *chronicle) processes() []Update {
	var all []process
	for _, d := range c.Documents {
		all = append(all, c.processesOf(d)...)
	}
	slices.SortStableFunc(all, func(a, b process) int {
		return cmp.Or(a.base.Compare(b.base), cmp.Compare(a.distance, b.distance))
	})
	var updates []Update
	for _, old := range all {
		for _, next := range all {
			if old.noun == next.noun && old.resting != next.resting && !old.base.IsZero() && next.base.After(old.base) &&
				event.InCommon(old.parties, next.parties) >= min(2, len(old.parties), len(next.parties)) && len(old.parties) > 0 &&
				!slices.ContainsFunc(updates, func(u Update) bool { return u.What == old.noun }) {
				updates = append(updates, Update{
					What: old.noun, Attribute: "state", Old: cite(old.document, uncut(old.document, old.sentence)),
					New: cite(next.document, uncut(next.document, next.sentence)), From: old.base, To: next.base,
					OldState: old.state, NewState: next.state,
				})
			}
		}
	}
	return updates
}

// processReach is how many words behind the noun its state may stand.
const processReach = 10

func (c *chronicle) processesOf(d *corpus.Document) []process {
	var found []process
	var usual []string
	for _, sentence := range d.Sentences(clean.Body) {
		words := phrase.Tokens(d.Article.Text, sentence)
		if lasting(words) {
			continue
		}
		for i, w := range words {
			noun := processNouns[phrase.Stem(w.Word)]
			if noun == "" {
				continue
			}
			state, distance, at := "", 0, i
			for j := i + 1; j < len(words) && j <= i+processReach && state == ""; j++ {
				state, distance, at = processStates[words[j].Fold], j-i, j
			}
			if state == "" {
				continue
			}
			parties := c.PartiesIn(d, sentence)
			if modality.LeavesOpen(sentence.Of(d.Article.Text)) && state == "on" {
				distance += processReach
			}
			if len(parties) < 2 {
				distance += processReach
				if usual == nil {
					usual = c.usual(d)
				}
				parties = usual
			}
			found = append(found, process{d, sentence, noun, parties, state == "rest", c.DateOf(d), distance, stateSpan(d, words, i, at)})
			break
		}
	}
	return found
}

// How many words before the noun and behind its state belong to what is said.
const (
	wordsBefore = 3
	wordsBehind = 7
)

// stateSpan is the clause from the noun at i, with what describes it, to the word
// at j that says how it stands, with what follows up to a comma.
func stateSpan(d *corpus.Document, words []phrase.Token, i, j int) corpus.Span {
	text := d.Article.Text
	joined := func(k int) bool { return strings.Trim(text[words[k].End:words[k+1].Start], " \u00a0") == "" }
	from, to := i, j
	for from > 0 && i-from < wordsBefore && joined(from-1) && !segment.StopWord(words[from-1].Fold) {
		from--
	}
	for to+1 < len(words) && to-j < wordsBehind && joined(to) && !bounds[words[to+1].Fold] {
		to++
	}
	span := corpus.Span{Start: words[from].Start, End: words[to].End}
	if uncut(d, span) != span {
		return corpus.Span{Start: words[i].Start, End: words[j].End}
	}
	return span
}

// bounds begin what is said of something else.
var bounds = phrase.Set("between after before while because according as and but when which who that with")

// lasting reports whether a sentence tells how long a state has lasted: history,
// and not the state of today.
func lasting(words []phrase.Token) bool {
	for i, w := range words {
		if w.Fold != "for" && w.Fold != "since" {
			continue
		}
		for j := i + 1; j < len(words) && j <= i+4; j++ {
			switch strings.TrimSuffix(words[j].Fold, "s") {
			case "decade", "year", "month", "week", "centurie", "century":
				return true
			}
		}
	}
	return false
}

// usual are the states that an article names in more sentences than one: of whom
// it speaks where a sentence does not say.
func (c *chronicle) usual(d *corpus.Document) []string {
	counts := map[string]int{}
	for _, sentence := range d.Sentences(clean.Body) {
		for _, s := range c.PartiesIn(d, sentence) {
			counts[s]++
		}
	}
	list := make([]string, 0, len(counts))
	for s, n := range counts {
		if n > 1 {
			list = append(list, s)
		}
	}
	slices.Sort(list)
	return list
}

var (
	processNouns = func() map[string]string {
		m := map[string]string{}
		for noun, words := range map[string]string{
			"talks": "talks negotiations dialogue meeting", "truce": "ceasefire truce", "traffic": "flights traffic ferries trains services",
			"work": "production work strike", "trial": "trial hearing",
		} {
			for s := range phrase.Stems(words) {
				m[s] = noun
			}
		}
		return m
	}()
	processStates = map[string]string{
		"frozen": "rest", "stalled": "rest", "suspended": "rest", "halted": "rest", "deadlocked": "rest", "postponed": "rest",
		"cancelled": "rest", "canceled": "rest", "paused": "rest", "collapsed": "rest",
		"expected": "on", "scheduled": "on", "resumed": "on", "resume": "on", "restarted": "on", "underway": "on", "began": "on",
		"begin": "on", "reopened": "on",
	}
)
