package serve

import (
	"context"
	"strings"

	"google.golang.org/grpc/metadata"

	"assistmed/services/internal/fault"
)

// actorKey is the metadata entry that says who calls.
const actorKey = "actor"

// actorLimit is the greatest length of an actor's name, in characters.
const actorLimit = 64

// Actor tells who makes the incoming call. It is a metadata entry for now; real
// authentication comes behind the same function. A missing one is
// Unauthenticated with reason ACTOR_MISSING, a malformed one is Invalid.
func Actor(ctx context.Context) (string, error) {
	values := metadata.ValueFromIncomingContext(ctx, actorKey)
	if len(values) == 0 {
		return "", &fault.Error{
			Kind: fault.Unauthenticated, Reason: "ACTOR_MISSING",
			Message: "nobody is named as the caller; send the metadata entry actor, for example actor: agent@751",
		}
	}
	if len(values) > 1 || !wellFormed(values[0]) {
		return "", fault.BadInput(fault.Violation{
			Field: "metadata.actor", Seen: strings.Join(values, ", "),
			Wanted: "exactly one, 1 to 64 characters of A-Z a-z 0-9 . _ : @ -",
		})
	}
	return values[0], nil
}

// WithActor names the caller of the calls made with the context.
func WithActor(ctx context.Context, actor string) context.Context {
	sent, _ := metadata.FromOutgoingContext(ctx)
	sent = sent.Copy()
	sent.Set(actorKey, actor)
	return metadata.NewOutgoingContext(ctx, sent)
}

// withCaller passes the actor of the incoming call on to an outgoing one, unless
// the outgoing one names its own.
func withCaller(ctx context.Context) context.Context {
	if sent, ok := metadata.FromOutgoingContext(ctx); ok && len(sent.Get(actorKey)) > 0 {
		return ctx
	}
	actor, err := Actor(ctx)
	if err != nil {
		return ctx // the upstream says so itself if it needs one
	}
	return metadata.AppendToOutgoingContext(ctx, actorKey, actor)
}

func wellFormed(actor string) bool {
	if actor == "" || len(actor) > actorLimit {
		return false
	}
	for _, r := range actor {
		letter := r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' || r >= '0' && r <= '9'
		if !letter && !strings.ContainsRune("._:@-", r) {
			return false
		}
	}
	return true
}
