// Package store keeps the contracts on disk. The message of the API is the record.
package store

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/table"
)

// schema is everything in the file, beside the remembered requests and the audit
// trail, which every store has.
func schema() table.Schema {
	return table.Schema{
		Service: "contract",
		Version: 2,
		Tables: []table.Spec{
			{
				Name: contractsTable, Key: "contract id (ctr_…, begins with time)", Message: (*contractv1.Contract)(nil),
				Purpose: "the contracts as they stand", Ordered: true,
			},
			{
				Name: byFundIndex, Key: "fund code/contract id", Of: contractsTable, Rows: byFundRows,
				Purpose: "the contracts of one fund, oldest first",
			},
			{
				Name: byDoctorIndex, Key: "RPPS number/contract id", Of: contractsTable, Rows: byDoctorRows,
				Purpose: "the contracts of one doctor, or of a group that the doctor is or was a member of, oldest first",
			},
			{
				Name: structureIndex, Key: "structure kind:number/contract id", Of: contractsTable, Rows: structureRows,
				Purpose: "the collective contracts of one structure, oldest first",
			},
			{
				Name: liveIndex, Key: "RPPS number", Of: contractsTable, Rows: liveRows,
				Purpose: "the live contract of a doctor; the key makes a second one unwritable",
			},
			{
				Name: openIndex, Key: "fund code/contract id", Of: contractsTable, Rows: openRows,
				Purpose: "the contracts of a fund on which there may be work to do",
			},
			{
				Name: dueIndex, Key: "fund code/due date/contract id/obligation id", Of: contractsTable, Rows: dueRows,
				Purpose: "the open obligations of a fund, by due date",
			},
			{
				Name: sharesIndex, Key: "fund code/assistant reference/contract id", Of: contractsTable, Rows: shareRows,
				Purpose: "the contracts that share an assistant",
			},
			{
				Name: importedIndex, Key: "fund code/the fund's own reference", Of: contractsTable, Rows: importedRows,
				Purpose: "the imported contracts; the key makes a second import of one unwritable",
			},
			{
				Name: importsTable, Key: "fund code/the fund's own reference", Message: (*storev1.ImportRecord)(nil),
				Purpose: "what an imported line said, so that the same file again changes nothing",
			},
		},
		Migrations: []table.Migration{{To: 2, Name: "the whole life of a contract", Apply: toVersion2}},
	}
}

const (
	contractsTable = "contracts"
	byFundIndex    = "contracts_by_fund"
	byDoctorIndex  = "contracts_by_doctor"
	structureIndex = "contracts_by_structure"
	liveIndex      = "live_contracts"
	openIndex      = "open_contracts"
	dueIndex       = "open_obligations"
	sharesIndex    = "shared_assistants"
	importedIndex  = "imported_contracts"
	importsTable   = "imports"
)

// indexes lists the indexes of the contracts with the rows that a contract has in each.
func indexes() map[string]func(key string, m proto.Message) []string {
	return map[string]func(key string, m proto.Message) []string{
		byFundIndex: byFundRows, byDoctorIndex: byDoctorRows, liveIndex: liveRows, openIndex: openRows,
		dueIndex: dueRows, sharesIndex: shareRows, importedIndex: importedRows, structureIndex: structureRows,
	}
}

func byFundRows(key string, m proto.Message) []string {
	return []string{m.(*contractv1.Contract).GetFundCode() + "/" + key}
}

// Doctors are the RPPS numbers of the doctors under a contract: one, or the members of a
// group who have not left.
func Doctors(c *contractv1.Contract) []string {
	if c.GetCollective() == nil {
		if c.GetDoctor().GetRpps() == "" {
			return nil
		}
		return []string{c.GetDoctor().GetRpps()}
	}
	var all []string
	for _, m := range c.GetCollective().GetMembers() {
		if m.GetLeftOnDate() == "" && !slices.Contains(all, m.GetRpps()) {
			all = append(all, m.GetRpps())
		}
	}
	return all
}

func byDoctorRows(key string, m proto.Message) []string {
	c := m.(*contractv1.Contract)
	all := Doctors(c)
	for _, m := range c.GetCollective().GetMembers() { // those who have left, too
		if !slices.Contains(all, m.GetRpps()) {
			all = append(all, m.GetRpps())
		}
	}
	var rows []string
	for _, rpps := range all {
		rows = append(rows, rpps+"/"+key)
	}
	return rows
}

func structureRows(key string, m proto.Message) []string {
	c := m.(*contractv1.Contract).GetCollective()
	if c == nil {
		return nil
	}
	return []string{Structure(c.GetStructureKind(), c.GetStructureNumber()) + "/" + key}
}

// Structure is the key of a structure; a FINESS and an AM number may be alike.
func Structure(kind eligibilityv1.StructureKind, number string) string {
	return strings.TrimPrefix(kind.String(), "STRUCTURE_KIND_") + ":" + number
}

func liveRows(_ string, m proto.Message) []string {
	c := m.(*contractv1.Contract)
	if !contract.State(c.GetState()).Live() {
		return nil
	}
	return Doctors(c)
}

// openRows: one that has ended may still wait for the outcome of an appeal, for a
// decision on a proposal, or for the measure that settles its last payments.
func openRows(key string, m proto.Message) []string {
	c := m.(*contractv1.Contract)
	if contract.State(c.GetState()).Final() && !waits(c) {
		return nil
	}
	return []string{c.GetFundCode() + "/" + key}
}

// waits reports whether something is left to do on a contract whose life is over.
func waits(c *contractv1.Contract) bool {
	for _, d := range c.GetDecisions() {
		for _, a := range d.GetAppeals() {
			if a.GetOutcome() == contractv1.AppealOutcome_APPEAL_OUTCOME_UNSPECIFIED {
				return true
			}
		}
	}
	return slices.ContainsFunc(c.GetProposals(), func(p *contractv1.Proposal) bool {
		return p.GetState() == contractv1.ProposalState_PROPOSAL_STATE_OPEN
	}) || slices.ContainsFunc(c.GetObligations(), func(o *contractv1.Obligation) bool {
		return o.GetKind() == contractv1.ObligationKind_OBLIGATION_KIND_MEASURE && o.GetState() == contractv1.ObligationState_OBLIGATION_STATE_OPEN
	})
}

// undated stands for the due date of an obligation that has none: behind every date.
const undated = "no date"

func dueRows(_ string, m proto.Message) []string {
	c := m.(*contractv1.Contract)
	var rows []string
	for _, o := range c.GetObligations() {
		if o.GetState() == contractv1.ObligationState_OBLIGATION_STATE_OPEN {
			rows = append(rows, c.GetFundCode()+"/"+ObligationKey(o))
		}
	}
	return rows
}

// ObligationKey orders obligations by due date, those without one last; of one day by
// contract and id.
func ObligationKey(o *contractv1.Obligation) string {
	due := o.GetDueDate()
	if due == "" {
		due = undated
	}
	return due + "/" + o.GetContractId() + "/" + o.GetId()
}

func shareRows(key string, m proto.Message) []string {
	c := m.(*contractv1.Contract)
	var rows []string
	for _, a := range c.GetAssistants() {
		if row := c.GetFundCode() + "/" + a.GetAssistantRef() + "/" + key; !slices.Contains(rows, row) {
			rows = append(rows, row)
		}
	}
	return rows
}

func importedRows(_ string, m proto.Message) []string {
	c := m.(*contractv1.Contract)
	if c.GetImportedReference() == "" {
		return nil
	}
	return []string{c.GetFundCode() + "/" + c.GetImportedReference()}
}

// toVersion2 gives the contracts of version 1 what every contract has since, and their
// rows in the new indexes. Version 1 did not forbid two live contracts of one doctor;
// such a file must be mended with the program of version 1 first.
func toVersion2(tx *table.Tx) error {
	contracts := table.New[*contractv1.Contract](contractsTable)
	var all []*contractv1.Contract
	err := contracts.Scan(tx, "", func(_ string, c *contractv1.Contract) (bool, error) {
		all = append(all, c)
		return true, nil
	})
	if err != nil {
		return err
	}
	live := map[string]string{}
	for _, c := range all {
		for _, rpps := range liveRows(c.GetId(), c) {
			if other, taken := live[rpps]; taken {
				return fmt.Errorf("contracts %s and %s of one doctor are both live; end one of them with the earlier program first", other, c.GetId())
			}
			live[rpps] = c.GetId()
		}
		c.FirstContractYear = 1
		for _, a := range c.GetAssistants() {
			a.WorkContractWeeklyMinutes = a.GetWeeklyMinutes()
		}
		for i, m := range c.GetMeasures() {
			m.Number = int32(i + 1)
		}
		if err := contracts.Update(tx, c.GetId(), c); err != nil {
			return err
		}
		for name, rows := range indexes() {
			if name == byFundIndex {
				continue // it was there before
			}
			for _, row := range rows(c.GetId(), c) {
				if err := table.NewIndex(name).Put(tx, row, c.GetId()); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// Store is the open file.
type Store struct {
	db        *table.DB
	contracts table.Table[*contractv1.Contract]
}

// Open opens the store file, or creates it; the error names the file.
func Open(path string) (*Store, error) {
	db, err := table.Open(path, schema())
	if err != nil {
		return nil, err
	}
	return &Store{db: db, contracts: table.New[*contractv1.Contract](contractsTable)}, nil
}

// DB is the file itself, for transactions that also remember the request.
func (s *Store) DB() *table.DB { return s.db }

// Close closes the file.
func (s *Store) Close() error { return s.db.Close() }

// Insert keeps a new contract.
func (s *Store) Insert(tx *table.Tx, c *contractv1.Contract) error {
	if err := s.contracts.Insert(tx, c.GetId(), c); err != nil {
		return err
	}
	return move(tx, &contractv1.Contract{}, c)
}

// Update replaces a contract and moves its index rows.
func (s *Store) Update(tx *table.Tx, c *contractv1.Contract) error {
	before, found, err := s.contracts.Get(tx, c.GetId())
	if err != nil {
		return err
	}
	if !found {
		return table.ErrMissing
	}
	if err := s.contracts.Update(tx, c.GetId(), c); err != nil {
		return err
	}
	return move(tx, before, c)
}

// move takes away the index rows that a contract no longer has and puts its new ones.
// An empty before is a contract without rows.
func move(tx *table.Tx, before, after *contractv1.Contract) error {
	for name, rows := range indexes() {
		x := table.NewIndex(name)
		var had []string
		if before.GetId() != "" {
			had = rows(before.GetId(), before)
		}
		has := rows(after.GetId(), after)
		for _, row := range had {
			if !slices.Contains(has, row) {
				if err := x.Remove(tx, row); err != nil {
					return err
				}
			}
		}
		for _, row := range has {
			if !slices.Contains(had, row) {
				if err := x.Put(tx, row, after.GetId()); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// Get reads a contract, and whether there is one. It is the caller's own copy.
func (s *Store) Get(tx *table.Tx, id string) (*contractv1.Contract, bool, error) {
	return s.contracts.Get(tx, id)
}

// LiveBeside is another live contract of a doctor under this one, when this one is live.
func (s *Store) LiveBeside(tx *table.Tx, c *contractv1.Contract) (id string, found bool, err error) {
	for _, rpps := range liveRows(c.GetId(), c) {
		other, taken, err := table.NewIndex(liveIndex).Get(tx, rpps)
		if err != nil {
			return "", false, err
		}
		if taken && other != c.GetId() {
			return other, true, nil
		}
	}
	return "", false, nil
}

// LiveOf is the live contract of a doctor, if there is one.
func (s *Store) LiveOf(tx *table.Tx, rpps string) (id string, found bool, err error) {
	return table.NewIndex(liveIndex).Get(tx, rpps)
}

// OfStructure are the collective contracts of a structure, by its key, oldest first.
func (s *Store) OfStructure(tx *table.Tx, structure string) ([]*contractv1.Contract, error) {
	return s.along(tx, structureIndex, structure+"/")
}

// OfDoctor are the contracts of a doctor, oldest first; of a group that the doctor has
// left, too.
func (s *Store) OfDoctor(tx *table.Tx, rpps string) ([]*contractv1.Contract, error) {
	return s.along(tx, byDoctorIndex, rpps+"/")
}

// Sharing are the contracts of a fund under which an assistant is or was employed,
// oldest first.
func (s *Store) Sharing(tx *table.Tx, fund, assistantRef string) ([]*contractv1.Contract, error) {
	return s.along(tx, sharesIndex, fund+"/"+assistantRef+"/")
}

// OpenOf are the contracts of a fund on which there may be work to do, oldest first.
func (s *Store) OpenOf(tx *table.Tx, fund string) ([]*contractv1.Contract, error) {
	return s.along(tx, openIndex, fund+"/")
}

// Imported is the contract that was imported under the fund's own reference.
func (s *Store) Imported(tx *table.Tx, fund, reference string) (*contractv1.Contract, bool, error) {
	id, found, err := table.NewIndex(importedIndex).Get(tx, fund+"/"+reference)
	if err != nil || !found {
		return nil, false, err
	}
	return s.Get(tx, id)
}

// along reads the contracts that the rows of an index with a prefix lead to.
func (s *Store) along(tx *table.Tx, index, prefix string) ([]*contractv1.Contract, error) {
	var all []*contractv1.Contract
	err := table.NewIndex(index).Scan(tx, prefix, func(_, id string) (bool, error) {
		c, found, err := s.Get(tx, id)
		if found {
			all = append(all, c)
		}
		return true, err
	})
	return all, err
}

// Each calls fn for every contract, oldest first, until it returns false.
func (s *Store) Each(tx *table.Tx, fn func(*contractv1.Contract) (more bool, err error)) error {
	return s.contracts.Scan(tx, "", func(_ string, c *contractv1.Contract) (bool, error) { return fn(c) })
}

// EachOf is Each for the contracts of one fund; of all when it is empty.
func (s *Store) EachOf(tx *table.Tx, fund string, fn func(*contractv1.Contract) (more bool, err error)) error {
	if fund == "" {
		return s.Each(tx, fn)
	}
	return table.NewIndex(byFundIndex).Scan(tx, fund+"/", func(_, id string) (bool, error) {
		c, found, err := s.Get(tx, id)
		if err != nil || !found {
			return true, err
		}
		return fn(c)
	})
}

// Filter chooses contracts.
type Filter struct {
	FundCode string             // empty means all
	RPPS     string             // of a doctor; empty means all; not together with FundCode
	States   []contractv1.State // none means all
}

// List gives a page of contracts, oldest first, and the token of the next one. A page
// holds fewer contracts than asked for where more would be too large for one answer.
func (s *Store) List(ctx context.Context, f Filter, size int, token string) (list []*contractv1.Contract, next string, err error) {
	q := table.Query{Size: size, Token: token, Filter: f.canonical(), Keep: f.keeps}
	err = s.db.View(ctx, func(tx *table.Tx) error {
		switch {
		case f.FundCode != "":
			q.Prefix = f.FundCode + "/"
			list, next, err = table.PageBy(tx, table.NewIndex(byFundIndex), s.contracts, q)
		case f.RPPS != "":
			q.Prefix = f.RPPS + "/"
			list, next, err = table.PageBy(tx, table.NewIndex(byDoctorIndex), s.contracts, q)
		default:
			list, next, err = s.contracts.Page(tx, q)
		}
		return err
	})
	return list, next, err
}

// Digests gives a page of the contracts of a fund by id and digest, oldest first, and the
// token of the next one.
func (s *Store) Digests(ctx context.Context, fund string, q table.Query) (list []*contractv1.ContractDigest, next string, err error) {
	q.Prefix = fund + "/"
	err = s.db.View(ctx, func(tx *table.Tx) error {
		list, next, err = table.PageRows(tx, table.NewIndex(byFundIndex), q, func(_, id string) (*contractv1.ContractDigest, error) {
			digest, found, err := s.contracts.Digest(tx, id)
			if err == nil && !found {
				err = fmt.Errorf("contract %s stands in the index of fund %s and is not there", id, fund)
			}
			return &contractv1.ContractDigest{ContractId: id, Digest: digest[:]}, err
		})
		return err
	})
	return list, next, err
}

// OpenObligations gives a page of the open obligations of a fund, by due date, those
// without one last, and the token of the next one. before, unless it is empty, leaves
// out those that are not due before that day, ISO 8601.
func (s *Store) OpenObligations(ctx context.Context, fund, before string, q table.Query) (list []*contractv1.Obligation, next string, err error) {
	q.Prefix = fund + "/"
	if before != "" {
		q.Until = q.Prefix + before
	}
	err = s.db.View(ctx, func(tx *table.Tx) error {
		read := map[string][]*contractv1.Obligation{} // several rows lead to one contract
		list, next, err = table.PageRows(tx, table.NewIndex(dueIndex), q, func(row, id string) (*contractv1.Obligation, error) {
			if _, known := read[id]; !known {
				c, _, err := s.Get(tx, id)
				if err != nil {
					return nil, err
				}
				read[id] = c.GetObligations()
			}
			for _, o := range read[id] {
				if fund+"/"+ObligationKey(o) == row {
					return o, nil
				}
			}
			return nil, fmt.Errorf("row %s of index %s leads to contract %s, which has no such obligation", row, dueIndex, id)
		})
		return err
	})
	return list, next, err
}

// canonical is the filter's states as a set: the same states in another order, or
// twice, are the same filter.
func (f Filter) canonical() string {
	states := slices.Clone(f.States)
	slices.Sort(states)
	return fmt.Sprint(slices.Compact(states))
}

// keeps reports whether a contract belongs to the list.
func (f Filter) keeps(m proto.Message) bool {
	return len(f.States) == 0 || slices.Contains(f.States, m.(*contractv1.Contract).GetState())
}
