import type { FunnelStage } from '../../domain/lead/funnel.ts';
import { total } from '../calendar/counts.ts';
import { pairedDifference, type Interval } from '../../domain/reports/interval.ts';
import { contentOf, type Life, type Sent } from '../calendar/life.ts';
import type { Place, Simulation } from '../calendar/simulation.ts';

/** One of two versions of a program, and what it did to the people. */
export interface Version {
  readonly name: string;
  readonly simulation: Simulation;
  readonly lives: readonly Life[];
}

/** Two versions of a program over the same people, with the same chance: what differs is the versions' doing. */
export interface Comparison {
  readonly program: string;
  /** The names of the versions: the other one, and this one. */
  readonly before: string;
  readonly now: string;
  readonly people: string;
  readonly days: number;
  readonly seed: number;
  /** Leads that are in both. */
  readonly leads: number;
  /** Leads that get other emails, or the same ones in another order. */
  readonly changed: readonly Changed[];
  /** Leads that get the same emails, and not all of them on the same day. */
  readonly otherDays: number;
  readonly emails: readonly Both[];
  readonly funnel: readonly StageChange[];
  readonly load: readonly Both[];
  /** Whether every lead and every email of both versions is accounted for. */
  readonly balances: boolean;
}

/** A count in both versions. */
export interface Both {
  readonly what: string;
  readonly before: number;
  readonly now: number;
}

export interface Changed {
  readonly lead: string;
  /** The first email that differs, from 1. */
  readonly nth: number;
  /** The emails from there on. */
  readonly before: readonly string[];
  readonly now: readonly string[];
  readonly placeBefore: Place;
  readonly placeNow: Place;
}

/** How many of the same leads were ever in a stage. */
export interface StageChange {
  readonly stage: FunnelStage;
  readonly before: number;
  readonly now: number;
  /** Of the leads in both, from -1 to 1. */
  readonly difference: number;
  readonly interval: Interval;
}

export function compare(before: Version, now: Version): Comparison {
  const { program, people, days, seed } = now.simulation;
  const known = new Map(before.lives.map((life) => [life.email, life]));
  const pairs = now.lives.flatMap((life) => {
    const was = known.get(life.email);
    return was ? [{ was, is: life }] : [];
  });
  const changed = pairs.flatMap(({ was, is }) => changeOf(was, is));
  return {
    program,
    before: before.name,
    now: now.name,
    people,
    days,
    seed,
    leads: pairs.length,
    changed,
    otherDays: pairs.filter(({ was, is }) => changeOf(was, is).length === 0 && daysOf(was) !== daysOf(is)).length,
    emails: sideBySide(emailsOf(before.simulation), emailsOf(now.simulation)),
    funnel: now.simulation.funnel.map(({ stage }) => stageChange(stage, pairs)),
    load: sideBySide(loadOf(before.simulation), loadOf(now.simulation)),
    balances: before.simulation.ledger.balances && now.simulation.ledger.balances,
  };
}

interface Pair {
  readonly was: Life;
  readonly is: Life;
}

const contentsOf = (emails: readonly Sent[]): readonly string[] => emails.map(contentOf);

const daysOf = ({ emails }: Life): string => emails.map(({ at }) => new Date(at).toISOString().slice(0, 10)).join();

function changeOf(was: Life, is: Life): Changed[] {
  const [before, now] = [contentsOf(was.emails), contentsOf(is.emails)];
  const longest = Math.max(before.length, now.length);
  const first = Array.from({ length: longest }, (_, n) => n).find((n) => before[n] !== now[n]);
  if (first === undefined) return [];
  const places = { placeBefore: was.place, placeNow: is.place };
  return [{ lead: is.email, nth: first + 1, before: before.slice(first), now: now.slice(first), ...places }];
}

function stageChange(stage: FunnelStage, pairs: readonly Pair[]): StageChange {
  const reached = ({ stages, startAt }: Life): boolean => startAt !== null && stages.includes(stage);
  const onlyFirst = pairs.filter(({ was, is }) => reached(was) && !reached(is)).length;
  const onlySecond = pairs.filter(({ was, is }) => !reached(was) && reached(is)).length;
  return {
    stage,
    before: pairs.filter(({ was }) => reached(was)).length,
    now: pairs.filter(({ is }) => reached(is)).length,
    difference: (onlySecond - onlyFirst) / Math.max(1, pairs.length),
    interval: pairedDifference({ people: pairs.length, onlyFirst, onlySecond }),
  };
}

const emailsOf = ({ calendar }: Simulation): Map<string, number> =>
  new Map(
    [...Map.groupBy(calendar, ({ content }) => content)].map(([content, rows]) => [
      content,
      rows.reduce((sum, { byDay }) => sum + total(byDay), 0),
    ]),
  );

const loadOf = ({ load }: Simulation): Map<string, number> =>
  new Map(load.map(({ rep, team, tasks }) => [rep ?? `no rep of ${team}`, total(tasks)]));

const sideBySide = (before: ReadonlyMap<string, number>, now: ReadonlyMap<string, number>): Both[] =>
  [...new Set([...before.keys(), ...now.keys()])].map((what) => ({
    what,
    before: before.get(what) ?? 0,
    now: now.get(what) ?? 0,
  }));
