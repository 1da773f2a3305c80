package bot

import (
	"context"

	"briefbot/bot/language"
	"briefbot/bot/message"
)

// A Desk answers what users ask. Answers are complete: escaped, cited, verified.
type Desk interface {
	// Answer answers a query. One that abstains is an answer too; what cannot be
	// asked is a *UserError. Where it is being written while the user waits, grow,
	// unless it is nil, is called with what stands already, each time that there is
	// more, from the goroutine that called Answer. The answer may say otherwise.
	Answer(ctx context.Context, q Query, grow func(*Answer)) (*Answer, error)
	// Export is the answer as a JSON object; that of News since a state, for News.
	Export(ctx context.Context, q Query, since []byte) ([]byte, error)
	// Passage shows the passage of a reference where it stands, Article what is
	// known of the article of one. The answer is empty where there is no such
	// passage any more.
	Passage(ctx context.Context, ref string) (*Answer, error)
	Article(ctx context.Context, ref string) (*Answer, error)
	// Card is that passage as a picture, nil where there is no such passage any
	// more.
	Card(ctx context.Context, ref string) (*Picture, error)
	// News answers what has come into a topic since the state that an answer
	// before it returned; nil for the first, which says where things stand.
	News(ctx context.Context, q Query, since []byte) (a *Answer, upto []byte, err error)
	// Unseen is how many articles have come since that state.
	Unseen(q Query, since []byte) int
	// Stage is how many articles, of how many outlets, are read for a query. It
	// is asked where the answer takes long, and answers from memory.
	Stage(q Query) (articles, outlets int)
	// Topics, Speakers and Outlets return what a user may mean who has typed that
	// much, best first, as far as the server sees it. They are called
	// for every key that a user presses, and answer from memory.
	Topics(ctx context.Context, guild, typed string) []Topic
	Speakers(ctx context.Context, guild, typed string) []Choice
	Outlets(ctx context.Context, guild, typed string) []Choice
}

// A Topic is offered to a user who types. Fresh is how many articles of it were
// published in the last day.
type Topic struct {
	Name, Title string
	Fresh       int
}

// A Choice is offered to a user who types: Name is shown, Value comes back.
type Choice struct{ Name, Value string }

// An Answer is text in Discord's Markdown.
type Answer struct {
	// Blocks are put one after the other, each on a new line. A block is never
	// cut, unless it alone is longer than a message. The first one may be the
	// title, "## " and text: then it begins every page, with its first line.
	Blocks []string
	// Sources are lines, each beginning with the numbers ("\[1\]") of articles
	// that the blocks cite so. Each page shows those that it cites.
	Sources []string
	// Passages and Articles are what the blocks cite, Speakers whom the user may
	// want to hear.
	Passages []message.Passage
	Articles []Cited
	Speakers []Choice
	// Pictures stand below the first page.
	Pictures []Picture
	// Whole answers are shown on one page if they can be, the rest in an embed
	// below the text.
	Whole bool

	// as is the message itself, where it is not to be laid out.
	as    *message.Message
	rows  []message.Control // components below the text
	files []message.File
	// dress makes the components of a page; paged is true where they lead to the
	// other pages.
	dress func(n int, pages []page) []message.Control
	page  int
	paged bool
	// language is that of what the bot itself says on its pages.
	language language.Language
	// public is sent to the channel after the answer, for everybody.
	public *message.Message
	// delivered is called once the user has the answer.
	delivered func(ctx context.Context) error
}

// A Picture is a PNG. Alt says what is to be seen, in up to 1024 characters.
type Picture struct {
	Name, Alt string
	Data      []byte
}

// Cited is an article that an answer cites. Name and Says are plain text; Ref is
// what Desk.Article takes.
type Cited struct {
	Number          int
	Name, Says, Ref string
}

func (a *Answer) empty() bool { return a == nil || len(a.Blocks) == 0 && a.as == nil }
