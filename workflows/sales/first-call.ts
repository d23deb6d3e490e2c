import type { SlaId } from '../../domain/sales/sla.ts';
import type { Instant } from '../../domain/time/clock.ts';
import { isNurture, trackOf, type Program } from '../program.ts';
import { GATE } from '../state.ts';
import type { Visit } from '../visit.ts';

interface Slas {
  readonly sla: SlaId;
  readonly fastTrackSla?: SlaId;
}

/**
 * The clock of the first call: the act that brings the lead decides about its SLA and its start, whichever team calls. Without such an
 * act, and for a lead that another rep hands over, the usual SLA starts now.
 */
export function firstCall({ state }: Visit, program: Program, { sla, fastTrackSla = sla }: Slas): { sla: SlaId; from?: Instant } {
  const { trigger, from } = state;
  const before = from === undefined || from === GATE ? undefined : trackOf(program, from);
  if (!trigger || (before && !isNurture(before))) return { sla };
  return { sla: trigger.kind === 'mql' ? sla : fastTrackSla, from: trigger.at };
}
