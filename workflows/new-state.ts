import type { Enrolment } from '../domain/lead/messages.ts';
import { GATE, type CarriedState } from './state.ts';
import { putBack } from './way-back.ts';

/** The state of a lead that enters a program, or that goes back to a task after its program had ended. */
export function newState(enrolment: Enrolment, program: { readonly gate: boolean; readonly start: string }): CarriedState {
  const state = atStart(enrolment, program);
  if (!enrolment.back) return state;
  const { wayBack, visit, at } = enrolment.back;
  state.visit = visit;
  putBack(state, wayBack, at, enrolment.lane);
  return state;
}

const atStart = (enrolment: Enrolment, program: { readonly gate: boolean; readonly start: string }): CarriedState => ({
  track: program.gate ? GATE : (enrolment.track ?? program.start),
  visit: program.gate ? 0 : 1,
  written: 0,
  notBefore: enrolment.startAt,
  stage: 'inquiry',
  cycle: 1,
  persona: 0,
  pace: 1,
  acquiredAt: enrolment.startAt,
  mayEmail: true,
  mayPhone: true,
  exclude: [],
  engagements: [],
  answers: [],
  journal: [],
});
