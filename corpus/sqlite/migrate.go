package sqlite

import (
	"context"
	"database/sql"
	"embed"
	"fmt"
	"io/fs"
	"strings"
)

// Migrations bring a database from version n-1 to version n, n being the number
// in the name. A file that has been released is never changed, since databases
// that it made are about: a new one is added behind it.
//
//go:embed migration/*.sql
var migrations embed.FS

// application is the mark in the file's head that tells a database of this
// program from another's; 0001 writes it.
const application = 0x62726965

// steps returns the migrations; steps[n-1] leads to version n.
func steps(files fs.FS) (steps []string, err error) {
	names, err := fs.Glob(files, "migration/*.sql") // in order
	if err != nil {
		return nil, err
	}
	for i, name := range names {
		if want := fmt.Sprintf("migration/%04d_", i+1); !strings.HasPrefix(name, want) {
			return nil, fmt.Errorf("migration %s: want a name that begins with %s", name, want)
		}
		text, err := fs.ReadFile(files, name)
		if err != nil {
			return nil, err
		}
		steps = append(steps, string(text))
	}
	return steps, nil
}

// identify returns the version of a database, 0 of an empty one, or an error if
// it is another program's or comes from a newer version of this one.
func identify(ctx context.Context, q interface {
	QueryRowContext(ctx context.Context, query string, args ...any) *sql.Row
}, want int) (have int, err error) {
	var mark, tables int
	err = q.QueryRowContext(ctx, `
		SELECT (SELECT application_id FROM pragma_application_id),
		       (SELECT user_version FROM pragma_user_version),
		       (SELECT count(*) FROM sqlite_schema)`).Scan(&mark, &have, &tables)
	switch {
	case err != nil:
		return 0, err
	case mark == 0 && have == 0 && tables == 0:
		return 0, nil
	case mark != application:
		return 0, errForeign
	case have > want:
		return have, fmt.Errorf("%w: version %d of the database, the program knows %d", errNewer, have, want)
	}
	return have, nil
}

// migrate brings the database to the newest version, each step in a transaction
// of its own. Several processes may do so at once: the version is read again
// inside the transaction.
func (db *DB) migrate(ctx context.Context) error {
	for version, step := range db.steps {
		err := db.write(ctx, func(ctx context.Context, tx *sql.Tx) error {
			have, err := identify(ctx, tx, len(db.steps))
			if err != nil || have > version {
				return err
			}
			if _, err := tx.ExecContext(ctx, step); err != nil {
				return err
			}
			_, err = tx.ExecContext(ctx, fmt.Sprintf("PRAGMA user_version = %d", version+1))
			return err
		})
		if err != nil {
			return fmt.Errorf("migrate to version %d: %w", version+1, err)
		}
	}
	return nil
}
