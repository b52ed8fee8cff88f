/** Where a command writes to: what the terminal can do, and writing that survives a reader who goes away (`| head`). */

import pc from 'picocolors';

export type Colours = ReturnType<typeof pc.createColors>;

export interface Terminal {
  /** Columns that a table may use; Infinity when nobody looks at it, so that a pipe loses nothing. */
  width: number;
  colours: Colours;
  isTTY: boolean;
  /** False once the reader has closed its end: there is no use in writing more. */
  open(): boolean;
  write(text: string): void;
  /** Resolves when there is room for more, so that a long answer does not pile up in memory. */
  writeSlowly(data: string | Buffer): Promise<void>;
  line(text?: string): void;
  /** Resolves when everything written has been handed over, or nobody reads any more. */
  drained(): Promise<void>;
}

export function terminalFor(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv = process.env): Terminal {
  let open = true;
  let finished: () => void = () => undefined;
  const closed = new Promise<void>((resolve) => (finished = resolve));
  stream.on('error', (error: NodeJS.ErrnoException) => {
    // The reader went away; that is no failure of the command. Anything else (a full disk behind >) is.
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') throw error;
    open = false;
    finished();
  });
  const write = (text: string) => {
    if (open && text !== '') stream.write(text);
  };
  return {
    width: columns(stream, env),
    colours: pc.createColors(coloured(stream, env)),
    isTTY: stream.isTTY === true,
    open: () => open,
    write,
    writeSlowly: (data) =>
      open && !stream.write(data) ? Promise.race([closed, new Promise<void>((r) => stream.once('drain', () => r()))]) : Promise.resolve(),
    line: (text = '') => write(`${text}\n`),
    drained: () => Promise.race([closed, new Promise<void>((resolve) => stream.write('', () => resolve()))]),
  };
}

/** NO_COLOR wins, then FORCE_COLOR, then whether a person looks at it (https://no-color.org). */
function coloured(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): boolean {
  if (env['NO_COLOR']) return false;
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0' && env['FORCE_COLOR'] !== 'false';
  return stream.isTTY === true && env['TERM'] !== 'dumb';
}

function columns(stream: NodeJS.WriteStream, env: NodeJS.ProcessEnv): number {
  if (stream.isTTY && stream.columns > 0) return stream.columns;
  const told = Number(env['COLUMNS']);
  return Number.isInteger(told) && told > 0 ? told : Infinity;
}
