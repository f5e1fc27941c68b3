package table

import "fmt"

// Index leads from a readable composite key ("fund/751/ctr_01J…") to the key of
// a record in another table. Its rows are written in the same function as the
// record they lead to; [DB.Check] proves that they fit.
type Index struct{ name string }

// NewIndex names an index: a [Spec] without Message in the schema.
func NewIndex(name string) Index { return Index{name: name} }

// Put adds a row; [ErrExists] if the key is taken.
func (x Index) Put(tx *Tx, key, primary string) error {
	if err := x.fits(tx); err != nil {
		return err
	}
	if err := checkKey(x.name, primary); err != nil {
		return fmt.Errorf("the key pointed to: %w", err)
	}
	return tx.put(x.name, key, []byte(primary), false)
}

// Remove takes a row away; [ErrMissing] if there is none.
func (x Index) Remove(tx *Tx, key string) error {
	if err := x.fits(tx); err != nil {
		return err
	}
	return tx.remove(x.name, key)
}

// Get gives the key of the record that the row leads to, and whether there is one.
func (x Index) Get(tx *Tx, key string) (primary string, found bool, err error) {
	if err := x.fits(tx); err != nil {
		return "", false, err
	}
	value, found, err := tx.get(x.name, key)
	if err != nil || !found {
		return "", false, err
	}
	primary, err = tx.text(value)
	return primary, err == nil, err
}

// Scan calls fn for each row whose key begins with prefix, as [Table.Scan] does.
func (x Index) Scan(tx *Tx, prefix string, fn func(key, primary string) (more bool, err error)) error {
	if err := x.fits(tx); err != nil {
		return err
	}
	return tx.scan(x.name, prefix, "", func(key string, value []byte) (bool, error) {
		primary, err := tx.text(value)
		if err != nil {
			return false, err
		}
		return fn(key, primary)
	})
}

// fits tells why the index cannot be used with this transaction, or nil.
func (x Index) fits(tx *Tx) error {
	spec, err := tx.spec(x.name)
	if err == nil && spec.Message != nil {
		err = fmt.Errorf("%q is a table, not an index", x.name)
	}
	return err
}

// leadsTo tells why the index does not lead to the table, or nil.
func (x Index) leadsTo(tx *Tx, table string) error {
	if err := x.fits(tx); err != nil {
		return err
	}
	if of := tx.db.specs[x.name].Of; of != table {
		return fmt.Errorf("index %q leads to %q, not to %q", x.name, of, table)
	}
	return nil
}

// text copies a value out of the memory map.
func (tx *Tx) text(value []byte) (text string, err error) {
	defer tx.db.guard(&err)
	return string(value), nil
}

// dangling says in one way that an index row leads nowhere.
func dangling(index, key, table, primary string) string {
	return fmt.Sprintf("row %s of index %s leads to record %s of table %s, which does not exist", key, index, primary, table)
}
