package fleet

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"net"
	"slices"
	"strings"
)

// Ports are taken from below the range that the kernel gives to outgoing
// connections (from 32768 on Linux): a port from ":0" could be given to a client
// while its service is being restarted, even to the client of that very service,
// which would then be connected to itself.
const (
	firstPort = 20000
	lastPort  = 32000
	attempts  = 200
)

// addresses completes the given addresses with free loopback ports, all different.
func addresses(given map[string]string) (map[string]string, error) {
	for name := range given {
		if !slices.Contains(Names(), name) {
			return nil, fmt.Errorf("address of %q: no such service, there are %s", name, strings.Join(Names(), ", "))
		}
	}
	addrs := map[string]string{}
	maps.Copy(addrs, given)
	for _, name := range Names() {
		if addrs[name] != "" {
			continue
		}
		addr, err := freeAddress(addrs)
		if err != nil {
			return nil, err
		}
		addrs[name] = addr
	}
	return addrs, nil
}

func freeAddress(taken map[string]string) (string, error) {
	for range attempts {
		addr := fmt.Sprintf("127.0.0.1:%d", firstPort+rand.IntN(lastPort-firstPort))
		if !slices.Contains(slices.Collect(maps.Values(taken)), addr) && free(addr) {
			return addr, nil
		}
	}
	return "", errors.New("no free loopback port found")
}

// free listens on an address for a moment.
func free(addr string) bool {
	l, err := (&net.ListenConfig{}).Listen(context.Background(), "tcp", addr)
	if err != nil {
		return false
	}
	return l.Close() == nil
}
