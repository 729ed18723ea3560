/** Findings as SARIF 2.1.0, which code-scanning services read. */
import type { Finding } from '../findings.ts';

const levels = { error: 'error', warning: 'warning', hint: 'note' } as const;

export function sarifReport(findings: readonly Finding[]): string {
  const codes = [...new Set(findings.map((finding) => finding.code))].sort();
  const log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: { driver: { name: 'rem', rules: codes.map((id) => ({ id })) } },
        columnKind: 'utf16CodeUnits',
        results: findings.map((finding) => result(finding, codes.indexOf(finding.code))),
      },
    ],
  };
  return `${JSON.stringify(log, null, 2)}\n`;
}

function result(finding: Finding, ruleIndex: number): object {
  const artifactLocation = { uri: encodeURI(finding.file.replaceAll('\\', '/')) };
  return {
    ruleId: finding.code,
    ruleIndex,
    level: levels[finding.severity],
    message: { text: finding.message },
    locations: [
      {
        physicalLocation: {
          artifactLocation,
          region: {
            startLine: finding.line, startColumn: finding.column, endLine: finding.endLine, endColumn: finding.endColumn,
            charOffset: finding.start, charLength: finding.end - finding.start,
          },
        },
      },
    ],
    ...(finding.fix ? { fixes: [fixOf(finding.fix, artifactLocation)] } : {}),
  };
}

function fixOf(fix: NonNullable<Finding['fix']>, artifactLocation: { uri: string }): object {
  return {
    description: { text: fix.title },
    artifactChanges: [
      {
        artifactLocation,
        replacements: fix.edits.map((edit) => ({
          deletedRegion: { charOffset: edit.start, charLength: edit.end - edit.start },
          insertedContent: { text: edit.text },
        })),
      },
    ],
  };
}
