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
	f.ruled, f.statements = ruled, make([]statement, 0, len(ruled)+4)
	z := &featurizer{f: f}
	d := linear.NewDecoder(chain)
	var labels []uint8
	for i := range f.paragraphs {
		p := &f.paragraphs[i]
		if len(p.tokens) == 0 || !f.opts.Attitudes && !f.attributes(p) {
			continue
		}
		labels = p.labels(labels, f.in(i, ruled))
		z.paragraph(p, labels)
		f.assemble(i, d.Decode(z.features, z.bounds))
	}
}

// attributes reports whether the paragraph holds quotation marks or a word that
// can attribute something said; no other paragraph is worth the model's time.
func (f *finder) attributes(p *paragraph) bool {
	if len(p.regions) > 0 {
		return true
	}
	for i := range p.tokens {
		if t := &p.tokens[i]; t.is(cSpeech|cAttribution) && t.isWord() {
			return true
		}
	}
	return false
}
