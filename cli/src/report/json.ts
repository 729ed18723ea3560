/** Findings for programs: one JSON array, offsets in UTF-16 units. */
import type { Finding } from '../findings.ts';

export function jsonReport(findings: readonly Finding[]): string {
  return `${JSON.stringify(findings, null, 2)}\n`;
}
