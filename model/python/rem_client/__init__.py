"""A REM service from Python: requests to queries, how near two notes are, the moments of a text.

Standard library alone. Start a service with ``rem serve``; any service that answers ``POST /generate`` will do::

    from rem_client import LocalModelService

    service = LocalModelService("http://127.0.0.1:7717")
    service.generate_rem_query("who does Sarah Chen manage?").query
"""

from rem_client.service import EdgeAffinity, LocalModelService, RemQuery, ServiceError

__all__ = ["EdgeAffinity", "LocalModelService", "RemQuery", "ServiceError"]
