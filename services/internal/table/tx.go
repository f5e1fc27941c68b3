package table

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"sort"
	"strings"

	bolt "go.etcd.io/bbolt"

	storev1 "assistmed/gen/go/assistmed/store/v1"
)

// Tx is one transaction, for reading in [DB.View] and for both in [DB.Update].
// It ends with the function it was given to and belongs to its goroutine.
//
// Writes go to changes of its own, laid over a transaction of the engine that
// several callers share; only when the function succeeds are they put there.
type Tx struct {
	db       *DB
	engine   *bolt.Tx
	ended    func() error // of the call: why a long scan should stop, or nil
	writable bool
	over     bool
	changes  map[string]*changes // by table
	appended *storev1.AuditEvent // the last event, if it is of this transaction
}

// changes are the rows of one table that a transaction wrote.
type changes struct {
	keys []string // sorted
	rows map[string]row
}

// row is a written row, or the mark that it is gone.
type row struct {
	value []byte
	gone  bool
}

var (
	errOver     = errors.New("the transaction is over")
	errReadOnly = errors.New("a write in a View; writes belong in Update")
)

// appendFill is how full the pages of an ordered table are made: new keys never
// come between old ones, so no room is left for them.
const appendFill = 0.95

// spec gives the description of a table, if the transaction can be used at all.
func (tx *Tx) spec(table string) (Spec, error) {
	if tx.over {
		return Spec{}, errOver
	}
	spec, ok := tx.db.specs[table]
	if !ok {
		return Spec{}, fmt.Errorf("table %q is not in the schema of service %q", table, tx.db.schema.Service)
	}
	return spec, nil
}

// get gives the value of a row. It is good until the transaction ends.
func (tx *Tx) get(table, key string) (value []byte, found bool, err error) {
	if own, ok := tx.changes[table]; ok {
		if r, ok := own.rows[key]; ok {
			return r.value, !r.gone, nil
		}
	}
	defer tx.db.guard(&err)
	value = tx.engine.Bucket([]byte(table)).Get([]byte(key))
	return value, value != nil, nil
}

// put writes a row where one must, or must not, exist already.
func (tx *Tx) put(table, key string, value []byte, exists bool) error {
	if !tx.writable {
		return errReadOnly
	}
	if err := checkKey(table, key); err != nil {
		return err
	}
	if len(value) > valueLimit {
		return fmt.Errorf("table %q, key %q: a record of %d bytes, want at most %d", table, key, len(value), valueLimit)
	}
	_, found, err := tx.get(table, key)
	switch {
	case err != nil:
		return err
	case found && !exists:
		return fmt.Errorf("table %q, key %q: %w", table, key, ErrExists)
	case !found && exists:
		return fmt.Errorf("table %q, key %q: %w", table, key, ErrMissing)
	}
	return tx.change(table, key, row{value: value})
}

// remove takes a row away; it must be there.
func (tx *Tx) remove(table, key string) error {
	if !tx.writable {
		return errReadOnly
	}
	_, found, err := tx.get(table, key)
	if err != nil {
		return err
	}
	if !found {
		return fmt.Errorf("table %q, key %q: %w", table, key, ErrMissing)
	}
	return tx.change(table, key, row{gone: true})
}

// change notes what a row is to become.
func (tx *Tx) change(table, key string, r row) error {
	if tx.db.ask != nil {
		if dead := tx.db.ask(PointWrite + " " + table); dead != nil {
			return dead
		}
	}
	if tx.changes == nil {
		tx.changes = map[string]*changes{}
	}
	own := tx.changes[table]
	if own == nil {
		own = &changes{rows: map[string]row{}}
		tx.changes[table] = own
	}
	if _, known := own.rows[key]; !known {
		at, _ := slices.BinarySearch(own.keys, key)
		own.keys = slices.Insert(own.keys, at, key)
	}
	own.rows[key] = r
	return nil
}

// next gives the first changed key with the prefix that comes after another.
func (c *changes) next(prefix, after string) (string, bool) {
	if c == nil {
		return "", false
	}
	i := sort.Search(len(c.keys), func(i int) bool { return c.keys[i] > after && c.keys[i] >= prefix })
	if i == len(c.keys) || !strings.HasPrefix(c.keys[i], prefix) {
		return "", false
	}
	return c.keys[i], true
}

// scan calls fn for each row whose key begins with prefix and comes after
// another key, in key order, with the transaction's own changes laid over the
// engine's rows. While fn runs the engine's rows stand still: only the changes
// move, and they are looked up again at each step.
func (tx *Tx) scan(table, prefix, after string, fn func(key string, value []byte) (more bool, err error)) error {
	rows := cursor{tx: tx, prefix: []byte(prefix)}
	if err := rows.seek(table, max(prefix, after)); err != nil {
		return err
	}
	for {
		if err := tx.ended(); err != nil {
			return err
		}
		if rows.key != "" && rows.key <= after {
			if err := rows.next(); err != nil {
				return err
			}
			continue
		}
		key, value := rows.key, rows.value
		if own, ok := tx.changes[table].next(prefix, after); ok && (key == "" || own <= key) {
			r := tx.changes[table].rows[own]
			if r.gone {
				after = own
				continue
			}
			key, value = own, r.value
		}
		if key == "" {
			return nil
		}
		after = key
		if more, err := fn(key, value); err != nil || !more {
			return err
		}
	}
}

// last gives the highest key of a table from which nothing is ever deleted;
// empty when it has none.
func (tx *Tx) last(table string) (key string, err error) {
	if own := tx.changes[table]; own != nil && len(own.keys) > 0 {
		key = own.keys[len(own.keys)-1]
	}
	defer tx.db.guard(&err)
	k, _ := tx.engine.Bucket([]byte(table)).Cursor().Last()
	return max(key, string(k)), nil
}

// flush puts the changes into the engine's transaction. It fails only when the
// engine is broken; the engine's transaction must be given up then.
func (tx *Tx) flush() (err error) {
	defer tx.db.guard(&err)
	for table, own := range tx.changes {
		bucket := tx.engine.Bucket([]byte(table))
		if tx.db.specs[table].Ordered {
			bucket.FillPercent = appendFill
		}
		for _, key := range own.keys {
			r := own.rows[key]
			if r.gone {
				err = bucket.Delete([]byte(key))
			} else {
				err = bucket.Put([]byte(key), r.value)
			}
			if err != nil {
				return fmt.Errorf("store %s: table %q, key %q: %w", tx.db.path, table, key, err)
			}
		}
	}
	return nil
}

// cursor steps through the engine's rows with a prefix. Its key is empty behind
// the last of them.
type cursor struct {
	tx     *Tx
	prefix []byte
	engine *bolt.Cursor
	key    string
	value  []byte
}

// seek goes to the first row at or behind the key.
func (c *cursor) seek(table, key string) (err error) {
	defer c.tx.db.guard(&err)
	c.engine = c.tx.engine.Bucket([]byte(table)).Cursor()
	c.take(c.engine.Seek([]byte(key)))
	return nil
}

// next goes one row further.
func (c *cursor) next() (err error) {
	defer c.tx.db.guard(&err)
	c.take(c.engine.Next())
	return nil
}

func (c *cursor) take(key, value []byte) {
	c.key, c.value = "", nil
	if key != nil && bytes.HasPrefix(key, c.prefix) {
		c.key, c.value = string(key), value
	}
}
