import { setSlaMode, teamModes, type TeamModes } from '../../db/staff/sla-modes.ts';
import { overdueTasks, rungsReachedSince, slasKept, type Kept, type Overdue, type RungsReached } from '../../db/tasks/pilot.ts';
import { modeOf, rungs, type SlaMode, type Slas } from '../../domain/sales/sla.ts';
import { DAY, HOUR } from '../../domain/time/duration.ts';
import { kindsOf } from '../../domain/text/kinds.ts';
import { labelOf, own } from '../../domain/text/own.ts';
import { lowerFirst } from '../../domain/text/words.ts';
import { badRequest, notFound, Refusal } from '../procedures/refusal.ts';
import { teamOf, type Asker } from './team.ts';

/** The teams whose modes the caller may change or read. @throws Refusal for another team, or one that does not exist */
async function teamsFor(asker: Asker, slug?: string): Promise<TeamModes[]> {
  const own = await teamOf(asker);
  const teams = (await teamModes(asker.db)).filter((team) => slug === undefined || team.slug === slug);
  if (teams.length === 0) throw notFound('team', slug ?? '');
  const allowed = teams.filter(({ id }) => own === undefined || id === own);
  if (allowed.length > 0) return allowed;
  throw new Refusal('FORBIDDEN', 'You manage another team.', {
    code: 'otherTeam',
    value: slug,
    todo: 'Ask its manager, or an admin.',
  });
}

/** The one team whose modes or hours the caller changes. @throws Refusal without one */
export async function teamFor(asker: Asker, slug?: string): Promise<TeamModes> {
  const [team, ...others] = await teamsFor(asker, slug);
  if (team && others.length === 0) return team;
  throw badRequest('teamMissing', 'Which team?', undefined, 'Give the name of your team in team.');
}

interface ModeChange {
  readonly team?: string | undefined;
  readonly sla?: string | undefined;
  readonly mode: SlaMode;
}

/** Enforces or only observes the SLAs of a team, or one of them. @throws Refusal for an unknown SLA, and without one team */
export async function setMode(asker: Asker, { team: slug, sla, mode }: ModeChange) {
  const { slas } = asker.policy;
  if (sla !== undefined && !own(slas, sla))
    throw badRequest('slaUnknown', `There is no SLA "${sla}".`, sla, `Use one of these: ${Object.keys(slas).join(', ')}.`);
  const team = await teamFor(asker, slug);
  const before = sla === undefined ? team.slaMode : modeOf(team, sla);
  await setSlaMode(asker.db, team.id, mode, sla);
  const what = sla === undefined ? 'Every SLA' : `The SLA "${labelOf(slas, sla)}"`;
  return {
    team: team.slug,
    sla,
    mode,
    before,
    inWords: `${what} of ${team.name} is ${effect[mode]}, starting with the next rung of each task.`,
  };
}

const effect = { observe: 'only observed: rungs are recorded, but nobody is told', enforce: 'enforced' } as const;

const MOST = 500;

/** What the SLAs of observed teams would have done in the last days, and the tasks that nobody is told of. */
export async function pilot(asker: Asker, { days, team: slug }: { readonly days: number; readonly team?: string | undefined }) {
  const { db, clock, policy } = asker;
  const teams = await teamsFor(asker, slug);
  const only = teams.length === 1 ? teams[0]?.id : undefined;
  const since = clock.now() - days * DAY;
  const [kept, reached, overdue] = await Promise.all([
    slasKept(db, since, only),
    rungsReachedSince(db, since, only),
    overdueTasks(db, clock.now(), MOST, only),
  ]);
  return {
    days,
    slas: teams.flatMap((team) => slasOf(policy.slas, team, kept, reached)),
    observed: overdue.filter((task) => modeOf(task, task.sla) === 'observe').map((task) => ageOf(task, policy.slas, clock.now())),
  };
}

/** How one team kept each of its SLAs, and what followed or would have followed. */
function slasOf(slas: Slas, team: TeamModes, kept: readonly Kept[], reached: readonly RungsReached[]) {
  const names = new Set([...kept, ...reached].filter(({ teamId }) => teamId === team.id).map(({ sla }) => sla));
  return [...names].map((sla) => {
    const { tasks = 0, inTime = 0, acted = 0, spoken = 0 } = kept.find((one) => one.teamId === team.id && one.sla === sla) ?? {};
    const ofSla = reached.filter((one) => one.teamId === team.id && one.sla === sla);
    const of = (mode: SlaMode) =>
      Object.fromEntries(
        kindsOf(rungs).flatMap((rung) =>
          ofSla.filter((one) => one.mode === mode && one.rung === rung).map(({ times }) => [rung, times]),
        ),
      );
    const [did, would] = [of('enforce'), of('observe')];
    const label = labelOf(slas, sla);
    const counts = { tasks, inTime, acted, spoken };
    return { team: team.slug, sla, label, mode: modeOf(team, sla), ...counts, did, would, inWords: inWords(counts, did, would) };
  });
}

const inWords = (
  { tasks, inTime }: { readonly tasks: number; readonly inTime: number },
  did: Readonly<Record<string, number>>,
  would: Readonly<Record<string, number>>,
): string =>
  [
    ...(tasks > 0 ? [`Reps acted in time on ${inTime} of ${tasks} tasks.`] : []),
    ...followed('Followed:', did),
    ...followed('If it had been enforced:', would),
  ].join(' ');

function followed(begins: string, times: Readonly<Record<string, number>>): string[] {
  const parts = Object.entries(times).map(([rung, count]) => `${lowerFirst(labelOf(rungs, rung))} ${count}×`);
  return parts.length > 0 ? [`${begins} ${parts.join(', ')}.`] : [];
}

const ageOf = ({ taskId, leadId, email, rep, team, sla, openedAt, rungs: reached }: Overdue, slas: Slas, now: number) => ({
  taskId,
  lead: { id: leadId, email },
  team,
  rep: rep ?? undefined,
  sla,
  label: labelOf(slas, sla),
  openedAt: openedAt.toISOString(),
  ageHours: Math.floor((now - openedAt.getTime()) / HOUR),
  wouldHaveFollowed: reached.map((rung) => labelOf(rungs, rung)),
});
