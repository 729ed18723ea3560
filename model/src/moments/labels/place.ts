/** Where a stretch happens, only where the text says so for here and now: `at the harbour office`, `Location: Room 4`, `in the kitchen now`. */
import type { Utterance } from '../read/index.ts';

const noun = "(?:(?:[\\p{Ll}-]+ )?(?:room|hall|house|shed|park|shop|yard|office|station|field|road|kitchen|garden)|library|lab|laboratory|platform|hospital|ward|clinic|store|market|bakery|cafe|café|restaurant|pub|bar|canteen|classroom|church|chapel|theatre|theater|studio|museum|gallery|airport|gate|hotel|garage|workshop|cellar|basement|attic|balcony|terrace|barn|stable|forest|woods|beach|harbour|harbor|pier|quay|bridge|square|playground|gym|pool|bank|pharmacy|supermarket|boathouse|jetty|river|dyke|hut|till|steps|deck|courtyard|staircase|roof|lobby|corridor|hide|allotment|greenhouse|lighthouse|tower|dock|stage|surgery|nursery|farm|hedge|pasture)";
const named = "\\p{Lu}[\\p{L}'’-]*";
const lead = "(?:[Tt]he |[Aa]n? |[Mm]y |[Oo]ur )?";
const being = "(?:[Ii]'m|[Ii] am|[Ww]e're|[Ww]e are|[Ss]itting|[Ss]tanding|[Bb]ack|[Aa]rrived|[Ss]topped|[Ll]anded|[Hh]ere|[Ww]aiting|[Pp]arked|[Nn]ow|[Ss]at|[Ss]tood)";
const here = new RegExp(`(?<!\\p{L})${being} (?:here |now |down |again |out )?(?:at|in|on) ${lead}((?:[\\p{Ll}-]+ )?${noun}(?: (?:\\d+\\p{L}?|\\p{Lu}\\d+))?|${named}(?: ${named}){0,2})(?!\\p{L})`, 'u');
const opening = new RegExp(`^(?:(?:[Oo]ut |[Bb]ack |[Uu]p |[Dd]own )?(?:[Aa]t|[Ii]n|[Oo]n) )?${lead}((?:[\\p{L}-]+ )?${noun}(?: (?:\\d+\\p{L}?|\\p{Lu}\\d+))?)\\s*[,.:–—]`, 'iu');
const label = /(?:^|\s)(?:location|place|where|room)\s*:\s*([^.;\n]{2,40})/iu;
const notPlaces = /^(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|english|german|french|least|last|first|once|all|that|this|it|zoom|teams)\b/i;

export function placeOf(utterances: readonly Utterance[], fileWide: string | undefined): string | undefined {
  for (const { text, heading } of utterances.slice(0, 6)) {
    const at = heading === undefined ? undefined : /(?:@|,\s+(?=\p{L})|\bat the |\bin the )\s*([\p{L}][\p{L}\p{N} '’-]{2,30})$/u.exec(heading)?.[1];
    if (at && new RegExp(noun, 'iu').test(at)) return at.trim();
    const hit = label.exec(text)?.[1] ?? (text === utterances[0]?.text ? opening.exec(text)?.[1] : undefined) ?? here.exec(text)?.[1];
    // In any case the first letters decide: `in the end of …` and names of days are no places.
    if (hit && !notPlaces.test(hit) && (/^\p{Lu}/u.test(hit) || new RegExp(noun, 'iu').test(hit))) return hit.trim();
  }
  return fileWide;
}
