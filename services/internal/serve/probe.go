package serve

import (
	"context"
	"errors"
	"fmt"
	"net"
	"time"

	"google.golang.org/grpc"
	"google.golang.org/grpc/credentials/insecure"
	healthpb "google.golang.org/grpc/health/grpc_health_v1"
)

// probeTime bounds a probe: containers are asked every few seconds.
const probeTime = 2 * time.Second

// probe asks the service that listens at ASSISTMED_ADDR for its health. It is
// the same binary: an image from scratch holds no other program to do so.
func probe(w Surroundings) error {
	listening, _ := w.Lookup(settingAddress)
	if listening == "" {
		return errors.New("missing settings: " + settingAddress)
	}
	address, err := reachable(listening)
	if err != nil {
		return fmt.Errorf("setting %s is %q, want host:port", settingAddress, listening)
	}
	conn, err := grpc.NewClient("passthrough:///"+address, grpc.WithContextDialer(w.Connect),
		grpc.WithTransportCredentials(insecure.NewCredentials()), grpc.WithNoProxy())
	if err != nil {
		return err
	}
	ctx, cancel := context.WithTimeout(context.Background(), probeTime)
	defer cancel()
	answer, err := healthpb.NewHealthClient(conn).Check(ctx, &healthpb.HealthCheckRequest{})
	if err = errors.Join(err, conn.Close()); err != nil {
		return fmt.Errorf("probing %s: %w", address, err)
	}
	if answer.GetStatus() != healthpb.HealthCheckResponse_SERVING {
		return fmt.Errorf("probing %s: %v", address, answer.GetStatus())
	}
	return nil
}

// reachable turns an address to listen on into one to call: a service that
// listens everywhere is asked on loopback.
func reachable(listening string) (string, error) {
	host, port, err := net.SplitHostPort(listening)
	if err != nil {
		return "", err
	}
	switch ip := net.ParseIP(host); {
	case host == "" || ip.Equal(net.IPv4zero):
		host = "127.0.0.1"
	case ip.Equal(net.IPv6unspecified):
		host = "::1"
	}
	return net.JoinHostPort(host, port), nil
}
