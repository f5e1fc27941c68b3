package table

import (
	"bytes"
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
	"slices"
)

// The engine has a check of its own, but it reads through the memory map in a
// goroutine of its own: there a wild page number ends the whole program instead
// of naming the file. So the pages are read here, through the file, and with
// every number checked before it is followed. The format is bbolt's, version 2,
// in the byte order of the machine.
const (
	headerSize  = 16 // of a page: id 8, flags 2, count 2, overflow 4
	elementSize = 16 // of a row in a leaf (flags, pos, key size, value size) or a branch (pos, key size, page)
	bucketSize  = 16 // of a bucket's header: root page 8, sequence 8
	metaSize    = 64
	metaSummed  = 56 // bytes of the meta under its checksum

	branchFlag   = 0x01
	leafFlag     = 0x02
	metaFlag     = 0x04
	freelistFlag = 0x10

	bucketRow = 0x01 // flag of a row that is a bucket

	metaMagic   = 0xED0CDAED
	metaVersion = 2
	noFreelist  = ^uint64(0)
	manyFree    = 0xFFFF // the count is in the first number instead
	minPage     = 1 << 10
	maxPage     = 1 << 16
)

// meta is the entrance to one state of the file.
type meta struct {
	pageSize int64
	root     uint64 // page of the root bucket
	freelist uint64 // page of the list of free pages
	pages    uint64 // all page numbers are below
	txid     uint64
}

// damageError says what is wrong with the bytes of a file.
type damageError struct{ what string }

func (e *damageError) Error() string { return e.what }

func damagef(format string, args ...any) error {
	return &damageError{what: fmt.Sprintf(format, args...)}
}

// errTorn marks a meta whose writing was cut short: its transaction was never
// acknowledged, and the other meta holds the state before it.
var errTorn = errors.New("torn meta page")

// currentMeta gives the newest valid meta of a file of this size.
func currentMeta(file io.ReaderAt, size int64) (meta, error) {
	first, err := readMeta(file, 0)
	if err != nil && !errors.Is(err, errTorn) {
		return meta{}, err
	}
	torn := err != nil
	second, err := readMeta(file, first.pageSize)
	switch {
	case err != nil && !errors.Is(err, errTorn):
		return meta{}, err
	case err != nil && torn:
		return meta{}, damagef("both meta pages have a wrong checksum")
	case err == nil && (torn || second.txid > first.txid):
		first = second
	}
	if need := int64(first.pages) * first.pageSize; first.pages > uint64(maxInt64/first.pageSize) || size < need {
		return meta{}, damagef("it is cut short: %d bytes, want %d pages of %d", size, first.pages, first.pageSize)
	}
	return first, nil
}

const maxInt64 = 1<<63 - 1

// metaOf gives the meta of one transaction, while others write: it may be
// overwritten already.
func metaOf(file io.ReaderAt, txid uint64, pageSize int64) (m meta, found bool) {
	for _, at := range []int64{0, pageSize} {
		if m, err := readMeta(file, at); err == nil && m.txid == txid {
			return m, true
		}
	}
	return meta{}, false
}

// readMeta reads one of the two metas. With errTorn only the page size is good.
func readMeta(file io.ReaderAt, at int64) (meta, error) {
	var buf [headerSize + metaSize]byte
	if _, err := file.ReadAt(buf[:], at); errors.Is(err, io.EOF) {
		return meta{}, damagef("it ends before the meta page at byte %d", at)
	} else if err != nil {
		return meta{}, err
	}
	order, b := binary.NativeEndian, buf[headerSize:]
	m := meta{
		pageSize: int64(order.Uint32(b[8:])),
		root:     order.Uint64(b[16:]),
		freelist: order.Uint64(b[32:]),
		pages:    order.Uint64(b[40:]),
		txid:     order.Uint64(b[48:]),
	}
	if order.Uint16(buf[8:]) != metaFlag || order.Uint32(b) != metaMagic || order.Uint32(b[4:]) != metaVersion ||
		m.pageSize < minPage || m.pageSize > maxPage || m.pageSize&(m.pageSize-1) != 0 {
		return meta{}, damagef("no meta page at byte %d", at)
	}
	sum := fnv.New64a()
	_, _ = sum.Write(b[:metaSummed]) // a hash never fails
	if sum.Sum64() != order.Uint64(b[metaSummed:]) {
		return m, errTorn
	}
	return m, nil
}

// pageCheck walks the pages of one state of a file.
type pageCheck struct {
	file   io.ReaderAt
	meta   meta
	used   []bool // by page number: met, as part of a tree, a list or free
	tasks  []pageTask
	buffer []byte // holds the page being read
}

// pageTask is a page still to be read.
type pageTask struct {
	id        uint64
	low, high []byte // keys are from low up to, without, high; empty is open
	table     bool   // of a table; else of the root, whose rows are the tables
}

// checkPages proves that the pages below a meta form sound trees: each is what
// it is expected to be, used once, its rows inside it and in order, and each is
// either in use or free. It stops content after limit pages; 0 is all.
func checkPages(ctx context.Context, file io.ReaderAt, m meta, limit int) error {
	c := &pageCheck{file: file, meta: m, used: make([]bool, m.pages)}
	if m.pages < 4 {
		return damagef("%d pages, want at least 4", m.pages)
	}
	c.used[0], c.used[1] = true, true
	if err := c.freelist(); err != nil {
		return err
	}
	c.tasks = []pageTask{{id: m.root}}
	for n := 1; len(c.tasks) > 0; n++ {
		if err := ctx.Err(); err != nil {
			return err
		}
		if limit > 0 && n > limit {
			return nil
		}
		task := c.tasks[len(c.tasks)-1]
		c.tasks = c.tasks[:len(c.tasks)-1]
		if err := c.page(task); err != nil {
			return err
		}
	}
	for id, used := range c.used {
		if !used && m.freelist != noFreelist {
			return damagef("page %d is neither in use nor free", id)
		}
	}
	return nil
}

// read gives a page with its overflow, and marks all of it used. The bytes are
// good until the next read.
func (c *pageCheck) read(id uint64) ([]byte, error) {
	if id < 2 || id >= c.meta.pages {
		return nil, damagef("a reference to page %d, want 2 to %d", id, c.meta.pages-1)
	}
	if c.buffer == nil {
		c.buffer = make([]byte, c.meta.pageSize)
	}
	page := c.buffer[:c.meta.pageSize]
	if _, err := c.file.ReadAt(page, int64(id)*c.meta.pageSize); err != nil {
		return nil, damagef("page %d cannot be read: %v", id, err)
	}
	order := binary.NativeEndian
	if seen := order.Uint64(page); seen != id {
		return nil, damagef("page %d says it is page %d", id, seen)
	}
	more := uint64(order.Uint32(page[12:]))
	if more >= c.meta.pages-id {
		return nil, damagef("page %d goes on for %d pages, %d are left", id, more, c.meta.pages-id-1)
	}
	for i := id; i <= id+more; i++ {
		if c.used[i] {
			return nil, damagef("page %d is used twice", i)
		}
		c.used[i] = true
	}
	if more > 0 {
		c.buffer = slices.Grow(page, int(int64(more)*c.meta.pageSize))
		page = c.buffer[:int64(more+1)*c.meta.pageSize]
		if _, err := c.file.ReadAt(page, int64(id)*c.meta.pageSize); err != nil {
			return nil, damagef("page %d cannot be read: %v", id, err)
		}
	}
	return page, nil
}

// freelist marks the free pages used, so that a tree with one of them is noticed.
func (c *pageCheck) freelist() error {
	if c.meta.freelist == noFreelist {
		return nil
	}
	page, err := c.read(c.meta.freelist)
	if err != nil {
		return err
	}
	order := binary.NativeEndian
	if flags := order.Uint16(page[8:]); flags != freelistFlag {
		return damagef("page %d has flags %#x, want the list of free pages", c.meta.freelist, flags)
	}
	count, list := uint64(order.Uint16(page[10:])), page[headerSize:]
	if count == manyFree {
		count, list = order.Uint64(list), list[8:]
	}
	if count > uint64(len(list)/8) {
		return damagef("the list of free pages has %d entries, its page holds %d", count, len(list)/8)
	}
	for ; count > 0; count, list = count-1, list[8:] {
		id := order.Uint64(list)
		if id < 2 || id >= c.meta.pages || c.used[id] {
			return damagef("page %d is listed as free and cannot be", id)
		}
		c.used[id] = true
	}
	return nil
}

// page proves one page of a tree and notes those below it.
func (c *pageCheck) page(task pageTask) error {
	page, err := c.read(task.id)
	if err != nil {
		return err
	}
	switch flags := binary.NativeEndian.Uint16(page[8:]); flags {
	case branchFlag:
		return c.branch(task, page)
	case leafFlag:
		return c.leaf(task, page)
	default:
		return damagef("page %d has flags %#x, want a branch or a leaf", task.id, flags)
	}
}

// branch notes the pages below a branch, each with the keys it may hold.
func (c *pageCheck) branch(task pageTask, page []byte) error {
	count := int(binary.NativeEndian.Uint16(page[10:]))
	if count == 0 {
		return damagef("page %d is a branch of nothing", task.id)
	}
	first := len(c.tasks)
	for i := range count {
		key, _, err := element(task, page, i, 0)
		if err != nil {
			return err
		}
		key = bytes.Clone(key)
		if i > 0 {
			if bytes.Compare(key, c.tasks[len(c.tasks)-1].low) <= 0 {
				return damagef("page %d: its keys are out of order", task.id)
			}
			c.tasks[len(c.tasks)-1].high = key
		}
		c.tasks = append(c.tasks, pageTask{
			id: binary.NativeEndian.Uint64(page[headerSize+i*elementSize+8:]), low: key, high: task.high, table: task.table,
		})
	}
	if bytes.Compare(c.tasks[first].low, task.low) < 0 {
		return damagef("page %d: its first key is too low", task.id)
	}
	return nil
}

// leaf proves the rows of a leaf; those of the root lead to the tables.
func (c *pageCheck) leaf(task pageTask, page []byte) error {
	order := binary.NativeEndian
	var previous []byte
	for i := range int(order.Uint16(page[10:])) {
		at := headerSize + i*elementSize
		if at+elementSize > len(page) {
			return damagef("page %d: row %d lies outside", task.id, i)
		}
		key, value, err := element(task, page, i, int64(order.Uint32(page[at+12:])))
		if err != nil {
			return err
		}
		if bytes.Compare(key, task.low) < 0 || (len(task.high) > 0 && bytes.Compare(key, task.high) >= 0) ||
			(i > 0 && bytes.Compare(key, previous) <= 0) {
			return damagef("page %d: its keys are out of order", task.id)
		}
		previous = key
		if isBucket := order.Uint32(page[at:])&bucketRow != 0; isBucket == task.table {
			return damagef("page %d: row %d is a table inside a table, or a row outside any", task.id, i)
		}
		if task.table {
			continue
		}
		if err := c.bucket(string(key), value); err != nil {
			return err
		}
	}
	return nil
}

// bucket follows the header of a table to its tree, or reads it where it lies:
// a small table is stored in place.
func (c *pageCheck) bucket(name string, value []byte) error {
	if len(value) < bucketSize {
		return damagef("table %q has no header", name)
	}
	if root := binary.NativeEndian.Uint64(value); root != 0 {
		c.tasks = append(c.tasks, pageTask{id: root, table: true})
		return nil
	}
	inside := value[bucketSize:]
	if len(inside) < headerSize || binary.NativeEndian.Uint16(inside[8:]) != leafFlag {
		return damagef("table %q has no rows where they should be", name)
	}
	return c.leaf(pageTask{table: true}, inside)
}

// element gives key and value of a row, both inside the page. A branch has the
// position first, a leaf behind its flags; valueSize is 0 in a branch.
func element(task pageTask, page []byte, i int, valueSize int64) (key, value []byte, err error) {
	order := binary.NativeEndian
	at := int64(headerSize + i*elementSize)
	if at+elementSize > int64(len(page)) {
		return nil, nil, damagef("page %d: row %d lies outside", task.id, i)
	}
	fields := page[at:]
	if order.Uint16(page[8:]) == leafFlag {
		fields = fields[4:]
	}
	start := at + int64(order.Uint32(fields))
	middle := start + int64(order.Uint32(fields[4:]))
	end := middle + valueSize
	if start < at+elementSize || end > int64(len(page)) {
		return nil, nil, damagef("page %d: row %d lies outside", task.id, i)
	}
	return page[start:middle], page[middle:end], nil
}
