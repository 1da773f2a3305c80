package briefing

import (
	"context"
	"fmt"
	"log/slog"
	"slices"
	"strings"

	"briefbot/corpus"
	"briefbot/corpus/embedding"
)

// An Engine answers questions. Its fields are set before the first question and
// not changed after.
type Engine struct {
	Log     *slog.Logger
	Corpus  *corpus.Corpus
	Topics  []Topic
	Outlets []Outlet
	// Writer drafts the answers; nil means Extractive.
	Writer Writer
	// Embedder gives questions vectors to search by; nil for words alone.
	Embedder Embedder
	// Explain makes briefs tell how their statements were found.
	Explain bool
	// Feeds says how the feeds fare, where one of them fails; "" where none does, or
	// nobody has looked. It stands above every answer.
	Feeds string
}

// A Writer drafts an answer from the evidence. It may say anything: what is not
// borne out is struck by Verify.
type Writer interface {
	Write(ctx context.Context, e *Evidence) (*Draft, error)
}

// An Embedder has a model say where a question lies among the passages of a corpus
// whose vectors are that model's.
type Embedder interface {
	// Embed returns the question's vector; or none, with what readers are to know of
	// that, "" for nothing. An error is that of a context that is over.
	Embed(ctx context.Context, c *corpus.Corpus, asker Asker, question string) (v embedding.Vector, note string, err error)
}

// Evidence is what a writer has to go by.
type Evidence struct {
	Question Question
	// Topic and Speaker are what the question is about, nil if it is about none.
	Topic   *Topic
	Speaker *corpus.Speaker
	// Documents are the articles in question, newest first.
	Documents []*corpus.Document
	// Corpus is the corpus that they are from, for searching further.
	Corpus *corpus.Corpus
	// Outlets is what is known of publishers.
	Outlets []Outlet

	grow func(context.Context, *Draft) error

	embedder Embedder
	note     string // on how it was searched for

	held map[corpus.ID]bool // the articles that the question is about
	told *chronicle         // what they tell of events, once it was asked for

	reprinted *reprints // which of them are copies, once it was asked for
	weighty   []float64 // what the required groups of the topic weigh, once it was asked for

	meant   []Meant  // for a speaker whom nobody knows
	inquiry *inquiry // what became of the question, once it was asked
}

// maxDocuments bounds what a brief reads: the newest articles of its topic.
const maxDocuments = 400

// Labels is the corpus option that lists each article under its topics.
func Labels(topics []Topic) func(*corpus.Document) []string {
	return func(d *corpus.Document) []string {
		var names []string
		for i := range topics {
			if topics[i].holds(d) {
				names = append(names, topics[i].Name)
			}
		}
		return names
	}
}

// An UnknownTopicError says that no topic has the name, and which there are.
type UnknownTopicError struct {
	Name  string
	Known []string
}

func (e *UnknownTopicError) Error() string {
	if len(e.Known) == 0 {
		return fmt.Sprintf("unknown topic %q: no topics are configured", e.Name)
	}
	return fmt.Sprintf("unknown topic %q (there is %s)", e.Name, strings.Join(e.Known, ", "))
}

// Answer drafts an answer, verifies it and returns what is left. A brief that
// abstained is an answer too.
func (e *Engine) Answer(ctx context.Context, q Question) (*Brief, error) {
	return e.Stream(ctx, q, nil)
}

// Stream is Answer for one who waits: grow, unless it is nil, is called with a
// brief of what is verified so far, each time that there is more. It is called
// from the goroutine that called Stream. What Stream returns may say otherwise.
func (e *Engine) Stream(ctx context.Context, q Question, grow func(*Brief)) (*Brief, error) {
	ev, err := e.evidence(ctx, q)
	if err != nil {
		return nil, err
	}
	writer := e.Writer
	if writer == nil {
		writer = Extractive{}
	}
	if grow != nil {
		ev.grow = func(ctx context.Context, d *Draft) error {
			b, err := e.verify(ctx, ev, d)
			if err == nil {
				grow(b)
			}
			return err
		}
	}
	d, err := writer.Write(ctx, ev)
	if err != nil {
		return nil, fmt.Errorf("write: %w", err)
	}
	d.Question = ev.Question
	return e.verify(ctx, ev, d)
}

// Verify makes a brief of a draft that was kept, of what the corpus still bears
// out.
func (e *Engine) Verify(ctx context.Context, d *Draft) (*Brief, error) {
	ev, err := e.evidence(ctx, d.Question)
	if err != nil {
		return nil, err
	}
	return e.verify(ctx, ev, d)
}

func (e *Engine) verify(ctx context.Context, ev *Evidence, d *Draft) (*Brief, error) {
	draft := *d
	switch ev.Question.Kind {
	case Ask:
		if err := ev.readCopies(ctx, d.Claims); err != nil {
			return nil, err
		}
		draft.Claims = ev.reprints().originals(e.Corpus, d.Claims)
	case Check:
		if err := ev.readCited(ctx, d.Claims); err != nil {
			return nil, err
		}
	case Situation:
		draft.Claims = ev.reprints().originals(e.Corpus, d.Claims)
	}
	b, struck, err := Verify(ctx, e.Corpus, &draft)
	if err != nil {
		return nil, err
	}
	for _, s := range struck {
		e.Log.Warn("claim struck", "section", s.Claim.Section, "reason", s.Reason)
	}
	for _, s := range d.Struck {
		e.Log.Info("sentence struck", "section", s.Claim.Section, "reason", s.Reason, "model", s.Claim.Author)
	}
	b.struck = append(d.Struck, struck...)
	b.note, b.prompt = strings.TrimSpace(d.Note+" "+ev.note), d.Prompt
	b.topic, b.speaker = ev.Topic, ev.Speaker
	if e.Explain {
		for i, d := range b.articles {
			b.articles[i] = corpus.Explain(d.Article, e.Corpus.Profiles()...)
		}
	}
	b.outlets, b.reprints = newOutlets(e.Outlets), ev.reprinted
	b.coverage = e.cover(ev)
	b.parties = map[string]string{}
	if ev.Question.Kind == Timeline {
		b.moments = ev.chronicle().moments()
	}
	if ev.Question.Kind == Ask {
		in, err := ev.inquire(ctx)
		if err != nil {
			return nil, err
		}
		b.reading, b.unknown, b.asksOf = in.reading, in.asked.unknown, in.asked.question.subjectName()
		b.asked = ev.Question.days()
	}
	if q := ev.Question; q.Kind == Quotes {
		b.reading.Meant = ev.meant
		if known := e.Corpus.Meant(q.Text); len(known) > 1 {
			for _, s := range known {
				b.others = append(b.others, s.Name)
			}
		}
	}
	if b.topic != nil {
		for c := range b.Claims("") {
			for _, citation := range c.Citations {
				for _, s := range e.Corpus.Resolve(citation.Speaker) {
					if _, ok := b.parties[citation.Speaker]; !ok {
						b.parties[citation.Speaker] = b.topic.partyOf(s)
					}
				}
			}
		}
	}
	return b, nil
}

// evidence gathers what the question is about.
func (e *Engine) evidence(ctx context.Context, q Question) (*Evidence, error) {
	ev := &Evidence{Question: q, Corpus: e.Corpus, Outlets: e.Outlets, embedder: e.Embedder}
	if q.Topic != "" {
		if ev.Topic = FindTopic(e.Topics, q.Topic); ev.Topic == nil {
			return nil, e.unknownTopic(q.Topic)
		}
		ev.Question.Topic = ev.Topic.Name
	}
	if q.Kind == Quotes {
		if known := e.Corpus.Meant(q.Text); len(known) > 0 {
			ev.Speaker = known[0]
		} else if near := ev.nearNames(q.Text); len(near) > 0 {
			ev.meant = []Meant{{q.Text, near}}
			if known := e.Corpus.Resolve(near[0]); len(near) == 1 && len(known) > 0 {
				ev.Speaker = known[0]
			}
		}
	}
	ev.held = map[corpus.ID]bool{}
	articles := e.within(&ev.Question)
	for _, a := range articles {
		ev.held[a.ID] = true
	}
	if q.Kind == Check {
		return ev, nil // its draft is made by others, who read what they need
	}
	slices.SortStableFunc(articles, func(a, b *corpus.Article) int {
		return b.Published.Time.Compare(a.Published.Time)
	})
	switch q.Kind {
	case Ask, Quotes:
		return ev, nil // these look up what they need
	case Situation:
		articles = articles[:min(len(articles), maxDocuments)]
	}
	for _, a := range articles {
		d, err := e.Corpus.Document(ctx, a.ID)
		if err != nil {
			return nil, err
		}
		ev.Documents = append(ev.Documents, d)
	}
	return ev, nil
}

// Articles returns the articles of a question's topic and time, ordered by ID.
func (e *Engine) Articles(q Question) ([]*corpus.Article, error) {
	if q.Topic != "" {
		t := FindTopic(e.Topics, q.Topic)
		if t == nil {
			return nil, e.unknownTopic(q.Topic)
		}
		q.Topic = t.Name
	}
	return e.within(&q), nil
}

func (e *Engine) within(q *Question) []*corpus.Article {
	var articles []*corpus.Article
	for _, a := range e.Corpus.Articles() {
		if e.Corpus.Labelled(a.ID, q.Topic) && q.spans(e.Corpus.Arrived(a.ID)) &&
			!a.Published.Time.Before(q.Since) && !a.Arrived.Before(q.Arrived) {
			articles = append(articles, a)
		}
	}
	return articles
}

func (e *Engine) unknownTopic(name string) error {
	unknown := &UnknownTopicError{Name: name}
	for _, t := range e.Topics {
		unknown.Known = append(unknown.Known, t.Name)
	}
	return unknown
}

// spans reports whether an article that arrived with that change is in question.
func (q *Question) spans(arrived corpus.Seq) bool {
	return arrived > q.After && (q.Upto == 0 || arrived <= q.Upto)
}

// Holds reports whether an article is one that the question is about.
func (ev *Evidence) Holds(a *corpus.Article) bool { return ev.held[a.ID] }
