//go:build !race

package server_test

const defaultSeeds = 200
