/**
 * Line breaks of an interchange, which are layout behind a terminator. Inside of a segment they are no data either: they stand there when
 * the file was wrapped, which shows in lines that are all of one width.
 */
export class Lines {
  private width: number | undefined;
  private column = 0;
  private even = true;
  private behindReturn = false;

  /** Text of the interchange in pieces of any size, from its beginning. */
  pass(text: string): void {
    for (const piece of /[\r\n]/.test(text) ? text.split(/(\r\n|\r|\n)/) : [text]) {
      if (piece === '') continue;
      const isBreak = piece.startsWith('\r') || piece === '\n';
      if (!isBreak) this.add(piece.length);
      else if (piece !== '\n' || !this.behindReturn) this.end();
      this.behindReturn = piece === '\r';
    }
  }

  /** Whether all lines so far have one width, and the open one is not longer. */
  get wrapped(): boolean {
    return this.width !== undefined && this.even;
  }

  get atBegin(): boolean {
    return this.column === 0;
  }

  private add(length: number): void {
    this.column += length;
    if (this.width !== undefined && this.column > this.width) this.even = false;
  }

  private end(): void {
    this.width ??= this.column;
    if (this.column !== this.width) this.even = false;
    this.column = 0;
  }
}
