package collective_test

import (
	"io/fs"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"

	"assistmed/services/eligibility/internal/collective"
	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

var read = sync.OnceValues(law.Embedded)

// embedded is the law itself: no test invents figures.
func embedded(t testing.TB) *law.Law {
	t.Helper()
	l, err := read()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// settled is the law with cells of the collective aid that nobody knows filled in, as
// "minimum_activity.newly_installed" stands in its group: each key of a pair is the line
// that the unknown value follows.
func settled(t testing.TB, fill map[string]string) *law.Law {
	t.Helper()
	all := fstest.MapFS{}
	root := os.DirFS("../../../internal/law")
	for _, pattern := range []string{"texts/*.yaml", "reference/*.yaml", "beside/*.yaml"} {
		names, err := fs.Glob(root, pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			data, err := fs.ReadFile(root, name)
			if err != nil {
				t.Fatal(err)
			}
			text := string(data)
			if strings.HasPrefix(name, "beside/") {
				for after, value := range fill {
					old := "\n  " + after + ":\n    value: UNKNOWN\n    certainty: UNKNOWN\n"
					if strings.Count(text, old) != 1 {
						t.Fatalf("%s stands %d times in %s", after, strings.Count(text, old), name)
					}
					text = strings.Replace(text, old, "\n  "+after+":\n    value: "+value+"\n    certainty: SECONDARY\n    source: OURS\n", 1)
				}
			}
			all[name] = &fstest.MapFile{Data: []byte(text)}
		}
	}
	l, err := law.Load(all)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// group is a group of so many members that meets every criterion, and which tests change
// where they need it.
func group(signed string, members int) collective.Application {
	a := collective.Application{Signed: civil.MustParse(signed), Structure: eligibility.Known(collective.SISA)}
	for range members {
		a.Members = append(a.Members, collective.Member{
			SpecialtyCode: "01",
			Sector:        eligibility.Known(eligibility.Sector1),
			Registered:    eligibility.Known(1000),
			ActiveFile:    eligibility.Known(1500),
			Installed:     eligibility.Known(civil.MustParse("2005-03-01")),
			HoldsContract: eligibility.Known(false),
		})
	}
	return a
}

// with is the application after some changes; the members are its own.
func with(a collective.Application, changes ...func(*collective.Application)) collective.Application {
	a.Members = slices.Clone(a.Members)
	for _, change := range changes {
		change(&a)
	}
	return a
}

type change = func(*collective.Application)

// member changes the member of this place, from 1.
func member(place int, change func(*collective.Member)) change {
	return func(a *collective.Application) { change(&a.Members[place-1]) }
}

func registered(place, n int) change {
	return member(place, func(m *collective.Member) { m.Registered = eligibility.Known(n) })
}

func uncounted(place int) change {
	return member(place, func(m *collective.Member) { m.Registered = eligibility.Fact[int]{} })
}

func installed(place int, day string) change {
	return member(place, func(m *collective.Member) { m.Installed = eligibility.Known(civil.MustParse(day)) })
}

func installedUnknown(place int) change {
	return member(place, func(m *collective.Member) { m.Installed = eligibility.Fact[civil.Date]{} })
}

func hosting(places ...int) change {
	return func(a *collective.Application) {
		for _, place := range places {
			a.Members[place-1].HostsJuniorDoctor = true
		}
	}
}

func structure(s collective.Structure) change {
	return func(a *collective.Application) { a.Structure = eligibility.Known(s) }
}

func asking(thousandths int) change {
	return func(a *collective.Application) { a.ETP = eligibility.Known(thousandths) }
}

func endedOn(day string) change {
	return func(a *collective.Application) { a.EarlierAidEnd = eligibility.Known(civil.MustParse(day)) }
}

// criterion finds one criterion of an assessment.
func criterion(t testing.TB, s collective.Assessment, id string) collective.Criterion {
	t.Helper()
	at := slices.IndexFunc(s.Criteria, func(c collective.Criterion) bool { return c.ID == id })
	if at < 0 {
		t.Fatalf("no criterion %q among %d", id, len(s.Criteria))
	}
	return s.Criteria[at]
}

// asked are the fields, and cells by their paths, that are asked for what would settle
// something; all questions when it is empty.
func asked(s collective.Assessment, settles string) []string {
	var fields []string
	for _, q := range s.Questions {
		if settles != "" && !slices.Contains(q.Settles, settles) {
			continue
		}
		fields = append(fields, q.Field+q.Missing.Cell)
	}
	return fields
}
