package contract

import (
	"fmt"

	"assistmed/services/internal/law"
)

// ChainFlaw is how an event does not fit the chain of events.
type ChainFlaw uint8

// The flaws. They have the numbers of the store's.
const (
	EventMissing ChainFlaw = iota + 1
	EventMisplaced
	EventUnlinked
	EventAltered
)

// ChainHolds says that the chain of this many events holds, and what that proves.
func ChainHolds(events int64) law.Phrase {
	if events == 0 {
		return say("Aucun événement : il n'y a rien à vérifier.", "no event: there is nothing to prove")
	}
	if events == 1 {
		return say(
			"Un seul événement, inchangé. Conserver ailleurs son empreinte : elle prouvera plus tard que rien n'a changé avant lui.",
			"the one event fits; keep its hash elsewhere, to prove later that nothing before it changed",
		)
	}
	return say(
		fmt.Sprintf("Les %d événements s'enchaînent. Conserver ailleurs l'empreinte du dernier : elle prouvera plus tard que rien n'a changé avant lui.", events),
		fmt.Sprintf("the %d events fit; keep the hash of the last one elsewhere, to prove later that nothing before it changed", events),
	)
}

// ChainBroken says which event does not fit, and how; number is that under which it is
// kept, and fit is how many before it do.
func ChainBroken(fit, number int64, flaw ChainFlaw) law.Phrase {
	fr, en := "son contenu n'est pas celui dont l'empreinte a été prise", "its content is not what was hashed"
	switch flaw {
	case EventMissing:
		fr, en = "il manque au moins un événement juste avant lui", "at least one event is missing right before it"
	case EventMisplaced:
		fr, en = "il porte un autre numéro que celui de sa place", "it has another number than that of its place"
	case EventUnlinked:
		fr, en = "il ne porte pas l'empreinte de l'événement précédent", "it does not hold the hash of the event before"
	case EventAltered:
	}
	return say(
		fmt.Sprintf("La chaîne se rompt à l'événement %d : %s. Les %d événements précédents s'enchaînent. Arrêter le service et comparer le fichier à une sauvegarde.", number, fr, fit),
		fmt.Sprintf("the chain breaks at event %d: %s; the %d events before fit; stop the service and compare the file with a backup", number, en, fit),
	)
}
