package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// TestShippedConfig holds config.yaml to the defaults: whoever copies it changes
// nothing.
func TestShippedConfig(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "config.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	shipped := &config{}
	if err := decodeConfig(data, shipped); err != nil {
		t.Fatal(err)
	}
	want := defaultConfig()
	// Empty lists against none.
	want.Sources, want.People, want.Digest.Topics = shipped.Sources, shipped.People, shipped.Digest.Topics
	want.LLM.Off = shipped.LLM.Off
	want.Fetch.Allow, want.Fetch.Ports = shipped.Fetch.Allow, shipped.Fetch.Ports
	if len(shipped.Sources)+len(shipped.People)+len(shipped.Digest.Topics)+len(shipped.Fetch.Allow)+len(shipped.Fetch.Ports) > 0 {
		t.Errorf("config.yaml ships sources, people, topics of the digest or allowances")
	}
	if diff := cmp.Diff(want, shipped, cmp.AllowUnexported(discordConfig{}, llmConfig{}, embeddingsConfig{})); diff != "" {
		t.Errorf("config.yaml and the defaults differ (-defaults +file):\n%s", diff)
	}
}

func TestConfigErrors(t *testing.T) {
	tests := []struct{ name, yaml, want string }{
		{"unknown field", "databse: x", "line 1: there is no field databse here"},
		{"line", "database: x\n\nsources: 3", "line 3"},
		{"secret in the file", "discord:\n  token: abc", "there is no field token"},
		{"number for a list", "topics: 3", "line 1: want a list, have a number"},
		{"text for a switch", "search: {vectors: abcabc}", "line 1: want true or false, have text"},
		{"list for fields", "\ndigest: [a]", "line 2: want fields of its own, have a list"},
		{"text for a time", "digest: {catchup: abcabc}", "line 1: want a time such as 30m, have text"},
		{"two lines", "a: 1\nb: 2", "line 1: there is no field a here\nline 2: there is no field b here"},
		{"indented with a tab", "topics:\n\t- name: x", "line 2: is indented with a tab"},
		{"no time to keep", "keep: 12x", "keep: want a time such as 180d"},
		{"not YAML", "a: [", "line 1"},
		{"no database", `database: ""`, "database: is empty"},
		{"source of no kind", "sources: [{name: x}]", "sources[0] (x): has no directory, feed or page"},
		{"source of two kinds", "sources: [{name: x, directory: a, feed: 'https://example.org/'}]", "sources[0] (x): has more than one of"},
		{"full text of a directory", "sources: [{name: x, directory: a, full-text: true}]", "full-text: is for a feed"},
		{"directory with an interval", "sources: [{name: x, directory: a, every: 1h}]", "every: is for a feed"},
		{"feed too often", "sources: [{name: x, feed: 'https://example.org/', every: 1s}]", "every: want 5m0s at least"},
		{"feed of another protocol", "sources: [{name: x, feed: 'ftp://example.org/'}]", "sources[0] (x): feed: ftp://example.org/ is not an address that begins with http:// or https://"},
		{"page with a password", "sources: [{name: x, page: 'https://me:hunter2@example.org/'}]", "sources[0] (x): page: https://example.org/ holds a user name or password"},
		{"network", "fetch: {allow: [loopback]}", "fetch.allow: want a network as in"},
		{"port", "fetch: {ports: [0]}", "fetch.ports: want 1 to 65535, have 0"},
		{"proxy", "fetch: {proxy: 'user:abc@example.org'}", "fetch.proxy: want an address"},
		{"source twice", "sources: [{name: x, directory: a}, {name: x, directory: b}]", "sources[1]: the name"},
		{"topic without a group", "topics: [{name: x, title: X}]", "topics[0] (x): required: is empty"},
		{"topic with a space", "topics: [{name: x y, title: X}]", "topics[0]: name"},
		{"zone", "digest: {zone: Mars/Base}", "digest.zone"},
		{"schedule", "digest: {schedule: at noon}", "digest.schedule"},
		{"schedule more often", "digest: {schedule: '0 * * * *'}", "digest.schedule"},
		{"topic of the digest", "digest: {topics: [moon]}", `digest.topics: no topic is called "moon"`},
		{"channel by name", "discord: {channel: '#news'}", "discord.channel"},
		{"model without a name", "llm: {url: 'http://localhost:11434/v1'}", "llm.model: is empty"},
		{"model without an address", "llm: {url: 'localhost:11434', model: x}", "llm.url: want an address like"},
		{"key in the address", "llm: {url: 'https://x:secret@example.org/v1', model: x}", "llm.url: the key belongs into the environment"},
		{"key in the file", "llm: {key: abc}", "there is no field key"},
		{"answer after Discord's time", "llm: {timeout: 20m}", "llm.timeout: want more than 0 and at most 10m"},
		{"money without prices", "llm: {limits: {day: {money: 1}}}", "llm.limits.day.money: means nothing without llm.price"},
		{"server by name", "llm: {off: [newsroom]}", "llm.off[0]"},
		{"address", "discord: {url: 'http://example.org'}", "discord.url"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			err := decodeConfig([]byte(test.yaml), defaultConfig())
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
			if err != nil && strings.Contains(err.Error(), "abc") {
				t.Errorf("the error shows a value of the file: %v", err)
			}
		})
	}
}
