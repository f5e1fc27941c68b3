//go:build unix && !linux

package fleet

import "syscall"

// attributes gives a child a process group of its own, so that a Ctrl-C reaches only
// the parent, which stops the children in order.
func attributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true}
}
