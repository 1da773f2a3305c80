package source

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"iter"
	"path"
	"strings"
	"time"

	"briefbot/corpus"
)

// An FS brings the files of a file system, such as the one that is built into
// the program. The path of an article is Label joined with its file's name.
type FS struct {
	Label string
	Files fs.FS
	// Now is as in Directory.
	Now func() time.Time
}

// Name is the source's name.
func (f *FS) Name() string { return f.Label }

// Fetch yields the files that are new or changed after state.
func (f *FS) Fetch(ctx context.Context, state []byte) iter.Seq2[corpus.Delivery, error] {
	return func(yield func(corpus.Delivery, error) bool) {
		var entries []entry
		err := fs.WalkDir(f.Files, ".", func(name string, e fs.DirEntry, err error) error {
			at := path.Join(f.Label, name)
			switch {
			case ctx.Err() != nil:
				return ctx.Err()
			case err != nil && name == ".":
				return err
			case err != nil:
				entries = append(entries, entry{name: at, err: reason(err)})
				return nil
			case strings.HasPrefix(e.Name(), ".") && name != ".":
				if e.IsDir() {
					return fs.SkipDir
				}
				return nil
			case e.IsDir():
				return nil
			}
			info, err := e.Info()
			if err != nil {
				entries = append(entries, entry{name: at, err: reason(err)})
				return nil
			}
			if !info.Mode().IsRegular() {
				entries = append(entries, entry{name: at, err: fmt.Errorf("not a file but a %s", kind(info.Mode()))})
				return nil
			}
			file := entry{name: at, size: info.Size(), open: func() (io.ReadCloser, error) { return f.Files.Open(name) }}
			if t := info.ModTime(); !t.IsZero() {
				file.time = t.UnixNano()
			}
			entries = append(entries, file)
			return nil
		})
		if err != nil {
			yield(corpus.Delivery{}, fmt.Errorf("%s: %w", f.Label, err))
			return
		}
		deliver(ctx, f.Label, entries, state, f.Now)(yield)
	}
}
