// Command payment is the payment service: what is owed under a contract, and what was
// paid.
package main

import (
	"assistmed/services/internal/serve"
	"assistmed/services/payment/internal/server"
)

func main() { serve.Main("payment", server.Open) }
