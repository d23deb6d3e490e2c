import { createHash } from 'node:crypto';

/** Ids that look like uuids and are the same for the same seed. */
export class SeededIds {
  readonly #seed: string;
  #count = 0;

  constructor(seed: string | number) {
    this.#seed = String(seed);
  }

  next(): string {
    const bytes = createHash('sha256')
      .update(`${this.#seed}/${this.#count++}`)
      .digest()
      .subarray(0, 16);
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40;
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80;
    const hex = bytes.toString('hex');
    return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
  }
}
