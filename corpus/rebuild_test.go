package corpus

import (
	"bytes"
	"context"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"testing"
)

// survives rebuilds an index from the parts of a snapshot, whatever they are, and
// asks it. It reports whether they were taken.
func survives(parts [][]byte) bool {
	var saved savedState
	if !decoded(parts[partState], saved.code) {
		return false
	}
	c := &Corpus{}
	c.clear()
	if c.rebuild(&saved, parts) != nil {
		return false
	}
	for _, text := range []string{"w1x w7x w30x", "what did w12x say of w90x in Outlet 3"} {
		c.index.rank(c.index.read(&Query{Text: text, Limit: 8}))
	}
	c.Complete("name1")
	c.Resolve("F1")
	return true
}

// grownParts are the parts of a small snapshot.
func grownParts(t testing.TB) [][]byte {
	c, err := Load(context.Background(), newGrown(3, 2), Options{})
	if err != nil {
		t.Fatal(err)
	}
	c.options.Snapshot = filepath.Join(t.TempDir(), "index")
	if err := c.save(context.Background()); err != nil {
		t.Fatal(err)
	}
	file, err := os.Open(c.options.Snapshot)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	parts, err := readParts(file)
	if err != nil {
		t.Fatal(err)
	}
	return parts
}

// Parts whose checksums are right, and which say something else than was written,
// are refused, or they are an index that answers: bytes are changed and cut out.
func TestRebuildSurvives(t *testing.T) {
	whole := grownParts(t)
	if !survives(whole) {
		t.Fatal("the whole snapshot is refused")
	}
	random := rand.New(rand.NewPCG(1, 2))
	taken := 0
	for range 1000 {
		parts := slices.Clone(whole)
		for range 1 + random.IntN(2) {
			i := random.IntN(len(parts))
			part := bytes.Clone(parts[i])
			at := random.IntN(len(part))
			switch random.IntN(3) {
			case 0:
				part[at] ^= 1 << random.IntN(8)
			case 1:
				part[at] = byte(random.IntN(256))
			case 2:
				part = slices.Delete(part, at, min(len(part), at+1+random.IntN(3)))
			}
			if len(part) > 0 {
				parts[i] = part
			}
		}
		if survives(parts) {
			taken++
		}
	}
	if taken == 0 {
		t.Error("nothing that was changed was taken: the test reaches no index")
	}
}

func FuzzRebuild(f *testing.F) {
	p := grownParts(f)
	f.Add(p[0], p[1], p[2], p[3], p[4], p[5], p[6])
	f.Fuzz(func(t *testing.T, state, names, articles, terms, passages, passageIndex, articleIndex []byte) {
		survives([][]byte{state, names, articles, terms, passages, passageIndex, articleIndex})
	})
}
