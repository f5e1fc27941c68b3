package payment

import (
	"fmt"

	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// Group is what a collective contract is for. What the aid does not say of the life of a
// contract is read from the text beside which it stands.
type Group struct {
	Aid           *law.CollectiveAid
	ETP           int // thousandths
	DurationYears int
}

// wholeYear is the instalment of the one due of a group's contract year: it stands for the
// whole year as long as nobody knows its instalments.
const wholeYear = 1

// years are the contract years with pauses, numbered from 1.
func (f Facts) years(l *law.Law, pauses []law.Pause) []law.Year {
	if f.Group != nil {
		return law.YearsOf(f.Group.DurationYears, f.Signed, pauses)
	}
	return l.Years(f.Text, f.Signed, pauses)
}

// groupYear gives the due of one contract year of a group: blocked, with what the year is
// worth at most. Years that begin after the contract's end have none; one whose first day
// a pause still hid at the end is such a year.
func (b book) groupYear(y law.Year) []Due {
	f, g := b.facts, b.facts.Group
	if !f.End.IsZero() && (y.Start.IsZero() || y.Start.After(f.End)) {
		return nil
	}
	calendar, row := g.Aid.Instalments.Cite(), g.Aid.Amount(y.Number).Cite()
	d := Due{
		Key:       Key{ContractID: f.ContractID, Year: y.Number, Instalment: wholeYear},
		BlockedBy: &Reason{Code: CalendarUnknown, Text: sayCalendarUnknown(calendar), Cite: calendar},
	}
	if !f.BothSigned {
		d.BlockedBy = &Reason{Code: NotSigned, Text: sayNotSigned()}
	}
	d.Posted = b.posted[d.Key]
	c := Computation{YearStart: y.Start, Ceiling: known(g.Aid.Worth(y.Number, g.ETP))}
	c.cites(row)
	said := []law.Phrase{g.sayYear(y, row, c.Ceiling)}
	if first, _ := g.Aid.FirstModulatedYear.Value(); y.Number >= first {
		c.cites(g.Aid.FirstModulatedYear.Cite(), g.Aid.Modulation.Cite())
		said = append(said, sayModulated(first))
	}
	if f.endedIn(y) {
		c.DaysInForce, c.DaysInYear = f.daysInForce(y), y.Days
		said = append(said, sayEnded(f.End, c.DaysInForce, c.DaysInYear), sayWholeYear())
	}
	c.cites(calendar)
	if d.State = b.state(d); b.words.tell(d.State) {
		c.Explanation = joined(append(said, d.BlockedBy.Text)...)
	}
	d.Computation = c
	return []Due{d}
}

// What is said of it.

// sayYear is the sum, from the row for one ETP to the ETP of the contract.
func (g Group) sayYear(y law.Year, row law.Citation, worth Amount) law.Phrase {
	each, _ := g.Aid.Amount(y.Number).Value()
	all, cell := law.ETP(g.ETP), row.TextID+", "+row.Cell
	return phrase(
		law.French(fmt.Sprintf("Année %d%s : l'aide collective donne %s pour un ETP (%s), soit %s pour les %s du contrat, avant toute modulation.",
			y.Number, begun(y.Start).FR, each.French(), cell, worth.Cents.French(), all.FR)),
		fmt.Sprintf("Year %d%s: the collective aid gives %s for one ETP (%s), which is %s for the %s of the contract, before any modulation.",
			y.Number, begun(y.Start).EN, each.English(), cell, worth.Cents.English(), all.EN))
}

// begun says when a year begins; nothing while a suspension hides it.
func begun(start civil.Date) law.Phrase {
	if start.IsZero() {
		return law.Phrase{}
	}
	return phrase(", commencée le "+start.French(), ", begun on "+start.String())
}

func sayModulated(first int) law.Phrase {
	return phrase(
		fmt.Sprintf("Depuis l'année %d, un objectif qui n'est pas tout à fait atteint réduit ce montant au prorata.", first),
		fmt.Sprintf("From year %d on, an objective that is not fully reached reduces this amount in proportion.", first))
}

func sayWholeYear() law.Phrase {
	return phrase("Le montant dit est celui d'une année entière.", "The amount told is that of a whole year.")
}

// sayCalendarUnknown names the cell, and who can settle it.
func sayCalendarUnknown(cell law.Citation) law.Phrase {
	where := cell.TextID + ", " + cell.Cell
	return phrase(
		law.French(fmt.Sprintf("Quand, et en combien de versements, l'aide collective est payée n'est pas connu (%s) : rien n'est versé. Ce qui l'établirait : %s.", where, cell.SettledBy.FR)),
		fmt.Sprintf("When the collective aid is paid, and in how many instalments, is not known (%s): nothing is paid. What would settle it: %s.", where, cell.SettledBy.EN))
}
