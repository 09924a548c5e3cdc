from policies.models.advice import AdviceAnswer
from policies.models.audience import AudienceRule
from policies.models.category import Category
from policies.models.commenting import CommentResolution, ReviewComment, ReviewReply
from policies.models.deciding import Contribution, Decision, Proven, Review, Transition, Verdict
from policies.models.delegation import Delegation, DelegationEnd
from policies.models.filing import (
    FiledRevision,
    Filing,
    FilingKind,
    FilingMove,
    FilingReminder,
    FilingScan,
    FilingStatus,
    Posting,
)
from policies.models.import_source import ImportedRevision, ImportSource
from policies.models.outline import Chapter, Clause, ClauseRole
from policies.models.periodic_review import PeriodicReview, ReviewReminder
from policies.models.policy import Level, Policy
from policies.models.reference import CrossReference, ReferenceWaiver
from policies.models.rendition import Rendition
from policies.models.review_step import ReviewStep, Step
from policies.models.revision import Revision, RevisionKind, Status
from policies.models.scheduling import Schedule, ScheduleLetter, ScheduleVerb
from policies.models.search import ClauseMark, SearchEntry
from policies.models.work_rules import AdverseChange, Head, HeadCoverage, HeadOmission

__all__ = [
    "AdverseChange",
    "AdviceAnswer",
    "AudienceRule",
    "Category",
    "Chapter",
    "Clause",
    "ClauseMark",
    "ClauseRole",
    "CommentResolution",
    "Contribution",
    "CrossReference",
    "Decision",
    "Delegation",
    "DelegationEnd",
    "FiledRevision",
    "Filing",
    "FilingKind",
    "FilingMove",
    "FilingReminder",
    "FilingScan",
    "FilingStatus",
    "Head",
    "HeadCoverage",
    "HeadOmission",
    "ImportSource",
    "ImportedRevision",
    "Level",
    "PeriodicReview",
    "Policy",
    "Posting",
    "Proven",
    "ReferenceWaiver",
    "Rendition",
    "Review",
    "ReviewComment",
    "ReviewReminder",
    "ReviewReply",
    "ReviewStep",
    "Revision",
    "RevisionKind",
    "Schedule",
    "ScheduleLetter",
    "ScheduleVerb",
    "SearchEntry",
    "Status",
    "Step",
    "Transition",
    "Verdict",
]
