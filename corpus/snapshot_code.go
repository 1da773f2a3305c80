package corpus

import (
	"encoding/binary"
	"math"
	"time"
)

// A coder writes values one after the other, or reads them: one description of a
// record serves both, so that they cannot differ. What is read of a damaged
// record is zero, and wrong is set.
type coder struct {
	reading bool
	out     []byte
	in      string // what is left to read; texts are cut from it
	wrong   bool
}

// decoded reads all of b by a description, and reports whether b is exactly that.
func decoded(b []byte, description func(*coder)) bool {
	c := &coder{reading: true, in: string(b)}
	description(c)
	return !c.wrong && c.in == ""
}

// uvarint writes v, or reads a number of at most limit.
func (c *coder) uvarint(v, limit uint64) uint64 {
	if !c.reading {
		c.out = binary.AppendUvarint(c.out, v)
		return v
	}
	v = 0
	for i := range min(len(c.in), binary.MaxVarintLen64) {
		b := c.in[i]
		v |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			c.in = c.in[i+1:]
			if c.wrong = c.wrong || v > limit; c.wrong {
				return 0
			}
			return v
		}
	}
	c.wrong = true
	return 0
}

// count is the length of a list, each of whose members takes a byte at least.
func (c *coder) count(n int) int { return int(c.uvarint(uint64(n), uint64(len(c.in)))) }

func number[T ~int | ~int32 | ~int64 | ~uint32](c *coder, n *T) {
	v := c.uvarint(uint64(*n), math.MaxUint64)
	if *n = T(v); *n < 0 || uint64(*n) != v {
		*n, c.wrong = 0, true
	}
}

func (c *coder) text(s *string) {
	n := c.count(len(*s))
	switch {
	case !c.reading:
		c.out = append(c.out, *s...)
	case n <= len(c.in):
		*s, c.in = c.in[:n], c.in[n:]
	default:
		c.wrong = true
	}
}

func (c *coder) flag(f *bool) {
	v := uint64(0)
	if *f {
		v = 1
	}
	*f = c.uvarint(v, 1) == 1
}

func (c *coder) sum(s *Sum) {
	switch {
	case !c.reading:
		c.out = append(c.out, s[:]...)
	case len(c.in) >= len(s):
		copy(s[:], c.in)
		c.in = c.in[len(s):]
	default:
		c.wrong = true
	}
}

// time keeps the zone, as far as it says how many hours.
func (c *coder) time(t *time.Time) {
	var text string
	if !c.reading {
		b, err := t.MarshalBinary()
		c.wrong = c.wrong || err != nil
		text = string(b)
	}
	if c.text(&text); c.reading && !c.wrong {
		c.wrong = t.UnmarshalBinary([]byte(text)) != nil
	}
}

// list is a list whose members are described one by one. An empty one is read as
// nil.
func list[T any](c *coder, l *[]T, member func(*T)) {
	n := c.count(len(*l))
	if c.reading && n > 0 {
		*l = make([]T, n)
	}
	for i := range *l {
		if member(&(*l)[i]); c.wrong {
			return
		}
	}
}

func texts(c *coder, l *[]string) { list(c, l, c.text) }

func ids[T ~uint32](c *coder, l *[]T) {
	list(c, l, func(id *T) { number(c, id) })
}
