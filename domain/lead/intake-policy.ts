import type { TeamSlug } from '../people/team-slug.ts';
import { unless, unlessKnown } from '../policy/unless.ts';
import type { SlaId } from '../sales/sla.ts';
import { own } from '../text/own.ts';

/** Where people who come in on their own go: into a program if they may, otherwise to a rep as a task. */
export interface LeadsTo {
  /** The program that they enter; false for none. */
  readonly program?: string | false;
  /** The track in which they begin; the start of the program if missing. */
  readonly track?: string;
  /** The team that gets a task about an unknown person; by default, the team with the most SDRs. */
  readonly team?: TeamSlug;
  /** How soon a rep must act on such a task; by default, what led to it decides: `request` or `lookAfter`. */
  readonly sla?: SlaId;
}

/** What happens to everybody who comes in, so that nobody is without an owner. */
export interface IntakePolicy extends LeadsTo {
  /** What is different for a source: `form/demo`, `sms`, `mail`, or one that callers of `leads.add` name. */
  readonly sources: Readonly<Record<string, Partial<LeadsTo>>>;
}

export const standardIntake: IntakePolicy = { program: false, sources: {} };

/** Where somebody goes who comes in by a source. The track of another program does not count. */
export function leadsTo({ sources, ...standard }: IntakePolicy, source: string): LeadsTo {
  const special = own(sources, source) ?? {};
  return special.program === undefined ? { ...standard, ...special } : { ...standard, track: undefined, ...special };
}

/** What is wrong with what an app says of it. */
export const intakeFaults = ({ sources, ...standard }: IntakePolicy, slas: Readonly<Record<string, unknown>>): string[] =>
  Object.entries({ '': standard, ...sources }).flatMap(([source, { program, track, sla }]) => [
    ...(sla === undefined
      ? []
      : unlessKnown(sla, Object.keys(slas), `${source && `sources: ${source}: `}sla: there is no SLA "${sla}"`)),
    ...unless(
      track === undefined || typeof (program ?? standard.program) === 'string',
      `${source && `sources: ${source}: `}track: expected a program, too`,
    ),
  ]);
