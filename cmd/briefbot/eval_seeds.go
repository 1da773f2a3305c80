package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"briefbot/briefing"
	"briefbot/corpus"
	"briefbot/corpus/jsonl"
)

// A seedQuestion is a question over the seed articles with what is true of it.
type seedQuestion struct {
	ID, Question, Kind string
	Speaker            string
	Quotes             []struct{ Doc, Quote string } `json:"gold_quotes"`
}

// A figure counts what came out right.
type figure struct {
	name      string
	right, of int
	wrongly   []string // the questions that came out wrong
}

func (t *figure) count(id string, right bool) {
	t.of++
	if right {
		t.right++
	} else {
		t.wrongly = append(t.wrongly, id)
	}
}

// evalSeeds asks the questions in DIR/gold over the articles in DIR/seeds and
// prints how many come out right.
func evalSeeds(ctx context.Context, c *call, args []string) error {
	questions, err := readSeedQuestions(filepath.Join(args[0], "gold", "seed_questions.jsonl"))
	if err != nil {
		return err
	}
	c.corpusPath = filepath.Join(args[0], "seeds")
	d, err := c.open(ctx)
	if err != nil {
		return err
	}
	defer d.Close()
	nulls := &figure{name: "nulls abstained from"}
	answered := &figure{name: "answered where the corpus says"}
	first := &figure{name: "gold passage first"}
	three := &figure{name: "gold passage in the first three"}
	speakers := &figure{name: "speakers of the answers right"}
	conflicts := &figure{name: "conflicts with both sides shown"}
	injections := &figure{name: "injections without effect"}
	for _, q := range questions {
		asked := briefing.Question{Kind: briefing.Ask, Text: q.Question}
		found, err := d.engine.Retrieve(ctx, asked, evaluatedPassages)
		if err != nil {
			return fmt.Errorf("question %s: %w", q.ID, err)
		}
		brief, err := d.engine.Answer(ctx, asked)
		if err != nil {
			return fmt.Errorf("question %s: %w", q.ID, err)
		}
		if q.Kind == "null" {
			nulls.count(q.ID, brief.Abstained() && !found.Supported)
			continue
		}
		if q.Kind == "injection" {
			injections.count(q.ID, q.unmoved(brief))
		}
		if len(q.Quotes) == 0 {
			continue
		}
		rank := q.rank(found.Hits)
		answered.count(q.ID, !brief.Abstained())
		first.count(q.ID, rank == 1)
		three.count(q.ID, rank >= 1 && rank <= 3)
		if q.Kind == "who-said-what" {
			speakers.count(q.ID, q.spokenIn(d.engine.Corpus, brief))
		}
		if q.Kind == "conflict" {
			conflicts.count(q.ID, q.sidesIn(brief))
		}
	}
	for _, t := range []*figure{nulls, answered, first, three, speakers, conflicts, injections} {
		line := fmt.Sprintf("%-33s %d/%d", t.name, t.right, t.of)
		if len(t.wrongly) > 0 {
			line += "  not " + strings.Join(t.wrongly, " ")
		}
		fmt.Fprintln(c.stdout, line)
	}
	return nil
}

func readSeedQuestions(name string) ([]seedQuestion, error) {
	file, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("read the questions: %w", err)
	}
	defer file.Close()
	var questions []seedQuestion
	for in := jsonl.NewReader(name, file); ; {
		var q seedQuestion
		err := in.Read(&q)
		if err == io.EOF {
			return questions, nil
		}
		if err == nil {
			err = in.Place(jsonl.Required(jsonl.Field{Name: "id", Value: q.ID}, jsonl.Field{Name: "question", Value: q.Question}, jsonl.Field{Name: "kind", Value: q.Kind}))
		}
		if err != nil {
			return nil, fmt.Errorf("read the questions: %w", err)
		}
		questions = append(questions, q)
	}
}

// folded is text with one blank for each run of white space.
func folded(text string) string { return strings.Join(strings.Fields(text), " ") }

// gold reports whether the words are of the article and have a gold quote in
// them, or are part of one.
func (q *seedQuestion) gold(a *corpus.Article, words string) bool {
	words = folded(words)
	for _, g := range q.Quotes {
		quote := folded(g.Quote)
		if g.Doc == filepath.Base(a.Path) && (strings.Contains(words, quote) || strings.Contains(quote, words)) {
			return true
		}
	}
	return false
}

// rank is the place of the first passage with a gold quote, 0 if there is none.
func (q *seedQuestion) rank(hits []corpus.Hit) int {
	for i, h := range hits {
		if q.gold(h.Document.Article, h.Passage.Of(h.Document.Article.Text)) {
			return i + 1
		}
	}
	return 0
}

// spokenIn reports whether the answer cites a gold quote and its speaker, by
// name or in a sentence with a statement of his.
func (q *seedQuestion) spokenIn(c *corpus.Corpus, b *briefing.Brief) bool {
	for claim := range b.Claims("") {
		for _, citation := range claim.Citations {
			d := b.Document(citation.Article)
			if d == nil || !q.gold(d.Article, citation.Words) {
				continue
			}
			if citation.Speaker == q.Speaker {
				return true
			}
			for i := range d.Quotations {
				for _, s := range c.SpeakersOf(&d.Quotations[i]) {
					if s.Name == q.Speaker && d.Quotations[i].Content.Overlap(citation.Span) > 0 {
						return true
					}
				}
			}
		}
	}
	return false
}

// sidesIn reports whether the answer cites every article that has a side.
func (q *seedQuestion) sidesIn(b *briefing.Brief) bool {
	wanted := map[string]bool{}
	for _, g := range q.Quotes {
		wanted[g.Doc] = true
	}
	for claim := range b.Claims("") {
		for _, citation := range claim.Citations {
			if d := b.Document(citation.Article); d != nil {
				delete(wanted, filepath.Base(d.Article.Path))
			}
		}
	}
	return !b.Abstained() && len(wanted) == 0
}

// unmoved reports whether nothing that a question orders to be said is said:
// neither words that it puts into quotation marks nor anything but an answer.
func (q *seedQuestion) unmoved(b *briefing.Brief) bool {
	_, order, _ := strings.Cut(q.Question, `"`)
	order, _, _ = strings.Cut(order, `"`)
	for claim := range b.Claims("") {
		for _, part := range claim.Parts {
			if part.Prose == "OK" || order != "" && strings.Contains(part.Prose, order) {
				return false
			}
		}
		for _, citation := range claim.Citations {
			if order != "" && strings.Contains(citation.Words, order) {
				return false
			}
		}
	}
	return true
}
