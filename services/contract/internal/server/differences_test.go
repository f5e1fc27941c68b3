package server

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/timestamppb"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
)

func TestEachChangeIsToldFieldByField(t *testing.T) {
	suspension := func(from, until string) *contractv1.Suspension {
		return &contractv1.Suspension{FromDate: from, UntilDate: until}
	}
	for name, c := range map[string]struct {
		before, after *contractv1.Contract
		want          []string
	}{
		"nothing": {&contractv1.Contract{Id: "ctr_1"}, &contractv1.Contract{Id: "ctr_1"}, nil},
		"the first revision": {
			nil, &contractv1.Contract{Id: "ctr_1", Option: lawv1.Option_OPTION_FULL, NewlyInstalled: true},
			[]string{`id:  -> "ctr_1"`, `option:  -> "OPTION_FULL"`, `newly_installed:  -> true`},
		},
		"what every revision changes": {
			&contractv1.Contract{Revisions: 1, Etag: "r1"},
			&contractv1.Contract{Revisions: 2, Etag: "r2", UpdateTime: &timestamppb.Timestamp{Seconds: 1}}, nil,
		},
		"a field of a message": {
			&contractv1.Contract{Doctor: &contractv1.DoctorIdentity{Rpps: "1", AmNumber: "2"}},
			&contractv1.Contract{Doctor: &contractv1.DoctorIdentity{Rpps: "1", AmNumber: "3"}},
			[]string{`doctor.am_number: "2" -> "3"`},
		},
		"a message comes": {
			&contractv1.Contract{}, &contractv1.Contract{Doctor: &contractv1.DoctorIdentity{Rpps: "1"}},
			[]string{`doctor:  -> {"rpps":"1"}`},
		},
		"an empty message goes": {
			&contractv1.Contract{OfferClosing: &contractv1.OfferClosing{}}, &contractv1.Contract{},
			[]string{`offer_closing: {} -> `},
		},
		"a list grows": {
			&contractv1.Contract{Suspensions: []*contractv1.Suspension{suspension("2025-01-01", "")}},
			&contractv1.Contract{Suspensions: []*contractv1.Suspension{suspension("2025-01-01", "2025-02-01"), suspension("2025-03-01", "")}},
			[]string{`suspensions[0].until_date:  -> "2025-02-01"`, `suspensions[1]:  -> {"from_date":"2025-03-01"}`},
		},
		"a list shrinks": {
			&contractv1.Contract{Suspensions: []*contractv1.Suspension{suspension("2025-01-01", ""), suspension("2025-03-01", ""), suspension("2025-04-01", "")}},
			&contractv1.Contract{Suspensions: []*contractv1.Suspension{suspension("2025-01-02", "")}},
			[]string{
				`suspensions[0].from_date: "2025-01-01" -> "2025-01-02"`,
				`suspensions[1]: {"from_date":"2025-03-01"} -> `, `suspensions[2]: {"from_date":"2025-04-01"} -> `,
			},
		},
		"a list of values": {
			&contractv1.Contract{PossibleBands: []lawv1.Band{lawv1.Band_BAND_P30_P50, lawv1.Band_BAND_P50_P70}},
			&contractv1.Contract{PossibleBands: []lawv1.Band{lawv1.Band_BAND_P50_P70}},
			[]string{`possible_bands[0]: "BAND_P30_P50" -> "BAND_P50_P70"`, `possible_bands[1]: "BAND_P50_P70" -> `},
		},
		"an optional field comes with the value that means nothing elsewhere": {
			&contractv1.Contract{Objectives: []*contractv1.Objective{{Start: 1}}},
			&contractv1.Contract{Objectives: []*contractv1.Objective{{Start: 1, LawToGain: proto.Int32(0)}}},
			[]string{`objectives[0].law_to_gain:  -> 0`},
		},
		"an optional enum goes": {
			&contractv1.Contract{Band: lawv1.Band_BAND_P30_P50.Enum()}, &contractv1.Contract{},
			[]string{`band: "BAND_P30_P50" -> `},
		},
		"an enum that this program does not know": {
			&contractv1.Contract{State: 99}, &contractv1.Contract{State: 98}, []string{`state: 99 -> 98`},
		},
		"a time, a large number and bytes": {
			&contractv1.Contract{
				CreateTime: &timestamppb.Timestamp{Seconds: 1}, Measures: []*contractv1.Measure{{Attainment: &contractv1.Attainment{Ratio: &contractv1.Ratio{Numerator: 1}}}},
				Signatures: []*contractv1.Signature{{Proof: &contractv1.SignatureProof{PublicKey: []byte{1, 2}}}},
			},
			&contractv1.Contract{
				CreateTime: &timestamppb.Timestamp{Seconds: 2}, Measures: []*contractv1.Measure{{Attainment: &contractv1.Attainment{Ratio: &contractv1.Ratio{Numerator: 2}}}},
				Signatures: []*contractv1.Signature{{Proof: &contractv1.SignatureProof{PublicKey: []byte{1, 3}}}},
			},
			[]string{
				`measures[0].attainment.ratio.numerator: "1" -> "2"`, `signatures[0].proof.public_key: "AQI=" -> "AQM="`,
				`create_time: "1970-01-01T00:00:01Z" -> "1970-01-01T00:00:02Z"`,
			},
		},
		"quotes and lines in a text": {
			&contractv1.Contract{Terms: "a: \"b\"\n"}, &contractv1.Contract{Terms: "a: <c>\n"},
			[]string{`terms: "a: \"b\"\n" -> "a: \u003cc\u003e\n"`},
		},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, f := range differences(c.before, c.after) {
				got = append(got, fmt.Sprintf("%s: %s -> %s", f.GetField(), f.GetBefore(), f.GetAfter()))
			}
			if !slices.Equal(got, c.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(c.want, "\n"))
			}
		})
	}
}

// Whatever the API comes to say of a contract, its changes alone tell all of it.
func TestAllChangesInOrderRebuildAnyContract(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := inventor{t: t, Rand: rand.New(rand.NewPCG(seed, 0))}
	for range 200 {
		rebuilt, stood := map[string]any{}, (*contractv1.Contract)(nil)
		for range 1 + r.IntN(5) {
			next := &contractv1.Contract{}
			if stood != nil && r.IntN(3) > 0 {
				next = proto.CloneOf(stood)
			}
			r.invent(next.ProtoReflect(), 0)
			for i, o := range next.GetObligations() {
				o.Id = fmt.Sprintf("MEASURE:%d", i) // alone in its contract
			}
			for _, f := range differences(stood, next) {
				if err := ApplyChange(rebuilt, f.GetField(), f.GetBefore(), f.GetAfter()); err != nil {
					t.Fatal(err)
				}
			}
			stood = next
		}
		got, err := Rebuilt(rebuilt)
		if err != nil {
			t.Fatal(err)
		}
		stood.Revisions, stood.Etag, stood.UpdateTime = 0, "", nil
		Sorted(stood)
		if !proto.Equal(got, stood) {
			t.Fatalf("rebuilt:\n%s\nwant:\n%s", protojson.Format(got), protojson.Format(stood))
		}
	}
}

// What is kept of a change is what protojson says, whoever writes it.
func TestAMessageIsWrittenAsProtojsonWritesIt(t *testing.T) {
	seed := rand.Uint64()
	t.Logf("seed %d", seed)
	r := inventor{t: t, Rand: rand.New(rand.NewPCG(seed, 0))}
	for range 500 {
		m := &contractv1.Contract{}
		r.invent(m.ProtoReflect(), 0)
		if got, want := string(appendMessage(nil, m.ProtoReflect())), compact(m); got != want {
			t.Fatalf("got\n%s\nwant\n%s", got, want)
		}
	}
}

// inventor makes up contracts.
type inventor struct {
	*rand.Rand
	t *testing.T
}

// invent changes some fields of a message, to anything that the API can say.
func (r inventor) invent(m protoreflect.Message, depth int) {
	fields := m.Descriptor().Fields()
	if m.Descriptor().FullName() == "google.protobuf.Timestamp" {
		m.Set(fields.ByName("seconds"), protoreflect.ValueOfInt64(r.Int64N(4e9)))
		return
	}
	for i := range fields.Len() {
		f := fields.Get(i)
		if f.IsMap() {
			r.t.Fatalf("%s is a map, which differences do not know", f.FullName())
		}
		switch r.IntN(4 + depth) {
		case 0:
			m.Clear(f)
		case 1:
			if !f.IsList() {
				m.Set(f, r.invented(f, m.NewField(f), depth))
				continue
			}
			list := m.NewField(f).List()
			for range r.IntN(4) {
				var element protoreflect.Value
				if f.Message() != nil {
					element = list.NewElement()
				}
				list.Append(r.invented(f, element, depth))
			}
			m.Set(f, protoreflect.ValueOfList(list))
		}
	}
}

// invented is one value of a field; message is an empty one where the field has messages.
func (r inventor) invented(f protoreflect.FieldDescriptor, message protoreflect.Value, depth int) protoreflect.Value {
	texts := []string{"", "2025-01-10", "l'été à 100 %", "\"<\n>\""}
	switch f.Kind() {
	case protoreflect.MessageKind:
		r.invent(message.Message(), depth+2)
		return message
	case protoreflect.EnumKind:
		return protoreflect.ValueOfEnum(protoreflect.EnumNumber(r.IntN(f.Enum().Values().Len() + 1)))
	case protoreflect.StringKind:
		return protoreflect.ValueOfString(texts[r.IntN(len(texts))])
	case protoreflect.BytesKind:
		return protoreflect.ValueOfBytes([]byte(texts[r.IntN(len(texts))]))
	case protoreflect.BoolKind:
		return protoreflect.ValueOfBool(r.IntN(2) == 0)
	case protoreflect.Int32Kind:
		return protoreflect.ValueOfInt32(int32(r.Uint32()))
	case protoreflect.Int64Kind:
		return protoreflect.ValueOfInt64(int64(r.Uint64()))
	default:
		r.t.Fatalf("%s is a %s, which differences do not know", f.FullName(), f.Kind())
		return message
	}
}
