package fakeopenai

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"unicode"
)

// embed answers with the vectors of the texts, the last first: their numbers say
// which is whose.
func (s *Server) embed(w http.ResponseWriter, r *http.Request, body map[string]any, f Fault) {
	inputs, _ := body["input"].([]any)
	var texts []string
	for _, in := range inputs {
		text, _ := in.(string)
		texts = append(texts, text)
	}
	if s.broken(w, r, body, f, strings.Join(texts, " ")) {
		return
	}
	data := []any{}
	for i, text := range texts {
		v := s.Embed(text)
		if dimensions, ok := body["dimensions"].(float64); ok && int(dimensions) < len(v) {
			v = v[:int(dimensions)]
		}
		switch {
		case f == WrongDimension, f == MixedDimension && i == len(texts)-1:
			v = append(slices.Clone(v), .5)
		case f == ZeroVector:
			v = make([]float32, len(v))
		}
		vector := map[string]any{"object": "embedding", "index": i, "embedding": v}
		switch f {
		case Unnumbered:
			delete(vector, "index")
		case Misnumbered:
			vector["index"] = 1
		}
		data = append(data, vector)
	}
	if f != Unnumbered {
		slices.Reverse(data)
	}
	if f == ShortBatch {
		data = data[1:]
	}
	w.Header().Set("Content-Type", "application/json")
	switch f {
	case Cut, Stall:
		w.Header().Set("Content-Length", "100000")
		io.WriteString(w, `{"object":"list","data":[{"object":`)
		w.(http.Flusher).Flush()
		if f == Stall {
			s.hold(r)
			return
		}
		panic(http.ErrAbortHandler)
	}
	used := 0
	for _, text := range texts {
		used += len(strings.Fields(text))
	}
	write(w, map[string]any{"object": "list", "model": body["model"], "data": data, "usage": map[string]any{"prompt_tokens": used, "total_tokens": used}})
}

// Meanings is a model of a few words for Server.Embed: each line of the table lists
// words that mean the same, and is a coordinate. The last coordinate says how many
// words a text has beside those, weakly. Endings of words do not count, where the
// word of the table is their beginning.
func Meanings(table string) func(text string) []float32 {
	var lines [][]string
	for line := range strings.Lines(table) {
		if words := strings.Fields(line); len(words) > 0 {
			lines = append(lines, words)
		}
	}
	return func(text string) []float32 {
		v := make([]float32, len(lines)+1)
		for _, word := range strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) }) {
			known := false
			for i, words := range lines {
				if slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(word, w) && len(word) <= len(w)+3 }) {
					v[i]++
					known = true
				}
			}
			if !known {
				v[len(lines)] += .02
			}
		}
		v[len(lines)] += .01
		return v
	}
}
