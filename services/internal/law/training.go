package law

// Training is how an assistant qualifies, until when, and for what.
type Training struct {
	Qualifications        Cell[[]string] // NURSE, NURSING_AUXILIARY, CHILDCARE_AUXILIARY, MEDICAL_ASSISTANT_CQP: one of them
	AdaptationCourseFor   Cell[[]string] // the qualifications that need the adaptation course (FAE) as well
	AdaptationCourseHours Cell[int]
	CQPHours              Cell[int]
	VAEWorkHours          Cell[int]    // hours of related work that open the CQP by experience (VAE)
	TrainingBegunYears    Cell[int]    // from the hiring
	QualifiedYears        Cell[int]    // from the hiring
	MissedDeadline        Cell[string] // what a missed deadline entails
	Missions              Cell[[]string]
	SecretarialWorkAlone  Cell[string] // NEVER
}

// Training is the text's rules on the assistant's qualification.
func (t *Text) Training() Training { return t.training }

func readTraining(in *group) Training {
	diplomas := []string{"NURSE", "NURSING_AUXILIARY", "CHILDCARE_AUXILIARY"}
	return Training{
		Qualifications:        read(in, "qualifications", forms(append(diplomas, "MEDICAL_ASSISTANT_CQP")...)),
		AdaptationCourseFor:   read(in, "adaptation_course_for", forms(diplomas...)),
		AdaptationCourseHours: read(in, "adaptation_course_hours", number()),
		CQPHours:              read(in, "cqp_hours", number()),
		VAEWorkHours:          read(in, "vae_work_hours", number()),
		TrainingBegunYears:    read(in, "training_begun_years", number().orUnknown()),
		QualifiedYears:        read(in, "qualified_years", number()),
		MissedDeadline:        read(in, "missed_deadline", word("what a missed deadline entails", anyText).orUnknown()),
		Missions:              read(in, "missions", forms("ADMINISTRATIVE", "CONSULTATION", "ORGANISATION_AND_COORDINATION")),
		SecretarialWorkAlone:  read(in, "secretarial_work_alone", form("NEVER")),
	}
}
