"""Values that requests name: people, projects, documents, files, tags, topics.

Small lists are combined into very many values, so that a model learns to copy what it reads and not to recall it. A value
belongs to exactly one split, by its hash: what dev and test name is never seen in training.
"""

from __future__ import annotations

import hashlib
import random

FIRST = """Sarah Tom Aiko Ravi Priya Siobhán Niamh Saoirse Łukasz Zoë Björn Åsa Søren Jürgen Günther François Chloé Amélie Renée José María
Íñigo Begoña João Conceição Thiago Nuno Giulia Niccolò Matteo Katarzyna Małgorzata Grzegorz Wojciech Jiří Šárka Ondřej Tomáš Zsófia László
Ferenc Ioana Ștefan Vasile Dragan Željko Miloš Ivana Dimitra Yiannis Kostas Elif Gökhan Çağla Mehmet Aylin Oleksandr Svitlana Dmitri
Anastasia Yevgenia Fatima Omar Khadija Yusuf Layla Hassan Noor Amir Shirin Dariush Parisa Avi Tamar Noam Shira Kwame Ama Kofi Chinedu
Ngozi Oluwaseun Adaeze Thabo Naledi Sipho Wanjiru Otieno Tesfaye Selam Abebe Anjali Vikram Lakshmi Karthik Sunita Arjun Meera Imran
Ayesha Nguyen Linh Minh Thuy Somchai Ploy Siti Budi Putri Andi Mei Wei Jun Xiaoling Haoran Yuki Haruto Sakura Kenji Ji-woo Min-jun
Soo-jin Ha-neul Jean-Luc Anne-Marie Mary-Jane D'Andre Keola Tane Aroha Ihaia Sofia Liam Emma Noah Olivia Ethan Grace Bo Al Jo Max Ida
Ulla Finn Maeve Declan Rhys Cerys Hamish Isla Bruna Caio Ximena Joaquín Lucía Camila Mateo Valentina Inés Tiago Beatriz Rui Marta Pedro
Henrik Freja Lars Ingrid Eino Aino Väinö Katri Jaan Liis Jānis Ilze Vytautas Rasa Nikolai Olga Boris Vera Zlatko Petra Marek Hana""".split()

LAST = """Chen Okafor O'Malley O'Brien O'Neill D'Souza D'Angelo MacDonald McCarthy van-Dijk Kowalsky Kowalczyk Nowak Wiśniewski Zieliński
Müller Schäfer Weiß Größer Lindqvist Åkerström Sørensen Bjørnstad Nygård Hämäläinen Virtanen Mäkinen Tamm Bērziņš Petrauskas Dvořák
Novotný Černý Horváth Szabó Nagy Ionescu Popescu Petrović Jovanović Horvat Kovačević Papadopoulos Yılmaz Öztürk Şahin Demir Ivanova
Shevchenko Kuznetsov Tkachenko Al-Farsi al-Masri Haddad Ben-David Cohen Mizrahi Rahimi Hosseini Mensah Boateng Adeyemi Nwosu Eze Dlamini
Nkosi Mwangi Odhiambo Bekele Haile Sharma Iyer Krishnamurthy Patel Banerjee Mukherjee Reddy Khan Siddiqui Tran Pham Suwannarat
Wijaya Hartono Abdullah Lim Tan Wong Zhang Liu Huang Tanaka Watanabe Yamamoto Sato Kim Park Choi Lee Dubois Lefèvre Moreau Saint-Clair
Rousseau García-López Fernández Núñez Ibáñez Etxeberria Silva Gonçalves Araújo Magalhães Rossi Bianchi Esposito De-Luca Garcia
Hernández Quispe Rojas Kealoha Ngata Smith Jones Brown Taylor Walker Wright Hughes Evans Campbell Stewart Murray Byrne Kelly Fitzgerald
Baker Cooper Turner Ward Brooks Price Hale Voss Keller Brandt Wolff Stein Meyer Holm Dahl Berg Lund Strand Quist Pell Ames Rowe Finch
Ashworth Blackwood Featherstone Pemberton Abernathy Castellanos Villanueva Montgomery""".split()

SYLLABLES = "ba be bi bo da de do dra fa fen ga gri ha hel ji ka kel ko kri la len lo ma mel mi mo na nel no o pa per qua ra ren ri ro sa sel shi si so ta tel ti to tra u va vel vi vo wa wen xa ya yo za zel zi zu".split()

CODENAMES = """Nova Atlas Borealis Cascade Delphi Echo Falcon Gemini Halcyon Ibis Juniper Kestrel Lighthouse Meridian Nimbus Orchid Phoenix
Quartz Redwood Sparrow Tundra Umbra Vertex Willow Xenon Yarrow Zephyr Aurora Bluebird Comet Driftwood Ember Foxglove Granite Harbor Inkwell
Jasper Koala Lantern Mosaic Nightjar Obsidian Pelican Quill Raven Saffron Topaz Unicorn Vortex Wombat Apollo Mercury Hermes Titan Osprey
Heron Marlin Tango Bravo Sierra Pioneer Voyager Cobalt Crimson Indigo Magnolia Sequoia Glacier Monsoon Pangea Kraken Hydra Argus""".split()

SERVICES = """Kafka Redis Postgres billing-api auth-service search-indexer notification-hub payments-gateway ingest-worker ledger-core
user-profile media-encoder report-builder feature-flags rate-limiter session-store mail-relay webhook-router audit-log pricing-engine
inventory-sync geo-lookup pdf-renderer data-lake event-bus id-provider config-server job-scheduler image-proxy fraud-detector Grafana
Terraform Kubernetes Elasticsearch RabbitMQ ClickHouse Airflow Vault Consul Envoy gRPC GraphQL OAuth2 S3 Snowflake dbt Spark""".split()

SLUG_WORDS = """api design onboarding guide deploy release rollout plan incident review retro pricing model billing checkout auth login token
search index cache queue worker schema migration backup restore budget forecast hiring interview roadmap strategy vision research
survey usability mobile desktop web sdk client server gateway proxy network storage latency metrics alerts oncall runbook playbook
postmortem contract vendor legal privacy security audit compliance data pipeline warehouse report dashboard churn growth campaign
brand launch partner sales support ticket faq glossary style handbook policy travel expense offsite team culture values okr goals""".split()

TITLE_HEADS = """Roadmap Retro Review Kickoff Handbook Guide Playbook Runbook Postmortem Checklist Proposal Brief Spec Plan Report Notes Workshop
Standup Offsite Interview Demo Sync Summary Charter Policy Overview Manifesto Primer Digest Glossary Memo""".split()

TITLE_TOPICS = """Q1 Q2 Q3 Q4 2023 2024 2025 Platform Mobile Design Payments Growth Security Hiring Customer Data Berlin Lisbon Infra Onboarding
Pricing Vendor Annual Weekly Monthly Board Engineering Marketing Support Release Migration Budget Compliance Partner Research
Accessibility Performance Incident Search Checkout Analytics Finance Brand""".split()

EXTENSIONS = "pdf docx xlsx csv png jpg md txt json pptx zip yaml mp4 wav html svg log parquet".split()

MONTH_NAMES = "January February March April May June July August September October November December".split()

TITLE_VERBS = "Restore Rotate Replace Plan Measure Run Survive Read Choose Check Clean Share Repair Teach Order Close".split()

TEAMS = "platform mobile data infra growth design security payments support sales legal finance research web core qa ops people brand".split()

PATH_TAILS = "oncall runbooks roadmap retro hiring notes archive handbook metrics incidents specs 2024 2025 q3 rfc-012 adr-7 faq onboarding".split()

TICKET_PREFIXES = "REM INC BUG OPS PLAT PAY DATA SEC HR WEB MOB INFRA JIRA CS RFC ADR TKT".split()

TAGS = """infra security urgent draft backend frontend hiring finance legal roadmap bug incident customer research design mobile api database
performance onboarding training marketing sales support internal external confidential archived reviewed approved pending experimental
deprecated priority p0 p1 wip question idea decision action-item follow-up quarterly planning health family travel reading recipes journal
work personal fitness music garden open-source machine-learning nlp kubernetes postgres python typescript rust ci testing release beta
launch retro standup one-on-one offsite budget compliance gdpr accessibility ux analytics growth churn pricing contract vendor data-quality
observability logging alerts oncall postmortem architecture refactoring tech-debt scaling latency migration cloud aws gcp ml-ops search
vector-db embeddings privacy ethics strategy okr culture diversity remote education science history philosophy writing photography
cooking meditation sleep running volunteering house money kids school friends needs-review v2 q3-goals red-team blue-sky icebox hotfix
2024 2025 emea apac latam phase-1 phase-2 team-a sprint-14 legal-hold read-later must-read evergreen seed tbd""".split()

CATEGORIES = """runbook spec policy guide tutorial report memo proposal meeting-notes postmortem design-doc research article reference faq
blog newsletter contract invoice handbook checklist template roadmap retro interview journal essay recipe lecture paper manual howto
decision-record requirements marketing finance engineering product legal hr support operations sales security documentation announcement
brief case-study whitepaper release-notes onboarding training budget presentation transcript summary draft review analysis audit glossary
playbook survey feedback minutes press plan letter diary release api-docs changelog user-guide technical project-note""".split()

EMOTIONS = """happy frustrated anxious calm excited sad angry proud hopeful tired curious relieved stressed grateful confused confident
overwhelmed inspired bored nervous joyful disappointed motivated lonely content worried optimistic skeptical amused surprised focused
determined decisive nostalgic embarrassed guilty jealous peaceful playful restless thoughtful uneasy enthusiastic irritated afraid
ashamed cheerful tense energetic melancholy satisfied impatient vulnerable hesitant playful supportive annoyed upset thankful serene""".split()

LOCATIONS = """Berlin Lisbon Tokyo London Kraków Zürich Nairobi Lagos Austin Montréal Paris Oslo Malmö Dublin Singapore Seoul Toronto Denver
Bogotá Lima Warsaw Prague Vienna Athens Cairo Accra Mumbai Bangalore Jakarta Sydney Auckland Reykjavík São-Paulo Chicago Boston Seattle
Edinburgh Cardiff Galway Porto Madrid Rome Milan Helsinki Tallinn Riga Vilnius Budapest Zagreb office kitchen library café lab garage
warehouse rooftop park home train airport gym garden""".split() + ["New York", "San Francisco", "meeting room 4", "room 12b", "the office", "conference hall",
    "Buenos Aires", "Hong Kong", "Cape Town", "the lab", "main stage", "coffee shop", "Den Haag", "co-working space"]

TOPIC_THINGS = """payment retries|api keys|password resets|search ranking|vector indexes|feature flags|customer churn|remote work|code review|
incident response|database backups|data retention|mobile onboarding|the pricing page|rate limits|the hiring process|performance reviews|
user interviews|release notes|schema migrations|cache invalidation|the checkout flow|email deliverability|machine learning|prompt engineering|
knowledge graphs|sleep habits|marathon training|sourdough bread|tomato seedlings|climate policy|quantum computing|container networking|
load balancing|memory leaks|garbage collection|event sourcing|distributed locks|time zones|unit tests|flaky tests|access control|
single sign-on|gdpr requests|audit logs|cost savings|cloud spend|vendor contracts|office lease|parental leave|travel expenses|the design system|
dark mode|screen readers|color contrast|push notifications|offline sync|conflict resolution|deploy freezes|blue-green deploys|
canary releases|error budgets|on-call fatigue|alert noise|log volume|tracing|web sockets|pdf export|csv import|bulk edits|
webhooks|partner integrations|sales forecasts|quarterly goals|team morale|career ladders|mentoring|burnout|meeting overload|
company values|brand colors|the logo redesign|the newsletter|seo|landing pages|a/b tests|conversion rates|trial signups|refunds|
chargebacks|invoice disputes|tax rules|currency rounding|fraud detection|identity checks|biometrics|speech recognition|image tagging|
recommendation quality|cold starts|index bloat|slow queries|connection pools|replication lag|disk usage|kernel upgrades|gpu shortages|
model drift|label noise|synthetic data|data labeling|embedding models|token costs|hallucinations|evaluation metrics|retrieval quality|
note taking|reading lists|daily reviews|gratitude|my knee injury|dad's birthday|the kitchen renovation|the school play|piano lessons|
garden irrigation|electric cars|solar panels|heat pumps|train strikes|the lisbon trip|visa paperwork|the mortgage|health insurance|
migraine triggers|vitamin d|strength training|trail running|bird watching|astrophotography|ancient rome|stoicism|urban planning|
supply chains|inventory counts|warehouse robots|delivery delays|packaging waste|carbon offsets|water usage|safety training|
forklift certification|shift planning|union talks|grant applications|peer review|literature search|lab equipment|sample storage|
clinical trials|patient consent|protein folding|gene editing|sensor calibration|drone mapping|satellite images|flood risk""".replace("\n", "").split("|")

TOPIC_ASPECTS = """{t}|{t}|{t}|{t}|what is new in {svc}|how {t} works|why {t} is late|a {w} that never {w2}s|the {w} with the broken {w2}|being tired of {t}|the smell of {thing2}|losing {thing}|{w} {w2}|{w} versus {w2} {w3}|the choice of {w} {w2}|{how} {thing}|{w} after {w2}|
{w} {w2} failed|the night of the {w}|{t} before the {w}|waiting for {thing}|what {p} said about {t}|{t} during {u}|{w} {w2} {w3}|{t} at scale|the future of {t}|problems with {t}|{t} in production|{t} for beginners|our approach to {t}|the cost of {t}|
{t} and {u}|lessons learned from {t}|how we handle {t}|{t} best practices|{t} v2|why {t} matters|the plan for {t}|{t} in {loc}|{t} versus {u}|
{p}'s view on {t}|{t} for the {team} team|{t} and the {code} project|ownership of {t}|{t} troubleshooting|risks around {t}|{t} (second attempt)|
measuring {t}|{code}|{code} {t}|{svc}|{svc} outages|{svc} {t}|moving {t} to {svc}|{t} without {u}|customer complaints about {t}|{t} & {u}|
improving {t}|cutting {t} by half|who owns {t}|{t}, {u} and {v}|the {code} launch|{svc} vs {svc2}|ideas for {t}|reducing {t}|{n}-day {t} trial""".replace("\n", "").split("|")

PLAIN_WORDS = """harbour lantern signal bridge garden window engine letter winter market mountain kitchen ladder mirror blanket cable river button curtain paper station shadow timber orchard compass basket chapter silver thunder candle pocket wheel feather bottle hammer island copper
tunnel carpet saddle velvet anchor meadow puzzle thread valley rocket sugar planet needle gravel canvas marble ticket bucket fabric gutter helmet insect jacket kettle lumber magnet nozzle oxygen pepper quarry ribbon socket turbine urn valve wagon yogurt zipper balance channel density echo filter
grain heat index joint layer margin noise orbit phase queue range sample torque unit vector yield access branch cluster driver event frame gateway handle input job kernel lease metric node owner packet query retry shard token upload version worker""".split()

QUESTION_TOPICS = """how do we handle {t}|why did we drop {svc}|why are we changing {t}|how should i set up {svc}|what went wrong with {t}|
how does {svc} deal with {t}|what is our policy on {t}|what's the plan for {t}|how can we improve {t}|who decides on {t}|why does {t} keep failing|
what did {p} say about {t}|how much does {t} cost us|when should i use {svc}|how long does {t} take|how did the {code} launch go|
what are the risks of {t}|what makes {t} so hard|how are {t} and {u} connected in practice|where do we keep secrets for {svc}|
what are the rules for {t}|how do other teams approach {t}|why was {code} cancelled|what do customers say about {t}""".replace("\n", "").split("|")


HOW_VERBS = """restore|rotate|replace|renew|reset|measure|roll back|test|review|approve|order|document|archive|monitor|migrate|set up|shut down|debug|calibrate|escalate|onboard|bill|refund|cancel|clean|label|ship|pack|repair|reconnect|
unlock|upgrade|patch|translate|publish|schedule|estimate|negotiate|store|encrypt|share|export|import|split|merge|name|version|prioritise|report|pay for|hand over""".replace("\n", "").split("|")

HOW_THINGS = """a backup|the api keys|the certificates|a broken sensor|an expired badge|the staging database|a new laptop|the boiler|a customer refund|an invoice|a new starter|the door codes|the alarm|old tickets|a failed build|the weekly numbers|lab samples|a lost parcel|the printer|expense claims|a contract|the archive|holiday cover|the newsletter|
a release|duplicate accounts|the wiki|feature flags|the pump|the greenhouse|a rental car|the projector|test devices|the guest wifi|meeting rooms|a security report|old photos|the seating plan|translations|a supplier|the mailing list|the budget sheet|permissions|a returned order|the scanner|dark launches|the cold store|shift swaps|a domain name|the login page""".replace("\n", "").split("|")

QUESTION_TOPICS += """how do we {how} {thing}|how do we {how} {thing}|how do i {how} {thing}|how to {how} {thing}|how should we {how} {thing}|how can i {how} {thing}|how did we {how} {thing}|when do we {how} {thing}|who may {how} {thing}|where do we {how} {thing}|why do we {how} {thing} so late|
what happens when we {how} {thing}|what do i need to {how} {thing}|what did we learn from {t}|what did we learn about {t}|what was the reason for {t}|what was the reasoning behind {t}|why did {t} take so long|why was {t} moved to {svc}|why did we choose {svc} over {svc2}|why is {svc} so slow|why does {svc} need {t}|what went well with {t}|
what is the difference between {t} and {u}|how often do we {how} {thing}|what are the steps to {how} {thing}|which rules apply to {t}|how much did {t} cost|what caused the trouble with {t}|how was {t} solved|what should we do about {t}|how did people react to {t}|what did the {team} team decide on {t}|how are we doing on {t}|is there a rule for {t}|how do {t} work at our place""".replace("\n", "").split("|")


def split_of(value: str) -> str:
    """The split that a value belongs to: 84 % train, 8 % dev, 8 % test; the same for every spelling case."""
    bucket = hashlib.sha256(value.lower().encode()).digest()[0]
    return "train" if bucket < 215 else "dev" if bucket < 236 else "test"


class Values:
    """Draws values of one split from one seeded source."""

    def __init__(self, rng: random.Random, split: str) -> None:
        self.rng, self.split = rng, split

    def of_split(self, make) -> str:
        """The first made value that belongs to this split (a rare list may have none: then any)."""
        for _ in range(400):
            value = make()
            if split_of(value) == self.split:
                return value
        return value

    def one(self, words: list[str]) -> str:
        return self.of_split(lambda: self.rng.choice(words))

    def several(self, words: list[str], count: int) -> list[str]:
        found: list[str] = []
        while len(found) < count:
            value = self.one(words)
            if value not in found or self.rng.random() < 0.02:
                found.append(value)
        return list(dict.fromkeys(found)) if len(set(found)) == count else self.several(words, count)

    def made_name(self) -> str:
        """An invented name, so that no memory of real names helps."""
        return "".join(self.rng.choice(SYLLABLES) for _ in range(self.rng.choice([2, 2, 3, 3, 4]))).capitalize()

    def person(self) -> str:
        r = self.rng
        def make() -> str:
            first = self.made_name() if r.random() < 0.15 else r.choice(FIRST)
            last = self.made_name() if r.random() < 0.2 else r.choice(LAST).replace("-Dijk", " Dijk").replace("De-Luca", "De Luca")
            form = r.random()
            if form < 0.80:
                return f"{first} {last}"
            if form < 0.86:
                return f"{first} {r.choice(LAST)}-{last}"
            if form < 0.90:
                return f"{first} {r.choice('ABCDEFGHJKLMNPRSTVW')}. {last}"
            if form < 0.93:
                return f"{r.choice(['Dr.', 'Prof.', 'Mr.', 'Ms.'])} {last}"
            if form < 0.97:
                return first
            return f"{first} {r.choice(['de', 'van der', 'von', 'dos', 'bin', 'el'])} {last}"
        return self.of_split(make)

    def project(self) -> str:
        r = self.rng
        def make() -> str:
            code = self.made_name() if r.random() < 0.2 else r.choice(CODENAMES)
            form = r.random()
            if form < 0.4:
                return f"Project {code}"
            if form < 0.7:
                return code
            if form < 0.85:
                return f"{code} {r.choice(['v2', '2.0', 'Mobile', 'Core', 'Next', 'Lite', 'II', 'API', 'Studio', '360'])}"
            return f"{r.choice(CODENAMES)} {code}"
        return self.of_split(make)

    def slug(self) -> str:
        r = self.rng
        def make() -> str:
            words = r.sample(SLUG_WORDS, r.choice([2, 2, 3, 3, 4]))
            tail = r.choice(["", "", "", "-v2", "-v3", "-2024", "-2025-03", "-q3", "-final", "-001", "-draft", "-7"])
            return r.choice(["-", "-", "-", "_"]).join(words) + tail
        return self.of_split(make)

    def title(self) -> str:
        r = self.rng
        def make() -> str:
            topics = r.sample(TITLE_TOPICS, r.choice([1, 1, 2, 2, 3]))
            form = r.random()
            head = r.choice(TITLE_HEADS)
            if form < 0.34:
                return self._odd_title(topics, head)
            if form < 0.6:
                return " ".join([*topics, head])
            if form < 0.75:
                return f"{head}: {' '.join(topics)}"
            if form < 0.85:
                return f"{' '.join(topics)} {head} #{r.randint(2, 99)}"
            if form < 0.93:
                return f"{r.choice(FIRST)}'s {topics[0]} {head}"
            return f"{' & '.join(topics)} {head}"
        return self.of_split(make)

    def _odd_title(self, topics: list[str], head: str) -> str:
        """Titles as they stand over real notes: sentences, commas, colons, quotes, brackets, possessives, dates, numbers of standards."""
        r = self.rng
        thing = r.choice(TOPIC_THINGS).removeprefix("the ").removeprefix("my ")
        other = r.choice(TOPIC_THINGS).removeprefix("the ").removeprefix("my ")
        day, month, code, first = r.randint(1, 28), r.choice(MONTH_NAMES), r.choice(CODENAMES), r.choice(FIRST)
        return r.choice([
            f"{topics[0]} {head}, {month}", f"{head}, {day} {month}", f"{topics[0]} {head}, Week {r.randint(1, 52)}", f"{head} {r.randint(2018, 2026)}-{r.randint(1, 12):02}-{day:02}: {thing.title()}", f"How to {r.choice(TITLE_VERBS)} {thing.title()}", f"{first}'s {r.choice(['Diary', 'Notes', 'Sketchbook', 'Logbook', 'Recipes', 'Reading List'])}", f"{first}'s {head}, {month}",
            f"{thing.capitalize()} and {other}", f"Why {thing} matter", f"A {r.choice(['walk', 'talk', 'night', 'morning', 'letter', 'map'])} {r.choice(['about', 'by', 'with', 'after', 'without'])} {thing}", f"The \"{r.choice(SLUG_WORDS).title()}\" {r.choice(['Problem', 'Question', 'Plan', 'Incident'])}", f"{thing.title()} ({r.randint(1990, 2026)})", f"{thing.title()} Explained", f"{head}: {thing.title()} for {other.title()}", f"{code} {r.randint(1, 4)}.{r.randint(0, 9)} Release Notes",
            f"{r.choice(LAST)} & {r.choice(LAST)} {r.choice(['GmbH', 'Ltd', 'Oy', 'S.A.', 'Inc.', '& Co'])}", f"{r.choice(LAST)}{r.randint(1998, 2025)}{r.choice(['', 'a', 'b'])}", f"{r.choice(LAST)} et al. ({r.randint(1998, 2025)})", f"{r.choice(TICKET_PREFIXES)}-{r.randint(2024, 2030)}/{r.choice(['H1', 'H2', 'Q3', 'rev-b', 'rev-c'])}", f"10.{r.randint(1000, 9999)}/{r.choice(SLUG_WORDS)}.{r.randint(100, 99999)}", f"arXiv:{r.randint(1501, 2612)}.{r.randint(10000, 19999)}", f"{r.choice(['lib', 'py', 'go-', 'node-'])}{r.choice(SLUG_WORDS)} {r.randint(1, 9)} ({r.choice(['static', 'legacy', 'beta', 'fork'])})",
            f"{code} {r.choice(['Experiment', 'Trial', 'Run', 'Phase', 'Draft'])} {r.randint(1, 30)}", f"FAQ for {r.choice(TITLE_TOPICS)} {r.choice(['Partners', 'Customers', 'Interns', 'Parents', 'Guests'])}", f"{month} {r.choice(['Watch', 'Digest', 'Letter', 'Review'])}, {day} and {day + 1} {r.choice(MONTH_NAMES)}", f"C:\\{r.choice(SLUG_WORDS)}\\{r.choice(SLUG_WORDS)}", f"{r.choice(SLUG_WORDS)}.{r.choice(SLUG_WORDS)}.{r.choice(SLUG_WORDS)}", f"Room {r.randint(1, 40)}{r.choice('abc')}", f"{thing.capitalize()}, again", f"On {thing}", f"No more {thing}",
        ])

    def path(self) -> str:
        r = self.rng
        def make() -> str:
            if r.random() < 0.6:
                return f"{r.choice(['team', 'docs', 'teams', 'wiki', 'notes', 'eng', 'ops'])}/{r.choice(TEAMS)}/{r.choice(PATH_TAILS)}"
            return f"{r.choice(['docs', 'notes', 'src', 'wiki', 'kb', 'journal'])}/{r.choice(SLUG_WORDS)}-{r.choice(SLUG_WORDS)}{r.choice(['.md', '', '.md', '.yaml'])}"
        return self.of_split(make)

    def file(self) -> str:
        r = self.rng
        def make() -> str:
            stem = r.choice(["_", "-", " ", "-", "_"]).join(r.sample(SLUG_WORDS, r.choice([1, 2, 2, 3])))
            stem = stem.title() if r.random() < 0.2 else stem
            tail = r.choice(["", "", "", "_v2", "-final", " (1)", "_2024", "-2025-01-31", "_FINAL_v3"])
            return f"{stem}{tail}.{r.choice(EXTENSIONS)}"
        return self.of_split(make)

    def ticket(self) -> str:
        r = self.rng
        return self.of_split(lambda: f"{r.choice(TICKET_PREFIXES)}-{r.randint(2, 9999)}")

    def service(self) -> str:
        return self.one(SERVICES) if self.rng.random() < 0.75 else self.of_split(lambda: self.made_name().lower() + "-" + self.rng.choice(["api", "worker", "db", "core", "ui"]))

    def concept(self) -> str:
        return self.one([topic for topic in TOPIC_THINGS if not topic.startswith("the ")]).title() if self.rng.random() < 0.5 else self.one(TOPIC_THINGS).removeprefix("the ")

    def document(self) -> str:
        return self.rng.choices([self.slug, self.title, self.path, self.file, self.ticket], [4, 4, 2, 2, 1])[0]()

    def meeting(self) -> str:
        r = self.rng
        if r.random() < 0.7:
            return self.title()
        return self.of_split(lambda: f"{r.choice(['standup', 'sync', 'retro', 'planning', '1-1', 'demo', 'workshop'])}-{r.choice(TEAMS)}-{r.choice(['2025-03-04', '2024-11-18', '12', 'w32', 'may', 'friday'])}")

    def thing(self) -> str:
        """Any label at all."""
        return self.rng.choices([self.person, self.project, self.document, self.service, self.meeting, self.concept, self.email], [7, 4, 8, 3, 2, 1, 0.6])[0]()

    def email(self) -> str:
        r = self.rng
        return self.of_split(lambda: f"{r.choice(FIRST).lower()}.{r.choice(LAST).lower()}@{r.choice(['example.com', 'acme.io', 'nova.dev'])}".replace("'", ""))

    def topic(self) -> str:
        return self._fill(TOPIC_ASPECTS)

    def question(self) -> str:
        return self._fill(QUESTION_TOPICS)

    def _fill(self, patterns: list[str]) -> str:
        r = self.rng
        def make() -> str:
            things = r.sample(TOPIC_THINGS, 3)
            services = r.sample(SERVICES, 2)
            return r.choice(patterns).format(t=things[0], u=things[1], v=things[2], p=r.choice(FIRST), w=r.choice(PLAIN_WORDS), w2=r.choice(PLAIN_WORDS), w3=r.choice(PLAIN_WORDS), thing2=r.choice(HOW_THINGS).removeprefix("a ").removeprefix("the "), team=r.choice(TEAMS), loc=r.choice(LOCATIONS),
                                             how=r.choice(HOW_VERBS), thing=r.choice(HOW_THINGS), code=r.choice(CODENAMES), svc=services[0], svc2=services[1], n=r.choice([7, 14, 30, 90]))
        return self.of_split(make)

    def tag(self) -> str:
        r = self.rng
        if r.random() < 0.3:
            return self.of_split(lambda: f"{r.choice(SLUG_WORDS)}-{r.choice(SLUG_WORDS)}")
        return self.one(TAGS)

    def tags(self, count: int) -> list[str]:
        found: list[str] = []
        while len(found) < count:
            tag = self.tag()
            if tag not in found:
                found.append(tag)
        return found

    def category(self) -> str:
        if self.rng.random() < 0.15:
            return self.of_split(lambda: f"{self.rng.choice(SLUG_WORDS)}-{self.rng.choice(SLUG_WORDS)}")
        return self.one(CATEGORIES)

    def emotion(self) -> str:
        return self.one(EMOTIONS)

    def location(self) -> str:
        return self.one(LOCATIONS).replace("São-Paulo", "São Paulo")

    def word(self) -> str:
        return self.one(SLUG_WORDS) if self.rng.random() < 0.8 else self.of_split(self.made_name)
