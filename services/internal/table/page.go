package table

import (
	"crypto/sha256"
	"encoding/base64"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"google.golang.org/protobuf/proto"

	"assistmed/services/internal/fault"
)

const (
	defaultSize = 50
	maxSize     = 1000
	// maxBytes bounds the encoded records of a page, so that an answer stays well
	// under the four megabytes that gRPC clients accept.
	maxBytes = 2 << 20
)

// Query asks for one page.
type Query struct {
	Prefix string // keys, of the table or the index, begin with it
	Until  string // and come before it; empty for no bound
	Size   int    // records wanted: 0 is 50, more than 1000 is 1000; large ones make a page shorter
	Token  string // what the page before gave as next; empty for the first
	Filter string // the caller's filter as canonical text; the token holds for it only
	// Keep tells whether a record belongs to the answer; nil keeps all. It must
	// be what Filter says.
	Keep func(proto.Message) bool
}

// Page gives the next records in key order, and the token of the page after;
// empty if there is none. A negative size, a token that is none of ours, or one
// of another query is refused with a [fault.Invalid] on page_size or page_token.
// Records that come or go between two pages are met or not; no other record is
// left out or given twice.
func (t Table[T]) Page(tx *Tx, q Query) (items []T, next string, err error) {
	if err := t.fits(tx); err != nil {
		return nil, "", err
	}
	return page(tx, t.name, q, func(key string, value []byte) (T, error) {
		return t.decode(tx, key, value)
	})
}

// PageBy gives the records that the rows of an index point to, in the order of
// the index; Prefix is one of its keys. Otherwise it is as [Table.Page].
func PageBy[T proto.Message](tx *Tx, x Index, t Table[T], q Query) (items []T, next string, err error) {
	if err := x.leadsTo(tx, t.name); err != nil {
		return nil, "", err
	}
	if err := t.fits(tx); err != nil {
		return nil, "", err
	}
	return PageRows(tx, x, q, func(key, primary string) (T, error) {
		m, found, err := t.Get(tx, primary)
		if err == nil && !found {
			err = tx.db.damage(dangling(x.name, key, t.name, primary))
		}
		return m, err
	})
}

// PageRows gives what item makes of the rows of an index, in the order of the index:
// for an index that leads to a part of a record. Otherwise it is as [PageBy].
func PageRows[P proto.Message](tx *Tx, x Index, q Query, item func(key, primary string) (P, error)) (items []P, next string, err error) {
	if err := x.fits(tx); err != nil {
		return nil, "", err
	}
	return page(tx, x.name, q, func(key string, value []byte) (P, error) {
		primary, err := tx.text(value)
		if err != nil {
			var zero P
			return zero, err
		}
		return item(key, primary)
	})
}

// PageList gives a page of a list that was computed anew: its items in the order of
// their keys, which are unique and as those of a table. What comes or goes between two
// pages is met or not, as in [Table.Page]; Prefix and Until do not matter.
func PageList[P proto.Message](list []P, q Query, key func(P) string) (items []P, next string, err error) {
	const source = "a list"
	q.Prefix, q.Until = "", ""
	size, after, err := q.start(source)
	if err != nil {
		return nil, "", err
	}
	keyed := make(map[string]P, len(list))
	for _, m := range list {
		keyed[key(m)] = m
	}
	if len(keyed) != len(list) {
		return nil, "", fmt.Errorf("a list of %d items has %d keys, want one for each", len(list), len(keyed))
	}
	c := collected[P]{q: q, size: size, source: source}
	for _, k := range slices.Sorted(maps.Keys(keyed)) {
		if k > after && !c.take(k, keyed[k]) {
			break
		}
	}
	return c.items, c.next, nil
}

// page collects a page from the rows of a table or an index.
func page[T proto.Message](tx *Tx, source string, q Query, record func(key string, value []byte) (T, error)) (items []T, next string, err error) {
	size, after, err := q.start(source)
	if err != nil {
		return nil, "", err
	}
	c := collected[T]{q: q, size: size, source: source}
	err = tx.scan(source, q.Prefix, after, func(key string, value []byte) (bool, error) {
		if q.Until != "" && key >= q.Until {
			return false, nil
		}
		m, err := record(key, value)
		if err != nil {
			return false, err
		}
		return c.take(key, m), nil
	})
	if err != nil {
		return nil, "", err
	}
	return c.items, c.next, nil
}

// collected is a page while it fills.
type collected[T proto.Message] struct {
	q      Query
	size   int
	source string
	items  []T
	last   string // the key of the last item
	bytes  int
	next   string // the token of the page after; empty while there is none
}

// take adds an item that belongs to the answer, or notes that it begins the page after;
// it reports whether more are wanted.
func (c *collected[T]) take(key string, m T) (more bool) {
	if c.q.Keep != nil && !c.q.Keep(m) {
		return true
	}
	c.bytes += proto.Size(m)
	if len(c.items) == c.size || len(c.items) > 0 && c.bytes > maxBytes {
		c.next = c.q.token(c.source, c.last)
		return false
	}
	c.items, c.last = append(c.items, m), key
	return true
}

// start gives the number of records wanted and the key after which they begin.
func (q Query) start(source string) (size int, after string, err error) {
	var wrong []fault.Violation
	if q.Size < 0 {
		wrong = append(wrong, fault.Violation{Field: "page_size", Seen: strconv.Itoa(q.Size), Wanted: fmt.Sprintf("0 to %d; 0 means %d", maxSize, defaultSize)})
	}
	after, wanted := q.after(source)
	if wanted != "" {
		wrong = append(wrong, fault.Violation{Field: "page_token", Seen: strings.ToValidUTF8(q.Token, "\uFFFD"), Wanted: wanted})
	}
	if len(wrong) > 0 {
		return 0, "", fault.BadInput(wrong...)
	}
	if q.Size == 0 {
		return defaultSize, after, nil
	}
	return min(q.Size, maxSize), after, nil
}

// A token is the base64url, without padding, of a mark of the query followed by
// the last key that was given.
const markSize = 8

// token gives the token of the page that begins behind the key.
func (q Query) token(source, last string) string {
	return base64.RawURLEncoding.EncodeToString(append(q.mark(source), last...))
}

// mark is a digest of everything that must stay the same from page to page.
func (q Query) mark(source string) []byte {
	// Names and prefixes hold no control characters, so the parts stay apart.
	sum := sha256.Sum256([]byte(source + "\x00" + q.Prefix + "\x00" + q.Filter + "\x00" + q.Until))
	return sum[:markSize]
}

// after reads the token, or says what was wanted instead of it.
func (q Query) after(source string) (key, wanted string) {
	if q.Token == "" {
		return "", ""
	}
	const ours = "the next_page_token of an earlier answer, unchanged, or nothing for the first page"
	raw, err := base64.RawURLEncoding.Strict().DecodeString(q.Token)
	if err != nil || len(raw) <= markSize || strings.ContainsAny(q.Token, "\r\n") {
		return "", ours
	}
	if key = string(raw[markSize:]); checkKey(source, key) != nil {
		return "", ours
	}
	if string(raw[:markSize]) != string(q.mark(source)) {
		return "", "a token of the same request: the filter must not change from page to page"
	}
	if !strings.HasPrefix(key, q.Prefix) {
		return "", ours
	}
	return key, ""
}
