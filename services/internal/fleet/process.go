package fleet

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"sync"
	"syscall"
	"time"
)

// lastWords is how much of a process's stderr is kept for an error message.
const lastWords = 4096

// process is one running service.
type process struct {
	cmd  *exec.Cmd
	gone chan struct{} // closed when the process has ended
	err  error         // how it ended; read after gone is closed
	tail *tail
}

// kill ends the process at once and waits until it is gone.
func (p *process) kill() error {
	if err := p.cmd.Process.Kill(); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	<-p.gone
	return nil
}

// stop asks the process to end, and kills it when it does not in time.
func (p *process) stop(limit time.Duration) error {
	if err := p.cmd.Process.Signal(syscall.SIGTERM); err != nil && !errors.Is(err, os.ErrProcessDone) {
		return err
	}
	timer := time.NewTimer(limit)
	defer timer.Stop()
	select {
	case <-p.gone:
		if p.err != nil {
			return fmt.Errorf("%w; it wrote: %s", p.err, p.last())
		}
		return nil
	case <-timer.C:
		return errors.Join(fmt.Errorf("still running %s after SIGTERM, killed", limit), p.kill())
	}
}

func (p *process) result() error {
	<-p.gone
	if p.err == nil {
		return errors.New("exit status 0")
	}
	return p.err
}

func (p *process) last() string { return p.tail.String() }

// starter starts processes from one thread of the operating system that lives as
// long as the fleet: a child that dies with its parent (Pdeathsig) in truth dies
// with the thread that started it, and Go ends threads when it likes.
type starter struct {
	orders chan order
	once   sync.Once
}

type order struct {
	cmd  *exec.Cmd
	done chan error
}

func newStarter() *starter {
	s := &starter{orders: make(chan order)}
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		for o := range s.orders {
			o.done <- o.cmd.Start()
		}
	}()
	return s
}

func (s *starter) close() { s.once.Do(func() { close(s.orders) }) }

// start starts a binary with exactly this environment; what it writes goes to log.
func (s *starter) start(binary string, env []string, log io.Writer) (*process, error) {
	p := &process{gone: make(chan struct{}), tail: &tail{out: log}}
	p.cmd = exec.Command(binary)
	p.cmd.Env = env
	p.cmd.Stdout, p.cmd.Stderr = p.tail, p.tail
	p.cmd.SysProcAttr = attributes()
	o := order{cmd: p.cmd, done: make(chan error)}
	s.orders <- o
	if err := <-o.done; err != nil {
		return nil, err
	}
	go func() {
		p.err = p.cmd.Wait()
		close(p.gone)
	}()
	return p, nil
}

// tail passes on what a process writes and keeps the end of it.
type tail struct {
	out io.Writer
	mu  sync.Mutex
	end []byte
}

// Write never fails: a process must not stumble over our log.
func (t *tail) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.end = append(t.end, b...)
	if extra := len(t.end) - lastWords; extra > 0 {
		t.end = append(t.end[:0], t.end[extra:]...)
	}
	_, _ = t.out.Write(b)
	return len(b), nil
}

func (t *tail) String() string {
	t.mu.Lock()
	defer t.mu.Unlock()
	if len(t.end) == 0 {
		return "nothing"
	}
	return string(bytes.TrimSpace(t.end))
}

// tee is a writer for several processes; a nil out throws everything away.
type tee struct {
	mu  sync.Mutex
	out io.Writer
}

func (t *tee) Write(b []byte) (int, error) {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.out == nil {
		return len(b), nil
	}
	return t.out.Write(b)
}
