package eligibility_test

import (
	"math/bits"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/law"
)

// ways are, for each fact that may be asked for, values on every side of everything
// that the texts compare it with.
func ways(signed string) map[string][]change {
	var counts, adultCounts, files, bands, zones, sectors, tariffs []change
	for _, n := range []int{0, 640, 641, 774, 775, 1107, 1108, 1800} {
		counts, adultCounts, files = append(counts, registered(n)), append(adultCounts, adults(n)), append(files, activeFile(n))
	}
	for _, b := range law.Bands() {
		bands = append(bands, band(b))
	}
	for _, z := range law.Zones() {
		zones = append(zones, zone(z))
	}
	for _, s := range []eligibility.Sector{eligibility.Sector1, eligibility.Sector2, eligibility.OutsideAgreement} {
		sectors = append(sectors, func(a *eligibility.Application) { a.Doctor.Sector = eligibility.Known(s) })
	}
	for _, o := range []eligibility.TariffOption{eligibility.NoTariffOption, eligibility.OPTAM, eligibility.OPTAMCO, eligibility.OPTAMACO} {
		tariffs = append(tariffs, func(a *eligibility.Application) { a.Doctor.TariffOption = eligibility.Known(o) })
	}
	either := func(set func(*eligibility.Application, bool)) []change {
		return []change{func(a *eligibility.Application) { set(a, true) }, func(a *eligibility.Application) { set(a, false) }}
	}
	return map[string][]change{
		"doctor.sector": sectors, "doctor.tariff_option": tariffs,
		"doctor.installed_date":              {installed(signed), installed("1999-01-01")},
		"practice.zone":                      zones,
		"practice.doctors_in_practice":       {doctors(1), doctors(2)},
		"practice.coordination":              {form(eligibility.CPTS), form(eligibility.NoCoordination)},
		"activity.adult_registered_patients": adultCounts, "activity.registered_patients": counts, "activity.active_file": files,
		"activity.band":                            bands,
		"activity.under_16_share_bp":               {under16(0), under16(2001)},
		"activity.clinical_fee_share_bp":           {clinical(0), clinical(8000), clinical(10000)},
		"activity.ccam_fee_share_bp":               {ccam(0), ccam(2000), ccam(10000)},
		"practice.colleague_within_20_minutes":     either(func(a *eligibility.Application, is bool) { a.Practice.ColleagueNear = eligibility.Known(is) }),
		"practice.structure_fee_prerequisites_met": either(func(a *eligibility.Application, is bool) { a.Practice.StructureFeeMet = eligibility.Known(is) }),
		"assistant.secretary_promoted":             either(func(a *eligibility.Application, is bool) { a.Assistant.SecretaryPromoted = eligibility.Known(is) }),
		"assistant.secretary_replaced":             either(func(a *eligibility.Application, is bool) { a.Assistant.SecretaryReplaced = eligibility.Known(is) }),
	}
}

// forgotten are the ways to take away each of these facts, by field.
var forgotten = map[string]change{
	"doctor.sector": taken["sector"], "doctor.tariff_option": taken["tariff option"], "doctor.installed_date": taken["installed"],
	"practice.zone": taken["zone"], "practice.doctors_in_practice": taken["doctors"], "practice.coordination": taken["coordination"],
	"activity.adult_registered_patients": taken["adults"], "activity.registered_patients": taken["registered"], "activity.active_file": taken["active file"],
	"activity.band": taken["band"], "activity.under_16_share_bp": taken["under 16"], "activity.clinical_fee_share_bp": taken["clinical share"],
	"activity.ccam_fee_share_bp":               func(a *eligibility.Application) { a.Activity.CCAMShare = eligibility.Fact[int]{} },
	"practice.colleague_within_20_minutes":     taken["colleague"],
	"practice.structure_fee_prerequisites_met": taken["structure"], "assistant.secretary_promoted": taken["promoted"], "assistant.secretary_replaced": taken["replaced"],
}

// settles tells whether stating these facts settles the verdict, whatever their values.
func settles(e *eligibility.Engine, a eligibility.Application, ways map[string][]change, fields []string) bool {
	if len(fields) == 0 {
		return e.Verdict(&a) != eligibility.Undetermined
	}
	for _, way := range ways[fields[0]] {
		if !settles(e, with(a, way), ways, fields[1:]) {
			return false
		}
	}
	return true
}

// Every set of unknown facts that is smaller is tried with every value on every side
// of every threshold: none of them settles the verdict, and the questions do.
func TestTheQuestionsAreTheSmallestSetThatSettlesTheVerdict(t *testing.T) {
	l := embedded(t)
	e := eligibility.New(l)
	tried := 0
	rapid.Check(t, func(t *rapid.T) {
		a := anyApplication(t, l)
		// Of the other specialties no percentile is known: their bands are stated or asked for.
		a.Doctor.SpecialtyCode = rapid.SampledFrom([]string{"01", "12", "03", "11", "04"}).Draw(t, "code")
		for _, field := range rapid.SliceOfNDistinct(rapid.SampledFrom(fields()), 1, 7, rapid.ID).Draw(t, "forgotten") {
			a = with(a, forgotten[field])
		}
		s := e.Assess(a)
		var asked []string
		for _, q := range s.Questions {
			if q.Verdict && q.Missing != nil {
				t.Skip("a cell of the law is missing: no fact settles it")
			}
			if q.Verdict {
				asked = append(asked, q.Field)
			}
		}
		if (len(asked) > 0) != (s.Verdict == eligibility.Undetermined) {
			t.Fatalf("%s with %d questions on the verdict", s.Verdict, len(asked))
		}
		if s.Verdict != eligibility.Undetermined {
			return
		}
		tried++
		all := ways(a.Signed.String())
		if !settles(e, a, all, asked) {
			t.Fatalf("%q do not settle the verdict", asked)
		}
		unknown := unknownFields(a)
		for set := range 1 << len(unknown) {
			if bits.OnesCount(uint(set)) >= len(asked) {
				continue
			}
			var smaller []string
			for i, field := range unknown {
				if set>>i&1 == 1 {
					smaller = append(smaller, field)
				}
			}
			if settles(e, a, all, smaller) {
				t.Fatalf("%q are asked, but %q are enough", asked, smaller)
			}
		}
	})
	if tried < 10 {
		t.Errorf("only %d undetermined applications were tried", tried)
	}
}

func fields() []string {
	var all []string
	for field := range forgotten {
		all = append(all, field)
	}
	slices.Sort(all)
	return all
}

// unknownFields are the facts that an application does not state and that matter to it.
func unknownFields(a eligibility.Application) []string {
	act := a.Activity
	unknown := map[string]bool{
		"doctor.sector": !has(a.Doctor.Sector), "doctor.tariff_option": !has(a.Doctor.TariffOption), "doctor.installed_date": !has(a.Doctor.Installed),
		"practice.zone": a.Practice.Zone == law.ZoneUnknown, "practice.doctors_in_practice": !has(a.Practice.Doctors),
		"practice.coordination":              !has(a.Practice.Coordination.Form) && !has(a.Practice.Coordination.Commitment),
		"activity.adult_registered_patients": !has(act.AdultRegistered), "activity.registered_patients": !has(act.Registered), "activity.active_file": !has(act.ActiveFile),
		"activity.band": !has(act.Band), "activity.under_16_share_bp": !has(act.Under16Share),
		"activity.clinical_fee_share_bp": !has(act.ClinicalShare), "activity.ccam_fee_share_bp": !has(act.CCAMShare),
		"practice.colleague_within_20_minutes": !has(a.Practice.ColleagueNear), "practice.structure_fee_prerequisites_met": !has(a.Practice.StructureFeeMet),
		"assistant.secretary_promoted": !has(a.Assistant.SecretaryPromoted), "assistant.secretary_replaced": !has(a.Assistant.SecretaryReplaced),
	}
	var list []string
	for _, field := range fields() {
		if unknown[field] {
			list = append(list, field)
		}
	}
	return list
}

func has[T any](f eligibility.Fact[T]) bool { _, known := f.Get(); return known }
