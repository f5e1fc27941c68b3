package contract

import "strings"

// State is where a contract stands.
type State uint8

// The states.
const (
	Offered State = iota + 1
	SignedByDoctor
	SignedByFund
	Active
	Suspended
	Ended
)

// Event is what can happen to a contract.
type Event uint8

// The events. Each is one method of the service, save the two signatures, which are
// one method.
const (
	SignByDoctor Event = iota + 1
	SignByFund
	Hire
	Measure
	Suspend
	Resume
	End
)

// transitions is the whole life of a contract. What is not here is refused with
// WRONG_STATE. A contract that has ended still takes measures: the one of its last
// year may come after the end.
var transitions = map[State]map[Event]State{
	Offered:        {SignByDoctor: SignedByDoctor, SignByFund: SignedByFund},
	SignedByDoctor: {SignByFund: Active},
	SignedByFund:   {SignByDoctor: Active},
	Active:         {Hire: Active, Measure: Active, Suspend: Suspended, End: Ended},
	Suspended:      {Hire: Suspended, Measure: Suspended, Resume: Active, End: Ended},
	Ended:          {Measure: Ended},
}

// states lists the states in the order of a contract's life.
func states() []State {
	return []State{Offered, SignedByDoctor, SignedByFund, Active, Suspended, Ended}
}

// Next is the state that the event leads to, or why it is refused.
func (c Contract) next(e Event) (State, *Refusal) {
	if to, ok := transitions[c.State][e]; ok {
		return to, nil
	}
	var possible []State
	for _, s := range states() {
		if _, ok := transitions[s][e]; ok {
			possible = append(possible, s)
		}
	}
	return 0, c.wrongState(e, possible)
}

// String is the state as the API writes it, without prefix: "SIGNED_BY_DOCTOR".
func (s State) String() string {
	switch s {
	case Offered:
		return "OFFERED"
	case SignedByDoctor:
		return "SIGNED_BY_DOCTOR"
	case SignedByFund:
		return "SIGNED_BY_FUND"
	case Active:
		return "ACTIVE"
	case Suspended:
		return "SUSPENDED"
	case Ended:
		return "ENDED"
	default:
		return "no state"
	}
}

// french is the state as French prose says it.
func (s State) french() string {
	switch s {
	case Offered:
		return "proposé"
	case SignedByDoctor:
		return "signé par le médecin"
	case SignedByFund:
		return "signé par la caisse"
	case Active:
		return "en cours"
	case Suspended:
		return "suspendu"
	case Ended:
		return "terminé"
	default:
		return "sans état"
	}
}

// method is the method of the service that the event is.
func (e Event) method() string {
	switch e {
	case SignByDoctor, SignByFund:
		return "SignContract"
	case Hire:
		return "HireAssistant"
	case Measure:
		return "RecordMeasure"
	case Suspend:
		return "SuspendContract"
	case Resume:
		return "ResumeContract"
	case End:
		return "EndContract"
	default:
		return "no method"
	}
}

// String is the event in English, as it stands in a refusal: "SignContract by the fund".
func (e Event) String() string {
	switch e {
	case SignByDoctor:
		return e.method() + " by the doctor"
	case SignByFund:
		return e.method() + " by the fund"
	default:
		return e.method()
	}
}

// french is the event as French prose says it.
func (e Event) french() string {
	switch e {
	case SignByDoctor:
		return "signature du médecin"
	case SignByFund:
		return "signature de la caisse"
	case Hire:
		return "embauche"
	case Measure:
		return "mesure"
	case Suspend:
		return "suspension"
	case Resume:
		return "reprise"
	case End:
		return "fin"
	default:
		return "événement inconnu"
	}
}

// joined lists states for a sentence.
func joined(list []State, name func(State) string) string {
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = name(s)
	}
	return strings.Join(names, ", ")
}
