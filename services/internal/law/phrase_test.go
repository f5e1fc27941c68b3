package law_test

import (
	"testing"

	"assistmed/services/internal/law"
)

func TestFrenchGetsTheSpacesThatDoNotBreak(t *testing.T) {
	for _, c := range []struct{ name, given, want string }{
		{"nothing to change", "Le cabinet est en zone ZIP.", "Le cabinet est en zone ZIP."},
		{"double marks", "Pourquoi ? Oui : 80 % ; ou non !", "Pourquoi\u00a0? Oui\u00a0: 80\u00a0%\u00a0; ou non\u00a0!"},
		{"guillemets", "le texte « avenant 7 » dit", "le texte «\u00a0avenant 7\u00a0» dit"},
		{"already set", "80\u00a0% « a »", "80\u00a0% «\u00a0a\u00a0»"},
		{"a space at the end", "fin ", "fin "},
		{"nothing", "", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := law.French(c.given); got != c.want {
				t.Errorf("%q, want %q", got, c.want)
			}
		})
	}
}
