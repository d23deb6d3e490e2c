import type { Compiled } from '../content/compiled-format.ts';
import type { ContentId } from '../content/catalog.ts';
import type { ContentEntry } from '../content/entry.ts';
import { funnelPositions, type FunnelPosition } from '../domain/scoring/engagement.ts';
import type { Persona } from '../domain/people/persona.ts';
import type { Temperature } from '../domain/scoring/threshold.ts';

interface Reader {
  readonly sent: readonly string[];
  readonly persona: Persona;
  readonly temperature: Temperature;
}

/** The funnel position that suits a lead's temperature. */
const positionFor = { cold: 'top', warm: 'middle', hot: 'bottom' } as const satisfies Record<Temperature, FunnelPosition>;

/**
 * The spares that a lead has not received, best first: those nearest to the lead's position. Other contents are excluded, because
 * they make sense only in their place ("this is the last one").
 */
export function unsentFor(content: Compiled, { sent, persona, temperature }: Reader): ContentId[] {
  const wanted = funnelPositions.indexOf(positionFor[temperature]);
  const distance = ({ position }: ContentEntry) => Math.abs(funnelPositions.indexOf(position) - wanted);
  return Object.entries(content)
    .map(([id, { entry }]) => [id, entry] as const)
    .filter(([id, entry]) => !sent.includes(id) && entry.spare && entry.personas.includes(persona))
    .sort(([, a], [, b]) => distance(a) - distance(b))
    .map(([id]) => id as ContentId);
}
