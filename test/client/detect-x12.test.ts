import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { detectSource } from '../../client/detect.js';
import { sourceSchema } from '../../schemas/project.js';
import { interchange, sale, segments, type Elements } from '../readers/x12/writing.js';
import { tempFolder } from '../support/temp-folder.js';

async function detect(text: string) {
  const file = join(tempFolder(), 'report.x12');
  writeFileSync(file, text);
  const detected = await detectSource({ file });
  const format = sourceSchema.parse(detected.source).format as { sender: string[]; country?: string };
  const about = (name: string) => detected.evidence.filter((one) => one.about === name);
  return { ...detected, format, about };
}

/** The report with other segments in place of those that begin like this. */
const replaced = (beginning: string, ...others: string[]): Elements[] =>
  sale.flatMap((elements) => (elements.join('*').startsWith(beginning) ? others.flatMap(segments) : [elements]));

describe('who an X12 file says has sent it', () => {
  it('is proposed as sender, and the party is asked for by the ids', async () => {
    const { format, about, source } = await detect(interchange([replaced('N1*DS', 'N1*DS*Northgate Distribution*1*081466849')]));
    expect(format.sender).toEqual(['NORTHGATE', '081466849']);
    expect(source.party).toBe('PARTY');
    const [party] = about('party');
    expect(party).toMatchObject({ open: true });
    expect(party!.says).toContain('ISA06 "NORTHGATE" and N1*DS "081466849" / "Northgate Distribution"');
    expect(party!.says).toContain('they differ');
  });

  it('is one id where ISA06 and N1 agree', async () => {
    const { format, about } = await detect(interchange([sale]));
    expect(format.sender).toEqual(['NORTHGATE']);
    expect(about('party')[0]!.says).not.toContain('they differ');
  });

  it('is N1*SU where nobody is N1*DS, by its name where it has no id', async () => {
    const { format, about } = await detect(interchange([replaced('N1*DS', 'N1*SU*Northgate Distribution')]));
    expect(format.sender).toEqual(['NORTHGATE', 'Northgate Distribution']);
    expect(about('party')[0]!.says).toContain('N1*SU "Northgate Distribution"');
  });

  it('is said to stand in ISA06 alone where no N1 names it', async () => {
    const { format, about } = await detect(interchange([replaced('N1*DS')]));
    expect(format.sender).toEqual(['NORTHGATE']);
    expect(about('party')[0]!.says).toContain('no N1*DS and no N1*SU');
  });

  it('is left out where the file names several', async () => {
    const other = replaced('N1*DS', 'N1*DS*Mapleway Supply*92*MAPLEWAY');
    const { format, about } = await detect(interchange([sale, other]));
    expect(format.sender).toEqual([]);
    expect(about('party')).toMatchObject([{ open: true }]);
    expect(about('party')[0]!.says).toContain('"NORTHGATE" / "Northgate Distribution" and N1*DS "MAPLEWAY" / "Mapleway Supply"');
  });
});

describe('the country of addresses without N404', () => {
  it('is proposed, to be confirmed, where their states and postal codes are those of one country', async () => {
    const { format, about } = await detect(interchange([replaced('N4*', 'N4*Springfield*IL*627011234')]));
    expect(format.country).toBe('US');
    expect(about('country')).toEqual([
      { about: 'country', says: expect.stringContaining('1 of 1 addresses (line 19)') as string, open: true },
    ]);
  });

  it('is asked for where nothing tells it', async () => {
    const { format, about } = await detect(interchange([replaced('N4*', 'N4*Zürich**8001')]));
    expect(format.country).toBeUndefined();
    expect(about('country')).toMatchObject([{ open: true }]);
    expect(about('country')[0]!.says).toContain('say which');
  });

  it('is asked for where the addresses are of two countries', async () => {
    const canadian = replaced('N4*', 'N4*Toronto*ON*M5V3L9');
    const { format, about } = await detect(interchange([replaced('N4*', 'N4*Springfield*IL*62701'), canadian]));
    expect(format.country).toBeUndefined();
    expect(about('country')).toMatchObject([{ open: true }]);
  });

  it('is no question where each address has it', async () => {
    expect((await detect(interchange([sale]))).about('country')).toEqual([
      { about: 'country', says: 'each of 1 addresses names its own (N404)' },
    ]);
  });

  it('is asked for without a word of an end user', async () => {
    const { evidence } = await detect(interchange([replaced('N4*', 'N4*Springfield*IL*62701')]));
    expect(JSON.stringify(evidence)).not.toMatch(/Clamshell|Springfield|62701|Main Street|Ann Example/);
  });
});
