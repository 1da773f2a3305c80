package sqlite

import (
	"encoding/binary"
	"errors"
	"fmt"

	"briefbot/corpus"
	"briefbot/corpus/clean"
)

// The column analysis holds what was found in an article: Lines, Passages,
// Quotations and People in varints. As JSON it would be three times as long and
// take ten times as long to read, which is most of what reading a document
// costs; and a start reads them all.
//
// The first byte is the version of this coding. Who adds a field raises it,
// codes the field where version is at least that, and so keeps older rows
// readable.
const analysisVersion = 1

// A coder goes over a document and writes its fields to b, or reads them from
// there: one description for both ways. Numbers are zigzag varints; a span is
// its distance from the start of the one before, and its length; a string that
// came before is its number in strings.
type coder struct {
	reading bool
	version byte
	b       []byte
	bad     bool // what is read makes no sense
	start   int  // of the last span
	strings []string
	numbers map[string]int // of strings, when writing
}

func (c *coder) document(d *corpus.Document) {
	slice(c, &d.Lines, func(l *clean.Line) {
		c.span(&l.Span)
		c.int(&l.Number)
		c.byte((*byte)(&l.Class))
		c.text(&l.Why)
	})
	slice(c, &d.Passages, func(p *corpus.Passage) {
		c.span(&p.Span)
		c.byte((*byte)(&p.Class))
	})
	slice(c, &d.Quotations, func(q *corpus.Quotation) {
		c.byte((*byte)(&q.Kind))
		c.span(&q.Content)
		slice(c, &q.Fragments, c.span)
		c.span(&q.Cue)
		c.span(&q.Mention)
		c.text(&q.Speaker)
		c.span(&q.Via)
		c.span(&q.Addressee)
	})
	slice(c, &d.People, func(p *corpus.Person) {
		c.text(&p.Name)
		slice(c, &p.Roles, c.text)
		slice(c, &p.Mentions, c.span)
	})
}

func encodeAnalysis(d *corpus.Document) []byte {
	c := coder{version: analysisVersion, b: make([]byte, 1, 4096), numbers: map[string]int{}}
	c.b[0] = analysisVersion
	c.document(d) // which it only reads
	return c.b
}

func decodeAnalysis(b []byte, d *corpus.Document) error {
	if len(b) == 0 || b[0] == 0 || b[0] > analysisVersion {
		return fmt.Errorf("analysis: unknown version % x", b[:min(1, len(b))])
	}
	c := coder{reading: true, version: b[0], b: b[1:]}
	c.document(d)
	if c.bad || len(c.b) > 0 {
		return errors.New("analysis: it is damaged")
	}
	return nil
}

func (c *coder) int(v *int) {
	if !c.reading {
		c.b = binary.AppendVarint(c.b, int64(*v))
		return
	}
	value, n := binary.Varint(c.b)
	if n <= 0 {
		c.bad, c.b = true, nil
		return
	}
	*v, c.b = int(value), c.b[n:]
}

func (c *coder) byte(v *byte) {
	if !c.reading {
		c.b = append(c.b, *v)
		return
	}
	if len(c.b) == 0 {
		c.bad = true
		return
	}
	*v, c.b = c.b[0], c.b[1:]
}

// span codes the empty span at 0, which stands for "none", like any other.
func (c *coder) span(s *corpus.Span) {
	step, length := s.Start-c.start, s.End-s.Start
	c.int(&step)
	c.int(&length)
	if c.reading {
		s.Start = c.start + step
		s.End = s.Start + length
	}
	c.start = s.Start
}

// text codes a string that is new as -length-1 and its bytes.
func (c *coder) text(s *string) {
	if !c.reading {
		number, ok := c.numbers[*s]
		if !ok {
			c.numbers[*s] = len(c.numbers)
			number = -len(*s) - 1
		}
		c.int(&number)
		if !ok {
			c.b = append(c.b, *s...)
		}
		return
	}
	var number int
	c.int(&number)
	switch length := -(number + 1); {
	case c.bad:
	case number >= 0 && number < len(c.strings):
		*s = c.strings[number]
	case number < 0 && length <= len(c.b):
		*s = string(c.b[:length])
		c.b = c.b[length:]
		c.strings = append(c.strings, *s)
	default:
		c.bad, c.b = true, nil
	}
}

// slice codes the number of elements and each of them. An empty slice becomes
// nil.
func slice[T any](c *coder, s *[]T, each func(*T)) {
	n := len(*s)
	c.int(&n)
	if c.reading {
		// Each element takes a byte at least: no damage makes this large.
		if n < 0 || n > len(c.b) {
			c.bad, c.b = true, nil
		}
		if n <= 0 || c.bad {
			return
		}
		*s = make([]T, n)
	}
	for i := range *s {
		each(&(*s)[i])
	}
}
