/**
 * Colours of REM inside other languages, as TextMate injections: they bring `source.rem` into fences, tagged templates, marked strings and the calls that
 * run REM. They see lines where the language server sees programs, so they take less than it does, and never more.
 */
import { verbs } from '../language.ts';

type Pattern = { name?: string; contentName?: string; match?: string; begin?: string; end?: string; while?: string; captures?: Captures; beginCaptures?: Captures; endCaptures?: Captures; patterns?: Pattern[]; include?: string };
type Captures = Readonly<Record<string, { name: string }>>;

const rem: Pattern = { include: 'source.rem' };
const inline = 'meta.embedded.inline.rem';
const verbWords = [...verbs.flatMap((verb) => [verb.name, ...verb.aliases]), 'SELECT', 'WITH'].join('|');
/** In a client of any name only what cannot be another database's SQL. */
const sureWords = verbs.map((verb) => verb.name).join('|');
/** Names that say REM, as the server reads them. */
const remCall = "(?:\\w*_)?(?i:rem)(?:_\\w*)?|rem[A-Z]\\w*|\\w*[a-z]Rem(?:[A-Z]\\w*)?|rem\\w*(?:\\(\\))?\\.query";

/** Fences whose info string begins with `rem`. */
export function markdownInjection() {
  return {
    scopeName: 'markdown.rem.codeblock',
    injectionSelector: 'L:text.html.markdown',
    patterns: [{ include: '#fence' }],
    repository: {
      fence: {
        name: 'markup.fenced_code.block.markdown',
        begin: '(^|\\G)(\\s*)(`{3,}|~{3,})\\s*(?i:\\{?\\.?(rem)(?=[\\s}:,?]|$)([^`]*))$',
        end: '(^|\\G)(\\2|\\s{0,3})(\\3)\\s*$',
        beginCaptures: { '3': { name: 'punctuation.definition.markdown' }, '4': { name: 'fenced_code.block.language' }, '5': { name: 'fenced_code.block.language.attributes' } },
        endCaptures: { '3': { name: 'punctuation.definition.markdown' } },
        patterns: [{ begin: '(^|\\G)(\\s*)(.*)', while: '(^|\\G)(?!\\s*([`~]{3,})\\s*$)', contentName: 'meta.embedded.block.rem', patterns: [rem] }],
      },
    },
  };
}

/** What the program's own string makes of a backslash: an escaped quote begins a string of REM. */
const escapes: Pattern[] = [
  { name: 'string.quoted.double.rem', begin: '\\\\(["\'])', end: '\\\\\\1' },
  { name: 'constant.character.escape', match: '\\\\.' },
];

/** A string of a program from its opening quote to the same quote, `holes` in it left to the program. A string of one line ends with it. */
function quoted(before: string, quote: string, captures: Captures, holes: Pattern[], ahead = ''): Pattern {
  const group = Object.keys(captures).length + 1;
  return {
    begin: `${before}(${quote})${ahead}`,
    end: oneLine(quote) ? `${quote}|$` : quote,
    contentName: inline,
    beginCaptures: { ...captures, [group]: { name: 'punctuation.definition.string.begin' } },
    endCaptures: { '0': { name: 'punctuation.definition.string.end' } },
    patterns: [...escapes, ...holes, ...remStrings(quote, holes), rem],
  };
}

const oneLine = (quote: string): boolean => quote === '"' || quote === "'";

/** Strings of REM inside a string of a program: they may have holes too, and end at the latest where the program's string does. */
const remStrings = (outer: string, holes: Pattern[]): Pattern[] =>
  ['"', "'"].filter((quote) => quote !== outer).map((quote) => ({
    name: `string.quoted.${quote === '"' ? 'double' : 'single'}.rem`,
    begin: quote === '"' ? quote : "(?<![\\p{L}\\p{N}])'",
    end: `${quote}|(?=${outer})|$`,
    patterns: [...holes, { name: 'constant.character.escape', match: '\\\\.' }],
  }));

/** The languages around by name: in an injected grammar `$base` is that grammar itself. TypeScript's words are those of JavaScript and more. */
const typescript: Pattern = { include: 'source.ts' };
const python: Pattern = { include: 'source.python' };

const expression: Pattern = { begin: '\\$\\{', end: '\\}', name: 'meta.template.expression', beginCaptures: punctuation('punctuation.definition.template-expression.begin'), endCaptures: punctuation('punctuation.definition.template-expression.end'), patterns: [typescript] };
const field: Pattern = { begin: '\\{(?!\\{)', end: '\\}', name: 'meta.fstring.python', beginCaptures: punctuation('constant.character.format.placeholder.other.python'), endCaptures: punctuation('constant.character.format.placeholder.other.python'), patterns: [python] };

function punctuation(name: string): Captures {
  return { '0': { name } };
}

const marker: Captures = { '1': { name: 'comment.block.rem-marker' } };

/** The first word of REM, or a comment before it; or nothing yet on the quote's line. */
const spoken = `(?=\\s*(?:--|#|(?i:${verbWords})\\b|$))`;
const surely = `(?=\\s*(?:${sureWords})\\b)`;
const anyQuote = '[a-zA-Z]{0,2}(?:"""|\'\'\'|["\'`])';

const callScope = 'meta.rem-call';

/**
 * Calls that run REM, from the beginning of `a.b.query(` to the closing bracket. Their words are left to the program's own grammar; they only get a scope, which
 * the grammar of their strings is injected into. Taking the words away would leave that grammar waiting for a bracket.
 */
function calls(around: Pattern): Pattern[] {
  const argument = '\\(\\s*(?:\\w+\\s*=\\s*)?';
  const call = (names: string, first: string): Pattern => ({
    name: callScope,
    begin: `(?<![\\w$.])(?=(?:[\\w$]+(?:\\(\\))?\\??\\.)*(?:${names})(?:<[^(]*>)?${argument}${first})`,
    end: '(?<=\\))(?!\\G|\\s*\\.\\s*query)',
    patterns: [around],
  });
  return [call(remCall, `(?:$|${anyQuote}${spoken})`), call('[\\w$]+\\.query', `${anyQuote}${surely}`)];
}

const javascript = ['source.js', 'source.ts', 'source.jsx', 'source.js.jsx', 'source.tsx'];
const javascriptStrings = (before: string, captures: Captures, ahead = ''): Pattern[] => ['`', '"', "'"].map((quote) => quoted(before, quote, captures, [expression], ahead));
const pythonStrings = (ahead = ''): Pattern[] => ['"""', "'''", '"', "'"].map((quote) => quoted('(?:[fFrRbBuUtT]{0,2})', quote, {}, [field], ahead));

const selector = (languages: readonly string[]): string => languages.map((language) => `L:${language} -comment -string -${callScope}`).join(', ');
/** The strings in calls that run REM. */
const stringsInCalls = (scopeName: string, patterns: Pattern[]) => ({ scopeName, injectionSelector: `L:${callScope} -comment -string -meta.embedded`, patterns });

/** A template of the tag `rem`, a string behind a comment `rem`, and calls that run REM, in JavaScript and TypeScript. */
export function javascriptInjection() {
  const tagged = quoted('(?<![\\w$])(rem)(?:<[^`]*>)?\\s*', '`', { '1': { name: 'entity.name.function.tagged-template' } }, [expression]);
  return { scopeName: 'inline.rem.javascript', injectionSelector: selector(javascript), patterns: [tagged, ...javascriptStrings('(/\\*\\s*(?i:rem)\\s*\\*/)\\s*', marker), ...calls(typescript)] };
}
export const javascriptStringInjection = () => stringsInCalls('inline.rem.javascript.string', javascriptStrings('', {}, spoken));

/** Calls that run REM, and the string below a comment `# rem`, in Python. */
export function pythonInjection() {
  const marked: Pattern = { begin: '(?i)(#\\s*rem\\s*$)', end: '(?<=["\'])|^\\s*$', beginCaptures: { '1': { name: 'comment.line.number-sign.python' } }, patterns: [...pythonStrings(), python] };
  return { scopeName: 'inline.rem.python', injectionSelector: selector(['source.python']), patterns: [marked, ...calls(python)] };
}
export const pythonStringInjection = () => stringsInCalls('inline.rem.python.string', pythonStrings(spoken));
