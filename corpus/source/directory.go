package source

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"time"

	"briefbot/corpus"
)

// A Directory brings the files of a directory and of those below it, in the
// order of their names. Root may also be one file.
//
// Files and directories whose names begin with a dot are passed over. Symbolic
// links are followed; one that leads back to a directory on its own path, like
// a directory that may not be read, a pipe or a file that is too large, is a
// Delivery with an error and does not end the fetch. A file that has not
// changed since the state was written is not delivered again, but for what was
// wrong with it.
type Directory struct {
	Root string
	// Label is the source's name, Root where it is "".
	Label string
	// Except are files that are passed over, such as the database that the
	// articles go to.
	Except []string
	// Now says when articles are received: what claims to be published two days
	// later is not believed. Nil believes everything.
	Now func() time.Time
}

// Name is the source's name.
func (d *Directory) Name() string {
	if d.Label != "" {
		return d.Label
	}
	return filepath.ToSlash(d.Root)
}

// Fetch yields the files that are new or changed after state. The path of their
// articles is Root as it was given, joined with the way from there.
func (d *Directory) Fetch(ctx context.Context, state []byte) iter.Seq2[corpus.Delivery, error] {
	return func(yield func(corpus.Delivery, error) bool) {
		info, err := os.Stat(d.Root)
		if err != nil {
			yield(corpus.Delivery{}, fmt.Errorf("%s: %w", d.Root, reason(err)))
			return
		}
		w := walk{ctx: ctx}
		for _, name := range d.Except {
			if info, err := os.Stat(name); err == nil {
				w.except = append(w.except, info)
			}
		}
		root := filepath.Clean(d.Root)
		if info.IsDir() {
			w.directory(root, info, nil)
		} else {
			w.file(root, info)
		}
		deliver(ctx, d.Name(), w.entries, state, d.Now)(yield)
	}
}

// A walk collects the files below a directory.
type walk struct {
	ctx     context.Context
	except  []fs.FileInfo
	entries []entry
}

func (w *walk) fail(path string, err error) {
	w.entries = append(w.entries, entry{name: filepath.ToSlash(path), err: err})
}

// directory collects what is in a directory. Above are the directories that
// lead to it, the one at the root first.
func (w *walk) directory(path string, info fs.FileInfo, above []fs.FileInfo) {
	for _, a := range above {
		if os.SameFile(a, info) {
			w.fail(path, errors.New("a symbolic link that leads back to a directory above it"))
			return
		}
	}
	names, err := os.ReadDir(path)
	if err != nil {
		w.fail(path, reason(err))
	}
	above = append(above[:len(above):len(above)], info)
	for _, e := range names {
		if w.ctx.Err() != nil {
			return
		}
		if strings.HasPrefix(e.Name(), ".") {
			continue
		}
		at := filepath.Join(path, e.Name())
		info, err := os.Stat(at) // follows links
		switch {
		case err != nil:
			w.fail(at, reason(err))
		case info.IsDir():
			w.directory(at, info, above)
		default:
			w.file(at, info)
		}
	}
}

func (w *walk) file(path string, info fs.FileInfo) {
	for _, e := range w.except {
		if os.SameFile(e, info) {
			return
		}
	}
	if !info.Mode().IsRegular() {
		w.fail(path, fmt.Errorf("not a file but a %s", kind(info.Mode())))
		return
	}
	w.entries = append(w.entries, entry{
		name: filepath.ToSlash(path), size: info.Size(), time: info.ModTime().UnixNano(),
		open: func() (io.ReadCloser, error) { return os.Open(path) },
	})
}

func kind(m fs.FileMode) string {
	switch {
	case m&fs.ModeNamedPipe != 0:
		return "named pipe"
	case m&fs.ModeSocket != 0:
		return "socket"
	case m&fs.ModeDevice != 0:
		return "device"
	}
	return "special file"
}

// reason is the cause of an error about a path without the path and the system
// call, which the message names already.
func reason(err error) error {
	var p *fs.PathError
	if errors.As(err, &p) {
		return p.Err
	}
	return err
}
