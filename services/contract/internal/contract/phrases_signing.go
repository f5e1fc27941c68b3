package contract

import (
	"fmt"

	"assistmed/services/internal/civil"
)

// This file is the catalogue of the sentences on signatures and on offers that end
// without them.

// NoRPPS refuses to offer a contract to a doctor whose number is not known: by it the
// store knows whose contracts are whose.
func NoRPPS() *Refusal {
	return refuse(DoctorUnknown, say(
		"Le numéro RPPS du médecin n'est pas indiqué : un contrat est proposé à un médecin identifié. L'indiquer dans la demande et refaire l'évaluation.",
		"the assessment has no RPPS number; a contract is offered to a doctor who is known by it; state application.doctor.rpps and assess again",
	), "field", "application.doctor.rpps")
}

func (c Contract) offeredWithoutTerms() *Refusal {
	return refuse(TermsDiffer, say(
		"L'offre date d'avant la conservation du texte des contrats : il n'y a pas de texte à signer. La retirer et refaire l'offre.",
		fmt.Sprintf("contract %s was offered before terms were kept, and there is no text to sign; withdraw the offer and make it again", c.ID),
	), "contract_id", c.ID)
}

func (c Contract) termsDiffer(r Receipt) *Refusal {
	who := r.Party.name()
	return refuse(TermsDiffer, say(
		fmt.Sprintf("Ce que signe %s (empreinte %.12s…) n'est pas le texte du contrat proposé (empreinte %.12s…) : relire le contrat et signer son texte.", who.FR, r.TermsHash, c.TermsHash),
		fmt.Sprintf("terms_hash is %.12s…, that of the terms of contract %s is %.12s…; read the contract again and sign its terms", r.TermsHash, c.ID, c.TermsHash),
	), "terms_hash", c.TermsHash, "seen_terms_hash", r.TermsHash)
}

func (c Contract) proofInvalid(by Party) *Refusal {
	who := by.name()
	return refuse(ProofInvalid, say(
		fmt.Sprintf("La signature électronique par %s ne correspond pas à la clé et au texte du contrat : signer les octets du texte lui-même (champ terms), et non son empreinte.", who.FR),
		fmt.Sprintf("the proof of %s does not fit its public_key and the terms of contract %s; want an Ed25519 signature over the bytes of the field terms, not over their hash", who.EN, c.ID),
	), "terms_hash", c.TermsHash)
}

func (c Contract) offerLapsed(r Receipt) *Refusal {
	who := r.Party.name()
	return refuse(OfferLapsed, say(
		fmt.Sprintf("La signature par %s est parvenue le %s ; l'offre était valable jusqu'au %s. Refaire l'évaluation et l'offre.", who.FR, r.On.French(), c.Lapses.French()),
		fmt.Sprintf("the signature of %s was received on %s; want the lapse_date %s of the offer at the latest; make a new assessment and offer", who.EN, r.On, c.Lapses),
	), "received_on_date", r.On.String(), "lapse_date", c.Lapses.String())
}

func (c Contract) notLapsedYet(on civil.Date) *Refusal {
	if c.Lapses.IsZero() {
		return refuse(NotLapsedYet, say(
			"L'offre date d'avant les délais de signature et n'en a pas : elle ne devient pas caduque. La retirer.",
			fmt.Sprintf("contract %s was offered before offers had a lapse_date and never lapses; withdraw the offer", c.ID),
		), "as_of_date", on.String())
	}
	first := c.Lapses.AddDays(1)
	return refuse(NotLapsedYet, say(
		fmt.Sprintf("L'offre est valable jusqu'au %s : elle est caduque le %s au plus tôt, et non le %s.", c.Lapses.French(), first.French(), on.French()),
		fmt.Sprintf("as_of_date is %s, the offer runs until its lapse_date %s; want %s at the earliest", on, c.Lapses, first),
	), "as_of_date", on.String(), "lapse_date", c.Lapses.String())
}

func (c Contract) overlaps(other Contract) *Refusal {
	return refuse(OverlapsEarlierContract, say(
		fmt.Sprintf("Un autre contrat du médecin, %s, était en vigueur jusqu'au %s ; celui-ci commencerait le %s. Refaire l'évaluation et l'offre pour le %s au plus tôt.",
			other.ID, other.End.French(), c.Signed.French(), other.End.AddDays(1).French()),
		fmt.Sprintf("contract %s of the doctor was in force until %s, and the signature_date is %s; want %s at the earliest: make a new assessment and offer",
			other.ID, other.End, c.Signed, other.End.AddDays(1)),
	), "earlier_contract_id", other.ID, "earlier_end_date", other.End.String(), "signature_date", c.Signed.String())
}
