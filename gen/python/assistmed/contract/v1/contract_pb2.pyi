from assistmed.eligibility.v1 import eligibility_pb2 as _eligibility_pb2
from assistmed.law.v1 import law_pb2 as _law_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
EMPLOYER_DOCTOR: Employer
EMPLOYER_EMPLOYERS_GROUPING: Employer
EMPLOYER_GROUP: Employer
EMPLOYER_UNSPECIFIED: Employer
END_REASON_EXPIRED: EndReason
END_REASON_MOVED: EndReason
END_REASON_SPECIALTY_CHANGED: EndReason
END_REASON_STOPPED_PRACTISING: EndReason
END_REASON_TERMINATED_BY_DOCTOR: EndReason
END_REASON_TERMINATED_BY_FUND: EndReason
END_REASON_UNSPECIFIED: EndReason
MEASURE_SOURCE_DOCTOR: MeasureSource
MEASURE_SOURCE_FUND: MeasureSource
MEASURE_SOURCE_UNSPECIFIED: MeasureSource
PARTY_DOCTOR: Party
PARTY_FUND: Party
PARTY_UNSPECIFIED: Party
STATE_ACTIVE: State
STATE_ENDED: State
STATE_OFFERED: State
STATE_SIGNED_BY_DOCTOR: State
STATE_SIGNED_BY_FUND: State
STATE_SUSPENDED: State
STATE_UNSPECIFIED: State
SUSPENSION_REASON_ASSISTANT_ABSENT: SuspensionReason
SUSPENSION_REASON_ASSISTANT_LEFT: SuspensionReason
SUSPENSION_REASON_DOCTOR_ABSENT: SuspensionReason
SUSPENSION_REASON_UNSPECIFIED: SuspensionReason

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

class Contract(_message.Message):
    __slots__ = ["actor", "adapted_contract", "assessment_id", "assistants", "band", "certainty", "create_time", "doctor", "end_date", "end_reason", "etag", "fund_code", "id", "law_digest", "measures", "newly_installed", "objectives", "option", "possible_bands", "revisions", "signature_date", "signatures", "state", "suspensions", "term", "text_id", "update_time", "years"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    ADAPTED_CONTRACT_FIELD_NUMBER: _ClassVar[int]
    ASSESSMENT_ID_FIELD_NUMBER: _ClassVar[int]
    ASSISTANTS_FIELD_NUMBER: _ClassVar[int]
    BAND_FIELD_NUMBER: _ClassVar[int]
    CERTAINTY_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    DOCTOR_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    END_REASON_FIELD_NUMBER: _ClassVar[int]
    ETAG_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    LAW_DIGEST_FIELD_NUMBER: _ClassVar[int]
    MEASURES_FIELD_NUMBER: _ClassVar[int]
    NEWLY_INSTALLED_FIELD_NUMBER: _ClassVar[int]
    OBJECTIVES_FIELD_NUMBER: _ClassVar[int]
    OPTION_FIELD_NUMBER: _ClassVar[int]
    POSSIBLE_BANDS_FIELD_NUMBER: _ClassVar[int]
    REVISIONS_FIELD_NUMBER: _ClassVar[int]
    SIGNATURES_FIELD_NUMBER: _ClassVar[int]
    SIGNATURE_DATE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    SUSPENSIONS_FIELD_NUMBER: _ClassVar[int]
    TERM_FIELD_NUMBER: _ClassVar[int]
    TEXT_ID_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    YEARS_FIELD_NUMBER: _ClassVar[int]
    actor: str
    adapted_contract: bool
    assessment_id: str
    assistants: _containers.RepeatedCompositeFieldContainer[Employment]
    band: _law_pb2.Band
    certainty: _law_pb2.Certainty
    create_time: _timestamp_pb2.Timestamp
    doctor: DoctorIdentity
    end_date: str
    end_reason: EndReason
    etag: str
    fund_code: str
    id: str
    law_digest: str
    measures: _containers.RepeatedCompositeFieldContainer[Measure]
    newly_installed: bool
    objectives: _containers.RepeatedCompositeFieldContainer[Objective]
    option: _law_pb2.Option
    possible_bands: _containers.RepeatedScalarFieldContainer[_law_pb2.Band]
    revisions: int
    signature_date: str
    signatures: _containers.RepeatedCompositeFieldContainer[Signature]
    state: State
    suspensions: _containers.RepeatedCompositeFieldContainer[Suspension]
    term: str
    text_id: str
    update_time: _timestamp_pb2.Timestamp
    years: _containers.RepeatedCompositeFieldContainer[ContractYear]
    def __init__(self, id: _Optional[str] = ..., fund_code: _Optional[str] = ..., doctor: _Optional[_Union[DoctorIdentity, _Mapping]] = ..., text_id: _Optional[str] = ..., law_digest: _Optional[str] = ..., assessment_id: _Optional[str] = ..., option: _Optional[_Union[_law_pb2.Option, str]] = ..., band: _Optional[_Union[_law_pb2.Band, str]] = ..., signature_date: _Optional[str] = ..., term: _Optional[str] = ..., state: _Optional[_Union[State, str]] = ..., assistants: _Optional[_Iterable[_Union[Employment, _Mapping]]] = ..., objectives: _Optional[_Iterable[_Union[Objective, _Mapping]]] = ..., years: _Optional[_Iterable[_Union[ContractYear, _Mapping]]] = ..., measures: _Optional[_Iterable[_Union[Measure, _Mapping]]] = ..., suspensions: _Optional[_Iterable[_Union[Suspension, _Mapping]]] = ..., signatures: _Optional[_Iterable[_Union[Signature, _Mapping]]] = ..., adapted_contract: bool = ..., newly_installed: bool = ..., possible_bands: _Optional[_Iterable[_Union[_law_pb2.Band, str]]] = ..., end_reason: _Optional[_Union[EndReason, str]] = ..., end_date: _Optional[str] = ..., revisions: _Optional[int] = ..., etag: _Optional[str] = ..., create_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., actor: _Optional[str] = ..., certainty: _Optional[_Union[_law_pb2.Certainty, str]] = ...) -> None: ...

class ContractYear(_message.Message):
    __slots__ = ["end_date", "start_date", "year"]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    YEAR_FIELD_NUMBER: _ClassVar[int]
    end_date: str
    start_date: str
    year: int
    def __init__(self, year: _Optional[int] = ..., start_date: _Optional[str] = ..., end_date: _Optional[str] = ...) -> None: ...

class DeclaredObjective(_message.Message):
    __slots__ = ["indicator", "reason", "to_gain"]
    INDICATOR_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    TO_GAIN_FIELD_NUMBER: _ClassVar[int]
    indicator: _law_pb2.Indicator
    reason: str
    to_gain: int
    def __init__(self, indicator: _Optional[_Union[_law_pb2.Indicator, str]] = ..., to_gain: _Optional[int] = ..., reason: _Optional[str] = ...) -> None: ...

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
    __slots__ = ["assistant_ref", "citation", "employer", "option_reached", "start_date", "weekly_minutes"]
    ASSISTANT_REF_FIELD_NUMBER: _ClassVar[int]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    EMPLOYER_FIELD_NUMBER: _ClassVar[int]
    OPTION_REACHED_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    WEEKLY_MINUTES_FIELD_NUMBER: _ClassVar[int]
    assistant_ref: str
    citation: _law_pb2.Citation
    employer: Employer
    option_reached: _law_pb2.Option
    start_date: str
    weekly_minutes: int
    def __init__(self, assistant_ref: _Optional[str] = ..., start_date: _Optional[str] = ..., weekly_minutes: _Optional[int] = ..., employer: _Optional[_Union[Employer, str]] = ..., option_reached: _Optional[_Union[_law_pb2.Option, str]] = ..., citation: _Optional[_Union[_law_pb2.Citation, _Mapping]] = ...) -> None: ...

class EndContractRequest(_message.Message):
    __slots__ = ["contract_id", "end_date", "reason", "request_id"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    end_date: str
    reason: EndReason
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., end_date: _Optional[str] = ..., reason: _Optional[_Union[EndReason, str]] = ...) -> None: ...

class EndContractResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

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

class HireAssistantRequest(_message.Message):
    __slots__ = ["assistant_ref", "contract_id", "employer", "request_id", "start_date", "weekly_minutes"]
    ASSISTANT_REF_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    EMPLOYER_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    START_DATE_FIELD_NUMBER: _ClassVar[int]
    WEEKLY_MINUTES_FIELD_NUMBER: _ClassVar[int]
    assistant_ref: str
    contract_id: str
    employer: Employer
    request_id: str
    start_date: str
    weekly_minutes: int
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., assistant_ref: _Optional[str] = ..., start_date: _Optional[str] = ..., weekly_minutes: _Optional[int] = ..., employer: _Optional[_Union[Employer, str]] = ...) -> None: ...

class HireAssistantResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

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

class ListContractsRequest(_message.Message):
    __slots__ = ["fund_code", "page_size", "page_token", "states"]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    STATES_FIELD_NUMBER: _ClassVar[int]
    fund_code: str
    page_size: int
    page_token: str
    states: _containers.RepeatedScalarFieldContainer[State]
    def __init__(self, fund_code: _Optional[str] = ..., states: _Optional[_Iterable[_Union[State, str]]] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListContractsResponse(_message.Message):
    __slots__ = ["contracts", "next_page_token"]
    CONTRACTS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    contracts: _containers.RepeatedCompositeFieldContainer[Contract]
    next_page_token: str
    def __init__(self, contracts: _Optional[_Iterable[_Union[Contract, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class Measure(_message.Message):
    __slots__ = ["actor", "attainment", "counts", "create_time", "measured_on_date", "source"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    ATTAINMENT_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    MEASURED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    actor: str
    attainment: Attainment
    counts: _containers.RepeatedCompositeFieldContainer[PatientCount]
    create_time: _timestamp_pb2.Timestamp
    measured_on_date: str
    source: MeasureSource
    def __init__(self, measured_on_date: _Optional[str] = ..., counts: _Optional[_Iterable[_Union[PatientCount, _Mapping]]] = ..., source: _Optional[_Union[MeasureSource, str]] = ..., attainment: _Optional[_Union[Attainment, _Mapping]] = ..., create_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., actor: _Optional[str] = ...) -> None: ...

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

class OfferContractRequest(_message.Message):
    __slots__ = ["assessment_id", "declared_objectives", "option", "request_id"]
    ASSESSMENT_ID_FIELD_NUMBER: _ClassVar[int]
    DECLARED_OBJECTIVES_FIELD_NUMBER: _ClassVar[int]
    OPTION_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    assessment_id: str
    declared_objectives: _containers.RepeatedCompositeFieldContainer[DeclaredObjective]
    option: _law_pb2.Option
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., assessment_id: _Optional[str] = ..., option: _Optional[_Union[_law_pb2.Option, str]] = ..., declared_objectives: _Optional[_Iterable[_Union[DeclaredObjective, _Mapping]]] = ...) -> None: ...

class OfferContractResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

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

class Ratio(_message.Message):
    __slots__ = ["denominator", "numerator"]
    DENOMINATOR_FIELD_NUMBER: _ClassVar[int]
    NUMERATOR_FIELD_NUMBER: _ClassVar[int]
    denominator: int
    numerator: int
    def __init__(self, numerator: _Optional[int] = ..., denominator: _Optional[int] = ...) -> None: ...

class RecordMeasureRequest(_message.Message):
    __slots__ = ["contract_id", "counts", "measured_on_date", "request_id", "source"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    MEASURED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    counts: _containers.RepeatedCompositeFieldContainer[PatientCount]
    measured_on_date: str
    request_id: str
    source: MeasureSource
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., measured_on_date: _Optional[str] = ..., counts: _Optional[_Iterable[_Union[PatientCount, _Mapping]]] = ..., source: _Optional[_Union[MeasureSource, str]] = ...) -> None: ...

class RecordMeasureResponse(_message.Message):
    __slots__ = ["contract", "measure"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    MEASURE_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    measure: Measure
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ..., measure: _Optional[_Union[Measure, _Mapping]] = ...) -> None: ...

class ResumeContractRequest(_message.Message):
    __slots__ = ["contract_id", "request_id", "resumed_on_date"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RESUMED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    request_id: str
    resumed_on_date: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., resumed_on_date: _Optional[str] = ...) -> None: ...

class ResumeContractResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class SignContractRequest(_message.Message):
    __slots__ = ["contract_id", "party", "request_id", "signed_on_date"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    PARTY_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SIGNED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    party: Party
    request_id: str
    signed_on_date: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., party: _Optional[_Union[Party, str]] = ..., signed_on_date: _Optional[str] = ...) -> None: ...

class SignContractResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class Signature(_message.Message):
    __slots__ = ["actor", "create_time", "party", "signed_on_date"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    PARTY_FIELD_NUMBER: _ClassVar[int]
    SIGNED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    actor: str
    create_time: _timestamp_pb2.Timestamp
    party: Party
    signed_on_date: str
    def __init__(self, party: _Optional[_Union[Party, str]] = ..., signed_on_date: _Optional[str] = ..., actor: _Optional[str] = ..., create_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class SuspendContractRequest(_message.Message):
    __slots__ = ["contract_id", "from_date", "reason", "request_id"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    from_date: str
    reason: SuspensionReason
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., from_date: _Optional[str] = ..., reason: _Optional[_Union[SuspensionReason, str]] = ...) -> None: ...

class SuspendContractResponse(_message.Message):
    __slots__ = ["contract"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    contract: Contract
    def __init__(self, contract: _Optional[_Union[Contract, _Mapping]] = ...) -> None: ...

class Suspension(_message.Message):
    __slots__ = ["from_date", "reason", "until_date"]
    FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    UNTIL_DATE_FIELD_NUMBER: _ClassVar[int]
    from_date: str
    reason: SuspensionReason
    until_date: str
    def __init__(self, from_date: _Optional[str] = ..., until_date: _Optional[str] = ..., reason: _Optional[_Union[SuspensionReason, str]] = ...) -> None: ...

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

class MeasureSource(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
