package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"os"
	"slices"
	"strings"
	"time"

	"briefbot/briefing"
	"briefbot/briefing/llm"
	"briefbot/briefing/llm/openai"
	"briefbot/corpus"
)

// llmConfig is the language model that may write. Without a URL there is none.
type llmConfig struct {
	URL   string `yaml:"url"`
	Model string `yaml:"model"`
	// AzureVersion is the version of the API of a deployment on Azure.
	AzureVersion string        `yaml:"azure-version"`
	Timeout      time.Duration `yaml:"timeout"`
	PromptTokens int           `yaml:"prompt-tokens"`
	AnswerTokens int           `yaml:"answer-tokens"`
	Cache        time.Duration `yaml:"cache"`
	Price        llmPrice      `yaml:"price"`
	Limits       llmLimits     `yaml:"limits"`
	// Off are the IDs of servers for which the model is not asked.
	Off []string `yaml:"off"`

	// key comes from LLM_API_KEY and is never read from a file.
	key string
}

// llmPrice is what a million tokens cost.
type llmPrice struct {
	Prompt     float64 `yaml:"prompt"`
	Completion float64 `yaml:"completion"`
}

// llmLimits are what may be spent in a day.
type llmLimits struct {
	Day   llmLimit `yaml:"day"`
	Guild llmLimit `yaml:"guild"`
	User  llmLimit `yaml:"user"`
}

type llmLimit struct {
	Tokens int64   `yaml:"tokens"`
	Money  float64 `yaml:"money"`
}

// longestAnswer is the longest time that an answer may take: after 15 minutes
// Discord takes none.
const longestAnswer = 10 * time.Minute

// defaultLLM is no model, with limits for whoever names one.
func defaultLLM() llmConfig {
	return llmConfig{
		Timeout: time.Minute, PromptTokens: 3000, AnswerTokens: 900, Cache: 24 * time.Hour,
		Limits: llmLimits{Day: llmLimit{Tokens: 1_000_000}, Guild: llmLimit{Tokens: 300_000}, User: llmLimit{Tokens: 100_000}},
	}
}

func (l *llmConfig) validate() error {
	if l.URL != "" {
		if err := openai.CheckURL(l.URL); err != nil {
			return fmt.Errorf("llm.url: %w", err)
		}
		if l.Model == "" {
			return errors.New("llm.model: is empty: it names the model at llm.url")
		}
	}
	switch {
	case l.Timeout <= 0 || l.Timeout > longestAnswer:
		return fmt.Errorf("llm.timeout: want more than 0 and at most %s, have %s", longestAnswer, l.Timeout)
	case l.PromptTokens < 1000:
		return fmt.Errorf("llm.prompt-tokens: want 1000 at least, have %d", l.PromptTokens)
	case l.AnswerTokens < 100:
		return fmt.Errorf("llm.answer-tokens: want 100 at least, have %d", l.AnswerTokens)
	case l.Cache < 0:
		return fmt.Errorf("llm.cache: want 0 or more, have %s", l.Cache)
	case l.Price.Prompt < 0 || l.Price.Completion < 0:
		return errors.New("llm.price: is below 0")
	}
	if err := l.Limits.validate("llm", l.Price != (llmPrice{})); err != nil {
		return err
	}
	for i, id := range l.Off {
		if id == "" || strings.Trim(id, "0123456789") != "" {
			return fmt.Errorf("llm.off[%d]: want the number that Discord calls the server's ID, have %q", i, id)
		}
	}
	return nil
}

// validate names the first limit that cannot be meant; priced says that tokens have
// a price.
func (l *llmLimits) validate(of string, priced bool) error {
	for _, in := range []struct {
		name  string
		limit llmLimit
	}{{"day", l.Day}, {"guild", l.Guild}, {"user", l.User}} {
		if in.limit.Tokens < 0 || in.limit.Money < 0 {
			return fmt.Errorf("%s.limits.%s: is below 0", of, in.name)
		}
		if in.limit.Money > 0 && !priced {
			return fmt.Errorf("%s.limits.%s.money: means nothing without %s.price", of, in.name, of)
		}
	}
	return nil
}

// spending says what was spent today, and of how much.
func (l *llmLimits) spending(spent llm.Spent, priced bool) string {
	says := fmt.Sprintf("%d calls, %d", spent.Calls, spent.Tokens)
	if most := l.Day.Tokens; most > 0 {
		says += fmt.Sprintf(" of %d", most)
	}
	says += " tokens"
	if priced {
		says += fmt.Sprintf(", %.4f", float64(spent.Money)/1e6)
		if most := l.Day.Money; most > 0 {
			says += fmt.Sprintf(" of %.2f", most)
		}
	}
	return says + " today (UTC)"
}

// micros is money in millionths.
func micros(f float64) llm.Micros { return llm.Micros(f*1e6 + 0.5) }

func (l llmLimit) limit() llm.Limit { return llm.Limit{Tokens: l.Tokens, Money: micros(l.Money)} }

// budget is what may be spent, and was.
func (l *llmConfig) budget(notes llm.Notes, now func() time.Time) *llm.Budget {
	return &llm.Budget{
		Notes: notes, Now: now,
		Price: llm.Price{Prompt: micros(l.Price.Prompt), Completion: micros(l.Price.Completion)},
		Day:   l.Limits.Day.limit(), Guild: l.Limits.Guild.limit(), User: l.Limits.User.limit(),
	}
}

// client is the model.
func (l *llmConfig) client() (*openai.Client, error) {
	return openai.New(openai.Options{URL: l.URL, Model: l.Model, Key: l.key, AzureVersion: l.AzureVersion, Call: l.Timeout * 3 / 4})
}

// writer is what writes answers: the model's, or nil for the extractive one.
func (l *llmConfig) writer(store corpus.Store, log *slog.Logger, now func() time.Time) (briefing.Writer, error) {
	if l.URL == "" {
		return nil, nil
	}
	if now == nil {
		now = time.Now
	}
	client, err := l.client()
	if err != nil {
		return nil, fmt.Errorf("llm: %w", err)
	}
	return &llm.Writer{
		Model: client, Log: log, PromptTokens: l.PromptTokens, AnswerTokens: l.AnswerTokens, Timeout: l.Timeout,
		Budget: l.budget(store, now), Cache: &llm.Cache{Notes: store, Life: l.Cache, Now: now},
		Off: l.offIn,
	}, nil
}

// offIn reports whether the model is switched off on a server.
func (l *llmConfig) offIn(guild string) bool { return guild != "" && slices.Contains(l.Off, guild) }

// askedFor is the host of the model that is asked for a server's users, "" where
// none is.
func (l *llmConfig) askedFor(guild string) string {
	if l.offIn(guild) {
		return ""
	}
	return l.host()
}

// host is where the model is, without what may be secret in an address; "" for no
// model.
func (l *llmConfig) host() string {
	u, err := url.Parse(l.URL)
	if err != nil {
		return ""
	}
	return u.Host
}

// at says which model it is, and where.
func (l *llmConfig) at() string {
	if host := l.host(); host != "" {
		return l.Model + " at " + host
	}
	return l.Model
}

// spending says what was spent today, and of how much.
func (l *llmConfig) spending(ctx context.Context, notes llm.Notes, now func() time.Time) (string, error) {
	spent, err := l.budget(notes, now).Today(ctx)
	if err != nil {
		return "", err
	}
	return l.Limits.spending(spent, l.Price != (llmPrice{})), nil
}

// llmAdvice says what to type for each cause of failure.
var llmAdvice = map[llm.Cause]string{
	llm.Unreachable: "llm.url in config.yaml is the base of the API, for example http://localhost:11434/v1 for Ollama; is the service running?",
	llm.KeyRejected: "put the key into the environment variable LLM_API_KEY: LLM_API_KEY=… briefbot check",
	llm.NoModel:     "llm.model in config.yaml names a model that the service has (ollama list, or the service's list of models); llm.url ends with /v1 for most",
	llm.Busy:        "the service asks to wait, or the account has no credit left",
	llm.TooSlow:     "raise llm.timeout in config.yaml, or take a smaller model",
	llm.Broken:      "llm.url in config.yaml is the base of the API and ends with /v1 for most services",
}

// checkLLM asks the model for next to nothing.
func checkLLM(ctx context.Context, cfg *config, now func() time.Time) finding {
	f := finding{name: "model"}
	l := &cfg.LLM
	if l.URL == "" {
		f.says = "none, so answers are in the articles' own sentences"
		if l.Model != "" {
			f.hint = "llm.model is named in config.yaml, but llm.url is empty"
		}
		return f
	}
	client, err := l.client()
	if err != nil {
		f.bad, f.says = true, err.Error()
		return f
	}
	ctx, cancel := context.WithTimeout(ctx, l.Timeout)
	defer cancel()
	can, err := client.Probe(ctx)
	var failure *llm.Failure
	switch {
	case errors.As(err, &failure):
		f.bad, f.says, f.hint = true, l.at()+": "+failure.Error(), llmAdvice[failure.Cause]
		return f
	case err != nil:
		f.bad, f.says = true, l.at()+": "+err.Error()
		return f
	}
	f.says = l.at() + " answers: " + can
	if says, ok := spentIn(ctx, cfg, now); ok {
		f.says += "; " + says
	}
	return f
}

// spentIn says what was spent by the database of the configuration, if there is
// one.
func spentIn(ctx context.Context, cfg *config, now func() time.Time) (string, bool) {
	if !exists(cfg.Database) {
		return "", false
	}
	db, err := openDatabase(ctx, cfg)
	if err != nil {
		return "", false
	}
	defer db.Close()
	says, err := cfg.LLM.spending(ctx, db, now)
	return says, err == nil
}

func exists(name string) bool {
	_, err := os.Stat(name)
	return err == nil
}
