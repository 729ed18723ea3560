"""What generated notes are about: fields of work, each with its things, troubles, chores, measures and concepts.

Fields are apart from the worlds of the handwritten set. A trouble is one matter: what was seen, where it came from, what helps, each told
about one thing. Two threads of one memory take two troubles, so that they share surroundings but not the matter.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Trouble:
    thing: str
    seen: str
    cause: str
    remedy: str
    measure: str  # what is counted, with its unit after a comma


@dataclass(frozen=True)
class Concept:
    name: str
    alias: str
    definition: str
    rule: str


@dataclass(frozen=True)
class Domain:
    name: str
    projects: list[str]
    troubles: list[Trouble]
    concepts: list[Concept]
    chores: list[str]


TABLE = """
# beekeeping
projects: Winter Losses | Roadside Apiary | Queen Line B
trouble: hive scale | the hive scale shows a loss of two kilos every noon | the load cell drifts when the tin lid heats up | shade the cell with a board of cork | false alarms, a week
trouble: mite treatment | mites are back three weeks after the treatment | the acid evaporated too fast in the heat of August | dose in the evening and close the floor | mites on the board, a day
trouble: feeding syrup | the syrup ferments in the feeders | it was mixed with rain water and stood four days | smaller portions of inverted sugar | litres thrown away, a month
concept: Brood Break | - | a gap of three weeks without brood in which mites have nowhere to hide | cage the queen for twenty-four days, never longer
concept: Supersedure | silent requeening | a queen being replaced by her own colony without a swarm | leave two cells and keep your hands in your pockets
chores: repaint the landing boards | melt the old combs | return the borrowed extractor | renew the vet's paper | mow below the flight path
# museum restoration
projects: Dome Hall | Travelling Ivories | Open Depot
trouble: display case | fog on the inside of the glass each morning | the seal shrank and the silica is saturated | a new gasket and a fan of two watts | humidity in the case, percent
trouble: gilded frame | flakes of gold leaf on the floor below the frame | the glue of 1974 pulls the ground off the wood | consolidate with sturgeon glue, strip by strip | open flakes, a square decimetre
trouble: loan crate | two crates came back with broken shock seals | the tail lift drops the last five centimetres | a ramp and a driver who was told why | shock events, a transport
concept: Condition Report | CR | a written and photographed record of how an object is before and after it travels | nobody signs for an object that is not described on it
concept: Lux Hours | light dose | the sum of all light that an object has received since counting began | paper rests three years after one of showing
chores: sweep the depot stairs | order acid-free boxes | test the smoke alarm | number the keys | return the ladder to the gallery
# rail timetable
projects: Half-Hour Valley | Night Slots | Summer Relief
trouble: single-track section | the 7:42 waits four minutes before the tunnel every day | the oncoming freight was given the slot of the old diagram | move the freight by two minutes at the border | minutes late, a weekday
trouble: platform display | the display announces trains that have gone | messages queue behind the advertising | separate the two feeds | wrong announcements, a day
trouble: coupling at the junction | the rear unit is not coupled in time | the driver has to walk the length of both trains | a second driver on the platform at the peaks | missed couplings, a month
concept: Recovery Time | padding | minutes that are hidden in the timetable so that a late train may become punctual again | at least four percent, and never all at the end
concept: Knot | symmetry minute | the moment when trains of all directions stand in one station together | a missed knot costs each passenger the whole interval
chores: print the pocket leaflet | answer the pupils' letter | book the room for the regional council | update the phone list | order red pencils
# vineyard
projects: Steep Terrace | Amphora Trial | Second Label
trouble: drip line | the upper rows stay dry although the pump runs | lime closed the drippers of the old hose | flush with citric acid twice a year | dry vines, a row
trouble: spontaneous ferment | tank six stopped at thirty grams of sugar | the must was cold and had no nitrogen left | warm the tank to twenty and add the lees of tank four | residual sugar, grams
trouble: bird net | starlings are below the net | the net ends a hand above the ground since the new posts | peg it down with hooks of wire | eaten bunches, a hundred
concept: Veraison | colour change | the week in which the berries turn soft and take colour | after it no leaf is removed on the sunny side
concept: Racking | - | drawing the wine off its sediment into another vessel | only at falling moon, says the grandmother, and at high pressure, says the barometer
chores: stack the crates | sharpen the shears | renew the liability insurance | paint the door of the press house | call the cork man
# payments platform
projects: Instant Refunds | Ledger Split | Card Vault
trouble: refund queue | refunds above nine hundred are paid twice | the retry does not carry the idempotency key | store the key beside the job and reject the twin | double payouts, a day
trouble: exchange rates | prices jump at midnight for ten minutes | the rate file is read while it is still being written | read from a renamed copy | complaints, a night
trouble: fraud rule | honest buyers from islands are declined | the rule takes the distance between two postcodes as speed | ignore ferries and limit it to card-present sales | false declines, a thousand
concept: Idempotency Key | request key | a name that the caller gives to a request so that repeating it does nothing more | every call that moves money carries one
concept: Settlement Window | cut-off | the hours in which the banks exchange what they owe | what misses it waits until the next working day
chores: rotate the on-call phone | renew the certificate of the status page | clean the test cards | order stickers | archive the old board
# wind farm
projects: Blade Season | Quiet Nights | Ridge Extension
trouble: pitch bearing | turbine four whines when it turns its blades out of the wind | the grease is washed out on the upwind side | a thicker grease and a shorter interval | stops, a month
trouble: ice sensor | all turbines stop at plus three degrees | the sensor sees fog as ice | believe it only with a cold blade | lost hours, a week
trouble: transformer | oil temperature climbs since June | nests in the cooling fins | a mesh that birds cannot pass | degrees above ambient, degrees
concept: Curtailment | throttling order | running below what the wind would give because the grid or the bats ask for it | paid if the grid asks, not paid if the bats ask
concept: Yaw Error | - | the angle between where the rotor looks and where the wind comes from | three degrees cost one percent
chores: repair the gate | replace the first-aid boxes | invite the school class | take the boat trailer to inspection | wash the service van
# language school
projects: Evening Arabic | Placement Test | Job Conversations
trouble: listening exam | the last row hears only echo | the hall was painted and the curtains were never hung again | hang the curtains and turn the loudspeakers | complaints, an exam
trouble: course software | homework vanishes when two tabs are open | the older tab saves over the newer one | a version number on each sheet | lost sheets, a week
trouble: level B classes | a third leave after the fourth week | the book jumps from weather to tax law | three bridging lessons of our own | leavers, a course
concept: Shadowing | - | speaking along with a recording, half a second behind it | ten minutes, standing, without the text
concept: Information Gap | gap task | a task in which each of two people knows only half | nobody may look at the other sheet
chores: order chalk | move the coffee corner | collect the keys from the evening teachers | print certificates | water the ficus
# running club
projects: Harbour Ten | Couch Group | Trail Weekend
trouble: timing mats | forty runners have no finishing time | the second mat hung on the same battery as the clock | one battery each and a camera above the line | missing times, a race
trouble: beginners' group | half of them have sore shins by week five | the plan adds distance and hills in one week | repeat week three and keep to the flat | drop-outs, a season
trouble: drinking stations | cups are gone at kilometre seven | the volunteers fill them to the brim | half cups and a second table | litres spilled, a race
concept: Negative Split | - | running the second half faster than the first | start as if somebody held your shirt
concept: Tempo Run | threshold run | forty minutes at a pace that allows three words at a time | once a week, never the day after hills
chores: wash the bibs | count the safety pins | thank the fire brigade | book the sports hall | repair the megaphone
# insurance claims
projects: Hail Desk | Photo First | Plain Letters
trouble: photo upload | claims with more than nine pictures get stuck | the scanner reads each picture at full size three times | shrink before scanning | stuck claims, a day
trouble: hail estimates | estimates are a third too low in mountain villages | the price list knows only steel roofs | a line for slate and copper | reopened claims, a hundred
trouble: letters of refusal | people call as they do not understand the letter | the reason stands in the fourth paragraph | the reason first, then the law | calls, a hundred letters
concept: Subrogation | recourse | the right to claim back from whoever caused the damage what one has paid | write within four weeks or lose it
concept: Reserve | - | the money set aside on the day when a claim arrives | too low looks good for one quarter only
chores: retire the fax | renew the parking cards | empty the plan chest | photograph the new colleague | dust the model houses
# library digitisation
projects: Parish Registers | Glass Plates | Reading Room Online
trouble: book scanner | pages lean to the left after the gutter | the cradle lost a spring | shim the cradle and check with the target sheet | rescans, a volume
trouble: text recognition | every long s became an f | the model was trained on print after 1850 | train on forty pages of our own | character errors, percent
trouble: image server | zooming takes ten seconds on old maps | tiles are cut anew at each request | cut once at night and keep them | seconds, a zoom
concept: Finding Aid | - | the description of an archive that lets strangers find a box | describe the series first, the sheet last
concept: Checksum | fixity | a short number that changes when a single bit of a file changes | compute at capture, compare each spring
chores: order cotton gloves | repair the blind | tell the bishop's office | label the new shelves | vacuum the plan cabinets
# ferry company
projects: Electric Ferry | Island Timetable | Ticket Gates
trouble: loading ramp | the ramp does not lock at low water | the pin is bent since the storm | a longer pin and a stop plate | delays, a week
trouble: ticket app | tickets cannot be shown on the pier | there is no signal behind the breakwater | keep the ticket on the phone with a moving picture | paper tickets, a day
trouble: shore charger | charging ends at sixty percent | the plug overheats in the sun | a white hood and a slower last phase | percent charged, percent
concept: Free Surface | - | water that sloshes in a tank or deck and takes a ship's stability away | no tank half full when the deck is loaded
concept: Muster List | station bill | who does what and stands where in an emergency | hangs in each corridor and is true for today's crew
chores: change the flags | sell the old benches | check the kiosk licence | paint the bollards | greet the new harbour warden
# dog shelter
projects: Second Chance | Foster Rooms | Open Saturday
trouble: kennel cough | nine dogs cough since Monday | the new arrivals shared the water bowls | a week apart, own bowls, own broom | coughing dogs, a day
trouble: adoption forms | families wait a month for an answer | the form lands in the mailbox of a colleague on leave | one shared box and a reply within two days | days, an answer
trouble: run fence | the small ones slip below the fence | rain washed out the corner by the oak | a row of stones and mesh in the ground | escapes, a month
concept: Threshold Distance | trigger distance | how near a stranger may come before a dog reacts | work beyond it, never at it
concept: Home Check | - | the visit before an adoption | two people go, one looks and one talks
chores: wash the blankets | order chew toys | renew the van's sticker | weigh the food donation | fix the tap in the yard
# data warehouse
projects: One Customer View | Nightly Under Four | Leave the Old Cube
trouble: nightly load | the load is not finished at seven | one table is rebuilt from nothing for three changed rows | load the changes only, by the change stamp | minutes, a night
trouble: customer match | two customers were merged who only share a phone | the rule counts a reception desk's number as evidence | ignore numbers that more than five have | wrong merges, a thousand
trouble: sales dashboard | Monday's revenue is too high | returns are booked with the date of the sale | show returns on the day they happen | difference, percent
concept: Slowly Changing Dimension | SCD | a table that keeps what was true at each time | never overwrite, close the old row and open a new one
concept: Data Contract | - | a promise between who writes a table and who reads it | a broken one stops the load, loudly
chores: clear the test schema | renew the licence of the modelling tool | rename the channel | update the org chart | order a cake for the go-live
# greenhouse robots
projects: Tomato Picker | Row Mapper | Night Shift
trouble: gripper | one fruit in twenty is squeezed | the suction cup hardens in the cold of the morning | warm the cup for a minute and lower the pressure | bruised fruit, percent
trouble: row camera | ripe tomatoes are missed below leaves | the light comes from above only | a second lamp at knee height | missed fruit, a row
trouble: battery swap | carts stop between rows at four | the estimate ignores the weight of full crates | weigh the crate and plan the way home | stranded carts, a night
concept: Visual Servoing | - | steering an arm by what its camera sees at each moment instead of by a map | never slower than ten pictures a second
concept: Dead Reckoning | odometry | knowing where one is by counting the turns of one's wheels | errors grow, so touch a marker every forty metres
chores: sweep the charging bay | label the cables | return the rented lamp | greet the inspectors | order gloves
# theatre workshop
projects: The Glass Mountain | Touring Set | Foyer Stage
trouble: revolving stage | the disc jerks when it starts | two of the wheels are worn flat | change all eight and soften the ramp of the motor | jerks, an evening
trouble: fog machine | fog creeps into the orchestra pit | the lid of the trap does not close since it was painted | sand the edge and hang a curtain | complaints, a show
trouble: costume change | the queen is late for the third act | fourteen hooks in ninety seconds | magnets below the hooks | seconds late, a show
concept: Get-In | load-in | everything between the arrival of the lorry and the first rehearsal on the stage | lights hang before anything stands
concept: Cue Stack | - | the numbered list of everything that happens at a word or sign | point numbers for what is added, nothing is renumbered
chores: hang the posters | sort the screws | book the piano tuner | feed the workshop cat | return the rented chairs
# cheese dairy
projects: Cave Two | Raw Milk Line | Farm Tours
trouble: ripening cave | blue spots on the rinds by week six | air stands still behind the third shelf | a slow fan and a washed wall | spotted wheels, a hundred
trouble: milk intake | milk of Tuesday will not set | a cow under medicine was in the tank | a quick test for each farm, before the pump | rejected litres, a month
trouble: brine bath | rinds turn slimy | the bath lost salt and got warm | measure in the morning and add salt by weight | salt, percent
concept: Rennet | - | the enzyme that makes milk set | half the dose and twice the time gives the finer curd
concept: Affinage | ripening | the care of a cheese after it is made: turn, brush, wash, wait | turn daily for the first two weeks
chores: boil the cloths | paint the price board | renew the well water analysis | repair the trolley | send samples to the fair
# car sharing
projects: Village Cars | Keyless | Winter Fleet
trouble: door lock | members stand before a locked car | the unit sleeps deeper when it is cold | a wake-up by SMS and a bigger battery | lock-outs, a week
trouble: parking bays | cars cannot be returned because the bay is taken | the sign is missing its second half | paint the ground and tell the police | taken bays, a week
trouble: damage reports | scratches have no owner | the walk-round is skipped in the rain | three photographs before the engine starts | unexplained scratches, a month
concept: Station Bound | round trip | a car goes back to the place where it was taken | no bay, no booking
concept: Rebalancing | - | moving empty cars to where people will want them | only at night and only if three wait
chores: change to winter tyres | wash the blue one | cancel the old fuel card | greet the thousandth member | order new key rings
# archaeology dig
projects: River Meadow | The Well | Sieve and School
trouble: trench four | water stands in the trench each morning | the old ditch was cut through by our own spoil heap | move the heap and dig a sump | hours of pumping, a day
trouble: find numbers | two bags carry one number | two people number at the same table after lunch | numbers are torn from a printed roll | double numbers, a week
trouble: total station | the plan is rotated by two degrees | the reference nail was hit by a barrow | three nails and a check at noon | error, centimetres
concept: Harris Matrix | sequence diagram | a drawing of which layer came before which | a layer has a number before it is touched
concept: Spoil Heap | - | the earth that was taken out and will go back in | three metres from any edge
chores: return the toilets | thank the farmer | dry the tarpaulins | count the trowels | lock the container
# recording studio
projects: Quartet Album | Room B | Tape Transfer
trouble: control room | a hum of fifty hertz on the left channel | the new lamp shares a ground with the desk | an outlet of its own and a transformer | hum, decibels
trouble: tape machine | old tapes squeal and stop | the binder has taken up water | bake them at fifty degrees for eight hours | tapes lost, a hundred
trouble: headphone mix | singers are a quarter tone flat | they hear themselves too loud and too late | direct monitoring and one ear free | retakes, a song
concept: Headroom | - | the distance between the loudest moment and the end of the scale | leave twelve decibels, nobody ever missed them
concept: Comping | composite take | making one good take out of many | cut in the breath, never in the vowel
chores: tidy the cable wall | restring the studio guitar | pay the piano rental | replace the door handle | empty the dehumidifier
# school kitchen
projects: Fresh Fridays | Less Sugar | New Dishwasher
trouble: serving line | the last class eats eleven minutes only | the queue splits at the salad and nobody moves | two tables and salad on the plate | minutes, a child
trouble: allergy list | a child got the wrong plate | the list on the wall was from spring | print it each morning with the date on top | mix-ups, a term
trouble: oven two | casseroles are cold in the middle | the fan turns backwards since the repair | swap two phases and measure | degrees in the middle, degrees
concept: Batch Cooking | staggered cooking | cooking in small lots while people eat | the next tray goes in when the last is half empty
concept: Plate Waste | leftovers count | what comes back on the plates, weighed | weigh by dish and not by day
chores: renew the knife set | hang the menu | descale the kettle | take the aprons to the laundry | invite the parents' council
"""


def read(table: str = TABLE) -> list[Domain]:
    """The fields of the table, in its order."""
    domains: list[Domain] = []
    for block in table.split("\n# ")[1:]:
        name, *lines = block.strip().split("\n")
        rows = [line.split(": ", 1) for line in lines]
        cells = [(kind, [cell.strip() for cell in rest.split(" | ")]) for kind, rest in rows]
        domains.append(Domain(
            name=name,
            projects=[project for kind, row in cells if kind == "projects" for project in row],
            troubles=[Trouble(*row) for kind, row in cells if kind == "trouble"],
            concepts=[Concept(row[0], "" if row[1] == "-" else row[1], row[2], row[3]) for kind, row in cells if kind == "concept"],
            chores=[chore for kind, row in cells if kind == "chores" for chore in row],
        ))
    return domains


DOMAINS = read()
