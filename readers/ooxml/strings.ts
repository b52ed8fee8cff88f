/** The shared strings of a workbook: the only part that stays in memory as a whole. */

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

  text(source: string, from: number, to: number, raw: boolean): void {
    if (this.inText) this.parts += raw ? source.slice(from, to) : escaped(source.slice(from, to));
  }

  /** Escapes may be cut in two by runs and comments, so they are read last. */
  get value(): string {
    return cellString(this.parts);
  }
}

/** Of CDATA, in which `&` is a character like others. */
export const escaped = (text: string): string => text.replaceAll('&', '&amp;');

export class SharedStrings implements XmlHandler {
  readonly found: string[] = [];
  private readonly rich = new RichText();
  private inString = false;

  open(source: string, from: number): void {
    const name = localName(source, from);
    if (name === 'si') {
      this.inString = true;
      this.rich.begin();
    } else if (this.inString) this.rich.open(name);
  }

  close(source: string, from: number): void {
    const name = localName(source, from);
    if (name === 'si') {
      this.inString = false;
      this.found.push(this.rich.value);
    } else if (this.inString) this.rich.close(name);
  }

  text(source: string, from: number, to: number, raw: boolean): void {
    if (this.inString) this.rich.text(source, from, to, raw);
  }
}
