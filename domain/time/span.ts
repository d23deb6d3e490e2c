import type { Instant } from './clock.ts';

/** A span of time: `from` included, `to` not. */
export interface Span {
  readonly from: Instant;
  readonly to: Instant;
}

export const isWithin = (at: Instant, { from, to }: Span): boolean => from <= at && at < to;

/** What is left of the spans without the holes, in order. */
export const subtract = (spans: readonly Span[], holes: readonly Span[]): readonly Span[] =>
  holes.reduce<readonly Span[]>((rest, hole) => rest.flatMap((span) => without(span, hole)), spans);

function without(span: Span, hole: Span): readonly Span[] {
  if (hole.to <= hole.from || hole.to <= span.from || hole.from >= span.to) return [span];
  return [
    { from: span.from, to: hole.from },
    { from: hole.to, to: span.to },
  ].filter(({ from, to }) => from < to);
}
