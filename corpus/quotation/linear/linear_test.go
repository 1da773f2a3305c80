package linear

import (
	"maps"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// lessons are sequences whose labels follow from the features: label 1 where
// feature 7 is, label 2 behind a label 1, else 0.
func lessons(seed uint64, n int) []Sequence {
	rng := rand.New(rand.NewPCG(seed, 1))
	var out []Sequence
	for i := range n {
		s := Sequence{Article: i}
		last := uint8(0)
		for range 2 + rng.IntN(12) {
			features, label := []uint32{uint32(100 + rng.IntN(20))}, uint8(0)
			switch {
			case last == 1:
				label = 2
			case rng.IntN(4) == 0:
				features, label = append(features, 7), 1
			}
			s.Features = append(s.Features, features...)
			s.Ends = append(s.Ends, len(s.Features))
			s.Labels = append(s.Labels, label)
			last = label
		}
		out = append(out, s)
	}
	return out
}

// allowed lets label 2 follow label 1 alone.
func allowed() []bool {
	ok := make([]bool, 4*3)
	for a := range 4 {
		for b := range 3 {
			ok[a*3+b] = b != 2 || a == 1
		}
	}
	return ok
}

func train(t *testing.T) *Chain {
	return TrainChain(lessons(1, 400), 3, allowed(), Settings{Epochs: 6, Rate: 0.1, Decay: 0.01, Articles: 2, Most: 20, Log: t.Logf})
}

func TestTrainChain(t *testing.T) {
	c := train(t)
	d := NewDecoder(c)
	right, all := 0, 0
	for _, s := range lessons(2, 100) {
		for i, l := range d.Decode(s.Features, s.Ends) {
			all++
			if l == s.Labels[i] {
				right++
			}
		}
	}
	if right*100 < all*99 {
		t.Errorf("%d of %d labels right", right, all)
	}
}

// TestTrainAgain holds that the same lessons make the same bytes.
func TestTrainAgain(t *testing.T) {
	if d := cmp.Diff(train(t).Append(nil), train(t).Append(nil)); d != "" {
		t.Errorf("two trainings differ: %s", d)
	}
}

func TestChainBytes(t *testing.T) {
	c := train(t)
	data := c.Append([]byte("head"))
	got, rest, err := ReadChain(append(data[4:], "tail"...))
	if err != nil {
		t.Fatal(err)
	}
	if string(rest) != "tail" {
		t.Errorf("%q is left, want tail", rest)
	}
	if d := cmp.Diff(c.Append(nil), got.Append(nil)); d != "" {
		t.Errorf("read and written chains differ: %s", d)
	}
	for n := range len(data) - 4 {
		if _, _, err := ReadChain(data[4 : 4+n]); err == nil {
			t.Fatalf("no error for the first %d of %d bytes", n, len(data)-4)
		}
	}
}

// TestDecodeForbidden holds that no transition is taken that must not be.
func TestDecodeForbidden(t *testing.T) {
	d := NewDecoder(train(t))
	rng := rand.New(rand.NewPCG(3, 3))
	for range 200 {
		var features []uint32
		var ends []int
		for range 1 + rng.IntN(300) {
			for range rng.IntN(300) {
				features = append(features, uint32(rng.IntN(130)))
			}
			ends = append(ends, len(features))
		}
		last := uint8(0)
		for i, l := range d.Decode(features, ends) {
			if l > 2 || l == 2 && (i == 0 || last != 1) {
				t.Fatalf("label %d behind %d at %d", l, last, i)
			}
			last = l
		}
	}
}

func FuzzReadChain(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{3, 0, 0, 0, 0, 0, 0, 0})
	f.Fuzz(func(t *testing.T, data []byte) {
		c, _, err := ReadChain(data)
		if err == nil && c.width <= lanes {
			NewDecoder(c).Decode([]uint32{1, 2, 3}, []int{1, 3})
		}
	})
}

// TestTable holds that a table has the row of each of its features and none of
// others.
func TestTable(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 5))
	for _, n := range []int{0, 1, 2, 30, 5000} {
		rows := map[uint32][]int8{}
		for len(rows) < n {
			f := rng.Uint32()
			if n == 30 {
				f = uint32(len(rows)) // numbers that are no hashes
			}
			rows[f] = []int8{int8(rng.IntN(256) - 128), int8(rng.IntN(256) - 128)}
		}
		var features []uint32
		var all []int8
		for _, f := range slices.Sorted(maps.Keys(rows)) {
			features, all = append(features, f), append(all, rows[f]...)
		}
		table := newTable(2, features, all)
		row := func(f uint32) []int8 {
			at := place(f, spread(table.steps[f*bucketFactor>>table.shift]), uint64(len(table.keys)))
			if table.keys[at] != f {
				return nil
			}
			return table.rows[2*at : 2*at+2]
		}
		for _, f := range features {
			if !slices.Equal(row(f), rows[f]) {
				t.Errorf("of %d features, %d has the row %v, want %v", n, f, row(f), rows[f])
			}
		}
		for range 1000 {
			f := rng.Uint32() | 1
			if got := row(f); rows[f] == nil && got != nil {
				t.Errorf("of %d features, one that is unknown, %d, has the row %v", n, f, got)
			}
		}
	}
}

// TestDecodePlain holds the decoder against the plain algorithm, which goes
// through all labels before each label.
func TestDecodePlain(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for width := 1; width <= lanes; width++ {
		c := &Chain{transitions: make([]int32, (width+1)*width)}
		var features []uint32
		var rows []int8
		for f := range 100 {
			features = append(features, uint32(f)*2654435761)
			for range width {
				rows = append(rows, int8(rng.IntN(256)-128))
			}
		}
		c.Table = newTable(width, features, rows)
		for i := range c.transitions {
			c.transitions[i] = int32(rng.IntN(400) - 200)
			if b := i % width; b%3 == 2 && i/width != b && i/width != b-1 {
				c.transitions[i] = forbidden
			}
		}
		d := NewDecoder(c)
		for range 50 {
			var sequence []uint32
			var ends []int
			var nodes [][]int64
			for range 1 + rng.IntN(90) {
				node := make([]int64, width)
				for range rng.IntN(30) {
					f := rng.IntN(120) // the last twenty are unknown
					sequence = append(sequence, uint32(f)*2654435761)
					for k := range node {
						if f < 100 {
							node[k] += int64(rows[f*width+k])
						}
					}
				}
				ends, nodes = append(ends, len(sequence)), append(nodes, node)
			}
			if got, want := score(c, nodes, d.Decode(sequence, ends)), best(c, nodes); got != want {
				t.Fatalf("%d labels: the decoded labels have the score %d, the best %d", width, got, want)
			}
		}
	}
}

// score is the score of the labels.
func score(c *Chain, nodes [][]int64, labels []uint8) int64 {
	sum, last := int64(0), c.width
	for i, l := range labels {
		sum += nodes[i][l] + int64(c.transitions[last*c.width+int(l)])
		last = int(l)
	}
	return sum
}

// best is the greatest score that labels can have.
func best(c *Chain, nodes [][]int64) int64 {
	sums := make([]int64, c.width)
	for i, node := range nodes {
		next := make([]int64, c.width)
		for b := range next {
			next[b] = int64(c.transitions[c.width*c.width+b])
			for a := range sums {
				if x := sums[a] + int64(c.transitions[a*c.width+b]); i > 0 && (a == 0 || x > next[b]) {
					next[b] = x
				}
			}
			next[b] += node[b]
		}
		sums = next
	}
	return slices.Max(sums)
}
