package collective

import (
	"slices"

	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
)

// textInForce asks that the collective aid be in force on the signature date.
func (q inquiry) textInForce() Criterion {
	c := Criterion{ID: TextInForce, Cite: q.aid.InForce, Seen: date(q.app.Signed), Wanted: wantedPeriod(q.aid)}
	switch {
	case q.aid.InForceOn(q.app.Signed):
		return c.answered(eligibility.Met, sayTextInForce(q.aid, q.app.Signed))
	case q.app.Signed.Before(q.aid.From):
		c.Gap = sayTooEarly(days(q.app.Signed.DaysUntil(q.aid.From)))
		c.Remedy = saySignFrom(q.aid.From)
	}
	return c.answered(eligibility.NotMet, sayTextNotInForce(q.aid, q.app.Signed))
}

// structure asks for one of the legal forms that sign, and for a group in it.
func (q inquiry) structure() Criterion {
	rule := q.aid.Structure
	byAM, _ := rule.ByAMNumber.Value()
	byFINESS, _ := rule.ByFINESS.Value()
	never, _ := rule.Never.Value()
	signing := slices.Concat(byAM, byFINESS)
	kind, known := q.app.Structure.Get()
	c := Criterion{ID: StructureCriterion, Cite: rule.ByAMNumber.Cite(), Seen: structureName(kind), Wanted: law.Or(signing)}
	switch {
	case slices.Contains(byFINESS, string(kind)):
		c.Cite = rule.ByFINESS.Cite()
	case slices.Contains(never, string(kind)):
		c.Cite = rule.Never.Cite()
		c = c.using(rule.ByAMNumber.Cite(), rule.ByFINESS.Cite())
	case !slices.Contains(byAM, string(kind)):
		c = c.using(rule.ByFINESS.Cite())
	}
	if known && !slices.Contains(signing, string(kind)) {
		c.Remedy = sayStructureRemedy(signing)
		return c.answered(eligibility.NotMet, sayStructureNotMet(kind, signing))
	}
	var asks []ask
	if !known {
		asks = append(asks, ask{field: "structure_kind", text: sayStructureAsked()})
	}
	if len(q.app.Members) == 1 {
		return q.alone(c, asks)
	}
	if !known {
		c.Remedy = sayStateStructure()
		return c.answered(eligibility.CannotTell, sayStructureUnknown(signing), asks...)
	}
	return c.answered(eligibility.Met, sayStructureMet(kind))
}

// alone answers the structure in which one doctor is alone in the group.
func (q inquiry) alone(c Criterion, asks []ask) Criterion {
	cell := q.aid.Members.Alone
	c = c.using(cell.Cite())
	switch what, known := cell.Value(); {
	case known && what != "A_GROUP":
		c.Remedy = sayFindMembers()
		return c.answered(eligibility.NotMet, sayAloneRefused())
	case !known:
		c.Remedy = sayFindMembers()
		return c.answered(eligibility.CannotTell, sayAloneUnknown(), append(asks, askCell(cell.Cite()))...)
	case len(asks) > 0:
		c.Remedy = sayStateStructure()
		return c.answered(eligibility.CannotTell, sayStructureUnknown(nil), asks...)
	}
	kind, _ := q.app.Structure.Get()
	return c.answered(eligibility.Met, sayStructureMet(kind))
}

// specialties asks that every member be in a group of the law: general practitioners,
// doctors with a particular practice left out.
func (q inquiry) specialties() Criterion {
	rule := q.aid.Members.Groups
	groups, _ := rule.Value()
	c := Criterion{ID: MembersSpecialty, Cite: rule.Cite(), Wanted: sayWantedSpecialty()}
	var others []int
	for i, m := range q.app.Members {
		c = c.using(q.law.GroupCite(m.ParticularPractice))
		if !slices.Contains(groups, string(q.law.Group(m.SpecialtyCode, m.ParticularPractice))) {
			others = append(others, i)
		}
	}
	c.Seen = q.seenSpecialties(others)
	if len(others) == 0 {
		return c.answered(eligibility.Met, saySpecialtyMet())
	}
	c.Remedy = sayWithout(others)
	return c.answered(eligibility.NotMet, q.saySpecialtyNotMet(others))
}

// sectors asks that every member be in secteur 1, or in secteur 2 with a tariff option of
// the law.
func (q inquiry) sectors() Criterion {
	rule := q.aid.Members
	listed, _ := rule.TariffOptions.Value()
	c := Criterion{ID: MembersSector, Cite: rule.SectorRule.Cite(), Wanted: sayWantedSector(listed)}
	var failing, unknown []int
	var asks []ask
	for i, m := range q.app.Members {
		sector, known := m.Sector.Get()
		option, stated := m.TariffOption.Get()
		needsOption := !known || sector == eligibility.Sector2
		if needsOption {
			c = c.using(rule.TariffOptions.Cite())
		}
		switch {
		case known && sector == eligibility.OutsideAgreement, known && needsOption && stated && !slices.Contains(listed, string(option)):
			failing = append(failing, i)
		case !known || needsOption && !stated:
			unknown = append(unknown, i)
			if !known {
				asks = append(asks, ask{field: memberField(i, "sector"), text: saySectorAsked(i)})
			}
			if !stated {
				asks = append(asks, ask{field: memberField(i, "tariff_option"), text: sayTariffAsked(i)})
			}
		}
	}
	c.Seen = q.seenMembers(failing, unknown)
	switch {
	case len(failing) > 0:
		c.Remedy = saySectorRemedy(failing, listed)
		return c.answered(eligibility.NotMet, saySectorNotMet(failing, listed))
	case len(unknown) > 0:
		c.Remedy = sayStateMembers(unknown)
		return c.answered(eligibility.CannotTell, saySectorUnknown(unknown, listed), asks...)
	}
	return c.answered(eligibility.Met, saySectorMet(listed))
}

// individualContracts asks that the members' individual contracts be closed.
func (q inquiry) individualContracts() Criterion {
	c := Criterion{ID: IndividualContracts, Cite: q.aid.Members.IndividualContracts.Cite(), Wanted: sayWantedClosed()}
	var holding, unknown []int
	var asks []ask
	for i, m := range q.app.Members {
		switch holds, known := m.HoldsContract.Get(); {
		case !known:
			unknown = append(unknown, i)
			asks = append(asks, ask{field: memberField(i, "holds_individual_contract"), text: sayContractAsked(i)})
		case holds:
			holding = append(holding, i)
		}
	}
	c.Seen = q.seenMembers(holding, unknown)
	switch {
	case len(holding) > 0:
		c.Remedy = sayCloseContracts(holding)
		return c.answered(eligibility.NotMet, sayContractsOpen(holding))
	case len(unknown) > 0:
		c.Remedy = sayStateMembers(unknown)
		return c.answered(eligibility.CannotTell, sayContractsUnknown(unknown), asks...)
	}
	return c.answered(eligibility.Met, sayContractsClosed())
}

// waitingPeriod asks for some years between the end of a collective aid and the next.
func (q inquiry) waitingPeriod() Criterion {
	rule := q.aid.WaitingYears
	wait, _ := rule.Value()
	c := Criterion{ID: WaitingPeriod, Cite: rule.Cite(), Wanted: sayWantedWait(wait)}
	end, stated := q.app.EarlierAidEnd.Get()
	if !stated {
		c.Seen = say("aucune aide collective antérieure n'est indiquée", "no earlier collective aid is stated")
		return c.answered(eligibility.NotRequired, sayNoEarlierAid(wait))
	}
	c = c.using(q.aid.WaitingEdge.Cite())
	c.Seen = sayEnded(end)
	first := end.AddYears(wait)
	if q.app.Signed.Before(first) {
		c.Gap = sayTooEarly(days(q.app.Signed.DaysUntil(first)))
		c.Remedy = saySignFrom(first)
		return c.answered(eligibility.NotMet, sayStillWaiting(end, first, wait))
	}
	return c.answered(eligibility.Met, sayWaited(end, first, wait))
}

// ceiling is the most ETP that the group may have when it signs on a day, with the cells
// that say so; the first one decides.
func (q inquiry) ceiling(signed civil.Date) (int, []law.Citation) {
	rule := q.aid.Ceiling
	perMember, _ := rule.PerMember.Value()
	perJunior, _ := rule.PerJuniorDoctor.Value()
	most := len(q.app.Members) * perMember
	hosts := q.hosts()
	if len(hosts) == 0 {
		return most, []law.Citation{rule.PerMember.Cite()}
	}
	if from, _ := rule.JuniorDoctorsFrom.Value(); !signed.Before(from) {
		most += len(hosts) * perJunior
	}
	return most, []law.Citation{rule.PerMember.Cite(), rule.PerJuniorDoctor.Cite(), rule.JuniorDoctorsFrom.Cite()}
}

// hosts are the members who host a docteur junior.
func (q inquiry) hosts() []int {
	var hosts []int
	for i, m := range q.app.Members {
		if m.HostsJuniorDoctor {
			hosts = append(hosts, i)
		}
	}
	return hosts
}

// etpCeiling asks that the ETP asked for be within the most that the group may have.
func (q inquiry) etpCeiling() Criterion {
	most, cells := q.ceiling(q.app.Signed)
	c := Criterion{ID: ETPCeiling, Cite: cells[0], Wanted: sayAtMost(most)}
	c = c.using(cells[1:]...)
	asked, stated := q.app.ETP.Get()
	if !stated {
		c.Seen = say("le plus possible", "the most there is")
		return c.answered(eligibility.Met, q.sayCeiling(most))
	}
	c.Seen = law.ETP(asked)
	if asked%wholeETP != 0 {
		c = c.using(q.aid.Ceiling.Fractions.Cite())
	}
	if asked > most {
		c.Gap = sayTooMany(asked - most)
		from, _ := q.aid.Ceiling.JuniorDoctorsFrom.Value()
		if later, _ := q.ceiling(from); later <= most || asked > later {
			from = civil.Date{}
		}
		c.Remedy = sayAskLess(most, from)
		return c.answered(eligibility.NotMet, q.sayCeiling(most))
	}
	return c.answered(eligibility.Met, q.sayCeiling(most))
}
