from google.protobuf import any_pb2 as _any_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class AuditEvent(_message.Message):
    __slots__ = ["actor", "changes", "create_time", "hash", "method", "note", "on_date", "owner", "previous_hash", "reason", "request_id", "resource", "revision", "sequence", "what"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    CHANGES_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    ON_DATE_FIELD_NUMBER: _ClassVar[int]
    OWNER_FIELD_NUMBER: _ClassVar[int]
    PREVIOUS_HASH_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RESOURCE_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    WHAT_FIELD_NUMBER: _ClassVar[int]
    actor: str
    changes: _containers.RepeatedCompositeFieldContainer[FieldChange]
    create_time: _timestamp_pb2.Timestamp
    hash: str
    method: str
    note: str
    on_date: str
    owner: str
    previous_hash: str
    reason: int
    request_id: str
    resource: str
    revision: int
    sequence: int
    what: str
    def __init__(self, sequence: _Optional[int] = ..., actor: _Optional[str] = ..., method: _Optional[str] = ..., request_id: _Optional[str] = ..., resource: _Optional[str] = ..., what: _Optional[str] = ..., create_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., revision: _Optional[int] = ..., owner: _Optional[str] = ..., reason: _Optional[int] = ..., note: _Optional[str] = ..., on_date: _Optional[str] = ..., changes: _Optional[_Iterable[_Union[FieldChange, _Mapping]]] = ..., previous_hash: _Optional[str] = ..., hash: _Optional[str] = ...) -> None: ...

class BankFileRecord(_message.Message):
    __slots__ = ["content", "fund_code", "hash", "message_id", "payment_ids", "run_id"]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    FUND_CODE_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    MESSAGE_ID_FIELD_NUMBER: _ClassVar[int]
    PAYMENT_IDS_FIELD_NUMBER: _ClassVar[int]
    RUN_ID_FIELD_NUMBER: _ClassVar[int]
    content: bytes
    fund_code: str
    hash: str
    message_id: str
    payment_ids: _containers.RepeatedScalarFieldContainer[str]
    run_id: str
    def __init__(self, message_id: _Optional[str] = ..., run_id: _Optional[str] = ..., fund_code: _Optional[str] = ..., content: _Optional[bytes] = ..., hash: _Optional[str] = ..., payment_ids: _Optional[_Iterable[str]] = ...) -> None: ...

class FieldChange(_message.Message):
    __slots__ = ["after", "before", "field"]
    AFTER_FIELD_NUMBER: _ClassVar[int]
    BEFORE_FIELD_NUMBER: _ClassVar[int]
    FIELD_FIELD_NUMBER: _ClassVar[int]
    after: str
    before: str
    field: str
    def __init__(self, field: _Optional[str] = ..., before: _Optional[str] = ..., after: _Optional[str] = ...) -> None: ...

class ImportRecord(_message.Message):
    __slots__ = ["contract_id", "line_hash"]
    CONTRACT_ID_FIELD_NUMBER: _ClassVar[int]
    LINE_HASH_FIELD_NUMBER: _ClassVar[int]
    contract_id: str
    line_hash: str
    def __init__(self, contract_id: _Optional[str] = ..., line_hash: _Optional[str] = ...) -> None: ...

class LawFile(_message.Message):
    __slots__ = ["content", "name"]
    CONTENT_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    content: bytes
    name: str
    def __init__(self, name: _Optional[str] = ..., content: _Optional[bytes] = ...) -> None: ...

class LawRecord(_message.Message):
    __slots__ = ["digest", "edition", "files"]
    DIGEST_FIELD_NUMBER: _ClassVar[int]
    EDITION_FIELD_NUMBER: _ClassVar[int]
    FILES_FIELD_NUMBER: _ClassVar[int]
    digest: str
    edition: str
    files: _containers.RepeatedCompositeFieldContainer[LawFile]
    def __init__(self, edition: _Optional[str] = ..., digest: _Optional[str] = ..., files: _Optional[_Iterable[_Union[LawFile, _Mapping]]] = ...) -> None: ...

class RequestRecord(_message.Message):
    __slots__ = ["actor", "create_time", "method", "request", "request_id", "response"]
    ACTOR_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    METHOD_FIELD_NUMBER: _ClassVar[int]
    REQUEST_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    RESPONSE_FIELD_NUMBER: _ClassVar[int]
    actor: str
    create_time: _timestamp_pb2.Timestamp
    method: str
    request: _any_pb2.Any
    request_id: str
    response: _any_pb2.Any
    def __init__(self, method: _Optional[str] = ..., actor: _Optional[str] = ..., request_id: _Optional[str] = ..., request: _Optional[_Union[_any_pb2.Any, _Mapping]] = ..., response: _Optional[_Union[_any_pb2.Any, _Mapping]] = ..., create_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...
