package server

import (
	"crypto/sha256"
	"encoding/hex"

	"assistmed/services/internal/csvfile"
)

// A register is a fund's own list of contracts, a file of package csvfile with one contract
// on each line. The header line has exactly these columns, in any order; spaces around a
// field do not count, and short names of enums are taken in any case.
//
//	reference                     the fund's own, 1 to 64 characters of A-Z a-z 0-9 . _ : -
//	rpps                          11 digits
//	am_number                     9 digits; may be empty
//	specialty_code                two digits
//	particular_practice           true (médecin à expertise particulière) or false; empty is false
//	text_id                       the text that governs; empty: the one in force on signature_date
//	option                        THIRD, HALF, FULL
//	band                          BELOW_P30 … P95_AND_ABOVE; may be empty where it changes no amount
//	signature_date                YYYY-MM-DD, as every date
//	zone                          ZIP, ZAC, ZV, NONE; empty: unknown
//	department                    "08", "2A", "971"; empty: unknown
//	newly_installed               true or false; empty is false
//	registered_start              registered patients at the start, as the text counts them
//	registered_to_gain            patients to gain on them; both empty: no such objective
//	active_file_start             the active file at the start
//	active_file_to_gain           patients to gain on it; both empty: no such objective
//	assistant_ref                 never a name; empty: no assistant, then so are the next four
//	assistant_start_date          first day of work
//	assistant_weekly_minutes      a week under this contract
//	work_contract_weekly_minutes  of the whole work contract; empty: the same
//	employer                      DOCTOR, GROUP, EMPLOYERS_GROUPING
//	suspensions                   "2024-11-04..2025-03-04 ASSISTANT_ABSENT; 2025-06-01.. ASSISTANT_LEFT":
//	                              first day, first day back (none while it runs), reason
//	end_date                      the last day in force; empty: it has not ended
//	end_reason                    EXPIRED, TERMINATED_BY_DOCTOR, …; with end_date
//	measured_on_date              of the latest measure; empty: none, then so are the next three
//	registered_measured           registered patients; may be empty beside the other
//	active_file_measured          the active file; may be empty beside the other
//	measure_source                FUND or DOCTOR
type register struct{ csvfile.Table }

// The columns, in the order in which an export writes them.
const (
	colReference = iota
	colRPPS
	colAMNumber
	colSpecialty
	colParticular
	colText
	colOption
	colBand
	colSigned
	colZone
	colDepartment
	colNewlyInstalled
	colRegisteredStart
	colRegisteredGain
	colFileStart
	colFileGain
	colAssistant
	colAssistantStart
	colWeekly
	colWorkContract
	colEmployer
	colSuspensions
	colEnd
	colEndReason
	colMeasured
	colRegisteredMeasured
	colFileMeasured
	colSource
	columns
)

var columnNames = [columns]string{
	"reference", "rpps", "am_number", "specialty_code", "particular_practice", "text_id", "option", "band",
	"signature_date", "zone", "department", "newly_installed",
	"registered_start", "registered_to_gain", "active_file_start", "active_file_to_gain",
	"assistant_ref", "assistant_start_date", "assistant_weekly_minutes", "work_contract_weekly_minutes", "employer",
	"suspensions", "end_date", "end_reason",
	"measured_on_date", "registered_measured", "active_file_measured", "measure_source",
}

// row is the fields of one line, in the order of the columns.
type row [columns]string

// readHeader reads the header line. The error is a fault that names what is missing and
// what is unknown.
func readHeader(line []byte) (register, error) {
	t, err := csvfile.ReadHeader(line, columnNames[:])
	return register{t}, err
}

// read reads one line. The fields are trimmed and otherwise as they stand there.
func (r register) read(line []byte) (row, error) {
	fields, err := r.Read(line)
	if err != nil {
		return row{}, err
	}
	return row(fields), nil
}

// hash is the hash of what the line says, whatever the order of its columns and the way
// it is quoted.
func (r row) hash() string {
	sum := sha256.Sum256(csvBytes(r))
	return hex.EncodeToString(sum[:])
}

// csvBytes is lines as an export has them.
func csvBytes(rows ...row) []byte {
	all := make([][]string, len(rows))
	for i := range rows {
		all[i] = rows[i][:]
	}
	return csvfile.Bytes(all...)
}
