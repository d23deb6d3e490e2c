import { staffIn } from '../config/staff-file.ts';
import type { Db } from '../db/database.ts';
import type { IdealProfile } from '../domain/scoring/scoring-policy.ts';
import { appOfTest } from './app-of-test.ts';
import { testDatabase } from './database.ts';
import type { Acts } from './eventually.ts';
import { createRecordingMailer } from './recording-mailer.ts';
import { recordTexts } from './recorded-texts.ts';
import { bundleOfStories, recordForReplay } from './replay-stories.ts';
import type { StoryOptions } from './story-options.ts';
import { openVirtualWorld, START, type VirtualWorld } from './virtual-world.ts';

/** The world of a story with everything that is recorded in it, and the program that its leads enter. */
export interface StoryWorld extends AsyncDisposable {
  readonly world: VirtualWorld;
  readonly db: Db;
  readonly mail: ReturnType<typeof createRecordingMailer>;
  readonly texts: ReturnType<typeof recordTexts>;
  readonly acts: Acts;
  readonly program: string;
  readonly ideal: IdealProfile;
}

/** Opens a virtual world on a database of its own. Its histories are kept for the replay. */
export async function openStoryWorld({
  start = START,
  workerBehind,
  reports,
  ...options
}: StoryOptions<string>): Promise<StoryWorld> {
  const app = options.app ?? (await appOfTest());
  const { program = Object.keys(app.programs)[0] ?? '', staff = await staffIn(app.dir) } = options;
  await using opened = new AsyncDisposableStack();
  const { db } = opened.use(await testDatabase());
  const mail = createRecordingMailer();
  const texts = recordTexts();
  const acts = { haveRun: true };
  const world = opened.use(
    await openVirtualWorld({
      db,
      app,
      bundle: await bundleOfStories(app.workflowsPath),
      programs: [program],
      staff,
      start,
      mail,
      texts,
      workerBehind,
      reports,
      recordHistories: true,
      onActivity: () => {
        acts.haveRun = true;
      },
    }),
  );
  opened.defer(() => recordForReplay(world.engine, app.workflowsPath));
  const all = opened.move();
  const { ideal } = app.policy.scoring;
  return { world, db, mail, texts, acts, program, ideal, [Symbol.asyncDispose]: async () => await all.disposeAsync() };
}
