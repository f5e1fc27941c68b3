package server

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strconv"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/wire"
)

const (
	mostInMessage = 1000    // applications in one message of a stream
	inPiece       = 64      // applications that are answered together
	pieceBytes    = 1 << 20 // an answer this large leaves on its own
)

// SimulateAids answers a population. The applications are answered in pieces, several
// at a time, and leave in the order in which they came; no more pieces are open than
// there are processors to work on them, so memory does not grow with the population.
func (s *Server) SimulateAids(stream grpc.BidiStreamingServer[eligibilityv1.SimulateAidsRequest, eligibilityv1.SimulateAidsResponse]) error {
	queue := make(chan chan piece, runtime.GOMAXPROCS(0))
	received := make(chan error, 1)
	done := make(chan struct{})
	defer close(done)
	go func() {
		received <- s.receive(stream, queue, done)
		close(queue)
	}()
	for waiting := range queue {
		answered := <-waiting
		if answered.err != nil {
			return answered.err
		}
		if err := sendInParts(stream, answered.aids); err != nil {
			return err
		}
	}
	return <-received
}

// piece is a part of a request, answered.
type piece struct {
	aids []*eligibilityv1.SimulatedAid
	err  error
}

// receive reads requests until the stream ends, and starts answering each piece when
// there is room in the queue.
func (s *Server) receive(stream grpc.BidiStreamingServer[eligibilityv1.SimulateAidsRequest, eligibilityv1.SimulateAidsResponse], queue chan<- chan piece, done <-chan struct{}) error {
	for {
		req, err := stream.Recv()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		detail, err := parseSimulateAids(req)
		if err != nil {
			return err
		}
		for part := range slices.Chunk(req.GetApplications(), inPiece) {
			waiting := make(chan piece, 1)
			select {
			case queue <- waiting:
			case <-done:
				return nil
			}
			go func() { waiting <- s.answerPiece(part, detail) }()
		}
	}
}

// parseSimulateAids checks what all applications of a request share.
func parseSimulateAids(req *eligibilityv1.SimulateAidsRequest) (eligibilityv1.Detail, error) {
	var p wire.Parse
	detail := req.GetDetail()
	if detail == eligibilityv1.Detail_DETAIL_UNSPECIFIED {
		detail = eligibilityv1.Detail_DETAIL_EXPLAINED
	}
	p.Enum("detail", detail)
	if n := len(req.GetApplications()); n > mostInMessage {
		p.Bad("applications", strconv.Itoa(n)+" applications", fmt.Sprintf("at most %d in one message", mostInMessage))
	}
	for i, a := range req.GetApplications() {
		p.TextIfSet(fmt.Sprintf("applications[%d].key", i), a.GetKey(), ident.CheckToken)
	}
	return detail, p.Err()
}

// answerPiece answers some applications. A panic in it is an error of the call, not
// the end of the program.
func (s *Server) answerPiece(part []*eligibilityv1.KeyedApplication, detail eligibilityv1.Detail) (answered piece) {
	defer func() {
		if r := recover(); r != nil {
			answered = piece{err: fmt.Errorf("panic while answering a population: %v", r)}
		}
	}()
	answered.aids = make([]*eligibilityv1.SimulatedAid, len(part))
	for i, a := range part {
		answered.aids[i] = s.simulated(a, detail)
	}
	return answered
}

// simulated answers one application of a population, or says what makes no sense.
func (s *Server) simulated(a *eligibilityv1.KeyedApplication, detail eligibilityv1.Detail) *eligibilityv1.SimulatedAid {
	out := &eligibilityv1.SimulatedAid{Key: a.GetKey()}
	var p wire.Parse
	application := parseReceived(&p, s.law, a.GetApplication())
	var refused *fault.Error
	if errors.As(p.Err(), &refused) {
		for _, v := range refused.Violations {
			out.Violations = append(out.Violations, &eligibilityv1.Violation{Field: v.Field, Description: v.Description()})
		}
		return out
	}
	switch detail {
	case eligibilityv1.Detail_DETAIL_VERDICT:
		out.Assessment = s.bare(&application)
	case eligibilityv1.Detail_DETAIL_FULL:
		out.Assessment = s.assess(application, nil)
	default:
		out.Assessment = s.answers.in(eligibility.Explained).assessment(s.engine.AssessIn(&application, eligibility.Explained))
	}
	return out
}

// bare is the verdict with the options, without words.
func (s *Server) bare(a *eligibility.Application) *eligibilityv1.Assessment {
	var d eligibility.Decision
	s.engine.Decide(a, &d)
	return s.answers.bare(&d)
}

// sendInParts sends answers in as few messages as their size allows.
func sendInParts(stream grpc.BidiStreamingServer[eligibilityv1.SimulateAidsRequest, eligibilityv1.SimulateAidsResponse], aids []*eligibilityv1.SimulatedAid) error {
	for len(aids) > 0 {
		n, size := 0, 0
		for n < len(aids) && (n == 0 || size < pieceBytes) {
			size += proto.Size(aids[n])
			n++
		}
		if err := stream.Send(&eligibilityv1.SimulateAidsResponse{Aids: aids[:n]}); err != nil {
			return err
		}
		aids = aids[n:]
	}
	return nil
}
