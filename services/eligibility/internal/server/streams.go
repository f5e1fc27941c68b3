package server

import (
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"

	"google.golang.org/grpc"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/wire"
)

const (
	mostInMessage = 1000 // applications in one message of a stream
	inPiece       = 64   // applications that are answered together
	inResponse    = 8    // answers that leave together; a test holds them below what a caller takes
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
	given := given{}
	for waiting := range queue {
		answered := <-waiting
		if answered.err != nil {
			return answered.err
		}
		for _, resp := range answered.responses {
			if answered.compact != nil {
				given.compact(resp, answered.compact)
			}
			if err := stream.Send(resp); err != nil {
				return err
			}
		}
	}
	return <-received
}

// piece is a part of a request, answered.
type piece struct {
	responses []*eligibilityv1.SimulateAidsResponse
	compact   *view // of answers whose shared criteria are given once
	err       error
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
		as, err := s.parseSimulateAids(req)
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
			go func() { waiting <- s.answerPiece(part, as) }()
		}
	}
}

// answering is how the applications of a request are answered.
type answering struct {
	one     func(*eligibility.Application) *eligibilityv1.Assessment
	compact *view
}

// parseSimulateAids checks what all applications of a request share.
func (s *Server) parseSimulateAids(req *eligibilityv1.SimulateAidsRequest) (answering, error) {
	var p wire.Parse
	parseKeyed(&p, req.GetApplications())
	language := req.GetLanguage()
	if language != lawv1.Language_LANGUAGE_UNSPECIFIED && !p.Enum("language", language) {
		return answering{}, p.Err()
	}
	as := answering{one: s.explained(s.answers.brief[language])}
	switch detail := req.GetDetail(); detail {
	case eligibilityv1.Detail_DETAIL_UNSPECIFIED, eligibilityv1.Detail_DETAIL_EXPLAINED:
	case eligibilityv1.Detail_DETAIL_COMPACT:
		as.compact = s.answers.brief[language]
	case eligibilityv1.Detail_DETAIL_VERDICT:
		as.one = s.bare
	case eligibilityv1.Detail_DETAIL_FULL:
		as.one = s.fully
	default:
		p.Enum("detail", detail)
	}
	return as, p.Err()
}

// bare answers without words.
func (s *Server) bare(a *eligibility.Application) *eligibilityv1.Assessment {
	var d eligibility.Decision
	s.engine.Decide(a, &d)
	return s.answers.bare(&d)
}

// fully answers as SimulateAid does, without giving the application back.
func (s *Server) fully(a *eligibility.Application) *eligibilityv1.Assessment {
	return s.answers.whole(*a, nil)
}

// explained answers in words, in a language and without the rest of the citations.
func (s *Server) explained(v *view) func(*eligibility.Application) *eligibilityv1.Assessment {
	return func(a *eligibility.Application) *eligibilityv1.Assessment {
		return v.assessment(s.engine.AssessIn(a, eligibility.Explained))
	}
}

// answerPiece answers some applications. A panic in it is an error of the call, not
// the end of the program.
func (s *Server) answerPiece(part []*eligibilityv1.KeyedApplication, as answering) (answered piece) {
	defer func() {
		if r := recover(); r != nil {
			answered = piece{err: fmt.Errorf("panic while answering a population: %v", r)}
		}
	}()
	aids := make([]*eligibilityv1.SimulatedAid, len(part))
	for i, a := range part {
		aids[i] = s.simulated(a, as)
	}
	answered.compact = as.compact
	for some := range slices.Chunk(aids, inResponse) {
		answered.responses = append(answered.responses, &eligibilityv1.SimulateAidsResponse{Aids: some})
	}
	return answered
}

// given are the criteria that a stream has given so far, by their places. Only those
// that answers share are given so, and they are bounded: the engine remembers as many.
type given map[*eligibilityv1.Criterion]int32

// compact takes the shared criteria out of the answers, and gives those that are new.
func (g given) compact(resp *eligibilityv1.SimulateAidsResponse, v *view) {
	for _, aid := range resp.GetAids() {
		var own []*eligibilityv1.Criterion
		for _, c := range aid.GetAssessment().GetCriteria() {
			if !v.shares(c) {
				own = append(own, c)
				aid.CriterionIndexes = append(aid.CriterionIndexes, -1)
				continue
			}
			at, known := g[c]
			if !known {
				at = int32(len(g))
				g[c] = at
				resp.Criteria = append(resp.Criteria, c)
			}
			aid.CriterionIndexes = append(aid.CriterionIndexes, at)
		}
		if aid.GetAssessment() != nil {
			aid.Assessment.Criteria = own
		}
	}
}

// simulated answers one application of a population, or says what makes no sense.
func (s *Server) simulated(a *eligibilityv1.KeyedApplication, as answering) *eligibilityv1.SimulatedAid {
	var p wire.Parse
	application := parseReceived(&p, s.law, a.GetApplication())
	var refused *fault.Error
	if !errors.As(p.Err(), &refused) {
		return &eligibilityv1.SimulatedAid{Key: a.GetKey(), Assessment: as.one(&application)}
	}
	out := &eligibilityv1.SimulatedAid{Key: a.GetKey()}
	for _, v := range refused.Violations {
		out.Violations = append(out.Violations, &eligibilityv1.Violation{Field: v.Field, Description: v.Description()})
	}
	return out
}
