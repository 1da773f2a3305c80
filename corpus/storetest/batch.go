package storetest

import (
	"context"
	"errors"
	"sync/atomic"
	"testing"
	"time"

	"briefbot/corpus"
)

// batches: all or nothing.
var batches = []check{
	{"an empty batch", func(t *testing.T, s corpus.Store) {
		put(t, s, &corpus.Batch{})
		changed(t, s, 0)
	}},
	{"removed, then put", func(t *testing.T, s corpus.Store) {
		putDocuments(t, s, document("a", "1"))
		put(t, s, &corpus.Batch{
			Documents: []*corpus.Document{document("a", "2"), document("b", "1"), document("b", "2")},
			Removed:   []corpus.ID{"a", "b"},
		})
		holds(t, s, document("a", "2"))
		holds(t, s, document("b", "2"))
		changed(t, s, 0, "a", "b")
	}},
	{"what cannot be stored stops the whole batch", func(t *testing.T, s corpus.Store) {
		before := standing(t, s)
		for name, bad := range map[string]*corpus.Batch{
			"no document":        {Documents: []*corpus.Document{nil}},
			"no article":         {Documents: []*corpus.Document{{}}},
			"no ID":              {Documents: []*corpus.Document{document("", "text")}},
			"text is not UTF-8":  {Documents: []*corpus.Document{document("x", "\xff")}},
			"date beyond RFC":    {Documents: []*corpus.Document{dated("x", time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC))}},
			"empty key":          {Notes: map[string][]byte{"": {1}}},
			"key is not UTF-8":   {Notes: map[string][]byte{"\xff": {1}}},
			"key with NUL":       {Notes: map[string][]byte{"a\x00b": {1}}},
			"vectors of nobody":  {Vectors: []corpus.Vectors{{Model: "m"}}},
			"model is not UTF-8": {Vectors: []corpus.Vectors{{ID: "a", Model: "\xff"}}},
			"bad key to delete":  {Notes: map[string][]byte{"a\x00b": nil}},
			"after a good batch": {Documents: []*corpus.Document{document("y", "text"), document("", "text")}},
		} {
			b := update()
			b.Documents = append(b.Documents, bad.Documents...)
			b.Vectors = append(b.Vectors, bad.Vectors...)
			for key, value := range bad.Notes {
				b.Notes[key] = value
			}
			if err := s.Put(t.Context(), b); err == nil {
				t.Errorf("%s: no error", name)
			}
			before.stands(t, s)
		}
	}},
	{"stopped anywhere", func(t *testing.T, s corpus.Store) {
		// The context ends the n-th time that it is looked at.
		stopped := 0
		for n := range int32(60) {
			before := standing(t, s)
			err := s.Put(endsAfter(n), update())
			if err == nil {
				holds(t, s, document("a", "2"))
				holds(t, s, document("c", "1"))
				lacks(t, s, "b")
				noted(t, s, "set", []byte("2"))
				noted(t, s, "drop", nil)
				noted(t, s, "new", []byte("1"))
				continue
			}
			stopped++
			if !errors.Is(err, context.Canceled) {
				t.Fatalf("stopped at %d: error %v, want context.Canceled", n, err)
			}
			before.stands(t, s)
		}
		if stopped == 0 {
			t.Error("Put never looks at its context")
		}
	}},
}

func dated(id string, when time.Time) *corpus.Document {
	d := document(id, "text")
	d.Article.Published.Time = when
	return d
}

// A place is where a store stands before update: its last change.
type place struct{ seq corpus.Seq }

// standing brings the store to where update changes it in every way.
func standing(t *testing.T, s corpus.Store) place {
	t.Helper()
	put(t, s, &corpus.Batch{
		Documents: []*corpus.Document{document("a", "1"), document("b", "1")},
		Removed:   []corpus.ID{"c", "x", "y"},
		Notes:     map[string][]byte{"set": []byte("1"), "drop": []byte("1"), "new": nil},
	})
	return place{newest(t, s)}
}

func update() *corpus.Batch {
	return &corpus.Batch{
		Documents: []*corpus.Document{document("a", "2"), document("c", "1")},
		Removed:   []corpus.ID{"b"},
		Notes:     map[string][]byte{"set": []byte("2"), "drop": nil, "new": []byte("1")},
	}
}

func (p place) stands(t *testing.T, s corpus.Store) {
	t.Helper()
	holds(t, s, document("a", "1"))
	holds(t, s, document("b", "1"))
	lacks(t, s, "c")
	lacks(t, s, "x")
	lacks(t, s, "y")
	noted(t, s, "set", []byte("1"))
	noted(t, s, "drop", []byte("1"))
	noted(t, s, "new", nil)
	changed(t, s, p.seq)
}

// A countdown is a context that is canceled the n-th time that it is asked.
type countdown struct {
	left atomic.Int32
	done chan struct{}
}

func endsAfter(n int32) *countdown {
	c := &countdown{done: make(chan struct{})}
	c.left.Store(n + 1)
	return c
}

func (c *countdown) asked() {
	if c.left.Add(-1) == 0 {
		close(c.done)
	}
}

func (c *countdown) Done() <-chan struct{} { c.asked(); return c.done }

func (c *countdown) Err() error {
	c.asked()
	select {
	case <-c.done:
		return context.Canceled
	default:
		return nil
	}
}

func (c *countdown) Deadline() (time.Time, bool) { return time.Time{}, false }
func (c *countdown) Value(any) any               { return nil }
