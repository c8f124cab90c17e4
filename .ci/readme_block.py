"""Prints the nth fenced bash block under a heading of README.md, to be run."""

import re
import sys
from pathlib import Path


def section(text, heading):
    """Return what stands under `## heading`, "" if it is not there."""
    parts = re.split(r"^## (.+)$", text, flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True)).get(heading, "")


def main(heading, number):
    readme = Path("README.md")
    text = section(readme.read_text(), heading) if readme.exists() else ""
    blocks = re.findall(r"^```bash\n(.*?)^```", text, flags=re.MULTILINE | re.DOTALL)
    if len(blocks) < number:
        sys.exit(f'README.md: no bash block number {number} under "## {heading}".')
    sys.stdout.write(blocks[number - 1])


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
