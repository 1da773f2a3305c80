package linear

import (
	"math/rand/v2"
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
	return TrainChain(lessons(1, 400), 3, allowed(), Settings{Epochs: 6, Rate: 0.1, Decay: 0.01, Articles: 2, Least: 1, Log: t.Logf})
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
