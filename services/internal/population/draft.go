package population

import (
	"google.golang.org/protobuf/proto"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	"assistmed/services/internal/civil"
)

// draft is a doctor in the making: the dice, and what later facts follow from.
type draft struct {
	dice
	signed    civil.Date
	year      year
	specialty specialty
	place     place
	newly     bool
	second    bool // asks for a second assistant
}

// application draws an application. The order of the draws is part of the version.
func (d *draft) application() *eligibilityv1.Application {
	d.year = years.pick(d.dice)
	firstOfMonth, err := civil.New(d.year.number, d.between(d.year.firstMonth, 12), 1)
	if err != nil {
		panic(err)
	}
	d.signed = firstOfMonth.AddDays(d.below(31))
	d.specialty = specialties.pick(d.dice)
	d.place = places.pick(d.dice)
	d.newly = d.happens(newlyInstalled)
	d.second = d.specialty.family && !d.newly && d.happens(secondAssistants)

	a := &eligibilityv1.Application{SignatureDate: d.signed.String(), FundCode: d.place.fund}
	a.Doctor = d.doctor()
	a.Practice = d.practice()
	a.Activity = d.activity()
	asked := wishes
	if d.second {
		asked = secondWishes
	}
	wanted := asked.pick(d.dice)
	a.OptionsWanted = append(a.OptionsWanted, wanted.options...)
	a.Assistant = d.assistant(wanted)
	a.KnownContract = d.held()
	return a
}

func (d *draft) doctor() *eligibilityv1.Doctor {
	installed := d.signed.AddMonths(-d.between(13, 38*12))
	if d.newly {
		installed = d.signed.AddMonths(-d.below(11))
	}
	doctor := &eligibilityv1.Doctor{
		SpecialtyCode:      d.specialty.code,
		ParticularPractice: d.specialty.family && d.happens(particularPractice),
		Sector:             d.specialty.sectors.pick(d.dice).Enum(),
		InstalledDate:      proto.String(installed.AddDays(-d.below(28)).String()),
		DisabledWorker:     d.happens(disabledWorkers),
		LongIllness:        d.happens(longIllnesses),
		MixedActivity:      d.happens(mixedActivities),
	}
	if doctor.GetSector() == eligibilityv1.Sector_SECTOR_2 {
		doctor.TariffOption = d.tariffOption().Enum()
	}
	return doctor
}

func (d *draft) tariffOption() eligibilityv1.TariffOption {
	if !d.specialty.surgical {
		return plainOptions.pick(d.dice)
	}
	option := surgicalOptions.pick(d.dice)
	if option == eligibilityv1.TariffOption_TARIFF_OPTION_OPTAM_CO {
		return d.year.surgical
	}
	return option
}

func (d *draft) practice() *eligibilityv1.Practice {
	practice := &eligibilityv1.Practice{
		Zone:                         d.place.zones.pick(d.dice).Enum(),
		Department:                   proto.String(d.place.department),
		DoctorsInPractice:            proto.Int32(int32(practiceSizes.pick(d.dice))),
		Coordination:                 d.coordination(),
		StructureFeePrerequisitesMet: proto.Bool(d.happens(structureFeesMet)),
	}
	if practice.GetDoctorsInPractice() == 1 {
		practice.ColleagueWithin_20Minutes = proto.Bool(d.happens(colleaguesNear))
	}
	return practice
}

func (d *draft) coordination() *eligibilityv1.Coordination {
	form := coordinations.pick(d.dice)
	if form != promised {
		return &eligibilityv1.Coordination{Kind: &eligibilityv1.Coordination_Form{Form: form}}
	}
	// Some promise it for later than any text would wait.
	by := d.signed.AddMonths(d.between(1, 30)).String()
	return &eligibilityv1.Coordination{Kind: &eligibilityv1.Coordination_CommitmentDate{CommitmentDate: by}}
}

// activity draws one step of the tables for the doctor, in which registered patients,
// active file and band agree.
func (d *draft) activity() *eligibilityv1.Activity {
	step := d.below(len(bands))
	registered := d.between(registeredPatients[step], registeredPatients[step+1]-1)
	seen := d.between(activeFiles[step], activeFiles[step+1]-1) * d.specialty.volume / 100
	if d.specialty.family {
		seen = registered + registered*d.between(13, 68)/100
	}
	if d.newly {
		part := d.between(4, 70)
		registered, seen = registered*part/100, seen*part/100
	}
	under16 := d.percent(8, 27)
	if d.specialty.calling == paediatrics {
		under16 = d.percent(91, 98)
	}
	clinical := d.percent(d.specialty.clinical, 99)
	activity := &eligibilityv1.Activity{
		ActiveFile:         proto.Int32(int32(seen)),
		Under_16ShareBp:    proto.Int32(int32(under16)),
		ClinicalFeeShareBp: proto.Int32(int32(clinical)),
		CcamFeeShareBp:     proto.Int32(int32((all - clinical) * d.between(60, 100) / 100)),
		MeasuredOnDate:     proto.String(d.signed.AddDays(-d.between(1, 330)).String()),
	}
	if d.specialty.registers {
		// Those of 16 and 17 are no adults either.
		children := min(all, under16+under16/9)
		activity.RegisteredPatients = proto.Int32(int32(registered))
		activity.AdultRegisteredPatients = proto.Int32(int32(registered * (all - children) / all))
	}
	if d.happens(d.specialty.banded) && !d.newly {
		activity.Band = bands[step].Enum()
	}
	return activity
}

// all of something, in basis points.
const all = 100 * 100

// percent draws a share in basis points, from least percent to less than most+1.
func (d *draft) percent(least, most int) int { return d.between(least, most)*100 + d.below(100) }

// sixth is a sixth of a full working week of 35 hours, in minutes.
const sixth = 35 * 60 / 6

func (d *draft) assistant(wanted wish) *eligibilityv1.Assistant {
	minutes := wanted.sixths*sixth + d.below(5)*15
	if d.happens(hoursShort) {
		minutes -= 2 * 60
	}
	assistant := &eligibilityv1.Assistant{
		WeeklyMinutes:     proto.Int32(int32(minutes)),
		SecretaryPromoted: proto.Bool(d.happens(secretariesPromoted)),
	}
	if assistant.GetSecretaryPromoted() {
		assistant.SecretaryReplaced = proto.Bool(d.happens(secretariesReplaced))
	}
	return assistant
}

// held is the contract of those who ask for a second assistant; the others hold none.
func (d *draft) held() *eligibilityv1.KnownContract {
	if !d.second {
		return &eligibilityv1.KnownContract{None: true}
	}
	// No contract is older than the first year of the table.
	oldest := min(5, max(1, d.year.number-years[0].value.number))
	return &eligibilityv1.KnownContract{
		Option:            heldOptions.pick(d.dice).Enum(),
		ContractYear:      proto.Int32(int32(d.between(1, oldest))),
		ObjectivesReached: proto.Bool(d.happens(objectivesReached)),
	}
}
