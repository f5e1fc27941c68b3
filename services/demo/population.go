package main

import (
	"bufio"
	"fmt"
	"iter"
	"slices"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	"assistmed/services/internal/population"
)

// people says which invented doctors are to be written.
type people struct {
	population.Population
	from, count uint64
	sandbox     bool
}

// mostUnknown leaves out every fact that may be unknown.
const mostUnknown = 1000

// doctors are those asked for.
func (p people) doctors() (iter.Seq[*eligibilityv1.KeyedApplication], error) {
	switch {
	case p.Unknown < 0 || p.Unknown > mostUnknown:
		return nil, fmt.Errorf("-unknown : vu %d, attendu 0 à %d millièmes", p.Unknown, mostUnknown)
	case p.sandbox:
		return slices.Values(population.Sandbox()), nil
	}
	return p.Doctors(p.from, p.count), nil
}

// population writes invented doctors as applications, one a line.
func (o *options) population(p people) error {
	doctors, err := p.doctors()
	if err != nil {
		return err
	}
	out := bufio.NewWriter(o.stdout)
	for doctor := range doctors {
		line, err := population.Line(doctor)
		if err != nil {
			return fmt.Errorf("%s : %w", doctor.GetKey(), err)
		}
		if _, err := out.Write(append(line, '\n')); err != nil {
			return err
		}
	}
	return out.Flush()
}
