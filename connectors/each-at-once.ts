/**
 * Runs `work` for each item, at most `limit` at once.
 *
 * @returns what became of each, in the order of the items.
 * @throws the first error of `work`, when all that was under way has ended; nothing is begun after it.
 */
export async function eachAtOnce<T, R>(items: readonly T[], limit: number, work: (item: T) => Promise<R>): Promise<R[]> {
  const results: R[] = [];
  const errors: unknown[] = [];
  const left = items.entries();
  const lane = async () => {
    for (const [at, item] of left) {
      if (errors.length > 0) return;
      try {
        results[at] = await work(item);
      } catch (error) {
        errors.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
  if (errors.length > 0) throw errors[0];
  return results;
}
