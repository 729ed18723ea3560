/** Findings as GitHub's workflow commands, which show them beside the changed lines. */
import type { Finding } from '../findings.ts';

const levels = { error: 'error', warning: 'warning', hint: 'notice' } as const;

export function githubReport(findings: readonly Finding[]): string {
  return findings
    .map((finding) => {
      const properties = { file: finding.file, line: finding.line, endLine: finding.endLine, col: finding.column, endColumn: finding.endColumn, title: finding.code };
      const list = Object.entries(properties).map(([name, value]) => `${name}=${property(String(value))}`);
      return `::${levels[finding.severity]} ${list.join(',')}::${data(finding.message)}\n`;
    })
    .join('');
}

function data(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
