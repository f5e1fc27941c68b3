package server

import (
	"bytes"
	"testing"

	"google.golang.org/protobuf/encoding/protowire"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
)

func canonical(a *eligibilityv1.KeyedApplication) []byte {
	return appendCanonical(nil, a.ProtoReflect())
}

// A stored population digest is compared years later, so the form is held byte by byte.
func TestTheCanonicalFormOfAnApplicationIsTheOneThatIsDocumented(t *testing.T) {
	a := &eligibilityv1.KeyedApplication{Key: "d1", Application: &eligibilityv1.Application{
		FundCode:      "751",
		Doctor:        &eligibilityv1.Doctor{ParticularPractice: true, Sector: eligibilityv1.Sector_SECTOR_2.Enum()},
		Practice:      &eligibilityv1.Practice{DoctorsInPractice: proto.Int32(0), StructureFeePrerequisitesMet: proto.Bool(false)},
		Assistant:     &eligibilityv1.Assistant{WeeklyMinutes: proto.Int32(2100)},
		OptionsWanted: []lawv1.Option{lawv1.Option_OPTION_HALF, lawv1.Option_OPTION_FULL},
	}}
	want := []byte{
		1, 2, 'd', '1',
		2,                   // the application
		2, 3, '7', '5', '1', // fund_code
		3, 4, 1, 5, 4, 0, // doctor: a bool, and sector 2 as a signed varint
		4, 3, 0, 5, 0, 0, // practice: 0 doctors and a "no" are said, so they are written
		6, 1, 0xe8, 0x20, 0, // 2100 as a signed varint is 4200
		7, 2, 4, 6, // two options
		0, 0,
	}
	if got := canonical(a); !bytes.Equal(got, want) {
		t.Errorf("% x\nwant % x", got, want)
	}
}

func TestEveryFieldOfAnApplicationIsPartOfItsCanonicalForm(t *testing.T) {
	whole := new(eligibilityv1.KeyedApplication)
	fill(whole.ProtoReflect())
	form := canonical(whole)
	fields := 0
	eachSet(whole.ProtoReflect(), func(m protoreflect.Message, f protoreflect.FieldDescriptor) {
		fields++
		was := proto.Clone(m.Interface())
		m.Clear(f)
		if bytes.Equal(canonical(whole), form) {
			t.Errorf("without %s the form is the same", f.FullName())
		}
		proto.Reset(m.Interface())
		proto.Merge(m.Interface(), was)
	})
	if fields < 50 || !bytes.Equal(canonical(whole), form) {
		t.Errorf("%d fields were looked at, and the form is the same again: %t", fields, bytes.Equal(canonical(whole), form))
	}
}

func TestAFieldThatThisProgramDoesNotKnowIsNoPartOfTheCanonicalForm(t *testing.T) {
	a := &eligibilityv1.KeyedApplication{Key: "d1"}
	form := canonical(a)
	a.ProtoReflect().SetUnknown(protowire.AppendVarint(protowire.AppendTag(nil, 99, protowire.VarintType), 7))
	if !bytes.Equal(canonical(a), form) {
		t.Error("the form differs")
	}
}

// fill sets every field of a message, of a oneof its last one.
func fill(m protoreflect.Message) {
	fields := m.Descriptor().Fields()
	for i := range fields.Len() {
		f := fields.Get(i)
		switch {
		case f.IsList() && f.Message() != nil:
			one := m.Mutable(f).List().AppendMutable()
			fill(one.Message())
		case f.IsList():
			m.Mutable(f).List().Append(some(f))
		case f.Message() != nil:
			fill(m.Mutable(f).Message())
		default:
			m.Set(f, some(f))
		}
	}
}

// some is a value of a field that is not its default.
func some(f protoreflect.FieldDescriptor) protoreflect.Value {
	switch f.Kind() {
	case protoreflect.StringKind:
		return protoreflect.ValueOfString("s")
	case protoreflect.BoolKind:
		return protoreflect.ValueOfBool(true)
	case protoreflect.EnumKind:
		return protoreflect.ValueOfEnum(1)
	default:
		return protoreflect.ValueOfInt32(1)
	}
}

// eachSet visits every field that is set, inside lists and messages too.
func eachSet(m protoreflect.Message, visit func(protoreflect.Message, protoreflect.FieldDescriptor)) {
	for _, f := range fieldsByNumber[m.Descriptor().FullName()] {
		if !m.Has(f) {
			continue
		}
		visit(m, f)
		switch {
		case f.IsList() && f.Message() != nil:
			for i := range m.Get(f).List().Len() {
				eachSet(m.Get(f).List().Get(i).Message(), visit)
			}
		case f.Message() != nil && !f.IsList():
			eachSet(m.Get(f).Message(), visit)
		}
	}
}
