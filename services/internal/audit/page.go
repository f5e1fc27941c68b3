package audit

import (
	"fmt"
	"strings"

	"assistmed/services/internal/money"
)

// maxShown is how many findings the page lists.
const maxShown = 100

// Page is the report in French, for a reader: totals by fund and calendar year, with
// detail also by contract year, and what does not fit.
func (r Report) Page(detail bool) string {
	var b strings.Builder
	line := func(format string, args ...any) { fmt.Fprintf(&b, format+"\n", args...) }
	line("Registre de %d écritures, racine %s.", r.Root.Count, r.Root)
	line("%d montants recalculés depuis l'export, dont %d versements limités par le total de leur année.", r.Computed, r.Limited)
	if r.TakenOver > 0 {
		line("%d reprises de versements d'avant le registre, non recalculées.", r.TakenOver)
	}
	if r.Unsealed > 0 {
		line("%d lignes de faits non scellées\u00a0: la chaîne prouve leurs montants, et non ce dont ils sont calculés.", r.Unsealed)
	}
	line("")
	line("%-8s %-6s %s", "caisse", "année", heads())
	for _, f := range r.Funds {
		line("%-8s %-6d %s", f.FundCode, f.Year, f.cells())
	}
	if detail {
		line("")
		line("%-8s %-32s %-6s %s", "caisse", "contrat", "année", heads())
		for _, y := range r.Years {
			line("%-8s %-32s %-6d %s", y.FundCode, y.ContractID, y.Year, y.cells())
		}
	}
	line("")
	if len(r.Findings) == 0 {
		line("Tout concorde.")
		return b.String()
	}
	line("%d point(s) ne concordent pas\u00a0:", len(r.Findings))
	for i, f := range r.Findings {
		if i == maxShown {
			line("… et %d autres.", len(r.Findings)-i)
			break
		}
		line("- %s", f)
	}
	return b.String()
}

func heads() string {
	return columns("accordé", "reste à verser", "en cours", "versé", "à recouvrer", "abandonné")
}

func (s Sums) cells() string {
	var cells []string
	for _, c := range []money.Cents{s.Granted, s.Payable, s.Transit, s.Paid, s.Receivable, s.WrittenOff} {
		cells = append(cells, c.French())
	}
	return columns(cells...)
}

func columns(cells ...string) string {
	var b strings.Builder
	for _, c := range cells {
		fmt.Fprintf(&b, "%18s", c)
	}
	return b.String()
}
