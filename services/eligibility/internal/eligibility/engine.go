package eligibility

import "assistmed/services/internal/law"

// Engine answers applications under one law. It is made once and never changes, so it
// serves any number of callers at a time.
type Engine struct{ law *law.Law }

// New makes the law ready for answering.
func New(l *law.Law) *Engine { return &Engine{law: l} }

// Law is the law that the engine answers by.
func (e *Engine) Law() *law.Law { return e.law }

// Assess answers an application, with its words.
func (e *Engine) Assess(a Application) Assessment { return assess(e.law, a) }
