/** The shared strings of a workbook: the only part that stays in memory as a whole. */

import type { CommonValues } from '../common-values.js';
import { LeadingText } from './leading-text.js';
import type { Piece } from './piece.js';
import type { XmlHandler } from './xml.js';
import { cellString, localName } from './xml-text.js';

/**
 * The text of `<si>` or `<is>`: of its own `<t>` or of all its runs, without the phonetic runs that tell how to read it aloud.
 * Fed with what stands inside.
 */
export class RichText {
  private parts = '';
  private inText = false;
  private phonetic = 0;

  begin(): void {
    this.parts = '';
    this.inText = false;
    this.phonetic = 0;
  }

  open(name: string): void {
    if (name === 'rPh') this.phonetic++;
    else if (name === 't') this.inText = this.phonetic === 0;
  }

  close(name: string): void {
    if (name === 'rPh') this.phonetic--;
    else if (name === 't') this.inText = false;
  }

  text(source: Piece, from: number, to: number, raw: boolean): void {
    if (this.inText) this.parts += raw ? source.text(from, to) : escaped(source.text(from, to));
  }

  /** Escapes may be cut in two by runs and comments, so they are read last. */
  get value(): string {
    return cellString(this.parts);
  }
}

/** Of CDATA, in which `&` is a character like others. */
export const escaped = (text: string): string => text.replaceAll('&', '&amp;');

export class SharedStrings implements XmlHandler {
  private readonly rich = new RichText();
  private readonly content = new LeadingText();
  private inString = false;

  /** @param values to which they are added, in their order. */
  constructor(private readonly values: CommonValues) {}

  open(source: Piece, from: number): number | undefined {
    const name = localName(source, from);
    if (this.inString) this.rich.open(name);
    else if (name === 'si') {
      const behind = this.simple(source, from - 1);
      if (behind >= from) return behind;
      this.inString = true;
      this.rich.begin();
    }
    return undefined;
  }

  close(source: Piece, from: number): void {
    const name = localName(source, from);
    if (name === 'si') {
      this.inString = false;
      this.values.addText(this.rich.value);
    } else if (this.inString) this.rich.close(name);
  }

  text(source: Piece, from: number, to: number, raw: boolean): void {
    if (this.inString) this.rich.text(source, from, to, raw);
  }

  /** `<si><t>…</t></si>`, which nearly all of them are, in one go. @returns what follows the last of them. */
  private simple(source: Piece, from: number): number {
    const { content } = this;
    for (let done = from; ;) {
      const begin = source.has(PLAIN, done) ? done + PLAIN.length : source.has(SPACED, done) ? done + SPACED.length : -1;
      if (begin === -1 || !content.find(source, begin) || !source.has(END, content.end)) return done;
      this.values.addText(content.value);
      done = content.end + END.length;
    }
  }
}

const PLAIN = '<si><t>';
const SPACED = '<si><t xml:space="preserve">';
const END = '</t></si>';
