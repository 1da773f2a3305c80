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
	if len(shipped.Sources)+len(shipped.People)+len(shipped.Digest.Topics) > 0 {
		t.Errorf("config.yaml ships sources, people or topics of the digest")
	}
	if diff := cmp.Diff(want, shipped, cmp.AllowUnexported(discordConfig{})); diff != "" {
		t.Errorf("config.yaml and the defaults differ (-defaults +file):\n%s", diff)
	}
}

func TestConfigErrors(t *testing.T) {
	tests := []struct{ name, yaml, want string }{
		{"unknown field", "databse: x", "field databse not found"},
		{"line", "database: x\n\nsources: 3", "line 3"},
		{"secret in the file", "discord:\n  token: abc", "field token not found"},
		{"not YAML", "a: [", "line 1"},
		{"no database", `database: ""`, "database: is empty"},
		{"source without a directory", "sources: [{name: x}]", "sources[0] (x): has no directory"},
		{"source twice", "sources: [{name: x, directory: a}, {name: x, directory: b}]", "sources[1]: the name"},
		{"topic without a group", "topics: [{name: x, title: X}]", "topics[0] (x): required: is empty"},
		{"topic with a space", "topics: [{name: x y, title: X}]", "topics[0]: name"},
		{"zone", "digest: {zone: Mars/Base}", "digest.zone"},
		{"schedule", "digest: {schedule: at noon}", "digest.schedule"},
		{"schedule more often", "digest: {schedule: '0 * * * *'}", "digest.schedule"},
		{"topic of the digest", "digest: {topics: [moon]}", `digest.topics: no topic is called "moon"`},
		{"channel by name", "discord: {channel: '#news'}", "discord.channel"},
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
