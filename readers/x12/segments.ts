/** Text of an X12 file, as it comes, to segments with their place. Each interchange says its own delimiters. */

import { AssuranceError } from '../../schemas/errors/error.js';
import type { X12Delimiters } from '../../schemas/x12.js';
import { ROW_LIMIT } from '../chunks.js';
import { readIsa, type Isa } from './isa.js';
import { Lines } from './lines.js';

export interface Segment {
  /** `elements[0]`; elements are as written. */
  id: string;
  elements: string[];
  /** Counted through the whole file, from 1. */
  number: number;
  /** Where it begins. */
  byte: number;
  delimiters: X12Delimiters;
}

export class SegmentScanner {
  private pending = '';
  private searched = 0;
  private isa: Pick<Isa, 'delimiters' | 'wrapped'> | undefined;
  private count = 0;
  private byte: number;
  private lines = new Lines();
  /** Whether lines were joined that are wider than ISA: each line behind them has to have their width. */
  private wide = false;
  private joined = false;

  /**
   * @param bytesOf how many bytes of the file a text takes in its encoding.
   * @param begin where the text begins: behind a byte order mark.
   */
  constructor(
    private readonly bytesOf: (text: string) => number,
    begin: number,
  ) {
    this.byte = begin;
  }

  *push(text: string, ended = false): Generator<Segment> {
    this.pending += text;
    for (;;) {
      const segment = this.isa === undefined ? this.header(ended) : this.next(this.isa);
      if (segment === undefined) return;
      yield segment;
      if (segment.id === 'IEA') this.isa = undefined;
    }
  }

  /** How many segments are complete. */
  get segments(): number {
    return this.count;
  }

  /** What is left behind the last complete segment, once all text was pushed: where the file ends, and whether inside of a segment. */
  get rest(): { open: boolean; byte: number; at: number } {
    const open = this.pending.trim() !== '';
    return { open, byte: this.byte, at: this.byte + this.bytesOf(this.pending) };
  }

  notes(): string[] {
    return this.joined ? ['lines wrapped at a fixed width, joined again'] : [];
  }

  private header(ended: boolean): Segment | undefined {
    this.skip(/^[\s\x1a]*/);
    if (this.lines.atBegin) {
      this.lines = new Lines();
      this.wide = false;
    }
    const where = this.place(this.count + 1);
    if (!'ISA'.startsWith(this.pending.slice(0, 3))) {
      if (this.count === 0) {
        throw new AssuranceError('FORMAT_MISMATCH', 'The file does not begin with ISA, its source declares x12.', { where: 'byte 0' });
      }
      throw new AssuranceError('X12_ENVELOPE_INVALID', 'Behind IEA stands something that is no interchange.', { where });
    }
    const isa = readIsa(this.pending, ended, where);
    if (isa === undefined) return undefined;
    this.isa = isa;
    this.joined ||= isa.wrapped;
    return this.taken(isa.length, isa.elements, isa.delimiters);
  }

  private next({ delimiters, wrapped }: Pick<Isa, 'delimiters' | 'wrapped'>): Segment | undefined {
    // Line breaks behind a terminator are layout, unless they are the terminator.
    this.skip(/^[\r\n\t ]+/);
    const end = this.pending.indexOf(delimiters.segment, this.searched);
    if (end === -1) {
      this.searched = this.pending.length;
      if (this.pending.length > ROW_LIMIT) throw this.tooLarge();
      return undefined;
    }
    if (end > ROW_LIMIT) throw this.tooLarge();
    // CR ahead of LF is half of a line end, whatever ISA ends with
    const written = this.pending.slice(0, end).replace(delimiters.segment === '\n' ? /\r$/ : '', '');
    const broken = /[\r\n]/.test(written);
    const elements = (broken ? written.replace(/[\r\n]/g, '') : written).split(delimiters.element);
    if (!/^[A-Z][A-Z0-9]{1,2}$/.test(elements[0] as string)) {
      const says = 'A segment does not begin with an id of two or three capital letters and digits.';
      throw new AssuranceError('X12_SEGMENT_INVALID', says, { where: this.place(this.count + 1) });
    }
    const segment = this.taken(end + 1, elements, delimiters);
    if (!wrapped && (broken || this.wide)) this.checkWidth(segment, delimiters.segment);
    return segment;
  }

  /** Line breaks in segments are those of a wrapped file, or it is not known what they are. @throws X12_SEGMENT_INVALID */
  private checkWidth({ number, byte }: Segment, terminator: string): void {
    if (!this.lines.wrapped || /[\r\n]/.test(terminator)) {
      const says = 'Line breaks stand inside of segments, and the lines of the file are not of one width.';
      throw new AssuranceError('X12_SEGMENT_INVALID', says, { where: `segment ${number}, byte ${byte}` });
    }
    this.wide = true;
    this.joined = true;
  }

  private taken(length: number, elements: string[], delimiters: X12Delimiters): Segment {
    this.count += 1;
    const segment = { id: elements[0] as string, elements, number: this.count, byte: this.byte, delimiters };
    this.drop(length);
    return segment;
  }

  private skip(layout: RegExp): void {
    const blank = layout.exec(this.pending)?.[0].length ?? 0;
    if (blank > 0) this.drop(blank);
  }

  private drop(length: number): void {
    const dropped = this.pending.slice(0, length);
    this.byte += this.bytesOf(dropped);
    this.lines.pass(dropped);
    this.pending = this.pending.slice(length);
    this.searched = 0;
  }

  private place(number: number): string {
    return `segment ${number}, byte ${this.byte}`;
  }

  private tooLarge(): AssuranceError {
    return new AssuranceError('ROW_TOO_LARGE', `A segment is longer than ${ROW_LIMIT} characters.`, {
      where: this.place(this.count + 1),
      fix: 'Look at the segment: its terminator may not be the one that ISA says, or the file may be damaged.',
    });
  }
}
