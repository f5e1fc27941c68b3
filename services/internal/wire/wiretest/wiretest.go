// Package wiretest compares the enums of a domain with those of the wire, for the
// tests of every server that turns one into the other by number.
package wiretest

import (
	"testing"

	"google.golang.org/protobuf/reflect/protoreflect"
)

// SameNumbers fails unless the enum has exactly the domain's values, each under the
// same number and, behind the prefix, the same name. The enum's zero is left out.
func SameNumbers(t testing.TB, e protoreflect.Enum, prefix string, domain map[string]int) {
	t.Helper()
	values := e.Descriptor().Values()
	if values.Len()-1 != len(domain) {
		t.Errorf("%s has %d values on the wire, %d in the domain", e.Descriptor().Name(), values.Len()-1, len(domain))
	}
	for name, number := range domain {
		if v := values.ByNumber(protoreflect.EnumNumber(number)); v == nil || string(v.Name()) != prefix+name {
			t.Errorf("%s: %d is %v on the wire, want %s", e.Descriptor().Name(), number, v, prefix+name)
		}
	}
}
