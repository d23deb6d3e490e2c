import { armsOf } from '../../content/arms.ts';
import { within, type Scope } from '../../db/reports/scope.ts';
import { decisions } from '../../db/touches/decided-subjects.ts';
import { sentVersions, type SentVersion } from '../../db/touches/content-versions.ts';
import { wilson } from '../../domain/reports/interval.ts';
import { compareArms, decidedAs, verdicts, type TwoArms } from '../../domain/reports/ab-test.ts';
import { iso, spanOf, type ReportDeps } from '../reports/input.ts';
import { grouped, numbersOf, type Group } from '../reports/rows.ts';
import { knownContent, versionsNow } from './versions.ts';

type Deps = Pick<ReportDeps, 'db' | 'settings'>;

const measures = { sent: 'sent', clicked: 'clicked', goal: 'goal', replied: 'replied', unsubscribed: 'unsubscribed' } as const;
const numbers = Object.fromEntries(Object.entries(measures).map(([name, what]) => [name, { what }])) as Record<
  keyof typeof measures,
  { what: string }
>;

/** A share with its 95 % interval. */
const shareIn = (count: number, of: number) => (of === 0 ? null : { share: count / of, ...wilson(count, of) });

/** What came of a content, by its versions, and what can be said of its two subjects. */
export async function contentResults(deps: Deps, id: string, scope: Scope) {
  const content = knownContent(deps, id);
  const known = await sentVersions(deps.db, id);
  const groups = known.length === 0 ? [] : await grouped(deps.db, 'emails', within(scope, { content: id }), 'version', ['what']);
  return {
    ...spanOf(scope),
    id,
    versions: known.flatMap(({ hash, persona, subject }) => {
      const group = groups.find(({ value }) => value === hash);
      if (!group) return [];
      const counted = numbersOf(group, numbers);
      const { sent, clicked, goal, replied, unsubscribed } = counted;
      const isNow = versionsNow(content).some((one) => one.hash === hash);
      return {
        version: hash,
        persona,
        subject,
        isNow,
        ...counted,
        rates: {
          clicked: shareIn(clicked, sent),
          goal: shareIn(goal, sent),
          replied: shareIn(replied, sent),
          unsubscribed: shareIn(unsubscribed, sent),
        },
      };
    }),
    subjects: await subjectsOf(deps, content, { id, scope, known }),
  };
}

interface Tested {
  readonly id: string;
  readonly scope: Scope;
  readonly known: readonly SentVersion[];
}

/** What can be said of the two versions of a content that is tested; null without a second one. Earlier emails don't count: nobody drew lots for them. */
async function subjectsOf({ db }: Deps, content: ReturnType<typeof knownContent>, { id, scope, known }: Tested) {
  const { versions, versionB } = content;
  const { abTest: tested } = content.entry;
  const arms = armsOf(content);
  if (!tested || !versionB || !arms) return null;
  const since = known.find(({ hash }) => hash === versionB.hash)?.first ?? scope.now;
  // After a decision, nobody draws lots.
  const decision = (await decisions(db)).find((one) => one.content === id);
  const isDecided = decidedAs(arms, decision) !== undefined;
  const to = isDecided ? Math.min(scope.to, decision!.at.getTime()) : scope.to;
  const during = within({ ...scope, from: Math.min(since, to), to }, { content: id });
  const groups = await grouped(db, 'emails', during, 'version', ['what']);
  const arm = (hash: string) => groups.find(({ value }) => value === hash);
  const [a, b] = [arm(versions.default.hash), arm(versionB.hash)];
  const order = { a: counted(a), b: counted(b), atLeast: tested.atLeast };
  const { verdict, by } = compareArms(order);
  return {
    /** In what they differ: the subject, the text or the format. */
    of: tested.of,
    a: { subject: versions.default.subject, ...resultOf(a) },
    b: { subject: versionB.subject, ...resultOf(b) },
    since: iso(since),
    percent: tested.percent,
    atLeast: tested.atLeast,
    verdict,
    /** By how much more of B met the goal than of A: the ends of the 95 % interval. */
    difference: by,
    text: verdicts[verdict].says(order),
  };
}

function resultOf(group: Group | undefined) {
  const { count: goal, of: sent } = counted(group);
  const people = group && numbersOf(group, numbers).people;
  return { sent, goal, rate: shareIn(goal, sent), people: { sent: people?.sent, goal: people?.goal } };
}

function counted(group: Group | undefined): TwoArms['a'] {
  if (!group) return { count: 0, of: 0 };
  const { goal, sent } = numbersOf(group, numbers);
  return { count: goal, of: sent };
}
