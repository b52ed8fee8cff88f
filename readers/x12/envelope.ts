/**
 * The envelopes of X12: ISA to IEA, GS to GE, ST to SE. Counts and control numbers are checked here, as a parser that leaves them
 * alone takes a file that was cut short for a smaller one. What is wrong is an error and is kept in the terms of the 997 too.
 */

import { AssuranceError } from '../../schemas/errors/error.js';
import type { X12Group, X12Interchange, X12Set } from '../../schemas/x12.js';
import { isSegmentId, type Segment } from './segments.js';
import { setNames } from './set-names.js';

const envelopeIds = ['ISA', 'GS', 'ST', 'SE', 'GE', 'IEA', 'TA1'];

/** What a segment is part of. */
export type Place = 'envelope' | 'set';

export class Envelope {
  readonly interchanges: X12Interchange[] = [];
  /** Control numbers that stand twice: often wrong in honest files. */
  readonly repeated: string[] = [];
  private interchange: X12Interchange | undefined;
  private group: X12Group | undefined;
  private set: X12Set | undefined;
  private last: Segment | undefined;
  private readonly seen = { interchange: new Set<string>(), group: new Set<string>(), 'transaction set': new Set<string>() };

  /** The transaction set that is open. */
  get openSet(): X12Set | undefined {
    return this.set;
  }

  get openInterchange(): X12Interchange | undefined {
    return this.interchange;
  }

  get openGroup(): X12Group | undefined {
    return this.group;
  }

  /**
   * Whatever is wrong is noted first, and the envelopes are left so that they can go on behind it: who looks at the rest of a refused file
   * takes the next segment.
   * @throws X12_ENVELOPE_INVALID, X12_SET_UNEXPECTED
   */
  take(segment: Segment): Place {
    if (this.set !== undefined) this.set.last_segment = segment.number;
    const untimely = this.fits(segment.id) ? undefined : this.untimely(segment);
    if (untimely !== undefined) this.leave(segment.id);
    const wrong = this.fits(segment.id) ? this.enter(segment) : undefined;
    this.last = segment;
    const error = untimely ?? wrong;
    if (error !== undefined) throw error;
    return envelopeIds.includes(segment.id) ? 'envelope' : 'set';
  }

  /** To be called when the file has ended. @throws X12_TRUNCATED when it ended too early. */
  end({ open, byte, at }: { open: boolean; byte: number; at: number }, complete: number): void {
    if (this.interchange === undefined && !open) return;
    if (this.set !== undefined) this.set.error ??= '2';
    if (this.group !== undefined) this.group.error ??= '3';
    this.structureWrong('023');
    const behind = this.last === undefined ? 'inside of ISA' : `behind segment ${complete} (${this.last.id})`;
    const inside = open && this.last !== undefined ? ', inside of the next one' : '';
    const missing = [
      ...(this.set === undefined ? [] : [`SE of transaction set ${this.set.control_number}`]),
      ...(this.group === undefined ? [] : [`GE of group ${this.group.control_number}`]),
      ...(this.interchange === undefined ? [] : [`IEA of interchange ${this.interchange.control_number}`]),
    ];
    const lacks = missing.length === 0 ? '' : `; there is no ${missing.join(', no ')}`;
    throw new AssuranceError('X12_TRUNCATED', `The file ends ${behind}${inside}${lacks}.`, {
      where: `segment ${complete + (open ? 1 : 0)}, byte ${open ? at : byte}`,
    });
  }

  /** A segment that cannot be: the set that holds it is rejected with it. What is no segment id is not told: it may be a piece of a text. */
  segmentWrong({ id, number }: Pick<Segment, 'id' | 'number'>, code: string): void {
    if (this.set === undefined) return this.structureWrong('022');
    this.set.error ??= '5';
    this.set.segment_error ??= { id: isSegmentId(id) ? id : 'ZZZ', position: number - this.set.first_segment + 1, code };
  }

  /** Where no interchange is open it is told by the one ahead: nothing else can be answered. */
  private structureWrong(code: string): void {
    const told = this.interchange ?? this.interchanges.at(-1);
    if (told !== undefined) told.error ??= code;
  }

  /** Whether a segment can stand here. */
  private fits(id: string): boolean {
    switch (id) {
      case 'ISA':
        return this.interchange === undefined;
      case 'GS':
      case 'IEA':
      case 'TA1':
        return this.interchange !== undefined && this.group === undefined;
      case 'ST':
      case 'GE':
        return this.group !== undefined && this.set === undefined;
      default:
        return this.set !== undefined;
    }
  }

  /** What is open and cannot hold a header or trailer ends in front of it. */
  private leave(id: string): void {
    if (['ISA', 'GS', 'IEA', 'ST', 'GE'].includes(id)) this.set = undefined;
    if (['ISA', 'GS', 'IEA'].includes(id)) this.group = undefined;
    if (id === 'ISA') this.interchange = undefined;
  }

  /** @returns what is wrong with it. */
  private enter(segment: Segment): AssuranceError | undefined {
    const { interchange, group, set } = this;
    if (segment.id === 'ISA') this.openIsa(segment);
    else if (segment.id === 'GS' && interchange !== undefined) this.openGs(segment, interchange);
    else if (segment.id === 'ST' && group !== undefined) return this.openSt(segment, group);
    else if (segment.id === 'SE' && set !== undefined) return this.closeSet(segment, set);
    else if (segment.id === 'GE' && group !== undefined) return this.closeGroup(segment, group);
    else if (segment.id === 'IEA' && interchange !== undefined) return this.closeInterchange(segment, interchange);
    return undefined;
  }

  private openIsa({ elements, delimiters }: Segment): void {
    const at = (index: number) => (elements[index] ?? '').trim();
    this.interchange = {
      member: null,
      control_number: at(13),
      sender: { qualifier: at(5), id: at(6) },
      receiver: { qualifier: at(7), id: at(8) },
      date: at(9),
      time: at(10),
      version: at(12),
      usage: at(15),
      delimiters,
      groups: [],
      error: null,
    };
    this.noteRepeated('interchange', this.interchange.control_number);
    this.seen.group.clear();
    this.interchanges.push(this.interchange);
  }

  private openGs({ elements }: Segment, { groups }: X12Interchange): void {
    const at = (index: number) => (elements[index] ?? '').trim();
    this.group = {
      functional_id: at(1),
      sender: at(2),
      receiver: at(3),
      control_number: at(6),
      agency: at(7),
      version: at(8),
      stated_sets: null,
      sets: [],
      error: null,
    };
    this.noteRepeated('group', this.group.control_number);
    this.seen['transaction set'].clear();
    groups.push(this.group);
  }

  private openSt(segment: Segment, group: X12Group): AssuranceError | undefined {
    const [, set_id = '', control_number = ''] = segment.elements.map((element) => element.trim());
    const place = { first_segment: segment.number, last_segment: segment.number };
    this.set = { set_id, control_number, ...place, reference: null, error: null, segment_error: null };
    this.noteRepeated('transaction set', control_number);
    group.sets.push(this.set);
    if (set_id === '867') return undefined;
    this.set.error = '1';
    const name = setNames[set_id];
    return new AssuranceError(
      'X12_SET_UNEXPECTED',
      `The file holds a transaction set ${set_id}${name === undefined ? '' : ` (${name})`}; its source reports 867 (${setNames['867']}).`,
      { where: whereOf(segment) },
    );
  }

  private closeSet(segment: Segment, set: X12Set): AssuranceError | undefined {
    this.set = undefined;
    const [, count = '', control_number = ''] = segment.elements.map((element) => element.trim());
    const held = segment.number - set.first_segment + 1;
    if (!same(control_number, set.control_number)) {
      set.error ??= '3';
      return wrong(segment, `SE02 is ${quoted(control_number)}, ST02 of its transaction set is ${quoted(set.control_number)}`);
    }
    if (!same(count, String(held))) {
      set.error ??= '4';
      return wrong(segment, `SE01 says ${quoted(count)} segments in transaction set ${set.control_number}; there are ${held}`);
    }
    return undefined;
  }

  private closeGroup(segment: Segment, group: X12Group): AssuranceError | undefined {
    this.group = undefined;
    const [, count = '', control_number = ''] = segment.elements.map((element) => element.trim());
    group.stated_sets = /^\d{1,6}$/.test(count) ? Number(count) : null;
    if (!same(control_number, group.control_number)) {
      group.error ??= '4';
      return wrong(segment, `GE02 is ${quoted(control_number)}, GS06 of its group is ${quoted(group.control_number)}`);
    }
    if (!same(count, String(group.sets.length))) {
      group.error ??= '5';
      return wrong(segment, `GE01 says ${quoted(count)} transaction sets in group ${group.control_number}; there are ${group.sets.length}`);
    }
    return undefined;
  }

  private closeInterchange(segment: Segment, interchange: X12Interchange): AssuranceError | undefined {
    this.interchange = undefined;
    const [, count = '', control_number = ''] = segment.elements.map((element) => element.trim());
    if (!same(control_number, interchange.control_number)) {
      interchange.error ??= '001';
      return wrong(segment, `IEA02 is ${quoted(control_number)}, ISA13 of its interchange is ${quoted(interchange.control_number)}`);
    }
    if (!same(count, String(interchange.groups.length))) {
      interchange.error ??= '021';
      return wrong(
        segment,
        `IEA01 says ${quoted(count)} groups in interchange ${interchange.control_number}; there are ${interchange.groups.length}`,
      );
    }
    return undefined;
  }

  /** A header inside of what it should begin behind, or a trailer of what was never begun. */
  private untimely(segment: Segment): AssuranceError {
    const open = this.set !== undefined ? 'transaction set' : this.group !== undefined ? 'group' : this.interchange && 'interchange';
    if (this.set !== undefined) this.set.error ??= '2';
    else if (this.group !== undefined) this.group.error ??= '3';
    this.structureWrong('022');
    const says = open === undefined ? 'behind an interchange' : `inside of a ${open} where it cannot be: a header or trailer is missing`;
    return wrong(segment, `${segment.id} stands ${says}`);
  }

  private noteRepeated(what: keyof Envelope['seen'], control_number: string): void {
    if (this.seen[what].has(control_number)) this.repeated.push(`${what} ${quoted(control_number)}`);
    this.seen[what].add(control_number);
  }
}

export const whereOf = ({ number, byte }: Pick<Segment, 'number' | 'byte'>): string => `segment ${number}, byte ${byte}`;

const wrong = (segment: Segment, says: string) => new AssuranceError('X12_ENVELOPE_INVALID', `${says}.`, { where: whereOf(segment) });

/** Numbers may be written with leading zeros on one side only. */
const same = (one: string, other: string): boolean => bare(one) === bare(other);
const bare = (text: string): string => (/^\d+$/.test(text) ? text.replace(/^0+(?=\d)/, '') : text);
const quoted = (text: string): string => (/^[A-Za-z0-9]{1,35}$/.test(text) ? text : `"${text.slice(0, 35).replace(/[^ -~]/g, '?')}"`);
