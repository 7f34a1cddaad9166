"""The tables. Rows are records: they decide nothing and call nobody."""

from storage.models.candidates import Candidate, CandidateAddress, CandidateLink
from storage.models.enrollments import Enrollment
from storage.models.notices import Notice, NoticePace
from storage.models.privacy import Forgetting, ForgottenMark
from storage.models.recruiters import Mailbox, Recruiter
from storage.models.reviews import Review
from storage.models.sequences import Draft, Sequence, SequenceVersion, Stage
from storage.models.touches import Touch

__all__ = [
    "Candidate",
    "CandidateAddress",
    "CandidateLink",
    "Draft",
    "Enrollment",
    "Forgetting",
    "ForgottenMark",
    "Mailbox",
    "Notice",
    "NoticePace",
    "Recruiter",
    "Review",
    "Sequence",
    "SequenceVersion",
    "Stage",
    "Touch",
]
