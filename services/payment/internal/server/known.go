package server

import (
	"bytes"
	"sync"

	contractv1 "assistmed/gen/go/assistmed/contract/v1"
	"assistmed/services/payment/internal/payment"
)

// mostKnown is how many contracts are kept in mind: more than there are in France.
const mostKnown = 50_000

// contractFacts is what was read out of a contract.
type contractFacts struct {
	id     string
	digest []byte
	facts  payment.Facts // for everybody: nobody changes them
}

// knownContracts remembers what was read out of contracts, by their digests. A contract
// is asked for its digest each time, so that what is remembered is what is so now.
type knownContracts struct {
	guard sync.Mutex
	by    map[string]contractFacts
}

// of gives the facts of contracts, and whether all of them are known as they are now.
func (k *knownContracts) of(digests []*contractv1.ContractDigest) (all []payment.Facts, complete bool) {
	k.guard.Lock()
	defer k.guard.Unlock()
	all = make([]payment.Facts, 0, len(digests))
	for _, d := range digests {
		known, ok := k.by[d.GetContractId()]
		if !ok || !bytes.Equal(known.digest, d.GetDigest()) {
			return nil, false
		}
		all = append(all, known.facts)
	}
	return all, true
}

// learn remembers the contracts of a fund, as far as their digests were the same before
// and after they were read: of another one nobody knows which digest it was read with.
func (k *knownContracts) learn(read []contractFacts, before, after []*contractv1.ContractDigest) {
	sure := make(map[string][]byte, len(before))
	for _, d := range before {
		sure[d.GetContractId()] = d.GetDigest()
	}
	for _, d := range after {
		if !bytes.Equal(sure[d.GetContractId()], d.GetDigest()) {
			delete(sure, d.GetContractId())
		}
	}
	k.guard.Lock()
	defer k.guard.Unlock()
	if k.by == nil || len(k.by)+len(read) > mostKnown {
		k.by = make(map[string]contractFacts, len(read))
	}
	for _, c := range read {
		if digest, ok := sure[c.id]; ok {
			c.digest = digest
			k.by[c.id] = c
		}
	}
}
