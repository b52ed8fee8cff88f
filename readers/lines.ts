/** Counts physical lines, apart from any parser: the one truth that row numbers and accounts are held against. */

const LF = 0x0a;
const CR = 0x0d;

/**
 * Fed with the UTF-8 bytes of a file in order. A line ends with CR, LF or CRLF; the last one may end with the file.
 * Offsets are those of the fed bytes. Line starts are kept from `release` on only, so that memory stays bounded.
 */
export class LineScanner {
  /** Offsets at which lines begin; starts[0] belongs to line `first`. */
  private starts: number[] = [0];
  private first = 1;
  private head = 0;
  private fed = 0;
  private afterCr = false;
  private readonly ends = { CRLF: 0, LF: 0, CR: 0 };

  write(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === LF) {
        if (this.afterCr) this.ends.CRLF++;
        else this.ends.LF++;
        this.afterCr = false;
        this.starts.push(this.fed + at + 1);
      } else {
        if (this.afterCr) this.endWithCr(this.fed + at);
        this.afterCr = byte === CR;
      }
    }
    this.fed += bytes.length;
  }

  /** To be called once, behind the last bytes: a CR that ends the file ends a line. */
  end(): void {
    if (this.afterCr) this.endWithCr(this.fed);
    this.afterCr = false;
  }

  /** How many bytes were fed. */
  get offset(): number {
    return this.fed;
  }

  /** The line on which the next byte would stand, unless it is the LF of a CRLF; 1 before anything was fed. */
  get current(): number {
    return this.first + this.starts.length - 1 + (this.afterCr ? 1 : 0);
  }

  /** Lines that the file holds, once `end` was called: a line end that is followed by nothing begins no line. */
  get lines(): number {
    return this.starts[this.starts.length - 1] === this.fed ? this.current - 1 : this.current;
  }

  /** Offset at which a line begins, or undefined when it has not been seen yet. */
  startOf(line: number): number | undefined {
    return this.starts[line - this.first];
  }

  /** The line on which the byte at this offset stands. Offsets are asked for in rising order. */
  lineAt(offset: number): number {
    while (this.head + 1 < this.starts.length && (this.starts[this.head + 1] as number) <= offset) this.head++;
    return this.first + this.head;
  }

  /** Forgets the line starts before the one that `lineAt` gave last. */
  release(): void {
    this.starts.splice(0, this.head);
    this.first += this.head;
    this.head = 0;
  }

  /** What is worth a note to people: line ends of several kinds in one file. */
  notes(): string[] {
    const kinds = Object.entries(this.ends).filter(([, count]) => count > 0);
    return kinds.length > 1 ? [`mixed line ends: ${kinds.map(([kind, count]) => `${count} ${kind}`).join(', ')}`] : [];
  }

  private endWithCr(next: number): void {
    this.ends.CR++;
    this.starts.push(next);
  }
}
