/** What one level of an 867 (heading, transfer, line) says by qualifiers: references, days, parties, currency, prices. */

import type { X12Delimiters } from '../../schemas/x12.js';
import { dayOf } from './days.js';
import { Party } from './party.js';

export class Statements {
  readonly references = new Map<string, string[]>();
  readonly days = new Map<string, string>();
  readonly prices: { basis: string; price: string }[] = [];
  readonly parties: Party[] = [];
  currency = '';

  /** REF02 or REF03, the second where the first is empty; REF04 holds further pairs of qualifier and identification. */
  reference(elements: readonly string[], { component, repetition }: X12Delimiters, preferred: 'REF02' | 'REF03'): void {
    const [, qualifier = '', ref02 = '', ref03 = '', ref04 = ''] = elements.map((element) => element.trim());
    const [first, second] = preferred === 'REF02' ? [ref02, ref03] : [ref03, ref02];
    const written = first === '' ? second : first;
    for (const value of repetition === null ? [written] : written.split(repetition)) this.refer(qualifier, value);
    const pairs = ref04.split(component);
    for (let at = 0; at + 1 < pairs.length; at += 2) this.refer((pairs[at] as string).trim(), pairs[at + 1] as string);
  }

  refer(qualifier: string, value: string): void {
    const text = value.trim();
    if (qualifier === '' || text === '') return;
    const known = this.references.get(qualifier);
    if (known === undefined) this.references.set(qualifier, [text]);
    else known.push(text);
  }

  date(elements: readonly string[]): void {
    this.days.set((elements[1] ?? '').trim(), dayOf(elements));
  }

  /** @returns the party, which further segments add to. */
  party(elements: readonly string[]): Party {
    const party = new Party(elements);
    this.parties.push(party);
    return party;
  }

  /** What was said elsewhere belongs here, behind what was said here. */
  take(other: Statements): void {
    for (const [qualifier, values] of other.references) for (const value of values) this.refer(qualifier, value);
    for (const [qualifier, day] of other.days) this.days.set(qualifier, day);
    this.prices.push(...other.prices);
    this.parties.push(...other.parties);
    if (other.currency !== '') this.currency = other.currency;
  }

  /** @returns the references of these qualifiers, which are no longer here. */
  takeReferences(qualifiers: readonly string[]): string[] {
    return qualifiers.flatMap((qualifier) => {
      const values = this.references.get(qualifier) ?? [];
      this.references.delete(qualifier);
      return values;
    });
  }

  price(price: string | undefined, basis: string | undefined): void {
    const amount = (price ?? '').trim();
    if (amount !== '') this.prices.push({ basis: (basis ?? '').trim(), price: amount });
  }
}

/** The nearest level that says something counts; on one level the qualifier that is named first. */
export function nearest<T>(
  levels: readonly Statements[],
  qualifiers: readonly string[],
  of: (level: Statements, qualifier: string) => T | undefined,
): T | undefined {
  for (const level of levels) {
    for (const qualifier of qualifiers) {
      const found = of(level, qualifier);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}
