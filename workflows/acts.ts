import type { Engaged } from '../domain/lead/messages.ts';
import type { DataOf, DataValue } from '../domain/scoring/engagement-data.ts';
import type { EngagementKind, Page } from '../domain/scoring/engagement.ts';
import { own } from '../domain/text/own.ts';
import type { Instant } from '../domain/time/clock.ts';
import { HOUR } from '../domain/time/duration.ts';
import type { CarriedState } from './state.ts';

/** A kind of act that a program can wait for. Programs are not told about opens: machines cause them. */
export type ActKind = Exclude<EngagementKind, 'opened'>;

/** What an act was about: the data that the app declares for its kind; for a visit, also the page. */
type About<Kind extends ActKind> = DataOf<Kind> & (Kind extends 'visited' ? { readonly page?: Page } : {});

/** Something that a lead did: what, when, and what it was about. For a union of kinds, it is an act of one of them. */
export type Act<Kind extends ActKind = ActKind> = {
  [K in Kind]: { readonly kind: K; readonly at: Instant; readonly data: About<K> };
}[Kind];

/** Acts to wait for: each kind with `true` for any of it, or with the data that it must have. */
export type Wanted<Kind extends ActKind> = {
  readonly [K in Kind]?: true | (keyof About<K> extends never ? never : About<K>);
};

/** Acts to wait for, without the types of their data. */
export type AnyWanted = Readonly<Record<string, true | Readonly<Record<string, DataValue | undefined>> | undefined>>;

const aboutOf = ({ page, data }: Engaged): Readonly<Record<string, DataValue>> => ({ ...(page && { page }), ...data });

/** An engagement as programs see it. */
export const actOf = (engaged: Engaged): Act => ({ kind: engaged.kind, at: engaged.at, data: aboutOf(engaged) }) as Act;

/** Whether programs may act on it: machines open links and answer emails, too. */
export const isOfLead = ({ machine, reply }: Engaged): boolean => !machine && reply !== 'automatic';

/** Whether an engagement is one of those that a program waits for. */
export function isWanted(wanted: AnyWanted, engaged: Engaged): boolean {
  const about = own(wanted, engaged.kind);
  if (!about || !isOfLead(engaged)) return false;
  return about === true || Object.entries(about).every(([field, value]) => own(aboutOf(engaged), field) === value);
}

/**
 * Whether two engagements are one act: equal ones within a clock hour. Of two that come in the order in which they happened, programs
 * are told the first; in another order they are told both, and it must not matter.
 */
function isSameAct(a: Engaged, b: Engaged): boolean {
  if (a.reply ?? a.answer ?? b.reply ?? b.answer) return false;
  const [fields, others] = [aboutOf(a), aboutOf(b)];
  const isSameData = Object.keys({ ...fields, ...others }).every((field) => own(fields, field) === own(others, field));
  const hour = ({ at }: Engaged) => Math.floor(at / HOUR);
  return a.kind === b.kind && a.touch === b.touch && hour(a) === hour(b) && isSameData;
}

/** Whether a program has acted on an engagement. */
export const isGiven = ({ given, engagements }: Pick<CarriedState, 'given' | 'engagements'>, engaged: Engaged): boolean =>
  given !== undefined &&
  engagements.some((other) => given.includes(other.id) && (other.id === engaged.id || isSameAct(other, engaged)));

/** Notes that the program acts on an engagement. */
export function give(state: Pick<CarriedState, 'engagements' | 'given'>, { id }: Engaged): void {
  const known = new Set(state.engagements.map((engaged) => engaged.id));
  state.given = [...(state.given ?? []).filter((before) => known.has(before)), id];
}

/** The engagement that happened first, whichever Trellis learnt of first. */
export const earliest = (engagements: readonly Engaged[]): Engaged | undefined => engagements.toSorted((a, b) => a.at - b.at)[0];

/** What a program waits for, in words: `attended (webinar spring) or replied`. */
export const wantedInWords = (wanted: AnyWanted): string =>
  Object.entries(wanted)
    .filter(([, about]) => about !== undefined)
    .map(([kind, about]) => (about === true ? kind : `${kind} (${valuesIn(about!)})`))
    .join(' or ');

const valuesIn = (about: Exclude<AnyWanted[string], true | undefined>): string =>
  Object.entries(about)
    .map(([field, value]) => `${field} ${value}`)
    .join(', ');
