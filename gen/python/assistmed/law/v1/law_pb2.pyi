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
CELL_CHANGE_ONLY_IN_FIRST: CellChange
CELL_CHANGE_ONLY_IN_OTHER: CellChange
CELL_CHANGE_SAME: CellChange
CELL_CHANGE_UNSPECIFIED: CellChange
CELL_CHANGE_VALUE: CellChange
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
LANGUAGE_EN: Language
LANGUAGE_FR: Language
LANGUAGE_UNSPECIFIED: Language
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

class CellComparison(_message.Message):
    __slots__ = ["cell", "change", "citation", "other_citation"]
    CELL_FIELD_NUMBER: _ClassVar[int]
    CHANGE_FIELD_NUMBER: _ClassVar[int]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    OTHER_CITATION_FIELD_NUMBER: _ClassVar[int]
    cell: str
    change: CellChange
    citation: Citation
    other_citation: Citation
    def __init__(self, cell: _Optional[str] = ..., change: _Optional[_Union[CellChange, str]] = ..., citation: _Optional[_Union[Citation, _Mapping]] = ..., other_citation: _Optional[_Union[Citation, _Mapping]] = ...) -> None: ...

class CertaintyCount(_message.Message):
    __slots__ = ["cells", "certainty"]
    CELLS_FIELD_NUMBER: _ClassVar[int]
    CERTAINTY_FIELD_NUMBER: _ClassVar[int]
    cells: int
    certainty: Certainty
    def __init__(self, certainty: _Optional[_Union[Certainty, str]] = ..., cells: _Optional[int] = ...) -> None: ...

class Citation(_message.Message):
    __slots__ = ["cell", "certainty", "note", "settled_by", "source", "supplement_file", "text_id", "url", "value"]
    CELL_FIELD_NUMBER: _ClassVar[int]
    CERTAINTY_FIELD_NUMBER: _ClassVar[int]
    NOTE_FIELD_NUMBER: _ClassVar[int]
    SETTLED_BY_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    SUPPLEMENT_FILE_FIELD_NUMBER: _ClassVar[int]
    TEXT_ID_FIELD_NUMBER: _ClassVar[int]
    URL_FIELD_NUMBER: _ClassVar[int]
    VALUE_FIELD_NUMBER: _ClassVar[int]
    cell: str
    certainty: Certainty
    note: Phrase
    settled_by: Phrase
    source: str
    supplement_file: str
    text_id: str
    url: str
    value: str
    def __init__(self, text_id: _Optional[str] = ..., cell: _Optional[str] = ..., value: _Optional[str] = ..., certainty: _Optional[_Union[Certainty, str]] = ..., source: _Optional[str] = ..., url: _Optional[str] = ..., note: _Optional[_Union[Phrase, _Mapping]] = ..., settled_by: _Optional[_Union[Phrase, _Mapping]] = ..., supplement_file: _Optional[str] = ...) -> None: ...

class CompareTextsRequest(_message.Message):
    __slots__ = ["include_same", "other_text_id", "text_id"]
    INCLUDE_SAME_FIELD_NUMBER: _ClassVar[int]
    OTHER_TEXT_ID_FIELD_NUMBER: _ClassVar[int]
    TEXT_ID_FIELD_NUMBER: _ClassVar[int]
    include_same: bool
    other_text_id: str
    text_id: str
    def __init__(self, text_id: _Optional[str] = ..., other_text_id: _Optional[str] = ..., include_same: bool = ...) -> None: ...

class CompareTextsResponse(_message.Message):
    __slots__ = ["cells", "changed", "law_digest", "only_in_one", "same"]
    CELLS_FIELD_NUMBER: _ClassVar[int]
    CHANGED_FIELD_NUMBER: _ClassVar[int]
    LAW_DIGEST_FIELD_NUMBER: _ClassVar[int]
    ONLY_IN_ONE_FIELD_NUMBER: _ClassVar[int]
    SAME_FIELD_NUMBER: _ClassVar[int]
    cells: _containers.RepeatedCompositeFieldContainer[CellComparison]
    changed: int
    law_digest: str
    only_in_one: int
    same: int
    def __init__(self, cells: _Optional[_Iterable[_Union[CellComparison, _Mapping]]] = ..., same: _Optional[int] = ..., changed: _Optional[int] = ..., only_in_one: _Optional[int] = ..., law_digest: _Optional[str] = ...) -> None: ...

class ComputeCommunityFundingRequest(_message.Message):
    __slots__ = ["inhabitants"]
    INHABITANTS_FIELD_NUMBER: _ClassVar[int]
    inhabitants: int
    def __init__(self, inhabitants: _Optional[int] = ...) -> None: ...

class ComputeCommunityFundingResponse(_message.Message):
    __slots__ = ["certainty", "citations", "explanation", "highest_maximum_cents", "lowest_maximum_cents", "maximum_cents", "size"]
    CERTAINTY_FIELD_NUMBER: _ClassVar[int]
    CITATIONS_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    HIGHEST_MAXIMUM_CENTS_FIELD_NUMBER: _ClassVar[int]
    LOWEST_MAXIMUM_CENTS_FIELD_NUMBER: _ClassVar[int]
    MAXIMUM_CENTS_FIELD_NUMBER: _ClassVar[int]
    SIZE_FIELD_NUMBER: _ClassVar[int]
    certainty: Certainty
    citations: _containers.RepeatedCompositeFieldContainer[Citation]
    explanation: Phrase
    highest_maximum_cents: int
    lowest_maximum_cents: int
    maximum_cents: int
    size: int
    def __init__(self, size: _Optional[int] = ..., maximum_cents: _Optional[int] = ..., lowest_maximum_cents: _Optional[int] = ..., highest_maximum_cents: _Optional[int] = ..., citations: _Optional[_Iterable[_Union[Citation, _Mapping]]] = ..., certainty: _Optional[_Union[Certainty, str]] = ..., explanation: _Optional[_Union[Phrase, _Mapping]] = ...) -> None: ...

class ComputeStructureFeeRequest(_message.Message):
    __slots__ = ["other_points", "volet_1_met", "volet_1_points", "year"]
    OTHER_POINTS_FIELD_NUMBER: _ClassVar[int]
    VOLET_1_MET_FIELD_NUMBER: _ClassVar[int]
    VOLET_1_POINTS_FIELD_NUMBER: _ClassVar[int]
    YEAR_FIELD_NUMBER: _ClassVar[int]
    other_points: int
    volet_1_met: bool
    volet_1_points: int
    year: int
    def __init__(self, year: _Optional[int] = ..., volet_1_points: _Optional[int] = ..., other_points: _Optional[int] = ..., volet_1_met: bool = ...) -> None: ...

class ComputeStructureFeeResponse(_message.Message):
    __slots__ = ["amount_cents", "certainty", "citations", "explanation", "maximum_points", "points"]
    AMOUNT_CENTS_FIELD_NUMBER: _ClassVar[int]
    CERTAINTY_FIELD_NUMBER: _ClassVar[int]
    CITATIONS_FIELD_NUMBER: _ClassVar[int]
    EXPLANATION_FIELD_NUMBER: _ClassVar[int]
    MAXIMUM_POINTS_FIELD_NUMBER: _ClassVar[int]
    POINTS_FIELD_NUMBER: _ClassVar[int]
    amount_cents: int
    certainty: Certainty
    citations: _containers.RepeatedCompositeFieldContainer[Citation]
    explanation: Phrase
    maximum_points: int
    points: int
    def __init__(self, points: _Optional[int] = ..., amount_cents: _Optional[int] = ..., maximum_points: _Optional[int] = ..., citations: _Optional[_Iterable[_Union[Citation, _Mapping]]] = ..., certainty: _Optional[_Union[Certainty, str]] = ..., explanation: _Optional[_Union[Phrase, _Mapping]] = ...) -> None: ...

class Fund(_message.Message):
    __slots__ = ["citation", "code", "name"]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    citation: Citation
    code: str
    name: str
    def __init__(self, code: _Optional[str] = ..., name: _Optional[str] = ..., citation: _Optional[_Union[Citation, _Mapping]] = ...) -> None: ...

class GetLawStatusRequest(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class GetLawStatusResponse(_message.Message):
    __slots__ = ["counts", "derived_readings", "law_digest", "law_edition", "supplement_files", "unknown_cells"]
    COUNTS_FIELD_NUMBER: _ClassVar[int]
    DERIVED_READINGS_FIELD_NUMBER: _ClassVar[int]
    LAW_DIGEST_FIELD_NUMBER: _ClassVar[int]
    LAW_EDITION_FIELD_NUMBER: _ClassVar[int]
    SUPPLEMENT_FILES_FIELD_NUMBER: _ClassVar[int]
    UNKNOWN_CELLS_FIELD_NUMBER: _ClassVar[int]
    counts: _containers.RepeatedCompositeFieldContainer[CertaintyCount]
    derived_readings: _containers.RepeatedCompositeFieldContainer[Citation]
    law_digest: str
    law_edition: str
    supplement_files: _containers.RepeatedCompositeFieldContainer[SupplementFile]
    unknown_cells: _containers.RepeatedCompositeFieldContainer[Citation]
    def __init__(self, law_digest: _Optional[str] = ..., counts: _Optional[_Iterable[_Union[CertaintyCount, _Mapping]]] = ..., unknown_cells: _Optional[_Iterable[_Union[Citation, _Mapping]]] = ..., derived_readings: _Optional[_Iterable[_Union[Citation, _Mapping]]] = ..., supplement_files: _Optional[_Iterable[_Union[SupplementFile, _Mapping]]] = ..., law_edition: _Optional[str] = ...) -> None: ...

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

class ListFundsRequest(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class ListFundsResponse(_message.Message):
    __slots__ = ["funds"]
    FUNDS_FIELD_NUMBER: _ClassVar[int]
    funds: _containers.RepeatedCompositeFieldContainer[Fund]
    def __init__(self, funds: _Optional[_Iterable[_Union[Fund, _Mapping]]] = ...) -> None: ...

class ListSpecialtiesRequest(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class ListSpecialtiesResponse(_message.Message):
    __slots__ = ["specialties"]
    SPECIALTIES_FIELD_NUMBER: _ClassVar[int]
    specialties: _containers.RepeatedCompositeFieldContainer[Specialty]
    def __init__(self, specialties: _Optional[_Iterable[_Union[Specialty, _Mapping]]] = ...) -> None: ...

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

class Specialty(_message.Message):
    __slots__ = ["citation", "code", "general_practice", "name"]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    CODE_FIELD_NUMBER: _ClassVar[int]
    GENERAL_PRACTICE_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    citation: Citation
    code: str
    general_practice: bool
    name: str
    def __init__(self, code: _Optional[str] = ..., name: _Optional[str] = ..., general_practice: bool = ..., citation: _Optional[_Union[Citation, _Mapping]] = ...) -> None: ...

class SupplementFile(_message.Message):
    __slots__ = ["cells", "name", "sha256", "supplied_by"]
    CELLS_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    SHA256_FIELD_NUMBER: _ClassVar[int]
    SUPPLIED_BY_FIELD_NUMBER: _ClassVar[int]
    cells: _containers.RepeatedCompositeFieldContainer[Citation]
    name: str
    sha256: str
    supplied_by: str
    def __init__(self, name: _Optional[str] = ..., sha256: _Optional[str] = ..., supplied_by: _Optional[str] = ..., cells: _Optional[_Iterable[_Union[Citation, _Mapping]]] = ...) -> None: ...

class Text(_message.Message):
    __slots__ = ["beside_text_id", "citation", "id", "in_force_from_date", "in_force_until_date", "title"]
    BESIDE_TEXT_ID_FIELD_NUMBER: _ClassVar[int]
    CITATION_FIELD_NUMBER: _ClassVar[int]
    ID_FIELD_NUMBER: _ClassVar[int]
    IN_FORCE_FROM_DATE_FIELD_NUMBER: _ClassVar[int]
    IN_FORCE_UNTIL_DATE_FIELD_NUMBER: _ClassVar[int]
    TITLE_FIELD_NUMBER: _ClassVar[int]
    beside_text_id: str
    citation: Citation
    id: str
    in_force_from_date: str
    in_force_until_date: str
    title: Phrase
    def __init__(self, id: _Optional[str] = ..., title: _Optional[_Union[Phrase, _Mapping]] = ..., in_force_from_date: _Optional[str] = ..., in_force_until_date: _Optional[str] = ..., citation: _Optional[_Union[Citation, _Mapping]] = ..., beside_text_id: _Optional[str] = ...) -> None: ...

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

class Language(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class CellChange(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
