/**
 * What each token of a byte-level BPE vocabulary stands for, as bytes: a token may be a piece of a character, which
 * plain detokenizing would show as a replacement sign.
 */

/** GPT-2's table: printable bytes stand for themselves, the others for code points from 256 on. */
const byteOf = new Map<string, number>();
for (let byte = 0, other = 256; byte < 256; byte++) {
  const printable = (byte >= 33 && byte <= 126) || (byte >= 161 && byte <= 172) || byte >= 174;
  byteOf.set(String.fromCodePoint(printable ? byte : other++), byte);
}

/** Undefined for a token that stands for no text (control tokens). */
export function bytesOfPiece(piece: string): Uint8Array | undefined {
  const bytes = [...piece].map((char) => byteOf.get(char));
  return bytes.includes(undefined) ? undefined : Uint8Array.from(bytes as number[]);
}
