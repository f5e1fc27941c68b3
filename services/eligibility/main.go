// Command eligibility serves EligibilityService and LawService: who may have the aid,
// with which option, for how much, and what the law says.
package main

import (
	"assistmed/services/eligibility/internal/server"
	"assistmed/services/internal/serve"
)

func main() { serve.Main("eligibility", server.Open) }
