"""The client: one class, three questions over ``POST /generate``. What comes back is data and is read strictly."""

from __future__ import annotations

import json
import ssl
import urllib.error
import urllib.parse
import urllib.request
from dataclasses import dataclass, field
from typing import Any, Mapping

_MOST_BYTES = 4_000_000


class ServiceError(Exception):
    """The service is away, refuses, or answers in another form. ``status`` is the HTTP status, ``retry_after`` seconds to wait, where told."""

    def __init__(self, message: str, status: int | None = None, retry_after: float | None = None) -> None:
        super().__init__(message)
        self.status = status
        self.retry_after = retry_after


@dataclass(frozen=True)
class RemQuery:
    """``query`` is None where no query answers the request; ``reason`` then says why."""

    query: str | None
    tokens: int
    reason: str | None = None


@dataclass(frozen=True)
class EdgeAffinity:
    """``score``: the share of people who would say that the two belong together, 0 to 1."""

    score: float
    relation: str | None = None
    reason: str | None = None
    topics: list[str] = field(default_factory=list)


class LocalModelService:
    """Asks one service. ``key`` goes along as a bearer token; ``timeout`` is in seconds; ``ca_file`` is a PEM of one's own authority."""

    def __init__(self, url: str, *, key: str | None = None, timeout: float = 30.0, ca_file: str | None = None, allow_http: bool = False) -> None:
        parts = urllib.parse.urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise ValueError(f"{url!r} is no http or https address")
        loopback = parts.hostname in ("localhost", "::1") or parts.hostname.startswith("127.")
        if parts.scheme == "http" and not loopback and not allow_http:
            raise ValueError(f"{parts.hostname} is another machine and http is not encrypted; use https or allow_http=True")
        self._url = url.rstrip("/")
        self._key = key
        self._timeout = timeout
        handlers: list[urllib.request.BaseHandler] = [_NoRedirect(), urllib.request.HTTPSHandler(context=ssl.create_default_context(cafile=ca_file))]
        if loopback:
            handlers.append(urllib.request.ProxyHandler({}))
        self._opener = urllib.request.build_opener(*handlers)

    def generate_rem_query(self, request: str, *, max_tokens: int = 512) -> RemQuery:
        """One request in words becomes one checked query."""
        answer = self._ask("rem_query", request, max_tokens)
        output = answer["output"].strip()
        reason = answer.get("reason")
        return RemQuery(None if output == "NONE" else output, answer["tokens"], reason if isinstance(reason, str) else None)

    def score_edge_affinity(self, source: Mapping[str, Any], target: Mapping[str, Any]) -> EdgeAffinity:
        """How near two notes are; each a mapping with ``label`` and ``content``, and optionally ``kind``, ``created``, ``people``, ``tags``."""
        value = self._json(self._ask("edge", json.dumps({"source": dict(source), "target": dict(target)}), 512)["output"])
        score = value.get("score") if isinstance(value, dict) else None
        if isinstance(score, bool) or not isinstance(score, (int, float)) or not 0 <= score <= 1:
            raise ServiceError("The service told no score between 0 and 1.")
        return EdgeAffinity(float(score), _text(value.get("relation")), _text(value.get("reason")), [topic for topic in value.get("topics", []) if isinstance(topic, str)])

    def classify_moments(self, text: str) -> list[dict[str, Any]]:
        """The moments of a transcript, a chat or a journal, in order."""
        value = self._json(self._ask("moment", text, 512)["output"])
        moments = value.get("moments") if isinstance(value, dict) else value
        if not isinstance(moments, list) or not all(isinstance(moment, dict) for moment in moments):
            raise ServiceError("The service told no list of moments.")
        return moments

    def health(self) -> dict[str, Any]:
        """What the service says about itself. Raises ``ServiceError`` where it cannot answer requests."""
        value = self._json(self._send("/health", None))
        return value if isinstance(value, dict) else {}

    def _ask(self, task: str, text: str, max_tokens: int) -> dict[str, Any]:
        value = self._json(self._send("/generate", {"task": task, "input": text, "max_tokens": max_tokens}))
        whole = isinstance(value, dict) and value.get("task") == task and isinstance(value.get("output"), str) and isinstance(value.get("tokens"), int)
        if not whole:
            raise ServiceError("The service answers in another form than a REM service.")
        return value

    def _send(self, path: str, body: Mapping[str, Any] | None) -> str:
        headers = {"content-type": "application/json"}
        if self._key:
            headers["authorization"] = f"Bearer {self._key}"
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._url + path, data=data, headers=headers)
        try:
            with self._opener.open(request, timeout=self._timeout) as response:
                read = response.read(_MOST_BYTES + 1)
        except urllib.error.HTTPError as error:
            wait = error.headers.get("retry-after", "")
            raise ServiceError(_message(error.read(65_536)) or f"The service answers {error.code}.", error.code, float(wait) if wait.isdigit() else None) from None
        except (urllib.error.URLError, TimeoutError, OSError) as error:
            raise ServiceError(f"The service cannot be asked: {getattr(error, 'reason', error)}") from None
        if len(read) > _MOST_BYTES:
            raise ServiceError("The service answered more than can be read.")
        try:
            return read.decode()
        except UnicodeDecodeError:
            raise ServiceError("The service answered something that is not UTF-8.") from None

    @staticmethod
    def _json(text: str) -> Any:
        try:
            return json.loads(text)
        except ValueError:
            raise ServiceError("The service answered something that is not JSON.") from None


class _NoRedirect(urllib.request.HTTPRedirectHandler):
    """A key goes where it was sent and nowhere else."""

    def redirect_request(self, *_: Any) -> None:
        return None


def _message(body: bytes) -> str | None:
    try:
        return _text(json.loads(body)["error"]["message"])
    except (ValueError, KeyError, TypeError):
        return None


def _text(value: Any) -> str | None:
    return value if isinstance(value, str) else None
