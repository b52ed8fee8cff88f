/** Cells of an .ods as LibreOffice and OpenOffice write them, and SheetJS does not. */

import { expect, it } from 'vitest';
import { withContent } from './ods-xml.js';
import { read, workbook, xlsx } from './support.js';

const shape =
  '<draw:custom-shape draw:z-index="0" svg:width="2cm"><text:p>check with Anna!</text:p><draw:enhanced-geometry draw:type="rectangle"/></draw:custom-shape>';
const picture = '<draw:frame><draw:image xlink:href="Pictures/1.png"/><draw:text-box><text:p>Logo</text:p></draw:text-box></draw:frame>';

/** One cell under a header, with something changed in the XML of it. */
async function cell(value: string | number, change: (xml: string) => string) {
  const bytes = withContent(workbook({ S: [['name', 'city'], [value, 'Ä']] }, 'ods'), change); // prettier-ignore
  const { rows } = await read(bytes, xlsx());
  return rows.map(({ cells }) => cells);
}

it.each([
  ['a shape behind it', (text: string) => `${text}${shape}`],
  ['a shape before it', (text: string) => `${shape}${text}`],
  ['a group of shapes', (text: string) => `${text}<draw:g><draw:line/>${shape}${picture}</draw:g>`],
  ['a picture with a caption', (text: string) => `${text}${picture}`],
  ['a line without a text', (text: string) => `${text}<draw:line svg:x1="0cm"/>`],
])('the text of a cell is its own: %s', async (_, withDrawing) => {
  const text = '<text:p>Beta GmbH</text:p>';
  expect(await cell('Beta GmbH', (xml) => xml.replace(text, withDrawing(text)))).toEqual([['Beta GmbH', 'Ä']]);
});

it('an error of OpenOffice is one, whatever value is written beside it', async () => {
  const asNumber = await cell(7, (xml) => xml.replace('<text:p>7</text:p>', '<text:p>Err:502</text:p>'));
  expect(asNumber).toEqual([[{ text: 'Err:502', error: 'Err:502' }, 'Ä']]);
  const asText = await cell('x', (xml) => xml.replace('<text:p>x</text:p>', '<text:p>Err:508</text:p>'));
  expect(asText).toEqual([[{ text: 'Err:508', error: 'Err:508' }, 'Ä']]);
});
