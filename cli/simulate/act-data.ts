import type { InputValues } from '../../domain/input/program-input.ts';
import type { DataValue } from '../../domain/scoring/engagement-data.ts';
import { kindSpec, type EngagementKind, type EngagementKinds } from '../../domain/scoring/engagement.ts';

/**
 * What the acts of modelled people are about: a field of an act that has the name of a campaign's input has its value, so that somebody
 * who attends a webinar attends the one of the campaign.
 */
export const actDataOf =
  (kinds: EngagementKinds, input: InputValues) =>
  (kind: EngagementKind): Readonly<Record<string, DataValue>> =>
    Object.fromEntries(
      Object.keys(kindSpec(kinds, kind).data ?? {})
        .filter((field) => Object.hasOwn(input, field))
        .map((field) => [field, input[field]!]),
    );
