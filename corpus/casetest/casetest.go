// Package casetest reads and writes test cases that are kept as txtar files: a
// comment, the input, and what is wanted of it.
package casetest

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

// A Case is one txtar file.
type Case struct {
	path    string
	archive *txtar.Archive
}

// Read reads the case at path, or fails the test.
func Read(t testing.TB, path string) *Case {
	t.Helper()
	archive, err := txtar.ParseFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return &Case{path, archive}
}

// Input is the first file of the case: its name and its text.
func (c *Case) Input(t testing.TB) (name, text string) {
	t.Helper()
	if len(c.archive.Files) == 0 {
		t.Fatalf("%s: no files", c.path)
	}
	f := c.archive.Files[0]
	return f.Name, string(f.Data)
}

// File is the text of the file of that name, "" if there is none.
func (c *Case) File(name string) string {
	for _, f := range c.archive.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// Set replaces the file of that name, or adds it at the end, and writes the case.
func (c *Case) Set(t testing.TB, name, text string) {
	t.Helper()
	if text != "" && !strings.HasSuffix(text, "\n") {
		text += "\n"
	}
	found := false
	for i := range c.archive.Files {
		if f := &c.archive.Files[i]; f.Name == name {
			f.Data, found = []byte(text), true
		}
	}
	if !found {
		c.archive.Files = append(c.archive.Files, txtar.File{Name: name, Data: []byte(text)})
	}
	if err := os.WriteFile(c.path, txtar.Format(c.archive), 0o666); err != nil {
		t.Fatal(err)
	}
}
