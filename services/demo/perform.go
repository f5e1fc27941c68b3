package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"
	"strings"

	"google.golang.org/grpc"

	"assistmed/services/internal/fleet"
	"assistmed/services/internal/otlpsink"
)

// defaultTrace is the dossier whose trace is shown.
const defaultTrace = "c24-full-ordinary"

// play plays dossiers, on services of its own or on running ones.
func (o *options) play(ctx context.Context, named []string) error {
	dossiers, err := load(named)
	if err != nil {
		return err
	}
	if err := o.traceable(dossiers); err != nil {
		return err
	}
	if o.addr != "" {
		return o.playElsewhere(ctx, dossiers)
	}
	sink, err := otlpsink.Start(ctx)
	if err != nil {
		return err
	}
	traces, played, err := o.playHere(ctx, dossiers, sink)
	if err := errors.Join(err, sink.Stop()); err != nil {
		return err
	}
	return played.conclude(traces[o.trace], sink)
}

// traceable refuses a -trace that cannot be shown. The trace of the default dossier is
// shown when that one is played.
func (o *options) traceable(dossiers []*dossier) error {
	switch {
	case o.trace == "":
		o.trace = defaultTrace
		return nil
	case o.addr != "":
		return errors.New("-trace : vu avec -addr, dont les traces vont ailleurs ; attendu sans -addr")
	case !slices.ContainsFunc(dossiers, func(d *dossier) bool { return d.name == o.trace }):
		return fmt.Errorf("-trace : vu « %s », attendu le nom d'un dossier joué", o.trace)
	}
	return nil
}

// show is what was played: its page and its tally.
type show struct {
	page  *page
	tally *tally
}

// playHere starts a fleet in a temporary folder, plays, and stops it: with that, its
// last spans are sent.
func (o *options) playHere(ctx context.Context, dossiers []*dossier, sink *otlpsink.Sink) (traces map[string]*trace, played show, err error) {
	dir, err := os.MkdirTemp("", "assistmed-demo-")
	if err != nil {
		return nil, played, err
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	f, err := fleet.Start(ctx, fleet.Options{Bin: o.bin, Dir: dir, OTLP: sink.Endpoint()})
	if err != nil {
		return nil, played, err
	}
	defer func() { err = errors.Join(err, f.Stop()) }()
	conns := map[string]*grpc.ClientConn{}
	for _, name := range fleet.Names() {
		conns[name] = f.Conn(name)
	}
	played.page = newPage(o.stdout)
	traces, played.tally, err = playAll(ctx, conns, played.page, script{dossiers, o.folder})
	if err != nil {
		return traces, played, err
	}
	return traces, played, o.afterPlay(ctx, conns[fleet.Contract])
}

// playElsewhere plays on running services; there is no trace to be had.
func (o *options) playElsewhere(ctx context.Context, dossiers []*dossier) (err error) {
	addrs, err := parseAddrs(o.addr)
	if err != nil {
		return err
	}
	conns, err := fleet.Dial(addrs)
	if err != nil {
		return err
	}
	defer func() {
		for _, conn := range conns {
			err = errors.Join(err, conn.Close())
		}
	}()
	p := newPage(o.stdout)
	_, t, err := playAll(ctx, conns, p, script{dossiers, o.folder})
	if err != nil {
		return errors.Join(err, p.flush())
	}
	if err := o.afterPlay(ctx, conns[fleet.Contract]); err != nil {
		return err
	}
	return show{page: p, tally: t}.conclude(nil, nil)
}

// script is what is played, and the folder of the files of the last chapter; without a
// folder there is none.
type script struct {
	dossiers []*dossier
	folder   string
}

// playAll tells the opening, every dossier and, if it is wanted, the last chapter. Traces
// are by the dossier's name.
func playAll(ctx context.Context, conns map[string]*grpc.ClientConn, p *page, script script) (map[string]*trace, *tally, error) {
	s, err := newStage(ctx, conns, p)
	if err != nil {
		return nil, nil, err
	}
	opening(p)
	traces := map[string]*trace{}
	for _, d := range script.dossiers {
		t, err := s.dossier(ctx, d)
		if err := errors.Join(err, p.flush()); err != nil {
			return nil, nil, err
		}
		traces[d.name] = t
	}
	if script.folder == "" {
		return traces, s.tally, nil
	}
	return traces, s.tally, s.close(ctx, script.folder)
}

func opening(p *page) {
	p.line("L'aide à l'emploi d'un assistant médical, de la demande au versement.")
	p.para(0, "Chaque dossier passe par trois services : eligibility examine la demande, contract tient le contrat, payment calcule et paie. "+
		"Chaque chiffre imprimé est comparé à celui que le dossier attend, quand il en attend un. "+
		"Les médecins sont inventés, leurs numéros et les références de leurs assistants aussi : chaque récit a les siens. "+
		"Dans les mises en paiement, officer est l'ordonnateur et accountant l'agent comptable : deux personnes, toujours.")
	p.space()
	p.line("Signes : ✓ rempli   ✗ non rempli   ~ dispensé   ? on ne peut pas le dire   · non demandé")
	p.line("Entre parenthèses, après chaque source et chaque montant payé, la certitude :")
	p.table(2, legend())
}

// conclude prints the trace, the differences and the count of what was checked.
func (w show) conclude(t *trace, sink *otlpsink.Sink) error {
	var lacks error
	if t != nil {
		lacks = t.tree(w.page, sink.Spans(t.id))
	}
	w.page.space()
	for _, d := range w.tally.differences {
		w.page.line("DIFFÈRE  " + d.String())
	}
	w.page.line(w.tally.summary())
	if err := errors.Join(lacks, w.page.flush()); err != nil {
		return err
	}
	if len(w.tally.differences) > 0 {
		return errDiffers
	}
	return nil
}

// summary counts what was printed and what was checked.
func (t *tally) summary() string {
	verified := fmt.Sprintf("dont %d vérifiés", t.verified)
	if t.verified == t.printed {
		verified = "tous vérifiés"
	}
	differences := "aucune différence"
	if n := len(t.differences); n > 0 {
		differences = plural(fmt.Sprint(n), "différence")
	}
	return fmt.Sprintf("%d chiffres imprimés, %s ; %d comparaisons avec ce que les dossiers attendent, %s.",
		t.printed, verified, t.checked, differences)
}

// parseAddrs reads eligibility=host:port,contract=host:port,payment=host:port.
func parseAddrs(s string) (map[string]string, error) {
	addrs := map[string]string{}
	for _, one := range strings.Split(s, ",") {
		name, addr, ok := strings.Cut(one, "=")
		if !ok || addr == "" {
			return nil, fmt.Errorf("-addr : vu « %s », attendu service=hôte:port", one)
		}
		addrs[name] = addr
	}
	for _, name := range fleet.Names() {
		if addrs[name] == "" {
			return nil, fmt.Errorf("-addr : vu « %s », attendu aussi %s=hôte:port", s, name)
		}
	}
	if len(addrs) != len(fleet.Names()) {
		return nil, fmt.Errorf("-addr : vu « %s », attendu seulement %s", s, strings.Join(fleet.Names(), ", "))
	}
	return addrs, nil
}
