// Package linear holds the model that package quotation decides with, a chain
// that labels a sequence, with its training and its decoder.
//
// A feature is a 32-bit number. A model knows the features that its training
// kept and gives each a row of weights of one byte, so that a model is small and
// stays in the processor's cache, its sums are integers, and the same input has
// the same output everywhere.
package linear

import (
	"encoding/binary"
	"errors"
	"sync"
)

// A Chain labels sequences: the score of a labelling is the sum of the weights
// of each item's features for its label, and of the transitions.
type Chain struct {
	*Table
	// transitions[a*width+b] is the weight of label b behind label a; the last
	// row is for the first label of a sequence.
	transitions []int32

	once   sync.Once
	tables *tables
}

// Forbidden is the weight of a transition that must not be.
const forbidden = -1 << 24

// Append writes the chain behind data in the form that ReadChain reads.
func (c *Chain) Append(data []byte) []byte {
	data = c.Table.append(data)
	for _, x := range c.transitions {
		data = binary.LittleEndian.AppendUint32(data, uint32(x))
	}
	return data
}

var errShort = errors.New("the data end early")

// ReadChain reads a chain and returns the data behind it.
func ReadChain(data []byte) (*Chain, []byte, error) {
	t, data, err := readTable(data)
	if err != nil {
		return nil, nil, err
	}
	n := t.width * (t.width + 1)
	if len(data) < 4*n {
		return nil, nil, errShort
	}
	c := &Chain{Table: t, transitions: make([]int32, n)}
	for i := range c.transitions {
		c.transitions[i] = int32(binary.LittleEndian.Uint32(data[4*i:]))
	}
	return c, data[4*n:], nil
}

// Favor adds weight to the label wherever it stands: a positive weight makes it
// likelier.
func (c *Chain) Favor(label int, weight int32) {
	for a := range c.width + 1 {
		if t := &c.transitions[a*c.width+label]; *t > forbidden {
			*t += weight
		}
	}
}
