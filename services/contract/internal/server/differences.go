package server

import (
	"bytes"
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strconv"
	"strings"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/types/known/wrapperspb"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	storev1 "assistmed/gen/go/assistmed/store/v1"
)

// bookkeeping are the fields that every revision changes; they say nothing of it.
var bookkeeping = map[protoreflect.Name]bool{"revisions": true, "etag": true, "update_time": true}

// differences lists what changed between two revisions, field by field, in the order of
// the API; what came or went whole stands as one change. before is nil for the first.
func differences(before, after *contractv1.Contract) []*storev1.FieldChange {
	var d differ
	if before == nil {
		before = &contractv1.Contract{}
	}
	d.message("", before.ProtoReflect(), after.ProtoReflect())
	return d.changes
}

// differ collects the changes.
type differ struct {
	changes []*storev1.FieldChange
	room    []byte // to write a value in
}

func (d *differ) note(path, before, after string) {
	if before != after {
		d.changes = append(d.changes, &storev1.FieldChange{Field: path, Before: before, After: after})
	}
}

// message compares two messages of one type.
func (d *differ) message(path string, before, after protoreflect.Message) {
	fields := before.Descriptor().Fields()
	for i := range fields.Len() {
		f := fields.Get(i)
		if path == "" && bookkeeping[f.Name()] {
			continue
		}
		d.field(strings.TrimPrefix(path+"."+string(f.Name()), "."), f, [2]protoreflect.Message{before, after})
	}
}

// field compares one field of two messages.
func (d *differ) field(path string, f protoreflect.FieldDescriptor, both [2]protoreflect.Message) {
	before, after := both[0], both[1]
	had, has := before.Has(f), after.Has(f)
	switch {
	case !had && !has:
	case f.IsList():
		d.list(path, f, before.Get(f).List(), after.Get(f).List())
	case had && has && opens(f):
		d.message(path, before.Get(f).Message(), after.Get(f).Message())
	default:
		was, is := "", ""
		if had {
			was = d.written(f, before.Get(f))
		}
		if has {
			is = d.written(f, after.Get(f))
		}
		d.note(path, was, is)
	}
}

// list compares two lists, element by element; messages with an id by their ids, since
// they may change places.
func (d *differ) list(path string, f protoreflect.FieldDescriptor, before, after protoreflect.List) {
	if m := f.Message(); m != nil && m.Fields().ByName("id") != nil {
		d.named(path, f, before, after)
		return
	}
	for i := range max(before.Len(), after.Len()) {
		at := fmt.Sprintf("%s[%d]", path, i)
		switch {
		case i >= after.Len():
			d.note(at, d.written(f, before.Get(i)), "")
		case i >= before.Len():
			d.note(at, "", d.written(f, after.Get(i)))
		case opens(f):
			d.message(at, before.Get(i).Message(), after.Get(i).Message())
		default:
			d.note(at, d.written(f, before.Get(i)), d.written(f, after.Get(i)))
		}
	}
}

// named compares two lists of messages with an id: what was there, then what came.
func (d *differ) named(path string, f protoreflect.FieldDescriptor, before, after protoreflect.List) {
	id := f.Message().Fields().ByName("id")
	at := func(m protoreflect.Message) string { return path + "[" + m.Get(id).String() + "]" }
	is := map[string]protoreflect.Message{}
	for i := range after.Len() {
		m := after.Get(i).Message()
		is[at(m)] = m
	}
	was := map[string]bool{}
	for i := range before.Len() {
		m := before.Get(i).Message()
		if was[at(m)] = true; is[at(m)] == nil {
			d.note(at(m), d.written(f, before.Get(i)), "")
			continue
		}
		d.message(at(m), m, is[at(m)])
	}
	for i := range after.Len() {
		if m := after.Get(i).Message(); !was[at(m)] {
			d.note(at(m), "", d.written(f, after.Get(i)))
		}
	}
}

// opens reports whether a field has fields of its own. A timestamp has none in JSON.
func opens(f protoreflect.FieldDescriptor) bool {
	return f.Message() != nil && f.Message().ParentFile().Package() != "google.protobuf"
}

// written is one value as JSON, as protojson writes it.
func (d *differ) written(f protoreflect.FieldDescriptor, v protoreflect.Value) string {
	if f.Message() == nil && f.Kind() == protoreflect.StringKind {
		return quoted(v.String()) // a text by itself is escaped for a page, too
	}
	d.room = appendValue(d.room[:0], f, v)
	return string(d.room)
}

func quoted(s string) string {
	b, err := json.Marshal(s)
	if err != nil {
		return s // a string is always JSON
	}
	return string(b)
}

// appendValue appends one value, of a list one element. An import writes everything that it
// keeps, for which protojson and the removal of its spaces take several times as long.
func appendValue(b []byte, f protoreflect.FieldDescriptor, v protoreflect.Value) []byte {
	switch f.Kind() {
	case protoreflect.MessageKind:
		return appendMessage(b, v.Message())
	case protoreflect.EnumKind:
		if value := f.Enum().Values().ByNumber(v.Enum()); value != nil {
			return appendText(b, string(value.Name()))
		}
		return strconv.AppendInt(b, int64(v.Enum()), 10)
	case protoreflect.StringKind:
		return appendText(b, v.String())
	case protoreflect.BytesKind:
		return appendText(b, base64.StdEncoding.EncodeToString(v.Bytes()))
	case protoreflect.Int64Kind:
		return appendText(b, v.String()) // JSON has no integers of that size
	case protoreflect.Int32Kind:
		return strconv.AppendInt(b, v.Int(), 10)
	default:
		return fmt.Append(b, v.Interface())
	}
}

// appendMessage appends the fields that a message has, in the order of the API.
func appendMessage(b []byte, m protoreflect.Message) []byte {
	if m.Descriptor().ParentFile().Package() == "google.protobuf" {
		return append(b, compact(m.Interface())...)
	}
	fields := m.Descriptor().Fields()
	begin := len(b)
	for i := range fields.Len() {
		f := fields.Get(i)
		if !m.Has(f) {
			continue
		}
		if b = append(b, ','); len(b) == begin+1 {
			b[begin] = '{'
		}
		b = appendText(b, string(f.Name()))
		b = append(b, ':')
		if !f.IsList() {
			b = appendValue(b, f, m.Get(f))
			continue
		}
		list := m.Get(f).List()
		for i := range list.Len() {
			b = appendValue(append(b, "[,"[min(i, 1)]), f, list.Get(i))
		}
		b = append(b, ']')
	}
	if len(b) == begin {
		b = append(b, '{')
	}
	return append(b, '}')
}

// appendText appends a text inside a message. One that needs an escape is left to
// protojson.
func appendText(b []byte, s string) []byte {
	for i := range len(s) {
		if s[i] < ' ' || s[i] == '"' || s[i] == '\\' {
			return append(b, compact(wrapperspb.String(s))...)
		}
	}
	b = append(b, '"')
	b = append(b, s...)
	return append(b, '"')
}

// compact is a message as JSON without the spaces that protojson varies on purpose.
func compact(m proto.Message) string {
	b, err := protojson.MarshalOptions{UseProtoNames: true}.Marshal(m)
	if err != nil {
		return "" // a record that was read or made here is valid UTF-8 and has its required fields
	}
	var out bytes.Buffer
	if err := json.Compact(&out, b); err != nil {
		return string(b)
	}
	return out.String()
}
