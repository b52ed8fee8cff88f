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

export const isSegmentId = (text: string): boolean => /^[A-Z][A-Z0-9]{1,2}$/.test(text);

/** Hears of a segment that cannot be read, with the code of AK304 for it. */
export type OnWrong = (segment: Pick<Segment, 'id' | 'number'>, code: string) => void;

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
    private readonly onWrong: OnWrong = () => undefined,
  ) {
    this.byte = begin;
  }

  /** What it throws for is behind it by then: the next push goes on. */
  *push(text: string, ended = false): Generator<Segment> {
    this.pending += text;
    for (;;) {
      const segment = this.isa === undefined ? this.header(ended) : this.next(this.isa);
      if (segment === undefined) return;
      if (segment.id === 'IEA') this.isa = undefined;
      yield segment;
    }
  }

  /** The text cannot be decoded from here on. */
  undecodable(): void {
    const [id = '', ...elements] = this.isa === undefined ? [] : this.pending.split(this.isa.delimiters.element);
    this.onWrong({ id: elements.length === 0 ? '' : id, number: this.count + 1 }, '8');
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
      this.skipInterchange();
      if (this.count === 0) {
        throw new AssuranceError('FORMAT_MISMATCH', 'The file does not begin with ISA, its source declares x12.', { where: 'byte 0' });
      }
      throw new AssuranceError('X12_ENVELOPE_INVALID', 'Behind IEA stands something that is no interchange.', { where });
    }
    let isa: Isa | undefined;
    try {
      isa = readIsa(this.pending, ended, where);
    } catch (error) {
      this.skipInterchange();
      throw error;
    }
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
      if (this.pending.length > ROW_LIMIT) throw this.tooLarge(this.pending.length, delimiters);
      return undefined;
    }
    if (end > ROW_LIMIT) throw this.tooLarge(end + 1, delimiters);
    // CR ahead of LF is half of a line end, whatever ISA ends with
    const written = this.pending.slice(0, end).replace(delimiters.segment === '\n' ? /\r$/ : '', '');
    const broken = /[\r\n]/.test(written);
    const elements = (broken ? written.replace(/[\r\n]/g, '') : written).split(delimiters.element);
    const where = this.place(this.count + 1);
    const segment = this.taken(end + 1, elements, delimiters);
    if (!isSegmentId(segment.id)) {
      this.onWrong(segment, '1');
      const says = 'A segment does not begin with an id of two or three capital letters and digits.';
      throw new AssuranceError('X12_SEGMENT_INVALID', says, { where });
    }
    if (!wrapped && (broken || this.wide)) this.checkWidth(segment, delimiters.segment);
    return segment;
  }

  /** Line breaks in segments are those of a wrapped file, or it is not known what they are. @throws X12_SEGMENT_INVALID */
  private checkWidth(segment: Segment, terminator: string): void {
    if (!this.lines.wrapped || /[\r\n]/.test(terminator)) {
      this.onWrong(segment, '8');
      const says = 'Line breaks stand inside of segments, and the lines of the file are not of one width.';
      throw new AssuranceError('X12_SEGMENT_INVALID', says, { where: `segment ${segment.number}, byte ${segment.byte}` });
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

  /** What cannot be read in place of an interchange ends where the next one may begin. */
  private skipInterchange(): void {
    this.onWrong({ id: '', number: this.count + 1 }, '1');
    const next = this.pending.indexOf('ISA', 1);
    // The last two characters may be the first ones of ISA.
    this.drop(next === -1 ? Math.max(1, this.pending.length - 2) : next);
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

  private tooLarge(length: number, { element }: X12Delimiters): AssuranceError {
    const where = this.place(this.count + 1);
    this.onWrong({ id: this.pending.slice(0, this.pending.indexOf(element)), number: this.count + 1 }, '8');
    this.drop(length);
    return new AssuranceError('ROW_TOO_LARGE', `A segment is longer than ${ROW_LIMIT} characters.`, {
      where,
      fix: 'Look at the segment: its terminator may not be the one that ISA says, or the file may be damaged.',
    });
  }
}
