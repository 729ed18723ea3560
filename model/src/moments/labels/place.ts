/** Where a stretch happens, only where the text says so for here and now: `at the harbour office`, `Location: Room 4`, `in the kitchen now`. */
import type { Utterance } from '../read/index.ts';

const noun = "(?:kitchen|office|garden|library|lab|laboratory|station|platform|park|hospital|ward|clinic|shop|store|market|bakery|cafe|café|coffee shop|restaurant|pub|bar|canteen|school|classroom|lecture hall|hall|church|chapel|theatre|theater|studio|museum|gallery|airport|gate|hotel|garage|workshop|cellar|basement|attic|bathroom|bedroom|living room|balcony|terrace|yard|barn|stable|field|forest|woods|beach|harbour|harbor|pier|quay|bridge|square|playground|gym|pool|bank|post office|pharmacy|town hall|supermarket|bus|train|tram|car|van|waiting room|meeting room|conference room|boardroom|reading room|control room|hide|allotment|greenhouse|lighthouse|tower|dock|shed|stage|rehearsal room|courtroom|surgery|nursery|farm|pharmacy|vet|dentist|hairdresser)";
const named = "(?:\\p{Lu}[\\p{L}\\p{N}'’-]*)";
const here = new RegExp(`(?<![\\p{L}])(?:i'm|i am|we're|we are|sitting|standing|back|arrived|stopped|landed|got|here|waiting|met|stuck|parked|now|working|sat|stood|spent \\p{L}+ (?:hour|morning|afternoon|evening)s?)\\s+(?:here\\s+|now\\s+|down\\s+|again\\s+)?(?:at|in|on|to)\\s+(?:the\\s+|a\\s+|an\\s+|my\\s+|our\\s+)?((?:[\\p{Ll}-]+\\s+){0,2}${noun}(?:\\s+(?:\\d+\\p{L}?|${named}))?|${named}(?:\\s+${named}|\\s+\\d+\\p{L}?){0,2}(?:\\s+${noun})?)(?![\\p{L}])`, 'iu');
const atStart = new RegExp(`^(?:at|in|on)\\s+(?:the\\s+|a\\s+|my\\s+|our\\s+)?((?:[\\p{Ll}-]+\\s+){0,2}${noun}(?:\\s+(?:\\d+\\p{L}?|${named}))?)(?=[,.:;–—-]|\\s+(?:again|now|with|by|at|for|since|already))`, 'iu');
const leading = new RegExp(`^(?:the\\s+)?(${named}?\\s?${noun}(?:\\s+\\d+\\p{L}?)?)\\s*[,.:–—]`, 'iu');
const label = /(?:^|\s)(?:location|place|where|room)\s*:\s*([^.;\n]{2,40})/iu;
const notPlaces = /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|english|german|french|least|last|first|once|all|that|this|it|zoom|teams)\b/i;

export function placeOf(utterances: readonly Utterance[], fileWide: string | undefined): string | undefined {
  for (const { text, heading } of utterances.slice(0, 6)) {
    const at = heading === undefined ? undefined : /(?:@|,\s+(?=\p{L})|\bat the |\bin the )\s*([\p{L}][\p{L}\p{N} '’-]{2,30})$/u.exec(heading)?.[1];
    if (at && new RegExp(noun, 'iu').test(at)) return at.trim();
    const hit = label.exec(text)?.[1] ?? here.exec(text)?.[1] ?? atStart.exec(text)?.[1] ?? leading.exec(text)?.[1];
    // In any case the first letters decide: `in the end of …` and names of days are no places.
    if (hit && !notPlaces.test(hit) && (/^\p{Lu}/u.test(hit) || new RegExp(noun, 'iu').test(hit))) return hit.trim();
  }
  return fileWide;
}
