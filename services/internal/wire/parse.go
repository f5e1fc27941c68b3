package wire

import (
	"fmt"
	"strconv"
	"strings"

	"google.golang.org/protobuf/reflect/protoreflect"

	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/fault"
	"assistmed/services/internal/ident"
	"assistmed/services/internal/law"
)

// Parse reads the fields of a request and collects every violation, so that a
// caller learns of all of them at once. Its zero value is ready.
type Parse struct {
	violations []fault.Violation
}

// Err is nil when every field was accepted, else the fault with all violations.
func (p *Parse) Err() error {
	if len(p.violations) == 0 {
		return nil
	}
	return fault.BadInput(p.violations...)
}

// Bad records a violation: the field's path, the value seen, the value wanted.
func (p *Parse) Bad(field, seen, wanted string) {
	p.violations = append(p.violations, fault.Violation{Field: field, Seen: seen, Wanted: wanted})
}

// Text checks a string by one of the checks of package ident.
func (p *Parse) Text(field, s string, check func(string) error) {
	if err := check(s); err != nil {
		p.Bad(field, s, err.Error())
	}
}

// TextIfSet checks a string unless it is empty.
func (p *Parse) TextIfSet(field, s string, check func(string) error) {
	if s != "" {
		p.Text(field, s, check)
	}
}

// RequestID checks the field request_id.
func (p *Parse) RequestID(s string) { p.Text("request_id", s, ident.CheckToken) }

// ID checks an id with its typed prefix, for example "ctr".
func (p *Parse) ID(field, prefix, s string) {
	p.Text(field, s, func(s string) error { return ident.CheckID(prefix, s) })
}

// FundCode checks the code of a local fund.
func (p *Parse) FundCode(field, s string) { p.Text(field, s, ident.CheckFundCode) }

// FundCodeIfSet checks the code of a local fund unless it is empty.
func (p *Parse) FundCodeIfSet(field, s string) { p.TextIfSet(field, s, ident.CheckFundCode) }

// Date reads a required civil date.
func (p *Parse) Date(field, s string) civil.Date {
	d, err := civil.Parse(s)
	if err != nil {
		p.Bad(field, s, "a day of the calendar, as YYYY-MM-DD")
	}
	return d
}

// OptionalDate reads a civil date; the empty string is no date.
func (p *Parse) OptionalDate(field, s string) civil.Date {
	if s == "" {
		return civil.Date{}
	}
	return p.Date(field, s)
}

// Between checks that least <= v <= most.
func (p *Parse) Between(field string, v, least, most int64) {
	if v < least || v > most {
		p.Bad(field, strconv.FormatInt(v, 10), fmt.Sprintf("%d to %d", least, most))
	}
}

// AtLeast checks that v >= least.
func (p *Parse) AtLeast(field string, v, least int64) {
	if v < least {
		p.Bad(field, strconv.FormatInt(v, 10), fmt.Sprintf("%d or more", least))
	}
}

// minutesAWeek is all the minutes of a week: more is a typing error, whatever the law.
const minutesAWeek = 7 * 24 * 60

// WeeklyMinutes checks a weekly working time, in minutes.
func (p *Parse) WeeklyMinutes(field string, v int32) {
	p.Between(field, int64(v), 1, minutesAWeek)
}

// Enum checks that a value is one of the enum's names and not its zero.
func (p *Parse) Enum(field string, e protoreflect.Enum) bool {
	values := e.Descriptor().Values()
	known := values.ByNumber(e.Number())
	if known != nil && e.Number() != 0 {
		return true
	}
	seen := strconv.Itoa(int(e.Number()))
	if known != nil {
		seen = string(known.Name())
	}
	var names []string
	for i := range values.Len() {
		if v := values.Get(i); v.Number() != 0 {
			names = append(names, string(v.Name()))
		}
	}
	p.Bad(field, seen, "one of "+strings.Join(names, ", "))
	return false
}

// Option reads a required option.
func (p *Parse) Option(field string, o lawv1.Option) law.Option {
	if !p.Enum(field, o) {
		return 0
	}
	return OptionOf(o)
}

// Indicator reads a required indicator.
func (p *Parse) Indicator(field string, i lawv1.Indicator) law.Indicator {
	if !p.Enum(field, i) {
		return 0
	}
	return IndicatorOf(i)
}

// Band reads an optional band; false when it is absent or refused.
func (p *Parse) Band(field string, b *lawv1.Band) (law.Band, bool) {
	if b == nil || !p.Enum(field, *b) {
		return 0, false
	}
	return BandOf(*b), true
}

// Zone reads an optional zone; absent is law.ZoneUnknown.
func (p *Parse) Zone(field string, z *lawv1.Zone) (law.Zone, bool) {
	if z == nil || !p.Enum(field, *z) {
		return law.ZoneUnknown, false
	}
	return ZoneOf(*z), true
}
