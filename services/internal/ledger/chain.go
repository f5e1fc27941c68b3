package ledger

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"iter"
	"strconv"
	"strings"

	"assistmed/services/internal/civil"
)

// Hash is a SHA-256. The zero value is that of nothing: it stands before the first
// transaction.
type Hash [sha256.Size]byte

// String is 64 hexadecimal digits, in small letters.
func (h Hash) String() string { return hex.EncodeToString(h[:]) }

// ParseHash reads String back. The error says the value seen and the value wanted.
func ParseHash(s string) (Hash, error) {
	var h Hash
	raw, err := hex.DecodeString(s)
	if err != nil || len(raw) != len(h) || hex.EncodeToString(raw) != s {
		return h, fmt.Errorf("seen %q, wanted %d hexadecimal digits in small letters", s, 2*len(h))
	}
	copy(h[:], raw)
	return h, nil
}

// form is the version of the canonical bytes. A ledger keeps the form that it began
// with: another one would need another chain.
const form = "assistmed ledger 1"

// Canonical are the bytes that are hashed, in UTF-8: one line a field, in this order,
// each ended by one newline. No field can hold a newline.
//
//	assistmed ledger 1
//	previous 0000…0000
//	sequence 1
//	kind RECOGNISE
//	key RECOGNISE/run_1/ctr_1/1/1
//	on 2026-01-15
//	recorded 2026-01-16
//	actor agent-751
//	reason Lot de janvier
//	entry AID_EXPENSE/751 10000 ctr_1/1/1
//	entry PAYABLE/751/ctr_1 -10000 ctr_1/1/1
//
// An entry is account, cents, due. A transaction that seals what its amount was computed
// from has one line more, "facts " and their hash, before its entries. Earlier versions
// sealed no facts: without them the bytes are those that they wrote.
func (t Transaction) Canonical() []byte {
	b := make([]byte, 0, 512)
	line := func(name string, parts ...string) {
		b = append(b, name...)
		for _, part := range parts {
			b = append(append(b, ' '), part...)
		}
		b = append(b, '\n')
	}
	line(form)
	line("previous", t.Previous.String())
	line("sequence", strconv.FormatInt(t.Sequence, 10))
	line("kind", t.Kind.String())
	line("key", t.Key)
	line("on", t.On.String())
	line("recorded", t.Recorded.String())
	line("actor", t.Actor)
	line("reason", t.Reason)
	if t.Facts != (Hash{}) {
		line("facts", t.Facts.String())
	}
	for _, e := range t.Entries {
		line("entry", e.Account.String(), strconv.FormatInt(int64(e.Cents), 10), e.Due.String())
	}
	return b
}

// Root is the end of a chain at the end of a day: small enough to print, to sign, or
// to send to somebody who keeps it. The zero Root is that of an empty ledger.
type Root struct {
	Day   civil.Date // all that was recorded up to its end is in the chain
	Count int64      // of transactions
	Hash  Hash       // of the last one
}

// String is "2026-01-31 12 9f86…", the form that ParseRoot reads; an empty ledger has
// the day "-".
func (r Root) String() string {
	day := "-"
	if !r.Day.IsZero() {
		day = r.Day.String()
	}
	return fmt.Sprintf("%s %d %s", day, r.Count, r.Hash)
}

// ParseRoot reads String back. The error says the value seen and the value wanted.
func ParseRoot(s string) (Root, error) {
	var r Root
	parts := strings.Split(s, " ")
	if len(parts) == 3 {
		var dayErr error
		if parts[0] != "-" {
			r.Day, dayErr = civil.Parse(parts[0])
		}
		count, countErr := strconv.ParseInt(parts[1], 10, 64)
		hash, hashErr := ParseHash(parts[2])
		r.Count, r.Hash = count, hash
		if dayErr == nil && countErr == nil && hashErr == nil && count >= 0 && (count == 0) == (hash == Hash{}) && r.String() == s {
			return r, nil
		}
	}
	return Root{}, fmt.Errorf("seen %q, wanted a root: day, count and hash with one space between them", s)
}

// Root is the end of the chain that ends with a sealed transaction.
func (t Transaction) Root() Root { return Root{Day: t.Recorded, Count: t.Sequence, Hash: t.Hash} }

// Seal gives a transaction its place after the end of a chain: sequence, previous hash
// and hash. A clock that went back is not followed: the day of recording is at least
// the chain's. The error is an *InvalidError. That the key is new is for the keeper of
// the chain to know; Verify checks it.
func Seal(after Root, t Transaction) (Transaction, error) {
	t.Recorded = civil.Later(after.Day, t.Recorded)
	t.Sequence, t.Previous = after.Count+1, after.Hash
	wrong := t.faults()
	if err := wrong.err(); err != nil {
		return Transaction{}, err
	}
	t.Hash = sha256.Sum256(t.Canonical())
	return t, nil
}

// Unchanged is nil when the hash of a sealed transaction is that of its content; the
// error says the value seen and the value wanted.
func (t Transaction) Unchanged() error {
	if computed := Hash(sha256.Sum256(t.Canonical())); computed != t.Hash {
		return fmt.Errorf("hash: seen %s, wanted %s, that of its content", t.Hash, computed)
	}
	return nil
}

// Problem is what breaks a chain; stable, UPPER_SNAKE.
type Problem string

// The problems.
const (
	Gap          Problem = "GAP"          // the sequence is not the next
	Unbalanced   Problem = "UNBALANCED"   // the entries do not add up to zero
	Malformed    Problem = "MALFORMED"    // no constructor makes such a transaction
	Disconnected Problem = "DISCONNECTED" // the previous hash is not that of the one before
	Changed      Problem = "CHANGED"      // the hash is not that of the content
	OutOfOrder   Problem = "OUT_OF_ORDER" // recorded before the one before it
	RepeatedKey  Problem = "REPEATED_KEY" // another transaction settled the same
	OtherRoot    Problem = "OTHER_ROOT"   // whole, and not the chain that was promised
)

// ChainError names the first transaction that breaks a chain, and why.
type ChainError struct {
	Sequence int64 // the one expected at this place
	Problem  Problem
	Err      error // value seen, value wanted
}

// Error is "transaction 12: CHANGED: …".
func (e *ChainError) Error() string {
	return fmt.Sprintf("transaction %d: %s: %v", e.Sequence, e.Problem, e.Err)
}

// Unwrap is what was seen and what was wanted.
func (e *ChainError) Unwrap() error { return e.Err }

// chain verifies transactions as they come.
type chain struct {
	root Root
	keys map[string]int64
}

func (c *chain) add(t Transaction) error {
	next := c.root.Count + 1
	broken := func(p Problem, format string, args ...any) error {
		return &ChainError{Sequence: next, Problem: p, Err: fmt.Errorf(format, args...)}
	}
	if t.Sequence != next {
		return broken(Gap, "sequence: seen %d, wanted %d", t.Sequence, next)
	}
	wrong := t.faults()
	if err := wrong.err(); err != nil {
		problem := Malformed
		for _, f := range wrong {
			if f.Field == unbalanced {
				problem = Unbalanced
			}
		}
		return &ChainError{Sequence: next, Problem: problem, Err: err}
	}
	if t.Previous != c.root.Hash {
		return broken(Disconnected, "previous: seen %s, wanted %s", t.Previous, c.root.Hash)
	}
	if err := t.Unchanged(); err != nil {
		return broken(Changed, "%w", err)
	}
	if t.Recorded.Before(c.root.Day) {
		return broken(OutOfOrder, "recorded: seen %s, wanted %s or later, as the transaction before it", t.Recorded, c.root.Day)
	}
	if first, taken := c.keys[t.Key]; taken {
		return broken(RepeatedKey, "key: seen %q, wanted another than that of transaction %d", t.Key, first)
	}
	if c.keys == nil {
		c.keys = map[string]int64{}
	}
	c.keys[t.Key] = t.Sequence
	c.root = t.Root()
	return nil
}

// Verify walks through a whole ledger, first to last, and computes every hash again.
// The root is that of the transactions before the first that breaks the chain; the
// error names it, a *ChainError.
func Verify(transactions iter.Seq[Transaction]) (Root, error) {
	var c chain
	for t := range transactions {
		if err := c.add(t); err != nil {
			return c.root, err
		}
	}
	return c.root, nil
}

// RootOn is the root at the end of a day: of all that was recorded up to it. The error
// is that of Verify, for what was read.
func RootOn(transactions iter.Seq[Transaction], day civil.Date) (Root, error) {
	root, err := Verify(func(yield func(Transaction) bool) {
		for t := range transactions {
			if t.Recorded.After(day) || !yield(t) {
				return
			}
		}
	})
	if err == nil {
		root.Day = day
	}
	return root, err
}

// Confirm checks a root that was promised earlier against the ledger of today: the
// same transactions were recorded up to the end of its day, no more, no fewer. The
// error is a *ChainError.
func Confirm(transactions iter.Seq[Transaction], promised Root) error {
	found, err := RootOn(transactions, promised.Day)
	if err == nil && found != promised {
		err = &ChainError{
			Sequence: min(found.Count, promised.Count) + 1, Problem: OtherRoot,
			Err: fmt.Errorf("root: seen %s, wanted %s", found, promised),
		}
	}
	return err
}

// Continues checks that a ledger begins with the chain of a root that was given earlier,
// also one of the middle of a day, and has only grown since. The error is a *ChainError.
func Continues(transactions iter.Seq[Transaction], promised Root) error {
	var at Root
	_, err := Verify(func(yield func(Transaction) bool) {
		for t := range transactions {
			if t.Sequence <= promised.Count {
				at = t.Root()
			}
			if !yield(t) {
				return
			}
		}
	})
	if err == nil && (at.Count != promised.Count || at.Hash != promised.Hash) {
		err = &ChainError{
			Sequence: min(at.Count+1, max(promised.Count, 1)), Problem: OtherRoot,
			Err: fmt.Errorf("root: seen %s, wanted %s", at, promised),
		}
	}
	return err
}
