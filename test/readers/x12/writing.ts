/** Writes X12 the way a sender does: segments as arrays of elements, with envelopes whose counts and control numbers are right. */

export interface Layout {
  element: string;
  component: string;
  segment: string;
  /** Written into ISA11 from version 00402 on. */
  repetition: string;
  /** Behind each terminator. */
  lineBreak: string;
  padded: boolean;
  version: string;
}

export const plain: Layout = {
  element: '*',
  component: '>',
  segment: '~',
  repetition: '^',
  lineBreak: '\n',
  padded: true,
  version: '004010',
};

export type Elements = string[];

export interface Envelopes {
  sender?: string;
  receiver?: string;
  control?: string;
  layout?: Partial<Layout>;
  set?: string;
}

/** One interchange of one group; each set is its inner segments, ST and SE aside. */
export function interchange(
  sets: Elements[][],
  { sender = 'NORTHGATE', receiver = 'ORRERY', control = '462', layout = {}, set = '867' }: Envelopes = {},
): string {
  const l = { ...plain, ...layout };
  const control9 = control.padStart(9, '0');
  const pad = (text: string, width: number) => (l.padded ? text.padEnd(width) : text);
  const isaVersion = l.version.slice(0, 5).padStart(5, '0');
  const standard = isaVersion >= '00402' ? l.repetition : 'U';
  const isa = [
    'ISA',
    '00',
    pad('', 10),
    '00',
    pad('', 10),
    'ZZ',
    pad(sender, 15),
    'ZZ',
    pad(receiver, 15),
    '260501',
    '0341',
    standard,
    isaVersion,
    control9,
    '0',
    'P',
    l.component,
  ];
  const day = l.version < '004010' ? '260501' : '20260501';
  const body = sets.flatMap((inner, at) => {
    const number = String(at + 1).padStart(4, '0');
    return [['ST', set, number], ...inner, ['SE', String(inner.length + 2), number]];
  });
  const all = [
    isa,
    ['GS', 'PT', sender, receiver, day, '0341', '321', 'X', l.version],
    ...body,
    ['GE', String(sets.length), '321'],
    ['IEA', '1', control9],
  ];
  return all.map((elements) => elements.join(l.element) + l.segment + l.lineBreak).join('');
}

/** `PTD*SS` and so on, one segment on a line. */
export const segments = (text: string): Elements[] =>
  text
    .trim()
    .split(/\s*\n\s*/)
    .map((line) => line.split('*'));

/** A report with one sale of two units, all parties named. */
export const sale = segments(`
  BPT*00*201605*20260501*02
  CUR*DS*USD
  DTM*090*20260401
  DTM*091*20260430
  N1*DS*Northgate Distribution*92*NORTHGATE
  PTD*SS
  DTM*003*20260414
  DTM*011*20260415
  REF*IV*INV-1
  N1*BY*Blue Heron*92*BLUEHERON
  N1*ST*Clamshell Clinic
  N2*Radiology
  N3*12 Main Street*Floor 2
  N4*Springfield*IL*627011234*US
  PER*IC*Ann Example*TE*555-0101*EM*ann@example.com
  QTY*39*2*EA
  LIN*1*VP*ROOM-220
  UIT*EA*1999.5
  REF*SE*0000101
  REF*SE*0000102
  CTT*1
`);
