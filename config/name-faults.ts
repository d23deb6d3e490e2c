import { unless } from '../domain/policy/unless.ts';
import type { FormSpec } from '../domain/lead/form.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { Program } from '../workflows/program.ts';
import type { StaffFile } from './staff-file.ts';

interface Named {
  readonly programs: readonly Program[];
  readonly forms: Readonly<Record<string, FormSpec>>;
  readonly policy: Policy;
  /** Empty where the teams do not come from a file. */
  readonly staff: StaffFile;
}

/** The teams, tracks, kinds of engagement and fields that an app names and does not have. */
export const nameFaults = ({ programs, forms, policy, staff }: Named): string[] => [
  ...programs.flatMap((program) =>
    teamsOf(program)
      .filter((team) => staff.length > 0 && !staff.some(({ slug }) => slug === team))
      .map(
        (team) => `program ${program.id}: no team "${team}" in staff.json; it has ${staff.map(({ slug }) => slug).join(', ')}`,
      ),
  ),
  ...programs.flatMap((program) => interruptFaults(program, policy)),
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
