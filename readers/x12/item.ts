/** One line of an 867: the loop of QTY (or LIN, or SII) with its product, quantity and serial numbers, and the rows that it gives. */

import type { X12Format } from '../../schemas/project.js';
import type { Segment } from './segments.js';
import { nearest, Statements } from './statements.js';
import type { Party } from './party.js';

/** Our field to its cell. */
export type Cells = Record<string, string>;

/** Pairs of qualifier and product id of LIN, SLN or SII. */
export type Products = [qualifier: string, id: string][];

export class Item {
  readonly says = new Statements();
  readonly serials: string[] = [];
  /** Each party behind the line with what was said behind it: about this line, or about the next one. */
  readonly behind: Statements[] = [];
  products: Products = [];
  quantity: { qualifier: string; text: string } | undefined;
  /** Whether the quantity stands in SII, where a QTY behind it says it again. */
  provisional = false;
  hasLin = false;

  /** @param line number of the segment that opens the loop: the line of all rows; @param by what opens the loop of its product. */
  constructor(
    readonly line: number,
    readonly by: 'QTY' | 'LIN' | 'SII',
  ) {}

  add(products: Products, { qualifiers }: X12Format): void {
    this.products.push(...products.filter(([qualifier]) => !qualifiers.item_serial.includes(qualifier)));
    this.serials.push(...products.filter(([qualifier]) => qualifiers.item_serial.includes(qualifier)).map(([, id]) => id));
  }
}

/** Pairs in LIN from LIN02 on, in SLN from SLN09 on. */
export function productsOf({ elements, delimiters }: Segment, from: number): Products {
  const pairs: Products = [];
  for (let at = from; at + 1 < elements.length; at += 2) {
    const qualifier = (elements[at] as string).trim();
    const written = elements[at + 1] as string;
    for (const id of delimiters.repetition === null ? [written] : written.split(delimiters.repetition)) {
      if (qualifier !== '' && id.trim() !== '') pairs.push([qualifier, id.trim()]);
    }
  }
  return pairs;
}

export interface Surroundings {
  /** From the transfer up to the heading. */
  levels: readonly Statements[];
  /** PTD01; undefined when there is no PTD. */
  transfer: string | undefined;
  /** Whether the report takes back an earlier one: its rows are rejected, as they are neither sales nor returns. */
  cancels: boolean;
  format: X12Format;
}

/** What could not be decided and was left empty or taken in order; a person should hear of it. */
export type Doubt = 'REFERENCE_AMBIGUOUS' | 'PRICE_AMBIGUOUS' | 'PARTY_AMBIGUOUS' | 'PARTY_ORDER_MIXED' | 'SERIAL_WITHOUT_LINE';

/**
 * One row for each serial number, or one for the line when it has none. Rows of a line carry one unit each when the line names as many
 * serial numbers as units; otherwise each carries the quantity of the line, which the contract then rejects (SERIAL_COUNT_MISMATCH).
 */
export function rowsOf(item: Item, { levels, transfer, cancels, format }: Surroundings, tell: (about: Doubt) => void): Cells[] {
  const doubts = new Set<Doubt>();
  const doubt = (about: Doubt) => doubts.add(about);
  const q = format.qualifiers;
  const all = [item.says, ...levels];
  const reference = (qualifiers: readonly string[]) => {
    const found = nearest(all, qualifiers, (level, qualifier) => level.references.get(qualifier));
    if (found !== undefined && new Set(found).size > 1) doubt('REFERENCE_AMBIGUOUS');
    return found?.[0] ?? '';
  };
  const partyAs = (roles: readonly string[]): Party | undefined => {
    const found = all.map((level) => level.parties.findLast(({ role }) => roles.includes(role))).find((party) => party !== undefined);
    if (found?.unsure === true) doubt('PARTY_AMBIGUOUS');
    return found?.unsure === true ? undefined : found;
  };
  const endUser = partyAs(q.end_user);
  const seller = partyAs(q.selling_partner);
  const address = endUser?.address(format.country);
  const { type, quantity } = movement(item, transfer, format);
  const product = q.product.map((wanted) => item.products.find(([qualifier]) => qualifier === wanted)?.[1]).find((id) => id !== undefined);
  const price = priceOf(all, q.unit_price);
  if (price === undefined) doubt('PRICE_AMBIGUOUS');

  const row: Cells = {
    transaction_type: cancels ? 'cancellation' : type,
    invoice_number: reference(q.invoice),
    invoice_line: reference(q.invoice_line),
    invoice_date: nearest(all, q.invoice_date, (level, qualifier) => level.days.get(qualifier)) ?? '',
    ship_date: nearest(all, q.ship_date, (level, qualifier) => level.days.get(qualifier)) ?? '',
    product_number: product ?? '',
    quantity,
    selling_partner: seller === undefined ? '' : seller.id || seller.name,
    end_user_name: endUser?.name ?? '',
    end_user_address_line1: address?.line1 ?? '',
    end_user_address_line2: address?.line2 ?? '',
    end_user_city: address?.city ?? '',
    end_user_state: address?.state ?? '',
    end_user_postal_code: address?.postal_code ?? '',
    end_user_country: address?.country ?? '',
    end_user_contact: endUser?.contact.name ?? '',
    end_user_email: endUser?.contact.email ?? '',
    end_user_phone: endUser?.contact.phone ?? '',
    unit_price: price ?? '',
    currency: all.find(({ currency }) => currency !== '')?.currency ?? '',
  };
  doubts.forEach(tell);
  const serials = serialsOf(item, format);
  if (serials.length === 0) return [{ ...row, serial_number: '' }];
  const named = serials.map((serial) => countIn(serial, format));
  const complete = named.reduce((sum, count) => sum + count, 0) === Number(quantity);
  return serials.map((serial, at) => ({ ...row, serial_number: serial, quantity: complete ? String(named[at]) : quantity }));
}

/** REF and LIN may name the same serial number; it is one unit all the same. */
export function serialsOf({ serials, says }: Item, { qualifiers }: X12Format): string[] {
  return [...new Set([...serials, ...qualifiers.serial.flatMap((qualifier) => says.references.get(qualifier) ?? [])])];
}

const countIn = (serial: string, { serial_separator }: X12Format): number =>
  serial_separator === undefined ? 1 : serial.split(serial_separator).filter((part) => part.trim() !== '').length;

/** A return is said by PTD01, by QTY01 or by a negative QTY02; said twice it is still one return. */
function movement({ quantity }: Item, transfer: string | undefined, { qualifiers: q }: X12Format): { type: string; quantity: string } {
  const text = quantity?.text ?? '';
  const qualifier = quantity?.qualifier ?? '';
  const negative = /^-\s*\.?\d/.test(text);
  const counted = negative ? text.slice(1).trim() : text;
  if (transfer !== undefined && q.no_sale_transfer.includes(transfer)) return { type: transfer, quantity: text };
  if (q.no_sale_quantity.includes(qualifier)) return { type: qualifier, quantity: text };
  const returned = negative || q.return_quantity.includes(qualifier) || (transfer !== undefined && q.return_transfer.includes(transfer));
  return { type: returned ? 'return' : 'sale', quantity: counted };
}

/** @returns undefined when several prices differ and nobody said which one to read. */
function priceOf(levels: readonly Statements[], wanted: readonly string[]): string | undefined {
  const prices = levels.find((level) => level.prices.length > 0)?.prices ?? [];
  for (const basis of wanted) {
    const found = prices.find((price) => price.basis === basis);
    if (found !== undefined) return found.price;
  }
  if (wanted.length > 0) return '';
  return new Set(prices.map(({ price }) => price)).size > 1 ? undefined : (prices[0]?.price ?? '');
}
