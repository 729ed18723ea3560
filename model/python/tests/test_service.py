"""Against a running service: REM_SERVICE_URL and REM_SERVICE_KEY name it. `cli/test/serve.test.ts` starts one and runs this."""

import os
import unittest

from rem_client import LocalModelService, ServiceError

URL = os.environ.get("REM_SERVICE_URL", "")
KEY = os.environ.get("REM_SERVICE_KEY")


class Refusals(unittest.TestCase):
    def test_addresses_that_nothing_is_sent_to(self) -> None:
        for url in ("file:///etc/passwd", "nonsense", "http://192.0.2.1"):
            with self.assertRaises(ValueError):
                LocalModelService(url)

    def test_a_service_that_is_away(self) -> None:
        with self.assertRaises(ServiceError):
            LocalModelService("http://127.0.0.1:9", timeout=2).generate_rem_query("x")


@unittest.skipUnless(URL, "no service: set REM_SERVICE_URL")
class Answers(unittest.TestCase):
    def setUp(self) -> None:
        self.service = LocalModelService(URL, key=KEY)

    def test_query(self) -> None:
        answer = self.service.generate_rem_query("who does Sarah Chen manage?")
        self.assertEqual(answer.query, 'TRAVERSE manages WITH LOOKUP "Sarah Chen"')
        self.assertGreater(answer.tokens, 3)

    def test_nothing(self) -> None:
        self.assertIsNone(self.service.generate_rem_query("TODO: rename this variable").query)

    def test_affinity(self) -> None:
        source = {"label": "rate-limits", "content": "We limit requests to the billing API with a token bucket per customer. Sarah Chen wrote the limiter."}
        near = self.service.score_edge_affinity(source, {"label": "billing-api", "content": "The billing API uses the token bucket limiter; customers get 100 requests a minute."})
        far = self.service.score_edge_affinity(source, {"label": "picnic", "content": "Bring salad and lemonade to the lake on Sunday."})
        self.assertGreater(near.score, far.score)
        self.assertTrue(near.reason)

    def test_moments(self) -> None:
        lines = ["[00:00] Ana: Good morning, let us plan the release.", "[00:10] Ben: The tests are green, we can ship on Friday.", "[00:20] Ana: Great, ship it on Friday then."]
        moments = self.service.classify_moments("\n".join(lines))
        self.assertGreaterEqual(len(moments), 1)

    def test_health(self) -> None:
        self.assertEqual(self.service.health()["service"], "rem")

    def test_wrong_key(self) -> None:
        with self.assertRaises(ServiceError) as caught:
            LocalModelService(URL, key="wrong").generate_rem_query("x")
        self.assertEqual(caught.exception.status, 401)


if __name__ == "__main__":
    unittest.main()
