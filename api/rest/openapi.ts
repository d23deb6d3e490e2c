import { z } from 'zod';
import { inputOf, procedures, type Procedure } from '../router.ts';
import { answerName } from './answer-name.ts';
import { restPath, shortPaths } from './rest-path.ts';

export interface Described {
  /** What each procedure does, in words. */
  readonly says: ReadonlyMap<string, string>;
  /** The JSON schema of what each procedure answers. */
  readonly answers: ReadonlyMap<string, object>;
}

/** The description of the API in OpenAPI 3.1, from the schemas of its input and the types of its answers. */
export const openApi = (described: Described) => ({
  openapi: '3.1.0',
  info: {
    title: 'Trellis',
    version: '1',
    description:
      'Lead nurture as code. Every procedure is a route. Instants are ISO 8601. A refusal says what is wrong and what to do. A mutation that is repeated with the same Idempotency-Key is executed once.',
  },
  security: [{ key: [] }],
  paths: Object.fromEntries(
    Object.entries(procedures).flatMap(([name, procedure]) =>
      [restPath(name), ...shortPaths(name)].map((path) => [
        path,
        pathItem(path, name, procedure, described.says.get(name) ?? ''),
      ]),
    ),
  ),
  components: {
    securitySchemes: { key: { type: 'http', scheme: 'bearer', description: 'An API key: `trellis key create`.' } },
    schemas: {
      Refused: refused,
      // A stream has an answer, and no route.
      ...Object.fromEntries(
        [...described.answers].flatMap(([name, schema]) => (Object.hasOwn(procedures, name) ? [[answerName(name), schema]] : [])),
      ),
    },
  },
});

/** A route and its methods. */
function pathItem(path: string, name: string, { _def }: Procedure, description: string) {
  const schema = jsonSchema(inputOf(name));
  const common = {
    tags: [name.split('.')[0]],
    summary: description.split(/(?<=[.:;])\s/)[0]?.replace(/[.:;]$/, '') || name,
    description: `${description}\n\nRoles: ${['admin', ...(_def.meta?.roles ?? [])].join(', ')}.`.trim(),
    responses: responsesOf(name),
  };
  const id = path === restPath(name) ? name : `${name} (short)`;
  const post = {
    ...common,
    operationId: id,
    ...(_def.type === 'mutation' && { parameters: [repeatable] }),
    ...(schema && { requestBody: { required: (schema.required?.length ?? 0) > 0, content: { 'application/json': { schema } } } }),
  };
  if (_def.type === 'mutation') return { post };
  return { get: { ...common, operationId: `${id} (GET)`, parameters: inQuery(schema) }, post };
}

interface JsonSchema {
  readonly properties?: Readonly<Record<string, object>>;
  readonly required?: readonly string[];
}

function jsonSchema(schema: unknown): JsonSchema | undefined {
  if (schema === undefined) return undefined;
  const { $schema: _, ...rest } = z.toJSONSchema(schema as z.ZodType, { io: 'input', unrepresentable: 'any' });
  return rest as JsonSchema;
}

const inQuery = ({ properties = {}, required = [] }: JsonSchema = {}) =>
  Object.entries(properties).map(([name, schema]) => ({ name, in: 'query', required: required.includes(name), schema }));

const repeatable = {
  name: 'Idempotency-Key',
  in: 'header',
  required: false,
  description: 'Makes the request safe to repeat: it is executed once, and a repetition gets the first answer.',
  schema: { type: 'string', maxLength: 200 },
};

const refused = {
  type: 'object',
  description: 'Why a request is refused.',
  required: ['code', 'message'],
  properties: {
    code: { type: 'string', description: 'One camelCase word, for programs.', examples: ['leadUnknown'] },
    message: { type: 'string', description: 'What is wrong.' },
    field: { type: 'string', description: 'The part of the input that is wrong.', examples: ['details.at'] },
    expected: { type: 'string', description: 'What the field accepts.' },
    todo: { type: 'string', description: 'What to do.' },
    didYouMean: { type: 'string', description: 'The name that was probably meant.' },
    value: { description: 'The offending value.' },
  },
};

const responsesOf = (procedure: string) => ({
  '200': {
    description: 'The answer.',
    content: { 'application/json': { schema: { $ref: `#/components/schemas/${answerName(procedure)}` } } },
  },
  default: {
    description: 'Why the request is refused.',
    content: { 'application/json': { schema: { $ref: '#/components/schemas/Refused' } } },
  },
});
