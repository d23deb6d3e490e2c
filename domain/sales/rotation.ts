/** A rep's place in a rotation. A turn costs 1 / weight, so that equal sums are shares by weight. */
export interface Place {
  readonly id: string;
  /** The sum of the rep's turns, and of what they got in order to start level with the others. */
  readonly turn: number;
  /** Whether the rep could have taken the last lead. */
  readonly wasAble: boolean;
}

interface Able {
  readonly id: string;
  readonly weight: number;
}

/**
 * Gives a turn to one of the reps who can take the lead: start-time fair queueing (Goyal, Vin and Cheng, 1996). The rep with the
 * lowest sum is next, and their sum grows by 1 / weight. A rep who could not take the previous lead starts level, at the lowest sum
 * of those who could. So of any two reps, neither is ever more than one turn ahead of their share since both could take leads.
 * @returns the rep whose turn it was, and all places after it; undefined if no rep can take the lead
 */
export function takeTurn(places: readonly Place[], able: readonly Able[]): { id: string; places: readonly Place[] } | undefined {
  const before = new Map(places.map((place) => [place.id, place]));
  const level = levelOf(places, able);
  const starts = able.map(({ id, weight }) => {
    const place = before.get(id);
    const from = place?.wasAble ? place.turn : Math.max(place?.turn ?? level, level);
    return { id, from, to: from + 1 / weight };
  });
  const next = starts.toSorted((a, b) => a.from - b.from || a.to - b.to || (a.id < b.id ? -1 : 1))[0];
  if (!next) return undefined;
  const left = places.filter(({ id }) => !able.some((one) => one.id === id)).map((place) => ({ ...place, wasAble: false }));
  const stayed = starts.map(({ id, from, to }) => ({ id, turn: id === next.id ? to : from, wasAble: true }));
  return { id: next.id, places: [...left, ...stayed] };
}

/** The lowest sum of the reps who could take the last lead and can take this one or, if there are none, who could take the last. */
function levelOf(places: readonly Place[], able: readonly Able[]): number {
  const could = places.filter(({ wasAble }) => wasAble);
  const still = could.filter(({ id }) => able.some((one) => one.id === id));
  const [first = 0, ...others] = (still.length > 0 ? still : could).map(({ turn }) => turn);
  return Math.min(first, ...others);
}
