/** Hides sheets and rows of an .ods that SheetJS has written, in the words that LibreOffice has for it: SheetJS writes none of them. */

import { withXml } from './containers.js';

export const withContent = (ods: Buffer, change: (xml: string) => string): Buffer => withXml(ods, '/content.xml', change);

const HIDDEN_STYLE =
  '<style:style style:name="ta2" style:family="table" style:master-page-name="mp1"><style:table-properties table:display="false" style:writing-mode="lr-tb"/></style:style>';

export const withHiddenSheet = (ods: Buffer, name: string): Buffer =>
  withContent(ods, (xml) =>
    xml
      .replace('</office:automatic-styles>', `${HIDDEN_STYLE}</office:automatic-styles>`)
      .replace(`table:name="${name}" table:style-name="ta1"`, `table:name="${name}" table:style-name="ta2"`),
  );

/** @param visibility by the number of the row, counted over all sheets. */
export function withHiddenRows(ods: Buffer, visibility: Record<number, string>): Buffer {
  let row = 0;
  return withContent(ods, (xml) =>
    xml.replaceAll('<table:table-row', (tag) => {
      const how = visibility[++row];
      return how === undefined ? tag : `${tag} table:visibility="${how}"`;
    }),
  );
}
