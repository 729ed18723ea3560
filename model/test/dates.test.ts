/** Symbolic dates: every word of the closed set, the comparisons, clock changes and month ends. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { resolveDates, type WeekStart } from '../src/dates.ts';

type Case = [word: string, from: string, to: string];

function periodOf(word: string, now: string, timeZone = 'UTC', weekStart: WeekStart = 'monday'): [string, string] | undefined {
  const { resolved: [found] } = resolveDates(`WHERE created_at = '@${word}'`, { now: new Date(now), timeZone, weekStart });
  return found && [found.from, found.to];
}

/** A Wednesday. */
const now = '2025-03-12T10:30:45Z';

const words: Case[] = [
  ['now', '2025-03-12T10:30:45Z', '2025-03-12T10:30:45Z'],
  ['today', '2025-03-12', '2025-03-13'], ['yesterday', '2025-03-11', '2025-03-12'], ['tomorrow', '2025-03-13', '2025-03-14'],
  ['this_week', '2025-03-10', '2025-03-17'], ['last_week', '2025-03-03', '2025-03-10'], ['next_week', '2025-03-17', '2025-03-24'],
  ['this_month', '2025-03-01', '2025-04-01'], ['last_month', '2025-02-01', '2025-03-01'], ['next_month', '2025-04-01', '2025-05-01'],
  ['this_quarter', '2025-01-01', '2025-04-01'], ['last_quarter', '2024-10-01', '2025-01-01'], ['next_quarter', '2025-04-01', '2025-07-01'],
  ['this_year', '2025-01-01', '2026-01-01'], ['last_year', '2024-01-01', '2025-01-01'], ['next_year', '2026-01-01', '2027-01-01'],
  ['monday', '2025-03-10', '2025-03-11'], ['wednesday', '2025-03-12', '2025-03-13'], ['thursday', '2025-03-06', '2025-03-07'], ['sunday', '2025-03-09', '2025-03-10'],
  ['last_monday', '2025-03-03', '2025-03-04'], ['last_wednesday', '2025-03-05', '2025-03-06'], ['last_sunday', '2025-03-09', '2025-03-10'],
  ['36h', '2025-03-10T22:30:45Z', '2025-03-12T10:30:45Z'], ['3d', '2025-03-09T10:30:45Z', '2025-03-12T10:30:45Z'], ['2w', '2025-02-26T10:30:45Z', '2025-03-12T10:30:45Z'],
  ['6m', '2024-09-12T10:30:45Z', '2025-03-12T10:30:45Z'], ['1y', '2024-03-12T10:30:45Z', '2025-03-12T10:30:45Z'],
  ['2024', '2024-01-01', '2025-01-01'], ['2024-02', '2024-02-01', '2024-03-01'], ['2024-02-29', '2024-02-29', '2024-03-01'], ['03-01', '2025-03-01', '2025-03-02'], ['03-12', '2025-03-12', '2025-03-13'], ['11-14', '2024-11-14', '2024-11-15'], ['02-29', '2024-02-29', '2024-03-01'],
  ['january', '2025-01-01', '2025-02-01'], ['march', '2025-03-01', '2025-04-01'], ['december', '2024-12-01', '2025-01-01'],
  ['q1', '2025-01-01', '2025-04-01'], ['q2', '2024-04-01', '2024-07-01'], ['q4', '2024-10-01', '2025-01-01'],
];

test('every word names its period', () => {
  for (const [word, from, to] of words) assert.deepEqual(periodOf(word, now), [from, to], word);
});

test('a week that starts on Sunday', () => {
  assert.deepEqual(periodOf('this_week', now, 'UTC', 'sunday'), ['2025-03-09', '2025-03-16']);
  assert.deepEqual(periodOf('last_sunday', now, 'UTC', 'sunday'), ['2025-03-02', '2025-03-03']);
  assert.deepEqual(periodOf('last_saturday', now, 'UTC', 'sunday'), ['2025-03-08', '2025-03-09']);
  assert.deepEqual(periodOf('this_week', '2025-03-09T12:00:00Z', 'UTC', 'sunday'), ['2025-03-09', '2025-03-16']);
  assert.deepEqual(periodOf('this_week', '2025-03-09T12:00:00Z', 'UTC', 'monday'), ['2025-03-03', '2025-03-10']);
});

test('the day is the day of the zone', () => {
  assert.deepEqual(periodOf('today', '2025-03-12T03:00:00Z', 'America/Los_Angeles'), ['2025-03-11T00:00:00-07:00', '2025-03-12T00:00:00-07:00']);
  assert.deepEqual(periodOf('today', '2025-03-12T20:00:00Z', 'Asia/Kathmandu'), ['2025-03-13T00:00:00+05:45', '2025-03-14T00:00:00+05:45']);
  assert.deepEqual(periodOf('this_year', '2024-12-31T23:30:00Z', 'Europe/Berlin'), ['2025-01-01T00:00:00+01:00', '2026-01-01T00:00:00+01:00']);
});

test('clock changes: a day of 23 and of 25 hours, days back keep the wall clock, hours do not', () => {
  assert.deepEqual(periodOf('today', '2025-03-30T12:00:00Z', 'Europe/Berlin'), ['2025-03-30T00:00:00+01:00', '2025-03-31T00:00:00+02:00']);
  assert.deepEqual(periodOf('today', '2025-10-26T12:00:00Z', 'Europe/Berlin'), ['2025-10-26T00:00:00+02:00', '2025-10-27T00:00:00+01:00']);
  assert.equal(periodOf('1d', '2025-03-30T12:00:00Z', 'Europe/Berlin')?.[0], '2025-03-29T14:00:00+01:00');
  assert.equal(periodOf('24h', '2025-03-30T12:00:00Z', 'Europe/Berlin')?.[0], '2025-03-29T13:00:00+01:00');
});

test('a midnight that the clock change skips is the first moment after it', () => {
  assert.deepEqual(periodOf('2018-11-04', now, 'America/Sao_Paulo'), ['2018-11-04T01:00:00-02:00', '2018-11-05T00:00:00-02:00']);
  assert.equal(periodOf('1d', '2025-03-31T00:30:00Z', 'Europe/Berlin')?.[0], '2025-03-30T03:00:00+02:00');
});

test('months back stay inside a shorter month', () => {
  assert.equal(periodOf('1m', '2025-03-31T08:00:00Z')?.[0], '2025-02-28T08:00:00Z');
  assert.equal(periodOf('1y', '2024-02-29T08:00:00Z')?.[0], '2023-02-28T08:00:00Z');
  assert.deepEqual(periodOf('last_month', '2025-03-31T08:00:00Z'), ['2025-02-01', '2025-03-01']);
});

test('words outside the set stay and are told', () => {
  for (const word of ['soon', '2025-13', '2025-02-30', '02-30', '13-01', 'q5', '3x', 'last_fortnight', 'constructor']) {
    const { text, resolved, unknown } = resolveDates(`WHERE a = '@${word}'`, { now: new Date(now), timeZone: 'UTC' });
    assert.deepEqual([text, resolved.length, unknown.map((entry) => entry.word)], [`WHERE a = '@${word}'`, 0, [word]]);
  }
});

test('each comparison takes the end of the period that it means', () => {
  const resolved = (condition: string): string => resolveDates(condition, { now: new Date(now), timeZone: 'UTC' }).text;
  assert.equal(resolved("t = '@march'"), "t >= '2025-03-01' AND t < '2025-04-01'");
  assert.equal(resolved("t >= '@march'"), "t >= '2025-03-01'");
  assert.equal(resolved("t < '@march'"), "t < '2025-03-01'");
  assert.equal(resolved("t > '@march'"), "t >= '2025-04-01'");
  assert.equal(resolved("t <= '@march'"), "t < '2025-04-01'");
  assert.equal(resolved("t <> '@march'"), "(t < '2025-03-01' OR t >= '2025-04-01')");
  assert.equal(resolved("NOT t = '@march'"), "NOT (t >= '2025-03-01' AND t < '2025-04-01')");
  assert.equal(resolved("'@march' <= t"), "t >= '2025-03-01'");
  assert.equal(resolved(`r."created_at"='@march' AND x`), `r."created_at" >= '2025-03-01' AND r."created_at" < '2025-04-01' AND x`);
  assert.equal(resolved("date_trunc('day', t) = '@2025-03-01'"), "date_trunc('day', t) >= '2025-03-01' AND date_trunc('day', t) < '2025-03-02'");
});

test('only constants are symbols: texts, comments and longer strings are left alone', () => {
  for (const text of [`SEARCH "at '@today'"`, `-- '@today'\nLOOKUP "x"`, `WHERE a = 'mail @today'`, `/* '@today' */`, `WHERE a = 'it''s @today'`]) {
    assert.equal(resolveDates(text, { now: new Date(now), timeZone: 'UTC' }).text, text);
  }
});

test('a zone that nobody knows is read as UTC', () => {
  assert.deepEqual(periodOf('today', now, 'Mars/Olympus'), ['2025-03-12', '2025-03-13']);
});

test('periods are never empty, begin before they end, and adjoin', () => {
  const zones = fc.constantFrom('UTC', 'Europe/Berlin', 'America/New_York', 'Australia/Lord_Howe', 'Asia/Kolkata', 'America/Sao_Paulo', 'Pacific/Apia', 'Africa/Cairo');
  const units = fc.constantFrom('week', 'month', 'quarter', 'year');
  fc.assert(fc.property(fc.date({ min: new Date('2001-01-01'), max: new Date('2039-12-31'), noInvalidDate: true }), zones, units, (date, zone, unit) => {
    const at = date.toISOString();
    const [last, current, next] = ['last', 'this', 'next'].map((which) => periodOf(`${which}_${unit}`, at, zone)!);
    assert.equal(last![1], current![0]);
    assert.equal(current![1], next![0]);
    const [from, to, moment] = [new Date(current![0]), new Date(current![1]), Math.floor(date.getTime() / 1000) * 1000];
    assert.ok(from.getTime() <= moment && moment < to.getTime(), `${at} in ${zone}: ${String(current)}`);
  }), { numRuns: 300 });
});
