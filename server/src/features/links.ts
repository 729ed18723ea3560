/** Document links: labels whose note is known lead to it. */
import type { Span } from '@rem/grammar';
import type { View } from '../documents.ts';
import type { Knowledge } from '../knowledge.ts';
import { innerSpan, namesIn } from './names.ts';

export type Link = Span & { target: string; tooltip: string };

export function links(view: View, { labels }: Knowledge): Link[] {
  return namesIn(view).flatMap(({ kind, text }) => {
    const label = kind === 'label' ? labels.get(text.value) : undefined;
    return label?.uri === undefined ? [] : [{ ...innerSpan(view, text), target: label.uri, tooltip: `${label.kind}: open its note` }];
  });
}
