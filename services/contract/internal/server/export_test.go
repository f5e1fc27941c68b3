package server

import (
	"encoding/json"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"google.golang.org/protobuf/encoding/protojson"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
)

// ApplyChange makes one change to a contract as JSON: naively, from the path alone, as
// somebody would who holds the events and nothing else. It fails where the JSON is not
// what the change says it was.
func ApplyChange(m map[string]any, path, before, after string) error {
	steps := strings.Split(path, ".")
	for _, step := range steps[:len(steps)-1] {
		name, at, indexed := parsed(m, step)
		next := m[name]
		if list, ok := next.([]any); indexed && ok && at < len(list) {
			next = list[at]
		}
		inner, ok := next.(map[string]any)
		if !ok {
			return fmt.Errorf("%s: there is no %s", path, step)
		}
		m = inner
	}
	name, at, indexed := parsed(m, steps[len(steps)-1])
	seen, there := m[name]
	var list []any
	if indexed {
		list, _ = seen.([]any)
		if there = at < len(list); there {
			seen = list[at]
		} else if at != len(list) && after != "" {
			return fmt.Errorf("%s: the list has %d elements", path, len(list))
		}
	}
	if err := was(seen, there, before); err != nil && (!indexed || after != "" || at < len(list)) {
		return fmt.Errorf("%s: %w", path, err)
	}
	var value any
	if after != "" {
		if err := json.Unmarshal([]byte(after), &value); err != nil {
			return fmt.Errorf("%s: %w", path, err)
		}
	}
	switch {
	case after == "" && named(steps[len(steps)-1]):
		if m[name] = slices.Delete(list, at, at+1); len(list) == 1 {
			delete(m, name)
		}
	case after == "" && min(at, len(list)) == 0:
		delete(m, name) // an empty list is none
	case !indexed:
		m[name] = value
	case after == "": // the list ends before it
		m[name] = list[:min(at, len(list))]
	case at == len(list):
		m[name] = append(list, value)
	default:
		list[at] = value
	}
	return nil
}

// parsed reads "suspensions[0]", or "obligations[MEASURE:1]": the element of that id, or
// the place behind the last one.
func parsed(m map[string]any, step string) (name string, at int, indexed bool) {
	name, rest, indexed := strings.Cut(step, "[")
	key := strings.TrimSuffix(rest, "]")
	if !named(step) {
		at, _ = strconv.Atoi(key)
		return name, at, indexed
	}
	list, _ := m[name].([]any)
	at = slices.IndexFunc(list, func(e any) bool { return e.(map[string]any)["id"] == key })
	if at < 0 {
		at = len(list)
	}
	return name, at, indexed
}

// named reports whether the step names an element by its id.
func named(step string) bool {
	_, rest, indexed := strings.Cut(step, "[")
	return indexed && strings.Contains(rest, ":")
}

// was fails unless the value seen is the JSON of before.
func was(seen any, there bool, before string) error {
	if !there {
		if before != "" {
			return fmt.Errorf("it was nothing, want %s", before)
		}
		return nil
	}
	var want any
	if err := json.Unmarshal([]byte(before), &want); err != nil {
		return fmt.Errorf("it was %v, want %q", seen, before)
	}
	got, err := json.Marshal(seen)
	wanted, err2 := json.Marshal(want)
	if err != nil || err2 != nil || string(got) != string(wanted) {
		return fmt.Errorf("it was %s, want %s", got, wanted)
	}
	return nil
}

// Rebuilt reads a contract from its JSON.
func Rebuilt(m map[string]any) (*contractv1.Contract, error) {
	b, err := json.Marshal(m)
	if err != nil {
		return nil, err
	}
	c := &contractv1.Contract{}
	err = protojson.Unmarshal(b, c)
	Sorted(c)
	return c, err
}

// Sorted puts what has an id in the order of the ids: its changes tell no order, which
// follows from the due dates.
func Sorted(c *contractv1.Contract) {
	slices.SortFunc(c.GetObligations(), func(a, b *contractv1.Obligation) int { return strings.Compare(a.GetId(), b.GetId()) })
}
