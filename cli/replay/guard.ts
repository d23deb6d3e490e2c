import type { App } from '../../config/app.ts';
import { own } from '../../domain/text/own.ts';
import { GATE } from '../../workflows/state.ts';
import type { Place } from './place.ts';

/** What an author can do so that the leads at a place continue. */
export function guardOf({ program, track, history, code }: Place, programs: App['programs']): string {
  const known = own(programs, program);
  if (!known) return `keep the program ${program} until its last lead has ended`;
  if (track !== GATE && !Object.hasOwn(known.tracks, track)) return `keep the track ${track} until nobody is in it`;
  const [now, then] = [code ?? 'the new code', history ?? 'the old code'].map((verbs) => (verbs === 'none' ? '' : `${verbs} `));
  return `if (patched('NAME')) { ${now}} else { ${then}}`;
}
