package format

import (
	"fmt"
	"net/url"
	"strings"
	"time"

	"briefbot/corpus"
	"briefbot/corpus/clean"
)

// facts is what an input says about an article beside the text.
type facts struct {
	url, ref                         string
	headline, outlet, byline, origin corpus.Field
	published                        corpus.Date
	language                         string
	note                             bool
	noteOutlet                       corpus.Field
	notePublished                    corpus.Date
	weakHeadline, weakOutlet         corpus.Field // used where the text says nothing either
	refused                          string       // why a stated date was refused
}

// date sets the date of publication, unless it is set. It returns why the value
// was refused, nil if it was not; a value that begins with ~ was inferred.
func (f *facts) date(in Input, value, how string) error {
	value = strings.TrimSpace(value)
	if value == "" || !f.published.Time.IsZero() {
		return nil
	}
	bare, inferred := strings.CutPrefix(value, "~")
	t, err := clean.ParseDate(bare)
	if err == nil {
		err = notAfter(t, in.Received)
	}
	if err != nil {
		if f.refused == "" {
			f.refused = fmt.Sprintf("%s refused: %v", how, err)
		}
		return err
	}
	f.published = corpus.Date{Time: t, Inferred: inferred, How: how}
	return nil
}

// notAfter refuses a date that lies in the future of the moment at which the
// article was received.
func notAfter(t, received time.Time) error {
	if !received.IsZero() && t.After(received.Add(48*time.Hour)) {
		return fmt.Errorf("date %s: after it was received (%s)", t.Format(time.DateOnly), received.UTC().Format(time.DateOnly))
	}
	return nil
}

// after reads what a note says of the article after which it was written:
// "Press TV, 2026-01-30".
func (f *facts) after(value, how string) error {
	if strings.TrimSpace(value) == "" {
		return nil
	}
	outlet, date, err := clean.After(value)
	if err != nil {
		return err
	}
	how = fmt.Sprintf("%s: note after %s", how, strings.TrimSpace(value))
	if outlet != "" {
		f.noteOutlet = corpus.Field{Value: outlet, How: how}
	}
	f.notePublished = corpus.Date{Time: date.Time, Inferred: date.Inferred, How: how}
	return nil
}

// field is a fact with how it was found, empty where the value is.
func field(value, how string) corpus.Field {
	value = strings.Join(strings.Fields(value), " ")
	if value == "" {
		return corpus.Field{}
	}
	return corpus.Field{Value: value, How: how}
}

// first returns the first of the fields that holds something.
func first(fields ...corpus.Field) corpus.Field {
	for _, f := range fields {
		if f.Value != "" {
			return f
		}
	}
	return corpus.Field{}
}

// article puts an article together from its text and the facts beside it, and
// fills the gaps with what the text says of itself.
func (in Input) article(format, text string, raw []byte, f facts) *corpus.Article {
	text = strings.ToValidUTF8(text, "\ufffd")
	r := clean.Read(text, clean.Lines(text))
	if f.note || r.Note {
		f.weakOutlet = corpus.Field{} // who keeps the notes, not whom they are after
	}
	a := &corpus.Article{
		Format: format, Ref: f.ref, URL: corpus.CanonicalURL(f.url),
		Headline: first(f.headline, r.Headline, f.weakHeadline),
		Outlet:   first(f.outlet, f.noteOutlet, r.Outlet, f.weakOutlet),
		Byline:   first(unsigned(f.byline), r.Byline),
		Origin:   first(f.origin, r.Origin, r.Rights),
		Note:     f.note || r.Note,
		Language: f.language, Text: text, Raw: raw,
	}
	if r.Note && !f.note {
		a.Outlet = first(r.Outlet, f.outlet)
	}
	if !strings.Contains(in.Name, "://") {
		a.Path = in.Name
	} else if a.URL == "" {
		a.URL = corpus.CanonicalURL(in.Name)
	}
	if a.Origin.Value == a.Outlet.Value || a.Origin.Value == clean.Agency(a.Outlet.Value) {
		a.Origin = corpus.Field{}
	}
	for _, d := range []corpus.Date{f.published, f.notePublished, r.Published} {
		if !d.Time.IsZero() && notAfter(d.Time, in.Received) == nil {
			a.Published = d
			break
		}
	}
	if t := r.Published.Time; !f.published.Time.IsZero() && !t.IsZero() && !r.Published.Inferred && t.Sub(f.published.Time).Abs() > 48*time.Hour {
		a.Published.How += fmt.Sprintf("; %s says %s", r.Published.How, t.Format(time.DateOnly))
	}
	if a.Published.Time.IsZero() {
		a.Published = corpus.Date{How: r.Published.How}
	}
	if f.refused != "" {
		a.Published.How = strings.TrimPrefix(a.Published.How+"; "+f.refused, "; ")
	}
	if a.Language == "" {
		a.Language = language(text)
	}
	a.Identify()
	return a
}

// isNote reports whether a kind names a note.
func isNote(kind string) bool { return strings.EqualFold(strings.TrimSpace(kind), "note") }

// absolute resolves an address that a page gives relative to its own.
func absolute(base, ref string) string {
	ref = strings.TrimSpace(ref)
	r, err := url.Parse(ref)
	if err != nil || ref == "" {
		return ""
	}
	if b, err := url.Parse(base); err == nil && b.Host != "" {
		r = b.ResolveReference(r)
	}
	return r.String()
}

// unsigned is a byline without the "By" that some write before its names.
func unsigned(f corpus.Field) corpus.Field {
	for len(f.Value) > len("by ") && strings.EqualFold(f.Value[:len("by ")], "by ") {
		f.Value = strings.TrimSpace(f.Value[len("by "):])
	}
	return f
}
