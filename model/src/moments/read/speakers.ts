/** Finds `Name: text` at the start of a line, and tells names of speakers from words that merely stand before a colon. */
import { readTime, type TimeOf } from './stamps.ts';

export type Label = { speaker: string; time?: TimeOf; /** Where the words begin. */ end: number };

const name = String.raw`(?:(?:Dr|Mr|Mrs|Ms|Prof)\.\s?)?[\p{Lu}][\p{L}\p{N}'’._-]*(?:[ \t](?:[\p{Lu}\p{N}][\p{L}\p{N}'’._-]*|\([\p{L} ]{1,20}\)|de|van|von|der|da|bin|al|of|du|la|del|dos)){0,3}`;
const labelled = new RegExp(String.raw`(?:\*\*|__)?(${name})(?:\*\*|__)?\s*(?:[\[(]\s*([\d:.,]+\s*(?:[AaPp]\.?[Mm]\.?)?)\s*[\])])?\s*:(?:\*\*|__)?(?=\s|$)[ \t]*`, 'uy');
const lowerLabel = /([a-z][a-z0-9_.-]{0,20})(?:\s*[[(]\s*([\d:.,]+\s*(?:[AaPp]\.?[Mm]\.?)?)\s*[\])])?\s*:(?=\s)[ \t]*/y;
const header = new RegExp(String.raw`(${name})[ \t]+[\[(]?(\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp][Mm])?)[\])]?[ \t]*$`, 'u');

/** Words that stand before a colon in notes without speaking. */
const notNames = new Set(
  `note notes todo action actions item items summary agenda topic topics date time location place where when attendees participants present people duration subject title
   update updates decision decisions question questions context goal goals result results next steps step risks risk blockers blocker plan ps warning example tip idea
   ideas reminder mood weather also p.s. http https file version status owner due tags tag category name uri
   so then now later finally first second third last but and or because therefore still again here there why how what who which where yes no maybe however meanwhile afterwards before after
   decided agreed done noted learned learnt discussed planned finished fixed solved shipped merged resolved closed opened started stopped blocked needed wanted tested tried released reviewed
   approved rejected parked postponed cancelled canceled observed confirmed assigned delivered completed remaining pending missing outstanding found measured heard seen felt dreamt bought paid
   lesson lessons problem problems cause fix bug bugs issue issues hypothesis theory conclusion conclusions outcome observation observations finding findings good bad better best worst positive negative
   pros cons plus minus reason reasons answer answers highlight highlights lowlight lowlights verdict takeaway takeaways insight insights consequence consequences task tasks deadline budget
   morning afternoon evening night breakfast lunch dinner food`.split(/\s+/),
);

/** `Name:`, `Name (12:31):`, `**Name:**` at `at`; lower-case names only where the caller knows that the file has them. */
export function readLabel(line: string, at: number, known: ReadonlySet<string>): Label | undefined {
  labelled.lastIndex = at;
  const hit = labelled.exec(line) ?? lowerHit(line, at, known);
  const speaker = hit?.[1]?.trim();
  if (!hit || !speaker || speaker.length > 40 || notNames.has((speaker.split(/\s/)[0] ?? '').toLowerCase())) return undefined;
  const end = at + hit[0].length;
  const time = hit[2] ? readTime(hit[2].trim(), 0)?.time : undefined;
  return time ? { speaker, time, end } : { speaker, end };
}

function lowerHit(line: string, at: number, known: ReadonlySet<string>): RegExpExecArray | undefined {
  lowerLabel.lastIndex = at;
  const hit = lowerLabel.exec(line);
  return hit?.[1] && known.has(hit[1]) ? hit : undefined;
}

/** A line that only says who speaks and when, as meeting recorders write above a turn: `Sarah Chen  0:12`. */
export function readHeader(line: string): { speaker: string; time: TimeOf } | undefined {
  const hit = header.exec(line);
  if (!hit?.[1] || !hit[2] || hit.index > 0 || notNames.has(hit[1].toLowerCase()) || /^(?:at|on|by|from|until)$/i.test(hit[1])) return undefined;
  const time = readTime(hit[2], 0)?.time;
  return time && { speaker: hit[1], time };
}

/**
 * The labels of a file that are speakers: those that come twice and more, or carry a time, and all of them where a third of the lines that hold
 * text have one. A diary's single `Lesson: …` is none.
 */
export function speakersOf(lines: readonly string[]): ReadonlySet<string> {
  const counts = new Map<string, number>();
  const lowers = new Map<string, number>();
  const timed = new Set<string>();
  let filled = 0;
  for (const line of lines) {
    const bare = line.replace(/^(?:[\s>-]|\*(?!\*))*/, '').trimEnd();
    const text = bare.replace(/^(?:[[(][^\])]{3,30}[\])]|\d{1,2}:\d{2}(?::\d{2})?(?:\s*[AaPp][Mm])?)[\s–—-]*/, '');
    if (text === '') continue;
    filled++;
    const label = readLabel(text, 0, new Set());
    if (label) {
      counts.set(label.speaker, (counts.get(label.speaker) ?? 0) + 1);
      if (label.time || text.length < bare.length) timed.add(label.speaker);
      continue;
    }
    lowerLabel.lastIndex = 0;
    const lower = lowerLabel.exec(text)?.[1];
    if (lower && !notNames.has(lower)) lowers.set(lower, (lowers.get(lower) ?? 0) + 1);
  }
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  const everywhere = total >= 2 && counts.size >= 2 && total >= filled / 3;
  const speakers = new Set([...counts].filter(([label, count]) => everywhere || (count > 1 && total >= filled / 5) || timed.has(label)).map(([label]) => label));
  const lowTotal = [...lowers.values()].reduce((sum, count) => sum + count, 0);
  if (lowTotal >= 4 && lowTotal >= filled / 3) for (const [label, count] of lowers) if (count > 1) speakers.add(label);
  return speakers;
}
