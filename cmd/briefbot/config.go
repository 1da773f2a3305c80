package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/robfig/cron/v3"
	"go.yaml.in/yaml/v3"

	"briefbot/bot/gateway"
	"briefbot/bot/rest"
	"briefbot/briefing"
	"briefbot/briefing/digest"
	"briefbot/briefing/digest/subscription"
	"briefbot/corpus"
)

// config is what config.yaml says. The shipped file says just what
// defaultConfig does; a test compares them.
type config struct {
	// Database is a file, relative to the configuration's directory.
	Database string `yaml:"database"`
	// Keep is how long an article stays after it arrived, 0 for ever.
	Keep    age              `yaml:"keep"`
	Sources []sourceConfig   `yaml:"sources"`
	Fetch   fetchConfig      `yaml:"fetch"`
	Topics  []briefing.Topic `yaml:"topics"`
	// Outlets label publishers, People join the names of one person.
	Outlets    []briefing.Outlet `yaml:"outlets"`
	People     []corpus.Profile  `yaml:"people"`
	Search     searchConfig      `yaml:"search"`
	Discord    discordConfig     `yaml:"discord"`
	Digest     digestConfig      `yaml:"digest"`
	LLM        llmConfig         `yaml:"llm"`
	Embeddings embeddingsConfig  `yaml:"embeddings"`
}

// sourceConfig is a directory, a feed or a page.
type sourceConfig struct {
	Name      string `yaml:"name"`
	Directory string `yaml:"directory"`
	Feed      string `yaml:"feed"`
	Page      string `yaml:"page"`
	// FullText lets the pages be read that an excerpt-only feed leads to, Every is
	// how often a feed or a page is read.
	FullText bool          `yaml:"full-text"`
	Every    time.Duration `yaml:"every"`
}

// fetchConfig is how feeds and pages are asked for.
type fetchConfig struct {
	UserAgent string `yaml:"user-agent"`
	// Allow are networks as in 10.1.0.0/16.
	Allow []string `yaml:"allow"`
	Ports []int    `yaml:"ports"`
	Proxy string   `yaml:"proxy"`
}

type searchConfig struct {
	// Vectors lets words of a similar meaning answer for those of a question.
	Vectors bool `yaml:"vectors"`
}

type discordConfig struct {
	// URL is the base of REST and gateway, "" for Discord itself.
	URL string `yaml:"url"`
	// Channel is the ID of the channel that digests are posted to.
	Channel string `yaml:"channel"`
	// Shards are the connections to the gateway, and which of them are this
	// process's; zero for as many as Discord recommends.
	Shards shardsConfig `yaml:"shards"`

	// token comes from DISCORD_TOKEN and is never read from a file.
	token string
}

type shardsConfig struct {
	Count int   `yaml:"count"`
	Own   []int `yaml:"own"`
}

type digestConfig struct {
	// Schedule is a cron expression of five fields, Zone an IANA time zone.
	Schedule string `yaml:"schedule"`
	Zone     string `yaml:"zone"`
	// Topics are digested in this order; none means all that are configured.
	Topics []string `yaml:"topics"`
	// Catchup is how late a missed digest may still be posted.
	Catchup time.Duration `yaml:"catchup"`
	// Thread says where the messages stand, Tag is the tag of posts in a forum.
	Thread subscription.Thread `yaml:"thread"`
	Tag    string              `yaml:"tag"`
}

// defaultConfig is the configuration without a file.
func defaultConfig() *config {
	return &config{
		Database: "briefbot.db",
		Topics: []briefing.Topic{{
			Name:    "iran-us",
			Title:   "Iran–US",
			Aliases: []string{"us-iran", "iran talks"},
			Required: [][]string{
				{"Iran", "Iranian", "Iranians", "Tehran"},
				{"US", "U.S.", "United States", "American", "Washington", "White House", "Trump"},
			},
			Optional: []string{"talks", "nuclear", "enrichment", "sanctions", "missile", "missiles", "armada", "warships"},
			Excluded: []string{"World Cup", "football", "soccer", "wrestlers", "match"},
			Parties: []briefing.Party{
				{Name: "Tehran", Terms: []string{"Iran", "Iranian", "Tehran"}},
				{Name: "Washington", Terms: []string{"US", "U.S.", "United States", "American", "Washington", "White House"}},
				{Name: "Ankara", Terms: []string{"Turkey", "Turkish", "Ankara", "Türkiye"}},
			},
		}},
		Outlets: []briefing.Outlet{
			{Name: "Press TV", Aliases: []string{"presstv.ir", "PressTV"}, Label: "Iranian state media", Country: "Iran"},
			{Name: "IRNA", Aliases: []string{"irna.ir", "Islamic Republic News Agency"}, Label: "Iranian state media", Country: "Iran"},
			{Name: "Tasnim", Aliases: []string{"tasnimnews.com", "Tasnim News Agency"}, Label: "close to the Iranian state", Country: "Iran"},
			{Name: "TRT World", Aliases: []string{"trtworld.com", "TRT"}, Label: "Turkish state media", Country: "Turkey"},
			{Name: "Anadolu Agency", Aliases: []string{"aa.com.tr", "Anadolu"}, Label: "Turkish state media", Country: "Turkey"},
			{Name: "Hurriyet", Aliases: []string{"hurriyet.com.tr", "Hürriyet"}, Label: "close to the Turkish government", Country: "Turkey"},
			{Name: "Voice of America", Aliases: []string{"voanews.com", "VOA"}, Label: "funded by the US government", Country: "United States"},
			{Name: "RT", Aliases: []string{"rt.com", "Russia Today"}, Label: "Russian state media", Country: "Russia"},
			{Name: "TASS", Aliases: []string{"tass.com"}, Label: "Russian state media, wire", Country: "Russia"},
			{Name: "Xinhua", Aliases: []string{"xinhuanet.com", "news.cn"}, Label: "Chinese state media, wire", Country: "China"},
			{Name: "Reuters", Aliases: []string{"reuters.com"}, Label: "wire", Country: "United Kingdom"},
			{Name: "Associated Press", Aliases: []string{"apnews.com", "AP"}, Label: "wire", Country: "United States"},
			{Name: "Agence France-Presse", Aliases: []string{"afp.com", "AFP"}, Label: "wire", Country: "France"},
			{Name: "The New York Times", Aliases: []string{"nytimes.com", "New York Times"}, Country: "United States"},
		},
		Search:     searchConfig{Vectors: true},
		LLM:        defaultLLM(),
		Embeddings: defaultEmbeddings(),
		Digest: digestConfig{
			Schedule: "0 7 * * *",
			Zone:     "UTC",
			Catchup:  6 * time.Hour,
		},
	}
}

// digestTopics are the names of the topics that are digested.
func (cfg *config) digestTopics() []string {
	if len(cfg.Digest.Topics) > 0 {
		return cfg.Digest.Topics
	}
	var names []string
	for _, t := range cfg.Topics {
		names = append(names, t.Name)
	}
	return names
}

// clock is when digests are due: the schedule, and the zone whose clocks it
// goes by.
func (d *digestConfig) clock() (cron.Schedule, *time.Location, error) {
	schedule, err := cron.ParseStandard(d.Schedule)
	if err == nil {
		err = digest.Daily(schedule)
	}
	if err != nil {
		return nil, nil, fmt.Errorf("digest.schedule %q: %w", d.Schedule, err)
	}
	zone, err := time.LoadLocation(d.Zone)
	if err != nil {
		return nil, nil, fmt.Errorf("digest.zone: %w", err)
	}
	return schedule, zone, nil
}

// readConfig reads the configuration file, or config.yaml in the working
// directory if there is one, over the defaults.
func (c *call) readConfig() (*config, error) {
	cfg := defaultConfig()
	cfg.Discord.token = c.getenv("DISCORD_TOKEN")
	cfg.LLM.key = c.getenv("LLM_API_KEY")
	cfg.Embeddings.key = c.getenv("EMBEDDINGS_API_KEY")
	name := c.configFile
	if name == "" {
		name = "config.yaml"
	}
	data, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) && c.configFile == "" {
		return cfg, nil
	} else if err != nil {
		return nil, &hintedError{fmt.Errorf("read the configuration: %w", err), "-config names the file"}
	}
	if err := decodeConfig(data, cfg); err != nil {
		return nil, &hintedError{fmt.Errorf("%s: %w", name, err), "the sample config.yaml of the project explains every field"}
	}
	cfg.Embeddings.keyFor(&cfg.LLM)
	if !filepath.IsAbs(cfg.Database) {
		cfg.Database = filepath.Join(filepath.Dir(name), cfg.Database)
	}
	for i := range cfg.Sources {
		if s := &cfg.Sources[i]; s.Directory != "" && !filepath.IsAbs(s.Directory) {
			s.Directory = filepath.Join(filepath.Dir(name), s.Directory)
		}
	}
	return cfg, nil
}

// decodeConfig decodes data over cfg. A field that it does not know is an error
// with its line; the text around it, which may hold a secret, is not shown.
func decodeConfig(data []byte, cfg *config) error {
	dec := yaml.NewDecoder(bytes.NewReader(data))
	dec.KnownFields(true)
	if err := dec.Decode(cfg); err != nil && !errors.Is(err, io.EOF) {
		return misread(data, err)
	}
	return cfg.validate()
}

// validate names the first field that cannot be meant.
func (cfg *config) validate() error {
	if cfg.Database == "" {
		return errors.New("database: is empty")
	}
	if cfg.Keep < 0 {
		return fmt.Errorf("keep: want a time such as 180d, or 0 to keep everything, have %s", cfg.Keep)
	}
	sources := map[string]bool{}
	for i, s := range cfg.Sources {
		switch {
		case s.Name == "":
			return fmt.Errorf("sources[%d]: has no name", i)
		case sources[s.Name]:
			return fmt.Errorf("sources[%d]: the name %q stands twice", i, s.Name)
		}
		if err := s.validate(); err != nil {
			return fmt.Errorf("sources[%d] (%s): %w", i, s.Name, err)
		}
		sources[s.Name] = true
	}
	if err := cfg.Fetch.validate(); err != nil {
		return err
	}
	topics := map[string]bool{}
	for i, t := range cfg.Topics {
		switch {
		case t.Name == "" || strings.ContainsAny(t.Name, " \t\n/"):
			return fmt.Errorf("topics[%d]: name: want one word, have %q", i, t.Name)
		case t.Title == "":
			return fmt.Errorf("topics[%d] (%s): has no title", i, t.Name)
		case topics[t.Name]:
			return fmt.Errorf("topics[%d]: the name %q stands twice", i, t.Name)
		case len(t.Required) == 0:
			return fmt.Errorf("topics[%d] (%s): required: is empty, so that every article would belong to it", i, t.Name)
		}
		for j, group := range t.Required {
			if len(group) == 0 {
				return fmt.Errorf("topics[%d] (%s): required[%d]: is empty, so that no article would belong to it", i, t.Name, j)
			}
		}
		topics[t.Name] = true
	}
	for i, o := range cfg.Outlets {
		if o.Name == "" {
			return fmt.Errorf("outlets[%d]: has no name", i)
		}
	}
	for i, p := range cfg.People {
		if p.Name == "" {
			return fmt.Errorf("people[%d]: has no name", i)
		}
	}
	if _, _, err := cfg.Digest.clock(); err != nil {
		return err
	}
	if err := cfg.LLM.validate(); err != nil {
		return err
	}
	if err := cfg.Embeddings.validate(); err != nil {
		return err
	}
	if err := rest.CheckURL(cfg.Discord.URL); err != nil {
		return err
	}
	if err := gateway.Shards(cfg.Discord.Shards).Validate(); err != nil {
		return fmt.Errorf("discord.shards.%w", err)
	}
	if strings.Trim(cfg.Discord.Channel, "0123456789") != "" || len(cfg.Discord.Channel) > 20 {
		return fmt.Errorf("discord.channel: want the number that Discord calls the channel's ID, have %q", cfg.Discord.Channel)
	}
	if cfg.Digest.Catchup < 0 || cfg.Digest.Catchup > 24*time.Hour {
		return fmt.Errorf("digest.catchup: want 0 to 24h, have %s", cfg.Digest.Catchup)
	}
	switch d := cfg.Digest; {
	case !slices.Contains([]subscription.Thread{subscription.InChannel, subscription.Further, subscription.Entries, subscription.Post}, d.Thread):
		return fmt.Errorf("digest.thread: want %s, %s, %s or nothing, have %q", subscription.Further, subscription.Entries, subscription.Post, d.Thread)
	case d.Tag != "" && d.Thread != subscription.Post:
		return fmt.Errorf("digest.tag: only posts have one: digest.thread must be %s", subscription.Post)
	}
	for _, name := range cfg.Digest.Topics {
		if !topics[name] {
			return fmt.Errorf("digest.topics: no topic is called %q", name)
		}
	}
	return nil
}
