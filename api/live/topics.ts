import type { Change } from '../../db/events/changes.ts';
import { apiRoles, type ApiRole } from '../../domain/people/roles.ts';

/** Who listens, as of now. */
export interface Audience {
  readonly role: ApiRole;
  /** Of a rep. */
  readonly teamId: string | null;
}

interface Topic {
  /** The ids of what changed. */
  readonly ids: (change: Change) => readonly string[];
  /** Whether somebody may be told about it. */
  readonly isFor: (who: Audience, change: Change) => boolean;
}

/** Reps and managers are told about what their team works on, as their lists show it. */
const ofTeam = ({ role, teamId }: Audience, { teamIds }: Change): boolean =>
  apiRoles[role].rep === undefined || (teamId !== null && teamIds.includes(teamId));

/** What people are told about. To add a topic, add a row. */
export const topics = {
  leads: { ids: ({ leadId }) => (leadId ? [leadId] : []), isFor: ofTeam },
  tasks: { ids: ({ taskId }) => (taskId ? [taskId] : []), isFor: ofTeam },
  campaigns: { ids: ({ campaignIds }) => campaignIds, isFor: () => true },
} as const satisfies Record<string, Topic>;

export type TopicName = keyof typeof topics;

/** Something that changed; without an id, so much of the topic did that all of it should be read again. */
export interface TopicChange {
  readonly topic: TopicName;
  readonly id?: string;
}
