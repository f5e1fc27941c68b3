package server

import (
	"bytes"
	"context"
	"fmt"
	"maps"
	"slices"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"

	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	storev1 "assistmed/gen/go/assistmed/store/v1"
	"assistmed/services/eligibility/internal/eligibility"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/law"
	"assistmed/services/internal/wire"
)

// lawRecord is a law as the store keeps it.
func lawRecord(l *law.Law) *storev1.LawRecord {
	files := l.Files()
	record := &storev1.LawRecord{Edition: l.Edition(), Digest: l.Digest()}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		record.Files = append(record.Files, &storev1.LawFile{Name: name, Content: files[name]})
	}
	return record
}

// ExplainAssessment computes a stored assessment again, by the law it was made with
// and, when that has changed since, by today's.
func (s *Server) ExplainAssessment(ctx context.Context, req *eligibilityv1.ExplainAssessmentRequest) (*eligibilityv1.ExplainAssessmentResponse, error) {
	var p wire.Parse
	p.ID("assessment_id", idPrefix, req.GetAssessmentId())
	if err := p.Err(); err != nil {
		return nil, err
	}
	stored, err := s.store.Get(ctx, req.GetAssessmentId())
	if err != nil {
		return nil, err
	}
	pinned, err := s.pinned(ctx, stored)
	if err != nil {
		return nil, err
	}
	again, err := again(pinned, stored)
	if err != nil {
		return nil, unreadable(stored, err)
	}
	resp := &eligibilityv1.ExplainAssessmentResponse{
		Stored: stored, Equal: equalBytes(stored, again), Differences: differences("", stored.ProtoReflect(), again.ProtoReflect()),
		LawChanged: stored.GetLawEdition() != s.law.Edition(),
	}
	if !resp.GetLawChanged() {
		return resp, nil
	}
	used := map[string]bool{}
	for _, cell := range allCells(stored) {
		used[cell] = true
	}
	for _, c := range law.Diff(pinned.engine.Law(), s.law) {
		then, now := wire.Citation(c.First), wire.Citation(c.Other)
		is := used[then.GetTextId()+"/"+then.GetCell()] || used[now.GetTextId()+"/"+now.GetCell()]
		resp.ChangedCells = append(resp.ChangedCells, &eligibilityv1.ChangedCell{Then: then, Now: now, Used: is})
	}
	today, err := s.today(stored)
	if err != nil {
		return nil, err
	}
	resp.Today = today
	compared := proto.CloneOf(today)
	compared.LawDigest, compared.LawEdition = stored.GetLawDigest(), stored.GetLawEdition()
	resp.TodayDifferences = differences("", stored.ProtoReflect(), compared.ProtoReflect())
	return resp, nil
}

// allCells are the cells that an assessment used, for its verdict and its options.
func allCells(a *eligibilityv1.Assessment) []string {
	cells := slices.Clone(a.GetCellsUsed())
	for _, o := range a.GetOptions() {
		cells = append(cells, o.GetCellsUsed()...)
	}
	return cells
}

// pinned are the answers by the law that an assessment was made with.
func (s *Server) pinned(ctx context.Context, a *eligibilityv1.Assessment) (*answers, error) {
	if a.GetLawEdition() == s.law.Edition() {
		return s.answers, nil
	}
	record, found, err := s.store.Law(ctx, a.GetLawEdition())
	if err != nil {
		return nil, err
	}
	if !found {
		return nil, unreadable(a, fmt.Errorf("the files of that law were not kept"))
	}
	files := map[string][]byte{}
	for _, f := range record.GetFiles() {
		files[f.GetName()] = f.GetContent()
	}
	l, err := law.FromFiles(files)
	if err != nil {
		return nil, unreadable(a, err)
	}
	return answersOf(eligibility.New(l)), nil
}

func unreadable(a *eligibilityv1.Assessment, cause error) error {
	return fault.Refused("PINNED_LAW_UNREADABLE", a.GetId(),
		fmt.Sprintf("the law that assessment %s was made with (digest %s) cannot be read by this program: %v; the stored answer stands", a.GetId(), a.GetLawDigest(), cause),
		"law_digest", a.GetLawDigest(), "law_edition", a.GetLawEdition(),
		"fr", "Le droit avec lequel cette évaluation a été faite ne peut plus être relu par ce programme\u00a0; la réponse conservée fait foi.")
}

// again computes an assessment from its own application, with what only the store
// knows of it.
func again(a *answers, stored *eligibilityv1.Assessment) (*eligibilityv1.Assessment, error) {
	var p wire.Parse
	application := parseApplication(&p, a.engine.Law(), stored.GetApplication())
	if err := p.Err(); err != nil {
		return nil, err
	}
	out := a.whole(application, stored.GetApplication())
	out.Id, out.CreateTime, out.Actor = stored.GetId(), stored.GetCreateTime(), stored.GetActor()
	return out, nil
}

// today is what the answer would be under today's law, with what only the store knows.
func (s *Server) today(stored *eligibilityv1.Assessment) (*eligibilityv1.Assessment, error) {
	out, err := again(s.answers, stored)
	if err != nil {
		return nil, fmt.Errorf("the application of %s makes no sense under today's law: %w", stored.GetId(), err)
	}
	return out, nil
}

// equalBytes compares two messages as this program writes them.
func equalBytes(a, b proto.Message) bool {
	options := proto.MarshalOptions{Deterministic: true}
	one, err := options.Marshal(a)
	if err != nil {
		return false
	}
	other, err := options.Marshal(b)
	return err == nil && bytes.Equal(one, other)
}

// differences lists the fields, by path, in which two messages of one kind differ.
func differences(at string, a, b protoreflect.Message) (paths []string) {
	fields := a.Descriptor().Fields()
	for i := range fields.Len() {
		f := fields.Get(i)
		path := string(f.Name())
		if at != "" {
			path = at + "." + path
		}
		one, other := a.Get(f), b.Get(f)
		switch {
		case f.IsList():
			paths = append(paths, listDifferences(path, f, one.List(), other.List())...)
		case a.Has(f) != b.Has(f):
			paths = append(paths, path)
		case f.Message() != nil && a.Has(f):
			paths = append(paths, differences(path, one.Message(), other.Message())...)
		case f.Message() == nil && !one.Equal(other):
			paths = append(paths, path)
		}
	}
	return paths
}

func listDifferences(path string, f protoreflect.FieldDescriptor, a, b protoreflect.List) (paths []string) {
	for i := range max(a.Len(), b.Len()) {
		at := fmt.Sprintf("%s[%d]", path, i)
		switch {
		case i >= a.Len() || i >= b.Len():
			paths = append(paths, at)
		case f.Message() != nil:
			paths = append(paths, differences(at, a.Get(i).Message(), b.Get(i).Message())...)
		case !a.Get(i).Equal(b.Get(i)):
			paths = append(paths, at)
		}
	}
	return paths
}
