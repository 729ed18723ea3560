/** Reading transcripts in every form: utterances with times, speakers and exact places, and what is wrong with a file. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { clockText, readTranscript, TRANSCRIPT_LIMIT } from '@rem/model';

/** Time, speaker and words of each utterance, a line each. */
function told(text: string, fileName?: string): string[] {
  const reading = readTranscript(text, fileName === undefined ? {} : { fileName });
  return reading.utterances.map((each) => [clockText(each.start, reading.clock) ?? '-', each.speaker ?? '-', each.text].join(' | '));
}

test('stamped prose: the stamp is the first sentence’s time', () => {
  assert.deepEqual(told('[2025-01-06 09:00] One thing. Dr. Chen came.\nStill the same.\n\n[2025-01-06 10:30] Another.'), [
    '2025-01-06T09:00:00 | - | One thing.', '- | - | Dr. Chen came.', '- | - | Still the same.', '2025-01-06T10:30:00 | - | Another.',
  ]);
});

test('zones: one clock for the file, others brought into it', () => {
  assert.deepEqual(told('[2025-01-06T09:00:00+01:00] A.\n\n[2025-01-06T08:30:00Z] B.'), ['2025-01-06T09:00:00+01:00 | - | A.', '2025-01-06T09:30:00+01:00 | - | B.']);
});

test('midnight: a time far before the one above is the next day; a little before is a mistake and told', () => {
  const text = '# 2025-02-03\n\n23:50 – Went to bed.\n\n00:10 – Could not sleep.\n\n00:05 – Typed wrongly.';
  const reading = readTranscript(text);
  assert.deepEqual(reading.utterances.map(({ start }) => clockText(start, reading.clock)), ['2025-02-03T23:50:00', '2025-02-04T00:10:00', '2025-02-04T00:05:00']);
  assert.deepEqual(reading.problems.map(({ code, start }) => [code, text.slice(start, start + 5)]), [['times-backwards', 'Typed']]);
});

test('morning and afternoon of a clock that counts to twelve', () => {
  assert.deepEqual(told('9:30 – A.\n\n11:45 – B.\n\n1:15 – C.').map((line) => line.slice(0, 8)), ['09:30:00', '11:45:00', '13:15:00']);
  assert.deepEqual(told('9:30 am A.\n\n1:15 PM B.').map((line) => line.slice(0, 8)), ['09:30:00', '13:15:00']);
});

test('dialogue: names with and without times, turns over several lines, notes that are no speakers', () => {
  assert.deepEqual(told('Sarah: Hello.\nMike (09:12): Hi,\nhow are you?\nSarah: Fine. Note: this stays.'), ['- | Sarah | Hello.', '09:12:00 | Mike | Hi, how are you?', '- | Sarah | Fine. Note: this stays.']);
  assert.deepEqual(told('[00:12:31] Ann: hi\n[00:12:40] Bob: hello'), ['00:12:31 | Ann | hi', '00:12:40 | Bob | hello']);
  assert.deepEqual(told('Sarah Chen  0:12\nSo the plan.\n\nMike Ross  1:40\nSure.'), ['00:00:12 | Sarah Chen | So the plan.', '00:01:40 | Mike Ross | Sure.']);
  assert.deepEqual(told('A quiet day.\nLesson: never hurry.'), ['- | - | A quiet day.', '- | - | Lesson: never hurry.']);
});

test('subtitles: WebVTT voices and SRT numbers', () => {
  assert.deepEqual(told('WEBVTT\n\nNOTE aside\n\n00:01.000 --> 00:04.000 align:start\n<v Roger>Hello <i>you</i>\n\n00:05.000 --> 00:06.000\n- Plain'), ['00:00:01 | Roger | Hello you', '00:00:05 | - | Plain']);
  assert.deepEqual(told('1\n00:00:01,500 --> 00:00:04,000\nAnn: One\n\n2\n00:00:05,000 --> 00:00:06,000\ntwo'), ['00:00:02 | Ann | One', '00:00:05 | - | two']);
});

test('segments: objects, plain lists, JSON lines and recorders’ other names; places are those of the text', () => {
  const text = '{"start_timestamp":"2025-01-06T09:00:00Z","metadata":{"location":"Berlin"},"segments":[{"timestamp":"2025-01-06T09:00:05Z","speaker_label":"Ann","text":"Hi \\"you\\"","duration_seconds":4},{"start":12.5,"end":15,"speaker_id":"S2","text":"there"}]}';
  const reading = readTranscript(text);
  assert.equal(reading.place, 'Berlin');
  assert.deepEqual(told(text), ['2025-01-06T09:00:05Z | Ann | Hi "you"', '2025-01-06T09:00:13Z | S2 | there']);
  assert.deepEqual(reading.utterances.map(({ span }) => text.slice(span.start, span.end)), ['Hi \\"you\\"', 'there']);
  assert.deepEqual(told('[{"start":1,"end":2,"speaker":"A1","text":"x"}]'), ['00:00:01 | A1 | x']);
  assert.deepEqual(told('{"start":1,"text":"x"}\n{"start":2,"text":"y"}\n', 'a.jsonl'), ['00:00:01 | - | x', '00:00:02 | - | y']);
});

test('a diary: dates and times in headings', () => {
  assert.deepEqual(told('## 2025-01-06\nWoke late.\n\n### 9:30 am – Standup\n- talked\n\n## Tuesday, January 7, 2025\n**14:20** Called mum.'), ['2025-01-06T00:00:00 | - | Woke late.', '2025-01-06T09:30:00 | - | talked', '2025-01-07T14:20:00 | - | Called mum.']);
});

test('three forms mixed in one file, a subtitle counting from the stamp above it', () => {
  const text = 'Location: Room 4\nDate: 2025-02-03\n\n[09:00] Walked in.\n\nSarah (09:10): Morning!\nMike (09:11): Yes.\n\n```srt\n1\n00:00:01,000 --> 00:00:04,000\nSarah: so look\n```\n\n23:50 – Late.';
  assert.equal(readTranscript(text).place, 'Room 4');
  assert.deepEqual(told(text), ['2025-02-03T09:00:00 | - | Walked in.', '2025-02-03T09:10:00 | Sarah | Morning!', '2025-02-03T09:11:00 | Mike | Yes.', '2025-02-03T09:11:01 | Sarah | so look', '2025-02-03T23:50:00 | - | Late.']);
});

test('an engram: the words of its content, with their places in the file', () => {
  const text = 'kind: engram\nname: A day\ncontent: |\n  [2025-01-06 09:00] Standup with Sarah.\n\n  [2025-01-06 10:30] Fixed it.\nmoments: []\n';
  const { utterances } = readTranscript(text, { fileName: 'a.engram.yaml' });
  assert.deepEqual(utterances.map(({ span }) => text.slice(span.start, span.end)), ['Standup with Sarah.', 'Fixed it.']);
});

test('bad input is a clear problem: nothing, only signs, too much, JSON that breaks off, JSON without words', () => {
  const codes = (text: string, fileName?: string): string[] => readTranscript(text, fileName === undefined ? {} : { fileName }).problems.map(({ code }) => code);
  assert.deepEqual(codes(''), ['no-text']);
  assert.deepEqual(codes(' \n---\n'), ['no-text']);
  assert.deepEqual(codes('a'.repeat(TRANSCRIPT_LIMIT + 1)), ['too-large']);
  assert.deepEqual(codes('{"segments":[{"text":"a","start":1},{"text":"b", "sta', 'x.json'), ['broken-json']);
  assert.deepEqual(codes('{"a":1}', 'x.json'), ['no-text']);
  assert.equal(readTranscript('word').utterances.length, 1);
});

test('any text is read without a fault, places in order and inside the text', () => {
  const piece = fc.oneof(fc.constantFrom('[2025-01-06 09:00] ', '[99:99] ', '00:00:01,000 --> 00:00:04,000\n', 'Ann: ', '## ', '```json\n', '```\n', '---\n', '{"text":', '\r\n', '\n\n', '9:00 am ', '<v X>', '\u0000', '\ud800'), fc.string());
  fc.assert(fc.property(fc.array(piece, { maxLength: 30 }), (parts) => {
    const text = parts.join('');
    for (const { span } of readTranscript(text).utterances) assert.ok(span.start >= 0 && span.start <= span.end && span.end <= text.length);
  }), { numRuns: 300 });
});

test('words before a colon that speak for nobody make no speakers, however often they come', () => {
  const text = '[09:00] Met Sarah about the budget.\nSo: we cut travel.\nDecided: no new laptops.\n\n[10:00] Went through the list.\nSo: two things are left.\nDecided: Mike takes them.\n';
  assert.deepEqual(readTranscript(text).utterances.flatMap(({ speaker }) => speaker ?? []), []);
  assert.deepEqual(told('[09:00] So: the boiler is broken.\n\n[09:30] Decided: we call Hofer.'), ['09:00:00 | - | So: the boiler is broken.', '09:30:00 | - | Decided: we call Hofer.']);
  assert.deepEqual(told('Will: Hello.\nMay: Hello, Will.'), ['- | Will | Hello.', '- | May | Hello, Will.']);
});

test('an engram kept as JSON: the words of its content, with their places in the file', () => {
  const content = '[2025-01-06 09:00] Stand-up with "Sarah".\n\n[2025-01-06 10:30] Fixed\tit. Déjà vu \u{1f600}.';
  const text = `${JSON.stringify({ kind: 'engram', name: 'A day', content, moments: [] }, null, 2).replace('é', '\\u00e9')}\n`;
  const reading = readTranscript(text, { fileName: 'day.engram.json' });
  assert.equal(reading.title, 'A day');
  assert.deepEqual(reading.utterances.map(({ span }) => JSON.parse(`"${text.slice(span.start, span.end)}"`)), ['Stand-up with "Sarah".', 'Fixed\tit.', 'Déjà vu \u{1f600}.']);
  assert.equal(clockText(reading.utterances[1]?.start, reading.clock), '2025-01-06T10:30:00');
  assert.deepEqual(told(JSON.stringify({ content: 'Ann: Hi.\nBob: Hello.' }), 'x.json'), ['- | Ann | Hi.', '- | Bob | Hello.']);
});
