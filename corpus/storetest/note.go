package storetest

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"briefbot/corpus"
)

// notes: small records under keys.
var notes = []check{
	{"notes are set, replaced and deleted", func(t *testing.T, s corpus.Store) {
		set := func(key string, value []byte) {
			t.Helper()
			put(t, s, &corpus.Batch{Notes: map[string][]byte{key: value}})
			noted(t, s, key, value)
		}
		set("k", []byte("one"))
		set("k", []byte("two"))
		set("k", []byte{})
		set("k", []byte("\x00\xff"))
		set("k", bytes.Repeat([]byte("long"), 300_000))
		set("k", nil)
		set("k", nil)
		noted(t, s, "K", nil)
		changed(t, s, 0) // of no document
	}},
	{"keys in order of their bytes", func(t *testing.T, s corpus.Store) {
		keys := []string{
			" ", "%", "%a", "*", "A", "Z", "\\", "_", "_a", "a", "a%", "a%b", "a/", "a/1", "a/10", "a/2", "a/ü", "a0", "a_",
			"aB", "ab", "a\t", "a\n", "a'", `a"`, "a\U0010ffff", "a\uffff", "ß", "ü", "日本", "🙂",
		}
		slices.Sort(keys)
		b := &corpus.Batch{Notes: map[string][]byte{}}
		for _, key := range keys {
			b.Notes[key] = []byte(key)
		}
		put(t, s, b)
		prefixes := append([]string{"", "nothing", "a/1", "\U0010ffff"}, keys...)
		for _, prefix := range prefixes {
			var want, got []string
			for _, key := range keys {
				if strings.HasPrefix(key, prefix) {
					want = append(want, key)
				}
			}
			for _, n := range collect(t, s.Notes(t.Context(), prefix)) {
				got = append(got, n.Key)
				if string(n.Value) != n.Key {
					t.Errorf("under %q: value %q", n.Key, n.Value)
				}
			}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("keys with prefix %q: (-want +got)\n%s", prefix, diff)
			}
		}
		for _, key := range keys {
			noted(t, s, key, []byte(key))
		}
	}},
	{"values are copies", func(t *testing.T, s corpus.Store) {
		value := []byte("one")
		put(t, s, &corpus.Batch{Notes: map[string][]byte{"k": value}})
		value[0] = 'X'
		noted(t, s, "k", []byte("one"))
		got, err := s.Note(t.Context(), "k")
		if err != nil {
			t.Fatal(err)
		}
		got[0] = 'X'
		noted(t, s, "k", []byte("one"))
		collect(t, s.Notes(t.Context(), ""))[0].Value[0] = 'X'
		noted(t, s, "k", []byte("one"))
	}},
	{"written if notes hold what they held", func(t *testing.T, s corpus.Store) {
		put(t, s, &corpus.Batch{Notes: map[string][]byte{"k": []byte("one"), "empty": {}}})
		for name, tt := range map[string]struct {
			held map[string][]byte
			ok   bool
		}{
			"the same":           {map[string][]byte{"k": []byte("one")}, true},
			"several":            {map[string][]byte{"k": []byte("one"), "empty": {}, "none": nil}, true},
			"other":              {map[string][]byte{"k": []byte("two")}, false},
			"more":               {map[string][]byte{"k": []byte("one ")}, false},
			"there all the same": {map[string][]byte{"k": nil}, false},
			"empty and there":    {map[string][]byte{"empty": nil}, false},
			"not there":          {map[string][]byte{"none": {}}, false},
			"one of several":     {map[string][]byte{"k": []byte("one"), "none": []byte("one")}, false},
		} {
			b := &corpus.Batch{If: tt.held, Notes: map[string][]byte{"new": []byte(name)}, Documents: []*corpus.Document{document(name, "text")}}
			err := s.Put(t.Context(), b)
			if (err == nil) != tt.ok || err != nil && !errors.Is(err, corpus.ErrChanged) {
				t.Errorf("%s: error %v", name, err)
			}
			if tt.ok {
				noted(t, s, "new", []byte(name))
				continue
			}
			lacks(t, s, corpus.ID(name))
			if have, err := s.Note(t.Context(), "new"); err != nil || string(have) == name {
				t.Errorf("%s: it was written, %v", name, err)
			}
		}
	}},
	{"empty values stay empty in a list", func(t *testing.T, s corpus.Store) {
		put(t, s, &corpus.Batch{Notes: map[string][]byte{"k": {}}})
		got := collect(t, s.Notes(t.Context(), "k"))
		if len(got) != 1 || got[0].Value == nil || len(got[0].Value) != 0 {
			t.Errorf("got %#v, want one empty value that is not nil", got)
		}
	}},
	{"notes are as they were when the loop began", func(t *testing.T, s corpus.Store) {
		b := &corpus.Batch{Notes: map[string][]byte{}}
		for i := range 10 {
			b.Notes[fmt.Sprint(i)] = []byte{1}
		}
		put(t, s, b)
		n := 0
		for note, err := range s.Notes(t.Context(), "") {
			if err != nil || note.Value[0] != 1 {
				t.Fatalf("note %v, %v", note, err)
			}
			n++
			put(t, s, &corpus.Batch{Notes: map[string][]byte{"9": nil, "8": {2}, "99": {2}}})
		}
		if n != 10 {
			t.Errorf("%d notes, want 10", n)
		}
	}},
}
