from assistmed.eligibility.v1 import eligibility_pb2 as _eligibility_pb2
from assistmed.law.v1 import law_pb2 as _law_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

APPEAL_OUTCOME_ANNULLED: AppealOutcome
APPEAL_OUTCOME_GIVEN_UP: AppealOutcome
APPEAL_OUTCOME_RECOVERY_REDUCED: AppealOutcome
APPEAL_OUTCOME_UNSPECIFIED: AppealOutcome
APPEAL_OUTCOME_UPHELD: AppealOutcome
CHANGE_REASON_APPEAL: ChangeReason
CHANGE_REASON_ASSISTANT: ChangeReason
CHANGE_REASON_DATA_CORRECTED: ChangeReason
CHANGE_REASON_END: ChangeReason
CHANGE_REASON_IMPORT: ChangeReason
CHANGE_REASON_MEASURE: ChangeReason
CHANGE_REASON_MEASURE_CORRECTED: ChangeReason
CHANGE_REASON_MEMBERS_CHANGED: ChangeReason
CHANGE_REASON_NOTICE: ChangeReason
CHANGE_REASON_OBLIGATION: ChangeReason
CHANGE_REASON_OFFER: ChangeReason
CHANGE_REASON_OFFER_CLOSED: ChangeReason
CHANGE_REASON_OPTION_CHANGED: ChangeReason
CHANGE_REASON_OUTSIDE_CHANGE: ChangeReason
CHANGE_REASON_SIGNATURE: ChangeReason
CHANGE_REASON_SUCCESSION: ChangeReason
CHANGE_REASON_SUSPENSION: ChangeReason
CHANGE_REASON_TRAINING: ChangeReason
CHANGE_REASON_UNSPECIFIED: ChangeReason
DESCRIPTOR: _descriptor.FileDescriptor
EMPLOYER_DOCTOR: Employer
EMPLOYER_EMPLOYERS_GROUPING: Employer
EMPLOYER_GROUP: Employer
EMPLOYER_UNSPECIFIED: Employer
EMPLOYMENT_END_AGREED: EmploymentEnd
EMPLOYMENT_END_DISMISSED: EmploymentEnd
EMPLOYMENT_END_FIXED_TERM: EmploymentEnd
EMPLOYMENT_END_OTHER: EmploymentEnd
EMPLOYMENT_END_RESIGNED: EmploymentEnd
EMPLOYMENT_END_RETIRED: EmploymentEnd
EMPLOYMENT_END_UNSPECIFIED: EmploymentEnd
END_REASON_EXPIRED: EndReason
END_REASON_MOVED: EndReason
END_REASON_RENEWED: EndReason
END_REASON_REPLACED: EndReason
END_REASON_SPECIALTY_CHANGED: EndReason
END_REASON_STOPPED_PRACTISING: EndReason
END_REASON_TERMINATED_BY_DOCTOR: EndReason
END_REASON_TERMINATED_BY_FUND: EndReason
END_REASON_UNSPECIFIED: EndReason
IMPORT_OUTCOME_ACCEPTED: ImportOutcome
IMPORT_OUTCOME_REJECTED: ImportOutcome
IMPORT_OUTCOME_UNCHANGED: ImportOutcome
IMPORT_OUTCOME_UNSPECIFIED: ImportOutcome
MEASURE_SOURCE_DOCTOR: MeasureSource
MEASURE_SOURCE_FUND: MeasureSource
MEASURE_SOURCE_UNSPECIFIED: MeasureSource
NOTICE_REASON_CONDITION_LOST: NoticeReason
NOTICE_REASON_DOCTORS_CHOICE: NoticeReason
NOTICE_REASON_LEAVES_PRACTICE: NoticeReason
NOTICE_REASON_NO_ASSISTANT: NoticeReason
NOTICE_REASON_OBJECTIVES_NOT_FOLLOWED: NoticeReason
NOTICE_REASON_OBLIGATION_NOT_FULFILLED: NoticeReason
NOTICE_REASON_UNSPECIFIED: NoticeReason
NOTICE_REASON_UNTRUE_STATEMENT: NoticeReason
OBLIGATION_KIND_COORDINATED_PRACTICE: ObligationKind
OBLIGATION_KIND_FOLLOW_UP_MEETING: ObligationKind
OBLIGATION_KIND_MEASURE: ObligationKind
OBLIGATION_KIND_QUALIFICATION: ObligationKind
OBLIGATION_KIND_SECRETARY_REPLACED: ObligationKind
OBLIGATION_KIND_TRAINING_BEGUN: ObligationKind
OBLIGATION_KIND_UNSPECIFIED: ObligationKind
OBLIGATION_KIND_WORK_CONTRACT_SENT: ObligationKind
OBLIGATION_STATE_BEFORE_IMPORT: ObligationState
OBLIGATION_STATE_FULFILLED: ObligationState
OBLIGATION_STATE_FULFILLED_LATE: ObligationState
OBLIGATION_STATE_OPEN: ObligationState
OBLIGATION_STATE_STANDING_STILL: ObligationState
OBLIGATION_STATE_UNSPECIFIED: ObligationState
OBLIGATION_STATE_VOID: ObligationState
OBLIGATION_STATE_WAIVED: ObligationState
OUTSIDE_CHANGE_ACTIVITY: OutsideChange
OUTSIDE_CHANGE_MOVED: OutsideChange
OUTSIDE_CHANGE_SECTOR: OutsideChange
OUTSIDE_CHANGE_SPECIALTY: OutsideChange
OUTSIDE_CHANGE_STOPS_PRACTISING: OutsideChange
OUTSIDE_CHANGE_UNSPECIFIED: OutsideChange
OUTSIDE_CHANGE_ZONE: OutsideChange
PARTY_DOCTOR: Party
PARTY_FUND: Party
PARTY_UNSPECIFIED: Party
PERIMETER_RUNNING: Perimeter
PERIMETER_SIGNED: Perimeter
PERIMETER_UNSPECIFIED: Perimeter
PROPOSAL_STATE_ACCEPTED: ProposalState
PROPOSAL_STATE_DISMISSED: ProposalState
PROPOSAL_STATE_OPEN: ProposalState
PROPOSAL_STATE_UNSPECIFIED: ProposalState
QUALIFICATION_PATH_CHILDCARE_AUXILIARY: QualificationPath
QUALIFICATION_PATH_CQP: QualificationPath
QUALIFICATION_PATH_CQP_VAE: QualificationPath
QUALIFICATION_PATH_NURSE: QualificationPath
QUALIFICATION_PATH_NURSING_AUXILIARY: QualificationPath
QUALIFICATION_PATH_UNSPECIFIED: QualificationPath
RENEWAL_MODE_NEW_OBJECTIVES: RenewalMode
RENEWAL_MODE_NOT_RENEWABLE: RenewalMode
RENEWAL_MODE_OBJECTIVES_KEPT: RenewalMode
RENEWAL_MODE_UNSPECIFIED: RenewalMode
RENEWAL_READING_CNAM: RenewalReading
RENEWAL_READING_TEXT: RenewalReading
RENEWAL_READING_UNSPECIFIED: RenewalReading
STATE_ACTIVE: State
STATE_ENDED: State
STATE_LAPSED: State
STATE_NOTICE_GIVEN: State
STATE_OFFERED: State
STATE_REFUSED: State
STATE_SIGNED_BY_DOCTOR: State
STATE_SIGNED_BY_FUND: State
STATE_SUSPENDED: State
STATE_UNSPECIFIED: State
STATE_WITHDRAWN: State
SUCCESSION_KIND_MOVED: SuccessionKind
SUCCESSION_KIND_RENEWAL: SuccessionKind
SUCCESSION_KIND_SECOND_ASSISTANT: SuccessionKind
SUCCESSION_KIND_SPECIALTY_CHANGED: SuccessionKind
SUCCESSION_KIND_UNSPECIFIED: SuccessionKind
SUSPENSION_REASON_ASSISTANT_ABSENT: SuspensionReason
SUSPENSION_REASON_ASSISTANT_LEFT: SuspensionReason
SUSPENSION_REASON_DOCTOR_ABSENT: SuspensionReason
SUSPENSION_REASON_UNSPECIFIED: SuspensionReason
TRAINING_STEP_ABANDONED: TrainingStep
TRAINING_STEP_BEGUN: TrainingStep
TRAINING_STEP_FAILED: TrainingStep
TRAINING_STEP_QUALIFIED: TrainingStep
TRAINING_STEP_UNSPECIFIED: TrainingStep
WORK_KIND_BLOCKED: WorkKind
WORK_KIND_LATE: WorkKind
WORK_KIND_REMINDER: WorkKind
WORK_KIND_TO_ANSWER: WorkKind
WORK_KIND_TO_DECIDE: WorkKind
WORK_KIND_TO_SIGN: WorkKind
WORK_KIND_UNSPECIFIED: WorkKind
YEAR_COUNTER_GOES_ON: YearCounter
YEAR_COUNTER_RESTARTS: YearCounter
YEAR_COUNTER_UNSPECIFIED: YearCounter

class Absence(_message.Message):
    __slots__ = ["from_date", "until_date"]
    FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    UNTIL_DATE_FIELD_NUMBER: _ClassVar[int]
    from_date: str
    until_date: str
    def __init__(self, from_date: _Optional[str] = ..., until_date: _Optional[str] = ...) -> None: ...

class AmendContractRequest(_message.Message):
    __slots__ = ["amended_on_date", "contract_id", "data", "etag", "members", "note", "option", "request_id"]
    AMENDED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    DATA_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    OPTION_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    amended_on_date: str
    contract_id: str
    data: AmendData
    etag: str
    members: AmendMembers
    note: str
    option: AmendOption
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., etag: _Optional[str] = ..., amended_on_date: _Optional[str] = ..., note: _Optional[str] = ..., option: _Optional[_Union[AmendOption, _Mapping]] = ..., data: _Optional[_Union[AmendData, _Mapping]] = ..., members: _Optional[_Union[AmendMembers, _Mapping]] = ...) -> None: ...

class AmendContractResponse(_message.Message):
    __slots__ = ["amendments", "contract"]
    AMENDMENTS_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    amendments: _containers.RepeatedCompositeFieldContainer[Amendment]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ..., amendments: _Optional[_Iterable[_Union[Amendment, _Mapping]]] = ...) -> None: ...

class AmendData(_message.Message):
    __slots__ = ["am_number", "assistant_ref", "department", "start_date", "weekly_minutes", "zone"]
    AM_NUMBER_FIELD_NUMBER: _ClassVar[int]
    ASSISTANT_REF_FIELD_NUMBER: _ClassVar[int]
    DEPARTMENT_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    WEEKLY_MINUTES_FIELD_NUMBER: _ClassVar[int]
    ZONE_FIELD_NUMBER: _ClassVar[int]
    am_number: str
    assistant_ref: str
    department: str
    start_date: str
    weekly_minutes: int
    zone: _law_pb2.Zone
    def __init__(self, am_number: _Optional[str] = ..., assistant_ref: _Optional[str] = ..., weekly_minutes: _Optional[int] = ..., start_date: _Optional[str] = ..., department: _Optional[str] = ..., zone: _Optional[_Union[_law_pb2.Zone, str]] = ...) -> None: ...

class AmendMembers(_message.Message):
    __slots__ = ["entering", "from_date", "leaving_rpps"]
    ENTERING_FIELD_NUMBER: _ClassVar[int]
    FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    LEAVING_RPPS_FIELD_NUMBER: _ClassVar[int]
    entering: _containers.RepeatedCompositeFieldContainer[_eligibility_pb2.CollectiveMember]
    from_date: str
    leaving_rpps: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, from_date: _Optional[str] = ..., entering: _Optional[_Iterable[_Union[_eligibility_pb2.CollectiveMember, _Mapping]]] = ..., leaving_rpps: _Optional[_Iterable[str]] = ...) -> None: ...

class AmendOption(_message.Message):
    __slots__ = ["assessment_id", "declared_objectives", "from_date", "option"]
    ASSESSMENT_ID_FIELD_NUMBER: _ClassVar[int]
    DECLARED_OBJECTIVES_FIELD_NUMBER: _ClassVar[int]
    FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    OPTION_FIELD_NUMBER: _ClassVar[int]
    assessment_id: str
    declared_objectives: _containers.RepeatedCompositeFieldContainer[DeclaredObjective]
    from_date: str
    option: _law_pb2.Option
    def __init__(self, option: _Optional[_Union[_law_pb2.Option, str]] = ..., from_date: _Optional[str] = ..., assessment_id: _Optional[str] = ..., declared_objectives: _Optional[_Iterable[_Union[DeclaredObjective, _Mapping]]] = ...) -> None: ...

class Amendment(_message.Message):
    __slots__ = ["actor", "amended_on_date", "correction", "members_change", "note", "number", "option_change", "reason"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    AMENDED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_CHANGE_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    OPTION_CHANGE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    actor: str
    amended_on_date: str
    correction: Correction
    members_change: MembersChange
    note: str
    number: int
    option_change: OptionChange
    reason: ChangeReason
    def __init__(self, number: _Optional[int] = ..., reason: _Optional[_Union[ChangeReason, str]] = ..., amended_on_date: _Optional[str] = ..., note: _Optional[str] = ..., option_change: _Optional[_Union[OptionChange, _Mapping]] = ..., correction: _Optional[_Union[Correction, _Mapping]] = ..., actor: _Optional[str] = ..., members_change: _Optional[_Union[MembersChange, _Mapping]] = ...) -> None: ...

class Appeal(_message.Message):
    __slots__ = ["actor", "decided_on_date", "filed_on_date", "ground", "note", "number", "outcome"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    DECIDED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    FILED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    GROUND_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    actor: str
    decided_on_date: str
    filed_on_date: str
    ground: str
    note: str
    number: int
    outcome: AppealOutcome
    def __init__(self, number: _Optional[int] = ..., filed_on_date: _Optional[str] = ..., ground: _Optional[str] = ..., outcome: _Optional[_Union[AppealOutcome, str]] = ..., decided_on_date: _Optional[str] = ..., note: _Optional[str] = ..., actor: _Optional[str] = ...) -> None: ...

class Attainment(_message.Message):
    __slots__ = ["citations", "each", "explanation", "form", "missing", "ratio", "reached"]
    CITATIONS_FIELD_NUMBER: _ClassVar[int]
    EACH_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    MISSING_FIELD_NUMBER: _ClassVar[int]
    RATIO_FIELD_NUMBER: _ClassVar[int]
    REACHED_FIELD_NUMBER: _ClassVar[int]
    citations: _containers.RepeatedCompositeFieldContainer[_law_pb2.Citation]
    each: _containers.RepeatedCompositeFieldContainer[IndicatorAttainment]
    explanation: _law_pb2.Phrase
    form: str
    missing: _containers.RepeatedScalarFieldContainer[_law_pb2.Indicator]
    ratio: Ratio
    reached: bool
    def __init__(self, each: _Optional[_Iterable[_Union[IndicatorAttainment, _Mapping]]] = ..., ratio: _Optional[_Union[Ratio, _Mapping]] = ..., reached: bool = ..., form: _Optional[str] = ..., missing: _Optional[_Iterable[_Union[_law_pb2.Indicator, str]]] = ..., citations: _Optional[_Iterable[_Union[_law_pb2.Citation, _Mapping]]] = ..., explanation: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ...) -> None: ...

class CollectiveMember(_message.Message):
    __slots__ = ["entered_on_date", "left_on_date", "rpps"]
    ENTERED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    LEFT_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    RPPS_FIELD_NUMBER: _ClassVar[int]
    entered_on_date: str
    left_on_date: str
    rpps: str
    def __init__(self, rpps: _Optional[str] = ..., entered_on_date: _Optional[str] = ..., left_on_date: _Optional[str] = ...) -> None: ...

class CollectiveTerms(_message.Message):
    __slots__ = ["duration_years", "etp_thousandths", "members", "objectives_due_date", "structure_kind", "structure_number", "working_time"]
    DURATION_YEARS_FIELD_NUMBER: _ClassVar[int]
    ETP_THOUSANDTHS_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    OBJECTIVES_DUE_DATE_FIELD_NUMBER: _ClassVar[int]
    STRUCTURE_KIND_FIELD_NUMBER: _ClassVar[int]
    STRUCTURE_NUMBER_FIELD_NUMBER: _ClassVar[int]
    WORKING_TIME_FIELD_NUMBER: _ClassVar[int]
    duration_years: int
    etp_thousandths: int
    members: _containers.RepeatedCompositeFieldContainer[CollectiveMember]
    objectives_due_date: str
    structure_kind: _eligibility_pb2.StructureKind
    structure_number: str
    working_time: WorkingTime
    def __init__(self, structure_kind: _Optional[_Union[_eligibility_pb2.StructureKind, str]] = ..., structure_number: _Optional[str] = ..., members: _Optional[_Iterable[_Union[CollectiveMember, _Mapping]]] = ..., etp_thousandths: _Optional[int] = ..., objectives_due_date: _Optional[str] = ..., duration_years: _Optional[int] = ..., working_time: _Optional[_Union[WorkingTime, _Mapping]] = ...) -> None: ...

class Contract(_message.Message):
    __slots__ = ["actor", "adapted_contract", "amendments", "assessment_id", "assistants", "band", "certainty", "collective", "coordination_due_date", "create_time", "decisions", "department", "doctor", "end_date", "end_reason", "etag", "first_contract_year", "fund_code", "id", "imported_on_date", "imported_reference", "lapse_date", "law_digest", "measures", "newly_installed", "notices", "objectives", "obligations", "offer_closing", "option", "possible_bands", "proposals", "renewal", "revisions", "signature_date", "signatures", "state", "succeeded_by", "succeeds", "suspensions", "term", "terms", "terms_hash", "text_id", "update_time", "years", "zone"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    ADAPTED_CONTRACT_FIELD_NUMBER: _ClassVar[int]
    AMENDMENTS_FIELD_NUMBER: _ClassVar[int]
    ASSESSMENT_ID_FIELD_NUMBER: _ClassVar[int]
    ASSISTANTS_FIELD_NUMBER: _ClassVar[int]
    BAND_FIELD_NUMBER: _ClassVar[int]
    CERTAINTY_FIELD_NUMBER: _ClassVar[int]
    COLLECTIVE_FIELD_NUMBER: _ClassVar[int]
    COORDINATION_DUE_DATE_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    DECISIONS_FIELD_NUMBER: _ClassVar[int]
    DEPARTMENT_FIELD_NUMBER: _ClassVar[int]
    DOCTOR_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    END_REASON_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    FIRST_CONTRACT_YEAR_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    IMPORTED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    IMPORTED_REFERENCE_FIELD_NUMBER: _ClassVar[int]
    LAPSE_DATE_FIELD_NUMBER: _ClassVar[int]
    LAW_DIGEST_FIELD_NUMBER: _ClassVar[int]
    MEASURES_FIELD_NUMBER: _ClassVar[int]
    NEWLY_INSTALLED_FIELD_NUMBER: _ClassVar[int]
    NOTICES_FIELD_NUMBER: _ClassVar[int]
    OBJECTIVES_FIELD_NUMBER: _ClassVar[int]
    OBLIGATIONS_FIELD_NUMBER: _ClassVar[int]
    OFFER_CLOSING_FIELD_NUMBER: _ClassVar[int]
    OPTION_FIELD_NUMBER: _ClassVar[int]
    POSSIBLE_BANDS_FIELD_NUMBER: _ClassVar[int]
    PROPOSALS_FIELD_NUMBER: _ClassVar[int]
    RENEWAL_FIELD_NUMBER: _ClassVar[int]
    REVISIONS_FIELD_NUMBER: _ClassVar[int]
    SIGNATURES_FIELD_NUMBER: _ClassVar[int]
    SIGNATURE_DATE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    SUCCEEDED_BY_FIELD_NUMBER: _ClassVar[int]
    SUCCEEDS_FIELD_NUMBER: _ClassVar[int]
    SUSPENSIONS_FIELD_NUMBER: _ClassVar[int]
    TERMS_FIELD_NUMBER: _ClassVar[int]
    TERMS_HASH_FIELD_NUMBER: _ClassVar[int]
    TERM_FIELD_NUMBER: _ClassVar[int]
    TEXT_ID_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    YEARS_FIELD_NUMBER: _ClassVar[int]
    ZONE_FIELD_NUMBER: _ClassVar[int]
    actor: str
    adapted_contract: bool
    amendments: _containers.RepeatedCompositeFieldContainer[Amendment]
    assessment_id: str
    assistants: _containers.RepeatedCompositeFieldContainer[Employment]
    band: _law_pb2.Band
    certainty: _law_pb2.Certainty
    collective: CollectiveTerms
    coordination_due_date: str
    create_time: _timestamp_pb2.Timestamp
    decisions: _containers.RepeatedCompositeFieldContainer[Decision]
    department: str
    doctor: DoctorIdentity
    end_date: str
    end_reason: EndReason
    etag: str
    first_contract_year: int
    fund_code: str
    id: str
    imported_on_date: str
    imported_reference: str
    lapse_date: str
    law_digest: str
    measures: _containers.RepeatedCompositeFieldContainer[Measure]
    newly_installed: bool
    notices: _containers.RepeatedCompositeFieldContainer[Notice]
    objectives: _containers.RepeatedCompositeFieldContainer[Objective]
    obligations: _containers.RepeatedCompositeFieldContainer[Obligation]
    offer_closing: OfferClosing
    option: _law_pb2.Option
    possible_bands: _containers.RepeatedScalarFieldContainer[_law_pb2.Band]
    proposals: _containers.RepeatedCompositeFieldContainer[Proposal]
    renewal: Renewal
    revisions: int
    signature_date: str
    signatures: _containers.RepeatedCompositeFieldContainer[Signature]
    state: State
    succeeded_by: str
    succeeds: Succession
    suspensions: _containers.RepeatedCompositeFieldContainer[Suspension]
    term: str
    terms: str
    terms_hash: str
    text_id: str
    update_time: _timestamp_pb2.Timestamp
    years: _containers.RepeatedCompositeFieldContainer[ContractYear]
    zone: _law_pb2.Zone
    def __init__(self, id: _Optional[str] = ..., fund_code: _Optional[str] = ..., doctor: _Optional[_Union[DoctorIdentity, _Mapping]] = ..., text_id: _Optional[str] = ..., law_digest: _Optional[str] = ..., assessment_id: _Optional[str] = ..., option: _Optional[_Union[_law_pb2.Option, str]] = ..., band: _Optional[_Union[_law_pb2.Band, str]] = ..., signature_date: _Optional[str] = ..., term: _Optional[str] = ..., state: _Optional[_Union[State, str]] = ..., assistants: _Optional[_Iterable[_Union[Employment, _Mapping]]] = ..., objectives: _Optional[_Iterable[_Union[Objective, _Mapping]]] = ..., years: _Optional[_Iterable[_Union[ContractYear, _Mapping]]] = ..., measures: _Optional[_Iterable[_Union[Measure, _Mapping]]] = ..., suspensions: _Optional[_Iterable[_Union[Suspension, _Mapping]]] = ..., signatures: _Optional[_Iterable[_Union[Signature, _Mapping]]] = ..., adapted_contract: bool = ..., newly_installed: bool = ..., possible_bands: _Optional[_Iterable[_Union[_law_pb2.Band, str]]] = ..., end_reason: _Optional[_Union[EndReason, str]] = ..., end_date: _Optional[str] = ..., revisions: _Optional[int] = ..., etag: _Optional[str] = ..., create_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., actor: _Optional[str] = ..., certainty: _Optional[_Union[_law_pb2.Certainty, str]] = ..., terms: _Optional[str] = ..., terms_hash: _Optional[str] = ..., lapse_date: _Optional[str] = ..., zone: _Optional[_Union[_law_pb2.Zone, str]] = ..., department: _Optional[str] = ..., first_contract_year: _Optional[int] = ..., succeeds: _Optional[_Union[Succession, _Mapping]] = ..., succeeded_by: _Optional[str] = ..., renewal: _Optional[_Union[Renewal, _Mapping]] = ..., amendments: _Optional[_Iterable[_Union[Amendment, _Mapping]]] = ..., notices: _Optional[_Iterable[_Union[Notice, _Mapping]]] = ..., decisions: _Optional[_Iterable[_Union[Decision, _Mapping]]] = ..., obligations: _Optional[_Iterable[_Union[Obligation, _Mapping]]] = ..., proposals: _Optional[_Iterable[_Union[Proposal, _Mapping]]] = ..., offer_closing: _Optional[_Union[OfferClosing, _Mapping]] = ..., collective: _Optional[_Union[CollectiveTerms, _Mapping]] = ..., imported_reference: _Optional[str] = ..., coordination_due_date: _Optional[str] = ..., imported_on_date: _Optional[str] = ...) -> None: ...

class ContractDigest(_message.Message):
    __slots__ = ["contract_id", "digest"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    digest: bytes
    def __init__(self, contract_id: _Optional[str] = ..., digest: _Optional[bytes] = ...) -> None: ...

class ContractYear(_message.Message):
    __slots__ = ["end_date", "start_date", "year"]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    YEAR_FIELD_NUMBER: _ClassVar[int]
    end_date: str
    start_date: str
    year: int
    def __init__(self, year: _Optional[int] = ..., start_date: _Optional[str] = ..., end_date: _Optional[str] = ...) -> None: ...

class Correction(_message.Message):
    __slots__ = ["after", "before", "field"]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    after: str
    before: str
    field: str
    def __init__(self, field: _Optional[str] = ..., before: _Optional[str] = ..., after: _Optional[str] = ...) -> None: ...

class DecideAppealRequest(_message.Message):
    __slots__ = ["appeal_number", "contract_id", "decided_on_date", "etag", "note", "outcome", "request_id"]
    APPEAL_NUMBER_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    DECIDED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    appeal_number: int
    contract_id: str
    decided_on_date: str
    etag: str
    note: str
    outcome: AppealOutcome
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., etag: _Optional[str] = ..., appeal_number: _Optional[int] = ..., outcome: _Optional[_Union[AppealOutcome, str]] = ..., decided_on_date: _Optional[str] = ..., note: _Optional[str] = ...) -> None: ...

class DecideAppealResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class DecideProposalRequest(_message.Message):
    __slots__ = ["accepted", "contract_id", "decided_on_date", "etag", "proposal_number", "reason", "request_id"]
    ACCEPTED_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    DECIDED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    PROPOSAL_NUMBER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    accepted: bool
    contract_id: str
    decided_on_date: str
    etag: str
    proposal_number: int
    reason: str
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., etag: _Optional[str] = ..., proposal_number: _Optional[int] = ..., accepted: bool = ..., decided_on_date: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class DecideProposalResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class Decision(_message.Message):
    __slots__ = ["actor", "annulled", "appeals", "decided_on_date", "end_date", "left_over", "notice_number", "number", "reason"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    ANNULLED_FIELD_NUMBER: _ClassVar[int]
    APPEALS_FIELD_NUMBER: _ClassVar[int]
    DECIDED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    LEFT_OVER_FIELD_NUMBER: _ClassVar[int]
    NOTICE_NUMBER_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    actor: str
    annulled: bool
    appeals: _containers.RepeatedCompositeFieldContainer[Appeal]
    decided_on_date: str
    end_date: str
    left_over: LeftOver
    notice_number: int
    number: int
    reason: EndReason
    def __init__(self, number: _Optional[int] = ..., reason: _Optional[_Union[EndReason, str]] = ..., decided_on_date: _Optional[str] = ..., end_date: _Optional[str] = ..., notice_number: _Optional[int] = ..., left_over: _Optional[_Union[LeftOver, _Mapping]] = ..., appeals: _Optional[_Iterable[_Union[Appeal, _Mapping]]] = ..., annulled: bool = ..., actor: _Optional[str] = ...) -> None: ...

class DeclaredObjective(_message.Message):
    __slots__ = ["indicator", "reason", "to_gain"]
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    TO_GAIN_FIELD_NUMBER: _ClassVar[int]
    indicator: _law_pb2.Indicator
    reason: str
    to_gain: int
    def __init__(self, indicator: _Optional[_Union[_law_pb2.Indicator, str]] = ..., to_gain: _Optional[int] = ..., reason: _Optional[str] = ...) -> None: ...

class DeploymentCount(_message.Message):
    __slots__ = ["active_file_gained", "contracts", "etp_thousandths", "measured_contracts", "registered_patients_gained"]
    ACTIVE_FILE_GAINED_FIELD_NUMBER: _ClassVar[int]
    CONTRACTS_FIELD_NUMBER: _ClassVar[int]
    ETP_THOUSANDTHS_FIELD_NUMBER: _ClassVar[int]
    MEASURED_CONTRACTS_FIELD_NUMBER: _ClassVar[int]
    REGISTERED_PATIENTS_GAINED_FIELD_NUMBER: _ClassVar[int]
    active_file_gained: int
    contracts: int
    etp_thousandths: int
    measured_contracts: int
    registered_patients_gained: int
    def __init__(self, contracts: _Optional[int] = ..., etp_thousandths: _Optional[int] = ..., measured_contracts: _Optional[int] = ..., registered_patients_gained: _Optional[int] = ..., active_file_gained: _Optional[int] = ...) -> None: ...

class DeploymentGroup(_message.Message):
    __slots__ = ["count", "key"]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    count: DeploymentCount
    key: str
    def __init__(self, key: _Optional[str] = ..., count: _Optional[_Union[DeploymentCount, _Mapping]] = ...) -> None: ...

class DeploymentMilestone(_message.Message):
    __slots__ = ["citation", "contracts", "on_date", "perimeter"]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    CONTRACTS_FIELD_NUMBER: _ClassVar[int]
    ON_DATE_FIELD_NUMBER: _ClassVar[int]
    PERIMETER_FIELD_NUMBER: _ClassVar[int]
    citation: _law_pb2.Citation
    contracts: int
    on_date: str
    perimeter: str
    def __init__(self, on_date: _Optional[str] = ..., contracts: _Optional[int] = ..., perimeter: _Optional[str] = ..., citation: _Optional[_Union[_law_pb2.Citation, _Mapping]] = ...) -> None: ...

class DeploymentPoint(_message.Message):
    __slots__ = ["contracts", "etp_thousandths", "on_date"]
    CONTRACTS_FIELD_NUMBER: _ClassVar[int]
    ETP_THOUSANDTHS_FIELD_NUMBER: _ClassVar[int]
    ON_DATE_FIELD_NUMBER: _ClassVar[int]
    contracts: int
    etp_thousandths: int
    on_date: str
    def __init__(self, on_date: _Optional[str] = ..., contracts: _Optional[int] = ..., etp_thousandths: _Optional[int] = ...) -> None: ...

class DeploymentTarget(_message.Message):
    __slots__ = ["citation", "contracts", "year"]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    CONTRACTS_FIELD_NUMBER: _ClassVar[int]
    YEAR_FIELD_NUMBER: _ClassVar[int]
    citation: _law_pb2.Citation
    contracts: int
    year: int
    def __init__(self, year: _Optional[int] = ..., contracts: _Optional[int] = ..., citation: _Optional[_Union[_law_pb2.Citation, _Mapping]] = ...) -> None: ...

class DoctorIdentity(_message.Message):
    __slots__ = ["am_number", "particular_practice", "rpps", "specialty_code"]
    AM_NUMBER_FIELD_NUMBER: _ClassVar[int]
    PARTICULAR_PRACTICE_FIELD_NUMBER: _ClassVar[int]
    RPPS_FIELD_NUMBER: _ClassVar[int]
    SPECIALTY_CODE_FIELD_NUMBER: _ClassVar[int]
    am_number: str
    particular_practice: bool
    rpps: str
    specialty_code: str
    def __init__(self, rpps: _Optional[str] = ..., am_number: _Optional[str] = ..., specialty_code: _Optional[str] = ..., particular_practice: bool = ...) -> None: ...

class Employment(_message.Message):
    __slots__ = ["absences", "assistant_ref", "citation", "employer", "end_date", "end_reason", "option_reached", "secretary_promoted", "start_date", "trainings", "weekly_minutes", "work_contract_weekly_minutes"]
    ABSENCES_FIELD_NUMBER: _ClassVar[int]
    ASSISTANT_REF_FIELD_NUMBER: _ClassVar[int]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    EMPLOYER_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    END_REASON_FIELD_NUMBER: _ClassVar[int]
    OPTION_REACHED_FIELD_NUMBER: _ClassVar[int]
    SECRETARY_PROMOTED_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    TRAININGS_FIELD_NUMBER: _ClassVar[int]
    WEEKLY_MINUTES_FIELD_NUMBER: _ClassVar[int]
    WORK_CONTRACT_WEEKLY_MINUTES_FIELD_NUMBER: _ClassVar[int]
    absences: _containers.RepeatedCompositeFieldContainer[Absence]
    assistant_ref: str
    citation: _law_pb2.Citation
    employer: Employer
    end_date: str
    end_reason: EmploymentEnd
    option_reached: _law_pb2.Option
    secretary_promoted: bool
    start_date: str
    trainings: _containers.RepeatedCompositeFieldContainer[Training]
    weekly_minutes: int
    work_contract_weekly_minutes: int
    def __init__(self, assistant_ref: _Optional[str] = ..., start_date: _Optional[str] = ..., weekly_minutes: _Optional[int] = ..., employer: _Optional[_Union[Employer, str]] = ..., option_reached: _Optional[_Union[_law_pb2.Option, str]] = ..., citation: _Optional[_Union[_law_pb2.Citation, _Mapping]] = ..., work_contract_weekly_minutes: _Optional[int] = ..., end_date: _Optional[str] = ..., end_reason: _Optional[_Union[EmploymentEnd, str]] = ..., absences: _Optional[_Iterable[_Union[Absence, _Mapping]]] = ..., trainings: _Optional[_Iterable[_Union[Training, _Mapping]]] = ..., secretary_promoted: bool = ...) -> None: ...

class EndAssistantEmploymentRequest(_message.Message):
    __slots__ = ["assistant_ref", "contract_id", "end_date", "etag", "reason", "request_id"]
    ASSISTANT_REF_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    assistant_ref: str
    contract_id: str
    end_date: str
    etag: str
    reason: EmploymentEnd
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., etag: _Optional[str] = ..., assistant_ref: _Optional[str] = ..., end_date: _Optional[str] = ..., reason: _Optional[_Union[EmploymentEnd, str]] = ...) -> None: ...

class EndAssistantEmploymentResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class EndContractRequest(_message.Message):
    __slots__ = ["contract_id", "decided_on_date", "end_date", "etag", "reason", "request_id"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    DECIDED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    decided_on_date: str
    end_date: str
    etag: str
    reason: EndReason
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., end_date: _Optional[str] = ..., reason: _Optional[_Union[EndReason, str]] = ..., etag: _Optional[str] = ..., decided_on_date: _Optional[str] = ...) -> None: ...

class EndContractResponse(_message.Message):
    __slots__ = ["contract", "decision"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    DECISION_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    decision: Decision
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ..., decision: _Optional[_Union[Decision, _Mapping]] = ...) -> None: ...

class Event(_message.Message):
    __slots__ = ["actor", "changes", "contract_id", "create_time", "fund_code", "hash", "method", "note", "on_date", "previous_hash", "reason", "request_id", "revision", "sequence", "what"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    ON_DATE_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_HASH_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    WHAT_FIELD_NUMBER: _ClassVar[int]
    actor: str
    changes: _containers.RepeatedCompositeFieldContainer[FieldChange]
    contract_id: str
    create_time: _timestamp_pb2.Timestamp
    fund_code: str
    hash: str
    method: str
    note: str
    on_date: str
    previous_hash: str
    reason: ChangeReason
    request_id: str
    revision: int
    sequence: int
    what: str
    def __init__(self, sequence: _Optional[int] = ..., contract_id: _Optional[str] = ..., revision: _Optional[int] = ..., method: _Optional[str] = ..., what: _Optional[str] = ..., actor: _Optional[str] = ..., reason: _Optional[_Union[ChangeReason, str]] = ..., note: _Optional[str] = ..., on_date: _Optional[str] = ..., changes: _Optional[_Iterable[_Union[FieldChange, _Mapping]]] = ..., create_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., previous_hash: _Optional[str] = ..., hash: _Optional[str] = ..., fund_code: _Optional[str] = ..., request_id: _Optional[str] = ...) -> None: ...

class ExportContractsRequest(_message.Message):
    __slots__ = ["fund_code"]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    fund_code: str
    def __init__(self, fund_code: _Optional[str] = ...) -> None: ...

class ExportContractsResponse(_message.Message):
    __slots__ = ["chunk"]
    CHUNK_FIELD_NUMBER: _ClassVar[int]
    chunk: bytes
    def __init__(self, chunk: _Optional[bytes] = ...) -> None: ...

class FieldChange(_message.Message):
    __slots__ = ["after", "before", "field"]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    after: str
    before: str
    field: str
    def __init__(self, field: _Optional[str] = ..., before: _Optional[str] = ..., after: _Optional[str] = ...) -> None: ...

class FileAppealRequest(_message.Message):
    __slots__ = ["contract_id", "etag", "filed_on_date", "ground", "request_id"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    FILED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    GROUND_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    etag: str
    filed_on_date: str
    ground: str
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., etag: _Optional[str] = ..., filed_on_date: _Optional[str] = ..., ground: _Optional[str] = ...) -> None: ...

class FileAppealResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class Forecast(_message.Message):
    __slots__ = ["aid_cents", "attainment", "ceiling_cents", "citations", "contract_year", "counts", "explanation", "measure_number", "on_date"]
    AID_CENTS_FIELD_NUMBER: _ClassVar[int]
    ATTAINMENT_FIELD_NUMBER: _ClassVar[int]
    CEILING_CENTS_FIELD_NUMBER: _ClassVar[int]
    CITATIONS_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_YEAR_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    MEASURE_NUMBER_FIELD_NUMBER: _ClassVar[int]
    ON_DATE_FIELD_NUMBER: _ClassVar[int]
    aid_cents: int
    attainment: Attainment
    ceiling_cents: int
    citations: _containers.RepeatedCompositeFieldContainer[_law_pb2.Citation]
    contract_year: int
    counts: _containers.RepeatedCompositeFieldContainer[PatientCount]
    explanation: _law_pb2.Phrase
    measure_number: int
    on_date: str
    def __init__(self, contract_year: _Optional[int] = ..., on_date: _Optional[str] = ..., measure_number: _Optional[int] = ..., counts: _Optional[_Iterable[_Union[PatientCount, _Mapping]]] = ..., attainment: _Optional[_Union[Attainment, _Mapping]] = ..., ceiling_cents: _Optional[int] = ..., aid_cents: _Optional[int] = ..., citations: _Optional[_Iterable[_Union[_law_pb2.Citation, _Mapping]]] = ..., explanation: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ...) -> None: ...

class ForecastAidRequest(_message.Message):
    __slots__ = ["contract_id"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    def __init__(self, contract_id: _Optional[str] = ...) -> None: ...

class ForecastAidResponse(_message.Message):
    __slots__ = ["forecasts"]
    FORECASTS_FIELD_NUMBER: _ClassVar[int]
    forecasts: _containers.RepeatedCompositeFieldContainer[Forecast]
    def __init__(self, forecasts: _Optional[_Iterable[_Union[Forecast, _Mapping]]] = ...) -> None: ...

class GetContractRequest(_message.Message):
    __slots__ = ["contract_id"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    def __init__(self, contract_id: _Optional[str] = ...) -> None: ...

class GetContractResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class GetDeploymentRequest(_message.Message):
    __slots__ = ["as_of_date", "fund_code", "perimeter"]
    AS_OF_DATE_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    PERIMETER_FIELD_NUMBER: _ClassVar[int]
    as_of_date: str
    fund_code: str
    perimeter: Perimeter
    def __init__(self, as_of_date: _Optional[str] = ..., perimeter: _Optional[_Union[Perimeter, str]] = ..., fund_code: _Optional[str] = ...) -> None: ...

class GetDeploymentResponse(_message.Message):
    __slots__ = ["by_department", "by_fund", "by_option", "by_specialty", "by_text", "by_zone", "milestones", "targets", "total", "trajectory"]
    BY_DEPARTMENT_FIELD_NUMBER: _ClassVar[int]
    BY_FUND_FIELD_NUMBER: _ClassVar[int]
    BY_OPTION_FIELD_NUMBER: _ClassVar[int]
    BY_SPECIALTY_FIELD_NUMBER: _ClassVar[int]
    BY_TEXT_FIELD_NUMBER: _ClassVar[int]
    BY_ZONE_FIELD_NUMBER: _ClassVar[int]
    MILESTONES_FIELD_NUMBER: _ClassVar[int]
    TARGETS_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    TRAJECTORY_FIELD_NUMBER: _ClassVar[int]
    by_department: _containers.RepeatedCompositeFieldContainer[DeploymentGroup]
    by_fund: _containers.RepeatedCompositeFieldContainer[DeploymentGroup]
    by_option: _containers.RepeatedCompositeFieldContainer[DeploymentGroup]
    by_specialty: _containers.RepeatedCompositeFieldContainer[DeploymentGroup]
    by_text: _containers.RepeatedCompositeFieldContainer[DeploymentGroup]
    by_zone: _containers.RepeatedCompositeFieldContainer[DeploymentGroup]
    milestones: _containers.RepeatedCompositeFieldContainer[DeploymentMilestone]
    targets: _containers.RepeatedCompositeFieldContainer[DeploymentTarget]
    total: DeploymentCount
    trajectory: _containers.RepeatedCompositeFieldContainer[DeploymentPoint]
    def __init__(self, total: _Optional[_Union[DeploymentCount, _Mapping]] = ..., by_option: _Optional[_Iterable[_Union[DeploymentGroup, _Mapping]]] = ..., by_specialty: _Optional[_Iterable[_Union[DeploymentGroup, _Mapping]]] = ..., by_zone: _Optional[_Iterable[_Union[DeploymentGroup, _Mapping]]] = ..., by_department: _Optional[_Iterable[_Union[DeploymentGroup, _Mapping]]] = ..., by_text: _Optional[_Iterable[_Union[DeploymentGroup, _Mapping]]] = ..., by_fund: _Optional[_Iterable[_Union[DeploymentGroup, _Mapping]]] = ..., trajectory: _Optional[_Iterable[_Union[DeploymentPoint, _Mapping]]] = ..., milestones: _Optional[_Iterable[_Union[DeploymentMilestone, _Mapping]]] = ..., targets: _Optional[_Iterable[_Union[DeploymentTarget, _Mapping]]] = ...) -> None: ...

class GiveNoticeRequest(_message.Message):
    __slots__ = ["contract_id", "end_date", "etag", "given_on_date", "party", "reasons", "request_id", "statement"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    GIVEN_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    PARTY_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    STATEMENT_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    end_date: str
    etag: str
    given_on_date: str
    party: Party
    reasons: _containers.RepeatedScalarFieldContainer[NoticeReason]
    request_id: str
    statement: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., etag: _Optional[str] = ..., party: _Optional[_Union[Party, str]] = ..., given_on_date: _Optional[str] = ..., reasons: _Optional[_Iterable[_Union[NoticeReason, str]]] = ..., statement: _Optional[str] = ..., end_date: _Optional[str] = ...) -> None: ...

class GiveNoticeResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class HireAssistantRequest(_message.Message):
    __slots__ = ["assistant_ref", "contract_id", "employer", "etag", "request_id", "secretary_promoted", "start_date", "weekly_minutes", "work_contract_weekly_minutes"]
    ASSISTANT_REF_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    EMPLOYER_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SECRETARY_PROMOTED_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    WEEKLY_MINUTES_FIELD_NUMBER: _ClassVar[int]
    WORK_CONTRACT_WEEKLY_MINUTES_FIELD_NUMBER: _ClassVar[int]
    assistant_ref: str
    contract_id: str
    employer: Employer
    etag: str
    request_id: str
    secretary_promoted: bool
    start_date: str
    weekly_minutes: int
    work_contract_weekly_minutes: int
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., assistant_ref: _Optional[str] = ..., start_date: _Optional[str] = ..., weekly_minutes: _Optional[int] = ..., employer: _Optional[_Union[Employer, str]] = ..., etag: _Optional[str] = ..., work_contract_weekly_minutes: _Optional[int] = ..., secretary_promoted: bool = ...) -> None: ...

class HireAssistantResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class ImportContractsRequest(_message.Message):
    __slots__ = ["chunk", "header"]
    CHUNK_FIELD_NUMBER: _ClassVar[int]
    HEADER_FIELD_NUMBER: _ClassVar[int]
    chunk: bytes
    header: ImportHeader
    def __init__(self, header: _Optional[_Union[ImportHeader, _Mapping]] = ..., chunk: _Optional[bytes] = ...) -> None: ...

class ImportContractsResponse(_message.Message):
    __slots__ = ["lines", "summary"]
    LINES_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    lines: _containers.RepeatedCompositeFieldContainer[ImportedLine]
    summary: ImportSummary
    def __init__(self, lines: _Optional[_Iterable[_Union[ImportedLine, _Mapping]]] = ..., summary: _Optional[_Union[ImportSummary, _Mapping]] = ...) -> None: ...

class ImportHeader(_message.Message):
    __slots__ = ["fund_code", "imported_on_date"]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    IMPORTED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    fund_code: str
    imported_on_date: str
    def __init__(self, fund_code: _Optional[str] = ..., imported_on_date: _Optional[str] = ...) -> None: ...

class ImportReason(_message.Message):
    __slots__ = ["code", "column", "seen", "text", "wanted"]
    CODE_FIELD_NUMBER: _ClassVar[int]
    COLUMN_FIELD_NUMBER: _ClassVar[int]
    SEEN_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    WANTED_FIELD_NUMBER: _ClassVar[int]
    code: str
    column: str
    seen: str
    text: _law_pb2.Phrase
    wanted: str
    def __init__(self, code: _Optional[str] = ..., column: _Optional[str] = ..., seen: _Optional[str] = ..., wanted: _Optional[str] = ..., text: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ...) -> None: ...

class ImportSummary(_message.Message):
    __slots__ = ["accepted", "lines", "rejected", "unchanged"]
    ACCEPTED_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    REJECTED_FIELD_NUMBER: _ClassVar[int]
    UNCHANGED_FIELD_NUMBER: _ClassVar[int]
    accepted: int
    lines: int
    rejected: int
    unchanged: int
    def __init__(self, lines: _Optional[int] = ..., accepted: _Optional[int] = ..., unchanged: _Optional[int] = ..., rejected: _Optional[int] = ...) -> None: ...

class ImportedLine(_message.Message):
    __slots__ = ["contract_id", "line", "outcome", "reasons", "reference"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    line: int
    outcome: ImportOutcome
    reasons: _containers.RepeatedCompositeFieldContainer[ImportReason]
    reference: str
    def __init__(self, line: _Optional[int] = ..., reference: _Optional[str] = ..., outcome: _Optional[_Union[ImportOutcome, str]] = ..., contract_id: _Optional[str] = ..., reasons: _Optional[_Iterable[_Union[ImportReason, _Mapping]]] = ...) -> None: ...

class IndicatorAttainment(_message.Message):
    __slots__ = ["explanation", "gained", "indicator", "ratio", "reached", "seen", "short_by", "start", "target", "to_gain"]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    GAINED_FIELD_NUMBER: _ClassVar[int]
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    RATIO_FIELD_NUMBER: _ClassVar[int]
    REACHED_FIELD_NUMBER: _ClassVar[int]
    SEEN_FIELD_NUMBER: _ClassVar[int]
    SHORT_BY_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    TO_GAIN_FIELD_NUMBER: _ClassVar[int]
    explanation: _law_pb2.Phrase
    gained: int
    indicator: _law_pb2.Indicator
    ratio: Ratio
    reached: bool
    seen: int
    short_by: int
    start: int
    target: int
    to_gain: int
    def __init__(self, indicator: _Optional[_Union[_law_pb2.Indicator, str]] = ..., start: _Optional[int] = ..., to_gain: _Optional[int] = ..., target: _Optional[int] = ..., seen: _Optional[int] = ..., gained: _Optional[int] = ..., short_by: _Optional[int] = ..., ratio: _Optional[_Union[Ratio, _Mapping]] = ..., reached: bool = ..., explanation: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ...) -> None: ...

class LapseOfferRequest(_message.Message):
    __slots__ = ["as_of_date", "contract_id", "etag", "request_id"]
    AS_OF_DATE_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    as_of_date: str
    contract_id: str
    etag: str
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., etag: _Optional[str] = ..., as_of_date: _Optional[str] = ...) -> None: ...

class LapseOfferResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class LeftOver(_message.Message):
    __slots__ = ["citation", "contract_year", "days_in_force", "days_in_year", "explanation", "ratio"]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_YEAR_FIELD_NUMBER: _ClassVar[int]
    DAYS_IN_FORCE_FIELD_NUMBER: _ClassVar[int]
    DAYS_IN_YEAR_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    RATIO_FIELD_NUMBER: _ClassVar[int]
    citation: _law_pb2.Citation
    contract_year: int
    days_in_force: int
    days_in_year: int
    explanation: _law_pb2.Phrase
    ratio: Ratio
    def __init__(self, contract_year: _Optional[int] = ..., days_in_force: _Optional[int] = ..., days_in_year: _Optional[int] = ..., ratio: _Optional[_Union[Ratio, _Mapping]] = ..., citation: _Optional[_Union[_law_pb2.Citation, _Mapping]] = ..., explanation: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ...) -> None: ...

class ListContractDigestsRequest(_message.Message):
    __slots__ = ["fund_code", "page_size", "page_token"]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    fund_code: str
    page_size: int
    page_token: str
    def __init__(self, fund_code: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListContractDigestsResponse(_message.Message):
    __slots__ = ["digests", "next_page_token"]
    DIGESTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    digests: _containers.RepeatedCompositeFieldContainer[ContractDigest]
    next_page_token: str
    def __init__(self, digests: _Optional[_Iterable[_Union[ContractDigest, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ListContractRevisionsRequest(_message.Message):
    __slots__ = ["contract_id", "page_size", "page_token"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    page_size: int
    page_token: str
    def __init__(self, contract_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListContractRevisionsResponse(_message.Message):
    __slots__ = ["next_page_token", "revisions"]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    REVISIONS_FIELD_NUMBER: _ClassVar[int]
    next_page_token: str
    revisions: _containers.RepeatedCompositeFieldContainer[Event]
    def __init__(self, revisions: _Optional[_Iterable[_Union[Event, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ListContractsRequest(_message.Message):
    __slots__ = ["fund_code", "page_size", "page_token", "rpps", "states"]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    RPPS_FIELD_NUMBER: _ClassVar[int]
    STATES_FIELD_NUMBER: _ClassVar[int]
    fund_code: str
    page_size: int
    page_token: str
    rpps: str
    states: _containers.RepeatedScalarFieldContainer[State]
    def __init__(self, fund_code: _Optional[str] = ..., states: _Optional[_Iterable[_Union[State, str]]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., rpps: _Optional[str] = ...) -> None: ...

class ListContractsResponse(_message.Message):
    __slots__ = ["contracts", "next_page_token"]
    CONTRACTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    contracts: _containers.RepeatedCompositeFieldContainer[Contract]
    next_page_token: str
    def __init__(self, contracts: _Optional[_Iterable[_Union[Contract, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ListEventsRequest(_message.Message):
    __slots__ = ["after_sequence", "fund_code", "page_size"]
    AFTER_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    after_sequence: int
    fund_code: str
    page_size: int
    def __init__(self, after_sequence: _Optional[int] = ..., fund_code: _Optional[str] = ..., page_size: _Optional[int] = ...) -> None: ...

class ListEventsResponse(_message.Message):
    __slots__ = ["caught_up", "events", "next_after_sequence"]
    CAUGHT_UP_FIELD_NUMBER: _ClassVar[int]
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_AFTER_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    caught_up: bool
    events: _containers.RepeatedCompositeFieldContainer[Event]
    next_after_sequence: int
    def __init__(self, events: _Optional[_Iterable[_Union[Event, _Mapping]]] = ..., next_after_sequence: _Optional[int] = ..., caught_up: bool = ...) -> None: ...

class ListObligationsRequest(_message.Message):
    __slots__ = ["contract_id", "due_before_date", "fund_code", "page_size", "page_token"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    DUE_BEFORE_DATE_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    due_before_date: str
    fund_code: str
    page_size: int
    page_token: str
    def __init__(self, fund_code: _Optional[str] = ..., contract_id: _Optional[str] = ..., due_before_date: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListObligationsResponse(_message.Message):
    __slots__ = ["next_page_token", "obligations"]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    OBLIGATIONS_FIELD_NUMBER: _ClassVar[int]
    next_page_token: str
    obligations: _containers.RepeatedCompositeFieldContainer[Obligation]
    def __init__(self, obligations: _Optional[_Iterable[_Union[Obligation, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ListWorkRequest(_message.Message):
    __slots__ = ["as_of_date", "fund_code", "page_size", "page_token"]
    AS_OF_DATE_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    as_of_date: str
    fund_code: str
    page_size: int
    page_token: str
    def __init__(self, fund_code: _Optional[str] = ..., as_of_date: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListWorkResponse(_message.Message):
    __slots__ = ["items", "next_page_token", "total"]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[WorkItem]
    next_page_token: str
    total: int
    def __init__(self, items: _Optional[_Iterable[_Union[WorkItem, _Mapping]]] = ..., next_page_token: _Optional[str] = ..., total: _Optional[int] = ...) -> None: ...

class Measure(_message.Message):
    __slots__ = ["actor", "attainment", "correction_reason", "counts", "create_time", "measured_on_date", "number", "replaced_by_number", "replaces_number", "source"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    ATTAINMENT_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_REASON_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    MEASURED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    REPLACED_BY_NUMBER_FIELD_NUMBER: _ClassVar[int]
    REPLACES_NUMBER_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    actor: str
    attainment: Attainment
    correction_reason: str
    counts: _containers.RepeatedCompositeFieldContainer[PatientCount]
    create_time: _timestamp_pb2.Timestamp
    measured_on_date: str
    number: int
    replaced_by_number: int
    replaces_number: int
    source: MeasureSource
    def __init__(self, measured_on_date: _Optional[str] = ..., counts: _Optional[_Iterable[_Union[PatientCount, _Mapping]]] = ..., source: _Optional[_Union[MeasureSource, str]] = ..., attainment: _Optional[_Union[Attainment, _Mapping]] = ..., create_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., actor: _Optional[str] = ..., number: _Optional[int] = ..., replaces_number: _Optional[int] = ..., replaced_by_number: _Optional[int] = ..., correction_reason: _Optional[str] = ...) -> None: ...

class MembersChange(_message.Message):
    __slots__ = ["citations", "entered_rpps", "from_contract_year", "left_rpps"]
    CITATIONS_FIELD_NUMBER: _ClassVar[int]
    ENTERED_RPPS_FIELD_NUMBER: _ClassVar[int]
    FROM_CONTRACT_YEAR_FIELD_NUMBER: _ClassVar[int]
    LEFT_RPPS_FIELD_NUMBER: _ClassVar[int]
    citations: _containers.RepeatedCompositeFieldContainer[_law_pb2.Citation]
    entered_rpps: _containers.RepeatedScalarFieldContainer[str]
    from_contract_year: int
    left_rpps: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, from_contract_year: _Optional[int] = ..., entered_rpps: _Optional[_Iterable[str]] = ..., left_rpps: _Optional[_Iterable[str]] = ..., citations: _Optional[_Iterable[_Union[_law_pb2.Citation, _Mapping]]] = ...) -> None: ...

class Notice(_message.Message):
    __slots__ = ["actor", "citation", "end_date", "explanation", "given_on_date", "number", "party", "reasons", "reply", "reply_by_date", "statement", "withdrawal_reason", "withdrawn_on_date"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    GIVEN_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    PARTY_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    REPLY_BY_DATE_FIELD_NUMBER: _ClassVar[int]
    REPLY_FIELD_NUMBER: _ClassVar[int]
    STATEMENT_FIELD_NUMBER: _ClassVar[int]
    WITHDRAWAL_REASON_FIELD_NUMBER: _ClassVar[int]
    WITHDRAWN_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    actor: str
    citation: _law_pb2.Citation
    end_date: str
    explanation: _law_pb2.Phrase
    given_on_date: str
    number: int
    party: Party
    reasons: _containers.RepeatedScalarFieldContainer[NoticeReason]
    reply: Reply
    reply_by_date: str
    statement: str
    withdrawal_reason: str
    withdrawn_on_date: str
    def __init__(self, number: _Optional[int] = ..., party: _Optional[_Union[Party, str]] = ..., given_on_date: _Optional[str] = ..., reasons: _Optional[_Iterable[_Union[NoticeReason, str]]] = ..., statement: _Optional[str] = ..., end_date: _Optional[str] = ..., reply_by_date: _Optional[str] = ..., reply: _Optional[_Union[Reply, _Mapping]] = ..., withdrawn_on_date: _Optional[str] = ..., withdrawal_reason: _Optional[str] = ..., citation: _Optional[_Union[_law_pb2.Citation, _Mapping]] = ..., actor: _Optional[str] = ..., explanation: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ...) -> None: ...

class Objective(_message.Message):
    __slots__ = ["citation", "declared", "declared_reason", "explanation", "indicator", "law_to_gain", "start", "target", "to_gain"]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    DECLARED_FIELD_NUMBER: _ClassVar[int]
    DECLARED_REASON_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    LAW_TO_GAIN_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    TO_GAIN_FIELD_NUMBER: _ClassVar[int]
    citation: _law_pb2.Citation
    declared: bool
    declared_reason: str
    explanation: _law_pb2.Phrase
    indicator: _law_pb2.Indicator
    law_to_gain: int
    start: int
    target: int
    to_gain: int
    def __init__(self, indicator: _Optional[_Union[_law_pb2.Indicator, str]] = ..., start: _Optional[int] = ..., to_gain: _Optional[int] = ..., target: _Optional[int] = ..., declared: bool = ..., declared_reason: _Optional[str] = ..., law_to_gain: _Optional[int] = ..., citation: _Optional[_Union[_law_pb2.Citation, _Mapping]] = ..., explanation: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ...) -> None: ...

class Obligation(_message.Message):
    __slots__ = ["citation", "consequence", "contract_id", "due_date", "evidence", "explanation", "fulfilled_on_date", "id", "kind", "reminder_dates", "state", "subject", "waived_by", "waived_on_date", "waiver_reason"]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    CONSEQUENCE_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    DUE_DATE_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    FULFILLED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    REMINDER_DATES_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    WAIVED_BY_FIELD_NUMBER: _ClassVar[int]
    WAIVED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    WAIVER_REASON_FIELD_NUMBER: _ClassVar[int]
    citation: _law_pb2.Citation
    consequence: _law_pb2.Citation
    contract_id: str
    due_date: str
    evidence: str
    explanation: _law_pb2.Phrase
    fulfilled_on_date: str
    id: str
    kind: ObligationKind
    reminder_dates: _containers.RepeatedScalarFieldContainer[str]
    state: ObligationState
    subject: str
    waived_by: str
    waived_on_date: str
    waiver_reason: str
    def __init__(self, id: _Optional[str] = ..., kind: _Optional[_Union[ObligationKind, str]] = ..., subject: _Optional[str] = ..., due_date: _Optional[str] = ..., reminder_dates: _Optional[_Iterable[str]] = ..., state: _Optional[_Union[ObligationState, str]] = ..., fulfilled_on_date: _Optional[str] = ..., evidence: _Optional[str] = ..., waived_by: _Optional[str] = ..., waived_on_date: _Optional[str] = ..., waiver_reason: _Optional[str] = ..., citation: _Optional[_Union[_law_pb2.Citation, _Mapping]] = ..., explanation: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ..., contract_id: _Optional[str] = ..., consequence: _Optional[_Union[_law_pb2.Citation, _Mapping]] = ...) -> None: ...

class OfferClosing(_message.Message):
    __slots__ = ["actor", "closed_on_date", "party", "reason"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    CLOSED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    PARTY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    actor: str
    closed_on_date: str
    party: Party
    reason: str
    def __init__(self, party: _Optional[_Union[Party, str]] = ..., closed_on_date: _Optional[str] = ..., reason: _Optional[str] = ..., actor: _Optional[str] = ...) -> None: ...

class OfferCollectiveContractRequest(_message.Message):
    __slots__ = ["application", "declared_objectives", "duration_years", "lapse_date", "request_id"]
    APPLICATION_FIELD_NUMBER: _ClassVar[int]
    DECLARED_OBJECTIVES_FIELD_NUMBER: _ClassVar[int]
    DURATION_YEARS_FIELD_NUMBER: _ClassVar[int]
    LAPSE_DATE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    application: _eligibility_pb2.CollectiveApplication
    declared_objectives: _containers.RepeatedCompositeFieldContainer[DeclaredObjective]
    duration_years: int
    lapse_date: str
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., application: _Optional[_Union[_eligibility_pb2.CollectiveApplication, _Mapping]] = ..., lapse_date: _Optional[str] = ..., duration_years: _Optional[int] = ..., declared_objectives: _Optional[_Iterable[_Union[DeclaredObjective, _Mapping]]] = ...) -> None: ...

class OfferCollectiveContractResponse(_message.Message):
    __slots__ = ["assessment", "contract"]
    ASSESSMENT_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    assessment: _eligibility_pb2.CollectiveAssessment
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ..., assessment: _Optional[_Union[_eligibility_pb2.CollectiveAssessment, _Mapping]] = ...) -> None: ...

class OfferContractRequest(_message.Message):
    __slots__ = ["assessment_id", "declared_objectives", "lapse_date", "option", "request_id", "succeeds"]
    ASSESSMENT_ID_FIELD_NUMBER: _ClassVar[int]
    DECLARED_OBJECTIVES_FIELD_NUMBER: _ClassVar[int]
    LAPSE_DATE_FIELD_NUMBER: _ClassVar[int]
    OPTION_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SUCCEEDS_FIELD_NUMBER: _ClassVar[int]
    assessment_id: str
    declared_objectives: _containers.RepeatedCompositeFieldContainer[DeclaredObjective]
    lapse_date: str
    option: _law_pb2.Option
    request_id: str
    succeeds: Succession
    def __init__(self, request_id: _Optional[str] = ..., assessment_id: _Optional[str] = ..., option: _Optional[_Union[_law_pb2.Option, str]] = ..., declared_objectives: _Optional[_Iterable[_Union[DeclaredObjective, _Mapping]]] = ..., lapse_date: _Optional[str] = ..., succeeds: _Optional[_Union[Succession, _Mapping]] = ...) -> None: ...

class OfferContractResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class OptionChange(_message.Message):
    __slots__ = ["assessment_id", "citation", "from_contract_year", "objectives", "option"]
    ASSESSMENT_ID_FIELD_NUMBER: _ClassVar[int]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    FROM_CONTRACT_YEAR_FIELD_NUMBER: _ClassVar[int]
    OBJECTIVES_FIELD_NUMBER: _ClassVar[int]
    OPTION_FIELD_NUMBER: _ClassVar[int]
    assessment_id: str
    citation: _law_pb2.Citation
    from_contract_year: int
    objectives: _containers.RepeatedCompositeFieldContainer[Objective]
    option: _law_pb2.Option
    def __init__(self, from_contract_year: _Optional[int] = ..., option: _Optional[_Union[_law_pb2.Option, str]] = ..., objectives: _Optional[_Iterable[_Union[Objective, _Mapping]]] = ..., assessment_id: _Optional[str] = ..., citation: _Optional[_Union[_law_pb2.Citation, _Mapping]] = ...) -> None: ...

class PatientCount(_message.Message):
    __slots__ = ["indicator", "patients"]
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    PATIENTS_FIELD_NUMBER: _ClassVar[int]
    indicator: _law_pb2.Indicator
    patients: int
    def __init__(self, indicator: _Optional[_Union[_law_pb2.Indicator, str]] = ..., patients: _Optional[int] = ...) -> None: ...

class PreviewOfferRequest(_message.Message):
    __slots__ = ["application", "declared_objectives", "option"]
    APPLICATION_FIELD_NUMBER: _ClassVar[int]
    DECLARED_OBJECTIVES_FIELD_NUMBER: _ClassVar[int]
    OPTION_FIELD_NUMBER: _ClassVar[int]
    application: _eligibility_pb2.Application
    declared_objectives: _containers.RepeatedCompositeFieldContainer[DeclaredObjective]
    option: _law_pb2.Option
    def __init__(self, application: _Optional[_Union[_eligibility_pb2.Application, _Mapping]] = ..., option: _Optional[_Union[_law_pb2.Option, str]] = ..., declared_objectives: _Optional[_Iterable[_Union[DeclaredObjective, _Mapping]]] = ...) -> None: ...

class PreviewOfferResponse(_message.Message):
    __slots__ = ["assessment", "contract"]
    ASSESSMENT_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    assessment: _eligibility_pb2.Assessment
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ..., assessment: _Optional[_Union[_eligibility_pb2.Assessment, _Mapping]] = ...) -> None: ...

class Proposal(_message.Message):
    __slots__ = ["actor", "change", "changed_on_date", "citation", "decided_by", "decided_on_date", "decision_reason", "explanation", "method", "number", "state", "statement"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    CHANGED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    DECIDED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    DECISION_REASON_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    NUMBER_FIELD_NUMBER: _ClassVar[int]
    STATEMENT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    actor: str
    change: OutsideChange
    changed_on_date: str
    citation: _law_pb2.Citation
    decided_by: str
    decided_on_date: str
    decision_reason: str
    explanation: _law_pb2.Phrase
    method: str
    number: int
    state: ProposalState
    statement: str
    def __init__(self, number: _Optional[int] = ..., change: _Optional[_Union[OutsideChange, str]] = ..., changed_on_date: _Optional[str] = ..., statement: _Optional[str] = ..., explanation: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ..., method: _Optional[str] = ..., citation: _Optional[_Union[_law_pb2.Citation, _Mapping]] = ..., state: _Optional[_Union[ProposalState, str]] = ..., decided_by: _Optional[str] = ..., decided_on_date: _Optional[str] = ..., decision_reason: _Optional[str] = ..., actor: _Optional[str] = ...) -> None: ...

class Ratio(_message.Message):
    __slots__ = ["denominator", "numerator"]
    DENOMINATOR_FIELD_NUMBER: _ClassVar[int]
    NUMERATOR_FIELD_NUMBER: _ClassVar[int]
    denominator: int
    numerator: int
    def __init__(self, numerator: _Optional[int] = ..., denominator: _Optional[int] = ...) -> None: ...

class RecordAbsenceRequest(_message.Message):
    __slots__ = ["assistant_ref", "contract_id", "etag", "from_date", "request_id"]
    ASSISTANT_REF_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    assistant_ref: str
    contract_id: str
    etag: str
    from_date: str
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., etag: _Optional[str] = ..., assistant_ref: _Optional[str] = ..., from_date: _Optional[str] = ...) -> None: ...

class RecordAbsenceResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class RecordEvidenceRequest(_message.Message):
    __slots__ = ["contract_id", "etag", "evidence", "fulfilled_on_date", "obligation_id", "request_id"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    FULFILLED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    OBLIGATION_ID_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    etag: str
    evidence: str
    fulfilled_on_date: str
    obligation_id: str
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., etag: _Optional[str] = ..., obligation_id: _Optional[str] = ..., fulfilled_on_date: _Optional[str] = ..., evidence: _Optional[str] = ...) -> None: ...

class RecordEvidenceResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class RecordMeasureRequest(_message.Message):
    __slots__ = ["contract_id", "correction_reason", "counts", "etag", "measured_on_date", "replaces_number", "request_id", "source"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    CORRECTION_REASON_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    MEASURED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    REPLACES_NUMBER_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    correction_reason: str
    counts: _containers.RepeatedCompositeFieldContainer[PatientCount]
    etag: str
    measured_on_date: str
    replaces_number: int
    request_id: str
    source: MeasureSource
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., measured_on_date: _Optional[str] = ..., counts: _Optional[_Iterable[_Union[PatientCount, _Mapping]]] = ..., source: _Optional[_Union[MeasureSource, str]] = ..., etag: _Optional[str] = ..., replaces_number: _Optional[int] = ..., correction_reason: _Optional[str] = ...) -> None: ...

class RecordMeasureResponse(_message.Message):
    __slots__ = ["contract", "forecasts", "measure"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    FORECASTS_FIELD_NUMBER: _ClassVar[int]
    MEASURE_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    forecasts: _containers.RepeatedCompositeFieldContainer[Forecast]
    measure: Measure
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ..., measure: _Optional[_Union[Measure, _Mapping]] = ..., forecasts: _Optional[_Iterable[_Union[Forecast, _Mapping]]] = ...) -> None: ...

class RecordReplyRequest(_message.Message):
    __slots__ = ["contract_id", "etag", "received_on_date", "request_id", "statement"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    STATEMENT_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    etag: str
    received_on_date: str
    request_id: str
    statement: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., etag: _Optional[str] = ..., received_on_date: _Optional[str] = ..., statement: _Optional[str] = ...) -> None: ...

class RecordReplyResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class RecordReturnRequest(_message.Message):
    __slots__ = ["assistant_ref", "contract_id", "etag", "request_id", "returned_on_date"]
    ASSISTANT_REF_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RETURNED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    assistant_ref: str
    contract_id: str
    etag: str
    request_id: str
    returned_on_date: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., etag: _Optional[str] = ..., assistant_ref: _Optional[str] = ..., returned_on_date: _Optional[str] = ...) -> None: ...

class RecordReturnResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class RecordTrainingRequest(_message.Message):
    __slots__ = ["assistant_ref", "contract_id", "etag", "evidence", "on_date", "path", "request_id", "step"]
    ASSISTANT_REF_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    ON_DATE_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    assistant_ref: str
    contract_id: str
    etag: str
    evidence: str
    on_date: str
    path: QualificationPath
    request_id: str
    step: TrainingStep
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., etag: _Optional[str] = ..., assistant_ref: _Optional[str] = ..., path: _Optional[_Union[QualificationPath, str]] = ..., step: _Optional[_Union[TrainingStep, str]] = ..., on_date: _Optional[str] = ..., evidence: _Optional[str] = ...) -> None: ...

class RecordTrainingResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class RenewContractRequest(_message.Message):
    __slots__ = ["assessment_id", "contract_id", "declared_objectives", "etag", "lapse_date", "mode", "option", "reading", "request_id", "stated_on_date", "year_counter"]
    ASSESSMENT_ID_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    DECLARED_OBJECTIVES_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    LAPSE_DATE_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    OPTION_FIELD_NUMBER: _ClassVar[int]
    READING_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    STATED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    YEAR_COUNTER_FIELD_NUMBER: _ClassVar[int]
    assessment_id: str
    contract_id: str
    declared_objectives: _containers.RepeatedCompositeFieldContainer[DeclaredObjective]
    etag: str
    lapse_date: str
    mode: RenewalMode
    option: _law_pb2.Option
    reading: RenewalReading
    request_id: str
    stated_on_date: str
    year_counter: YearCounter
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., etag: _Optional[str] = ..., mode: _Optional[_Union[RenewalMode, str]] = ..., reading: _Optional[_Union[RenewalReading, str]] = ..., year_counter: _Optional[_Union[YearCounter, str]] = ..., stated_on_date: _Optional[str] = ..., assessment_id: _Optional[str] = ..., option: _Optional[_Union[_law_pb2.Option, str]] = ..., declared_objectives: _Optional[_Iterable[_Union[DeclaredObjective, _Mapping]]] = ..., lapse_date: _Optional[str] = ...) -> None: ...

class RenewContractResponse(_message.Message):
    __slots__ = ["contract", "offer"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    OFFER_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    offer: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ..., offer: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class Renewal(_message.Message):
    __slots__ = ["actor", "citations", "explanation", "mode", "offer_id", "reading", "stated_on_date", "year_counter"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    CITATIONS_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    OFFER_ID_FIELD_NUMBER: _ClassVar[int]
    READING_FIELD_NUMBER: _ClassVar[int]
    STATED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    YEAR_COUNTER_FIELD_NUMBER: _ClassVar[int]
    actor: str
    citations: _containers.RepeatedCompositeFieldContainer[_law_pb2.Citation]
    explanation: _law_pb2.Phrase
    mode: RenewalMode
    offer_id: str
    reading: RenewalReading
    stated_on_date: str
    year_counter: YearCounter
    def __init__(self, mode: _Optional[_Union[RenewalMode, str]] = ..., reading: _Optional[_Union[RenewalReading, str]] = ..., year_counter: _Optional[_Union[YearCounter, str]] = ..., stated_on_date: _Optional[str] = ..., offer_id: _Optional[str] = ..., citations: _Optional[_Iterable[_Union[_law_pb2.Citation, _Mapping]]] = ..., explanation: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ..., actor: _Optional[str] = ...) -> None: ...

class Reply(_message.Message):
    __slots__ = ["actor", "late", "received_on_date", "statement"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    LATE_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    STATEMENT_FIELD_NUMBER: _ClassVar[int]
    actor: str
    late: bool
    received_on_date: str
    statement: str
    def __init__(self, received_on_date: _Optional[str] = ..., statement: _Optional[str] = ..., late: bool = ..., actor: _Optional[str] = ...) -> None: ...

class ReportChangeRequest(_message.Message):
    __slots__ = ["change", "changed_on_date", "contract_id", "etag", "request_id", "statement"]
    CHANGED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    STATEMENT_FIELD_NUMBER: _ClassVar[int]
    change: OutsideChange
    changed_on_date: str
    contract_id: str
    etag: str
    request_id: str
    statement: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., etag: _Optional[str] = ..., change: _Optional[_Union[OutsideChange, str]] = ..., changed_on_date: _Optional[str] = ..., statement: _Optional[str] = ...) -> None: ...

class ReportChangeResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class ResumeContractRequest(_message.Message):
    __slots__ = ["contract_id", "etag", "request_id", "resumed_on_date"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RESUMED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    etag: str
    request_id: str
    resumed_on_date: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., resumed_on_date: _Optional[str] = ..., etag: _Optional[str] = ...) -> None: ...

class ResumeContractResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class SignContractRequest(_message.Message):
    __slots__ = ["contract_id", "etag", "party", "proof", "received_on_date", "request_id", "signed_on_date", "terms_hash"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    PARTY_FIELD_NUMBER: _ClassVar[int]
    PROOF_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SIGNED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    TERMS_HASH_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    etag: str
    party: Party
    proof: SignatureProof
    received_on_date: str
    request_id: str
    signed_on_date: str
    terms_hash: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., party: _Optional[_Union[Party, str]] = ..., signed_on_date: _Optional[str] = ..., etag: _Optional[str] = ..., terms_hash: _Optional[str] = ..., received_on_date: _Optional[str] = ..., proof: _Optional[_Union[SignatureProof, _Mapping]] = ...) -> None: ...

class SignContractResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class Signature(_message.Message):
    __slots__ = ["actor", "create_time", "party", "proof", "received_on_date", "signed_on_date", "terms_hash"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    PARTY_FIELD_NUMBER: _ClassVar[int]
    PROOF_FIELD_NUMBER: _ClassVar[int]
    RECEIVED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    SIGNED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    TERMS_HASH_FIELD_NUMBER: _ClassVar[int]
    actor: str
    create_time: _timestamp_pb2.Timestamp
    party: Party
    proof: SignatureProof
    received_on_date: str
    signed_on_date: str
    terms_hash: str
    def __init__(self, party: _Optional[_Union[Party, str]] = ..., signed_on_date: _Optional[str] = ..., actor: _Optional[str] = ..., create_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., terms_hash: _Optional[str] = ..., received_on_date: _Optional[str] = ..., proof: _Optional[_Union[SignatureProof, _Mapping]] = ...) -> None: ...

class SignatureProof(_message.Message):
    __slots__ = ["public_key", "signature"]
    PUBLIC_KEY_FIELD_NUMBER: _ClassVar[int]
    SIGNATURE_FIELD_NUMBER: _ClassVar[int]
    public_key: bytes
    signature: bytes
    def __init__(self, public_key: _Optional[bytes] = ..., signature: _Optional[bytes] = ...) -> None: ...

class Succession(_message.Message):
    __slots__ = ["contract_id", "kind", "renewal_mode"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    RENEWAL_MODE_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    kind: SuccessionKind
    renewal_mode: RenewalMode
    def __init__(self, contract_id: _Optional[str] = ..., kind: _Optional[_Union[SuccessionKind, str]] = ..., renewal_mode: _Optional[_Union[RenewalMode, str]] = ...) -> None: ...

class SuspendContractRequest(_message.Message):
    __slots__ = ["contract_id", "doctor_agreement_date", "etag", "from_date", "reason", "request_id"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    DOCTOR_AGREEMENT_DATE_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    doctor_agreement_date: str
    etag: str
    from_date: str
    reason: SuspensionReason
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., from_date: _Optional[str] = ..., reason: _Optional[_Union[SuspensionReason, str]] = ..., etag: _Optional[str] = ..., doctor_agreement_date: _Optional[str] = ...) -> None: ...

class SuspendContractResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class Suspension(_message.Message):
    __slots__ = ["doctor_agreement_date", "from_date", "reason", "until_date"]
    DOCTOR_AGREEMENT_DATE_FIELD_NUMBER: _ClassVar[int]
    FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    UNTIL_DATE_FIELD_NUMBER: _ClassVar[int]
    doctor_agreement_date: str
    from_date: str
    reason: SuspensionReason
    until_date: str
    def __init__(self, from_date: _Optional[str] = ..., until_date: _Optional[str] = ..., reason: _Optional[_Union[SuspensionReason, str]] = ..., doctor_agreement_date: _Optional[str] = ...) -> None: ...

class Training(_message.Message):
    __slots__ = ["actor", "evidence", "on_date", "path", "step"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    EVIDENCE_FIELD_NUMBER: _ClassVar[int]
    ON_DATE_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    STEP_FIELD_NUMBER: _ClassVar[int]
    actor: str
    evidence: str
    on_date: str
    path: QualificationPath
    step: TrainingStep
    def __init__(self, path: _Optional[_Union[QualificationPath, str]] = ..., step: _Optional[_Union[TrainingStep, str]] = ..., on_date: _Optional[str] = ..., evidence: _Optional[str] = ..., actor: _Optional[str] = ...) -> None: ...

class VerifiedItem(_message.Message):
    __slots__ = ["explanation", "subject", "valid"]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    VALID_FIELD_NUMBER: _ClassVar[int]
    explanation: _law_pb2.Phrase
    subject: str
    valid: bool
    def __init__(self, subject: _Optional[str] = ..., valid: bool = ..., explanation: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ...) -> None: ...

class VerifyContractRequest(_message.Message):
    __slots__ = ["contract_id"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    def __init__(self, contract_id: _Optional[str] = ...) -> None: ...

class VerifyContractResponse(_message.Message):
    __slots__ = ["items", "valid"]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    VALID_FIELD_NUMBER: _ClassVar[int]
    items: _containers.RepeatedCompositeFieldContainer[VerifiedItem]
    valid: bool
    def __init__(self, valid: bool = ..., items: _Optional[_Iterable[_Union[VerifiedItem, _Mapping]]] = ...) -> None: ...

class VerifyEventsRequest(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class VerifyEventsResponse(_message.Message):
    __slots__ = ["broken_sequence", "events", "explanation", "last_hash", "valid"]
    BROKEN_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    EVENTS_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    LAST_HASH_FIELD_NUMBER: _ClassVar[int]
    VALID_FIELD_NUMBER: _ClassVar[int]
    broken_sequence: int
    events: int
    explanation: _law_pb2.Phrase
    last_hash: str
    valid: bool
    def __init__(self, valid: bool = ..., events: _Optional[int] = ..., last_hash: _Optional[str] = ..., broken_sequence: _Optional[int] = ..., explanation: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ...) -> None: ...

class WaiveObligationRequest(_message.Message):
    __slots__ = ["contract_id", "etag", "obligation_id", "reason", "request_id", "waived_on_date"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    OBLIGATION_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    WAIVED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    etag: str
    obligation_id: str
    reason: str
    request_id: str
    waived_on_date: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., etag: _Optional[str] = ..., obligation_id: _Optional[str] = ..., waived_on_date: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class WaiveObligationResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class WatchEventsRequest(_message.Message):
    __slots__ = ["after_sequence", "fund_code"]
    AFTER_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    after_sequence: int
    fund_code: str
    def __init__(self, after_sequence: _Optional[int] = ..., fund_code: _Optional[str] = ...) -> None: ...

class WatchEventsResponse(_message.Message):
    __slots__ = ["event"]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    event: Event
    def __init__(self, event: _Optional[_Union[Event, _Mapping]] = ...) -> None: ...

class WithdrawNoticeRequest(_message.Message):
    __slots__ = ["contract_id", "etag", "reason", "request_id", "withdrawn_on_date"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    WITHDRAWN_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    etag: str
    reason: str
    request_id: str
    withdrawn_on_date: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., etag: _Optional[str] = ..., withdrawn_on_date: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class WithdrawNoticeResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class WithdrawOfferRequest(_message.Message):
    __slots__ = ["closed_on_date", "contract_id", "etag", "party", "reason", "request_id"]
    CLOSED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    PARTY_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    closed_on_date: str
    contract_id: str
    etag: str
    party: Party
    reason: str
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., etag: _Optional[str] = ..., party: _Optional[_Union[Party, str]] = ..., closed_on_date: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class WithdrawOfferResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class WorkItem(_message.Message):
    __slots__ = ["citation", "contract_id", "days_late", "due_date", "kind", "method", "next_step", "subject"]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    DAYS_LATE_FIELD_NUMBER: _ClassVar[int]
    DUE_DATE_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    NEXT_STEP_FIELD_NUMBER: _ClassVar[int]
    SUBJECT_FIELD_NUMBER: _ClassVar[int]
    citation: _law_pb2.Citation
    contract_id: str
    days_late: int
    due_date: str
    kind: WorkKind
    method: str
    next_step: _law_pb2.Phrase
    subject: str
    def __init__(self, contract_id: _Optional[str] = ..., kind: _Optional[_Union[WorkKind, str]] = ..., due_date: _Optional[str] = ..., days_late: _Optional[int] = ..., next_step: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ..., method: _Optional[str] = ..., subject: _Optional[str] = ..., citation: _Optional[_Union[_law_pb2.Citation, _Mapping]] = ...) -> None: ...

class WorkingTime(_message.Message):
    __slots__ = ["citation", "employed_weekly_minutes", "explanation", "short_by_weekly_minutes", "wanted_weekly_minutes"]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    EMPLOYED_WEEKLY_MINUTES_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    SHORT_BY_WEEKLY_MINUTES_FIELD_NUMBER: _ClassVar[int]
    WANTED_WEEKLY_MINUTES_FIELD_NUMBER: _ClassVar[int]
    citation: _law_pb2.Citation
    employed_weekly_minutes: int
    explanation: _law_pb2.Phrase
    short_by_weekly_minutes: int
    wanted_weekly_minutes: int
    def __init__(self, wanted_weekly_minutes: _Optional[int] = ..., employed_weekly_minutes: _Optional[int] = ..., short_by_weekly_minutes: _Optional[int] = ..., citation: _Optional[_Union[_law_pb2.Citation, _Mapping]] = ..., explanation: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ...) -> None: ...

class State(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class Party(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class Employer(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class SuspensionReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class EndReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class EmploymentEnd(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class QualificationPath(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class TrainingStep(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class NoticeReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class AppealOutcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class SuccessionKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class RenewalMode(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class RenewalReading(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class YearCounter(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class ObligationKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class ObligationState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class OutsideChange(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class ProposalState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class ChangeReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class MeasureSource(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class WorkKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class Perimeter(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class ImportOutcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
