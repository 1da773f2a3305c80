// Package embedding holds the vectors that a model gives texts: rounded to a byte
// for each coordinate, which keeps an angle to within about a hundredth and takes a
// quarter of the memory, packed for a store, and compared. Package vector is about
// single words, and has no model.
package embedding

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
)

// MaxDimensions is the largest number of coordinates that a vector may have.
const MaxDimensions = 8192

// A Vector is the direction that a model gives a text; its zero value is none. Its
// length means nothing, and is not kept. It is never changed.
type Vector struct {
	data  []int8
	scale float32 // one by the length of data
}

// Of rounds a vector of a model, so that what differs by the noise of a service's
// arithmetic is mostly the same. It is an error for one without coordinates, with
// too many, without a length, or with one that is no number.
func Of(coordinates []float32) (Vector, error) {
	if len(coordinates) == 0 || len(coordinates) > MaxDimensions {
		return Vector{}, fmt.Errorf("a vector of %d dimensions", len(coordinates))
	}
	largest := 0.
	for _, c := range coordinates {
		if math.IsNaN(float64(c)) || math.IsInf(float64(c), 0) {
			return Vector{}, errors.New("a vector with a coordinate that is no number")
		}
		largest = max(largest, math.Abs(float64(c)))
	}
	if largest == 0 {
		return Vector{}, errors.New("a vector without a length")
	}
	data := make([]int8, len(coordinates))
	for i, c := range coordinates {
		data[i] = int8(math.Round(float64(c) / largest * math.MaxInt8))
	}
	return of(data), nil
}

func of(data []int8) Vector {
	return Vector{data, float32(1 / math.Sqrt(float64(dot(data, data))))}
}

// Dimensions is the number of coordinates.
func (v Vector) Dimensions() int { return len(v.data) }

// Cosine is the cosine of the angle between two vectors, from -1 to 1, and 0 where
// they have not the same dimensions.
func Cosine(a, b Vector) float64 {
	if len(a.data) != len(b.data) {
		return 0
	}
	return float64(dot(a.data, b.data)) * float64(a.scale) * float64(b.scale)
}

// dot is the product of two vectors of the same dimensions, which 32 bits hold:
// 8192 times 127 times 127.
func dot(a, b []int8) int32 {
	var s0, s1, s2, s3 int32
	b = b[:len(a)]
	for len(a) >= 8 {
		x, y := (*[8]int8)(a), (*[8]int8)(b)
		s0 += int32(x[0])*int32(y[0]) + int32(x[4])*int32(y[4])
		s1 += int32(x[1])*int32(y[1]) + int32(x[5])*int32(y[5])
		s2 += int32(x[2])*int32(y[2]) + int32(x[6])*int32(y[6])
		s3 += int32(x[3])*int32(y[3]) + int32(x[7])*int32(y[7])
		a, b = a[8:], b[8:]
	}
	for i := range a {
		s0 += int32(a[i]) * int32(b[i])
	}
	return s0 + s1 + s2 + s3
}

// Pack writes vectors of the same dimensions for a store: the dimensions as a
// variable-length integer, then a byte for each coordinate of each vector. No
// vectors are no bytes.
func Pack(vectors []Vector) []byte {
	if len(vectors) == 0 {
		return []byte{}
	}
	b := make([]byte, 0, binary.MaxVarintLen16+len(vectors)*vectors[0].Dimensions())
	b = binary.AppendUvarint(b, uint64(vectors[0].Dimensions()))
	for _, v := range vectors {
		for _, c := range v.data {
			b = append(b, byte(c))
		}
	}
	return b
}

// Unpack reads what Pack wrote.
func Unpack(b []byte) ([]Vector, error) {
	if len(b) == 0 {
		return nil, nil
	}
	dimensions, n := binary.Uvarint(b)
	if n <= 0 || dimensions == 0 || dimensions > MaxDimensions || (len(b)-n)%int(dimensions) != 0 {
		return nil, errors.New("packed vectors: cut short, or no vectors at all")
	}
	data := make([]int8, len(b)-n)
	for i, c := range b[n:] {
		data[i] = int8(c)
	}
	vectors := make([]Vector, 0, len(data)/int(dimensions))
	for ; len(data) > 0; data = data[dimensions:] {
		v := of(data[:dimensions:dimensions])
		if math.IsInf(float64(v.scale), 0) {
			return nil, errors.New("packed vectors: one has no length")
		}
		vectors = append(vectors, v)
	}
	return vectors, nil
}
