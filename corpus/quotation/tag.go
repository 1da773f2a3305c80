package quotation

// labels writes to dst what the statements say the tokens of the paragraph are.
// Where statements overlap the first has it.
func (p *paragraph) labels(dst []uint8, statements []statement) []uint8 {
	dst = dst[:0]
	for range p.tokens {
		dst = append(dst, tOut)
	}
	put := func(r run, label uint8) {
		first := true
		for i := max(r.first, p.first); i < min(r.last, p.first+len(p.tokens)); i++ {
			k := i - p.first
			if dst[k] != tOut && dst[k] != tGap {
				first = true
				continue
			}
			dst[k] = label
			if !first {
				dst[k] = label + 1
			}
			first = false
		}
	}
	for i := range statements {
		s := &statements[i]
		late := s.content.first < s.cue.first
		switch {
		case s.cue.empty() && s.source.empty():
			put(s.content, tAlone)
		case s.cue.empty():
			late = s.content.first < s.source.first
			fallthrough
		default:
			if s.cue.empty() {
				put(s.content, tAlone)
			} else if late {
				put(s.content, tBefore)
			} else {
				put(s.content, tAfter)
			}
		}
		if !s.cue.empty() {
			if late {
				put(s.cue, tCueLate)
			} else {
				put(s.cue, tCue)
			}
		}
		if !s.source.empty() {
			if s.source.first > s.content.first {
				put(s.source, tSourceLate)
			} else {
				put(s.source, tSource)
			}
		}
	}
	// What lies between the parts of one statement.
	for i := range statements {
		s := &statements[i]
		lo, hi := s.content.first, s.content.last
		for _, r := range []run{s.cue, s.source} {
			if !r.empty() && r.first >= p.first && r.last <= p.first+len(p.tokens) {
				lo, hi = min(lo, r.first), max(hi, r.last)
			}
		}
		if hi-lo > 400 {
			continue
		}
		for k := max(lo, p.first); k < min(hi, p.first+len(p.tokens)); k++ {
			if dst[k-p.first] == tOut {
				dst[k-p.first] = tGap
			}
		}
	}
	return dst
}
