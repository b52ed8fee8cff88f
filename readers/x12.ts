/**
 * X12 867 Product Transfer and Resale Report to raw rows. The table's header is made of the names of our own fields, a line is the number
 * of the segment that opens the loop, and every segment is counted: envelopes (ISA, GS, ST and their trailers) as header, the heading of
 * a report as preamble, its transfers as data, its summary (CTT) as total. What is read from where is said in docs/x12.md.
 */

import { open } from 'node:fs/promises';
import { AssuranceError } from '../schemas/errors/error.js';
import { feedFields } from '../schemas/feeds/contract.js';
import type { X12Format } from '../schemas/project.js';
import type { FileAccount, LineAccount, RawTable } from '../schemas/rows.js';
import { Chunks } from './chunks.js';
import { bytesOf, peek } from './csv.js';
import { decoderFor, undecodable, type Decoded } from './decode.js';
import type { ReadChunk, Reading, ReadOptions } from './reader.js';
import { boms, whatIs } from './sniff.js';
import { NOTHING } from './utf8.js';
import { BehindFault } from './x12/behind-fault.js';
import { Envelope, whereOf } from './x12/envelope.js';
import type { Doubt } from './x12/item.js';
import { Report, type Line } from './x12/report.js';
import { SegmentScanner, type Segment } from './x12/segments.js';
import { DocumentStatement } from './x12/statement.js';

/** Reads an X12 file. Errors: see readFile. `options.onEnvelope` hears the envelopes also when the file is refused. */
export async function* readX12(path: string, format: X12Format, options: ReadOptions): Reading {
  const file = await open(path);
  try {
    return yield* readSegments(bytesOf(file, options), format, options);
  } finally {
    await file.close();
  }
}

/** The same over bytes in pieces of any size, as they come. */
export async function* readSegments(pieces: AsyncIterable<Buffer>, format: X12Format, options: ReadOptions = {}): Reading {
  const { head, all } = await peek(pieces);
  const other = whatIs(head);
  if (other !== undefined && other !== 'an X12 interchange') {
    throw new AssuranceError('FORMAT_MISMATCH', `The file is ${other}, its source declares x12.`, { where: 'byte 0' });
  }
  const decoder = decoderFor(format.encoding, head);
  const mark = boms.find(({ bytes }) => head.subarray(0, bytes.length).equals(bytes))?.bytes.length ?? 0;
  const reading = new X12Reading(format);
  const { envelope } = reading;
  const bytesIn = (text: string) => (format.encoding === 'utf-8' ? Buffer.byteLength(text) : text.length);
  const scanner = new SegmentScanner(bytesIn, mark, (segment, code) => envelope.segmentWrong(segment, code));
  const behind = new BehindFault(scanner, envelope, decoder);

  async function* handOver(decoded: Decoded, piece?: Decoding): AsyncGenerator<ReadChunk> {
    try {
      for (const segment of scanner.push(decoded.utf8.toString(), piece === undefined)) {
        reading.take(segment);
        if (reading.chunks.full) yield reading.chunks.take(reading.table);
      }
    } catch (error) {
      if (!(error instanceof AssuranceError) || error.code === 'FORMAT_MISMATCH') throw error;
      // Goes on where the loop below stands
      for await (const _ of behind.passing(all));
      throw error;
    }
    if (decoded.invalid === undefined) return;
    const { offset, what } = decoded.invalid;
    const where = `segment ${scanner.segments + 1}, byte ${offset}`;
    behind.undecoded(piece === undefined ? NOTHING : piece.bytes.subarray(Math.max(0, offset - piece.begin)));
    throw await undecodable(decoder, { what, where, declared: format.encoding }, behind.passing(all));
  }

  try {
    let begin = 0;
    for await (const bytes of all) {
      yield* handOver(decoder.write(bytes), { bytes, begin });
      begin += bytes.length;
    }
    yield* handOver(decoder.end());
    envelope.end(scanner.rest, scanner.segments);
    if (scanner.segments === 0) throw new AssuranceError('FILE_EMPTY', 'The file holds blanks and nothing else.');
  } finally {
    options.onEnvelope?.(envelope.interchanges);
  }
  if (reading.chunks.due) yield reading.chunks.take(reading.table);
  return reading.account(scanner.segments, [...decoder.notes(), ...scanner.notes()]);
}

/** The bytes that were decoded, and where in the file they begin. */
interface Decoding {
  bytes: Buffer;
  begin: number;
}

class X12Reading {
  readonly envelope = new Envelope();
  readonly chunks = new Chunks();
  readonly table: RawTable = { sheet: null, header: feedFields('pos').map(({ name }) => name), header_line: 1 };
  private readonly counts = { preamble: 0, header: 0, data: 0, total: 0, blank: 0, rows: 0 };
  private readonly document: DocumentStatement;
  private readonly doubts = new Map<Doubt, number>();
  private report: Report | undefined;
  private beginning: Segment | undefined;
  private days: Segment[] = [];

  constructor(private readonly format: X12Format) {
    this.document = new DocumentStatement(format);
  }

  take(segment: Segment): void {
    // The last line of a set is complete at SE, and of a set that is cut short it is not.
    const closing = segment.id === 'SE' ? this.envelope.openSet : undefined;
    const place = this.envelope.take(segment);
    if (closing !== undefined) this.closeSet(closing, segment);
    if (place === 'set') this.inside(segment);
    else this.counts.header += 1;
    if (segment.id === 'ISA' && this.envelope.openInterchange !== undefined) this.document.interchange(this.envelope.openInterchange);
    if (segment.id === 'ST') {
      this.report = new Report(this.format, (about) => this.doubts.set(about, (this.doubts.get(about) ?? 0) + 1));
      this.beginning = undefined;
      this.days = [];
    }
  }

  account(lines: number, notes: string[]): FileAccount {
    const { preamble, header, data, total, blank } = this.counts;
    if (preamble + header + data + total + blank !== lines) {
      throw new AssuranceError('INTERNAL', `The account of segments does not add up: ${JSON.stringify({ ...this.counts, lines })}.`);
    }
    for (const repeated of this.envelope.repeated)
      this.document.warn('CONTROL_NUMBER_REPEATED', `The control number of ${repeated} stands twice.`);
    for (const [about, count] of this.doubts) this.document.warn(about, doubtful[about](count));
    const table: LineAccount = { sheet: null, lines, ...this.counts };
    return { tables: [table], sheets_not_read: [], notes, document: this.document.done(this.envelope.interchanges) };
  }

  private inside(segment: Segment): void {
    const { report } = this;
    if (report === undefined) return;
    if (this.beginning === undefined || segment.id === 'BPT') this.begin(segment);
    if (segment.id === 'DTM' && report.part === 'heading') this.days.push(segment);
    const code = segment.elements[1]?.trim() ?? '';
    if (segment.id === 'PTD' && code === 'PM') throw this.utility(segment, 'PTD01 is PM, physical meter');
    if (segment.id === 'N1' && meterParties.includes(code)) throw this.utility(segment, `N101 is ${code}, a party of metered service`);
    this.add(report.take(segment));
    if (segment.id === 'CTT' && this.envelope.openSet !== undefined) this.document.summary(report, segment, this.envelope.openSet);
    if (report.part === 'heading') this.counts.preamble += 1;
    else if (report.part === 'detail') this.counts.data += 1;
    else this.counts.total += 1;
  }

  /** BPT is the first segment of the report and stands once. */
  private begin(segment: Segment): void {
    const set = this.envelope.openSet;
    const where = whereOf(segment);
    if (this.beginning !== undefined || segment.id !== 'BPT') {
      const missing = this.beginning === undefined;
      this.envelope.segmentWrong(missing ? { id: 'BPT', number: segment.number } : segment, missing ? '3' : '2');
      const says = missing ? `A transaction set begins with ${segment.id} instead of BPT.` : 'BPT stands twice in a transaction set.';
      throw new AssuranceError('X12_SEGMENT_INVALID', says, { where });
    }
    const [, purpose = '', reference = ''] = segment.elements.map((element) => element.trim());
    if (set !== undefined) set.reference = reference === '' ? null : reference;
    if (purpose === 'SU') throw this.utility(segment, 'BPT01 is SU');
    this.beginning = segment;
  }

  private utility(segment: Segment, why: string): AssuranceError {
    if (this.envelope.openSet !== undefined) this.envelope.openSet.error = '1';
    return new AssuranceError('X12_UTILITY_REPORT', `The 867 is a usage report of a utility (${why}).`, { where: whereOf(segment) });
  }

  private closeSet(set: NonNullable<Envelope['openSet']>, trailer: Segment): void {
    const { report, beginning } = this;
    if (report === undefined) return;
    if (beginning === undefined) {
      set.error = '5';
      set.segment_error = { id: 'BPT', position: 2, code: '3' };
      throw new AssuranceError('X12_SEGMENT_INVALID', 'A transaction set has no BPT.', { where: whereOf(trailer) });
    }
    this.add(report.end());
    const { openInterchange: interchange, openGroup: group } = this.envelope;
    if (interchange !== undefined && group !== undefined) this.document.set(report, beginning, this.days, { interchange, group, set });
    this.report = undefined;
  }

  private add(lines: Line[]): void {
    for (const { line, rows } of lines) {
      rows.forEach((row, at) => {
        this.counts.rows += 1;
        const cells = this.table.header.map((field) => row[field] ?? '');
        const weight = cells.reduce((sum, cell) => sum + cell.length, 0);
        this.chunks.add({ sheet: null, line, ...(rows.length > 1 ? { item: at + 1 } : {}), cells }, weight);
      });
    }
  }
}

/** Consumer service provider and its customer: the monthly reports of meters say it there, and BPT01 is 00. */
const meterParties = ['8S', '8R'];

const doubtful: Record<Doubt, (count: number) => string> = {
  REFERENCE_AMBIGUOUS: (lines) => `${lines} lines have several different values under one REF qualifier; the first one was read.`,
  PRICE_AMBIGUOUS: (lines) =>
    `${lines} lines have several different prices; none was read. \`qualifiers.unit_price\` in \`format\` can say which one to read.`,
  PARTY_AMBIGUOUS: (lines) =>
    `${lines} lines stand beside a party (N1) of which it cannot be told whether it is about the line ahead or the one behind; it was left out of both.`,
  PARTY_ORDER_MIXED: (lines) =>
    `${lines} lines were read with the parties ahead of them, while other transfers name the same roles behind their lines; the end users may be wrong.`,
  SERIAL_WITHOUT_LINE: (serials) => `${serials} serial numbers stand in no line (REF in the heading or summary); they give no row.`,
};
