import type { Persona } from '../../domain/people/persona.ts';
import { channels, type Channel } from '../../domain/contact/suppression.ts';
import type { EngagementKind, Page } from '../../domain/scoring/engagement.ts';
import type { ApiDeps } from './context.ts';
import { unknownName } from './refusal.ts';

/** A kind of engagement of the app. @throws Refusal */
export const kindNamed = ({ policy }: Pick<ApiDeps, 'policy'>, name: string): EngagementKind =>
  nameIn(policy.engagements, 'engagement', name) as EngagementKind;

/** A page of the app. @throws Refusal */
export const pageNamed = ({ policy }: Pick<ApiDeps, 'policy'>, name: string): Page => nameIn(policy.pages, 'page', name) as Page;

/** A kind of buyer of the app. @throws Refusal */
export const personaNamed = ({ policy }: Pick<ApiDeps, 'policy'>, name: string): Persona =>
  nameIn(policy.personas, 'persona', name) as Persona;

type Known = Pick<ApiDeps, 'channels'>;

/** A channel of the app. @throws Refusal */
export const channelNamed = ({ channels: added = [] }: Known, name: string): Channel =>
  nameIn({ ...channels, ...Object.fromEntries(added.map((one) => [one.id, one])) }, 'channel', name) as Channel;

/** A channel of the app, or all of them. @throws Refusal */
export const channelOrAll = (deps: Known, name: string): Channel | 'all' => (name === 'all' ? name : channelNamed(deps, name));

function nameIn(table: object, what: 'engagement' | 'page' | 'persona' | 'channel', name: string): string {
  if (Object.hasOwn(table, name)) return name;
  throw unknownName(what, name, Object.keys(table));
}
