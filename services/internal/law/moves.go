package law

import (
	"slices"

	"assistmed/services/internal/civil"
)

// Move is what becomes of a contract that runs on the day on which a later text comes
// into force. A cell that the move does not have is zero.
type Move struct {
	TextID  string     // of the later text
	On      civil.Date // its first day
	Running Cell[string]
	Amounts Cell[string] // FROM_NEXT_ANNIVERSARY; zero where nothing is said of them
	// The options of the contracts that can be renewed. Where the sources do not agree
	// both readings stand here, and the fund chooses.
	RenewableByText, RenewableByCnam Cell[[]Option]
}

// Renewal is how a contract is renewed.
type Renewal struct {
	Mode           Cell[string] // STATED_BY_THE_FUND: never supposed
	ObjectivesKept Cell[string] // who says that this mode exists, and so on
	NewObjectives  Cell[string]
	NotRenewable   Cell[string]
	YearCounter    Cell[string] // GOES_ON, RESTARTS
	ToLaterText    Cell[string] // NEW_SIGNED_CONTRACT_ONLY
}

// The forms of what becomes of a running contract.
const (
	runsToTerm  = "RUNS_TO_TERM_UNDER_ITS_TEXT"
	keepsOption = "KEEPS_OPTION_AND_OBJECTIVES"
)

// Moves lists what becomes of running contracts at each later text, oldest first.
func (l *Law) Moves() []Move { return slices.Clone(l.moves) }

// Renewal is how a contract is renewed, whatever its text.
func (l *Law) Renewal() Renewal { return l.renewal }

func (l *Law) loadMoves(b *library) error { return l.table(b, movesFile, l.readMoves) }

// readMoves reads a move for every text but the first.
func (l *Law) readMoves(root *group) {
	in := root.child("moves")
	for _, later := range l.texts[min(1, len(l.texts)):] {
		g := in.child(later.ID)
		m := Move{TextID: later.ID, On: later.From, Running: read(g, "running_contract", form(runsToTerm, keepsOption))}
		switch m.Running.value {
		case runsToTerm:
			m.RenewableByText = read(g, "renewable_by_the_text", someOf(Options()))
			m.RenewableByCnam = read(g, "renewable_by_the_cnam", someOf(Options()))
		case keepsOption:
			m.Amounts = read(g, "amounts", form("FROM_NEXT_ANNIVERSARY"))
		}
		l.moves = append(l.moves, m)
	}
	renewal := root.child("renewal")
	l.renewal = Renewal{
		Mode:           read(renewal, "mode", form("STATED_BY_THE_FUND")),
		ObjectivesKept: readSaid(renewal, "objectives_kept"),
		NewObjectives:  readSaid(renewal, "new_objectives"),
		NotRenewable:   readSaid(renewal, "not_renewable"),
		YearCounter:    read(renewal, "year_counter", form("GOES_ON", "RESTARTS").orUnknown()),
		ToLaterText:    read(root, "to_later_text", form("NEW_SIGNED_CONTRACT_ONLY")),
	}
}

func readSaid(in *group, key string) Cell[string] {
	return read(in, key, form("SAID_BY_THE_CNAM", "SAID_BY_A_TEXT", "SEEN_IN_FUNDS"))
}
