"""The process that makes one file: a paper on its input, the file on its output. See ``gateway.web.paper.press``."""

import sys

from gateway.web.paper.paper import decoded
from gateway.web.paper.press import CANNOT_SHOW, Form, NotPrinted


def main(form: Form) -> int:
    """Make it; only what this file needs is loaded."""
    told = sys.stdin.buffer.read()
    try:
        if form is Form.PDF:
            from gateway.web.paper.pdf import pdf  # noqa: PLC0415 - a process makes one kind

            made = pdf(told)
        else:
            from gateway.web.paper.word import word  # noqa: PLC0415 - a process makes one kind

            made = word(decoded(told))
    except NotPrinted:
        return CANNOT_SHOW
    sys.stdout.buffer.write(made)
    return 0


if __name__ == "__main__":
    sys.exit(main(Form(sys.argv[1])))
