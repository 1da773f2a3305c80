//go:build !unix

package sqlite

// unwritable knows of no reason here: what cannot be written is not opened.
func unwritable(string) error { return nil }
