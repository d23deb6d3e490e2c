import { armsOf } from '../../content/arms.ts';
import type { CompiledContent } from '../../content/compiled-format.ts';
import { decisions, removeDecision, saveDecision, type Decision } from '../../db/touches/decided-subjects.ts';
import { decidedAs, type Arm } from '../../domain/reports/ab-test.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { inIso } from '../procedures/iso.ts';
import { badRequest, Refusal } from '../procedures/refusal.ts';
import { report } from '../reports/report.ts';
import { knownContent } from './versions.ts';

/** The days whose emails count in a list of tests. */
const DAYS = 90;

/** The tests of two versions of an email: what came of each so far, what can be said of it, and what a person has decided. */
export async function abTests(deps: ApiDeps) {
  const made = await decisions(deps.db);
  const tested = Object.entries(deps.settings.content).filter(([, content]) => content.versionB !== undefined);
  return await Promise.all(
    tested.map(async ([id, content]) => {
      const { subjects } = await report(deps, 'contentResults', { id, days: DAYS });
      return { content: id, topic: content.entry.topic, ...subjects!, decided: decidedNow(content, id, made) };
    }),
  );
}

/** Which version of an email a marketer chose; null while their test runs. */
function decidedNow(content: CompiledContent, id: string, made: readonly Decision[]) {
  const decision = made.find((one) => one.content === id);
  const subject = decidedAs(armsOf(content)!, decision);
  return decision && subject ? inIso({ subject, by: decision.by, at: decision.at }, 'at') : null;
}

/** Ends a test: everybody gets one of them from now on. @throws Refusal for a content without a second version; ContentMissing */
export async function decide(
  deps: ApiDeps,
  by: string,
  { content, subject }: { readonly content: string; readonly subject: Arm },
) {
  const both = armsOf(knownContent(deps, content));
  if (!both)
    throw badRequest(
      'notTested',
      `"${content}" has one version.`,
      content,
      `Add a second subject (subjectB) to its file, or a second version in emails/${content}.b.mjml. See which emails have a test (experiments.list).`,
    );
  const [kept, dropped] = subject === 'a' ? [both.a, both.b] : [both.b, both.a];
  await saveDecision(deps.db, { content, kept, dropped, by, at: new Date(deps.clock.now()) });
  return {
    content,
    subject: kept,
    next: `From now on, everybody gets "${kept}". In the next deploy, make it the only one.`,
  };
}

/** Lets a test go on: readers get the version that they would have got without the decision. @throws Refusal if nothing was decided; ContentMissing */
export async function resume(deps: ApiDeps, { content }: { readonly content: string }) {
  knownContent(deps, content);
  if (!(await removeDecision(deps.db, content)))
    throw new Refusal('CONFLICT', `The test of "${content}" was not decided.`, {
      code: 'notDecided',
      value: content,
      todo: 'See which tests are decided (experiments.list).',
    });
  return { content, next: 'The test continues: each reader gets one of the two, and always the same one.' };
}
