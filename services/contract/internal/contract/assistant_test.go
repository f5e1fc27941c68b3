package contract_test

import (
	"fmt"
	"strings"
	"testing"

	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/law"
)

// otherLaw is the law with the convention of 2024 written otherwise.
func otherLaw(t *testing.T, now, other string) *law.Law {
	t.Helper()
	const file = "texts/convention-2024.yaml"
	files := theLaw(t).Files()
	if strings.Count(string(files[file]), now) != 1 {
		t.Fatalf("%s does not have %q once", file, now)
	}
	files[file] = []byte(strings.Replace(string(files[file]), now, other, 1))
	l, err := law.FromFiles(files)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func withoutCQP(t *testing.T) *law.Law {
	t.Helper()
	return otherLaw(t, "[NURSE, NURSING_AUXILIARY, CHILDCARE_AUXILIARY, MEDICAL_ASSISTANT_CQP]", "[NURSE, NURSING_AUXILIARY, CHILDCARE_AUXILIARY]")
}

func fromTheFirstDay(t *testing.T) *law.Law {
	t.Helper()
	return otherLaw(t, "[FIRST_DAY_OF_ABSENCE, DAY_THE_FUND_IS_TOLD]", "[FIRST_DAY_OF_ABSENCE]")
}

// steps of a life.
type steps []func(*life)

func hired(day string) func(*life)    { return func(x *life) { x.hire(day) } }
func left(day string) func(*life)     { return func(x *life) { x.leave(day) } }
func absent(day string) func(*life)   { return func(x *life) { x.absent(day) } }
func returned(day string) func(*life) { return func(x *life) { x.back(day) } }
func resumed(day string) func(*life)  { return func(x *life) { x.resume(day) } }

func suspended(day string, r contract.SuspensionReason) func(*life) {
	return func(x *life) { x.suspend(day, r) }
}

// old is a record of the time before departures and absences were kept: only the
// suspension tells of them.
func old(r contract.SuspensionReason) func(*life) {
	return func(x *life) {
		x.c.Suspensions = append(x.c.Suspensions, contract.Suspension{From: on("2025-03-01"), Reason: r})
		x.c.State = contract.Suspended
		x.c = x.c.Timed(x.l)
	}
}

func lived(t *testing.T, signed string, events steps) *life {
	t.Helper()
	x := active(t, signed)
	for _, e := range events {
		e(x)
	}
	return x
}

// judged fails the test unless the refusal has the reason; "" means that it is accepted.
func judged(t *testing.T, refusal *contract.Refusal, reason contract.Reason) {
	t.Helper()
	switch {
	case reason == "" && refusal != nil:
		t.Errorf("refused with %s: %s", refusal.Reason, refusal.Text.EN)
	case reason != "" && (refusal == nil || refusal.Reason != reason):
		t.Errorf("got %+v, want %s", refusal, reason)
	}
}

func TestWhoMayBeHired(t *testing.T) {
	const (
		taken = contract.AssistantAlreadyEmployed
		away  = contract.AssistantAbsent
		gone  = contract.AssistantLeft
		doc   = contract.DoctorAbsent
	)
	first := hired("2025-01-10")
	cases := map[string]struct {
		events steps
		start  string
		reason contract.Reason // "" when accepted
	}{
		"the first, who was there before the signature":         {nil, "2019-01-01", ""},
		"the first, on the term":                                {nil, "2030-01-09", ""},
		"the first, after the term":                             {nil, "2030-01-10", contract.OutsideContract},
		"a second beside the first":                             {steps{first}, "2025-02-01", taken},
		"a second on the day of the first":                      {steps{first}, "2025-01-10", taken},
		"one who would have begun before the first":             {steps{first}, "2025-01-09", taken},
		"on the last day of the one before":                     {steps{first, left("2025-03-31")}, "2025-03-31", taken},
		"on the day after":                                      {steps{first, left("2025-03-31")}, "2025-04-01", ""},
		"long after":                                            {steps{first, left("2025-03-31")}, "2026-04-01", ""},
		"before the replacement that is recorded already":       {steps{first, left("2025-03-31"), hired("2025-06-01")}, "2025-05-01", taken},
		"a replacement the day before the absence":              {steps{first, absent("2025-03-01")}, "2025-02-28", taken},
		"a replacement on the first day of the absence":         {steps{first, absent("2025-03-01")}, "2025-03-01", ""},
		"a replacement on the last day of the absence":          {steps{first, absent("2025-03-01"), returned("2025-05-01")}, "2025-04-30", ""},
		"another on the first day back":                         {steps{first, absent("2025-03-01"), returned("2025-05-01")}, "2025-05-01", taken},
		"a second replacement beside the first one":             {steps{first, absent("2025-03-01"), hired("2025-03-10")}, "2025-04-01", taken},
		"a second replacement after the first one left":         {steps{first, absent("2025-03-01"), hired("2025-03-10"), left("2025-03-31")}, "2025-04-01", ""},
		"a replacement of a replacement who is absent too":      {steps{first, absent("2025-03-01"), hired("2025-03-10"), absent("2025-04-01")}, "2025-04-01", ""},
		"a replacement while suspended for the absence":         {steps{first, suspended("2025-03-01", away)}, "2025-03-01", ""},
		"one before the suspension for the absence":             {steps{first, suspended("2025-03-01", away)}, "2025-02-28", taken},
		"another after the absent one is back, still suspended": {steps{first, suspended("2025-03-01", away), returned("2025-05-01")}, "2025-05-02", taken},
		"a replacement while suspended for the departure":       {steps{first, suspended("2025-03-01", gone)}, "2025-05-01", ""},
		"a replacement told after the contract was resumed":     {steps{first, suspended("2025-03-01", gone), resumed("2025-05-01")}, "2025-05-01", ""},
		"two replacements of one who left":                      {steps{first, suspended("2025-03-01", gone), hired("2025-05-01")}, "2025-06-01", taken},
		"another while the doctor is absent":                    {steps{first, suspended("2025-03-01", doc)}, "2025-04-01", taken},
		"in an old record, while suspended for a departure":     {steps{first, old(gone)}, "2025-05-01", ""},
		"in an old record, while suspended for an absence":      {steps{first, old(away)}, "2025-03-01", ""},
		"in an old record, before that":                         {steps{first, old(away)}, "2025-02-28", taken},
		"in an old record, beside the replacement":              {steps{first, old(gone), hired("2025-05-01")}, "2025-06-01", taken},
		"in an old record, once the contract runs again":        {steps{first, old(away), resumed("2025-05-01")}, "2025-05-01", taken},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			x := lived(t, "2025-01-10", tc.events)
			c, _, refusal := x.c.Hire(x.l, contract.Assistant{Ref: "another", Start: on(tc.start), Weekly: 2100})
			judged(t, refusal, tc.reason)
			if tc.reason == "" && len(c.Assistants) != len(x.c.Assistants)+1 {
				t.Errorf("%d hirings after %d, want one more", len(c.Assistants), len(x.c.Assistants))
			}
		})
	}
}

func TestAnAssistantLeavesOnceAndNotBeforeWhatIsKnown(t *testing.T) {
	first := hired("2025-01-10")
	cases := map[string]struct {
		events steps
		ref    string
		day    string
		reason contract.Reason
	}{
		"on the first day of work":                 {steps{first}, "assistant-1", "2025-01-10", ""},
		"the day before it":                        {steps{first}, "assistant-1", "2025-01-09", contract.OutsideEmployment},
		"after the term of the contract":           {steps{first}, "assistant-1", "2031-01-01", ""},
		"nobody was hired":                         {nil, "assistant-1", "2025-02-01", contract.AssistantNotEmployed},
		"somebody else":                            {steps{first}, "assistant-2", "2025-02-01", contract.AssistantNotEmployed},
		"a second time":                            {steps{first, left("2025-02-01")}, "assistant-1", "2025-03-01", contract.AssistantNotEmployed},
		"the first one, after the replacement":     {steps{first, absent("2025-02-01"), hired("2025-02-10")}, "assistant-1", "2025-03-01", ""},
		"on the first day of an absence":           {steps{first, absent("2025-02-01")}, "assistant-1", "2025-02-01", ""},
		"before an absence that is recorded":       {steps{first, absent("2025-02-01")}, "assistant-1", "2025-01-31", contract.OutsideEmployment},
		"on the first day back":                    {steps{first, absent("2025-02-01"), returned("2025-02-10")}, "assistant-1", "2025-02-10", ""},
		"before the first day back":                {steps{first, absent("2025-02-01"), returned("2025-02-10")}, "assistant-1", "2025-02-09", contract.OutsideEmployment},
		"while the contract is suspended for that": {steps{first, suspended("2025-02-01", contract.AssistantAbsent)}, "assistant-1", "2025-04-30", ""},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			x := lived(t, "2025-01-10", tc.events)
			c, at, refusal := x.c.EndEmployment(tc.ref, on(tc.day))
			judged(t, refusal, tc.reason)
			if refusal == nil && (c.Assistants[at].End != on(tc.day) || c.Assistants[at].Ref != tc.ref || !x.c.Assistants[at].End.IsZero()) {
				t.Errorf("left: %+v, was %+v", c.Assistants, x.c.Assistants)
			}
		})
	}
}

func TestAbsencesLieInTheEmploymentOneAfterTheOther(t *testing.T) {
	first := hired("2025-01-10")
	gone := steps{first, left("2025-05-31")}
	back := steps{first, absent("2025-03-01"), returned("2025-04-01")}
	cases := map[string]struct {
		events steps
		ref    string
		from   string
		reason contract.Reason
	}{
		"on the first day of work":           {steps{first}, "assistant-1", "2025-01-10", ""},
		"the day before it":                  {steps{first}, "assistant-1", "2025-01-09", contract.OutsideEmployment},
		"on the last day of work, told late": {gone, "assistant-1", "2025-05-31", ""},
		"the day after it":                   {gone, "assistant-1", "2025-06-01", contract.OutsideEmployment},
		"of somebody else":                   {steps{first}, "assistant-2", "2025-03-01", contract.AssistantNotEmployed},
		"while another lasts":                {steps{first, absent("2025-03-01")}, "assistant-1", "2025-04-01", contract.AbsencesOverlap},
		"before another":                     {back, "assistant-1", "2025-02-01", contract.AbsencesOverlap},
		"on the last day of another":         {back, "assistant-1", "2025-03-31", contract.AbsencesOverlap},
		"on the first day back from another": {back, "assistant-1", "2025-04-01", ""},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			x := lived(t, "2025-01-10", tc.events)
			c, at, refusal := x.c.RecordAbsence(tc.ref, on(tc.from))
			judged(t, refusal, tc.reason)
			if n := len(c.Assistants); refusal == nil && (n == 0 || c.Assistants[at].Absences[len(c.Assistants[at].Absences)-1].From != on(tc.from)) {
				t.Errorf("absent: %+v", c.Assistants)
			}
		})
	}
}

func TestWhoIsAbsentReturnsAfterTheFirstDay(t *testing.T) {
	away := steps{hired("2025-01-10"), absent("2025-03-01")}
	cases := map[string]struct {
		events steps
		ref    string
		back   string
		reason contract.Reason
	}{
		"the day after the absence began":       {away, "assistant-1", "2025-03-02", ""},
		"on the day it began":                   {away, "assistant-1", "2025-03-01", contract.NotAfterAbsence},
		"long after":                            {away, "assistant-1", "2026-03-01", ""},
		"a second time":                         {append(away[:2:2], returned("2025-04-01")), "assistant-1", "2025-04-02", contract.NotAbsent},
		"who was never absent":                  {away[:1], "assistant-1", "2025-04-02", contract.NotAbsent},
		"somebody else":                         {away, "assistant-2", "2025-04-02", contract.AssistantNotEmployed},
		"on the last day of work":               {append(away[:2:2], left("2025-05-31")), "assistant-1", "2025-05-31", ""},
		"after the last day of work":            {append(away[:2:2], left("2025-05-31")), "assistant-1", "2025-06-01", contract.AssistantNotEmployed},
		"beside the replacement":                {append(away[:2:2], hired("2025-03-10")), "assistant-1", "2025-04-01", ""},
		"while the contract stands still":       {steps{hired("2025-01-10"), suspended("2025-03-01", contract.AssistantAbsent)}, "assistant-1", "2025-08-01", ""},
		"who left and was not absent, that day": {steps{hired("2025-01-10"), left("2025-02-28")}, "assistant-1", "2025-03-01", contract.AssistantNotEmployed},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			x := lived(t, "2025-01-10", tc.events)
			before := fmt.Sprintf("%+v", x.c.Assistants)
			c, at, refusal := x.c.RecordReturn(tc.ref, on(tc.back))
			judged(t, refusal, tc.reason)
			if refusal == nil && c.Assistants[at].Absences[0].Until != on(tc.back) {
				t.Errorf("returned: %+v", c.Assistants)
			}
			if after := fmt.Sprintf("%+v", x.c.Assistants); after != before {
				t.Errorf("the contract that the return started from changed\nfrom %s\nto   %s", before, after)
			}
		})
	}
}

func TestTheStepsOfAQualificationFollowOneAnother(t *testing.T) {
	const (
		begun, qualified, failed, abandoned = contract.TrainingBegun, contract.Qualified, contract.TrainingFailed, contract.TrainingAbandoned
		nurse, cqp, vae                     = contract.Nurse, contract.CQP, contract.CQPByVAE
		wrong                               = contract.TrainingOutOfOrder
	)
	type step struct {
		step contract.TrainingStep
		path contract.Path
		day  string
	}
	begin := step{begun, cqp, "2025-03-01"}
	cases := map[string]struct {
		before []step
		next   step
		reason contract.Reason
	}{
		"begun":                                        {nil, begin, ""},
		"begun before the hiring":                      {nil, step{begun, nurse, "2024-10-01"}, ""},
		"qualified before the hiring, alone":           {nil, step{qualified, nurse, "2025-01-09"}, ""},
		"qualified on the day of the hiring, alone":    {nil, step{qualified, nurse, "2025-01-10"}, wrong},
		"failed, alone":                                {nil, step{failed, nurse, "2025-03-01"}, wrong},
		"given up, alone":                              {nil, step{abandoned, nurse, "2024-03-01"}, wrong},
		"begun twice":                                  {[]step{begin}, step{begun, cqp, "2025-04-01"}, wrong},
		"begun on another path while one runs":         {[]step{begin}, step{begun, nurse, "2025-04-01"}, wrong},
		"qualified":                                    {[]step{begin}, step{qualified, cqp, "2026-03-01"}, ""},
		"qualified on the day it began":                {[]step{begin}, step{qualified, cqp, "2025-03-01"}, ""},
		"qualified the day before it began":            {[]step{begin}, step{qualified, cqp, "2025-02-28"}, wrong},
		"qualified on another path":                    {[]step{begin}, step{qualified, vae, "2026-03-01"}, wrong},
		"failed":                                       {[]step{begin}, step{failed, cqp, "2026-03-01"}, ""},
		"given up":                                     {[]step{begin}, step{abandoned, cqp, "2026-03-01"}, ""},
		"another attempt after a failure":              {[]step{begin, {failed, cqp, "2026-03-01"}}, step{begun, cqp, "2026-03-01"}, ""},
		"another path after giving up":                 {[]step{begin, {abandoned, cqp, "2026-03-01"}}, step{begun, nurse, "2026-04-01"}, ""},
		"another attempt before the failure":           {[]step{begin, {failed, cqp, "2026-03-01"}}, step{begun, cqp, "2026-02-28"}, wrong},
		"qualified after a failure, without beginning": {[]step{begin, {failed, cqp, "2026-03-01"}}, step{qualified, cqp, "2026-04-01"}, wrong},
		"begun after the qualification":                {[]step{begin, {qualified, cqp, "2026-03-01"}}, step{begun, nurse, "2026-04-01"}, wrong},
		"qualified twice":                              {[]step{begin, {qualified, cqp, "2026-03-01"}}, step{qualified, cqp, "2026-04-01"}, wrong},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			x := lived(t, "2025-01-10", steps{hired("2025-01-10")})
			train := func(s step) (contract.Contract, *contract.Refusal) {
				c, _, refusal := x.c.Train("assistant-1", contract.Training{Path: s.path, Step: s.step, On: on(s.day)})
				return c, refusal
			}
			for _, s := range tc.before {
				x.take(train(s))
			}
			c, refusal := train(tc.next)
			judged(t, refusal, tc.reason)
			if n := len(c.Assistants[0].Trainings); refusal == nil && n != len(tc.before)+1 {
				t.Errorf("%d steps are recorded, want %d", n, len(tc.before)+1)
			}
		})
	}
}

func TestAQualificationBelongsToThePersonAndToThePathsOfTheText(t *testing.T) {
	begun := contract.Training{Path: contract.CQP, Step: contract.TrainingBegun, On: on("2025-02-01")}
	qualified := contract.Training{Path: contract.CQP, Step: contract.Qualified, On: on("2025-09-01")}
	x := lived(t, "2025-01-10", steps{hired("2025-01-10")})
	_, _, refusal := x.c.Train("assistant-2", begun)
	judged(t, refusal, contract.AssistantNotEmployed)
	c, _, refusal := x.c.Train("assistant-1", begun)
	x.take(c, refusal)
	x.leave("2025-05-31")
	_, _, refusal = x.c.Train("assistant-1", qualified)
	judged(t, refusal, contract.AssistantNotEmployed) // gone by then
	c, _, refusal = x.c.Hire(x.l, contract.Assistant{Ref: "assistant-1", Start: on("2025-07-01"), Weekly: 2100})
	x.take(c, refusal)
	c, at, refusal := x.c.Train("assistant-1", qualified)
	if judged(t, refusal, ""); at != 1 || len(c.Assistants[1].Trainings) != 1 {
		t.Errorf("recorded at %d: %+v, want it with the second employment", at, c.Assistants)
	}

	x.c.Text = textOn(t, withoutCQP(t), "2025-01-10")
	for path, reason := range map[contract.Path]contract.Reason{
		contract.CQP: contract.PathNotOfTheText, contract.CQPByVAE: contract.PathNotOfTheText,
		contract.Nurse: contract.TrainingOutOfOrder, // the CQP runs
	} {
		_, _, refusal := x.c.Train("assistant-1", contract.Training{Path: path, Step: contract.Qualified, On: on("2025-09-01")})
		judged(t, refusal, reason)
	}
}

func TestTheSharesOfAnAssistantFitIntoTheWorkContract(t *testing.T) {
	share := func(from, to string, weekly, whole int) contract.Share {
		s := contract.Share{ContractID: "ctr_01JH0000000000000000000TWO", From: on(from), Weekly: weekly, WorkContract: whole, Employer: contract.GroupEmploys}
		if to != "" {
			s.To = on(to)
		}
		return s
	}
	const exceeds, differs = contract.SharesExceedWorkingTime, contract.WorkContractDiffers
	alone := share("2025-01-10", "", 2100, 2100)
	half := share("2025-06-01", "", 1050, 2100)
	byDoctor := half
	byDoctor.Employer = contract.DoctorEmploys
	cases := map[string]struct {
		share  contract.Share
		others []contract.Share
		reason contract.Reason
		says   string
	}{
		"alone":                         {alone, nil, "", ""},
		"two halves":                    {half, []contract.Share{half}, "", ""},
		"a minute too many":             {share("2025-06-01", "", 1051, 2100), []contract.Share{half}, exceeds, "1 too many: want 1050 (17 h 30) at most"},
		"three halves":                  {half, []contract.Share{half, half}, exceeds, "want 0 (0 h) at most"},
		"from the last day of another":  {half, []contract.Share{share("2025-01-10", "2025-06-01", 1100, 2100)}, exceeds, "from 2025-06-01"},
		"from the day after it":         {half, []contract.Share{share("2025-01-10", "2025-05-31", 2100, 2100)}, "", ""},
		"two that follow one another":   {half, []contract.Share{share("2025-01-10", "2025-08-31", 1050, 2100), share("2025-09-01", "", 1050, 2100)}, "", ""},
		"two that meet later":           {half, []contract.Share{share("2025-01-10", "2025-08-31", 1050, 2100), share("2025-08-31", "", 1050, 2100)}, exceeds, "from 2025-08-31"},
		"one that is over before":       {share("2025-01-10", "2025-05-31", 2100, 2100), []contract.Share{half}, "", ""},
		"one that meets it on its end":  {share("2025-01-10", "2025-06-01", 2100, 2100), []contract.Share{half}, exceeds, "from 2025-06-01"},
		"a contract that ended before":  {half, []contract.Share{share("2025-07-01", "2025-06-30", 2100, 700)}, "", ""},
		"another working time":          {half, []contract.Share{share("2025-01-10", "", 350, 1400)}, differs, "states 1400 (23 h 20)"},
		"another one, on other days":    {half, []contract.Share{share("2025-01-10", "2025-05-31", 350, 1400)}, "", ""},
		"another employer":              {half, []contract.Share{byDoctor}, differs, "employed by the doctor"},
		"whoever does not share states": {share("2025-06-01", "", 1050, 1050), []contract.Share{half}, differs, "is 1050 (17 h 30)"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			refusal := contract.Shared("assistant-1", tc.share, tc.others)
			judged(t, refusal, tc.reason)
			if refusal != nil && !strings.Contains(refusal.Text.EN, tc.says) {
				t.Errorf("the sentence is %q, want %q in it", refusal.Text.EN, tc.says)
			}
		})
	}
}
