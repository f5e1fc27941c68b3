package law

// distribution is one national distribution of patient lists, by group of doctors;
// others serves every group that has no rows of its own.
type distribution map[Group]map[Indicator]*percentileRow

const others Group = othersKey

// percentileRow has the percentiles of one indicator, in patients, ascending.
type percentileRow [P95 + 1]Cell[int]

// Percentile is a national percentile, in patients, in the distribution that the text
// uses. What nobody knows of the other specialties is one cell for all of them; its
// note names the group.
func (l *Law) Percentile(t *Text, g Group, ind Indicator, p Percentile) Cell[int] {
	d := l.percentiles[t.objectives.distribution.value]
	rows, own := d[g]
	if !own {
		rows = d[others]
	}
	row := rows[ind]
	if row == nil || int(p) >= len(row) {
		return Cell[int]{}
	}
	cell := row[p]
	if !own {
		cell.cite.Note = l.groupNote(g)
	}
	return cell
}

// groupNote names the group that a cell of all other specialties is asked for.
func (l *Law) groupNote(g Group) Phrase {
	if g == MEP {
		return Phrase{FR: "groupe : médecins à expertise particulière (MEP)", EN: "group: médecins à expertise particulière (MEP)"}
	}
	name := string(g)
	if s, ok := l.Specialty(name); ok {
		name += " " + s.Name
	}
	return Phrase{FR: "groupe : spécialité " + name, EN: "group: specialty " + name}
}

// PossibleBands lists the bands, lowest first, in which the known percentiles leave a
// starting level possible, and the cells that say so: the nearest known percentiles
// around it, the unknown ones between them, which would settle it, and last the cell
// that names the distribution.
func (l *Law) PossibleBands(t *Text, g Group, ind Indicator, start int) (bands []Band, used []Citation) {
	var reached Percentile // the highest known percentile that start reaches
	above := P95 + 1       // the lowest known one that it does not reach
	for _, p := range Percentiles() {
		n, ok := l.Percentile(t, g, ind, p).Value()
		switch {
		case ok && n <= start:
			reached = p
		case ok && p < above:
			above = p
		}
	}
	for p := max(reached, P30); p <= min(above, P95); p++ {
		used = append(used, l.Percentile(t, g, ind, p).Cite())
	}
	used = append(used, t.objectives.distribution.Cite())
	// Percentile number n is the lower bound of band n+1 and the upper one of band n.
	for b := Band(reached) + 1; b <= Band(above); b++ {
		bands = append(bands, b)
	}
	return bands, used
}
