package audit

import (
	"fmt"
	"strconv"
	"strings"

	"assistmed/services/internal/ledger"
	"assistmed/services/internal/money"
)

const (
	rounding = "NEAREST_CENT_HALF_UP"
	wholeBP  = 10000
)

// facts computes one amount again.
func (a *auditor) facts(f ledger.Facts) {
	c := check{auditor: a, facts: f}
	var known bool
	c.moment, known = a.moments[f.Sequence]
	due := ledger.Due{ContractID: f.ContractID, Year: f.Year, Instalment: f.Instalment}
	switch {
	case !known || c.moment.due != due || c.moment.key != f.Key:
		a.finds(Finding{f.Sequence, due.String(), "faits du calcul", f.Key, "l'écriture que ces faits expliquent"})
		return
	case a.explained[f.Sequence]:
		a.finds(Finding{f.Sequence, due.String(), "faits du calcul", "deux lignes", "une seule"})
		return
	}
	a.explained[f.Sequence] = true
	a.report.Computed++
	year := yearKey{c.moment.fund, due.ContractID, due.Year}
	c.sealed()
	a.tables[year] = max(a.tables[year], f.CeilingCents)
	c.row()
	c.entitlement()
	if c.moment.kind == ledger.KindClaim {
		c.claim()
	} else {
		c.approval()
	}
}

// check is the checking of one line of facts.
type check struct {
	*auditor
	facts  ledger.Facts
	moment moment
}

func (c *check) cents(what string, seen, wanted int64) {
	if seen != wanted {
		c.finds(Finding{c.facts.Sequence, c.moment.due.String(), what, money.Cents(seen).French(), money.Cents(wanted).French()})
	}
}

func (c *check) text(what, seen, wanted string) {
	if seen != wanted {
		c.finds(Finding{c.facts.Sequence, c.moment.due.String(), what, strconv.Quote(seen), strconv.Quote(wanted)})
	}
}

// sealed: the facts are those that the transaction sealed when it was posted.
func (c *check) sealed() {
	if c.moment.facts == (ledger.Hash{}) {
		c.report.Unsealed++
		return
	}
	c.text("faits scellés", c.facts.Hash().String(), c.moment.facts.String())
}

// row: the amount of the table is that of the cell that is cited.
func (c *check) row() {
	c.text("arrondi", c.facts.Rounding, rounding)
	if euros, err := strconv.ParseInt(strings.TrimSuffix(c.facts.CellValue, " EUR"), 10, 64); err == nil && c.facts.CeilingCents != 0 {
		c.cents("barème, cellule "+c.facts.Cell, c.facts.CeilingCents, euros*centsPerEuro)
	}
}

const centsPerEuro = 100

// entitlement is the row × the ratio of the objectives × the days in force. The days
// count for the instalment that ends the year only.
func (c *check) entitlement() {
	f := c.facts
	q := whole(f.CeilingCents).times(f.RatioNum, f.RatioDen)
	if f.RatioNum < 0 || f.RatioNum > f.RatioDen || f.DaysInForce < 0 || f.DaysInForce > f.DaysInYear {
		c.text("ratio et jours", fmt.Sprintf("%d/%d, %d/%d", f.RatioNum, f.RatioDen, f.DaysInForce, f.DaysInYear), "des parts de 0 à 1")
	}
	if f.ShareBP == 0 || f.ShareBP == wholeBP {
		q = q.times(int64(f.DaysInForce), int64(f.DaysInYear))
	}
	wanted, ok := q.cents()
	if !ok {
		c.text("droit de l'année", fmt.Sprintf("%d/%d", f.RatioNum, f.RatioDen), "un quotient")
		return
	}
	c.cents("droit de l'année, barème × ratio × jours", f.EntitlementCents, wanted)
}

// share is what the instalment pays of the year by its share.
func (c *check) share() int64 {
	cents, _ := whole(c.facts.EntitlementCents).times(int64(c.facts.ShareBP), wholeBP).cents()
	return cents
}

// approval: after it, what is posted of the due is what is owed of it.
func (c *check) approval() {
	f := c.facts
	c.cents("montant approuvé, dû moins déjà posé", c.moment.cents, f.OwedCents-(c.moment.posted-c.moment.cents))
	switch {
	case f.ShareBP == 0:
		c.cents("solde, droit moins versements précédents", f.OwedCents, f.EntitlementCents-f.EarlierCents)
		if f.EarlierCents < c.moment.postedBeside {
			c.cents("versements précédents", f.EarlierCents, c.moment.postedBeside)
		}
	case f.ShareBP != wholeBP && f.OwedCents < c.share() && f.OwedCents >= 0:
		c.report.Limited++ // the year can give no more; its total is compared at the end
	default:
		c.cents("versement, part du droit", f.OwedCents, c.share())
	}
}

// claim: what is claimed is what was paid less what is owed.
func (c *check) claim() {
	f := c.facts
	c.cents("indu, versé moins dû", c.moment.cents, f.PaidCents-f.OwedCents)
	c.cents("versé selon le registre", f.PaidCents, c.moment.served)
	switch {
	case f.ShareBP == 0 && f.Instalment == 1:
		// The last instalment is below zero, and the one before it gives back.
		c.cents("dû, droit de l'année", f.OwedCents, f.EntitlementCents)
	case f.ShareBP == 0:
		c.cents("solde, droit moins versements précédents", f.OwedCents, max(0, f.EntitlementCents-f.EarlierCents))
	case f.ShareBP != wholeBP && f.OwedCents < c.share() && f.OwedCents >= 0:
		c.report.Limited++
	default:
		c.cents("versement, part du droit", f.OwedCents, c.share())
	}
}

// afterFirst is a key without its kind: what it is about.
func afterFirst(key string) string {
	_, rest, _ := strings.Cut(key, "/")
	return rest
}
