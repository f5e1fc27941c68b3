package ledger

import (
	"cmp"
	"fmt"
	"strings"

	"assistmed/services/internal/ident"
)

// Side is the side of an account on which its balance normally stands.
type Side uint8

// The two sides.
const (
	Debit Side = iota + 1
	Credit
)

// String is "debit" or "credit".
func (s Side) String() string {
	switch s {
	case Debit:
		return "debit"
	case Credit:
		return "credit"
	default:
		return "no side"
	}
}

// AccountKind is what an account stands for; the list is closed.
type AccountKind uint8

// The kinds of accounts. AccountKinds tells their purposes.
const (
	AidExpense AccountKind = iota + 1
	Payable
	InTransit
	Bank
	Receivable
	WrittenOff
	Committed
	Commitments
)

// Plan is one line of the table of accounts.
type Plan struct {
	Kind        AccountKind
	Side        Side
	PerContract bool // one account a contract, else one a fund
	OffBalance  bool // what is promised, not what is owed; balances by itself
	// Bound accounts never leave their normal side. The bank is the one that may: money
	// that was got back and then returned by the bank as well stands there as a debit.
	Bound bool

	French, English               string // the name
	PurposeFrench, PurposeEnglish string // one line
	code                          string
}

// plans is the table of accounts, by kind.
var plans = [...]Plan{
	AidExpense: {
		code: "AID_EXPENSE", Side: Debit, Bound: true, French: "Aide accordée", English: "Aid expense",
		PurposeFrench:  "ce que l'aide coûte au fonds : échéances approuvées, moins les indus décidés",
		PurposeEnglish: "what the aid costs the fund: dues approved, less what was decided to be got back",
	},
	Payable: {
		code: "PAYABLE", Side: Credit, Bound: true, PerContract: true, French: "Reste à verser", English: "Payable",
		PurposeFrench:  "dû au médecin et pas encore remis à la banque",
		PurposeEnglish: "owed to the doctor and not yet sent to the bank",
	},
	InTransit: {
		code: "IN_TRANSIT", Side: Credit, Bound: true, French: "Virements en cours", English: "In transit",
		PurposeFrench:  "remis à la banque, sans confirmation à ce jour",
		PurposeEnglish: "sent to the bank, not confirmed so far",
	},
	Bank: {
		code: "BANK", Side: Credit, French: "Banque", English: "Bank",
		PurposeFrench:  "sorti de la banque, moins ce qui y est revenu",
		PurposeEnglish: "gone from the bank, less what came back to it",
	},
	Receivable: {
		code: "RECEIVABLE", Side: Debit, Bound: true, PerContract: true, French: "Indu à recouvrer", English: "Receivable",
		PurposeFrench:  "indu décidé et pas encore recouvré auprès du médecin",
		PurposeEnglish: "decided to be got back from the doctor, and not yet got back",
	},
	WrittenOff: {
		code: "WRITTEN_OFF", Side: Debit, Bound: true, French: "Admis en non-valeur", English: "Written off",
		PurposeFrench:  "indu que le fonds a renoncé à recouvrer",
		PurposeEnglish: "decided to be got back, and given up by the fund",
	},
	Committed: {
		code: "COMMITTED", Side: Debit, Bound: true, PerContract: true, OffBalance: true, French: "Engagé, à consommer", English: "Committed",
		PurposeFrench:  "promis par un contrat signé et pas encore consommé",
		PurposeEnglish: "promised by a signed contract and not yet used",
	},
	Commitments: {
		code: "COMMITMENTS", Side: Credit, Bound: true, OffBalance: true, French: "Contrepartie des engagements", English: "Commitments",
		PurposeFrench:  "la somme de ce que le fonds a promis et pas encore consommé",
		PurposeEnglish: "the sum of what the fund has promised and not yet used",
	},
}

// AccountKinds is the table of accounts, in the order of the constants.
func AccountKinds() []Plan {
	all := make([]Plan, 0, len(plans)-1)
	for kind := AidExpense; kind.known(); kind++ {
		all = append(all, kind.Plan())
	}
	return all
}

func (k AccountKind) known() bool { return k >= AidExpense && int(k) < len(plans) }

// Plan is the kind's line of the table of accounts; the zero Plan for no kind.
func (k AccountKind) Plan() Plan {
	if !k.known() {
		return Plan{}
	}
	p := plans[k]
	p.Kind = k
	return p
}

// String is the kind as an account's name begins: "IN_TRANSIT".
func (k AccountKind) String() string {
	if !k.known() {
		return "no account"
	}
	return plans[k].code
}

// Account names one account. Accounts are comparable with ==.
type Account struct {
	Kind       AccountKind
	FundCode   string // 3 digits or capital letters
	ContractID string // of kinds with one account a contract, else empty
}

// String is the canonical name: "BANK/751", "PAYABLE/751/ctr_…".
func (a Account) String() string {
	name := a.Kind.String() + "/" + a.FundCode
	if a.ContractID != "" {
		name += "/" + a.ContractID
	}
	return name
}

// ParseAccount reads a canonical name. The error says the value seen and the value
// wanted.
func ParseAccount(s string) (Account, error) {
	parts := strings.Split(s, "/")
	for kind := AidExpense; kind.known() && len(parts) <= 3; kind++ {
		if kind.String() != parts[0] {
			continue
		}
		a := Account{Kind: kind}
		if len(parts) > 1 {
			a.FundCode = parts[1]
		}
		if len(parts) > 2 {
			a.ContractID = parts[2]
		}
		if a.wanted() == "" && a.String() == s {
			return a, nil
		}
	}
	return Account{}, fmt.Errorf("seen %q, wanted an account, for example \"BANK/751\" or \"PAYABLE/751/ctr_1\"", s)
}

// wanted is empty for an account that can exist, and else what is wanted.
func (a Account) wanted() string {
	if !a.Kind.known() {
		return "a kind of the table of accounts"
	}
	if err := ident.CheckFundCode(a.FundCode); err != nil {
		return "a fund code of " + err.Error()
	}
	if !a.Kind.Plan().PerContract {
		if a.ContractID != "" {
			return "no contract in an account that a fund has once"
		}
		return ""
	}
	if err := ident.CheckToken(a.ContractID); err != nil {
		return "a contract id of " + err.Error()
	}
	return ""
}

// Compare orders accounts by fund, then as the table of accounts does, then by
// contract.
func (a Account) Compare(o Account) int {
	return cmp.Or(cmp.Compare(a.FundCode, o.FundCode), cmp.Compare(a.Kind, o.Kind), cmp.Compare(a.ContractID, o.ContractID))
}
