import { useQuery } from '@tanstack/react-query';
import type { LinkProps } from '@tanstack/react-router';
import { api, client } from './api.ts';
import { useMay, type ProcedureName } from './may.ts';
import type { Found } from './recent.ts';
import { applyTheme } from './theme.ts';
import { useAct } from './use-act.ts';

interface Action extends Omit<Found, 'group'> {
  /** Who may not call it does not find it. */
  readonly by?: ProcedureName;
}

const here: LinkProps = { to: '.' };

/** What one can do from everywhere, by the rights of who has signed in. */
export function useActions(): readonly Found[] {
  const may = useMay();
  const act = useAct();
  const [first] = useMyTasks();
  const signOutElsewhere = () => act.mutate(async () => ({ words: (await client.sessions.end.mutate({ others: true })).next }));
  const actions: readonly Action[] = [
    { label: 'New campaign', about: 'begins a draft', to: { to: '/campaigns/new' }, by: 'campaigns.draft' },
    { label: 'Import leads', about: 'from a file', to: { to: '/imports' }, by: 'imports.run' },
    {
      label: 'Stop all sending',
      about: 'asks for a reason',
      to: { to: '/operations', search: { stop: true } },
      by: 'ops.stopEverything',
    },
    ...(first
      ? [{ label: 'Report a task', about: `the first is ${first.lead}`, to: first.to, by: 'tasks.report' as const }]
      : []),
    { label: 'Light colours', to: here, run: () => applyTheme('light') },
    { label: 'Dark colours', to: here, run: () => applyTheme('dark') },
    {
      label: 'Sign me out everywhere else',
      about: 'ends my other sessions',
      to: here,
      run: signOutElsewhere,
      by: 'sessions.end',
    },
    { label: 'See my sessions', to: { to: '/settings/$section', params: { section: 'you' } }, by: 'sessions.list' },
  ];
  return actions.filter(({ by }) => by === undefined || may(by)).map((action) => ({ group: 'Action', ...action }));
}

/** The open tasks of a rep, the most urgent first, each with the page that asks how it was. */
export function useMyTasks() {
  const may = useMay();
  const { data: me } = useQuery(api.people.me.queryOptions());
  const { data } = useQuery({
    ...api.tasks.list.queryOptions({ of: 'me' }),
    enabled: may('tasks.report') && me?.repId !== undefined,
  });
  return (data?.items ?? []).map(({ taskId, label, lead }) => ({
    lead: lead.name,
    label,
    to: { to: '/tasks/$task', params: { task: taskId }, search: { called: true } } as const,
  }));
}
