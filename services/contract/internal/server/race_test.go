//go:build race

package server_test

// defaultSeeds: the race detector makes a walk many times slower, and a few of them meet
// every lock; `make test` takes all 200 without it.
const defaultSeeds = 24
