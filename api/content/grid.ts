import { countBy, type Tally } from '../../db/reports/count.ts';
import type { Scope } from '../../db/reports/scope.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { spanOf } from '../reports/input.ts';
import { peopleKey } from '../reports/people-key.ts';

const measures = ['sent', 'goal', 'replied'] as const;
type Measure = (typeof measures)[number];

/** What was sent of each content to each kind of buyer, how often its goal was met, and how many replied. */
export async function contentGrid({ db }: Pick<ApiDeps, 'db'>, scope: Scope) {
  const tallies = await countBy(db, 'emails', ['content', 'persona', 'what'], scope);
  const cells = Map.groupBy(tallies, ({ of: { content, persona } }) => JSON.stringify([content, persona]));
  return {
    ...spanOf(scope),
    cells: [...cells.values()].map((rows) => {
      const { content, persona } = rows[0]!.of;
      return {
        content: content!,
        persona: persona ?? null,
        ...ofEach((what) => countOf(rows, what)),
        /** The keys of the leads behind each number, for `reports.people`. */
        people: ofEach((what) => peopleKey('emails', scope, { content: content!, persona: persona ?? null, what })),
      };
    }),
  };
}

const ofEach = <T>(tell: (what: Measure) => T) =>
  Object.fromEntries(measures.map((what) => [what, tell(what)])) as Record<Measure, T>;

const countOf = (rows: readonly Tally[], what: Measure): number =>
  rows.find(({ of }) => of['what'] === what && of['content'] !== null)?.count ?? 0;
