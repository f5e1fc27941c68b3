package population

import (
	"bytes"
	"fmt"
	"math/big"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"

	"google.golang.org/protobuf/proto"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	"assistmed/services/internal/law"
)

func line(t testing.TB, a *eligibilityv1.KeyedApplication) string {
	t.Helper()
	text, err := Line(a)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestASeedAndANumberGiveTheSameDoctorForEver(t *testing.T) {
	golden, err := os.ReadFile("testdata/doctors.golden.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	var got bytes.Buffer
	for _, at := range []struct {
		seed, number uint64
		unknown      int
	}{{0, 0, 0}, {1, 0, 0}, {1, 1, 0}, {1, 1, 300}, {2, 1, 0}, {1, 999_999, 0}, {1<<64 - 1, 1<<64 - 1, 1000}} {
		got.WriteString(line(t, Population{Seed: at.seed, Unknown: at.unknown}.Doctor(at.number)) + "\n")
	}
	if !bytes.Equal(got.Bytes(), golden) {
		t.Errorf("version %d gave other doctors when it was made; a change of tables or draws is a new version.\nseen:\n%s\nwanted:\n%s", Version, &got, golden)
	}
}

func TestAPopulationMayBeSplitAndJoined(t *testing.T) {
	p := Population{Seed: 7, Unknown: 100}
	var whole, parts []string
	for a := range p.Doctors(0, 300) {
		whole = append(whole, line(t, a))
	}
	for _, part := range [][2]uint64{{200, 100}, {0, 200}} {
		for a := range p.Doctors(part[0], part[1]) {
			parts = append(parts, line(t, a))
		}
	}
	if !slices.Equal(whole, append(parts[100:], parts[:100]...)) {
		t.Error("two parts of a population are not the whole")
	}
	for range p.Doctors(0, 1<<63) {
		break // Who has seen enough may stop.
	}
}

func TestSeedsAndNumbersGiveDifferentDoctors(t *testing.T) {
	seen, rpps, am := map[string]string{}, map[string]bool{}, map[string]bool{}
	for seed := range uint64(20) {
		for a := range (Population{Seed: seed}).Doctors(0, 200) {
			key := a.GetKey()
			if seed == 0 {
				rpps[a.GetApplication().GetDoctor().GetRpps()], am[a.GetApplication().GetDoctor().GetAmNumber()] = true, true
			}
			a.Application.Doctor.Rpps, a.Application.Doctor.AmNumber = "", ""
			facts := line(t, &eligibilityv1.KeyedApplication{Application: a.GetApplication()})
			if other, twice := seen[facts]; twice {
				t.Errorf("%s and %s are the same: %s", other, key, facts)
			}
			seen[facts] = key
		}
	}
	if len(rpps) != 200 || len(am) != 200 {
		t.Errorf("200 doctors have %d RPPS and %d AM numbers", len(rpps), len(am))
	}
}

// known counts the facts that are stated, by path.
func known(a *eligibilityv1.Application) map[string]bool {
	facts := map[string]bool{}
	for part, m := range []proto.Message{a.GetDoctor(), a.GetPractice(), a.GetActivity(), a.GetAssistant(), a.GetKnownContract()} {
		fields := m.ProtoReflect().Descriptor().Fields()
		for n := range fields.Len() {
			if f := fields.Get(n); f.HasPresence() && m.ProtoReflect().Has(f) {
				facts[fmt.Sprint(part, f.FullName())] = true
			}
		}
	}
	return facts
}

func TestAHigherShareOfUnknownFactsOnlyLeavesOutMore(t *testing.T) {
	shares := []int{0, 20, 100, 500, 900, 1000}
	counts := make([]int, len(shares))
	for i := range uint64(500) {
		whole := Population{Seed: 3}.Doctor(i).GetApplication()
		before := known(whole)
		for n, share := range shares {
			a := Population{Seed: 3, Unknown: share}.Doctor(i).GetApplication()
			facts := known(a)
			counts[n] += len(facts)
			for fact := range facts {
				if !before[fact] {
					t.Errorf("doctor %d, share %d: %s was left out at a lower share", i, share, fact)
				}
			}
			before = facts
			// What is still said is the truth: put into the whole it changes nothing.
			merged := proto.CloneOf(whole)
			a.Practice.Coordination, a.OptionsWanted = nil, nil // a merge would append or replace
			proto.Merge(merged, a)
			if !proto.Equal(merged, whole) {
				t.Errorf("doctor %d, share %d says something else than the whole:\n%v\n%v", i, share, a, whole)
			}
		}
	}
	for n, share := range shares {
		if want := counts[0] * (1000 - share) / 1000; counts[n] < want-counts[0]/50 || counts[n] > want+counts[0]/50 {
			t.Errorf("of %d facts %d are known with a share of %d, want about %d", counts[0], counts[n], share, want)
		}
	}
}

// sound fails unless the parts of a mix are a thousand.
func sound[T any](t *testing.T, name string, m mix[T]) {
	t.Helper()
	sum := 0
	for _, s := range m {
		sum += s.parts
	}
	if sum != thousand {
		t.Errorf("the parts of %s are %d, want %d", name, sum, thousand)
	}
}

func TestTheTablesAreWhole(t *testing.T) {
	sound(t, "years", years)
	sound(t, "specialties", specialties)
	for _, s := range specialties {
		sound(t, "the sectors of "+s.value.code, s.value.sectors)
	}
	sound(t, "plainOptions", plainOptions)
	sound(t, "surgicalOptions", surgicalOptions)
	sound(t, "places", places)
	sound(t, "city", city)
	sound(t, "country", country)
	sound(t, "practiceSizes", practiceSizes)
	sound(t, "coordinations", coordinations)
	sound(t, "wishes", wishes)
	sound(t, "secondWishes", secondWishes)
	sound(t, "heldOptions", heldOptions)
	for _, quantiles := range [][len(registeredPatients)]int{registeredPatients, activeFiles} {
		if !slices.IsSorted(quantiles[:]) {
			t.Errorf("%v do not rise", quantiles)
		}
	}
	for _, p := range places {
		begins := strings.NewReplacer("2A", "20", "2B", "20").Replace(p.value.department)
		if !strings.HasPrefix(p.value.fund, begins) {
			t.Errorf("fund %s in département %s", p.value.fund, p.value.department)
		}
	}
	l, err := law.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	for _, s := range specialties {
		if _, ok := l.Specialty(s.value.code); !ok {
			t.Errorf("specialty %s is not one of the law", s.value.code)
		}
	}
}

// many are doctors of seed 1, made once for all tests that count.
var many = sync.OnceValue(func() []*eligibilityv1.KeyedApplication {
	return slices.Collect(Population{Seed: 1}.Doctors(0, 20_000))
})

// counted are many doctors by a name of theirs; "" is not counted.
func counted(of func(*eligibilityv1.Application) string) map[string]int {
	counts := map[string]int{}
	for _, a := range many() {
		if name := of(a.GetApplication()); name != "" {
			counts[name]++
		}
	}
	return counts
}

// near fails unless the counts follow the parts of a mix, within five standard
// deviations of a count.
func near[T any](t *testing.T, m mix[T], name func(T) string, counts map[string]int) {
	t.Helper()
	total, parts := 0, map[string]int{}
	for _, n := range counts {
		total += n
	}
	for _, s := range m {
		parts[name(s.value)] += s.parts
	}
	for name, part := range parts {
		want := int64(total * part / thousand)
		allowed := new(big.Int).Sqrt(big.NewInt(25*want)).Int64() + 1
		if got := int64(counts[name]); got < want-allowed || got > want+allowed {
			t.Errorf("%s: %d of %d, want %d, give or take %d", name, got, total, want, allowed)
		}
		delete(counts, name)
	}
	if len(counts) > 0 {
		t.Errorf("counted besides: %v", counts)
	}
}

func TestTheMixFollowsItsTables(t *testing.T) {
	near(t, specialties, func(s specialty) string { return s.code },
		counted(func(a *eligibilityv1.Application) string { return a.GetDoctor().GetSpecialtyCode() }))
	near(t, places, func(p place) string { return p.department + " " + p.fund },
		counted(func(a *eligibilityv1.Application) string {
			return a.GetPractice().GetDepartment() + " " + a.GetFundCode()
		}))
	near(t, practiceSizes, func(n int) string { return fmt.Sprint(n) },
		counted(func(a *eligibilityv1.Application) string { return fmt.Sprint(a.GetPractice().GetDoctorsInPractice()) }))
	near(t, coordinations, func(f eligibilityv1.CoordinationForm) string { return f.String() },
		counted(func(a *eligibilityv1.Application) string { return a.GetPractice().GetCoordination().GetForm().String() }))
	family := func(a *eligibilityv1.Application) bool {
		return slices.Contains([]string{"01", "22", "23"}, a.GetDoctor().GetSpecialtyCode())
	}
	near(t, generalPractice.sectors, func(s eligibilityv1.Sector) string { return s.String() },
		counted(func(a *eligibilityv1.Application) string {
			if !family(a) {
				return ""
			}
			return a.GetDoctor().GetSector().String()
		}))
	for name, c := range map[string]struct {
		share int
		holds func(a *eligibilityv1.Application) (holds, asked bool)
	}{
		"disabled worker": {disabledWorkers, func(a *eligibilityv1.Application) (bool, bool) { return a.GetDoctor().GetDisabledWorker(), true }},
		"long illness":    {longIllnesses, func(a *eligibilityv1.Application) (bool, bool) { return a.GetDoctor().GetLongIllness(), true }},
		"mixed activity":  {mixedActivities, func(a *eligibilityv1.Application) (bool, bool) { return a.GetDoctor().GetMixedActivity(), true }},
		"particular practice": {particularPractice, func(a *eligibilityv1.Application) (bool, bool) {
			return a.GetDoctor().GetParticularPractice(), family(a)
		}},
		"structure fee": {structureFeesMet, func(a *eligibilityv1.Application) (bool, bool) {
			return a.GetPractice().GetStructureFeePrerequisitesMet(), true
		}},
		"colleague": {colleaguesNear, func(a *eligibilityv1.Application) (bool, bool) {
			return a.GetPractice().GetColleagueWithin_20Minutes(), a.GetPractice().GetDoctorsInPractice() == 1
		}},
		"secretary promoted": {secretariesPromoted, func(a *eligibilityv1.Application) (bool, bool) { return a.GetAssistant().GetSecretaryPromoted(), true }},
		"secretary replaced": {secretariesReplaced, func(a *eligibilityv1.Application) (bool, bool) {
			return a.GetAssistant().GetSecretaryReplaced(), a.GetAssistant().GetSecretaryPromoted()
		}},
		"objectives reached": {objectivesReached, func(a *eligibilityv1.Application) (bool, bool) {
			return a.GetKnownContract().GetObjectivesReached(), !a.GetKnownContract().GetNone()
		}},
	} {
		near(t, mix[bool]{{c.share, true}, {thousand - c.share, false}}, func(b bool) string { return fmt.Sprint(name, " ", b) },
			counted(func(a *eligibilityv1.Application) string {
				holds, asked := c.holds(a)
				if !asked {
					return ""
				}
				return fmt.Sprint(name, " ", holds)
			}))
	}
}

func TestTheFactsOfADoctorAgreeWithEachOther(t *testing.T) {
	for _, a := range many() {
		d, practice, activity := a.GetApplication().GetDoctor(), a.GetApplication().GetPractice(), a.GetApplication().GetActivity()
		signed := a.GetApplication().GetSignatureDate()
		if d.GetInstalledDate() > signed || activity.GetMeasuredOnDate() >= signed || signed < "2019-07-01" || signed > "2026-12-31" {
			t.Errorf("%s: installed %s, measured %s, signed %s", a.GetKey(), d.GetInstalledDate(), activity.GetMeasuredOnDate(), signed)
		}
		if activity.GetAdultRegisteredPatients() > activity.GetRegisteredPatients() || activity.GetClinicalFeeShareBp()+activity.GetCcamFeeShareBp() > 10_000 {
			t.Errorf("%s: %v", a.GetKey(), activity)
		}
		if family := a.GetApplication().GetActivity().RegisteredPatients != nil && d.GetSpecialtyCode() != "12"; family && activity.GetActiveFile() < activity.GetRegisteredPatients() {
			t.Errorf("%s: %d registered, %d seen", a.GetKey(), activity.GetRegisteredPatients(), activity.GetActiveFile())
		}
		if (d.GetSector() == eligibilityv1.Sector_SECTOR_2) != (d.TariffOption != nil) {
			t.Errorf("%s: %s with tariff option %s", a.GetKey(), d.GetSector(), d.GetTariffOption())
		}
		if o := d.GetTariffOption(); o == eligibilityv1.TariffOption_TARIFF_OPTION_OPTAM_CO && signed >= "2025" || o == eligibilityv1.TariffOption_TARIFF_OPTION_OPTAM_ACO && signed < "2025" {
			t.Errorf("%s: %s, signed %s", a.GetKey(), o, signed)
		}
		if (practice.ColleagueWithin_20Minutes != nil) != (practice.GetDoctorsInPractice() == 1) {
			t.Errorf("%s: %v", a.GetKey(), practice)
		}
	}
}
