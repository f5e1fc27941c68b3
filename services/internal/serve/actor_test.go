package serve_test

import (
	"strings"
	"testing"

	"google.golang.org/grpc/codes"
	"google.golang.org/grpc/metadata"
	"google.golang.org/grpc/status"

	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve"
)

func TestAnActorIsExactlyOneShortPlainName(t *testing.T) {
	long := strings.Repeat("a", 64)
	for name, c := range map[string]struct {
		sent []string
		want string
		code codes.Code
	}{
		"a plain name":        {[]string{"agent@751"}, "agent@751", codes.OK},
		"every allowed sign":  {[]string{"aZ09._:@-"}, "aZ09._:@-", codes.OK},
		"64 characters":       {[]string{long}, long, codes.OK},
		"65 characters":       {[]string{long + "a"}, "", codes.InvalidArgument},
		"empty":               {[]string{""}, "", codes.InvalidArgument},
		"a space":             {[]string{"a b"}, "", codes.InvalidArgument},
		"an accent":           {[]string{"é"}, "", codes.InvalidArgument},
		"a line break":        {[]string{"a\nb"}, "", codes.InvalidArgument},
		"two":                 {[]string{"a", "b"}, "", codes.InvalidArgument},
		"none":                {nil, "", codes.Unauthenticated},
		"bytes that are none": {[]string{"\xff"}, "", codes.InvalidArgument},
	} {
		t.Run(name, func(t *testing.T) {
			ctx := metadata.NewIncomingContext(t.Context(), metadata.MD{"actor": c.sent})
			got, err := serve.Actor(ctx)
			if got != c.want || status.Code(err) != c.code {
				t.Errorf("got %q, %v; want %q, %v", got, err, c.want, c.code)
			}
			if missing := c.code == codes.Unauthenticated; missing != fault.Is(err, "ACTOR_MISSING") {
				t.Errorf("reason of %v", err)
			}
		})
	}
	if _, err := serve.Actor(t.Context()); !fault.Is(err, "ACTOR_MISSING") {
		t.Errorf("outside of a call: %v, want ACTOR_MISSING", err)
	}
}
