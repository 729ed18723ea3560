/** A person's draft of moments: boundaries and words follow the text, move, merge and split. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyDraft, followed, isEdited, moved, withEdit, withMerge, withMove, withSplit } from '../src/moments/draft.ts';

test('places follow insertions before them, and go to the beginning of what was removed around them', () => {
  assert.equal(moved(10, { offset: 3, removed: 0, added: 5 }), 15);
  assert.equal(moved(10, { offset: 20, removed: 4, added: 0 }), 10);
  assert.equal(moved(10, { offset: 8, removed: 5, added: 0 }), 8);
});

test('boundaries and words go with the text', () => {
  const draft = withEdit({ ...emptyDraft, cuts: [0, 40, 80] }, { at: 40, name: 'Mine' });
  assert.deepEqual(followed(draft, [{ offset: 5, removed: 0, added: 10 }]), { grain: 'fine', cuts: [0, 50, 90], edits: [{ at: 50, name: 'Mine' }] });
});

test('a moved boundary takes its words along; merging drops those of the second; a split adds one', () => {
  const named = withEdit(withEdit(emptyDraft, { at: 40, name: 'Mine' }), { at: 40, momentType: 'social' });
  assert.deepEqual(named.edits, [{ at: 40, name: 'Mine', momentType: 'social' }]);
  assert.deepEqual(withMove(named, [0, 40, 80], 40, 60), { grain: 'fine', cuts: [0, 60, 80], edits: [{ at: 60, name: 'Mine', momentType: 'social' }] });
  assert.deepEqual(withMerge(named, [0, 40, 80], 0), { grain: 'fine', cuts: [0, 80], edits: [] });
  assert.deepEqual(withMerge(named, [0, 40], 40), named);
  assert.deepEqual(withSplit(emptyDraft, [0, 40], 20).cuts, [0, 20, 40]);
  assert.ok(isEdited(named) && !isEdited(emptyDraft));
});
