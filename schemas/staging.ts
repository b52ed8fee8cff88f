/** Where judged deliveries wait for the registry worker. Pure names; the home folder is shared by the workers of a project. */

export const stagingPaths = (staging: string, deliveryId: string) => ({
  folder: `${staging}/${deliveryId}`,
  delivery: `${staging}/${deliveryId}/delivery.json`,
  sighting: `${staging}/${deliveryId}/sighting.json`,
  judgement: `${staging}/${deliveryId}/judgement.json`,
  accepted: `${staging}/${deliveryId}/accepted.parquet`,
  rejected: `${staging}/${deliveryId}/rejected.parquet`,
  /** Of a corrected copy only: which row of it corrects which rejected row. */
  corrections: `${staging}/${deliveryId}/corrections.jsonl`,
});

/** All paths of a project's home, absolute once `home` is. */
export const homePaths = (home: string) => ({
  staging: `${home}/staging`,
  published: `${home}/published`,
  snapshot: `${home}/published/registry.duckdb`,
  temporal_db: `${home}/temporal.sqlite`,
  run_file: `${home}/engine.json`,
  lock: `${home}/engine.lock`,
});
