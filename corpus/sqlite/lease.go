package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/binary"
	"errors"
	"fmt"
	"sync"
	"time"
)

const (
	// A lease is taken where there is none or where it has expired.
	sqlAcquire = `
		INSERT INTO lease (name, holder, expires) VALUES (?1, ?2, ?3)
		ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, expires = excluded.expires
		WHERE expires <= ?4`
	sqlRenew   = `UPDATE lease SET expires = ?3 WHERE name = ?1 AND holder = ?2`
	sqlRelease = `DELETE FROM lease WHERE name = ?1 AND holder = ?2`
	sqlHeld    = `SELECT holder FROM lease WHERE name = ?1 AND expires > ?2`
	// Of several who find a holder dead, one is his heir.
	sqlInherit = `UPDATE lease SET holder = ?2, expires = ?3 WHERE name = ?1 AND holder = ?4`
)

// Lock waits for the named lock. It excludes every other holder, also of this
// same handle and of other processes.
//
// A lock is a lease of half a minute, which is renewed until unlock. A process
// that dies renews no more, and so loses the lock; so does one that is stopped
// for so long, which it does not hear of. Where the system can tell that a holder
// is dead (see life), its lock is free at once.
func (db *DB) Lock(ctx context.Context, name string) (unlock func(), err error) {
	if db.readOnly != nil {
		return nil, fmt.Errorf("lock %s: %w: %w", name, ErrReadOnly, db.readOnly)
	}
	db.mu.Lock()
	if !db.closed {
		db.locks.Add(1) // Close waits
		defer db.locks.Done()
	}
	db.mu.Unlock()
	const longest = 100 * time.Millisecond
	life := db.alive()
	holder := life.sign() + rand.Text()
	for wait := time.Millisecond; ; wait = min(2*wait, longest) {
		ok, err := db.acquire(ctx, life, name, holder)
		if err != nil {
			return nil, fmt.Errorf("lock %s: %w", name, err)
		}
		if ok {
			break
		}
		select {
		case <-time.After(wait):
		case <-db.ended:
		case <-ctx.Done():
		}
	}
	stop, done := make(chan struct{}), make(chan struct{})
	db.locks.Go(func() {
		defer close(done)
		db.hold(name, holder, stop)
	})
	return sync.OnceFunc(func() {
		close(stop)
		<-done
	}), nil
}

// acquire takes the lease if it is free.
func (db *DB) acquire(ctx context.Context, life *life, name, holder string) (ok bool, err error) {
	if err := db.ready(ctx); err != nil {
		return false, err
	}
	now := db.now()
	// Who waits only reads, so that waiting costs the writers nothing.
	var other string
	var n int64
	err = db.get[sqlHeld].QueryRowContext(context.WithoutCancel(ctx), name, now.UnixMilli()).Scan(&other)
	expires := now.Add(db.lease).UnixMilli()
	switch {
	case errors.Is(err, sql.ErrNoRows):
		n, err = db.change(ctx, sqlAcquire, name, holder, expires, now.UnixMilli())
	case err == nil && life.dead(other):
		n, err = db.change(ctx, sqlInherit, name, holder, expires, other)
	}
	return n > 0, err
}

// alive is the proof that this handle lives. It is made when it is first needed,
// so that who only reads leaves no file behind.
func (db *DB) alive() *life {
	db.mu.Lock()
	defer db.mu.Unlock()
	if !db.living && !db.closed {
		db.living, db.life = true, newLife(db.path, binary.LittleEndian.Uint64([]byte(rand.Text())))
	}
	return db.life
}

// hold renews a lease until stop or Close, and gives it back.
func (db *DB) hold(name, holder string, stop <-chan struct{}) {
	tick := time.NewTicker(db.renewal)
	defer tick.Stop()
	ctx := context.Background()
	for held := true; held; {
		select {
		case <-tick.C:
			ctx, cancel := context.WithTimeout(ctx, db.renewal)
			n, err := db.change(ctx, sqlRenew, name, holder, db.now().Add(db.lease).UnixMilli())
			cancel()
			// After an error the next tick tries again. A lease that another has
			// taken is lost.
			held = err != nil || n > 0
		case <-db.ended:
			held = false
		case <-stop:
			held = false
		}
	}
	ctx, cancel := context.WithTimeout(ctx, db.renewal)
	defer cancel()
	// If this fails, the lease expires.
	_, _ = db.change(ctx, sqlRelease, name, holder)
}

// change runs one prepared statement in a transaction of its own and returns
// the number of rows that it changed.
func (db *DB) change(ctx context.Context, query string, args ...any) (n int64, err error) {
	err = db.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
		r, err := tx.StmtContext(ctx, db.put[query]).ExecContext(ctx, args...)
		if err != nil {
			return err
		}
		n, err = r.RowsAffected()
		return err
	})
	return n, err
}
