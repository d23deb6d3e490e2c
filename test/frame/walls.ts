import type { Arrow } from './import-graph.ts';

interface Wall {
  /** Folders and files from which values may come; the folder itself needs no mention. */
  readonly values: readonly string[];
  /** Folders and files from which types may come, too. */
  readonly types?: readonly string[];
  /** Of the SDK's packages, those that may be loaded. */
  readonly temporal?: readonly string[];
  /** Whether other packages and node's own modules may be loaded. */
  readonly packages: boolean;
}

/** Who may import whom. Whatever stands behind a `/` is a file or a folder in that folder. */
export const walls = {
  domain: { values: [], packages: false },
  content: { values: ['domain'], packages: true },
  workflows: {
    values: ['domain'],
    types: ['activities', 'content/catalog.ts'],
    temporal: ['@temporalio/workflow'],
    packages: false,
  },
  db: { values: ['domain'], packages: true },
  activities: {
    values: ['domain', 'content', 'db'],
    temporal: ['@temporalio/activity', '@temporalio/common', '@temporalio/worker'],
    packages: true,
  },
  api: {
    values: [
      'domain',
      'db',
      'workflows/messages.ts',
      // How an address goes over the wire.
      'content/allowed-url.ts',
      // What a preview of content is made of.
      'content/catalog.gen.ts',
      'content/compiled.ts',
      'content/errors.ts',
      'content/preview.ts',
    ],
    types: ['workflows', 'content'],
    temporal: ['@temporalio/client', '@temporalio/common'],
    packages: true,
  },
  audit: {
    values: ['domain', 'db', 'content', 'workflows/messages.ts'],
    types: ['workflows', 'activities'],
    temporal: ['@temporalio/client', '@temporalio/common'],
    packages: true,
  },
  simulate: {
    // Of the audit, what a report about a run says in the same words.
    values: ['domain', 'db', 'content', 'activities', 'audit/balance-line.ts', 'audit/forbidden.ts', 'workflows/messages.ts'],
    types: ['workflows', 'api'],
    temporal: ['@temporalio/'],
    packages: true,
  },
  console: { values: ['domain'], types: ['api'], packages: true },
  worker: {
    values: ['domain', 'content', 'workflows', 'db', 'activities', 'audit', 'api', 'simulate', 'cli'],
    temporal: ['@temporalio/'],
    packages: true,
  },
  cli: {
    values: ['domain', 'content', 'workflows', 'db', 'activities', 'audit', 'api', 'simulate', 'worker'],
    temporal: ['@temporalio/'],
    packages: true,
  },
} as const satisfies Record<string, Wall>;

export type Folder = keyof typeof walls;

export const folders = Object.keys(walls) as Folder[];

/**
 * The packages in domain, each with the files that may load it: data and pure functions about places, hosts and phones. No
 * workflow reads such a file: what is known of the world changes between two replays.
 */
export const domainPackages: Readonly<Record<string, readonly string[]>> = {
  'temporal-polyfill': ['domain/time/local-time.ts'],
  'i18n-iso-countries': ['domain/people/country.ts'],
  'disposable-email-domains-js': ['domain/people/company-domain.ts'],
  'email-providers': ['domain/people/company-domain.ts'],
  tldts: ['domain/people/company-domain.ts'],
  'libphonenumber-js': ['domain/people/phone.ts'],
};

const mayLoad = (file: string, path: string): boolean =>
  Object.entries(domainPackages).some(([name, files]) => files.includes(file) && (path === name || path.startsWith(`${name}/`)));

/** Whether a wall stands in the way of an arrow. */
export function isForbidden({ from, to, typesOnly }: Arrow): boolean {
  const folder = from.split('/')[0] as Folder;
  const wall: Wall = walls[folder];
  const isOneOf = (places: readonly string[] = []) =>
    places.some((place) =>
      place.endsWith('.ts') ? to === place : to.startsWith(`${place.replace(/\/$/, '')}/`) || to === place,
    );
  if (!/\.\w+$/.test(to) || isPackage(to)) {
    if (typesOnly) return false;
    if (mayLoad(from, to)) return false;
    return to.startsWith('@temporalio/') ? !isOneOf(wall.temporal) : !wall.packages;
  }
  return !isOneOf([folder, ...wall.values]) && !(typesOnly && isOneOf(wall.types));
}

const ours = new Set([...folders, 'test', 'bench']);
const isPackage = (to: string): boolean => !ours.has(to.split('/')[0] ?? '');
