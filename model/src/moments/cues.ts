/**
 * Words that open, close or carry on a stretch of talk, and words of place, activity and time of day. General English; the boundary model decides
 * what each is worth.
 */

type Cue = { name: string; of: 'this' | 'previous'; pattern: RegExp };

const start = (words: string): RegExp => new RegExp(`^(?:${words})(?![\\p{L}'])`, 'iu');
const any = (words: string): RegExp => new RegExp(`(?<![\\p{L}'])(?:${words})(?![\\p{L}'])`, 'iu');

export const cues: readonly Cue[] = [
  { name: 'announce', of: 'this', pattern: start("(?:(?:okay|ok|alright|all right|right|so|now|well|good|great|um|uh|and)[,.!]?\\s+)*(?:next|moving on|let's (?:move|start|talk|look|get|begin|go|do|turn|switch|kick)|let us|shall we|on to|the next|first(?:ly)? (?:item|thing|up)|last (?:item|thing|one|point)|second(?:ly)?|third(?:ly)?|finally|another (?:thing|item|point|topic)|one more thing|before (?:we|i)|agenda|welcome|today|we'll (?:start|begin|now)|i(?:'d| would) (?:like|now) |i want to (?:talk|start|move)|turning to|back to|speaking of|about the|as for|by the way|anyway|anyhow|different topic|other business|any other|item)") },
  { name: 'marker', of: 'this', pattern: start('okay|ok|alright|all right|right|so|now|well|good|great|anyway|listen|hey|oh|cool|perfect') },
  { name: 'marker two', of: 'this', pattern: start('(?:okay|ok|alright|all right|right|good|great|perfect|cool|well|oh|hey)[,.!]?\\s+(?:so|now|then|next|well|right|let|who|what|shall|anyway|we|before|first|the)') },
  { name: 'carry on', of: 'this', pattern: start("and|but|because|or|yeah|yes|yep|yup|no|nope|nah|mm|mhm|mm-hmm|uh-huh|exactly|true|sure|of course|really|i know|me too|same|that's|it's|they|he|she|it|which|also|then|like|hm+|agreed|absolutely|thanks|thank you") },
  { name: 'reference', of: 'this', pattern: /^(?:\S+\s){0,3}(?:it|that|this|those|these|they|them|he|she|him|his|her|there|one|ones)(?![\p{L}'])/iu },
  { name: 'closing', of: 'previous', pattern: any("that's (?:it|all|that|everything|settled|done|me)|done|thanks(?: (?:all|everyone|everybody|again|so much))?|thank you|bye|goodbye|see you|talk (?:soon|later|tomorrow)|good night|sounds good|will do|let's (?:stop|leave|wrap|call it|break|pause)|wrap(?:ping)? up|agreed|settled|in conclusion|so that was|moving on|next|questions|off we go|see you then|take care|until (?:then|tomorrow|next)") },
  { name: 'greeting', of: 'this', pattern: start("hi|hello|hey|good (?:morning|afternoon|evening)|morning|welcome|hallo|evening|afternoon|how are you|what's up|how's it going") },
  { name: 'question before', of: 'previous', pattern: /\?["'”’)]*$/u },
  { name: 'question', of: 'this', pattern: /\?["'”’)]*$/u },
  { name: 'time jump', of: 'this', pattern: /^(?:\S+\s){0,4}(?:later|afterwards?|after (?:lunch|dinner|breakfast|that|work|school|the|a|an)|this (?:morning|afternoon|evening)|in the (?:morning|afternoon|evening)|tonight|the next|meanwhile|by (?:noon|midday|the time|now|then)|at (?:noon|midnight|lunch|\d{1,2}(?::\d\d)?|half|quarter)|around (?:noon|\d)|just before|eventually|back (?:at|in|from|home|on|to)|yesterday|tomorrow|an hour|half an hour|\w+ (?:minutes|hours) later|evening|afternoon|morning|lunch|dinner|breakfast)(?![\p{L}'])/iu },
  { name: 'place move', of: 'this', pattern: any("arriv(?:ed?|ing)|got (?:to|home|back|here|there|in|out|off|on)|went (?:to|home|back|out|over|into|for|down|up)|walk(?:ed|ing)? (?:to|over|back|home|into|down|up|out)|drove|driving|on the (?:way|bus|train|tram|bike|road)|left the|leaving|headed|heading|cycled|stopped (?:at|by)|picked up|dropped|sat down|stepp(?:ed|ing)|came (?:home|back|in|over)|home again|joined|at the|in the (?:kitchen|office|car|shop|garden|hall|room|library|lab|station|park|hospital)") },
  { name: 'activity', of: 'this', pattern: any("start(?:ed|ing)?|began|beginning|begin|opened|open(?:ing)? the|finished|finally|called|calling|phone rang|rang|met|meeting|session|call with|standup|lunch|dinner|coffee|break|tried|trying to|now (?:to|for|i|we|the)|time (?:to|for)|sat down|worked on|working on|switched|turned to|picked|decided to|logged") },
  { name: 'leave', of: 'previous', pattern: any('i(?:\'ll| have to| must| should|\'d better| need to) (?:go|run|leave|head|get going|hang up)|hang(?:ing)? up|brb|back in (?:a|five|ten|\\d+)|going home|went home|left|closed the|switched off|turned off|packed up|signed off|logged off|finished') },
];

export function cueValues(previous: string, text: string): number[] {
  return cues.map(({ of, pattern }) => (pattern.test(of === 'this' ? text : previous) ? 1 : 0));
}
