/**
 * What stands behind the first fault of a file. The file is refused by then, and no row of it is read; its envelopes are looked at to the
 * end all the same, as every interchange and set that came is answered.
 */

import { AssuranceError } from '../../schemas/errors/error.js';
import type { Decoder } from '../decode.js';
import type { Envelope } from './envelope.js';
import type { SegmentScanner } from './segments.js';

export class BehindFault {
  private undecodable = false;

  constructor(
    private readonly scanner: SegmentScanner,
    private readonly envelope: Envelope,
    private readonly decoder: Decoder,
  ) {}

  /** Bytes that cannot be decoded: from here on the letters of envelopes are enough, which every encoding writes alike but for NUL. */
  undecoded(bytes: Buffer): void {
    this.undecodable = true;
    this.scanner.undecodable();
    this.look(lettersOf(bytes));
  }

  /** The same pieces, each looked at as it passes. */
  async *passing(pieces: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    this.look('');
    for await (const piece of pieces) {
      this.take(piece);
      yield piece;
    }
    this.look('', true);
    this.unlessWrong(() => this.envelope.end(this.scanner.rest, this.scanner.segments));
  }

  private take(piece: Buffer): void {
    const decoded = this.undecodable ? undefined : this.decoder.write(piece);
    this.undecodable ||= decoded?.invalid !== undefined;
    this.look(decoded === undefined || this.undecodable ? lettersOf(piece) : decoded.utf8.toString());
  }

  /** Faults are noted in the envelopes; each is behind its cause. */
  private look(text: string, ended = false): void {
    for (let more = text; ; more = '') {
      const done = this.unlessWrong(() => {
        for (const segment of this.scanner.push(more, ended)) this.envelope.take(segment);
      });
      if (done) return;
    }
  }

  private unlessWrong(work: () => void): boolean {
    try {
      work();
      return true;
    } catch (error) {
      if (error instanceof AssuranceError) return false;
      throw error;
    }
  }
}

const lettersOf = (bytes: Buffer): string => bytes.toString('latin1').replaceAll('\0', '');
