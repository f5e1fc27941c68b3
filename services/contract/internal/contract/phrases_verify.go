package contract

import (
	"fmt"
	"strings"

	"assistmed/services/internal/law"
)

// This file is the catalogue of the sentences on what is found when a contract is
// compared with what was signed.

// Finding is what one comparison found.
type Finding struct {
	Fits bool
	Text law.Phrase
}

func fits(fr, en string) Finding  { return Finding{Fits: true, Text: say(fr, en)} }
func fails(fr, en string) Finding { return Finding{Text: say(fr, en)} }

// TermsHashed compares the hash that the record holds with that of the text. Hashes are
// hexadecimal; kept tells whether there is a text at all.
func TermsHashed(kept bool, held, computed string) Finding {
	switch {
	case !kept && held == "":
		return fits("Le contrat n'a pas de texte conservé : rien à comparer.", "no terms were kept for this contract: there is nothing to compare")
	case held != computed:
		return fails(
			fmt.Sprintf("L'empreinte du texte est %.12s…, l'empreinte enregistrée %.12s… : le texte ou l'empreinte a changé depuis l'offre.", computed, held),
			fmt.Sprintf("the hash of the terms is %.12s…, the record holds %.12s…: the text or the hash has changed since the offer", computed, held))
	}
	return fits(fmt.Sprintf("Le texte a bien l'empreinte %.12s….", held), fmt.Sprintf("the terms have the hash %.12s…", held))
}

// TermsNotKept is of a contract without a text: one that was imported under a reference
// of the fund, or one from before terms were kept.
func TermsNotKept(imported string) Finding {
	if imported != "" {
		return fits("Contrat importé : son texte a été signé ailleurs et n'est pas ici.", "imported: its text was signed elsewhere and is not here")
	}
	return fits("Contrat proposé avant la conservation des textes : rien à comparer.", "offered before terms were kept: there is nothing to compare")
}

// TermsOfRecord compares the text with the record by the names of the lines: those that
// differ, and those that an amendment corrected.
func TermsOfRecord(differ, corrected []string) Finding {
	switch {
	case len(differ) > 0:
		return fails(
			fmt.Sprintf("Le contrat enregistré ne dit plus ce qui a été signé : %s. Aucun avenant ne l'explique.", strings.Join(differ, ", ")),
			fmt.Sprintf("the record does not say any more what was signed: %s; no amendment explains it", strings.Join(differ, ", ")))
	case len(corrected) > 0:
		return fits(
			fmt.Sprintf("Le contrat enregistré dit ce qui a été signé, sauf ce qu'un avenant a corrigé : %s.", strings.Join(corrected, ", ")),
			fmt.Sprintf("the record says what was signed, save what an amendment corrected: %s", strings.Join(corrected, ", ")))
	}
	return fits("Le contrat enregistré dit ce qui a été signé, ligne à ligne.", "the record says what was signed, line by line")
}

// SignedWithoutTerms is of a signature from before terms were kept.
func SignedWithoutTerms() Finding {
	return fits("Signé avant la conservation des textes : rien à comparer.", "signed before terms were kept: there is nothing to compare")
}

// SignedOtherTerms is of a signature on another text. Hashes are hexadecimal.
func SignedOtherTerms(signed, held string) Finding {
	return fails(
		fmt.Sprintf("La signature porte sur l'empreinte %.12s…, le texte a l'empreinte %.12s….", signed, held),
		fmt.Sprintf("what was signed has the hash %.12s…, the terms have %.12s…", signed, held))
}

// ProofFails is of a proof that does not fit its key and the terms.
func ProofFails() Finding {
	return fails("La signature électronique ne correspond pas à sa clé et au texte.", "the proof does not fit its key and the terms")
}

// SignedTerms is of a signature that fits, with a proof or without.
func SignedTerms(proven bool) Finding {
	if !proven {
		return fits("La signature porte sur ce texte ; elle est enregistrée sans preuve électronique.", "what was signed are these terms; it was recorded without a proof")
	}
	return fits("La signature porte sur ce texte, et sa preuve électronique le confirme.", "what was signed are these terms, and the proof fits")
}

// RevisionMissing is of a chain in which a revision is followed by another than the next.
func RevisionMissing(wanted, seen int64) Finding {
	return fails(
		fmt.Sprintf("Dans le journal, la révision %d est attendue et la révision %d se trouve : une manque, ou une est en trop.", wanted, seen),
		fmt.Sprintf("among the events revision %d is wanted and %d is there: one is missing, or one too many", wanted, seen))
}

// RevisionChanged is of an event whose content is not what was hashed.
func RevisionChanged(revision, sequence int64) Finding {
	return fails(
		fmt.Sprintf("L'événement %d (révision %d) n'a plus le contenu qui a été scellé.", sequence, revision),
		fmt.Sprintf("event %d (revision %d) is not what was hashed", sequence, revision))
}

// RevisionsDiffer is of a record that has changed more, or less, often than is told.
func RevisionsDiffer(told, held int64) Finding {
	return fails(
		fmt.Sprintf("Le journal va jusqu'à la révision %d, le contrat enregistré est à la révision %d.", told, held),
		fmt.Sprintf("the events go to revision %d, the record is at revision %d", told, held))
}

// RevisionsFit is of a chain that holds; outside are the first revisions, from before
// there was a chain.
func RevisionsFit(revisions, outside int64) Finding {
	if outside > 0 {
		return fits(
			fmt.Sprintf("Révisions 1 à %d, dont %d d'avant le journal scellé.", revisions, outside),
			fmt.Sprintf("revisions 1 to %d, of which %d from before events were hashed", revisions, outside))
	}
	return fits(fmt.Sprintf("Révisions 1 à %d, chacune dans le journal et inchangée.", revisions), fmt.Sprintf("revisions 1 to %d, each among the events and unchanged", revisions))
}
