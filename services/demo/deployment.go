package main

import (
	"context"
	"encoding/csv"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"google.golang.org/grpc"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/serve"
)

// contractAddr is where demo run puts the contract service.
const contractAddr = "127.0.0.1:7102"

// spread is what deployment is asked for.
type spread struct {
	asOf      string // ISO 8601; empty means the day of the latest event
	perimeter string // signed or running
	fund      string // empty means all
	csv, svg  string // files; empty means none
}

// perimeters are the words of the command line.
var perimeters = map[string]contractv1.Perimeter{
	"signed":  contractv1.Perimeter_PERIMETER_SIGNED,
	"running": contractv1.Perimeter_PERIMETER_RUNNING,
}

// deploymentOf reads the flags of deployment, and does it.
func (o *options) deploymentOf(ctx context.Context, flags *flag.FlagSet, args []string) error {
	var want spread
	flags.StringVar(&o.addr, "addr", contractAddr, "le service contract")
	flags.StringVar(&want.asOf, "as-of", "", "le jour, comme 2025-06-30 ; sinon celui du dernier événement")
	flags.StringVar(&want.perimeter, "perimeter", "signed", "signed : signés depuis 2019 ; running : en cours ce jour-là")
	flags.StringVar(&want.fund, "fund", "", "une seule caisse")
	flags.StringVar(&want.csv, "csv", "", "fichier du tableau ; sans fichier, le tableau va à la sortie")
	flags.StringVar(&want.svg, "svg", "", "fichier de la courbe")
	return o.parsed(flags, args, func() error {
		if flags.NArg() > 0 {
			return errUsage
		}
		return o.deployment(ctx, want)
	})
}

// afterPlay writes the deployment of what was played, when it is asked for.
func (o *options) afterPlay(ctx context.Context, contracts grpc.ClientConnInterface) error {
	if o.spread == "" {
		return nil
	}
	want := spread{perimeter: "signed", csv: o.spread + ".csv", svg: o.spread + ".svg"}
	return want.write(ctx, contracts, o.stdout)
}

// deployment asks a running contract service how far the aid has spread.
func (o *options) deployment(ctx context.Context, want spread) (err error) {
	conn, err := serve.Connect(o.addr, serve.Client{Deadline: callLimit})
	if err != nil {
		return fmt.Errorf("-addr : %w", err)
	}
	defer func() { err = errors.Join(err, conn.Close()) }()
	return want.write(ctx, conn, o.stdout)
}

// write asks, and writes the files; without a file the table goes to out.
func (w spread) write(ctx context.Context, conn grpc.ClientConnInterface, out io.Writer) error {
	seen, err := w.ask(ctx, contractv1.NewContractServiceClient(conn))
	if err != nil {
		return err
	}
	if w.csv == "" && w.svg == "" {
		return seen.table(out)
	}
	if w.csv != "" {
		if err := fileOf(w.csv, seen.table); err != nil {
			return err
		}
	}
	if w.svg != "" {
		return fileOf(w.svg, func(out io.Writer) error {
			_, err := io.WriteString(out, seen.chart())
			return err
		})
	}
	return nil
}

// fileOf makes a file.
func fileOf(path string, fill func(io.Writer) error) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	return errors.Join(fill(f), f.Close())
}

// ask asks the service.
func (w spread) ask(ctx context.Context, contracts contractv1.ContractServiceClient) (deployment, error) {
	perimeter, ok := perimeters[w.perimeter]
	if !ok {
		return deployment{}, fmt.Errorf("-perimeter : vu « %s », attendu signed ou running", w.perimeter)
	}
	asOf := w.asOf
	if asOf == "" {
		var err error
		if asOf, err = latestDay(ctx, contracts); err != nil {
			return deployment{}, err
		}
	}
	answer, err := ask(ctx, "demo", contracts.GetDeployment, &contractv1.GetDeploymentRequest{
		AsOfDate: asOf, Perimeter: perimeter, FundCode: w.fund,
	})
	if err != nil {
		return deployment{}, err
	}
	d := deployment{GetDeploymentResponse: answer, perimeter: perimeter, fund: w.fund}
	d.asOf, err = civil.Parse(asOf)
	return d, err
}

// latestDay is the latest civil day on which something happened to a contract. It is not
// that of today, so the same dossiers give the same files.
func latestDay(ctx context.Context, contracts contractv1.ContractServiceClient) (string, error) {
	const most = 1000 // events of a page
	latest := ""
	for after, end := int64(0), false; !end; {
		page, err := ask(ctx, "demo", contracts.ListEvents, &contractv1.ListEventsRequest{AfterSequence: after, PageSize: most})
		if err != nil {
			return "", fault.FromStatus(err)
		}
		for _, e := range page.GetEvents() {
			latest = max(latest, e.GetOnDate())
		}
		after, end = page.GetNextAfterSequence(), page.GetCaughtUp()
	}
	if latest == "" {
		return "", errors.New("-as-of : il n'y a aucun contrat, attendu un jour comme 2025-06-30")
	}
	return latest, nil
}

// deployment is how far the aid has spread on a day.
type deployment struct {
	*contractv1.GetDeploymentResponse
	asOf      civil.Date
	perimeter contractv1.Perimeter
	fund      string
}

// table writes one line for each group, each day, each published count and each target.
func (d deployment) table(out io.Writer) error {
	w := csv.NewWriter(out)
	perimeter := strings.TrimPrefix(d.perimeter.String(), "PERIMETER_")
	lines := [][]string{{
		"kind", "key", "perimeter", "contracts", "etp_thousandths", "measured_contracts",
		"registered_patients_gained", "active_file_gained", "certainty", "source",
	}}
	group := func(kind, key string, c *contractv1.DeploymentCount) {
		lines = append(lines, []string{
			kind, key, perimeter, digits(c.GetContracts()), digits(c.GetEtpThousandths()), digits(c.GetMeasuredContracts()),
			digits(c.GetRegisteredPatientsGained()), digits(c.GetActiveFileGained()), "", "",
		})
	}
	group("total", d.asOf.String(), d.GetTotal())
	for _, by := range []struct {
		kind   string
		groups []*contractv1.DeploymentGroup
	}{
		{"option", d.GetByOption()}, {"specialty", d.GetBySpecialty()}, {"zone", d.GetByZone()},
		{"department", d.GetByDepartment()}, {"text", d.GetByText()}, {"fund", d.GetByFund()},
	} {
		for _, g := range by.groups {
			group(by.kind, g.GetKey(), g.GetCount())
		}
	}
	for _, p := range d.GetTrajectory() {
		lines = append(lines, []string{"trajectory", p.GetOnDate(), perimeter, digits(p.GetContracts()), digits(p.GetEtpThousandths()), "", "", "", "", ""})
	}
	for _, m := range d.GetMilestones() {
		lines = append(lines, published("milestone", m.GetOnDate(), m.GetPerimeter(), m))
	}
	for _, t := range d.GetTargets() {
		kind := "target"
		if computed(t) {
			kind = "computed_target"
		}
		lines = append(lines, published(kind, digits(t.GetYear()), "", t))
	}
	return w.WriteAll(lines)
}

// published is the line of a count that comes from a source.
func published(kind, key, perimeter string, m interface {
	GetContracts() int32
	GetCitation() *lawv1.Citation
}) []string {
	return []string{kind, key, perimeter, digits(m.GetContracts()), "", "", "", "", code(m.GetCitation().GetCertainty()), m.GetCitation().GetSource()}
}

// digits is a whole number without marks.
func digits[N int32 | int64](n N) string { return strconv.FormatInt(int64(n), 10) }
