package storetest

import (
	"fmt"
	"reflect"
	"time"

	"pgregory.net/rapid"

	"briefbot/corpus"
	"briefbot/corpus/clean"
)

// document is a small document.
func document(id, text string) *corpus.Document {
	return &corpus.Document{
		Article:  &corpus.Article{ID: corpus.ID(id), Source: "test", Format: "text", Language: "en", Text: text},
		Passages: []corpus.Passage{{Span: corpus.Span{End: len(text)}}},
	}
}

// full is a document with something in every field, whatever fields there are.
func full(id string) *corpus.Document {
	d := new(corpus.Document)
	n := 0
	fill(reflect.ValueOf(d).Elem(), &n)
	d.Article.ID = corpus.ID(id)
	return d
}

var timeType = reflect.TypeFor[time.Time]()

// fill gives each part of v a value of its own, and each slice two.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.String:
		v.SetString(fmt.Sprintf("words %d “ü”", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64, reflect.Int32:
		v.SetInt(int64(*n))
	case reflect.Uint8:
		v.SetUint(uint64(1 + *n%3)) // a class or kind that exists
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
		fill(v.Elem(), n)
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range 2 {
			fill(v.Index(i), n)
		}
	case reflect.Struct:
		if v.Type() == timeType {
			v.Set(reflect.ValueOf(time.Date(2024, 2, 29, 23, 59, 58, *n, time.FixedZone("", 3*3600+1800))))
			return
		}
		for i := range v.NumField() {
			if kept(v, i) {
				fill(v.Field(i), n)
			}
		}
	default:
		panic(fmt.Sprintf("storetest has no example of %s: add one to fill", v.Type()))
	}
}

// kept reports whether a store keeps the field: all but the trace of how a
// statement was found, which is made when it is asked for.
func kept(v reflect.Value, i int) bool {
	return v.Type() != reflect.TypeFor[corpus.Quotation]() || v.Type().Field(i).Name != "Why"
}

// edits are functions that each change one thing in a document.
func edits(d *corpus.Document) map[string]func() {
	all := map[string]func(){}
	edit(reflect.ValueOf(d).Elem(), "Document", all)
	delete(all, "Document.Article.ID")
	return all
}

func edit(v reflect.Value, path string, all map[string]func()) {
	switch v.Kind() {
	case reflect.String:
		all[path] = func() { v.SetString(v.String() + "!") }
	case reflect.Bool:
		all[path] = func() { v.SetBool(!v.Bool()) }
	case reflect.Int, reflect.Int64, reflect.Int32:
		all[path] = func() { v.SetInt(v.Int() + 1) }
	case reflect.Uint8:
		all[path] = func() { v.SetUint(v.Uint() ^ 1) }
	case reflect.Pointer:
		edit(v.Elem(), path, all)
	case reflect.Slice:
		all[path+" shorter"] = func() { v.SetLen(1) }
		edit(v.Index(1), path+"[1]", all)
	case reflect.Struct:
		if v.Type() == timeType {
			all[path] = func() { v.Set(reflect.ValueOf(v.Interface().(time.Time).Add(1))) }
			return
		}
		for i := range v.NumField() {
			if kept(v, i) {
				edit(v.Field(i), path+"."+v.Type().Field(i).Name, all)
			}
		}
	}
}

// drawDocument makes up a document with spans of its text.
func drawDocument(t *rapid.T, id string) *corpus.Document {
	text := rapid.String().Draw(t, "text")
	str := rapid.String()
	span := rapid.Custom(func(t *rapid.T) corpus.Span {
		start := rapid.IntRange(0, len(text)).Draw(t, "start")
		return corpus.Span{Start: start, End: rapid.IntRange(start, len(text)).Draw(t, "end")}
	})
	field := rapid.Custom(func(t *rapid.T) corpus.Field {
		return corpus.Field{Value: str.Draw(t, "value"), How: str.Draw(t, "how")}
	})
	line := rapid.Custom(func(t *rapid.T) clean.Line {
		return clean.Line{
			Span: span.Draw(t, "span"), Number: rapid.IntRange(1, 1e6).Draw(t, "number"),
			Class: clean.Class(rapid.IntRange(0, int(clean.Separator)).Draw(t, "class")), Why: str.Draw(t, "why"),
		}
	})
	passage := rapid.Custom(func(t *rapid.T) corpus.Passage {
		return corpus.Passage{Span: span.Draw(t, "span"), Class: clean.Class(rapid.IntRange(0, int(clean.Separator)).Draw(t, "class"))}
	})
	quotation := rapid.Custom(func(t *rapid.T) corpus.Quotation {
		return corpus.Quotation{
			Kind:    rapid.SampledFrom([]corpus.Kind{corpus.Direct, corpus.Mixed, corpus.Reported}).Draw(t, "kind"),
			Content: span.Draw(t, "content"), Fragments: rapid.SliceOfN(span, 0, 3).Draw(t, "fragments"),
			Cue: span.Draw(t, "cue"), Mention: span.Draw(t, "mention"), Speaker: str.Draw(t, "speaker"),
			Via: span.Draw(t, "via"), Addressee: span.Draw(t, "addressee"),
		}
	})
	person := rapid.Custom(func(t *rapid.T) corpus.Person {
		return corpus.Person{
			Name: str.Draw(t, "name"), Roles: rapid.SliceOfN(str, 0, 3).Draw(t, "roles"),
			Mentions: rapid.SliceOfN(span, 0, 3).Draw(t, "mentions"),
		}
	})
	raw := rapid.OneOf(
		rapid.Just[[]byte](nil), rapid.Just([]byte(text)), rapid.SliceOf(rapid.Byte()))
	zone := time.FixedZone("", 60*rapid.IntRange(-14*60, 14*60).Draw(t, "zone"))
	when := rapid.OneOf(
		rapid.Just(time.Time{}),
		rapid.Map(rapid.Int64Range(-1e10, 1e10), func(s int64) time.Time { return time.Unix(s, s&0xffff).In(zone) }))
	return &corpus.Document{
		Article: &corpus.Article{
			ID: corpus.ID(id), Source: str.Draw(t, "source"), Path: str.Draw(t, "path"),
			Format: str.Draw(t, "format"), Ref: str.Draw(t, "ref"), URL: str.Draw(t, "url"),
			Headline: field.Draw(t, "headline"), Outlet: field.Draw(t, "outlet"),
			Byline: field.Draw(t, "byline"), Origin: field.Draw(t, "origin"),
			Note: rapid.Bool().Draw(t, "note"), Teaser: rapid.Bool().Draw(t, "teaser"),
			Published: corpus.Date{
				Time: when.Draw(t, "time"), Inferred: rapid.Bool().Draw(t, "inferred"), How: str.Draw(t, "how")},
			Arrived:   when.Draw(t, "arrived"),
			Corrected: when.Draw(t, "corrected"),
			Language:  str.Draw(t, "language"), Text: text, Raw: raw.Draw(t, "raw"),
		},
		Lines:      rapid.SliceOfN(line, 0, 3).Draw(t, "lines"),
		Passages:   rapid.SliceOfN(passage, 0, 3).Draw(t, "passages"),
		Quotations: rapid.SliceOfN(quotation, 0, 3).Draw(t, "quotations"),
		People:     rapid.SliceOfN(person, 0, 3).Draw(t, "people"),
	}
}
