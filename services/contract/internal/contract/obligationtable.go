package contract

import (
	"strings"

	"assistmed/services/internal/law"
)

// obligationKinds lists the kinds in the order of the API.
func obligationKinds() []ObligationKind {
	all := make([]ObligationKind, 0, FollowUpMeeting)
	for k := WorkContractSent; k <= FollowUpMeeting; k++ {
		all = append(all, k)
	}
	return all
}

// cell is what the text says of the due date of the kind. Where it has no such cell the
// citation is zero.
func (k ObligationKind) cell(t *law.Text) law.Citation {
	switch k {
	case WorkContractSent:
		return t.Rules.WorkContractSentMonths.Cite()
	case BeginTraining:
		return t.Training().TrainingBegunYears.Cite()
	case BecomeQualified:
		return t.Training().QualifiedYears.Cite()
	case ReplaceSecretary:
		rule := t.Criteria.SecretaryReplaced
		if !rule.WithinMonths.Known() {
			return rule.Rule.Cite()
		}
		return rule.WithinMonths.Cite()
	case EnterCoordination:
		return t.Criteria.CoordinatedPractice.CommitmentYears.Cite()
	case MeasurePatients:
		return t.Rules.FirstModulatedYear.Cite()
	default:
		return t.Rules.FollowUpMeetingMonths.Cite()
	}
}

// inProse is from when an obligation runs and when it is due, for a reader. The number
// is that of the text's cell.
var inProse = [...]struct{ from, due string }{
	WorkContractSent:  {"the hiring, or the signature if it is later", "so many months later"},
	BeginTraining:     {"the hiring", "so many years later"},
	BecomeQualified:   {"the hiring", "so many years later"},
	ReplaceSecretary:  {"the hiring of a promoted secretary", "so many months later; open, and never late, where the text gives no time"},
	EnterCoordination: {"the signature, if the doctor committed to it", "so many years later"},
	MeasurePatients:   {"the first day of each contract year", "the anniversary that closes it; the last day in force if the end cuts a year from the first modulated one on"},
	FollowUpMeeting:   {"the signature", "each time so many months have passed, up to the term; suspensions move it"},
}

// ObligationTable is what has to be done under a contract, as a Markdown table: the
// obligation, from when it runs, when it is due, the cell of each text that says so with
// its value and certainty, and the method that fulfils it.
func ObligationTable(l *law.Law) string {
	var b strings.Builder
	b.WriteString("| obligation | runs from | due | the text's cell | fulfilled by |\n|---|---|---|---|---|\n")
	for _, k := range obligationKinds() {
		b.WriteString("| `" + strings.Join([]string{
			k.String() + "`", inProse[k].from, inProse[k].due, k.cells(l), "`" + k.fulfilledBy().method() + "`",
		}, " | ") + " |\n")
	}
	return b.String()
}

// cells names the cell of each text, the path once where the texts share it.
func (k ObligationKind) cells(l *law.Law) string {
	var b strings.Builder
	path := ""
	for _, t := range l.Texts() {
		cite := k.cell(t)
		if b.Len() > 0 {
			b.WriteString("; ")
		}
		if cite.Cell != "" && cite.Cell != path {
			path = cite.Cell
			b.WriteString("`" + path + "` ")
		}
		said := "none"
		if cite.Cell != "" {
			said = cite.Value
		}
		if certainty := cite.Certainty.String(); cite.Cell != "" && said != certainty { // UNKNOWN is said once
			said += " " + certainty
		}
		b.WriteString(t.ID + ": " + said)
	}
	return b.String()
}
