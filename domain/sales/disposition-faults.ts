import { funnelStages } from '../lead/funnel.ts';
import { isName } from '../text/is-name.ts';
import { unlessKnown } from '../policy/unless.ts';
import { own } from '../text/own.ts';
import {
  dispositionFields,
  nextSteps,
  type DispositionField,
  type DispositionSpec,
  type Dispositions,
  type Menu,
  type StepSpec,
} from './dispositions.ts';

/** The faults of an app's dispositions. */
export const dispositionFaults = (dispositions: Dispositions): string[] =>
  Object.entries(dispositions).flatMap(([name, row]) => faultsOf(row).map((fault) => `${name}: ${fault}`));

function faultsOf({
  label,
  menus = [],
  requires = [],
  allows = [],
  next,
  stages = [],
  reasons = {},
}: Partial<DispositionSpec>): string[] {
  const faults: string[] = [];
  if (!label) faults.push('expected a label');
  if (menus.length === 0) faults.push('expected at least one menu (sdr, sales, reply)');
  for (const field of [...requires, ...allows])
    faults.push(...unlessKnown(field, Object.keys(dispositionFields), `there is no field "${field}"`));
  for (const field of allows) if (requires.includes(field)) faults.push(`"${field}" is both required and allowed`);
  for (const stage of stages) faults.push(...unlessKnown(stage, Object.keys(funnelStages), `there is no stage "${stage}"`));
  for (const [code, reason] of Object.entries(reasons)) {
    if (!isName(code)) faults.push(`reasons.${code}: expected a name of letters and digits that begins with a lower-case letter`);
    if (!reason.label) faults.push(`reasons.${code}: expected a label`);
  }
  faults.push(...stepFaults(next, menus, requires));
  return faults;
}

function stepFaults(next: string | undefined, menus: readonly Menu[], requires: readonly DispositionField[]): string[] {
  const step = own<StepSpec>(nextSteps, next ?? '');
  if (!step) return unlessKnown(next ?? '', Object.keys(nextSteps), `next: there is no step "${next ?? ''}"`);
  const { from } = step;
  return [
    ...menus.flatMap((menu) => (from.includes(menu) ? [] : [`next: "${next}" cannot follow from the menu ${menu}`])),
    ...missingIn(requires, step).map((field) => `next: "${next}" needs the field "${field}" in requires`),
  ];
}

/** The fields that a step needs and a disposition does not require. */
const missingIn = (requires: readonly DispositionField[], { needs = [] }: StepSpec): DispositionField[] =>
  needs.filter((field) => !requires.includes(field));
