import { Command } from 'commander';
import type { Outputs } from '../client/index.ts';
import { funnelStages } from '../domain/lead/funnel.ts';
import { codeInWords } from '../domain/text/code-in-words.ts';
import { callApi } from './api-client.ts';
import { asJson, listed, localTime } from './listed.ts';

type Status = Outputs['leads']['status'];

export const statusCommand = (): Command =>
  new Command('status')
    .description(
      'Shows the state of a lead, what it waits for, and whether we may contact it, in the time zone of this machine (API: TRELLIS_API_URL, TRELLIS_API_KEY).',
    )
    .argument('<lead>', 'its id or its address')
    .option('--json', 'print the answer as JSON')
    .action(async (leadId: string, { json }: { json?: true }) => {
      const status = (await callApi('leads.status', { leadId })) as Status;
      console.log(json ? asJson(status) : statusInWords(status));
    });

/** The answer of `leads.status` as a table; what there is nothing to say about is left out. */
export function statusInWords({ stage, since, held, enrolment, running, stuck, ...channels }: Status): string {
  const rows: [string, string | undefined][] = [
    ['Stage', `${funnelStages[stage].label} since ${localTime(since)}`],
    ['Program', programOf(enrolment)],
    ...waitOf(running),
    ['Stuck', stuck && `since ${localTime(stuck.since)}: ${stuck.label}. ${stuck.todo}`],
    ['Held', held === null ? undefined : `no emails: ${codeInWords(held)}`],
    ...Object.entries(channels).flatMap(([channel, verdict]): [string, string][] =>
      typeof verdict === 'object' && 'may' in verdict ? [[channel, mayOf(verdict)]] : [],
    ),
  ];
  return listed(
    { '': ([title]) => title, ' ': ([, text]) => text },
    rows.filter(([, text]) => text !== undefined),
  ).trim();
}

const programOf = (enrolment: Status['enrolment']): string =>
  enrolment ? `${enrolment.program}, ${enrolment.track ? `track ${enrolment.track}, ` : ''}${enrolment.state}` : 'none';

function waitOf(running: Status['running']): [string, string | undefined][] {
  if (running === undefined) return [];
  if (running === 'unavailable') return [['Waits for', 'not known: its workflow does not answer']];
  const { waitingFor, until, parked } = running;
  return [
    ['Waits for', `${waitingFor}${until === undefined ? '' : `, until ${localTime(until)}`}`],
    ['Parked', parked],
  ];
}

const mayOf = (verdict: { may: true } | { may: false; because: string; until?: string }): string =>
  verdict.may ? 'open' : `closed${verdict.until ? ` until ${localTime(verdict.until)}` : ''}: ${codeInWords(verdict.because)}`;
