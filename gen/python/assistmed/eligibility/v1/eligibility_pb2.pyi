from assistmed.law.v1 import law_pb2 as _law_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

COORDINATION_FORM_CPTS: CoordinationForm
COORDINATION_FORM_HEALTH_CENTRE: CoordinationForm
COORDINATION_FORM_MSP: CoordinationForm
COORDINATION_FORM_NONE: CoordinationForm
COORDINATION_FORM_OTHER: CoordinationForm
COORDINATION_FORM_PRIMARY_CARE_TEAM: CoordinationForm
COORDINATION_FORM_SPECIALIST_CARE_TEAM: CoordinationForm
COORDINATION_FORM_UNSPECIFIED: CoordinationForm
DESCRIPTOR: _descriptor.FileDescriptor
DETAIL_COMPACT: Detail
DETAIL_EXPLAINED: Detail
DETAIL_FULL: Detail
DETAIL_UNSPECIFIED: Detail
DETAIL_VERDICT: Detail
OUTCOME_CANNOT_TELL: Outcome
OUTCOME_MET: Outcome
OUTCOME_NOT_MET: Outcome
OUTCOME_NOT_REQUIRED: Outcome
OUTCOME_UNSPECIFIED: Outcome
OUTCOME_WAIVED: Outcome
SECTOR_1: Sector
SECTOR_2: Sector
SECTOR_OUTSIDE_AGREEMENT: Sector
SECTOR_UNSPECIFIED: Sector
STRUCTURE_KIND_OTHER: StructureKind
STRUCTURE_KIND_SCM: StructureKind
STRUCTURE_KIND_SCP: StructureKind
STRUCTURE_KIND_SEL: StructureKind
STRUCTURE_KIND_SISA: StructureKind
STRUCTURE_KIND_UNSPECIFIED: StructureKind
TARIFF_OPTION_NONE: TariffOption
TARIFF_OPTION_OPTAM: TariffOption
TARIFF_OPTION_OPTAM_ACO: TariffOption
TARIFF_OPTION_OPTAM_CO: TariffOption
TARIFF_OPTION_UNSPECIFIED: TariffOption
VERDICT_ELIGIBLE: Verdict
VERDICT_NOT_ELIGIBLE: Verdict
VERDICT_UNDETERMINED: Verdict
VERDICT_UNSPECIFIED: Verdict

class Activity(_message.Message):
    __slots__ = ["active_file", "adult_registered_patients", "band", "ccam_fee_share_bp", "clinical_fee_share_bp", "measured_on_date", "registered_patients", "under_16_share_bp"]
    ACTIVE_FILE_FIELD_NUMBER: _ClassVar[int]
    ADULT_REGISTERED_PATIENTS_FIELD_NUMBER: _ClassVar[int]
    BAND_FIELD_NUMBER: _ClassVar[int]
    CCAM_FEE_SHARE_BP_FIELD_NUMBER: _ClassVar[int]
    CLINICAL_FEE_SHARE_BP_FIELD_NUMBER: _ClassVar[int]
    MEASURED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    REGISTERED_PATIENTS_FIELD_NUMBER: _ClassVar[int]
    UNDER_16_SHARE_BP_FIELD_NUMBER: _ClassVar[int]
    active_file: int
    adult_registered_patients: int
    band: _law_pb2.Band
    ccam_fee_share_bp: int
    clinical_fee_share_bp: int
    measured_on_date: str
    registered_patients: int
    under_16_share_bp: int
    def __init__(self, adult_registered_patients: _Optional[int] = ..., registered_patients: _Optional[int] = ..., active_file: _Optional[int] = ..., under_16_share_bp: _Optional[int] = ..., clinical_fee_share_bp: _Optional[int] = ..., measured_on_date: _Optional[str] = ..., band: _Optional[_Union[_law_pb2.Band, str]] = ..., ccam_fee_share_bp: _Optional[int] = ...) -> None: ...

class Application(_message.Message):
    __slots__ = ["activity", "assistant", "derogations", "doctor", "fund_code", "known_contract", "options_wanted", "practice", "signature_date"]
    ACTIVITY_FIELD_NUMBER: _ClassVar[int]
    ASSISTANT_FIELD_NUMBER: _ClassVar[int]
    DEROGATIONS_FIELD_NUMBER: _ClassVar[int]
    DOCTOR_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    KNOWN_CONTRACT_FIELD_NUMBER: _ClassVar[int]
    OPTIONS_WANTED_FIELD_NUMBER: _ClassVar[int]
    PRACTICE_FIELD_NUMBER: _ClassVar[int]
    SIGNATURE_DATE_FIELD_NUMBER: _ClassVar[int]
    activity: Activity
    assistant: Assistant
    derogations: _containers.RepeatedCompositeFieldContainer[Derogation]
    doctor: Doctor
    fund_code: str
    known_contract: KnownContract
    options_wanted: _containers.RepeatedScalarFieldContainer[_law_pb2.Option]
    practice: Practice
    signature_date: str
    def __init__(self, signature_date: _Optional[str] = ..., fund_code: _Optional[str] = ..., doctor: _Optional[_Union[Doctor, _Mapping]] = ..., practice: _Optional[_Union[Practice, _Mapping]] = ..., activity: _Optional[_Union[Activity, _Mapping]] = ..., assistant: _Optional[_Union[Assistant, _Mapping]] = ..., options_wanted: _Optional[_Iterable[_Union[_law_pb2.Option, str]]] = ..., known_contract: _Optional[_Union[KnownContract, _Mapping]] = ..., derogations: _Optional[_Iterable[_Union[Derogation, _Mapping]]] = ...) -> None: ...

class ApplicationChange(_message.Message):
    __slots__ = ["criterion_ids", "key", "lowest_cents", "option", "other_lowest_cents", "other_option", "other_verdict", "verdict"]
    CRITERION_IDS_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    LOWEST_CENTS_FIELD_NUMBER: _ClassVar[int]
    OPTION_FIELD_NUMBER: _ClassVar[int]
    OTHER_LOWEST_CENTS_FIELD_NUMBER: _ClassVar[int]
    OTHER_OPTION_FIELD_NUMBER: _ClassVar[int]
    OTHER_VERDICT_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    criterion_ids: _containers.RepeatedScalarFieldContainer[str]
    key: str
    lowest_cents: int
    option: _law_pb2.Option
    other_lowest_cents: int
    other_option: _law_pb2.Option
    other_verdict: Verdict
    verdict: Verdict
    def __init__(self, key: _Optional[str] = ..., verdict: _Optional[_Union[Verdict, str]] = ..., other_verdict: _Optional[_Union[Verdict, str]] = ..., option: _Optional[_Union[_law_pb2.Option, str]] = ..., other_option: _Optional[_Union[_law_pb2.Option, str]] = ..., criterion_ids: _Optional[_Iterable[str]] = ..., lowest_cents: _Optional[int] = ..., other_lowest_cents: _Optional[int] = ...) -> None: ...

class AssessApplicationRequest(_message.Message):
    __slots__ = ["application", "request_id"]
    APPLICATION_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    application: Application
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., application: _Optional[_Union[Application, _Mapping]] = ...) -> None: ...

class AssessApplicationResponse(_message.Message):
    __slots__ = ["assessment"]
    ASSESSMENT_FIELD_NUMBER: _ClassVar[int]
    assessment: Assessment
    def __init__(self, assessment: _Optional[_Union[Assessment, _Mapping]] = ...) -> None: ...

class Assessment(_message.Message):
    __slots__ = ["actor", "adapted_contract", "application", "cells_used", "certainty", "create_time", "criteria", "id", "law_digest", "law_edition", "newly_installed", "options", "questions", "supplement_files", "text_id", "verdict"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    ADAPTED_CONTRACT_FIELD_NUMBER: _ClassVar[int]
    APPLICATION_FIELD_NUMBER: _ClassVar[int]
    CELLS_USED_FIELD_NUMBER: _ClassVar[int]
    CERTAINTY_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    CRITERIA_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    LAW_DIGEST_FIELD_NUMBER: _ClassVar[int]
    LAW_EDITION_FIELD_NUMBER: _ClassVar[int]
    NEWLY_INSTALLED_FIELD_NUMBER: _ClassVar[int]
    OPTIONS_FIELD_NUMBER: _ClassVar[int]
    QUESTIONS_FIELD_NUMBER: _ClassVar[int]
    SUPPLEMENT_FILES_FIELD_NUMBER: _ClassVar[int]
    TEXT_ID_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    actor: str
    adapted_contract: bool
    application: Application
    cells_used: _containers.RepeatedScalarFieldContainer[str]
    certainty: _law_pb2.Certainty
    create_time: _timestamp_pb2.Timestamp
    criteria: _containers.RepeatedCompositeFieldContainer[Criterion]
    id: str
    law_digest: str
    law_edition: str
    newly_installed: bool
    options: _containers.RepeatedCompositeFieldContainer[OptionAnswer]
    questions: _containers.RepeatedCompositeFieldContainer[Question]
    supplement_files: _containers.RepeatedScalarFieldContainer[str]
    text_id: str
    verdict: Verdict
    def __init__(self, id: _Optional[str] = ..., application: _Optional[_Union[Application, _Mapping]] = ..., text_id: _Optional[str] = ..., law_digest: _Optional[str] = ..., verdict: _Optional[_Union[Verdict, str]] = ..., adapted_contract: bool = ..., newly_installed: bool = ..., criteria: _Optional[_Iterable[_Union[Criterion, _Mapping]]] = ..., options: _Optional[_Iterable[_Union[OptionAnswer, _Mapping]]] = ..., certainty: _Optional[_Union[_law_pb2.Certainty, str]] = ..., questions: _Optional[_Iterable[_Union[Question, _Mapping]]] = ..., create_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., actor: _Optional[str] = ..., law_edition: _Optional[str] = ..., cells_used: _Optional[_Iterable[str]] = ..., supplement_files: _Optional[_Iterable[str]] = ...) -> None: ...

class Assistant(_message.Message):
    __slots__ = ["secretary_promoted", "secretary_replaced", "weekly_minutes"]
    SECRETARY_PROMOTED_FIELD_NUMBER: _ClassVar[int]
    SECRETARY_REPLACED_FIELD_NUMBER: _ClassVar[int]
    WEEKLY_MINUTES_FIELD_NUMBER: _ClassVar[int]
    secretary_promoted: bool
    secretary_replaced: bool
    weekly_minutes: int
    def __init__(self, weekly_minutes: _Optional[int] = ..., secretary_promoted: bool = ..., secretary_replaced: bool = ...) -> None: ...

class BandTerms(_message.Message):
    __slots__ = ["band", "objectives", "yearly"]
    BAND_FIELD_NUMBER: _ClassVar[int]
    OBJECTIVES_FIELD_NUMBER: _ClassVar[int]
    YEARLY_FIELD_NUMBER: _ClassVar[int]
    band: _law_pb2.Band
    objectives: _containers.RepeatedCompositeFieldContainer[Objective]
    yearly: _containers.RepeatedCompositeFieldContainer[YearlyAmount]
    def __init__(self, band: _Optional[_Union[_law_pb2.Band, str]] = ..., objectives: _Optional[_Iterable[_Union[Objective, _Mapping]]] = ..., yearly: _Optional[_Iterable[_Union[YearlyAmount, _Mapping]]] = ...) -> None: ...

class ChangedCell(_message.Message):
    __slots__ = ["now", "then", "used"]
    NOW_FIELD_NUMBER: _ClassVar[int]
    THEN_FIELD_NUMBER: _ClassVar[int]
    USED_FIELD_NUMBER: _ClassVar[int]
    now: _law_pb2.Citation
    then: _law_pb2.Citation
    used: bool
    def __init__(self, then: _Optional[_Union[_law_pb2.Citation, _Mapping]] = ..., now: _Optional[_Union[_law_pb2.Citation, _Mapping]] = ..., used: bool = ...) -> None: ...

class CollectiveApplication(_message.Message):
    __slots__ = ["am_number", "earlier_aid_end_date", "etp_thousandths", "finess", "fund_code", "members", "signature_date", "structure_kind"]
    AM_NUMBER_FIELD_NUMBER: _ClassVar[int]
    EARLIER_AID_END_DATE_FIELD_NUMBER: _ClassVar[int]
    ETP_THOUSANDTHS_FIELD_NUMBER: _ClassVar[int]
    FINESS_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    MEMBERS_FIELD_NUMBER: _ClassVar[int]
    SIGNATURE_DATE_FIELD_NUMBER: _ClassVar[int]
    STRUCTURE_KIND_FIELD_NUMBER: _ClassVar[int]
    am_number: str
    earlier_aid_end_date: str
    etp_thousandths: int
    finess: str
    fund_code: str
    members: _containers.RepeatedCompositeFieldContainer[CollectiveMember]
    signature_date: str
    structure_kind: StructureKind
    def __init__(self, signature_date: _Optional[str] = ..., fund_code: _Optional[str] = ..., structure_kind: _Optional[_Union[StructureKind, str]] = ..., am_number: _Optional[str] = ..., finess: _Optional[str] = ..., members: _Optional[_Iterable[_Union[CollectiveMember, _Mapping]]] = ..., etp_thousandths: _Optional[int] = ..., earlier_aid_end_date: _Optional[str] = ...) -> None: ...

class CollectiveAssessment(_message.Message):
    __slots__ = ["cells_used", "certainty", "criteria", "etp_thousandths", "law_digest", "law_edition", "most_etp_thousandths", "objectives", "questions", "text_id", "verdict", "yearly"]
    CELLS_USED_FIELD_NUMBER: _ClassVar[int]
    CERTAINTY_FIELD_NUMBER: _ClassVar[int]
    CRITERIA_FIELD_NUMBER: _ClassVar[int]
    ETP_THOUSANDTHS_FIELD_NUMBER: _ClassVar[int]
    LAW_DIGEST_FIELD_NUMBER: _ClassVar[int]
    LAW_EDITION_FIELD_NUMBER: _ClassVar[int]
    MOST_ETP_THOUSANDTHS_FIELD_NUMBER: _ClassVar[int]
    OBJECTIVES_FIELD_NUMBER: _ClassVar[int]
    QUESTIONS_FIELD_NUMBER: _ClassVar[int]
    TEXT_ID_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    YEARLY_FIELD_NUMBER: _ClassVar[int]
    cells_used: _containers.RepeatedScalarFieldContainer[str]
    certainty: _law_pb2.Certainty
    criteria: _containers.RepeatedCompositeFieldContainer[Criterion]
    etp_thousandths: int
    law_digest: str
    law_edition: str
    most_etp_thousandths: int
    objectives: _containers.RepeatedCompositeFieldContainer[Objective]
    questions: _containers.RepeatedCompositeFieldContainer[Question]
    text_id: str
    verdict: Verdict
    yearly: _containers.RepeatedCompositeFieldContainer[YearlyAmount]
    def __init__(self, text_id: _Optional[str] = ..., law_digest: _Optional[str] = ..., law_edition: _Optional[str] = ..., verdict: _Optional[_Union[Verdict, str]] = ..., criteria: _Optional[_Iterable[_Union[Criterion, _Mapping]]] = ..., most_etp_thousandths: _Optional[int] = ..., etp_thousandths: _Optional[int] = ..., objectives: _Optional[_Iterable[_Union[Objective, _Mapping]]] = ..., yearly: _Optional[_Iterable[_Union[YearlyAmount, _Mapping]]] = ..., certainty: _Optional[_Union[_law_pb2.Certainty, str]] = ..., questions: _Optional[_Iterable[_Union[Question, _Mapping]]] = ..., cells_used: _Optional[_Iterable[str]] = ...) -> None: ...

class CollectiveMember(_message.Message):
    __slots__ = ["active_file", "holds_individual_contract", "hosts_junior_doctor", "installed_date", "particular_practice", "registered_patients", "rpps", "sector", "specialty_code", "tariff_option"]
    ACTIVE_FILE_FIELD_NUMBER: _ClassVar[int]
    HOLDS_INDIVIDUAL_CONTRACT_FIELD_NUMBER: _ClassVar[int]
    HOSTS_JUNIOR_DOCTOR_FIELD_NUMBER: _ClassVar[int]
    INSTALLED_DATE_FIELD_NUMBER: _ClassVar[int]
    PARTICULAR_PRACTICE_FIELD_NUMBER: _ClassVar[int]
    REGISTERED_PATIENTS_FIELD_NUMBER: _ClassVar[int]
    RPPS_FIELD_NUMBER: _ClassVar[int]
    SECTOR_FIELD_NUMBER: _ClassVar[int]
    SPECIALTY_CODE_FIELD_NUMBER: _ClassVar[int]
    TARIFF_OPTION_FIELD_NUMBER: _ClassVar[int]
    active_file: int
    holds_individual_contract: bool
    hosts_junior_doctor: bool
    installed_date: str
    particular_practice: bool
    registered_patients: int
    rpps: str
    sector: Sector
    specialty_code: str
    tariff_option: TariffOption
    def __init__(self, rpps: _Optional[str] = ..., specialty_code: _Optional[str] = ..., particular_practice: bool = ..., sector: _Optional[_Union[Sector, str]] = ..., tariff_option: _Optional[_Union[TariffOption, str]] = ..., registered_patients: _Optional[int] = ..., active_file: _Optional[int] = ..., installed_date: _Optional[str] = ..., hosts_junior_doctor: bool = ..., holds_individual_contract: bool = ...) -> None: ...

class CompareTextsOnPopulationRequest(_message.Message):
    __slots__ = ["applications", "max_changes", "other_text_id", "text_id"]
    APPLICATIONS_FIELD_NUMBER: _ClassVar[int]
    MAX_CHANGES_FIELD_NUMBER: _ClassVar[int]
    OTHER_TEXT_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_ID_FIELD_NUMBER: _ClassVar[int]
    applications: _containers.RepeatedCompositeFieldContainer[KeyedApplication]
    max_changes: int
    other_text_id: str
    text_id: str
    def __init__(self, text_id: _Optional[str] = ..., other_text_id: _Optional[str] = ..., max_changes: _Optional[int] = ..., applications: _Optional[_Iterable[_Union[KeyedApplication, _Mapping]]] = ...) -> None: ...

class CompareTextsOnPopulationResponse(_message.Message):
    __slots__ = ["applications", "changed", "changes", "costs", "criterion_changes", "invalid", "law_digest", "objectives", "other_costs", "other_total", "population_digest", "total", "verdict_changes"]
    APPLICATIONS_FIELD_NUMBER: _ClassVar[int]
    CHANGED_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    COSTS_FIELD_NUMBER: _ClassVar[int]
    CRITERION_CHANGES_FIELD_NUMBER: _ClassVar[int]
    INVALID_FIELD_NUMBER: _ClassVar[int]
    LAW_DIGEST_FIELD_NUMBER: _ClassVar[int]
    OBJECTIVES_FIELD_NUMBER: _ClassVar[int]
    OTHER_COSTS_FIELD_NUMBER: _ClassVar[int]
    OTHER_TOTAL_FIELD_NUMBER: _ClassVar[int]
    POPULATION_DIGEST_FIELD_NUMBER: _ClassVar[int]
    TOTAL_FIELD_NUMBER: _ClassVar[int]
    VERDICT_CHANGES_FIELD_NUMBER: _ClassVar[int]
    applications: int
    changed: int
    changes: _containers.RepeatedCompositeFieldContainer[ApplicationChange]
    costs: _containers.RepeatedCompositeFieldContainer[CostRow]
    criterion_changes: _containers.RepeatedCompositeFieldContainer[CriterionChange]
    invalid: int
    law_digest: str
    objectives: _containers.RepeatedCompositeFieldContainer[ObjectiveTotals]
    other_costs: _containers.RepeatedCompositeFieldContainer[CostRow]
    other_total: CostRow
    population_digest: str
    total: CostRow
    verdict_changes: _containers.RepeatedCompositeFieldContainer[VerdictChange]
    def __init__(self, law_digest: _Optional[str] = ..., population_digest: _Optional[str] = ..., applications: _Optional[int] = ..., invalid: _Optional[int] = ..., verdict_changes: _Optional[_Iterable[_Union[VerdictChange, _Mapping]]] = ..., criterion_changes: _Optional[_Iterable[_Union[CriterionChange, _Mapping]]] = ..., changes: _Optional[_Iterable[_Union[ApplicationChange, _Mapping]]] = ..., changed: _Optional[int] = ..., objectives: _Optional[_Iterable[_Union[ObjectiveTotals, _Mapping]]] = ..., costs: _Optional[_Iterable[_Union[CostRow, _Mapping]]] = ..., other_costs: _Optional[_Iterable[_Union[CostRow, _Mapping]]] = ..., total: _Optional[_Union[CostRow, _Mapping]] = ..., other_total: _Optional[_Union[CostRow, _Mapping]] = ...) -> None: ...

class Coordination(_message.Message):
    __slots__ = ["commitment_date", "form"]
    COMMITMENT_DATE_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    commitment_date: str
    form: CoordinationForm
    def __init__(self, form: _Optional[_Union[CoordinationForm, str]] = ..., commitment_date: _Optional[str] = ...) -> None: ...

class CostRow(_message.Message):
    __slots__ = ["aids", "band", "option", "specialty_code", "years", "zone"]
    AIDS_FIELD_NUMBER: _ClassVar[int]
    BAND_FIELD_NUMBER: _ClassVar[int]
    OPTION_FIELD_NUMBER: _ClassVar[int]
    SPECIALTY_CODE_FIELD_NUMBER: _ClassVar[int]
    YEARS_FIELD_NUMBER: _ClassVar[int]
    ZONE_FIELD_NUMBER: _ClassVar[int]
    aids: int
    band: _law_pb2.Band
    option: _law_pb2.Option
    specialty_code: str
    years: _containers.RepeatedCompositeFieldContainer[YearCost]
    zone: _law_pb2.Zone
    def __init__(self, option: _Optional[_Union[_law_pb2.Option, str]] = ..., band: _Optional[_Union[_law_pb2.Band, str]] = ..., zone: _Optional[_Union[_law_pb2.Zone, str]] = ..., specialty_code: _Optional[str] = ..., aids: _Optional[int] = ..., years: _Optional[_Iterable[_Union[YearCost, _Mapping]]] = ...) -> None: ...

class Criterion(_message.Message):
    __slots__ = ["also_used", "citation", "explanation", "gap", "gap_fr", "id", "outcome", "remedy", "seen", "seen_fr", "wanted", "wanted_fr"]
    ALSO_USED_FIELD_NUMBER: _ClassVar[int]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    GAP_FIELD_NUMBER: _ClassVar[int]
    GAP_FR_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    REMEDY_FIELD_NUMBER: _ClassVar[int]
    SEEN_FIELD_NUMBER: _ClassVar[int]
    SEEN_FR_FIELD_NUMBER: _ClassVar[int]
    WANTED_FIELD_NUMBER: _ClassVar[int]
    WANTED_FR_FIELD_NUMBER: _ClassVar[int]
    also_used: _containers.RepeatedCompositeFieldContainer[_law_pb2.Citation]
    citation: _law_pb2.Citation
    explanation: _law_pb2.Phrase
    gap: str
    gap_fr: str
    id: str
    outcome: Outcome
    remedy: _law_pb2.Phrase
    seen: str
    seen_fr: str
    wanted: str
    wanted_fr: str
    def __init__(self, id: _Optional[str] = ..., outcome: _Optional[_Union[Outcome, str]] = ..., seen: _Optional[str] = ..., wanted: _Optional[str] = ..., gap: _Optional[str] = ..., citation: _Optional[_Union[_law_pb2.Citation, _Mapping]] = ..., also_used: _Optional[_Iterable[_Union[_law_pb2.Citation, _Mapping]]] = ..., explanation: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ..., seen_fr: _Optional[str] = ..., wanted_fr: _Optional[str] = ..., gap_fr: _Optional[str] = ..., remedy: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ...) -> None: ...

class CriterionChange(_message.Message):
    __slots__ = ["applications", "criterion_id", "other_outcome", "outcome"]
    APPLICATIONS_FIELD_NUMBER: _ClassVar[int]
    CRITERION_ID_FIELD_NUMBER: _ClassVar[int]
    OTHER_OUTCOME_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    applications: int
    criterion_id: str
    other_outcome: Outcome
    outcome: Outcome
    def __init__(self, criterion_id: _Optional[str] = ..., outcome: _Optional[_Union[Outcome, str]] = ..., other_outcome: _Optional[_Union[Outcome, str]] = ..., applications: _Optional[int] = ...) -> None: ...

class Derogation(_message.Message):
    __slots__ = ["actor", "assessment_id", "criterion_id", "fund_code", "granted_date", "id", "reason"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    ASSESSMENT_ID_FIELD_NUMBER: _ClassVar[int]
    CRITERION_ID_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    GRANTED_DATE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    actor: str
    assessment_id: str
    criterion_id: str
    fund_code: str
    granted_date: str
    id: str
    reason: str
    def __init__(self, id: _Optional[str] = ..., criterion_id: _Optional[str] = ..., fund_code: _Optional[str] = ..., granted_date: _Optional[str] = ..., reason: _Optional[str] = ..., actor: _Optional[str] = ..., assessment_id: _Optional[str] = ...) -> None: ...

class Doctor(_message.Message):
    __slots__ = ["am_number", "disabled_worker", "installed_date", "long_illness", "mixed_activity", "particular_practice", "rpps", "sector", "specialty_code", "tariff_option"]
    AM_NUMBER_FIELD_NUMBER: _ClassVar[int]
    DISABLED_WORKER_FIELD_NUMBER: _ClassVar[int]
    INSTALLED_DATE_FIELD_NUMBER: _ClassVar[int]
    LONG_ILLNESS_FIELD_NUMBER: _ClassVar[int]
    MIXED_ACTIVITY_FIELD_NUMBER: _ClassVar[int]
    PARTICULAR_PRACTICE_FIELD_NUMBER: _ClassVar[int]
    RPPS_FIELD_NUMBER: _ClassVar[int]
    SECTOR_FIELD_NUMBER: _ClassVar[int]
    SPECIALTY_CODE_FIELD_NUMBER: _ClassVar[int]
    TARIFF_OPTION_FIELD_NUMBER: _ClassVar[int]
    am_number: str
    disabled_worker: bool
    installed_date: str
    long_illness: bool
    mixed_activity: bool
    particular_practice: bool
    rpps: str
    sector: Sector
    specialty_code: str
    tariff_option: TariffOption
    def __init__(self, rpps: _Optional[str] = ..., am_number: _Optional[str] = ..., specialty_code: _Optional[str] = ..., particular_practice: bool = ..., sector: _Optional[_Union[Sector, str]] = ..., tariff_option: _Optional[_Union[TariffOption, str]] = ..., installed_date: _Optional[str] = ..., disabled_worker: bool = ..., long_illness: bool = ..., mixed_activity: bool = ...) -> None: ...

class ExplainAssessmentRequest(_message.Message):
    __slots__ = ["assessment_id"]
    ASSESSMENT_ID_FIELD_NUMBER: _ClassVar[int]
    assessment_id: str
    def __init__(self, assessment_id: _Optional[str] = ...) -> None: ...

class ExplainAssessmentResponse(_message.Message):
    __slots__ = ["changed_cells", "differences", "equal", "law_changed", "stored", "today", "today_differences"]
    CHANGED_CELLS_FIELD_NUMBER: _ClassVar[int]
    DIFFERENCES_FIELD_NUMBER: _ClassVar[int]
    EQUAL_FIELD_NUMBER: _ClassVar[int]
    LAW_CHANGED_FIELD_NUMBER: _ClassVar[int]
    STORED_FIELD_NUMBER: _ClassVar[int]
    TODAY_DIFFERENCES_FIELD_NUMBER: _ClassVar[int]
    TODAY_FIELD_NUMBER: _ClassVar[int]
    changed_cells: _containers.RepeatedCompositeFieldContainer[ChangedCell]
    differences: _containers.RepeatedScalarFieldContainer[str]
    equal: bool
    law_changed: bool
    stored: Assessment
    today: Assessment
    today_differences: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, stored: _Optional[_Union[Assessment, _Mapping]] = ..., equal: bool = ..., differences: _Optional[_Iterable[str]] = ..., law_changed: bool = ..., changed_cells: _Optional[_Iterable[_Union[ChangedCell, _Mapping]]] = ..., today: _Optional[_Union[Assessment, _Mapping]] = ..., today_differences: _Optional[_Iterable[str]] = ...) -> None: ...

class GetAssessmentRequest(_message.Message):
    __slots__ = ["assessment_id"]
    ASSESSMENT_ID_FIELD_NUMBER: _ClassVar[int]
    assessment_id: str
    def __init__(self, assessment_id: _Optional[str] = ...) -> None: ...

class GetAssessmentResponse(_message.Message):
    __slots__ = ["assessment"]
    ASSESSMENT_FIELD_NUMBER: _ClassVar[int]
    assessment: Assessment
    def __init__(self, assessment: _Optional[_Union[Assessment, _Mapping]] = ...) -> None: ...

class GrantDerogationRequest(_message.Message):
    __slots__ = ["assessment_id", "criterion_id", "granted_date", "reason", "request_id"]
    ASSESSMENT_ID_FIELD_NUMBER: _ClassVar[int]
    CRITERION_ID_FIELD_NUMBER: _ClassVar[int]
    GRANTED_DATE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    assessment_id: str
    criterion_id: str
    granted_date: str
    reason: str
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., assessment_id: _Optional[str] = ..., criterion_id: _Optional[str] = ..., granted_date: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class GrantDerogationResponse(_message.Message):
    __slots__ = ["assessment", "derogation"]
    ASSESSMENT_FIELD_NUMBER: _ClassVar[int]
    DEROGATION_FIELD_NUMBER: _ClassVar[int]
    assessment: Assessment
    derogation: Derogation
    def __init__(self, derogation: _Optional[_Union[Derogation, _Mapping]] = ..., assessment: _Optional[_Union[Assessment, _Mapping]] = ...) -> None: ...

class KeyedApplication(_message.Message):
    __slots__ = ["application", "key"]
    APPLICATION_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    application: Application
    key: str
    def __init__(self, key: _Optional[str] = ..., application: _Optional[_Union[Application, _Mapping]] = ...) -> None: ...

class KnownContract(_message.Message):
    __slots__ = ["contract_year", "none", "objectives_reached", "option"]
    CONTRACT_YEAR_FIELD_NUMBER: _ClassVar[int]
    NONE_FIELD_NUMBER: _ClassVar[int]
    OBJECTIVES_REACHED_FIELD_NUMBER: _ClassVar[int]
    OPTION_FIELD_NUMBER: _ClassVar[int]
    contract_year: int
    none: bool
    objectives_reached: bool
    option: _law_pb2.Option
    def __init__(self, option: _Optional[_Union[_law_pb2.Option, str]] = ..., contract_year: _Optional[int] = ..., objectives_reached: bool = ..., none: bool = ...) -> None: ...

class ListAssessmentsRequest(_message.Message):
    __slots__ = ["fund_code", "page_size", "page_token"]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    fund_code: str
    page_size: int
    page_token: str
    def __init__(self, fund_code: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListAssessmentsResponse(_message.Message):
    __slots__ = ["assessments", "next_page_token"]
    ASSESSMENTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    assessments: _containers.RepeatedCompositeFieldContainer[Assessment]
    next_page_token: str
    def __init__(self, assessments: _Optional[_Iterable[_Union[Assessment, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class Objective(_message.Message):
    __slots__ = ["also_used", "citation", "explanation", "indicator", "rate_thousandths", "start", "target", "to_gain"]
    ALSO_USED_FIELD_NUMBER: _ClassVar[int]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    RATE_THOUSANDTHS_FIELD_NUMBER: _ClassVar[int]
    START_FIELD_NUMBER: _ClassVar[int]
    TARGET_FIELD_NUMBER: _ClassVar[int]
    TO_GAIN_FIELD_NUMBER: _ClassVar[int]
    also_used: _containers.RepeatedCompositeFieldContainer[_law_pb2.Citation]
    citation: _law_pb2.Citation
    explanation: _law_pb2.Phrase
    indicator: _law_pb2.Indicator
    rate_thousandths: int
    start: int
    target: int
    to_gain: int
    def __init__(self, indicator: _Optional[_Union[_law_pb2.Indicator, str]] = ..., start: _Optional[int] = ..., rate_thousandths: _Optional[int] = ..., to_gain: _Optional[int] = ..., target: _Optional[int] = ..., citation: _Optional[_Union[_law_pb2.Citation, _Mapping]] = ..., also_used: _Optional[_Iterable[_Union[_law_pb2.Citation, _Mapping]]] = ..., explanation: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ...) -> None: ...

class ObjectiveTotals(_message.Message):
    __slots__ = ["gained", "indicator", "lost", "other_to_gain", "other_unknown", "to_gain", "unknown"]
    GAINED_FIELD_NUMBER: _ClassVar[int]
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    LOST_FIELD_NUMBER: _ClassVar[int]
    OTHER_TO_GAIN_FIELD_NUMBER: _ClassVar[int]
    OTHER_UNKNOWN_FIELD_NUMBER: _ClassVar[int]
    TO_GAIN_FIELD_NUMBER: _ClassVar[int]
    UNKNOWN_FIELD_NUMBER: _ClassVar[int]
    gained: int
    indicator: _law_pb2.Indicator
    lost: int
    other_to_gain: int
    other_unknown: int
    to_gain: int
    unknown: int
    def __init__(self, indicator: _Optional[_Union[_law_pb2.Indicator, str]] = ..., to_gain: _Optional[int] = ..., other_to_gain: _Optional[int] = ..., unknown: _Optional[int] = ..., other_unknown: _Optional[int] = ..., lost: _Optional[int] = ..., gained: _Optional[int] = ...) -> None: ...

class OptionAnswer(_message.Message):
    __slots__ = ["band", "cells_used", "certainty", "criteria", "objectives", "open", "option", "outcome", "possible", "reasons", "yearly"]
    BAND_FIELD_NUMBER: _ClassVar[int]
    CELLS_USED_FIELD_NUMBER: _ClassVar[int]
    CERTAINTY_FIELD_NUMBER: _ClassVar[int]
    CRITERIA_FIELD_NUMBER: _ClassVar[int]
    OBJECTIVES_FIELD_NUMBER: _ClassVar[int]
    OPEN_FIELD_NUMBER: _ClassVar[int]
    OPTION_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    POSSIBLE_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    YEARLY_FIELD_NUMBER: _ClassVar[int]
    band: _law_pb2.Band
    cells_used: _containers.RepeatedScalarFieldContainer[str]
    certainty: _law_pb2.Certainty
    criteria: _containers.RepeatedCompositeFieldContainer[Criterion]
    objectives: _containers.RepeatedCompositeFieldContainer[Objective]
    open: bool
    option: _law_pb2.Option
    outcome: Outcome
    possible: _containers.RepeatedCompositeFieldContainer[BandTerms]
    reasons: _containers.RepeatedCompositeFieldContainer[Reason]
    yearly: _containers.RepeatedCompositeFieldContainer[YearlyAmount]
    def __init__(self, option: _Optional[_Union[_law_pb2.Option, str]] = ..., open: bool = ..., outcome: _Optional[_Union[Outcome, str]] = ..., reasons: _Optional[_Iterable[_Union[Reason, _Mapping]]] = ..., band: _Optional[_Union[_law_pb2.Band, str]] = ..., objectives: _Optional[_Iterable[_Union[Objective, _Mapping]]] = ..., yearly: _Optional[_Iterable[_Union[YearlyAmount, _Mapping]]] = ..., possible: _Optional[_Iterable[_Union[BandTerms, _Mapping]]] = ..., certainty: _Optional[_Union[_law_pb2.Certainty, str]] = ..., criteria: _Optional[_Iterable[_Union[Criterion, _Mapping]]] = ..., cells_used: _Optional[_Iterable[str]] = ...) -> None: ...

class Practice(_message.Message):
    __slots__ = ["colleague_within_20_minutes", "coordination", "department", "doctors_in_practice", "structure_fee_prerequisites_met", "zone"]
    COLLEAGUE_WITHIN_20_MINUTES_FIELD_NUMBER: _ClassVar[int]
    COORDINATION_FIELD_NUMBER: _ClassVar[int]
    DEPARTMENT_FIELD_NUMBER: _ClassVar[int]
    DOCTORS_IN_PRACTICE_FIELD_NUMBER: _ClassVar[int]
    STRUCTURE_FEE_PREREQUISITES_MET_FIELD_NUMBER: _ClassVar[int]
    ZONE_FIELD_NUMBER: _ClassVar[int]
    colleague_within_20_minutes: bool
    coordination: Coordination
    department: str
    doctors_in_practice: int
    structure_fee_prerequisites_met: bool
    zone: _law_pb2.Zone
    def __init__(self, zone: _Optional[_Union[_law_pb2.Zone, str]] = ..., department: _Optional[str] = ..., doctors_in_practice: _Optional[int] = ..., coordination: _Optional[_Union[Coordination, _Mapping]] = ..., structure_fee_prerequisites_met: bool = ..., colleague_within_20_minutes: bool = ...) -> None: ...

class Question(_message.Message):
    __slots__ = ["field", "missing_cell", "settles", "settles_verdict", "text"]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    MISSING_CELL_FIELD_NUMBER: _ClassVar[int]
    SETTLES_FIELD_NUMBER: _ClassVar[int]
    SETTLES_VERDICT_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    field: str
    missing_cell: _law_pb2.Citation
    settles: _containers.RepeatedScalarFieldContainer[str]
    settles_verdict: bool
    text: _law_pb2.Phrase
    def __init__(self, field: _Optional[str] = ..., missing_cell: _Optional[_Union[_law_pb2.Citation, _Mapping]] = ..., settles: _Optional[_Iterable[str]] = ..., text: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ..., settles_verdict: bool = ...) -> None: ...

class Reason(_message.Message):
    __slots__ = ["citation", "code", "text"]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    citation: _law_pb2.Citation
    code: str
    text: _law_pb2.Phrase
    def __init__(self, code: _Optional[str] = ..., text: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ..., citation: _Optional[_Union[_law_pb2.Citation, _Mapping]] = ...) -> None: ...

class SimulateAidRequest(_message.Message):
    __slots__ = ["application"]
    APPLICATION_FIELD_NUMBER: _ClassVar[int]
    application: Application
    def __init__(self, application: _Optional[_Union[Application, _Mapping]] = ...) -> None: ...

class SimulateAidResponse(_message.Message):
    __slots__ = ["assessment"]
    ASSESSMENT_FIELD_NUMBER: _ClassVar[int]
    assessment: Assessment
    def __init__(self, assessment: _Optional[_Union[Assessment, _Mapping]] = ...) -> None: ...

class SimulateAidsRequest(_message.Message):
    __slots__ = ["applications", "detail", "language"]
    APPLICATIONS_FIELD_NUMBER: _ClassVar[int]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    LANGUAGE_FIELD_NUMBER: _ClassVar[int]
    applications: _containers.RepeatedCompositeFieldContainer[KeyedApplication]
    detail: Detail
    language: _law_pb2.Language
    def __init__(self, applications: _Optional[_Iterable[_Union[KeyedApplication, _Mapping]]] = ..., detail: _Optional[_Union[Detail, str]] = ..., language: _Optional[_Union[_law_pb2.Language, str]] = ...) -> None: ...

class SimulateAidsResponse(_message.Message):
    __slots__ = ["aids", "criteria"]
    AIDS_FIELD_NUMBER: _ClassVar[int]
    CRITERIA_FIELD_NUMBER: _ClassVar[int]
    aids: _containers.RepeatedCompositeFieldContainer[SimulatedAid]
    criteria: _containers.RepeatedCompositeFieldContainer[Criterion]
    def __init__(self, aids: _Optional[_Iterable[_Union[SimulatedAid, _Mapping]]] = ..., criteria: _Optional[_Iterable[_Union[Criterion, _Mapping]]] = ...) -> None: ...

class SimulateCollectiveAidRequest(_message.Message):
    __slots__ = ["application"]
    APPLICATION_FIELD_NUMBER: _ClassVar[int]
    application: CollectiveApplication
    def __init__(self, application: _Optional[_Union[CollectiveApplication, _Mapping]] = ...) -> None: ...

class SimulateCollectiveAidResponse(_message.Message):
    __slots__ = ["assessment"]
    ASSESSMENT_FIELD_NUMBER: _ClassVar[int]
    assessment: CollectiveAssessment
    def __init__(self, assessment: _Optional[_Union[CollectiveAssessment, _Mapping]] = ...) -> None: ...

class SimulatedAid(_message.Message):
    __slots__ = ["assessment", "criterion_indexes", "key", "violations"]
    ASSESSMENT_FIELD_NUMBER: _ClassVar[int]
    CRITERION_INDEXES_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    VIOLATIONS_FIELD_NUMBER: _ClassVar[int]
    assessment: Assessment
    criterion_indexes: _containers.RepeatedScalarFieldContainer[int]
    key: str
    violations: _containers.RepeatedCompositeFieldContainer[Violation]
    def __init__(self, key: _Optional[str] = ..., assessment: _Optional[_Union[Assessment, _Mapping]] = ..., violations: _Optional[_Iterable[_Union[Violation, _Mapping]]] = ..., criterion_indexes: _Optional[_Iterable[int]] = ...) -> None: ...

class VerdictChange(_message.Message):
    __slots__ = ["applications", "other_verdict", "verdict"]
    APPLICATIONS_FIELD_NUMBER: _ClassVar[int]
    OTHER_VERDICT_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    applications: int
    other_verdict: Verdict
    verdict: Verdict
    def __init__(self, verdict: _Optional[_Union[Verdict, str]] = ..., other_verdict: _Optional[_Union[Verdict, str]] = ..., applications: _Optional[int] = ...) -> None: ...

class Violation(_message.Message):
    __slots__ = ["description", "field"]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    description: str
    field: str
    def __init__(self, field: _Optional[str] = ..., description: _Optional[str] = ...) -> None: ...

class YearCost(_message.Message):
    __slots__ = ["contract_year", "highest_cents", "lowest_cents", "unknown"]
    CONTRACT_YEAR_FIELD_NUMBER: _ClassVar[int]
    HIGHEST_CENTS_FIELD_NUMBER: _ClassVar[int]
    LOWEST_CENTS_FIELD_NUMBER: _ClassVar[int]
    UNKNOWN_FIELD_NUMBER: _ClassVar[int]
    contract_year: int
    highest_cents: int
    lowest_cents: int
    unknown: int
    def __init__(self, contract_year: _Optional[int] = ..., lowest_cents: _Optional[int] = ..., highest_cents: _Optional[int] = ..., unknown: _Optional[int] = ...) -> None: ...

class YearlyAmount(_message.Message):
    __slots__ = ["ceiling_cents", "citation", "contract_year", "highest_ceiling_cents", "lowest_ceiling_cents", "start_date"]
    CEILING_CENTS_FIELD_NUMBER: _ClassVar[int]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_YEAR_FIELD_NUMBER: _ClassVar[int]
    HIGHEST_CEILING_CENTS_FIELD_NUMBER: _ClassVar[int]
    LOWEST_CEILING_CENTS_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    ceiling_cents: int
    citation: _law_pb2.Citation
    contract_year: int
    highest_ceiling_cents: int
    lowest_ceiling_cents: int
    start_date: str
    def __init__(self, contract_year: _Optional[int] = ..., start_date: _Optional[str] = ..., ceiling_cents: _Optional[int] = ..., lowest_ceiling_cents: _Optional[int] = ..., highest_ceiling_cents: _Optional[int] = ..., citation: _Optional[_Union[_law_pb2.Citation, _Mapping]] = ...) -> None: ...

class Sector(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class TariffOption(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class CoordinationForm(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class Verdict(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class Outcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class Detail(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class StructureKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
