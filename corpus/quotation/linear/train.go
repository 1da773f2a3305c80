package linear

import (
	"cmp"
	"math"
	"math/rand/v2"
	"slices"
)

// A Sequence is one training example of a chain.
type Sequence struct {
	Article  int // which article it is from
	Features []uint32
	Ends     []int // the end of each item's features
	Labels   []uint8
}

// Settings are the few knobs of training.
type Settings struct {
	Epochs   int
	Rate     float64
	Decay    float64 // weight decay towards zero, relative to one pass
	Articles int     // a feature must occur in as many articles
	Most     int     // so many features are kept
	Log      func(format string, args ...any)
}

// TrainChain fits a conditional random field to the sequences, twice: first with
// all features that are frequent enough, then with those alone whose weights tell
// the labels apart most. allowed[a*width+b] is false where label b must not follow
// label a; its last row is for first labels. The result depends on nothing but
// the input.
func TrainChain(sequences []Sequence, width int, allowed []bool, s Settings) *Chain {
	features := frequent(sequences, s.Articles)
	s.Log("%d features in at least %d articles", len(features), s.Articles)
	weight, trans := fit(sequences, features, width, allowed, s)
	if len(features) > s.Most {
		features = telling(features, weight, width, s.Most)
		s.Log("%d of them tell most", len(features))
		weight, trans = fit(sequences, features, width, allowed, s)
	}
	return quantize(features, weight, trans, width, allowed)
}

// telling lists, in order, the n features whose weights differ most from label to
// label.
func telling(features []uint32, weight []float32, width, n int) []uint32 {
	variance := make([]float64, len(features))
	order := make([]int, len(features))
	for i := range features {
		order[i] = i
		row := weight[i*width : i*width+width]
		mean := 0.0
		for _, x := range row {
			mean += float64(x)
		}
		mean /= float64(width)
		for _, x := range row {
			variance[i] += (float64(x) - mean) * (float64(x) - mean)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(variance[b], variance[a]) })
	out := make([]uint32, n)
	for k, i := range order[:n] {
		out[k] = features[i]
	}
	slices.Sort(out)
	return out
}

// fit returns the weights of the features, a row each, and of the transitions, by
// stochastic gradient steps whose length shrinks per feature (AdaGrad: Duchi,
// Hazan, Singer 2011).
func fit(sequences []Sequence, features []uint32, width int, allowed []bool, s Settings) ([]float32, []float64) {
	place := make(map[uint32]int32, len(features))
	for i, f := range features {
		place[f] = int32(i)
	}
	// The features of all sequences as places, those unknown left out.
	type example struct {
		places []int32
		ends   []int
		labels []uint8
	}
	examples := make([]example, len(sequences))
	for i := range sequences {
		q := &sequences[i]
		e := example{labels: q.Labels}
		from := 0
		for _, end := range q.Ends {
			for _, f := range q.Features[from:end] {
				if p, ok := place[f]; ok {
					e.places = append(e.places, p)
				}
			}
			from = end
			e.ends = append(e.ends, len(e.places))
		}
		examples[i] = e
	}
	w := width
	weight := make([]float32, len(features)*w)
	square := make([]float32, len(features)*w)
	trans := make([]float64, (w+1)*w)
	transSquare := make([]float64, (w+1)*w)
	sum := make([]float32, len(features)*w) // for the average of the last epochs
	transSum := make([]float64, (w+1)*w)
	averaged := 0
	g := newGradient(w, allowed)
	order := make([]int, len(examples))
	for i := range order {
		order[i] = i
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for epoch := range s.Epochs {
		rng.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		loss := 0.0
		for _, x := range order {
			e := &examples[x]
			if len(e.ends) == 0 {
				continue
			}
			loss += g.compute(e.places, e.ends, e.labels, weight, trans)
			from := 0
			for i, end := range e.ends {
				node := g.node[i*w : i*w+w]
				for _, p := range e.places[from:end] {
					row, sq := weight[int(p)*w:int(p)*w+w], square[int(p)*w:int(p)*w+w]
					for k, d := range node {
						if d == 0 {
							continue
						}
						df := float32(d)
						sq[k] += df * df
						row[k] += float32(s.Rate) * df / (1e-3 + float32(math.Sqrt(float64(sq[k]))))
					}
				}
				from = end
			}
			for k, d := range g.trans {
				if d == 0 {
					continue
				}
				transSquare[k] += d * d
				trans[k] += s.Rate * d / (1e-3 + math.Sqrt(transSquare[k]))
			}
		}
		shrink := float32(1 - s.Decay)
		for i := range weight {
			weight[i] *= shrink
		}
		if epoch >= s.Epochs/2 {
			averaged++
			for i, x := range weight {
				sum[i] += x
			}
			for i, x := range trans {
				transSum[i] += x
			}
		}
		s.Log("epoch %d: loss %.0f", epoch+1, loss)
	}
	inverse := 1 / float32(max(1, averaged))
	for i := range sum {
		sum[i] *= inverse
	}
	for i := range transSum {
		transSum[i] *= float64(inverse)
	}
	return sum, transSum
}

// frequent lists, in order, the features that occur in as many articles.
func frequent(sequences []Sequence, articles int) []uint32 {
	type count struct{ article, n int }
	counts := map[uint32]count{}
	for i := range sequences {
		for _, f := range sequences[i].Features {
			c := counts[f]
			if c.n == 0 || c.article != sequences[i].Article {
				counts[f] = count{sequences[i].Article, c.n + 1}
			}
		}
	}
	var out []uint32
	for f, c := range counts {
		if c.n >= articles {
			out = append(out, f)
		}
	}
	slices.Sort(out)
	return out
}

// quantize brings the weights to bytes.
func quantize(features []uint32, weight []float32, trans []float64, w int, allowed []bool) *Chain {
	scale := byteScale(weight)
	rows := make([]int8, len(weight))
	for i, x := range weight {
		rows[i] = toByte(x * scale)
	}
	c := &Chain{Table: newTable(w, features, rows), transitions: make([]int32, len(trans))}
	for i, x := range trans {
		c.transitions[i] = int32(math.Round(x * float64(scale)))
		if !allowed[i] {
			c.transitions[i] = forbidden
		}
	}
	return c
}

// byteScale maps all but the largest weights into a byte.
func byteScale(weight []float32) float32 {
	var top []float32
	for _, x := range weight {
		if x < 0 {
			x = -x
		}
		if x > 0.01 {
			top = append(top, x)
		}
	}
	if len(top) == 0 {
		return 1
	}
	slices.Sort(top)
	return 127 / top[len(top)-1-len(top)/2000]
}

func toByte(x float32) int8 {
	return int8(max(-127, min(127, math.Round(float64(x)))))
}

// A gradient computes, of one sequence, how the likelihood of its labels grows
// with each score.
type gradient struct {
	w            int
	allowed      []bool
	node, alpha  []float64
	beta         []float64
	scale        []float64
	trans, power []float64
}

func newGradient(w int, allowed []bool) *gradient {
	return &gradient{w: w, allowed: allowed, trans: make([]float64, (w+1)*w), power: make([]float64, (w+1)*w)}
}

// compute fills g.node with gold minus expected label of each item, and g.trans
// likewise, and returns the negative log likelihood. Forward and backward sums
// are scaled per item (Rabiner 1989).
func (g *gradient) compute(places []int32, ends []int, labels []uint8, weight []float32, trans []float64) float64 {
	w, n := g.w, len(ends)
	g.node = grow(g.node, n*w)
	g.alpha = grow(g.alpha, n*w)
	g.beta = grow(g.beta, n*w)
	g.scale = grow(g.scale, n)
	for k := range g.power {
		g.power[k] = 0
		if g.allowed[k] {
			g.power[k] = math.Exp(trans[k])
		}
	}
	loss := 0.0
	from := 0
	raw := make([]float32, w)
	for i, end := range ends {
		clear(raw)
		for _, p := range places[from:end] {
			row := weight[int(p)*w : int(p)*w+w]
			for k, x := range row {
				raw[k] += x
			}
		}
		from = end
		node := g.node[i*w : i*w+w]
		top := slices.Max(raw)
		for k, x := range raw {
			node[k] = math.Exp(float64(x - top))
		}
		loss -= float64(raw[labels[i]] - top)
		alpha := g.alpha[i*w : i*w+w]
		total := 0.0
		if i == 0 {
			for b := range alpha {
				alpha[b] = g.power[w*w+b] * node[b]
				total += alpha[b]
			}
			loss -= trans[w*w+int(labels[0])]
		} else {
			before := g.alpha[(i-1)*w : i*w]
			clear(alpha)
			for a, x := range before {
				if x == 0 {
					continue
				}
				row := g.power[a*w : a*w+w]
				for b := range alpha {
					alpha[b] += x * row[b]
				}
			}
			for b := range alpha {
				alpha[b] *= node[b]
				total += alpha[b]
			}
			loss -= trans[int(labels[i-1])*w+int(labels[i])]
		}
		g.scale[i] = total
		loss += math.Log(total)
		for b := range alpha {
			alpha[b] /= total
		}
	}
	beta := g.beta[(n-1)*w : n*w]
	for b := range beta {
		beta[b] = 1
	}
	for i := n - 2; i >= 0; i-- {
		beta, next := g.beta[i*w:i*w+w], g.beta[(i+1)*w:(i+2)*w]
		node := g.node[(i+1)*w : (i+2)*w]
		for a := range beta {
			s := 0.0
			row := g.power[a*w : a*w+w]
			for b, p := range row {
				s += p * node[b] * next[b]
			}
			beta[a] = s / g.scale[i+1]
		}
	}
	clear(g.trans)
	for i := 1; i < n; i++ {
		before, next, node := g.alpha[(i-1)*w:i*w], g.beta[i*w:i*w+w], g.node[i*w:i*w+w]
		for a, x := range before {
			if x == 0 {
				continue
			}
			row := g.power[a*w : a*w+w]
			for b, p := range row {
				if p != 0 {
					g.trans[a*w+b] -= x * p * node[b] * next[b] / g.scale[i]
				}
			}
		}
		g.trans[int(labels[i-1])*w+int(labels[i])]++
	}
	for i := range n {
		node := g.node[i*w : i*w+w]
		for k := range node {
			e := g.alpha[i*w+k] * g.beta[i*w+k]
			if e < 1e-4 {
				e = 0
			}
			node[k] = -e
		}
		node[labels[i]]++
		if d := node[labels[i]]; d < 1e-4 {
			node[labels[i]] = 0
		}
	}
	for b := range w {
		g.trans[w*w+b] -= g.alpha[b] * g.beta[b]
	}
	g.trans[w*w+int(labels[0])]++
	return loss
}
