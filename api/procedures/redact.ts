import { z } from 'zod';

/** Replaces a person's words, name or address. */
const HIDDEN = '…';

/** The most elements of a list that are saved. */
const MOST = 20;

/** A uuid, or an id that begins with one: a touch. */
const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}(\/[\w/-]{1,64})?$/i;

/** Whether a value is an id of ours. */
export const isId = (value: unknown): value is string => typeof value === 'string' && idPattern.test(value);

/** Marks a text of an input as one of our names (a program, a track), which says nothing about a person. */
export const ourName = { isOurName: true } as const;

/**
 * The part of an input that may be saved with its sender: ids, numbers, and words that the schema lists. Any other text may concern a
 * person, so it is replaced by a placeholder.
 */
export function redacted(schema: unknown, value: unknown): unknown {
  if (value === null || value === undefined || isId(value)) return value;
  const def = defOf(schema);
  switch (def.type) {
    case 'object':
      return isRecord(value)
        ? ofFields(value, (name) => (Object.hasOwn(def.shape ?? {}, name) ? def.shape?.[name] : undefined))
        : HIDDEN;
    case 'record':
      return isRecord(value) ? ofFields(value, (name) => (isListed(def.keyType, name) ? def.valueType : undefined)) : HIDDEN;
    case 'array':
      return Array.isArray(value) ? ofList(def.element, value) : HIDDEN;
    case 'union':
      return (
        alternatives(def, value)
          .map((option) => redacted(option, value))
          .find((one) => one !== HIDDEN) ?? HIDDEN
      );
    case 'pipe':
      return redacted(defOf(def.in).type === 'transform' ? def.out : def.in, value);
    case 'enum':
    case 'literal':
    case 'boolean':
    case 'number':
    case 'date':
      return (schema as z.ZodType).safeParse(value).success ? value : HIDDEN;
    case 'string':
      return isOurs(schema) && (schema as z.ZodType).safeParse(value).success ? value : HIDDEN;
    default:
      return def.innerType === undefined ? HIDDEN : redacted(def.innerType, value);
  }
}

/** The parts of zod's definitions that this reads. */
interface Def {
  readonly type?: string;
  readonly shape?: Readonly<Record<string, unknown>>;
  readonly element?: unknown;
  readonly options?: readonly unknown[];
  readonly keyType?: unknown;
  /** For a list of texts: each text separately. */
  readonly entries?: Readonly<Record<string, string>>;
  readonly valueType?: unknown;
  readonly innerType?: unknown;
  readonly in?: unknown;
  readonly out?: unknown;
}

export const defOf = (schema: unknown): Def => (schema instanceof z.ZodType ? (schema.def as Def) : {});

/** The options of a union that accept the value; all of them if none does, as for an input that is refused. */
function alternatives({ options = [] }: Def, value: unknown): readonly unknown[] {
  const fitting = options.filter((option) => option instanceof z.ZodType && option.safeParse(value).success);
  return fitting.length > 0 ? fitting : options;
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Whether a schema of names lists this one. */
function isListed(schema: unknown, name: string): boolean {
  const { type, options = [] } = defOf(schema);
  if (type === 'enum') return (schema as z.ZodType).safeParse(name).success;
  return type === 'union' && options.some((option) => isListed(option, name));
}

const isOurs = (schema: unknown): boolean => schema instanceof z.ZodType && schema.meta()?.['isOurName'] === true;

/** Omits fields that the schema does not know, because their names could be anything. */
function ofFields(value: Readonly<Record<string, unknown>>, schemaOf: (name: string) => unknown): unknown {
  const known = Object.entries(value).flatMap(([name, part]) => {
    const schema = schemaOf(name);
    return schema === undefined ? [] : [[name, redacted(schema, part)] as const];
  });
  return known.length === 0 && Object.keys(value).length > 0 ? HIDDEN : Object.fromEntries(known);
}

function ofList(element: unknown, values: readonly unknown[]): unknown {
  const first = values.slice(0, MOST).map((one) => redacted(element, one));
  return values.length > MOST ? { count: values.length, first } : first;
}
