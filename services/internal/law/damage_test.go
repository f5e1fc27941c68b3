package law_test

import (
	"bytes"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path"
	"strings"
	"testing"
	"testing/fstest"

	"assistmed/services/internal/law"
)

// files are the law's files as they stand, to be damaged.
func files(t testing.TB) fstest.MapFS {
	t.Helper()
	all := fstest.MapFS{}
	for _, folder := range []string{"texts", "beside", "reference"} {
		entries, err := os.ReadDir(folder)
		if err != nil {
			t.Fatal(err)
		}
		for _, e := range entries {
			data, err := os.ReadFile(path.Join(folder, e.Name()))
			if err != nil {
				t.Fatal(err)
			}
			all[path.Join(folder, e.Name())] = &fstest.MapFile{Data: data}
		}
	}
	return all
}

// The short names of the files.
const (
	a7File  = "texts/avenant-7.yaml"
	raFile  = "texts/reglement-arbitral.yaml"
	c24File = "texts/convention-2024.yaml"
	colFile = "beside/aide-collective-2026.yaml"
	pcFile  = "reference/percentiles.yaml"
	spFile  = "reference/specialties.yaml"
	srcFile = "reference/sources.yaml"
	fuFile  = "reference/funds.yaml"
	mvFile  = "reference/moves.yaml"
	lkFile  = "reference/linked-schemes.yaml"
	dpFile  = "reference/deployment.yaml"
)

// damages are the ways to damage a text: old, which stands exactly once in the file,
// is replaced by becomes. The error then has a line that begins with the file and the
// line of at (of becomes when at is empty) and says every one of says.
var damages = []struct {
	name, file, old, becomes, at string
	says                         []string
}{
	{"unknown key in a group", c24File, "criteria:\n  sector:\n", "criteria:\n  sektor: {value: 1}\n  sector:\n", "  sektor",
		[]string{"criteria.sektor: seen a key that the law does not know here"}},
	{"unknown key in a cell", c24File, "share: {value: 80 %, certainty", "share: {value: 80 %, unit: BP, certainty", "",
		[]string{"criteria.clinical_fees.share.unit: seen a key that the law does not know here"}},
	{"parameter of a rule that is not required", raFile, "  structure_fee:\n    rule:\n", "  structure_fee:\n    doctors: {value: 2, certainty: SECONDARY, source: BC}\n    rule:\n", "    doctors: {value: 2, certainty: SECONDARY, source: BC}",
		[]string{"criteria.structure_fee.doctors: seen a key"}},
	{"missing cell", c24File, "    share: {value: 80 %, certainty: OFFICIAL_SUMMARY, source: AM-24b}\n", "", "    rule: {value: CLINICAL_SHARE_AT_LEAST",
		[]string{"criteria.clinical_fees.share: seen nothing, wanted it to be there"}},
	{"missing group", a7File, "  structure_fee:\n", "  structure_fees:\n", "  sector:",
		[]string{"criteria.structure_fee: seen nothing"}},
	{"duplicate key in a group", c24File, "    share: {value: 80 %,", "    share: {value: 70 %, certainty: OFFICIAL_SUMMARY, source: AM-24b}\n    share: {value: 80 %,", "    share: {value: 80 %,",
		[]string{"criteria.clinical_fees.share: seen the key twice"}},
	{"duplicate key in a cell", c24File, "    share: {value: 80 %,", "    share: {value: 70 %, value: 80 %,", "",
		[]string{"criteria.clinical_fees.share.value: seen the key twice"}},
	{"cell without a source", c24File, "    share: {value: 80 %, certainty: OFFICIAL_SUMMARY, source: AM-24b}", "    share: {value: 80 %, certainty: OFFICIAL_SUMMARY}", "",
		[]string{"criteria.clinical_fees.share.source: seen nothing"}},
	{"empty source", c24File, "    share: {value: 80 %, certainty: OFFICIAL_SUMMARY, source: AM-24b}", "    share: {value: 80 %, certainty: OFFICIAL_SUMMARY, source: ''}", "",
		[]string{"criteria.clinical_fees.share: seen the source nothing"}},
	{"unknown source", c24File, "    share: {value: 80 %, certainty: OFFICIAL_SUMMARY, source: AM-24b}", "    share: {value: 80 %, certainty: OFFICIAL_SUMMARY, source: AM-25}", "",
		[]string{`criteria.clinical_fees.share: seen the source "AM-25", wanted keys of reference/sources.yaml`}},
	{"one unknown source of two", c24File, "    share: {value: 80 %, certainty: OFFICIAL_SUMMARY, source: AM-24b}", `    share: {value: 80 %, certainty: OFFICIAL_SUMMARY, source: "AM-24b, AM-25"}`, "",
		[]string{"criteria.clinical_fees.share: seen the source"}},
	{"the same source twice", c24File, "    share: {value: 80 %, certainty: OFFICIAL_SUMMARY, source: AM-24b}", `    share: {value: 80 %, certainty: OFFICIAL_SUMMARY, source: "AM-24b, AM-24b"}`, "",
		[]string{"criteria.clinical_fees.share: seen the source", "each once"}},
	{"missing certainty", c24File, "    share: {value: 80 %, certainty: OFFICIAL_SUMMARY, source: AM-24b}", "    share: {value: 80 %, source: AM-24b}", "",
		[]string{"criteria.clinical_fees.share.certainty: seen nothing"}},
	{"misspelt certainty", c24File, "    share: {value: 80 %, certainty: OFFICIAL_SUMMARY,", "    share: {value: 80 %, certainty: OFFICIAL,", "",
		[]string{`criteria.clinical_fees.share: seen the certainty "OFFICIAL"`}},
	{"the operator's certainty in a text", c24File, "    share: {value: 80 %, certainty: OFFICIAL_SUMMARY,", "    share: {value: 80 %, certainty: OPERATOR,", "",
		[]string{`seen the certainty "OPERATOR"`, "only in a supplement"}},
	{"an unknown value that is certain", a7File, "  avenant_8:\n    value: UNKNOWN\n    certainty: UNKNOWN\n", "  avenant_8:\n    value: UNKNOWN\n    certainty: SECONDARY\n    source: PRESS\n", "    value: UNKNOWN\n    certainty: SECONDARY",
		[]string{"amendments.avenant_8: seen the value UNKNOWN with certainty SECONDARY, wanted certainty UNKNOWN"}},
	{"a known value of unknown certainty", c24File, "    share: {value: 80 %, certainty: OFFICIAL_SUMMARY, source: AM-24b}", "    share: {value: 80 %, certainty: UNKNOWN, settled_by: {fr: a, en: b}}", "",
		[]string{"criteria.clinical_fees.share: seen a value with certainty UNKNOWN"}},
	{"missing value", c24File, "    share: {value: 80 %, certainty", "    share: {certainty", "",
		[]string{"criteria.clinical_fees.share.value: seen nothing"}},
	{"empty value", c24File, "    share: {value: 80 %, certainty", "    share: {value: , certainty", "",
		[]string{"criteria.clinical_fees.share: seen nothing, wanted a percentage"}},
	{"a bare value for a cell", c24File, "    share: {value: 80 %, certainty: OFFICIAL_SUMMARY, source: AM-24b}", "    share: 80 %", "",
		[]string{`criteria.clinical_fees.share: seen "80 %", wanted a mapping`}},
	{"a list for a cell", c24File, "    share: {value: 80 %, certainty: OFFICIAL_SUMMARY, source: AM-24b}", "    share: [80 %]", "",
		[]string{"criteria.clinical_fees.share: seen a list, wanted a mapping"}},
	{"a number where a percentage is wanted", c24File, "    share: {value: 80 %, certainty", "    share: {value: 80, certainty", "",
		[]string{`criteria.clinical_fees.share: seen "80", wanted a percentage such as 20 %`}},
	{"more than all", c24File, "    share: {value: 80 %, certainty", "    share: {value: 100.01 %, certainty", "",
		[]string{`seen "100.01 %"`, "up to 100 %"}},
	{"a percentage where an amount is wanted", c24File, "p90_p95: {value: 26000 EUR,", "p90_p95: {value: 5 %,", "",
		[]string{`amounts.full.year_3_and_after.p90_p95: seen "5 %", wanted an amount in whole euros such as 36000 EUR`}},
	{"a percentage where a table is wanted", c24File, "  full:\n    year_1:\n", "  full: 5 %\n  fool:\n    year_1:\n", "  full: 5 %",
		[]string{`amounts.full: seen "5 %", wanted a mapping`}},
	{"cents in a table of euros", c24File, "p90_p95: {value: 26000 EUR,", "p90_p95: {value: 26000.00 EUR,", "",
		[]string{`seen "26000.00 EUR"`}},
	{"a word where a number is wanted", c24File, "    months:\n      value: 12\n", "    months:\n      value: douze\n", "      value: douze",
		[]string{`criteria.clinical_fees.months: seen "douze", wanted a whole number above zero`}},
	{"zero where a number above zero is wanted", c24File, "  reply_months: {value: 1,", "  reply_months: {value: 0,", "",
		[]string{`calendar.reply_months: seen "0", wanted a whole number above zero`}},
	{"a form the program cannot follow", c24File, "    rule: {value: CLINICAL_SHARE_AT_LEAST,", "    rule: {value: CLINICAL_SHARE_ABOVE,", "",
		[]string{`criteria.clinical_fees.rule: seen "CLINICAL_SHARE_ABOVE", wanted one of NOT_REQUIRED, CCAM_SHARE_BELOW, CLINICAL_SHARE_AT_LEAST`}},
	{"a form that is unknown", c24File, "    rule: {value: CLINICAL_SHARE_AT_LEAST, certainty: OFFICIAL_SUMMARY, source: AM-24b}", "    rule: {value: UNKNOWN, certainty: UNKNOWN, settled_by: {fr: a, en: b}}", "",
		[]string{`criteria.clinical_fees.rule: seen "UNKNOWN", wanted one of`}},
	{"no such thing where there must be one", c24File, "  reply_months: {value: 1,", "  reply_months: {value: NONE,", "",
		[]string{`calendar.reply_months: seen "NONE"`}},
	{"a word that is neither true nor false", a7File, "list_a_mep: {value: true,", "list_a_mep: {value: yes,", "",
		[]string{`criteria.specialty.list_a_mep: seen "yes", wanted true or false`}},
	{"a code that no specialty has", c24File, `value: ["45", "69"]`, `value: ["45", "19"]`, "",
		[]string{"criteria.clinical_fees.doubtful: seen a list, wanted a list of codes"}},
	{"a code twice", c24File, `value: ["45", "69"]`, `value: ["45", "45"]`, "",
		[]string{"criteria.clinical_fees.doubtful: seen a list"}},
	{"an empty list", c24File, `value: ["45", "69"]`, "value: []", "",
		[]string{"criteria.clinical_fees.doubtful: seen a list"}},
	{"a list inside a list", c24File, `value: ["45", "69"]`, `value: ["45", ["69"]]`, "",
		[]string{"criteria.clinical_fees.doubtful: seen a list"}},
	{"a département that is none", a7File, `["08", "09",`, `["8", "09",`, "",
		[]string{"criteria.specialty.list_b_departments.06: seen a list, wanted a list of départements"}},
	{"a percentile that is none", c24File, "newly_installed_percentile: {value: P50,", "newly_installed_percentile: {value: P51,", "",
		[]string{`objectives.newly_installed_percentile: seen "P51", wanted one of P30, P50, P70, P90, P95`}},
	{"a zone that is none", c24File, "    zones: {value: [ZIP],", "    zones: {value: [ZIQ],", "",
		[]string{"options.second_assistant.zones: seen a list, wanted a list of ZIP"}},
	{"a distribution nobody wrote", c24File, "distribution: {value: 2021-12-31,", "distribution: {value: 2022-12-31,", "",
		[]string{`objectives.distribution: seen "2022-12-31", wanted a distribution of reference/percentiles.yaml`}},
	{"a bad date", c24File, "    on: {value: 2025-01-01,", "    on: {value: 2025-02-30,", "",
		[]string{`criteria.sector.renamed.on: seen "2025-02-30", wanted a day such as 2024-06-22`}},
	{"a bad period", c24File, "value: 2024-06-22/..\n", "value: 2024-06-22\n", "",
		[]string{`in_force: seen "2024-06-22", wanted a period`}},
	{"a period that ends before it begins", a7File, "2019-09-01/2023-04-30", "2019-09-01/2019-08-31", "",
		[]string{`in_force: seen "2019-09-01/2019-08-31", wanted a period`}},
	{"a period with a bad end", a7File, "2019-09-01/2023-04-30", "2019-09-01/2023-04-31", "",
		[]string{`in_force: seen "2019-09-01/2023-04-31"`}},
	{"a gap between two texts", a7File, "2019-09-01/2023-04-30", "2019-09-01/2023-04-29", "",
		[]string{"in_force: seen an end on 2023-04-29, wanted 2023-04-30, the day before reglement-arbitral begins"}},
	{"two texts that overlap", a7File, "2019-09-01/2023-04-30", "2019-09-01/2023-05-01", "",
		[]string{"in_force: seen an end on 2023-05-01, wanted 2023-04-30"}},
	{"an older text without an end", raFile, "2023-05-01/2024-06-21", "2023-05-01/..", "",
		[]string{"in_force: seen an end on no day (..), wanted 2024-06-21, the day before convention-2024 begins"}},
	{"a last text with an end", c24File, "value: 2024-06-22/..\n", "value: 2024-06-22/2029-06-21\n", "",
		[]string{"in_force: seen an end on 2029-06-21, wanted the last text to be in force without an end"}},
	{"a gap between two schedules", a7File, "2019-09-01/2024-06-21", "2019-09-01/2024-06-20", "",
		[]string{"amounts.in_force: seen an end on 2024-06-20, wanted 2024-06-21"}},
	{"two schedules that overlap", a7File, "2019-09-01/2024-06-21", "2019-09-01/2024-06-22", "",
		[]string{"amounts.in_force: seen an end on 2024-06-22, wanted 2024-06-21"}},
	{"an older schedule without an end", a7File, "2019-09-01/2024-06-21", "2019-09-01/..", "",
		[]string{"amounts.in_force: seen an end on no day (..), wanted 2024-06-21"}},
	{"a schedule that begins after the first text", a7File, "2019-09-01/2024-06-21", "2019-10-01/2024-06-21", "",
		[]string{"amounts.in_force: seen a beginning on 2019-10-01, wanted 2019-09-01"}},
	{"a last schedule with an end", c24File, "{value: 2024-06-22/.., ", "{value: 2024-06-22/2029-06-21, ", "",
		[]string{"amounts.in_force: seen an end on 2029-06-21, wanted the last schedule"}},
	{"the amounts of a text that has none", raFile, "    value: avenant-7\n", "    value: convention-2016\n", "",
		[]string{`amounts.same_as: seen "convention-2016", wanted a text that has amounts of its own`}},
	{"a band without an amount", c24File, "      p90_p95: {value: 26000 EUR, certainty: OFFICIAL_SUMMARY, source: AM-24a}\n", "", "      below_p90: {value: 22000 EUR",
		[]string{"amounts.full.year_3_and_after: seen no amount for the band P90_P95, wanted exactly one"}},
	{"a band with two amounts", c24File, "      p90_p95: {value: 26000 EUR,", "      below_p95: {value: 1 EUR, certainty: OFFICIAL_SUMMARY, source: AM-24a}\n      p90_p95: {value: 26000 EUR,", "      below_p90: {value: 22000 EUR",
		[]string{"amounts.full.year_3_and_after: seen 2 amounts for the band P90_P95 (below_p95, p90_p95), wanted exactly one"}},
	{"an amount written twice", c24File, "      p90_p95: {value: 26000 EUR,", "      p90_p95: {value: 1 EUR, certainty: OFFICIAL_SUMMARY, source: AM-24a}\n      p90_p95: {value: 26000 EUR,", "      p90_p95: {value: 26000 EUR,",
		[]string{"amounts.full.year_3_and_after.p90_p95: seen the key twice"}},
	{"an option without amounts", c24File, "\n  two:\n    year_1:\n", "\n  deux:\n    year_1:\n", "  in_force: {value: 2024-06-22/..",
		[]string{"amounts.two: seen nothing"}},
	{"a collective aid beside a text nobody wrote", colFile, "beside: convention-2024", "beside: convention-2025", "",
		[]string{`beside: seen "convention-2025", wanted a text that is in force on 2026-02-25`}},
	{"a collective aid before the text it stands beside", colFile, "2026-02-25/..", "2024-06-21/..", "beside: convention-2024",
		[]string{`beside: seen "convention-2024", wanted a text that is in force on 2024-06-21`}},
	{"an amount of which a thousandth is no whole cents", colFile, "38000 EUR", "38001 EUR", "",
		[]string{`amounts.year_1: seen "38001 EUR", wanted an amount in whole tens of euros`}},
	{"a working time that is none", colFile, "0.5 ETP", "50 %", "",
		[]string{`ceiling.per_junior_doctor: seen "50 %", wanted a working time such as 0.5 ETP`}},
	{"no working time", colFile, "0.5 ETP", "0.0 ETP", "",
		[]string{`ceiling.per_junior_doctor: seen "0.0 ETP", wanted a working time`}},
	{"a structure that signs and never signs", colFile, "value: [SISA]", "value: [SEL]", "",
		[]string{"structure: seen SEL both among those that sign and among those that never do"}},
	{"a key that the collective aid does not know", colFile, "amounts:\n", "amounts:\n  year_4: {value: 1}\n", "  year_4",
		[]string{"amounts.year_4: seen a key that the law does not know here"}},
	{"the id of another collective aid", colFile, "id: aide-collective-2026", "id: aide-collective-2027", "",
		[]string{`id: seen "aide-collective-2027", wanted the name of the file, aide-collective-2026`}},
	{"an unknown source of a percentile", pcFile, "p30: {value: 640, certainty: OFFICIAL_SUMMARY, source: SEED2}", "p30: {value: 640, certainty: OFFICIAL_SUMMARY, source: SEED9}", "",
		[]string{"percentiles.avenant-7.gp.registered_patients.p30: seen the source"}},
	{"percentiles that do not ascend", pcFile, "p50: {value: 1045,", "p50: {value: 775,", "",
		[]string{"percentiles.2021-12-31.gp.registered_patients.p50: seen 775, wanted more than the 775 of P30"}},
	{"percentiles that do not ascend over an unknown one", pcFile, "value: 1107\n", "value: 639\n", "",
		[]string{"percentiles.avenant-7.gp.registered_patients.p70: seen 639, wanted more than the 640 of P30"}},
	{"a group of percentiles that is missing", pcFile, "  \"2021-12-31\":\n    gp:\n", "  \"2021-12-31\":\n    gps:\n", "    gps:",
		[]string{"percentiles.2021-12-31.gp: seen nothing"}},
	{"bands out of order", a7File, "    p30_p50: {value: 20 %, certainty: OFFICIAL_TEXT, source: AV7-X}\n    p50_p70: {value: 15 %, certainty: OFFICIAL_TEXT, source: AV7-X}\n", "    p50_p70: {value: 15 %, certainty: OFFICIAL_TEXT, source: AV7-X}\n    p30_p50: {value: 20 %, certainty: OFFICIAL_TEXT, source: AV7-X}\n", "    below_p30:\n",
		[]string{"rates.third: seen below_p30, p50_p70, p30_p50, p70_p90, p90_p95, p95_and_above, wanted the order below_p30, p30_p50"}},
	{"a rate that is missing", a7File, "    p50_p70: {value: 15 %, certainty: OFFICIAL_TEXT, source: AV7-X}\n", "", "    below_p30:\n",
		[]string{"rates.third.p50_p70: seen nothing"}},
	{"a rate with too many decimals", a7File, "{value: 7.5 %,", "{value: 7.55 %,", "",
		[]string{`rates.third.p70_p90: seen "7.55 %", wanted a percentage such as 7.5 %`}},
	{"a rate that rises from one band to the next", a7File, "p50_p70: {value: 15 %,", "p50_p70: {value: 21 %,", "",
		[]string{"rates.third.p50_p70: seen 21 %, wanted at most the 20 % of P30_P50"}},
	{"rates for an option that the text does not have", a7File, "rates:\n", "rates:\n  two: {below_p30: 1}\n", "  two: {below_p30: 1}",
		[]string{"rates.two: seen a key that the law does not know here"}},
	{"shares that are not the whole year", a7File, "share: {value: 70 %,", "share: {value: 60 %,", "    instalment_1:\n      share: {value: 60 %",
		[]string{"calendar.year_1: seen shares that add up to 9000 basis points, wanted 10000"}},
	{"an instalment without a delay", raFile, "      pay_within_months: {value: 1,", "      pay_in_months: {value: 1,", "",
		[]string{"calendar.year_1.instalment_1.pay_in_months: seen a key"}},
	{"a measure in a year that is fixed", raFile, "  first_modulated_year: {value: 3,", "  first_modulated_year: {value: 2,", "    instalment_1:\n      share: {value: 100 %, certainty: SECONDARY, source: DJ}\n      when: {value: YEAR_START",
		[]string{"calendar.year_2: seen the basis FIXED, wanted FIXED before year 2 and a measure from it on"}},
	{"a modulation that does not fit the objectives", c24File, "    value: LARGEST_UNLESS_FALLEN\n", "    value: SMALLEST_RATIO\n", "    value: SMALLEST_RATIO",
		[]string{"calendar.modulation: seen SMALLEST_RATIO, wanted LARGEST_UNLESS_FALLEN, since objectives.form is EITHER"}},
	{"a dated cell that begins too late", c24File, "      - from: 2024-06-22\n", "      - from: 2024-06-23\n", "",
		[]string{"criteria.newly_installed.months.2024-06-23: seen from 2024-06-23, wanted the text's first day 2024-06-22"}},
	{"dated cells that do not ascend", c24File, "{from: 2026-01-01,", "{from: 2024-06-22,", "",
		[]string{"criteria.newly_installed.months.2024-06-22: seen from 2024-06-22, wanted a day after 2024-06-22"}},
	{"a dated cell without its day", c24File, "{from: 2026-01-01, ", "{", "      - {value: 12",
		[]string{"criteria.newly_installed.months.", "wanted a day such as 2024-06-22"}},
	{"a dated cell that is no list", raFile, "    months:\n      - from: 2023-05-01\n        value: 12\n", "    months:\n        value: 12\n", "        value: 12\n",
		[]string{"criteria.newly_installed.months: seen a mapping, wanted a list of cells"}},
	{"a derived cell without our reading", c24File, "    value: FIRST_DAY_INCLUDED\n    certainty: DERIVED\n    source: AM-24a\n    note:\n", "    value: FIRST_DAY_INCLUDED\n    certainty: DERIVED\n    source: AM-24a\n    nota:\n", "    value: FIRST_DAY_INCLUDED",
		[]string{"calendar.amounts_boundary.note: seen nothing"}},
	{"an unknown cell that nobody settles", c24File, "    certainty: UNKNOWN\n    settled_by:\n      fr: \"le Journal officiel\"\n", "    certainty: UNKNOWN\n    settle:\n      fr: \"le Journal officiel\"\n", "    value: UNKNOWN\n",
		[]string{"origin.published.settled_by: seen nothing"}},
	{"a note in one language only", c24File, "    fr: \"signatures depuis", "    de: \"signatures depuis", "",
		[]string{"in_force.note.fr: seen nothing"}},
	{"an anchor", c24File, "    share: {value: 80 %,", "    share: &s {value: 80 %,", "",
		[]string{"seen an anchor, an alias or a tag"}},
	{"a tag", c24File, "    share: {value: 80 %,", "    share: !!map {value: 80 %,", "",
		[]string{"seen an anchor, an alias or a tag"}},
	{"the id of another text", c24File, "id: convention-2024", "id: convention-2025", "",
		[]string{`id: seen "convention-2025", wanted the name of the file, convention-2024`}},
	{"a second document", c24File, "rates:\n", "---\nrates:\n", "---", []string{"seen a second YAML document"}},
	{"a source without a title", srcFile, "  DJ:\n    title:", "  DJ:\n    titre:", "    titre:",
		[]string{"sources.DJ.title: seen nothing"}},
	{"a source whose address is none", srcFile, "    url: https://github.com/djibe", "    url: github.com/djibe", "",
		[]string{`sources.DJ.url: seen "github.com/djibe`}},
	{"a source key with a space", srcFile, "  CNOM:\n", "  \"C NOM\":\n", "    title: \"Bulletin", []string{`seen the key "C NOM"`}},
	{"a fund code that is none", fuFile, "  \"751\":", "  \"75\":", "", []string{`funds.75: seen the code "75", wanted 3 digits`}},
	{"funds out of order", fuFile, "  \"011\":", "  \"999\":", "  \"999\":", []string{"funds: seen 999, 021"}},
	{"a fund without a source", fuFile, "\"011\": {value: Bourg-en-Bresse, certainty: SECONDARY, source: IR_CAI_V}", "\"011\": {value: Bourg-en-Bresse, certainty: SECONDARY}", "", []string{"funds.011.source: seen nothing"}},
	{"a text to which nothing says how to move", mvFile, "  convention-2024:\n", "  convention-2025:\n", "  reglement-arbitral:\n", []string{"moves.convention-2024: seen nothing"}},
	{"an option that is none among the renewable ones", mvFile, "value: [THIRD]\n", "value: [TIERS]\n", "", []string{"moves.reglement-arbitral.renewable_by_the_text: seen a list"}},
	{"years of maxima that fall", lkFile, "first_year: {value: 2020,", "first_year: {value: 2016,", "", []string{"structure_fee.maxima.second.first_year: seen 2016, wanted at least the 2017 of EARLIEST.FIRST_YEAR"}},
	{"sizes that do not grow", lkFile, "inhabitants: {value: 80000,", "inhabitants: {value: 30000,", "", []string{"community.size_3.inhabitants: seen 30000, wanted more than the 40000 of SIZE_2.INHABITANTS"}},
	{"a size without a maximum", lkFile, "      value: 450000 EUR\n", "      valeur: 450000 EUR\n", "", []string{"community.size_4.maximum"}},
	{"a count of contracts that falls", dpFile, "2021-10-01: {value: 2178,", "2021-10-01: {value: 1544,", "", []string{"milestones.signed_since_2019.2021-10-01: seen 1544, wanted at least the 1545 of 2021-01-21"}},
	{"a count that falls to the next one", dpFile, "2022-10-01: {value: 3545,", "2022-10-01: {value: 4385,", "      value: 4384\n", []string{"milestones.signed_since_2019.2023-06-30: seen 4384, wanted at least the 4385 of 2022-10-01"}},
	{"counts out of order", dpFile, "    2021-10-01: {", "    2022-05-29: {", "      value: 3112\n", []string{`milestones.signed_since_2019.2022-05-28: seen the key "2022-05-28", wanted one after 2022-05-29`}},
	{"two counts of a day in one perimeter", dpFile, "    2022-10-01: {", "    2022-05-28: {", "", []string{"milestones.signed_since_2019.2022-05-28: seen the key twice, wanted it once"}},
	{"a count on a day that is none", dpFile, "    2022-10-01: {", "    2022-09-31: {", "", []string{`milestones.signed_since_2019.2022-09-31: seen the key "2022-09-31", wanted a day such as 2024-06-22`}},
	{"no contracts on a day", dpFile, "2021-10-01: {value: 2178,", "2021-10-01: {value: 0,", "", []string{`milestones.signed_since_2019.2021-10-01: seen "0", wanted a whole number above zero`}},
	{"a count without a source", dpFile, "{value: 2178, certainty: SECONDARY, source: ND-1}", "{value: 2178, certainty: SECONDARY}", "2021-10-01: {", []string{"milestones.signed_since_2019.2021-10-01.source: seen nothing"}},
	{"a perimeter that the program does not know", dpFile, "  may_differ:\n", "  running:\n", "    2024-12-31:\n", []string{"milestones.running: seen a key that the law does not know here"}},
	{"a perimeter without counts", dpFile, "  may_differ:\n", "  may_differ: {}\n  other:\n", "", []string{"milestones.may_differ: seen no row, wanted at least one"}},
	{"targets out of order", dpFile, "    \"2022\":\n", "    \"2026\":\n", "      value: 10000\n      certainty: SECONDARY\n      source: PRESS\n      note:\n        fr: \"pour", []string{`targets.by_year.2024: seen the key "2024", wanted one after 2026`}},
	{"a target of a year that is none", dpFile, "    \"2025\":\n", "    \"20256\":\n", "      value: 10000\n      certainty: SECONDARY\n      source: PRESS\n      note:\n        fr: \"ensuite", []string{`targets.by_year.20256: seen the key "20256", wanted a year such as 2024`}},
	{"a growth that is no percentage", dpFile, "    value: 10 %\n", "    value: 1000\n", "", []string{`targets.yearly_growth: seen "1000", wanted a percentage such as 20 %`}},
	{"a cohort without an objective", dpFile, "  objective:\n", "  objectif:\n", "    value: 1430\n", []string{"cohort.objectif: seen a key that the law does not know here"}},
	{"a training that the program does not know", c24File, "value: [NURSE, NURSING_AUXILIARY, CHILDCARE_AUXILIARY]\n", "value: [NURSE, DOCTOR]\n", "", []string{"assistant.adaptation_course_for: seen a list, wanted a list of NURSE, NURSING_AUXILIARY, CHILDCARE_AUXILIARY"}},
	{"a specialty code that is none", spFile, "  \"85\":", "  \"8A\":", "", []string{`specialties.8A: seen the code "8A", wanted two digits`}},
	{"a general practitioner's code that is none", spFile, `["01", "22", "23"]`, `["01", "22", "24"]`, "",
		[]string{"groups.general_practitioners: seen a list, wanted a list of codes"}},
}

func TestEachKindOfDamageIsNamedByFileLineAndCell(t *testing.T) {
	for _, d := range damages {
		t.Run(d.name, func(t *testing.T) {
			t.Parallel()
			err := loadDamaged(t, d.file, d.old, d.becomes)
			at := d.at
			if at == "" {
				at = strings.TrimLeft(d.becomes, "\n")
			}
			prefix := fmt.Sprintf("%s:%d: ", d.file, lineOf(t, d.file, d.old, d.becomes, at))
			for _, line := range strings.Split(err.Error(), "\n") {
				if strings.HasPrefix(line, prefix) && containsAll(line, d.says) {
					return
				}
			}
			t.Errorf("wanted a line that begins with %q and says %q, but the error is\n%v", prefix, d.says, err)
		})
	}
}

// damaged is a file with its one old replaced.
func damaged(t *testing.T, file, old, becomes string) string {
	t.Helper()
	return replaceOnce(t, string(files(t)[file].Data), old, becomes)
}

// replaceOnce replaces what stands exactly once.
func replaceOnce(t *testing.T, data, old, becomes string) string {
	t.Helper()
	if n := strings.Count(data, old); n != 1 {
		t.Fatalf("%q stands %d times", old, n)
	}
	return strings.Replace(data, old, becomes, 1)
}

func loadDamaged(t *testing.T, file, old, becomes string) error {
	t.Helper()
	all := files(t)
	all[file] = &fstest.MapFile{Data: []byte(damaged(t, file, old, becomes))}
	l, err := law.Load(all)
	if err == nil {
		t.Fatal("the damaged law was loaded")
	}
	if l != nil {
		t.Error("a law came with the error")
	}
	return err
}

// lineOf is the line on which at stands in the damaged file.
func lineOf(t *testing.T, file, old, becomes, at string) int {
	t.Helper()
	data := damaged(t, file, old, becomes)
	before, _, found := strings.Cut(data, at)
	if !found {
		t.Fatalf("%q does not stand in the damaged %s", at, file)
	}
	return strings.Count(before, "\n") + 1
}

func containsAll(s string, parts []string) bool {
	for _, p := range parts {
		if !strings.Contains(s, p) {
			return false
		}
	}
	return true
}

func TestEveryProblemOfEveryFileIsReportedAtOnce(t *testing.T) {
	all := files(t)
	all[a7File] = &fstest.MapFile{Data: []byte(damaged(t, a7File, "{value: 7.5 %,", "{value: 7,5 %,"))}
	all[raFile] = &fstest.MapFile{Data: []byte(damaged(t, raFile, "value: EXCLUDED\n", "value: EXCLUDE\n"))}
	c24 := damaged(t, c24File, "  reply_months: {value: 1,", "  reply_months: {value: one,")
	c24 = strings.Replace(c24, "    share: {value: 80 %,", "    share: {value: 80,", 1)
	all[c24File] = &fstest.MapFile{Data: []byte(c24)}
	all[pcFile] = &fstest.MapFile{Data: []byte(damaged(t, pcFile, "value: 1045,", "value: 10,"))}
	_, err := law.Load(all)
	if err == nil {
		t.Fatal("the damaged law was loaded")
	}
	for _, want := range []string{
		pcFile, a7File, raFile, "criteria.clinical_fees.edge", "criteria.clinical_fees.share: ", "calendar.reply_months", `"7`,
	} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not say %q:\n%v", want, err)
		}
	}
}

func TestAMissingGroupIsReportedOnceAndNotCellByCell(t *testing.T) {
	err := loadDamaged(t, a7File, "  coordinated_practice:\n", "  coordinated:\n")
	if got := strings.Count(err.Error(), "\n"); got != 2 {
		t.Errorf("the error has %d lines beside the first, wanted 2:\n%v", got, err)
	}
}

func TestAFileThatIsMissingOrStrangeIsNamed(t *testing.T) {
	for name, c := range map[string]struct {
		change func(fstest.MapFS)
		want   string
	}{
		"no percentiles":         {func(m fstest.MapFS) { delete(m, pcFile) }, pcFile},
		"no sources":             {func(m fstest.MapFS) { delete(m, srcFile) }, srcFile},
		"no specialties":         {func(m fstest.MapFS) { delete(m, spFile) }, spFile},
		"no first text":          {func(m fstest.MapFS) { delete(m, a7File) }, "amounts.same_as"},
		"no middle text":         {func(m fstest.MapFS) { delete(m, raFile) }, "wanted 2024-06-21, the day before convention-2024 begins"},
		"no last text":           {func(m fstest.MapFS) { delete(m, c24File) }, "wanted the last text to be in force without an end"},
		"a stray reference":      {func(m fstest.MapFS) { m["reference/old.yaml"] = &fstest.MapFile{} }, "reference/old.yaml"},
		"no collective aid":      {func(m fstest.MapFS) { delete(m, colFile) }, "beside"},
		"a stray text beside":    {func(m fstest.MapFS) { m["beside/other.yaml"] = &fstest.MapFile{} }, "beside/other.yaml: seen a file that the law does not know"},
		"a stray text":           {func(m fstest.MapFS) { m["texts/notes.md"] = &fstest.MapFile{} }, "texts/notes.md"},
		"a text that is no YAML": {func(m fstest.MapFS) { m[c24File] = &fstest.MapFile{Data: []byte("id: a\nin_force: [\n")} }, c24File + ":2: the file: seen \"yaml:"},
		"an empty text":          {func(m fstest.MapFS) { m[c24File] = &fstest.MapFile{} }, c24File + ":1: the file"},
		"a text of comments":     {func(m fstest.MapFS) { m[c24File] = &fstest.MapFile{Data: []byte("# nothing\n")} }, c24File + ":1: the file"},
		"a text that is a word":  {func(m fstest.MapFS) { m[c24File] = &fstest.MapFile{Data: []byte("law\n")} }, c24File + `:1: the file: seen "law", wanted a mapping`},
	} {
		t.Run(name, func(t *testing.T) {
			all := files(t)
			c.change(all)
			_, err := law.Load(all)
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("the error is %v, wanted %q in it", err, c.want)
			}
		})
	}
	if _, err := law.Load(fstest.MapFS{}); err == nil {
		t.Error("no files at all were loaded")
	}
	if _, err := law.Load(fstest.MapFS{"texts": {Mode: fs.ModeDir}, "reference": {Mode: fs.ModeDir}}); err == nil {
		t.Error("two empty folders were loaded")
	}
}

func TestTheDigestChangesWithEveryPartOfACellAndWithNothingElse(t *testing.T) {
	before := embedded(t).Digest()
	for _, c := range []struct {
		name, file, old, becomes string
		changes                  bool
	}{
		{"value", c24File, "p90_p95: {value: 26000 EUR,", "p90_p95: {value: 26001 EUR,", true},
		{"certainty", c24File, "    share: {value: 80 %, certainty: OFFICIAL_SUMMARY,", "    share: {value: 80 %, certainty: SECONDARY,", true},
		{"source", c24File, "    share: {value: 80 %, certainty: OFFICIAL_SUMMARY, source: AM-24b}", "    share: {value: 80 %, certainty: OFFICIAL_SUMMARY, source: AM-24c}", true},
		{"percentile", pcFile, "value: 1045,", "value: 1046,", true},
		{"comment", c24File, "# Options.", "# The options.", false},
		{"note", c24File, "signatures since 22 June 2024", "signatures from 22 June 2024", false},
		{"address", srcFile, "https://github.com/djibe/recommandations-medicales", "https://github.com/djibe/recommandations", false},
		{"quotes", c24File, "    share: {value: 80 %,", "    share: {value: \"80 %\",", false},
		{"spaces", c24File, "    share: {value: 80 %,", "    share: {value:   80 %,", false},
	} {
		t.Run(c.name, func(t *testing.T) {
			all := files(t)
			all[c.file] = &fstest.MapFile{Data: []byte(damaged(t, c.file, c.old, c.becomes))}
			l, err := law.Load(all)
			if err != nil {
				t.Fatal(err)
			}
			if changed := l.Digest() != before; changed != c.changes {
				t.Errorf("the digest changed: %v", changed)
			}
		})
	}
	again, err := law.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	if again.Digest() != before {
		t.Errorf("the same law has two digests: %s, %s", before, again.Digest())
	}
}

// loadsOrSaysWhy loads a law with one file changed, which must either give a whole law
// or an error, and never panic.
func loadsOrSaysWhy(t *testing.T, all fstest.MapFS, name string, data []byte) {
	t.Helper()
	changed := maps.Clone(all)
	changed[name] = &fstest.MapFile{Data: data}
	l, err := law.Load(changed)
	if (l == nil) == (err == nil) {
		t.Fatalf("a law: %v, and the error %v", l != nil, err)
	}
	if l != nil && (len(l.Digest()) != 64 || len(l.Texts()) != 3) {
		t.Fatal("a law without digest or texts")
	}
}

func FuzzALawFileOfAnyBytes(f *testing.F) {
	all := files(f)
	names := []string{c24File, colFile, pcFile, spFile, srcFile, fuFile, mvFile, lkFile, dpFile}
	for i, seed := range []string{
		"id: [\n",
		"criteria: {sector: {rule: {value: UNKNOWN, certainty: UNKNOWN}}}\namounts: {same_as: {value: x}}",
		"a: &a [*a]\n", "--- 1\n--- 2\n", "? [a]: b\n", "percentiles: {x: {gp: [], others: 3}}",
		"criteria: {newly_installed: {months: [1, {from: []}, {from: 2024-06-22, value: {}}]}}",
	} {
		f.Add(uint8(i), []byte(seed))
	}
	f.Fuzz(func(t *testing.T, file uint8, data []byte) {
		loadsOrSaysWhy(t, all, names[int(file)%len(names)], data)
	})
}

func FuzzALawFileWithOneOtherLine(f *testing.F) {
	all := files(f)
	names := []string{a7File, raFile, c24File, colFile, pcFile, spFile, srcFile, fuFile, mvFile, lkFile, dpFile}
	for i, seed := range []string{
		"      value: NONE", "    rule: {value: UNKNOWN, certainty: UNKNOWN, settled_by: {fr: a, en: b}}", "      - 1",
		"    p50: {value: 1, certainty: DERIVED, source: OURS}", "  \"00\": 3", "    url: {}", "    instalment_3: {}", "  same_as: {value: x}",
	} {
		f.Add(uint8(i), uint16(50*i), []byte(seed))
	}
	f.Fuzz(func(t *testing.T, file uint8, line uint16, text []byte) {
		name := names[int(file)%len(names)]
		lines := bytes.Split(all[name].Data, []byte("\n"))
		lines[int(line)%len(lines)] = text
		loadsOrSaysWhy(t, all, name, bytes.Join(lines, []byte("\n")))
	})
}
