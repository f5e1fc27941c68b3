package main

import (
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/internal/civil"
)

// The chart is written as text: a library would bring fonts, PDF and LaTeX with it for
// a few lines and circles. Lengths are pixels, and whole: the bytes are always the same.
const (
	chartWidth, chartHeight = 960, 720
	plotLeft, plotRight     = 72, 936
	aboveTop, aboveBottom   = 96, 376  // of the published counts
	belowTop, belowBottom   = 440, 580 // of ours

	inkPublished, inkOurs, inkTarget = "#1f5a96", "#b4530a", "#5f5f5f"
)

// growthCell ends the name of the cell from which targets are computed.
const growthCell = "yearly_growth"

// axes turn days and numbers into places of one plot.
type axes struct {
	from, to    civil.Date
	top, bottom int
	most        int64 // the number at the top, above zero
}

func (a axes) x(iso string) int {
	day, err := civil.Parse(iso)
	if err != nil {
		return plotLeft
	}
	return plotLeft + (plotRight-plotLeft)*a.from.DaysUntil(day)/a.from.DaysUntil(a.to)
}

func (a axes) y(n int64) int { return a.bottom - int(int64(a.bottom-a.top)*n/a.most) }

// spacing is a round distance between the marks of an axis that has about five.
func spacing(most int64) int64 {
	size := int64(1)
	for {
		for _, s := range []int64{1, 2, 5} {
			if s*size*5 >= most {
				return s * size
			}
		}
		size *= 10
	}
}

// rounded is the first mark at or above a number.
func rounded(most int64) int64 {
	s := spacing(max(most, 5))
	return (max(most, 5) + s - 1) / s * s
}

// drawing collects the elements of the chart.
type drawing struct {
	strings.Builder

	taken []box // where labels and targets stand
}

// box is a place that is taken.
type box struct{ left, top, right, bottom int }

func (b box) meets(o box) bool {
	return b.left < o.right && o.left < b.right && b.top < o.bottom && o.top < b.bottom
}

// spot is where a short text begins, or ends.
type spot struct {
	x, y int
	ends bool
}

// covers is the place that a text takes there.
func (s spot) covers(text string) box {
	const sign, height = 7, 11 // a little more than a sign of this size takes
	width := sign * len([]rune(text))
	if s.ends {
		return box{s.x - width, s.y - height, s.x, s.y + 2}
	}
	return box{s.x, s.y - height, s.x + width, s.y + 2}
}

// labelNear writes a label beside a point of a rising line: above it or below it, where
// there is room, or else above it.
func (g *drawing) labelNear(x, y int, text string) {
	spots := []spot{{x - 6, y - 7, true}, {x + 7, y + 14, false}, {x + 9, y + 9, false}, {x + 7, y + 27, false}, {x - 6, y - 20, true}}
	at := max(0, slices.IndexFunc(spots, func(s spot) bool { return !slices.ContainsFunc(g.taken, s.covers(text).meets) }))
	style := styleSmall
	if spots[at].ends {
		style = atEnd + " " + styleSmall
	}
	g.taken = append(g.taken, spots[at].covers(text))
	g.text(spots[at].x, spots[at].y, style, text)
}

func (g *drawing) add(format string, args ...any) {
	_, _ = fmt.Fprintf(g, format+"\n", args...) // it never fails
}

// text writes a line at a place; style is more attributes.
func (g *drawing) text(x, y int, style, text string) {
	g.add(`<text x="%d" y="%d" %s>%s</text>`, x, y, style, html.EscapeString(text))
}

// line draws through points; style is more attributes.
func (g *drawing) line(points []string, style string) {
	if len(points) > 1 {
		g.add(`<polyline points="%s" fill="none" %s/>`, strings.Join(points, " "), style)
	}
}

func place(x, y int) string { return strconv.Itoa(x) + "," + strconv.Itoa(y) }

// The styles.
const (
	atEnd       = `text-anchor="end"`
	atMiddle    = `text-anchor="middle"`
	styleHead   = `font-size="14" font-weight="bold"`
	styleSmall  = `font-size="11" fill="#444"`
	styleOurs   = `stroke="` + inkOurs + `" stroke-width="2"`
	styleETP    = `stroke="` + inkOurs + `" stroke-width="1.5" stroke-dasharray="2 3"`
	styleTarget = `stroke="` + inkTarget + `" stroke-width="2" stroke-dasharray="8 4"`
	styleGrowth = `stroke="` + inkTarget + `" stroke-width="1.5" stroke-dasharray="2 4"`
)

// chart draws the published counts and the targets above, and what was counted below, on
// the same days. Numbers of two perimeters are never on one line.
func (d deployment) chart() string {
	from, to := d.days()
	above := axes{from: from, to: to, top: aboveTop, bottom: aboveBottom, most: 1}
	for _, m := range d.GetMilestones() {
		above.most = max(above.most, int64(m.GetContracts()))
	}
	for _, t := range d.GetTargets() {
		above.most = max(above.most, int64(t.GetContracts()))
	}
	below := axes{from: from, to: to, top: belowTop, bottom: belowBottom, most: 1}
	for _, p := range d.GetTrajectory() {
		below.most = max(below.most, int64(p.GetContracts()), (p.GetEtpThousandths()+999)/1000)
	}
	above.most, below.most = rounded(above.most), rounded(below.most)

	g := &drawing{}
	title := "Aide à l'emploi d'un assistant médical : déploiement au " + d.asOf.French()
	g.add(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="%d" viewBox="0 0 %d %d" role="img" font-family="sans-serif" font-size="12" fill="#222">`,
		chartWidth, chartHeight, chartWidth, chartHeight)
	g.add(`<title>%s</title>`, html.EscapeString(title))
	g.add(`<desc>%s</desc>`, html.EscapeString(d.summary()))
	g.add(`<rect width="100%%" height="100%%" fill="#fff"/>`)
	g.text(plotLeft, 30, `font-size="18" font-weight="bold"`, title)
	g.text(plotLeft, 52, styleSmall, d.summary())
	g.text(plotLeft, aboveTop-14, styleHead, "Contrats publiés, et objectifs : toute la France")
	g.grid(above)
	d.targets(g, above)
	d.milestones(g, above)
	g.text(plotLeft, belowTop-14, styleHead, d.heading())
	g.grid(below)
	d.trajectory(g, below)
	d.legend(g)
	g.add(`</svg>`)
	return g.String()
}

// days are the first and the last day of the chart, each the first of a year.
func (d deployment) days() (from, to civil.Date) {
	first, last := d.asOf.Year(), d.asOf.Year()
	see := func(year int) { first, last = min(first, year), max(last, year) }
	for _, m := range d.GetMilestones() {
		see(yearOf(m.GetOnDate()))
	}
	for _, p := range d.GetTrajectory() {
		see(yearOf(p.GetOnDate()))
	}
	for _, t := range d.GetTargets() {
		see(int(t.GetYear()))
	}
	return newYear(first), civil.MustParse(fmt.Sprintf("%04d-12-31", last)).AddDays(1)
}

func newYear(year int) civil.Date { return civil.MustParse(fmt.Sprintf("%04d-01-01", year)) }

// yearOf is the year of a day as the API writes it.
func yearOf(iso string) int {
	year, _ := strconv.Atoi(iso[:min(4, len(iso))]) // the API writes ISO 8601
	return year
}

// summary says what was counted, in a sentence.
func (d deployment) summary() string {
	total := d.GetTotal()
	return fmt.Sprintf("Compté ici : %s, %s ETP ; patients gagnés %s (médecin traitant) et %s (file active), sur %s.",
		plural(grouped(total.GetContracts()), "contrat"), decimal(total.GetEtpThousandths()),
		signed(int32(total.GetRegisteredPatientsGained())).printed, signed(int32(total.GetActiveFileGained())).printed,
		plural(grouped(total.GetMeasuredContracts()), "contrat")+" où l'on a compté")
}

// heading says which contracts are counted.
func (d deployment) heading() string {
	where := "tous les contrats tenus ici"
	if d.fund != "" {
		where = "caisse " + d.fund
	}
	if d.perimeter == contractv1.Perimeter_PERIMETER_RUNNING {
		return "Contrats en cours le jour dit, autre périmètre que ci-dessus : " + where
	}
	return "Contrats signés depuis 2019, y compris ceux qui ont pris fin : " + where
}

// decimal is thousandths as French prose writes them: "11,833".
func decimal(thousandths int64) string {
	whole := grouped(int32(thousandths / 1000))
	rest := strings.TrimRight(fmt.Sprintf("%03d", thousandths%1000), "0")
	if rest == "" {
		return whole
	}
	return whole + "," + rest
}

// grid draws the axes of a plot with their numbers and years.
func (g *drawing) grid(a axes) {
	for n := int64(0); n <= a.most; n += spacing(a.most) {
		y := a.y(n)
		g.add(`<line x1="%d" y1="%d" x2="%d" y2="%d" stroke="#ddd"/>`, plotLeft, y, plotRight, y)
		g.text(plotLeft-8, y+4, atEnd+" "+styleSmall, grouped(int32(n)))
	}
	years := a.to.Year() - a.from.Year()
	every := int(spacing(int64(years) / 3)) // a label has room for itself
	if years <= 20 {
		every = 1
	}
	for year := a.from.Year(); year <= a.to.Year(); year += every {
		x := a.x(newYearOrLast(year, a.to))
		g.add(`<line x1="%d" y1="%d" x2="%d" y2="%d" stroke="#999"/>`, x, a.bottom, x, a.bottom+5)
		g.text(x, a.bottom+18, atMiddle+" "+styleSmall, "01/"+strconv.Itoa(year))
	}
	g.add(`<line x1="%d" y1="%d" x2="%d" y2="%d" stroke="#666"/>`, plotLeft, a.bottom, plotRight, a.bottom)
}

// newYearOrLast is the first day of a year; of the year after the calendar the last day.
func newYearOrLast(year int, to civil.Date) string {
	if day := to.String(); year == to.Year() {
		return day
	}
	return newYear(year).String()
}

// computed reports whether no source names the target: it follows from the yearly growth.
func computed(t *contractv1.DeploymentTarget) bool {
	return strings.HasSuffix(t.GetCitation().GetCell(), growthCell)
}

// targets draws each target over its year.
func (d deployment) targets(g *drawing, a axes) {
	for _, t := range d.GetTargets() {
		style, word := styleTarget, "objectif "
		if computed(t) {
			style, word = styleGrowth, "calculé "
		}
		year := int(t.GetYear())
		left, right, y := a.x(newYear(year).String()), a.x(fmt.Sprintf("%04d-12-31", year)), a.y(int64(t.GetContracts()))
		g.line([]string{place(left, y), place(right, y)}, style)
		g.text((left+right)/2, y-18, atMiddle+" "+styleSmall, word+strconv.Itoa(year))
		g.text((left+right)/2, y-6, atMiddle+" "+styleSmall, grouped(t.GetContracts()))
		g.taken = append(g.taken, box{left, y - 28, right, y + 1})
	}
}

// milestones draws the published counts: a line through those of one perimeter, and each
// of which the perimeter is not said by itself.
func (d deployment) milestones(g *drawing, a axes) {
	var points []string
	for _, m := range d.GetMilestones() {
		if x, y := a.x(m.GetOnDate()), a.y(int64(m.GetContracts())); m.GetPerimeter() == sinceFirst {
			points = append(points, place(x, y))
		}
	}
	g.line(points, `stroke="`+inkPublished+`" stroke-width="2"`)
	for _, m := range d.GetMilestones() {
		x, y := a.x(m.GetOnDate()), a.y(int64(m.GetContracts()))
		tip := fmt.Sprintf("%s : %s contrats, %s", date(m.GetOnDate()).printed, grouped(m.GetContracts()), sourceOf(m.GetCitation()))
		if m.GetPerimeter() != sinceFirst {
			g.add(`<path d="M%d %dl6 6l-6 6l-6 -6z" fill="#fff" stroke="%s" stroke-width="2"><title>%s</title></path>`, x, y-6, inkPublished, html.EscapeString(tip))
		} else {
			g.add(`<circle cx="%d" cy="%d" r="4" fill="%s"><title>%s</title></circle>`, x, y, inkPublished, html.EscapeString(tip))
		}
		g.taken = append(g.taken, box{x - 4, y - 4, x + 4, y + 4})
	}
	for _, m := range d.GetMilestones() {
		g.labelNear(a.x(m.GetOnDate()), a.y(int64(m.GetContracts())), grouped(m.GetContracts()))
	}
}

// sinceFirst is the perimeter of the counts that make a line.
const sinceFirst = "SIGNED_SINCE_2019"

// trajectory draws what was counted.
func (d deployment) trajectory(g *drawing, a axes) {
	var contracts, etp []string
	for _, p := range d.GetTrajectory() {
		x := a.x(p.GetOnDate())
		contracts = append(contracts, place(x, a.y(int64(p.GetContracts()))))
		etp = append(etp, place(x, a.bottom-int(int64(a.bottom-a.top)*p.GetEtpThousandths()/(1000*a.most))))
	}
	g.line(etp, styleETP)
	g.line(contracts, styleOurs)
	if n := len(d.GetTrajectory()); n > 0 {
		last := d.GetTrajectory()[n-1]
		x, y := a.x(last.GetOnDate()), a.y(int64(last.GetContracts()))
		g.add(`<circle cx="%d" cy="%d" r="4" fill="%s"/>`, x, y, inkOurs)
		g.text(x-6, y-8, atEnd+" "+styleSmall, plural(grouped(last.GetContracts()), "contrat")+", "+decimal(last.GetEtpThousandths())+" ETP")
	}
}

// legend says what each sign is, and where the published numbers come from.
func (d deployment) legend(g *drawing) {
	const top, row = belowBottom + 52, 20
	signs := []struct{ mark, text string }{
		{`<circle cx="12" cy="-4" r="4" fill="` + inkPublished + `"/>`, "publié : contrats signés depuis 2019"},
		{`<path d="M12 -10l6 6l-6 6l-6 -6z" fill="#fff" stroke="` + inkPublished + `" stroke-width="2"/>`, "publié : le périmètre peut être un autre"},
		{`<path d="M0 -4h24" ` + styleTarget + `/>`, "objectif publié d'une année"},
		{`<path d="M0 -4h24" ` + styleGrowth + `/>`, "objectif calculé : croissance annuelle publiée (notre lecture)"},
		{`<path d="M0 -4h24" ` + styleOurs + `/>`, "compté ici : contrats"},
		{`<path d="M0 -4h24" ` + styleETP + `/>`, "compté ici : ETP"},
	}
	for i, s := range signs {
		x, y := plotLeft+(i%2)*(plotRight-plotLeft)/2, top+(i/2)*row
		g.add(`<g transform="translate(%d %d)">%s</g>`, x, y, s.mark)
		g.text(x+32, y, styleSmall, s.text)
	}
	var sources []string
	for _, m := range d.GetMilestones() {
		sources = append(sources, m.GetCitation().GetSource())
	}
	for _, t := range d.GetTargets() {
		sources = append(sources, t.GetCitation().GetSource())
	}
	slices.Sort(sources)
	g.text(plotLeft, top+3*row+6, styleSmall, "Sources des chiffres publiés : "+strings.Join(slices.Compact(sources), ", ")+".")
}
