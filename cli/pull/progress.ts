/** How far a pull is: a bar for each source in a terminal, else a line at each change of phase. Standard error only. */

import { MultiBar, type SingleBar } from 'cli-progress';
import type { Progress } from '../../client/index.js';
import type { Terminal } from '../render/terminal.js';
import { count, cut, number, pad, width } from '../render/text.js';

export interface ProgressView {
  tell: (progress: Progress) => void;
  /** A line between the bars. */
  note: (line: string) => void;
  /** Leaves the terminal as a person expects it; safe to call twice. */
  end: () => void;
}

/** @param rows how many lines the terminal shows; more bars than that would scroll, so lines are told instead. */
export function progressView(sources: string[], err: Terminal, rows = process.stderr.rows): ProgressView {
  return err.isTTY && sources.length > 0 && sources.length < (rows || 24) - 1 ? bars(sources, err) : plainLines(err);
}

/** Before the client tells anything: another command may have to end, or Temporal has to start. */
interface Waiting {
  source_id: string;
  phase: 'waiting';
}

const phaseWords: Record<Progress['phase'], string> = {
  listing: 'looking for new files',
  bytes: 'taking',
  rows: 'judging',
  reconciling: 'reconciling',
  publishing: 'publishing',
  done: 'done',
};

function bars(sources: string[], err: Terminal): ProgressView {
  const label = Math.min(24, Math.max(...sources.map(width)));
  const format = (_options: unknown, _params: unknown, p: Progress | Waiting) => barLine(p, label, err);
  const multi = new MultiBar({
    format,
    stream: process.stderr,
    hideCursor: true,
    clearOnComplete: false,
    stopOnComplete: false,
    fps: 10,
    gracefulExit: false,
    linewrap: false,
  });
  const byId = new Map<string, SingleBar>();
  for (const source_id of sources) {
    byId.set(source_id, multi.create(1, 0, { source_id, phase: 'waiting' } satisfies Waiting));
  }
  return {
    tell: (p) => byId.get(p.source_id)?.update(share(p), p),
    note: (line) => multi.log(`${line}\n`),
    end: () => multi.stop(),
  };
}

/** The bar fills twice: while the bytes are taken, and while their rows are judged. */
function share(p: Progress | Waiting): number {
  if (p.phase === 'waiting' || p.phase === 'listing') return 0;
  const moving = p.phase === 'bytes' || p.phase === 'rows';
  return moving && p.total !== null && p.total > 0 ? Math.min(1, p.done / p.total) : 1;
}

function barLine(p: Progress | Waiting, label: number, err: Terminal): string {
  const { colours } = err;
  const room = Math.max(8, Math.min(30, err.width - label - 38));
  const full = Math.round(share(p) * room);
  const drawn = colours.cyan('█'.repeat(full)) + colours.dim('░'.repeat(room - full));
  return `${pad(cut(p.source_id, label), label)} ${drawn} ${cut(words(p), Math.max(8, err.width - label - room - 3))}`;
}

function words(p: Progress | Waiting): string {
  if (p.phase === 'waiting') return 'waiting for the engine';
  const moving = p.phase === 'bytes' || p.phase === 'rows';
  const bytes = moving && p.total !== null && p.total > 0 ? ` ${size(p.done)} of ${size(p.total)}` : '';
  return `${phaseWords[p.phase]}${bytes}${p.rows > 0 ? `, ${count(p.rows, 'row')}` : ''}`;
}

const size = (bytes: number) => (bytes < 1e6 ? `${number(Math.round(bytes / 1e3))} kB` : `${number(Math.round(bytes / 1e5) / 10)} MB`);

function plainLines(err: Terminal): ProgressView {
  const last = new Map<string, string>();
  return {
    tell: (p) => {
      if (last.get(p.source_id) === p.phase) return;
      last.set(p.source_id, p.phase);
      err.line(`${p.source_id}: ${phaseWords[p.phase]}`);
    },
    note: (line) => err.line(line),
    end: () => undefined,
  };
}
