/**
 * Chance that can be asked again: what row 4711 holds depends on the seed and on 4711 alone, not on the rows before it. So any row can be
 * made by itself, in any order, and a thousand small files hold the same rows as one big file.
 */
export class Dice {
  private state: number;

  constructor(seed: number, index: number) {
    this.state = mixed(mixed(seed | 0) ^ Math.imul(index + 1, 0x9e3779b1));
  }

  /** A whole number from 0 to below `n`. */
  below(n: number): number {
    this.state = (this.state + 0x9e3779b9) | 0;
    return mixed(this.state) % n;
  }

  /** True in `per_mille` of a thousand cases. */
  chance(per_mille: number): boolean {
    return this.below(1000) < per_mille;
  }

  of<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }
}

/** 32 bits well stirred (the finisher of a hash with good avalanche). */
function mixed(x: number): number {
  x = Math.imul(x ^ (x >>> 16), 0x21f0aaad);
  x = Math.imul(x ^ (x >>> 15), 0x735a2d97);
  return (x ^ (x >>> 15)) >>> 0;
}
