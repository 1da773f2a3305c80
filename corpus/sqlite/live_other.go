//go:build !linux

package sqlite

// A life is nothing here: the lease of a process that dies expires.
type life struct{}

func newLife(string, uint64) *life    { return nil }
func (*life) sign() string            { return "" }
func (*life) dead(holder string) bool { return false }
func (*life) close() error            { return nil }
