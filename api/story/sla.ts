import { sql } from 'kysely';
import { labelOf } from '../../domain/text/own.ts';
import { rungs } from '../../domain/sales/sla.ts';
import { lowerFirst, sentence } from '../../domain/text/words.ts';
import { source } from './source.ts';

interface Row {
  readonly at: Date;
  readonly kind: string;
  readonly sla: string;
  readonly mode: string;
  readonly rep: string | null;
}

/** Rungs that were reached because no one acted in time. */
export const slaEvents = source(
  'slaEvents',
  (leadId) =>
    sql<Row>`select at, rung as kind, sla, mode, assignee_name as rep from sla_events where lead_id = ${leadId} order by at, round`,
  ({ kind, sla, mode, rep }, { slas }) =>
    sentence(
      `${labelOf(rungs, kind)}:`,
      lowerFirst(labelOf(slas, sla)),
      rep && `(${rep})`,
      mode === 'observe' && '– observed only',
    ),
);
