package corpus

import "context"

// A Lesson is a window that may answer a part of a question, with its measures as
// shares of what the part's terms weigh.
type Lesson struct {
	Text     string
	Measures []float64
}

// Lessons are the windows of each part of a question that is of an outlet, in the
// order of what questions as a whole are ranked by, as many as wanted.
func (c *Corpus) Lessons(ctx context.Context, text string, wanted int) ([][]Lesson, error) {
	defer SetPartWeights(WholeWeights())()
	r := c.index.read(&Query{Text: text})
	var lists [][]Lesson
	for _, p := range r.parts {
		var list []Lesson
		_, weights := r.weighed(p)
		ordered := c.index.ordered(r, p)
		for _, k := range ordered[:min(wanted, len(ordered))] {
			d, err := c.Document(ctx, k.article.article.ID)
			if err != nil {
				return nil, err
			}
			passage, _ := k.window.in(d)
			l := Lesson{Text: passage.Of(d.Article.Text)}
			for _, v := range k.values {
				l.Measures = append(l.Measures, v/weights.total())
			}
			list = append(list, l)
		}
		lists = append(lists, list)
	}
	return lists, nil
}

// MeasureNames are the names of the measures, in the order of all weights here.
func MeasureNames() []string {
	var names []string
	for _, m := range measured {
		names = append(names, m.name)
	}
	return names
}

// WholeWeights are the weights for a question as a whole.
func WholeWeights() []float64 {
	var weights []float64
	for _, m := range measured {
		weights = append(weights, m.weight)
	}
	return weights
}

// StartWeights are those from which learning the weights for a part sets out.
func StartWeights() []float64 {
	weights := WholeWeights()
	weights[articleAgain] = measured[articleAgain].ofPart
	return weights
}

// PartWeights are the weights for a part of a question that is of an outlet.
func PartWeights() []float64 {
	var weights []float64
	for _, m := range measured {
		weights = append(weights, m.ofPart)
	}
	return weights
}

// SetPartWeights puts others in their place, until what it returns is called.
func SetPartWeights(weights []float64) (restore func()) {
	before := PartWeights()
	for m, w := range weights {
		measured[m].ofPart = w
	}
	return func() { SetPartWeights(before) }
}
