package services_test

import (
	"errors"
	"slices"
	"strings"
	"sync"

	"google.golang.org/protobuf/proto"

	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve"
	"assistmed/services/internal/serve/servetest"
	"assistmed/services/internal/table"
)

// kindsOfPoints are all the kinds of points at which a process can die.
var kindsOfPoints = []string{
	serve.PointReceived, serve.PointAsk, serve.PointTold, table.PointBegun, table.PointWrite, table.PointCommit, table.PointCommitted, serve.PointAnswer,
}

// place is a point on the way of a call through the services: the nth of its name.
type place struct {
	name string // the service, the point and what it is about: "payment write runs"
	nth  int    // from 1
}

// kind is the point without the service and what it is about.
func (p place) kind() string { return strings.Fields(p.name)[1] }

// fuse follows a call through the services, and ends the life of the one at the armed place.
// Places are counted by name: contracts are fetched several at a time, in any order, but
// the nth of a name is always there.
type fuse struct {
	mu    sync.Mutex
	armed place
	blown bool
	met   map[string]int // by name, since the fuse was set
}

// of is the failpoint of a service.
func (f *fuse) of(service string) func(point string) bool {
	return func(point string) bool {
		f.mu.Lock()
		defer f.mu.Unlock()
		name := service + " " + point
		if !f.blown {
			f.met[name]++
			f.blown = f.armed == place{name, f.met[name]}
			return f.blown
		}
		return false
	}
}

// set begins to follow a call, that ends at the place; at none for the zero place.
func (f *fuse) set(at place) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.armed, f.blown, f.met = at, false, map[string]int{}
}

// way is all that was met since the fuse was set, by name, and whether it has blown.
func (f *fuse) way() (all []place, blown bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	for name, n := range f.met {
		for nth := range n {
			all = append(all, place{name, nth + 1})
		}
	}
	slices.SortFunc(all, func(a, b place) int {
		if c := strings.Compare(a.name, b.name); c != 0 {
			return c
		}
		return a.nth - b.nth
	})
	return all, f.blown
}

// deadly is a random place on the way that a call of a method took the last time; each kind
// of point is as likely as another. The zero place where no call was made yet.
func (s *life) deadly(method string) place {
	way := s.ways[method]
	if len(way) == 0 {
		return place{}
	}
	kinds := slices.DeleteFunc(slices.Clone(kindsOfPoints), func(kind string) bool {
		return !slices.ContainsFunc(way, func(p place) bool { return p.kind() == kind })
	})
	kind := one(s, kinds)
	return one(s, slices.DeleteFunc(slices.Clone(way), func(p place) bool { return p.kind() != kind }))
}

// committed reports whether a call was kept on its way.
func committed(way []place) bool {
	return slices.ContainsFunc(way, func(p place) bool { return p.kind() == table.PointCommitted })
}

// raise starts every service that has died again, from its file.
func raise(running []*servetest.Running) {
	for _, r := range running {
		if r.Dead() {
			r.Restart()
		}
	}
}

// survive makes a call again whose service died on the way, and wants the answer as if
// nothing had happened: repeated exactly when the first had been kept.
func (s *life) survive(err error, call func() (proto.Message, bool, error)) (proto.Message, error) {
	s.t.Helper()
	way, _ := s.fuse.way()
	at, kept := s.fuse.armed, committed(way)
	s.seen["died: "+at.kind()] = true
	var broke *fault.Error
	if !errors.As(err, &broke) || broke.Kind != fault.Unavailable {
		s.fail("a service died at %v, and the caller is told %v", at, err)
	}
	raise(s.running)
	s.fuse.set(place{})
	answer, replayed, err := call()
	if replayed != kept || kept && err != nil {
		s.fail("a service died at %v, the call was kept: %t; again it is answered (replayed: %t) with %v, %v", at, kept, replayed, answer, err)
	}
	return answer, err
}
