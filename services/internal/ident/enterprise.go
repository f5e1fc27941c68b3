package ident

// CheckFINESS wants 9 digits whose last is the Luhn key of the others. The numbers of
// Corsica that hold a letter are refused: how their key is computed is not known here.
func CheckFINESS(s string) error {
	if len(s) != 9 || !each(s, digit) || !luhn(s) {
		return errFINESS
	}
	return nil
}

// CheckSIREN wants 9 digits whose last is the Luhn key of the others.
func CheckSIREN(s string) error {
	if len(s) != 9 || !each(s, digit) || !luhn(s) {
		return errSIREN
	}
	return nil
}

// La Poste has more establishments than Luhn keys let it number.
const (
	laPoste           = "356000000"
	laPosteHeadOffice = laPoste + "00048"
)

// CheckSIRET wants the SIREN of an enterprise, the 4 digits of an establishment and a
// Luhn key over all. The digits of an establishment of La Poste sum to a multiple of 5
// instead; its head office alone has a Luhn key.
func CheckSIRET(s string) error {
	if len(s) != 14 || !each(s, digit) || CheckSIREN(s[:9]) != nil {
		return errSIRET
	}
	ok := luhn(s)
	if s[:9] == laPoste && s != laPosteHeadOffice {
		ok = sum(s)%5 == 0
	}
	if !ok {
		return errSIRET
	}
	return nil
}

func sum(digits string) int {
	n := 0
	for i := range len(digits) {
		n += int(digits[i] - '0')
	}
	return n
}
