from assistmed.contract.v1 import contract_pb2 as _contract_pb2
from assistmed.eligibility.v1 import eligibility_pb2 as _eligibility_pb2
from assistmed.law.v1 import law_pb2 as _law_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
DUE_STATE_BLOCKED: DueState
DUE_STATE_NOTHING_OWED: DueState
DUE_STATE_OVERPAID: DueState
DUE_STATE_PAID: DueState
DUE_STATE_PAYABLE: DueState
DUE_STATE_UNDERPAID: DueState
DUE_STATE_UNSPECIFIED: DueState
DUE_STATE_UPCOMING: DueState
RUN_STATE_APPROVED: RunState
RUN_STATE_CANCELLED: RunState
RUN_STATE_DISPATCHED: RunState
RUN_STATE_OPEN: RunState
RUN_STATE_UNSPECIFIED: RunState

class ApproveRunRequest(_message.Message):
    __slots__ = ["request_id", "run_id"]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    run_id: str
    def __init__(self, request_id: _Optional[str] = ..., run_id: _Optional[str] = ...) -> None: ...

class ApproveRunResponse(_message.Message):
    __slots__ = ["run"]
    RUN_FIELD_NUMBER: _ClassVar[int]
    run: Run
    def __init__(self, run: _Optional[_Union[Run, _Mapping]] = ...) -> None: ...

class CancelRunRequest(_message.Message):
    __slots__ = ["request_id", "run_id"]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    run_id: str
    def __init__(self, request_id: _Optional[str] = ..., run_id: _Optional[str] = ...) -> None: ...

class CancelRunResponse(_message.Message):
    __slots__ = ["run"]
    RUN_FIELD_NUMBER: _ClassVar[int]
    run: Run
    def __init__(self, run: _Optional[_Union[Run, _Mapping]] = ...) -> None: ...

class Computation(_message.Message):
    __slots__ = ["assumptions", "band", "ceiling_cents", "certainty", "citations", "contract_year_start_date", "days_in_force", "days_in_year", "earlier_instalments_cents", "entitlement_cents", "explanation", "measured_on_date", "option", "ratio", "rounding", "share_bp"]
    ASSUMPTIONS_FIELD_NUMBER: _ClassVar[int]
    BAND_FIELD_NUMBER: _ClassVar[int]
    CEILING_CENTS_FIELD_NUMBER: _ClassVar[int]
    CERTAINTY_FIELD_NUMBER: _ClassVar[int]
    CITATIONS_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_YEAR_START_DATE_FIELD_NUMBER: _ClassVar[int]
    DAYS_IN_FORCE_FIELD_NUMBER: _ClassVar[int]
    DAYS_IN_YEAR_FIELD_NUMBER: _ClassVar[int]
    EARLIER_INSTALMENTS_CENTS_FIELD_NUMBER: _ClassVar[int]
    ENTITLEMENT_CENTS_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    MEASURED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    OPTION_FIELD_NUMBER: _ClassVar[int]
    RATIO_FIELD_NUMBER: _ClassVar[int]
    ROUNDING_FIELD_NUMBER: _ClassVar[int]
    SHARE_BP_FIELD_NUMBER: _ClassVar[int]
    assumptions: _containers.RepeatedCompositeFieldContainer[_law_pb2.Phrase]
    band: _law_pb2.Band
    ceiling_cents: int
    certainty: _law_pb2.Certainty
    citations: _containers.RepeatedCompositeFieldContainer[_law_pb2.Citation]
    contract_year_start_date: str
    days_in_force: int
    days_in_year: int
    earlier_instalments_cents: int
    entitlement_cents: int
    explanation: _law_pb2.Phrase
    measured_on_date: str
    option: _law_pb2.Option
    ratio: _contract_pb2.Ratio
    rounding: str
    share_bp: int
    def __init__(self, option: _Optional[_Union[_law_pb2.Option, str]] = ..., band: _Optional[_Union[_law_pb2.Band, str]] = ..., contract_year_start_date: _Optional[str] = ..., ceiling_cents: _Optional[int] = ..., ratio: _Optional[_Union[_contract_pb2.Ratio, _Mapping]] = ..., measured_on_date: _Optional[str] = ..., days_in_force: _Optional[int] = ..., days_in_year: _Optional[int] = ..., entitlement_cents: _Optional[int] = ..., share_bp: _Optional[int] = ..., earlier_instalments_cents: _Optional[int] = ..., rounding: _Optional[str] = ..., explanation: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ..., citations: _Optional[_Iterable[_Union[_law_pb2.Citation, _Mapping]]] = ..., certainty: _Optional[_Union[_law_pb2.Certainty, str]] = ..., assumptions: _Optional[_Iterable[_Union[_law_pb2.Phrase, _Mapping]]] = ...) -> None: ...

class DispatchRunRequest(_message.Message):
    __slots__ = ["request_id", "run_id"]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    request_id: str
    run_id: str
    def __init__(self, request_id: _Optional[str] = ..., run_id: _Optional[str] = ...) -> None: ...

class DispatchRunResponse(_message.Message):
    __slots__ = ["payments", "run"]
    PAYMENTS_FIELD_NUMBER: _ClassVar[int]
    RUN_FIELD_NUMBER: _ClassVar[int]
    payments: _containers.RepeatedCompositeFieldContainer[Payment]
    run: Run
    def __init__(self, run: _Optional[_Union[Run, _Mapping]] = ..., payments: _Optional[_Iterable[_Union[Payment, _Mapping]]] = ...) -> None: ...

class Due(_message.Message):
    __slots__ = ["blocked_by", "computation", "contract_id", "contract_year", "delta_cents", "due_date", "instalment", "owed_cents", "pay_by_date", "posted_cents", "state"]
    BLOCKED_BY_FIELD_NUMBER: _ClassVar[int]
    COMPUTATION_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_YEAR_FIELD_NUMBER: _ClassVar[int]
    DELTA_CENTS_FIELD_NUMBER: _ClassVar[int]
    DUE_DATE_FIELD_NUMBER: _ClassVar[int]
    INSTALMENT_FIELD_NUMBER: _ClassVar[int]
    OWED_CENTS_FIELD_NUMBER: _ClassVar[int]
    PAY_BY_DATE_FIELD_NUMBER: _ClassVar[int]
    POSTED_CENTS_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    blocked_by: _eligibility_pb2.Reason
    computation: Computation
    contract_id: str
    contract_year: int
    delta_cents: int
    due_date: str
    instalment: int
    owed_cents: int
    pay_by_date: str
    posted_cents: int
    state: DueState
    def __init__(self, contract_id: _Optional[str] = ..., contract_year: _Optional[int] = ..., instalment: _Optional[int] = ..., due_date: _Optional[str] = ..., pay_by_date: _Optional[str] = ..., state: _Optional[_Union[DueState, str]] = ..., blocked_by: _Optional[_Union[_eligibility_pb2.Reason, _Mapping]] = ..., owed_cents: _Optional[int] = ..., posted_cents: _Optional[int] = ..., delta_cents: _Optional[int] = ..., computation: _Optional[_Union[Computation, _Mapping]] = ...) -> None: ...

class Excluded(_message.Message):
    __slots__ = ["contract_id", "contract_year", "delta_cents", "instalment", "reason"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_YEAR_FIELD_NUMBER: _ClassVar[int]
    DELTA_CENTS_FIELD_NUMBER: _ClassVar[int]
    INSTALMENT_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    contract_year: int
    delta_cents: int
    instalment: int
    reason: _eligibility_pb2.Reason
    def __init__(self, contract_id: _Optional[str] = ..., contract_year: _Optional[int] = ..., instalment: _Optional[int] = ..., reason: _Optional[_Union[_eligibility_pb2.Reason, _Mapping]] = ..., delta_cents: _Optional[int] = ...) -> None: ...

class GetPaymentRequest(_message.Message):
    __slots__ = ["payment_id"]
    PAYMENT_ID_FIELD_NUMBER: _ClassVar[int]
    payment_id: str
    def __init__(self, payment_id: _Optional[str] = ...) -> None: ...

class GetPaymentResponse(_message.Message):
    __slots__ = ["payment"]
    PAYMENT_FIELD_NUMBER: _ClassVar[int]
    payment: Payment
    def __init__(self, payment: _Optional[_Union[Payment, _Mapping]] = ...) -> None: ...

class GetRunRequest(_message.Message):
    __slots__ = ["run_id"]
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    run_id: str
    def __init__(self, run_id: _Optional[str] = ...) -> None: ...

class GetRunResponse(_message.Message):
    __slots__ = ["run"]
    RUN_FIELD_NUMBER: _ClassVar[int]
    run: Run
    def __init__(self, run: _Optional[_Union[Run, _Mapping]] = ...) -> None: ...

class ListDuesRequest(_message.Message):
    __slots__ = ["contract_id", "fund_code", "page_size", "page_token", "through_date"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    THROUGH_DATE_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    fund_code: str
    page_size: int
    page_token: str
    through_date: str
    def __init__(self, contract_id: _Optional[str] = ..., fund_code: _Optional[str] = ..., through_date: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListDuesResponse(_message.Message):
    __slots__ = ["dues", "next_page_token"]
    DUES_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    dues: _containers.RepeatedCompositeFieldContainer[Due]
    next_page_token: str
    def __init__(self, dues: _Optional[_Iterable[_Union[Due, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ListPaymentsRequest(_message.Message):
    __slots__ = ["contract_id", "fund_code", "page_size", "page_token"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    fund_code: str
    page_size: int
    page_token: str
    def __init__(self, contract_id: _Optional[str] = ..., fund_code: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListPaymentsResponse(_message.Message):
    __slots__ = ["next_page_token", "payments"]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    PAYMENTS_FIELD_NUMBER: _ClassVar[int]
    next_page_token: str
    payments: _containers.RepeatedCompositeFieldContainer[Payment]
    def __init__(self, payments: _Optional[_Iterable[_Union[Payment, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ListRunsRequest(_message.Message):
    __slots__ = ["fund_code", "page_size", "page_token"]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    fund_code: str
    page_size: int
    page_token: str
    def __init__(self, fund_code: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListRunsResponse(_message.Message):
    __slots__ = ["next_page_token", "runs"]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    RUNS_FIELD_NUMBER: _ClassVar[int]
    next_page_token: str
    runs: _containers.RepeatedCompositeFieldContainer[Run]
    def __init__(self, runs: _Optional[_Iterable[_Union[Run, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class OpenRunRequest(_message.Message):
    __slots__ = ["fund_code", "request_id", "through_date"]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    THROUGH_DATE_FIELD_NUMBER: _ClassVar[int]
    fund_code: str
    request_id: str
    through_date: str
    def __init__(self, request_id: _Optional[str] = ..., fund_code: _Optional[str] = ..., through_date: _Optional[str] = ...) -> None: ...

class OpenRunResponse(_message.Message):
    __slots__ = ["run"]
    RUN_FIELD_NUMBER: _ClassVar[int]
    run: Run
    def __init__(self, run: _Optional[_Union[Run, _Mapping]] = ...) -> None: ...

class Payment(_message.Message):
    __slots__ = ["actor", "amount_cents", "contract_id", "contract_year", "create_time", "due", "fund_code", "id", "instalment", "law_digest", "run_id", "text_id"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_CENTS_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_YEAR_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    INSTALMENT_FIELD_NUMBER: _ClassVar[int]
    LAW_DIGEST_FIELD_NUMBER: _ClassVar[int]
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_ID_FIELD_NUMBER: _ClassVar[int]
    actor: str
    amount_cents: int
    contract_id: str
    contract_year: int
    create_time: _timestamp_pb2.Timestamp
    due: Due
    fund_code: str
    id: str
    instalment: int
    law_digest: str
    run_id: str
    text_id: str
    def __init__(self, id: _Optional[str] = ..., contract_id: _Optional[str] = ..., contract_year: _Optional[int] = ..., instalment: _Optional[int] = ..., fund_code: _Optional[str] = ..., run_id: _Optional[str] = ..., amount_cents: _Optional[int] = ..., due: _Optional[_Union[Due, _Mapping]] = ..., text_id: _Optional[str] = ..., law_digest: _Optional[str] = ..., actor: _Optional[str] = ..., create_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class PreviewDuesRequest(_message.Message):
    __slots__ = ["contract_id", "prospective", "through_date"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    PROSPECTIVE_FIELD_NUMBER: _ClassVar[int]
    THROUGH_DATE_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    prospective: ProspectiveContract
    through_date: str
    def __init__(self, contract_id: _Optional[str] = ..., prospective: _Optional[_Union[ProspectiveContract, _Mapping]] = ..., through_date: _Optional[str] = ...) -> None: ...

class PreviewDuesResponse(_message.Message):
    __slots__ = ["contract", "dues"]
    CONTRACT_FIELD_NUMBER: _ClassVar[int]
    DUES_FIELD_NUMBER: _ClassVar[int]
    contract: _contract_pb2.Contract
    dues: _containers.RepeatedCompositeFieldContainer[Due]
    def __init__(self, dues: _Optional[_Iterable[_Union[Due, _Mapping]]] = ..., contract: _Optional[_Union[_contract_pb2.Contract, _Mapping]] = ...) -> None: ...

class ProspectiveContract(_message.Message):
    __slots__ = ["application", "declared_objectives", "hired_on_date", "option"]
    APPLICATION_FIELD_NUMBER: _ClassVar[int]
    DECLARED_OBJECTIVES_FIELD_NUMBER: _ClassVar[int]
    HIRED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    OPTION_FIELD_NUMBER: _ClassVar[int]
    application: _eligibility_pb2.Application
    declared_objectives: _containers.RepeatedCompositeFieldContainer[_contract_pb2.DeclaredObjective]
    hired_on_date: str
    option: _law_pb2.Option
    def __init__(self, application: _Optional[_Union[_eligibility_pb2.Application, _Mapping]] = ..., option: _Optional[_Union[_law_pb2.Option, str]] = ..., declared_objectives: _Optional[_Iterable[_Union[_contract_pb2.DeclaredObjective, _Mapping]]] = ..., hired_on_date: _Optional[str] = ...) -> None: ...

class Run(_message.Message):
    __slots__ = ["excluded", "fund_code", "id", "lines", "state", "steps", "through_date", "totals"]
    EXCLUDED_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    THROUGH_DATE_FIELD_NUMBER: _ClassVar[int]
    TOTALS_FIELD_NUMBER: _ClassVar[int]
    excluded: _containers.RepeatedCompositeFieldContainer[Excluded]
    fund_code: str
    id: str
    lines: _containers.RepeatedCompositeFieldContainer[RunLine]
    state: RunState
    steps: _containers.RepeatedCompositeFieldContainer[RunStep]
    through_date: str
    totals: Totals
    def __init__(self, id: _Optional[str] = ..., fund_code: _Optional[str] = ..., through_date: _Optional[str] = ..., state: _Optional[_Union[RunState, str]] = ..., lines: _Optional[_Iterable[_Union[RunLine, _Mapping]]] = ..., excluded: _Optional[_Iterable[_Union[Excluded, _Mapping]]] = ..., totals: _Optional[_Union[Totals, _Mapping]] = ..., steps: _Optional[_Iterable[_Union[RunStep, _Mapping]]] = ...) -> None: ...

class RunLine(_message.Message):
    __slots__ = ["amount_cents", "due", "law_digest", "text_id"]
    AMOUNT_CENTS_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    LAW_DIGEST_FIELD_NUMBER: _ClassVar[int]
    TEXT_ID_FIELD_NUMBER: _ClassVar[int]
    amount_cents: int
    due: Due
    law_digest: str
    text_id: str
    def __init__(self, due: _Optional[_Union[Due, _Mapping]] = ..., amount_cents: _Optional[int] = ..., text_id: _Optional[str] = ..., law_digest: _Optional[str] = ...) -> None: ...

class RunStep(_message.Message):
    __slots__ = ["actor", "create_time", "state"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    actor: str
    create_time: _timestamp_pb2.Timestamp
    state: RunState
    def __init__(self, state: _Optional[_Union[RunState, str]] = ..., actor: _Optional[str] = ..., create_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Totals(_message.Message):
    __slots__ = ["count", "hash", "sum_cents"]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    SUM_CENTS_FIELD_NUMBER: _ClassVar[int]
    count: int
    hash: str
    sum_cents: int
    def __init__(self, count: _Optional[int] = ..., sum_cents: _Optional[int] = ..., hash: _Optional[str] = ...) -> None: ...

class DueState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class RunState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
