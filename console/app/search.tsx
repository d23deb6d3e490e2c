import { Autocomplete } from '@base-ui/react/autocomplete';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, type LinkProps } from '@tanstack/react-router';
import { useDeferredValue, useState } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import { api } from './api.ts';
import { sections } from '../pages/settings/sections.tsx';
import { useMay } from './may.ts';
import { pagesOf } from './pages.ts';
import styles from './search.module.css';

interface Found {
  readonly group: string;
  readonly label: string;
  readonly about?: string | undefined;
  readonly to: LinkProps;
}

/** Finds leads, companies, campaigns and pages by what somebody types. */
export function Search({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const found = useFound(useDeferredValue(text.trim()));
  const navigate = useNavigate();
  const open = ({ to }: Found) => {
    onClose();
    void navigate(to);
  };
  return (
    <Dialog title="Search" open onClose={onClose}>
      <Autocomplete.Root items={found} value={text} onValueChange={setText} mode="none" autoHighlight="always" open inline>
        <Autocomplete.Input
          className={styles.input}
          placeholder="A name, an address, a company, a campaign or a page"
          autoFocus
        />
        <Autocomplete.Empty className={styles.nothing}>
          {text.trim() === '' ? 'Type what you look for.' : `Nothing is called “${text.trim()}”.`}
        </Autocomplete.Empty>
        <Autocomplete.List className={styles.list}>
          {(item: Found) => (
            <Autocomplete.Item
              key={`${item.group} ${item.label} ${item.about}`}
              value={item}
              className={styles.item}
              onClick={() => open(item)}
            >
              <span>{item.label}</span> <small>{[item.group, item.about].filter(Boolean).join(' · ')}</small>
            </Autocomplete.Item>
          )}
        </Autocomplete.List>
      </Autocomplete.Root>
    </Dialog>
  );
}

/** Leads are looked for from two letters on. */
const SHORTEST = 2;

function useFound(text: string): Found[] {
  const { data: me } = useQuery(api.people.me.queryOptions());
  const may = useMay();
  const longEnough = text.length >= SHORTEST;
  const { data: leads } = useQuery({
    ...api.leads.find.queryOptions({ text: text || ' ', limit: 8 }),
    enabled: longEnough,
    placeholderData: keepPreviousData,
  });
  const has = (label: string) => label.toLowerCase().includes(text.toLowerCase());
  return [
    ...(longEnough ? (leads ?? []) : []).map(({ id, name, email, company }) => ({
      group: 'Lead',
      label: name ?? email,
      about: company ?? email,
      to: { to: '/leads/$lead', params: { lead: id } } as const,
    })),
    ...(me ? pagesOf(me) : [])
      .filter(({ label }) => has(label))
      .map(({ label, path }) => ({ group: 'Page', label, to: { to: path } })),
    ...Object.entries(sections)
      .filter(([, { label, needs }]) => may(needs) && has(label))
      .map(([section, { label }]) => ({
        group: 'Settings',
        label,
        to: { to: '/settings/$section', params: { section } } as const,
      })),
  ];
}
