import { isLane } from '../domain/lead/lanes.ts';
import { unless, unlessKnown } from '../domain/policy/unless.ts';
import { leadsTo } from '../domain/lead/intake-policy.ts';
import type { FormSpec } from '../domain/lead/form.ts';
import { stepFaults, type Steps } from '../domain/lead/step.ts';
import { sinkFaults } from '../sinks/sink-faults.ts';
import type { Sinks } from '../sinks/sink.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { Program } from '../workflows/program.ts';
import type { StaffFile } from './staff-file.ts';

interface Named {
  readonly programs: readonly Program[];
  readonly forms: Readonly<Record<string, FormSpec>>;
  readonly policy: Policy;
  readonly steps: Steps;
  readonly sinks: Sinks;
  /** Empty where the teams do not come from a file. */
  readonly staff: StaffFile;
}

/** The teams, tracks, kinds of engagement, steps and fields that an app names and does not have, and steps and sinks that can't be. */
export const nameFaults = ({ programs, steps, sinks, forms, policy, staff }: Named): string[] => [
  ...programs.flatMap((program) => teamsOf(program).flatMap((team) => teamFaults(`program ${program.id}`, team, staff))),
  ...programs.flatMap((program) => interruptFaults(program, policy)),
  ...programs.flatMap(({ id, lane }) =>
    unless(lane === undefined || isLane(lane), `program ${id}: lane: expected small letters, digits and hyphens, got "${lane}"`),
  ),
  ...programs.flatMap((program) =>
    stepsOf(program).flatMap((step) =>
      unlessKnown(step, Object.keys(steps), `program ${program.id}: no step "${step}" in steps`),
    ),
  ),
  ...intakeFaults(policy, programs, forms, staff),
  ...stepFaults(steps),
  ...sinkFaults(sinks),
  ...Object.entries(forms).flatMap(([form, { fields = [] }]) =>
    fields.flatMap((field) =>
      unlessKnown(String(field), Object.keys(policy.fields), `form ${form}: no field "${String(field)}" in the policy`),
    ),
  ),
];

/** What a program's own interrupts name; a function says where a lead goes only when the lead does it. */
const interruptFaults = ({ id, tracks, interrupts: { on = {} } }: Program, { engagements }: Policy): string[] =>
  Object.entries(on).flatMap(([kind, destination]) => {
    const next = typeof destination === 'object' && 'to' in destination ? destination.to : destination;
    const track = typeof next === 'string' ? next : undefined;
    return [
      ...unlessKnown(kind, Object.keys(engagements), `program ${id}: interrupts.on: no engagement "${kind}" in the policy`),
      ...(track === undefined
        ? []
        : unlessKnown(track, Object.keys(tracks), `program ${id}: interrupts.on.${kind}: no track "${track}"`)),
    ];
  });

const teamFaults = (of: string, team: string, staff: StaffFile): string[] =>
  staff.length === 0
    ? []
    : unlessKnown(
        team,
        staff.map(({ slug }) => slug),
        `${of}: no team "${team}" in staff.json`,
      );

/** The teams that a program names outside of what its tracks do. */
const teamsOf = ({ tracks, repliesTo }: Program): string[] => [
  ...new Set([
    ...Object.values(tracks).flatMap((track) => (typeof track === 'object' ? [track.team] : [])),
    ...(repliesTo === undefined ? [] : [repliesTo]),
  ]),
];

/** The steps that the source of a program's tracks names. The compiler finds the others. */
const stepsOf = ({ tracks }: Program): string[] => [
  ...new Set(
    Object.values(tracks).flatMap((track) =>
      typeof track === 'function'
        ? [...String(track).matchAll(/\blead\s*\.run\(\s*['"`]([^'"`]+)/g)].map(([, step = '']) => step)
        : [],
    ),
  ),
];

/** What the intake names: a program that needs nothing from its campaign, one of its tracks, a team, and the forms of its sources. */
const intakeFaults = ({ intake }: Policy, programs: readonly Program[], forms: Named['forms'], staff: StaffFile): string[] =>
  ['', ...Object.keys(intake.sources)].flatMap((source) => {
    const { program: id, track, team } = leadsTo(intake, source);
    const program = programs.find((one) => one.id === id);
    const of = source ? `intake: sources: ${source}` : 'intake';
    return [
      ...(id
        ? unlessKnown(
            id,
            programs.map((one) => one.id),
            `${of}: no program "${id}"`,
          )
        : []),
      ...unless(program?.lane === undefined, `${of}: the program "${id}" is a side program, but the intake needs a main program`),
      ...unless(
        Object.keys(program?.input ?? {}).length === 0,
        `${of}: the program "${id}" needs an input, which only a campaign can give`,
      ),
      ...(program && track !== undefined
        ? unlessKnown(track, Object.keys(program.tracks), `${of}: the program "${id}" has no track "${track}"`)
        : []),
      ...(team === undefined ? [] : teamFaults(of, team, staff)),
      ...(source.startsWith('form/') ? unlessKnown(source.slice(5), Object.keys(forms), `${of}: there is no such form`) : []),
    ];
  });
