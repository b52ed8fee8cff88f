/** What an X12 file says of itself as a whole: by whom, for which days, which is the later one, what it is for. */

import type { X12Format } from '../../schemas/project.js';
import type { StatedDocument } from '../../schemas/rows.js';
import type { X12Group, X12Interchange, X12Set } from '../../schemas/x12.js';
import { isIsoDay, isoDay, isRange, spanOf, type Period } from './days.js';
import type { Report } from './report.js';
import type { Segment } from './segments.js';

/** Of one kind of warning so many are told, the others are counted. */
const TOLD = 20;

export class DocumentStatement {
  private readonly senders = new Map<string, { place: string; ids: string[] }>();
  private readonly periods = new Map<string, Period>();
  private readonly reports = new Map<string, StatedDocument['reports'][number]>();
  private readonly warnings = new Map<string, { told: string[]; more: number }>();
  private latest: string | null = null;

  constructor(private readonly format: X12Format) {}

  interchange({ sender, usage, control_number }: X12Interchange): void {
    this.sender('ISA06', [sender.id]);
    if (usage === 'T') this.warn('TEST_INDICATOR', `Interchange ${control_number} says that it is a test (ISA15 is T).`);
  }

  /** A transaction set that has ended; @param beginning its BPT; @param days the DTM segments of its heading. */
  set(report: Report, beginning: Segment, days: Segment[], of: { interchange: X12Interchange; group: X12Group; set: X12Set }): void {
    const [, purpose = '', , date = '', , , , , time = ''] = beginning.elements.map((element) => element.trim());
    this.later(isoDay(date), time, of);
    this.report(purpose, this.period(days) ?? null);
    const { qualifiers } = this.format;
    const role = qualifiers.reporting_party.find((wanted) => report.heading.parties.some((party) => party.role === wanted));
    for (const party of report.heading.parties.filter((p) => p.role === role)) {
      this.sender(
        `N1*${role}`,
        [party.id, party.name].filter((id) => id !== ''),
      );
    }
    if (report.counts.withoutLine > 0) {
      const says = `${report.counts.withoutLine} transfers (PTD) without a quantity in transaction set ${of.set.control_number}; they give no row.`;
      this.warn('TRANSFER_WITHOUT_LINE', says);
    }
  }

  /** CTT01 counts lines, CTT02 sums quantities; both are often wrong in honest files. */
  summary({ counts }: Report, { elements }: Segment, { control_number }: X12Set): void {
    const [, lines = '', hash = ''] = elements.map((element) => element.trim());
    if (lines !== '' && ![counts.transfers, counts.quantities, counts.lins, counts.lines].includes(Number(lines))) {
      this.warn('CONTROL_TOTAL_WRONG', `CTT01 of transaction set ${control_number} says ${shown(lines)} lines; there are ${counts.lines}.`);
    }
    if (hash !== '' && Math.abs(Number(hash) - counts.units) > 1e-6) {
      const says = `CTT02 of transaction set ${control_number} says ${shown(hash)}; its quantities make ${counts.units}.`;
      this.warn('CONTROL_TOTAL_WRONG', says);
    }
  }

  warn(kind: string, detail: string): void {
    const known = this.warnings.get(kind) ?? { told: [], more: 0 };
    if (known.told.length < TOLD) known.told.push(detail);
    else known.more += 1;
    this.warnings.set(kind, known);
  }

  done(interchanges: readonly X12Interchange[]): StatedDocument {
    return {
      senders: [...this.senders.values()],
      periods: [...this.periods.values()],
      order_key: this.latest,
      reports: [...this.reports.values()],
      interchanges: interchanges.map(({ control_number, groups }) => ({
        control_number,
        groups: groups.map((group) => ({ control_number: group.control_number, sets: group.sets.length })),
      })),
      warnings: [...this.warnings].flatMap(([kind, { told, more }]) => [
        ...told.map((detail) => ({ kind, detail })),
        ...(more === 0 ? [] : [{ kind, detail: `There are ${more} more of this kind.` }]),
      ]),
    };
  }

  private sender(place: string, ids: string[]): void {
    if (ids.length > 0) this.senders.set(JSON.stringify([place, ...ids]), { place, ids });
  }

  private report(purpose: string, period: Period | null): void {
    const key = JSON.stringify([purpose, period]);
    const known = this.reports.get(key) ?? { purpose, period, sets: 0 };
    this.reports.set(key, { ...known, sets: known.sets + 1 });
  }

  /** By day and time of the report, then by control numbers. */
  private later(
    day: string,
    time: string,
    { interchange, group, set }: { interchange: X12Interchange; group: X12Group; set: X12Set },
  ): void {
    if (!isIsoDay(day)) return;
    const numbers = [interchange.control_number, group.control_number, set.control_number].map((number) => number.padStart(9, '0'));
    const key = [day, /^\d{4,8}$/.test(time) ? time.padEnd(8, '0') : '00000000', ...numbers].join(' ');
    if (this.latest === null || key > this.latest) this.latest = key;
  }

  /** From the first day of what one DTM names to the last day of what the other one names; a range says both. */
  private period(days: Segment[]): Period | undefined {
    const { period_start, period_end } = this.format.qualifiers;
    const [first, last] = [period_start, period_end].map((qualifiers) =>
      qualifiers
        .map((qualifier) => days.findLast(({ elements }) => (elements[1] ?? '').trim() === qualifier)?.elements)
        .find((dtm) => dtm !== undefined),
    );
    const one = first ?? last;
    if (one === undefined) return undefined;
    const half = (first === undefined || last === undefined) && !isRange(one);
    const [from, to] = [spanOf(first ?? one)?.from, spanOf(last ?? one)?.to];
    if (half || from === undefined || to === undefined || to < from) {
      this.warn('PERIOD_UNREADABLE', 'The days of the report (DTM) are no period.');
      return undefined;
    }
    const period = { from, to };
    this.periods.set(`${from} ${to}`, period);
    return period;
  }
}

const shown = (text: string): string => (/^[0-9.+-]{1,15}$/.test(text) ? text : 'no number of');
