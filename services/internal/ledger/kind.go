package ledger

// Kind is what a transaction tells; the list is closed.
type Kind uint8

// The kinds of transactions. The constructor of the same name says what each is.
const (
	KindEngage Kind = iota + 1
	KindAdjust
	KindUse
	KindRelease
	KindRecognise
	KindCancel
	KindDispatch
	KindSettle
	KindReject
	KindReturn
	KindLateSettle
	KindClaim
	KindReduce
	KindOffset
	KindRepay
	KindWriteOff
	KindTakeOver
)

// Movement is one line of the table of transactions.
type Movement struct {
	Kind          Kind
	Debit, Credit AccountKind
	ByYear        bool // moves whole contract years, else one due
	Computed      bool // its amount is computed from facts, which it can seal
	// TakesAway kinds also have amounts below zero, which move the accounts the other way
	// round.
	TakesAway bool
	French    string
	English   string
	code      string
}

// movements is the table of transactions, by kind. The constructors and the check of
// what comes from outside read the same table.
var movements = [...]Movement{
	KindEngage:     {code: "ENGAGE", Debit: Committed, Credit: Commitments, ByYear: true, French: "engagement du contrat signé", English: "contract signed"},
	KindAdjust:     {code: "ADJUST", Debit: Committed, Credit: Commitments, ByYear: true, TakesAway: true, French: "engagement recalculé", English: "commitment recomputed"},
	KindUse:        {code: "USE", Debit: Commitments, Credit: Committed, French: "engagement consommé", English: "commitment used"},
	KindRelease:    {code: "RELEASE", Debit: Commitments, Credit: Committed, ByYear: true, French: "engagement libéré", English: "commitment released"},
	KindRecognise:  {code: "RECOGNISE", Debit: AidExpense, Credit: Payable, Computed: true, French: "échéance approuvée", English: "due approved"},
	KindCancel:     {code: "CANCEL", Debit: Payable, Credit: AidExpense, French: "échéance approuvée puis abandonnée", English: "approved due given up"},
	KindDispatch:   {code: "DISPATCH", Debit: Payable, Credit: InTransit, French: "virement remis à la banque", English: "sent to the bank"},
	KindSettle:     {code: "SETTLE", Debit: InTransit, Credit: Bank, French: "virement confirmé par la banque", English: "settled by the bank"},
	KindReject:     {code: "REJECT", Debit: InTransit, Credit: Payable, French: "virement rejeté par la banque", English: "refused by the bank"},
	KindReturn:     {code: "RETURN", Debit: Bank, Credit: Payable, French: "virement revenu après exécution", English: "returned after settlement"},
	KindLateSettle: {code: "LATE_SETTLE", Debit: AidExpense, Credit: Bank, French: "virement abandonné, que la banque a exécuté pourtant", English: "given up, and settled by the bank after all"},
	KindClaim:      {code: "CLAIM", Debit: Receivable, Credit: AidExpense, Computed: true, French: "indu décidé", English: "overpayment claimed"},
	KindReduce:     {code: "REDUCE", Debit: AidExpense, Credit: Receivable, French: "indu réduit", English: "claim lowered"},
	KindOffset:     {code: "OFFSET", Debit: Payable, Credit: Receivable, French: "indu retenu sur une échéance", English: "claim offset against a due"},
	KindRepay:      {code: "REPAY", Debit: Bank, Credit: Receivable, French: "indu remboursé par le médecin", English: "claim repaid by the doctor"},
	KindWriteOff:   {code: "WRITE_OFF", Debit: WrittenOff, Credit: Receivable, French: "indu admis en non-valeur", English: "claim written off"},
	KindTakeOver:   {code: "TAKE_OVER", Debit: AidExpense, Credit: Bank, TakesAway: true, French: "versé avant la reprise", English: "paid before the system"},
}

// Kinds is the table of transactions, in the order of the constants.
func Kinds() []Movement {
	all := make([]Movement, 0, len(movements)-1)
	for kind := KindEngage; kind.known(); kind++ {
		all = append(all, kind.Movement())
	}
	return all
}

func (k Kind) known() bool { return k >= KindEngage && int(k) < len(movements) }

// Movement is the kind's line of the table of transactions; the zero Movement for no
// kind.
func (k Kind) Movement() Movement {
	if !k.known() {
		return Movement{}
	}
	m := movements[k]
	m.Kind = k
	return m
}

// String is the kind as the export writes it: "WRITE_OFF".
func (k Kind) String() string {
	if !k.known() {
		return "no kind"
	}
	return movements[k].code
}

// KindOf reads String back; false for any other text.
func KindOf(s string) (Kind, bool) {
	for kind := KindEngage; kind.known(); kind++ {
		if kind.String() == s {
			return kind, true
		}
	}
	return 0, false
}
