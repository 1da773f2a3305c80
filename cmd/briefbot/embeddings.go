package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/url"
	"time"

	"briefbot/briefing/llm"
	"briefbot/briefing/llm/embed"
	"briefbot/briefing/llm/openai"
	"briefbot/corpus"
	"briefbot/corpus/embedding"
)

// embeddingsConfig is the model that gives passages and questions vectors. Without
// a URL there is none.
type embeddingsConfig struct {
	URL   string `yaml:"url"`
	Model string `yaml:"model"`
	// AzureVersion is the version of the API of a deployment on Azure.
	AzureVersion string `yaml:"azure-version"`
	// Dimensions are asked for, 0 for as many as the model gives.
	Dimensions int `yaml:"dimensions"`
	// Question and Passage stand before what is embedded.
	Question string        `yaml:"question-prefix"`
	Passage  string        `yaml:"passage-prefix"`
	Timeout  time.Duration `yaml:"timeout"`
	// Price is what a million tokens cost.
	Price  float64   `yaml:"price"`
	Limits llmLimits `yaml:"limits"`

	// key comes from EMBEDDINGS_API_KEY, or is that of llm where both are at one
	// service.
	key string
}

func defaultEmbeddings() embeddingsConfig {
	return embeddingsConfig{
		Timeout: 10 * time.Second,
		Limits:  llmLimits{Day: llmLimit{Tokens: 10_000_000}, Guild: llmLimit{Tokens: 100_000}, User: llmLimit{Tokens: 20_000}},
	}
}

func (e *embeddingsConfig) validate() error {
	if e.URL != "" {
		if err := openai.CheckURL(e.URL); err != nil {
			return fmt.Errorf("embeddings.url: %w", err)
		}
		if e.Model == "" {
			return errors.New("embeddings.model: is empty: it names the model at embeddings.url")
		}
	}
	switch {
	case e.Dimensions < 0 || e.Dimensions > embedding.MaxDimensions:
		return fmt.Errorf("embeddings.dimensions: want 0 to %d, have %d", embedding.MaxDimensions, e.Dimensions)
	case e.Timeout <= 0 || e.Timeout > time.Minute:
		return fmt.Errorf("embeddings.timeout: want more than 0 and at most %s, have %s", time.Minute, e.Timeout)
	case e.Price < 0:
		return errors.New("embeddings.price: is below 0")
	}
	return e.Limits.validate("embeddings", e.Price > 0)
}

// keyFor settles the key: whoever has one service for both gives its key once.
func (e *embeddingsConfig) keyFor(l *llmConfig) {
	own, err := url.Parse(e.URL)
	if e.key != "" || err != nil || e.URL == "" {
		return
	}
	if other, err := url.Parse(l.URL); err == nil && own.Scheme == other.Scheme && own.Host == other.Host {
		e.key = l.key
	}
}

// budget is what may be spent, and was.
func (e *embeddingsConfig) budget(notes llm.Notes, now func() time.Time) *llm.Budget {
	return &llm.Budget{
		Notes: notes, Of: "embed", Now: now, Price: llm.Price{Prompt: micros(e.Price)},
		Day: e.Limits.Day.limit(), Guild: e.Limits.Guild.limit(), User: e.Limits.User.limit(),
	}
}

// client is the model.
func (e *embeddingsConfig) client() (*openai.Embedder, error) {
	return openai.NewEmbedder(openai.Options{
		URL: e.URL, Model: e.Model, Key: e.key, AzureVersion: e.AzureVersion, Call: e.Timeout * 3 / 4,
	}, e.Dimensions)
}

// embedder is who embeds passages and questions, nil for nobody.
func (cfg *config) embedder(store corpus.Store, log *slog.Logger, now func() time.Time) (*embed.Embedder, error) {
	e := &cfg.Embeddings
	if e.URL == "" {
		return nil, nil
	}
	if now == nil {
		now = time.Now
	}
	client, err := e.client()
	if err != nil {
		return nil, fmt.Errorf("embeddings: %w", err)
	}
	return &embed.Embedder{
		Model: client, Log: log, Passage: e.Passage, Question: e.Question, Timeout: e.Timeout,
		Budget: e.budget(store, now), Notes: store, Off: cfg.LLM.offIn,
	}, nil
}

// host is where the model is, "" for none.
func (e *embeddingsConfig) host() string {
	if u, err := url.Parse(e.URL); err == nil {
		return u.Host
	}
	return ""
}

func (e *embeddingsConfig) at() string { return e.Model + " at " + e.host() }

// sentTo is the host that a server's questions are sent to for their vectors, ""
// where none are.
func (cfg *config) sentTo(guild string) string {
	if cfg.LLM.offIn(guild) {
		return ""
	}
	return cfg.Embeddings.host()
}

// embed embeds the passages that have no vectors yet. It is no error for the caller
// that it fails: the search is by words alone then.
func (d *desk) embed(ctx context.Context, progress func(done, of int)) (int, error) {
	if d.embedder == nil {
		return 0, nil
	}
	return d.embedder.Fill(ctx, d.engine.Corpus, progress)
}

// embeddingsAdvice says what to type for each cause of failure.
var embeddingsAdvice = map[llm.Cause]string{
	llm.Unreachable: "embeddings.url in config.yaml is the base of the API, for example http://localhost:11434/v1 for Ollama; is the service running?",
	llm.KeyRejected: "put the key into the environment variable EMBEDDINGS_API_KEY: EMBEDDINGS_API_KEY=… briefbot check",
	llm.NoModel:     "embeddings.model in config.yaml names a model for embeddings that the service has; embeddings.url ends with /v1 for most",
	llm.Busy:        "the service asks to wait, or the account has no credit left",
	llm.TooSlow:     "raise embeddings.timeout in config.yaml, or take a smaller model",
	llm.Broken:      "embeddings.url in config.yaml is the base of the API and ends with /v1 for most services; embeddings.dimensions: 0 takes the vectors that the model gives",
}

// checkEmbeddings asks the model for one vector, and says how far the passages of
// the database have theirs.
func checkEmbeddings(ctx context.Context, cfg *config, now func() time.Time) finding {
	f := finding{name: "embeddings"}
	e := &cfg.Embeddings
	if e.URL == "" {
		f.says = "none, so questions are searched for by words"
		if cfg.Search.Vectors {
			f.says += " and the built-in vectors of words"
		}
		if e.Model != "" {
			f.hint = "embeddings.model is named in config.yaml, but embeddings.url is empty"
		}
		return f
	}
	client, err := e.client()
	if err != nil {
		f.bad, f.says = true, err.Error()
		return f
	}
	asked, cancel := context.WithTimeout(ctx, e.Timeout)
	defer cancel()
	vectors, _, err := client.Embed(asked, []string{e.Passage + "news"})
	var failure *llm.Failure
	switch {
	case errors.As(err, &failure):
		f.bad, f.says, f.hint = true, e.at()+": "+failure.Error(), embeddingsAdvice[failure.Cause]
		return f
	case err != nil:
		f.bad, f.says = true, e.at()+": "+err.Error()
		return f
	}
	given := len(vectors[0])
	f.says = fmt.Sprintf("%s answers: %d dimensions", e.at(), given)
	if !exists(cfg.Database) {
		return f
	}
	db, err := openDatabase(ctx, cfg)
	if err != nil {
		return f // checkDatabase says so
	}
	defer db.Close()
	embedder, err := cfg.embedder(db, slog.New(slog.DiscardHandler), now)
	if err != nil {
		f.bad, f.says = true, err.Error()
		return f
	}
	have, all, dimensions, err := embedder.State(ctx, db)
	if err != nil {
		f.bad, f.says = true, err.Error()
		return f
	}
	if dimensions != given {
		have = 0
	}
	f.says += fmt.Sprintf("; %d of %d passages embedded", have, all)
	if have < all {
		f.hint = "briefbot ingest embeds the others, and briefbot serve does in the background; until then questions are searched for by words"
	}
	if spent, err := embedder.Budget.Today(ctx); err == nil {
		f.says += "; " + e.Limits.spending(spent, e.Price > 0)
	}
	return f
}
