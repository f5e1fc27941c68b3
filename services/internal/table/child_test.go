package table_test

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"assistmed/services/internal/table"
)

// children are what this binary does as a child process, by TABLE_CHILD.
var children = map[string]func(path string) error{
	"hold": holdTheStore, "write": writeAndAcknowledge, "full": fillTheDisk,
}

// child starts this binary as a child; closing in ends the polite ones.
func child(t *testing.T, work, path string) (cmd *exec.Cmd, in io.WriteCloser, out *bufio.Reader) {
	t.Helper()
	cmd = exec.Command(os.Args[0])
	cmd.Env = append(os.Environ(), "TABLE_CHILD="+work, "TABLE_PATH="+path)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	pipe, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = cmd.Process.Kill() // it may have ended already
		_ = cmd.Wait()
	})
	return cmd, in, bufio.NewReader(pipe)
}

// holdTheStore keeps the store open until its input ends.
func holdTheStore(path string) error {
	db, err := table.Open(path, schema())
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintln(os.Stdout, "open"); err != nil {
		return err
	}
	if _, err := io.Copy(io.Discard, os.Stdin); err != nil {
		return err
	}
	return db.Close()
}

// writeAndAcknowledge writes notes with several writers, and prints the key of
// each when it is kept, until it is killed. A note and its event belong together.
func writeAndAcknowledge(path string) error {
	db, err := table.Open(path, schema())
	if err != nil {
		return err
	}
	var out sync.Mutex
	failed := make(chan error)
	for w := range 8 {
		go func() {
			for i := 0; ; i++ {
				key := fmt.Sprintf("note_%d_%d_%06d", os.Getpid(), w, i)
				err := db.Update(context.Background(), func(tx *table.Tx) error {
					if err := putNote(tx, key, "w"+strconv.Itoa(w)); err != nil {
						return err
					}
					return table.Append(tx, call("r"), table.Change{Resource: key, What: "kept"})
				})
				if err == nil {
					out.Lock()
					_, err = fmt.Fprintln(os.Stdout, key)
					out.Unlock()
				}
				if err != nil {
					failed <- err
					return
				}
			}
		}()
	}
	return <-failed
}

// fillTheDisk writes one note, makes the file system refuse any growth of the
// file, writes until that fails, and reports.
func fillTheDisk(path string) error {
	db, err := table.Open(path, schema())
	if err != nil {
		return err
	}
	ctx := context.Background()
	if err := db.Update(ctx, func(tx *table.Tx) error { return putNote(tx, "before", "kept") }); err != nil {
		return err
	}
	info, err := os.Stat(path)
	if err != nil {
		return err
	}
	signal.Ignore(syscall.SIGXFSZ) // so that the write fails instead of killing us
	limit := syscall.Rlimit{Cur: uint64(info.Size()), Max: uint64(info.Size())}
	if err := syscall.Setrlimit(syscall.RLIMIT_FSIZE, &limit); err != nil {
		return err
	}
	err = db.Update(ctx, func(tx *table.Tx) error {
		m := note("large")
		m.Resource = strings.Repeat("x", 1<<20)
		return logs.Insert(tx, "after", m)
	})
	if err == nil {
		return errors.New("a write to a full disk succeeded")
	}
	failure := err
	return db.View(ctx, func(tx *table.Tx) error {
		_, before, err := notes.Get(tx, "before")
		if err != nil {
			return err
		}
		_, after, err := logs.Get(tx, "after")
		if err != nil {
			return err
		}
		_, err = fmt.Fprintf(os.Stdout, "failed: %v\nhealthy: %v\nbefore: %v after: %v\n", failure, db.Err() == nil, before, after)
		return err
	})
}

func TestWhatWasAcknowledgedSurvivesAKill(t *testing.T) {
	path := t.TempDir() + "/notes.db"
	acknowledged := map[string]bool{}
	for _, kept := range []int{1, 50, 333, 1000} {
		cmd, _, out := child(t, "write", path)
		for range kept {
			line, err := out.ReadString('\n')
			if err != nil {
				t.Fatalf("the child stopped early: %v", err)
			}
			acknowledged[strings.TrimSpace(line)] = true
		}
		if err := cmd.Process.Kill(); err != nil { // SIGKILL
			t.Fatal(err)
		}
		rest, err := io.ReadAll(out) // what it said before it died counts too
		if err != nil {
			t.Fatal(err)
		}
		lines := strings.Split(string(rest), "\n")
		for _, line := range lines[:len(lines)-1] { // the last is empty or cut
			acknowledged[line] = true
		}
		_ = cmd.Wait() // says that it was killed
		found := reopenAndCount(t, path, acknowledged)
		t.Logf("%d acknowledged, %d kept", len(acknowledged), found)
	}
}

// reopenAndCount proves that nothing acknowledged is lost and nothing is half
// written, and gives the number of notes.
func reopenAndCount(t *testing.T, path string, acknowledged map[string]bool) int {
	t.Helper()
	db, err := table.Open(path, schema())
	if err != nil {
		t.Fatal(err)
	}
	if err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
	events, err := db.Events(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	told := map[string]bool{}
	for _, e := range events {
		told[e.GetResource()] = true
	}
	kept := map[string]bool{}
	for _, line := range stored(t, db) {
		key, _, _ := strings.Cut(line, "=")
		kept[key] = true
		if !told[key] {
			t.Errorf("note %s is kept without its event", key)
		}
	}
	if len(kept) != len(events) {
		t.Errorf("%d notes and %d events", len(kept), len(events))
	}
	for key := range acknowledged {
		if !kept[key] {
			t.Errorf("note %s was acknowledged and is lost", key)
		}
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	return len(kept)
}

func TestAStoreLockedByAnotherProcessFailsAndNamesTheFile(t *testing.T) {
	t.Parallel() // it waits most of its time
	path := t.TempDir() + "/notes.db"
	cmd, in, out := child(t, "hold", path)
	if line, err := out.ReadString('\n'); line != "open\n" {
		t.Fatalf("the child said %q: %v", line, err)
	}
	_, err := table.Open(path, schema())
	says(t, err, path, "locked by another process")
	if table.LockWait > time.Second {
		t.Errorf("it waits %v before it says so, want a second at most", table.LockWait)
	}
	if err := in.Close(); err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatal(err)
	}
	reopen(t, path)
}

func TestAFullDiskFailsTheWriteAndLosesNothing(t *testing.T) {
	path := t.TempDir() + "/notes.db"
	cmd, _, out := child(t, "full", path)
	said, err := io.ReadAll(out)
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Wait(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	says(t, errors.New(string(said)), "failed: store "+path+": commit failed", "healthy: false", "before: true after: false")
	equal(t, "after reopening", stored(t, reopen(t, path)), []string{"before=kept"})
}
