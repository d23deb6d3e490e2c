import { definePolicy } from 'trellis';

/** What Baywright decides about its leads. */
export const policy = definePolicy({
  sending: { gap: '2 days', mostPerWeek: 3 },
});
