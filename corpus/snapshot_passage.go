package corpus

import (
	"encoding/binary"
	"math"

	"briefbot/corpus/clean"
)

// append appends the passage to a snapshot: the number of its article and one, or
// 0 where it was removed; its own numbers; its class and what else is yes or no;
// its terms.
func (p *heldPassage) append(b []byte) []byte {
	if p == nil {
		return append(b, 0)
	}
	b = binary.AppendUvarint(b, uint64(p.article.number)+1)
	b = binary.AppendUvarint(b, uint64(p.number))
	b = binary.AppendUvarint(b, uint64(p.sentence))
	flags := byte(0)
	if p.follows {
		flags |= 1
	}
	if p.headed {
		flags |= 2
	}
	b = append(b, byte(p.class), flags)
	b = binary.AppendUvarint(b, uint64(len(p.terms)))
	return append(b, p.terms...)
}

// readPassages reads what heldPassage.append wrote. The terms stay where they
// are in part. It reports false where something else was written.
func (x *newsIndex) readPassages(part []byte, held int) bool {
	if held > len(part) {
		return false
	}
	x.held = make([]*heldPassage, held)
	slab := make([]heldPassage, held)
	most := uint64(x.terms.Len())
	r := varints{part}
	for n := range x.held {
		article, ok := r.uvarint()
		if !ok || article > uint64(len(x.numbered)) {
			return false
		}
		if article == 0 {
			continue
		}
		p := &slab[n]
		number, ok1 := r.uvarint()
		sentence, ok2 := r.uvarint()
		if !ok1 || !ok2 || len(r.rest) < 2 || number > math.MaxInt32 || sentence > math.MaxInt32 {
			return false
		}
		p.article, p.number, p.sentence = x.numbered[article-1], int32(number), int32(sentence)
		p.class, p.follows, p.headed = clean.Class(r.rest[0]), r.rest[1]&1 != 0, r.rest[1]&2 != 0
		r.rest = r.rest[2:]
		terms, ok := r.bytes()
		if !ok || p.article == nil || !termSequence(terms).below(most) {
			return false
		}
		if p.follows && (n == 0 || x.held[n-1] == nil || x.held[n-1].article != p.article) {
			return false
		}
		p.terms = terms
		p.article.passages = append(p.article.passages, uint32(n))
		x.held[n] = p
	}
	return len(r.rest) == 0
}

// below reports whether these are whole terms, of the numbers up to most.
func (s termSequence) below(most uint64) bool {
	v, shift := uint64(0), 0
	for _, b := range s {
		v |= uint64(b&0x7f) << shift
		if shift += 7; b < 0x80 {
			if v>>1 > most || v == 1 || shift > 35 { // 1 would be the end of a sentence that is a name
				return false
			}
			v, shift = 0, 0
		}
	}
	return shift == 0
}

// varints reads what is left of a part.
type varints struct{ rest []byte }

func (r *varints) uvarint() (uint64, bool) {
	if len(r.rest) > 0 && r.rest[0] < 0x80 { // the usual case, without a call
		v := r.rest[0]
		r.rest = r.rest[1:]
		return uint64(v), true
	}
	v, n := binary.Uvarint(r.rest)
	if n <= 0 {
		return 0, false
	}
	r.rest = r.rest[n:]
	return v, true
}

// bytes reads a length and as many bytes, which stay where they are.
func (r *varints) bytes() ([]byte, bool) {
	n, ok := r.uvarint()
	if !ok || n > uint64(len(r.rest)) {
		return nil, false
	}
	b := r.rest[:n:n]
	r.rest = r.rest[n:]
	return b, true
}
