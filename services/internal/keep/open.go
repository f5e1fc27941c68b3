package keep

import (
	"context"
	"errors"

	"assistmed/services/internal/serve"
	"assistmed/services/internal/table"
)

// Begin joins a store that was just opened to its surroundings: the clock goes on after
// what was kept last, and tests may end the life of the process between any two steps. It
// closes a store of which that cannot be read.
func Begin(ctx context.Context, env *serve.Env, db *table.DB) error {
	last, err := db.LastKept(ctx)
	if err != nil {
		return errors.Join(err, db.Close())
	}
	if !last.IsZero() {
		env.After(last)
	}
	db.SetFailpoint(env.Failpoint())
	return nil
}
