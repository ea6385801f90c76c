"""The one tree of errors a clerk may meet.

The core raises, front ends show. ``message`` is a Chinese sentence that says what is wrong, where, and what to do;
the technical cause, if any, is chained.
"""

from __future__ import annotations


class AssistantError(Exception):
    """Bad input or a broken installation, told in the clerk's language. Front ends exit with code 2."""

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class InputError(AssistantError):
    """A file or argument given by the user cannot be used."""


class BankError(AssistantError):
    """The phrase bank or the interview script is faulty: names file, line, id and what to do."""


class TemplateError(AssistantError):
    """A phrase or report template cannot be rendered."""


class OutputError(AssistantError):
    """A result cannot be written, or would overwrite a file."""


class InstallationError(AssistantError):
    """Data that ships with the program is missing."""
