package main

import (
	"bytes"
	"encoding/binary"
	"math"
	"slices"
	"strings"

	"briefbot/corpus/segment"
	"briefbot/corpus/vector"
)

// join makes the vectors of terms from those of words: the mean of the words that
// have the term for their stem, the frequent ones counting more. Words without a
// term, and such of several, have no place in an index and are left out.
func join(list []word) []word {
	slices.SortFunc(list, func(a, b word) int { return a.rank - b.rank })
	numbers := map[string]int{}
	var terms []word
	for _, w := range list {
		names := segment.Terms(nil, w.text)
		if len(names) != 1 || len(names[0]) > 60 {
			continue
		}
		n, ok := numbers[names[0]]
		if !ok {
			n = len(terms)
			numbers[names[0]] = n
			terms = append(terms, word{text: names[0], rank: w.rank})
		}
		length := math.Sqrt(dot(&w.vector, &w.vector))
		for i, x := range w.vector {
			// By Zipf's law a word's frequency is as one to its rank.
			terms[n].vector[i] += float64(x / (length * float64(w.rank)))
		}
	}
	for i := range terms {
		normalise(&terms[i].vector)
	}
	spread(terms)
	slices.SortFunc(terms, func(a, b word) int { return strings.Compare(a.text, b.text) })
	return terms
}

// commonDirections is how many directions are taken out of all vectors.
const commonDirections = 2

// spread takes out of all vectors what they have in common: their mean and the
// directions in which they differ most, which tell frequent words from rare ones
// and not what words mean (Mu and Viswanath, All-but-the-top, 2018).
func spread(terms []word) {
	var mean [vector.Dimensions]float64
	for i := range terms {
		add(&mean, &terms[i].vector, 1/float64(len(terms)))
	}
	for i := range terms {
		add(&terms[i].vector, &mean, -1)
	}
	for d := range commonDirections {
		direction := principal(terms, d)
		for i := range terms {
			add(&terms[i].vector, &direction, -dot(&terms[i].vector, &direction))
		}
	}
	for i := range terms {
		normalise(&terms[i].vector)
	}
}

// principal is the direction in which the vectors differ most, by iteration from
// the axis of that number.
func principal(terms []word, axis int) [vector.Dimensions]float64 {
	var v [vector.Dimensions]float64
	for i := range v {
		v[i] = 1 / float64(1+(i+axis)%7)
	}
	normalise(&v)
	for range 60 {
		var next [vector.Dimensions]float64
		for i := range terms {
			add(&next, &terms[i].vector, dot(&terms[i].vector, &v))
		}
		normalise(&next)
		v = next
	}
	return v
}

// The products are converted so that no processor fuses them with the sums: the
// bytes would differ.

func dot(a, b *[vector.Dimensions]float64) float64 {
	sum := 0.0
	for i := range a {
		sum += float64(a[i] * b[i])
	}
	return sum
}

func add(a, b *[vector.Dimensions]float64, times float64) {
	for i := range a {
		a[i] += float64(times * b[i])
	}
}

func normalise(v *[vector.Dimensions]float64) {
	if length := math.Sqrt(dot(v, v)); length > 0 {
		for i := range v {
			v[i] /= length
		}
	}
}

// encode writes the terms, sorted by text, in the format of package vector. The
// scale of a vector is that its largest coordinate is 127.
func encode(terms []word) []byte {
	var b bytes.Buffer
	b.WriteString(vector.Magic)
	b.Write(binary.LittleEndian.AppendUint32(nil, uint32(len(terms))))
	before := ""
	for _, t := range terms {
		shared := 0
		for shared < len(before) && shared < len(t.text) && before[shared] == t.text[shared] {
			shared++
		}
		b.Write([]byte{byte(shared), byte(len(t.text) - shared)})
		b.WriteString(t.text[shared:])
		before = t.text
	}
	for _, t := range terms {
		largest := 0.0
		for _, x := range t.vector {
			largest = max(largest, math.Abs(x))
		}
		for _, x := range t.vector {
			b.WriteByte(byte(int8(math.Round(127 * x / max(largest, 1e-9)))))
		}
	}
	return b.Bytes()
}
