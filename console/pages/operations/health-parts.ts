import type { LinkProps } from '@tanstack/react-router';
import type { Outputs } from '../../app/api.ts';
import type { List } from './search.ts';

export type PartName = keyof Outputs['ops']['health']['parts'];

interface Part {
  readonly label: string;
  /** What it is for, while it works. */
  readonly about: string;
  /** Where people can do something about it here; without it, the API says what to do elsewhere. */
  readonly list?: List;
  /** What the banner or a button of the page does. */
  readonly todo?: string;
}

/** The parts of an installation, as people call them. */
const parts = {
  database: { label: 'Postgres', about: 'It saves everything.' },
  disk: { label: 'Disk of Postgres', about: 'It has room.' },
  engine: { label: 'Temporal', about: 'It wakes each lead when it is due.' },
  workers: { label: 'Workers', about: 'They run leads’ programs and send messages.' },
  outbox: { label: 'Messages to leads’ programs', about: 'They arrive within a minute.', list: 'outbox' },
  timers: { label: 'Leads that are due', about: 'They continue on time.' },
  stuck: { label: 'Programs of leads', about: 'None is stuck.', list: 'still' },
  safeMode: { label: 'Postgres and Temporal together', about: 'Neither was restored without the other.' },
  sending: { label: 'Email server', about: 'Emails get through.', list: 'queue' },
  brakes: {
    label: 'Stop of all sending',
    about: 'Nobody has stopped it.',
    todo: 'The banner on every page shows who stopped it and why, and can resume it.',
  },
  domains: { label: 'Domains without email', about: 'The answers of DNS are plausible.' },
  clocks: { label: 'Clocks of the machines', about: 'They agree.' },
  sinks: { label: 'Other systems', about: 'They accept our events.' },
} as const satisfies Record<PartName, Part>;

export const partOf = (name: PartName): Part => parts[name];

export const toList = (list: List): LinkProps => ({ to: '/operations', search: { list } });
