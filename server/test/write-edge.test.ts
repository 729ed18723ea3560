/** Writing an edge into a note: only the edge is new, every other byte stays, and what cannot be written so is refused. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { parseAllDocuments } from 'yaml';
import { edgesInNote, isProblem, noteDocument } from '../src/notes/note-document.ts';
import { applyEdit, edgeEdit, type NewEdge } from '../src/notes/write-edge.ts';

const edge: NewEdge = { dst: 'Sarah Chen', relation: 'SEE_ALSO', weight: 0.87 };

function written(text: string, file = 'note.yaml', added: NewEdge = edge): string {
  const edit = edgeEdit(text, file, added);
  if ('kind' in edit) assert.fail(`${edit.message} ${edit.remedy}`);
  return applyEdit(text, edit);
}

test('a block list gets one more item in its own style', () => {
  const text = 'kind: engram\nname: A # the label\ngraph_edges:\n    -  dst: "B"   # why\n       rel_type: knows\n    # a word to the end\nmetadata: {x: 1}\n';
  assert.equal(written(text), 'kind: engram\nname: A # the label\ngraph_edges:\n    -  dst: "B"   # why\n       rel_type: knows\n    -  dst: Sarah Chen\n       rel_type: SEE_ALSO\n       weight: 0.87\n       properties: {match_type: suggested}\n    # a word to the end\nmetadata: {x: 1}\n');
});

test('a flow item gets a flow item, with the time where the others have one', () => {
  const text = 'name: A\r\ngraph_edges:\r\n- {dst: B, rel_type: x, created_at: "2026-01-01"}\r\ncontent: |\r\n  text\r\n';
  assert.equal(written(text, 'note.yaml', { ...edge, entity: 'person', createdAt: '2026-11-22T10:00:00Z' }), 'name: A\r\ngraph_edges:\r\n- {dst: B, rel_type: x, created_at: "2026-01-01"}\r\n- {dst: Sarah Chen, rel_type: SEE_ALSO, weight: 0.87, properties: {dst_entity_type: person, match_type: suggested}, created_at: "2026-11-22T10:00:00Z"}\r\ncontent: |\r\n  text\r\n');
});

test('the other spellings of lists and keys are kept', () => {
  assert.match(written('name: A\ngraph_paths:\n  - target: B\n    relation: x\n'), /graph_paths:\n {2}- target: B\n {4}relation: x\n {2}- target: Sarah Chen\n {4}relation: SEE_ALSO\n/);
});

test('empty, missing and null lists begin', () => {
  for (const list of ['graph_edges: []', 'graph_edges:', 'graph_edges: null', 'graph_edges: ~ # later', 'graph_edges: # none yet', 'graph_edges: [ ] # x'])
    for (const rest of ['\ncontent: text\n', '\n', ''])
      assert.deepEqual(edgesOf(written(`name: A\n${list}${rest}`)), ['Sarah Chen'], `${list}${JSON.stringify(rest)}`);
  assert.match(written('name: A\ncontent: |\n  text'), /text\ngraph_edges:\n {2}- \{dst: Sarah Chen/);
});

test('Markdown with, without and with empty front matter', () => {
  assert.equal(written('# Title\n\nText\n', 'a.md'), '---\ngraph_edges:\n  - {dst: Sarah Chen, rel_type: SEE_ALSO, weight: 0.87, properties: {match_type: suggested}}\n---\n\n# Title\n\nText\n');
  assert.match(written('---\n---\nText\n', 'a.md'), /^---\ngraph_edges:\n.*\n---\nText\n$/s);
  assert.match(written('---\r\nname: A\r\n---\r\nText\r\n', 'a.md'), /^---\r\nname: A\r\ngraph_edges:\r\n {2}- .*\r\n---\r\nText\r\n$/s);
  assert.match(written('\uFEFF---\nname: A\n---\n', 'a.md'), /^\uFEFF---\nname: A\ngraph_edges:\n {2}- .*\n---\n$/s);
});

test('JSON stays JSON, on one line, over several, and with tabs', () => {
  for (const indent of [undefined, 2, '\t']) {
    for (const edges of [[], [{ dst: 'B', rel_type: 'x' }], undefined]) {
      const value = { kind: 'engram', name: 'A', ...(edges ? { graph_edges: edges } : {}), content: 'text' };
      const after = JSON.parse(written(JSON.stringify(value, null, indent), 'a.json')) as { graph_edges: { dst: string }[] };
      assert.deepEqual(after.graph_edges.map((item) => item.dst), [...(edges ?? []).map((item) => item.dst), 'Sarah Chen']);
    }
  }
});

test('a label that YAML would read as something else is quoted', () => {
  for (const dst of ['yes', '12', 'docs/setup.md', 'A: b', '#1', "it's", '"x"', 'null', 'Zoë — Müller', '日本語のノート', '- x', '[[x]]', '🌊 tide', 'a, b', '{x}', '@x', 'x #y', 'x:'])
    for (const text of ['name: A\ngraph_edges:\n  - dst: B\n', 'name: A\ngraph_edges: [{dst: B}]\n', '{"name": "A", "graph_edges": []}'])
      assert.deepEqual(edgesOf(written(text, 'a.yaml', { ...edge, dst })).at(-1), dst);
});

test('anchors inside stay, a list that is used elsewhere is refused', () => {
  const inside = 'name: A\ngraph_edges:\n  - dst: B\n    properties: &p {x: 1}\n  - dst: C\n    properties: *p # the same\n';
  assert.ok(written(inside).startsWith(inside));
  const shared = edgeEdit('name: A\ngraph_edges: &e\n  - dst: B\nmetadata: {copy: *e}\n', 'a.yaml', edge);
  assert.ok('kind' in shared && shared.code === 'note-edge' && shared.remedy.includes('alias'));
  const alias = edgeEdit('metadata: {copy: &e [{dst: B}]}\nname: A\ngraph_edges: *e\n', 'a.yaml', edge);
  assert.ok('kind' in alias && alias.code === 'note-edge');
});

test('broken notes and impossible labels are refused with a place in words', () => {
  for (const [text, file] of [['name: [a', 'a.yaml'], ['---\nname: A\n', 'a.md'], ['- a\n', 'a.yaml'], ['{"name": ', 'a.json'], ['x', 'a.txt']] as const) {
    const refused = edgeEdit(text, file, edge);
    assert.ok('kind' in refused && refused.kind === 'failed' && refused.remedy !== '', text);
  }
  assert.ok('kind' in edgeEdit('name: A\n', 'a.yaml', { ...edge, dst: 'a\nb' }));
});

test('of several documents in a file the note’s own gets the edge', () => {
  const after = written('# first\nname: A\n---\nname: B\ngraph_edges: []\n');
  assert.deepEqual((parseAllDocuments(after) as { toJS(): Record<string, unknown> }[]).map((document) => (document.toJS()['graph_edges'] as unknown[] | undefined)?.length), [1, 0]);
});

test('2 MB of text and 10,000 edges take a new edge', () => {
  const edges = Array.from({ length: 10_000 }, (_, at) => `  - {dst: Note ${at}, rel_type: knows}`).join('\n');
  const text = `name: A\ngraph_edges:\n${edges}\ncontent: |\n${'  The tide gauge drifts. \n'.repeat(82_000)}`;
  assert.ok(text.length > 2_000_000);
  const edit = edgeEdit(text, 'a.yaml', edge);
  assert.ok(!('kind' in edit) && edit.start === edit.end && text.slice(edit.start, edit.start + 9) === '\ncontent:');
});

/** As people's files are: comments, an anchor and its alias, odd indents, an unknown key, labels of many scripts, a long text. */
function wildEngram(eol: string): string {
  const prose = `  The tide gauge drifts — “Biofouling”, sagt Jürgen; 潮位計 🌊.${eol}     - graph_edges: this is prose${eol}${eol}`;
  return [
    '\uFEFF# kept by hand, do not sort', 'kind:   engram', "name: 'Über die Küste: Teil 1'   # the label", 'metadata:', '      odd: &where {lat: 38.7,   lon: -9.1}', '      again: *where', 'x-unknown:', '  - 1', '  -    two',
    'graph_edges:   # by hand', '   -  dst:  "日本語のノート"   # why', '      rel_type:   SEE_ALSO', '', '      # between', "   -  dst: 'Zoë — Müller'", '      rel_type: authored_by', '      properties: {note: "a # that is none"}', '   # the last word of the list', '', 'content: |', '',
  ].join(eol) + prose.repeat(Math.ceil(2_100_000 / prose.length)) + `moments: []   # none yet${eol}`;
}

test('a wild file of 2 MB: the diff is the new edge, taking it out again restores every byte', () => {
  const dst = 'Ölpreis & “Пламя” 🌊, März';
  for (const eol of ['\n', '\r\n']) {
    const yaml = wildEngram(eol);
    for (const [file, text] of [['a.yaml', yaml], ['a.md', `---${eol}${yaml.slice(1)}---${eol}# Body${eol}`]] as const) {
      const edit = edgeEdit(text, file, { ...edge, dst });
      assert.ok(!('kind' in edit), 'message' in edit ? String(edit.message) : '');
      assert.equal(edit.start, edit.end);
      const lines = edit.text.split(eol).filter((line) => line !== '');
      assert.deepEqual(lines, [`   -  dst: ${JSON.stringify(dst)}`, '      rel_type: SEE_ALSO', '      weight: 0.87', '      properties: {match_type: suggested}']);
      const after = applyEdit(text, edit);
      assert.deepEqual(edgesOf(after, file), ['日本語のノート', 'Zoë — Müller', dst]);
      assert.ok(after.slice(0, edit.start) + after.slice(edit.start + edit.text.length) === text, 'undo restores it');
    }
  }
});

test('a JSON engram of 2 MB keeps its spaces and the order of its keys', () => {
  const text = `{ "kind": "engram",\r\n\t"name":"Küste" ,\r\n  "x-unknown": [1,   2],\r\n  "graph_edges": [ {"dst": "日本語",  "rel_type": "x"} ],\r\n "content": ${JSON.stringify('Gezeiten 🌊 "drift"\n'.repeat(100_000))}}\r\n`;
  const edit = edgeEdit(text, 'a.json', edge);
  assert.ok(!('kind' in edit) && edit.start === edit.end);
  const after = applyEdit(text, edit);
  assert.deepEqual((JSON.parse(after) as { graph_edges: { dst: string }[] }).graph_edges.map(({ dst }) => dst), ['日本語', 'Sarah Chen']);
  assert.ok(after.slice(0, edit.start) + after.slice(edit.start + edit.text.length) === text);
});

const value = fc.constantFrom('x', '"quoted # no comment"', "'it''s'", '12', '2026-01-01', '{a: 1, b: [x, y]}', '[1, 2]', '|\n  block\n\n  text', '>-\n  folded', '&anchor word', '!!str 5', 'null', '"日本"');
const comment = fc.constantFrom('', ' # why', '   # über: {odd}');
const pair = fc.tuple(fc.constantFrom('category', 'summary', 'x-unknown', 'content', 'metadata', 'moments_note'), value, comment).map(([key, text, note]) => (/\n/.test(text) || text.startsWith('&') ? `${key}: ${text}` : `${key}: ${text}${note}`));
const item = fc.tuple(fc.constantFrom('- ', '-   ', '-\t').filter((dash) => dash !== '-\t'), fc.constantFrom('block', 'flow', 'long'), comment).map(([dash, shape, note]) => {
  const pad = ' '.repeat(dash.length);
  if (shape === 'flow') return [`${dash}{dst: B, rel_type: x}${note}`];
  if (shape === 'block') return [`${dash}dst: B${note}`, `${pad}rel_type: x`];
  return [`${dash}dst: "B"`, `${pad}properties:${note}`, `${pad}   context: |`, `${pad}     several`, `${pad}     lines`];
});
const list = fc.tuple(fc.constantFrom('', '  ', '    ', '   '), fc.array(item, { minLength: 1, maxLength: 3 }), comment, fc.constantFrom('graph_edges', 'graph_paths')).map(([indent, items, note, key]) => `${key}:${note}\n${items.flat().map((line) => indent + line).join('\n')}`);
const noteText = fc.tuple(fc.uniqueArray(pair, { selector: (line) => line.split(':')[0]!, maxLength: 4 }), fc.option(list), fc.uniqueArray(pair, { selector: (line) => line.split(':')[0]!, maxLength: 0 }), fc.boolean(), fc.constantFrom('', '\n', '\n\n', '\n# the end\n'), fc.nat({ max: 4 }))
  .map(([pairs, edges, , isWindows, tail, place]) => {
    const parts = ['name: A # label', ...pairs];
    if (edges !== null) parts.splice(Math.min(place, parts.length), 0, edges);
    const text = parts.join('\n') + tail;
    return isWindows ? text.replaceAll('\n', '\r\n') : text;
  });

test('whatever the note looks like: the diff is an insertion, and the note says what it said and the edge', () => {
  fc.assert(fc.property(noteText, fc.constantFrom('yaml', 'md'), (yaml, kind) => {
    const nl = yaml.includes('\r\n') ? '\r\n' : '\n';
    const text = kind === 'md' ? `---${nl}${yaml.endsWith('\n') ? yaml : yaml + nl}---${nl}# Body${nl}graph_edges: in prose${nl}` : yaml;
    const file = `a.${kind}`;
    if (isProblem(noteDocument(text, file))) return;
    const edit = edgeEdit(text, file, edge);
    if ('kind' in edit) assert.fail(`${edit.message}\n${text}`);
    assert.equal(edit.start, edit.end);
    const after = applyEdit(text, edit);
    assert.equal(after.slice(0, edit.start) + after.slice(edit.start + edit.text.length), text);
    assert.equal(/(?<!\r)\n/.test(edit.text), nl === '\n');
    assert.deepEqual(edgesOf(after, file), [...edgesOf(text, file), 'Sarah Chen']);
  }), { numRuns: 400 });
});

function edgesOf(text: string, file = 'a.yaml'): string[] {
  const note = noteDocument(text, file);
  return isProblem(note) ? [] : edgesInNote(note).map((found) => found.dst);
}
