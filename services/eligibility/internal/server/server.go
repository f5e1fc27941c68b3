// Package server is the edge of the eligibility service: it reads requests, asks the
// domain, keeps what is to be kept, and answers.
package server

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/types/known/timestamppb"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/eligibility/internal/store"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/keep"
	"assistmed/services/internal/law"
	"assistmed/services/internal/serve"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
)

// idPrefix begins the id of every assessment.
const idPrefix = "asm"

// Server answers EligibilityService.
type Server struct {
	eligibilityv1.UnimplementedEligibilityServiceServer
	law     *law.Law
	engine  *eligibility.Engine
	answers *answers
	store   *store.Store
	env     *serve.Env
}

// Open reads the settings, the law and the store.
func Open(ctx context.Context, env *serve.Env) (serve.Service, error) {
	path := env.Setting("ASSISTMED_STORE")
	supplements := env.Folder("ASSISTMED_SUPPLEMENTS")
	if err := env.Err(); err != nil {
		return nil, err
	}
	l, err := law.Open(supplements)
	if err != nil {
		return nil, fmt.Errorf("reading the law: %w", err)
	}
	kept, err := store.Open(path)
	if err != nil {
		return nil, err
	}
	if err := keep.Begin(ctx, env, kept.DB()); err != nil {
		return nil, err
	}
	if err := kept.KeepLaw(ctx, lawRecord(l)); err != nil {
		return nil, errors.Join(fmt.Errorf("keeping the law: %w", err), kept.Close())
	}
	engine := eligibility.New(l)
	return &Server{law: l, engine: engine, answers: answersOf(engine), store: kept, env: env}, nil
}

// Register adds EligibilityService and LawService to a gRPC server.
func (s *Server) Register(r grpc.ServiceRegistrar) {
	eligibilityv1.RegisterEligibilityServiceServer(r, s)
	lawv1.RegisterLawServiceServer(r, &lawServer{law: s.law})
}

// Check proves that the store is sound, and that every index row has its record, both
// ways.
func (s *Server) Check(ctx context.Context) error { return s.store.DB().Check(ctx) }

// Healthy is nil, or why the service must not be SERVING.
func (s *Server) Healthy() error { return s.store.DB().Err() }

// Close closes the store.
func (s *Server) Close() error { return s.store.Close() }

// SimulateAid answers an application and stores nothing.
func (s *Server) SimulateAid(_ context.Context, req *eligibilityv1.SimulateAidRequest) (*eligibilityv1.SimulateAidResponse, error) {
	var p wire.Parse
	application := parseReceived(&p, s.law, req.GetApplication())
	if err := p.Err(); err != nil {
		return nil, err
	}
	return &eligibilityv1.SimulateAidResponse{Assessment: s.assess(application, req.GetApplication())}, nil
}

// AssessApplication answers an application and keeps the answer.
func (s *Server) AssessApplication(ctx context.Context, req *eligibilityv1.AssessApplicationRequest) (*eligibilityv1.AssessApplicationResponse, error) {
	call, err := keep.Call(ctx, eligibilityv1.EligibilityService_AssessApplication_FullMethodName, req, s.env.Now())
	if err != nil {
		return nil, err
	}
	var p wire.Parse
	p.RequestID(req.GetRequestId())
	application := parseReceived(&p, s.law, req.GetApplication())
	if n := len(req.GetApplication().GetDerogations()); n > 0 {
		p.Bad("application.derogations", strconv.Itoa(n)+" derogations", "none; GrantDerogation grants them on a stored assessment")
	}
	if req.GetApplication().GetDoctor().GetRpps() == "" {
		p.Text("application.doctor.rpps", "", ident.CheckRPPS)
	}
	if err := p.Err(); err != nil {
		return nil, err
	}
	answer := s.assess(application, req.GetApplication())
	resp := new(eligibilityv1.AssessApplicationResponse)
	err = keep.Once(ctx, s.store.DB(), call, resp, func(tx *table.Tx) (keep.Change, error) {
		answer.Id = s.env.NewID(idPrefix)
		answer.CreateTime = timestamppb.New(call.At)
		answer.Actor = call.Actor
		resp.Assessment = answer
		return keep.Change{Resource: answer.GetId(), What: "assessed"}, s.store.Insert(tx, answer)
	})
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// GetAssessment reads one assessment.
func (s *Server) GetAssessment(ctx context.Context, req *eligibilityv1.GetAssessmentRequest) (*eligibilityv1.GetAssessmentResponse, error) {
	var p wire.Parse
	p.ID("assessment_id", idPrefix, req.GetAssessmentId())
	if err := p.Err(); err != nil {
		return nil, err
	}
	kept, err := s.store.Get(ctx, req.GetAssessmentId())
	if err != nil {
		return nil, err
	}
	return &eligibilityv1.GetAssessmentResponse{Assessment: kept}, nil
}

// ListAssessments reads a page of assessments.
func (s *Server) ListAssessments(ctx context.Context, req *eligibilityv1.ListAssessmentsRequest) (*eligibilityv1.ListAssessmentsResponse, error) {
	var p wire.Parse
	p.FundCodeIfSet("fund_code", req.GetFundCode())
	if err := p.Err(); err != nil {
		return nil, err
	}
	page, next, err := s.store.List(ctx, req.GetFundCode(), int(req.GetPageSize()), req.GetPageToken())
	if err != nil {
		return nil, err
	}
	return &eligibilityv1.ListAssessmentsResponse{Assessments: page, NextPageToken: next}, nil
}

// assess is the one computation behind a simulation and an assessment.
func (s *Server) assess(a eligibility.Application, received *eligibilityv1.Application) *eligibilityv1.Assessment {
	return s.answers.whole(a, received)
}
