package message

// A Passage is what a block of an answer or a digest cites, which readers may see in its
// place. Block is the index of the block, Number the article's, Label is plain text; Ref
// says where the passage is, in up to 100 characters.
type Passage struct {
	Block, Number int
	Label, Ref    string
}
