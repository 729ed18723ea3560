"""Conditions on rows in words and in SQL: shared by SELECT and by the WHERE of SEARCH (guideline.md, section 5).

Each condition is `(rank, phrase, sql)`: phrases follow a noun ("docs … tagged infra"), those that begin with AHEAD stand in front of it
("last week's docs"); ranks give the order in SQL.
"""

from __future__ import annotations

from . import dates
from .dates import number
from .statement import literal
from .wording import Writer, value

Condition = tuple[int, str, str]
AHEAD = "<"


def phrase_of(noun: str, phrases: list[str], joints: list[str]) -> str:
    """The noun with its phrases before and after it; `joints` are what stands between those after it."""
    ahead = [phrase.removeprefix(AHEAD) for phrase in phrases if phrase.startswith(AHEAD)]
    behind = [phrase for phrase in phrases if phrase and not phrase.startswith(AHEAD)]
    return " ".join([*ahead, noun]) + "".join((joints[i] if i else " ") + phrase for i, phrase in enumerate(behind))


TAGGED = ["tagged {a}", "tagged {a}", "tagged (with|as) {a}", "with (the |) tag {a}", "with {a} tag", "that (have|carry|contain|bear) the {a} tag", "labelled {a}", "having tag {a}", "(marked|flagged) (as |with |){a}", "under the tag {a}", "tag {a}", "#{a}", "with {a} (as a|among their|in their|in the) tags?", "carrying (the |) {a} tag", "whose tags (include|contain) {a}", "which are tagged {a}"]
TAGGED_BOTH = ["tagged (both |) {a} and {b}", "tagged {a} and also {b}", "with (the |both |both the |) tags {a} and {b}", "that (have|carry) both {a} and {b} (as tags|tags)", "tags {a} and {b}", "tagged {a} as well as {b}", "#{a} #{b}", "tagged {a} + {b}", "having both tags, {a} and {b}", "with tag {a} and tag {b}", "whose tags include {a} and {b}", "marked {a} and {b}"]
TAGGED_ANY = ["tagged {a} or {b}", "tagged (either |) {a} or {b}", "with (the |) tag {a} or {b}", "with (either|any|at least one) of the tags {a} or {b}", "that have {a} or {b} as a tag", "tags {a} or {b}", "tagged with any of {a}, {b}", "having tag {a} or tag {b}", "with {a} or {b} among their tags", "labelled {a} or {b}", "tagged {a}, or else {b}", "whose tags include {a} or {b}"]
NOT_TAGGED = ["not tagged {a}", "(that are|which are|) not tagged (with |as |) {a}", "without (the |a |) tag {a}", "without (the |) {a} tag", "that (don't|do not) have the {a} tag", "lacking the tag {a}", "excluding (the tag |those tagged |) {a}", "except (those |the ones |) tagged {a}", "but not tagged {a}", "untagged with {a}", "minus those tagged {a}", "missing the {a} tag", "no {a} tag", "that aren't tagged {a}"]
CATEGORY = ["in (the |) category {a}", "in (the |) {a} category", "of (the |) category {a}", "with category {a}", "categorised as {a}", "categorized as {a}", "(filed|sorted|listed) under {a}", "category {a}", "category: {a}", "whose category is {a}", "from the {a} category", "that belong to the category {a}", "belonging to category {a}", "classified as {a}", "category={a}", "having category {a}", "in cat {a}"]
NOT_CATEGORY = ["not in (the |) category {a}", "(outside|outside of) (the |) {a} category", "whose category (isn't|is not) {a}", "except category {a}", "excluding (the |) category {a}", "not categori(s|z)ed as {a}", "in any category (but|except|other than) {a}", "but not category {a}", "with a category other than {a}", "that are not filed under {a}", "not from the {a} category", "without category {a}"]
CATEGORIES = ["in (the |) (category|categories) {a} or {b}", "in (the categories|either) {a} (or|and) {b} (category|)", "whose category is {a} or {b}", "category {a} or {b}", "(filed|sorted) under {a} or {b}", "categorized as (either |) {a} or {b}", "from the categories {a} and {b}", "with category {a} or category {b}", "of category {a} or {b}", "category {a}/{b}", "either category {a} or category {b}", "in the {a} or {b} category"]
CONTAINS = ["(whose {c}|with a {c} that) (contains|includes) {a}", "with {a} in (the|their) {c}", "whose {c} (has|mentions) {a} (in it|)", "that have {a} in (the|their) {c}", "having {a} in the {c}", "where (the |) {c} contains {a}", "{c} contains {a}", "with {c} containing {a}", "with the word {a} in the {c}", "containing {a} in (their|the) {c}", "where {a} (appears|occurs) in the {c}", "{a} in {c}"]
STARTS = ["(whose {c}|with a {c} that) (starts|begins) with {a}", "{c} (starting|beginning) with {a}", "with {c} starting (with|in) {a}", "where (the |) {c} (starts|begins) with {a}", "whose {c} has the prefix {a}", "with {a} at the (start|beginning) of the {c}", "having a {c} that begins with {a}", "{c} prefix {a}", "with the {c} prefix {a}", "that start with {a} in the {c}"]
ENDS = ["(whose {c}|with a {c} that) ends (with|in) {a}", "{c} ending (with|in) {a}", "with {c} ending in {a}", "where (the |) {c} ends (in|with) {a}", "with {a} at the end of (the|their) {c}", "whose {c} has the suffix {a}", "having a {c} that ends in {a}", "{c} suffix {a}"]
NOT_CONTAINS = ["whose {c} (doesn't|does not) (contain|include|mention) {a}", "without {a} in (the|their) {c}", "where (the |) {c} (doesn't|does not) contain {a}", "that don't have {a} in (the|their) {c}", "with no {a} in the {c}", "{c} not containing {a}", "except those with {a} in the {c}", "lacking {a} in the {c}"]
MISSING = ["without (a |any |) {c}", "that (have|has) no {c}", "with no {c}", "missing (a |the |their |) {c}", "lacking (a |) {c}", "where (the |) {c} is (empty|missing|null|not set)", "that (don't|do not) have a {c}", "whose {c} is (empty|missing|blank)", "with (an |) empty {c}", "having no {c}", "{c} is null", "no {c}"]
PRESENT = ["with a {c}", "that have (a |got a |) {c}", "where (the |) {c} is (set|present|not empty|filled in|not null)", "having a {c}", "whose {c} is (set|filled in|not empty)", "that (do |) come with a {c}", "with (a |the |) {c} (set|filled in|present)", "{c} not null"]
OVER = ["(bigger|larger) than {a}", "over {a}", "above {a}", "more than {a}", "(bigger|larger|heavier) than {a} in size", "exceeding {a}", "that (exceed|are over|are bigger than) {a}", "> {a}", "greater than {a}", "size over {a}", "of more than {a}", "which take more than {a}"]
UNDER = ["(smaller|less) than {a}", "under {a}", "below {a}", "that are (smaller than|under|below) {a}", "less than {a} in size", "< {a}", "lighter than {a}", "with a size (below|under) {a}", "not reaching {a}", "of less than {a}"]
AT_LEAST = ["of at least {a}", "at least {a} (big|large|in size)", "{a} or (more|bigger|larger)", "not smaller than {a}", ">= {a}", "with a size of {a} or more", "at least {a}", "minimum {a}"]
AT_MOST = ["of at most {a}", "at most {a} (big|large|in size)", "{a} or (less|smaller)", "no (larger|bigger) than {a}", "<= {a}", "not (bigger|larger) than {a}", "at most {a}", "maximum {a}"]
SIZE_BETWEEN = ["between {a} and {b}", "from {a} to {b} in size", "sized between {a} and {b}", "{a} to {b}", "of {a} to {b}", "with a size between {a} and {b}", "anywhere from {a} to {b}", "in the range {a} - {b}"]
LONGER = ["(longer|that lasted longer|that took longer|that ran longer) than {a}", "over {a} (long|in length)", "lasting (more than|over|longer than) {a}", "of more than {a}", "that (lasted|took|ran) (more than|over|for more than|for over) {a}", "with a duration (over|above|of more than|longer than) {a}", "exceeding {a}", "going over {a}", "more than {a} long", "which went on for more than {a}"]
SHORTER = ["(shorter|that lasted less|that took less) than {a}", "under {a} (long|)", "lasting (less than|under) {a}", "of less than {a}", "that (lasted|took) (less than|under) {a}", "with a duration (under|below|of less than|shorter than) {a}", "less than {a} long", "which were over in less than {a}", "not reaching {a}"]
LASTED_LEAST = ["(of|lasting) at least {a}", "that (lasted|took) at least {a}", "{a} or longer", "not shorter than {a}", "at least {a} long", "with a duration of {a} or more", "taking {a} or more", "that lasted {a} or longer"]
LASTED_MOST = ["(of|lasting) at most {a}", "that (lasted|took) at most {a}", "{a} or shorter", "no longer than {a}", "at most {a} long", "with a duration of {a} or less", "taking {a} or less", "not longer than {a}"]
FELT = ["(when|where) (i|we|people|someone|everybody|they) (felt|was|were|was feeling|got|seemed) {a}", "with (the |) emotion {a}", "with emotion tag {a}", "(feeling|emotion) {a}", "tagged with the emotion {a}", "that felt {a}", "where (the mood|the feeling|the atmosphere|it) was {a}", "in a {a} mood", "in which (i|we|somebody) felt {a}", "with {a} feelings", "emotion: {a}", "that made (me|us) (feel |) {a}", "where the emotion is {a}", "when (my|our) mood was {a}", "full of {a} emotion", "marked with feeling {a}"]
FELT_BOTH = ["(when|where) (i|we|people) felt (both |) {a} and {b}", "with (the emotions|both emotions) {a} and {b}", "that felt {a} and {b}", "emotions {a} and {b}", "(when|where) (i|we) was (both |) {a} and {b}", "in a {a} and {b} mood", "where people were {a} as well as {b}", "with feelings {a} and {b}"]
FELT_ANY = ["(when|where) (i|we|people) felt (either |) {a} or {b}", "with (the emotion|emotions) {a} or {b}", "that felt {a} or {b}", "emotion {a} or {b}", "(when|where) (i|we|someone) was {a} or {b}", "in a {a} or {b} mood", "where people were either {a} or {b}", "with feelings of {a} or {b}"]
NOT_FELT = ["(when|where) (nobody|no one) felt {a}", "without the emotion {a}", "(when|where) (i|we) (wasn't|weren't|was not|didn't feel) {a}", "not tagged with the emotion {a}", "that didn't feel {a}", "without {a} emotion", "except the {a} ones", "where the mood was not {a}"]
TOPIC = ["with (the |) topic {a}", "with topic tag {a}", "on the topic tag {a}", "whose topics (include|contain) {a}", "topic: {a}", "having {a} as (a |) topic", "with {a} (among the|in the|as) topic tags?", "topic-tagged {a}", "where the topic (is|was) {a}", "under (the |) topic {a}", "topic tag {a}", "that have the topic {a}"]
TOPIC_BOTH = ["with (the topics|both topics) {a} and {b}", "whose topics include (both |) {a} and {b}", "topics {a} and {b}", "having both {a} and {b} as topics", "with topic tags {a} and {b}", "under the topics {a} and {b}", "where the topics are {a} and {b}", "topic {a} plus topic {b}"]
TOPIC_ANY = ["with (the |) topic {a} or {b}", "whose topics include {a} or {b}", "topics {a} or {b}", "having {a} or {b} as a topic", "with topic tags {a} or {b}", "under either topic, {a} or {b}", "where the topic is {a} or {b}", "topic tag {a} or {b}"]
PLACE = ["in {a}", "at {a}", "(that happened|which took place|held|recorded|taking place) (in|at) {a}", "located in {a}", "with location {a}", "from {a}", "where the location (is|was|contains) {a}", "location {a}", "location: {a}", "(when|where) (i|we) (was|were) (in|at) {a}", "while in {a}", "around {a}"]
WITH_PERSON = ["with {a}", "with {a} (present|there|in the room|in attendance)", "where {a} was (present|there|around)", "(that|which) {a} (was part of|was in|took part in|joined)", "(attended by|including|involving|featuring) {a}", "in the presence of {a}", "{a} was (in|at)", "together with {a}", "when {a} was there", "that had {a} in them", "where {a} took part", "with {a} among the people present"]
COUNT_OVER = ["with (more than|over) {n} tags", "that have more than {n} tags", "having over {n} tags", "carrying more than {n} tags", "tagged more than {n} times", "more than {n} tags", "where there are more than {n} tags", "whose tags number more than {n}"]
COUNT_LEAST = ["with at least {n} tags", "that have {n} or more tags", "having at least {n} tags", "with {n}+ tags", "with {n} tags or more", "with a minimum of {n} tags", "at least {n} tags", "carrying {n} or more tags"]
UNTAGGED = ["without (any |) tags", "with no tags", "that (have|carry) no tags", "(that are|which are|) untagged", "not tagged at all", "having no tags", "that (aren't|are not) tagged", "missing tags", "lacking tags", "without a single tag", "with an empty tag list", "no tags"]
OWNER = ["belonging to user {a}", "of user {a}", "owned by user {a}", "from user {a}", "by the user {a}", "with user id {a}", "for user {a}", "whose user id is {a}", "user_id {a}", "where the user is {a}"]
TENANT = ["belonging to tenant {a}", "of tenant {a}", "from tenant {a}", "for tenant {a}", "in tenant {a}", "with tenant id {a}", "whose tenant is {a}", "tenant {a}", "owned by tenant {a}", "where tenant is {a}"]
DELETED = ["that (were|are|have been) deleted", "(which were|already) deleted", "in the (trash|bin)", "marked as deleted", "that got deleted", "deleted ones", "which are soft-deleted", "that someone deleted"]
UPDATED = ["(updated|changed|edited|modified|touched|revised) {d}", "that (were|was|got|have been) (updated|changed|edited|modified|touched|revised) {d}", "(last |) (updated|changed|edited|modified) {d}", "with (changes|edits|updates) {d}", "which changed {d}", "that (somebody|someone|we|i) (edited|changed|updated|touched) {d}", "having been modified {d}", "whose last (update|change|edit) was {d}", "(we|i) (updated|edited|changed) {d}", "that saw edits {d}"]
CREATED = ["(created|added|written) {d}", "that (were|was|got) (created|added|written|made) {d}", "which (we|i|somebody) (wrote|added|created) {d}", "(written|created) {d}", "(i|we) (wrote|added|created) {d}", "with a creation date {d}", "that came in {d}", "having been created {d}", "whose creation date is {d}", "put in {d}"]
UPLOADED = ["uploaded {d}", "that (were|got) uploaded {d}", "(added|created) {d}", "(i|we) uploaded {d}", "that came in {d}", "which (somebody|someone) uploaded {d}", "that arrived {d}", "with an upload date {d}"]
HAPPENED = ["that (happened|took place|occurred) {d}", "(happening|taking place) {d}", "which (were held|took place) {d}", "held {d}", "(i|we) had {d}", "that started {d}", "recorded {d}", "which happened {d}"]
ENDED = ["that (ended|finished|were over|closed) {d}", "(ending|finishing) {d}", "which (ended|finished) {d}", "with an end {d}", "that came to an end {d}", "whose end was {d}", "that were finished {d}", "finished {d}"]


FOLDER = ["(under|in|inside|below|from) (the folder |the directory |) {a}", "under {a}", "whose (uri|path) (starts|begins) with {a}", "with (a |) (path|uri) (under|starting with|starting) {a}", "(living|stored|kept) (in|under) {a}", "located under {a}", "path {a}", "(in|inside) the {a} folder", "below the path {a}", "that sit under {a}", "uri prefix {a}", "at {a}"]
UNTOUCHED = ["(that |) (nobody|no one) (has |) (updated|changed|edited|touched) {d}", "(not|never) (updated|changed|edited|touched) {d}", "that (haven't|have not) (been |) (updated|changed|edited|touched) {d}", "without (any |) (updates|changes|edits) {d}", "untouched {d}", "that (weren't|were not) (updated|edited|changed) {d}", "unchanged {d}", "(last |) (updated|changed|edited|touched) (before that, not |not ){d}", "which (saw|had|got) no (updates|edits|changes) {d}", "nobody (worked on|looked after|edited) {d}", "that lie untouched {d}", "with no edits {d}"]
THREE_TAGS = ["tagged {a}, {b} and {d}", "with (all of |all |) (the tags |) {a}, {b} and {d}", "that (carry|have) (all of |all three of |the tags |) {a}, {b} and {d}", "with the tags {a}, {b} and {d}", "tags {a}, {b}, {d}", "tagged (with |) all of {a}, {b}, {d}", "having {a} and {b} and {d} as tags", "#{a} #{b} #{d}", "bearing all three tags, {a}, {b} and {d}", "whose tags include {a}, {b} and {d}"]


def folder(w: Writer) -> Condition:
    a = w.values.path() if w.chance(0.3) else f"{w.values.word()}/" if w.chance(0.6) else f"{w.values.word()}/{w.values.word()}/"
    a = a if a.endswith("/") else a.rsplit("/", 1)[0] + "/"
    return 6, w.say("folder", FOLDER, a=value(a)), f"uri ILIKE {literal(a + '%')}"


def untouched(w: Writer) -> Condition:
    """Not changed inside a period that reaches to now: changed before it."""
    if w.chance(0.6):
        words, symbol = dates.span(w)
        phrase = w.rng.choice(["in the last {s}", "for the last {s}", "in the past {s}", "for {s}", "within the last {s}", "during the past {s}", "over the last {s}"]).format(s=words)
        phrase = phrase if words[0].isdigit() or words.split()[0] in dates.NUMBER_WORDS.values() or " last " in f" {phrase} " or " past " in phrase else f"for a {words}"
    else:
        words, symbol, _ = dates.period(w)
        phrase = f"since {words}"
    return 10, w.say("untouched", UNTOUCHED, d=phrase), f"updated_at < '@{symbol}'"


def tags(w: Writer, column: str = "tags") -> Condition:
    make = w.values.emotion if column == "emotion_tags" else w.values.tag
    one, both, any_of, not_one = {"tags": (TAGGED, TAGGED_BOTH, TAGGED_ANY, NOT_TAGGED), "emotion_tags": (FELT, FELT_BOTH, FELT_ANY, NOT_FELT), "topic_tags": (TOPIC, TOPIC_BOTH, TOPIC_ANY, NOT_TAGGED)}[column]
    a, b = w.typed(make()), w.typed(make())
    while b == a:
        b = w.typed(make())
    kind = w.rng.choices(["one", "both", "any", "not"], [9, 1.7, 1.7, 1.5 if column != "topic_tags" else 0])[0]
    rank = {"tags": 3, "emotion_tags": 4, "topic_tags": 5}[column]
    if kind == "one" and column == "emotion_tags" and w.chance(0.2):
        return rank, AHEAD + value(a), f"{literal(a)} = ANY({column})"
    if kind == "one" and column == "tags" and w.chance(0.06):
        return rank, AHEAD + value(a) + w.rng.choice(["-tagged", " tagged"]), f"{literal(a)} = ANY({column})"
    if kind == "one":
        return rank, w.say(f"{column}.one", one, a=value(a)), f"{literal(a)} = ANY({column})"
    if kind == "both" and column == "tags" and w.chance(0.25):
        d = w.typed(w.values.tag())
        if d not in (a, b):
            return rank, w.say("tags.three", THREE_TAGS, a=value(a), b=value(b), d=value(d)), f"tags @> ARRAY[{literal(a)}, {literal(b)}, {literal(d)}]"
    if kind == "both":
        return rank, w.say(f"{column}.both", both, a=value(a), b=value(b)), f"{column} @> ARRAY[{literal(a)}, {literal(b)}]"
    if kind == "any":
        return rank, w.say(f"{column}.any", any_of, a=value(a), b=value(b)), f"{column} && ARRAY[{literal(a)}, {literal(b)}]"
    return rank, w.say(f"{column}.not", not_one, a=value(a)), f"NOT ({literal(a)} = ANY({column}))"


def tag_count(w: Writer) -> Condition:
    kind = w.rng.choice(["none", "none", "over", "least"])
    n = w.rng.randint(1, 6)
    if kind == "none":
        return 3, AHEAD + "untagged" if w.chance(0.3) else w.say("tags.none", UNTAGGED), "COALESCE(cardinality(tags), 0) = 0"
    if kind == "over":
        return 3, w.say("tags.over", COUNT_OVER, n=number(w, n)), f"cardinality(tags) > {n}"
    return 3, w.say("tags.least", COUNT_LEAST, n=number(w, n)), f"cardinality(tags) >= {n}"


NO_FEELING = ["without (any |an |)(emotion|emotions|emotion tags|feelings)", "with no (emotion|emotions|emotion tags|feelings)( noted| recorded|)", "that have no emotion tags", "where no (emotion|feeling) is (noted|tagged|recorded)", "lacking emotion tags", "with an empty emotion list", "missing emotions", "not tagged with any emotion"]
NO_TOPIC = ["without (any |a |)(topic|topics|topic tags)", "with no (topic|topics|topic tags)", "that have no topic tags", "where no topic is (noted|tagged|recorded)", "lacking topics", "missing topic tags", "with an empty topic list", "not tagged with any topic"]


def no_moment_tags(w: Writer) -> Condition:
    column, templates = w.rng.choice([("emotion_tags", NO_FEELING), ("topic_tags", NO_TOPIC)])
    return 4, w.say(f"{column}.none", templates), f"COALESCE(cardinality({column}), 0) = 0"


def category(w: Writer, positive: bool = True) -> Condition:
    a, b = w.typed(w.values.category()), w.typed(w.values.category())
    while b == a:
        b = w.typed(w.values.category())
    kind = w.rng.choices(["one", "not", "either"], [5 if positive else 0, 1.2, 1.2])[0]
    if kind == "one":
        return 2, w.say("category.one", CATEGORY, a=value(a)), f"category = {literal(a)}"
    if kind == "not":
        return 2, w.say("category.not", NOT_CATEGORY, a=value(a)), f"category <> {literal(a)}"
    return 2, w.say("category.either", CATEGORIES, a=value(a), b=value(b)), f"category IN ({literal(a)}, {literal(b)})"


COLUMN_WORDS = {"name": ["name", "name", "name", "title"], "uri": ["uri", "url", "path", "address"], "summary": ["summary"], "content": ["content", "text", "body"], "location": ["location"], "background_sounds": ["background sounds"]}


def text_match(w: Writer, columns: list[str]) -> Condition:
    column = w.rng.choice(columns)
    word = w.typed(w.rng.choice([w.values.word, w.values.word, w.values.slug, w.values.project, lambda: w.rng.choice(w.values.person().split())])())
    words = w.rng.choice(COLUMN_WORDS[column])
    kind = w.rng.choices(["contains", "starts", "ends", "not"], [5, 2.5, 1.2, 1])[0]
    table = {"contains": CONTAINS, "starts": STARTS, "ends": ENDS, "not": NOT_CONTAINS}[kind]
    pattern = {"contains": f"%{word}%", "starts": f"{word}%", "ends": f"%{word}", "not": f"%{word}%"}[kind]
    operator = "NOT ILIKE" if kind == "not" else "ILIKE"
    quoted = value(f'"{word}"') if w.chance(0.2) else value(f"'{word}'") if w.chance(0.08) and "'" not in word else value(word)
    return 6, w.say(f"text.{kind}", table, a=quoted, c=words), f"{column} {operator} {literal(pattern)}"


def missing(w: Writer, columns: list[str]) -> Condition:
    column = w.rng.choice(columns)
    words = w.rng.choice(COLUMN_WORDS.get(column, [column]))
    if w.chance(0.65):
        return 9, w.say("null.missing", MISSING, c=words), f"{column} IS NULL"
    return 9, w.say("null.present", PRESENT, c=words), f"{column} IS NOT NULL"


def size(w: Writer) -> Condition:
    def made() -> tuple[float, str]:
        n = w.rng.choice([1, 2, 3, 5, 8, 10, 12, 15, 20, 25, 50, 64, 75, 100, 128, 150, 200, 250, 300, 500, 512, 700, 750, 1.5, 2.5, 0.5])
        unit = w.rng.choices(["MB", "KB", "GB"], [6, 3, 1.5])[0]
        return n * {"KB": 1, "MB": 1000, "GB": 1000000}[unit], f"{n:g} {unit}"
    (_, low), (_, high) = sorted([made(), made()])
    a = w.rng.choice([low, low, low.replace(" ", ""), low.lower(), low.lower().replace(" ", ""), low.replace("MB", "megabytes").replace("GB", "gigabytes").replace("KB", "kilobytes"), low.replace("MB", "megs").replace("GB", "gigs")])
    kind = w.rng.choices(["over", "under", "least", "most", "between"], [5, 3, 1.2, 1.2, 1.2 if low != high else 0])[0]
    if kind == "between":
        return 7, w.say("size.between", SIZE_BETWEEN, a=low, b=high), f"size_bytes BETWEEN pg_size_bytes('{low}') AND pg_size_bytes('{high}')"
    table, operator = {"over": (OVER, ">"), "under": (UNDER, "<"), "least": (AT_LEAST, ">="), "most": (AT_MOST, "<=")}[kind]
    return 7, w.say(f"size.{kind}", table, a=a), f"size_bytes {operator} pg_size_bytes('{low}')"


DURATION = "resource_ends_timestamp - resource_timestamp"


def duration(w: Writer) -> Condition:
    unit = w.rng.choices(["minute", "hour"], [3, 2])[0]
    n = w.rng.choice([5, 10, 15, 20, 25, 30, 40, 45, 50, 60, 90, 120]) if unit == "minute" else w.rng.choice([1, 1, 1, 2, 2, 3, 4, 5, 6, 8])
    exact = f"{n} {unit}{'s' if n > 1 else ''}"
    words = {"minute": [exact, f"{n} min", f"{n} mins", f"{number(w, n)} minutes", f"{n}min"], "hour": [exact, f"{n}h", f"{number(w, n)} hour{'s' if n > 1 else ''}", f"{n} hr{'s' if n > 1 else ''}"] + (["an hour", "an hour", "one hour"] if n == 1 else [])}[unit]
    kind = w.rng.choices(["over", "under", "least", "most"], [5, 3, 1.2, 1.2])[0]
    if w.chance(0.08):
        words, exact = ["half an hour", "half an hour", "30 minutes"], "30 minutes"
    table, operator = {"over": (LONGER, ">"), "under": (SHORTER, "<"), "least": (LASTED_LEAST, ">="), "most": (LASTED_MOST, "<=")}[kind]
    return 7, w.say(f"duration.{kind}", table, a=w.rng.choice(words)), f"{DURATION} {operator} INTERVAL '{exact}'"


def place(w: Writer) -> Condition:
    a = w.typed(w.values.location())
    if a[0].islower() and w.chance(0.3):
        return 6, w.rng.choice(["on the ", "at the ", "in the ", "by the "]) + value(a.removeprefix("the ")), f"location ILIKE {literal('%' + a.removeprefix('the ') + '%')}"
    bare = a.removeprefix("the ")
    if w.chance(0.12):
        return 6, AHEAD + value(bare), f"location ILIKE {literal('%' + bare + '%')}"
    shown = w.rng.choice(["the ", ""]) + bare if a != bare else a
    marked = ("the " if shown.startswith("the ") else "") + value(bare)
    return 6, w.say("place", PLACE, a=marked), f"location ILIKE {literal('%' + bare + '%')}"


def person_present(w: Writer) -> Condition:
    a = w.typed(w.values.person())
    return 6, w.say("person.present", WITH_PERSON, a=value(a)), f"present_persons::text ILIKE {literal('%' + a + '%')}"


def owner(w: Writer) -> Condition:
    if w.chance(0.6):
        a = w.rng.choice([f"u-{w.rng.randint(1, 999)}", f"user{w.rng.randint(1, 99)}", w.values.email(), f"{w.values.word()}{w.rng.randint(1, 99)}"])
        return 8, w.say("owner.user", OWNER, a=value(a)), f"user_id = {literal(a)}"
    a = w.rng.choice([w.values.word(), f"{w.values.word()}-{w.rng.choice(['corp', 'inc', 'eu', 'us', 'labs'])}", f"tenant-{w.rng.randint(1, 99)}"])
    return 8, w.say("owner.tenant", TENANT, a=value(a)), f"tenant_id = {literal(a)}"


def time(w: Writer, table: str) -> Condition:
    """A time condition on the column that the table and the words call for."""
    if table == "moments":
        column, verbs, share = w.rng.choices([("resource_timestamp", HAPPENED, 0.25), ("resource_ends_timestamp", ENDED, 1.0)], [9, 1])[0]
        if column == "resource_timestamp" and w.chance(0.10):
            words, symbol = w.rng.choice([("next week", "next_week"), ("next month", "next_month"), ("tomorrow", "tomorrow"), ("next week", "next_week")])
            return 10, w.rng.choice([words, f"for {words}", f"happening {words}", f"scheduled {words}", f"coming up {words}", f"of {words}", f"planned for {words}"]), f"{column} = '@{symbol}'"
        if column == "resource_timestamp" and w.chance(0.05):
            return 10, w.rng.choice(["coming up", "still to come", "in the future", "that are upcoming", "ahead of us", "that haven't happened yet"]), f"{column} > '@now'"
    else:
        column, verbs, share = w.rng.choices([("created_at", UPLOADED if table == "files" else CREATED, 0.45), ("updated_at", UPDATED, 1.0)], [6, 3])[0]
    if column != "resource_ends_timestamp" and column != "updated_at" and w.chance(0.18):
        phrase, bounds = dates.owned(w)
        return 10, AHEAD + phrase, dates.condition(column, bounds)
    phrase, bounds = dates.when(w)
    if table == "resources" and column == "created_at" and w.chance(0.08):
        phrase = _after_verb(phrase)
        return 10, w.rng.choice(["dated ", "dated ", "with a date ", "bearing a date ", "whose date is "]) + phrase, dates.condition("resource_timestamp", bounds)
    if w.chance(share):
        phrase = w.say(f"time.{column}.{'files' if verbs is UPLOADED else 'rows'}", verbs, d=_after_verb(phrase))
    return 10, phrase, dates.condition(column, bounds)


def deleted(w: Writer) -> Condition:
    return 9, AHEAD + "deleted" if w.chance(0.4) else w.say("deleted", DELETED), "deleted_at IS NOT NULL"


def _after_verb(phrase: str) -> str:
    """"updated from last week" reads wrong: the preposition that follows a verb."""
    for long in ("that are from ", "dating from ", "dated ", "made ", "of ", "from the day ", "from the time ", "that are ", "out of "):
        if phrase.startswith(long):
            phrase = phrase.removeprefix(long)
    if phrase.startswith("from ") and not any(mark in phrase for mark in (" to ", " until ", " through ", " on", "before", "after", "ago", "old")):
        return phrase.removeprefix("from ")
    return phrase
