package eligibility_test

import (
	"os"
	"path/filepath"
	"slices"
	"sync"
	"testing"

	"pgregory.net/rapid"

	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// read is the law itself, read once; it never changes.
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

// filled is the law with the fictitious supplements of its tests, as a fund would fill
// it.
var filled = sync.OnceValues(func() (*law.Law, error) {
	return law.Open(os.DirFS(filepath.Join("..", "..", "..", "internal", "law", "testdata", "supplements")))
})

// supplemented is the law that a fund filled.
func supplemented(t testing.TB) *law.Law {
	t.Helper()
	l, err := filled()
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// underEachLaw checks a property under the law as it is known, and as a fund would
// fill it.
func underEachLaw(t *testing.T, property func(t *rapid.T, l *law.Law)) {
	t.Helper()
	for _, c := range []struct {
		name string
		law  *law.Law
	}{{"as it is known", embedded(t)}, {"as a fund fills it", supplemented(t)}} {
		t.Run(c.name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) { property(t, c.law) })
		})
	}
}

// engines are the laws made ready, each once.
var engines sync.Map

// engineOf is a law made ready.
func engineOf(l *law.Law) *eligibility.Engine {
	engine, ok := engines.Load(l)
	if !ok {
		engine, _ = engines.LoadOrStore(l, eligibility.New(l))
	}
	return engine.(*eligibility.Engine)
}

// assess answers an application under a law.
func assess(l *law.Law, a eligibility.Application) eligibility.Assessment {
	return engineOf(l).Assess(a)
}

// doctor is an application in which every criterion of every text is met or not
// required, and which tests change where they need it.
func doctor(signed string) eligibility.Application {
	return eligibility.Application{
		Signed: civil.MustParse(signed),
		Doctor: eligibility.Doctor{
			SpecialtyCode: "01",
			Sector:        eligibility.Known(eligibility.Sector1),
			Installed:     eligibility.Known(civil.MustParse("2005-03-01")),
		},
		Practice: eligibility.Practice{
			Zone:            law.ZoneNone,
			Department:      eligibility.Known("75"),
			Doctors:         eligibility.Known(3),
			Coordination:    eligibility.Coordination{Form: eligibility.Known(eligibility.CPTS)},
			StructureFeeMet: eligibility.Known(true),
			ColleagueNear:   eligibility.Known(false),
		},
		Activity: eligibility.Activity{
			AdultRegistered: eligibility.Known(900),
			Registered:      eligibility.Known(1000),
			ActiveFile:      eligibility.Known(1500),
			Under16Share:    eligibility.Known(1500),
		},
		Assistant: eligibility.Assistant{SecretaryPromoted: eligibility.Known(false)},
	}
}

// with is the application after some changes.
func with(a eligibility.Application, changes ...func(*eligibility.Application)) eligibility.Application {
	for _, change := range changes {
		change(&a)
	}
	return a
}

type change = func(*eligibility.Application)

func specialty(code string) change {
	return func(a *eligibility.Application) { a.Doctor.SpecialtyCode = code }
}

func adults(n int) change {
	return func(a *eligibility.Application) { a.Activity.AdultRegistered = eligibility.Known(n) }
}

func registered(n int) change {
	return func(a *eligibility.Application) { a.Activity.Registered = eligibility.Known(n) }
}

func activeFile(n int) change {
	return func(a *eligibility.Application) { a.Activity.ActiveFile = eligibility.Known(n) }
}

func band(b law.Band) change {
	return func(a *eligibility.Application) { a.Activity.Band = eligibility.Known(b) }
}

func zone(z law.Zone) change {
	return func(a *eligibility.Application) { a.Practice.Zone = z }
}

func doctors(n int) change {
	return func(a *eligibility.Application) { a.Practice.Doctors = eligibility.Known(n) }
}

func department(code string) change {
	return func(a *eligibility.Application) { a.Practice.Department = eligibility.Known(code) }
}

func installed(day string) change {
	return func(a *eligibility.Application) { a.Doctor.Installed = eligibility.Known(civil.MustParse(day)) }
}

func sector2(o eligibility.TariffOption) change {
	return func(a *eligibility.Application) {
		a.Doctor.Sector = eligibility.Known(eligibility.Sector2)
		a.Doctor.TariffOption = eligibility.Known(o)
	}
}

func clinical(bp int) change {
	return func(a *eligibility.Application) { a.Activity.ClinicalShare = eligibility.Known(bp) }
}

func ccam(bp int) change {
	return func(a *eligibility.Application) { a.Activity.CCAMShare = eligibility.Known(bp) }
}

func wanted(options ...law.Option) change {
	return func(a *eligibility.Application) { a.Wanted = options }
}

func weekly(minutes int) change {
	return func(a *eligibility.Application) { a.Assistant.WeeklyMinutes = eligibility.Known(minutes) }
}

func committed(by string) change {
	return func(a *eligibility.Application) {
		a.Practice.Coordination = eligibility.Coordination{Commitment: eligibility.Known(civil.MustParse(by))}
	}
}

// criterion finds one criterion of an assessment.
func criterion(t testing.TB, s eligibility.Assessment, id string) eligibility.Criterion {
	t.Helper()
	at := slices.IndexFunc(s.Criteria, func(c *eligibility.Criterion) bool { return c.ID == id })
	if at < 0 {
		t.Fatalf("no criterion %q among %d", id, len(s.Criteria))
	}
	return *s.Criteria[at]
}

// option finds the answer to one option.
func option(t testing.TB, s eligibility.Assessment, o law.Option) eligibility.OptionAnswer {
	t.Helper()
	at := slices.IndexFunc(s.Options, func(a eligibility.OptionAnswer) bool { return a.Option == o })
	if at < 0 {
		t.Fatalf("no answer to option %s among %d", o, len(s.Options))
	}
	return s.Options[at]
}

// asked are the fields asked for what would settle a criterion or an option; a missing
// cell is given by its path.
func asked(s eligibility.Assessment, settles string) []string {
	var fields []string
	for _, q := range s.Questions {
		if !slices.Contains(q.Settles, settles) {
			continue
		}
		if q.Field == "" {
			fields = append(fields, q.Missing.Cell)
		} else {
			fields = append(fields, q.Field)
		}
	}
	return fields
}

// ceilings are the amounts of the five years in euros; -1 where there is none.
func ceilings(o eligibility.OptionAnswer) []int {
	var euros []int
	for _, y := range o.Yearly {
		if c, known := y.Ceiling.Get(); known {
			euros = append(euros, int(c/100))
		} else {
			euros = append(euros, -1)
		}
	}
	return euros
}

// reasons are the codes of an option's reasons.
func reasons(o eligibility.OptionAnswer) []string {
	codes := make([]string, 0, len(o.Reasons))
	for _, r := range o.Reasons {
		codes = append(codes, r.Code)
	}
	return codes
}
