/**
 * The symbolic dates of the generated form (`docs/architecture.md`), as a rule of the decoding grammar.
 */
const plain = [
  'now', 'today', 'yesterday', 'tomorrow',
  ...['week', 'month', 'quarter', 'year'].flatMap((unit) => (unit === 'week' || unit === 'month' ? ['this', 'last', 'next'] : ['this', 'last']).map((which) => `${which}_${unit}`)),
];
const days = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const months = ['january', 'february', 'march', 'april', 'may', 'june', 'july', 'august', 'september', 'october', 'november', 'december'];
const quarters = ['q1', 'q2', 'q3', 'q4'];

/** The words that stand for themselves; besides them there are `3d` and dates. */
export const dateWords: readonly string[] = [...plain, ...days, ...days.map((day) => `last_${day}`), ...months, ...quarters];

const month = '("0" [1-9] | "1" [0-2])';
const day = '("0" [1-9] | [12] [0-9] | "3" [01])';
export const dateWordRule = `${dateWords.map((word) => `"${word}"`).join(' | ')} | [1-9] [0-9]{0,2} [hdwmy] | "20" [0-9]{2} ("-" ${month} ("-" ${day})?)? | ${month} "-" ${day}`;
