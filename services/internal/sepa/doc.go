// Package sepa speaks the bank's file formats: it writes SEPA credit transfers
// (pain.001.001.09), and reads what the bank answers, status reports (pain.002.001.10,
// also .03) and debit and credit notifications (camt.054.001.08, also .02). It writes
// the answers too, for a bank that is simulated. It is pure: no clock, no file, no network.
//
// # What is written
//
// One pain.001 file is one batch: one payment information block, one debtor account,
// one requested day, a batch-booked debit, in euros, charges shared (SLEV), under the
// rules of the European Payments Council for SEPA credit transfers. Addresses are
// structured, never lines of text. Text is in the EPC's basic Latin characters: letters
// with French or western European accents lose them, French typographic signs become
// plain ones, "&" becomes "+" as the EPC advises; any other character is an error.
// The same batch gives the same bytes.
//
// Not written: instant transfers, other currencies, ultimate debtors and creditors,
// purposes, structured remittance, identifiers of parties beside name and account.
//
// # What is read
//
// A status file becomes Lines, in the order of the file, and none is left out: each
// status of a transfer, each status of a whole batch or block that the file gives, each
// entry that has no details. What a line says in the bank's code stands beside our
// closed list of statuses. A file that is not well formed, whose parts are out of order,
// that is in another currency or encoding, that has a document type, or that is larger
// than MaxBytes is refused whole, with the line of the file, the value seen and the
// value wanted.
//
// The file's own totals are checked where it gives them:
//   - pain.002: the number of transfers per status, of which either all or none are
//     listed, and of the rejected ones all, unless the whole is rejected; no more
//     transfers than the original had; its sum when all of them are listed with amounts.
//   - camt.054: number and sum of the entries, of the debits and of the credits; number
//     and sum of the transfers of a batch; the amount of an entry with that of its
//     details, unless charges are in it.
//
// Not read: balances, dates of booking, parties, accounts and agents of the details,
// charges, exchange rates, tracking, supplementary data. Nor is checked what only the
// schema says of those elements. A notification in pages is read page by page.
package sepa
