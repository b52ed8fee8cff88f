/**
 * One transfer (PTD), and which of its lines a party is about. A party ahead of the first line is of the transfer: it counts for each
 * line that names none of its own. Of a party between two lines only the end of the transfer tells where it belongs:
 *
 * - a role that is named behind the last line, or inside of one, stands behind its line with this sender;
 * - a role that is named ahead of the first line, and not behind the last one, stands ahead of its lines, as the standard has it;
 * - of any other role it cannot be told. What it would say is left out of the lines on both sides, and that is told.
 */

import { AssuranceError } from '../../schemas/errors/error.js';
import type { X12Format } from '../../schemas/project.js';
import type { Item } from './item.js';
import { Statements } from './statements.js';

/** So many lines wait for the end of their transfer; where there are more, the standard's order counts, and is checked at the end. */
const HELD = 10_000;

type Stands = 'behind' | 'ahead' | 'unclear';

/** What the transfers of one report show of the order that its sender keeps, by role. */
export class Habits {
  readonly behind = new Set<string>();
  /** Roles that were taken to stand ahead, with the lines that were read so. */
  readonly ahead = new Map<string, number>();

  /** How many lines were read with parties ahead whose role stands behind its lines elsewhere. */
  get contradicted(): number {
    return [...this.ahead].reduce((sum, [role, lines]) => sum + (this.behind.has(role) ? lines : 0), 0);
  }
}

export class Transfer {
  readonly says = new Statements();
  lines = 0;
  /** Which of LIN and QTY opens the first line of the transfer: it opens all of them. */
  order: 'LIN' | 'QTY' | undefined;
  /** What was said behind the first end user, or with the parties ahead of the next lines; its parties alone are of the whole transfer. */
  private block: Statements | undefined;
  /** Parties of which it cannot be told whether they are about the next lines. */
  private unsure: Statements | undefined;
  private held: Item[] = [];
  private early = false;
  private readonly certain = new Set<string>();
  private readonly leading: Set<string>;

  /** @param code PTD01; undefined when there is no PTD, and the heading names the parties. */
  constructor(
    readonly code: string | undefined,
    private readonly heading: Statements,
    private readonly format: X12Format,
    private readonly habits: Habits,
    private readonly emit: (item: Item, levels: Statements[]) => void,
  ) {
    this.leading = new Set(code === undefined ? heading.parties.map(({ role }) => role) : []);
  }

  /** Where a statement ahead of the first line belongs. */
  get level(): Statements {
    return this.block ?? this.says;
  }

  /** A party ahead of the first line. */
  lead(elements: readonly string[]): ReturnType<Statements['party']> {
    const party = this.says.party(elements);
    this.leading.add(party.role);
    if (this.format.qualifiers.end_user.includes(party.role)) this.block ??= new Statements();
    return party;
  }

  /** A line goes on behind parties: they are about it, and so are others of their roles. */
  goOn(item: Item): void {
    for (const { parties } of item.behind) for (const { role } of parties) this.certain.add(role);
    for (const said of item.behind.splice(0)) item.says.take(said);
  }

  /** A line is complete, with the parties behind it. @throws X12_PARTIES_UNCLEAR */
  add(item: Item): void {
    if (this.held.length === 0 && item.behind.length === 0) this.give(item);
    else this.held.push(item);
    if (this.held.length <= HELD && !this.early) return;
    this.early = true;
    this.settle(this.held.splice(0), (role) => (this.leading.has(role) && !this.certain.has(role) ? 'ahead' : 'behind'));
  }

  /** The transfer has ended with this line. @throws X12_PARTIES_UNCLEAR */
  end(last: Item): void {
    const trailing = rolesOf(last.behind);
    const wrong = this.early && trailing.find((role) => this.leading.has(role) && !this.certain.has(role));
    if (wrong !== undefined && wrong !== false) {
      const says = `In a transfer of more than ${HELD} lines parties (N1*${wrong}) stand ahead of the first line and behind the last one.`;
      throw new AssuranceError('X12_PARTIES_UNCLEAR', says, { where: `segment ${last.line}` });
    }
    for (const role of [...trailing, ...this.certain]) {
      this.certain.add(role);
      this.habits.behind.add(role);
    }
    const early = this.early;
    this.settle([...this.held.splice(0), last], (role) => {
      if (this.certain.has(role)) return 'behind';
      if (this.leading.has(role)) return this.habits.behind.has(role) && !early ? 'unclear' : 'ahead';
      return early || this.habits.behind.has(role) ? 'behind' : 'unclear';
    });
  }

  private settle(items: Item[], stands: (role: string) => Stands): void {
    for (const item of items) {
      const { behind, unclear, ahead } = this.divide(item.behind, stands);
      for (const said of [...behind, ...unclear]) item.says.take(said);
      for (const party of unclear.flatMap(({ parties }) => parties)) party.unsure = true;
      this.give(item);
      this.follow(unclear, ahead);
    }
  }

  /** Of the parties between two lines those of the first come first, then those of the second. */
  private divide(said: Statements[], stands: (role: string) => Stands): Record<Stands, Statements[]> {
    const each = said.map(({ parties: [party] }) => stands(party?.role ?? ''));
    const from = each.lastIndexOf('behind') + 1;
    const first = each.indexOf('ahead', from);
    let to = first === -1 ? said.length : first;
    // Who is no field of ours belongs to the loop that it stands in
    while (first !== -1 && to > from && !this.matters(said[to - 1] as Statements)) to -= 1;
    return { behind: said.slice(0, from), unclear: said.slice(from, to), ahead: said.slice(to) };
  }

  private follow(unclear: Statements[], ahead: Statements[]): void {
    const parties = unclear.filter((said) => this.matters(said)).flatMap((said) => said.parties);
    if (parties.length === 0 && ahead.length === 0) return;
    const next = new Statements();
    next.parties.push(...parties);
    this.unsure = ahead.length === 0 ? next : undefined;
    if (ahead.length === 0) return;
    for (const said of ahead) next.take(said);
    this.block = next;
    for (const role of rolesOf(ahead)) this.habits.ahead.set(role, (this.habits.ahead.get(role) ?? 0) + 1);
  }

  private matters({ parties }: Statements): boolean {
    const { end_user, selling_partner } = this.format.qualifiers;
    return parties.some(({ role }) => end_user.includes(role) || selling_partner.includes(role));
  }

  private give(item: Item): void {
    this.lines += 1;
    const own = [this.unsure, this.block, this.says].filter((level) => level !== undefined);
    // Serial numbers ahead of a line are about that line; no other line gets them too.
    const ahead = this.code === undefined ? [...own, this.heading] : own;
    item.serials.push(...ahead.flatMap((level) => level.takeReferences(this.format.qualifiers.serial)));
    this.emit(item, [...own, this.heading]);
  }
}

const rolesOf = (said: readonly Statements[]): string[] => said.flatMap(({ parties }) => parties.map(({ role }) => role));
