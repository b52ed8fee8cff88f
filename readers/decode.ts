/**
 * Bytes of a text file to UTF-8, exactly or not at all: a byte that the declared encoding does not have is reported with its
 * place and never replaced. Which encodings there are is said in docs/decisions/021.
 */

import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { AssuranceError } from '../schemas/errors/error.js';
import type { CsvFormat } from '../schemas/project.js';
import { utf8Too } from '../schemas/rows.js';
import { WithoutEndMark } from './end-mark.js';
import { boms, utf16WithoutBom } from './sniff.js';
import { hex, join, NOTHING, unfinished, Utf8 } from './utf8.js';

export interface Decoded {
  utf8: Buffer;
  /** The first byte that could not be decoded, if any: `utf8` ends before it. */
  invalid?: { offset: number; what: string };
}

export interface Decoder {
  write(bytes: Buffer): Decoded;
  /** To be called once, behind the last bytes. */
  end(): Decoded;
  /** What was noticed without refusing the file. */
  notes(): string[];
  /** Whether the text so far has characters beyond ASCII in an encoding of one byte, and is no UTF-8. */
  readonly notUtf8: boolean;
  /** To be told what stands behind bytes that could not be decoded: it is only looked at. */
  pass(bytes: Buffer): void;
  /** Which other encoding has every byte of the text, when one does: to be told to a person, never to be chosen. */
  fitting(): CsvFormat['encoding'] | undefined;
}

/** The error for bytes that could not be decoded. Reads `rest`, what is left of the file, to say which encoding would fit. */
export async function undecodable(
  decoder: Decoder,
  { what, where, declared }: { what: string; where: string; declared: CsvFormat['encoding'] },
  rest: AsyncIterable<Buffer>,
): Promise<AssuranceError> {
  for await (const piece of rest) decoder.pass(piece);
  const fitting = decoder.fitting();
  if (fitting === undefined) return new AssuranceError('ENCODING_INVALID', `There is ${what}.`, { where });
  return new AssuranceError('ENCODING_INVALID', `There is ${what}. All bytes of the file fit ${fitting}.`, {
    where,
    fix: `If it reads right in ${fitting}, set \`encoding: ${fitting}\` in \`format\` of the source; or ask the partner for ${declared}.`,
  });
}

/**
 * @param head the first bytes of the file, at least four of them if it has four.
 * @throws ENCODING_INVALID when the byte order mark contradicts the declared encoding, or when UTF-16 cannot be told from it.
 */
export const decoderFor = (encoding: CsvFormat['encoding'], head: Buffer): Decoder => new WithoutEndMark(bareDecoder(encoding, head));

function bareDecoder(encoding: CsvFormat['encoding'], head: Buffer): Decoder {
  const bom = boms.find(({ bytes }) => head.subarray(0, bytes.length).equals(bytes));
  if (bom !== undefined && bom.encoding !== encoding) {
    throw new AssuranceError(
      'ENCODING_INVALID',
      `The file begins with the byte order mark of ${bom.name}, its source declares ${encoding}.`,
      {
        where: 'line 1, byte 0',
        fix: `Set \`encoding: ${bom.encoding}\` in \`format\` of the source, or ask the partner for ${encoding}.`,
      },
    );
  }
  const marked = bom === undefined ? [] : [`byte order mark of ${bom.name}`];
  const order = utf16WithoutBom(head);
  if (encoding !== 'utf-16' && order !== undefined) {
    throw new AssuranceError(
      'ENCODING_INVALID',
      `The file is UTF-16 (${order} endian, without byte order mark), its source declares ${encoding}.`,
      {
        where: 'line 1, byte 0',
        fix: `Set \`encoding: utf-16\` in \`format\` of the source, or ask the partner for ${encoding}.`,
      },
    );
  }
  if (encoding === 'utf-8') return new Utf8(bom?.bytes.length ?? 0, marked);
  if (encoding !== 'utf-16') return new SingleByte(encoding);
  if (bom !== undefined) return new Utf16(bom.littleEndian, 2, marked);
  if (order === undefined) {
    throw new AssuranceError(
      'ENCODING_INVALID',
      'The source declares utf-16, but the file has no byte order mark and no zero bytes where UTF-16 has them.',
      {
        where: 'line 1, byte 0',
      },
    );
  }
  return new Utf16(order === 'little', 0, [`utf-16 without byte order mark: ${order} endian by its zero bytes`]);
}

class Utf16 implements Decoder {
  private carry: Buffer = NOTHING;
  private offset = 0;

  constructor(
    private readonly littleEndian: boolean,
    private skip: number,
    private readonly marked: string[],
  ) {}

  write(bytes: Buffer): Decoded {
    const all = join(this.carry, bytes);
    const even = all.length - (all.length % 2);
    const cut = even >= 2 && isHighSurrogate(this.unit(all, even - 2)) ? even - 2 : even;
    this.carry = all.subarray(cut);
    return this.decode(all.subarray(0, cut));
  }

  end(): Decoded {
    if (this.carry.length % 2 === 0) return this.decode(this.carry);
    return { utf8: NOTHING, invalid: { offset: this.offset, what: 'half of a character at the end of the file' } };
  }

  notes(): string[] {
    return this.marked;
  }

  get notUtf8(): boolean {
    return false;
  }

  pass(): void {
    // Whatever stands there, another encoding would give a NUL for every other letter
  }

  fitting(): undefined {
    return undefined;
  }

  private decode(part: Buffer): Decoded {
    const units = part.subarray(this.skip);
    const text = (this.littleEndian ? units : Buffer.from(units).swap16()).toString('utf16le');
    const bad = /\0|\p{Surrogate}/u.exec(text);
    const offset = this.offset + this.skip + 2 * (bad?.index ?? 0);
    this.offset += part.length;
    this.skip = part.length === 0 ? this.skip : 0;
    if (bad === null) return { utf8: Buffer.from(text) };
    return {
      utf8: Buffer.from(text.slice(0, bad.index)),
      invalid: { offset, what: bad[0] === '\0' ? 'a NUL character' : 'half of a surrogate pair' },
    };
  }

  private unit(bytes: Buffer, at: number): number {
    return this.littleEndian ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at);
  }
}

/** Windows-1252 and Latin-1: every byte is one character, so nothing is ever carried over. */
class SingleByte implements Decoder {
  private offset = 0;
  private carry: Buffer = NOTHING;
  private beyondAscii = false;
  private couldBeUtf8 = true;
  private nul = false;
  private controls = false;

  constructor(private readonly encoding: 'windows-1252' | 'latin-1') {}

  write(bytes: Buffer): Decoded {
    this.watch(bytes);
    const text = iconv.decode(bytes, this.encoding === 'latin-1' ? 'iso-8859-1' : 'windows-1252');
    const at = text.search(/[\0\uFFFD]/);
    const offset = this.offset + at;
    this.offset += bytes.length;
    this.controls ||= /[\u0080-\u009F]/.test(text);
    if (at === -1) return { utf8: Buffer.from(text) };
    const what = text[at] === '\0' ? 'a NUL byte' : `the byte ${hex(bytes[at])}, which ${this.encoding} does not have`;
    return { utf8: Buffer.from(text.slice(0, at)), invalid: { offset, what } };
  }

  end(): Decoded {
    this.couldBeUtf8 &&= this.carry.length === 0;
    return { utf8: NOTHING };
  }

  notes(): string[] {
    return [
      ...(this.beyondAscii && this.couldBeUtf8 ? [utf8Too(this.encoding)] : []),
      ...(this.controls ? ['bytes 80 to 9F: control characters in latin-1, letters and signs in windows-1252'] : []),
    ];
  }

  get notUtf8(): boolean {
    return this.beyondAscii && !this.couldBeUtf8;
  }

  pass(bytes: Buffer): void {
    this.watch(bytes);
  }

  fitting(): 'utf-8' | undefined {
    return this.beyondAscii && this.couldBeUtf8 && this.carry.length === 0 && !this.nul ? 'utf-8' : undefined;
  }

  /** Real single-byte text with accents is hardly ever valid UTF-8 by chance: worth a note, as garbled names pass every other check. */
  private watch(bytes: Buffer): void {
    if (!this.couldBeUtf8) return;
    this.nul ||= bytes.includes(0);
    const all = join(this.carry, bytes);
    const cut = all.length - unfinished(all);
    this.carry = all.subarray(cut);
    this.couldBeUtf8 = isUtf8(all.subarray(0, cut));
    this.beyondAscii ||= bytes.some((byte) => byte > 0x7f);
  }
}

const isHighSurrogate = (unit: number) => unit >= 0xd800 && unit <= 0xdbff;
