/** The nine types of moments, the richer words of people's files that stand for them, and words that speak for each in general English. */

export const momentTypes = ['conversation', 'meeting', 'reflection', 'planning', 'problem_solving', 'learning', 'social', 'observation', 'accomplishment'] as const;
export type MomentType = (typeof momentTypes)[number];

const richer: Readonly<Record<MomentType, string>> = {
  meeting: 'standup stand-up sync review interview call hand-over handover presentation demo check-in one-on-one board committee briefing workshop',
  planning: 'brainstorming brainstorm estimation scheduling planning-session roadmap strategy preparation decision',
  problem_solving: 'debugging troubleshooting repair triage coding focused-work focus development deep-work bugfix investigation incident problem-solving',
  learning: 'lecture study studying reading practice training tutorial class lesson course research',
  social: 'lunch dinner party game games celebration coffee family-time small-talk',
  reflection: 'journal journaling memo prayer gratitude retrospective thinking meditation introspection self-reflection',
  observation: 'walk commute errand errands inspection waiting travel note log exercise routine break',
  conversation: 'phone-call phone_call argument request purchase negotiation chat discussion talk',
  accomplishment: 'release milestone delivery win achievement success completion launch',
};

const byWord = new Map(momentTypes.flatMap((type) => [[type, type] as const, ...richer[type].split(' ').map((word) => [word, type] as const)]));

/** The type that a file's own richer word is compared by; unknown words are observations. */
export function typeOf(word: string): MomentType {
  const key = word.toLowerCase().trim().replace(/\s+/g, '-');
  return byWord.get(key) ?? byWord.get(key.replaceAll('-', '_')) ?? 'observation';
}

export const lexicons: Readonly<Record<MomentType, RegExp>> = {
  meeting: pattern("stand-?up|meeting|agenda|minutes|item|update|status|report(?:s|ed|ing)?|blocker|blocked|sync|review|round|quorum|motion|vote|chair|attend(?:ees?|ed)|presented|presentation|demo|hand-?over|shift|interview|candidate|quarter|budget|committee|board|team|any other business|figures|apologies|patient|rehearsal|conference|colleagues|progress|stakeholders?"),
  problem_solving: pattern("bug|fix(?:ed|es|ing)?|debug(?:ging|ged)?|error|fail(?:s|ed|ing|ure)?|broken|broke|crash(?:ed|es)?|leak(?:s|ed|ing)?|race condition|root cause|cause|log|logs|stack ?trace|reproduce|repro|test(?:s|ed|ing)?|try|tried|trying|still|works?|working|doesn't work|not working|check(?:ed|ing)?|replace(?:d|s)?|loose|stuck|valve|screw|cable|restart(?:ed)?|reset|patch|deadlock|timeout|null|exception|wrong|issue|problem|diagnos(?:e|ed|is)|symptom|swelling|repair(?:ed|ing)?|tighten(?:ed)?|unplug(?:ged)?|coding|code|refactor(?:ed|ing)?|missing|maybe it's|what if|isolate|suspect|trace[sd]?|drip(?:s|ping)?|jammed"),
  planning: pattern("plan(?:s|ned|ning)?|schedule[ds]?|next week|tomorrow|deadline|by (?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|the end)|let's|we(?:'ll| will| could| should| need)|i'll|should we|shall we|book(?:ed|ing)?|order|budget|list|assign(?:ed)?|who (?:will|can|does|takes)|priorit(?:y|ies|ise|ize)|roadmap|milestones?|sprint|estimate|story points?|decide[ds]?|decision|option|date|invite[ds]?|venue|route|reserve|arrange[ds]?|prepare|agree(?:d)?|september|october|november|saturday|sunday|first thing|volunteers?|rota|before the|in time for"),
  learning: pattern("lecture|learn(?:s|ed|ing|t)?|stud(?:y|ied|ying)|read(?:ing)?|chapter|explain(?:s|ed)?|means|called|definition|theorem|example|for instance|concept|theory|understand|understood|lesson|exercise|practi[sc]e[ds]?|practi[sc]ing|homework|student|professor|slide|remember that|note that|in other words|that is why|because of this|equation|formula|experiment|species|century|chord|vocabulary|grammar|how do you|how does|what is|what does|why does|try it|again, slowly|course|tutorial|exam|notes|so that means|think of it|imagine"),
  social: pattern("lunch|dinner|breakfast|coffee|beer|wine|cake|party|birthday|cheers|haha|laugh(?:s|ed|ing)?|joke[ds]?|game|dice|cards|play(?:s|ed|ing)?|weekend|holiday|how are you|how was|nice to see you|kids|friends|family|drinks?|pub|picnic|barbecue|toast|dance[ds]?|song|sing(?:ing)?|delicious|eat|ate|food|tea|biscuits?|gossip|your turn|congratulations|welcome"),
  reflection: pattern("i (?:think|feel|felt|wonder|realis?e[ds]?|realized|wish|keep|guess|suppose|should have|used to|am|was|need to|miss|notice|learned|learnt|want)|looking back|in hindsight|myself|grateful|why i|what i|my life|my own|honest(?:ly)?|regret|thinking about|perhaps|lately|somehow|feeling|feels|felt|proud|ashamed|tired|lonely|meaning|the truth|next time|years ago|remember|remembered|thought"),
  observation: pattern("saw|seen|see|noticed|counted|count|heard|hear|measured|degrees|metres|meters|wind|rain|sky|clouds?|sun|birds?|north|south|east|west|light|quiet|dark|people|queue|waiting|walked|walk|drove|bus|train|tram|passed|empty|window|door|smell(?:s|ed)?|stands?|grey|gray|green|red|white|brown|temperature|water level|percent|reading|note|recorded|spotted|nothing unusual|shop|paid|market|street|river|trees?|flock|adults?|juveniles?"),
  conversation: pattern("you know|did you|do you|have you|are you|i told|she said|he said|he told|she told|what do you|really\\?|i don't know|i mean|to be honest|listen|look|sorry|how is|how's|on the phone|call(?:ed)?|rang|argu(?:e|ed|ment)|opinion|believe|neighbou?r|price|how much|news|heard|worried|landlord|favour|favor|could you|would you|can i|can you|mum|dad|oma|grandma|customer|please|ask(?:ed)?"),
  accomplishment: pattern("finished|finally|done|complete[ds]?|released?|shipped|launch(?:ed)?|live|passed|won|win|success(?:ful|fully)?|achieved|made it|did it|we did it|i did it|deployed|merged|signed|accepted|award|prize|medal|record|first time|milestone|delivered|closed|celebrate[ds]?|hooray|yes!|proud|approved|published|graduated|all green|unpacked|ready|at last|result|score|certificate"),
};

function pattern(words: string): RegExp {
  return new RegExp(`(?<![\\p{L}'])(?:${words})(?![\\p{L}'])`, 'giu');
}
