package law

import (
	"crypto/sha256"
	"encoding/hex"
	"strings"
)

// digest is the SHA-256, in hexadecimal, of the cells in canonical form: for each
// cell, texts oldest first, the collective aid, then the shared tables (specialties,
// funds, percentiles, linked schemes, deployment, moves), each in the order of its file,
// the line
//
//	text|path|value|certainty|source\n
//
// where a backslash, a bar and a line feed inside a field are written \\, \| and \n.
// A list is "[a, b]"; notes and addresses are not part of it, since they change no
// answer.
func digest(cells []Citation) string {
	escape := strings.NewReplacer(`\`, `\\`, "|", `\|`, "\n", `\n`)
	sum := sha256.New()
	for _, c := range cells {
		fields := []string{c.TextID, c.Cell, c.Value, c.Certainty.String(), c.Source}
		for i, field := range fields {
			fields[i] = escape.Replace(field)
		}
		sum.Write([]byte(strings.Join(fields, "|") + "\n"))
	}
	return hex.EncodeToString(sum.Sum(nil))
}
