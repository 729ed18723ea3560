"""TRAVERSE: relations of named or found things (guideline.md, section 7)."""

from __future__ import annotations

from .. import conditions as c
from ..carriers import wrapped
from ..dates import number
from ..draft import Draft
from ..noise import slip
from ..statement import Statement
from ..wording import Writer, plain, value
from ..kinds import kind_noun
from .lookup import named

# edge -> (kinds of start outbound, asks outbound, kinds of start inbound, asks inbound); {k} is the start
RELATIONS: dict[str, tuple[list[str], list[str], list[str], list[str]]] = {
    "manages": (["person"], ["who does {k} manage?", "who is managed by {k}", "{k}'s (team|reports|direct reports|people|subordinates)", "(direct reports|reports|subordinates) of {k}", "(the |) people (under|managed by|led by) {k}", "who (works|is) under {k}", "everyone {k} manages", "who does {k} (lead|supervise|have under (him|her|them))", "(which|what) people does {k} manage?", "{k} manages (who|whom)?", "{k} is the (boss|manager) of (who|whom)?", "(list|show) (the |)(people|staff) {k} (manages|supervises|is in charge of)", "the team of {k}", "{k} manages"],
                ["person"], ["who manages {k}?", "{k}'s (manager|boss|supervisor|lead)", "(the |) (manager|boss|supervisor) of {k}", "who is {k}'s (manager|boss|supervisor)?", "who is (the boss|the manager|in charge) of {k}", "who is {k} managed by?", "by whom is {k} managed?", "who (leads|supervises) {k}?", "{k} is managed by (who|whom)?", "whose report is {k}", "who has {k} on (his|her|their) team"]),
    "reports-to": (["person"], ["who does {k} report to?", "{k} reports to (who|whom)?", "to whom does {k} report?", "(which|what) person does {k} report to?", "who is {k} reporting to", "the person {k} reports to", "whom must {k} report to", "{k} reports to", "the reporting line (of|above|from) {k}", "where does {k} report"],
                   ["person"], ["who reports to {k}?", "(everyone|everybody|people|those) (who reports|reporting|that report|who report) to {k}", "(which|what) people report to {k}?", "who all reports to {k}", "reporting to {k}", "who is reporting to {k}?", "does anyone report to {k}?", "(list|show) (the |) people (reporting|who report) to {k}", "reports to {k}: who?", "the ones that report to {k}"]),
    "authored_by": (["doc"], ["who (wrote|authored) {k}?", "(the |) (author|authors|writer) of {k}", "{k} was written by (who|whom)?", "who is the author of {k}", "by whom was {k} written?", "{k}'s (author|authors)", "{k} - who wrote (it|this|that)?", "whose work is {k}?", "who penned {k}", "who is {k} by?", "(tell|show) me who wrote {k}", "who created {k}"],
                    ["person"], ["what (did|has) {k} (write|written|author|authored)?", "(docs|documents|notes|articles|things|everything|pages) (written|authored) by {k}", "(docs|documents|notes|articles|pages|papers) by {k}", "(everything|all|anything) {k} (wrote|has written|authored)", "{k}'s (writings|articles|documents|docs)", "(which|what) (documents|docs|notes|pages) did {k} write?", "what is {k} the author of?", "(list|show) (me |) what {k} wrote", "works of {k}", "{k} wrote what?"]),
    "references": (["doc"], ["what does {k} (reference|cite|quote|refer to|link to)?", "(references|citations|sources) (of|in|from) {k}", "(documents|docs|things|everything) (referenced|cited|quoted) (by|in) {k}", "{k}'s (references|sources|citations)", "(which|what) (docs|documents|sources|pages) does {k} (cite|reference|refer to)?", "what is (cited|referenced|quoted) in {k}?", "what {k} (references|cites|refers to)", "where does {k} get its facts from, its references", "{k} references what?", "sources that {k} uses as references"],
                   ["doc"], ["what (references|cites|quotes|refers to) {k}?", "(which|what) (docs|documents|notes|pages) (reference|cite|quote|refer to) {k}?", "(everything|anything|docs|documents) (referencing|citing|that cites|that references|that refers to) {k}", "where is {k} (cited|referenced|quoted)?", "who cites {k}", "citations (to|pointing to) {k}", "is {k} cited (anywhere|somewhere)?", "by what is {k} referenced?", "{k} is (cited|referenced) by (what|which docs)?", "documents that refer back to {k}"]),
    "builds-on": (["doc", "project"], ["what does {k} build (on|upon)?", "{k} builds on (what|which)?", "what is {k} (built on|based on|an extension of)?", "(the |) (foundation|foundations|basis) of {k}", "what was {k} built upon", "(which|what) (work|ideas|things) does {k} build on?", "things {k} builds on", "the earlier work {k} builds on", "on what does {k} build", "what came first that {k} builds on"],
                  ["doc", "project"], ["what builds (on|upon) {k}?", "(everything|things|anything|work) (that builds|building|built) (on|upon|on top of) {k}", "(which|what) (docs|projects|things|ideas) build on {k}?", "what was built on (top of |) {k}", "what extends {k}?", "(later|newer) work (based|building) on {k}", "what is based on {k}?", "{k} is the (basis|foundation) of what?", "who builds on {k}", "what has been built upon {k}"]),
    "depends_on": (["service", "project", "doc"], ["what does {k} (depend|rely) on?", "what {k} depends on", "(dependencies|deps) of {k}", "{k}'s dependencies", "{k} (depends|relies) on what?", "what does {k} (need|require) (to work|to run|)?", "(everything|things|services) (that |) {k} (depends on|relies on|needs)", "(which|what) (services|things|components|projects) does {k} depend on?", "list (the |) dependencies (of|for) {k}", "on what does {k} depend?", "{k} dependencies", "what is {k} dependent on", "what must be up for {k} to work"],
                   ["service", "project", "doc"], ["what (depends|relies) on {k}?", "(dependents|dependants) of {k}", "(everything|things|services|anything) (that depends|depending|relying|that relies) on {k}", "what (breaks|would break|stops working|fails) (if|when) {k} (goes down|is down|dies|fails|disappears)?", "(which|what) (services|things|projects|components) (depend|rely) on {k}?", "who (depends|relies) on {k}?", "what needs {k}?", "what is dependent on {k}", "what can't (work|run|live) without {k}?", "{k} is needed by what?", "what would be affected if we (drop|remove|change) {k}?"]),
    "discusses": (["meeting", "doc"], ["what does {k} (discuss|cover)?", "what (was|is|did we) (discussed|discuss|covered|cover) in {k}?", "(topics|subjects|things) (discussed|covered) in {k}", "{k} discusses what?", "(which|what) topics does {k} (discuss|cover)?", "what was talked about in {k}", "what {k} discusses", "the things that {k} discusses", "what came up (in|during) {k}", "subjects of {k}"],
                  ["project", "concept", "service"], ["where (is|was|were) {k} discussed?", "what discusses {k}?", "(which|what) (moments|meetings|docs|documents|notes) (discuss|discussed|cover) {k}?", "(everything|all|anything) (that discusses|discussing) {k}", "(meetings|moments|docs|notes) (discussing|that discuss|which discussed) {k}", "in what (meetings|documents) was {k} discussed?", "who discusses {k}", "{k} was discussed where?", "{k} is discussed in which (meetings|docs)?", "the places where {k} is discussed"]),
    "attended_by": (["meeting"], ["who (attended|was at|was in|came to|joined|took part in) {k}?", "(attendees|participants) (of|at|in) {k}", "{k}'s (attendees|participants)", "(people|everyone|everybody) (who attended|who was at|at|who joined) {k}", "(list|show) (the |) (attendees|participants) (of|at) {k}", "which people attended {k}", "{k} was attended by (who|whom)?", "who showed up (at|for|to) {k}?", "who sat in (on |) {k}", "{k} - who was (there|present)?", "attendance of {k}"],
                    ["person"], ["what (did|has) {k} (attend|attended)?", "(which|what) (meetings|moments|sessions|events) did {k} (attend|join|take part in|go to)?", "(meetings|sessions|moments|everything|all meetings) (attended by|that {k} attended|{k} went to|{k} attended)", "(the |) meetings {k} was (in|at|part of), by attendance", "where did {k} attend?", "meetings with attendance of {k}", "what was {k} (at|part of), attendance-wise"]),
    "PREREQUISITE": (["doc"], ["(prerequisites|prereqs) (of|for) {k}", "what (should|must|do) (i|we) (read|know|learn) before {k}?", "what are the prerequisites (of|for) {k}?", "{k}'s prerequisites", "what (comes before|is required before|is needed before) {k}?", "required reading (for|before) {k}", "what do i have to (know|read) first (for|before) {k}", "{k} requires what knowledge first?", "which docs are prerequisites (of|for) {k}?", "before {k}, what should i read?"],
                     ["doc"], ["what is {k} a (prerequisite|prereq) (for|of)?", "{k} is a prerequisite (for|of) what?", "what can i (read|do|learn) (after|once i know|once i have read) {k}?", "(which|what) (docs|things) (have|list) {k} as (a |) prerequisite?", "what requires {k} first", "(things|docs|everything) (that have|with) {k} as (a |) prerequisite", "what needs {k} to be read first?", "for what is {k} required reading?"]),
    "CONTINUATION": (["doc", "meeting"], ["what (continues|follows) {k}?", "(continuation|continuations|follow-up|follow-ups|sequel) (of|to) {k}", "{k}'s (continuation|follow-up|sequel)", "what is the (continuation|sequel|next part) of {k}?", "how does {k} continue?", "where does {k} continue?", "what comes next after {k}", "the next part (of|after) {k}", "is there a (follow-up|sequel|continuation) to {k}?", "{k} continues in what?"],
                     ["doc", "meeting"], ["what does {k} continue?", "{k} is a (continuation|follow-up) (of|to) what?", "what is {k} (the|a) (continuation|sequel|follow-up) (of|to)?", "(which|what) (doc|note|meeting) does {k} continue?", "what came before {k} that it continues", "of what is {k} the continuation?", "what {k} is continuing", "the thing that {k} (continues|follows up on)"]),
    "SEE_ALSO": (["doc"], ["see also (for |of |links of |) {k}", "see-also (links|entries|pages|list) (of|for) {k}", "{k} see also", "{k}'s see-also (links|list)", "what are the see-also (links|entries) of {k}?", "(show|list|give me) the see also of {k}", "related reading via see also for {k}", "which see also links has {k}?", "what else should i see for {k}, its see-alsos", "follow see also from {k}"],
                 ["doc"], ["what has {k} (as|in its|under) see(-| )also?", "(which|what) (docs|pages) list {k} (as|under) see also?", "what links to {k} as see also", "see-also links (to|pointing to|towards) {k}", "who has {k} in see also", "pages with {k} in their see-also", "where is {k} listed as see also?", "{k} is see also of what?"]),
    "mentors": (["person"], ["who does {k} mentor?", "{k}'s mentees", "mentees of {k}", "(people|everyone) {k} (mentors|is mentoring|coaches)", "who is (mentored|coached) by {k}?", "{k} mentors (who|whom)?", "who is {k} mentoring", "whom does {k} mentor", "who has {k} as (a |) mentor?"],
                ["person"], ["who mentors {k}?", "{k}'s mentor", "(the |) mentors? of {k}", "who is {k}'s mentor?", "who is mentoring {k}", "by whom is {k} mentored?", "{k} is mentored by (who|whom)?", "does anyone mentor {k}?", "mentor for {k}"]),
    "owns": (["person", "team"], ["what does {k} own?", "(everything|things|services|projects) (owned by {k}|{k} owns|that {k} owns)", "{k} owns what?", "(which|what) (services|projects|things|docs) does {k} own?", "what is owned by {k}?", "what belongs to {k}", "what is {k} the owner of?", "{k}'s property, the things owned", "ownership of {k}: what all?"],
             ["service", "project", "doc"], ["who owns {k}?", "(the |) owner of {k}", "{k}'s owner", "who is the owner of {k}?", "{k} is owned by (who|whom)?", "who does {k} belong to?", "which (team|person) owns {k}?", "whose is {k}?", "to whom does {k} belong?", "owner {k}"]),
    "works_on": (["person", "team"], ["what (does|is) {k} (work on|working on)?", "(which|what) (projects|things) (does|is) {k} (work on|working on)?", "(projects|things|everything) {k} (works on|is working on)", "{k} works on what?", "what is {k} busy with, the projects", "{k}'s projects", "(the |) projects of {k}", "on what does {k} work?", "what has {k} on the table, work-wise"],
                 ["project", "service"], ["who (works|is working) on {k}?", "(people|everyone|everybody|those) (working|who work|who works) on {k}", "{k}'s (contributors|staff|workers)", "who all works on {k}", "(which|what) people work on {k}?", "who is on {k}", "(contributors|people) (of|on|to) {k}", "{k} - who's working on it?", "does anyone work on {k}?"]),
    "member_of": (["person"], ["(which|what) (team|teams|group|groups) is {k} (in|a member of|part of|on)?", "what is {k} a member of?", "{k}'s (team|teams|group) membership", "(teams|groups) {k} is (in|a member of)", "{k} is a member of what?", "memberships of {k}", "where is {k} a member?", "of which teams is {k} a member"],
                  ["team"], ["(members|team members) of {k}", "who is (in|a member of|on) {k}?", "{k}'s members", "who are the members of {k}?", "(list|show) (the |) members of {k}", "(everyone|everybody|people) (in|who is a member of|on) {k}", "which people are members of {k}?", "{k} members", "who belongs to {k}, the members"]),
    "part_of": (["project", "service", "doc"], ["what is {k} (a |) part of?", "{k} is part of what?", "(which|what) (project|system|programme) is {k} (a |) part of?", "what does {k} belong to as a part", "where does {k} fit in, part of what", "the bigger thing {k} is part of", "of what is {k} a part?", "what contains {k}?"],
                ["project", "service", "team"], ["(parts|pieces|components) of {k}", "what (are the parts of|is part of) {k}?", "{k}'s (parts|components|pieces)", "what does {k} consist of?", "what is {k} made (up |) of?", "(list|show) (the |) (parts|components) of {k}", "(everything|things|all) that (is|are) part of {k}", "what (makes up|belongs inside) {k}?"]),
    "mentions": (["doc", "meeting"], ["(who|what) does {k} mention?", "(people|things|everything) (mentioned|named) in {k}", "{k} mentions (who|what)?", "who is mentioned in {k}?", "(which|what) (people|projects|things) does {k} mention?", "what gets mentioned in {k}", "(mentions|names) in {k}", "what {k} mentions"],
                 ["person", "project", "service"], ["what mentions {k}?", "where is {k} mentioned?", "mentions of {k}", "(docs|notes|pages|documents|everything) (mentioning|that mention|that mentions) {k}", "(which|what) (docs|notes|pages) mention {k}?", "who mentions {k}?", "in which (docs|notes|meetings) is {k} mentioned?", "{k} is mentioned where?", "all places that mention {k}"]),
    "blocks": (["project", "ticket"], ["what does {k} block?", "what is {k} blocking?", "{k} blocks what?", "what is blocked by {k}?", "(everything|things|tickets) (blocked by|that {k} blocks)", "(which|what) (tickets|projects|things) does {k} block?", "what is waiting (on|for) {k}, blocked", "what is held up by {k}"],
               ["project", "ticket"], ["what (blocks|is blocking) {k}?", "(blockers|blocker) of {k}", "{k}'s blockers", "what is {k} blocked by?", "why is {k} blocked, what blocks it", "{k} is blocked by what?", "(which|what) (tickets|things) block {k}?", "what holds up {k}?", "blockers for {k}"]),
    "reviewed_by": (["doc", "ticket"], ["who reviewed {k}?", "(reviewer|reviewers) (of|for) {k}", "{k}'s reviewers?", "{k} was reviewed by (who|whom)?", "who did the review of {k}?", "by whom was {k} reviewed?", "who (checked|approved) {k} as reviewer", "which people reviewed {k}?"],
                    ["person"], ["what (did|has) {k} (review|reviewed)?", "(docs|documents|things|everything) (reviewed by {k}|that {k} reviewed|{k} reviewed|{k} has reviewed)", "(which|what) (docs|documents|tickets) did {k} review?", "{k}'s reviews", "reviews (done |) by {k}", "{k} reviewed what?", "what was reviewed by {k}?", "what has {k} as reviewer?"]),
    "supersedes": (["doc"], ["what does {k} (supersede|replace)?", "{k} (supersedes|replaces) what?", "what was (replaced|superseded) by {k}?", "(which|what) (doc|docs|version) does {k} (supersede|replace)?", "what {k} (replaces|supersedes)", "the (older|outdated) (doc|thing) that {k} (replaces|supersedes)", "what became obsolete with {k}", "predecessor that {k} supersedes"],
                   ["doc"], ["what (supersedes|superseded|replaces|replaced) {k}?", "{k} was (replaced|superseded) by what?", "what is {k} superseded by?", "(which|what) (doc|version|document) (replaces|supersedes|replaced) {k}?", "is there something that (replaces|supersedes) {k}?", "the (replacement|successor) (of|for) {k}", "{k} is outdated, what replaced it?", "by what was {k} replaced"]),
    "uses": (["service", "project", "team"], ["what does {k} use?", "{k} uses what?", "(which|what) (tools|services|libraries|things) does {k} use?", "(tools|things|everything|services) (used by {k}|{k} uses|that {k} uses)", "what is used by {k}?", "what {k} uses", "the (tools|tech) {k} uses", "what does {k} make use of?"],
             ["service"], ["(what|who) uses {k}?", "users of {k}", "(which|what) (services|projects|teams) use {k}?", "(everything|things|teams|projects) (using|that use|that uses) {k}", "where is {k} (used|in use)?", "{k} is used by (what|whom|who)?", "by what is {k} used?", "who is using {k}?"]),
    "assigned_to": (["ticket"], ["who is {k} assigned to?", "(assignee|assignees) of {k}", "{k}'s assignee", "who has {k} assigned?", "{k} is assigned to (who|whom)?", "to whom is {k} assigned?", "which person is {k} assigned to?", "who got {k} assigned"],
                    ["person", "team"], ["what is assigned to {k}?", "(tickets|issues|things|everything|tasks) assigned to {k}", "{k}'s (tickets|assigned tickets|assignments|issues)", "(which|what) (tickets|issues|tasks) are assigned to {k}?", "assignments of {k}", "what does {k} have assigned?", "(list|show) what's assigned to {k}", "what was given to {k}, the assigned things"]),
    "implements": (["service", "project"], ["what does {k} implement?", "{k} implements what?", "(which|what) (spec|specs|rfc|design) does {k} implement?", "what is implemented by {k}?", "the (spec|design|rfc) {k} implements", "what {k} implements", "specs implemented by {k}", "(show|list) what {k} implements"],
                   ["doc"], ["what implements {k}?", "(which|what) (services|projects) implement {k}?", "(implementations|implementers) of {k}", "who implements {k}?", "where is {k} implemented?", "{k} is implemented by what?", "(everything|services) (implementing|that implement) {k}", "what is the implementation of {k}"]),
}
LITERAL_EDGES = "trained_on evaluated_on addressed_to published_in works_at serves studies caught_by grown_in taught_by lent_to insured_by cc_to signed_by paid_by prepared_with exhibits leads shares-border-with borrowed_from measured_at verified_by deployed_on listens_to owes stored_in flies_to plays_with written_for duplicates invalidates escalated_to registered_in next-to married_to neighbours_with supplies ships_with mirrors replaces_in related_to inspired_by derived_from funds sponsors knows collaborates_with replies_to contradicts supports located_in happened_at caused_by fixes tests deploys_to monitors subscribes_to translated_from summarises quotes follows liked_by CITES EXAMPLE_OF has-part is-a works-with blocked-by linked-to same_as ANSWERS contains hosted_on reads_from writes_to approves".split()
LITERAL = ["(follow|walk) (the |) {e} (edges|links|relations) (from|of|starting at|out of) {k}", "{e} (edges|links|relations) (of|from|starting from) {k}", "{k}'s {e} (edges|links|relations)", "(traverse|go along) {e} (from|starting at) {k}", "traverse {e} from {k}", "what is reached (from|out of) {k} (by|via|over|through) {e}", "(from|starting at) {k}(,|) (follow|walk|traverse) {e}", "{k} via {e}", "where do the {e} edges of {k} lead", "(nodes|things|everything) reached from {k} by {e}", "{k} -> {e}", "which {e} (edges|links) (does {k} have|start at {k})"]
LITERAL_INBOUND = ["(incoming|inbound) {e} (edges|links|relations) (of|to|at) {k}", "{e} (edges|links) (pointing|leading|coming in) (to|at|into) {k}", "what points (to|at) {k} (by|via|through|with) {e}", "(who|what) has (a|an) {e} (edge|link) to {k}", "follow {e} backwards from {k}", "{e} (edges|links) into {k}", "walk {e} (in reverse|backwards) from {k}", "traverse {e} inbound from {k}", "sources of {e} links to {k}"]
ANY = ["what is (connected|linked|related) to {k}?", "(everything|all|things|anything|stuff) (connected|linked|related|attached) (to|with) {k}", "(neighbours|neighbors|connections|relations|links) of {k}", "{k}'s (neighbours|neighbors|connections|relations|network|links)", "(who|what) (is|are) {k} (connected|linked|related) (to|with)?", "what is around {k}?", "the (graph|network|neighbourhood|neighborhood) (around|of) {k}", "(traverse|explore|walk) (the graph |) from {k}", "(show|list|give) me (all |the |) (relations|connections|links|edges) (of|from) {k}", "how is {k} connected?", "what can (i|we) reach from {k}?", "(starting|start) (from|at) {k}, (where can we go|what do we reach)", "where do the (edges|links) of {k} lead?", "what is {k} tied to", "what hangs together with {k}", "things in touch with {k}", "follow (all |the |all the |) (edges|links) from {k}", "{k} and everything linked to it", "what does {k} connect to?", "surroundings of {k}"]
ANY_INBOUND = ["what (points|leads|links) (to|at) {k}?", "(everything|things|all) (pointing|leading|linking) (to|at|into) {k}", "(incoming|inbound) (links|edges|relations|connections) (of|to) {k}", "what has (a link|an edge|links) to {k}?", "(backlinks|back-links) (of|to|for) {k}", "which (things|nodes|pages) (link|point) to {k}?", "{k}'s (backlinks|incoming links)", "who points at {k}", "what leads into {k}?"]
BOTH = [" in (both|either) directions?", ", (both|either) (ways|way|directions|direction)", ", in and out", ", (incoming and outgoing|inbound and outbound)", " whichever direction", ", no matter which direction", ", regardless of direction", " (both ways|either way)", ", to or from", ", direction both"]
DEPTHS = [" (within|up to) {n} (hops|steps|levels)", ", {n} (hops|levels|steps) (deep|away|out|far|)", " (to a|with a|with) depth (of |) {n}", ", depth {n}", " (down|out|up) to {n} (levels|hops|steps)", ", (go|going|follow) {n} (levels|hops|steps) (deep|down|out)", " over {n} (hops|steps|levels)", ", {n} (levels|degrees) of separation", ", max(imum|) {n} (hops|steps)", " through {n} levels", ", at most {n} hops away", " {n} deep"]
DEEP = [" (transitively|recursively)", ", (all the way|the whole way) (down|up|)", ", the (whole|entire|full|complete) (chain|tree)", ", including transitively", " (with the|through the) (whole|full) chain", ", and so on (recursively|all the way)", ", recursively", " all the way through", ", follow the whole chain", ", transitive closure", " and then theirs and so on, all the way"]
ORDERS = {"edge.weight DESC": [", (strongest|heaviest) (first|links first|on top)", ", (sorted|ordered) by (weight|strength)", ", by (weight|strength), (highest|strongest) first", ", highest weight first", " with the strongest (links|edges|connections) first", ", most strongly linked first", ", descending weight", ", ranked by weight"],
          "edge.weight ASC": [", (weakest|lightest) (first|links first)", ", by weight ascending", ", lowest weight first", " with the weakest (links|edges|connections) first", ", (sorted|ordered) by weight, lowest first", ", least strongly linked first", ", ascending weight", ", ranked from weak to strong"],
          "edge.created_at ASC": [", oldest (links|edges|relations|connections) first", ", (sorted|ordered) by (edge|link) (age|date), oldest first", ", from the oldest (link|edge) on", " with the oldest (links|edges) first", ", earliest (links|edges|relations) first", ", in the order the (links|edges) were made", ", chronological by (link|edge) date", ", oldest edge on top"],
          "edge.created_at DESC": [", (newest|latest|most recent) (links|edges|relations|connections) first", ", (sorted|ordered) by (edge|link) date, newest first", " with the (newest|latest) (links|edges) first", ", latest (links|edges) on top", ", (newest|most recent) (edge|link) first", ", freshest links first", ", most recently linked first", ", reverse chronological by (link|edge)"]}
TABLES = {"resources": [", (only|just) (the |) (documents|docs|notes|resources)( among them|)", ", (documents|docs|notes|resources) only", " (among|in) (the |) (documents|docs|resources)", ", restricted to (documents|docs|resources)", ", (leave|keep) (just|only) the (documents|docs|notes)", " but only (documents|docs|notes|resources)", ", i (only |just) care about (documents|docs|notes)", ", docs only please"],
          "moments": [", (only|just) (the |) moments( among them|)", ", moments only", " (among|in) (the |) moments", ", restricted to moments", ", keep only the moments", " but only moments", ", i only care about moments", ", limited to moments"],
          "files": [", (only|just) (the |) files( among them|)", ", files only", " (among|in) (the |) files", ", restricted to files", ", keep only the files", " but only files", ", i only care about files", ", limited to files"],
          "entities": [", (only|just) (the |) entities( among them|)", ", entities only", " (among|in) (the |) entities", ", restricted to entities", ", keep only the entities", " but only entities", ", i only care about entities", ", limited to entities"]}
LIMITS = [", (top|max|limit|only|just) {n}", " limit {n}", ", (no|not) more than {n}", " ({n} max|max {n}|{n} at most)", ", (only |just |) the first {n}", ", {n} (at most|max|results|is enough)", ", give me {n}( of them|)", ", up to {n} of them", ", stop after {n}", ", cap at {n}", ", {n} will do", ", show {n}"]
LOADS = [", with (everything in them|full rows|all their (details|data|contents)|whole rows)", ", (load|and load) (them|the rows|their contents|everything)", ", with (the |) full (content|contents|details|rows|records)", " including (their full|the whole|all the) (content|rows|records|data)", ", (i want|show|give me) (the |) (whole|full|complete) rows", ", loaded", ", full records please", ", complete with (contents|content|data)", ", with all columns", ", load the rows too"]
PLANS = ["(just |only |) (the |) edge (statistics|stats|counts) (of|for|around) {k}", "(what|which) (kinds|types|sorts) of (relations|edges|links|connections) does {k} have?", "how many (edges|links|relations) of (each|every) (kind|type) does {k} have?", "(statistics|stats) (of|on|for) the (edges|links|relations) of {k}", "plan (only |) (a |the |) (traversal|walk) from {k}", "(relation|edge|link) types (of|at|around|for) {k}", "only count the (edges|links|relations) of {k}", "(edge|link) (overview|summary|profile) (of|for) {k}, no (nodes|walk)", "{k}: (edge|relation) (stats|statistics|types|counts)", "(don't|do not) walk, just (tell|show) me the (edge|relation) (counts|types|stats) of {k}", "(traverse|traversal) plan (for|of|from) {k}", "plan traverse {k}", "what sort of (edges|links) leave {k}?", "count relations of {k} by type"]
PLAN_TAIL = [", (just|only) the (edge |) (stats|statistics|counts)", ", plan only", ", (just|only) (edge |)(statistics|counts), no nodes", " - plan (only|first|mode)", ", (don't|do not) walk, only (stats|statistics)", ", only the edge counts", ", only statistics please", ", in plan mode"]
MEMOS = [". (memo|note to self|note): {m}", ", (memo|with memo|and remember|with the note)(:|) {m}", " (memo: {m})", ", memo {m}", "; note for later: {m}", ", leave the memo {m}", ", add memo {m}", " - memo: {m}"]
MEMO_TEXTS = "checking team size|prep for the review|before the reorg|audit trail|for the onboarding doc|first pass|second step of the plan|who to invite|impact check|compare with last year|ask legal later|step 2|cleanup round|reading list|for Monday|risk review|then look at the owners|handover notes|find the missing link|weekly check".split("|")
FOUND_SUBJECT = ["the (doc|document|note|page|article|write-up) (about|on) {q}", "(docs|documents|notes|pages) (about|on|regarding) {q}", "whatever (document|doc|note) (covers|talks about|describes) {q}", "the (thing|stuff|material) (about|on) {q}", "(anything|everything|what we have|what we wrote) (about|on) {q}", "our (notes|docs|documentation) on {q}", "the (note|doc) that (discusses|covers|explains) {q}", "a (doc|note|page) (about|on|describing) {q}"]
FOUND_ASKS = ["find {x} and (what|everything|all) it (is linked|links|connects|is connected) to", "(find|search for|search|look for) {x}, then (follow its links|follow the links|show what it links to|its connections|walk the graph)", "what is (connected|linked|related) to {x}?", "{x} and (everything|what's) (linked|connected|attached) to it", "starting (from|with) {x}, what (is connected|can we reach|do we reach)?", "connections of {x}", "(first|) search {x} and then (traverse|follow the edges|expand) from there", "neighbours of {x}", "from {x} go (outward|along the links)", "take {x} and show (its neighbours|what hangs off it|related nodes)"]
FOUND_IN = {"depends_on": ["what depends on {x}?", "whatever depends on {x}", "things that need {x}", "find {x} and what depends on it"], "references": ["what (cites|references) {x}?", "who or what refers to {x}, by reference", "find {x} and what cites it", "where is {x} cited?"], "builds-on": ["what builds on {x}?", "find {x} and everything that builds on it", "later work building on {x}", "{x} and what was built on it"]}
FOUND_EDGE = {"depends_on": ["(find|get|show me) {x} and what it depends on", "what does {x} depend on?", "{x} and (its|the) dependencies", "dependencies of {x}", "(search|look for) {x}, then its dependencies", "what {x} needs and depends on", "find {x} plus everything it depends on", "{x} - what does it depend on?"],
              "authored_by": ["(find|get|show me) {x} and who wrote it", "who wrote {x}?", "authors? of {x}", "{x} and (its|the) authors?", "who (is|are) the (author|authors|writers) of {x}?", "(search|find) {x}, then tell me (the author|who wrote it)", "by whom was {x} written?", "{x} - who wrote it?", "find the people who wrote {x}"],
              "references": ["(find|get|show me) {x} and what it (references|cites)", "what does {x} (reference|cite)?", "references of {x}", "{x} and (its|the) (references|sources|citations)", "(search|find) {x}, then follow the references", "sources cited in {x}", "which sources does {x} cite?", "find {x} along with the things it cites"],
              "builds-on": ["(find|get|show me) {x} and what it builds on", "what does {x} build on?", "{x} and the work it builds on", "(search|find) {x}, then what it builds on", "on what does {x} build?", "{x} - what is it built on?", "the basis that {x} builds upon", "find {x} with the things it is building on"],
              "reviewed_by": ["(find|get|show me) {x} and who reviewed it", "who reviewed {x}?", "reviewers of {x}", "{x} and (its|the) reviewers", "(search|find) {x}, then its reviewers", "{x} - who reviewed it?", "by whom was {x} reviewed?", "the people that reviewed {x}"],
              "mentions": ["(find|get|show me) {x} and (who|what) it mentions", "who (is|gets) mentioned in {x}?", "{x} and the people mentioned in it", "(search|find) {x}, then what it mentions", "what does {x} mention?", "{x} - who is mentioned there?", "mentions in {x}", "the things mentioned in {x}"]}
GUESSED = ["(someone|somebody|a person) (called|named) (something like|roughly|like) {k}", "(someone|somebody|the person) whose name is like {k}", "{k} or however it's spelled", "{k} (sp?)", "a name similar to {k}", "{k} (not sure about the spelling)", "{k} or something like that", "(that|the) person called {k} or so"]
GUESSED_ASKS = {"manages": ["who does {x} manage?", "the reports of {x}", "people managed by {x}", "the team under {x}"], "reports-to": ["who does {x} report to?", "to whom does {x} report"], "works_on": ["what does {x} work on?", "projects of {x}", "what is {x} working on"], "mentors": ["who does {x} mentor?", "mentees of {x}"], "": ["what is connected to {x}?", "connections of {x}", "(everything|things) linked to {x}", "neighbours of {x}"], "member_of": ["which team is {x} in?", "what is {x} a member of?"]}


def traverse(w: Writer) -> Draft:
    kind = w.rng.choices(["relation", "verb", "any", "deep", "literal", "several", "plan", "found", "guessed", "rows", "sided", "keys", "front"], [13, 4.5, 3, 1.8, 2, 1.6, 1.6, 3.2, 1, 1.3, 6, 0.7, 1.4])[0]
    return {"sided": sided, "keys": of_several_keys, "front": front, "relation": relation, "verb": verb_edge, "any": anything, "deep": deep, "literal": literal_edge, "several": several, "plan": planned, "found": found, "guessed": guessed, "rows": from_rows}[kind](w)


def _start(w: Writer, kinds: list[str]) -> tuple[str, Statement, list[str], str]:
    v = w.values
    kind = w.rng.choice(kinds)
    make = {"person": v.person, "doc": v.document, "project": v.project, "service": v.service, "meeting": v.meeting, "ticket": v.ticket, "concept": v.concept, "team": lambda: w.rng.choice([v.project, lambda: f"team/{v.word()}", lambda: f"{v.word().capitalize()} Team", lambda: f"{v.word()}-team"])()}[kind]
    label = make()
    shown, key, known = named(w, label)
    start = Statement("LOOKUP", keys=[key])
    return value(shown), start, [label] if known else [], label


def _finish(w: Writer, s: Statement, request: str, family: str, labels: list[str], about: str, extras: int = 2) -> Draft:
    """Adds some of the further clauses, each with its words."""
    if s.start and s.start.verb == "LOOKUP" and "?" not in request and w.chance(0.12):
        request = w.say("traverse.carrier", ["(show|tell|list|give) me {r}", "i (need|want) (to know |) {r}", "(can|could) you (tell|show) me {r}", "please (show|find|list) {r}", "{r} please", "i'd like to (know|see) {r}", "(find|get|list) {r}", "looking for {r}", "any idea {r}", "let me know {r}"], r=request)
    options = [("depth", 3.0), ("table", 0.8), ("order", 0.9), ("limit", 1.6), ("load", 0.7), ("memo", 0.25), ("both", 0.5 if s.direction is None and not s.plan else 0)]
    if s.start and s.start.verb == "SELECT":
        options = [("depth", 3.0), ("load", 0.7), ("both", 0.3)]
    count = min(extras, w.rng.choices([0, 1, 2, 3], [8, 4, 0.9, 0.1])[0])
    chosen: list[str] = []
    while len(chosen) < count:
        name = w.rng.choices([name for name, _ in options], [weight for _, weight in options])[0]
        if name not in chosen:
            chosen.append(name)
    if s.start and s.start.verb in ("SEARCH", "FUZZY") and ("limit" in chosen or "table" in chosen) and "depth" not in chosen:
        chosen.append("depth")
    w.rng.shuffle(chosen)
    if "memo" in chosen:
        chosen.append(chosen.pop(chosen.index("memo")))
    for name in chosen:
        request = _extra(w, s, name, request.rstrip("?"))
    return Draft(s, wrapped(w, request), f"traverse.{family}", labels, about)


def _extra(w: Writer, s: Statement, name: str, request: str) -> str:
    if name == "depth":
        if w.chance(0.2):
            s.depth = 4
            return request + w.say("traverse.deep", DEEP)
        s.depth = w.rng.choices([1, 2, 3, 4], [1, 6, 4, 1])[0]
        words = w.say("traverse.depth", DEPTHS, n=number(w, s.depth)) if s.depth > 1 else w.rng.choice([" within 1 hop", ", one hop", ", 1 hop", ", depth 1", " one level deep", ", one step away"])
        return request + words
    if name == "table":
        s.table = w.rng.choices(list(TABLES), [3, 2, 2, 1])[0]
        return request + w.say(f"traverse.in.{s.table}", TABLES[s.table])
    if name == "order":
        s.order = w.rng.choices(list(ORDERS), [4, 1, 1, 2])[0]
        return request + w.say(f"traverse.{s.order}", ORDERS[s.order])
    if name == "limit":
        s.limit = w.rng.choice([1, 2, 3, 3, 4, 5, 5, 6, 7, 8, 10, 10, 12, 15, 20, 25, 50])
        return request + w.say("traverse.limit", LIMITS, n=number(w, s.limit))
    if name == "load":
        s.load = True
        return request + w.say("traverse.load", LOADS)
    if name == "both":
        s.direction = "BOTH"
        return request + w.say("traverse.both", BOTH)
    s.memo = w.typed(w.values.one(MEMO_TEXTS))
    return request + w.say("traverse.memo", MEMOS, m=value(s.memo))


DEEP_ANY = ["(everything|anything|all|all nodes|things|whatever is) (within|up to|inside) {n} (hops|steps|levels) (of|from|around) {k}", "what is (within|up to|at most) {n} (hops|steps|levels) (of|from|away from) {k}?", "(what|who) can (i|we) reach from {k} in {n} (hops|steps)?", "{n} (hops|steps|levels) (around|out from|away from|from|out of) {k}", "(neighbours|connections|links) of {k} up to {n} (hops|levels)", "{n}-(hop|step|level) (neighbourhood|neighborhood|network|surroundings) of {k}", "go {n} (hops|steps|levels) (out|outwards|away) from {k}", "from {k} go {n} (hops|steps|levels) out", "the graph {n} (levels|steps|hops) around {k}", "walk {n} (steps|hops) from {k}"]
CHAINS = {("depends_on", None, "service"): ["(the |) (full|whole|entire|complete) dependency (tree|chain|graph) of {k}", "all (direct and indirect|transitive) dependencies of {k}", "everything {k} depends on, (directly or indirectly|transitively|recursively)", "what does {k} depend on all the way down?", "transitive dependencies of {k}"],
          ("depends_on", "INBOUND", "service"): ["everything that depends on {k}, (directly or indirectly|transitively|recursively)", "(full|whole) impact tree of {k}, what depends on it all the way", "all transitive dependents of {k}", "what depends on {k}, all the way up?"],
          ("reports-to", None, "person"): ["(the |) (full|whole|entire) (reporting|management) (chain|line) (above|of|over) {k}", "everyone above {k}, (all the way up|up to the top)", "who does {k} report to, all the way up?", "{k}'s reporting chain up to the top"],
          ("manages", None, "person"): ["(the |) (full|whole|entire) (org|team|organisation) (tree |chart |)(under|below) {k}", "everyone (under|below) {k}, (all the way down|at every level|directly or indirectly)", "(direct and indirect|all levels of) reports of {k}", "all people {k} manages, also indirectly all the way down"],
          ("CONTINUATION", None, "doc"): ["(the |) (full|whole|entire) (series|chain of continuations) (starting at|from|of) {k}", "{k} and all (that continue it|its continuations), the whole chain", "every follow-up of {k}, all the way"],
          ("PREREQUISITE", None, "doc"): ["(the |) (full|whole|entire) (reading path|chain of prerequisites) (for|of|before) {k}", "everything i (need|have) to read before {k}, recursively", "all prerequisites of {k}, also of the prerequisites, all the way"]}


def deep(w: Writer) -> Draft:
    """Depth said inside the ask: "within two hops of X", "the whole dependency tree of X"."""
    if w.chance(0.6):
        n = w.rng.choices([1, 2, 3, 4], [0.6, 5, 4, 1])[0]
        shown, start, labels, label = _start(w, ["person", "project", "doc", "service", "meeting"])
        request = w.say("traverse.deep.any", DEEP_ANY, k=shown, n=number(w, n))
        return _finish(w, Statement("TRAVERSE", start=start, depth=n), request if n > 1 else request.replace("hops", "hop").replace("steps", "step").replace("levels", "level"), "deep.any", labels, label, extras=0)
    (edge, direction, kind), asks = w.rng.choice(list(CHAINS.items()))
    shown, start, labels, label = _start(w, [kind])
    return _finish(w, Statement("TRAVERSE", edges=[edge], start=start, direction=direction, depth=4), w.fill(w.rng.choice(asks), k=shown), f"deep.{edge}", labels, label, extras=0)


SCENES = {"person": ["i (just |) (met|talked to|spoke with|had lunch with|got an email from|have a call with) {k}(.|,|;) ", "{k} is (on vacation|out sick|leaving|new here|moving teams|in my next meeting)(.|,|;| and) ", "(it's|this is) about {k}(.|:|,) ", "{k}(:| -|,) ", "(re|regarding|concerning) {k}(:|,) ", "you know {k}(?|,) ", "(so |) {k} (asked|told|emailed) me something(.|,) ", "i (have to|need to) (prepare|write) a review (for|of) {k}(.|,|;) ", "for {k}(:|,) ", "{k} again(.|,|...) "],
          "thing": ["(i'm|i am) (reading|looking at|working on|reviewing|staring at) {k}(.|,|;| and) ", "{k} is (down|broken|outdated|late|on fire|being retired|on my desk|open in front of me)(.|,|;| and) ", "(it's|this is) about {k}(.|:|,) ", "{k}(:| -|,) ", "(re|regarding|concerning) {k}(:|,) ", "someone (sent|gave|showed) me {k}(.|,|;) ", "we (want to|might|plan to) (change|drop|move|touch) {k}(.|,|;| so) ", "you know {k}(?|,) ", "(the review of|questions on|a question on) {k}(:|.|,) ", "{k} again(.|,|...) "]}


def with_pronoun(w: Writer, asks: list[str], kind: str) -> str:
    """The thing in a first sentence, the ask with a pronoun in a second."""
    template = w.rng.choice([ask for ask in asks if ask.count("{k}") == 1 and not ask.startswith(("{k} ", "{k}:"))] or ["what about {k}?"])
    if kind == "person":
        subject, thing, owner = w.rng.choice([("she", "her", "her"), ("he", "him", "his"), ("they", "them", "their")])
        template = template.replace("does {k}", f"does {subject}" if subject != "they" else "do they").replace("did {k}", f"did {subject}").replace("has {k}", f"has {subject}" if subject != "they" else "have they").replace("is {k} ", f"is {subject} " if subject != "they" else "are they ")
        return w.fill(template.replace("{k}'s", owner).replace("{k}", thing))
    return w.fill(template.replace("{k}'s", "its").replace("{k}", w.rng.choice(["it", "it", "that", "this"])))


def relation(w: Writer) -> Draft:
    edge = w.rng.choices(list(RELATIONS), [4 if name in ("manages", "depends_on", "reports-to", "authored_by", "references") else 2 for name in RELATIONS])[0]
    outbound, asks, inbound, inbound_asks = RELATIONS[edge]
    direction = w.rng.choices([None, "INBOUND"], [5, 4])[0]
    shown, start, labels, label = _start(w, inbound if direction else outbound)
    if w.chance(0.14):
        kind = "person" if (inbound if direction else outbound) == ["person"] else "thing"
        request = w.say(f"scene.{kind}", SCENES[kind], k=shown) + with_pronoun(w, inbound_asks if direction else asks, kind)
    else:
        request = w.say(f"relation.{edge}.{direction or 'OUT'}", inbound_asks if direction else asks, k=shown)
    return _finish(w, Statement("TRAVERSE", edges=[edge], start=start, direction=direction), request, f"{edge}.{direction or 'OUT'}", labels, label)


def anything(w: Writer) -> Draft:
    direction = "INBOUND" if w.chance(0.25) else None
    shown, start, labels, label = _start(w, ["person", "project", "doc", "service", "meeting", "concept"])
    request = w.say(f"any.{direction}", ANY_INBOUND if direction else ANY, k=shown)
    return _finish(w, Statement("TRAVERSE", start=start, direction=direction), request, f"any.{direction or 'OUT'}", labels, label)


def _edge_words(w: Writer, edge: str) -> str:
    return value(edge) if w.chance(0.6) else value(f'"{edge}"') if w.chance(0.15) else value(edge)


def literal_edge(w: Writer) -> Draft:
    edge = w.values.one(LITERAL_EDGES) if w.chance(0.7) else w.rng.choice(list(RELATIONS))
    direction = "INBOUND" if w.chance(0.3) else None
    shown, start, labels, label = _start(w, ["person", "project", "doc", "service"])
    request = w.say(f"literal.{direction}", LITERAL_INBOUND if direction else LITERAL, k=shown, e=_edge_words(w, edge))
    return _finish(w, Statement("TRAVERSE", edges=[edge], start=start, direction=direction), request, f"literal.{direction or 'OUT'}", labels, label)


PAIRS_OUT = [(("person",), "manages", "mentors", ["who does {k} (manage or mentor|manage and mentor|mentor or manage|manage, and who does (he|she) mentor)", "people {k} manages or mentors", "(everyone|everybody) {k} manages (or|and) mentors", "{k} manages or mentors whom?"]),
             (("doc",), "references", "builds-on", ["what does {k} (reference or build on|cite and build on|reference and build on)?", "(everything|what) {k} references or builds on", "references of {k} and what it builds on"]),
             (("service", "project"), "depends_on", "uses", ["what does {k} (depend on or use|depend on and use)?", "(everything|things) {k} depends on or uses", "dependencies of {k} and what it uses"]),
             (("doc",), "authored_by", "reviewed_by", ["who (wrote or reviewed|wrote and reviewed|authored or reviewed) {k}?", "authors and reviewers of {k}", "(everyone|people) who wrote or reviewed {k}", "who was {k} written or reviewed by?"]),
             (("person",), "owns", "works_on", ["what does {k} (own or work on|own and work on)?", "(things|projects|everything) {k} owns or works on", "what {k} owns and works on"]),
             (("doc", "meeting"), "discusses", "mentions", ["what does {k} (discuss or mention|discuss and mention)?", "things discussed or mentioned in {k}", "topics that {k} discusses or mentions"]),
             (("doc",), "PREREQUISITE", "SEE_ALSO", ["prerequisites and see-also (links |) of {k}", "(the |) prerequisites of {k} plus its see also", "what are the prerequisites and see also entries of {k}?"]),
             (("person",), "member_of", "works_on", ["which teams is {k} in and what does (he|she|they) work on", "teams and projects of {k}, member of or works on", "what is {k} a member of or working on?"])]
PAIRS_IN = [(("service", "project"), "depends_on", "uses", ["what (depends on or uses|depends on and uses|uses or depends on) {k}?", "(everything|things) that (depends|depend) on or (uses|use) {k}", "who depends on {k} or uses it?"]),
            (("doc",), "references", "builds-on", ["what (references or builds on|cites or builds on) {k}?", "(docs|everything) referencing or building on {k}", "which docs cite {k} or build on it?"]),
            (("person",), "manages", "mentors", ["who (manages or mentors|manages and mentors) {k}?", "{k}'s (manager and mentor|managers and mentors|manager or mentor)", "manager and mentor of {k}"]),
            (("project", "service"), "works_on", "owns", ["who (works on or owns|owns or works on|owns and works on) {k}?", "owners of {k} and the people who work on it", "(everyone|people) that own or work on {k}"]),
            (("project", "concept"), "discusses", "mentions", ["what (discusses or mentions|mentions or discusses) {k}?", "where is {k} discussed or mentioned?", "(docs|meetings|notes) that discuss or mention {k}"])]


def several(w: Writer) -> Draft:
    if w.chance(0.35):
        edges = w.rng.sample([e for e in LITERAL_EDGES] + list(RELATIONS), w.rng.choice([2, 2, 3]))
        listed = w.rng.choice([", ", " and ", " or ", ", "]).join(value(edge) for edge in edges)
        direction = "INBOUND" if w.chance(0.25) else None
        shown, start, labels, label = _start(w, ["person", "project", "doc", "service"])
        request = w.say(f"literal.{direction}", LITERAL_INBOUND if direction else LITERAL, k=shown, e=listed)
        return _finish(w, Statement("TRAVERSE", edges=edges, start=start, direction=direction), request, "several.literal", labels, label)
    direction = "INBOUND" if w.chance(0.4) else None
    kinds, one, two, asks = w.rng.choice(PAIRS_IN if direction else PAIRS_OUT)
    shown, start, labels, label = _start(w, list(kinds))
    template = w.rng.choice(asks)
    return _finish(w, Statement("TRAVERSE", edges=[one, two], start=start, direction=direction), w.fill(template, k=shown), "several.relation", labels, label)


def planned(w: Writer) -> Draft:
    if w.chance(0.6):
        shown, start, labels, label = _start(w, ["person", "project", "doc", "service"])
        return Draft(Statement("TRAVERSE", plan=True, start=start), wrapped(w, w.say("plan", PLANS, k=shown)), "traverse.plan", labels, label)
    made = relation(w) if w.chance(0.6) else anything(w)
    s = made.statement
    if s.depth is not None or s.load or s.limit or s.memo or s.order:
        return made
    s.plan = True
    made.request = made.request.rstrip("?") + w.say("plan.tail", PLAN_TAIL)
    made.family = "traverse.plan"
    return made


# verbs that are edge types as they stand: (third person, plain, past participle)
VERBS = [("maintains", "maintain", "maintained"), ("sponsors", "sponsor", "sponsored"), ("funds", "fund", "funded"), ("supports", "support", "supported"), ("tests", "test", "tested"), ("monitors", "monitor", "monitored"), ("hosts", "host", "hosted"), ("teaches", "teach", "taught"), ("advises", "advise", "advised"), ("audits", "audit", "audited"),
         ("approves", "approve", "approved"), ("translates", "translate", "translated"), ("operates", "operate", "operated"), ("requires", "require", "required"), ("contains", "contain", "contained"), ("follows", "follow", "followed"), ("knows", "know", "known"), ("coaches", "coach", "coached"), ("sells", "sell", "sold"), ("produces", "produce", "produced"), ("extends", "extend", "extended"),
         ("consumes", "consume", "consumed"), ("configures", "configure", "configured"), ("contradicts", "contradict", "contradicted"), ("summarises", "summarise", "summarised"), ("designs", "design", "designed"), ("triggers", "trigger", "triggered"), ("documents", "document", "documented"), ("organises", "organise", "organised"), ("fixes", "fix", "fixed"), ("leads", "lead", "led"), ("evaluates", "evaluate", "evaluated"), ("studies", "study", "studied"), ("serves", "serve", "served"), ("leads", "lead", "led"), ("replicates", "replicate", "replicated"), ("blends", "blend", "blended"), ("repairs", "repair", "repaired"), ("supplies", "supply", "supplied"), ("feeds", "feed", "fed"), ("inspects", "inspect", "inspected"), ("insures", "insure", "insured"), ("exhibits", "exhibit", "exhibited"), ("cultivates", "cultivate", "cultivated"), ("represents", "represent", "represented"), ("invited", "invite", "invited"), ("rejects", "reject", "rejected"), ("recommends", "recommend", "recommended"), ("protects", "protect", "protected"), ("registers", "register", "registered"), ("covers", "cover", "covered"), ("shares", "share", "shared"), ("plays", "play", "played"), ("visits", "visit", "visited"), ("calls", "call", "called"), ("trains", "train", "trained"), ("borrows", "borrow", "borrowed"), ("signs", "sign", "signed")]
VERB_OUT = ["(what|who) does {k} {v}?", "(what|everything|all|things) {k} {s}", "{k} {s} (what|whom)?", "(what|who) is {p} by {k}?", "(things|everything|anything) {p} by {k}", "(which|what) (things|projects|services|people) does {k} {v}?", "all that {k} {s}", "(list|show) (me |) what {k} {s}", "by {k} {p}: what?", "{k} {s}"]
VERB_IN = ["(who|what) {s} {k}?", "(everyone|everything|people|all) (who|that) {s} {k}", "{k} is {p} by (who|whom|what)?", "by (whom|what) is {k} {p}?", "who is it that {s} {k}?", "(which|what) (people|teams|services|projects) {v} {k}?", "does anyone {v} {k}?", "who {s} {k} (these days|now|at the moment)?", "{k} - who {s} it?", "the (people|teams) that {v} {k}"]
# the two sides of one relation, worded alike: (edge, asks outbound, asks inbound, kinds outbound, kinds inbound)
SIDES = [
    ("manages", ["who does {k} manage?", "who is {k} managing", "whos {k} managing", "who {k} manages", "people {k} manages", "does {k} manage (anyone|anybody|somebody)?", "{k}'s team", "{k}'s direct reports", "everyone under {k}", "{k} manages who"], ["who manages {k}?", "who is managing {k}", "whos managing {k}", "who is the manager of {k}", "people managing {k}", "does (anyone|anybody|somebody) manage {k}?", "{k}'s boss", "{k}'s manager", "the boss of {k}", "{k} is managed by who"], ["person"], ["person"]),
    ("reports-to", ["who does {k} report to?", "whom does {k} report to", "who is {k} reporting to", "{k} reports to (who|whom)?", "to whom does {k} report", "the one {k} reports to", "does {k} report to (anyone|somebody)?", "reporting line of {k}"], ["who reports to {k}?", "who is reporting to {k}", "people (reporting|who report) to {k}", "(who|whom) all reports to {k}?", "does anyone report to {k}?", "everyone that reports to {k}", "the ones reporting to {k}", "anybody who reports to {k}"], ["person"], ["person"]),
    ("owns", ["what does {k} own?", "what is owned by {k}", "things {k} owns", "{k} owns what", "does {k} own anything?", "whatever {k} owns", "what belongs to {k}", "services owned by {k}"], ["who owns {k}?", "owner of {k}", "who is the owner of {k}", "{k}'s owner", "does anyone own {k}?", "whose is {k}", "who does {k} belong to", "{k} is owned by whom"], ["person", "team"], ["service", "project", "doc"]),
    ("mentors", ["who does {k} mentor?", "{k}'s mentees", "who is mentored by {k}", "people {k} mentors", "does {k} mentor anyone?", "mentees of {k}", "who is {k} mentoring", "whom does {k} mentor"], ["who mentors {k}?", "{k}'s mentor", "who is mentoring {k}", "mentor of {k}", "does anyone mentor {k}?", "people mentoring {k}", "{k} is mentored by who", "who acts as mentor of {k}"], ["person"], ["person"]),
    ("depends_on", ["what does {k} depend on?", "dependencies of {k}", "deps of {k}", "what {k} depends on", "{k}'s dependencies", "does {k} depend on anything?", "what is {k} depending on", "things {k} needs"], ["what depends on {k}?", "dependents of {k}", "what is depending on {k}", "{k}'s dependents", "does anything (still |)depend on {k}?", "things that depend on {k}", "what needs {k}", "what would break (if {k} went down|without {k})", "whatever depends on {k}"], ["service", "project"], ["service", "project"]),
    ("references", ["what does {k} reference?", "references of {k}", "what does {k} cite", "things {k} cites", "does {k} reference anything?", "what is cited (by|in) {k}", "what {k} refers to", "sources of {k}"], ["what references {k}?", "which (documents|docs|notes) reference {k}?", "what cites {k}", "things that cite {k}", "does anything reference {k}?", "what refers to {k}", "citations of {k}", "where is {k} cited"], ["doc"], ["doc"]),
    ("builds-on", ["what does {k} build on?", "what is {k} built on", "work {k} builds on", "what did {k} build on", "what {k} builds on", "the base of {k}", "does {k} build on something?", "earlier work behind {k}, what it builds on"], ["what builds on {k}?", "is anything built on (top of |){k}?", "work that builds on {k}", "which later (work|notes) builds on {k}", "what was built on {k}", "does anything build on {k}?", "things building on {k}", "what is built on top of {k}"], ["doc", "project"], ["doc", "project"]),
    ("uses", ["what does {k} use?", "tools {k} uses", "what is {k} using", "things used by {k}", "does {k} use anything?", "what {k} uses", "what is in use at {k}", "{k} uses what"], ["what uses {k}?", "who uses {k}", "who is using {k}", "things that use {k}", "does anything use {k}?", "which (customers|teams|services) use {k}?", "users of {k}", "{k} is used by what"], ["service", "project", "team"], ["service"]),
    ("supersedes", ["what does {k} supersede?", "what does {k} replace", "what is superseded by {k}", "what {k} replaces", "what was replaced by {k}", "does {k} replace anything?", "the thing {k} superseded", "which (doc|dataset|version) does {k} replace"], ["what supersedes {k}?", "what replaces {k}", "what replaced {k}", "which (doc|dataset|version) replaced {k}?", "is {k} superseded by anything?", "successor of {k}", "what is {k} replaced by", "the thing that superseded {k}"], ["doc"], ["doc"]),
    ("blocks", ["what does {k} block?", "what is {k} blocking", "what is blocked by {k}", "things {k} blocks", "does {k} block anything?", "what {k} blocks", "whats {k} blocking", "tickets blocked by {k}"], ["what blocks {k}?", "what is blocking {k}", "what's blocking {k}", "whats blocking {k}", "things that block {k}", "does anything block {k}?", "blockers of {k}", "what is {k} blocked by"], ["project", "ticket"], ["project", "ticket"]),
    ("member_of", ["which team is {k} in?", "what is {k} a member of", "teams of {k}", "{k}'s teams", "is {k} in any team?", "{k} is a member of what", "which groups does {k} belong to as a member", "memberships of {k}"], ["who is in {k}?", "who's in {k}", "members of {k}", "{k}'s members", "{k} members", "does anyone belong to {k} as a member?", "people in {k}", "who are the members of {k}"], ["person"], ["team"]),
    ("works_on", ["what does {k} work on?", "what is {k} working on", "projects of {k}", "projects {k} works on", "does {k} work on anything?", "things {k} works on", "whats {k} working on", "{k} works on what"], ["who works on {k}?", "who is working on {k}", "people on {k}", "people (who work|working) on {k}", "does anyone work on {k}?", "which people work on {k}", "whos working on {k}", "everyone working on {k}"], ["person", "team"], ["project", "service"]),
    ("implements", ["what does {k} implement?", "what is implemented by {k}", "specs {k} implements", "what {k} implements", "does {k} implement a spec?", "what is {k} implementing", "{k} implements what", "the design {k} implements"], ["what implements {k}?", "which (services|classes|projects) implement {k}?", "things that implement {k}", "implementations of {k}", "does anything implement {k}?", "who implements {k}", "{k} is implemented by what", "what is implementing {k}"], ["service", "project"], ["doc"]),
    ("part_of", ["what is {k} part of?", "{k} is part of what", "what does {k} belong to as a part", "the whole that {k} is part of", "is {k} part of anything?", "which system is {k} part of", "what is {k} a part of", "the bigger thing around {k}, part of what"], ["parts of {k}", "what is part of {k}?", "what are the parts of {k}", "{k}'s parts", "what does {k} consist of", "things that are part of {k}", "components of {k}", "what belongs to {k} as a part"], ["project", "service"], ["project", "service"]),
    ("mentions", ["what does {k} mention?", "who is mentioned in {k}", "people {k} mentions", "what is mentioned in {k}", "does {k} mention anyone?", "things mentioned in {k}", "who does {k} mention", "names in {k}"], ["what mentions {k}?", "which (entries|notes|tickets|docs) mention {k}?", "where is {k} mentioned", "mentions of {k}", "does anything mention {k}?", "things that mention {k}", "who mentions {k}", "notes mentioning {k}"], ["doc", "meeting"], ["person", "project", "service"]),
    ("discusses", ["what does {k} discuss?", "what is discussed in {k}", "topics of {k}", "things discussed in {k}", "does {k} discuss anything?", "what was discussed at {k}", "subjects {k} discusses", "what {k} discusses"], ["what discusses {k}?", "where is {k} discussed", "where was {k} discussed", "things that discuss {k}", "does anything discuss {k}?", "which moments discuss {k}", "places where {k} is discussed", "what is discussing {k}"], ["meeting", "doc"], ["project", "concept"]),
    ("authored_by", ["who wrote {k}?", "who is the author of {k}", "author of {k}", "{k}'s author", "who writes {k}", "{k} was written by who", "whose work is {k}", "who authored {k}"], ["what did {k} write?", "what has {k} written", "docs by {k}", "{k}'s writings", "what is {k} writing", "which (documents|docs) did {k} write", "things {k} wrote", "what {k} authored", "has {k} written anything?", "which documents has {k} written"], ["doc"], ["person"]),
    ("reviewed_by", ["who reviewed {k}?", "who is reviewing {k}", "reviewers of {k}", "{k}'s reviewers", "{k} was reviewed by who", "who checked {k} as reviewer", "did anyone review {k}?", "people who reviewed {k}"], ["what did {k} review?", "what has {k} reviewed", "things {k} reviewed", "{k}'s reviews", "what is {k} reviewing", "reviews by {k}", "did {k} review anything?", "docs reviewed by {k}"], ["doc", "ticket"], ["person"]),
    ("attended_by", ["who attended {k}?", "who was at {k}", "attendees of {k}", "{k}'s attendees", "people at {k}", "who came to {k}", "{k} - who attended?", "{k} was attended by who"], ["what did {k} attend?", "what has {k} attended", "meetings {k} attended", "things {k} attended", "which meetings did {k} attend", "what was attended by {k}", "did {k} attend anything?", "everything {k} attended"], ["meeting"], ["person"]),
    ("assigned_to", ["who is {k} assigned to?", "who has {k} assigned", "assignee of {k}", "{k}'s assignee", "whos {k} assigned to", "is {k} assigned to anyone?", "{k} is assigned to who", "the person {k} is assigned to"], ["what is assigned to {k}?", "what's assigned to {k}", "tickets assigned to {k}", "{k}'s tickets", "whats assigned to {k}", "is anything assigned to {k}?", "things assigned to {k}", "what does {k} have assigned"], ["ticket"], ["person", "team"]),
    ("PREREQUISITE", ["prerequisites of {k}", "what do i need (to read |)before {k}?", "what should i read before {k}", "what comes before {k}", "{k}'s prerequisites", "does {k} have prerequisites?", "prereqs for {k}", "required reading for {k}"], ["what is {k} a prerequisite for?", "what needs {k} as a prerequisite", "what has {k} as prerequisite", "{k} is a prerequisite of what", "for what is {k} a prereq", "what can i read after {k}", "is {k} a prerequisite for anything?", "things with {k} as prerequisite"], ["doc"], ["doc"]),
    ("CONTINUATION", ["what continues {k}?", "is there a follow-up to {k}?", "follow-up of {k}", "what comes after {k}", "{k}'s continuation", "where does {k} continue", "sequel to {k}", "does anything continue {k}?"], ["what does {k} continue?", "what is {k} a follow-up to", "what is {k} the continuation of", "{k} continues what", "what {k} continues", "which note does {k} continue", "what is {k} a sequel to", "does {k} continue anything?"], ["doc", "meeting"], ["doc", "meeting"]),
]


def sided(w: Writer) -> Draft:
    """One relation asked from one of its two sides, in words that differ only in what decides the side."""
    edge, outward, inward, outer, inner = w.rng.choice(SIDES)
    inbound = w.chance(0.5)
    shown, start, labels, label = _start(w, inner if inbound else outer)
    request = w.say(f"side.{edge}.{'IN' if inbound else 'OUT'}", inward if inbound else outward, k=shown)
    return _finish(w, Statement("TRAVERSE", edges=[edge], start=start, direction="INBOUND" if inbound else None), request, f"side.{edge}", labels, label, extras=1 if w.chance(0.25) else 0)


SEVERAL_KEYS = [("manages", None, ["who do {k} manage?", "people managed by {k}", "teams of {k}", "direct reports of {k}", "everyone {k} manage", "who are {k} managing", "reports of {k}", "who is under {k}"]), ("manages", "INBOUND", ["who manages {k}?", "managers of {k}", "bosses of {k}", "who are the managers of {k}"]), ("depends_on", None, ["what do {k} depend on?", "dependencies of {k}", "things {k} depend on", "deps of {k}"]), ("depends_on", "INBOUND", ["what depends on {k}?", "dependents of {k}", "what needs {k}", "things depending on {k}"]),
                ("authored_by", None, ["who wrote {k}?", "authors of {k}", "who are the authors of {k}", "{k}: who wrote them?"]), ("authored_by", "INBOUND", ["what did {k} write?", "docs by {k}", "things written by {k}", "what have {k} written"]), ("", None, ["what is connected to {k}?", "neighbours of {k}", "links of {k}", "everything linked to {k}"])]


def of_several_keys(w: Writer) -> Draft:
    edge, direction, asks = w.rng.choice(SEVERAL_KEYS)
    kinds = ["person"] if edge == "manages" or (edge == "authored_by" and direction) else ["doc"] if edge == "authored_by" else ["service", "project"]
    one, two = _start(w, kinds), _start(w, kinds)
    start = Statement("LOOKUP", keys=[*one[1].keys, *two[1].keys])
    joined = one[0] + w.rng.choice([" and ", " and ", " & ", " or "]) + two[0]
    return _finish(w, Statement("TRAVERSE", edges=[edge] if edge else [], start=start, direction=direction), w.fill(w.rng.choice(asks), k=joined), "keys", [*one[2], *two[2]], one[3], extras=0)


FRONT = [("{n} (strongest|heaviest) (links|edges|connections) of {k}", {"order": "edge.weight DESC", "limit": True}), ("(strongest|heaviest) {n} (links|relations) of {k}", {"order": "edge.weight DESC", "limit": True}), ("(the |) {n} (weakest|lightest) (links|edges) (of|around) {k}", {"order": "edge.weight ASC", "limit": True}), ("(weakest|lightest) (edges|links) first, (starting at|from|of) {k}", {"order": "edge.weight ASC"}), ("(strongest|heaviest) (edges|links) first, (starting at|from|of) {k}", {"order": "edge.weight DESC"}),
         ("(oldest|earliest) (links|edges) first (from|of|at) {k}", {"order": "edge.created_at ASC"}), ("(newest|latest) (links|edges) first (from|of|at) {k}", {"order": "edge.created_at DESC"}), ("{n} (newest|latest) (links|edges) of {k}", {"order": "edge.created_at DESC", "limit": True}), ("{n} (things|nodes|entries) (related|linked|connected) to {k}", {"limit": True}), ("{n} (things|nodes) (related|linked) to {k}, (strongest|heaviest) first", {"order": "edge.weight DESC", "limit": True}), ("(graph|network) around {k}, radius {d}", {"depth": True}),
         ("(graph|network) around {k}, radius {d}, (at most|max) {n} (nodes|things)", {"depth": True, "limit": True}), ("radius {d} around {k}", {"depth": True}), ("within {d} (hops|steps) of {k}, (both|either) (ways|directions)", {"depth": True, "direction": "BOTH"}), ("everything {d} (steps|hops) around {k}, (edges in either direction|in any direction)", {"depth": True, "direction": "BOTH"}), ("{k} and its (neighbours|surroundings), {d} (levels|hops), full rows", {"depth": True, "load": True}), ("in both directions: links of {k}", {"direction": "BOTH"}), ("first {n} links of {k}", {"limit": True}), ("load the (neighbours|links) of {k}", {"load": True})]


def front(w: Writer) -> Draft:
    """Order, number or radius said before the thing."""
    template, clauses = FRONT[[words for words, _ in FRONT].index(w.pick("front", [words for words, _ in FRONT]))]
    shown, start, labels, label = _start(w, ["person", "project", "doc", "service", "concept", "meeting"])
    s = Statement("TRAVERSE", start=start, order=clauses.get("order"), direction=clauses.get("direction"), load=bool(clauses.get("load")))
    n, d = w.rng.choice([2, 3, 4, 5, 6, 8, 10, 12, 15, 20, 25]), w.rng.choice([2, 2, 3, 3, 4])
    s.limit, s.depth = (n if "limit" in clauses else None), (d if "depth" in clauses else None)
    return Draft(s, wrapped(w, w.fill(template, k=shown, n=number(w, n), d=number(w, d))), "traverse.front", labels, label)


LATEST_IN = {"authored_by": ("person", ["(the |) (latest|newest|most recent) {n}(things|docs|documents|notes|pages) (by|from|written by) {k}", "{k}'s (latest|newest|most recent) {n}(docs|documents|notes|pieces)", "(latest|newest|last) {n}(docs|things) {k} wrote", "what did {k} write (most recently|last|lately, newest first), {n}(docs|things) only"]),
             "attended_by": ("person", ["(the |) (latest|last|most recent) {n}(meetings|sessions) {k} attended", "(latest|last) {n}(meetings|moments) attended by {k}", "{k}'s (last|latest|most recent) {n}attended meetings"]),
             "mentions": ("project", ["(the |) (latest|newest|most recent) {n}(mentions of|docs mentioning|notes that mention) {k}", "(newest|latest) {n}(pages|docs|notes) that mention {k}"]),
             "depends_on": ("service", ["(the |) (newest|latest|most recently linked) {n}(dependents of|things depending on) {k}"]),
             "references": ("doc", ["(the |) (latest|newest) {n}(docs|documents|pages) (citing|referencing|that cite) {k}", "{n}most recent (citations of|references to) {k}"])}


def verb_edge(w: Writer) -> Draft:
    """A verb that is no word of the guideline's table is an edge type as it stands."""
    if w.chance(0.3):
        edge, (kind, asks) = w.rng.choice(list(LATEST_IN.items()))
        n = w.rng.choice([2, 3, 5, 5, 10, 20])
        shown, start, labels, label = _start(w, [kind])
        s = Statement("TRAVERSE", edges=[edge], start=start, direction="INBOUND", order="edge.created_at DESC", limit=n)
        return _finish(w, s, w.fill(w.rng.choice(asks), k=shown, n=number(w, n) + " "), "latest", labels, label, extras=0)
    third, base, past = w.rng.choice(VERBS)
    direction = "INBOUND" if w.chance(0.5) else None
    shown, start, labels, label = _start(w, ["person", "project", "doc", "service", "team"])
    request = w.say(f"verb.{direction}", VERB_IN if direction else VERB_OUT, k=shown, v=base, s=third, p=past)
    return _finish(w, Statement("TRAVERSE", edges=[third], start=start, direction=direction), request, "verb", labels, label, extras=1)


def found(w: Writer) -> Draft:
    topic = w.typed(w.values.topic())
    subject = w.say("found.subject", FOUND_SUBJECT, q=value(topic))
    start = Statement("SEARCH", text=topic)
    if w.chance(0.3):
        noun, start.category = kind_noun(w, many=w.chance(0.4))
        subject = w.fill(w.rng.choice(["the {n} (about|on) {q}", "{n} (about|on|regarding) {q}", "the {n} (that covers|concerning) {q}", "our {n} on {q}"]), n=noun, q=value(topic))
    elif w.chance(0.15):
        noun, start.table = w.rng.choice([("the meetings", "moments"), ("meetings", "moments"), ("moments", "moments"), ("files", "files")])
        subject = f"{noun} {w.rng.choice(['about', 'on'])} {value(topic)}"
        if "meetings" in noun:
            start.where = "moment_type = 'meeting'"
    elif w.chance(0.3):
        if w.chance(0.5):
            start.category = w.typed(w.values.category())
            subject += " " + w.say("category.one", c.CATEGORY, a=value(start.category))
        else:
            _, words, start.where = w.rng.choice([lambda: c.tags(w), lambda: c.time(w, "resources")])()
            subject = c.phrase_of(subject, [words], [" "])
    if w.chance(0.35) or start.table:
        return _finish(w, Statement("TRAVERSE", start=start), w.say("found.any", FOUND_ASKS, x=subject), "found.any", [], topic, extras=1)
    if w.chance(0.3):
        edge = w.rng.choice(list(FOUND_IN))
        return _finish(w, Statement("TRAVERSE", edges=[edge], start=start, direction="INBOUND"), w.fill(w.rng.choice(FOUND_IN[edge]), x=subject), f"found.{edge}.IN", [], topic, extras=0)
    edge = w.rng.choice(list(FOUND_EDGE))
    return _finish(w, Statement("TRAVERSE", edges=[edge], start=start), w.say(f"found.{edge}", FOUND_EDGE[edge], x=subject), f"found.{edge}", [], topic, extras=1)


def guessed(w: Writer) -> Draft:
    name = w.values.person()
    shown = slip(w, name.split(" ")[0]) + name[len(name.split(" ")[0]):] if len(name.split(" ")[0]) > 3 and w.chance(0.6) else name
    shown = shown.lower() if w.chance(0.5) else shown
    edge = w.rng.choice(list(GUESSED_ASKS))
    subject = w.say("guessed.subject", GUESSED, k=value(shown))
    s = Statement("TRAVERSE", edges=[edge] if edge else [], start=Statement("FUZZY", text=shown))
    return _finish(w, s, w.fill(w.rng.choice(GUESSED_ASKS[edge]), x=subject), "guessed", [], name, extras=1)


def from_rows(w: Writer) -> Draft:
    table, noun = w.rng.choice([("resources", "documents"), ("resources", "docs"), ("resources", "notes"), ("files", "files"), ("moments", "moments")])
    _, phrase, sql = w.rng.choice([lambda: c.category(w), lambda: c.tags(w), lambda: c.time(w, table)])()
    if table == "resources" and w.chance(0.4):
        noun, name = kind_noun(w)
        phrase, sql = "", f"category = '{name}'"
    edge, asks = w.rng.choice([("references", ["what do {x} reference?", "starting from {x}, follow the references", "everything (referenced|cited) by {x}"]), ("authored_by", ["who wrote {x}?", "(the |) authors of {x}", "who are the authors of {x}?"]), ("depends_on", ["what do {x} depend on?", "dependencies of {x}"]),
                               ("", ["what is connected to {x}?", "everything linked to {x}", "neighbours of {x}", "starting from {x}, what can we reach?"]), ("mentions", ["who is mentioned in {x}?", "what do {x} mention?"]), ("attended_by", ["who attended {x}?", "attendees of {x}"]), ("discusses", ["what do {x} discuss?", "take {x} and list what they discuss", "everything discussed in {x}"]), ("authored_by", ["starting from {x}, who are the authors?", "take {x} and show who wrote them", "the people behind {x}, the authors"])])
    inbound = [("references", ["what references {x}?", "what cites {x}", "things that reference {x}"]), ("depends_on", ["what depends on {x}?", "what needs {x}, by dependency"]), ("builds-on", ["what builds on {x}?", "later work that builds on {x}"])]
    direction = "INBOUND" if w.chance(0.25) else None
    if direction:
        edge, asks = w.rng.choice(inbound)
    s = Statement("TRAVERSE", edges=[edge] if edge else [], start=Statement("SELECT", sql=f"SELECT * FROM {table} WHERE {sql}"), direction=direction)
    request = w.fill(w.rng.choice(asks), x=w.rng.choice(["", "the ", "all ", "all the "]) + (c.phrase_of(noun, [phrase], [" "]) if phrase else noun + w.rng.choice(["", "", " by category"])))
    return _finish(w, s, request, "rows", [], plain(phrase).removeprefix(c.AHEAD) or "notes", extras=1)
