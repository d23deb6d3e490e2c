import { unless } from '../policy/unless.ts';
import { suggestion } from '../text/did-you-mean.ts';
import { own } from '../text/own.ts';
import { inputKinds, kindRow, type InputKind, type InputValue, type ReadOfKind, type SaidOfKind } from './input-kinds.ts';

/** The kinds whose values have an order, so that a range can limit them. */
type RangedKind = 'whole' | 'instant' | 'duration';

type Limits<K extends InputKind> = K extends RangedKind
  ? { readonly from: SaidOfKind[K]; readonly to: SaidOfKind[K] }
  : { readonly from?: undefined; readonly to?: undefined };

type SpecOf<K extends InputKind> = { readonly kind: K; readonly label?: string; readonly standard?: SaidOfKind[K] };

/** A value that each campaign of a program gives to its leads. One with a standard may be left out. */
export type InputSpec = { [K in InputKind]: SpecOf<K> & Partial<Limits<K>> }[InputKind];

/** A value of a program that marketers turn while leads run: an input with a label, a range, and a standard. */
export type Knob = { [K in InputKind]: Required<SpecOf<K>> & Limits<K> }[InputKind];

/** The input of a program as it declares it: a kind, or a kind with a label, a range or a standard. */
export type DeclaredInput = Readonly<Record<string, InputKind | InputSpec>>;
export type Knobs = Readonly<Record<string, Knob>>;
export type InputSpecs = Readonly<Record<string, InputSpec>>;

/** What a program is given from outside: by its campaigns, and by marketers. */
export interface TakesInput {
  readonly input: InputSpecs;
  readonly knobs: Knobs;
}

/** Values by their names, as they are saved. */
export type InputValues = Readonly<Record<string, InputValue>>;

/** Values and their version; the version tells a lead which of two changes is later. */
export interface Given {
  readonly version: number;
  readonly values: InputValues;
}

/** Where a lead has its values from: its campaign, or its program. */
export type GivenBy = keyof TakesInput;

/** What a lead was given. A program without input gives nothing. */
export type GivenToLead = { readonly [By in GivenBy]?: Given };

type KindIn<Spec> = Spec extends InputKind ? Spec : Spec extends { readonly kind: infer K extends InputKind } ? K : never;

/** The values as a program reads them. */
export type ReadValues<Specs> = { readonly [Name in keyof Specs]: ReadOfKind[KindIn<Specs[Name]>] };

/** The input with each kind in a row of its own. */
export const inputSpecs = (declared: DeclaredInput): InputSpecs =>
  Object.fromEntries(
    Object.entries(declared).map(([name, spec]) => [name, typeof spec === 'string' ? { kind: spec } : spec]),
  ) as InputSpecs;

/** What an input must be, in words. */
export function wanted({ kind, from, to }: InputSpec): string {
  const { wants } = kindRow(kind);
  return from === undefined ? wants : `${wants} from ${String(from)} to ${String(to)}`;
}

/** The given value, or else the standard; undefined if it is not a value of this kind, or is outside the range. */
function valueIn(spec: InputSpec, said: unknown): InputValue | undefined {
  const { read, size } = kindRow(spec.kind);
  const value = read(said ?? spec.standard);
  if (value === undefined || !size) return value;
  const [from, to] = [read(spec.from), read(spec.to)];
  const isInside = (from === undefined || size(value) >= size(from)) && (to === undefined || size(value) <= size(to));
  return isInside ? value : undefined;
}

/** A saved value, or else the standard: a value that was saved when the program declared another range may fit no more. */
export const valueOf = (spec: InputSpec, saved: unknown): InputValue | undefined =>
  valueIn(spec, saved) ?? valueIn(spec, undefined);

interface ReadInput {
  readonly values: InputValues;
  readonly faults: readonly string[];
}

type Said = Readonly<Record<string, unknown>>;

/** The given values, and everything that is wrong with them. A name that is left out gets its standard. */
export function readInput(specs: InputSpecs, said: Said): ReadInput {
  const names = Object.keys(specs);
  const faults = Object.keys(said).flatMap((name) =>
    unless(names.includes(name), `${name}: the program has no such input. ${suggestion(name, names)}`),
  );
  const values: Record<string, InputValue> = {};
  for (const [name, spec] of Object.entries(specs)) {
    const value = valueIn(spec, own(said, name));
    if (value !== undefined) values[name] = value;
    else faults.push(`${name}: expected ${wanted(spec)}, got ${JSON.stringify(own(said, name)) ?? 'nothing'}.`);
  }
  return { values, faults };
}

/** The same for a change, which says only what becomes different. What the program has stopped to declare is not carried on. */
export const readChange = (specs: InputSpecs, current: InputValues, said: Said): ReadInput =>
  readInput(specs, { ...Object.fromEntries(Object.entries(current).filter(([name]) => Object.hasOwn(specs, name))), ...said });

/** What is wrong with what a program declares. */
export const inputFaults = ({ input, knobs }: TakesInput): string[] => [
  ...Object.entries(input).flatMap(([name, spec]) => specFaults(`input.${name}`, name, spec)),
  ...Object.entries(knobs).flatMap(([name, spec]) => [
    ...specFaults(`knobs.${name}`, name, spec),
    ...unless(spec.standard !== undefined, `knobs.${name}: standard: expected a value`),
    ...unless(Boolean(spec.label?.trim()), `knobs.${name}: label: expected a text`),
  ]),
];

function specFaults(path: string, name: string, spec: InputSpec): string[] {
  if (!Object.hasOwn(inputKinds, spec.kind))
    return [`${path}: kind: expected ${Object.keys(inputKinds).join(', ')}, got "${String(spec.kind)}"`];
  const limits = [spec.from, spec.to].filter((limit) => limit !== undefined);
  return [
    ...unless(/^[a-z][A-Za-z0-9]*$/.test(name), `${path}: expected a name of letters and digits, such as "startsAt"`),
    ...unless(limits.length !== 1, `${path}: from and to: expected both or neither`),
    ...unless(
      limits.every((limit) => valueIn(spec, limit) !== undefined),
      `${path}: from and to: expected ${kindRow(spec.kind).wants} each, the smaller one first`,
    ),
    ...unless(
      spec.standard === undefined || valueIn(spec, spec.standard) !== undefined,
      `${path}: standard: expected ${wanted(spec)}`,
    ),
  ];
}
