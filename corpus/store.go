package corpus

import (
	"context"
	"errors"
	"iter"
)

// Seq numbers the changes of a store, from 1 upwards. No change with a smaller
// number becomes visible after one with a larger number.
type Seq int64

// A Change says that a document was put into the store, or taken out of it.
type Change struct {
	Seq     Seq
	ID      ID
	Removed bool
}

// A Batch is what one transaction writes: all of it or none. What is removed is
// removed first.
type Batch struct {
	// Documents are added, or replace the documents of the same IDs; of several
	// with one ID the last counts. Their texts are UTF-8.
	Documents []*Document
	// Removed documents are taken out. An ID that is not there is no error.
	Removed []ID
	// Vectors replace those of the same documents. Those of a document that is not
	// there are not kept, and is no error: it was removed meanwhile. Their numbers
	// are the store's to give.
	Vectors []Vectors
	// Notes are set under their keys, which are UTF-8, not empty and without
	// NUL; a nil value deletes the note.
	Notes map[string][]byte
	// If is what notes must hold for anything to be written, nil for those that
	// must not be there: what somebody read, and nobody has changed since.
	If map[string][]byte
}

// ErrChanged is returned by Put where a note does not hold what Batch.If says.
// Nothing is written then.
var ErrChanged = errors.New("a note was changed meanwhile")

// Vectors are what a model makes of the passages of a document.
type Vectors struct {
	// Seq numbers what was put, from 1 upwards, apart from the numbers of changes.
	Seq Seq
	ID  ID
	// Model is whose vectors they are, UTF-8.
	Model string
	// Of is Document.PassageSum of the document.
	Of Sum
	// Packed has a vector for each passage, in their order: see embedding.Pack.
	Packed []byte
}

// A Store keeps documents and notes. Everything else (the index, the digests,
// what a source has delivered so far) is built on these methods, so that a new
// store implements no more than this; storetest.Run says whether it does.
//
// A Store is safe for use by several goroutines, and by several processes where
// its technology allows.
type Store interface {
	// Put writes the batch in one transaction, or returns ErrChanged. A document
	// whose article and analysis are the same as those stored makes no change.
	Put(ctx context.Context, b *Batch) error
	// Document returns the document of that ID, or ErrNotFound.
	Document(ctx context.Context, id ID) (*Document, error)
	// Changes yields the last change of each document that changed after the
	// given number, in order of their numbers, as they were when the loop began.
	// The loop may call the store's other methods.
	Changes(ctx context.Context, after Seq) iter.Seq2[Change, error]
	// Vectors yields the vectors that were put after the given number, in order of
	// their numbers, as they were when the loop began. A document that is put again
	// keeps its vectors, whatever it says now; one that is removed loses them.
	Vectors(ctx context.Context, after Seq) iter.Seq2[Vectors, error]
	// Note returns the note under key, nil if there is none.
	Note(ctx context.Context, key string) ([]byte, error)
	// Notes yields the keys that begin with prefix and their notes, in order of
	// the keys.
	Notes(ctx context.Context, prefix string) iter.Seq2[Note, error]
	// Lock waits until this handle alone holds the named lock, across processes
	// too, or until ctx is done. Whoever holds it waits for himself. A holder that
	// dies, or sleeps, loses the lock within a minute and is not told: what is
	// done under a lock must bear being done twice, or be written with Batch.If.
	Lock(ctx context.Context, name string) (unlock func(), err error)
	// Close frees what the store holds.
	Close() error
}

// A Note is a small record under a key.
type Note struct {
	Key   string
	Value []byte
}

// A Source brings articles from somewhere: a directory, a feed.
type Source interface {
	// Name is the source's name in the configuration, in logs and in notes.
	Name() string
	// Fetch yields what the source has that is new after state, which is what a
	// Fetch before it ended with, nil the first time. An error about one item is
	// yielded as a Delivery with Err set and does not end the fetch.
	Fetch(ctx context.Context, state []byte) iter.Seq2[Delivery, error]
}

// A Remark is an error about an item that was read all the same: a page that
// breaks off, a date that cannot be.
type Remark struct{ Err error }

func (r *Remark) Error() string { return r.Err.Error() }
func (r *Remark) Unwrap() error { return r.Err }

// A Part says which of an item's articles a delivery has. What the item held
// before and holds no longer is taken out with the last part, or with the one
// that retells it.
type Part struct {
	// Whole are the articles that the whole item holds, in their order.
	Whole []ID
	// At is the index in Whole of the delivery's first article. Those before it
	// were delivered, in this fetch or in one that ended with the state that this
	// one began with.
	At int
}

// A Delivery is one item of a source.
type Delivery struct {
	// Name says which item: a path, an address.
	Name string
	// Articles are what the item holds; Err is why it holds none, or a *Remark.
	Articles []*Article
	Err      error
	// State is the source's state once this item is stored, nil if unchanged.
	State []byte
	// Backlog is true of what the source held already when it was added: it did
	// not come, it was there, and is news to nobody.
	Backlog bool
	// Loose is true where another article may come to stand under the item's
	// name. Of the articles that the item holds no longer, those alone are taken
	// out that one of Articles retells.
	Loose bool
	// Secondhand is true of articles that somebody else than the host of their
	// address vouches for: they take the place of nothing that another source
	// brought.
	Secondhand bool
	// Told is told what became of each article, before the next item is asked for;
	// nil is told nothing.
	Told func(Receipt)
	// Part is set where the item is delivered in several parts, in order and one
	// after the other, so that a stop costs no more than one of them. It is for what
	// everybody is shown.
	Part *Part
	// Done of Of bytes of the source are read with this item; 0 of 0 where the
	// source does not know.
	Done, Of int64
}

// more reports whether more comes of the item.
func (d *Delivery) more() bool { return d.Part != nil && d.Part.At+len(d.Articles) < len(d.Part.Whole) }
