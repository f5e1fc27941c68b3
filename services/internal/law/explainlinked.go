package law

import (
	"fmt"
	"strings"
)

func explainNoMaximum(year int, around []Citation) Phrase {
	var cells []string
	var who Phrase
	for _, c := range around {
		if c.Certainty == Unknown {
			cells, who = append(cells, c.Cell), c.SettledBy
		}
	}
	if len(cells) == 0 {
		return sentence(
			fmt.Sprintf("Aucune source ne dit le maximum de points de l'année %d.", year),
			fmt.Sprintf("No source says the most points of the year %d.", year))
	}
	missing := strings.Join(cells, ", ")
	return sentence(
		fmt.Sprintf("Le maximum de points de l'année %d n'est pas connu (%s) ; peut le dire : %s.", year, missing, who.FR),
		fmt.Sprintf("The most points of the year %d is not known (%s); who can say: %s.", year, missing, who.EN))
}

func explainGateUnknown(gate Citation) Phrase {
	return sentence(
		fmt.Sprintf("Les volets 2 et 3 ne comptent que si tout le volet 1 est rempli au 31 décembre (%s) ; il n'est pas dit s'il l'est.", gate.Cell),
		fmt.Sprintf("Volets 2 and 3 count only when all of volet 1 is met on 31 December (%s); whether it is was not said.", gate.Cell))
}

func explainStructureFee(q StructureFeeQuery, f StructureFee) Phrase {
	p := Phrase{
		FR: fmt.Sprintf("%s points comptent, sur un maximum de %s, soit %s.", fr(f.Points), fr(f.Maximum), f.Amount.French()),
		EN: fmt.Sprintf("%s points count, of %s at most, that is %s.", en(f.Points), en(f.Maximum), f.Amount.English()),
	}
	if q.Volet1Met == No && f.Points < q.Volet1+q.OtherVolets && q.OtherVolets > 0 {
		p.FR += " Le volet 1 n'est pas entièrement rempli : les volets 2 et 3 sont fermés."
		p.EN += " Volet 1 is not met in full: volets 2 and 3 are closed."
	}
	return sentence(p.FR, p.EN)
}

func explainCommunity(f CommunityFunding) Phrase {
	if !f.Known {
		return sentence(
			fmt.Sprintf("CPTS de taille %d : les sources diffèrent sur le maximum annuel, de %s à %s.", f.Size, f.Lowest.French(), f.Highest.French()),
			fmt.Sprintf("A CPTS of size %d: the sources differ on the yearly maximum, from %s to %s.", f.Size, f.Lowest.English(), f.Highest.English()))
	}
	return sentence(
		fmt.Sprintf("CPTS de taille %d : %s par an au plus.", f.Size, f.Maximum.French()),
		fmt.Sprintf("A CPTS of size %d: %s a year at most.", f.Size, f.Maximum.English()))
}
