from policies.models.advice import AdviceAnswer
from policies.models.amendment_table import AmendmentTable
from policies.models.audience import AudienceRule, ClauseAudienceRule
from policies.models.category import Category
from policies.models.change_summary import ChangeSummary
from policies.models.commenting import CommentResolution, ReviewComment, ReviewReply
from policies.models.consultation import (
    Conclusion,
    Consultation,
    Extension,
    ExtensionNotice,
    Invitation,
    Outcome,
    Population,
    Visibility,
)
from policies.models.deciding import Contribution, Decision, Proven, Review, Transition, Verdict
from policies.models.delegation import Delegation, DelegationEnd
from policies.models.enclosure import Attachment, LegalBasis
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
from policies.models.following import FeedAddress, Follow
from policies.models.former_code import FormerCode
from policies.models.import_source import ImportedRevision, ImportSource
from policies.models.meeting import (
    Agreement,
    Attendance,
    Meeting,
    MeetingKind,
    Paper,
    PaperKind,
    Party,
    Settlement,
)
from policies.models.opinion import Answer, AnswerVerdict, Opinion, OpinionWithdrawal, Support
from policies.models.outline import Chapter, Clause, ClauseRole
from policies.models.periodic_review import PeriodicReview, ReviewReminder
from policies.models.policy import Level, Policy
from policies.models.print_order import PrintedRevision, PrintKind, PrintOrder
from policies.models.question import Question, QuestionAnswer, QuestionLetter
from policies.models.reference import CrossReference, ReferenceWaiver
from policies.models.rendition import Rendition
from policies.models.review_step import ReviewStep, Step
from policies.models.revision import Revision, RevisionKind, Status
from policies.models.scheduling import Schedule, ScheduleLetter, ScheduleVerb
from policies.models.search import (
    ClauseMark,
    SearchEntry,
    SearchTally,
    SearchTerm,
    SynonymGroup,
)
from policies.models.work_rules import AdverseChange, Head, HeadCoverage, HeadOmission

__all__ = [
    "AdverseChange",
    "AdviceAnswer",
    "Agreement",
    "AmendmentTable",
    "Answer",
    "AnswerVerdict",
    "Attachment",
    "Attendance",
    "AudienceRule",
    "Category",
    "ChangeSummary",
    "Chapter",
    "Clause",
    "ClauseAudienceRule",
    "ClauseMark",
    "ClauseRole",
    "CommentResolution",
    "Conclusion",
    "Consultation",
    "Contribution",
    "CrossReference",
    "Decision",
    "Delegation",
    "DelegationEnd",
    "Extension",
    "ExtensionNotice",
    "FeedAddress",
    "FiledRevision",
    "Filing",
    "FilingKind",
    "FilingMove",
    "FilingReminder",
    "FilingScan",
    "FilingStatus",
    "Follow",
    "FormerCode",
    "Head",
    "HeadCoverage",
    "HeadOmission",
    "ImportSource",
    "ImportedRevision",
    "Invitation",
    "LegalBasis",
    "Level",
    "Meeting",
    "MeetingKind",
    "Opinion",
    "OpinionWithdrawal",
    "Outcome",
    "Paper",
    "PaperKind",
    "Party",
    "PeriodicReview",
    "Policy",
    "Population",
    "Posting",
    "PrintKind",
    "PrintOrder",
    "PrintedRevision",
    "Proven",
    "Question",
    "QuestionAnswer",
    "QuestionLetter",
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
    "SearchTally",
    "SearchTerm",
    "Settlement",
    "Status",
    "Step",
    "Support",
    "SynonymGroup",
    "Transition",
    "Verdict",
    "Visibility",
]
