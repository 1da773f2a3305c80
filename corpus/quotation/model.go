package quotation

import (
	"embed"
	"fmt"
	"sync"

	"briefbot/corpus/quotation/linear"
)

//go:embed model
var modelFiles embed.FS

// learnt is the model for English, nil if the package was built without one.
var learnt = sync.OnceValue(func() *linear.Chain {
	data, err := modelFiles.ReadFile("model/en.bin")
	if err != nil {
		return nil
	}
	chain, _, err := linear.ReadChain(data)
	if err != nil {
		panic(fmt.Sprintf("embedded model: %v", err)) // the file is part of the program
	}
	return chain
})

// tag replaces the statements of the rules by those of the model, which has
// seen what the rules say.
func (f *finder) tag(chain *linear.Chain) {
	ruled := f.statements
	f.ruled, f.statements = ruled, nil
	z := &featurizer{f: f}
	d := linear.NewDecoder(chain)
	var labels []uint8
	for i := range f.paragraphs {
		p := &f.paragraphs[i]
		if len(p.tokens) == 0 {
			continue
		}
		labels = p.labels(labels, f.in(i, ruled))
		z.paragraph(p, labels)
		f.assemble(i, d.Decode(z.features, z.bounds))
	}
}
