//go:build unix

package sqlite

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
)

// toWrite is W_OK of access(2), which package syscall does not name.
const toWrite = 2

// unwritable says why a database that is there cannot be written, nil where it can
// be, or is not there. The file is not opened for that: see inspect.
func unwritable(path string) error {
	if _, err := os.Stat(path); errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	for _, name := range []string{path, filepath.Dir(path)} {
		if err := syscall.Access(name, toWrite); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	return nil
}
