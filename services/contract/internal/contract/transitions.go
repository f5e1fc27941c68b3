package contract

import (
	"slices"
	"strings"
)

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
	NoticeGiven
	Withdrawn
	Refused
	Lapsed
)

// Live reports whether the contract is in force: of these a doctor has one at most.
func (s State) Live() bool { return s == Active || s == Suspended || s == NoticeGiven }

// Final reports whether the contract's life is over. One that has ended still takes the
// measure of its last year, and an appeal.
func (s State) Final() bool { return s == Ended || s == Withdrawn || s == Refused || s == Lapsed }

// Event is what can happen to a contract.
type Event uint8

// The events. Each is one method of the service, save that a method which either party
// calls is one event for each.
const (
	SignByDoctor Event = iota + 1
	SignByFund
	Withdraw
	Refuse
	Lapse
	Hire
	EndEmployment
	RecordAbsence
	RecordReturn
	RecordTraining
	Measure
	Suspend
	Resume
	Amend
	GiveNotice
	RecordReply
	WithdrawNotice
	End
	FileAppeal
	DecideAppeal
	Renew
	ReportChange
	DecideProposal
	RecordEvidence
	WaiveObligation
)

// transitions is the whole life of a contract: the states that an event may lead to.
// What is not here is refused with WRONG_STATE. A contract that has ended still takes
// measures: the one of its last year may come after the end.
var transitions = map[State]map[Event][]State{
	Offered: {
		SignByDoctor: {SignedByDoctor}, SignByFund: {SignedByFund},
		Withdraw: {Withdrawn}, Refuse: {Refused}, Lapse: {Lapsed},
	},
	SignedByDoctor: {SignByFund: {Active}, Withdraw: {Withdrawn}, Refuse: {Refused}, Lapse: {Lapsed}},
	SignedByFund:   {SignByDoctor: {Active}, Withdraw: {Withdrawn}, Refuse: {Refused}, Lapse: {Lapsed}},
	Active: {
		Hire: {Active}, EndEmployment: {Active}, RecordAbsence: {Active}, RecordReturn: {Active}, RecordTraining: {Active},
		Measure: {Active}, Suspend: {Suspended}, Amend: {Active},
		GiveNotice: {NoticeGiven}, End: {Ended}, Renew: {Active},
		ReportChange: {Active}, DecideProposal: {Active}, RecordEvidence: {Active}, WaiveObligation: {Active},
	},
	Suspended: {
		Hire: {Suspended}, EndEmployment: {Suspended}, RecordAbsence: {Suspended}, RecordReturn: {Suspended}, RecordTraining: {Suspended},
		Measure: {Suspended}, Resume: {Active}, Amend: {Suspended},
		GiveNotice: {NoticeGiven}, End: {Ended},
		ReportChange: {Suspended}, DecideProposal: {Suspended}, RecordEvidence: {Suspended}, WaiveObligation: {Suspended},
	},
	// The contract runs on, or stands still, while notice is given.
	NoticeGiven: {
		Hire: {NoticeGiven}, EndEmployment: {NoticeGiven}, RecordAbsence: {NoticeGiven}, RecordReturn: {NoticeGiven}, RecordTraining: {NoticeGiven},
		Measure: {NoticeGiven}, Suspend: {NoticeGiven}, Resume: {NoticeGiven}, Amend: {NoticeGiven},
		RecordReply: {NoticeGiven}, WithdrawNotice: {Active, Suspended}, End: {Ended},
		ReportChange: {NoticeGiven}, DecideProposal: {NoticeGiven}, RecordEvidence: {NoticeGiven}, WaiveObligation: {NoticeGiven},
	},
	Ended: {
		Measure: {Ended}, FileAppeal: {Ended}, DecideAppeal: {Ended, Active}, Renew: {Ended},
		DecideProposal: {Ended}, RecordEvidence: {Ended}, WaiveObligation: {Ended},
	},
	Withdrawn: {},
	Refused:   {},
	Lapsed:    {},
}

// States lists the states in the order of a contract's life.
func States() []State {
	return []State{Offered, SignedByDoctor, SignedByFund, Withdrawn, Refused, Lapsed, Active, Suspended, NoticeGiven, Ended}
}

// Events lists the events in the order of a contract's life.
func Events() []Event {
	all := make([]Event, 0, WaiveObligation)
	for e := SignByDoctor; e <= WaiveObligation; e++ {
		all = append(all, e)
	}
	return all
}

// Leads is the states that the event may lead to from here; none when it is refused with
// WRONG_STATE. Which of several, the contract decides. The list is the caller's own.
func (s State) Leads(e Event) []State { return slices.Clone(transitions[s][e]) }

// next is the state that the event leads to, the first where it may lead to several, or
// why it is refused.
func (c Contract) next(e Event) (State, *Refusal) {
	if to := transitions[c.State][e]; len(to) > 0 {
		return to[0], nil
	}
	var possible []State
	for _, s := range States() {
		if _, ok := transitions[s][e]; ok {
			possible = append(possible, s)
		}
	}
	return 0, c.wrongState(e, possible)
}

// Diagram is the state diagram, as Mermaid draws it, from the same table as the rules:
// one arrow for each pair of states, with the methods that lead from one to the other.
func Diagram() string {
	var b strings.Builder
	b.WriteString("stateDiagram-v2\n    [*] --> OFFERED: OfferContract, RenewContract\n")
	for _, from := range States() {
		for _, to := range States() {
			var methods []string
			for _, e := range Events() {
				if slices.Contains(transitions[from][e], to) && !slices.Contains(methods, e.String()) {
					methods = append(methods, e.String())
				}
			}
			if len(methods) > 0 && (from != to || from == Ended) {
				b.WriteString("    " + from.String() + " --> " + to.String() + ": " + strings.Join(methods, ", ") + "\n")
			}
		}
	}
	for _, s := range States() {
		if s.Final() {
			b.WriteString("    " + s.String() + " --> [*]\n")
		}
	}
	return b.String()
}

// String is the state as the API writes it, without prefix: "SIGNED_BY_DOCTOR".
func (s State) String() string { return nameOf(stateNames[:], uint8(s), "no state") }

var stateNames = [...]string{
	Offered: "OFFERED", SignedByDoctor: "SIGNED_BY_DOCTOR", SignedByFund: "SIGNED_BY_FUND",
	Active: "ACTIVE", Suspended: "SUSPENDED", Ended: "ENDED", NoticeGiven: "NOTICE_GIVEN",
	Withdrawn: "WITHDRAWN", Refused: "REFUSED", Lapsed: "LAPSED",
}

// french is the state as French prose says it.
func (s State) french() string { return nameOf(stateFrench[:], uint8(s), "sans état") }

var stateFrench = [...]string{
	Offered: "proposé", SignedByDoctor: "signé par le médecin", SignedByFund: "signé par la caisse",
	Active: "en cours", Suspended: "suspendu", Ended: "terminé", NoticeGiven: "dénoncé",
	Withdrawn: "retiré par la caisse", Refused: "refusé par le médecin", Lapsed: "caduc",
}

// method is the method of the service that the event is.
func (e Event) method() string { return nameOf(methodNames[:], uint8(e), "no method") }

var methodNames = [...]string{
	SignByDoctor: "SignContract", SignByFund: "SignContract", Withdraw: "WithdrawOffer", Refuse: "WithdrawOffer",
	Lapse: "LapseOffer", Hire: "HireAssistant", EndEmployment: "EndAssistantEmployment", RecordAbsence: "RecordAbsence",
	RecordReturn: "RecordReturn", RecordTraining: "RecordTraining", Measure: "RecordMeasure", Suspend: "SuspendContract",
	Resume: "ResumeContract", Amend: "AmendContract", GiveNotice: "GiveNotice", RecordReply: "RecordReply",
	WithdrawNotice: "WithdrawNotice", End: "EndContract", FileAppeal: "FileAppeal", DecideAppeal: "DecideAppeal",
	Renew: "RenewContract", ReportChange: "ReportChange", DecideProposal: "DecideProposal",
	RecordEvidence: "RecordEvidence", WaiveObligation: "WaiveObligation",
}

// String is the event in English, as it stands in a refusal: "SignContract by the fund".
func (e Event) String() string {
	switch e {
	case SignByDoctor, Refuse:
		return e.method() + " by the doctor"
	case SignByFund, Withdraw:
		return e.method() + " by the fund"
	default:
		return e.method()
	}
}

// french is the event as French prose says it.
func (e Event) french() string { return nameOf(eventFrench[:], uint8(e), "événement inconnu") }

var eventFrench = [...]string{
	SignByDoctor: "signature du médecin", SignByFund: "signature de la caisse", Withdraw: "retrait de l'offre",
	Refuse: "refus de l'offre", Lapse: "caducité de l'offre", Hire: "embauche", EndEmployment: "départ de l'assistant",
	RecordAbsence: "absence", RecordReturn: "retour", RecordTraining: "formation", Measure: "mesure", Suspend: "suspension",
	Resume: "reprise", Amend: "avenant", GiveNotice: "préavis", RecordReply: "réponse", WithdrawNotice: "retrait du préavis",
	End: "fin", FileAppeal: "recours", DecideAppeal: "issue du recours", Renew: "renouvellement",
	ReportChange: "changement signalé", DecideProposal: "suite donnée à une proposition",
	RecordEvidence: "justificatif", WaiveObligation: "dispense d'obligation",
}

// nameOf is the name of a member of a closed list.
func nameOf(names []string, member uint8, none string) string {
	if int(member) >= len(names) || names[member] == "" {
		return none
	}
	return names[member]
}

// joined lists states for a sentence.
func joined(list []State, name func(State) string) string {
	names := make([]string, len(list))
	for i, s := range list {
		names[i] = name(s)
	}
	return strings.Join(names, ", ")
}
