import type { Arrow } from './import-graph.ts';

interface Wall {
  /** Rooms and files from which values may come; the room itself needs no mention. */
  readonly values: readonly string[];
  /** Rooms and files from which types may come, too. */
  readonly types?: readonly string[];
  /** Of the SDK's packages, those that may be loaded. */
  readonly temporal?: readonly string[];
  /** Whether other packages and node's own modules may be loaded. */
  readonly packages: boolean;
  /** What an author does instead of the import that is refused. */
  readonly instead: string;
}

const product = [
  'domain',
  'channels',
  'content',
  'db',
  'services',
  'engine',
  'workflows',
  'activities',
  'api',
  'audit',
  'sinks',
  'config',
  'worker',
];

/** Who may import whom, the lowest room first. A name with a `/` is a file or a folder in a room. */
export const walls = {
  domain: {
    values: [],
    packages: false,
    instead: 'domain is pure and runs in the workflow sandbox: take the fact as an argument, or move what both need into domain.',
  },
  channels: {
    values: ['domain'],
    packages: true,
    instead:
      'a channel is all that is special about one way to reach leads: it knows no leads, and takes what it needs as options.',
  },
  content: {
    values: ['domain'],
    packages: true,
    instead: 'content is app.content and rendered without knowing who sends it: it imports domain only.',
  },
  db: {
    values: ['domain'],
    packages: true,
    instead: 'db holds queries and does not know who asks: a rule belongs into services.',
  },
  services: {
    values: ['domain', 'db'],
    packages: true,
    instead: 'services change Postgres and nothing else: write an outbox row, and the relay tells the lead.',
  },
  activities: {
    values: ['domain', 'content', 'db', 'services'],
    temporal: ['@temporalio/activity', '@temporalio/common', '@temporalio/worker'],
    packages: true,
    instead: 'activities get all they need from createActivities(deps): add it to Deps, and let worker pass it in.',
  },
  workflows: {
    values: ['domain'],
    types: ['activities', 'content/catalog.ts'],
    temporal: ['@temporalio/workflow'],
    packages: false,
    instead: 'workflows run in a sandbox: pass the fact in, or make an activity. zod costs a megabyte for every cached lead.',
  },
  engine: {
    values: ['domain', 'workflows/messages.ts', 'workflows/search-attributes.ts'],
    types: ['workflows'],
    temporal: ['@temporalio/client', '@temporalio/common'],
    packages: true,
    instead: 'the engine is the port to Temporal: it knows leads by their messages.',
  },
  api: {
    values: [
      'domain',
      'db',
      'services',
      'engine/engine.ts',
      // A step of a program must not be a new version of the API.
      'workflows/messages.ts',
      // How an address goes over the wire.
      'content/allowed-url.ts',
      // What a preview of content is made of.
      'content/errors.ts',
      'content/arms.ts',
      'content/preview.ts',
    ],
    types: ['workflows', 'content'],
    packages: true,
    instead: "api changes leads through the engine's port and Postgres through services; it never acts by itself.",
  },
  audit: {
    values: ['domain', 'content', 'db', 'services', 'workflows/messages.ts'],
    types: ['workflows', 'activities'],
    temporal: ['@temporalio/client', '@temporalio/common'],
    packages: true,
    instead: 'the audit needs only Postgres and Temporal: import a type, or workflows/messages.ts.',
  },
  sinks: {
    values: ['domain', 'db/events/outgoing-events.ts'],
    types: ['db'],
    packages: true,
    instead: 'a sink gets an event and the lead in its context: it reads no database.',
  },
  config: {
    values: ['domain', 'sinks', 'api/procedures/values.ts'],
    types: ['content', 'db', 'workflows'],
    packages: true,
    instead: 'config reads what an app says, and runs nothing: import a type, or let worker do it.',
  },
  worker: {
    values: product,
    temporal: ['@temporalio/'],
    packages: true,
    instead: 'what runs in production uses no test kit, local server or modelled people.',
  },
  client: {
    values: [],
    types: ['api'],
    packages: true,
    instead: 'the client is loaded by programs that call the API over HTTP: it knows the API as a type.',
  },
  console: {
    values: ['domain', 'client'],
    types: ['api'],
    packages: true,
    instead: 'the console runs in a browser: what it shows comes from the API.',
  },
  dev: {
    values: ['domain', 'engine', 'workflows/search-attributes.ts', 'worker/url-setting.ts'],
    temporal: ['@temporalio/client'],
    packages: true,
    instead: 'local servers know nothing of what they serve.',
  },
  // A story is the product, with a virtual clock and an email server that only keeps; its Postgres is a real one.
  testing: {
    values: [...product, 'dev/postgres'],
    temporal: ['@temporalio/'],
    packages: true,
    instead: 'the test kit composes what runs in production: modelled people and commands are no part of a story.',
  },
  'testing/engine': {
    values: ['domain', 'engine'],
    types: ['activities', 'workflows'],
    temporal: ['@temporalio/'],
    packages: true,
    instead: 'the virtual engine runs the bundle, as a server does: import a type, or take it as an option.',
  },
  simulate: {
    // Of the audit, what a report about a run says in the same words.
    values: ['domain', 'content', 'db', 'client', 'audit/balance-line.ts', 'audit/forbidden.ts'],
    types: ['api'],
    packages: true,
    instead: 'modelled people have what real ones have: emails, links, webhooks and the API.',
  },
  cli: {
    values: [...product, 'testing', 'dev', 'client', 'simulate'],
    temporal: ['@temporalio/'],
    packages: true,
    instead: 'commands stand on the product and the local servers.',
  },
  demo: {
    values: [...product, 'simulate', 'client', 'dev', 'cli', 'example/people.ts'],
    temporal: ['@temporalio/'],
    packages: true,
    instead: 'the demo is a user of Trellis.',
  },
  chaos: {
    values: [...product, 'simulate', 'dev', 'cli', 'demo', 'testing/replay.ts'],
    temporal: ['@temporalio/'],
    packages: true,
    instead: 'chaos breaks the demo, and a test does not.',
  },
} as const satisfies Record<string, Wall>;

export type Room = keyof typeof walls;

export const rooms = Object.keys(walls) as Room[];

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

function roomOf(file: string): Room | undefined {
  const [room = '', within = ''] = file.split('/');
  return [`${room}/${within}`, room].find((name): name is Room => Object.hasOwn(walls, name));
}

/** The apps in this repository: they know of Trellis what a company's own repository does. */
const apps = ['example/', 'test/app/'];
const PUBLISHED =
  'an app imports Trellis by its published names: trellis, trellis/config, trellis/channels, trellis/testing. Publish what is missing.';

/** What to do instead of an import; undefined when it may stand. */
export function insteadOf({ from, to, typesOnly }: Arrow): string | undefined {
  const app = apps.find((folder) => from.startsWith(folder));
  if (app) return isPackage(to) || to.startsWith(app) ? undefined : PUBLISHED;
  const room = roomOf(from);
  if (!room) return undefined;
  const wall: Wall = walls[room];
  const isOneOf = (places: readonly string[] = []) =>
    places.some((place) =>
      place.endsWith('.ts') ? to === place : to.startsWith(`${place.replace(/\/$/, '')}/`) || to === place,
    );
  const mayStand = (): boolean => {
    if (!isPackage(to)) return isOneOf([room, ...wall.values]) || (typesOnly && isOneOf(wall.types));
    return typesOnly || mayLoad(from, to) || (to.startsWith('@temporalio/') ? isOneOf(wall.temporal) : wall.packages);
  };
  return mayStand() ? undefined : wall.instead;
}

const ours = new Set<string>([...rooms, 'test', 'bench', 'example']);
const isPackage = (to: string): boolean => !/\.\w+$/.test(to) || !ours.has(to.split('/')[0] ?? '');
