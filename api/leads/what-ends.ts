import type { EnrolmentState } from '../../db/columns.ts';
import type { LeadStatus } from '../../domain/lead/messages.ts';
import { minuteInWords } from '../../domain/text/words.ts';
import { own } from '../../domain/text/own.ts';
import type { ProgramOfApi } from '../settings.ts';

/** A program that was removed. */
const unknown: ProgramOfApi = { input: {}, knobs: {} };

/** What would end the present wait of a lead, in words. */
export function whatEnds(program: ProgramOfApi = unknown, running: LeadStatus, state: EnrolmentState | undefined): string[] {
  if (running.parked !== undefined) return ['an operator runs it again, or moves it to another track'];
  const awaited = [
    ...(state === 'resting' ? [] : [running.waitingFor]),
    ...(running.until === undefined ? [] : [minuteInWords(running.until)]),
  ];
  return [...awaited, ...(isNurture(program, running.track) || state === 'resting' ? interruptsOf(program) : [])];
}

const isNurture = ({ tracks = {} }: ProgramOfApi, track: string): boolean => typeof own(tracks, track) === 'function';

/** What takes leads out of every nurture track of a program. */
function interruptsOf({ lane, interrupts: { fastTrack, mql, on = {} } = {} }: ProgramOfApi): string[] {
  return [
    ...(fastTrack === undefined ? [] : [`an act that makes it ready for sales${whither(fastTrack)}`]),
    ...(mql === undefined ? [] : [`a score that makes it ready for sales${whither(mql)}`]),
    ...Object.entries(on).map(([kind, to]) => `the act ${kind}${whither(to)}`),
    `email is closed for the lead: it ends${lane === undefined ? ' as archived' : ''}`,
  ];
}

/** A function decides for each lead, so nobody knows it before. */
const whither = (to: unknown): string => (typeof to === 'string' ? `: then ${to}` : '');
