package table

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"google.golang.org/protobuf/proto"

	storev1 "assistmed/gen/go/assistmed/store/v1"
)

// findings bounds how many problems a check reports.
const findings = 20

// Check proves the whole file, on one state of it while others go on reading
// and writing: every page is sound, every record decodes, every index row leads
// to a record (and, where the schema says which rows a record has, no row is
// missing or stale), the audit trail has no gap and its
// chain holds. It names the problems, at most
// 20 of them. It reads everything, so it takes a while on a large file.
func (db *DB) Check(ctx context.Context) error {
	var problems []error
	look := func(tx *Tx) (err error) {
		problems, err = tx.check(ctx)
		return err
	}
	err := db.View(ctx, look)
	for errors.Is(err, errOvertaken) {
		err = db.View(ctx, look)
	}
	if err != nil {
		return fmt.Errorf("store %s: check: %w", db.path, err)
	}
	if len(problems) == 0 {
		return nil
	}
	err = fmt.Errorf("store %s is damaged: %w", db.path, errors.Join(problems...))
	db.fail(err)
	return err
}

// errOvertaken tells that two commits came between the beginning of a
// transaction and the reading of its meta page.
var errOvertaken = errors.New("overtaken by commits")

// check looks at the pages first: rows of unsound ones cannot be read safely.
// As long as the transaction runs, the engine reuses no page of its state.
func (tx *Tx) check(ctx context.Context) ([]error, error) {
	file := tx.db.file
	m, found := metaOf(file, uint64(tx.engine.ID()), int64(tx.db.engine.Info().PageSize))
	if !found {
		return nil, errOvertaken
	}
	err := checkPages(ctx, file, m, 0)
	var damage *damageError
	if errors.As(err, &damage) {
		return []error{err}, nil
	}
	if err != nil {
		return nil, err
	}
	c := &check{tx: tx, proven: map[string]int{}}
	err = c.tables()
	return c.problems, err
}

// check collects what is wrong with the rows of a store.
type check struct {
	tx       *Tx
	problems []error
	proven   map[string]int // by index: the rows that a record wants, and that lead to it
	chain    Chain          // of the events so far
	broken   bool           // the chain, and it was noted where
}

func (c *check) note(problem string) {
	if len(c.problems) < findings {
		c.problems = append(c.problems, errors.New(problem))
	}
}

// tables goes through all records, then through all indexes, each in the order of their
// names.
func (c *check) tables() error {
	names := make([]string, 0, len(c.tx.db.specs))
	for name := range c.tx.db.specs {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range names {
		if c.tx.db.specs[name].Message == nil {
			continue
		}
		if err := c.each(name, c.record); err != nil {
			return err
		}
	}
	for _, name := range names {
		if c.tx.db.specs[name].Message != nil {
			continue
		}
		if err := c.index(name); err != nil {
			return err
		}
	}
	return nil
}

// each looks at the rows of a table, until enough problems were found.
func (c *check) each(name string, look func(name, key string, value []byte) error) error {
	return c.tx.scan(name, "", "", func(key string, value []byte) (bool, error) {
		if err := look(name, key, value); err != nil {
			return false, err
		}
		return len(c.problems) < findings, nil
	})
}

// record proves a row of a table: it decodes and has its index rows.
func (c *check) record(name, key string, value []byte) error {
	c.key(name, key)
	m, err := c.decode(name, value)
	if err != nil {
		c.note(undecodable(name, key, err))
		c.broken = c.broken || name == eventsTable // the chain is lost with it
		return nil
	}
	if e, is := m.(*storev1.AuditEvent); is && name == eventsTable {
		c.follow(key, e)
	}
	for _, spec := range c.tx.db.specs {
		if spec.Of != name || spec.Rows == nil {
			continue
		}
		wanted := spec.Rows(key, m)
		for i, want := range wanted {
			primary, found, err := c.tx.get(spec.Name, want)
			if err != nil {
				return err
			}
			switch {
			case !found || string(primary) != key:
				c.note(fmt.Sprintf("record %s of table %s has no row %s in index %s", key, name, want, spec.Name))
			case !slices.Contains(wanted[:i], want):
				c.proven[spec.Name]++
			}
		}
	}
	return nil
}

// key notes a key that could not have been written.
func (c *check) key(name, key string) {
	if err := checkKey(name, key); err != nil {
		c.note(err.Error())
	}
}

// index proves an index. Each row that a record wants and that leads to it is one row, so
// where there are as many rows as that, there are no others and no record is decoded again.
func (c *check) index(name string) error {
	rows := 0
	err := c.each(name, func(name, key string, _ []byte) error {
		c.key(name, key)
		rows++
		return nil
	})
	if err != nil || c.tx.db.specs[name].Rows != nil && rows == c.proven[name] {
		return err
	}
	return c.each(name, c.row)
}

// row proves a row of an index: the record is there and wants it.
func (c *check) row(name, key string, value []byte) error {
	spec := c.tx.db.specs[name]
	stored, found, err := c.tx.get(spec.Of, string(value))
	if err != nil {
		return err
	}
	if !found {
		c.note(dangling(name, key, spec.Of, string(value)))
		return nil
	}
	if spec.Rows == nil {
		return nil
	}
	// A record that does not decode is noted with its own table.
	if m, err := c.decode(spec.Of, stored); err == nil && !slices.Contains(spec.Rows(string(value), m), key) {
		c.note(fmt.Sprintf("row %s of index %s is stale: record %s of table %s has another", key, name, value, spec.Of))
	}
	return nil
}

// decode reads a record by the prototype of its table.
func (c *check) decode(name string, value []byte) (m proto.Message, err error) {
	defer c.tx.db.guard(&err)
	m = c.tx.db.specs[name].Message.ProtoReflect().New().Interface()
	return m, proto.Unmarshal(value, m)
}

// follow proves that the events are numbered from 1 without gaps, and that their chain
// holds. Behind the first that does not fit nothing can be told.
func (c *check) follow(key string, e *storev1.AuditEvent) {
	if c.broken {
		return
	}
	want := c.chain.Events + 1
	if e.GetSequence() != want || key != eventKey(want) {
		c.broken = true
		c.note(fmt.Sprintf("event %s has sequence %d, want %d", key, e.GetSequence(), want))
		return
	}
	if c.chain = c.chain.with(want, e); c.chain.Flaw != 0 {
		c.broken = true
		c.note(fmt.Sprintf("the chain of events breaks at event %s: %s", key, c.chain.Flaw))
	}
}
