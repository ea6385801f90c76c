"""Findings as Word comments in a copy of a report, each at the characters it speaks of."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from assistant.errors import InputError
from assistant.reuse.editing import characters, refuse_bombs, undated
from assistant.reuse.places import Track
from assistant.reuse.readers.package import Package

AUTHOR, INITIALS = "年报核查", "核"


@dataclass(frozen=True, slots=True)
class Remark:
    """A comment on characters ``start``–``end`` of the document's track."""

    start: int
    end: int
    text: str


class CommentedFile:
    """A Word document that comments are added to. InputError for what python-docx cannot open."""

    def __init__(self, data: bytes, name: str) -> None:
        from docx import Document

        Package(data, name)  # tells what is wrong with a package
        refuse_bombs(data, name)
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                self._document = Document(BytesIO(data))
            self._body = self._document.element.body
        except Exception as error:  # broken packages fail in many ways, none of which share a class
            raise InputError(f"{name} 不能加批注，请用 Word 或 WPS 打开后另存为 .docx 再试。") from error
        self.track = Track("".join(char for char, _, _ in characters(self._body)))

    def with_comments(self, remarks: Sequence[Remark]) -> bytes:
        """The document with the comments, in the order given."""
        from docx.text.run import Run

        self._split({place for remark in remarks for place in (remark.start, remark.end)})
        holders = [element for _, element, _ in characters(self._body)]
        for remark in remarks:
            inside = [element for element in holders[remark.start : remark.end] if element is not None]
            if not inside:
                continue
            first, last = inside[0].getparent(), inside[-1].getparent()
            comment = self._document.add_comment(
                [Run(first, self._document), Run(last, self._document)],
                text=remark.text,
                author=AUTHOR,
                initials=INITIALS,
            )
            _undated(comment)
        output = BytesIO()
        self._document.save(output)
        return undated(output.getvalue())

    def _split(self, places: set[int]) -> None:
        """Part runs so that each place begins one. From the end, so that what is before keeps its place."""
        held = list(characters(self._body))
        for place in sorted(places, reverse=True):
            if place < len(held):
                _, element, index = held[place]
                if element is not None and (index > 0 or element.getprevious() is not None):
                    _split_run(element, index)


def _split_run(element: Any, index: int) -> None:
    """Part the run of a ``t`` element before its character ``index``; both keep the format."""
    run = element.getparent()
    first_child = run[0] if len(run) else None
    properties = first_child if first_child is not None and first_child.tag.endswith("}rPr") else None
    if index == 0 and element.getprevious() is properties:
        return
    rest = run.makeelement(run.tag, dict(run.attrib))
    if properties is not None:
        rest.append(deepcopy(properties))
    moved = element
    if index > 0:
        moved = deepcopy(element)
        moved.text = element.text[index:]
        element.text = element.text[:index]
        for one in (element, moved):
            one.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
        rest.append(moved)
        following = list(element.itersiblings())
    else:
        following = [element, *element.itersiblings()]
    for sibling in following:
        rest.append(sibling)
    run.addnext(rest)


def _undated(comment: Any) -> None:
    """The same report gives the same bytes: a comment carries no time."""
    element = comment._comment_elm
    for name in [name for name in element.attrib if name.endswith("}date")]:
        del element.attrib[name]
