/**
 * A text as a cell of a workbook holds it (ST_Xstring, ECMA-376 part 1, 22.9.2.19): characters that XML cannot hold as `_xHHHH_`, and a text that looks
 * like such an escape with its underscore escaped. Without this the writer drops the former (U+FFFD too), and every reader changes the latter. A text like
 * `toString` has its first letter escaped: the writer looks texts up in an object, finds what every object has, and writes no text at all.
 */
export function xlsxText(text: string): string {
  const written = text.replace(/_(?=x[\da-f]{4}_)/gi, '_x005F_').replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd-\uffff]/g, escaped);
  return written in Object.prototype ? escaped(written[0]!) + written.slice(1) : written;
}

const escaped = (c: string): string => `_x${c.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`;
