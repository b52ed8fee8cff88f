/**
 * In which encoding a text is written. Every byte is a character in each encoding of one byte, so whether the right one was found shows in the words alone:
 * what cannot be one of those that a source can declare is left open. No word is told.
 */

import { isUtf8 } from 'node:buffer';
import iconv from 'iconv-lite';
import { csvFormatSchema, type CsvFormat } from '../../schemas/project.js';
import { boms, utf16WithoutBom } from '../sniff.js';
import { hex } from '../utf8.js';

export type Encoding = CsvFormat['encoding'];

export interface SeenEncoding {
  /** With which it can be looked at. */
  encoding: Encoding;
  why: string;
  /** It is likely another one, which no source can declare. */
  open?: boolean;
}

export function encodingOf(bytes: Buffer): SeenEncoding {
  const bom = boms.find((one) => bytes.subarray(0, one.bytes.length).equals(one.bytes));
  if (bom !== undefined) return { encoding: bom.encoding, why: `byte order mark of ${bom.name}` };
  if (utf16WithoutBom(bytes.subarray(0, 8192)) !== undefined) return { encoding: 'utf-16', why: 'every second byte is zero' };
  const beyond = bytes.findIndex((byte) => byte > 0x7f);
  if (beyond === -1) return { encoding: 'utf-8', why: 'nothing but ASCII was seen, which is the same in every encoding here' };
  // A piece of a file may end within a character
  if ([0, 1, 2, 3].some((cut) => isUtf8(bytes.subarray(0, bytes.length - cut))))
    return { encoding: 'utf-8', why: 'every byte is valid UTF-8' };
  return ofOneByte(bytes, beyond);
}

/**
 * Signs that no word has in it: there another code page has its letters (`Zak³ad`, `B„ckerei`). Quotes, dashes, `€` and the like do stand between letters.
 * No word in small letters has the last one either.
 */
const signWithinWord = /(?<=\p{L})[‚„…†‡ˆ‰‹•”›¡¢£¤¥¦§¬±²³¶¹¼½¾¿](?=\p{Ll})|(?<=\p{Ll})Ÿ|Ÿ(?=\p{Ll})/gu;

function ofOneByte(bytes: Buffer, beyond: number): SeenEncoding {
  const placeOf = (at: number) => `the byte ${hex(bytes[at])} on line ${bytes.toString('latin1', 0, at).split(/\r\n|\r|\n/).length}`;
  const text = iconv.decode(bytes, 'windows-1252');
  const unknown = text.indexOf('\uFFFD');
  if (unknown !== -1) {
    const why = `windows-1252 does not have ${placeOf(unknown)}, and latin-1 makes control characters of such bytes: names would hold them; ${another}`;
    return { encoding: 'latin-1', why, open: true };
  }
  const signs = [...text.matchAll(signWithinWord)];
  const [first] = signs;
  // One odd name among many words is no other code page
  if (first !== undefined && signs.length * 10 >= bytes.filter((byte) => byte > 0x7f).length) {
    const where = `${signs.length} place${signs.length === 1 ? '' : 's'}, the first ${placeOf(first.index)}`;
    const why = `windows-1252 has every byte, but makes signs such as "${first[0]}" within a word of them (${where}): declare it if names read right in it; else ${another}`;
    return { encoding: 'windows-1252', why, open: true };
  }
  return { encoding: 'windows-1252', why: `no valid UTF-8 (byte ${beyond}), and windows-1252 has every byte` };
}

const declarable = csvFormatSchema.shape.encoding.unwrap().options.join(', ');
const another = `it is another code page, as those of DOS, of a Mac or of other languages: ask for one of ${declarable}`;
