"""Which piece of proof satisfies a rule, and what to do about one that does not.

Every rule of a standard that a machine can check is written here once: `progress`
counts by it, and the pages tell it before anybody sends anything. What only a person
can judge is a hint: it is shown and never refuses.
"""

import re
from dataclasses import dataclass

from django.utils.translation import gettext as _

from campaigns import tallies
from campaigns.models import EvidenceRule
from campaigns.models.standards import ProofKind

Asked = EvidenceRule.Asked
MEGABYTE = 1 << 20
# What the platforms of the assessors take (award.md 2.1.3).
LARGEST_PICTURE = 2 * MEGABYTE
PICTURE_TYPES = ("image/jpeg", "image/png", "application/pdf")
SMALLEST_SIDE = 800  # pixels of the longer side; less is blurred on paper
SHOT = (ProofKind.PICTURE, ProofKind.VIDEO)

DATE = re.compile(
    r"\d{4}\s*[-./年]\s*\d{1,2}|\d{1,2}\s*月\s*\d{1,2}|(?<!\d)(19|20)\d{6}(?!\d)"
    r"|[〇零一二三四五六七八九十]{1,4}年|[一二三四五六七八九十]{1,3}月"
)
PLACE = re.compile(
    r"[室厅堂馆场园村镇乡街路校楼站所港湾]|社区|中心|现场|法庭|法院|机关"
)
PEOPLE = re.compile(
    r"干警|法官|法警|书记员|陪审员|[院庭局处科股所队]长|书记|主任|主席|代表|委员|领导"
    r"|同志|党员|团员|职工|志愿者|群众|居民|村民|学生|师生|老师|教授|老人|儿童|人员"
    r"|家属|当事人|律师|嘉宾|\d+\s*[名人位]|全体"
)
SHORTEST_THEME = 6  # characters beside the date


@dataclass(frozen=True)
class Remark:
    """A piece of proof and the sentences about it: reasons, or hints."""

    entry: object
    sentences: tuple[str, ...]


@dataclass(frozen=True)
class RuleReview:
    """One rule: the pieces that fit, those of its kind that do not, and hints."""

    rule: object
    fitting: tuple
    refused: tuple[Remark, ...]
    hints: tuple[Remark, ...]

    @property
    def lacking(self):
        """How many the minimum still wants, looking at these pieces alone."""
        return max(0, self.rule.minimum - len(self.fitting))


@dataclass(frozen=True)
class Review:
    """A criterion and what these pieces are worth for each of its rules."""

    node: object
    rules: tuple[RuleReview, ...]


# -- The rules ------------------------------------------------------------------


def fits(rule, proof, campaign):
    """Does this `tallies.Proof` count for the rule? The one answer for every count."""
    return not any(check(rule, proof, campaign) for check in REASONS)


def why_not_fit(rule, proof, campaign):
    """Sentences that say why it does not count and what to do; none when it fits."""
    found = [check for check in REASONS if check(rule, proof, campaign)]
    if _is_other_kind in found:
        found = [_is_other_kind]  # the other rules are not about this piece at all
    return tuple(REASONS[check](rule, proof, campaign) for check in found)


def taken(rule, keys):
    """Of the pieces that fit, those a rule with a maximum takes: the first ones."""
    if rule.maximum is None or rule.asked == Asked.ACTIVITY:
        return keys
    return keys[: rule.maximum]


def _is_other_kind(rule, proof, campaign):
    return rule.asked not in (Asked.ANY, proof.kind)


def _lacks_number(rule, proof, campaign):
    return rule.needs_document_number and not proof.has_number


def _is_too_long(rule, proof, campaign):
    most = rule.maximum_characters
    return most is not None and proof.characters is not None and proof.characters > most


def _is_outside(rule, proof, campaign):
    """A document made earlier may still be in force; a picture of then proves nothing."""
    if proof.taken_on is None or campaign.covers(proof.taken_on):
        return False
    return proof.kind != ProofKind.DOCUMENT or proof.taken_on > campaign.ends_on


def _say_other_kind(rule, proof, campaign):
    told = {"asked": rule.label, "kind": ProofKind(proof.kind).label}
    return _("Asked is: %(asked)s; this is: %(kind)s.") % told


def _say_number(rule, proof, campaign):
    return _(
        "Without its document number it does not count. Describe it and enter the "
        "number as it stands below the red head."
    )


def _say_too_long(rule, proof, campaign):
    told = {"number": proof.characters, "most": rule.maximum_characters}
    return (
        _(
            "It has %(number)s characters, at most %(most)s are taken. Shorten it and "
            "replace the file."
        )
        % told
    )


def _say_outside(rule, proof, campaign):
    told = {
        "day": proof.taken_on.isoformat(),
        "first": campaign.starts_on.isoformat(),
        "last": campaign.ends_on.isoformat(),
    }
    return (
        _(
            "It dates from %(day)s, the campaign runs from %(first)s to %(last)s. "
            "Correct the date if it is wrong; otherwise hand in proof of these years."
        )
        % told
    )


REASONS = {
    _is_other_kind: _say_other_kind,
    _lacks_number: _say_number,
    _is_too_long: _say_too_long,
    _is_outside: _say_outside,
}


# -- Hints: shown, never a refusal ------------------------------------------------


def hints(entry):
    """What an assessor may find wanting in a piece itself, whatever rule it serves."""
    file = entry.stored_file
    if entry.kind == ProofKind.PICTURE and file is not None:
        yield from _picture_hints(file)
    if entry.kind in SHOT and is_beside(entry.activity, entry.taken_on):
        yield _(
            "It was taken on another day than the activity. Correct the date, or say "
            "in the caption what it shows."
        )


def rule_hints(rule, entry):
    """What this rule wants besides, as far as a machine can guess."""
    if rule.caption_parts and entry.kind in SHOT:
        yield from _caption_hints(rule, entry)
    is_unread = entry.stored_file is not None and entry.stored_file.characters is None
    if rule.maximum_characters and is_unread:
        yield _(
            "Its characters cannot be counted, because its text cannot be read. Count "
            "them yourself (at most %(most)s), or hand it in as .docx."
        ) % {"most": rule.maximum_characters}


def _picture_hints(file):
    if file.media_type not in PICTURE_TYPES:
        yield _("Platforms take JPG and PNG only. Save it as JPG and replace the file.")
    if file.size > LARGEST_PICTURE and file.is_picture:
        yield _(
            "It has %(size)s MB, platforms take 2 MB. Save a smaller JPG and replace "
            "the file; what it replaces is kept."
        ) % {"size": f"{file.size / MEGABYTE:.1f}"}
    sides = (file.width or 0, file.height or 0)
    if 0 < max(sides) < SMALLEST_SIDE:
        yield _(
            "It has only %(width)s × %(height)s pixels and would be blurred in print. "
            "Look for the original of the camera."
        ) % {"width": file.width, "height": file.height}


def is_beside(activity, taken_on):
    """Was it taken on another day than the activity it belongs to?"""
    if activity is None or taken_on is None:
        return False
    last = activity.ended_on or activity.held_on
    return not activity.held_on <= taken_on <= last


def _caption_hints(rule, entry):
    place = entry.activity.place if entry.activity else ""
    unseen = untold(rule.caption_parts, entry.caption, place)
    if unseen:
        yield _(
            "The caption should tell %(asked)s; not recognised: %(unseen)s. Add it, if "
            "it is really missing."
        ) % {"asked": rule.caption_parts, "unseen": "、".join(unseen)}


def untold(asked, caption, place=""):
    """Which parts (时间、地点、人物、主题) cannot be recognised in a caption."""
    parts = [part.strip() for part in asked.split("、") if part.strip()]
    return [part for part in parts if not _tells(part, caption, place)]


def _tells(part, caption, place):
    """Is a part of the caption recognisable? What nobody taught us is taken as told."""
    if part in ("时间", "日期"):
        return DATE.search(caption) is not None
    if part == "地点":
        return bool(place and place in caption) or PLACE.search(caption) is not None
    if part in ("人物", "主讲人"):
        return PEOPLE.search(caption) is not None
    if part in ("主题", "事由"):
        return len(re.sub(r"[\d\W年月日]+", "", caption)) >= SHORTEST_THEME
    return True


# -- For pages --------------------------------------------------------------------


def review(nodes, entries, campaign):
    """What these pieces are worth for each criterion, whether they count yet or not.

    `entries` come with their stored file and what they belong to.
    """
    proofs = {entry.pk: tallies.proof_of(entry) for entry in entries}
    return tuple(
        Review(
            node,
            tuple(
                _review(rule, entries, proofs, campaign)
                for rule in node.rules
                if rule.asked != Asked.ACTIVITY
            ),
        )
        for node in nodes
    )


def remarks(entries):
    """The hints of several pieces, each piece once."""
    found = (Remark(entry, tuple(hints(entry))) for entry in entries)
    return [remark for remark in found if remark.sentences]


def _review(rule, entries, proofs, campaign):
    fitting, refused, hinted = [], [], []
    for entry in entries:
        proof = proofs[entry.pk]
        if _is_other_kind(rule, proof, campaign):
            continue
        if reasons := why_not_fit(rule, proof, campaign):
            refused.append(Remark(entry, reasons))
            continue
        fitting.append(entry)
        if told := tuple(rule_hints(rule, entry)):
            hinted.append(Remark(entry, told))
    return RuleReview(rule, tuple(fitting), tuple(refused), tuple(hinted))
