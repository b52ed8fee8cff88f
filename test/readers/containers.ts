/** Makes and changes the containers of workbooks, zip archives and OLE files, with the module that SheetJS has for them. */

import { CFB } from 'xlsx';
import { expect } from 'vitest';

type Kind = 'zip' | 'cfb';
type Container = object;

const cfb = CFB as {
  read: (bytes: Buffer, options: { type: 'buffer' }) => Container;
  find: (container: Container, path: string) => { content: Uint8Array } | null;
  write: (container: Container, options: { type: 'buffer'; fileType: Kind; compression: boolean }) => Buffer;
  utils: {
    cfb_new: (options?: { root: string }) => Container;
    cfb_add: (container: Container, path: string, content: Buffer) => void;
    cfb_del: (container: Container, path: string) => void;
  };
};

const written = (container: Container, kind: Kind, compression: boolean) =>
  cfb.write(container, { type: 'buffer', fileType: kind, compression });

export function containerOf(kind: Kind, parts: Record<string, Buffer>): Buffer {
  const container = cfb.utils.cfb_new(kind === 'zip' ? { root: 'R' } : undefined);
  for (const [path, content] of Object.entries(parts)) cfb.utils.cfb_add(container, path, content);
  return written(container, kind, true);
}

/** The same with one part changed, added (it was empty before) or taken away (the change gives undefined). */
export function withPart(kind: Kind, bytes: Buffer, path: string, change: (content: Buffer) => Buffer | undefined): Buffer {
  const container = cfb.read(bytes, { type: 'buffer' });
  const before = Buffer.from(cfb.find(container, path)?.content ?? []);
  const after = change(before);
  expect(after?.equals(before)).not.toBe(true);
  if (after === undefined) cfb.utils.cfb_del(container, path);
  else cfb.utils.cfb_add(container, path, after);
  return written(container, kind, true);
}

export function withXml(bytes: Buffer, path: string, change: (xml: string) => string): Buffer {
  return withPart('zip', bytes, path, (content) => Buffer.from(change(content.toString())));
}

/** A zip archive whose parts are stored as they are, so that a test can change their bytes. */
export function uncompressed(bytes: Buffer): Buffer {
  return written(cfb.read(bytes, { type: 'buffer' }), 'zip', false);
}
