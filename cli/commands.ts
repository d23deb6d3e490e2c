import type { Command } from 'commander';

interface Entry {
  readonly summary: string;
  readonly load: () => Promise<Command>;
  /** Needs the local servers, which the production image doesn't contain. */
  readonly isLocal?: true;
}

/** All commands of `trellis`. */
export const commands = {
  init: {
    summary: 'make a small app',
    load: async () => (await import('./init.ts')).initCommand(),
  },
  dev: {
    summary: 'start everything on this machine',
    load: async () => (await import('./dev.ts')).devCommand(),
    isLocal: true,
  },
  worker: {
    summary: 'run the leads’ programs',
    load: async () => (await import('./worker.ts')).workerCommand(),
  },
  api: {
    summary: 'serve the API and the public routes, and deliver messages to the leads',
    load: async () => (await import('./api.ts')).apiCommand(),
  },
  health: {
    summary: 'show the health of the installation, and what to do',
    load: async () => (await import('./health.ts')).healthCommand(),
  },
  audit: {
    summary: 'check that no lead is left behind, and repair faults',
    load: async () => (await import('./audit.ts')).auditCommand(),
  },
  retention: {
    summary: 'show which data is too old and will be removed tonight',
    load: async () => (await import('./retention.ts')).retentionCommand(),
  },
  migrate: {
    summary: 'migrate the database to the newest version',
    load: async () => (await import('./migrate.ts')).migrateCommand(),
  },
  staff: {
    summary: 'add teams and reps',
    load: async () => (await import('./staff.ts')).staffCommand(),
  },
  people: {
    summary: 'say who may sign in to the console',
    load: async () => (await import('./people.ts')).peopleCommand(),
  },
  key: {
    summary: 'create, list, rotate or revoke API keys',
    load: async () => (await import('./key.ts')).keyCommand(),
  },
  experiments: {
    summary: 'list, decide and resume tests of two subjects',
    load: async () => (await import('./experiments.ts')).experimentsCommand(),
  },
  'audit-log': {
    summary: 'list who did what',
    load: async () => (await import('./audit-log.ts')).auditLogCommand(),
  },
  call: {
    summary: 'call a procedure of the API',
    load: async () => (await import('./call.ts')).callCommand(),
  },
  import: {
    summary: 'import a file of leads',
    load: async () => (await import('./import.ts')).importCommand(),
  },
  suppressions: {
    summary: 'import and export lists of who must not be contacted',
    load: async () => (await import('./suppressions.ts')).suppressionsCommand(),
  },
  'form-link': {
    summary: 'print the URL for a form on a web page',
    load: async () => (await import('./form-link.ts')).formLinkCommand(),
  },
  campaign: {
    summary: 'draft, start, hold and watch campaigns',
    load: async () => (await import('./campaign.ts')).campaignCommand(),
  },
  queue: {
    summary: 'list the tasks of a rep or a team',
    load: async () => (await import('./queue.ts')).queueCommand(),
  },
  task: {
    summary: 'show a task, report its result, and undo a report',
    load: async () => (await import('./task.ts')).taskCommand(),
  },
  alerts: {
    summary: 'show and choose the emails that reps and managers get',
    load: async () => (await import('./alerts.ts')).alertsCommand(),
  },
  lead: {
    summary: 'show all of a lead',
    load: async () => (await import('./lead.ts')).leadCommand(),
  },
  leads: {
    summary: 'find, list, add, correct and import leads',
    load: async () => (await import('./leads.ts')).leadsCommand(),
  },
  accounts: {
    summary: 'correct companies, and merge duplicates',
    load: async () => (await import('./accounts.ts')).accountsCommand(),
  },
  sla: {
    summary: 'print what marketing and sales agreed on',
    load: async () => (await import('./sla.ts')).slaCommand(),
  },
  deals: {
    summary: 'list and import deals',
    load: async () => (await import('./deals.ts')).dealsCommand(),
  },
  report: {
    summary: 'print reports: funnel, SLA, emails, money, plan, forecast',
    load: async () => (await import('./report.ts')).reportCommand(),
  },
  status: {
    summary: 'show the state of a lead and what it waits for',
    load: async () => (await import('./status.ts')).statusCommand(),
  },
  story: {
    summary: 'list everything that happened to a lead',
    load: async () => (await import('./story.ts')).storyCommand(),
  },
  why: {
    summary: 'explain why a lead is where it is',
    load: async () => (await import('./why.ts')).whyCommand(),
  },
  replay: {
    summary: 'replay recorded or running leads with the current workflow code',
    load: async () => (await import('./replay.ts')).replayCommand(),
  },
  deploy: {
    summary: 'give new leads to a new build of the workers',
    load: async () => (await import('./deploy.ts')).deployCommand(),
  },
  simulate: {
    summary: 'run modelled leads through a program',
    load: async () => (await import('./simulate.ts')).simulateCommand(),
    isLocal: true,
  },
  check: {
    summary: 'check the emails and the types of the app',
    load: async () => (await import('./check.ts')).checkCommand(),
  },
  content: {
    summary: 'compile the emails',
    load: async () => (await import('./content.ts')).contentCommand(),
  },
  preview: {
    summary: 'show the emails in a browser while you write them',
    load: async () => (await import('./preview.ts')).previewCommand(),
  },
  'send-test': {
    summary: 'send one email as a test',
    load: async () => (await import('./send-test.ts')).sendTestCommand(),
  },
  draw: {
    summary: 'draw the programs from their source',
    load: async () => (await import('./draw.ts')).drawCommand(),
  },
} as const satisfies Record<string, Entry>;
