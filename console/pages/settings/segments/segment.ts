import type { Outputs } from '../../../app/api.ts';

export type Segment = Outputs['segments']['list']['items'][number];

/** How an audience names a segment. */
export const inSegment = (name: string): string => `in segment "${name}"`;
