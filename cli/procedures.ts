import { z } from 'zod';
import { procedureMeant } from '../api/procedures/procedure-meant.ts';
import { inputOf, procedures } from '../api/router.ts';
import { CliError } from './cli-error.ts';

/** @returns the name, if it is a procedure's. @throws CliError with the one that was meant */
export function procedureNamed(name: string): string {
  const names = Object.keys(procedures);
  if (names.includes(name)) return name;
  const meant = procedureMeant(name.slice(0, 100), names);
  const suggestion = meant === undefined ? '' : ` Did you mean ${meant}?`;
  throw new CliError('badArgument', `this procedure does not exist.${suggestion} \`trellis call\` lists all of them.`);
}

/** Every procedure: whether it changes anything, which roles may call it, and its input. */
export const listed = (): string =>
  Object.entries(procedures)
    .map(([name, { _def }]) => {
      const schema = inputOf(name);
      const input =
        schema === undefined
          ? ''
          : `\n    ${shapeOf(z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' }))}`;
      return `${name}  (${_def.type === 'mutation' ? 'changes' : 'reads'}; ${['admin', ...(_def.meta?.roles ?? [])].join(', ')})${input}`;
    })
    .join('\n');

interface Schema {
  readonly type?: string;
  readonly format?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly anyOf?: readonly Schema[];
  readonly items?: Schema;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly propertyNames?: Schema;
  readonly additionalProperties?: Schema | boolean;
}

/** A schema in short form: `{ leadId: uuid, until?: date-time | integer }`. */
function shapeOf(schema: Schema | object): string {
  const { type, format, anyOf, items, properties, required = [], additionalProperties, ...rest } = schema as Schema;
  if (anyOf) return anyOf.map(shapeOf).join(' | ');
  if (rest.enum) return rest.enum.map((value) => JSON.stringify(value)).join(' | ');
  if (rest.const !== undefined) return JSON.stringify(rest.const);
  if (items) return `[${shapeOf(items)}, …]`;
  if (properties) {
    const fields = Object.entries(properties).map(
      ([name, value]) => `${name}${required.includes(name) ? '' : '?'}: ${shapeOf(value)}`,
    );
    return fields.length === 0 ? '{}' : `{ ${fields.join(', ')} }`;
  }
  if (typeof additionalProperties === 'object')
    return `{ ${rest.propertyNames?.enum?.join(' | ') ?? '…'}: ${shapeOf(additionalProperties)} }`;
  return format ?? type ?? 'anything';
}
