import { join } from 'node:path';
import { API, SymbolFlags, TypeFlags, type Checker, type Symbol, type Type, type UnionType } from 'typescript/unstable/sync';

/** A JSON Schema of the dialect of OpenAPI 3.1 (2020-12). */
type Schema = Readonly<Record<string, unknown>>;

/** What each procedure answers (`leads.get` → its schema), as the compiler knows it. @param root the folder of the project */
export function answersOf(root: string): ReadonlyMap<string, Schema> {
  const api = new API({ cwd: root });
  try {
    const config = join(root, 'cli/openapi/any-app/tsconfig.json');
    const project = api.updateSnapshot({ openProjects: [config] }).getProject(config);
    const client = project?.program.getSourceFile(join(root, 'client/index.ts'));
    const outputs = client && project?.checker.getSymbolAtPosition(client.fileName, client.text.indexOf('Outputs ='));
    if (!project || !outputs) throw new Error('client/index.ts has no type Outputs.');
    return procedureSchemas(project.checker, project.checker.getDeclaredTypeOfSymbol(outputs));
  } finally {
    api.close();
  }
}

const procedureSchemas = (checker: Checker, outputs: Type) =>
  new Map(
    membersOf(checker, outputs).flatMap(([noun, verbs]) =>
      membersOf(checker, verbs).map(([verb, answer]) => [`${noun}.${verb}`, schemaOf(checker, answer)] as const),
    ),
  );

const membersOf = (checker: Checker, type: Type) =>
  checker.getPropertiesOfType(type).map((property) => [property.name, typeOf(checker, property)] as const);

function typeOf(checker: Checker, property: Symbol): Type {
  const type = checker.getTypeOfSymbol(property);
  if (!type) throw new Error(`The compiler knows no type of ${property.name}.`);
  return type;
}

/** @param around the unions around this type: one that is within itself, as that of audiences is, may be anything there */
function schemaOf(checker: Checker, type: Type, around: readonly string[] = []): Schema {
  if (type.isLiteralType()) return { const: type.value };
  // A text with a mark (`string & Mark`) is a text.
  const parts = type.isIntersectionType() ? type.getTypes() : [type];
  const scalar = scalars.find(([flags]) => parts.some((part) => (part.flags & flags) !== 0));
  if (scalar) return scalar[1];
  if (type.isUnionType()) return unionOf(checker, type, around);
  if ((type.flags & TypeFlags.AnyOrUnknown) !== 0) return {};
  if (checker.isArrayLikeType(type)) {
    const [index] = checker.getIndexInfosOfType(type);
    return { type: 'array', ...(index && { items: schemaOf(checker, index.valueType, around) }) };
  }
  if (type.isObjectType() || type.isIntersectionType()) return objectOf(checker, type, around);
  return {};
}

const scalars: readonly (readonly [TypeFlags, Schema])[] = [
  [TypeFlags.String | TypeFlags.TemplateLiteral | TypeFlags.StringMapping, { type: 'string' }],
  [TypeFlags.Number, { type: 'number' }],
  [TypeFlags.Boolean, { type: 'boolean' }],
  [TypeFlags.Null, { type: 'null' }],
];

/** JSON has no `undefined`, so a union with it is the union of the rest. Names from a table that an app extends are any text, with examples. */
function unionOf(checker: Checker, type: UnionType, around: readonly string[]): Schema {
  const types = type.getTypes().filter(({ flags }) => (flags & TypeFlags.Undefined) === 0);
  const shape = types.map((one) => shapeOf(checker, one)).join(' | ');
  if (around.includes(shape)) return {};
  const names = types.filter((one) => one.isStringLiteralType()).map(({ value }) => value);
  const open = types.some(({ flags }) => (flags & TypeFlags.TemplateLiteral) !== 0);
  const truths = types.filter((one) => one.isBooleanLiteralType());
  const others = types.filter((one) => !one.isStringLiteralType() && !one.isBooleanLiteralType() && !(open && isText(one)));
  const schemas: readonly Schema[] = [
    ...(open || names.length > 0 ? [{ type: 'string', ...(names.length > 0 && { [open ? 'examples' : 'enum']: names }) }] : []),
    ...(truths.length === 2 ? [{ type: 'boolean' }] : truths.map(({ value }) => ({ const: value }))),
    ...others.map((one) => schemaOf(checker, one, [...around, shape])),
  ];
  const distinct = [...new Map(schemas.map((schema) => [JSON.stringify(schema), schema])).values()];
  return distinct.length === 1 ? (distinct[0] as Schema) : { anyOf: distinct };
}

const isText = ({ flags }: Type) => (flags & (TypeFlags.String | TypeFlags.TemplateLiteral)) !== 0;

const shapeOf = (checker: Checker, type: Type): string =>
  isText(type)
    ? 'text'
    : checker
        .getPropertiesOfType(type)
        .map(({ name }) => name)
        .join();

function objectOf(checker: Checker, type: Type, around: readonly string[]): Schema {
  const properties = checker.getPropertiesOfType(type);
  const within = (inner: Type) => schemaOf(checker, inner, around);
  const required = properties.filter(({ flags }) => (flags & SymbolFlags.Optional) === 0).map(({ name }) => name);
  const [index] = checker.getIndexInfosOfType(type);
  const described = properties.map((property) => {
    const description = property.getDocumentationComment(checker);
    return [property.name, { ...within(typeOf(checker, property)), ...(description && { description }) }] as const;
  });
  return {
    type: 'object',
    ...(described.length > 0 && { properties: Object.fromEntries(described) }),
    ...(required.length > 0 && { required }),
    ...(index && { additionalProperties: within(index.valueType) }),
  };
}
