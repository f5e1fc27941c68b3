package table

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	bolt "go.etcd.io/bbolt"
	"google.golang.org/protobuf/proto"

	storev1 "assistmed/gen/go/assistmed/store/v1"
)

// Schema says what one store holds. It creates the tables, and it is their
// documentation: one literal at the top of each service's store.go.
type Schema struct {
	Service    string      // who owns the file, for example "contract"
	Version    int         // from 1; one more with each change of what is on disk
	Tables     []Spec      // without "requests", "events" and its index, which each store has
	Migrations []Migration // to 2, 3, … up to Version, in this order
}

// Spec describes one table, or one index when Message is nil.
type Spec struct {
	Name    string        // lower case, for example "contracts"
	Key     string        // the form of the key, in prose: "contract/contract year/instalment"
	Message proto.Message // prototype of the records; nil for an index
	Purpose string        // why the table is there, in prose
	Of      string        // of an index: the table whose keys it holds
	// Rows, of an index and optional, gives the index keys that a record must
	// have. With it [DB.Check] also proves that no row is missing or stale.
	Rows func(key string, m proto.Message) []string
	// Ordered says that new keys always sort last (sequences, ids that begin
	// with time), so that pages can be filled nearly full.
	Ordered bool
}

// Migration changes a file of version To-1 into one of version To. The tables
// of the schema exist when Apply runs; all its changes are kept, or none. They
// are held in memory until then.
type Migration struct {
	To    int
	Name  string
	Apply func(*Tx) error
}

const (
	identityTable = "_store"   // who owns the file and in which version
	requestsTable = "requests" // remembered requests, see [Remember]
	eventsTable   = "events"   // the audit trail, see [Append]

	eventsByResourceIndex = "events_by_resource"

	serviceKey = "service"
	versionKey = "version"
)

// specs gives all tables of the store by name, or what is wrong with the schema.
func (s Schema) specs() (map[string]Spec, error) {
	if s.Service == "" || s.Version < 1 {
		return nil, fmt.Errorf("schema: service %q version %d, want a name and a version from 1", s.Service, s.Version)
	}
	if len(s.Migrations) != s.Version-1 {
		return nil, fmt.Errorf("schema: %d migrations for version %d, want %d", len(s.Migrations), s.Version, s.Version-1)
	}
	for i, m := range s.Migrations {
		if m.To != i+2 || m.Apply == nil {
			return nil, fmt.Errorf("schema: migration %q at place %d leads to version %d, want %d and something to apply", m.Name, i+1, m.To, i+2)
		}
	}
	all := map[string]Spec{}
	for _, spec := range append(own(), s.Tables...) {
		if _, taken := all[spec.Name]; taken || spec.Name == "" || strings.HasPrefix(spec.Name, "_") {
			return nil, fmt.Errorf("schema: table name %q is taken, empty or begins with _", spec.Name)
		}
		all[spec.Name] = spec
	}
	for _, spec := range all {
		if target, ok := all[spec.Of]; spec.Message == nil && (!ok || target.Message == nil) {
			return nil, fmt.Errorf("schema: index %q is of %q, want the name of a table (Of), or a prototype (Message) if it is no index", spec.Name, spec.Of)
		}
	}
	return all, nil
}

// own gives the tables that every store has.
func own() []Spec {
	return []Spec{
		{
			Name: requestsTable, Key: "method/actor/request id", Message: (*storev1.RequestRecord)(nil),
			Purpose: "remembered requests: a repeated call gets the first answer",
		},
		{
			Name: eventsTable, Key: "sequence, 20 digits", Message: (*storev1.AuditEvent)(nil),
			Purpose: "the audit trail: one event for each kept change", Ordered: true,
		},
		{
			Name: eventsByResourceIndex, Key: "resource/sequence, 20 digits", Of: eventsTable, Rows: eventRows,
			Purpose: "the events of one resource, in order",
		},
	}
}

// makeTables creates the tables that the file does not have yet.
func makeTables(engine *bolt.Tx, specs map[string]Spec) error {
	for name := range specs {
		if _, err := engine.CreateBucketIfNotExists([]byte(name)); err != nil {
			return fmt.Errorf("create table %q: %w", name, err)
		}
	}
	return nil
}

// writeIdentity records who owns the file and in which version it is.
func writeIdentity(engine *bolt.Tx, service string, version int) error {
	identity, err := engine.CreateBucketIfNotExists([]byte(identityTable))
	if err != nil {
		return err
	}
	if err := identity.Put([]byte(serviceKey), []byte(service)); err != nil {
		return err
	}
	return identity.Put([]byte(versionKey), []byte(strconv.Itoa(version)))
}

// readIdentity reads what writeIdentity wrote.
func readIdentity(engine *bolt.Tx) (service string, version int, err error) {
	identity := engine.Bucket([]byte(identityTable))
	if identity == nil {
		return "", 0, errors.New("it does not say which service it belongs to")
	}
	service = string(identity.Get([]byte(serviceKey)))
	written := string(identity.Get([]byte(versionKey)))
	version, err = strconv.Atoi(written)
	if err != nil || version < 1 || service == "" {
		return "", 0, fmt.Errorf("it says service %q version %q, want a name and a number from 1", service, written)
	}
	return service, version, nil
}
