package quotation

import (
	"slices"

	"briefbot/corpus/quotation/linear"
	"briefbot/corpus/segment"
)

// A Lesson is an article with what is true of it, to train from.
type Lesson struct {
	Text       string
	Statements []LessonStatement
}

// A LessonStatement is one statement of a lesson. Empty spans stand for parts
// that the text does not have.
type LessonStatement struct {
	Content, Cue, Source Span
	Group                string
}

// Train makes the model from lessons. The result is a function of its input
// alone; it is what the package embeds.
func Train(lessons []Lesson, log func(format string, args ...any)) []byte {
	allow := informative(lessons)
	log("%d word forms beside the lexicon", len(allow))
	var sequences []linear.Sequence
	for i := range lessons {
		sequences = append(sequences, tagSequences(i, &lessons[i], func(h uint32) bool { return allow[h] })...)
	}
	chain := linear.TrainChain(sequences, int(tagCount), allowedTags(), linear.Settings{
		Epochs: 8, Rate: 0.03, Decay: 0.2, Articles: 14, Most: 24000, Log: log,
	})
	// The harmonic mean of precision and recall wants more found than is likely.
	chain.Favor(int(tOut), -13)
	return chain.Append(nil)
}

// lessonFinder prepares the text as Find does before it tags.
func lessonFinder(text string) *finder {
	var blocks []Block
	for s := range segment.Paragraphs(text) {
		blocks = append(blocks, Block{Span: s})
	}
	f := newFinder(text, blocks, Options{Language: "en", RulesOnly: true})
	f.prepare()
	return f
}

// tagSequences makes one sequence of each paragraph.
func tagSequences(article int, l *Lesson, allow func(uint32) bool) []linear.Sequence {
	f := lessonFinder(l.Text)
	gold := f.goldStatements(l)
	z := &featurizer{f: f, allow: allow}
	var out []linear.Sequence
	var labels, ruled []uint8
	for i := range f.paragraphs {
		p := &f.paragraphs[i]
		if len(p.tokens) == 0 {
			continue
		}
		ruled = p.labels(ruled, f.in(i, f.statements))
		labels = p.labels(labels, f.in(i, gold))
		z.paragraph(p, ruled)
		out = append(out, linear.Sequence{
			Article: article, Features: slices.Clone(z.features),
			Ends: slices.Clone(z.bounds), Labels: slices.Clone(labels),
		})
	}
	return out
}

// in lists the statements of one paragraph.
func (f *finder) in(paragraph int, statements []statement) []statement {
	lo, _ := slices.BinarySearchFunc(statements, paragraph, func(s statement, p int) int { return s.paragraph - p })
	hi := lo
	for hi < len(statements) && statements[hi].paragraph == paragraph {
		hi++
	}
	return statements[lo:hi]
}

// goldStatements turns the lesson's spans into runs of tokens.
func (f *finder) goldStatements(l *Lesson) []statement {
	var out []statement
	for _, g := range l.Statements {
		s := statement{content: f.tokensIn(g.Content), cue: f.tokensIn(g.Cue), source: f.tokensIn(g.Source), like: -1}
		if s.content.empty() {
			continue
		}
		s.paragraph, _ = slices.BinarySearchFunc(f.paragraphs, s.content.first, func(p paragraph, x int) int {
			if p.first+len(p.tokens) <= x {
				return -1
			}
			if p.first > x {
				return 1
			}
			return 0
		})
		out = append(out, s)
	}
	slices.SortStableFunc(out, func(a, b statement) int {
		if a.paragraph != b.paragraph {
			return a.paragraph - b.paragraph
		}
		return a.content.first - b.content.first
	})
	return out
}

// tokensIn is the run of tokens whose middles lie in the span.
func (f *finder) tokensIn(s Span) run {
	if s.Len() == 0 {
		return run{}
	}
	find := func(x int) int {
		i, _ := slices.BinarySearchFunc(f.tokens, x, func(t token, x int) int { return int(t.start+t.end) - 2*x })
		return i
	}
	return run{find(s.Start), find(s.End)}
}

// informative lists the word forms beside the lexicon that the model may know:
// those that occur in five articles at least and help to tell the parts of a
// statement, in lower case.
func informative(lessons []Lesson) map[uint32]bool {
	type count struct{ article, articles, all, part int }
	counts := map[uint32]*count{}
	for i := range lessons {
		f := lessonFinder(lessons[i].Text)
		gold := f.goldStatements(&lessons[i])
		in := make([]bool, len(f.tokens))
		for _, s := range gold {
			for _, r := range []run{s.cue, s.source} {
				for k := r.first; k < r.last; k++ {
					in[k] = true
				}
			}
		}
		for k := range f.tokens {
			t := &f.tokens[k]
			if t.hash == 0 || t.word != nil || t.shape != sLower {
				continue
			}
			c := counts[t.hash]
			if c == nil {
				c = &count{article: -1}
				counts[t.hash] = c
			}
			if c.article != i {
				c.article = i
				c.articles++
			}
			c.all++
			if in[k] {
				c.part++
			}
		}
	}
	out := map[uint32]bool{}
	for h, c := range counts {
		if c.articles >= 5 && c.part >= 3 && 12*c.part >= c.all {
			out[h] = true
		}
	}
	return out
}
