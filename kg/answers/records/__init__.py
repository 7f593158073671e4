"""What the graph says, as typed records: read once, in bulk, and used by whatever shows it."""

from kg.answers.records.collection import Records
from kg.answers.records.model import (
    EXACT,
    EXCLUDED,
    INCLUDED,
    OPEN,
    ClaimRecord,
    Code,
    Figure,
    Limits,
    ParticipationRecord,
    PartnershipRecord,
    PartyRecord,
    Passage,
    PersonRecord,
    ProgrammeRecord,
    Record,
    SourceRecord,
    StageRecord,
    StatementRecord,
    as_json,
)
from kg.answers.records.reading import read_records, read_source
from kg.answers.records.terms import bilingual, name_of, said_in

__all__ = [
    "EXACT",
    "EXCLUDED",
    "INCLUDED",
    "OPEN",
    "ClaimRecord",
    "Code",
    "Figure",
    "Limits",
    "ParticipationRecord",
    "PartnershipRecord",
    "PartyRecord",
    "Passage",
    "PersonRecord",
    "ProgrammeRecord",
    "Record",
    "Records",
    "SourceRecord",
    "StageRecord",
    "StatementRecord",
    "as_json",
    "bilingual",
    "name_of",
    "read_records",
    "read_source",
    "said_in",
]
