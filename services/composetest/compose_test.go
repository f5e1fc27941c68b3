//go:build compose

package composetest_test

import (
	"context"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	healthv1 "google.golang.org/grpc/health/grpc_health_v1"
	"google.golang.org/protobuf/proto"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	eligibilityv1 "assistmed/gen/go/assistmed/eligibility/v1"
	paymentv1 "assistmed/gen/go/assistmed/payment/v1"
)

const first = "c24-full-ordinary"

var services = []string{"eligibility", "contract", "payment"}

// project is one compose project with published ports of its own.
type project struct {
	t     *testing.T
	root  string
	ports map[string]int
	conns map[string]*grpc.ClientConn
	env   []string
}

func TestEveryRecordOutlivesARestartOfEveryContainer(t *testing.T) {
	p := start(t)
	p.play(first)
	before := p.records()
	if len(before) < 4 {
		t.Fatalf("only %d records after %s: %v", len(before), first, before)
	}

	p.restartInRandomOrder()
	p.play(p.otherDossiers()...)

	after := p.records()
	if len(after) <= len(before) {
		t.Errorf("%d records before the restart and %d after playing the rest", len(before), len(after))
	}
	for id, record := range before {
		if !proto.Equal(record, after[id]) {
			t.Errorf("%s was\n%v\nand after the restart is\n%v", id, record, after[id])
		}
	}
}

// start brings the project up on free ports, and takes it down with its volumes.
func start(t *testing.T) *project {
	root, err := filepath.Abs("../..")
	if err != nil {
		t.Fatal(err)
	}
	p := &project{t: t, root: root, ports: map[string]int{}, conns: map[string]*grpc.ClientConn{}}
	p.env = append(os.Environ(), "COMPOSE_PROJECT_NAME=assistmedtest"+strconv.Itoa(os.Getpid()), "OTEL_EXPORTER_OTLP_ENDPOINT=")
	for _, name := range services {
		p.ports[name] = freePort(t)
		p.env = append(p.env, fmt.Sprintf("%s_PORT=%d", strings.ToUpper(name), p.ports[name]))
		conn, err := grpc.NewClient(p.address(name), grpc.WithTransportCredentials(insecure.NewCredentials()),
			grpc.WithDefaultCallOptions(grpc.WaitForReady(true)))
		if err != nil {
			t.Fatal(err)
		}
		p.conns[name] = conn
		t.Cleanup(func() { _ = conn.Close() })
	}
	t.Cleanup(func() {
		if t.Failed() {
			p.compose("logs", "--tail=50")
		}
		p.compose("down", "--volumes", "--timeout", "15")
	})
	p.compose("up", "--build", "--detach")
	p.waitServing()
	return p
}

func freePort(t *testing.T) int {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().(*net.TCPAddr).Port
}

func (p *project) address(name string) string {
	return fmt.Sprintf("127.0.0.1:%d", p.ports[name])
}

// compose runs the project's own wrapper, which knows both compose tools.
func (p *project) compose(args ...string) {
	p.t.Helper()
	p.run(exec.Command(filepath.Join(p.root, "deploy", "compose.sh"), args...))
}

func (p *project) run(cmd *exec.Cmd) {
	p.t.Helper()
	cmd.Env = p.env
	out, err := cmd.CombinedOutput()
	if err != nil {
		p.t.Errorf("%s: %v\n%s", strings.Join(cmd.Args, " "), err, out)
	} else if cmd.Args[len(cmd.Args)-1] == "--tail=50" {
		p.t.Logf("%s", out)
	}
}

// play plays dossiers through the published ports.
func (p *project) play(names ...string) {
	p.t.Helper()
	args := []string{"play", "-addr"}
	var addresses []string
	for _, name := range services {
		addresses = append(addresses, name+"="+p.address(name))
	}
	args = append(args, strings.Join(addresses, ","))
	for _, name := range names {
		args = append(args, filepath.Join(p.root, "services", "demo", "dossiers", name+".yaml"))
	}
	p.run(exec.Command(filepath.Join(p.root, "bin", "demo"), args...))
	if p.t.Failed() {
		p.t.FailNow()
	}
}

func (p *project) otherDossiers() []string {
	files, err := filepath.Glob(filepath.Join(p.root, "services", "demo", "dossiers", "*.yaml"))
	if err != nil {
		p.t.Fatal(err)
	}
	var names []string
	for _, file := range files {
		if name := strings.TrimSuffix(filepath.Base(file), ".yaml"); name != first {
			names = append(names, name)
		}
	}
	if len(names) < 7 {
		p.t.Fatalf("only these dossiers beside %s: %v", first, names)
	}
	slices.Sort(names)
	return names
}

func (p *project) restartInRandomOrder() {
	p.t.Helper()
	seed := rand.Uint64()
	p.t.Logf("the order of restarts has seed %d", seed)
	order := slices.Clone(services)
	rand.New(rand.NewPCG(seed, 0)).Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
	for _, name := range order {
		p.t.Logf("restarting %s", name)
		p.compose("restart", "--timeout", "15", name)
	}
	p.waitServing()
}

func (p *project) waitServing() {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), time.Minute)
	defer cancel()
	for _, name := range services {
		watch, err := healthv1.NewHealthClient(p.conns[name]).Watch(ctx, &healthv1.HealthCheckRequest{})
		if err != nil {
			p.t.Fatalf("%s: %v", name, err)
		}
		for {
			answer, err := watch.Recv()
			if err != nil {
				p.t.Fatalf("%s is not SERVING: %v", name, err)
			}
			if answer.GetStatus() == healthv1.HealthCheckResponse_SERVING {
				break
			}
		}
	}
}

// records reads every record of every service, page by page.
func (p *project) records() map[string]proto.Message {
	p.t.Helper()
	ctx, cancel := context.WithTimeout(p.t.Context(), time.Minute)
	defer cancel()
	found := map[string]proto.Message{}
	assessments := eligibilityv1.NewEligibilityServiceClient(p.conns["eligibility"])
	pages(p.t, func(token string) (string, error) {
		page, err := assessments.ListAssessments(ctx, &eligibilityv1.ListAssessmentsRequest{PageToken: token})
		for _, a := range page.GetAssessments() {
			found[a.GetId()] = a
		}
		return page.GetNextPageToken(), err
	})
	contracts := contractv1.NewContractServiceClient(p.conns["contract"])
	pages(p.t, func(token string) (string, error) {
		page, err := contracts.ListContracts(ctx, &contractv1.ListContractsRequest{PageToken: token})
		for _, c := range page.GetContracts() {
			found[c.GetId()] = c
		}
		return page.GetNextPageToken(), err
	})
	payments := paymentv1.NewPaymentServiceClient(p.conns["payment"])
	pages(p.t, func(token string) (string, error) {
		page, err := payments.ListRuns(ctx, &paymentv1.ListRunsRequest{PageToken: token})
		for _, r := range page.GetRuns() {
			found[r.GetId()] = r
		}
		return page.GetNextPageToken(), err
	})
	pages(p.t, func(token string) (string, error) {
		page, err := payments.ListPayments(ctx, &paymentv1.ListPaymentsRequest{PageToken: token})
		for _, payment := range page.GetPayments() {
			found[payment.GetId()] = payment
		}
		return page.GetNextPageToken(), err
	})
	return found
}

// pages calls list until there is no next page.
func pages(t *testing.T, list func(token string) (next string, err error)) {
	t.Helper()
	for token, first := "", true; first || token != ""; first = false {
		next, err := list(token)
		if err != nil {
			t.Fatal(err)
		}
		token = next
	}
}
