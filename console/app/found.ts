import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { sections } from '../pages/settings/sections.tsx';
import { useActions, useMyTasks } from './actions.ts';
import { api } from './api.ts';
import { useMay } from './may.ts';
import { pagesOf } from './pages.ts';
import { recent, type Found } from './recent.ts';
import { minute } from './time.ts';

/** Leads and companies are looked for from two letters on. */
const SHORTEST = 2;
const MOST_LEADS = 8;
const MOST_OTHERS = 4;

/** Everything with a name that begins like the text, or holds it; without a text, what was opened last. */
export function useFound(text: string): readonly Found[] {
  const has: Has = ({ label }) => label.toLowerCase().includes(text.toLowerCase());
  const people = useFoundPeople(text);
  const tasks = useMyTasks();
  const marketing = useFoundMarketing(has);
  const actions = useActions();
  const pages = useFoundPages(has);
  if (text === '') return recent();
  return [
    ...people,
    ...tasks
      .map(({ lead, label, to }) => ({ group: 'Task', label: `Report ${lead}`, about: label, to }))
      // The name alone means the lead, who is found a moment later.
      .filter(({ label }) => label.toLowerCase().startsWith(text.toLowerCase()))
      .slice(0, MOST_OTHERS),
    ...marketing,
    ...actions.filter(has),
    ...pages,
  ];
}

/** Whether a label holds the text. */
type Has = (item: Pick<Found, 'label'>) => boolean;

function useFoundPeople(text: string): readonly Found[] {
  const long = text.length >= SHORTEST;
  const { data: leads } = useQuery({
    ...api.leads.find.queryOptions({ text: text || ' ', limit: MOST_LEADS }),
    enabled: long,
    placeholderData: keepPreviousData,
  });
  const { data: companies } = useQuery({
    ...api.accounts.list.queryOptions({ text: text || ' ', limit: MOST_OTHERS }),
    enabled: long,
    placeholderData: keepPreviousData,
  });
  return [
    ...(long ? (leads ?? []) : []).map(({ id, name, email, company }) => ({
      group: 'Lead',
      label: name ?? email,
      about: company ?? email,
      to: { to: '/leads/$lead', params: { lead: id } } as const,
    })),
    ...(long ? (companies?.items ?? []) : []).map(({ id, name, domain }) => ({
      group: 'Company',
      label: name,
      about: domain ?? undefined,
      to: { to: '/accounts/$account', params: { account: domain ?? id } } as const,
    })),
  ];
}

function useFoundMarketing(has: Has): readonly Found[] {
  const may = useMay();
  const { data: campaigns } = useQuery({ ...api.campaigns.list.queryOptions({ limit: 200 }), enabled: may('campaigns.list') });
  const { data: files } = useQuery({ ...api.imports.list.queryOptions({ limit: 50 }), enabled: may('imports.list') });
  const { data: contents } = useQuery({ ...api.content.list.queryOptions(), enabled: may('content.list') });
  return [
    ...(campaigns?.items ?? [])
      .map(({ id, name, state }) => ({
        group: 'Campaign',
        label: name,
        about: state,
        to: { to: '/campaigns/$campaign', params: { campaign: id } } as const,
      }))
      .filter(has)
      .slice(0, MOST_OTHERS),
    ...(files?.items ?? [])
      .map(({ id, source, at }) => ({
        group: 'Import',
        label: source,
        about: minute(at),
        to: { to: '/imports/$import', params: { import: id } } as const,
      }))
      .filter(has)
      .slice(0, MOST_OTHERS),
    ...(contents ?? [])
      .map(({ id, topic }) => ({
        group: 'Email',
        label: id,
        about: topic,
        to: { to: '/content/$content', params: { content: id } } as const,
      }))
      .filter(has)
      .slice(0, MOST_OTHERS),
  ];
}

function useFoundPages(has: Has): readonly Found[] {
  const may = useMay();
  const { data: me } = useQuery(api.people.me.queryOptions());
  return [
    ...(me ? pagesOf(me) : []).map(({ label, path }) => ({ group: 'Page', label, to: { to: path } })).filter(has),
    ...Object.entries(sections)
      .filter(([, { label, needs }]) => may(needs) && has({ label }))
      .map(([section, { label }]) => ({
        group: 'Settings',
        label,
        to: { to: '/settings/$section', params: { section } } as const,
      })),
  ];
}
