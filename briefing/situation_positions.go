package briefing

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"briefbot/briefing/dates"
	"briefbot/briefing/modality"
	"briefbot/briefing/phrase"
	"briefbot/corpus"
	"briefbot/corpus/clean"
	"briefbot/corpus/quotation"
)

// positionsPerParty is how many of a party's people are heard, and secondVoice how much
// less may speak for the second of them.
const (
	positionsPerParty = 2
	secondVoice       = 5
)

// From which cosine on a position, or an open point, says what stands in the brief.
const (
	toldAlready = 0.6
	openAlready = 0.35
)

// What speaks for a statement as its party's position, beside how much of it is in the
// speaker's own words and who he is.
const (
	onTopic    = 2.0 // it says what the topic's articles are about
	onSide     = 0.4 // each required group of the topic that its sentence names
	commits    = 1.2 // it draws a line
	refuses    = 0.6 // its sentence does so firmly, for each of two ways
	leaning    = 1.5 // it points back
	courteous  = 2.0 // it thanks, condoles, praises or jokes
	longAgo    = 4.0 // it was said long before its article
	addition   = 0.7 // it was added to another
	enough     = 80  // bytes of own words that say something; fewer count the less
	collective = 0.5 // it is said of the side as a whole
	minor      = 3.0 // nobody says who it is, and one article alone names him
	short      = 120 // bytes of a sentence that is said in one breath
	perGlance  = 1.0 // for each glance that it is longer
)

// weighs is what speaks for a statement as the position of the speaker's party.
func (s *brief) weighs(d *corpus.Document, q *corpus.Quotation, speaker *corpus.Speaker) float64 {
	span := whole(d, q)
	sentence := span.Of(d.Article.Text)
	v := s.begins.distinct(s.begins.weigh(sentence))
	// What somebody said holds for longer than what has happened.
	score := -s.age(d)/2 + weightOf(q) + s.stature(speaker) + onTopic*v.cosine(s.begins.sum)/s.begins.size
	claim := statementClaim(Positions, d, q, speaker.Name)
	words := answerText(&claim)
	score -= perGlance * max(0, float64(len(words)-short)/glance)
	if s.Topic != nil {
		score += onSide * float64(s.Topic.groupsIn(sentence))
	}
	begins, _, _ := strings.Cut(strings.ReplaceAll(phrase.Fold(q.Content.Of(d.Article.Text)), "'", " "), " ")
	if !strings.HasPrefix(words, "[") && (modality.Leans(words) || carriesOn(words)) || q.Kind == corpus.Direct && someoneElse[begins] {
		score -= leaning
	}
	if n := own(q); q.Kind == corpus.Direct && n < enough {
		score -= 2 * float64(enough-n) / enough
	}
	if modality.Commits(q.Cue.Of(d.Article.Text) + " " + q.Content.Of(d.Article.Text)) {
		score += commits
	}
	score += refuses * float64(min(modality.Refusals(sentence), 2))
	if phrase.In(q.Cue.Of(d.Article.Text), adding) {
		score -= addition
	}
	if modality.Courteous(sentence) {
		score -= courteous
	}
	if s.stale(d, span, q.Mention) {
		score -= longAgo
	}
	return score
}

// stale reports whether a passage, or the sentence right before one that goes on with a
// pronoun, dates what it tells to long before its article.
func (s *brief) stale(d *corpus.Document, span, mention corpus.Span) bool {
	base := d.Article.Published.Time
	if base.IsZero() {
		return false
	}
	if before, ok := sentenceBefore(d, span.Start); ok && personal[phrase.Fold(mention.Of(d.Article.Text))] && sameLine(d, before, span) {
		span.Start = before.Start
	}
	return slices.ContainsFunc(dates.In(d.Article.Text, span, base), func(w dates.When) bool { return w.To.Before(base.AddDate(0, 0, -staleDays)) })
}

// carriesOn reports whether a sentence begins with a pronoun that is joined to its
// verb, or with a word that continues what was said: "She's safe", "Then we …".
func carriesOn(sentence string) bool {
	first, _, _ := strings.Cut(phrase.Fold(sentence), " ")
	pronoun, _, joined := strings.Cut(first, "'")
	return joined && modality.Pointer(pronoun) || continues[first]
}

var adding = []string{" added ", " adds ", " adding ", " continued ", " concluded "}

// someoneElse are words at the beginning of a quotation for whom only the article names.
var someoneElse = phrase.Set("he she they his her their")

var continues = phrase.Set("then because or nor thus therefore otherwise afterwards")

// staleDays is how many days before its article what it dates is no news.
const staleDays = 45

// side reports whether a name is all of a term of a party.
func (s *brief) side(name string) bool {
	return s.Topic != nil && slices.ContainsFunc(s.Topic.Parties, func(p Party) bool {
		return slices.ContainsFunc(p.Terms, func(term string) bool { return foldTerms(term) == foldTerms(name) })
	})
}

// stature is how much somebody counts in the story: by the articles on it that name
// him, by an office, and for being somebody and not some of many.
func (s *brief) stature(speaker *corpus.Speaker) float64 {
	named := 0
	for _, id := range speaker.Mentioned {
		if s.held[id] {
			named++
		}
	}
	p := 3 * min(2*float64(named)/float64(max(len(s.held), 1)), 1)
	switch {
	case len(speaker.Roles) > 0:
		p++
	case s.side(speaker.Name):
		p -= collective
	case named < 2 && len(s.held) > 1:
		p -= minor
	}
	return p
}

// positions takes, for each party, what its people said: their own words before
// paraphrase, the new before the old, each person once. Where a topic has no
// parties, everybody is of one.
func (s *brief) positions(ctx context.Context) error {
	parties := []Party{{}}
	if s.Topic != nil && len(s.Topic.Parties) > 0 {
		parties = s.Topic.Parties
	}
	type candidate struct {
		document *corpus.Document
		q        *corpus.Quotation
		speaker  string
		score    float64
	}
	papers := map[string]bool{} // what an outlet confirms is nobody's position
	for _, a := range s.Corpus.Articles() {
		if a.Outlet.Value != "" {
			papers[outletKey(a.Outlet.Value)] = true
		}
	}
	byParty := map[string][]candidate{}
	for _, d := range s.Documents {
		for i := range d.Quotations {
			q := &d.Quotations[i]
			known := s.Corpus.SpeakersOf(q)
			if len(known) != 1 || papers[outletKey(known[0].Name)] || q.Content.Len() < 20 || q.Content.Len() > longSentence || heading(d, q) || modality.AboutReporting(whole(d, q).Of(d.Article.Text)) {
				continue
			}
			if class, ok := d.ClassAt(q.Content); !ok || class != clean.Body || !s.attributable(d, q, known[0]) || disowned(d.Article.Text, q) {
				continue
			}
			party := ""
			if parties[0].Name != "" {
				if party = s.Topic.partyOf(known[0]); party == "" {
					continue
				}
			}
			byParty[party] = append(byParty[party], candidate{d, q, known[0].Name, s.weighs(d, q, known[0])})
		}
	}
	for _, party := range parties {
		list := byParty[party.Name]
		slices.SortStableFunc(list, func(a, b candidate) int {
			return cmp.Or(cmp.Compare(b.score, a.score),
				cmp.Compare(a.document.Article.ID, b.document.Article.ID), cmp.Compare(a.q.Content.Start, b.q.Content.Start))
		})
		heard, first := map[string]bool{}, 0.0
		for _, c := range list {
			if len(heard) == positionsPerParty {
				break
			}
			if heard[c.speaker] || s.told(c.document, whole(c.document, c.q), toldAlready, "") {
				continue
			}
			if len(heard) > 0 && c.score < first-secondVoice {
				break
			}
			name := c.speaker
			if len(strings.Fields(c.q.Speaker)) == len(strings.Fields(name)) {
				name = c.q.Speaker // as the article spells it
			}
			claim := withAnswer(statementClaim(Positions, c.document, c.q, name), c.document)
			// What could not be shown gives its place to the next.
			kept, _, err := s.Verify(ctx, []Claim{claim})
			if err != nil {
				return err
			}
			if len(kept) > 0 && s.add(claim) {
				if len(heard) == 0 {
					first = c.score
				}
				heard[c.speaker] = true
			}
		}
	}
	return nil
}

// told reports whether something that stands in the brief, or in one section of it, says
// much the same as a passage.
func (s *brief) told(d *corpus.Document, span corpus.Span, already float64, in Section) bool {
	v := s.begins.distinct(s.begins.weigh(span.Of(d.Article.Text)))
	return slices.ContainsFunc(s.claims, func(c Claim) bool {
		return (in == "" || c.Section == in) && slices.ContainsFunc(c.Citations, func(have Citation) bool {
			return s.begins.distinct(s.begins.weigh(have.Words)).cosine(v) >= already
		})
	})
}

// heading reports whether a statement stands in a line without the end of a sentence:
// “We will wait,” minister says
func heading(d *corpus.Document, q *corpus.Quotation) bool {
	last, _ := utf8.DecodeLastRuneInString(whole(d, q).Of(d.Article.Text))
	return unicode.IsLetter(last)
}

// attributable reports whether it is safe to say that a statement is the speaker's
// position: somebody says it, and the words that name him there are a pronoun, an
// office or a part of his name, not the name of somebody else.
func (s *brief) attributable(d *corpus.Document, q *corpus.Quotation, speaker *corpus.Speaker) bool {
	if (q.Kind == corpus.Reported || q.Kind == corpus.Mixed && q.Cue.Len() > 0) && !quotation.Says(q.Cue.Of(d.Article.Text)) {
		return false
	}
	if word, _, _ := strings.Cut(speaker.Name, " "); nobody[word] {
		return false
	}
	known := phrase.Fold(strings.Join(slices.Concat([]string{speaker.Name}, speaker.Aliases, speaker.Roles), " "))
	first, _, _ := strings.Cut(phrase.Fold(whole(d, q).Of(d.Article.Text)), " ")
	if span := whole(d, q); phrase.Capital(span.Of(d.Article.Text)) && !q.Content.Covers(corpus.Span{Start: span.Start, End: span.Start + 1}) &&
		s.principals[nameForm(first)] && !slices.Contains(strings.Fields(known), nameForm(first)) {
		return false // somebody else is whom the sentence is about
	}
	mention := q.Mention.Of(d.Article.Text)
	for _, name := range Names("The " + mention) {
		if !slices.Contains(strings.Fields(known), strings.TrimSuffix(name, "'s")) {
			return slices.Contains(s.Corpus.Resolve(mention), speaker) // the name as others spell it
		}
	}
	return true
}

// nobody begins what speakers are called of whom it is not known who they are: "one
// of the soldiers".
var nobody = phrase.Set("one another some many several most")

// withAnswer is a position with the sentence behind it that sets another side's
// against it ("Tehran, for its part, …"), so that one is not to be had without the
// other.
func withAnswer(c Claim, d *corpus.Document) Claim {
	last := &c.Citations[len(c.Citations)-1]
	if c.Parts[len(c.Parts)-1].Cited != len(c.Citations) || last.Kind != Text {
		return c
	}
	for _, next := range d.Sentences(clean.Body) {
		if next.Start < last.Span.End {
			continue
		}
		words := next.Of(d.Article.Text)
		if modality.Answers(words) && next.End-last.Span.Start <= longContext && sameLine(d, last.Span, next) && uncut(d, next) == next {
			*last = cite(d, corpus.Span{Start: last.Span.Start, End: next.End})
		}
		break
	}
	return c
}

// weightOf prefers a speaker's own words, and enough of them to mean something.
func weightOf(q *corpus.Quotation) float64 {
	switch {
	case q.Kind == corpus.Direct && own(q) > 30:
		return 2.5
	case q.Kind != corpus.Reported && own(q) > 20:
		return 2
	case q.Kind != corpus.Reported:
		return 1
	}
	return 0
}
