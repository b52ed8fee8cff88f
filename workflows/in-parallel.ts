/**
 * Runs `work` for each item, at most `limit` at once, and returns when all are done.
 * @throws the first error of `work`; what is under way then goes on unwatched, so let `work` handle its own.
 */
export async function inParallel<T>(items: T[], limit: number, work: (item: T) => Promise<void>): Promise<void> {
  const left = items.values();
  const lane = async () => {
    for (const item of left) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, lane));
}
