import { z } from 'zod';

const LATEST = Date.UTC(2200, 0);

/** A moment of program time, as milliseconds since the epoch or as ISO 8601 with an offset. */
export const instantInput = z
  .union([z.int(), z.iso.datetime({ offset: true }).transform((text) => Date.parse(text))])
  .pipe(z.int().min(0).max(LATEST));

export const idInput = z.uuid();
