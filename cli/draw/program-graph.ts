import type { WayKind } from '../../domain/lead/program-drawing.ts';

/** The graph of a program: its tracks, and the ways between them. */
export interface ProgramGraph {
  readonly id: string;
  /** Its docstring. */
  readonly about: string;
  readonly tracks: readonly Track[];
  readonly ways: readonly Way[];
}

export interface Track {
  readonly name: string;
  readonly side: 'marketing' | 'sales';
  readonly about: string;
  /** The contents that it may send, in source order. */
  readonly sends: readonly string[];
  /** The contents and, marked with `…`, the waits, in source order. */
  readonly steps: readonly string[];
}

export interface Way {
  /** A track or a place. */
  readonly from: string;
  readonly to: string;
  /** The condition, in a few words; empty for the default. */
  readonly when: string;
  readonly kind: WayKind;
}

/** Where a lead comes from, outside or any track that interrupts apply to, and where it goes besides the program's tracks. */
export const places = {
  entry: 'a lead enters',
  anywhere: 'in any marketing track or rest',
  named: 'the track that the rep names',
} as const;
export type GraphPlace = keyof typeof places;

const END = 'end:';
export const endOf = (stage: string): string => `${END}${stage}`;
export const stageOfEnd = (node: string): string | undefined => (node.startsWith(END) ? node.slice(END.length) : undefined);

/** The ends in a graph. */
export const endsOf = ({ ways }: ProgramGraph): string[] => [
  ...new Set(ways.map((way) => way.to).filter((to) => stageOfEnd(to) !== undefined)),
];

/** The places in a graph. */
export const placesOf = ({ ways }: ProgramGraph): GraphPlace[] =>
  (Object.keys(places) as GraphPlace[]).filter((place) => ways.some(({ from, to }) => from === place || to === place));
