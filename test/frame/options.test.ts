import { parseSync, Visitor } from 'oxc-parser';
import { expect, test } from 'vitest';
import { sourcesOf } from './import-graph.ts';

const product = ['domain', 'content', 'db', 'services', 'engine', 'workflows', 'activities', 'api', 'audit', 'config', 'worker'];
const sources = await sourcesOf([...product, 'cli']);

/** The fields that a file reads: as properties, or by taking an object apart. What only checks an option does not read it. */
function readsIn(file: string, source: string): ReadonlySet<string> {
  const found: { name: string; start: number }[] = [];
  const checks: { start: number; end: number }[] = [];
  const isCheck = (name: string | undefined): boolean => /faults$/i.test(name ?? '');
  new Visitor({
    FunctionDeclaration: ({ id, start, end }) => void (isCheck(id?.name) && checks.push({ start, end })),
    VariableDeclarator: ({ id, start, end }) =>
      void (id.type === 'Identifier' && isCheck(id.name) && checks.push({ start, end })),
    MemberExpression: ({ property, start }) =>
      void (property.type === 'Identifier' && found.push({ name: property.name, start })),
    ObjectPattern: ({ properties }) => {
      for (const property of properties)
        if (property.type === 'Property' && property.key.type === 'Identifier')
          found.push({ name: property.key.name, start: property.start });
    },
  }).visit(parseSync(file, source).program);
  return new Set(
    found.filter(({ start }) => !checks.some((check) => check.start <= start && start < check.end)).map(({ name }) => name),
  );
}

const reads = new Map([...sources].map(([file, source]) => [file, readsIn(file, source)]));

/** The fields of the interfaces that a file declares, nested ones included. */
function fieldsIn(file: string): string[] {
  const fields: string[] = [];
  new Visitor({
    TSPropertySignature: ({ key }) => void (key.type === 'Identifier' && fields.push(key.name)),
  }).visit(parseSync(file, sources.get(file)!).program);
  return fields;
}

const declaring = [...sources.keys()].filter(
  (file) =>
    /^domain\/.*-policy\.ts$/.test(file) ||
    ['domain/policy/policy.ts', 'domain/sales/sla.ts', 'domain/sales/recycle.ts', 'domain/sales/dispositions.ts'].includes(
      file,
    ) ||
    ['domain/scoring/engagement.ts', 'domain/people/persona.ts', 'domain/lead/form.ts'].includes(file) ||
    ['worker/settings.ts', 'config/app.ts', 'activities/deps.ts'].includes(file),
);

test.each(declaring)('the product reads every option of %s', (file) => {
  const unread = fieldsIn(file).filter((name) => ![...reads.values()].some((names) => names.has(name)));
  expect(unread).toEqual([]);
});

const camel = (name: string): string => name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
const flags = [...sources].flatMap(([file, source]) =>
  [...source.matchAll(/ption\(\s*'(?:-\w, )?--([\w-]+)/g)].map(([, flag = '']) => ({ file, flag })),
);

test('each command reads every flag that it takes, or passes its flags on to the API, which refuses what it does not know', () => {
  const inCommands = new Set([...reads].filter(([file]) => file.startsWith('cli/')).flatMap(([, names]) => [...names]));
  const passesOn = (file: string) =>
    // `cli/report.ts` passes on the options of reports.
    file.startsWith('cli/report/') ||
    /callApi\('[\w.]+', (?:filter|\{ where: filter, \.\.\.page \}|\{ form, \.\.\.options \})\)/.test(sources.get(file)!);
  expect(flags.length).toBeGreaterThan(30);
  expect(flags.filter(({ file, flag }) => !inCommands.has(camel(flag)) && !passesOn(file))).toEqual([]);
});

test('a field that is only checked is not read', () => {
  const source = 'function xFaults({ size }) { return size > 0; }\nconst area = ({ width }, box) => width * box.height;';
  expect([...readsIn('x.ts', source)]).toEqual(['width', 'height']);
});
