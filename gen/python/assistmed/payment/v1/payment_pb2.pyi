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
HOLD_REASON_BANK_DETAILS_CHANGED: HoldReason
HOLD_REASON_FRAUD: HoldReason
HOLD_REASON_OFFICER: HoldReason
HOLD_REASON_PAYMENT_RETURNED: HoldReason
HOLD_REASON_UNSPECIFIED: HoldReason
PAST_PAYMENTS_STATE_STATED: PastPaymentsState
PAST_PAYMENTS_STATE_UNSPECIFIED: PastPaymentsState
PAST_PAYMENTS_STATE_VERIFIED: PastPaymentsState
PAST_PAYMENTS_STATE_WITHDRAWN: PastPaymentsState
PAYMENT_STATE_DISPATCH_UNKNOWN: PaymentState
PAYMENT_STATE_GIVEN_UP: PaymentState
PAYMENT_STATE_IN_TRANSIT: PaymentState
PAYMENT_STATE_OFFSET: PaymentState
PAYMENT_STATE_REJECTED: PaymentState
PAYMENT_STATE_RETURNED: PaymentState
PAYMENT_STATE_SETTLED: PaymentState
PAYMENT_STATE_UNSPECIFIED: PaymentState
RECOVERY_MODE_OFFSET: RecoveryMode
RECOVERY_MODE_REPAYMENT_PLAN: RecoveryMode
RECOVERY_MODE_UNSPECIFIED: RecoveryMode
RECOVERY_OUTCOME_REDUCED: RecoveryOutcome
RECOVERY_OUTCOME_UNSPECIFIED: RecoveryOutcome
RECOVERY_OUTCOME_UPHELD: RecoveryOutcome
RECOVERY_OUTCOME_WAIVED: RecoveryOutcome
RECOVERY_STATE_DECIDED: RecoveryState
RECOVERY_STATE_NOTIFIED: RecoveryState
RECOVERY_STATE_SETTLED: RecoveryState
RECOVERY_STATE_UNSPECIFIED: RecoveryState
RECOVERY_STATE_WAIVED: RecoveryState
RECOVERY_STATE_WRITTEN_OFF: RecoveryState
RUN_STATE_APPROVED: RunState
RUN_STATE_CANCELLED: RunState
RUN_STATE_DISPATCHED: RunState
RUN_STATE_OPEN: RunState
RUN_STATE_SETTLED: RunState
RUN_STATE_UNSPECIFIED: RunState
STATUS_OUTCOME_MATCHED: StatusOutcome
STATUS_OUTCOME_REJECTED: StatusOutcome
STATUS_OUTCOME_UNKNOWN: StatusOutcome
STATUS_OUTCOME_UNSPECIFIED: StatusOutcome
TRANSMISSION_NOT_SENT: Transmission
TRANSMISSION_SENT: Transmission
TRANSMISSION_UNKNOWN: Transmission
TRANSMISSION_UNSPECIFIED: Transmission

class AccountBalance(_message.Message):
    __slots__ = ["account", "balance_cents", "credit_cents", "debit_cents", "name"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    BALANCE_CENTS_FIELD_NUMBER: _ClassVar[int]
    CREDIT_CENTS_FIELD_NUMBER: _ClassVar[int]
    DEBIT_CENTS_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    account: str
    balance_cents: int
    credit_cents: int
    debit_cents: int
    name: _law_pb2.Phrase
    def __init__(self, account: _Optional[str] = ..., debit_cents: _Optional[int] = ..., credit_cents: _Optional[int] = ..., balance_cents: _Optional[int] = ..., name: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ...) -> None: ...

class ApprovalLevel(_message.Message):
    __slots__ = ["approvals", "from_cents"]
    APPROVALS_FIELD_NUMBER: _ClassVar[int]
    FROM_CENTS_FIELD_NUMBER: _ClassVar[int]
    approvals: int
    from_cents: int
    def __init__(self, from_cents: _Optional[int] = ..., approvals: _Optional[int] = ...) -> None: ...

class ApprovalLevels(_message.Message):
    __slots__ = ["actor", "from_date", "fund_code", "levels"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    LEVELS_FIELD_NUMBER: _ClassVar[int]
    actor: str
    from_date: str
    fund_code: str
    levels: _containers.RepeatedCompositeFieldContainer[ApprovalLevel]
    def __init__(self, fund_code: _Optional[str] = ..., from_date: _Optional[str] = ..., levels: _Optional[_Iterable[_Union[ApprovalLevel, _Mapping]]] = ..., actor: _Optional[str] = ...) -> None: ...

class ApproveRunRequest(_message.Message):
    __slots__ = ["approved_on_date", "request_id", "run_id", "totals"]
    APPROVED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    TOTALS_FIELD_NUMBER: _ClassVar[int]
    approved_on_date: str
    request_id: str
    run_id: str
    totals: Totals
    def __init__(self, request_id: _Optional[str] = ..., run_id: _Optional[str] = ..., totals: _Optional[_Union[Totals, _Mapping]] = ..., approved_on_date: _Optional[str] = ...) -> None: ...

class ApproveRunResponse(_message.Message):
    __slots__ = ["run"]
    RUN_FIELD_NUMBER: _ClassVar[int]
    run: Run
    def __init__(self, run: _Optional[_Union[Run, _Mapping]] = ...) -> None: ...

class BankAnswer(_message.Message):
    __slots__ = ["create_time", "message_id", "reason_code", "reason_text", "state"]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    REASON_TEXT_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    create_time: _timestamp_pb2.Timestamp
    message_id: str
    reason_code: str
    reason_text: str
    state: PaymentState
    def __init__(self, state: _Optional[_Union[PaymentState, str]] = ..., reason_code: _Optional[str] = ..., reason_text: _Optional[str] = ..., message_id: _Optional[str] = ..., create_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class BankDetails(_message.Message):
    __slots__ = ["actor", "address", "bic", "fund_code", "hash", "holder", "iban", "rpps", "verified_by", "version"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    BIC_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    HOLDER_FIELD_NUMBER: _ClassVar[int]
    IBAN_FIELD_NUMBER: _ClassVar[int]
    RPPS_FIELD_NUMBER: _ClassVar[int]
    VERIFIED_BY_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    actor: str
    address: PostalAddress
    bic: str
    fund_code: str
    hash: str
    holder: str
    iban: str
    rpps: str
    verified_by: str
    version: int
    def __init__(self, fund_code: _Optional[str] = ..., rpps: _Optional[str] = ..., holder: _Optional[str] = ..., iban: _Optional[str] = ..., bic: _Optional[str] = ..., address: _Optional[_Union[PostalAddress, _Mapping]] = ..., version: _Optional[int] = ..., actor: _Optional[str] = ..., verified_by: _Optional[str] = ..., hash: _Optional[str] = ...) -> None: ...

class BankFile(_message.Message):
    __slots__ = ["count", "hash", "message_id", "note", "sum_cents", "transmission"]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    SUM_CENTS_FIELD_NUMBER: _ClassVar[int]
    TRANSMISSION_FIELD_NUMBER: _ClassVar[int]
    count: int
    hash: str
    message_id: str
    note: str
    sum_cents: int
    transmission: Transmission
    def __init__(self, message_id: _Optional[str] = ..., count: _Optional[int] = ..., sum_cents: _Optional[int] = ..., hash: _Optional[str] = ..., transmission: _Optional[_Union[Transmission, str]] = ..., note: _Optional[str] = ...) -> None: ...

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

class DecideRecoveryRequest(_message.Message):
    __slots__ = ["claimed_cents", "decided_on_date", "mode", "outcome", "plan_dates", "reason", "recovery_id", "request_id"]
    CLAIMED_CENTS_FIELD_NUMBER: _ClassVar[int]
    DECIDED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    PLAN_DATES_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    RECOVERY_ID_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    claimed_cents: int
    decided_on_date: str
    mode: RecoveryMode
    outcome: RecoveryOutcome
    plan_dates: _containers.RepeatedScalarFieldContainer[str]
    reason: str
    recovery_id: str
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., recovery_id: _Optional[str] = ..., outcome: _Optional[_Union[RecoveryOutcome, str]] = ..., claimed_cents: _Optional[int] = ..., decided_on_date: _Optional[str] = ..., reason: _Optional[str] = ..., mode: _Optional[_Union[RecoveryMode, str]] = ..., plan_dates: _Optional[_Iterable[str]] = ...) -> None: ...

class DecideRecoveryResponse(_message.Message):
    __slots__ = ["recovery"]
    RECOVERY_FIELD_NUMBER: _ClassVar[int]
    recovery: Recovery
    def __init__(self, recovery: _Optional[_Union[Recovery, _Mapping]] = ...) -> None: ...

class DispatchRunRequest(_message.Message):
    __slots__ = ["pay_on_date", "request_id", "run_id"]
    PAY_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    pay_on_date: str
    request_id: str
    run_id: str
    def __init__(self, request_id: _Optional[str] = ..., run_id: _Optional[str] = ..., pay_on_date: _Optional[str] = ...) -> None: ...

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

class EngageContractsRequest(_message.Message):
    __slots__ = ["fund_code", "on_date", "request_id"]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    ON_DATE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    fund_code: str
    on_date: str
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., fund_code: _Optional[str] = ..., on_date: _Optional[str] = ...) -> None: ...

class EngageContractsResponse(_message.Message):
    __slots__ = ["contracts", "engaged_cents", "released_cents"]
    CONTRACTS_FIELD_NUMBER: _ClassVar[int]
    ENGAGED_CENTS_FIELD_NUMBER: _ClassVar[int]
    RELEASED_CENTS_FIELD_NUMBER: _ClassVar[int]
    contracts: int
    engaged_cents: int
    released_cents: int
    def __init__(self, contracts: _Optional[int] = ..., engaged_cents: _Optional[int] = ..., released_cents: _Optional[int] = ...) -> None: ...

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

class ExportLedgerRequest(_message.Message):
    __slots__ = ["through_date"]
    THROUGH_DATE_FIELD_NUMBER: _ClassVar[int]
    through_date: str
    def __init__(self, through_date: _Optional[str] = ...) -> None: ...

class ExportLedgerResponse(_message.Message):
    __slots__ = ["chunk"]
    CHUNK_FIELD_NUMBER: _ClassVar[int]
    chunk: bytes
    def __init__(self, chunk: _Optional[bytes] = ...) -> None: ...

class ForecastSpendingRequest(_message.Message):
    __slots__ = ["as_of_date", "fund_code"]
    AS_OF_DATE_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    as_of_date: str
    fund_code: str
    def __init__(self, fund_code: _Optional[str] = ..., as_of_date: _Optional[str] = ...) -> None: ...

class ForecastSpendingResponse(_message.Message):
    __slots__ = ["forecasts", "unknown_contracts"]
    FORECASTS_FIELD_NUMBER: _ClassVar[int]
    UNKNOWN_CONTRACTS_FIELD_NUMBER: _ClassVar[int]
    forecasts: _containers.RepeatedCompositeFieldContainer[SpendingForecast]
    unknown_contracts: int
    def __init__(self, forecasts: _Optional[_Iterable[_Union[SpendingForecast, _Mapping]]] = ..., unknown_contracts: _Optional[int] = ...) -> None: ...

class GetBalanceRequest(_message.Message):
    __slots__ = ["as_of_date", "contract_id", "fund_code"]
    AS_OF_DATE_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    as_of_date: str
    contract_id: str
    fund_code: str
    def __init__(self, fund_code: _Optional[str] = ..., contract_id: _Optional[str] = ..., as_of_date: _Optional[str] = ...) -> None: ...

class GetBalanceResponse(_message.Message):
    __slots__ = ["accounts", "off_balance_cents", "on_balance_cents"]
    ACCOUNTS_FIELD_NUMBER: _ClassVar[int]
    OFF_BALANCE_CENTS_FIELD_NUMBER: _ClassVar[int]
    ON_BALANCE_CENTS_FIELD_NUMBER: _ClassVar[int]
    accounts: _containers.RepeatedCompositeFieldContainer[AccountBalance]
    off_balance_cents: int
    on_balance_cents: int
    def __init__(self, accounts: _Optional[_Iterable[_Union[AccountBalance, _Mapping]]] = ..., on_balance_cents: _Optional[int] = ..., off_balance_cents: _Optional[int] = ...) -> None: ...

class GetBankDetailsRequest(_message.Message):
    __slots__ = ["fund_code", "rpps"]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    RPPS_FIELD_NUMBER: _ClassVar[int]
    fund_code: str
    rpps: str
    def __init__(self, fund_code: _Optional[str] = ..., rpps: _Optional[str] = ...) -> None: ...

class GetBankDetailsResponse(_message.Message):
    __slots__ = ["details"]
    DETAILS_FIELD_NUMBER: _ClassVar[int]
    details: BankDetails
    def __init__(self, details: _Optional[_Union[BankDetails, _Mapping]] = ...) -> None: ...

class GetBankFileRequest(_message.Message):
    __slots__ = ["message_id", "run_id"]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    message_id: str
    run_id: str
    def __init__(self, run_id: _Optional[str] = ..., message_id: _Optional[str] = ...) -> None: ...

class GetBankFileResponse(_message.Message):
    __slots__ = ["content", "file"]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    FILE_FIELD_NUMBER: _ClassVar[int]
    content: bytes
    file: BankFile
    def __init__(self, file: _Optional[_Union[BankFile, _Mapping]] = ..., content: _Optional[bytes] = ...) -> None: ...

class GetPastPaymentsRequest(_message.Message):
    __slots__ = ["past_payments_id"]
    PAST_PAYMENTS_ID_FIELD_NUMBER: _ClassVar[int]
    past_payments_id: str
    def __init__(self, past_payments_id: _Optional[str] = ...) -> None: ...

class GetPastPaymentsResponse(_message.Message):
    __slots__ = ["past_payments"]
    PAST_PAYMENTS_FIELD_NUMBER: _ClassVar[int]
    past_payments: PastPayments
    def __init__(self, past_payments: _Optional[_Union[PastPayments, _Mapping]] = ...) -> None: ...

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

class GetRecoveryRequest(_message.Message):
    __slots__ = ["recovery_id"]
    RECOVERY_ID_FIELD_NUMBER: _ClassVar[int]
    recovery_id: str
    def __init__(self, recovery_id: _Optional[str] = ...) -> None: ...

class GetRecoveryResponse(_message.Message):
    __slots__ = ["recovery"]
    RECOVERY_FIELD_NUMBER: _ClassVar[int]
    recovery: Recovery
    def __init__(self, recovery: _Optional[_Union[Recovery, _Mapping]] = ...) -> None: ...

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

class GetStatementRequest(_message.Message):
    __slots__ = ["contract_id", "html", "year"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    HTML_FIELD_NUMBER: _ClassVar[int]
    YEAR_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    html: bool
    year: int
    def __init__(self, contract_id: _Optional[str] = ..., year: _Optional[int] = ..., html: bool = ...) -> None: ...

class GetStatementResponse(_message.Message):
    __slots__ = ["html", "statement"]
    HTML_FIELD_NUMBER: _ClassVar[int]
    STATEMENT_FIELD_NUMBER: _ClassVar[int]
    html: str
    statement: Statement
    def __init__(self, statement: _Optional[_Union[Statement, _Mapping]] = ..., html: _Optional[str] = ...) -> None: ...

class GiveRecoveryNoticeRequest(_message.Message):
    __slots__ = ["contract_id", "notice_date", "request_id"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    NOTICE_DATE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    notice_date: str
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., notice_date: _Optional[str] = ...) -> None: ...

class GiveRecoveryNoticeResponse(_message.Message):
    __slots__ = ["recovery"]
    RECOVERY_FIELD_NUMBER: _ClassVar[int]
    recovery: Recovery
    def __init__(self, recovery: _Optional[_Union[Recovery, _Mapping]] = ...) -> None: ...

class GivenUp(_message.Message):
    __slots__ = ["actor", "cents", "create_time", "on_date", "reason", "run_id"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    CENTS_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    ON_DATE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    actor: str
    cents: int
    create_time: _timestamp_pb2.Timestamp
    on_date: str
    reason: _eligibility_pb2.Reason
    run_id: str
    def __init__(self, run_id: _Optional[str] = ..., on_date: _Optional[str] = ..., cents: _Optional[int] = ..., reason: _Optional[_Union[_eligibility_pb2.Reason, _Mapping]] = ..., actor: _Optional[str] = ..., create_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Hold(_message.Message):
    __slots__ = ["contract_id", "create_time", "end_date", "fund_code", "id", "note", "owner", "reason", "release_note", "released_by", "rpps"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    RELEASED_BY_FIELD_NUMBER: _ClassVar[int]
    RELEASE_NOTE_FIELD_NUMBER: _ClassVar[int]
    RPPS_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    create_time: _timestamp_pb2.Timestamp
    end_date: str
    fund_code: str
    id: str
    note: str
    owner: str
    reason: HoldReason
    release_note: str
    released_by: str
    rpps: str
    def __init__(self, id: _Optional[str] = ..., fund_code: _Optional[str] = ..., contract_id: _Optional[str] = ..., rpps: _Optional[str] = ..., reason: _Optional[_Union[HoldReason, str]] = ..., note: _Optional[str] = ..., owner: _Optional[str] = ..., end_date: _Optional[str] = ..., released_by: _Optional[str] = ..., release_note: _Optional[str] = ..., create_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class HoldPaymentsRequest(_message.Message):
    __slots__ = ["contract_id", "end_date", "fund_code", "note", "reason", "request_id", "rpps"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    END_DATE_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RPPS_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    end_date: str
    fund_code: str
    note: str
    reason: HoldReason
    request_id: str
    rpps: str
    def __init__(self, request_id: _Optional[str] = ..., fund_code: _Optional[str] = ..., contract_id: _Optional[str] = ..., rpps: _Optional[str] = ..., reason: _Optional[_Union[HoldReason, str]] = ..., note: _Optional[str] = ..., end_date: _Optional[str] = ...) -> None: ...

class HoldPaymentsResponse(_message.Message):
    __slots__ = ["hold"]
    HOLD_FIELD_NUMBER: _ClassVar[int]
    hold: Hold
    def __init__(self, hold: _Optional[_Union[Hold, _Mapping]] = ...) -> None: ...

class ImportBankStatusesRequest(_message.Message):
    __slots__ = ["content", "imported_on_date", "request_id"]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    IMPORTED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    content: bytes
    imported_on_date: str
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., content: _Optional[bytes] = ..., imported_on_date: _Optional[str] = ...) -> None: ...

class ImportBankStatusesResponse(_message.Message):
    __slots__ = ["lines", "matched", "message_id", "rejected", "unknown"]
    LINES_FIELD_NUMBER: _ClassVar[int]
    MATCHED_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    REJECTED_FIELD_NUMBER: _ClassVar[int]
    UNKNOWN_FIELD_NUMBER: _ClassVar[int]
    lines: _containers.RepeatedCompositeFieldContainer[StatusLine]
    matched: int
    message_id: str
    rejected: int
    unknown: int
    def __init__(self, message_id: _Optional[str] = ..., lines: _Optional[_Iterable[_Union[StatusLine, _Mapping]]] = ..., matched: _Optional[int] = ..., rejected: _Optional[int] = ..., unknown: _Optional[int] = ...) -> None: ...

class ImportPastPaymentsRequest(_message.Message):
    __slots__ = ["content", "fund_code", "request_id", "through_date"]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    THROUGH_DATE_FIELD_NUMBER: _ClassVar[int]
    content: bytes
    fund_code: str
    request_id: str
    through_date: str
    def __init__(self, request_id: _Optional[str] = ..., fund_code: _Optional[str] = ..., content: _Optional[bytes] = ..., through_date: _Optional[str] = ...) -> None: ...

class ImportPastPaymentsResponse(_message.Message):
    __slots__ = ["lines", "past_payments", "summary"]
    LINES_FIELD_NUMBER: _ClassVar[int]
    PAST_PAYMENTS_FIELD_NUMBER: _ClassVar[int]
    SUMMARY_FIELD_NUMBER: _ClassVar[int]
    lines: _containers.RepeatedCompositeFieldContainer[PastLine]
    past_payments: PastPayments
    summary: _contract_pb2.ImportSummary
    def __init__(self, lines: _Optional[_Iterable[_Union[PastLine, _Mapping]]] = ..., summary: _Optional[_Union[_contract_pb2.ImportSummary, _Mapping]] = ..., past_payments: _Optional[_Union[PastPayments, _Mapping]] = ...) -> None: ...

class LedgerEntry(_message.Message):
    __slots__ = ["account", "cents", "contract_id", "contract_year", "instalment"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    CENTS_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_YEAR_FIELD_NUMBER: _ClassVar[int]
    INSTALMENT_FIELD_NUMBER: _ClassVar[int]
    account: str
    cents: int
    contract_id: str
    contract_year: int
    instalment: int
    def __init__(self, account: _Optional[str] = ..., cents: _Optional[int] = ..., contract_id: _Optional[str] = ..., contract_year: _Optional[int] = ..., instalment: _Optional[int] = ...) -> None: ...

class LedgerTransaction(_message.Message):
    __slots__ = ["actor", "entries", "facts_hash", "hash", "key", "kind", "on_date", "previous_hash", "reason", "recorded_date", "sequence"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    ENTRIES_FIELD_NUMBER: _ClassVar[int]
    FACTS_HASH_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    KEY_FIELD_NUMBER: _ClassVar[int]
    KIND_FIELD_NUMBER: _ClassVar[int]
    ON_DATE_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_HASH_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    RECORDED_DATE_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    actor: str
    entries: _containers.RepeatedCompositeFieldContainer[LedgerEntry]
    facts_hash: str
    hash: str
    key: str
    kind: str
    on_date: str
    previous_hash: str
    reason: str
    recorded_date: str
    sequence: int
    def __init__(self, sequence: _Optional[int] = ..., kind: _Optional[str] = ..., key: _Optional[str] = ..., on_date: _Optional[str] = ..., recorded_date: _Optional[str] = ..., actor: _Optional[str] = ..., reason: _Optional[str] = ..., entries: _Optional[_Iterable[_Union[LedgerEntry, _Mapping]]] = ..., previous_hash: _Optional[str] = ..., hash: _Optional[str] = ..., facts_hash: _Optional[str] = ...) -> None: ...

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

class ListEntriesRequest(_message.Message):
    __slots__ = ["contract_id", "fund_code", "page_size", "page_token"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    fund_code: str
    page_size: int
    page_token: str
    def __init__(self, fund_code: _Optional[str] = ..., contract_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListEntriesResponse(_message.Message):
    __slots__ = ["next_page_token", "transactions"]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    TRANSACTIONS_FIELD_NUMBER: _ClassVar[int]
    next_page_token: str
    transactions: _containers.RepeatedCompositeFieldContainer[LedgerTransaction]
    def __init__(self, transactions: _Optional[_Iterable[_Union[LedgerTransaction, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ListHoldsRequest(_message.Message):
    __slots__ = ["fund_code", "page_size", "page_token", "standing"]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    STANDING_FIELD_NUMBER: _ClassVar[int]
    fund_code: str
    page_size: int
    page_token: str
    standing: bool
    def __init__(self, fund_code: _Optional[str] = ..., standing: bool = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListHoldsResponse(_message.Message):
    __slots__ = ["holds", "next_page_token"]
    HOLDS_FIELD_NUMBER: _ClassVar[int]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    holds: _containers.RepeatedCompositeFieldContainer[Hold]
    next_page_token: str
    def __init__(self, holds: _Optional[_Iterable[_Union[Hold, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class ListPastPaymentsRequest(_message.Message):
    __slots__ = ["contract_id", "fund_code", "page_size", "page_token"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    fund_code: str
    page_size: int
    page_token: str
    def __init__(self, fund_code: _Optional[str] = ..., contract_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListPastPaymentsResponse(_message.Message):
    __slots__ = ["next_page_token", "past_payments"]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    PAST_PAYMENTS_FIELD_NUMBER: _ClassVar[int]
    next_page_token: str
    past_payments: _containers.RepeatedCompositeFieldContainer[PastPayments]
    def __init__(self, past_payments: _Optional[_Iterable[_Union[PastPayments, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

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

class ListRecoveriesRequest(_message.Message):
    __slots__ = ["contract_id", "fund_code", "page_size", "page_token"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    fund_code: str
    page_size: int
    page_token: str
    def __init__(self, fund_code: _Optional[str] = ..., contract_id: _Optional[str] = ..., page_size: _Optional[int] = ..., page_token: _Optional[str] = ...) -> None: ...

class ListRecoveriesResponse(_message.Message):
    __slots__ = ["next_page_token", "recoveries"]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    RECOVERIES_FIELD_NUMBER: _ClassVar[int]
    next_page_token: str
    recoveries: _containers.RepeatedCompositeFieldContainer[Recovery]
    def __init__(self, recoveries: _Optional[_Iterable[_Union[Recovery, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

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

class OffsetPart(_message.Message):
    __slots__ = ["cents", "recovery_id"]
    CENTS_FIELD_NUMBER: _ClassVar[int]
    RECOVERY_ID_FIELD_NUMBER: _ClassVar[int]
    cents: int
    recovery_id: str
    def __init__(self, recovery_id: _Optional[str] = ..., cents: _Optional[int] = ...) -> None: ...

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

class PastContract(_message.Message):
    __slots__ = ["contract_id", "corrected_by_id", "payments", "warnings"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    CORRECTED_BY_ID_FIELD_NUMBER: _ClassVar[int]
    PAYMENTS_FIELD_NUMBER: _ClassVar[int]
    WARNINGS_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    corrected_by_id: str
    payments: _containers.RepeatedCompositeFieldContainer[PastPayment]
    warnings: _containers.RepeatedCompositeFieldContainer[_contract_pb2.ImportReason]
    def __init__(self, contract_id: _Optional[str] = ..., payments: _Optional[_Iterable[_Union[PastPayment, _Mapping]]] = ..., warnings: _Optional[_Iterable[_Union[_contract_pb2.ImportReason, _Mapping]]] = ..., corrected_by_id: _Optional[str] = ...) -> None: ...

class PastLine(_message.Message):
    __slots__ = ["contract_id", "line", "outcome", "reasons", "reference", "warnings"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    LINE_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    REASONS_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    WARNINGS_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    line: int
    outcome: _contract_pb2.ImportOutcome
    reasons: _containers.RepeatedCompositeFieldContainer[_contract_pb2.ImportReason]
    reference: str
    warnings: _containers.RepeatedCompositeFieldContainer[_contract_pb2.ImportReason]
    def __init__(self, line: _Optional[int] = ..., reference: _Optional[str] = ..., outcome: _Optional[_Union[_contract_pb2.ImportOutcome, str]] = ..., contract_id: _Optional[str] = ..., reasons: _Optional[_Iterable[_Union[_contract_pb2.ImportReason, _Mapping]]] = ..., warnings: _Optional[_Iterable[_Union[_contract_pb2.ImportReason, _Mapping]]] = ...) -> None: ...

class PastPayment(_message.Message):
    __slots__ = ["contract_year", "instalment", "paid_cents", "paid_on_date", "reference"]
    CONTRACT_YEAR_FIELD_NUMBER: _ClassVar[int]
    INSTALMENT_FIELD_NUMBER: _ClassVar[int]
    PAID_CENTS_FIELD_NUMBER: _ClassVar[int]
    PAID_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    REFERENCE_FIELD_NUMBER: _ClassVar[int]
    contract_year: int
    instalment: int
    paid_cents: int
    paid_on_date: str
    reference: str
    def __init__(self, contract_year: _Optional[int] = ..., instalment: _Optional[int] = ..., paid_cents: _Optional[int] = ..., paid_on_date: _Optional[str] = ..., reference: _Optional[str] = ...) -> None: ...

class PastPayments(_message.Message):
    __slots__ = ["actor", "contracts", "corrects_id", "create_time", "fund_code", "id", "state", "through_date", "totals", "verified_by", "withdrawal_reason", "withdrawn_by"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    CONTRACTS_FIELD_NUMBER: _ClassVar[int]
    CORRECTS_ID_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    THROUGH_DATE_FIELD_NUMBER: _ClassVar[int]
    TOTALS_FIELD_NUMBER: _ClassVar[int]
    VERIFIED_BY_FIELD_NUMBER: _ClassVar[int]
    WITHDRAWAL_REASON_FIELD_NUMBER: _ClassVar[int]
    WITHDRAWN_BY_FIELD_NUMBER: _ClassVar[int]
    actor: str
    contracts: _containers.RepeatedCompositeFieldContainer[PastContract]
    corrects_id: str
    create_time: _timestamp_pb2.Timestamp
    fund_code: str
    id: str
    state: PastPaymentsState
    through_date: str
    totals: Totals
    verified_by: str
    withdrawal_reason: str
    withdrawn_by: str
    def __init__(self, id: _Optional[str] = ..., fund_code: _Optional[str] = ..., through_date: _Optional[str] = ..., state: _Optional[_Union[PastPaymentsState, str]] = ..., contracts: _Optional[_Iterable[_Union[PastContract, _Mapping]]] = ..., totals: _Optional[_Union[Totals, _Mapping]] = ..., corrects_id: _Optional[str] = ..., actor: _Optional[str] = ..., verified_by: _Optional[str] = ..., withdrawn_by: _Optional[str] = ..., withdrawal_reason: _Optional[str] = ..., create_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class Payment(_message.Message):
    __slots__ = ["actor", "amount_cents", "answers", "contract_id", "contract_year", "create_time", "due", "end_to_end_id", "fund_code", "given_up", "id", "instalment", "law_digest", "message_id", "offset_cents", "offsets", "payee", "posting", "run_id", "state", "text_id"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    AMOUNT_CENTS_FIELD_NUMBER: _ClassVar[int]
    ANSWERS_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_YEAR_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    END_TO_END_ID_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    GIVEN_UP_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    INSTALMENT_FIELD_NUMBER: _ClassVar[int]
    LAW_DIGEST_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    OFFSETS_FIELD_NUMBER: _ClassVar[int]
    OFFSET_CENTS_FIELD_NUMBER: _ClassVar[int]
    PAYEE_FIELD_NUMBER: _ClassVar[int]
    POSTING_FIELD_NUMBER: _ClassVar[int]
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    TEXT_ID_FIELD_NUMBER: _ClassVar[int]
    actor: str
    amount_cents: int
    answers: _containers.RepeatedCompositeFieldContainer[BankAnswer]
    contract_id: str
    contract_year: int
    create_time: _timestamp_pb2.Timestamp
    due: Due
    end_to_end_id: str
    fund_code: str
    given_up: _containers.RepeatedCompositeFieldContainer[GivenUp]
    id: str
    instalment: int
    law_digest: str
    message_id: str
    offset_cents: int
    offsets: _containers.RepeatedCompositeFieldContainer[OffsetPart]
    payee: BankDetails
    posting: int
    run_id: str
    state: PaymentState
    text_id: str
    def __init__(self, id: _Optional[str] = ..., contract_id: _Optional[str] = ..., contract_year: _Optional[int] = ..., instalment: _Optional[int] = ..., fund_code: _Optional[str] = ..., run_id: _Optional[str] = ..., amount_cents: _Optional[int] = ..., due: _Optional[_Union[Due, _Mapping]] = ..., text_id: _Optional[str] = ..., law_digest: _Optional[str] = ..., actor: _Optional[str] = ..., create_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., state: _Optional[_Union[PaymentState, str]] = ..., posting: _Optional[int] = ..., offset_cents: _Optional[int] = ..., offsets: _Optional[_Iterable[_Union[OffsetPart, _Mapping]]] = ..., payee: _Optional[_Union[BankDetails, _Mapping]] = ..., end_to_end_id: _Optional[str] = ..., message_id: _Optional[str] = ..., answers: _Optional[_Iterable[_Union[BankAnswer, _Mapping]]] = ..., given_up: _Optional[_Iterable[_Union[GivenUp, _Mapping]]] = ...) -> None: ...

class PlannedRepayment(_message.Message):
    __slots__ = ["cents", "due_date"]
    CENTS_FIELD_NUMBER: _ClassVar[int]
    DUE_DATE_FIELD_NUMBER: _ClassVar[int]
    cents: int
    due_date: str
    def __init__(self, due_date: _Optional[str] = ..., cents: _Optional[int] = ...) -> None: ...

class PostalAddress(_message.Message):
    __slots__ = ["building", "country", "post_code", "street", "town"]
    BUILDING_FIELD_NUMBER: _ClassVar[int]
    COUNTRY_FIELD_NUMBER: _ClassVar[int]
    POST_CODE_FIELD_NUMBER: _ClassVar[int]
    STREET_FIELD_NUMBER: _ClassVar[int]
    TOWN_FIELD_NUMBER: _ClassVar[int]
    building: str
    country: str
    post_code: str
    street: str
    town: str
    def __init__(self, street: _Optional[str] = ..., building: _Optional[str] = ..., post_code: _Optional[str] = ..., town: _Optional[str] = ..., country: _Optional[str] = ...) -> None: ...

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

class RecordRecoveryReplyRequest(_message.Message):
    __slots__ = ["recovery_id", "reply", "reply_date", "request_id"]
    RECOVERY_ID_FIELD_NUMBER: _ClassVar[int]
    REPLY_DATE_FIELD_NUMBER: _ClassVar[int]
    REPLY_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    recovery_id: str
    reply: str
    reply_date: str
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., recovery_id: _Optional[str] = ..., reply_date: _Optional[str] = ..., reply: _Optional[str] = ...) -> None: ...

class RecordRecoveryReplyResponse(_message.Message):
    __slots__ = ["recovery"]
    RECOVERY_FIELD_NUMBER: _ClassVar[int]
    recovery: Recovery
    def __init__(self, recovery: _Optional[_Union[Recovery, _Mapping]] = ...) -> None: ...

class RecordRepaymentRequest(_message.Message):
    __slots__ = ["cents", "recovery_id", "repaid_on_date", "request_id"]
    CENTS_FIELD_NUMBER: _ClassVar[int]
    RECOVERY_ID_FIELD_NUMBER: _ClassVar[int]
    REPAID_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    cents: int
    recovery_id: str
    repaid_on_date: str
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., recovery_id: _Optional[str] = ..., cents: _Optional[int] = ..., repaid_on_date: _Optional[str] = ...) -> None: ...

class RecordRepaymentResponse(_message.Message):
    __slots__ = ["recovery"]
    RECOVERY_FIELD_NUMBER: _ClassVar[int]
    recovery: Recovery
    def __init__(self, recovery: _Optional[_Union[Recovery, _Mapping]] = ...) -> None: ...

class RecordTransmissionRequest(_message.Message):
    __slots__ = ["message_id", "note", "request_id", "run_id", "transmission"]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    TRANSMISSION_FIELD_NUMBER: _ClassVar[int]
    message_id: str
    note: str
    request_id: str
    run_id: str
    transmission: Transmission
    def __init__(self, request_id: _Optional[str] = ..., run_id: _Optional[str] = ..., message_id: _Optional[str] = ..., transmission: _Optional[_Union[Transmission, str]] = ..., note: _Optional[str] = ...) -> None: ...

class RecordTransmissionResponse(_message.Message):
    __slots__ = ["run"]
    RUN_FIELD_NUMBER: _ClassVar[int]
    run: Run
    def __init__(self, run: _Optional[_Union[Run, _Mapping]] = ...) -> None: ...

class Recovery(_message.Message):
    __slots__ = ["actor", "citations", "claimed_cents", "contract_id", "decided_by", "decided_on_date", "decision_reason", "explanation", "fund_code", "id", "law_digest", "left_cents", "limitation_date", "mode", "notice_date", "notified_cents", "outcome", "plan", "recovered_cents", "reply", "reply_by_date", "reply_date", "rows", "state", "write_off_reason", "written_off_by"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    CITATIONS_FIELD_NUMBER: _ClassVar[int]
    CLAIMED_CENTS_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    DECIDED_BY_FIELD_NUMBER: _ClassVar[int]
    DECIDED_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    DECISION_REASON_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    LAW_DIGEST_FIELD_NUMBER: _ClassVar[int]
    LEFT_CENTS_FIELD_NUMBER: _ClassVar[int]
    LIMITATION_DATE_FIELD_NUMBER: _ClassVar[int]
    MODE_FIELD_NUMBER: _ClassVar[int]
    NOTICE_DATE_FIELD_NUMBER: _ClassVar[int]
    NOTIFIED_CENTS_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    PLAN_FIELD_NUMBER: _ClassVar[int]
    RECOVERED_CENTS_FIELD_NUMBER: _ClassVar[int]
    REPLY_BY_DATE_FIELD_NUMBER: _ClassVar[int]
    REPLY_DATE_FIELD_NUMBER: _ClassVar[int]
    REPLY_FIELD_NUMBER: _ClassVar[int]
    ROWS_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    WRITE_OFF_REASON_FIELD_NUMBER: _ClassVar[int]
    WRITTEN_OFF_BY_FIELD_NUMBER: _ClassVar[int]
    actor: str
    citations: _containers.RepeatedCompositeFieldContainer[_law_pb2.Citation]
    claimed_cents: int
    contract_id: str
    decided_by: str
    decided_on_date: str
    decision_reason: str
    explanation: _law_pb2.Phrase
    fund_code: str
    id: str
    law_digest: str
    left_cents: int
    limitation_date: str
    mode: RecoveryMode
    notice_date: str
    notified_cents: int
    outcome: RecoveryOutcome
    plan: _containers.RepeatedCompositeFieldContainer[PlannedRepayment]
    recovered_cents: int
    reply: str
    reply_by_date: str
    reply_date: str
    rows: _containers.RepeatedCompositeFieldContainer[RecoveryRow]
    state: RecoveryState
    write_off_reason: str
    written_off_by: str
    def __init__(self, id: _Optional[str] = ..., contract_id: _Optional[str] = ..., fund_code: _Optional[str] = ..., state: _Optional[_Union[RecoveryState, str]] = ..., rows: _Optional[_Iterable[_Union[RecoveryRow, _Mapping]]] = ..., notified_cents: _Optional[int] = ..., notice_date: _Optional[str] = ..., reply_by_date: _Optional[str] = ..., reply_date: _Optional[str] = ..., reply: _Optional[str] = ..., outcome: _Optional[_Union[RecoveryOutcome, str]] = ..., decided_on_date: _Optional[str] = ..., decision_reason: _Optional[str] = ..., decided_by: _Optional[str] = ..., mode: _Optional[_Union[RecoveryMode, str]] = ..., plan: _Optional[_Iterable[_Union[PlannedRepayment, _Mapping]]] = ..., claimed_cents: _Optional[int] = ..., recovered_cents: _Optional[int] = ..., left_cents: _Optional[int] = ..., limitation_date: _Optional[str] = ..., actor: _Optional[str] = ..., citations: _Optional[_Iterable[_Union[_law_pb2.Citation, _Mapping]]] = ..., explanation: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ..., written_off_by: _Optional[str] = ..., write_off_reason: _Optional[str] = ..., law_digest: _Optional[str] = ...) -> None: ...

class RecoveryRow(_message.Message):
    __slots__ = ["claimed_cents", "computation", "contract_year", "instalment", "owed_cents", "paid_cents", "to_recover_cents"]
    CLAIMED_CENTS_FIELD_NUMBER: _ClassVar[int]
    COMPUTATION_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_YEAR_FIELD_NUMBER: _ClassVar[int]
    INSTALMENT_FIELD_NUMBER: _ClassVar[int]
    OWED_CENTS_FIELD_NUMBER: _ClassVar[int]
    PAID_CENTS_FIELD_NUMBER: _ClassVar[int]
    TO_RECOVER_CENTS_FIELD_NUMBER: _ClassVar[int]
    claimed_cents: int
    computation: Computation
    contract_year: int
    instalment: int
    owed_cents: int
    paid_cents: int
    to_recover_cents: int
    def __init__(self, contract_year: _Optional[int] = ..., instalment: _Optional[int] = ..., paid_cents: _Optional[int] = ..., owed_cents: _Optional[int] = ..., to_recover_cents: _Optional[int] = ..., claimed_cents: _Optional[int] = ..., computation: _Optional[_Union[Computation, _Mapping]] = ...) -> None: ...

class ReleaseHoldRequest(_message.Message):
    __slots__ = ["hold_id", "note", "request_id"]
    HOLD_ID_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    hold_id: str
    note: str
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., hold_id: _Optional[str] = ..., note: _Optional[str] = ...) -> None: ...

class ReleaseHoldResponse(_message.Message):
    __slots__ = ["hold"]
    HOLD_FIELD_NUMBER: _ClassVar[int]
    hold: Hold
    def __init__(self, hold: _Optional[_Union[Hold, _Mapping]] = ...) -> None: ...

class Run(_message.Message):
    __slots__ = ["approvals_needed", "excluded", "files", "fund_code", "id", "lines", "state", "steps", "through_date", "totals"]
    APPROVALS_NEEDED_FIELD_NUMBER: _ClassVar[int]
    EXCLUDED_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    THROUGH_DATE_FIELD_NUMBER: _ClassVar[int]
    TOTALS_FIELD_NUMBER: _ClassVar[int]
    approvals_needed: int
    excluded: _containers.RepeatedCompositeFieldContainer[Excluded]
    files: _containers.RepeatedCompositeFieldContainer[BankFile]
    fund_code: str
    id: str
    lines: _containers.RepeatedCompositeFieldContainer[RunLine]
    state: RunState
    steps: _containers.RepeatedCompositeFieldContainer[RunStep]
    through_date: str
    totals: Totals
    def __init__(self, id: _Optional[str] = ..., fund_code: _Optional[str] = ..., through_date: _Optional[str] = ..., state: _Optional[_Union[RunState, str]] = ..., lines: _Optional[_Iterable[_Union[RunLine, _Mapping]]] = ..., excluded: _Optional[_Iterable[_Union[Excluded, _Mapping]]] = ..., totals: _Optional[_Union[Totals, _Mapping]] = ..., steps: _Optional[_Iterable[_Union[RunStep, _Mapping]]] = ..., approvals_needed: _Optional[int] = ..., files: _Optional[_Iterable[_Union[BankFile, _Mapping]]] = ...) -> None: ...

class RunLine(_message.Message):
    __slots__ = ["amount_cents", "due", "law_digest", "offset_cents", "offsets", "payee", "payment_id", "resent", "text_id"]
    AMOUNT_CENTS_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    LAW_DIGEST_FIELD_NUMBER: _ClassVar[int]
    OFFSETS_FIELD_NUMBER: _ClassVar[int]
    OFFSET_CENTS_FIELD_NUMBER: _ClassVar[int]
    PAYEE_FIELD_NUMBER: _ClassVar[int]
    PAYMENT_ID_FIELD_NUMBER: _ClassVar[int]
    RESENT_FIELD_NUMBER: _ClassVar[int]
    TEXT_ID_FIELD_NUMBER: _ClassVar[int]
    amount_cents: int
    due: Due
    law_digest: str
    offset_cents: int
    offsets: _containers.RepeatedCompositeFieldContainer[OffsetPart]
    payee: BankDetails
    payment_id: str
    resent: bool
    text_id: str
    def __init__(self, due: _Optional[_Union[Due, _Mapping]] = ..., amount_cents: _Optional[int] = ..., text_id: _Optional[str] = ..., law_digest: _Optional[str] = ..., payment_id: _Optional[str] = ..., offset_cents: _Optional[int] = ..., offsets: _Optional[_Iterable[_Union[OffsetPart, _Mapping]]] = ..., payee: _Optional[_Union[BankDetails, _Mapping]] = ..., resent: bool = ...) -> None: ...

class RunStep(_message.Message):
    __slots__ = ["actor", "create_time", "state"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    actor: str
    create_time: _timestamp_pb2.Timestamp
    state: RunState
    def __init__(self, state: _Optional[_Union[RunState, str]] = ..., actor: _Optional[str] = ..., create_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class SetApprovalLevelsRequest(_message.Message):
    __slots__ = ["from_date", "fund_code", "levels", "request_id"]
    FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    LEVELS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    from_date: str
    fund_code: str
    levels: _containers.RepeatedCompositeFieldContainer[ApprovalLevel]
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., fund_code: _Optional[str] = ..., from_date: _Optional[str] = ..., levels: _Optional[_Iterable[_Union[ApprovalLevel, _Mapping]]] = ...) -> None: ...

class SetApprovalLevelsResponse(_message.Message):
    __slots__ = ["levels"]
    LEVELS_FIELD_NUMBER: _ClassVar[int]
    levels: ApprovalLevels
    def __init__(self, levels: _Optional[_Union[ApprovalLevels, _Mapping]] = ...) -> None: ...

class SetBankDetailsRequest(_message.Message):
    __slots__ = ["address", "bic", "fund_code", "holder", "iban", "request_id", "rpps"]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    BIC_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    HOLDER_FIELD_NUMBER: _ClassVar[int]
    IBAN_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RPPS_FIELD_NUMBER: _ClassVar[int]
    address: PostalAddress
    bic: str
    fund_code: str
    holder: str
    iban: str
    request_id: str
    rpps: str
    def __init__(self, request_id: _Optional[str] = ..., fund_code: _Optional[str] = ..., rpps: _Optional[str] = ..., holder: _Optional[str] = ..., iban: _Optional[str] = ..., bic: _Optional[str] = ..., address: _Optional[_Union[PostalAddress, _Mapping]] = ...) -> None: ...

class SetBankDetailsResponse(_message.Message):
    __slots__ = ["details", "hold"]
    DETAILS_FIELD_NUMBER: _ClassVar[int]
    HOLD_FIELD_NUMBER: _ClassVar[int]
    details: BankDetails
    hold: Hold
    def __init__(self, details: _Optional[_Union[BankDetails, _Mapping]] = ..., hold: _Optional[_Union[Hold, _Mapping]] = ...) -> None: ...

class SpendingForecast(_message.Message):
    __slots__ = ["committed_cents", "contracts", "option", "paid_cents", "payable_cents", "year"]
    COMMITTED_CENTS_FIELD_NUMBER: _ClassVar[int]
    CONTRACTS_FIELD_NUMBER: _ClassVar[int]
    OPTION_FIELD_NUMBER: _ClassVar[int]
    PAID_CENTS_FIELD_NUMBER: _ClassVar[int]
    PAYABLE_CENTS_FIELD_NUMBER: _ClassVar[int]
    YEAR_FIELD_NUMBER: _ClassVar[int]
    committed_cents: int
    contracts: int
    option: _law_pb2.Option
    paid_cents: int
    payable_cents: int
    year: int
    def __init__(self, year: _Optional[int] = ..., option: _Optional[_Union[_law_pb2.Option, str]] = ..., contracts: _Optional[int] = ..., paid_cents: _Optional[int] = ..., payable_cents: _Optional[int] = ..., committed_cents: _Optional[int] = ...) -> None: ...

class StatePastPaymentsRequest(_message.Message):
    __slots__ = ["contract_id", "corrects_id", "payments", "request_id", "through_date"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    CORRECTS_ID_FIELD_NUMBER: _ClassVar[int]
    PAYMENTS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    THROUGH_DATE_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    corrects_id: str
    payments: _containers.RepeatedCompositeFieldContainer[PastPayment]
    request_id: str
    through_date: str
    def __init__(self, request_id: _Optional[str] = ..., contract_id: _Optional[str] = ..., payments: _Optional[_Iterable[_Union[PastPayment, _Mapping]]] = ..., through_date: _Optional[str] = ..., corrects_id: _Optional[str] = ...) -> None: ...

class StatePastPaymentsResponse(_message.Message):
    __slots__ = ["past_payments"]
    PAST_PAYMENTS_FIELD_NUMBER: _ClassVar[int]
    past_payments: PastPayments
    def __init__(self, past_payments: _Optional[_Union[PastPayments, _Mapping]] = ...) -> None: ...

class Statement(_message.Message):
    __slots__ = ["account", "contract_id", "fund_code", "held_cents", "holds", "lines", "owed_cents", "paid_cents", "recovered_cents", "recoveries", "rpps", "to_recover_cents", "year"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    HELD_CENTS_FIELD_NUMBER: _ClassVar[int]
    HOLDS_FIELD_NUMBER: _ClassVar[int]
    LINES_FIELD_NUMBER: _ClassVar[int]
    OWED_CENTS_FIELD_NUMBER: _ClassVar[int]
    PAID_CENTS_FIELD_NUMBER: _ClassVar[int]
    RECOVERED_CENTS_FIELD_NUMBER: _ClassVar[int]
    RECOVERIES_FIELD_NUMBER: _ClassVar[int]
    RPPS_FIELD_NUMBER: _ClassVar[int]
    TO_RECOVER_CENTS_FIELD_NUMBER: _ClassVar[int]
    YEAR_FIELD_NUMBER: _ClassVar[int]
    account: YearAccount
    contract_id: str
    fund_code: str
    held_cents: int
    holds: _containers.RepeatedCompositeFieldContainer[Hold]
    lines: _containers.RepeatedCompositeFieldContainer[StatementLine]
    owed_cents: int
    paid_cents: int
    recovered_cents: int
    recoveries: _containers.RepeatedCompositeFieldContainer[Recovery]
    rpps: str
    to_recover_cents: int
    year: int
    def __init__(self, contract_id: _Optional[str] = ..., fund_code: _Optional[str] = ..., rpps: _Optional[str] = ..., year: _Optional[int] = ..., lines: _Optional[_Iterable[_Union[StatementLine, _Mapping]]] = ..., owed_cents: _Optional[int] = ..., paid_cents: _Optional[int] = ..., held_cents: _Optional[int] = ..., recovered_cents: _Optional[int] = ..., to_recover_cents: _Optional[int] = ..., holds: _Optional[_Iterable[_Union[Hold, _Mapping]]] = ..., recoveries: _Optional[_Iterable[_Union[Recovery, _Mapping]]] = ..., account: _Optional[_Union[YearAccount, _Mapping]] = ...) -> None: ...

class StatementLine(_message.Message):
    __slots__ = ["account", "claimed_cents", "due", "held_cents", "in_transit_cents", "offset_cents", "paid_cents", "payments", "reason", "recovered_cents"]
    ACCOUNT_FIELD_NUMBER: _ClassVar[int]
    CLAIMED_CENTS_FIELD_NUMBER: _ClassVar[int]
    DUE_FIELD_NUMBER: _ClassVar[int]
    HELD_CENTS_FIELD_NUMBER: _ClassVar[int]
    IN_TRANSIT_CENTS_FIELD_NUMBER: _ClassVar[int]
    OFFSET_CENTS_FIELD_NUMBER: _ClassVar[int]
    PAID_CENTS_FIELD_NUMBER: _ClassVar[int]
    PAYMENTS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    RECOVERED_CENTS_FIELD_NUMBER: _ClassVar[int]
    account: YearAccount
    claimed_cents: int
    due: Due
    held_cents: int
    in_transit_cents: int
    offset_cents: int
    paid_cents: int
    payments: _containers.RepeatedCompositeFieldContainer[Payment]
    reason: _eligibility_pb2.Reason
    recovered_cents: int
    def __init__(self, due: _Optional[_Union[Due, _Mapping]] = ..., paid_cents: _Optional[int] = ..., in_transit_cents: _Optional[int] = ..., held_cents: _Optional[int] = ..., offset_cents: _Optional[int] = ..., claimed_cents: _Optional[int] = ..., recovered_cents: _Optional[int] = ..., reason: _Optional[_Union[_eligibility_pb2.Reason, _Mapping]] = ..., payments: _Optional[_Iterable[_Union[Payment, _Mapping]]] = ..., account: _Optional[_Union[YearAccount, _Mapping]] = ...) -> None: ...

class StatusLine(_message.Message):
    __slots__ = ["applied_before", "end_to_end_id", "index", "outcome", "payment_ids", "reason", "reason_code", "status"]
    APPLIED_BEFORE_FIELD_NUMBER: _ClassVar[int]
    END_TO_END_ID_FIELD_NUMBER: _ClassVar[int]
    INDEX_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    PAYMENT_IDS_FIELD_NUMBER: _ClassVar[int]
    REASON_CODE_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    STATUS_FIELD_NUMBER: _ClassVar[int]
    applied_before: bool
    end_to_end_id: str
    index: int
    outcome: StatusOutcome
    payment_ids: _containers.RepeatedScalarFieldContainer[str]
    reason: _eligibility_pb2.Reason
    reason_code: str
    status: str
    def __init__(self, index: _Optional[int] = ..., end_to_end_id: _Optional[str] = ..., status: _Optional[str] = ..., reason_code: _Optional[str] = ..., outcome: _Optional[_Union[StatusOutcome, str]] = ..., reason: _Optional[_Union[_eligibility_pb2.Reason, _Mapping]] = ..., payment_ids: _Optional[_Iterable[str]] = ..., applied_before: bool = ...) -> None: ...

class Totals(_message.Message):
    __slots__ = ["count", "hash", "sum_cents"]
    COUNT_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    SUM_CENTS_FIELD_NUMBER: _ClassVar[int]
    count: int
    hash: str
    sum_cents: int
    def __init__(self, count: _Optional[int] = ..., sum_cents: _Optional[int] = ..., hash: _Optional[str] = ...) -> None: ...

class VerifyBankDetailsRequest(_message.Message):
    __slots__ = ["fund_code", "request_id", "rpps", "version"]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RPPS_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    fund_code: str
    request_id: str
    rpps: str
    version: int
    def __init__(self, request_id: _Optional[str] = ..., fund_code: _Optional[str] = ..., rpps: _Optional[str] = ..., version: _Optional[int] = ...) -> None: ...

class VerifyBankDetailsResponse(_message.Message):
    __slots__ = ["details"]
    DETAILS_FIELD_NUMBER: _ClassVar[int]
    details: BankDetails
    def __init__(self, details: _Optional[_Union[BankDetails, _Mapping]] = ...) -> None: ...

class VerifyLedgerRequest(_message.Message):
    __slots__ = ["as_of_date", "root"]
    AS_OF_DATE_FIELD_NUMBER: _ClassVar[int]
    ROOT_FIELD_NUMBER: _ClassVar[int]
    as_of_date: str
    root: str
    def __init__(self, root: _Optional[str] = ..., as_of_date: _Optional[str] = ...) -> None: ...

class VerifyLedgerResponse(_message.Message):
    __slots__ = ["broken_sequence", "explanation", "root", "transactions", "valid", "violations"]
    BROKEN_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    ROOT_FIELD_NUMBER: _ClassVar[int]
    TRANSACTIONS_FIELD_NUMBER: _ClassVar[int]
    VALID_FIELD_NUMBER: _ClassVar[int]
    VIOLATIONS_FIELD_NUMBER: _ClassVar[int]
    broken_sequence: int
    explanation: _law_pb2.Phrase
    root: str
    transactions: int
    valid: bool
    violations: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, valid: bool = ..., transactions: _Optional[int] = ..., root: _Optional[str] = ..., broken_sequence: _Optional[int] = ..., explanation: _Optional[_Union[_law_pb2.Phrase, _Mapping]] = ..., violations: _Optional[_Iterable[str]] = ...) -> None: ...

class VerifyPastPaymentsRequest(_message.Message):
    __slots__ = ["past_payments_id", "request_id", "totals"]
    PAST_PAYMENTS_ID_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    TOTALS_FIELD_NUMBER: _ClassVar[int]
    past_payments_id: str
    request_id: str
    totals: Totals
    def __init__(self, request_id: _Optional[str] = ..., past_payments_id: _Optional[str] = ..., totals: _Optional[_Union[Totals, _Mapping]] = ...) -> None: ...

class VerifyPastPaymentsResponse(_message.Message):
    __slots__ = ["past_payments"]
    PAST_PAYMENTS_FIELD_NUMBER: _ClassVar[int]
    past_payments: PastPayments
    def __init__(self, past_payments: _Optional[_Union[PastPayments, _Mapping]] = ...) -> None: ...

class WithdrawPastPaymentsRequest(_message.Message):
    __slots__ = ["past_payments_id", "reason", "request_id"]
    PAST_PAYMENTS_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    past_payments_id: str
    reason: str
    request_id: str
    def __init__(self, request_id: _Optional[str] = ..., past_payments_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class WithdrawPastPaymentsResponse(_message.Message):
    __slots__ = ["past_payments"]
    PAST_PAYMENTS_FIELD_NUMBER: _ClassVar[int]
    past_payments: PastPayments
    def __init__(self, past_payments: _Optional[_Union[PastPayments, _Mapping]] = ...) -> None: ...

class WriteOffRecoveryRequest(_message.Message):
    __slots__ = ["reason", "recovery_id", "request_id", "written_off_on_date"]
    REASON_FIELD_NUMBER: _ClassVar[int]
    RECOVERY_ID_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    WRITTEN_OFF_ON_DATE_FIELD_NUMBER: _ClassVar[int]
    reason: str
    recovery_id: str
    request_id: str
    written_off_on_date: str
    def __init__(self, request_id: _Optional[str] = ..., recovery_id: _Optional[str] = ..., written_off_on_date: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class WriteOffRecoveryResponse(_message.Message):
    __slots__ = ["recovery"]
    RECOVERY_FIELD_NUMBER: _ClassVar[int]
    recovery: Recovery
    def __init__(self, recovery: _Optional[_Union[Recovery, _Mapping]] = ...) -> None: ...

class YearAccount(_message.Message):
    __slots__ = ["approved_cents", "claimed_cents", "closing_in_transit_cents", "closing_to_pay_cents", "closing_to_recover_cents", "kept_back_cents", "opening_to_pay_cents", "opening_to_recover_cents", "paid_cents", "recovered_cents", "taken_over_cents", "written_off_cents"]
    APPROVED_CENTS_FIELD_NUMBER: _ClassVar[int]
    CLAIMED_CENTS_FIELD_NUMBER: _ClassVar[int]
    CLOSING_IN_TRANSIT_CENTS_FIELD_NUMBER: _ClassVar[int]
    CLOSING_TO_PAY_CENTS_FIELD_NUMBER: _ClassVar[int]
    CLOSING_TO_RECOVER_CENTS_FIELD_NUMBER: _ClassVar[int]
    KEPT_BACK_CENTS_FIELD_NUMBER: _ClassVar[int]
    OPENING_TO_PAY_CENTS_FIELD_NUMBER: _ClassVar[int]
    OPENING_TO_RECOVER_CENTS_FIELD_NUMBER: _ClassVar[int]
    PAID_CENTS_FIELD_NUMBER: _ClassVar[int]
    RECOVERED_CENTS_FIELD_NUMBER: _ClassVar[int]
    TAKEN_OVER_CENTS_FIELD_NUMBER: _ClassVar[int]
    WRITTEN_OFF_CENTS_FIELD_NUMBER: _ClassVar[int]
    approved_cents: int
    claimed_cents: int
    closing_in_transit_cents: int
    closing_to_pay_cents: int
    closing_to_recover_cents: int
    kept_back_cents: int
    opening_to_pay_cents: int
    opening_to_recover_cents: int
    paid_cents: int
    recovered_cents: int
    taken_over_cents: int
    written_off_cents: int
    def __init__(self, opening_to_pay_cents: _Optional[int] = ..., approved_cents: _Optional[int] = ..., paid_cents: _Optional[int] = ..., kept_back_cents: _Optional[int] = ..., closing_to_pay_cents: _Optional[int] = ..., closing_in_transit_cents: _Optional[int] = ..., opening_to_recover_cents: _Optional[int] = ..., claimed_cents: _Optional[int] = ..., recovered_cents: _Optional[int] = ..., written_off_cents: _Optional[int] = ..., closing_to_recover_cents: _Optional[int] = ..., taken_over_cents: _Optional[int] = ...) -> None: ...

class DueState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class RunState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class PaymentState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class Transmission(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class HoldReason(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class PastPaymentsState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class RecoveryState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class RecoveryOutcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class RecoveryMode(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class StatusOutcome(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
