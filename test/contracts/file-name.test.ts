import { describe, expect, it } from 'vitest';
import { orderKey, parsePeriod, periodOf } from '../../contracts/file-name.js';

describe('the period in a file name', () => {
  it.each([
    ['2026-03-31', '2026-03-31', '2026-03-31'],
    ['20260331', '2026-03-31', '2026-03-31'],
    ['2026-03', '2026-03-01', '2026-03-31'],
    ['2026_02', '2026-02-01', '2026-02-28'],
    ['202402', '2024-02-01', '2024-02-29'],
    ['2026-12', '2026-12-01', '2026-12-31'],
    ['2026-Q1', '2026-01-01', '2026-03-31'],
    ['2026q4', '2026-10-01', '2026-12-31'],
    ['2026-W01', '2025-12-29', '2026-01-04'],
    ['2026-W53', '2026-12-28', '2027-01-03'],
    ['2025-W52', '2025-12-22', '2025-12-28'],
    ['2026', '2026-01-01', '2026-12-31'],
  ])('%s is %s to %s', (text, from, to) => expect(parsePeriod(text)).toEqual({ from, to }));

  it.each([
    '2026-13',
    '2026-02-30',
    '2026-Q5',
    '2026-Q0',
    '2026-W00',
    '2025-W53',
    '26-03',
    'March 2026',
    '',
    '2026-3',
    '1889-01',
    '2026-03-31-1',
  ])('%j is none', (text) => expect(parsePeriod(text)).toBeUndefined());

  it('is a finding when the source says where it stands and it does not', () => {
    const pattern = 'pos-([^.]+)';
    expect(periodOf('pos-2026-03.csv', pattern)).toEqual({ period: { from: '2026-03-01', to: '2026-03-31' }, findings: [] });
    for (const name of ['pos-march.csv', 'report.csv']) {
      expect(periodOf(name, pattern)).toMatchObject({ period: undefined, findings: [{ kind: 'PERIOD_UNREADABLE', severity: 'warning' }] });
    }
    expect(periodOf('report.csv', undefined)).toEqual({ period: undefined, findings: [] });
  });
});

describe('which delivery is the later one', () => {
  const [early, late] = ['2026-04-01T12:00:00Z', '2026-04-02T12:00:00+02:00'];
  const pattern = '_([vV][^.]*)\\.csv$';
  const key = (name: string, modified = early) => orderKey(name, pattern, modified);

  it('is said by the version in the name, as people count', () => {
    const names = ['r_v1.csv', 'r_v2.csv', 'r_v2a.csv', 'r_v9.csv', 'r_v10.csv', 'r_v10.1.csv', 'r_v010.2.csv'];
    const keys = names.map((name) => orderKey(name, '_(v.*)\\.csv$', early));
    expect(keys.toSorted()).toEqual(keys);
    expect(new Set(keys).size).toBe(names.length);
  });

  it('is said by the time where versions are equal or missing, and a version is later than none', () => {
    expect(key('r_v1.csv', early) < key('r_v1.csv', late)).toBe(true);
    expect(key('r_V01.csv')).toBe(key('r_v1.csv'));
    expect(key('r.csv', early) < key('r.csv', late)).toBe(true);
    expect(key('r.csv', late) < key('r_v1.csv', early)).toBe(true);
    expect(orderKey('r_v1.csv', undefined, late)).toBe('0 2026-04-02T10:00:00.000Z');
  });
});
