package server_test

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/contract/internal/server"
	"assistmed/services/contract/internal/store"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve"
	"assistmed/services/internal/serve/servetest"
	"assistmed/services/internal/table"
)

// events reads all events, so many a page.
func (w *world) events(fund string, size int32) []*contractv1.Event {
	w.t.Helper()
	var all []*contractv1.Event
	req := &contractv1.ListEventsRequest{FundCode: fund, PageSize: size}
	for {
		resp, err := w.contracts.ListEvents(w.ctx(), req)
		if err != nil {
			w.t.Fatal(err)
		}
		if size > 0 && len(resp.GetEvents()) > int(size) {
			w.t.Fatalf("a page of %d events, want at most %d", len(resp.GetEvents()), size)
		}
		all = append(all, resp.GetEvents()...)
		if req.AfterSequence = resp.GetNextAfterSequence(); resp.GetCaughtUp() {
			return all
		}
	}
}

// revisions reads all revisions of a contract, two a page.
func (w *world) revisions(id string) []*contractv1.Event {
	w.t.Helper()
	var all []*contractv1.Event
	req := &contractv1.ListContractRevisionsRequest{ContractId: id, PageSize: 2}
	for {
		resp, err := w.contracts.ListContractRevisions(w.ctx(), req)
		if err != nil {
			w.t.Fatal(err)
		}
		all = append(all, resp.GetRevisions()...)
		if req.PageToken = resp.GetNextPageToken(); req.GetPageToken() == "" {
			return all
		}
	}
}

// lived is a contract that has been hired under, measured, suspended and resumed.
func (w *world) lived() *contractv1.Contract {
	w.t.Helper()
	id := w.active().GetId()
	w.done(w.hire(id, "2025-02-01", 2100))
	if _, err := w.measure(id, "2025-06-01", 1400, 1750); err != nil {
		w.t.Fatal(err)
	}
	w.done(w.suspend(id, "2025-09-01", contractv1.SuspensionReason_SUSPENSION_REASON_DOCTOR_ABSENT))
	return w.done(w.resume(id, "2025-10-01"))
}

func TestTheRevisionsOfAContractAreItsHistoryAndRebuildIt(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	other := w.active()
	c := w.lived()
	list := w.revisions(c.GetId())
	rebuilt := map[string]any{}
	for i, e := range list {
		if e.GetRevision() != int64(i+1) || e.GetContractId() != c.GetId() || e.GetActor() != officer || e.GetFundCode() != "751" || len(e.GetChanges()) == 0 {
			t.Errorf("revision %d is %v", i+1, e)
		}
		for _, f := range e.GetChanges() {
			apply(t, rebuilt, f.GetField(), f.GetBefore(), f.GetAfter())
		}
	}
	if int64(len(list)) != c.GetRevisions() {
		t.Errorf("%d revisions are listed, the contract has %d", len(list), c.GetRevisions())
	}
	same(t, rebuilt, c)
	type step struct {
		what   string
		reason contractv1.ChangeReason
		on     string
	}
	want := []step{
		{"offered", contractv1.ChangeReason_CHANGE_REASON_OFFER, ""},
		{"signed by the doctor", contractv1.ChangeReason_CHANGE_REASON_SIGNATURE, signedOn},
		{"signed by the fund", contractv1.ChangeReason_CHANGE_REASON_SIGNATURE, signedOn},
		{"assistant hired", contractv1.ChangeReason_CHANGE_REASON_ASSISTANT, "2025-02-01"},
		{"measure recorded", contractv1.ChangeReason_CHANGE_REASON_MEASURE, "2025-06-01"},
		{"suspended", contractv1.ChangeReason_CHANGE_REASON_SUSPENSION, "2025-09-01"},
		{"resumed", contractv1.ChangeReason_CHANGE_REASON_SUSPENSION, "2025-10-01"},
	}
	for i, e := range list {
		got := step{e.GetWhat(), e.GetReason(), e.GetOnDate()}
		if i == 0 {
			got.on = ""
		}
		if i >= len(want) || got != want[i] {
			t.Errorf("revision %d tells %v", i+1, got)
		}
	}
	if got := len(w.revisions(other.GetId())); got != 3 {
		t.Errorf("the other contract has %d revisions, want 3", got)
	}
	_, err := w.contracts.ListContractRevisions(w.ctx(), &contractv1.ListContractRevisionsRequest{ContractId: "ctr_01HZZZZZZZZZZZZZZZZZZZZZZZ"})
	refused(t, err, fault.NotFound, "CONTRACT_NOT_FOUND")
	_, err = w.contracts.ListContractRevisions(w.ctx(), &contractv1.ListContractRevisionsRequest{ContractId: "run_1", PageSize: -1})
	refused(t, err, fault.Invalid, fault.ReasonInvalidRequest, "contract_id", "page_size")
}

func TestEventsAreListedFromAnyPointAndByFund(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	for i := range 6 {
		app := doctor(signedOn)
		if i%3 == 0 {
			app.FundCode = "691"
		}
		w.offer(app, declared()...)
	}
	all := w.events("", 0)
	if len(all) != 6 {
		t.Fatalf("%d events, want 6", len(all))
	}
	hash := ""
	for i, e := range all {
		if e.GetSequence() != int64(i+1) || e.GetPreviousHash() != hash || e.GetHash() != hashed(e) {
			t.Errorf("event %d is %v", i+1, e)
		}
		hash = e.GetHash()
	}
	for size := int32(1); size < 8; size++ {
		for fund, want := range map[string][]*contractv1.Event{"": all, "691": {all[0], all[3]}, "751": {all[1], all[2], all[4], all[5]}, "131": nil} {
			got := w.events(fund, size)
			if !slices.EqualFunc(got, want, func(a, b *contractv1.Event) bool { return proto.Equal(a, b) }) {
				t.Errorf("of fund %q, %d a page: %v, want %v", fund, size, got, want)
			}
		}
	}
	for name, req := range map[string]*contractv1.ListEventsRequest{
		"after_sequence: \"-1\"":   {AfterSequence: -1},
		"0 to 6, the last event":   {AfterSequence: 7},
		"fund_code: \"75\"":        {FundCode: "75"},
		"page_size: \"-1\"":        {PageSize: -1},
		"after_sequence: \"1000\"": {AfterSequence: 1000, FundCode: "691"},
	} {
		_, err := w.contracts.ListEvents(w.ctx(), req)
		refused(t, err, fault.Invalid, fault.ReasonInvalidRequest, name)
	}
}

// hashed recomputes the hash of an event from what a caller is told.
func hashed(e *contractv1.Event) string {
	kept := &storev1.AuditEvent{
		Sequence: e.GetSequence(), Actor: e.GetActor(), Method: e.GetMethod(), RequestId: e.GetRequestId(), Resource: e.GetContractId(),
		What: e.GetWhat(), CreateTime: e.GetCreateTime(), Revision: e.GetRevision(), Owner: e.GetFundCode(), Reason: int32(e.GetReason()),
		Note: e.GetNote(), OnDate: e.GetOnDate(), PreviousHash: e.GetPreviousHash(),
	}
	for _, c := range e.GetChanges() {
		kept.Changes = append(kept.Changes, &storev1.FieldChange{Field: c.GetField(), Before: c.GetBefore(), After: c.GetAfter()})
	}
	return table.HashOf(kept)
}

// watcher is a caller who watches, and comes back where it was when the service stops.
type watcher struct {
	seen   []int64
	paused int // how many times the service stopped under it
	err    error
}

// watch sees events until the last one wanted. sees is called for each.
func (w *world) watch(ctx context.Context, last int64, sees func(int64)) (got watcher) {
	for after := int64(0); ; {
		stream, err := w.contracts.WatchEvents(ctx, &contractv1.WatchEventsRequest{AfterSequence: after}, grpc.WaitForReady(true))
		for err == nil {
			var resp *contractv1.WatchEventsResponse
			if resp, err = stream.Recv(); err != nil {
				break
			}
			after = resp.GetEvent().GetSequence()
			got.seen = append(got.seen, after)
			sees(after)
			if after == last {
				return got
			}
		}
		if got.err = fault.FromStatus(err); !fault.Is(got.err, "SERVICE_STOPPING") {
			return got
		}
		got.paused++
	}
}

// bustle makes four changes to each of so many contracts, many at a time.
func (w *world) bustle(contracts int) {
	var busy sync.WaitGroup
	turns := make(chan struct{}, 10)
	for range contracts {
		turns <- struct{}{}
		busy.Go(func() {
			defer func() { <-turns }()
			c := w.offer(doctor(signedOn), declared()...)
			_, err := w.sign(c.GetId(), byDoctor, signedOn)
			_, other := w.sign(c.GetId(), byFund, signedOn)
			_, third := w.hire(c.GetId(), "2025-02-01", 2100)
			if err := errors.Join(err, other, third); err != nil {
				w.t.Error(err)
			}
		})
	}
	busy.Wait()
}

func TestWhoeverWatchesSeesEveryEventOnceInOrderAlsoOverARestart(t *testing.T) {
	w := newWorld(t, servetest.Options{Log: io.Discard})
	const contracts, changes = 50, 200
	var watching sync.WaitGroup
	var mu sync.Mutex
	seen := map[string]watcher{}
	begin := func(name string, sees func(int64)) {
		watching.Go(func() {
			got := w.watch(w.ctx(), changes, sees)
			mu.Lock()
			defer mu.Unlock()
			seen[name] = got
		})
	}
	idle := func(int64) {}
	var once sync.Once
	half := make(chan struct{})
	begin("before", func(sequence int64) {
		if sequence >= changes/4 {
			once.Do(func() { begin("during", idle) })
		}
		if sequence == changes/2 {
			close(half)
		}
	})
	w.bustle(contracts / 2)
	<-half // so that somebody watches when the service stops
	w.running.Restart()
	w.bustle(contracts / 2)
	begin("after", idle)
	watching.Wait()
	// A caller who comes back at once may meet the same service once more while it stops.
	if seen["before"].paused == 0 || seen["after"].paused > 0 {
		t.Errorf("the restart sent away: %d times who began before, %d times who began after", seen["before"].paused, seen["after"].paused)
	}
	for _, name := range []string{"before", "during", "after"} {
		got := seen[name]
		if got.err != nil && !fault.Is(got.err, "SERVICE_STOPPING") {
			t.Errorf("who began %s: %v", name, got.err)
		}
		for i, sequence := range got.seen {
			if sequence != int64(i+1) {
				t.Fatalf("who began %s saw event %d as the %d.", name, sequence, i+1)
			}
		}
		if len(got.seen) != changes {
			t.Errorf("who began %s saw %d events, want %d", name, len(got.seen), changes)
		}
	}
}

func TestAWatchOfOneFundSkipsTheOthersAndEndsWithItsCaller(t *testing.T) {
	w := newWorld(t, servetest.Options{})
	lyon := doctor(signedOn)
	lyon.FundCode = "691"
	w.offer(doctor(signedOn), declared()...)
	ctx, leave := context.WithCancel(w.ctx())
	stream, err := w.contracts.WatchEvents(ctx, &contractv1.WatchEventsRequest{FundCode: "691"})
	if err != nil {
		t.Fatal(err)
	}
	w.offer(lyon, declared()...)
	w.offer(doctor(signedOn), declared()...)
	w.offer(lyon, declared()...)
	for _, want := range []int64{2, 4} {
		if resp, err := stream.Recv(); err != nil || resp.GetEvent().GetSequence() != want {
			t.Fatalf("got %v, %v, want event %d", resp, err, want)
		}
	}
	leave()
	if _, err := stream.Recv(); !errors.Is(fault.FromStatus(err), context.Canceled) {
		t.Errorf("after the caller left: %v", err)
	}
	for name, req := range map[string]*contractv1.WatchEventsRequest{
		"after_sequence": {AfterSequence: -1}, "0 to 4": {AfterSequence: 5}, "fund_code": {FundCode: "x"},
	} {
		stream, err := w.contracts.WatchEvents(w.ctx(), req)
		if err == nil {
			_, err = stream.Recv()
		}
		refused(t, fault.FromStatus(err), fault.Invalid, fault.ReasonInvalidRequest, name)
	}
}

// unchecked is the service without the proof that the test bench asks for at the end.
type unchecked struct{ serve.Service }

// spoilt starts a contract service on a copy of the store in which somebody changed an event.
func (w *world) spoilt(path string, sequence int64, change func(*storev1.AuditEvent)) contractv1.ContractServiceClient {
	w.t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		w.t.Fatal(err)
	}
	copied := filepath.Join(w.t.TempDir(), "contract.db")
	if err := os.WriteFile(copied, b, 0o600); err != nil {
		w.t.Fatal(err)
	}
	kept, err := store.Open(copied)
	if err != nil {
		w.t.Fatal(err)
	}
	events, key := table.New[*storev1.AuditEvent]("events"), fmt.Sprintf("%020d", sequence)
	err = kept.DB().Update(w.t.Context(), func(tx *table.Tx) error {
		e, _, err := events.Get(tx, key)
		if err != nil {
			return err
		}
		change(e)
		return events.Update(tx, key, e)
	})
	if err := errors.Join(err, kept.Close()); err != nil {
		w.t.Fatal(err)
	}
	open := func(ctx context.Context, env *serve.Env) (serve.Service, error) {
		service, err := server.Open(ctx, env)
		return unchecked{service}, err
	}
	running := servetest.Start(w.t, "contract", open, servetest.Options{
		Settings:  map[string]string{"ASSISTMED_STORE": copied},
		Upstreams: map[string]*servetest.Running{"ELIGIBILITY_ADDR": w.upstream},
	})
	return contractv1.NewContractServiceClient(running.Conn)
}

func TestAnEventThatSomebodyChangedIsNamed(t *testing.T) {
	path := filepath.Join(t.TempDir(), "contract.db")
	w := newWorld(t, servetest.Options{Settings: map[string]string{"ASSISTMED_STORE": path}})
	verify := func(c contractv1.ContractServiceClient) *contractv1.VerifyEventsResponse {
		t.Helper()
		resp, err := c.VerifyEvents(w.ctx(), &contractv1.VerifyEventsRequest{})
		if err != nil {
			t.Fatal(err)
		}
		return resp
	}
	if got := verify(w.contracts); !got.GetValid() || got.GetEvents() != 0 || got.GetLastHash() != "" {
		t.Errorf("of no event: %v", got)
	}
	w.lived()
	list := w.events("", 0)
	sound := verify(w.contracts)
	if !sound.GetValid() || sound.GetEvents() != 7 || sound.GetLastHash() != list[6].GetHash() || sound.GetBrokenSequence() != 0 {
		t.Errorf("of a sound store: %v", sound)
	}
	w.running.Stop()
	for name, c := range map[string]struct {
		change func(*storev1.AuditEvent)
		broken int64
		says   string
	}{
		"another author":             {func(e *storev1.AuditEvent) { e.Actor = "somebody else" }, 5, "son contenu n'est pas"},
		"another field":              {func(e *storev1.AuditEvent) { e.Changes[0].After = "{}" }, 5, "son contenu n'est pas"},
		"another hash":               {func(e *storev1.AuditEvent) { e.Actor = "x"; e.Hash = table.HashOf(e) }, 6, "il ne porte pas l'empreinte"},
		"another hash of the former": {func(e *storev1.AuditEvent) { e.PreviousHash = "" }, 5, "il ne porte pas l'empreinte"},
		"another number":             {func(e *storev1.AuditEvent) { e.Sequence = 9 }, 5, "il porte un autre numéro"},
	} {
		t.Run(name, func(t *testing.T) {
			w := &world{t: t, upstream: w.upstream}
			got := verify(w.spoilt(path, 5, c.change))
			if got.GetValid() || got.GetBrokenSequence() != c.broken || got.GetEvents() != c.broken-1 || (c.broken == 5) != (got.GetLastHash() == list[c.broken-2].GetHash()) {
				t.Errorf("got %v, want event %d", got, c.broken)
			}
			if fr := got.GetExplanation().GetFr(); !strings.Contains(fr, fmt.Sprintf("à l'événement %d", c.broken)) || !strings.Contains(fr, c.says) {
				t.Errorf("the sentence is %q", fr)
			}
		})
	}
}

func TestTheFlawsOfTheStoreHaveTheirSentences(t *testing.T) {
	said := map[string]bool{}
	for flaw := table.Gap; flaw <= table.Altered; flaw++ {
		p := contract.ChainBroken(4, 5, contract.ChainFlaw(flaw))
		if said[p.FR] || !strings.Contains(p.EN, flaw.String()) && flaw != table.Gap && flaw != table.Misplaced {
			t.Errorf("%s is told as %q", flaw, p.EN)
		}
		said[p.FR] = true
	}
	for flaw, ours := range map[table.Flaw]contract.ChainFlaw{
		table.Gap: contract.EventMissing, table.Misplaced: contract.EventMisplaced, table.Unlinked: contract.EventUnlinked, table.Altered: contract.EventAltered,
	} {
		if contract.ChainFlaw(flaw) != ours {
			t.Errorf("%s has number %d in the store and %d here", flaw, flaw, ours)
		}
	}
}

// apply makes one change to a contract as JSON, by its path.
func apply(t *testing.T, m map[string]any, path, before, after string) {
	t.Helper()
	if err := server.ApplyChange(m, path, before, after); err != nil {
		t.Fatal(err)
	}
}

// same fails the test unless the JSON is the contract, but for its bookkeeping.
func same(t *testing.T, rebuilt map[string]any, want *contractv1.Contract) {
	t.Helper()
	got, err := server.Rebuilt(rebuilt)
	if err != nil {
		t.Fatal(err)
	}
	want = proto.CloneOf(want)
	want.Revisions, want.Etag, want.UpdateTime = 0, "", nil
	server.Sorted(want)
	if !proto.Equal(got, want) {
		t.Errorf("rebuilt:\n%s\nwant:\n%s", protojson.Format(got), protojson.Format(want))
	}
}
