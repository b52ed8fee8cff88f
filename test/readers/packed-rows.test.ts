import { expect, it } from 'vitest';
import { CommonValues } from '../../readers/common-values.js';
import { KEPT_VALUES, RowPacker, RowUnpacker } from '../../readers/packed-rows.js';

const row = (line: number, cells: (string | number)[]) => ({ line, cells, weight: 1 });

it('a common value is sent once, and is the same in all cells of all chunks', () => {
  const values = new CommonValues();
  values.addText('shared');
  const day = values.remember({ text: '2026-01-01', number: 46023, date: '2026-01-01' }) as number;
  const packer = new RowPacker(values);
  const chunks = [packer.pack([row(1, [0, day, 'own'])]), packer.pack([row(2, [day, '', 0])])];
  expect(chunks.map(({ kept }) => kept.kinds.length)).toEqual([2, 0]);

  const unpacker = new RowUnpacker();
  const [first, second] = chunks.flatMap((chunk) => [...unpacker.unpack(chunk)]);
  expect(first?.cells).toEqual(['shared', { text: '2026-01-01', number: 46023, date: '2026-01-01' }, 'own']);
  expect(second?.cells).toEqual([first?.cells[1], '', 'shared']);
});

it('what is more than may be remembered is sent all the same', () => {
  const values = new CommonValues();
  const count = KEPT_VALUES + 2;
  for (let at = 0; at < count; at++) values.addText(`text ${at}`);
  const packer = new RowPacker(values);
  const places = Array.from({ length: count }, (_, at) => at);
  const chunks = [packer.pack([row(1, places)]), packer.pack([row(2, [count - 1, 0])])];
  expect(chunks[0]?.kept.kinds.length).toBe(KEPT_VALUES);

  const unpacker = new RowUnpacker();
  const [first, second] = chunks.flatMap((chunk) => [...unpacker.unpack(chunk)]);
  expect(first?.cells).toEqual(values.cells);
  expect(second?.cells).toEqual([`text ${count - 1}`, 'text 0']);
});
