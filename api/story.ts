import { consentHistory } from '../db/consent-history.ts';
import { leadById } from '../db/leads.ts';
import { storyRows, type StoryRow } from '../db/story.ts';
import type { Instant } from '../domain/clock.ts';
import { dispositions } from '../domain/dispositions.ts';
import { engagementKinds } from '../domain/engagement.ts';
import { funnelStages } from '../domain/funnel.ts';
import { rungs, slas } from '../domain/sla.ts';
import { suppressionReasons } from '../domain/suppression.ts';
import { suppressionScopes } from '../domain/suppression-scope.ts';
import { consentInWords } from './consent-history.ts';
import type { ApiDeps } from './context.ts';
import { notFound } from './refusal.ts';
import { own } from '../domain/own.ts';

export interface StoryLine {
  readonly at: Instant;
  /** Where it stands: `touches`, `engagements`, … */
  readonly about: StoryRow['table'] | 'consents';
  readonly kind: string;
  readonly text: string;
}

/** All that happened with a lead, in order, in words. @throws Refusal when there is no such lead */
export async function storyOf({ db, clock }: Pick<ApiDeps, 'db' | 'clock'>, leadId: string): Promise<StoryLine[]> {
  if (!(await leadById(db, leadId))) throw notFound('lead', leadId);
  const [rows, consents] = await Promise.all([storyRows(db, leadId), consentHistory(db, leadId, clock.now())]);
  const lines = rows.map((row): StoryLine => ({ at: row.at.getTime(), about: row.table, kind: row.kind, text: sentence(row) }));
  const agreed = consents
    // What was closed, and opened again, stands there already.
    .filter(({ event }) => event !== 'closed' && event !== 'reopened')
    .map((one): StoryLine => ({ at: one.at.getTime(), about: 'consents', kind: one.event, text: consentInWords(one) }));
  return [...agreed, ...lines].toSorted((a, b) => a.at - b.at);
}

function sentence(row: StoryRow): string {
  const { kind, a, b, c, who } = row;
  switch (row.table) {
    case 'enrolments':
      return kind === 'refused' ? `not enrolled in "${a}": ${c}` : `enrolled in "${a}" (${b})`;
    case 'transitions':
      return transition(row);
    case 'touches':
      return touch(row);
    case 'engagements':
      return join([
        own(engagementKinds, kind)?.label ?? kind,
        a && `(${a})`,
        b && `in ${b}`,
        c === 'machine' && '– by a machine',
      ]);
    case 'tasks':
      if (kind === 'given') return join([`${a} task`, who ? `given to ${who}` : 'without a rep', `: ${b}`]);
      return kind === 'opened' ? join([`${a} task`, who && `for ${who}`, `: ${b}`]) : join([`${a} task ${kind}`, b && `: ${b}`]);
    case 'dispositions':
      return join([`${who} reported`, `"${own(dispositions, kind)?.label ?? kind}"`, b && `: ${b}`, a !== 'applied' && `(${a})`]);
    case 'slaEvents':
      return join([
        `${own(rungs, kind)?.label ?? kind}:`,
        lowerFirst(own(slas, a ?? '')?.label ?? ''),
        who && `(${who})`,
        b === 'observe' && '– observed only',
      ]);
    case 'suppressions':
      return suppression(row);
    case 'opportunities':
      return join([`opportunity over ${a}`, who && `of ${who}`, `: ${b}`]);
  }
}

function suppression({ kind, a: channel, b, c: until, who }: StoryRow): string {
  const what = channel === 'all' ? 'every channel' : channel;
  const why = (reason: string) => lowerFirst(own(suppressionReasons, reason)?.label ?? reason);
  if (kind === 'lifted') return join([`${what} opened again,`, `which was closed: ${why(b ?? '')}`, who && `(by ${who})`]);
  const closed = join([`${what} closed`, until && `until ${until.slice(0, 10)}`, `: ${why(kind)}`]);
  if (b === 'lead') return closed;
  return join([closed, `(${lowerFirst(own(suppressionScopes, b ?? '')?.label ?? '')})`, who && `(by ${who})`]);
}

const join = (parts: readonly (string | false | null | undefined)[]): string =>
  parts.filter(Boolean).join(' ').replaceAll(' :', ':');

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

const stageName = (stage: string | null): string => own(funnelStages, stage ?? '')?.label ?? stage ?? '';

function transition({ kind, a: from, b: to, c: reason }: StoryRow): string {
  const because = reason && `(${reason})`;
  switch (kind) {
    case 'entered':
      return join([`enters the track ${to}`, from && `from ${from}`, because]);
    case 'stage':
      return join([`becomes ${stageName(to)}`, because]);
    case 'rested':
      return join([`rests`, to && `until ${to}`, because]);
    case 'ended':
      return join([`ends as ${stageName(to)}`, because]);
    default:
      return join([kind, from, from && to && '→', to, because]);
  }
}

function touch({ kind, a: content, b: subject, c: reason, who }: StoryRow): string {
  const mail = subject ? `"${subject}" (${content})` : content;
  switch (kind) {
    case 'accepted':
      return join([`we mailed ${mail}`, who && `in the name of ${who}`]);
    case 'inDoubt':
      return `we may have mailed ${mail}: the connection broke`;
    case 'refused':
      return join([`the mail server refused ${mail}`, reason && `(${reason})`]);
    case 'never':
      return join([`${mail} was not mailed`, reason && `(${reason})`]);
    default:
      return join([`${mail} is ${kind}`, reason && `(${reason})`]);
  }
}
