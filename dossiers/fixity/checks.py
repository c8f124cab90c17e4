"""Every check there is, in the order of DA/T 70-2018."""

from dossiers.fixity.authenticity import authenticity
from dossiers.fixity.completeness import completeness
from dossiers.fixity.files import contents
from dossiers.fixity.results import Fault
from dossiers.fixity.security import security
from dossiers.fixity.usability import usability

REGISTERS = (contents, authenticity, completeness, usability, security)
CHECKS = tuple(
    sorted(
        (check for register in REGISTERS for check in register.checks),
        key=lambda check: [int(number) for number in check.code.split("-")],
    )
)
BY_CODE = {check.code: check for check in CHECKS}


def name_of(code):
    """The name of a check, or its code where a later version no longer has it."""
    return str(BY_CODE[code].name) if code in BY_CODE else code


def fault_of(fault):
    """The word for a kind of fault, as kept with a finding."""
    return str(Fault(fault).label) if fault in Fault.values else fault
