// Package population invents doctors who apply for the aid: for demonstrations, for
// load and for properties. Nobody in it exists and nothing in it is a statistic: the
// shares and the patient lists stand as tables in mix.go, where they were chosen to be
// plausible and to reach every part of the law.
//
// Doctor number i of a seed depends on nothing but the two, so that a population can
// be split, replayed and joined: only integers, the PCG generator whose sequence is
// specified, no clock. A seed gives the same doctors for ever within one [Version].
//
// RPPS numbers begin with 99 here, and the real ones with 1 or 8: to our knowledge
// none of these is attributed. Their keys are right, so that every program takes them.
// AM numbers begin with 99 too, which is no département.
package population

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"iter"
	"math/bits"
	"math/rand/v2"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/reflect/protoreflect"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	"assistmed/services/internal/ident"
)

// Version is that of the tables and of the order in which they are drawn from. What a
// seed gives changes with it, and with nothing else.
const Version = 1

// thousand is the whole of a share.
const thousand = 1000

// Population is an endless list of doctors. Its zero value is one too.
type Population struct {
	// Seed tells one population from another.
	Seed uint64
	// Unknown is the share of facts left out among those that the API lets be unknown,
	// in thousandths, 0 to 1000. A higher share only leaves out more: what is
	// still said of a doctor is the same.
	Unknown int
	series  series // generated, unless it is said
}

// series begins the RPPS and AM numbers, so that those of invented doctors stay apart.
type series string

const (
	generated series = "990"
	sandboxed series = "998" // 999 is left to tests and dossiers
)

// Doctor gives the application of doctor number i, under the key "doctor-<seed>-<i>".
// Its RPPS and AM numbers hold i, so that they are its own up to ten million and one
// million doctors of one seed; other seeds have the same ones.
func (p Population) Doctor(i uint64) *eligibilityv1.KeyedApplication {
	d := draft{dice: dice{rand.NewPCG(scramble(p.Seed), scramble(i))}}
	a := d.application()
	a.Doctor.Rpps, a.Doctor.AmNumber = cmp.Or(p.series, generated).of(i)
	p.forget(i, a)
	return &eligibilityv1.KeyedApplication{Key: fmt.Sprintf("doctor-%d-%d", p.Seed, i), Application: a}
}

// Numbers gives the RPPS and AM numbers of doctor number i of any seed.
func Numbers(i uint64) (rpps, am string) { return generated.of(i) }

// Doctors gives count doctors, beginning with number from.
func (p Population) Doctors(from, count uint64) iter.Seq[*eligibilityv1.KeyedApplication] {
	return func(yield func(*eligibilityv1.KeyedApplication) bool) {
		for n := range count {
			if !yield(p.Doctor(from + n)) {
				return
			}
		}
	}
}

// Line writes an application as one line of JSON, without the newline, with the field
// names of the proto. The same application gives the same line.
func Line(a *eligibilityv1.KeyedApplication) ([]byte, error) {
	text, err := protojson.MarshalOptions{UseProtoNames: true}.Marshal(a)
	if err != nil {
		return nil, err
	}
	// protojson varies its spaces from build to build, so that nobody relies on them.
	var line bytes.Buffer
	err = json.Compact(&line, text)
	return line.Bytes(), err
}

// of gives the RPPS and AM numbers of doctor number i.
func (s series) of(i uint64) (rpps, am string) {
	head := fmt.Sprintf("%s%07d", s, i%10_000_000)
	for key := range 10 {
		rpps = fmt.Sprintf("%s%d", head, key)
		if ident.CheckRPPS(rpps) == nil {
			break
		}
	}
	return rpps, fmt.Sprintf("%s%06d", s, i%1_000_000)
}

// forget leaves out facts. Whether one is left out depends on the seed, the doctor and
// the fact alone.
func (p Population) forget(i uint64, a *eligibilityv1.Application) {
	if p.Unknown == 0 {
		return
	}
	gone := func(part int, field protoreflect.FieldNumber) bool {
		fact := scramble(scramble(scramble(p.Seed)^i) ^ uint64(part)<<32 ^ uint64(field))
		return int(upTo(fact, thousand)) < p.Unknown
	}
	parts := []protoreflect.Message{
		a.Doctor.ProtoReflect(), a.Practice.ProtoReflect(), a.Activity.ProtoReflect(), a.Assistant.ProtoReflect(), a.KnownContract.ProtoReflect(),
	}
	for part, m := range parts {
		fields := m.Descriptor().Fields()
		for n := range fields.Len() {
			// A field with presence is one that may be unknown; the others are claims,
			// or needed.
			if f := fields.Get(n); f.HasPresence() && m.Has(f) && gone(part, f.Number()) {
				m.Clear(f)
			}
		}
	}
	if gone(len(parts), 0) {
		a.KnownContract = nil
	}
}

// dice are thrown in an order that never changes within a version.
type dice struct{ *rand.PCG }

// below gives a number from 0 to n-1.
func (d dice) below(n int) int { return int(upTo(d.Uint64(), uint64(n))) }

// between gives a number from least to most.
func (d dice) between(least, most int) int { return least + d.below(most-least+1) }

// happens is true in a share of cases, in thousandths.
func (d dice) happens(share int) bool { return d.below(thousand) < share }

// upTo brings 64 random bits down to 0 … n-1. The rest of a division by 2^64 favours
// some numbers by one chance in billions, which nobody will see.
func upTo(random, n uint64) uint64 {
	high, _ := bits.Mul64(random, n)
	return high
}

// scramble is the step and the finalizer of SplitMix64. Two numbers never give the
// same one, and neighbours give numbers that have nothing in common.
func scramble(x uint64) uint64 {
	x += 0x9e3779b97f4a7c15
	x = (x ^ x>>30) * 0xbf58476d1ce4e5b9
	x = (x ^ x>>27) * 0x94d049bb133111eb
	return x ^ x>>31
}
