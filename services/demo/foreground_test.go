package main

import (
	"regexp"
	"strings"
	"testing"

	"google.golang.org/protobuf/encoding/protojson"
	"google.golang.org/protobuf/reflect/protoreflect"
	"google.golang.org/protobuf/reflect/protoregistry"
	"google.golang.org/protobuf/types/dynamicpb"

	"assistmed/services/internal/fleet"
)

func TestEveryLineToCopyAndPasteIsAnsweredByItsService(t *testing.T) {
	conns := theServices(t)
	call := regexp.MustCompile(`grpcurl -plaintext (?:-d '([^']*)' \\\n *)?(localhost:\d+) (\S+)/(\S+)`)
	found := call.FindAllStringSubmatch(examples, -1)
	if len(found) != 3 {
		t.Fatalf("%d calls found in the examples, want 3", len(found))
	}
	for _, f := range found {
		body, addr, service, method := f[1], strings.Replace(f[2], "localhost", "127.0.0.1", 1), f[3], f[4]
		described, err := protoregistry.GlobalFiles.FindDescriptorByName(protoreflect.FullName(service))
		if err != nil {
			t.Errorf("%s: %v", service, err)
			continue
		}
		m := described.(protoreflect.ServiceDescriptor).Methods().ByName(protoreflect.Name(method))
		if m == nil {
			t.Errorf("%s has no %s", service, method)
			continue
		}
		request, answer := dynamicpb.NewMessage(m.Input()), dynamicpb.NewMessage(m.Output())
		if body != "" {
			if err := protojson.Unmarshal([]byte(body), request); err != nil {
				t.Errorf("%s: %v", method, err)
			}
		}
		name := ""
		for _, n := range fleet.Names() {
			if publicAddrs()[n] == addr {
				name = n
			}
		}
		if name == "" {
			t.Errorf("%s: nothing is at %s", method, addr)
			continue
		}
		if err := conns[name].Invoke(t.Context(), "/"+service+"/"+method, request, answer); err != nil {
			t.Errorf("%s: %v", method, err)
		}
	}
}
