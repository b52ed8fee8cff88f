/** Number formats that a workbook names by their number only (ECMA-376 part 1, 18.8.30). */

const GENERAL = 'General';

const ACCOUNTING = {
  whole: '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)',
  wholeDollar: '_("$"* #,##0_);_("$"* (#,##0);_("$"* "-"_);_(@_)',
  cents: '_(* #,##0.00_);_(* (#,##0.00);_(* "-"??_);_(@_)',
  dollar: '_("$"* #,##0.00_);_("$"* (#,##0.00);_("$"* "-"??_);_(@_)',
};

const FORMATS: Record<number, string> = {
  1: '0',
  2: '0.00',
  3: '#,##0',
  4: '#,##0.00',
  5: '"$"#,##0_);\\("$"#,##0\\)',
  6: '"$"#,##0_);[Red]\\("$"#,##0\\)',
  7: '"$"#,##0.00_);\\("$"#,##0.00\\)',
  8: '"$"#,##0.00_);[Red]\\("$"#,##0.00\\)',
  9: '0%',
  10: '0.00%',
  11: '0.00E+00',
  12: '# ?/?',
  13: '# ??/??',
  14: 'm/d/yy',
  15: 'd-mmm-yy',
  16: 'd-mmm',
  17: 'mmm-yy',
  18: 'h:mm AM/PM',
  19: 'h:mm:ss AM/PM',
  20: 'h:mm',
  21: 'h:mm:ss',
  22: 'm/d/yy h:mm',
  37: '#,##0 ;(#,##0)',
  38: '#,##0 ;[Red](#,##0)',
  39: '#,##0.00;(#,##0.00)',
  40: '#,##0.00;[Red](#,##0.00)',
  41: ACCOUNTING.whole,
  42: ACCOUNTING.wholeDollar,
  43: ACCOUNTING.cents,
  44: ACCOUNTING.dollar,
  45: 'mm:ss',
  46: '[h]:mm:ss',
  47: 'mmss.0',
  48: '##0.0E+0',
  49: '@',
};

/** 27 to 36 and 50 to 58 are days, and 32 to 35 times, in the words of an East Asian Excel; which words nothing in the file says. */
export function builtInFormat(id: number): string {
  if (id >= 32 && id <= 35) return 'h:mm:ss';
  if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'm/d/yy';
  return FORMATS[id] ?? GENERAL;
}
