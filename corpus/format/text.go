package format

import "briefbot/corpus"

// decodeText keeps the file byte for byte, a byte order mark and the ends of
// its lines included, so that an offset into the text is an offset into the
// file.
func decodeText(in Input) ([]*corpus.Article, error) {
	return []*corpus.Article{in.article("text", string(in.Bytes), in.Bytes, facts{})}, nil
}
