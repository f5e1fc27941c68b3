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
    __slots__ = ["activity", "assistant", "doctor", "fund_code", "options_wanted", "practice", "signature_date"]
    ACTIVITY_FIELD_NUMBER: _ClassVar[int]
    ASSISTANT_FIELD_NUMBER: _ClassVar[int]
    DOCTOR_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    OPTIONS_WANTED_FIELD_NUMBER: _ClassVar[int]
    PRACTICE_FIELD_NUMBER: _ClassVar[int]
    SIGNATURE_DATE_FIELD_NUMBER: _ClassVar[int]
    activity: Activity
    assistant: Assistant
    doctor: Doctor
    fund_code: str
    options_wanted: _containers.RepeatedScalarFieldContainer[_law_pb2.Option]
    practice: Practice
    signature_date: str
    def __init__(self, signature_date: _Optional[str] = ..., fund_code: _Optional[str] = ..., doctor: _Optional[_Union[Doctor, _Mapping]] = ..., practice: _Optional[_Union[Practice, _Mapping]] = ..., activity: _Optional[_Union[Activity, _Mapping]] = ..., assistant: _Optional[_Union[Assistant, _Mapping]] = ..., options_wanted: _Optional[_Iterable[_Union[_law_pb2.Option, str]]] = ...) -> None: ...

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
    __slots__ = ["actor", "adapted_contract", "application", "certainty", "create_time", "criteria", "id", "law_digest", "newly_installed", "options", "questions", "text_id", "verdict"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    ADAPTED_CONTRACT_FIELD_NUMBER: _ClassVar[int]
    APPLICATION_FIELD_NUMBER: _ClassVar[int]
    CERTAINTY_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    CRITERIA_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    LAW_DIGEST_FIELD_NUMBER: _ClassVar[int]
    NEWLY_INSTALLED_FIELD_NUMBER: _ClassVar[int]
    OPTIONS_FIELD_NUMBER: _ClassVar[int]
    QUESTIONS_FIELD_NUMBER: _ClassVar[int]
    TEXT_ID_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    actor: str
    adapted_contract: bool
    application: Application
    certainty: _law_pb2.Certainty
    create_time: _timestamp_pb2.Timestamp
    criteria: _containers.RepeatedCompositeFieldContainer[Criterion]
    id: str
    law_digest: str
    newly_installed: bool
    options: _containers.RepeatedCompositeFieldContainer[OptionAnswer]
    questions: _containers.RepeatedCompositeFieldContainer[Question]
    text_id: str
    verdict: Verdict
    def __init__(self, id: _Optional[str] = ..., application: _Optional[_Union[Application, _Mapping]] = ..., text_id: _Optional[str] = ..., law_digest: _Optional[str] = ..., verdict: _Optional[_Union[Verdict, str]] = ..., adapted_contract: bool = ..., newly_installed: bool = ..., criteria: _Optional[_Iterable[_Union[Criterion, _Mapping]]] = ..., options: _Optional[_Iterable[_Union[OptionAnswer, _Mapping]]] = ..., certainty: _Optional[_Union[_law_pb2.Certainty, str]] = ..., questions: _Optional[_Iterable[_Union[Question, _Mapping]]] = ..., create_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., actor: _Optional[str] = ...) -> None: ...

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

class Coordination(_message.Message):
    __slots__ = ["commitment_date", "form"]
    COMMITMENT_DATE_FIELD_NUMBER: _ClassVar[int]
    FORM_FIELD_NUMBER: _ClassVar[int]
    commitment_date: str
    form: CoordinationForm
    def __init__(self, form: _Optional[_Union[CoordinationForm, str]] = ..., commitment_date: _Optional[str] = ...) -> None: ...

class Criterion(_message.Message):
    __slots__ = ["also_used", "citation", "explanation", "gap", "id", "outcome", "seen", "wanted"]
    ALSO_USED_FIELD_NUMBER: _ClassVar[int]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    GAP_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    SEEN_FIELD_NUMBER: _ClassVar[int]
    WANTED_FIELD_NUMBER: _ClassVar[int]
    also_used: _containers.RepeatedCompositeFieldContainer[_law_pb2.Citation]
    citation: _law_pb2.Citation
    explanation: _law_pb2.Phrase
    gap: str
    id: str
    outcome: Outcome
    seen: str
    wanted: str
    def __init__(self, id: _Optional[str] = ..., outcome: _Optional[_Union[Outcome, str]] = ..., seen: _Optional[str] = ..., wanted: _Optional[str] = ..., gap: _Optional[str] = ..., citation: _Optional[_Union[_law_pb2.Citation, _Mapping]] = ..., also_used: _Optional[_Iterable[_Union[_law_pb2.Citation, _Mapping]]] = ..., explanation: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ...) -> None: ...

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

class OptionAnswer(_message.Message):
    __slots__ = ["band", "certainty", "objectives", "open", "option", "outcome", "possible", "reasons", "yearly"]
    BAND_FIELD_NUMBER: _ClassVar[int]
    CERTAINTY_FIELD_NUMBER: _ClassVar[int]
    OBJECTIVES_FIELD_NUMBER: _ClassVar[int]
    OPEN_FIELD_NUMBER: _ClassVar[int]
    OPTION_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    POSSIBLE_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    YEARLY_FIELD_NUMBER: _ClassVar[int]
    band: _law_pb2.Band
    certainty: _law_pb2.Certainty
    objectives: _containers.RepeatedCompositeFieldContainer[Objective]
    open: bool
    option: _law_pb2.Option
    outcome: Outcome
    possible: _containers.RepeatedCompositeFieldContainer[BandTerms]
    reasons: _containers.RepeatedCompositeFieldContainer[Reason]
    yearly: _containers.RepeatedCompositeFieldContainer[YearlyAmount]
    def __init__(self, option: _Optional[_Union[_law_pb2.Option, str]] = ..., open: bool = ..., outcome: _Optional[_Union[Outcome, str]] = ..., reasons: _Optional[_Iterable[_Union[Reason, _Mapping]]] = ..., band: _Optional[_Union[_law_pb2.Band, str]] = ..., objectives: _Optional[_Iterable[_Union[Objective, _Mapping]]] = ..., yearly: _Optional[_Iterable[_Union[YearlyAmount, _Mapping]]] = ..., possible: _Optional[_Iterable[_Union[BandTerms, _Mapping]]] = ..., certainty: _Optional[_Union[_law_pb2.Certainty, str]] = ...) -> None: ...

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
    __slots__ = ["field", "missing_cell", "settles", "text"]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    MISSING_CELL_FIELD_NUMBER: _ClassVar[int]
    SETTLES_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    field: str
    missing_cell: _law_pb2.Citation
    settles: _containers.RepeatedScalarFieldContainer[str]
    text: _law_pb2.Phrase
    def __init__(self, field: _Optional[str] = ..., missing_cell: _Optional[_Union[_law_pb2.Citation, _Mapping]] = ..., settles: _Optional[_Iterable[str]] = ..., text: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ...) -> None: ...

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
