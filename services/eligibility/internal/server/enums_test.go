package server_test

import (
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"testing"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve/servetest"
)

func TestNoEnumOfAnyRequestTakesZeroOrAnUnknownValue(t *testing.T) {
	running, _ := started(t, servetest.Options{})
	walked := 0
	for _, file := range []protoreflect.FileDescriptor{eligibilityv1.File_assistmed_eligibility_v1_eligibility_proto, lawv1.File_assistmed_law_v1_law_proto} {
		for i := range file.Services().Len() {
			methods := file.Services().Get(i).Methods()
			for n := range methods.Len() {
				method := methods.Get(n)
				if paths := enumPaths(method.Input(), ""); len(paths) > 0 {
					walked += len(paths)
					t.Run(string(method.Name()), func(t *testing.T) { noWrongEnum(t, running.Conn, method, paths) })
				}
			}
		}
	}
	if walked < 4*7 {
		t.Errorf("%d enums were found, of four calls that take applications with 7 each", walked)
	}
}

// noWrongEnum sends every enum of a method's request every kind of wrong number, and
// wants it refused by its path.
func noWrongEnum(t *testing.T, conn *grpc.ClientConn, method protoreflect.MethodDescriptor, paths []enumPath) {
	for _, path := range paths {
		values := path.field().Enum().Values()
		for _, wrong := range []protoreflect.EnumNumber{0, -1, protoreflect.EnumNumber(values.Len()), 1 << 20} {
			if wrong == 0 && !path.field().HasPresence() && !path.field().IsList() {
				continue // it is the same as to say nothing
			}
			request := newMessage(t, method.Input())
			if r, ok := request.(*eligibilityv1.CompareTextsOnPopulationRequest); ok {
				// It only counts what makes no sense: all else must make sense.
				r.TextId, r.OtherTextId = "reglement-arbitral", "convention-2024"
				r.Applications = []*eligibilityv1.KeyedApplication{{Key: "1", Application: complete(t)}}
			}
			path.set(request, wrong)
			named, err := refusedFields(t, conn, method, request)
			// An application of a population is refused by its own paths, or as a whole.
			_, own, _ := strings.Cut(path.text, "applications[0].")
			if !slices.Contains(named, path.text) && (own == "" || !slices.Contains(named, own) && !slices.Contains(named, "applications[0]")) {
				t.Errorf("%s = %d is not refused; refused are %q (%v)", path.text, wrong, named, err)
			}
		}
	}
}

// refusedFields makes a call, also of a stream, and gives the fields that were refused,
// by an error or in the answers.
func refusedFields(t *testing.T, conn *grpc.ClientConn, method protoreflect.MethodDescriptor, request proto.Message) ([]string, error) {
	t.Helper()
	name := fmt.Sprintf("/%s/%s", method.Parent().FullName(), method.Name())
	stream, err := conn.NewStream(as(t, "agent@751"), &grpc.StreamDesc{ClientStreams: true, ServerStreams: true}, name)
	if err != nil {
		t.Fatal(err)
	}
	if err := stream.SendMsg(request); err != nil && !errors.Is(err, io.EOF) {
		t.Fatal(err)
	}
	if err := stream.CloseSend(); err != nil {
		t.Fatal(err)
	}
	var fields []string
	for {
		answer := newMessage(t, method.Output())
		if err = stream.RecvMsg(answer); err != nil {
			break
		}
		switch answer := answer.(type) {
		case *eligibilityv1.SimulateAidsResponse:
			for _, v := range answer.GetAids()[0].GetViolations() {
				fields = append(fields, v.GetField())
			}
		case *eligibilityv1.CompareTextsOnPopulationResponse:
			if answer.GetInvalid() == 1 && answer.GetApplications() == 0 {
				fields = append(fields, "applications[0]")
			}
		}
	}
	var refused *fault.Error
	if errors.As(fault.FromStatus(err), &refused) && refused.Reason == "INVALID_REQUEST" {
		for _, v := range refused.Violations {
			fields = append(fields, v.Field)
		}
	}
	return fields, err
}

func newMessage(t *testing.T, of protoreflect.MessageDescriptor) proto.Message {
	t.Helper()
	kind, err := protoregistry.GlobalTypes.FindMessageByName(of.FullName())
	if err != nil {
		t.Fatal(err)
	}
	return kind.New().Interface()
}

// enumPath is the way to one enum field below a message; of a list it is the first
// element.
type enumPath struct {
	fields []protoreflect.FieldDescriptor
	text   string
}

func (p enumPath) field() protoreflect.FieldDescriptor { return p.fields[len(p.fields)-1] }

// set sets the field to a number.
func (p enumPath) set(below proto.Message, n protoreflect.EnumNumber) {
	m := below.ProtoReflect()
	for _, f := range p.fields[:len(p.fields)-1] {
		if f.IsList() {
			list := m.Mutable(f).List()
			if list.Len() == 0 {
				list.AppendMutable()
			}
			m = list.Get(0).Message()
		} else {
			m = m.Mutable(f).Message()
		}
	}
	if f := p.field(); f.IsList() {
		m.Mutable(f).List().Append(protoreflect.ValueOfEnum(n))
	} else {
		m.Set(f, protoreflect.ValueOfEnum(n))
	}
}

// enumPaths finds every enum field below a message that stands at a path.
func enumPaths(m protoreflect.MessageDescriptor, at string, above ...protoreflect.FieldDescriptor) []enumPath {
	var paths []enumPath
	for i := range m.Fields().Len() {
		f := m.Fields().Get(i)
		fields := append(above[:len(above):len(above)], f)
		text := strings.TrimPrefix(at+"."+string(f.Name()), ".")
		if f.IsList() {
			text += "[0]"
		}
		switch {
		case f.Enum() != nil:
			paths = append(paths, enumPath{fields, text})
		case f.Message() != nil:
			paths = append(paths, enumPaths(f.Message(), text, fields...)...)
		}
	}
	return paths
}
