package corpus

import "context"

// A Lesson is a window that may answer a part of a question, with its measures as
// shares of what the part's terms weigh.
type Lesson struct {
	Text     string
	Measures []float64
}

// Lessons are the windows of each part of a question that is of an outlet, or of
// the question as a whole if it has none, in the order of the weights in force, as
// many as wanted.
func (c *Corpus) Lessons(ctx context.Context, q Query, wanted int) ([][]Lesson, error) {
	r := c.index.read(&q)
	parts := r.parts
	if len(parts) == 0 {
		parts = []*part{{}}
	}
	var lists [][]Lesson
	for _, ranked := range c.index.ordered(r, parts) {
		var list []Lesson
		_, weights := r.weighed(ranked.part, 1)
		for _, k := range ranked.list[:min(wanted, len(ranked.list))] {
			d, err := c.Document(ctx, k.article.article.ID)
			if err != nil {
				return nil, err
			}
			passage, _ := k.window.in(d)
			l := Lesson{Text: d.Opened(passage.Span).Of(d.Article.Text)}
			for _, v := range k.values {
				l.Measures = append(l.Measures, v/weights.total())
			}
			list = append(list, l)
		}
		lists = append(lists, list)
	}
	return lists, nil
}

// A Weighing is the weights of the measures: for a question as a whole, and for a
// part of one that is of an outlet.
type Weighing struct{ Whole, Part []float64 }

// MeasureNames are the names of the measures, in the order of all weights here.
func MeasureNames() []string {
	var names []string
	for _, m := range measured {
		names = append(names, m.name)
	}
	return names
}

// Weights are those in force.
func Weights() (w Weighing) {
	for _, m := range measured {
		w.Whole, w.Part = append(w.Whole, m.weight), append(w.Part, m.ofPart)
	}
	return w
}

// SetWeights puts others in their place, until what it returns is called.
func SetWeights(w Weighing) (restore func()) {
	before := Weights()
	for m := range measured {
		measured[m].weight, measured[m].ofPart = w.Whole[m], w.Part[m]
	}
	return func() { SetWeights(before) }
}
