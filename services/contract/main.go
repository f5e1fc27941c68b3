// Command contract serves the contracts of the aid.
package main

import (
	"assistmed/services/contract/internal/server"
	"assistmed/services/internal/serve"
)

func main() { serve.Main("contract", server.Open) }
