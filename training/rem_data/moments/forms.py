"""Writes a day as people's programs and people do: twelve forms, each with its own clock. Answers the text and where each line begins in it."""

from __future__ import annotations

import json
import random
from datetime import datetime, timedelta, timezone

from .day import Day

SOLO = ["stamped", "clock", "dash", "meridiem", "seconds", "zoned", "diary", "monologue"]
TALKED = ["plain", "name-time", "time-name", "chat", "vtt", "srt", "segments", "list"]
ENDINGS = {"vtt": "vtt", "srt": "srt", "segments": "json", "list": "json", "diary": "md", "stamped": "md", "zoned": "md", "dash": "md"}


class Page:
    """Text that remembers where each line of talk begins, in UTF-16 units as editors count."""

    def __init__(self) -> None:
        self.text, self.at = "", []

    def put(self, words: str) -> None:
        self.text += words

    def line(self, before: str, words: str, after: str) -> None:
        self.put(before)
        self.at.append(len(self.text.encode("utf-16-le")) // 2)
        self.put(words + after)


def write(rng: random.Random, day: Day, form: str, words: list[list[str]], labels: dict[str, str]) -> Page:
    """`words`: each thread's lines as they are spoken. `labels`: how a speaker stands in this file."""
    begin = datetime(2024 + rng.randrange(3), rng.randrange(1, 13), rng.randrange(1, 28), rng.randrange(6, 23), rng.choice([0, 5, 15, 30, 45]), tzinfo=timezone(timedelta(hours=rng.choice([-8, -5, 0, 1, 2, 9]))))
    rows = [(start, labels.get(said.speaker or "", ""), text) for thread, starts, own in zip(day.threads, day.starts, words) for start, said, text in zip(starts, thread.lines, own)]
    ends = [min(start + max(1.0, len(text) / 15), following) for (start, _, text), following in zip(rows, [row[0] for row in rows[1:]] + [rows[-1][0] + 60])]
    page = Page()
    writers = {"vtt": _vtt, "srt": _srt, "segments": _segments, "list": _list, "diary": _diary}
    if form in writers:
        writers[form](page, rows, ends, begin)
    else:
        _plain(page, rows, begin, form)
    return page


def _plain(page: Page, rows, begin: datetime, form: str) -> None:
    last = ""
    for start, speaker, text in rows:
        now = begin + timedelta(seconds=start)
        elapsed = f"{start // 3600:02}:{start // 60 % 60:02}:{start % 60:02}"
        before = {
            "stamped": f"[{now:%Y-%m-%d %H:%M}] ", "clock": f"[{now:%H:%M}] ", "dash": f"{now:%H:%M} – ", "meridiem": f"{now:%I:%M %p} – ".lstrip("0"), "seconds": f"[{now:%H:%M:%S}] ",
            "zoned": f"[{now.isoformat()}] ", "monologue": "", "plain": f"{speaker}: ", "name-time": f"{speaker} ({now:%H:%M}): ", "time-name": f"[{elapsed}] {speaker}: ",
            "chat": f"[{now:%d.%m.%Y, %H:%M:%S}] {speaker}: ",
        }[form]
        # Two notes of one minute are one paragraph's beginning and its next: people write the stamp once.
        page.line("\n" + before if form in SOLO and last else before, text, "\n")
        last = before


def _vtt(page: Page, rows, ends, begin: datetime) -> None:
    page.put("WEBVTT\n\n")
    for (start, speaker, text), end in zip(rows, ends):
        page.line(f"{_cue(start, '.')} --> {_cue(end, '.')}\n<v {speaker}>", text, "\n\n")


def _srt(page: Page, rows, ends, begin: datetime) -> None:
    for number, ((start, speaker, text), end) in enumerate(zip(rows, ends), 1):
        page.line(f"{number}\n{_cue(start, ',')} --> {_cue(end, ',')}\n{speaker}: ", text, "\n\n")


def _cue(seconds: float, point: str) -> str:
    whole = int(seconds)
    return f"{whole // 3600:02}:{whole // 60 % 60:02}:{whole % 60:02}{point}{round((seconds - whole) * 1000) % 1000:03}"


def _segments(page: Page, rows, ends, begin: datetime) -> None:
    page.put('{"transcript_id": "generated", "start_timestamp": "' + begin.isoformat() + '", "segments": [\n')
    for index, ((start, speaker, text), end) in enumerate(zip(rows, ends)):
        now = (begin + timedelta(seconds=start)).isoformat()
        page.line(f'{{"timestamp": "{now}", "speaker_label": {json.dumps(speaker, ensure_ascii=False)}, "duration_seconds": {round(end - start, 1)}, "text": "', _quoted(text), '"}' + (",\n" if index < len(rows) - 1 else "\n"))
    page.put("]}\n")


def _list(page: Page, rows, ends, begin: datetime) -> None:
    page.put("[\n")
    for index, ((start, speaker, text), end) in enumerate(zip(rows, ends)):
        page.line(f'{{"start": {start}, "end": {round(end, 1)}, "speaker": {json.dumps(speaker, ensure_ascii=False)}, "text": "', _quoted(text), '"}' + (",\n" if index < len(rows) - 1 else "\n"))
    page.put("]\n")


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _diary(page: Page, rows, ends, begin: datetime) -> None:
    day, hour = "", ""
    for start, _, text in rows:
        now = begin + timedelta(seconds=start)
        if f"{now:%Y-%m-%d}" != day:
            day = f"{now:%Y-%m-%d}"
            page.put(f"## {day}\n\n")
        if f"{now:%H}" != hour:
            hour = f"{now:%H}"
            page.put(f"### {now:%H:%M}\n\n")
        page.line("", text, "\n\n")
