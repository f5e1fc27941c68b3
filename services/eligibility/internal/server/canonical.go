package server

import (
	"cmp"
	"encoding/binary"
	"fmt"
	"slices"

	"google.golang.org/protobuf/reflect/protoreflect"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
)

// fieldsByNumber are the fields of each message inside an application, in the order of
// their numbers. It is read only.
var fieldsByNumber = sortedFields((*eligibilityv1.KeyedApplication)(nil).ProtoReflect().Descriptor(), map[protoreflect.FullName][]protoreflect.FieldDescriptor{})

func sortedFields(d protoreflect.MessageDescriptor, into map[protoreflect.FullName][]protoreflect.FieldDescriptor) map[protoreflect.FullName][]protoreflect.FieldDescriptor {
	if _, seen := into[d.FullName()]; seen {
		return into
	}
	fields := make([]protoreflect.FieldDescriptor, d.Fields().Len())
	for i := range fields {
		fields[i] = d.Fields().Get(i)
	}
	slices.SortFunc(fields, func(a, b protoreflect.FieldDescriptor) int { return cmp.Compare(a.Number(), b.Number()) })
	into[d.FullName()] = fields
	for _, f := range fields {
		if f.Message() != nil {
			sortedFields(f.Message(), into)
		}
	}
	return into
}

// appendCanonical appends a message inside an application in a form of our own, which
// no library and no order of fields on the wire changes:
//
//   - each field that is set, in the order of the numbers: its number, its value; then 0;
//   - a number or an enum is a signed varint, a bool 0 or 1;
//   - a string is its length in bytes and its bytes, a list its length and its values.
//
// Numbers of fields and lengths are unsigned varints. The form can be read back, so two
// messages never share one. What is absent is not written: a field that is added later
// changes no earlier message. Fields that this program does not know are left out.
func appendCanonical(b []byte, m protoreflect.Message) []byte {
	for _, f := range fieldsByNumber[m.Descriptor().FullName()] {
		if !m.Has(f) {
			continue
		}
		b = binary.AppendUvarint(b, uint64(f.Number()))
		v := m.Get(f)
		if !f.IsList() {
			b = appendValue(b, f, v)
			continue
		}
		list := v.List()
		b = binary.AppendUvarint(b, uint64(list.Len()))
		for i := range list.Len() {
			b = appendValue(b, f, list.Get(i))
		}
	}
	return append(b, 0)
}

func appendValue(b []byte, f protoreflect.FieldDescriptor, v protoreflect.Value) []byte {
	switch f.Kind() {
	case protoreflect.MessageKind:
		return appendCanonical(b, v.Message())
	case protoreflect.StringKind:
		b = binary.AppendUvarint(b, uint64(len(v.String())))
		return append(b, v.String()...)
	case protoreflect.BoolKind:
		if v.Bool() {
			return append(b, 1)
		}
		return append(b, 0)
	case protoreflect.EnumKind:
		return binary.AppendVarint(b, int64(v.Enum()))
	case protoreflect.Int32Kind, protoreflect.Int64Kind:
		return binary.AppendVarint(b, v.Int())
	}
	panic(fmt.Sprintf("%s is a %s, which has no canonical form yet: give it one in appendValue", f.FullName(), f.Kind()))
}
