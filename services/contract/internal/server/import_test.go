package server_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"google.golang.org/grpc/metadata"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/population"
	"assistmed/services/internal/serve/servetest"
)

// registerColumns are the columns as the API documents them.
var registerColumns = []string{
	"reference", "rpps", "am_number", "specialty_code", "particular_practice", "text_id", "option", "band",
	"signature_date", "zone", "department", "newly_installed",
	"registered_start", "registered_to_gain", "active_file_start", "active_file_to_gain",
	"assistant_ref", "assistant_start_date", "assistant_weekly_minutes", "work_contract_weekly_minutes", "employer",
	"suspensions", "end_date", "end_reason",
	"measured_on_date", "registered_measured", "active_file_measured", "measure_source",
}

// fields is one line of a register, by column.
type fields map[string]string

// ordinary is a running contract of 1 ETP of a GP, the nth of its kind.
func ordinary(n uint64) fields {
	rpps, am := population.Numbers(n)
	return fields{
		"reference": fmt.Sprintf("C-%05d", n), "rpps": rpps, "am_number": am, "specialty_code": "01",
		"option": "FULL", "band": "P70_P90", "signature_date": "2025-01-10", "zone": "ZIP", "department": "75",
		"registered_start": "1300", "registered_to_gain": "260", "active_file_start": "1700", "active_file_to_gain": "170",
		"assistant_ref": fmt.Sprintf("assistant-%d", n), "assistant_start_date": "2025-01-15",
		"assistant_weekly_minutes": "2100", "work_contract_weekly_minutes": "2100", "employer": "DOCTOR",
	}
}

// with is the line with other fields.
func (f fields) with(pairs ...string) fields {
	f = maps.Clone(f)
	for i := 0; i < len(pairs); i += 2 {
		f[pairs[i]] = pairs[i+1]
	}
	return f
}

// file is a register of these lines.
func file(list ...fields) []byte { return fileWith(',', registerColumns, list...) }

func fileWith(separator rune, columns []string, list ...fields) []byte {
	var b bytes.Buffer
	out := csv.NewWriter(&b)
	out.Comma = separator
	rows := [][]string{columns}
	for _, f := range list {
		row := make([]string, len(columns))
		for i, c := range columns {
			row[i] = f[c]
		}
		rows = append(rows, row)
	}
	if err := out.WriteAll(rows); err != nil {
		panic(err)
	}
	return b.Bytes()
}

// imports sends a file in chunks and gathers the answers.
func (w *world) imports(data []byte, chunk int) ([]*contractv1.ImportedLine, *contractv1.ImportSummary, error) {
	w.t.Helper()
	return w.importsAs(&contractv1.ImportHeader{FundCode: "751"}, data, chunk)
}

// importsAs does so under a header.
func (w *world) importsAs(header *contractv1.ImportHeader, data []byte, chunk int) ([]*contractv1.ImportedLine, *contractv1.ImportSummary, error) {
	w.t.Helper()
	stream, err := w.contracts.ImportContracts(w.ctx())
	if err != nil {
		return nil, nil, err
	}
	// Everything is sent before the first answer is read.
	send := func(r *contractv1.ImportContractsRequest) { _ = stream.Send(r) } // an error comes with Recv
	send(&contractv1.ImportContractsRequest{Part: &contractv1.ImportContractsRequest_Header{Header: header}})
	for part := range slices.Chunk(data, chunk) {
		send(&contractv1.ImportContractsRequest{Part: &contractv1.ImportContractsRequest_Chunk{Chunk: part}})
	}
	_ = stream.CloseSend()
	var lines []*contractv1.ImportedLine
	for {
		resp, err := stream.Recv()
		if err != nil {
			return lines, nil, fault.FromStatus(err)
		}
		lines = append(lines, resp.GetLines()...)
		if resp.GetSummary() != nil {
			return lines, resp.GetSummary(), nil
		}
	}
}

// imported imports lines, of which none may fail the call.
func (w *world) imported(list ...fields) []*contractv1.ImportedLine {
	w.t.Helper()
	lines, sum, err := w.imports(file(list...), 1000)
	if err != nil {
		w.t.Errorf("the import failed: %v", err)
	}
	if sum.GetLines() != int64(len(list)) || sum.GetAccepted()+sum.GetUnchanged()+sum.GetRejected() != sum.GetLines() {
		w.t.Errorf("the summary %v does not add up for %d lines", sum, len(list))
	}
	return lines
}

// exported is the fund's register.
func (w *world) exported() string {
	w.t.Helper()
	stream, err := w.contracts.ExportContracts(w.ctx(), &contractv1.ExportContractsRequest{FundCode: "751"})
	if err != nil {
		w.t.Fatal(err)
	}
	var b strings.Builder
	for {
		resp, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return b.String()
		}
		if err != nil {
			w.t.Fatal(err)
		}
		b.Write(resp.GetChunk())
	}
}

// came is what became of a line: the outcome, or the codes of its reasons with columns.
func came(l *contractv1.ImportedLine) string {
	outcome := strings.TrimPrefix(l.GetOutcome().String(), "IMPORT_OUTCOME_")
	for _, r := range l.GetReasons() {
		outcome += " " + r.GetCode() + "(" + r.GetColumn() + ")"
	}
	return outcome
}

func TestAFundsContractsAreTakenOnceAndTheSameFileAgainChangesNothing(t *testing.T) {
	w := newWorld(t, servetest.Options{Log: io.Discard})
	suspended := ordinary(2).with("suspensions", "2025-03-01..2025-06-01 ASSISTANT_ABSENT; 2025-08-01.. assistant_left")
	ended := ordinary(3).with("signature_date", "2020-10-01", "end_date", "2025-09-30", "end_reason", "expired", "measured_on_date", "2023-10-01", "registered_measured", "1400", "active_file_measured", "1800", "measure_source", "FUND", "assistant_start_date", "2020-10-01")
	list := []fields{ordinary(1), suspended, ended}
	for i, state := range []string{"STATE_ACTIVE", "STATE_SUSPENDED", "STATE_ENDED"} {
		line := w.imported(list...)[i]
		if i == 0 && came(line) != "ACCEPTED" || i > 0 && came(line) != "UNCHANGED" {
			t.Errorf("line %d: %s", line.GetLine(), came(line))
		}
		c := w.get(line.GetContractId())
		if c.GetState().String() != state || len(c.GetSignatures()) != 2 || c.GetRevisions() != 1 || c.GetTerms() != "" || c.GetImportedReference() != list[i]["reference"] {
			t.Errorf("line %d is kept as %v", line.GetLine(), c)
		}
		for _, o := range c.GetObjectives() {
			if !o.GetDeclared() || o.GetExplanation().GetFr() == "" {
				t.Errorf("objective %v, want it declared and explained", o)
			}
		}
	}
	// What becomes of a contract later is no change of what the line said.
	id := w.imported(list...)[0].GetContractId()
	if _, err := w.measure(id, "2026-01-10", 1400, 1800); err != nil {
		t.Fatal(err)
	}
	if lines := w.imported(list[0], list[1].with("department", "92")); came(lines[0]) != "UNCHANGED" || came(lines[1]) != "REJECTED IMPORTED_OTHERWISE(reference)" {
		t.Errorf("%s, %s", came(lines[0]), came(lines[1]))
	}
}

func TestEachLineIsDecidedAlone(t *testing.T) {
	w := newWorld(t, servetest.Options{Log: io.Discard})
	ended := []string{"signature_date", "2020-10-01", "assistant_start_date", "2020-10-01", "end_date", "2023-01-31", "end_reason", "MOVED"}
	rpps := func(n uint64) string { return ordinary(n)["rpps"] }
	cases := []struct {
		name string
		line fields
		want string
	}{
		{"an ordinary contract", ordinary(1), "ACCEPTED"},
		{"the same reference in the same file", ordinary(2).with("reference", "C-00001"), "REJECTED REFERENCE_REPEATED(reference)"},
		{"another live contract of the same doctor", ordinary(3).with("rpps", rpps(1)), "REJECTED ANOTHER_LIVE_CONTRACT(rpps)"},
		{"an ended one of the same doctor before it", ordinary(4).with("rpps", rpps(1)).with(ended...), "ACCEPTED"},
		{"an ended one that overlaps that one", ordinary(5).with("rpps", rpps(1)).with(ended...).with("signature_date", "2023-01-31", "end_date", "2024-01-31", "assistant_start_date", "2023-02-01"), "REJECTED OVERLAPS_EARLIER_CONTRACT(signature_date)"},
		{"one that begins the day after it", ordinary(6).with("rpps", rpps(1)).with(ended...).with("signature_date", "2023-02-01", "end_date", "2024-01-31", "assistant_start_date", "2023-02-01"), "ACCEPTED"},
		{"fields that are none", ordinary(7).with("rpps", "1", "option", "HUGE", "signature_date", "2025-02-30", "registered_start", "-1"), "REJECTED INVALID_REQUEST(rpps) INVALID_REQUEST(signature_date) INVALID_REQUEST(option) INVALID_REQUEST(registered_start)"},
		{"a gain without a start", ordinary(8).with("registered_start", ""), "REJECTED INVALID_REQUEST(registered_start)"},
		{"an end without a reason", ordinary(9).with("end_date", "2026-01-01"), "REJECTED INVALID_REQUEST(end_reason)"},
		{"a reason without an end", ordinary(10).with("end_reason", "MOVED"), "REJECTED INVALID_REQUEST(end_reason)"},
		{"before the first text", ordinary(11).with("signature_date", "2019-08-31"), "REJECTED NO_TEXT_IN_FORCE(signature_date)"},
		{"another text than the one in force", ordinary(12).with("text_id", "avenant-7"), "REJECTED TEXT_DIFFERS(text_id)"},
		{"a share of a shared assistant", ordinary(13).with("option", "HALF", "assistant_ref", "shared", "assistant_weekly_minutes", "1050"), "ACCEPTED"},
		{"the other share", ordinary(14).with("option", "HALF", "assistant_ref", "shared", "assistant_weekly_minutes", "1050"), "ACCEPTED"},
		{"a share too many", ordinary(15).with("option", "HALF", "assistant_ref", "shared", "assistant_weekly_minutes", "1050"), "REJECTED SHARES_EXCEED_WORKING_TIME(assistant_weekly_minutes)"},
		{"another work contract for the same assistant", ordinary(16).with("option", "HALF", "assistant_ref", "shared", "assistant_weekly_minutes", "1050", "work_contract_weekly_minutes", "4000"), "REJECTED WORK_CONTRACT_DIFFERS(work_contract_weekly_minutes)"},
		{"several rules at once", ordinary(17).with("rpps", rpps(1), "option", "TWO", "measured_on_date", "2025-01-09", "registered_measured", "1", "measure_source", "doctor"), "REJECTED OPTION_CLOSED(option) MEASURE"},
		{"semicolons and small letters", ordinary(18).with("option", "full", "employer", "doctor", "zone", " zip "), "ACCEPTED"},
	}
	list := make([]fields, len(cases))
	for i, c := range cases {
		list[i] = c.line
	}
	cases[16].want = "REJECTED OPTION_CLOSED(option) OUTSIDE_CONTRACT(measured_on_date) ANOTHER_LIVE_CONTRACT(rpps)"
	for i, line := range w.imported(list...) {
		if line.GetLine() != int64(i+2) || came(line) != cases[i].want {
			t.Errorf("%s: line %d: %s, want %s", cases[i].name, line.GetLine(), came(line), cases[i].want)
		}
		for _, r := range line.GetReasons() {
			if r.GetText().GetFr() == "" || r.GetText().GetEn() == "" {
				t.Errorf("%s: no sentence: %v", cases[i].name, r)
			}
		}
	}
}

func TestALineThatIsNoLineIsAnsweredAndReadingGoesOn(t *testing.T) {
	w := newWorld(t, servetest.Options{Log: io.Discard})
	good := strings.SplitAfter(string(fileWith(';', registerColumns, ordinary(1), ordinary(2))), "\n")
	long := strings.Repeat("x", 20_000)
	text := "\uFEFF" + strings.TrimSuffix(good[0], "\n") + "\r\n" +
		good[1] + "a;b\n" + `C-9;"1` + "\n" + "\n" + `C-8;1"2` + "\n" + "C-7;\xff\n" + long + "\n" + strings.TrimSuffix(good[2], "\n")
	want := []string{
		"ACCEPTED", "REJECTED MALFORMED_LINE()", "REJECTED MALFORMED_LINE()", "REJECTED MALFORMED_LINE()",
		"REJECTED MALFORMED_LINE()", "REJECTED MALFORMED_LINE()", "REJECTED LINE_TOO_LONG()", "ACCEPTED",
	}
	for _, chunk := range []int{1, 7, 1 << 20} {
		lines, sum, err := w.imports([]byte(text), chunk)
		if err != nil || sum.GetLines() != int64(len(want)) {
			t.Fatalf("chunks of %d: %v, %v", chunk, sum, err)
		}
		for i, l := range lines {
			if came(l) != want[i] {
				t.Errorf("chunks of %d, line %d: %s, want %s", chunk, l.GetLine(), came(l), want[i])
			}
		}
		want[0], want[7] = "UNCHANGED", "UNCHANGED"
	}
}

func TestAFileWithoutItsHeaderIsRefusedWhole(t *testing.T) {
	w := newWorld(t, servetest.Options{Log: io.Discard})
	other := append(slices.Clone(registerColumns[1:]), "name", "rpps")
	_, _, err := w.imports(fileWith(',', other, ordinary(1)), 100)
	refused(t, err, fault.Invalid, fault.ReasonInvalidRequest, "reference", `"name"`, "once")
	_, _, err = w.imports(nil, 100)
	refused(t, err, fault.Invalid, fault.ReasonInvalidRequest)
	shuffled := slices.Clone(registerColumns)
	slices.Reverse(shuffled)
	if lines, _, err := w.imports(fileWith(',', shuffled, ordinary(1)), 100); err != nil || came(lines[0]) != "ACCEPTED" {
		t.Errorf("columns in another order: %v, %v", lines, err)
	}
	if lines := w.imported(ordinary(1)); came(lines[0]) != "UNCHANGED" {
		t.Errorf("columns in another order are another line: %s", came(lines[0]))
	}
}

func TestAnImportBeginsWithItsHeaderAndNamesItsActor(t *testing.T) {
	w := newWorld(t, servetest.Options{Log: io.Discard})
	header := func(fund string) *contractv1.ImportContractsRequest {
		return &contractv1.ImportContractsRequest{Part: &contractv1.ImportContractsRequest_Header{Header: &contractv1.ImportHeader{FundCode: fund}}}
	}
	chunk := &contractv1.ImportContractsRequest{Part: &contractv1.ImportContractsRequest_Chunk{Chunk: file(ordinary(1))}}
	for _, c := range []struct {
		name   string
		ctx    context.Context
		sent   []*contractv1.ImportContractsRequest
		kind   fault.Kind
		reason string
	}{
		{"no actor", metadata.NewOutgoingContext(t.Context(), nil), []*contractv1.ImportContractsRequest{header("751"), chunk}, fault.Unauthenticated, "ACTOR_MISSING"},
		{"nothing at all", w.ctx(), nil, fault.Invalid, fault.ReasonInvalidRequest},
		{"bytes first", w.ctx(), []*contractv1.ImportContractsRequest{chunk}, fault.Invalid, fault.ReasonInvalidRequest},
		{"no fund", w.ctx(), []*contractv1.ImportContractsRequest{header("75")}, fault.Invalid, fault.ReasonInvalidRequest},
		{"a second header", w.ctx(), []*contractv1.ImportContractsRequest{header("751"), chunk, header("751")}, fault.Invalid, fault.ReasonInvalidRequest},
	} {
		t.Run(c.name, func(t *testing.T) {
			stream, err := w.contracts.ImportContracts(c.ctx)
			if err != nil {
				t.Fatal(err)
			}
			for _, r := range c.sent {
				_ = stream.Send(r) // an error comes with Recv
			}
			_ = stream.CloseSend()
			for err == nil {
				_, err = stream.Recv()
			}
			refused(t, fault.FromStatus(err), c.kind, c.reason)
		})
	}
}

func TestWhatFellDueBeforeTheTakeOverDoesNotFloodThePage(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	take := func(day string, line fields) *contractv1.Contract {
		lines, _, err := w.importsAs(&contractv1.ImportHeader{FundCode: "751", ImportedOnDate: day}, file(line), 1000)
		if err != nil || came(lines[0]) != "ACCEPTED" {
			t.Fatal(lines, err)
		}
		return w.get(lines[0].GetContractId())
	}
	late := func(id string) (subjects []string) {
		resp, err := w.contracts.ListWork(w.ctx(), &contractv1.ListWorkRequest{FundCode: "751", AsOfDate: "2026-08-03", PageSize: 500})
		if err != nil {
			t.Fatal(err)
		}
		for _, i := range resp.GetItems() {
			if i.GetContractId() == id && i.GetKind() == contractv1.WorkKind_WORK_KIND_LATE {
				subjects = append(subjects, i.GetSubject())
			}
		}
		return subjects
	}
	flooded := take("", ordinary(1)).GetId()
	if n := len(late(flooded)); n != 5 { // the work contract, three meetings, a measure
		t.Errorf("without a day of the take-over %d are late, want 5", n)
	}
	c := take("2026-08-03", ordinary(2))
	if got := late(c.GetId()); len(got) > 0 || c.GetImportedOnDate() != "2026-08-03" {
		t.Errorf("%v late on the day of the take-over, %s", got, c.GetImportedOnDate())
	}
	before := func(fund, id string) (n int) {
		resp, err := w.contracts.ListObligations(w.ctx(), &contractv1.ListObligationsRequest{FundCode: fund, ContractId: id, PageSize: 500})
		if err != nil {
			t.Fatal(err)
		}
		for _, o := range resp.GetObligations() {
			if o.GetContractId() == c.GetId() && o.GetDueDate() != "" && o.GetDueDate() < "2026-08-03" {
				n++
				if o.GetState() != contractv1.ObligationState_OBLIGATION_STATE_BEFORE_IMPORT {
					t.Errorf("%s is %s", o.GetId(), o.GetState())
				}
			}
		}
		return n
	}
	if of, open := before("", c.GetId()), before("751", ""); of != 5 || open != 0 {
		t.Errorf("%d of the contract and %d of the fund's open ones fell due before, want 5 and none", of, open)
	}
	done := w.done(w.evidence(c.GetId(), "FOLLOW_UP_MEETING:1", "2025-07-01"))
	if o := obligation(t, done, "FOLLOW_UP_MEETING:1"); o.GetState() != contractv1.ObligationState_OBLIGATION_STATE_FULFILLED {
		t.Errorf("with evidence it is %v", o)
	}
	again, _, err := w.importsAs(&contractv1.ImportHeader{FundCode: "751", ImportedOnDate: "2027-01-01"}, file(ordinary(2)), 1000)
	if err != nil || came(again[0]) != "UNCHANGED" || w.get(c.GetId()).GetImportedOnDate() != "2026-08-03" {
		t.Errorf("the same line on another day: %v, %v", again, err)
	}
	_, _, err = w.importsAs(&contractv1.ImportHeader{FundCode: "751", ImportedOnDate: "2026-02-30"}, file(ordinary(3)), 1000)
	refused(t, err, fault.Invalid, fault.ReasonInvalidRequest, "header.imported_on_date", "2026-02-30")
}

// A caller that dies leaves whole lines, and the same file again completes them.
func TestACutImportIsCompletedByTheSameFile(t *testing.T) {
	w := newWorld(t, servetest.Options{Log: io.Discard})
	var list []fields
	for n := range uint64(600) {
		list = append(list, ordinary(n))
	}
	data := file(list...)
	ctx, cancel := context.WithCancel(w.ctx())
	stream, err := w.contracts.ImportContracts(ctx)
	if err != nil {
		t.Fatal(err)
	}
	_ = stream.Send(&contractv1.ImportContractsRequest{Part: &contractv1.ImportContractsRequest_Header{Header: &contractv1.ImportHeader{FundCode: "751"}}})
	_ = stream.Send(&contractv1.ImportContractsRequest{Part: &contractv1.ImportContractsRequest_Chunk{Chunk: data[:len(data)/2]}})
	answered, err := stream.Recv()
	if err != nil {
		t.Fatal(err)
	}
	cancel()
	again := w.imported(list...)
	var kept int
	for _, l := range again {
		switch came(l) {
		case "UNCHANGED":
			kept++
		case "ACCEPTED":
		default:
			t.Errorf("line %d: %s", l.GetLine(), came(l))
		}
	}
	if kept < len(answered.GetLines()) || kept > 300 {
		t.Errorf("%d lines were kept of the 300 that were sent; want the %d that were answered among them", kept, len(answered.GetLines()))
	}
}

// drawn is a random contract, mostly one that is taken.
func drawn(r *rand.Rand, n uint64) fields {
	f := ordinary(n)
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	signed := []string{"2020-02-29", "2021-06-22", "2023-04-30", "2023-05-01", "2024-06-21", "2024-06-22", "2025-01-10"}[r.IntN(7)]
	f = f.with("signature_date", signed, "assistant_start_date", signed, "option", pick("HALF", "FULL", "FULL", "THIRD"),
		"band", pick("P30_P50", "P70_P90", "P90_P95", "P95_AND_ABOVE", ""), "zone", pick("ZIP", "ZIP", "ZAC", ""), "department", pick("", "2A", "971"),
		"registered_start", fmt.Sprint(800+r.IntN(1200)), "registered_to_gain", fmt.Sprint(r.IntN(300)), "newly_installed", pick("true", "false", ""))
	if r.IntN(4) == 0 {
		f = f.with("specialty_code", "03", "registered_start", "", "registered_to_gain", "")
	}
	year := signed[:4]
	if r.IntN(2) == 0 {
		f = f.with("suspensions", pick("", year+"-09-01.. DOCTOR_ABSENT; ")+year+"-11-04.."+pick("", year+"-12-30")+" ASSISTANT_LEFT")
	}
	if r.IntN(3) == 0 {
		f = f.with("end_date", "2026-03-31", "end_reason", pick("MOVED", "TERMINATED_BY_DOCTOR"))
	}
	if r.IntN(2) == 0 {
		f = f.with("measured_on_date", "2026-02-01", "registered_measured", pick("", "1500"), "active_file_measured", "1900", "measure_source", pick("FUND", "DOCTOR"))
	}
	if r.IntN(4) == 0 {
		f = f.with("assistant_ref", "", "assistant_start_date", "", "assistant_weekly_minutes", "", "work_contract_weekly_minutes", "", "employer", "")
	}
	return f
}

func TestAnExportImportedElsewhereIsExportedTheSame(t *testing.T) {
	w, r := newWorld(t, servetest.Options{Log: io.Discard}), random(t)
	var list []fields
	for n := range uint64(400) {
		list = append(list, drawn(r, n))
	}
	outcomes := map[string]int{}
	for _, l := range w.imported(list...) {
		outcomes[strings.Fields(came(l))[0]]++
	}
	first := w.exported()
	if outcomes["ACCEPTED"] < 100 || outcomes["REJECTED"] == 0 || strings.Count(first, "\r\n") != outcomes["ACCEPTED"]+1 {
		t.Fatalf("%v, and %d lines exported", outcomes, strings.Count(first, "\r\n"))
	}
	elsewhere := newWorld(t, servetest.Options{Log: io.Discard})
	for _, c := range []struct {
		name string
		in   *world
		want string
	}{{"elsewhere", elsewhere, "ACCEPTED"}, {"where it comes from", w, "UNCHANGED"}} {
		lines, _, err := c.in.imports([]byte(first), 50_000)
		if err != nil {
			t.Fatal(err)
		}
		for _, l := range lines {
			if came(l) != c.want {
				t.Errorf("%s, line %d: %s %v", c.name, l.GetLine(), came(l), l.GetReasons())
			}
		}
	}
	if second := elsewhere.exported(); second != first {
		t.Errorf("exported\n%s\nthen\n%s", first, second)
	}
}

func TestAContractThatWasOfferedHereIsExportedAndAnOfferIsNot(t *testing.T) {
	w := newWorld(t, servetest.Options{Log: io.Discard})
	w.offer(doctor(signedOn), declared()...)
	c := w.active()
	w.done(w.hire(c.GetId(), signedOn, 2100))
	if _, err := w.measure(c.GetId(), "2026-01-10", 1400, 1800); err != nil {
		t.Fatal(err)
	}
	register := w.exported()
	elsewhere := newWorld(t, servetest.Options{Log: io.Discard})
	lines, _, err := elsewhere.imports([]byte(register), 1000)
	if err != nil || len(lines) != 1 || came(lines[0]) != "ACCEPTED" || lines[0].GetReference() != c.GetId() {
		t.Fatalf("%v, %v of\n%s", lines, err, register)
	}
	if again := elsewhere.exported(); again != register {
		t.Errorf("exported\n%s\nthen\n%s", register, again)
	}
}

func TestTwoImportsOfOneFileAtOnceTakeEachLineOnce(t *testing.T) {
	w := newWorld(t, servetest.Options{Log: io.Discard})
	var list []fields
	for n := range uint64(1000) {
		list = append(list, ordinary(n))
	}
	both := make(chan []*contractv1.ImportedLine, 2)
	for range 2 {
		go func() { both <- w.imported(list...) }()
	}
	first, second := <-both, <-both
	if len(first) != len(list) || len(second) != len(list) {
		t.Fatalf("%d and %d answers, want %d each", len(first), len(second), len(list))
	}
	for i := range list {
		if got := came(first[i]) + came(second[i]); got != "ACCEPTEDUNCHANGED" && got != "UNCHANGEDACCEPTED" || first[i].GetContractId() != second[i].GetContractId() {
			t.Errorf("line %d: %s and %s", first[i].GetLine(), came(first[i]), came(second[i]))
		}
	}
}

// The answers are far more than a connection holds on its way: whoever answers before
// receiving on would wait for a caller who waits for him.
func TestACallerWhoSendsEverythingBeforeReadingIsAnswered(t *testing.T) {
	var log bytes.Buffer
	w := newWorld(t, servetest.Options{Log: &log})
	const count = 5000
	list := make([]fields, count)
	for n := range list {
		list[n] = ordinary(uint64(n)).with("option", "HUGE", "zone", "X", "employer", "", "band", "X", "signature_date", "", "department", "0")
	}
	for _, l := range w.imported(list...) {
		if l.GetOutcome() != contractv1.ImportOutcome_IMPORT_OUTCOME_REJECTED || len(l.GetReasons()) != 6 {
			t.Fatalf("line %d: %s", l.GetLine(), came(l))
		}
	}
	w.running.Stop()
	if log.Len() == 0 || strings.Contains(log.String(), list[0]["rpps"]) || strings.Contains(log.String(), "C-0") {
		t.Errorf("the log has nothing, or what a line says: %.300s", log.String())
	}
}

func TestAFileThatIsTooLargeIsRefused(t *testing.T) {
	w := newWorld(t, servetest.Options{Log: io.Discard})
	_, _, err := w.imports(append(file(), bytes.Repeat([]byte("\n"), 400_000)...), 100_000)
	refused(t, err, fault.Exhausted, "FILE_TOO_LARGE", "cut it")
}

func BenchmarkImport(b *testing.B) {
	const contracts = 10_000
	var list []fields
	for n := range uint64(contracts) {
		list = append(list, ordinary(n))
	}
	data := file(list...)
	for _, again := range []bool{false, true} {
		name := map[bool]string{false: "first", true: "again"}[again]
		b.Run(name, func(b *testing.B) {
			w := newWorld(b, servetest.Options{Log: io.Discard})
			if again {
				w.imported(list...)
			}
			b.ResetTimer()
			for n := range b.N {
				if n > 0 && !again {
					b.StopTimer()
					w = newWorld(b, servetest.Options{Log: io.Discard})
					b.StartTimer()
				}
				_, sum, err := w.imports(data, 64<<10)
				if err != nil || sum.GetAccepted()+sum.GetUnchanged() != contracts {
					b.Fatal(sum, err)
				}
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(contracts*float64(b.N)/b.Elapsed().Seconds(), "lines/s")
		})
	}
}
