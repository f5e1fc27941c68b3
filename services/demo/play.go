package main

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/fleet"
	"assistmed/services/internal/population"
	"assistmed/services/internal/serve"
)

// callLimit bounds one call; a service that restarts is waited for.
const callLimit = 30 * time.Second

// services are the clients of the three services.
type services struct {
	law         lawv1.LawServiceClient
	eligibility eligibilityv1.EligibilityServiceClient
	contract    contractv1.ContractServiceClient
	payment     paymentv1.PaymentServiceClient
}

// stage is where dossiers are played: the three services, the page, the tally.
type stage struct {
	services services
	page     *page
	tally    *tally
	prefix   string // of every request id of this play
	texts    map[string]*lawv1.Text
	closing  closing
}

// newStage gets ready to play on the three services.
func newStage(ctx context.Context, conns map[string]*grpc.ClientConn, p *page) (*stage, error) {
	s := &stage{
		services: services{
			law:         lawv1.NewLawServiceClient(conns[fleet.Eligibility]),
			eligibility: eligibilityv1.NewEligibilityServiceClient(conns[fleet.Eligibility]),
			contract:    contractv1.NewContractServiceClient(conns[fleet.Contract]),
			payment:     paymentv1.NewPaymentServiceClient(conns[fleet.Payment]),
		},
		page: p, tally: &tally{}, prefix: randomHex(5), texts: map[string]*lawv1.Text{},
	}
	ctx, cancel := context.WithTimeout(ctx, callLimit)
	defer cancel()
	answer, err := s.services.law.ListTexts(ctx, &lawv1.ListTextsRequest{}, grpc.WaitForReady(true))
	if err != nil {
		return nil, fault.FromStatus(err)
	}
	for _, t := range answer.GetTexts() {
		s.texts[t.GetId()] = t
	}
	return s, nil
}

func randomHex(n int) string {
	b := make([]byte, n)
	_, _ = rand.Read(b) // it never fails
	return hex.EncodeToString(b)
}

// scene is one play while it is played.
type scene struct {
	*stage
	dossier *dossier
	play    *play
	trace   *trace
	number  int // of the play in the dossier
	calls   int
	funds   map[string]string // code in the dossier -> code of the play, for all its plays
	suffix  string            // of every reference of an assistant, for all plays of the dossier

	known      *eligibilityv1.Application // what is known so far
	assessment *eligibilityv1.Assessment
	contract   *contractv1.Contract
	through    string // of the last run
	sheet      *sheet // of the step that is being played
	offered    bool
	measured   []string // what the story has told of measures

	iban     string            // of the doctor, when it is another one
	recovery string            // that was notified last
	sent     map[string]string // payment -> its end-to-end id, as it was sent last
}

// dossier plays one dossier. Figures that differ are in the tally; the error is that
// a service failed.
func (s *stage) dossier(ctx context.Context, d *dossier) (*trace, error) {
	s.page.title(d.name + " – " + d.title)
	s.page.hanging(0, pad("Source", 10), d.source)
	s.list("Publié", d.published)
	s.list("Supposé", d.supposed)
	t := newTrace(d.name)
	funds, suffix := map[string]string{}, ":"+randomHex(4)
	for i, p := range d.plays {
		if p.name != "" {
			s.page.space()
			s.page.line(pad("━━ "+p.title+" ", pageWidth/2))
		}
		scene := &scene{stage: s, dossier: d, play: p, trace: t, number: i + 1, known: p.application, funds: funds, suffix: suffix}
		if err := scene.perform(ctx); err != nil {
			return t, fmt.Errorf("%s : %w", d.file, err)
		}
	}
	return t, nil
}

func (s *stage) list(head string, sentences []string) {
	for _, sentence := range sentences {
		s.page.hanging(0, pad(head, 10), sentence)
		head = ""
	}
}

// perform plays the steps one after the other, then what closes every play.
func (s *scene) perform(ctx context.Context) error {
	if err := s.chooseFund(ctx); err != nil {
		return err
	}
	s.application()
	for i, step := range s.play.steps {
		s.sheet = s.newSheet(fmt.Sprintf("%d (%s)", i+1, step.kind), step.line, kinds()[step.kind].figures, step.expect)
		ctx := s.trace.begin(ctx, stepName(step.kind))
		s.note(step.note)
		goesOn, err := s.answered(ctx, step)
		if err != nil {
			return fmt.Errorf("étape %d (%s) : %w", i+1, step.kind, err)
		}
		s.sheet.close()
		if !goesOn {
			s.page.para(2, "Ce récit s'arrête ici.")
			return nil
		}
	}
	return s.closing(s.trace.begin(ctx, stepName("closing")))
}

func (s *scene) newSheet(step string, line int, table map[string]form, expected expectations) *sheet {
	sheet := &sheet{
		tally: s.tally, file: s.dossier.file, step: step, line: line, table: table, expected: expected,
		complete: s.dossier.complete, known: s.dossier.numbers, cells: map[string]bool{}, private: s.suffix,
	}
	if s.play.name != "" {
		sheet.step = s.play.name + " " + step
	}
	for _, t := range s.texts {
		for _, number := range numbersIn(t.GetTitle().GetFr()) {
			sheet.cells[number] = true
		}
	}
	return sheet
}

func (s *scene) note(text string) {
	if text != "" {
		s.page.space()
		s.page.para(2, text)
	}
}

// answered plays one step. A refusal is an answer: the story tells it, and goes on if
// the dossier expects it.
func (s *scene) answered(ctx context.Context, step *step) (goesOn bool, err error) {
	err = s.step(ctx, step)
	var refusal *fault.Error
	if !errors.As(err, &refusal) || refusal.Kind.Ours() {
		return true, err
	}
	s.refused(step, refusal)
	_, expected := step.expect.values["refused"]
	if !expected {
		s.sheet.differ(step.line, "refused", "aucun refus", refusal.Reason)
	}
	return expected, nil
}

func (s *scene) refused(step *step, refusal *fault.Error) {
	text := refusal.Metadata["fr"]
	if text == "" {
		text = refusalName(refusal.Reason)
	}
	s.page.event(dayOf(step), "✗ Refusé : "+s.sheet.sentence(strings.TrimSuffix(text, "."))+".")
	s.sheet.check("refused", word(refusal.Reason, ""))
	fields := make([]string, 0, len(refusal.Violations))
	for _, v := range refusal.Violations {
		fields = append(fields, v.Field)
		s.page.beside("– " + v.String())
	}
	if len(fields) > 0 {
		s.sheet.check("fields", word(strings.Join(fields, ", "), ""))
	}
}

// step asks the services for what a step wants, and tells it.
func (s *scene) step(ctx context.Context, step *step) error {
	return kinds()[step.kind].play(ctx, s, step.body)
}

// simulated and assessed take what is learned by then.
func (s *scene) simulated(ctx context.Context, body *learned) error {
	s.learn(body)
	return s.assess(ctx, false)
}

func (s *scene) assessed(ctx context.Context, body *learned) error {
	s.learn(body)
	return s.assess(ctx, true)
}

func (s *scene) learn(body *learned) {
	s.known = proto.CloneOf(body.application)
	s.known.FundCode = s.play.application.GetFundCode()
	if s.play.doctor != "" && s.known.GetDoctor().GetRpps() == s.play.doctor {
		s.known.Doctor.Rpps = s.play.application.GetDoctor().GetRpps()
	}
}

// dayOf is the day of a step, as the story prints it; empty when it has none.
func dayOf(step *step) string {
	switch body := step.body.(type) {
	case signing:
		return date(max(body.doctor, body.fund)).printed
	case payRun:
		return date(body.through).printed
	case proto.Message:
		m := body.ProtoReflect()
		if fd := m.Descriptor().Fields().ByName(kinds()[step.kind].day); fd != nil {
			return date(m.Get(fd).String()).printed
		}
	}
	return ""
}

// ask makes one call in the name of an actor.
func ask[Q, A any](ctx context.Context, actor string, method func(context.Context, Q, ...grpc.CallOption) (A, error), request Q) (A, error) {
	ctx, cancel := context.WithTimeout(serve.WithActor(ctx, actor), callLimit)
	defer cancel()
	answer, err := method(ctx, request, grpc.WaitForReady(true))
	return answer, fault.FromStatus(err)
}

// requestID is new for each call and tells where it comes from.
func (s *scene) requestID() string {
	s.calls++
	return fmt.Sprintf("%s:%s:%d.%d", s.prefix, s.dossier.name, s.number, s.calls)
}

func (s *scene) officer() string { return "officer:" + s.known.GetFundCode() }

// chooseFund gives the dossier a fund of its own: the one it names, or another one
// when the services hold dossiers of that fund already, so that its runs pay nobody
// else's. The plays of a dossier share it.
func (s *scene) chooseFund(ctx context.Context) error {
	s.known = proto.CloneOf(s.known)
	chosen, ok := s.funds[s.play.given]
	if !ok {
		var err error
		if chosen, err = s.freeFund(ctx); err != nil {
			return err
		}
		s.funds[s.play.given] = chosen
	}
	s.known.FundCode = chosen
	s.play.application = s.known
	return s.chooseDoctor(ctx)
}

// chooseDoctor gives the play a doctor without contracts: the one the dossier names, or
// another one when that one has contracts already, since a doctor has one at a time.
func (s *scene) chooseDoctor(ctx context.Context) error {
	rpps := s.play.doctor
	if rpps == "" {
		return nil
	}
	for range 100 {
		answer, err := ask(ctx, "demo", s.services.contract.ListContracts, &contractv1.ListContractsRequest{Rpps: rpps, PageSize: 1})
		var refusal *fault.Error
		if errors.As(err, &refusal) && refusal.Kind == fault.Invalid {
			return nil // the first step says what is wrong with the number
		}
		if err != nil {
			return err
		}
		if len(answer.GetContracts()) == 0 {
			s.known.Doctor.Rpps = rpps
			return nil
		}
		rpps = randomDoctor()
	}
	return fmt.Errorf("aucun médecin sans contrat pour jouer ce dossier (%s et cent autres en ont)", s.play.doctor)
}

// randomDoctor is a number that no real doctor has: it is of the series of the
// population.
func randomDoctor() string {
	var b [4]byte
	_, _ = rand.Read(b[:]) // it never fails
	rpps, _ := population.Numbers(uint64(binary.BigEndian.Uint32(b[:]) % (1 << 24)))
	return rpps
}

// freeFund is the dossier's own fund, or one of which the services know nothing.
func (s *scene) freeFund(ctx context.Context) (string, error) {
	fund := s.play.given
	for range 100 {
		answer, err := ask(ctx, "demo", s.services.eligibility.ListAssessments, &eligibilityv1.ListAssessmentsRequest{FundCode: fund, PageSize: 1})
		var refusal *fault.Error
		if errors.As(err, &refusal) && refusal.Kind == fault.Invalid {
			return fund, nil // the first step says what is wrong with the code
		}
		if err != nil {
			return "", err
		}
		if len(answer.GetAssessments()) == 0 {
			return fund, nil
		}
		fund = randomFund()
	}
	return "", fmt.Errorf("aucune caisse libre pour jouer ce dossier (%s et cent autres ont des dossiers)", s.play.given)
}

// randomFund is a code that no real fund has: those begin with a digit.
func randomFund() string {
	const signs = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
	b := make([]byte, 3)
	_, _ = rand.Read(b) // it never fails
	return string([]byte{signs[int(b[0])%26], signs[int(b[1])%len(signs)], signs[int(b[2])%len(signs)]})
}

// closing plays the last run again, and counts what was paid.
func (s *scene) closing(ctx context.Context) error {
	if s.through == "" {
		return nil
	}
	s.sheet = s.newSheet("fin", s.play.expect.line, playFigures, s.play.expect)
	defer s.sheet.close()
	again, err := ask(ctx, s.officer(), s.services.payment.OpenRun, &paymentv1.OpenRunRequest{
		RequestId: s.requestID(), FundCode: s.known.GetFundCode(), ThroughDate: s.through,
	})
	if err != nil {
		return err
	}
	if n := len(again.GetRun().GetLines()); n > 0 {
		s.sheet.differ(s.play.expect.line, "seconde mise en paiement", "rien à payer", fmt.Sprintf("%d échéances", n))
	}
	_, err = ask(ctx, s.officer(), s.services.payment.CancelRun, &paymentv1.CancelRunRequest{RequestId: s.requestID(), RunId: again.GetRun().GetId()})
	if err != nil {
		return err
	}
	payments, err := s.payments(ctx)
	if err != nil {
		return err
	}
	var total int64
	for _, p := range payments {
		total += p.GetAmountCents()
	}
	n := count(int32(len(payments)))
	s.page.space()
	s.page.para(2, fmt.Sprintf("Total payé sur ce contrat : %s, en %s. Une seconde mise en paiement sur les mêmes faits ne trouve rien à payer.",
		s.sheet.show("total_paid", euros(total)), plural(s.sheet.show("payments", n), "versement")))
	return nil
}

// payments reads every payment of the contract, page by page.
func (s *scene) payments(ctx context.Context) ([]*paymentv1.Payment, error) {
	var all []*paymentv1.Payment
	request := &paymentv1.ListPaymentsRequest{ContractId: s.contract.GetId(), PageSize: 3}
	for {
		answer, err := ask(ctx, s.officer(), s.services.payment.ListPayments, request)
		if err != nil {
			return nil, err
		}
		all = append(all, answer.GetPayments()...)
		if request.PageToken = answer.GetNextPageToken(); request.PageToken == "" {
			return slices.Clip(all), nil
		}
	}
}

func plural(n, noun string) string {
	if n == "0" || n == "1" {
		return n + " " + noun
	}
	return n + " " + noun + "s"
}
