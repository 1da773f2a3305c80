package story

import (
	"bufio"
	"bytes"
	_ "embed" // the table of words and counts
	"fmt"
	"io"
	"maps"
	"slices"
	"strconv"
	"strings"
)

// A Background says in how many articles of a collection each stem occurs.
type Background struct {
	articles int
	counts   map[string]int
}

//go:embed background.txt
var english []byte

// English is the background that is built in. The head of background.txt says
// what it was counted from.
func English() (*Background, error) { return readBackground(bytes.NewReader(english)) }

// CountBackground counts the stems of articles, up to the number of words that
// grouping reads of each.
func CountBackground(texts func(yield func(string) bool)) *Background {
	b := &Background{counts: map[string]int{}}
	var words lexicon
	for text := range texts {
		b.articles++
		for _, c := range words.count(text) {
			b.counts[words.texts[c.term]]++
		}
	}
	return b
}

func (b *Background) count(stem string) int { return b.counts[stem] }

// Write writes the table: a comment, the number of articles, and a line for
// each stem that occurs in more than one of them.
func (b *Background) Write(w io.Writer, comment string) error {
	out := bufio.NewWriter(w)
	fmt.Fprintf(out, "# %s\n%d\n", comment, b.articles)
	for _, stem := range slices.Sorted(maps.Keys(b.counts)) {
		if n := b.counts[stem]; n > 1 {
			fmt.Fprintf(out, "%s %d\n", stem, n)
		}
	}
	return out.Flush()
}

// readBackground reads what Write wrote.
func readBackground(r io.Reader) (*Background, error) {
	b := &Background{counts: map[string]int{}}
	s := bufio.NewScanner(r)
	for n := 1; s.Scan(); n++ {
		line := s.Text()
		if strings.HasPrefix(line, "#") {
			continue
		}
		stem, count, ok := strings.Cut(line, " ")
		if !ok {
			stem, count = "", line
		}
		c, err := strconv.Atoi(count)
		if err != nil || c < 1 {
			return nil, fmt.Errorf("read the background, line %d: no count in %q", n, line)
		}
		if stem == "" {
			b.articles = c
		} else {
			b.counts[stem] = c
		}
	}
	if err := s.Err(); err != nil {
		return nil, fmt.Errorf("read the background: %w", err)
	}
	return b, nil
}
