package embedding

import (
	"bytes"
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

func drawn(t *rapid.T, dimensions int) []float32 {
	v := rapid.SliceOfN(rapid.Float32Range(-3, 3), dimensions, dimensions).Draw(t, "vector")
	v[0] += 4 // so that it has a length
	return v
}

// Rounding keeps angles, whatever the length.
func TestCosine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 70).Draw(t, "dimensions")
		a, b := drawn(t, n), drawn(t, n)
		var ab, aa, bb float64
		for i := range a {
			ab, aa, bb = ab+float64(a[i])*float64(b[i]), aa+float64(a[i])*float64(a[i]), bb+float64(b[i])*float64(b[i])
		}
		x, err := Of(a)
		if err != nil {
			t.Fatal(err)
		}
		y, err := Of(b)
		if err != nil {
			t.Fatal(err)
		}
		if got, want := Cosine(x, y), ab/math.Sqrt(aa*bb); math.Abs(got-want) > .02 {
			t.Errorf("cosine %f, want %f", got, want)
		}
		if got := Cosine(x, x); math.Abs(got-1) > 1e-6 {
			t.Errorf("of itself: %f", got)
		}
		for i := range a {
			a[i] *= .125
		}
		if shorter, err := Of(a); err != nil || !slices.Equal(shorter.data, x.data) {
			t.Errorf("shorter: %v, %v", shorter, err)
		}
	})
}

func TestOf(t *testing.T) {
	nan, inf := float32(math.NaN()), float32(math.Inf(1))
	for _, bad := range [][]float32{nil, {0, 0}, {1, nan}, {inf}, make([]float32, MaxDimensions+1)} {
		if v, err := Of(bad); err == nil {
			t.Errorf("%d coordinates: %v", len(bad), v)
		}
	}
	a, _ := Of([]float32{1, 0})
	b, _ := Of([]float32{1, 0, 0})
	if c := Cosine(a, b); c != 0 {
		t.Errorf("of different dimensions: %f", c)
	}
	if c := Cosine(a, Vector{}); c != 0 {
		t.Errorf("of none: %f", c)
	}
}

func TestPack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 300).Draw(t, "dimensions")
		vectors := make([]Vector, rapid.IntRange(0, 4).Draw(t, "vectors"))
		for i := range vectors {
			v, err := Of(drawn(t, n))
			if err != nil {
				t.Fatal(err)
			}
			vectors[i] = v
		}
		got, err := Unpack(Pack(vectors))
		if err != nil || !slices.EqualFunc(got, vectors, func(a, b Vector) bool { return slices.Equal(a.data, b.data) && a.scale == b.scale }) {
			t.Errorf("got %v, %v", got, err)
		}
	})
}

// What is unpacked is packed again as it was.
func FuzzUnpack(f *testing.F) {
	f.Add([]byte{})
	f.Add([]byte{2, 1, 127, 128, 3})
	f.Add([]byte{3, 1, 2, 3, 4})
	f.Add([]byte{1, 0})
	f.Add([]byte{0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		vectors, err := Unpack(b)
		if err != nil {
			return
		}
		again, err := Unpack(Pack(vectors))
		if err != nil || len(again) != len(vectors) {
			t.Fatalf("%d vectors, then %d: %v", len(vectors), len(again), err)
		}
		if !bytes.Equal(Pack(again), Pack(vectors)) {
			t.Error("packed otherwise")
		}
	})
}

func BenchmarkCosine1536(b *testing.B) {
	coordinates := make([]float32, 1536)
	for i := range coordinates {
		coordinates[i] = float32(math.Sin(float64(i * i)))
	}
	v, err := Of(coordinates)
	if err != nil {
		b.Fatal(err)
	}
	sum := 0.
	for b.Loop() {
		sum += Cosine(v, v)
	}
	if sum == 0 {
		b.Error("nothing")
	}
}
