// Package wire holds what all services do at the edge: reading the fields of a
// request with every violation collected, and turning values of the law into
// protobuf and back. It is the one place that knows both vocabularies.
package wire

import (
	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	lawv1 "assistmed/gen/go/assistmed/law/v1"
	"assistmed/services/internal/civil"
	"assistmed/services/internal/law"
	"assistmed/services/internal/money"
)

// The enums of the law and of the wire carry the same numbers; a test compares
// their names one by one.

// Certainty gives the certainty for the wire.
func Certainty(c law.Certainty) lawv1.Certainty { return lawv1.Certainty(c) }

// CertaintyOf reads a certainty from the wire.
func CertaintyOf(c lawv1.Certainty) law.Certainty { return law.Certainty(c) }

// Option gives the option for the wire.
func Option(o law.Option) lawv1.Option { return lawv1.Option(o) }

// OptionOf reads an option that Enum accepted.
func OptionOf(o lawv1.Option) law.Option { return law.Option(o) }

// Band gives the band for the wire.
func Band(b law.Band) lawv1.Band { return lawv1.Band(b) }

// BandOf reads a band that Enum accepted.
func BandOf(b lawv1.Band) law.Band { return law.Band(b) }

// Indicator gives the indicator for the wire.
func Indicator(i law.Indicator) lawv1.Indicator { return lawv1.Indicator(i) }

// IndicatorOf reads an indicator that Enum accepted.
func IndicatorOf(i lawv1.Indicator) law.Indicator { return law.Indicator(i) }

// Zone gives the zone for the wire.
func Zone(z law.Zone) lawv1.Zone { return lawv1.Zone(z) }

// ZoneOf reads a zone that Enum accepted.
func ZoneOf(z lawv1.Zone) law.Zone { return law.Zone(z) }

// Phrase gives a sentence in both languages; nil for the empty one.
func Phrase(p law.Phrase) *lawv1.Phrase {
	if p == (law.Phrase{}) {
		return nil
	}
	return &lawv1.Phrase{Fr: p.FR, En: p.EN}
}

// Citation gives a citation; nil for the empty one.
func Citation(c law.Citation) *lawv1.Citation {
	if c.Cell == "" {
		return nil
	}
	return &lawv1.Citation{
		TextId:         c.TextID,
		Cell:           c.Cell,
		Value:          c.Value,
		Certainty:      Certainty(c.Certainty),
		Source:         c.Source,
		Url:            c.URL,
		Note:           Phrase(c.Note),
		SettledBy:      Phrase(c.SettledBy),
		SupplementFile: c.SupplementFile,
	}
}

// Citations gives a list of citations.
func Citations(list []law.Citation) []*lawv1.Citation {
	out := make([]*lawv1.Citation, len(list))
	for i, c := range list {
		out[i] = Citation(c)
	}
	return out
}

// Ratio gives an exact fraction for the wire.
func Ratio(r money.Ratio) *contractv1.Ratio {
	return &contractv1.Ratio{Numerator: r.Num, Denominator: r.Den}
}

// RatioOf reads an exact fraction.
func RatioOf(r *contractv1.Ratio) money.Ratio {
	return money.Ratio{Num: r.GetNumerator(), Den: r.GetDenominator()}
}

// Date is a civil date, ISO 8601; empty for no date.
func Date(d civil.Date) string {
	if d.IsZero() {
		return ""
	}
	return d.String()
}

// Goals are the objectives of a contract as the law reads them.
func Goals(list []*contractv1.Objective) []law.Goal {
	var all []law.Goal
	for _, o := range list {
		all = append(all, law.Goal{Indicator: IndicatorOf(o.GetIndicator()), Start: int(o.GetStart()), ToGain: int(o.GetToGain())})
	}
	return all
}

// Bands are the bands of a contract that remain possible; one when it is settled.
func Bands(c *contractv1.Contract) []law.Band {
	if c.Band != nil {
		return []law.Band{BandOf(c.GetBand())}
	}
	var all []law.Band
	for _, b := range c.GetPossibleBands() {
		all = append(all, BandOf(b))
	}
	return all
}
