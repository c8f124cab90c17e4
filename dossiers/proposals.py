"""What an item would say of itself: proposed from the records, decided by the office.

The words are Chinese whatever the reader's language: they go into the archive.
"""

from dataclasses import dataclass
from datetime import date

from django.utils import timezone
from pypdf import PdfReader

from campaigns import records
from campaigns.models import Activity, Court, Honour, Statement, Unit
from dossiers import retentions
from dossiers.models import ItemPart, Retention

Role = ItemPart.Role
PDF = "application/pdf"
TITLE = 200

# Words in the name of a file that tell its part in a meeting (award.md 3.1).
WORDS = (
    (Role.SIGN_IN, ("签到", "名单")),
    (Role.SPEECH, ("讲话", "发言", "致辞", "讲稿")),
    (Role.NOTICE, ("通知", "议程")),
)


@dataclass(frozen=True)
class Proposal:
    """`facts` is what `filing.file` takes; what nothing tells is None or ""."""

    title: str
    is_title_supplied: bool
    responsible: str
    document_number: str
    formed_on: date | None
    pages: int | None
    unit: Unit | None
    retention: str
    is_confidential: bool
    roles: dict  # {evidence pk: role}
    rule: object  # of the retention table, or None

    @property
    def period(self):
        return Retention(self.retention).label

    @property
    def facts(self):
        told = dict(vars(self))
        del told["rule"]
        return told


def of(evidences, rules=None):
    """Propose an item of these pieces of proof, the first of which leads.

    `rules`: the court's retention table where the caller has it already.
    """
    main = _main(evidences)
    owner = main.owner
    title, is_supplied = _title(main, owner, evidences)
    if rules is None:
        rules = retentions.rules_of(records.court_of(owner))
    rule = retentions.fitting(rules, f"{title} {owner}", main.kind)
    return Proposal(
        title=title[:TITLE],
        is_title_supplied=is_supplied,
        responsible=main.issued_by or _responsible(owner),
        document_number=main.document_number,
        formed_on=main.taken_on or day_of(owner),
        pages=_pages(evidences),
        unit=_unit(owner) or main.uploaded_by.unit,
        retention=rule.retention if rule else Retention(retentions.DEFAULT).value,
        is_confidential=any(each.is_confidential for each in evidences),
        roles=roles_of(evidences),
        rule=rule,
    )


def roles_of(evidences):
    """{evidence pk: role}: what has no role of its own is main or annex to it."""
    found = {each.pk: role_of(each) for each in evidences}
    main = _main(evidences).pk
    if len(found) == 1 and found[main] != Role.PICTURE:
        return {main: Role.MAIN}
    for key, role in found.items():
        if role == Role.MAIN and key != main:
            found[key] = Role.ANNEX
    return found


def role_of(evidence):
    """The part a piece of proof plays among the others of its item."""
    if evidence.kind == evidence.Kind.PICTURE or evidence.is_picture:
        return Role.PICTURE
    if evidence.document_number:  # a paper in its own right, whatever it is called
        return Role.MAIN
    name = evidence.caption or evidence.file_name
    for role, words in WORDS:
        if any(word in name for word in words):
            return role
    return Role.MAIN


def day_of(owner):
    """The day of a record; of a statement that on which the court signed it."""
    if isinstance(owner, Statement):
        signed = owner.court_signed_at
        return timezone.localdate(signed) if signed else None
    return records.day_of(owner)


def _main(evidences):
    """The main paper: the first with a document number, else the first that is one."""
    papers = [each for each in evidences if role_of(each) == Role.MAIN]
    numbered = [each for each in papers if each.document_number]
    return (*numbered, *papers, *evidences)[0]


def _title(main, owner, evidences):
    """The paper's own title, or one we give and say so."""
    if all(role_of(each) == Role.PICTURE for each in evidences):
        return f"{_name(owner).removesuffix('照片')}照片", True
    if main.document_number or len(evidences) == 1:
        return main.caption or _name(owner), not main.caption
    return f"{_name(owner)}材料", True


def _name(owner):
    if isinstance(owner, Statement):
        return f"{owner.unit}{owner.year}年度创建目标责任书"
    return str(owner)


def _responsible(owner):
    if isinstance(owner, Honour):
        return owner.giver
    if isinstance(owner, Activity | Statement):
        return owner.unit.name
    return Court.objects.get(pk=records.court_of(owner)).name


def _unit(owner):
    """The unit of the record, that of the person honoured, or None."""
    person = getattr(owner, "person", None)
    return getattr(owner, "unit", None) or (person and person.unit) or None


def _pages(evidences):
    """The sum, or None where one of them is not known: nobody counts a guess."""
    known = [_pages_of(each) for each in evidences]
    return None if None in known else sum(known)


def _pages_of(evidence):
    if evidence.pages:
        return evidence.pages
    stored = evidence.stored_file
    if stored and stored.is_picture:
        return 1
    return _pages_of_pdf(stored.file) if stored and stored.media_type == PDF else None


def _pages_of_pdf(file):
    try:
        with file.open("rb") as opened:
            return len(PdfReader(opened).pages) or None
    except Exception:  # a file nobody can count is one whose pages are unknown
        return None
