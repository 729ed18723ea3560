/** When two topic tags mean the same: exactly, or near enough that a person would file one under the other (half of their words, Dice). */
import { stemOf } from './words-of.ts';

const parts = (tag: string): string[] => tag.toLowerCase().split(/[-_\s]+/).filter((word) => word !== '').map(stemOf);

export const exactTopic = (left: string, right: string): boolean => parts(left).join(' ') === parts(right).join(' ');

export function sameTopic(left: string, right: string): boolean {
  const a = parts(left);
  const b = parts(right);
  const both = a.filter((word) => b.includes(word)).length;
  return (2 * both) / Math.max(1, a.length + b.length) >= 0.5;
}
