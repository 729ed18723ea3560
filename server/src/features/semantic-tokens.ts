/** Semantic colours: the grammar's tokens of the whole view, kept per parse, or of the statements that a span touches. */
import { tokens, type Parsed, type SemanticToken, type Span } from '@rem/grammar';
import type { View } from '../documents.ts';

const known = new WeakMap<Parsed, readonly SemanticToken[]>();

export function semanticTokens(view: View): readonly SemanticToken[] {
  const earlier = known.get(view.parsed);
  if (earlier) return earlier;
  const found = tokens(view.parsed);
  known.set(view.parsed, found);
  return found;
}

export function tokensIn(view: View, span: Span): readonly SemanticToken[] {
  return tokens(view.parsed, span);
}
