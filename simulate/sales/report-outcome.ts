import type { SalesStep, SdrStep } from '../audience/phone-parts.ts';
import type { Colleague, FloorShared } from './colleague.ts';
import { detailsFor, type Occasion } from './details.ts';
import type { Move } from './move.ts';
import type { Planned } from './plans.ts';
import type { QueuedTask } from './queue.ts';
import { saidAs } from './said-as.ts';
import { calendarOf } from './staff.ts';

type ReportMove = Extract<Move, { does: 'report' }>;

/** Reports to Trellis what came of a task, and remembers it. A repeat of a plan says the same. */
export async function reportOutcome(
  colleague: Colleague,
  shared: FloorShared,
  { task, plan, move: { step, isExtra = false } }: { task: QueuedTask; plan: Planned; move: ReportMove },
): Promise<void> {
  const { clock, cast, memory } = shared;
  const { sheetOf = (taskId) => colleague.client.tasks.get.query({ taskId }) } = colleague;
  const { email } = task.lead;
  const history = memory.of(email);
  const { dice } = cast.member(email);
  const { mayReport, guide } = await sheetOf(task.taskId);
  const menu = mayReport.map(({ disposition }) => disposition);
  const says = saidAs(step.says, menu, shared.dispositions, dice);
  const asked = mayReport.find(({ disposition }) => disposition === says);
  const occasion = occasionOf(colleague, shared, { task, step, n: history.calls + history.steps });
  const details = (plan.details ??= detailsFor(step.says, occasion, { guide, ...asked }));
  const [first, ...others] = asked?.reasons.map(({ reason }) => reason) ?? [];
  const reason = first && dice.pick([first, ...others], 'reason');
  await colleague.client.tasks.report.mutate({ id: plan.id, taskId: task.taskId, disposition: says, reason, details });
  const isCall = task.kind === 'call';
  memory.set(email, {
    ...history,
    calls: history.calls + Number(isCall),
    steps: history.steps + Number(!isCall && !isExtra),
    last: { disposition: says, at: clock.now(), until: details.at },
  });
  memory.count(says);
}

interface About {
  readonly task: QueuedTask;
  readonly step: SdrStep | SalesStep;
  /** How many calls and steps came before. */
  readonly n: number;
}

function occasionOf(
  colleague: Colleague,
  { cast, clock, colleagues, connectOf }: FloorShared,
  { task, step, n }: About,
): Occasion {
  const { dice } = cast.member(task.lead.email);
  const owners = colleagues.filter(({ role }) => role === 'salesperson').map(({ repId }) => repId);
  return {
    now: clock.now(),
    calendar: calendarOf(colleague),
    connect: connectOf?.(task.lead.email),
    dice: { ...dice, between: (from, to, ...words) => dice.between(from, to, n, ...words) },
    dealOwner: dice.pick(owners as [string, ...string[]], 'owner'),
    because: 'because' in step ? step.because : undefined,
    channels: 'channels' in step ? step.channels : undefined,
  };
}
