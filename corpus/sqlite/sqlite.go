// Package sqlite keeps documents and notes in one SQLite file. It implements
// corpus.Store for any number of processes on one machine.
//
// Articles are readable with any SQLite tool:
//
//	sqlite3 briefbot.db "select published, outlet, headline from document order by published"
//
// Writers take turns: every transaction that writes begins as one (BEGIN
// IMMEDIATE), waits for the one before it, in whatever process, and takes its
// numbers while it alone writes. Hence no change becomes visible after one with
// a larger number. Readers see the last commit and wait for nobody.
package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"io/fs"
	"net/url"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"time"

	"modernc.org/sqlite"
	sqlite3 "modernc.org/sqlite/lib"

	"briefbot/corpus"
)

var (
	errClosed  = errors.New("the database is closed")
	errForeign = errors.New("it is a database of another program")
	errNewer   = errors.New("it was written by a newer version of this program")
	errNone    = errors.New("it is not a database")
	errBusy    = errors.New("another process has held the database for too long")
)

// ErrFull is returned by what writes where the disk has no room for it.
var ErrFull = errors.New("there is no room on the disk")

// ErrReadOnly is returned by what writes where the file, or its directory, cannot be
// written: such a database answers all the same.
var ErrReadOnly = errors.New("the database can only be read")

// A DB is an open database. It is safe for use by several goroutines.
type DB struct {
	path     string
	steps    []string
	writer   *sql.DB // one connection; nil where the database can only be read
	readOnly error   // why it can
	reader   *sql.DB
	put      map[string]*sql.Stmt // by SQL, on writer
	get      map[string]*sql.Stmt // by SQL, on reader
	now      func() time.Time
	patience time.Duration // how long a writer waits for other processes
	lease    time.Duration // how long a lock is held without being renewed
	renewal  time.Duration // how often it is renewed

	mu     sync.Mutex // guards closed, living and life, and locks.Add against locks.Wait
	closed bool
	living bool // life was asked for
	life   *life
	ended  chan struct{} // closed by Close
	locks  sync.WaitGroup
}

var _ corpus.Store = (*DB)(nil)

// settings are made on every connection.
var settings = []string{
	// How long SQLite itself waits for another process. Short, because it does
	// so deaf to the context; write tries again.
	"busy_timeout(250)",
	// REFERENCES means nothing otherwise.
	"foreign_keys(1)",
	// With NORMAL, a power cut could undo the last commits. An outbox whose
	// entry is gone posts again.
	"synchronous(FULL)",
	// Else the write-ahead log stays for ever as long as the longest ingest made
	// it.
	"journal_size_limit(16777216)",
}

// Open opens the database in the file, makes it if there is none, and brings it
// to the version of this program. The directory must exist. A database that cannot
// be written can be read, if it has that version: whatever writes is ErrReadOnly.
func Open(ctx context.Context, path string) (*DB, error) {
	steps, err := steps(migrations)
	if err != nil {
		return nil, err
	}
	db := blank(path, steps)
	if err := db.open(ctx); err != nil {
		db.Close()
		var e *sqlite.Error
		if errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_NOTADB {
			err = errNone
		}
		return nil, fmt.Errorf("open database %s: %w", path, err)
	}
	return db, nil
}

// blank is a database that is not open yet.
func blank(path string, steps []string) *DB {
	return &DB{
		path: path, steps: steps,
		put: map[string]*sql.Stmt{}, get: map[string]*sql.Stmt{},
		now: time.Now, patience: time.Minute, lease: 30 * time.Second, renewal: 10 * time.Second,
		ended: make(chan struct{}),
	}
}

func (db *DB) open(ctx context.Context) (err error) {
	abs, err := filepath.Abs(db.path)
	if err != nil {
		return err
	}
	if err := inspect(abs); err != nil {
		return err
	}
	if db.readOnly = unwritable(abs); db.readOnly != nil {
		return db.openToRead(ctx, abs)
	}
	// A transaction that reads before it writes must hold the write lock from
	// its start: one that turned writer half-way would fail, not wait, if
	// another had written in between. One connection, because more would only
	// wait for each other.
	if db.writer, err = connect(abs, 1, "_txlock=immediate"); err != nil {
		return err
	}
	// What must not write cannot.
	if db.reader, err = connect(abs, max(4, runtime.NumCPU()), "_query_only=1"); err != nil {
		return err
	}
	// Before anything is written into another's file.
	have, err := identify(ctx, db.writer, len(db.steps))
	if err != nil {
		return err
	}
	// Readers and the writer do not block each other in this mode only. It stays
	// with the file. Changing to it fails at once when another process is just
	// doing the same.
	err = db.retry(ctx, func() error {
		_, err := db.writer.ExecContext(ctx, "PRAGMA journal_mode = WAL")
		return err
	})
	if err != nil {
		return err
	}
	if have < len(db.steps) {
		if err := db.migrate(ctx); err != nil {
			return err
		}
	}
	return errors.Join(db.prepareReader(ctx),
		prepare(ctx, db.writer, db.put, sqlDigest, sqlChange, sqlPut, sqlRemove, sqlPutVectors, sqlDropVectors, sqlNote, sqlSetNote, sqlDropNote, sqlAcquire, sqlInherit, sqlRenew, sqlRelease))
}

func (db *DB) prepareReader(ctx context.Context) error {
	return prepare(ctx, db.reader, db.get, sqlDocument, sqlNewest, sqlChanges, sqlNewestVectors, sqlVectors, sqlNote, sqlNotes, sqlHeld)
}

// inspect refuses what SQLite would refuse less clearly, or not at all: it takes
// a file of one byte for an empty one, and writes over it. The file is not
// opened, since closing it would undo the locks that other handles of this
// process have on it.
func inspect(path string) error {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return errors.New("it is not a file")
	case info.Size() == 1:
		return errNone
	}
	return nil
}

func connect(path string, connections int, option string) (*sql.DB, error) {
	path = filepath.ToSlash(path)
	if !strings.HasPrefix(path, "/") { // C:/…
		path = "/" + path
	}
	dsn := &url.URL{Scheme: "file", Path: path, RawQuery: option}
	for _, s := range settings {
		dsn.RawQuery += "&_pragma=" + url.QueryEscape(s)
	}
	pool, err := sql.Open("sqlite", dsn.String())
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(connections)
	pool.SetMaxIdleConns(connections)
	return pool, nil
}

// prepare compiles statements once.
func prepare(ctx context.Context, pool *sql.DB, into map[string]*sql.Stmt, queries ...string) error {
	for _, q := range queries {
		stmt, err := pool.PrepareContext(ctx, q)
		if err != nil {
			return err
		}
		into[q] = stmt
	}
	return nil
}

// retry calls f again while another process is in the way.
func (db *DB) retry(ctx context.Context, f func() error) error {
	for start := db.now(); ; {
		err := f()
		var e *sqlite.Error
		if !errors.As(err, &e) || e.Code()&0xff != sqlite3.SQLITE_BUSY {
			return err
		}
		if err := db.ready(ctx); err != nil {
			return err
		}
		if db.now().Sub(start) >= db.patience {
			return errBusy
		}
	}
}

// write runs f in a transaction that nobody else writes beside. The context of
// the statements is f's argument, which is never done: a statement takes less
// than a millisecond, and one that is interrupted would cost the connection. f
// looks at the context given to write between statements where it has many.
func (db *DB) write(ctx context.Context, f func(ctx context.Context, tx *sql.Tx) error) (err error) {
	defer func() {
		var e *sqlite.Error
		if errors.As(err, &e) && e.Code()&0xff == sqlite3.SQLITE_FULL {
			err = fmt.Errorf("%w: %w", ErrFull, err)
		}
	}()
	if db.readOnly != nil {
		return fmt.Errorf("%w: %w", ErrReadOnly, db.readOnly)
	}
	conn, err := db.writer.Conn(ctx) // waits for the writers of this process
	if err != nil {
		return err
	}
	defer conn.Close()
	var tx *sql.Tx
	whole := context.WithoutCancel(ctx)
	err = db.retry(ctx, func() (err error) { // and here for those of others
		tx, err = conn.BeginTx(whole, nil)
		return err
	})
	if err != nil {
		return err
	}
	defer tx.Rollback() // does nothing behind Commit
	if err := f(whole, tx); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	return tx.Commit()
}

// ready says why nothing can be done now.
func (db *DB) ready(ctx context.Context) error {
	select {
	case <-db.ended:
		return errClosed
	default:
		return ctx.Err()
	}
}

// Version returns the version that the database has and the one that the
// program wants. They differ after another process that is newer has migrated
// it.
func (db *DB) Version(ctx context.Context) (have, want int, err error) {
	want = len(db.steps)
	if err := db.ready(ctx); err != nil {
		return 0, want, fmt.Errorf("version of database %s: %w", db.path, err)
	}
	if err := db.reader.QueryRowContext(ctx, "PRAGMA user_version").Scan(&have); err != nil {
		return 0, want, fmt.Errorf("version of database %s: %w", db.path, err)
	}
	return have, want, nil
}

// Check reads the whole file and returns an error that says what is damaged in
// it, if anything is.
func (db *DB) Check(ctx context.Context) error {
	if err := db.ready(ctx); err != nil {
		return fmt.Errorf("check database %s: %w", db.path, err)
	}
	// At most ten complaints: what comes after the first is rarely news.
	rows, err := db.reader.QueryContext(ctx, "PRAGMA quick_check(10)")
	if err != nil {
		return fmt.Errorf("check database %s: %w", db.path, err)
	}
	defer rows.Close()
	var wrong []string
	for rows.Next() {
		var line string
		if err := rows.Scan(&line); err != nil {
			return fmt.Errorf("check database %s: %w", db.path, err)
		}
		if line != "ok" {
			wrong = append(wrong, line)
		}
	}
	if err := rows.Err(); err != nil {
		return fmt.Errorf("check database %s: %w", db.path, err)
	}
	if len(wrong) > 0 {
		return fmt.Errorf("check database %s: it is damaged: %s", db.path, strings.Join(wrong, "; "))
	}
	return nil
}

// Close gives back the locks that this handle holds and closes the file.
// Closing it again is no error.
func (db *DB) Close() error {
	db.mu.Lock()
	if db.closed {
		db.mu.Unlock()
		return nil
	}
	db.closed = true
	db.mu.Unlock()
	close(db.ended)
	db.locks.Wait()
	var errs []error
	for _, pool := range []*sql.DB{db.reader, db.writer} {
		// The writer last: who closes the last connection empties the log.
		if pool != nil {
			errs = append(errs, pool.Close())
		}
	}
	// The leases are given back: nobody asks any more whether this handle lives.
	return errors.Join(append(errs, db.life.close())...)
}
