import {
  countByTrack,
  countMembers,
  programMembers,
  singleMembers,
  type MemberFilter,
  type MemberRow,
} from '../../db/campaigns/members.ts';
import type { Policy } from '../../domain/policy/policy.ts';
import { funnelStages } from '../../domain/lead/funnel.ts';
import type { LeadStatus } from '../../domain/lead/messages.ts';
import { taskName, type TaskKind } from '../../domain/sales/task-kinds.ts';
import { putOffInWords } from '../../domain/contact/put-off.ts';
import { codeInWords } from '../../domain/text/code-in-words.ts';
import { labelOf, own } from '../../domain/text/own.ts';
import { minuteInWords, sentence } from '../../domain/text/words.ts';
import type { ApiDeps } from '../procedures/context.ts';
import { unknownName } from '../procedures/refusal.ts';
import { knownLeadId } from '../procedures/lead-id.ts';
import { pageOf } from '../procedures/page.ts';
import { knownCampaign } from './known-campaign.ts';
import { waitsInTracks } from './waits.ts';

interface MembersOrder {
  readonly campaignId: string;
  readonly where: MemberFilter;
  readonly after?: string | undefined;
  readonly limit: number;
}

/** A page of the leads of a campaign, with what each waits for, or why it is not in it. */
export async function members(deps: ApiDeps, { campaignId, where, after, limit }: MembersOrder) {
  const { content, program } = await knownCampaign(deps, campaignId);
  const find = content === null ? programMembers : singleMembers;
  const leadId = where.leadId === undefined ? undefined : await knownLeadId(deps.db, where.leadId);
  const rows = await find(deps.db, campaignId, { ...where, leadId }, { after, limit });
  const { tracks } = own(deps.settings.programs, program) ?? {};
  if (rows.length === 0 && where.track !== undefined && tracks && !Object.hasOwn(tracks, where.track))
    throw unknownName('track', where.track, Object.keys(tracks));
  const waits = await waitsInTracks(deps, rows);
  return pageOf(
    rows.map((row) => memberOf(row, waits.get(row.leadId), deps.policy)),
    { limit },
    ({ leadId }) => leadId,
  );
}

function memberOf({ waits, task, startsAt, at, ...row }: MemberRow, now: LeadStatus | undefined, policy: Policy) {
  const { leadId, name, email, company, is, track, because } = row;
  const until = waits?.until ?? now?.until;
  return {
    leadId,
    name,
    email,
    company,
    is,
    track,
    /** The code of the reason why it waits or is out, and the instant until which it waits. */
    because: waits?.because ?? because,
    until: until ? new Date(until).toISOString() : undefined,
    at: at?.toISOString(),
    text: sentence(
      inWords({ ...row, waits, task, startsAt, at }, policy),
      now && `, waits for ${now.waitingFor}`,
      now?.until !== undefined && `until ${minuteInWords(now.until)}`,
    ),
  };
}

type Words = (row: MemberRow, policy: Policy) => string;

const byMembership: Readonly<Record<MemberRow['is'], Words>> = {
  in: ({ waits, task, state, track, startsAt, because }, { sending }) => {
    if (waits) return sentence(waits.content, 'waits:', putOffInWords(waits, sending));
    if (task) return sentence('waits for', task.assignee ?? 'a rep', `: ${taskName(task.kind as TaskKind)}`);
    if (state === 'parked') return sentence('is parked', because && `: ${codeInWords(because)}`);
    if (track === null) return sentence('begins', startsAt && `on ${minuteInWords(startsAt.getTime())}`);
    return sentence(state === 'resting' ? 'rests before the track' : 'is in the track', track);
  },
  through: ({ state, endedAs, because }) =>
    endedAs === null && state !== 'ended'
      ? sentence('got it', because && `(${codeInWords(because)})`)
      : sentence('is through', endedAs && `as ${labelOf(funnelStages, endedAs)}`, because && `: ${codeInWords(because)}`),
  out: ({ because }) => sentence('does not get it', because && `: ${codeInWords(because)}`),
};

const inWords: Words = (row, policy) => byMembership[row.is](row, policy);

/** How far a campaign has come, and who did not get it, by the reason. */
export async function progress(deps: Pick<ApiDeps, 'db'>, campaignId: string, isSingle: boolean) {
  const [rows, tracks] = await Promise.all([countMembers(deps.db, campaignId, isSingle), countByTrack(deps.db, campaignId)]);
  const total = (is: MemberRow['is']) => rows.filter((row) => row.is === is).reduce((sum, { leads }) => sum + leads, 0);
  const reasons = rows.filter((row) => row.is === 'out');
  return {
    in: total('in'),
    through: total('through'),
    out: total('out'),
    /** Of those that are in it, by the track in which they are now. */
    tracks,
    outBecause: reasons.map(({ because, leads }) => ({
      code: because ?? 'other',
      text: because === null ? 'another reason' : codeInWords(because),
      leads,
    })),
  };
}
