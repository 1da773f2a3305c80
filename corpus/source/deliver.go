package source

import (
	"context"
	"fmt"
	"io"
	"iter"
	"time"

	"briefbot/corpus"
	"briefbot/corpus/format"
)

// An entry is a file that a source found, or what kept it from being one.
type entry struct {
	name string
	size int64
	time int64 // nanoseconds since 1970, 0 if unknown
	err  error
	open func() (io.ReadCloser, error)
}

// every and parts say after how many articles and errors the state is written
// down: that many, or one of so many parts of all files. State names every file, so
// that writing it with each would take time by the square of their number; what is
// stored after the last state is delivered once more after a crash, and the store
// sees that it has it. A file with many articles is delivered in parts of as many,
// so that a stop costs no more than that.
const (
	every = 64
	parts = 32
)

// deliver reads the entries that are new after the state, one at a time, and
// yields what they hold. The state of the last delivery covers all.
func deliver(ctx context.Context, source string, entries []entry, before []byte, now func() time.Time) iter.Seq2[corpus.Delivery, error] {
	return func(yield func(corpus.Delivery, error) bool) {
		old, err := readState(before)
		if err != nil {
			yield(corpus.Delivery{}, fmt.Errorf("%s: %w", source, err))
			return
		}
		next := state{Version: stateVersion, Files: make(map[string]record, len(entries))}
		for _, e := range entries {
			// Files that are gone are forgotten, those not reached yet are not.
			if r, ok := old.Files[e.name]; ok {
				next.Files[e.name] = r
			}
		}
		q := queue{yield: yield, state: &next, every: max(every, len(entries)/parts)}
		for _, e := range entries {
			q.of += e.size
		}
		for _, e := range entries {
			if ctx.Err() != nil {
				yield(corpus.Delivery{}, ctx.Err())
				return
			}
			if !q.entry(source, e, now) {
				return
			}
		}
		q.flush(true)
	}
}

// A queue holds one delivery back until it is known whether it is the last, the
// one that must carry the state.
type queue struct {
	yield   func(corpus.Delivery, error) bool
	state   *state
	pending *corpus.Delivery
	every   int  // articles and errors after which the state is written down
	since   int  // those since it was
	changed bool // whether it has changed since

	done, of int64 // bytes of the files before this one, and of all
}

// entry delivers one file. It returns false when the consumer has had enough.
func (q *queue) entry(source string, e entry, now func() time.Time) bool {
	if e.err != nil {
		delete(q.state.Files, e.name)
		return q.put(corpus.Delivery{Name: e.name, Err: fmt.Errorf("%s: %w", e.name, e.err)})
	}
	old, seen := q.state.Files[e.name]
	if seen && old.Taken == 0 && old.Size == e.size && old.Time == e.time && e.time != 0 {
		return q.errors(e.name, remembered(old.Errors))
	}
	b, err := read(e)
	if err != nil {
		delete(q.state.Files, e.name)
		return q.put(corpus.Delivery{Name: e.name, Err: fmt.Errorf("%s: %w", e.name, err)})
	}
	r := record{Size: e.size, Time: e.time, Sum: sum(b)}
	same := seen && old.Sum == r.Sum
	if same && old.Taken == 0 {
		r.Errors = old.Errors
		q.set(e.name, r)
		return q.errors(e.name, remembered(old.Errors))
	}
	in := format.Input{Name: e.name, Bytes: b}
	if now != nil {
		in.Received = now()
	}
	articles, err := format.Decode(in)
	errs := split(e.name, err)
	r.Errors = messages(errs)
	taken := 0
	if same { // stopped half-way
		taken = min(old.Taken, len(articles))
		errs = remembered(r.Errors)
	}
	if !q.errors(e.name, errs) {
		return false
	}
	for _, a := range articles {
		a.Source = source
	}
	return q.articles(e, r, articles, taken)
}

// articles delivers the articles of one file behind those that were taken before.
func (q *queue) articles(e entry, r record, articles []*corpus.Article, taken int) bool {
	if taken == len(articles) {
		q.set(e.name, r)
		return true
	}
	var whole []corpus.ID
	step := max(every, (len(articles)+parts-1)/parts)
	if len(articles) > step {
		for _, a := range articles {
			whole = append(whole, a.ID)
		}
	}
	for at := taken; at < len(articles); at += step {
		end := min(at+step, len(articles))
		d := &corpus.Delivery{Name: e.name, Articles: articles[at:end], Done: q.done + e.size*int64(end)/int64(len(articles)), Of: q.of}
		if whole != nil {
			d.Part = &corpus.Part{Whole: whole, At: at}
		}
		// The delivery before this one is yielded first, with a state that does not
		// know this one yet.
		if !q.flush(false) {
			return false
		}
		r.Taken = end % len(articles)
		q.set(e.name, r)
		q.pending = d
	}
	return true
}

func (q *queue) set(name string, r record) {
	q.state.Files[name] = r
	q.changed = true
}

func (q *queue) errors(name string, errs []error) bool {
	for _, err := range errs {
		if !q.put(corpus.Delivery{Name: name, Err: err}) {
			return false
		}
	}
	return true
}

func (q *queue) put(d corpus.Delivery) bool {
	if !q.flush(false) {
		return false
	}
	q.pending = &d
	return true
}

// flush yields the delivery that is held back.
func (q *queue) flush(last bool) bool {
	if q.pending == nil {
		return true
	}
	d := *q.pending
	q.pending = nil
	q.since += max(1, len(d.Articles))
	if q.changed && (last || q.since >= q.every) {
		b, err := q.state.marshal()
		if err != nil {
			return q.yield(corpus.Delivery{}, fmt.Errorf("write the state: %w", err))
		}
		d.State, q.since, q.changed = b, 0, false
	}
	return q.yield(d, nil)
}

// read reads a file that is not too large, which its size says before it is
// opened and its bytes in case it has grown.
func read(e entry) ([]byte, error) {
	if e.size > format.MaxBytes {
		return nil, fmt.Errorf("%d MB: larger than the limit of %d MB", e.size>>20, format.MaxBytes>>20)
	}
	f, err := e.open()
	if err != nil {
		return nil, reason(err)
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, format.MaxBytes+1))
	if err != nil {
		return nil, reason(err)
	}
	return b, nil
}
