/** Reads docs/requirements.md, and says where the map of clauses has a hole. */

export interface Clause {
  id: string;
  text: string;
  rules: string[];
  views: { view: string; columns: string[] }[];
  commands: string[];
  tests: { file: string; name: string }[];
}

/** What the map is held against. */
export interface World {
  /** The text of a file of the repository; undefined when there is none. */
  read: (path: string) => string | undefined;
  views: Record<string, { columns: Record<string, string> }>;
  /** Command lines without options, such as `quarantine list`. */
  commands: string[];
}

export function readClauses(markdown: string): Clause[] {
  return markdown
    .split(/^### /m)
    .slice(1)
    .map((section) => {
      const [id = '', ...lines] = section.split(/^## /m)[0]!.split('\n');
      const of = (label: string) => lines.filter((line) => line.startsWith(`- ${label}: `)).map((line) => line.slice(label.length + 4));
      const quoted = (text: string) => [...text.matchAll(/`([^`]+)`/g)].map(([, inner]) => inner!);
      return {
        id: id.trim(),
        text: lines
          .filter((line) => line.startsWith('> '))
          .map((line) => line.slice(2))
          .join(' '),
        rules: of('Rule').flatMap(quoted),
        views: of('Shown in')
          .flatMap(quoted)
          .map((shown) => {
            const [, view = shown, columns = ''] = /^(\w+)\((.*)\)$/.exec(shown) ?? [];
            return { view, columns: columns.split(', ').filter((column) => column !== '') };
          }),
        commands: of('Command').flatMap(quoted),
        tests: of('Test').map((line) => {
          const [, file = line, name = ''] = /^`([^`]+)` "(.+)"$/.exec(line) ?? [];
          return { file, name };
        }),
      };
    });
}

/** One sentence for each hole. */
export function holesIn(clauses: Clause[], { read, views, commands }: World): string[] {
  return clauses.flatMap(({ id, text, rules, views: shown, commands: asked, tests }) => [
    ...(text === '' ? [`${id} has no text`] : []),
    ...Object.entries({ rule: rules, view: shown, command: asked, test: tests }).flatMap(([what, list]) =>
      list.length === 0 ? [`${id} names no ${what}`] : [],
    ),
    ...rules.filter((file) => read(file) === undefined).map((file) => `${id}: there is no file ${file}`),
    ...shown.flatMap(({ view, columns }) =>
      views[view] === undefined
        ? [`${id}: there is no view ${view}`]
        : [
            ...(columns.length === 0 ? [`${id} names no column of ${view}`] : []),
            ...columns.filter((column) => !(column in views[view]!.columns)).map((column) => `${id}: ${view} has no column ${column}`),
          ],
    ),
    ...asked.filter((line) => !commands.includes(line.replace(/^assurance /, ''))).map((line) => `${id}: there is no command ${line}`),
    ...tests.flatMap(({ file, name }) => {
      const source = read(file);
      if (source === undefined) return [`${id}: there is no test file ${file}`];
      return isTested(name, source) ? [] : [`${id}: ${file} has no test "${name}"`];
    }),
  ]);
}

/** Whether something is called with exactly this name first, as `it` and what `it.each` makes are. */
function isTested(name: string, source: string): boolean {
  const calls = source.replace(/\(\s+/g, '(');
  return name !== '' && ["'", '"', '`'].some((quote) => calls.includes(`(${quote}${name.replaceAll(quote, `\\${quote}`)}${quote},`));
}
