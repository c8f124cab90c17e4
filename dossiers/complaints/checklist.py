"""迎检检查表: every complaint inspectors are known for, with where they said so."""

from typing import NamedTuple

from django.utils.translation import gettext_lazy as _

from dossiers.complaints import habits, holdings, papers, pictures, standing, texts
from dossiers.complaints.lines import BAD, LOOK, WARN, Theme


class Check(NamedTuple):
    """A complaint before it is looked for; `find` yields its lines."""

    find: object
    theme: Theme
    weight: str
    title: str
    advice: str
    source: str

    @property
    def code(self):
        return f"{self.find.__module__.rpartition('.')[2]}-{self.find.__name__}"


# Where inspectors said so (award.md 3.2, 3.3 and what it quotes).
FILED = _("Complaints about filed texts (§3.3)")
ORDERLY = _("Complaints about archives (§3.3)")
HONEST = _("What is forbidden outright (§3.3)")
FILLED = _("What was filed afterwards (§3.3)")
VISITED = _("What inspectors do on the spot (§3.2)")
PLATFORM = _("Rules for filing on platforms (§2.1)")
RULES = _("Rules of the assessment (§2.2)")

CHECKS = tuple(
    Check(*each)
    for each in (
        (
            texts.without_figures,
            Theme.TEXTS,
            BAD,
            _("Report without any figure"),
            _("Add how many, how much, which share; the figures are in the summary."),
            FILED,
        ),
        (
            texts.as_summary,
            Theme.TEXTS,
            WARN,
            _("Sums up instead of telling"),
            _("Tell measures and results; leave out the praise of a summary."),
            FILED,
        ),
        (
            texts.too_long,
            Theme.TEXTS,
            BAD,
            _("Report of more than 500 characters"),
            _("Shorten it and replace the file; what it replaces is kept."),
            PLATFORM,
        ),
        (
            texts.off_topic,
            Theme.TEXTS,
            BAD,
            _("Text that does not speak of its criterion"),
            _("Hand in the right text, or take it off this criterion."),
            FILED,
        ),
        (
            texts.unread,
            Theme.TEXTS,
            LOOK,
            _("Report no machine can read"),
            _("Read it yourself for figures, length and subject, or hand in a .docx."),
            FILED,
        ),
        (
            pictures.used_twice,
            Theme.PICTURES,
            BAD,
            _("One picture for different events"),
            _("Find the picture of each event; remove the one that shows another."),
            HONEST,
        ),
        (
            pictures.other_day,
            Theme.PICTURES,
            BAD,
            _("Picture of another day than its event"),
            _("Correct the date if it is wrong, or say in the caption what it shows."),
            HONEST,
        ),
        (
            pictures.caption_wanting,
            Theme.PICTURES,
            WARN,
            _("Caption without time, place, people or subject"),
            _("Describe the picture again: when, where, who, what."),
            PLATFORM,
        ),
        (
            pictures.too_small,
            Theme.PICTURES,
            WARN,
            _("Picture of less than 800 pixels"),
            _("Look for the original of the camera and replace the file."),
            FILED,
        ),
        (
            pictures.too_large,
            Theme.PICTURES,
            WARN,
            _("Picture of more than 2 MB"),
            _("The inspection package makes it smaller for the platform."),
            PLATFORM,
        ),
        (
            pictures.undated_name,
            Theme.PICTURES,
            WARN,
            _("File name without the day it was taken"),
            _("The inspection package names files by their day; enter the day here."),
            PLATFORM,
        ),
        (
            pictures.to_look_at,
            Theme.PICTURES,
            LOOK,
            _("Watermarks, blur, retouched pictures: look yourself"),
            _("Look through the pictures; a watermarked or retouched one is refused."),
            FILED,
        ),
        (
            papers.meetings,
            Theme.PAPERS,
            WARN,
            _("Meeting without its five papers"),
            _("Notice, sign-in, paper, speech, photo: add what is there."),
            ORDERLY,
        ),
        (
            papers.activities,
            Theme.PAPERS,
            BAD,
            _("Activity without what its category needs"),
            _("Add what was made then; nothing is made afterwards."),
            FILED,
        ),
        (
            papers.annexes,
            Theme.PAPERS,
            BAD,
            _("Main paper without its annex"),
            _("Add the annex to the same record."),
            ORDERLY,
        ),
        (
            papers.requests,
            Theme.PAPERS,
            BAD,
            _("Request without its reply"),
            _("Add the reply, or a note that there was none."),
            ORDERLY,
        ),
        (
            papers.series,
            Theme.PAPERS,
            BAD,
            _("Series with an issue missing"),
            _("Look for the issue; if it was never held, say so in the summary."),
            ORDERLY,
        ),
        (
            papers.months,
            Theme.PAPERS,
            WARN,
            _("Monthly series with a month missing"),
            _("Enter what was done in that month, if anything was."),
            ORDERLY,
        ),
        (
            papers.numbers,
            Theme.PAPERS,
            WARN,
            _("Formal document without its number"),
            _("Enter the number below the red head, or choose another kind."),
            PLATFORM,
        ),
        (
            papers.passages,
            Theme.PAPERS,
            WARN,
            _("Long document without the passage that proves"),
            _("Copy the sentence that proves into its description."),
            RULES,
        ),
        (
            habits.late,
            Theme.HABITS,
            WARN,
            _("Entered more than 30 days after the event"),
            _("It stays marked; be ready to say why. Enter the next one in time."),
            FILLED,
        ),
        (
            habits.last_days,
            Theme.HABITS,
            WARN,
            _("Entered in the last ten days of a year"),
            _("Be ready to show the papers of the day itself."),
            FILLED,
        ),
        (
            habits.heap,
            Theme.HABITS,
            WARN,
            _("A heap in December"),
            _("Ask the units to enter each month what they did."),
            FILLED,
        ),
        (
            standing.criteria,
            Theme.STANDING,
            BAD,
            _("Criterion with neither proof nor explanation"),
            _("Make the gap a task, or explain in writing why it does not apply."),
            RULES,
        ),
        (
            standing.honours,
            Theme.STANDING,
            BAD,
            _("Honour without the paper that awarded it"),
            _("Add the decision or a picture of the certificate."),
            VISITED,
        ),
        (
            standing.unsigned,
            Theme.STANDING,
            BAD,
            _("Statement of responsibility not signed"),
            _("Have it signed by the unit, then for the court."),
            RULES,
        ),
        (
            standing.signed_late,
            Theme.STANDING,
            WARN,
            _("Statement signed after March"),
            _("Sign at the kick-off meeting of the next year."),
            RULES,
        ),
        (
            standing.vetoes,
            Theme.STANDING,
            BAD,
            _("Event of the negative list not yet checked"),
            _("Check it and enter what was found."),
            RULES,
        ),
        (
            standing.edition,
            Theme.STANDING,
            BAD,
            _("Issued summary tells another figure than the records"),
            _("Read the change, and issue a new edition if it stands."),
            HONEST,
        ),
        (
            holdings.unfiled,
            Theme.ARCHIVE,
            WARN,
            _("Proof not yet filed"),
            _("File it; the number is given then."),
            ORDERLY,
        ),
        (
            holdings.unboxed,
            Theme.ARCHIVE,
            WARN,
            _("Item without a box"),
            _("Put it into a box with cabinet and shelf."),
            ORDERLY,
        ),
        (
            holdings.unchecked,
            Theme.ARCHIVE,
            BAD,
            _("Archive not checked of late, or with failures"),
            _("Run the check and put right what it finds."),
            ORDERLY,
        ),
    )
)
