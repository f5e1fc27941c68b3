package store

import (
	"google.golang.org/protobuf/proto"

	"assistmed/services/internal/table"
)

// Page is a part of a list.
type Page struct {
	Size  int    // 0 means 50, at most 1000
	Token string // of the page before; empty for the first
}

// pageBytes bounds a page, so that an answer stays well under the four megabytes that
// gRPC clients accept.
const pageBytes = 2 << 20

// fitting reads a page, and reads it shorter where it would be too large for one
// answer; its first record always fits.
func fitting[T proto.Message](p Page, read func(table.Query) ([]T, string, error)) ([]T, string, error) {
	q := table.Query{Size: p.Size, Token: p.Token}
	list, next, err := read(q)
	if err != nil {
		return nil, "", err
	}
	size := 0
	for i, m := range list {
		if size += proto.Size(m); size > pageBytes && i > 0 {
			q.Size = i
			return read(q)
		}
	}
	return list, next, nil
}
