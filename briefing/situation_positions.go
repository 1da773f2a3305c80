package briefing

import (
	"cmp"
	"context"
	"math"
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

// positionsPerParty is how many of a party's people are heard.
const positionsPerParty = 2

// From which cosine on a position, or an open point, says what stands in the brief.
const (
	toldAlready = 0.6
	openAlready = 0.35
)

// What speaks for a statement as a position of its speaker's party: the weights of a
// logistic regression on 376 statements from briefs on fourteen topics, read and
// marked as a position or none; each of them is worse without any one of these.
// Ranked by it, a topic that it had not seen has positions before others in .83 of
// all pairs. See modality.Leaning for what words say.
const (
	unlikely  = -2.4 // a statement as such
	ownWords  = 0.7  // it is in his own words, enough bytes of them
	enough    = 100
	onTopic   = 1.5 // its sentence bears on the topic, that before it the less
	byBefore  = 0.6
	bearsNone = 0.2
	takes     = 0.9 // its verb takes a position
	tells     = 0.7 // its verb tells only
	wills     = 0.6 // something is wanted, promised or not accepted
	judges    = 1.1 // something is called good or bad
	recalls   = 0.8 // it was so before
	inOffice  = 0.8 // he has an office
	known     = 1.6 // the share of the topic's articles that name him, half of them at most
)

// sound is from where on a statement is taken for a position: rather none than one that
// is more likely to be wrong.
const sound = -0.6

// What is not of the words: whom a reader knows, and how long ago.
const (
	collective = 0.8  // it is said of the side as a whole, or by somebody whom nobody names
	waning     = 0.25 // for each day, by the clock of the story
	firmly     = 0.6  // for each of two ways in which it refuses, or sets a condition
)

// weighs is what speaks for a statement as a position of the speaker's party, from
// sound on.
func (s *brief) weighs(d *corpus.Document, q *corpus.Quotation, speaker *corpus.Speaker) float64 {
	bearing := s.bearsAt(d, whole(d, q))
	if bearing < bearsNone {
		return math.Inf(-1)
	}
	score := unlikely + onTopic*bearing + ownWords*min(float64(own(q))/enough, 1) + known*min(s.share(speaker), 0.5)
	l := s.leaning(d, q)
	if l.Recalls {
		return math.Inf(-1) // what was so before
	}
	if q.Kind == corpus.Reported && !l.Takes && !l.Wills && !l.Judges {
		return math.Inf(-1) // what a reporter tells of somebody without that is what he does
	}
	for _, sign := range []struct {
		is bool
		of float64
	}{{l.Takes, takes}, {l.Tells, -tells}, {l.Wills, wills}, {l.Judges, judges}, {len(speaker.Roles) > 0, inOffice}} {
		if sign.is {
			score += sign.of
		}
	}
	return score
}

// bearsAt is how much a passage bears on the topic, itself or by the sentence before.
func (s *brief) bearsAt(d *corpus.Document, span corpus.Span) float64 {
	bearing := s.bearing(span.Of(d.Article.Text))
	if before, ok := sentenceBefore(d, span.Start); ok {
		bearing = max(bearing, byBefore*s.bearing(before.Of(d.Article.Text)))
	}
	return bearing
}

// leaning is what the words around a statement and in it say of its being a position,
// together with those of the sentence that it is shown with.
func (s *brief) leaning(d *corpus.Document, q *corpus.Quotation) modality.Leaning {
	text, span := d.Article.Text, whole(d, q)
	l := modality.LeaningOf(q.Cue.Of(text), q.Content.Of(text))
	around := span.Of(text)
	if span.Covers(q.Content) {
		around = text[span.Start:q.Content.Start] + " " + text[q.Content.End:span.End]
	}
	l.Recalls = l.Recalls || modality.Recalls(around) || q.Kind == corpus.Reported && modality.LongPast(span.Of(text))
	if before, ok := led(d, q); ok {
		for i := range d.Quotations {
			if o := &d.Quotations[i]; o.Speaker == q.Speaker && before.Covers(o.Content) {
				m := modality.LeaningOf(o.Cue.Of(text), o.Content.Of(text))
				l.Takes, l.Wills, l.Judges = l.Takes || m.Takes, l.Wills || m.Wills, l.Judges || m.Judges
			}
		}
	}
	return l
}

// led is the sentence right before one that goes on with a pronoun, if it tells a
// statement of the same speaker, by name, and the two can be shown together.
func led(d *corpus.Document, q *corpus.Quotation) (before corpus.Span, ok bool) {
	text, span := d.Article.Text, whole(d, q)
	before, ok = sentenceBefore(d, span.Start)
	if !ok || !personal[phrase.Fold(q.Mention.Of(text))] || !sameLine(d, before, span) || span.End-before.Start > longContext || uncut(d, before) != before || modality.Leans(before.Of(text)) {
		return before, false
	}
	return before, slices.ContainsFunc(d.Quotations, func(o corpus.Quotation) bool {
		return o.Speaker == q.Speaker && before.Covers(o.Content) && before.Covers(o.Mention) && phrase.Capital(o.Mention.Of(text))
	})
}

// share is of how many of the topic's articles somebody is named in.
func (s *brief) share(speaker *corpus.Speaker) float64 {
	named := 0
	for _, id := range speaker.Mentioned {
		if s.held[id] {
			named++
		}
	}
	return float64(named) / float64(max(len(s.held), 1))
}

// readable reports whether a statement can be shown as it stands there: it does not
// begin with what points back.
func readable(d *corpus.Document, q *corpus.Quotation, speaker *corpus.Speaker) bool {
	if q.Kind == corpus.Reported && whole(d, q).Len() > longSentence {
		return false // its clause alone
	}
	claim := statementClaim(Positions, d, q, speaker.Name)
	words := answerText(&claim)
	begins, _, _ := strings.Cut(strings.ReplaceAll(phrase.Fold(q.Content.Of(d.Article.Text)), "'", " "), " ")
	return (strings.HasPrefix(words, "[") || !modality.Leans(words) && !carriesOn(words)) && (q.Kind != corpus.Direct || !someoneElse[begins])
}

// stale reports whether a passage, with the sentence right before one that goes on with
// a pronoun, or with its paragraph as far as there where it is narrated, dates what it
// tells to long before its article.
func (s *brief) stale(d *corpus.Document, span, mention corpus.Span, narrated bool) bool {
	base := d.Article.Published.Time
	if base.IsZero() {
		return false
	}
	if before, ok := sentenceBefore(d, span.Start); ok && personal[phrase.Fold(mention.Of(d.Article.Text))] && sameLine(d, before, span) {
		span.Start = before.Start
	}
	if narrated {
		span.Start = 1 + strings.LastIndexByte(d.Article.Text[:span.Start], '\n')
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
	gone := s.departed()
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
			score := s.weighs(d, q, known[0])
			if score < sound || !s.speaksFor(known[0]) || !readable(d, q, known[0]) || modality.Courteous(whole(d, q).Of(d.Article.Text)) ||
				s.stale(d, whole(d, q), q.Mention, q.Kind == corpus.Reported && strings.HasSuffix(q.Cue.Of(d.Article.Text), "ed")) || s.overtaken(d, whole(d, q)) || gone[lastName(known[0].Name)] {
				continue
			}
			if !calledPerson(known[0]) {
				score -= collective
			}
			score += firmly*float64(min(modality.Refusals(whole(d, q).Of(d.Article.Text)), 2)) - waning*s.age(d)
			byParty[party] = append(byParty[party], candidate{d, q, known[0].Name, score})
		}
	}
	for _, party := range parties {
		list := byParty[party.Name]
		slices.SortStableFunc(list, func(a, b candidate) int {
			return cmp.Or(cmp.Compare(b.score, a.score),
				cmp.Compare(a.document.Article.ID, b.document.Article.ID), cmp.Compare(a.q.Content.Start, b.q.Content.Start))
		})
		heard := map[string]bool{}
		for _, c := range list {
			if len(heard) == positionsPerParty {
				break
			}
			if heard[c.speaker] || s.told(c.document, whole(c.document, c.q), toldAlready, "") {
				continue
			}
			name := c.speaker
			if len(strings.Fields(c.q.Speaker)) == len(strings.Fields(name)) {
				name = c.q.Speaker // as the article spells it
			}
			claim := withAnswer(s.position(c.document, c.q, name), c.document)
			// What could not be shown gives its place to the next.
			kept, _, err := s.Verify(ctx, []Claim{claim})
			if err != nil {
				return err
			}
			if len(kept) > 0 && s.add(claim) {
				heard[c.speaker] = true
			}
		}
	}
	return nil
}

// position is a claim that tells a statement, with the sentence before it that leads to it.
func (s *brief) position(d *corpus.Document, q *corpus.Quotation, name string) Claim {
	claim := statementClaim(Positions, d, q, name)
	if before, ok := led(d, q); ok {
		claim.Citations = []Citation{claim.Citations[0], cite(d, corpus.Span{Start: before.Start, End: whole(d, q).End})}
		claim.Parts = []Part{{Cited: 2}}
	}
	return claim
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
	if pronoun := phrase.Fold(q.Mention.Of(d.Article.Text)); !calledPerson(speaker) && (q.Mention.Len() == 0 || pronoun == "he" || pronoun == "she" || pronoun == "who") {
		return false // a side is no "he"
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
