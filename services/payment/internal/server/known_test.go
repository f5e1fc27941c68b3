package server

import (
	"fmt"
	"testing"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/payment/internal/payment"
)

// digests of contracts, "id=digest".
func digestsOf(of map[string]string, order ...string) []*contractv1.ContractDigest {
	var all []*contractv1.ContractDigest
	for _, id := range order {
		all = append(all, &contractv1.ContractDigest{ContractId: id, Digest: []byte(of[id])})
	}
	return all
}

func TestAContractIsKnownOnlyAsItIsNow(t *testing.T) {
	read := func(id string, year int) contractFacts {
		return contractFacts{id: id, facts: payment.Facts{ContractID: id, FirstYear: year}}
	}
	group := contractFacts{id: "group", facts: payment.Facts{ContractID: "group", Group: &payment.Group{ETP: 1000}}}
	of := func(a, b string) []*contractv1.ContractDigest {
		return digestsOf(map[string]string{"a": a, "b": b, "group": "g"}, "b", "group", "a")
	}
	cases := map[string]struct {
		before, after, asked []*contractv1.ContractDigest
		want                 string // what is known, "" for not all of it
	}{
		"nothing has changed":                        {of("1", "1"), of("1", "1"), of("1", "1"), "[b1 group0 a1]"},
		"fewer are asked for":                        {of("1", "1"), of("1", "1"), of("1", "1")[2:], "[a1]"},
		"one has changed since":                      {of("1", "1"), of("1", "1"), of("2", "1"), ""},
		"one has changed while it was read":          {of("1", "1"), of("2", "1"), of("2", "1"), ""},
		"one has changed while it was read and back": {of("1", "1"), of("2", "1"), of("1", "1"), ""},
		"one is new":                                 {of("1", "1")[:2], of("1", "1"), of("1", "1"), ""},
		"of none":                                    {of("1", "1"), of("1", "1"), nil, "[]"},
	}
	for name, tc := range cases {
		t.Run(name, func(t *testing.T) {
			var k knownContracts
			k.learn([]contractFacts{read("a", 1), group, read("b", 1)}, tc.before, tc.after)
			facts, complete := k.of(tc.asked)
			said := ""
			if complete {
				list := []string{}
				for _, f := range facts {
					list = append(list, fmt.Sprint(f.ContractID, f.FirstYear))
				}
				said = fmt.Sprint(list)
			}
			if said != tc.want {
				t.Errorf("known %q, want %q", said, tc.want)
			}
		})
	}
}

func TestWhatIsKnownOfContractsIsBounded(t *testing.T) {
	var k knownContracts
	for n := range 3 {
		read := make([]contractFacts, mostKnown/2+1)
		digests := make([]*contractv1.ContractDigest, len(read))
		for i := range read {
			read[i].id = fmt.Sprint(n, "-", i)
			digests[i] = &contractv1.ContractDigest{ContractId: read[i].id, Digest: []byte{1}}
		}
		k.learn(read, digests, digests)
		if _, complete := k.of(digests); !complete || len(k.by) > mostKnown {
			t.Fatalf("%d contracts are known, the last ones: %t; want at most %d and those", len(k.by), complete, mostKnown)
		}
	}
}
