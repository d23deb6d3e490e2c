import { lazy, type ComponentType } from 'react';
import type { ProcedureName } from '../../app/may.ts';

interface Section {
  readonly label: string;
  /** What it asks first: who may not ask it does not see the section. */
  readonly needs: ProcedureName;
  readonly Section: ComponentType;
}

type Load = () => Promise<Readonly<Record<'Section', ComponentType>>>;

/** A section, whose script is loaded when it is opened. */
const section = (label: string, needs: ProcedureName, load: Load): Section => ({
  label,
  needs,
  Section: lazy(async () => ({ default: (await load()).Section })),
});

/** The sections of the settings by the name in their address, in the order of the tabs. */
export const sections: Readonly<Record<string, Section>> = {
  you: section('You', 'people.me', () => import('./you.tsx')),
  knobs: section('Knobs', 'programs.knobs', () => import('./knobs.tsx')),
  segments: section('Segments', 'segments.list', () => import('./segments.tsx')),
  suppressions: section('Not contacted', 'suppressions.reasons', () => import('./suppressions.tsx')),
  teams: section('Teams', 'team.list', () => import('./teams.tsx')),
  calendars: section('Calendars', 'team.calendars', () => import('./calendars.tsx')),
  senders: section('Senders', 'policy.senders', () => import('./senders.tsx')),
  webhooks: section('Webhooks', 'events.sinks', () => import('./webhooks.tsx')),
  people: section('People', 'people.list', () => import('./people.tsx')),
  keys: section('Keys', 'keys.list', () => import('./keys.tsx')),
};

/** The first section: about the person who opens the settings. */
export const firstSection = 'you';
