package bank

import (
	"assistmed/services/internal/civil"
	"assistmed/services/internal/money"
)

// reason is a code of ISO 20022 and the bank's words.
type reason struct{ code, text string }

// duplicate is the reason of all that comes again.
var duplicate = reason{"AM05", "Déjà reçu par la banque"}

// Why a transfer is rejected, why it comes back, why a message is rejected whole.
var (
	rejectReasons = []reason{
		{"AC01", "Numéro de compte incorrect"},
		{"AC04", "Compte clos"},
		{"AC06", "Compte bloqué"},
		{"AG01", "Opération interdite sur ce compte"},
		{"RC01", "Identifiant de banque incorrect"},
	}
	returnReasons = []reason{
		{"AC01", "Numéro de compte incorrect"},
		{"AC04", "Compte clos"},
		{"AC06", "Compte bloqué"},
		{"MD07", "Titulaire du compte décédé"},
		{"MS03", "Motif non communiqué par la banque du bénéficiaire"},
	}
	fileReasons = []reason{
		{"AM04", "Provision insuffisante"},
		{"DT01", "Date d'exécution non valable"},
		{"FF01", "Format du fichier non valable"},
	}
)

func (b *Bank) oneOf(reasons []reason, names ...string) reason {
	return reasons[b.draw(uint64(len(reasons)), names...)]
}

// After how many steps things happen, and are told: a step is a day.
const (
	reportAfter = 1 // after the submission
	debitAfter  = 2 // after the submission
	returnAfter = 3 // after the debit
	lateBy      = 5 // later than others
	twiceAfter  = 4 // after the first copy
	furthest    = debitAfter + returnAfter + lateBy + twiceAfter
)

// transfer is what becomes of an order.
type transfer struct {
	order
	message   string
	submitted int
	refusal   *reason // nil when it is executed
	debited   int     // the step; 0 when it is not executed
	returned  int     // the step; 0 when it does not come back
	cause     reason  // of the return
	again     bool    // an earlier one of this id was executed, and came back
	late      bool
	silent    bool
}

// order is a transfer as the fund orders it.
type order struct {
	endToEndID string
	cents      money.Cents
	block      string
	account    string // of the fund
	day        civil.Date
}

// stands reports whether a transfer is executed, or will be, and has not come back.
func (t *transfer) stands(now int) bool { return t.refusal == nil && !t.isBack(now) }

func (t *transfer) isBack(now int) bool { return t.returned > 0 && t.returned <= now }

// plan decides what becomes of the transfers of a message that is taken.
func (b *Bank) plan(m message) []*transfer {
	var plan []*transfer
	here := map[string]bool{} // executed in this message
	for _, o := range m.orders {
		t := &transfer{order: o, message: m.id, submitted: b.now}
		before := b.known[o.endToEndID]
		switch {
		case here[o.endToEndID] || before != nil && before.stands(b.now):
			t.refusal = &duplicate
			plan = append(plan, t)
			continue // a duplicate is found and told at once
		case b.happens(b.odds.Reject, "reject", m.id, o.endToEndID):
			cause := b.oneOf(rejectReasons, "reject reason", m.id, o.endToEndID)
			t.refusal = &cause
		default:
			here[o.endToEndID] = true
			t.debited = b.now + debitAfter
			if b.happens(b.odds.Return, "return", m.id, o.endToEndID) {
				t.returned, t.cause = t.debited+returnAfter, b.oneOf(returnReasons, "return reason", m.id, o.endToEndID)
			}
		}
		t.late = b.happens(b.odds.Late, "late", m.id, o.endToEndID)
		t.silent = b.happens(b.odds.Silent, "silent", m.id, o.endToEndID)
		plan = append(plan, t)
	}
	return plan
}

// refuseAll is the plan of a message that is rejected whole.
func (b *Bank) refuseAll(m message, cause reason) []*transfer {
	var plan []*transfer
	for _, o := range m.orders {
		plan = append(plan, &transfer{order: o, message: m.id, submitted: b.now, refusal: &cause})
	}
	return plan
}
