import { z } from 'zod';
import { repsNamed } from '../../db/tasks/list-tasks.ts';
import type { Db } from '../../db/database.ts';
import { repNamed } from '../tasks/rep-named.ts';
import { repRef } from './instant-input.ts';
import { defOf, isId } from './redact.ts';

type Input = Readonly<Record<string, unknown>>;

/** The fields of an input that name a rep by an address or a name instead of an id. */
function repsInWords(schema: unknown, input: unknown): readonly (readonly [string, string])[] {
  if (typeof input !== 'object' || input === null) return [];
  return Object.entries(input as Input).flatMap(([field, value]) =>
    // A text that can be no name is refused by its schema.
    typeof value === 'string' && !isId(value) && namesRep(schema, field) && repRef.safeParse(value).success
      ? [[field, value] as const]
      : [],
  );
}

function namesRep(schema: unknown, field: string): boolean {
  const { shape, options = [], innerType } = defOf(schema);
  if (shape) return Object.hasOwn(shape, field) && isRepRef(shape[field]);
  return options.some((option) => namesRep(option, field)) || (innerType !== undefined && namesRep(innerType, field));
}

const isRepRef = (schema: unknown): boolean =>
  schema instanceof z.ZodType && (schema.meta()?.['namesRep'] === true || isRepRef(defOf(schema).innerType));

/** The input with the ids of the reps whom it names. A name that no rep or several have stays, and is refused. */
export async function withRepIds(db: Db, schema: unknown, input: unknown): Promise<unknown> {
  const ids: Record<string, string> = {};
  for (const [field, text] of repsInWords(schema, input)) {
    const [rep, ...others] = await repsNamed(db, text);
    if (rep && others.length === 0) ids[field] = rep.id;
  }
  return Object.keys(ids).length === 0 ? input : { ...(input as Input), ...ids };
}

/** @throws Refusal for a name that no rep or several have */
export async function mustNameReps(db: Db, schema: unknown, input: unknown): Promise<void> {
  for (const [, text] of repsInWords(schema, input)) await repNamed({ db }, text);
}
