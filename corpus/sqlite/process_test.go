package sqlite

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"

	"briefbot/corpus"
)

// child is what this test binary does when it is run as another process. It
// says on its standard output how far it is.
func child(task string) int {
	err := func() error {
		ctx := context.Background()
		db, err := Open(ctx, os.Getenv("SQLITE_TEST_PATH"))
		if err != nil {
			return err
		}
		defer db.Close()
		switch task {
		case "count":
			return countUp(ctx, db)
		case "hold":
			if _, err := db.Lock(ctx, "x"); err != nil {
				return err
			}
			fmt.Println("locked")
			io.Copy(io.Discard, os.Stdin) // until the parent is gone
			return nil
		case "put":
			for i := 0; ; i++ {
				if err := putNumbered(ctx, db, os.Getenv("SQLITE_TEST_NAME"), i); err != nil {
					return err
				}
				fmt.Println(i)
			}
		}
		return fmt.Errorf("no task %s", task)
	}()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		return 1
	}
	return 0
}

// start runs this test binary as another process. It ends with the test.
func start(t *testing.T, task, path, name string) (*exec.Cmd, *bufio.Scanner) {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), os.Args[0])
	cmd.Env = append(os.Environ(), "SQLITE_TEST_TASK="+task, "SQLITE_TEST_PATH="+path, "SQLITE_TEST_NAME="+name)
	cmd.Stderr = os.Stderr
	stdin, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { stdin.Close() })
	stdout, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	return cmd, bufio.NewScanner(stdout)
}

const countTo = 40

// countUp reads, adds one and writes, countTo times, and puts a document each
// time.
func countUp(ctx context.Context, db *DB) error {
	for i := range countTo {
		unlock, err := db.Lock(ctx, "count")
		if err != nil {
			return err
		}
		value, err := db.Note(ctx, "count")
		if err == nil {
			n, _ := strconv.Atoi(string(value))
			err = db.Put(ctx, &corpus.Batch{Notes: map[string][]byte{"count": strconv.AppendInt(nil, int64(n+1), 10)}})
		}
		unlock()
		if err != nil {
			return err
		}
		// And without a lock.
		if err := putNumbered(ctx, db, strconv.Itoa(os.Getpid()), i); err != nil {
			return err
		}
	}
	return nil
}

// putNumbered writes three documents and the note that says so.
func putNumbered(ctx context.Context, db *DB, name string, i int) error {
	b := &corpus.Batch{Notes: map[string][]byte{"put/" + name: strconv.AppendInt(nil, int64(i), 10)}}
	for j := range 3 {
		d := example(i)
		d.Article.ID = corpus.ID(fmt.Sprintf("%s-%d-%d", name, i, j))
		b.Documents = append(b.Documents, d)
	}
	return db.Put(ctx, b)
}

func TestProcessesCount(t *testing.T) {
	path := fresh(t)
	db := open(t, path)
	one, _ := start(t, "count", path, "")
	two, _ := start(t, "count", path, "")
	if err := countUp(t.Context(), db); err != nil {
		t.Error(err)
	}
	for _, cmd := range []*exec.Cmd{one, two} {
		if err := cmd.Wait(); err != nil {
			t.Errorf("process: %v", err)
		}
	}
	if got, err := db.Note(t.Context(), "count"); err != nil || string(got) != strconv.Itoa(3*countTo) {
		t.Errorf("three processes counted to %s, %v; want %d", got, err, 3*countTo)
	}
	n := 0
	for _, err := range db.Changes(t.Context(), 0) {
		if err != nil {
			t.Fatal(err)
		}
		n++
	}
	if n != 3*3*countTo {
		t.Errorf("%d documents, want %d", n, 3*3*countTo)
	}
}

func TestHolderIsKilled(t *testing.T) {
	var c clock
	path := fresh(t)
	db := open(t, path)
	cmd, lines := start(t, "hold", path, "")
	if !lines.Scan() {
		t.Fatal("the process did not lock")
	}
	held(t, db, "x")
	if err := cmd.Process.Kill(); err != nil {
		t.Fatal(err)
	}
	cmd.Wait()
	if db.alive() == nil {
		held(t, db, "x")
		// Half a minute later.
		before := db.now()
		c.ms.Store(before.Add(db.lease).UnixMilli() - 1e12)
		db.now = c.now
	}
	unlock, err := db.Lock(t.Context(), "x")
	if err != nil {
		t.Fatal(err)
	}
	unlock()
}

// Of several who wait for a lock whose holder is killed, one gets it at a time.
func TestHeirs(t *testing.T) {
	path := fresh(t)
	db := open(t, path)
	if db.alive() == nil {
		t.Skip("this system cannot tell that a process is dead")
	}
	cmd, lines := start(t, "hold", path, "")
	if !lines.Scan() {
		t.Fatal("the process did not lock")
	}
	var holding atomic.Int32
	var wg sync.WaitGroup
	for range 3 {
		heir := open(t, path)
		for range 3 {
			wg.Go(func() {
				unlock, err := heir.Lock(t.Context(), "x")
				if err != nil {
					t.Error(err)
					return
				}
				if holding.Add(1) > 1 {
					t.Error("two hold the lock")
				}
				// What is done under the lock takes some time.
				if err := heir.Put(t.Context(), &corpus.Batch{Notes: map[string][]byte{"n": []byte("1")}}); err != nil {
					t.Error(err)
				}
				holding.Add(-1)
				unlock()
			})
		}
	}
	cmd.Process.Kill()
	cmd.Wait()
	wg.Wait()
}

// Killed while it writes, a process leaves whole batches.
func TestWriterIsKilled(t *testing.T) {
	path := fresh(t)
	db := open(t, path)
	for round := range 4 {
		name := fmt.Sprint("round", round)
		cmd, lines := start(t, "put", path, name)
		said := -1
		for lines.Scan() && said < 20*round {
			said, _ = strconv.Atoi(lines.Text())
		}
		if err := cmd.Process.Kill(); err != nil {
			t.Fatal(err)
		}
		for lines.Scan() {
			said, _ = strconv.Atoi(lines.Text())
		}
		cmd.Wait()

		value, err := db.Note(t.Context(), "put/"+name)
		if err != nil {
			t.Fatal(err)
		}
		last, _ := strconv.Atoi(string(value))
		if last < said {
			t.Errorf("it said that batch %d was written, and the last is %d", said, last)
		}
		for i := range last + 2 {
			for j := range 3 {
				_, err := db.Document(t.Context(), corpus.ID(fmt.Sprintf("%s-%d-%d", name, i, j)))
				if (err == nil) != (i <= last) {
					t.Errorf("the note says %d batches, document %d of batch %d: %v", last+1, j, i, err)
				}
			}
		}
		if err := db.Check(t.Context()); err != nil {
			t.Error(err)
		}
	}
}
