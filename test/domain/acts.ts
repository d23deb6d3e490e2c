import fc from 'fast-check';
import type { Act } from '../../domain/scoring/act.ts';
import { DAY } from '../../domain/time/duration.ts';
import { coreKinds, standardPages } from '../../domain/scoring/engagement.ts';
import type { EngagementKind, Page } from '../../domain/scoring/engagement.ts';

const kinds = Object.keys(coreKinds) as EngagementKind[];
const pageNames = Object.keys(standardPages) as Page[];

/** Whatever a lead can do, within 120 days. */
export const acts: fc.Arbitrary<Act> = fc
  .record({
    kind: fc.constantFrom(...kinds),
    page: fc.constantFrom(...pageNames),
    at: fc.integer({ min: 0, max: 120 * DAY }),
    machine: fc.boolean(),
  })
  .map(({ kind, page, at, machine }): Act => ({ kind, at, ...(kind === 'visited' && { page }), ...(machine && { machine }) }));
