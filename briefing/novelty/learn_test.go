package novelty

import "math"

// fit learns a regression by Newton's method, with a ridge on the features
// brought to the same scale, so that the weights are those of the values as they
// are. The same lessons give the same weights.
func fit(lessons []lesson) logistic {
	const ridge, rounds = 5, 12
	d := len(lessons[0].features)
	mean, scale := make([]float64, d), make([]float64, d)
	for _, l := range lessons {
		for k, f := range l.features {
			mean[k] += f / float64(len(lessons))
		}
	}
	for _, l := range lessons {
		for k, f := range l.features {
			scale[k] += (f - mean[k]) * (f - mean[k])
		}
	}
	for k := range scale {
		scale[k] = math.Sqrt(scale[k]/float64(len(lessons))) + 1e-9
	}
	// The lessons' features on the same scale, one after the other, each with a 1 for the
	// bias behind them: this is most of what the tests of this package do.
	at := make([]float64, 0, len(lessons)*(d+1))
	for _, l := range lessons {
		for k, f := range l.features {
			at = append(at, (f-mean[k])/scale[k])
		}
		at = append(at, 1)
	}
	w := make([]float64, d+1)
	for range rounds {
		gradient, hessian := make([]float64, d+1), make([][]float64, d+1)
		for k := range hessian {
			hessian[k] = make([]float64, d+1)
			hessian[k][k] = 1e-6
			if k < d {
				hessian[k][k], gradient[k] = ridge, -ridge*w[k]
			}
		}
		for i := range lessons {
			l, z := &lessons[i], at[i*(d+1):(i+1)*(d+1)]
			sum := w[d]
			for k, f := range z[:d] {
				sum += w[k] * f
			}
			p := 1 / (1 + math.Exp(-sum))
			miss := -p
			if l.yes {
				miss = 1 - p
			}
			miss, spread := l.counts*miss, l.counts*p*(1-p)
			for k, f := range z {
				gradient[k] += miss * f
				c := spread * f
				row := hessian[k][:k+1]
				for j, g := range z[:len(row)] {
					row[j] += c * g
				}
			}
		}
		for k := range hessian {
			for j := k + 1; j <= d; j++ {
				hessian[k][j] = hessian[j][k]
			}
		}
		longest := 0.
		for k, step := range solve(hessian, gradient) {
			w[k] += step
			longest = max(longest, math.Abs(step))
		}
		if longest < 1e-9 { // the next would be some 1e-18
			break
		}
	}
	l := logistic{weights: make([]float64, d), bias: w[d]}
	for k := range mean {
		l.weights[k] = w[k] / scale[k]
		l.bias -= w[k] * mean[k] / scale[k]
	}
	return l
}

// A lesson is what a regression learns from: it counts for so many.
type lesson struct {
	features []float64
	yes      bool
	counts   float64
}

// solve solves a linear equation by elimination; both arguments are used up.
func solve(a [][]float64, b []float64) []float64 {
	n := len(b)
	for i := range n {
		pivot := i
		for k := i; k < n; k++ {
			if math.Abs(a[k][i]) > math.Abs(a[pivot][i]) {
				pivot = k
			}
		}
		a[i], a[pivot], b[i], b[pivot] = a[pivot], a[i], b[pivot], b[i]
		for k := i + 1; k < n; k++ {
			f := a[k][i] / a[i][i]
			for j := i; j < n; j++ {
				a[k][j] -= f * a[i][j]
			}
			b[k] -= f * b[i]
		}
	}
	x := make([]float64, n)
	for i := n - 1; i >= 0; i-- {
		x[i] = b[i]
		for j := i + 1; j < n; j++ {
			x[i] -= a[i][j] * x[j]
		}
		x[i] /= a[i][i]
	}
	return x
}
