package table

import (
	"context"
	"errors"
	"os"
	"syscall"
	"time"
)

const (
	lockWait  = 900 * time.Millisecond // before a locked file is given up
	lockRetry = 20 * time.Millisecond

	// startPages bounds the proof that a file is sound at start: 16 384 pages of
	// 4 KiB are 64 MiB, some 50 ms. [DB.Check] looks at all of them.
	startPages = 16384
)

var errLocked = errors.New("locked")

// claim opens the file for the engine, locks it, and proves its pages sound
// before the engine reads any of them. The engine locks the same descriptor
// once more, which changes nothing.
func (db *DB) claim(path string, flag int, mode os.FileMode) (*os.File, error) {
	// Without O_CREATE: a file that vanished since is not started afresh.
	file, err := os.OpenFile(path, flag&^os.O_CREATE, mode)
	if err != nil {
		return nil, err
	}
	if err := claimed(file); err != nil {
		return nil, errors.Join(err, file.Close())
	}
	db.file = file
	return file, nil
}

// claimed locks the file and looks at its pages.
func claimed(file *os.File) error {
	if err := lock(file); err != nil {
		return err
	}
	info, err := file.Stat()
	if err != nil {
		return err
	}
	m, err := currentMeta(file, info.Size())
	if err != nil {
		return err
	}
	return checkPages(context.Background(), file, m, startPages)
}

// lock takes the exclusive lock that the engine itself uses.
func lock(file *os.File) error {
	// The kernel tells nobody when a lock becomes free before a deadline: ask again.
	again := time.NewTicker(lockRetry)
	defer again.Stop()
	for deadline := time.Now().Add(lockWait); ; <-again.C {
		err := syscall.Flock(int(file.Fd()), syscall.LOCK_EX|syscall.LOCK_NB)
		switch {
		case err == nil:
			return nil
		case !errors.Is(err, syscall.EWOULDBLOCK) && !errors.Is(err, syscall.EINTR):
			return err
		case time.Now().After(deadline):
			return errLocked
		}
	}
}
