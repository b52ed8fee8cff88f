import { describe, expect, it } from 'vitest';
import { breachRules } from '../../schemas/capability-policy.js';
import { type AssuranceError } from '../../schemas/errors/error.js';
import { parseProjectFile } from '../../schemas/project-file.js';

const parse = (breach: string) =>
  parseProjectFile({ text: `version: 1\npolicy:\n  breach:\n${breach}`, file: 'assurance.yaml', env: {} }).policy.breach;

function problem(breach: string): string {
  try {
    parse(breach);
  } catch (error) {
    const [first] = (error as AssuranceError).problems;
    return `${first!.line} ${first!.key}: ${first!.expected}`;
  }
  throw new Error('no problem');
}

const on = (day: string, requirement: string, breach = '') =>
  breachRules(breach === '' ? [] : parse(breach)).find(
    (rule) => rule.requirement === requirement && rule.starts <= day && day <= rule.ends,
  );

describe('the policy of breaches', () => {
  it('is a cure of 30 days where nothing is said, and a notice of who is no Expert Video Partner', () => {
    expect(on('1999-01-01', 'audit')).toMatchObject({ action: 'cure', cure_days: 30 });
    expect(on('2999-01-01', 'expert_video_partner')).toMatchObject({ action: 'notice', cure_days: null });
  });

  it('is of its last entry that names the requirement, or names none, and has begun', () => {
    const text = `    - { action: notice }
    - { from: 2026-03-01, requirements: [audit], action: refuse_new_pams }
    - { from: 2026-05-01, action: cure, cure_days: 10 }
`;
    expect(on('2026-02-28', 'audit', text)).toMatchObject({ action: 'notice', ends: '2026-02-28' });
    expect(on('2026-03-01', 'audit', text)).toMatchObject({ action: 'refuse_new_pams', starts: '2026-03-01', ends: '2026-04-30' });
    expect(on('2026-03-01', 'case_system', text)).toMatchObject({ action: 'notice' });
    expect(on('2026-05-01', 'audit', text)).toMatchObject({ action: 'cure', cure_days: 10 });
  });

  const wrong: [name: string, text: string, expected: string][] = [
    ['an action that is none', '    - { action: refuse }\n', '4 policy.breach[0].action: one of nothing, notice, cure, refuse_new_pams'],
    [
      'a requirement that is none',
      '    - { requirements: [audits], action: notice }\n',
      '4 policy.breach[0].requirements[0]: one of expert_video_partner, coverage_hours, coverage_days, technical_staff, certified_engineers, case_system, troubleshooting_lab, audit; did you mean audit?',
    ],
    [
      'an empty list',
      '    - { requirements: [], action: notice }\n',
      '4 policy.breach[0].requirements: at least one requirement; without this key the entry is for all of them',
    ],
    ['a cure without days', '    - action: cure\n', '4 policy.breach[0].cure_days: cure_days with action: cure'],
    ['days without a cure', '    - { action: notice, cure_days: 3 }\n', '4 policy.breach[0].cure_days: cure_days with action: cure only'],
    ['a day that is none', '    - { from: 2026-02-30, action: notice }\n', '4 policy.breach[0].from: a day as YYYY-MM-DD'],
    [
      'an entry that a later one hides',
      '    - { from: 2026-05-01, requirements: [audit], action: notice }\n    - { from: 2026-05-01, action: nothing }\n',
      '4 policy.breach[0]: an entry that holds on some day; entry 2 stands after it and holds whenever it does',
    ],
  ];
  it.each(wrong)('is refused with its line when it has %s', (_name, text, expected) => {
    expect(problem(text)).toBe(expected);
  });
});
