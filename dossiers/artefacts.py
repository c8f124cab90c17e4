"""What a paper is by its words: 签到表, 通知, 照片… in caption, file name or text. Pure.

An artefact is named by the category of an activity; `entry` is a piece of evidence.
A match is a guess by words, shown with the paper itself for a person to judge.
"""

import re

from campaigns.models.standards import ProofKind

# What goes by which words; the first that fits names the artefact.
WORDS = (
    (
        re.compile("签到|名单|名册"),
        re.compile("签到|名单|名册|花名册|参训人员|参加人员"),
    ),
    (re.compile("通知"), re.compile("通知")),
    (re.compile("方案|计划"), re.compile("方案|计划|安排")),
    (re.compile("总结"), re.compile("总结|小结")),
    (
        re.compile("讲话|讲稿|课件|教案"),
        re.compile("讲话|讲稿|课件|教案|讲义|发言|党课"),
    ),
    (re.compile("记录|纪要"), re.compile("记录|纪要|议程")),
    (re.compile("通报"), re.compile("通报|情况")),
    (re.compile("心得"), re.compile("心得|体会|读后感|笔记")),
)
PICTURES = re.compile("照片|图片|视频")
DOCUMENTS = re.compile("文件|办法|制度")
WEB = re.compile("网页|链接|稿件|宣传稿|报道")
# What is handed in as its own kind of proof, whatever it calls itself.
KINDS = (
    (re.compile("说明"), ProofKind.REPORT),
    (re.compile("表格|统计表"), ProofKind.TABLE),
)
ANY_OF = re.compile("[、或]")
SHOT = (ProofKind.PICTURE, ProofKind.VIDEO)
ATTENDANCE = re.compile("签到|名单|名册")
# A meeting leaves these five (award.md 3.1).
OF_A_MEETING = ("通知", "签到", "文件", "讲话", "照片")
BEGINNING = 60  # characters of a text that can be its title


def named(text):
    """The artefacts of a category: 方案、名单、照片 → ("方案", "名单", "照片").

    A list that ends with 或 (文件、说明或表格) is one artefact: any of it will do.
    """
    if "或" in text.rpartition("、")[2]:
        return (text.strip(),)
    return tuple(part.strip() for part in text.split("、") if part.strip())


def is_attendance(artefact):
    """Does a list of who took part, kept in the records, answer for it?"""
    return ATTENDANCE.search(artefact) is not None


def tells(artefact, entry):
    """Does this piece of evidence look like what was asked for, or one of it?"""
    asked = ANY_OF.split(artefact) if "或" in artefact else (artefact,)
    return any(_tells(one, entry) for one in asked if one)


def _tells(artefact, entry):
    if PICTURES.search(artefact) and entry.kind in SHOT:
        return True
    if entry.kind in SHOT:
        return False  # a photo of a meeting is not its notice
    if WEB.search(artefact) and entry.kind == ProofKind.WEB:
        return True
    if any(asked.search(artefact) and entry.kind == kind for asked, kind in KINDS):
        return True
    words = words_of(entry)
    if any(part and part in words for part in re.split("[和及与]", artefact)):
        return True
    if _is_document(artefact, entry):
        return True
    return any(asked.search(artefact) and found.search(words) for asked, found in WORDS)


def missing(artefacts, entries, has_attendance):
    """Those of `artefacts` that none of `entries` looks like."""
    return tuple(
        artefact
        for artefact in artefacts
        if not (has_attendance and is_attendance(artefact))
        and not any(tells(artefact, entry) for entry in entries)
    )


def words_of(entry):
    """What names a paper: caption, file name, and how its text begins if it was read."""
    beginning = getattr(entry, "beginning", "") or ""
    return f"{entry.caption} {entry.file_name} {beginning[:BEGINNING]}"


def _is_document(artefact, entry):
    """文件 is any formal document that names itself no other way, or has a number."""
    if not DOCUMENTS.search(artefact):
        return False
    return entry.kind == ProofKind.DOCUMENT or bool(entry.document_number)
