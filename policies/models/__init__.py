from policies.models.audience import AudienceRule
from policies.models.category import Category
from policies.models.consultation import (
    Conclusion,
    Consultation,
    Extension,
    Invitation,
    Outcome,
    Population,
    Visibility,
)
from policies.models.deciding import Contribution, Decision, Review, Step, Transition, Verdict
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
from policies.models.policy import Level, Policy
from policies.models.reference import CrossReference, ReferenceWaiver
from policies.models.rendition import Rendition
from policies.models.revision import Revision, RevisionKind, Status
from policies.models.scheduling import Schedule, ScheduleVerb
from policies.models.search import ClauseMark, SearchEntry

__all__ = [
    "Agreement",
    "Answer",
    "AnswerVerdict",
    "Attendance",
    "AudienceRule",
    "Category",
    "Chapter",
    "Clause",
    "ClauseMark",
    "ClauseRole",
    "Conclusion",
    "Consultation",
    "Contribution",
    "CrossReference",
    "Decision",
    "Extension",
    "ImportSource",
    "ImportedRevision",
    "Invitation",
    "Level",
    "Meeting",
    "MeetingKind",
    "Opinion",
    "OpinionWithdrawal",
    "Outcome",
    "Paper",
    "PaperKind",
    "Party",
    "Policy",
    "Population",
    "ReferenceWaiver",
    "Rendition",
    "Review",
    "Revision",
    "RevisionKind",
    "Schedule",
    "ScheduleVerb",
    "SearchEntry",
    "Settlement",
    "Status",
    "Step",
    "Support",
    "Transition",
    "Verdict",
    "Visibility",
]
