/** Findings for people: one line each, which terminals and editors link to their place. */
import type { Finding } from '../findings.ts';

export function textReport(findings: readonly Finding[]): string {
  return findings.map((finding) => `${finding.file}:${finding.line}:${finding.column}: ${finding.severity}: ${finding.message} [${finding.code}]\n`).join('');
}
