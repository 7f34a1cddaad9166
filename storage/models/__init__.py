"""The tables. Rows are records: they decide nothing and call nobody."""

from storage.models.candidates import Candidate, CandidateAddress, CandidateLink
from storage.models.engagement import Override, Release
from storage.models.enrollments import Enrollment, OwnStage
from storage.models.imports import Import, ImportRow
from storage.models.notices import Notice, NoticePace
from storage.models.privacy import Forgetting, ForgottenMark
from storage.models.recruiters import Mailbox, Recruiter
from storage.models.reviews import Review
from storage.models.sequences import Draft, Sequence, SequenceVersion, Stage
from storage.models.status_readings import StatusReading
from storage.models.touches import Touch

__all__ = [
    "Candidate",
    "CandidateAddress",
    "CandidateLink",
    "Draft",
    "Enrollment",
    "ForgottenMark",
    "Forgetting",
    "Import",
    "ImportRow",
    "Mailbox",
    "Notice",
    "Override",
    "NoticePace",
    "OwnStage",
    "Recruiter",
    "Release",
    "Review",
    "Sequence",
    "SequenceVersion",
    "Stage",
    "StatusReading",
    "Touch",
]
