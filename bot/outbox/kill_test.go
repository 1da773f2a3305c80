package outbox

import (
	"bufio"
	"context"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"briefbot/bot/fakediscord"
	"briefbot/bot/notebook"
	"briefbot/corpus/sqlite"
)

// childEnv makes this test binary a process that posts digests and is killed:
// it holds the server's address and the store's path.
const childEnv = "BRIEFBOT_TEST_CHILD"

// killDays is how many digests the child posts, a message or two each.
const killDays = 60

// child posts one digest after the other, and says so at its beginning.
func child() {
	err := func() error {
		address, path, _ := strings.Cut(os.Getenv(childEnv), " ")
		ctx := context.Background()
		store, err := sqlite.Open(ctx, path)
		if err != nil {
			return err
		}
		defer store.Close()
		b, err := open(options{URL: address, Notes: fileLocks{store, path}, Backoff: 10 * time.Millisecond})
		if err != nil {
			return err
		}
		fmt.Println("ready")
		for day := 1; day <= killDays; day++ {
			if err := b.Post(ctx, slotOf(day), world(day)); err != nil {
				return err
			}
		}
		return nil
	}()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

// fileLocks are locks that end with their process at once: a lease would last
// for half a minute after each kill.
type fileLocks struct {
	notebook.Store
	path string
}

func (l fileLocks) Lock(_ context.Context, name string) (func(), error) {
	f, err := os.Create(l.path + "." + strings.ReplaceAll(name, "/", "-") + ".lock")
	if err != nil {
		return nil, err
	}
	if err := syscall.Flock(int(f.Fd()), syscall.LOCK_EX); err != nil {
		f.Close()
		return nil, err
	}
	return func() { f.Close() }, nil
}

// A process that is killed without warning, again and again, posts every item
// once and in order.
func TestKilled(t *testing.T) {
	kills := 20
	if testing.Short() {
		kills = 3
	}
	f := fakediscord.New(t)
	path := filepath.Join(t.TempDir(), "store.db")
	random := rand.New(rand.NewPCG(1, 0)) // the machine's own choices differ each time
	var at []int
	for n := 0; ; n++ {
		cmd := exec.Command(os.Args[0])
		cmd.Env = append(os.Environ(), childEnv+"="+f.URL+" "+path)
		cmd.Stderr = os.Stderr
		out, err := cmd.StdoutPipe()
		if err != nil {
			t.Fatal(err)
		}
		if err := cmd.Start(); err != nil {
			t.Fatal(err)
		}
		if line, err := bufio.NewReader(out).ReadString('\n'); line != "ready\n" {
			cmd.Wait()
			t.Fatalf("child said %q, %v", line, err)
		}
		if n < kills {
			time.Sleep(time.Duration(random.IntN(60)) * time.Millisecond)
			cmd.Process.Kill()
		}
		err = cmd.Wait()
		at = append(at, len(f.Posted(fakediscord.ChannelID)))
		if n >= kills || err == nil {
			if err != nil {
				t.Fatalf("child: %v", err)
			}
			break
		}
	}
	t.Logf("messages at each kill: %v", at)
	// Twenty processes in a second or two: each keeps to the pace by itself.
	for _, v := range f.Forgive() {
		if !strings.Contains(v, "over 50 requests within a second") {
			t.Error(v)
		}
	}
	if got := items(f); !slices.Equal(got, upTo(2*killDays)) {
		t.Errorf("items %v", got)
	}
	if n := len(f.Calls(fakediscord.CreateMessage)) - 2*killDays; n > 0 {
		t.Logf("%d messages were sent again and known by their nonce", n)
	}
}
