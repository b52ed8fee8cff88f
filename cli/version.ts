import { readFileSync } from 'node:fs';

/** The version of the package: package.json is the first one above this file, in the sources and in the build. */
export function version(): string {
  for (let at = new URL('.', import.meta.url); ; at = new URL('..', at)) {
    try {
      return (JSON.parse(readFileSync(new URL('package.json', at), 'utf8')) as { version: string }).version;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOENT' || at.pathname === '/') throw error;
    }
  }
}
