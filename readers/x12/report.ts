/**
 * The inside of one 867: heading, then transfers (PTD) with their parties and lines (QTY), then the summary (CTT).
 *
 * What a line does not say itself, its transfer says, and what that does not say, the heading. The standard puts parties ahead of the
 * lines they are about, and QTY ahead of LIN; some senders do it the other way round. Which parties are about which lines is told in
 * transfer.ts.
 */

import type { X12Format } from '../../schemas/project.js';
import { purposeOf } from '../../schemas/x12-format.js';
import { Item, productsOf, rowsOf, type Cells, type Doubt } from './item.js';
import type { Party } from './party.js';
import type { Segment } from './segments.js';
import { Statements } from './statements.js';
import { Habits, Transfer } from './transfer.js';

/** Rows of one line, with the number of the segment that opens it. */
export interface Line {
  line: number;
  rows: Cells[];
}

export type Part = 'heading' | 'detail' | 'summary';

export class Report {
  readonly heading = new Statements();
  readonly counts = { transfers: 0, quantities: 0, lins: 0, lines: 0, units: 0, withoutLine: 0 };
  part: Part = 'heading';
  private cancels = false;
  private transfer: Transfer | undefined;
  private item: Item | undefined;
  private party: Party | undefined;
  private readonly habits = new Habits();
  private readonly done: Line[] = [];

  constructor(
    private readonly format: X12Format,
    private readonly doubt: (about: Doubt) => void,
  ) {}

  /** @returns the lines that are complete by now. */
  take(segment: Segment): Line[] {
    const { id, elements } = segment;
    if (id === 'CTT') this.finish();
    else if (id === 'PTD') this.openTransfer(elements);
    else if (id === 'N1') this.openParty(elements);
    else if (partySegments.includes(id)) this.party?.add(elements);
    else if (id === 'QTY') this.qty(segment);
    else if (id === 'LIN') this.lin(segment);
    else if (id === 'SII') this.sii(segment);
    else this.statement(segment);
    return this.done.splice(0);
  }

  /** Behind the last segment. */
  end(): Line[] {
    this.finish();
    for (let lines = this.habits.contradicted; lines > 0; lines--) this.doubt('PARTY_ORDER_MIXED');
    for (const _ of this.heading.takeReferences(this.format.qualifiers.serial)) this.doubt('SERIAL_WITHOUT_LINE');
    return this.done.splice(0);
  }

  private finish(): void {
    this.closeTransfer();
    this.part = 'summary';
  }

  private statement(segment: Segment): void {
    const { id, elements } = segment;
    if (id === 'SLN' && this.item !== undefined) this.goOn(this.item).add(productsOf(segment, 9), this.format);
    const level = this.level();
    if (id === 'REF') level.reference(elements, segment.delimiters, this.format.serial_element);
    if (id === 'BPT') this.cancels = purposeOf((elements[1] ?? '').trim(), this.format) === 'cancel';
    if (id === 'DTM') level.date(elements);
    if (id === 'CUR') level.currency = (elements[2] ?? '').trim();
    if (id === 'UIT') level.price(elements[2], elements[3]);
    if (id === 'CTP') level.price(elements[3], elements[2]);
    if (id === 'SLN') level.price(elements[6], elements[7]);
  }

  /** Where the next statement belongs. */
  private level(): Statements {
    return this.item?.behind.at(-1) ?? this.item?.says ?? this.transfer?.level ?? this.heading;
  }

  private openTransfer(elements: readonly string[]): void {
    this.closeTransfer();
    this.part = 'detail';
    this.counts.transfers += 1;
    this.transfer = this.newTransfer((elements[1] ?? '').trim());
    this.transfer.says.refer((elements[4] ?? '').trim(), elements[5] ?? '');
  }

  private newTransfer(code: string | undefined): Transfer {
    return new Transfer(code, this.heading, this.format, this.habits, (item, levels) => {
      this.counts.lines += 1;
      this.done.push({
        line: item.line,
        rows: rowsOf(item, { levels, transfer: code, cancels: this.cancels, format: this.format }, this.doubt),
      });
    });
  }

  private closeTransfer(): void {
    const { item, transfer } = this;
    if (item !== undefined) transfer?.end(item);
    if (transfer?.lines === 0) this.counts.withoutLine += 1;
    this.item = undefined;
    this.transfer = undefined;
    this.party = undefined;
  }

  private openParty(elements: readonly string[]): void {
    const { item, transfer } = this;
    if (item !== undefined) item.behind.push(new Statements());
    this.party = item === undefined && transfer !== undefined ? transfer.lead(elements) : this.level().party(elements);
  }

  private openItem(segment: Segment, by: Item['by']): Item {
    // A line without PTD: what the heading says is all there is.
    this.transfer ??= this.newTransfer(undefined);
    if (this.item !== undefined) this.transfer.add(this.item);
    this.part = 'detail';
    this.party = undefined;
    this.item = new Item(segment.number, by);
    return this.item;
  }

  /** The open line says more of itself. */
  private goOn(item: Item): Item {
    this.transfer?.goOn(item);
    this.party = undefined;
    return item;
  }

  private qty(segment: Segment): void {
    const [, qualifier = '', text = ''] = segment.elements.map((element) => element.trim());
    this.counts.quantities += 1;
    this.counts.units += Number(text) || 0;
    const before = this.item;
    const order = this.orderBy('QTY');
    let item = before;
    if (item === undefined || (item.quantity !== undefined && !item.provisional) || (order === 'QTY' && item.by === 'LIN')) {
      // Where the product stands ahead of its quantities it is that of all of them
      const shared = before !== undefined && (order === 'LIN' || before.by === 'SII') ? before : undefined;
      item = this.openItem(segment, shared?.by ?? 'QTY');
      item.products = [...(shared?.products ?? [])];
      item.hasLin = shared?.hasLin ?? false;
    }
    this.goOn(item).quantity = { qualifier, text };
    item.provisional = false;
  }

  private lin(segment: Segment): void {
    this.counts.lins += 1;
    const products = productsOf(segment, 2);
    const opens = this.orderBy('LIN') === 'LIN' && this.item?.by !== 'SII';
    let item = this.item;
    if (item === undefined || opens || (item.hasLin && !this.isSameProduct(item, products))) item = this.openItem(segment, 'LIN');
    this.goOn(item).add(products, this.format);
    item.hasLin = true;
  }

  /** @returns which of LIN and QTY opens lines; an SII that stands ahead of both leaves it open. */
  private orderBy(id: 'LIN' | 'QTY'): 'LIN' | 'QTY' | undefined {
    if (this.item?.by === 'SII') return this.transfer?.order;
    this.transfer ??= this.newTransfer(undefined);
    return (this.transfer.order ??= id);
  }

  /** A second LIN of one line only names further serial numbers. */
  private isSameProduct(item: Item, products: [string, string][]): boolean {
    const { product } = this.format.qualifiers;
    const of = (pairs: [string, string][]) => JSON.stringify(pairs.filter(([qualifier]) => product.includes(qualifier)));
    return item.by === 'QTY' && of(item.products.slice(0, 1)) === of(products.slice(0, 1));
  }

  /** SII is a line of its own: product, quantity and price; QTY and LIN behind it say more of the same. */
  private sii(segment: Segment): void {
    const { elements } = segment;
    const item = this.openItem(segment, 'SII');
    item.add(productsOf({ ...segment, elements: elements.slice(0, 3) }, 1), this.format);
    item.quantity = { qualifier: '', text: (elements[3] ?? '').trim() };
    item.provisional = true;
    item.says.price(elements[5], elements[6]);
  }
}

const partySegments = ['N2', 'N3', 'N4', 'PER'];
