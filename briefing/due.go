package briefing

import (
	"context"
	"strings"

	"briefbot/briefing/dates"
	"briefbot/briefing/modality"
	"briefbot/corpus"
	"briefbot/corpus/clean"
)

// Evidence gathers what a question is about, for whoever drafts the answer
// outside of this package. Of a question of kind Timeline it holds every article.
func (e *Engine) Evidence(ctx context.Context, q Question) (*Evidence, error) {
	return e.evidence(ctx, q)
}

// Apart reports whether a sentence can be told on its own: it names the topic, and
// does not begin with a word that points back.
func (e *Evidence) Apart(words string) bool {
	return !modality.Leans(words) && (e.Topic == nil || e.Topic.groupsIn(words) > 0)
}

// Weight is how much it matters what is in a sentence: the required groups of the
// topic that it names, one for a day on which it expects something, and one for a
// statement in it of somebody who speaks for a party; two less where it tells of
// what was long before its article.
func (e *Evidence) Weight(d *corpus.Document, sentence corpus.Span) int {
	n := 0
	words := sentence.Of(d.Article.Text)
	if e.Topic != nil {
		n = e.Topic.groupsIn(words)
	}
	if modality.Expects(words) && len(daysOf(d.Article, sentence)) > 0 {
		n++
	}
	c := e.chronicle()
	base := c.DateOf(d)
	for _, w := range dates.In(d.Article.Text, sentence, base) {
		if !base.IsZero() && w.To.Before(base.AddDate(0, 0, -backgroundDays)) {
			n -= 2
			break
		}
	}
	for i := range d.Quotations {
		if q := &d.Quotations[i]; q.Content.Overlap(sentence) > 0 && e.principal(q) {
			return n + 1
		}
	}
	return n
}

// backgroundDays is how many days before its article what a sentence dates is
// background.
const backgroundDays = 7

// principal reports whether a statement is of somebody who speaks for a party of
// the topic, or, where a topic has none, who has an office.
func (e *Evidence) principal(q *corpus.Quotation) bool {
	for _, s := range e.Corpus.SpeakersOf(q) {
		if e.Topic != nil && len(e.Topic.Parties) > 0 && e.Topic.partyOf(s) != "" {
			return true
		}
		if (e.Topic == nil || len(e.Topic.Parties) == 0) && len(s.Roles) > 0 {
			return true
		}
	}
	return false
}

// Origin is who first published an article, in a form that can be compared. Sites
// without a name are each one of their own.
func (e *Evidence) Origin(d *corpus.Document) string { return e.chronicle().OriginOf(d) }

// Copies reports whether two articles have one origin: by name, or because one is
// mostly in the other.
func (e *Evidence) Copies(a, b *corpus.Document) bool {
	return e.Origin(a) == e.Origin(b) || copies(a, b)
}

// Corroborate counts who stands behind citations of whole sentences.
func (e *Evidence) Corroborate(citations []Citation) Corroboration {
	c := e.chronicle()
	var basis []Basis
	for _, citation := range citations {
		var b Basis
		if d := c.document(citation.Article); d != nil {
			b = c.basisOf(d, citation.Span, matter(d, citation.Span), "")
		}
		basis = append(basis, b)
	}
	return c.corroborate(citations, basis)
}

// matter is what a sentence says: the statement that is most of it, or else all of
// it. A short one within it is not what the sentence is about.
func matter(d *corpus.Document, sentence corpus.Span) corpus.Span {
	for i := range d.Quotations {
		if content := d.Quotations[i].Content; sentence.Covers(content) && 2*content.Len() >= sentence.Len() {
			return content
		}
	}
	return sentence
}

// Voice is the best statement in a sentence, or beside it in the same article, for
// a reader who wants to hear somebody: direct before mixed, of a principal before
// others. It is nil where nobody is quoted by name; reported speech is nobody's
// voice.
func (e *Evidence) Voice(d *corpus.Document, sentence corpus.Span) *corpus.Quotation {
	var best *corpus.Quotation
	most := 0
	for i := range d.Quotations {
		q := &d.Quotations[i]
		if q.Kind == corpus.Reported || q.Speaker == "" || linkLabel(q.Speaker) || q.Content.Len() > longSentence || own(q) < 20 {
			continue
		}
		if class, ok := d.ClassAt(q.Content); !ok || class != clean.Body || disowned(d.Article.Text, q) {
			continue
		}
		score := own(q)
		if q.Kind == corpus.Direct {
			score += 40
		}
		if e.principal(q) {
			score += 100
		}
		if q.Content.Overlap(sentence) > 0 {
			score += 200
		} else {
			score -= min(max(q.Content.Start-sentence.End, sentence.Start-q.Content.End)/10, 100)
		}
		if best == nil || score > most {
			best, most = q, score
		}
	}
	return best
}

// linkLabel reports whether a speaker is the label of a link that stands in the text,
// "MORE ON THE STORM", and nobody.
func linkLabel(speaker string) bool {
	return strings.Contains(speaker, " ") && strings.ToUpper(speaker) == speaker
}

// Publisher is what a reader is told of where the article comes from.
func (e *Evidence) Publisher(a *corpus.Article) Publisher {
	return newOutlets(e.Outlets).publisher(a)
}
