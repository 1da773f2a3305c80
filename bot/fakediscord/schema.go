package fakediscord

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/santhosh-tekuri/jsonschema/v6"
)

// schemas compiles Discord's description when it is first asked for, once per
// process: it is over a megabyte. It returns an error where there is none.
var schemas = sync.OnceValues(func() (*schemaSet, error) {
	path, err := description()
	if err != nil {
		return nil, err
	}
	raw, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(raw))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	set := &schemaSet{compiler: jsonschema.NewCompiler(), compiled: make(map[string]*jsonschema.Schema), valid: make(map[[sha256.Size]byte]bool)}
	set.compiler.DefaultDraft(jsonschema.Draft2020)
	if err := set.compiler.AddResource("openapi.json", doc); err != nil {
		return nil, fmt.Errorf("read %s: %w", path, err)
	}
	return set, nil
})

// schemaSet is Discord's description, each schema compiled when first needed.
type schemaSet struct {
	mu       sync.Mutex
	compiler *jsonschema.Compiler
	compiled map[string]*jsonschema.Schema
	valid    map[[sha256.Size]byte]bool // bodies that were valid: commands come again and again
}

// validate checks a body by the schema of that name. It returns nil where
// Discord's description is not there.
func validate(name string, body []byte) error {
	set, err := schemas()
	if err != nil {
		return nil
	}
	set.mu.Lock()
	defer set.mu.Unlock()
	sum := sha256.Sum256(append([]byte(name+"\n"), body...))
	if set.valid[sum] {
		return nil
	}
	schema := set.compiled[name]
	if schema == nil {
		if schema, err = set.compiler.Compile("openapi.json#/components/schemas/" + name); err != nil {
			return fmt.Errorf("schema %s: %w", name, err)
		}
		set.compiled[name] = schema
	}
	value, err := jsonschema.UnmarshalJSON(bytes.NewReader(body))
	if err != nil {
		return err
	}
	if err := schema.Validate(value); err != nil {
		return fmt.Errorf("against %s: %s", name, strings.ReplaceAll(err.Error(), "\n", " "))
	}
	set.valid[sum] = true
	return nil
}

// description is where Discord's description lies: below $BRIEFBOT_SHARED, or
// below ../shared beside the directory that holds go.mod.
func description() (string, error) {
	dir := os.Getenv("BRIEFBOT_SHARED")
	if dir == "" {
		root, err := os.Getwd()
		if err != nil {
			return "", err
		}
		for {
			if _, err := os.Stat(filepath.Join(root, "go.mod")); err == nil {
				break
			}
			if root == filepath.Dir(root) {
				return "", errors.New("no go.mod above the working directory")
			}
			root = filepath.Dir(root)
		}
		dir = filepath.Join(filepath.Dir(root), "shared")
	}
	path := filepath.Join(dir, "discord", "openapi.json")
	if _, err := os.Stat(path); err != nil {
		return "", errors.New("no description of Discord's interface beside the project (set BRIEFBOT_SHARED)")
	}
	return path, nil
}
