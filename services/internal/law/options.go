package law

// OptionMinutes is the weekly working time of an option, in minutes, with the cell
// that says what a full time is.
func (l *Law) OptionMinutes(t *Text, o Option) (int, Citation) {
	full, _ := t.fullTimeMinutes.Value()
	share := o.Share()
	num, den := int(share.Num), int(share.Den)
	return (full*num + den - 1) / den, t.fullTimeMinutes.Cite()
}

// OptionReached is the largest option of the text whose working time these weekly
// minutes reach; false when they reach none.
func (l *Law) OptionReached(t *Text, minutes int) (Option, bool, Citation) {
	var reached Option
	for _, o := range Options() {
		if t.Option(o).Open.value == noSuchOption {
			continue
		}
		if wanted, _ := l.OptionMinutes(t, o); minutes >= wanted {
			reached = o
		}
	}
	return reached, reached != 0, t.belowWorkingTime.Cite()
}
