package contracttest

import (
	"context"
	"errors"
	"strings"
	"sync"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/internal/fault"
)

// Fresh is conn for a test that tells a story: a request that names a contract and has
// no etag gets that of the contract as it stands, and one that signs gets the hash of
// its terms. Of a contract that does not exist the etag is "r1" and the hash is zeros. What a test sets itself
// stays as it is.
// A repeated request is the same one again, whatever the contract says by then.
func Fresh(conn grpc.ClientConnInterface) grpc.ClientConnInterface {
	return &fresh{ClientConnInterface: conn, sent: map[string]proto.Message{}}
}

type fresh struct {
	grpc.ClientConnInterface

	mu   sync.Mutex
	sent map[string]proto.Message // as it was filled, by method, request id and content
}

// Invoke fills in what is missing and makes the call.
func (f *fresh) Invoke(ctx context.Context, method string, args, reply any, opts ...grpc.CallOption) error {
	named, ok := args.(request)
	if !ok {
		return f.ClientConnInterface.Invoke(ctx, method, args, reply, opts...)
	}
	key, filled, err := f.once(ctx, method, named)
	if err != nil {
		return err
	}
	err = f.ClientConnInterface.Invoke(ctx, method, filled, reply, opts...)
	var refusal *fault.Error
	if errors.As(fault.FromStatus(err), &refusal) && !refusal.Kind.Ours() {
		// Nothing was kept: the next try is a new decision.
		f.mu.Lock()
		delete(f.sent, key)
		f.mu.Unlock()
	}
	return err
}

// request is one that writes.
type request interface {
	proto.Message
	GetRequestId() string
}

// once is the request as it was filled when it was sent first.
func (f *fresh) once(ctx context.Context, method string, r request) (key string, filled proto.Message, err error) {
	content, err := proto.MarshalOptions{Deterministic: true}.Marshal(r)
	if err != nil {
		return "", nil, err
	}
	key = method + "/" + r.GetRequestId() + "/" + string(content)
	f.mu.Lock()
	before, sent := f.sent[key]
	f.mu.Unlock()
	if sent {
		return key, before, nil
	}
	if filled, err = f.filled(ctx, r); err != nil {
		return "", nil, err
	}
	f.mu.Lock()
	f.sent[key] = filled
	f.mu.Unlock()
	return key, filled, nil
}

// filled is the request with the etag and, where it signs, the hash.
func (f *fresh) filled(ctx context.Context, request proto.Message) (proto.Message, error) {
	fields := request.ProtoReflect().Descriptor().Fields()
	etag, id := fields.ByName("etag"), fields.ByName("contract_id")
	sign, signs := request.(*contractv1.SignContractRequest)
	if etag == nil || id == nil || !request.ProtoReflect().Has(id) || request.ProtoReflect().Has(etag) && (!signs || sign.GetTermsHash() != "") {
		return request, nil
	}
	read, err := contractv1.NewContractServiceClient(f.ClientConnInterface).GetContract(ctx,
		&contractv1.GetContractRequest{ContractId: request.ProtoReflect().Get(id).String()})
	c := read.GetContract()
	switch {
	case fault.Is(fault.FromStatus(err), "CONTRACT_NOT_FOUND"):
		c = &contractv1.Contract{Etag: "r1", TermsHash: strings.Repeat("0", 64)}
	case fault.Is(fault.FromStatus(err), fault.ReasonInvalidRequest):
		return request, nil // it is the service's to say
	case err != nil:
		return nil, err
	}
	request = proto.Clone(request)
	if !request.ProtoReflect().Has(etag) {
		request.ProtoReflect().Set(etag, protoreflect.ValueOfString(c.GetEtag()))
	}
	if sign, ok := request.(*contractv1.SignContractRequest); ok && sign.GetTermsHash() == "" {
		sign.TermsHash = c.GetTermsHash()
	}
	return request, nil
}
