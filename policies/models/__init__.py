from policies.models.advice import AdviceAnswer
from policies.models.audience import AudienceRule
from policies.models.category import Category
from policies.models.commenting import CommentResolution, ReviewComment, ReviewReply
from policies.models.deciding import Contribution, Decision, Proven, Review, Transition, Verdict
from policies.models.delegation import Delegation, DelegationEnd
from policies.models.import_source import ImportedRevision, ImportSource
from policies.models.outline import Chapter, Clause, ClauseRole
from policies.models.periodic_review import PeriodicReview, ReviewReminder
from policies.models.policy import Level, Policy
from policies.models.reference import CrossReference, ReferenceWaiver
from policies.models.rendition import Rendition
from policies.models.review_step import ReviewStep, Step
from policies.models.revision import Revision, RevisionKind, Status
from policies.models.scheduling import Schedule, ScheduleVerb
from policies.models.search import ClauseMark, SearchEntry

__all__ = [
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
    "ImportSource",
    "ImportedRevision",
    "Level",
    "PeriodicReview",
    "Policy",
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
    "ScheduleVerb",
    "SearchEntry",
    "Status",
    "Step",
    "Transition",
    "Verdict",
]
