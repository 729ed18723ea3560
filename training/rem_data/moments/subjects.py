"""Subjects of talk, made of fields: things, their parts, what goes wrong with them and what mends it. None of them stands in the hand-written transcripts' worlds."""

from __future__ import annotations

import random
from dataclasses import dataclass

from .lines import lines


@dataclass(frozen=True)
class Field:
    """One walk of life: `things` and `parts` are lower-case noun phrases, `faults` follow "it is", `mendings` follow "we"."""

    name: str
    things: list[str]
    parts: list[str]
    faults: list[str]
    mendings: list[str]
    places: list[str]


def field(name: str, things: str, parts: str, faults: str, mendings: str, places: str) -> Field:
    cut = [[each.strip() for each in text.split(";")] for text in (things, parts, faults, mendings, places)]
    return Field(name, *cut)


FIELDS = [
    field("warehouse", "pallet scanner; loading dock; conveyor belt; stock count; forklift course; return shelf; label printer; cold store", "roller; battery pack; ramp; barcode gun; shrink film; pallet jack",
          "a torn belt; a flat battery; a wrong label; a bent roller", "change the belt; charge it overnight; print the labels again", "dock four; aisle nine; dispatch office"),
    field("software", "login page; payment service; search index; nightly build; mobile release; data migration; feature flag; error log", "config file; cache key; test suite; queue worker; feature branch; access token",
          "a stale cache; a missing index; an expired token; a race between two workers", "clear the cache; add the index; renew the token", "team room; server room; home office"),
    field("bank branch", "mortgage offer; safe deposit box; cash machine; branch audit; loan contract; customer survey; account switch", "signature card; coin tray; interest table; contract page; card reader",
          "a blocked card; a typing error in the form; an old interest table", "unblock the card; print the form again; call the head office", "counter two; back office; vault"),
    field("theme park", "ghost train; ferris wheel; ticket gate; summer season; mascot costume; queue plan; night parade", "safety bar; gear box; lap belt; turnstile; loudspeaker",
          "a loose chain; a wet sensor; a jammed turnstile", "tighten the chain; dry the sensor; oil the turnstile", "main gate; control tower; workshop"),
    field("dental practice", "root canal; wisdom tooth; practice move; hygiene course; patient file; recall list", "drill; mirror; suction tube; x-ray plate; dental chair",
          "a clogged filter; a cracked tube; a wrong plate", "change the filter; glue the tube; take the picture again", "treatment room; waiting room; lab"),
    field("vineyard", "grape harvest; wine cellar; pressing shed; bottle order; frost alarm; tasting room", "oak barrel; pump hose; cork machine; trellis wire; sugar gauge",
          "a leaking gasket; a frozen hose; wild yeast in the tank", "change the gasket; thaw the hose; cool the tank", "upper slope; cellar; press house"),
    field("radio station", "morning show; jingle; news bulletin; studio clock; phone-in; music archive", "fader; headphone; mixing desk; microphone arm; play list",
          "a swapped cable; a silent backup; a frozen play list", "swap the cable; restart the player; cut to the archive", "studio two; newsroom; transmitter site"),
    field("primary school", "spelling bee; sports day; school garden; maths homework; parents' letter; class play", "score sheet; whistle; seed tray; times table; paper crown",
          "a page that is missing; a mixed-up list; a torn net", "copy the page; sort the list; knot the net", "gym; playground; staff room"),
    field("dance company", "spring tour; duet; stage floor; costume fitting; warm-up; guest choreographer", "lift; ballet bar; dance shoe; curtain; music cue",
          "a slippery floor; a cue that comes late; a seam that opens", "tape the floor; move the cue; sew the seam", "rehearsal room; stage; tour bus"),
    field("mountain rescue", "avalanche course; helicopter drill; search grid; radio plan; dog training; stretcher check", "rope bag; beacon; pulley; splint; head torch",
          "an empty beacon; a knot that slips; a dead repeater", "change the batteries; tie it again; move the repeater", "base hut; landing site; north face"),
    field("tax office", "tax return; quarterly estimate; expense folder; travel receipt; audit letter; pension form", "income line; mileage log; stamp; attachment; tax number",
          "a receipt counted twice; a missing attachment; the wrong year", "take it out; send the attachment; file it again", "reading room; counter six"),
    field("aquarium", "jellyfish tank; feeding show; water change; penguin pool; night opening; quarantine tank", "air stone; skimmer; salt meter; heater rod; glass lid",
          "a cracked lid; a blocked skimmer; too much salt", "change the lid; clean the skimmer; add fresh water", "pump room; gallery; penguin house"),
    field("furniture workshop", "oak table; chair order; spray booth; saw blade; varnish test; showroom", "table leg; dowel; clamp; sanding disc; drawer slide",
          "a dull blade; a warped board; glue that has not set", "sharpen the blade; plane the board; wait for the glue", "machine hall; showroom; yard"),
    field("cycling club", "spring ride; time trial; club jersey; route map; spare bike; hill training", "chain ring; brake pad; saddle bag; inner tube; gear cable",
          "a worn pad; a stretched cable; a stone in the tyre", "change the pad; shorten the cable; patch the tube", "club house; start line; hill top"),
]

NAMES = lines("""
    Aarav Desai
    Bettina Krug
    Chiara Lodi
    Demba Sarr
    Eszter Fekete
    Fausto Reyes
    Gro Haugland
    Hiroshi Abe
    Ilmari Koski
    Jolanta Wilk
    Khalid Nasser
    Livia Bruni
    Moses Kiptoo
    Nilufar Azimi
    Osman Kaya
    Paulina Rios
    Quentin Marsh
    Roza Petkova
    Sanna Lehto
    Tuan Vo
    Uchenna Ike
    Viggo Friis
    Winnie Tembo
    Xin Yao
    Yael Peretz
    Zoran Ilic
    Agnieszka Lis
    Bilal Qureshi
    Carmel Doyle
    Dorji Wangmo
    Emilio Vega
    Fiona Baird
    Gustavo Paz
    Hilde Smit
    Ibrahim Toure
    Jelena Savic
    Kiri Parata
    Luca Testa
    Marit Solli
    Nam Phan
""")

COMING = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "the first", "the tenth", "the twentieth", "next week"]
PAST = ["Monday", "Tuesday", "last Friday", "the third", "last week", "the ninth"]


@dataclass(frozen=True)
class Subject:
    """What one thread is about, the same when it is taken up again."""

    field: Field
    thing: str
    other: str
    part: str
    fault: str
    mending: str


def subject(rng: random.Random, own: Field) -> Subject:
    thing, other = rng.sample(own.things, 2)
    return Subject(own, thing, other, rng.choice(own.parts), rng.choice(own.faults), rng.choice(own.mendings))


def kebab(words: str) -> str:
    return words.replace("'", "").replace(" ", "-")
