import { catalog } from '../content/catalog.gen.ts';
import type { ContentId } from '../content/catalog.ts';
import { funnelPositions } from '../content/entry.ts';
import type { ContentEntry, FunnelPosition } from '../content/entry.ts';
import type { Persona } from '../domain/persona.ts';
import type { Temperature } from '../domain/threshold.ts';

interface Reader {
  readonly sent: readonly ContentId[];
  readonly persona: Persona;
  readonly temperature: Temperature;
}

/** What somebody wants to read about, by how warm they are. */
const positionFor = { cold: 'top', warm: 'middle', hot: 'bottom' } as const satisfies Record<Temperature, FunnelPosition>;

const entries = Object.entries(catalog) as [ContentId, ContentEntry][];

/**
 * The contents that a lead has not had and could get at any time, the best first: spares before what tracks left, then
 * those nearest to the lead's position. Content that only makes sense in its place is not among them: what asks
 * a question, needs variables, or is written in a rep's name.
 */
export const unsentFor = ({ sent, persona, temperature }: Reader): ContentId[] => {
  const wanted = funnelPositions.indexOf(positionFor[temperature]);
  const distance = ({ position }: ContentEntry) => Math.abs(funnelPositions.indexOf(position) - wanted);
  return entries
    .filter(([id, entry]) => !sent.includes(id) && entry.personas.includes(persona) && standsAlone(entry))
    .sort(([, a], [, b]) => Number(b.spare) - Number(a.spare) || distance(a) - distance(b))
    .map(([id]) => id);
};

const standsAlone = ({ from, variables, links, goal }: ContentEntry): boolean =>
  from === 'marketing' &&
  Object.keys(variables).length === 0 &&
  goal.length > 0 &&
  Object.values(links).every((link) => !('answer' in link));
