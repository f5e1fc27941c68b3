// Package table keeps typed protobuf records in one transactional file.
//
// It is the only package that knows the engine (bbolt): nobody outside sees a
// bucket or a cursor. A service declares its tables in one [Schema], opens the
// file with [Open], reads in [DB.View] and writes in [DB.Update]:
//
//	var contracts = table.New[*contractv1.Contract]("contracts")
//
//	err := db.Update(ctx, func(tx *table.Tx) error {
//		return contracts.Insert(tx, c.GetId(), c)
//	})
//
// Keys are readable UTF-8 of 1 to 512 bytes without control characters; '/'
// separates their parts. Rows are kept in the byte order of their keys.
package table

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"google.golang.org/protobuf/proto"
	"google.golang.org/protobuf/reflect/protoreflect"
)

var (
	// ErrExists tells that an insert found its key taken.
	ErrExists = errors.New("the key exists already")
	// ErrMissing tells that an update or a delete did not find its key.
	ErrMissing = errors.New("the key does not exist")
)

const (
	keyLimit   = 512      // bytes; the engine itself takes 32 768
	valueLimit = 64 << 20 // bytes of one encoded record
)

// Table is one table of records of type T, a pointer to a generated message.
// It holds no state of its own: it is a name with a type.
type Table[T proto.Message] struct {
	name       string
	descriptor protoreflect.MessageDescriptor
}

// New names a table. The name and the type must be those of a [Spec] in the
// schema of the store it is used with; anything else fails at the first use.
func New[T proto.Message](name string) Table[T] {
	var zero T
	return Table[T]{name: name, descriptor: zero.ProtoReflect().Descriptor()}
}

// Get gives the record under the key, and whether there is one. The record is
// the caller's own: changing it changes nothing in the store.
func (t Table[T]) Get(tx *Tx, key string) (T, bool, error) {
	var zero T
	if err := t.fits(tx); err != nil {
		return zero, false, err
	}
	value, found, err := tx.get(t.name, key)
	if err != nil || !found {
		return zero, false, err
	}
	m, err := t.decode(tx, key, value)
	return m, err == nil, err
}

// Digest gives the SHA-256 of the record under the key as it is stored, and whether there
// is one. It changes whenever the record does, and now and then when only its form has: to
// know that nothing has changed, without reading the record.
func (t Table[T]) Digest(tx *Tx, key string) (digest [sha256.Size]byte, found bool, err error) {
	if err := t.fits(tx); err != nil {
		return digest, false, err
	}
	// The value may still lie in the memory map, so reading it may fault.
	defer tx.db.guard(&err)
	value, found, err := tx.get(t.name, key)
	if err != nil || !found {
		return digest, false, err
	}
	return sha256.Sum256(value), true, nil
}

// Insert adds a record; [ErrExists] if the key is taken.
func (t Table[T]) Insert(tx *Tx, key string, m T) error {
	return t.write(tx, key, m, false)
}

// Update replaces a record; [ErrMissing] if there is none.
func (t Table[T]) Update(tx *Tx, key string, m T) error {
	return t.write(tx, key, m, true)
}

// Delete removes a row; [ErrMissing] if there is none. It is for locks and
// other rows that only organise: what was decided or paid is never deleted.
func (t Table[T]) Delete(tx *Tx, key string) error {
	if err := t.fits(tx); err != nil {
		return err
	}
	return tx.remove(t.name, key)
}

// Scan calls fn for each record whose key begins with prefix, in key order,
// until fn says that it wants no more. It sees the transaction's own changes.
// fn may write: rows that it adds or removes ahead of the current key are met
// or not met accordingly.
func (t Table[T]) Scan(tx *Tx, prefix string, fn func(key string, m T) (more bool, err error)) error {
	if err := t.fits(tx); err != nil {
		return err
	}
	return tx.scan(t.name, prefix, "", func(key string, value []byte) (bool, error) {
		m, err := t.decode(tx, key, value)
		if err != nil {
			return false, err
		}
		return fn(key, m)
	})
}

// Last gives the record with the highest key of a table from which nothing is ever
// deleted, and whether there is one.
func (t Table[T]) Last(tx *Tx) (m T, found bool, err error) {
	var zero T
	if err := t.fits(tx); err != nil {
		return zero, false, err
	}
	key, err := tx.last(t.name)
	if err != nil || key == "" {
		return zero, false, err
	}
	return t.Get(tx, key)
}

// fits tells why the table cannot be used with this transaction, or nil.
func (t Table[T]) fits(tx *Tx) error {
	spec, err := tx.spec(t.name)
	if err != nil {
		return err
	}
	if spec.Message == nil {
		return fmt.Errorf("%q is an index, not a table of %s", t.name, t.descriptor.FullName())
	}
	if held := spec.Message.ProtoReflect().Descriptor(); held != t.descriptor {
		return fmt.Errorf("table %q holds %s, not %s", t.name, held.FullName(), t.descriptor.FullName())
	}
	return nil
}

// write puts a record where one must, or must not, exist already.
func (t Table[T]) write(tx *Tx, key string, m T, exists bool) error {
	if err := t.fits(tx); err != nil {
		return err
	}
	if !m.ProtoReflect().IsValid() {
		return fmt.Errorf("table %q, key %q: no message was given", t.name, key)
	}
	value, err := proto.Marshal(m)
	if err != nil {
		return fmt.Errorf("table %q, key %q: %w", t.name, key, err)
	}
	return tx.put(t.name, key, value, exists)
}

// decode reads a stored record. Bytes that are no such record are damage.
func (t Table[T]) decode(tx *Tx, key string, value []byte) (m T, err error) {
	// The value may still lie in the memory map, so reading it may fault.
	defer tx.db.guard(&err)
	var zero T
	m = zero.ProtoReflect().New().Interface().(T)
	if err := proto.Unmarshal(value, m); err != nil {
		return zero, tx.db.damage(undecodable(t.name, key, err))
	}
	return m, nil
}

// undecodable says in one way that a stored row is not what its table holds.
func undecodable(table, key string, err error) string {
	return fmt.Sprintf("record %s of table %s does not decode: %v", key, table, err)
}

// checkKey tells what is wrong with a key that is to be written, or nil.
func checkKey(table, key string) error {
	switch {
	case key == "":
		return fmt.Errorf("table %q: an empty key, want 1 to %d bytes", table, keyLimit)
	case len(key) > keyLimit:
		return fmt.Errorf("table %q: a key of %d bytes, want 1 to %d", table, len(key), keyLimit)
	case !utf8.ValidString(key):
		return fmt.Errorf("table %q: key %q is not UTF-8", table, key)
	case strings.ContainsFunc(key, unicode.IsControl):
		return fmt.Errorf("table %q: key %q has a control character", table, key)
	}
	return nil
}
