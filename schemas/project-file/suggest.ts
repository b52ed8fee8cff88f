/** "Did you mean": the name that is nearest to a misspelt one, when one is near enough. */

/** The choices as text for an error, with the nearest one named when there is one. */
export function oneOf(choices: readonly string[], got: string): string {
  const near = nearest(choices, got);
  return `one of ${choices.join(', ')}${near === undefined ? '' : `; did you mean ${near}?`}`;
}

function nearest(choices: readonly string[], got: string): string | undefined {
  const plain = (text: string) => text.toLowerCase().replace(/[\s_-]/g, '');
  const wanted = plain(got);
  if (wanted === '') return undefined;
  const ranked = choices
    .map((choice) => ({ choice, distance: editDistance(plain(choice), wanted) }))
    .sort((a, b) => a.distance - b.distance);
  const best = ranked[0];
  return best !== undefined && best.distance <= Math.max(1, Math.floor(wanted.length / 3)) ? best.choice : undefined;
}

/** Letters to insert, remove, replace or swap with the next one. */
function editDistance(a: string, b: string): number {
  let before: number[] = [];
  let last = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i += 1) {
    const row = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1;
      let cost = Math.min(last[j]! + 1, row[j - 1]! + 1, last[j - 1]! + same);
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) cost = Math.min(cost, before[j - 2]! + 1);
      row.push(cost);
    }
    before = last;
    last = row;
  }
  return last[b.length]!;
}
