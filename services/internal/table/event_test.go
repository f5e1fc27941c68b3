package table_test

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/timestamppb"

	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/table"
)

// tell appends an event of a resource and its owner.
func tell(tx *table.Tx, resource, owner string) error {
	return table.Append(tx, call("r"), table.Change{Resource: resource, What: "written", Owner: owner, Revision: 1})
}

// five appends five events, one transaction each: of a, b, a, b, a.
func five(t *testing.T, db *table.DB) []*storev1.AuditEvent {
	t.Helper()
	for i := range 5 {
		update(t, db, func(tx *table.Tx) error { return tell(tx, string("ab"[i%2]), "751") })
	}
	return trail(t, db)
}

// trail is the whole audit trail.
func trail(t *testing.T, db *table.DB) []*storev1.AuditEvent {
	t.Helper()
	list, err := db.Events(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return list
}

// place puts an event under a number, as only who has the file can.
func place(t *testing.T, db *table.DB, number int64, e *storev1.AuditEvent) {
	t.Helper()
	b, err := proto.Marshal(e)
	if err != nil {
		t.Fatal(err)
	}
	raw(t, db, "events", fmt.Sprintf("%020d", number), string(b))
}

func verified(t *testing.T, db *table.DB) table.Chain {
	t.Helper()
	chain, err := db.VerifyEvents(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return chain
}

func TestEveryEventHoldsTheHashOfTheOneBefore(t *testing.T) {
	db, path := open(t)
	if got := verified(t, db); got != (table.Chain{}) {
		t.Errorf("of no event: %+v", got)
	}
	list := five(t, db)
	before := ""
	for i, e := range list {
		if e.GetSequence() != int64(i+1) || e.GetPreviousHash() != before || e.GetHash() != table.HashOf(e) {
			t.Errorf("event %d: sequence %d, previous hash %q, want %q", i+1, e.GetSequence(), e.GetPreviousHash(), before)
		}
		before = e.GetHash()
	}
	want := table.Chain{Events: 5, LastHash: before}
	if got := verified(t, db); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	again := reopen(t, path)
	update(t, again, func(tx *table.Tx) error { return tell(tx, "a", "751") })
	if got := verified(t, again); got.Events != 6 || got.Broken != 0 {
		t.Errorf("after a restart the chain goes on as %+v", got)
	}
}

// The form of what is hashed never changes: events of old files must fit for ever.
func TestTheHashOfAnEventStaysWhatItIs(t *testing.T) {
	e := &storev1.AuditEvent{
		Sequence: 7, Actor: "agent@751", Method: "/assistmed.contract.v1.ContractService/SignContract", RequestId: "r-1",
		Resource: "ctr_1", What: "signed by the fund", CreateTime: &timestamppb.Timestamp{Seconds: 1709208000, Nanos: 5},
		Revision: 3, Owner: "751", Reason: 2, Note: "vu et signé", OnDate: "2024-02-29",
		Changes: []*storev1.FieldChange{
			{Field: "state", Before: `"STATE_OFFERED"`, After: `"STATE_SIGNED_BY_FUND"`},
			{Field: "signatures[0]", After: `{"party":"PARTY_FUND"}`},
		},
		PreviousHash: strings.Repeat("0f", 32), Hash: "is left out",
	}
	const golden = "3382d8d464263498754eb3c990f88ad3419e925fafd5a6b8c6912102fff80b24"
	if got := table.HashOf(e); got != golden {
		t.Errorf("the hash is %s, want %s", got, golden)
	}
	if got, want := table.HashOf(&storev1.AuditEvent{}), "743d1e3f4d4eaf0272c7031c79251d7a9250902aae165d18f123c290bd0f2641"; got != want {
		t.Errorf("the hash of nothing is %s, want %s", got, want)
	}
}

func TestEveryFieldOfAnEventIsHashed(t *testing.T) {
	whole := &storev1.AuditEvent{
		Sequence: 7, Actor: "a", Method: "m", RequestId: "r", Resource: "x", What: "w", CreateTime: &timestamppb.Timestamp{Seconds: 1},
		Revision: 3, Owner: "o", Reason: 2, Note: "n", OnDate: "d", PreviousHash: "p",
		Changes: []*storev1.FieldChange{{Field: "f", Before: "b", After: "a"}},
	}
	fields := whole.ProtoReflect().Descriptor().Fields()
	for i := range fields.Len() {
		f := fields.Get(i)
		other := proto.CloneOf(whole)
		other.ProtoReflect().Clear(f)
		if same := table.HashOf(other) == table.HashOf(whole); same != (f.Name() == "hash") {
			t.Errorf("without %s the hash is the same: %v", f.Name(), same)
		}
	}
	for what, change := range map[string]func(e *storev1.AuditEvent){
		"a field renamed":       func(e *storev1.AuditEvent) { e.Changes[0].Field = "g" },
		"another before":        func(e *storev1.AuditEvent) { e.Changes[0].Before = "" },
		"another after":         func(e *storev1.AuditEvent) { e.Changes[0].After = "A" },
		"a value moved over":    func(e *storev1.AuditEvent) { e.Note, e.OnDate = "n\non_date=1:d", "" },
		"a nanosecond later":    func(e *storev1.AuditEvent) { e.CreateTime.Nanos = 1 },
		"one more change of it": func(e *storev1.AuditEvent) { e.Changes = append(e.Changes, e.GetChanges()[0]) },
	} {
		other := proto.CloneOf(whole)
		change(other)
		if table.HashOf(other) == table.HashOf(whole) {
			t.Errorf("%s: the hash is the same", what)
		}
	}
}

func TestTheChainNamesTheFirstEventThatDoesNotFit(t *testing.T) {
	for name, c := range map[string]struct {
		spoil func(t *testing.T, db *table.DB, list []*storev1.AuditEvent)
		want  int64
		flaw  table.Flaw
		check string
	}{
		"changed": {
			func(t *testing.T, db *table.DB, list []*storev1.AuditEvent) {
				list[2].Actor = "somebody else"
				place(t, db, 3, list[2])
			},
			3, table.Altered, "its content is not what was hashed",
		},
		"changed, and hashed again": {
			func(t *testing.T, db *table.DB, list []*storev1.AuditEvent) {
				list[2].Actor = "somebody else"
				list[2].Hash = table.HashOf(list[2])
				place(t, db, 3, list[2])
			},
			4, table.Unlinked, "it does not hold the hash of the event before",
		},
		"removed": {
			func(t *testing.T, db *table.DB, _ []*storev1.AuditEvent) {
				update(t, db, func(tx *table.Tx) error {
					return errors.Join(table.New[*storev1.AuditEvent]("events").Delete(tx, fmt.Sprintf("%020d", 3)),
						table.NewIndex("events_by_resource").Remove(tx, fmt.Sprintf("a/%020d", 3)))
				})
			},
			4, table.Gap, "event 00000000000000000004 has sequence 4, want 3",
		},
		"inserted": {
			func(t *testing.T, db *table.DB, list []*storev1.AuditEvent) {
				for i := len(list); i > 2; i-- {
					list[i-1].Sequence++
					place(t, db, int64(i+1), list[i-1])
				}
				mine := proto.CloneOf(list[0])
				mine.Sequence, mine.PreviousHash = 3, list[1].GetHash()
				mine.Hash = table.HashOf(mine)
				place(t, db, 3, mine)
			},
			4, table.Unlinked, "it does not hold the hash of the event before",
		},
		"reordered": {
			func(t *testing.T, db *table.DB, list []*storev1.AuditEvent) {
				place(t, db, 2, list[3])
				place(t, db, 4, list[1])
			},
			2, table.Misplaced, "event 00000000000000000002 has sequence 4, want 2",
		},
		"reordered, and numbered again": {
			func(t *testing.T, db *table.DB, list []*storev1.AuditEvent) {
				list[1].Sequence, list[3].Sequence = 4, 2
				place(t, db, 2, list[3])
				place(t, db, 4, list[1])
			},
			2, table.Unlinked, "it does not hold the hash of the event before",
		},
		"without its hash": {
			func(t *testing.T, db *table.DB, list []*storev1.AuditEvent) {
				list[0].Hash = ""
				place(t, db, 1, list[0])
			},
			2, table.Unlinked, "it does not hold the hash of the event before",
		},
	} {
		t.Run(name, func(t *testing.T) {
			db, _ := open(t)
			c.spoil(t, db, five(t, db))
			got := verified(t, db)
			if got.Broken != c.want || got.Flaw != c.flaw || got.Events != max(c.want-1, 0)-missing(c.flaw) {
				t.Errorf("got %+v, want event %d: %s", got, c.want, c.flaw)
			}
			says(t, db.Check(t.Context()), c.check)
		})
	}
}

// missing is how many numbers before the broken event are walked by nobody.
func missing(f table.Flaw) int64 {
	if f == table.Gap {
		return 1
	}
	return 0
}

func TestEventsOfAnOlderFileComeFirstAndHaveNoHash(t *testing.T) {
	db, _ := open(t)
	for i := range int64(3) {
		place(t, db, i+1, &storev1.AuditEvent{Sequence: i + 1, Actor: "clerk:1", Resource: "a", What: "written"})
	}
	if got, want := verified(t, db), (table.Chain{Events: 3}); got != want {
		t.Errorf("an older file: %+v, want %+v", got, want)
	}
	update(t, db, func(tx *table.Tx) error { return tell(tx, "a", "751") })
	update(t, db, func(tx *table.Tx) error { return tell(tx, "a", "751") })
	list := trail(t, db)
	if list[3].GetPreviousHash() != "" || list[3].GetHash() == "" || list[4].GetPreviousHash() != list[3].GetHash() {
		t.Errorf("the chain begins with %v", list[3:])
	}
	if got, want := verified(t, db), (table.Chain{Events: 5, LastHash: list[4].GetHash()}); got != want {
		t.Errorf("got %+v, want %+v", got, want)
	}
	if err := db.Check(t.Context()); err != nil {
		t.Error(err)
	}
	place(t, db, 6, &storev1.AuditEvent{Sequence: 6, Actor: "clerk:1", Resource: "a", What: "written"})
	if got := verified(t, db); got.Broken != 6 || got.Flaw != table.Unlinked {
		t.Errorf("one without hash after the chain began: %+v, want event 6", got)
	}
	if err := db.Check(t.Context()); err == nil {
		t.Error("the check says nothing of it")
	}
}

// after reads events from a point on, in one call.
func after(t *testing.T, db *table.DB, sequence int64, owner string, limit int) (got []int64, next int64, end bool) {
	t.Helper()
	view(t, db, func(tx *table.Tx) error {
		list, n, e, err := table.EventsAfter(tx, sequence, owner, limit)
		for _, one := range list {
			got = append(got, one.GetSequence())
		}
		next, end = n, e
		return err
	})
	return got, next, end
}

func TestEventsAreReadFromAnyPointByOwnerAndLimit(t *testing.T) {
	db, _ := open(t)
	for i := range 9 {
		update(t, db, func(tx *table.Tx) error { return tell(tx, "a", [3]string{"751", "692", ""}[i%3]) })
	}
	for name, c := range map[string]struct {
		sequence int64
		owner    string
		limit    int
		want     []int64
		next     int64
		end      bool
	}{
		"all":                             {0, "", 50, []int64{1, 2, 3, 4, 5, 6, 7, 8, 9}, 9, true},
		"as many as asked for":            {0, "", 4, []int64{1, 2, 3, 4}, 4, false},
		"exactly all":                     {4, "", 5, []int64{5, 6, 7, 8, 9}, 9, true},
		"after the last":                  {9, "", 5, nil, 9, true},
		"of an owner":                     {0, "692", 50, []int64{2, 5, 8}, 9, true},
		"of an owner, limited":            {0, "692", 2, []int64{2, 5}, 7, false},
		"of an owner, from there":         {7, "692", 2, []int64{8}, 9, true},
		"of an owner, the others after":   {8, "692", 2, nil, 9, true},
		"of an owner who has none at all": {0, "131", 2, nil, 9, true},
	} {
		got, next, end := after(t, db, c.sequence, c.owner, c.limit)
		if !slices.Equal(got, c.want) || next != c.next || end != c.end {
			t.Errorf("%s: got %v, go on after %d, end %v; want %v, %d, %v", name, got, next, end, c.want, c.next, c.end)
		}
	}
	for _, sequence := range []int64{-1, 10} {
		err := db.View(t.Context(), func(tx *table.Tx) error {
			_, _, _, err := table.EventsAfter(tx, sequence, "", 5)
			return err
		})
		if !fault.Is(err, fault.ReasonInvalidRequest) {
			t.Errorf("after %d: %v, want a refusal", sequence, err)
		}
		says(t, err, "after_sequence", "0 to 9")
	}
}

func TestFewEventsAmongManyAreFoundInBoundedCalls(t *testing.T) {
	db, _ := open(t)
	const many = 10_000
	update(t, db, func(tx *table.Tx) error {
		for i := range many {
			owner := "751"
			if i == many-2 {
				owner = "692"
			}
			if err := tell(tx, "a", owner); err != nil {
				return err
			}
		}
		return nil
	})
	var found []int64
	calls, next, end := 0, int64(0), false
	for !end {
		var got []int64
		got, next, end = after(t, db, next, "692", 50)
		found = append(found, got...)
		calls++
	}
	if !slices.Equal(found, []int64{many - 1}) || next != many || calls < 3 {
		t.Errorf("found %v in %d calls up to %d, want %d in 3", found, calls, next, many-1)
	}
}

func TestLargeEventsMakeAnAnswerShorter(t *testing.T) {
	db, _ := open(t)
	for range 5 {
		update(t, db, func(tx *table.Tx) error {
			return table.Append(tx, call("r"), table.Change{Resource: "a", What: "written", Note: strings.Repeat("x", 1<<20)})
		})
	}
	var all []int64
	for next, end := int64(0), false; !end; {
		var got []int64
		got, next, end = after(t, db, next, "", 50)
		if len(got) == 0 || len(got) > 2 {
			t.Fatalf("%d events of a megabyte in one answer, want 1 or 2", len(got))
		}
		all = append(all, got...)
	}
	if !slices.Equal(all, []int64{1, 2, 3, 4, 5}) {
		t.Errorf("got %v", all)
	}
}

func TestTheEventsOfAResourceComeInPages(t *testing.T) {
	db, _ := open(t)
	five(t, db)
	update(t, db, func(tx *table.Tx) error { return tell(tx, "ab", "751") })
	for resource, want := range map[string][]int64{"a": {1, 3, 5}, "b": {2, 4}, "ab": {6}, "c": nil} {
		for size := 1; size < 4; size++ {
			var got []int64
			q := table.Query{Size: size}
			for more := true; more; more = q.Token != "" {
				view(t, db, func(tx *table.Tx) error {
					list, next, err := table.EventsOf(tx, resource, q)
					for _, e := range list {
						got = append(got, e.GetSequence())
					}
					q.Token = next
					return err
				})
			}
			if !slices.Equal(got, want) {
				t.Errorf("of %s, %d a page: %v, want %v", resource, size, got, want)
			}
		}
	}
}

func TestWhoWaitsForAChangeIsWokenOnceItIsKept(t *testing.T) {
	db, _ := open(t)
	changed := db.Changed()
	_ = db.Update(t.Context(), func(*table.Tx) error { return errors.New("I changed my mind") })
	select {
	case <-changed:
		t.Error("woken although nothing was kept")
	default:
	}
	update(t, db, func(tx *table.Tx) error { return tell(tx, "a", "751") })
	<-changed
	if got, _, _ := after(t, db, 0, "", 1); !slices.Equal(got, []int64{1}) {
		t.Errorf("woken, and there is %v", got)
	}
	select {
	case <-db.Changed():
		t.Error("what was kept before is told again")
	default:
	}
}
