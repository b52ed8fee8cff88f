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
  const format = (_options: unknown, _params: unknown, p: Progress) => barLine(p, label, err);
  const multi = new MultiBar({ format, stream: process.stderr, hideCursor: true, clearOnComplete: false, stopOnComplete: false, fps: 10, gracefulExit: false, linewrap: true });
  const byId = new Map<string, SingleBar>();
  for (const source_id of sources) {
    byId.set(source_id, multi.create(1, 0, { source_id, phase: 'listing', done: 0, total: null, rows: 0 } satisfies Progress));
  }
  return {
    tell: (p) => byId.get(p.source_id)?.update(share(p), p),
    note: (line) => multi.log(`${line}\n`),
    end: () => multi.stop(),
  };
}

/** The bar fills twice: while the bytes are taken, and while their rows are judged. */
function share({ phase, done, total }: Progress): number {
  if (phase === 'listing') return 0;
  const moving = phase === 'bytes' || phase === 'rows';
  return moving && total !== null && total > 0 ? Math.min(1, done / total) : 1;
}

function barLine(p: Progress, label: number, err: Terminal): string {
  const { colours } = err;
  const room = Math.max(8, Math.min(30, err.width - label - 38));
  const full = Math.round(share(p) * room);
  const drawn = colours.cyan('█'.repeat(full)) + colours.dim('░'.repeat(room - full));
  return `${pad(cut(p.source_id, label), label)} ${drawn} ${cut(words(p), Math.max(8, err.width - label - room - 3))}`;
}

function words(p: Progress): string {
  const rows = p.rows > 0 ? `, ${count(p.rows, 'row')}` : '';
  const bytes = p.total === null || p.total === 0 ? '' : ` ${megabytes(p.done)} of ${megabytes(p.total)} MB`;
  return `${phaseWords[p.phase]}${bytes}${rows}`;
}

const megabytes = (bytes: number) => (bytes < 10_000_000 ? (bytes / 1e6).toFixed(1) : number(Math.round(bytes / 1e6)));

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
