package vector

// ReadEmbedded reads the table that is part of the program again.
func ReadEmbedded() error {
	_, err := Read(glove)
	return err
}
