package server

import (
	"context"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/contract/internal/contract"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/table"
	"assistmed/services/internal/wire"
)

// ListWork is an officer's morning page.
func (s *Server) ListWork(ctx context.Context, req *contractv1.ListWorkRequest) (*contractv1.ListWorkResponse, error) {
	var p wire.Parse
	p.FundCode("fund_code", req.GetFundCode())
	asOf := p.Date("as_of_date", req.GetAsOfDate())
	p.AtLeast("page_size", int64(req.GetPageSize()), 0)
	if err := p.Err(); err != nil {
		return nil, err
	}
	list, keys, err := s.work(ctx, req.GetFundCode(), asOf)
	if err != nil {
		return nil, err
	}
	resp := &contractv1.ListWorkResponse{Total: int32(len(list))}
	q := table.Query{Size: int(req.GetPageSize()), Token: req.GetPageToken(), Filter: req.GetFundCode() + "/" + asOf.String()}
	resp.Items, resp.NextPageToken, err = table.PageList(list, q, func(i *contractv1.WorkItem) string { return keys[i] })
	if err != nil {
		return nil, err
	}
	return resp, nil
}

// work is all that a fund has to do on a day, with the keys that order it.
func (s *Server) work(ctx context.Context, fund string, asOf civil.Date) (list []*contractv1.WorkItem, keys map[*contractv1.WorkItem]string, err error) {
	keys = map[*contractv1.WorkItem]string{}
	err = s.store.DB().View(ctx, func(tx *table.Tx) error {
		open, err := s.store.OpenOf(tx, fund)
		if err != nil {
			return err
		}
		for _, m := range open {
			c, err := s.domain(m)
			if err != nil {
				return err
			}
			for _, i := range c.Work(s.law, asOf) {
				item := workItem(i)
				list, keys[item] = append(list, item), i.Key()
			}
		}
		return nil
	})
	return list, keys, err
}

// workItem is one line of the page on the wire.
func workItem(i contract.Item) *contractv1.WorkItem {
	return &contractv1.WorkItem{
		ContractId: i.ContractID, Kind: contractv1.WorkKind(i.Kind), DueDate: i.Due.String(), DaysLate: int32(i.Late),
		NextStep: wire.Phrase(i.Next), Method: i.Method, Subject: i.Subject, Citation: wire.Citation(i.Cite),
	}
}
