import { isLane } from '../domain/lead/lanes.ts';
import { unless } from '../domain/policy/unless.ts';
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
  ...programs.flatMap((program) =>
    teamsOf(program)
      .filter((team) => staff.length > 0 && !staff.some(({ slug }) => slug === team))
      .map(
        (team) => `program ${program.id}: no team "${team}" in staff.json; it has ${staff.map(({ slug }) => slug).join(', ')}`,
      ),
  ),
  ...programs.flatMap((program) => interruptFaults(program, policy)),
  ...programs.flatMap(({ id, lane }) =>
    unless(lane === undefined || isLane(lane), `program ${id}: lane: expected small letters, digits and hyphens, got "${lane}"`),
  ),
  ...programs.flatMap((program) =>
    stepsOf(program)
      .filter((step) => !Object.hasOwn(steps, step))
      .map((step) => `program ${program.id}: no step "${step}" in steps; it has ${Object.keys(steps).join(', ') || 'none'}`),
  ),
  ...intakeFaults(policy, programs, forms, staff),
  ...stepFaults(steps),
  ...sinkFaults(sinks),
  ...Object.entries(forms).flatMap(([form, { fields = [] }]) =>
    fields
      .filter((field) => !Object.hasOwn(policy.fields, field))
      .map((field) => `form ${form}: no field "${String(field)}" in the policy`),
  ),
];

/** What a program's own interrupts name; a function says where a lead goes only when the lead does it. */
const interruptFaults = ({ id, tracks, interrupts: { on = {} } }: Program, { engagements }: Policy): string[] =>
  Object.entries(on).flatMap(([kind, destination]) => {
    const next = typeof destination === 'object' && 'to' in destination ? destination.to : destination;
    const track = typeof next === 'string' ? next : undefined;
    return [
      ...unless(Object.hasOwn(engagements, kind), `program ${id}: interrupts.on: no engagement "${kind}" in the policy`),
      ...unless(
        track === undefined || Object.hasOwn(tracks, track),
        `program ${id}: interrupts.on.${kind}: no track "${track}"; it has ${Object.keys(tracks).join(', ')}`,
      ),
    ];
  });

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
      ...unless(!id || program !== undefined, `${of}: no program "${id}"; there are ${programs.map((one) => one.id).join(', ')}`),
      ...unless(
        program?.lane === undefined,
        `${of}: the program "${id}" is a side program, and the intake needs one of the lead's own`,
      ),
      ...unless(
        Object.keys(program?.input ?? {}).length === 0,
        `${of}: the program "${id}" needs an input, which only a campaign gives`,
      ),
      ...unless(
        !program || track === undefined || Object.hasOwn(program.tracks, track),
        `${of}: the program "${id}" has no track "${track}"`,
      ),
      ...unless(
        team === undefined || staff.length === 0 || staff.some(({ slug }) => slug === team),
        `${of}: no team "${team}" in staff.json`,
      ),
      ...unless(!source.startsWith('form/') || Object.hasOwn(forms, source.slice(5)), `${of}: there is no such form`),
    ];
  });
