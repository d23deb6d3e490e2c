import type { Compiled } from '../content/compiled-format.ts';
import type { ContentId } from '../content/catalog.ts';
import { funnelPositions } from '../content/entry.ts';
import type { ContentEntry, FunnelPosition } from '../content/entry.ts';
import type { Persona } from '../domain/people/persona.ts';
import type { Temperature } from '../domain/scoring/threshold.ts';

interface Reader {
  readonly sent: readonly string[];
  readonly persona: Persona;
  readonly temperature: Temperature;
}

/** What somebody wants to read about, by how warm they are. */
const positionFor = { cold: 'top', warm: 'middle', hot: 'bottom' } as const satisfies Record<Temperature, FunnelPosition>;

/**
 * The spares that a lead has not had, the best first: those nearest to its position. Only spares: other contents make sense
 * in their place alone ("this is the last one").
 */
export const unsentFor = (content: Compiled, { sent, persona, temperature }: Reader): ContentId[] => {
  const wanted = funnelPositions.indexOf(positionFor[temperature]);
  const distance = ({ position }: ContentEntry) => Math.abs(funnelPositions.indexOf(position) - wanted);
  return Object.entries(content)
    .map(([id, { entry }]) => [id, entry] as const)
    .filter(([id, entry]) => !sent.includes(id) && entry.spare && entry.personas.includes(persona))
    .sort(([, a], [, b]) => distance(a) - distance(b))
    .map(([id]) => id as ContentId);
};
