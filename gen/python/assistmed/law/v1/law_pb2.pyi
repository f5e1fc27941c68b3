from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

BAND_BELOW_P30: Band
BAND_P30_P50: Band
BAND_P50_P70: Band
BAND_P70_P90: Band
BAND_P90_P95: Band
BAND_P95_AND_ABOVE: Band
BAND_UNSPECIFIED: Band
CERTAINTY_DERIVED: Certainty
CERTAINTY_OFFICIAL_SUMMARY: Certainty
CERTAINTY_OFFICIAL_TEXT: Certainty
CERTAINTY_OPERATOR: Certainty
CERTAINTY_SECONDARY: Certainty
CERTAINTY_UNKNOWN: Certainty
CERTAINTY_UNSPECIFIED: Certainty
DESCRIPTOR: _descriptor.FileDescriptor
INDICATOR_ACTIVE_FILE: Indicator
INDICATOR_REGISTERED_PATIENTS: Indicator
INDICATOR_UNSPECIFIED: Indicator
OPTION_FULL: Option
OPTION_HALF: Option
OPTION_ONE_AND_HALF: Option
OPTION_THIRD: Option
OPTION_TWO: Option
OPTION_UNSPECIFIED: Option
ZONE_NONE: Zone
ZONE_UNSPECIFIED: Zone
ZONE_ZAC: Zone
ZONE_ZIP: Zone
ZONE_ZV: Zone

class CertaintyCount(_message.Message):
    __slots__ = ["cells", "certainty"]
    CELLS_FIELD_NUMBER: _ClassVar[int]
    CERTAINTY_FIELD_NUMBER: _ClassVar[int]
    cells: int
    certainty: Certainty
    def __init__(self, certainty: _Optional[_Union[Certainty, str]] = ..., cells: _Optional[int] = ...) -> None: ...

class Citation(_message.Message):
    __slots__ = ["cell", "certainty", "note", "settled_by", "source", "text_id", "url", "value"]
    CELL_FIELD_NUMBER: _ClassVar[int]
    CERTAINTY_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    SETTLED_BY_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    TEXT_ID_FIELD_NUMBER: _ClassVar[int]
    URL_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    cell: str
    certainty: Certainty
    note: Phrase
    settled_by: Phrase
    source: str
    text_id: str
    url: str
    value: str
    def __init__(self, text_id: _Optional[str] = ..., cell: _Optional[str] = ..., value: _Optional[str] = ..., certainty: _Optional[_Union[Certainty, str]] = ..., source: _Optional[str] = ..., url: _Optional[str] = ..., note: _Optional[_Union[Phrase, _Mapping]] = ..., settled_by: _Optional[_Union[Phrase, _Mapping]] = ...) -> None: ...

class GetLawStatusRequest(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class GetLawStatusResponse(_message.Message):
    __slots__ = ["counts", "derived_readings", "law_digest", "unknown_cells"]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    DERIVED_READINGS_FIELD_NUMBER: _ClassVar[int]
    LAW_DIGEST_FIELD_NUMBER: _ClassVar[int]
    UNKNOWN_CELLS_FIELD_NUMBER: _ClassVar[int]
    counts: _containers.RepeatedCompositeFieldContainer[CertaintyCount]
    derived_readings: _containers.RepeatedCompositeFieldContainer[Citation]
    law_digest: str
    unknown_cells: _containers.RepeatedCompositeFieldContainer[Citation]
    def __init__(self, law_digest: _Optional[str] = ..., counts: _Optional[_Iterable[_Union[CertaintyCount, _Mapping]]] = ..., unknown_cells: _Optional[_Iterable[_Union[Citation, _Mapping]]] = ..., derived_readings: _Optional[_Iterable[_Union[Citation, _Mapping]]] = ...) -> None: ...

class GetTextRequest(_message.Message):
    __slots__ = ["text_id"]
    TEXT_ID_FIELD_NUMBER: _ClassVar[int]
    text_id: str
    def __init__(self, text_id: _Optional[str] = ...) -> None: ...

class GetTextResponse(_message.Message):
    __slots__ = ["cells", "law_digest", "text"]
    CELLS_FIELD_NUMBER: _ClassVar[int]
    LAW_DIGEST_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    cells: _containers.RepeatedCompositeFieldContainer[Citation]
    law_digest: str
    text: Text
    def __init__(self, text: _Optional[_Union[Text, _Mapping]] = ..., cells: _Optional[_Iterable[_Union[Citation, _Mapping]]] = ..., law_digest: _Optional[str] = ...) -> None: ...

class ListTextsRequest(_message.Message):
    __slots__ = ["on_date"]
    ON_DATE_FIELD_NUMBER: _ClassVar[int]
    on_date: str
    def __init__(self, on_date: _Optional[str] = ...) -> None: ...

class ListTextsResponse(_message.Message):
    __slots__ = ["texts"]
    TEXTS_FIELD_NUMBER: _ClassVar[int]
    texts: _containers.RepeatedCompositeFieldContainer[Text]
    def __init__(self, texts: _Optional[_Iterable[_Union[Text, _Mapping]]] = ...) -> None: ...

class Phrase(_message.Message):
    __slots__ = ["en", "fr"]
    EN_FIELD_NUMBER: _ClassVar[int]
    FR_FIELD_NUMBER: _ClassVar[int]
    en: str
    fr: str
    def __init__(self, fr: _Optional[str] = ..., en: _Optional[str] = ...) -> None: ...

class Text(_message.Message):
    __slots__ = ["citation", "id", "in_force_from_date", "in_force_until_date", "title"]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    IN_FORCE_FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    IN_FORCE_UNTIL_DATE_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    citation: Citation
    id: str
    in_force_from_date: str
    in_force_until_date: str
    title: Phrase
    def __init__(self, id: _Optional[str] = ..., title: _Optional[_Union[Phrase, _Mapping]] = ..., in_force_from_date: _Optional[str] = ..., in_force_until_date: _Optional[str] = ..., citation: _Optional[_Union[Citation, _Mapping]] = ...) -> None: ...

class Certainty(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class Option(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class Band(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class Indicator(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class Zone(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
