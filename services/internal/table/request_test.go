package table_test

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/types/known/wrapperspb"

	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/table"
)

const method = "/assistmed.notes.v1.NoteService/Write"

// call is a call of clerk:1 that asks for a note "milk".
func call(requestID string) table.Call {
	return table.Call{
		Actor: "clerk:1", Method: method, RequestID: requestID, Request: note("milk"),
		At: time.Date(2024, 2, 29, 12, 0, 0, 5, time.UTC),
	}
}

// once does what a handler does: the remembered answer, or the work.
func once(tx *table.Tx, c table.Call, answer string) (string, error) {
	var resp wrapperspb.StringValue
	found, err := table.Remembered(tx, c, &resp)
	if err != nil || found {
		return resp.GetValue(), err
	}
	resp.Value = answer
	if err := table.Append(tx, c, table.Change{Resource: "note", What: "written"}); err != nil {
		return "", err
	}
	return answer, table.Remember(tx, c, &resp)
}

// ask calls once in a transaction of its own.
func ask(t *testing.T, db *table.DB, c table.Call, answer string) (got string, err error) {
	t.Helper()
	err = db.Update(t.Context(), func(tx *table.Tx) error {
		got, err = once(tx, c, answer)
		return err
	})
	return got, err
}

func TestARepeatedRequestGetsTheFirstAnswerAndAChangedOneIsRefused(t *testing.T) {
	db, path := open(t)
	if got, err := ask(t, db, call("r1"), "first"); got != "first" || err != nil {
		t.Fatalf("got %q, %v", got, err)
	}
	changed := call("r1")
	changed.Request = note("bread")
	otherType := call("r1")
	otherType.Request = wrapperspb.String("milk")
	otherActor := call("r1")
	otherActor.Actor, otherActor.Request = "clerk:2", note("bread")
	otherMethod := call("r1")
	otherMethod.Method += "Again"
	equalContent := call("r1")
	equalContent.Request, equalContent.At = proto.Clone(note("milk")), time.Time{}
	unknown := call("r1")
	extended := note("milk")
	extended.ProtoReflect().SetUnknown([]byte{0xf8, 0x07, 1}) // field 127, of a newer caller
	unknown.Request = extended
	for round := range 2 { // the second after reopening
		for name, c := range map[string]struct {
			call   table.Call
			want   string
			reused bool
		}{
			"same content":           {call("r1"), "first", false},
			"equal content":          {equalContent, "first", false},
			"other content":          {changed, "", true},
			"other type":             {otherType, "", true},
			"unknown fields besides": {unknown, "", true},
			"other actor":            {otherActor, "second", false},
			"other method":           {otherMethod, "second", false},
			"other id":               {call("r2"), "second", false},
			"id with slashes":        {call("clerk:1/r1"), "second", false},
		} {
			t.Run(fmt.Sprintf("%s, round %d", name, round), func(t *testing.T) {
				got, err := ask(t, db, c.call, "second")
				if fault.Is(err, "REQUEST_ID_REUSED") != c.reused || (err != nil && !c.reused) || got != c.want {
					t.Errorf("got %q, %v; want %q, reused %v", got, err, c.want, c.reused)
				}
			})
		}
		if round == 0 {
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			db = reopen(t, path)
		}
	}
	events, err := db.Events(t.Context())
	if want := 1 + 4; err != nil || len(events) != want {
		t.Errorf("%d events, %v; want %d: one for each first call", len(events), err, want)
	}
}

func TestTheSameRequestTwiceInOneGroupIsDoneOnce(t *testing.T) {
	db, _ := open(t)
	answers := make([]string, 4)
	fns := make([]func(tx *table.Tx) error, len(answers))
	for i := range answers {
		fns[i] = func(tx *table.Tx) (err error) {
			answers[i], err = once(tx, call("r1"), fmt.Sprint("answer ", i))
			if i == 0 {
				return errors.Join(err, errors.New("the first changed its mind"))
			}
			return err
		}
	}
	errs := together(t, db, fns...)
	says(t, errs[0], "changed its mind")
	equal(t, "answers of the others", answers[1:], []string{"answer 1", "answer 1", "answer 1"})
}

func TestWhatIsNotKeptIsNotRemembered(t *testing.T) {
	db, _ := open(t)
	err := db.Update(t.Context(), func(tx *table.Tx) error {
		_, err := once(tx, call("r1"), "first")
		return errors.Join(err, errors.New("no"))
	})
	says(t, err, "no")
	if got, err := ask(t, db, call("r1"), "second"); got != "second" || err != nil {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestARememberedRequestIsKeptAsItWas(t *testing.T) {
	db, _ := open(t)
	if _, err := ask(t, db, call("r1"), "first"); err != nil {
		t.Fatal(err)
	}
	view(t, db, func(tx *table.Tx) error {
		record, found, err := table.New[*storev1.RequestRecord]("requests").Get(tx, method+"/clerk:1/r1")
		if err != nil || !found {
			t.Fatalf("%v, %v", found, err)
		}
		request, err1 := record.GetRequest().UnmarshalNew()
		response, err2 := record.GetResponse().UnmarshalNew()
		if !proto.Equal(request, note("milk")) || !proto.Equal(response, wrapperspb.String("first")) ||
			record.GetActor() != "clerk:1" || record.GetMethod() != method || record.GetRequestId() != "r1" ||
			!record.GetCreateTime().AsTime().Equal(call("").At) {
			t.Errorf("kept %v", record)
		}
		return errors.Join(err1, err2)
	})
	err := db.Update(t.Context(), func(tx *table.Tx) error { return table.Remember(tx, call("r1"), note("x")) })
	if !errors.Is(err, table.ErrExists) {
		t.Errorf("remembered twice: %v", err)
	}
	_, err = table.Remembered[*storev1.AuditEvent](nil, table.Call{Method: "x"}, nil)
	says(t, err, "full gRPC method")
	view(t, db, func(tx *table.Tx) error {
		_, err := table.Remembered(tx, call("r1"), &storev1.AuditEvent{})
		says(t, err, "answered with google.protobuf.StringValue earlier")
		return nil
	})
}

func TestACallThatCannotBeAKeyIsRefused(t *testing.T) {
	db, _ := open(t)
	for name, c := range map[string]struct {
		change  func(c *table.Call)
		callers bool // it is the caller's mistake, not ours
	}{
		"no request id":            {func(c *table.Call) { c.RequestID = "" }, true},
		"a long request id":        {func(c *table.Call) { c.RequestID = strings.Repeat("é", 65) }, true},
		"a request id with a null": {func(c *table.Call) { c.RequestID = "a\x00b" }, true},
		"a request id not UTF-8":   {func(c *table.Call) { c.RequestID = "\xff" }, true},
		"no actor":                 {func(c *table.Call) { c.Actor = "" }, false},
		"a long actor":             {func(c *table.Call) { c.Actor = strings.Repeat("a", 65) }, false},
		"an actor with a slash":    {func(c *table.Call) { c.Actor = "a/b" }, false},
		"no method":                {func(c *table.Call) { c.Method = "" }, false},
		"a short method":           {func(c *table.Call) { c.Method = "/Write" }, false},
		"no request":               {func(c *table.Call) { c.Request = nil }, false},
	} {
		t.Run(name, func(t *testing.T) {
			bad := call("r1")
			c.change(&bad)
			_, err := ask(t, db, bad, "x")
			var f *fault.Error
			if err == nil || errors.As(err, &f) != c.callers {
				t.Fatalf("%v, caller's mistake: %v", err, c.callers)
			}
			if c.callers && f.Violations[0].Field != "request_id" {
				t.Errorf("%v, want a violation of request_id", err)
			}
		})
	}
	longest := call(strings.Repeat("é", 64))
	longest.Actor = strings.Repeat("a", 64)
	if _, err := ask(t, db, longest, "x"); err != nil {
		t.Error(err)
	}
}

func TestEventsAreNumberedWithoutGapsWhoeverFails(t *testing.T) {
	db, path := open(t)
	const writers, rounds = 8, 25
	done := make(chan int)
	for w := range writers {
		go func() {
			kept := 0
			for i := range rounds {
				err := db.Update(context.Background(), func(tx *table.Tx) error {
					for range 1 + i%3 {
						if err := table.Append(tx, call(fmt.Sprint(w, "-", i)), table.Change{Resource: fmt.Sprintf("note_%d", w), What: "written"}); err != nil {
							return err
						}
					}
					if i%4 == 3 {
						return errors.New("no")
					}
					return nil
				})
				if (err != nil) != (i%4 == 3) {
					t.Error(err)
				}
				if err == nil {
					kept += 1 + i%3
				}
			}
			done <- kept
		}()
	}
	want := 0
	for range writers {
		want += <-done
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	db = reopen(t, path)
	update(t, db, func(tx *table.Tx) error {
		return table.Append(tx, call("last"), table.Change{Resource: "note_last", What: "written"})
	})
	events, err := db.Events(t.Context())
	if err != nil || len(events) != want+1 {
		t.Fatalf("%d events, %v; want %d", len(events), err, want+1)
	}
	for i, e := range events {
		if e.GetSequence() != int64(i+1) {
			t.Fatalf("event %d has sequence %d", i+1, e.GetSequence())
		}
	}
	e := events[want]
	if e.GetActor() != "clerk:1" || e.GetMethod() != method || e.GetRequestId() != "last" || e.GetResource() != "note_last" ||
		e.GetWhat() != "written" || !e.GetCreateTime().AsTime().Equal(call("").At) {
		t.Errorf("kept %v", e)
	}
}
