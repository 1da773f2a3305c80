package sqlite

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
)

// Locks of an open file (fcntl(2), "open file description locks"): the kernel
// takes them back when the process ends, however it ends, and they exclude two
// handles of one process. Package syscall does not name them.
const (
	getLock = 36 // F_OFD_GETLK
	setLock = 37 // F_OFD_SETLK
)

// A life is the proof that a handle lives: a byte of a file beside the database,
// locked for as long as the process does.
type life struct {
	f  *os.File
	at int64 // the byte
}

// newLife locks the byte that the number names in the file of the database. It
// returns nil where that is not possible: leases then expire and nothing else.
func newLife(path string, number uint64) *life {
	f, err := os.OpenFile(path+"-live", os.O_RDWR|os.O_CREATE, 0o666)
	if err != nil {
		return nil
	}
	l := &life{f, int64(number >> 2)}
	if syscall.FcntlFlock(f.Fd(), setLock, &syscall.Flock_t{Type: syscall.F_WRLCK, Start: l.at, Len: 1}) != nil {
		f.Close()
		return nil
	}
	return l
}

// sign is what the name of a lease's holder begins with.
func (l *life) sign() string {
	if l == nil {
		return ""
	}
	return fmt.Sprintf("%d.", l.at)
}

// dead reports whether the holder of a lease has certainly ended.
func (l *life) dead(holder string) bool {
	sign, _, ok := strings.Cut(holder, ".")
	at, err := strconv.ParseInt(sign, 10, 64)
	if l == nil || !ok || err != nil || at == l.at {
		return false
	}
	lock := syscall.Flock_t{Type: syscall.F_WRLCK, Start: at, Len: 1}
	return syscall.FcntlFlock(l.f.Fd(), getLock, &lock) == nil && lock.Type == syscall.F_UNLCK
}

func (l *life) close() error {
	if l == nil {
		return nil
	}
	return l.f.Close()
}
