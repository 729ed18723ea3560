/** The limits that server and command line share. */

/** Characters that one document may have before it is left alone with a message. */
export const sizeLimit = 4_000_000;

export function tooLargeMessage(characters: number): string {
  return `This file has ${(characters / 1_000_000).toFixed(1)} million characters; REM reads files of up to ${sizeLimit / 1_000_000} million. Split it into smaller files.`;
}
