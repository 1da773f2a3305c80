package source

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"errors"
	"fmt"

	"briefbot/corpus"
)

// stateVersion changes when what is remembered of a file changes its meaning,
// or when the decoders have become able to read what they refused before.
const stateVersion = 2

// A state is what a source remembers of its files between two fetches. Its JSON
// is the same for the same files: maps are written in the order of their keys.
type state struct {
	Version int               `json:"version"`
	Files   map[string]record `json:"files"`
}

// A record is what is remembered of one file: its size and time, which are
// cheap to ask, and the sum of its bytes, which says whether a file that was
// touched has changed. What was wrong with it is remembered, too, so that an
// unchanged file is reported again without being decoded again.
type record struct {
	Size   int64    `json:"size"`
	Time   int64    `json:"time,omitempty"` // nanoseconds since 1970
	Sum    string   `json:"sum"`
	Taken  int      `json:"taken,omitempty"` // articles delivered, 0 once that is all
	Errors []string `json:"errors,omitempty"`
}

// readState reads what marshal wrote. State of another version is no state: the
// files are delivered again, and the store sees that it has them.
func readState(b []byte) (state, error) {
	s := state{Version: stateVersion, Files: map[string]record{}}
	if len(b) == 0 {
		return s, nil
	}
	var old state
	if err := json.Unmarshal(b, &old); err != nil {
		return s, fmt.Errorf("read the state: %w", err)
	}
	if old.Version == stateVersion && old.Files != nil {
		s = old
	}
	return s, nil
}

func (s state) marshal() ([]byte, error) { return json.Marshal(s) }

func sum(b []byte) string {
	h := sha256.Sum256(b)
	return hex.EncodeToString(h[:16])
}

// maxErrors is how many errors of one file are told one by one.
const maxErrors = 20

// split returns the errors that were joined, the first maxErrors of them and a
// count of the rest.
func split(name string, err error) []error {
	if err == nil {
		return nil
	}
	joined, ok := err.(interface{ Unwrap() []error })
	if !ok {
		return []error{err}
	}
	all := joined.Unwrap()
	if len(all) > maxErrors {
		rest := len(all) - maxErrors
		all = append(all[:maxErrors:maxErrors], fmt.Errorf("%s: and %d more errors", name, rest))
	}
	return all
}

func messages(errs []error) []string {
	var all []string
	for _, err := range errs {
		if !errors.As(err, new(*corpus.Remark)) { // which is made once
			all = append(all, err.Error())
		}
	}
	return all
}

func remembered(messages []string) []error {
	var all []error
	for _, m := range messages {
		all = append(all, errors.New(m))
	}
	return all
}
