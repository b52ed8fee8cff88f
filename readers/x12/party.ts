/** The N1 loop: who somebody is (N1, N2), where (N3, N4), and how to reach him (PER). */

import { postalCode } from './postal-code.js';

/** N102 had 35 characters before 4010 and has 60 since; a name that fills it goes on in N2. */
const FULL = [35, 60];

export interface Contact {
  name: string;
  phone: string;
  email: string;
}

export class Party {
  readonly role: string;
  readonly id: string;
  /** Whether it cannot be told which lines it is about. */
  unsure = false;
  private readonly n1Name: string;
  private readonly more: string[] = [];
  private readonly lines: string[] = [];
  private place: readonly string[] = [];
  contact: Contact = { name: '', phone: '', email: '' };

  constructor(n1: readonly string[]) {
    this.role = text(n1[1]);
    this.n1Name = n1[2] ?? '';
    this.id = text(n1[4]);
  }

  /** N2, N3, N4 or PER of this party. */
  add(elements: readonly string[]): void {
    const [id, ...rest] = elements;
    if (id === 'N2') this.more.push(...rest.filter(isFilled));
    if (id === 'N3') this.lines.push(...rest.filter(isFilled).map(text));
    if (id === 'N4') this.place = elements;
    if (id === 'PER') this.contact = contactOf(elements);
  }

  get name(): string {
    const [first = '', ...others] = this.more;
    return text(FULL.includes(this.n1Name.length) ? [this.n1Name, first, ...others].join('') : this.n1Name);
  }

  /** @param elsewhere country of an address whose N404 is empty. */
  address(elsewhere = ''): { line1: string; line2: string; city: string; state: string; postal_code: string; country: string } {
    const [line1 = '', ...rest] = this.lines;
    const country = text(this.place[4]) || elsewhere;
    const continued = FULL.includes(this.n1Name.length);
    return {
      line1,
      line2: [...rest, ...(continued ? [] : this.more.map(text))].join(', '),
      city: text(this.place[1]),
      state: text(this.place[2]) || text(this.place[7]),
      postal_code: postalCode(text(this.place[3]), country.toUpperCase()),
      country,
    };
  }
}

/** PER02 the name; pairs of qualifier and number from PER03 on: TE a telephone, EM a mail address. */
function contactOf(per: readonly string[]): Contact {
  const of = (qualifier: string) => {
    for (let at = 3; at + 1 < per.length; at += 2) if (text(per[at]) === qualifier) return text(per[at + 1]);
    return '';
  };
  return { name: text(per[2]), phone: of('TE'), email: of('EM') };
}

const text = (element: string | undefined): string => (element ?? '').trim();
const isFilled = (element: string): boolean => element.trim() !== '';
