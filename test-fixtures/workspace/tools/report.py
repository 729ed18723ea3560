"""Prints a weekly report from the company's memory.

The queries stand in strings, as they do in real programs. `ask` is whatever runs REM text; here it is the command line,
so that the file works without a library.
"""

import json
import subprocess
import sys

MEETINGS = "SELECT name, summary FROM resources WHERE category = 'meeting' ORDER BY resource_timestamp DESC LIMIT 3"

PROUD_MOMENTS = """
    SELECT name, resource_timestamp
    FROM moments
    WHERE emotion_tags @> ARRAY['proud']
    ORDER BY resource_timestamp DESC
"""

RISKS = 'SEARCH "something that could fail silently" IN resources LIMIT 5'

LINE_OF = 'TRAVERSE manages WITH LOOKUP "{person}" DEPTH 2'


def ask(query: str) -> list[dict]:
    """Rows that the query answers; the query is passed on standard input, never through a shell."""
    done = subprocess.run(["npx", "rem", "run", "--json", "-"], input=query, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)["rows"]


def report(person: str) -> None:
    sections = {
        "Last meetings": MEETINGS,
        "Proud moments": PROUD_MOMENTS,
        "Risks that notes speak of": RISKS,
        f"The people around {person}": LINE_OF.format(person=person.replace('"', '\\"')),
    }
    for title, query in sections.items():
        print(f"\n{title}")
        for row in ask(query):
            print("  -", row)


if __name__ == "__main__":
    report(sys.argv[1] if len(sys.argv) > 1 else "Sarah Chen")
