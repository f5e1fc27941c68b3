package law

import (
	"fmt"
	"slices"

	"assistmed/services/internal/civil"
)

// textFile is a text with the file it was read from.
type textFile struct {
	*Text
	file *file
}

// loadTexts reads every text, oldest first, and checks that together they leave no
// gap and no overlap.
func (l *Law) loadTexts(b *library) error {
	names := namesIn(b.files, textsFolder)
	if len(names) == 0 {
		return problems{{textsFolder, 1, "the folder", "no text", "at least one"}}
	}
	texts := make([]textFile, 0, len(names))
	for _, name := range names {
		root, err := b.open(name, textID(name))
		if err != nil {
			return err
		}
		texts = append(texts, textFile{l.readText(root), root.file})
	}
	slices.SortStableFunc(texts, func(a, b textFile) int { return a.From.Compare(b.From) })
	checkPeriods(texts)
	l.checkSchedules(texts)
	for _, t := range texts {
		t.file.finish()
		t.cells = t.file.citations()
		b.problems = append(b.problems, t.file.problems...)
		l.texts = append(l.texts, t.Text)
	}
	return nil
}

func (l *Law) readText(root *group) *Text {
	f := root.file
	t := &Text{ID: root.word("id"), Title: root.phrase("title")}
	if t.ID != f.textID {
		f.report(root.line, "id", fmt.Sprintf("%q", t.ID), "the name of the file, "+f.textID)
	}
	inForce := read(root, "in_force", span())
	t.From, t.Until, t.InForce = inForce.value.from, inForce.value.until, inForce.cite
	readOrigin(root)
	t.Criteria = readCriteria(root.child("criteria"), t.From)
	readOptions(root.child("options"), t)
	l.readObjectives(root.child("objectives"), t)
	readRates(root.child("rates"), t)
	readCalendar(root.child("calendar"), t)
	readAmounts(root.child("amounts"), t)
	t.training = readTraining(root.child("assistant"))
	return t
}

// readOrigin reads where a text comes from: cells that are read aloud and that no
// computation needs.
func readOrigin(root *group) {
	origin := root.child("origin")
	for _, key := range []string{"signed", "order", "published"} {
		read(origin, key, day().orUnknown().orNone())
	}
	if !root.has("amendments") {
		return
	}
	amendments := root.child("amendments")
	for _, key := range amendments.keys {
		read(amendments, key, word("what the amendment changes, UNKNOWN or NONE", anyText).orUnknown().orNone())
	}
}

// checkPeriods checks that the texts, oldest first, follow each other day by day and
// that only the last one is still in force.
func checkPeriods(texts []textFile) {
	for i, t := range texts {
		if t.From.IsZero() {
			continue
		}
		last := i == len(texts)-1
		switch {
		case last && !t.Until.IsZero():
			t.file.report(t.file.line("in_force"), "in_force", "an end on "+t.Until.String(), "the last text to be in force without an end (..)")
		case last:
		case t.Until.IsZero() || t.Until.AddDays(1) != texts[i+1].From:
			next := texts[i+1]
			t.file.report(t.file.line("in_force"), "in_force", "an end on "+orOpen(t.Until),
				fmt.Sprintf("%s, the day before %s begins", next.From.AddDays(-1), next.ID))
		}
	}
}

// checkSchedules checks that every text has a schedule of amounts, its own or another
// text's, and that the schedules follow each other day by day from the first text on.
func (l *Law) checkSchedules(texts []textFile) {
	var own []textFile
	for _, t := range texts {
		if t.schedule != nil {
			own = append(own, t)
		}
	}
	for _, t := range texts {
		if t.schedule == nil && t.sameAs != "" && !slices.ContainsFunc(own, func(o textFile) bool { return o.ID == t.sameAs }) {
			t.file.report(t.file.line("amounts.same_as"), "amounts.same_as", fmt.Sprintf("%q", t.sameAs), "a text that has amounts of its own")
		}
	}
	slices.SortStableFunc(own, func(a, b textFile) int { return a.schedule.from.Compare(b.schedule.from) })
	for i, t := range own {
		s := t.schedule
		at := func(seen, wanted string) {
			t.file.report(t.file.line("amounts.in_force"), "amounts.in_force", seen, wanted)
		}
		if i == 0 && s.from != texts[0].From {
			at("a beginning on "+s.from.String(), texts[0].From.String()+", when the first text begins")
		}
		if i == len(own)-1 {
			if !s.until.IsZero() {
				at("an end on "+s.until.String(), "the last schedule to be in force without an end (..)")
			}
		} else if next := own[i+1].schedule.from; s.until.IsZero() || s.until.AddDays(1) != next {
			at("an end on "+orOpen(s.until), fmt.Sprintf("%s, the day before the next schedule begins", next.AddDays(-1)))
		}
		l.schedules = append(l.schedules, s)
	}
}

func orOpen(d civil.Date) string {
	if d.IsZero() {
		return "no day (..)"
	}
	return d.String()
}
