import { describe, expect, it } from 'vitest';
import { TableAccount } from '../../readers/account.js';

describe('the account of a table', () => {
  const account = () => {
    const made = new TableAccount(null, { header_row: 2 });
    made.take(2, 1, ['a']);
    made.take(3, 2, ['x\ny']);
    return made;
  };

  it('adds up to the lines that were counted apart from it', () => {
    expect(account().close(4)).toEqual({ sheet: null, lines: 4, preamble: 1, header: 1, data: 2, total: 0, blank: 0, rows: 1 });
  });

  it.each([3, 5])('is our fault when it does not: %d lines', (lines) => {
    expect(() => account().close(lines)).toThrow(expect.objectContaining({ code: 'INTERNAL' }));
  });
});
