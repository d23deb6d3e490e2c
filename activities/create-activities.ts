import { applyOutcome } from './apply-outcome.ts';
import { dated } from './dated.ts';
import { changeTask } from './change-task.ts';
import type { Activities } from './contract.ts';
import type { Deps } from './deps.ts';
import { enrich } from './enrich/enrich.ts';
import { escalate } from './escalate.ts';
import { loadFacts } from './load-facts.ts';
import { openTask } from './open-task.ts';
import { record } from './record.ts';
import { runStep } from './run-step.ts';
import { touch } from './touch/touch.ts';
import { withVerbs } from './with-verbs.ts';

/** Builds all activities from what they need. */
export const createActivities = (deps: Deps): Activities => ({
  enrich: enrich(deps),
  loadFacts: loadFacts(deps),
  touch: withVerbs(dated(deps.clock, touch(deps))),
  openTask: withVerbs(openTask(deps)),
  escalate: withVerbs(escalate(deps)),
  applyOutcome: withVerbs(applyOutcome(deps)),
  changeTask: withVerbs(changeTask(deps)),
  runStep: withVerbs(runStep(deps)),
  record: record(deps),
});
