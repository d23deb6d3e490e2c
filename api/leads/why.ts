import type { EnrolmentState } from '../../db/columns.ts';
import { routesOf } from '../../db/tasks/routes.ts';
import { journalKinds } from '../../domain/lead/journal-kinds.ts';
import { noContactLabel } from '../../domain/contact/contactability.ts';
import { statesIn, touchStates } from '../../domain/contact/touch-states.ts';
import { taskName } from '../../domain/sales/task-kinds.ts';
import { codesInWords } from '../../domain/text/code-in-words.ts';
import { own } from '../../domain/text/own.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { storyOf, type StoryLine } from '../story/story.ts';
import { scoreOf } from './lead-score.ts';
import { statusInIso, statusOf } from './lead-status.ts';
import { channelLabel } from './reached-by.ts';
import { whatEnds } from './what-ends.ts';
import { inIso, iso } from '../procedures/iso.ts';

/** What `leads.why` answers. */
export type Why = Awaited<ReturnType<typeof whyOf>>;

/** How many of the last lines of its story explain where a lead is. */
const LAST_STEPS = 10;

/**
 * Why a lead is where it is: what it waits for and what would end that, what led there, its score, the route of its tasks, and
 * everything that was refused.
 * @throws Refusal if the lead does not exist
 */
export async function whyOf(deps: ApiDeps, leadId: string) {
  const { db, policy, clock } = deps;
  const [status, score, lines, tasks] = await Promise.all([
    statusOf(deps, leadId),
    scoreOf(deps, leadId),
    storyOf(deps, leadId),
    routesOf(db, leadId),
  ]);
  const { stage, label, since, held, enrolment, running: _, beside: __, stuck, ...reached } = statusInIso(status);
  const story = lines.map((line) => inIso(line, 'at'));
  return {
    leadId,
    at: iso(clock.now()),
    stage: { name: stage, label, since },
    enrolment,
    /** The side programs that run for the lead, each with what it waits for and what would end that. */
    beside: status.beside.map(({ running, stuck: halt, ...one }) => ({
      ...inIso(one, 'startAt'),
      stuck: halt && inIso(halt, 'since'),
      wait: waitOf(deps, { running, state: one.state }),
    })),
    stuck,
    wait: waitOf(deps, { running: status.running, state: enrolment?.state }),
    /** The line of its story that explains where it is. */
    cameBy: story.findLast(isMove),
    lastSteps: story.slice(-LAST_STEPS),
    score: score.deciding,
    tasks: tasks.map(({ kind, route, ...task }) => ({
      ...inIso(task, 'dueAt'),
      kind,
      label: taskName(kind),
      route: route.map((one) => ({ ...inIso(one, 'at'), because: codesInWords(one.because, [policy.engagements]) })),
    })),
    /** Why the lead gets no emails, if it is held. */
    held: held ?? undefined,
    closed: Object.entries(reached).flatMap(([channel, verdict]) =>
      verdict.may
        ? []
        : [
            {
              channel,
              label: channelLabel(deps.channels, channel),
              because: noContactLabel(verdict.because),
              until: verdict.until,
            },
          ],
    ),
    /** Emails that did not go out, steps that were skipped, and campaigns that it did not enter, each with the reason. */
    refusals: story.filter(isRefusal),
  };
}

type Status = Awaited<ReturnType<typeof statusOf>>;

/** What a program of a lead waits for, and what would end that. */
const waitOf = (
  { settings }: ApiDeps,
  { running, state }: { readonly running: Status['running']; readonly state: EnrolmentState | undefined },
) =>
  typeof running === 'object'
    ? { ...inIso(running, 'until'), ends: whatEnds(own(settings.programs, running.program), running, state) }
    : running;

/** Whether a line of a journal says where the lead is from then on. */
function isMove({ about, kind }: Pick<StoryLine, 'about' | 'kind'>): boolean {
  const line = about === 'transitions' ? own<{ enrolment?: string }>(journalKinds, kind) : undefined;
  return line?.enrolment !== undefined;
}

/** The lines of a story about something that did not happen, by the place where they are saved. */
const refused: Readonly<Record<string, readonly string[]>> = {
  touches: statesIn(touchStates, 'unsent', 'waits'),
  events: ['notEnrolled'],
  transitions: ['skipped'],
};

const isRefusal = ({ about, kind }: Pick<StoryLine, 'about' | 'kind'>): boolean => own(refused, about)?.includes(kind) ?? false;
