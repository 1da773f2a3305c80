package sqlite

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/go-cmp/cmp"
)

var update = flag.Bool("update", false, "write the sums of new migrations")

// What has been released never changes: testdata/migrations.sum has the sum of
// each file, and -update only adds to it.
func TestMigrationsAreKept(t *testing.T) {
	const file = "testdata/migrations.sum"
	names, err := fs.Glob(migrations, "migration/*.sql")
	if err != nil {
		t.Fatal(err)
	}
	var sums string
	for _, name := range names {
		text, err := migrations.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		sums += fmt.Sprintf("%x  %s\n", sha256.Sum256(text), filepath.Base(name))
	}
	kept, err := os.ReadFile(file)
	if err != nil && !*update {
		t.Fatal(err)
	}
	if !strings.HasPrefix(sums, string(kept)) {
		t.Fatalf("a migration was changed; add a new one instead:\n%s", cmp.Diff(string(kept), sums))
	}
	if *update {
		write(t, file, sums)
	} else if sums != string(kept) {
		t.Fatal("a new migration has no sum: run the test with -update when it is final")
	}
}

func schema(t *testing.T, path string) (all string) {
	t.Helper()
	rows, err := foreign(t, path).QueryContext(t.Context(), "SELECT type, name, coalesce(sql, '') FROM sqlite_schema ORDER BY 1, 2")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	for rows.Next() {
		var kind, name, text string
		if err := rows.Scan(&kind, &name, &text); err != nil {
			t.Fatal(err)
		}
		all += kind + " " + name + ": " + text + "\n"
	}
	return all
}

// From every version on, the way leads to the same database.
func TestMigrateFromEveryVersion(t *testing.T) {
	all, err := steps(migrations)
	if err != nil {
		t.Fatal(err)
	}
	path := fresh(t)
	open(t, path)
	want := schema(t, path)
	for have := range all {
		path := fresh(t)
		old := foreign(t, path)
		for i, step := range all[:have] {
			run(t, old, step)
			run(t, old, fmt.Sprintf("PRAGMA user_version = %d", i+1))
		}
		old.Close()
		db := open(t, path)
		if got, _, err := db.Version(t.Context()); got != len(all) || err != nil {
			t.Errorf("from version %d: version %d, %v", have, got, err)
		}
		if diff := cmp.Diff(want, schema(t, path)); diff != "" {
			t.Errorf("from version %d: (-new +migrated)\n%s", have, diff)
		}
	}
}

// A step that fails leaves the version before it, whole.
func TestMigrationFails(t *testing.T) {
	path := fresh(t)
	db := open(t, path)
	before, newest := schema(t, path), len(db.steps)
	db.steps = append(db.steps, "CREATE TABLE half (a TEXT); CREATE TABLE half (a TEXT)")
	if err := db.migrate(t.Context()); err == nil || !strings.Contains(err.Error(), fmt.Sprintf("version %d", newest+1)) {
		t.Errorf("error %v, want one that names the version", err)
	}
	if have, _, err := db.Version(t.Context()); have != newest || err != nil {
		t.Errorf("version %d, %v, want %d", have, err, newest)
	}
	if after := schema(t, path); after != before {
		t.Errorf("half a step was kept: %s", cmp.Diff(before, after))
	}
}

func TestStepsAreNumbered(t *testing.T) {
	_, err := steps(fstest.MapFS{"migration/0001_a.sql": {}, "migration/0003_b.sql": {}})
	if err == nil || !strings.Contains(err.Error(), "0003_b.sql") {
		t.Errorf("a gap in the numbers: error %v, want one that names the file", err)
	}
}
