package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"runtime"
)

var errOlder = errors.New("it was written by an older version of this program, and cannot be brought up to date")

// ReadOnly says why the database can only be read, nil where it can be written.
func (db *DB) ReadOnly() error { return db.readOnly }

// openToRead opens a database that cannot be written.
//
// SQLite wants to write beside the file even to read it, for readers and writers
// tell each other in shared memory what they do. Where neither a log nor that
// memory is there, nobody writes, and the file may be taken as one that does not
// change; where they are, they are used as far as they can be read.
func (db *DB) openToRead(ctx context.Context, abs string) (err error) {
	option := "mode=ro&immutable=1"
	if info, err := os.Stat(abs + "-wal"); err == nil && info.Size() > 0 {
		option = "mode=ro"
	}
	if db.reader, err = connect(abs, max(4, runtime.NumCPU()), option); err != nil {
		return err
	}
	have, err := identify(ctx, db.reader, len(db.steps))
	switch {
	case err != nil:
		return fmt.Errorf("%w: %w", db.readOnly, err)
	case have < len(db.steps):
		return fmt.Errorf("%w: %w", errOlder, db.readOnly)
	}
	return db.prepareReader(ctx)
}
