import { readFileSync } from 'node:fs';
import { glob } from 'node:fs/promises';
import { expect, expectTypeOf, test } from 'vitest';
import { appRouter, type AppRouter } from '../../api/router.ts';

type Nouns = AppRouter['_def']['record'];

/** What the compiler can say of a procedure. */
interface Asked<Input, Answer> {
  isArray: Answer extends readonly unknown[] ? true : false;
  hasItems: Answer extends { items: readonly unknown[] } ? true : false;
  isPage: Answer extends { items: readonly unknown[]; next?: unknown }
    ? NonNullable<Input> extends { after?: unknown; limit?: number | undefined }
      ? true
      : false
    : false;
  saysNothing: [Answer] extends [{ next: string } | { text: string } | { inWords: string }] ? false : true;
}

/** The names of the procedures of which something is true. */
type Those<Type extends 'query' | 'mutation', Question extends keyof Asked<unknown, unknown>> = {
  [Noun in keyof Nouns]: {
    [Verb in keyof Nouns[Noun]]: Nouns[Noun][Verb] extends {
      _def: { type: Type; $types: { input: infer Input; output: infer Answer } };
    }
      ? Asked<Input, Answer>[Question] extends true
        ? `${Noun}.${Verb & string}`
        : never
      : never;
  }[keyof Nouns[Noun]];
}[keyof Nouns];

/** Lists that are whole: what an app declares, what a person reads at once, or the few best. */
type Whole =
  // One for each row of a table in the code or the app.
  | 'alerts.preferences'
  | 'audit.acts'
  | 'content.list'
  | 'events.sinks'
  | 'experiments.list'
  | 'ops.alerts'
  | 'ops.outbox'
  | 'ops.providers'
  | 'programs.drawings'
  | 'programs.list'
  | 'suppressions.reasons'
  // The people and teams of one company.
  | 'team.calendars'
  | 'team.list'
  // Everybody who can be chosen in a form.
  | 'team.names'
  // The newest ones.
  | 'experiments.holdouts'
  // The best matches: who needs more types more.
  | 'leads.find'
  // One content's, which its page shows whole.
  | 'content.versions'
  // One lead's, which its page shows whole.
  | 'leads.story';

test('a list returns a page; the next page begins after its last item', () => {
  expectTypeOf<Those<'query', 'isArray'>>().toEqualTypeOf<Whole>();
  expectTypeOf<Those<'query', 'isPage'>>().toEqualTypeOf<Those<'query', 'hasItems'>>();
});

test('a mutation says in words what happens next', () => {
  expectTypeOf<Those<'mutation', 'saysNothing'>>().toEqualTypeOf<never>();
});

const procedures = Object.keys(appRouter._def.procedures);
const named = new RegExp(`\\b(${procedures.map((name) => name.replace('.', '\\.')).join('|')})\\b`);
/** A sentence in a line of code: a literal with a space. */
const sentence = /'(?:[^'\\]|\\.)* (?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)* (?:[^"\\]|\\.)*"|`(?:[^`\\]|\\.)* (?:[^`\\]|\\.)*`/g;

test('answers are for everybody and name no procedure; a refusal or a finding names the helpful one in brackets', async () => {
  const files = [...(await Array.fromAsync(glob('api/**/*.ts'))), 'db/system/unattended.ts'];
  const found = files.flatMap((file) =>
    readFileSync(file, 'utf8')
      .split('\n')
      .filter((line) => !/^\s*(\/?\*|\/\/)/.test(line))
      .flatMap((line) => (line.match(sentence) ?? []).map((text) => ({ line, text })))
      .filter(({ line, text }) => named.test(/\b(next|inWords)\b/.test(line) ? text : text.replaceAll(/\([^)]*\)/g, '')))
      .map(({ text }) => `${file}: ${text}`),
  );
  expect(found).toEqual([]);
});
