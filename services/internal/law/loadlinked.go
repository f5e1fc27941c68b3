package law

import "fmt"

func (l *Law) readLinkedSchemes(root *group) {
	l.structure = readStructureFee(root.child("structure_fee"))
	l.community = readCommunity(root.child("community"))
}

func readStructureFee(in *group) structureFee {
	s := structureFee{
		point: read(in, "point", amount()),
		gate:  read(in, "gate", form("ALL_OF_VOLET_1_ON_31_DECEMBER")),
	}
	practice := in.child("coordinated_practice")
	for _, key := range []string{"points_before", "points_since", "since_year", "prerequisite_since_year"} {
		read(practice, key, number())
	}
	read(in, "unscheduled_care_points", number())
	maxima := in.child("maxima")
	rows := []string{"earliest", "second", "latest"}
	var keys []string
	var years []Cell[int]
	for i, name := range rows {
		g := maxima.child(name)
		row := maximumRow{first: read(g, "first_year", number().orUnknown())}
		keys, years = append(keys, name+".first_year"), append(years, row.first)
		if i < len(rows)-1 {
			row.last = read(g, "last_year", number().orUnknown())
			keys, years = append(keys, name+".last_year"), append(years, row.last)
		}
		if g.has("all_volets") {
			row.allVolets = read(g, "all_volets", number())
		} else {
			row.volet1 = read(g, "volet_1", number())
			row.otherVolets = read(g, "other_volets", number())
		}
		s.maxima = append(s.maxima, row)
	}
	maxima.inOrder(rows)
	maxima.inValueOrder(keys, years, notFalling)
	return s
}

func readCommunity(in *group) []communitySize {
	read(in, "agreement", day())
	var sizes []communitySize
	var keys []string
	var bounds []Cell[int]
	for nth := 1; nth == 1 || in.has(fmt.Sprintf("size_%d", nth)); nth++ {
		name := fmt.Sprintf("size_%d", nth)
		g := in.child(name)
		var s communitySize
		if nth > 1 {
			s.inhabitants = read(g, "inhabitants", number())
			s.comparison = read(g, "comparison", form(atLeast, moreThan))
			keys, bounds = append(keys, name+".inhabitants"), append(bounds, s.inhabitants)
		}
		s.maximum = read(g, "maximum", amount().orUnknown())
		if g.has("lowest_maximum") {
			s.lowest = read(g, "lowest_maximum", amount())
			s.highest = read(g, "highest_maximum", amount())
		}
		sizes = append(sizes, s)
	}
	in.inValueOrder(keys, bounds, ascending)
	projects := in.child("projects")
	for _, key := range []string{"from", "to", "unscheduled_care_of_the_smallest", "unscheduled_care_of_the_largest"} {
		read(projects, key, amount())
	}
	return sizes
}
