import type { Judgement } from '../schemas/delivery.js';

/** What is noticed about a file without a row or the file being refused. */
export type Finding = Judgement['findings'][number];
