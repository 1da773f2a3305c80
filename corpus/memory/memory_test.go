package memory_test

import (
	"testing"

	"briefbot/corpus"
	"briefbot/corpus/memory"
	"briefbot/corpus/storetest"
)

func TestStore(t *testing.T) {
	storetest.Run(t, func(*testing.T) corpus.Store { return memory.New() })
}
