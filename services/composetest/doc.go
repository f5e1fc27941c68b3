// Package composetest tries the three services in docker compose. Its test is built
// with the tag "compose" and run by `make compose-test`, which builds what it needs.
package composetest
