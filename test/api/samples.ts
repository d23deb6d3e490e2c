import type { z } from 'zod';

/** What a value in a sample stands for, by the name of its field. */
export type Known = (field: string, format: string | undefined) => unknown;

interface Def {
  readonly type: string;
  readonly format?: string;
  readonly shape?: Readonly<Record<string, z.ZodType>>;
  readonly innerType?: z.ZodType;
  readonly in?: z.ZodType;
  readonly element?: z.ZodType;
  readonly options?: readonly z.ZodType[];
  readonly keyType?: z.ZodType;
  readonly valueType?: z.ZodType;
  readonly entries?: Readonly<Record<string, unknown>>;
  readonly values?: readonly unknown[];
}

/** Inputs that a schema takes: each with every field, one for each branch of its unions. */
export function samplesOf(schema: z.ZodType, known: Known, field = ''): readonly unknown[] {
  const def = schema._zod.def as unknown as Def;
  const inner = def.innerType ?? def.in;
  if (inner) return samplesOf(inner, known, field);
  switch (def.type) {
    case 'object':
      return objectsOf(def.shape ?? {}, known);
    case 'record':
      return objectsOf(Object.fromEntries(samplesOf(def.keyType!, known).map((name) => [name, def.valueType!])), known);
    case 'array':
      return samplesOf(def.element!, known, field).map((one) => [one]);
    case 'union':
      return def.options!.flatMap((option) => samplesOf(option, known, field));
    case 'enum':
      return Object.values(def.entries ?? {}).slice(0, 1);
    case 'literal':
      return (def.values ?? []).slice(0, 1);
    case 'boolean':
      return [false];
    case 'string':
    case 'number':
    case 'int':
      return [known(field, def.format) ?? (def.type === 'string' ? 'text' : 1)];
    case 'unknown':
      return ['anything'];
    case 'template_literal':
      return ['fields.docks'];
    default:
      throw new Error(`There are no samples of the type ${def.type} (${field}).`);
  }
}

function objectsOf(shape: Readonly<Record<string, z.ZodType>>, known: Known): readonly unknown[] {
  const columns = Object.entries(shape).map(([name, each]) => [name, samplesOf(each, known, name)] as const);
  const most = Math.max(1, ...columns.map(([, samples]) => samples.length));
  return Array.from({ length: most }, (_, n) =>
    Object.fromEntries(columns.map(([name, samples]) => [name, samples[n % samples.length]])),
  );
}

interface Spoiled {
  readonly path: string;
  /** What was replaced, and what stands beside it, without the insides of that. */
  readonly place: string;
  readonly value: unknown;
}

/** A value with each of its parts, in turn, replaced by another value. */
export function* spoiled(value: unknown, by: unknown, path = '', beside = ''): Generator<Spoiled> {
  yield { path, place: JSON.stringify([path, value, beside]), value: by };
  if (typeof value !== 'object' || value === null) return;
  const flat = JSON.stringify(value, (name, part: unknown) => (name !== '' && typeof part === 'object' ? '' : part));
  for (const [name, part] of Object.entries(value))
    for (const inside of spoiled(part, by, `${path}.${name}`, flat)) {
      const copy: unknown = Array.isArray(value) ? [...(value as unknown[])] : { ...value };
      Object.assign(copy as object, { [name]: inside.value });
      yield { ...inside, value: copy };
    }
}
