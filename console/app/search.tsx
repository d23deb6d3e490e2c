import { Autocomplete } from '@base-ui/react/autocomplete';
import { useNavigate } from '@tanstack/react-router';
import { useDeferredValue, useEffect, useState } from 'react';
import { Dialog } from '../parts/dialog.tsx';
import { useFound } from './found.ts';
import { remembered, type Found } from './recent.ts';
import styles from './search.module.css';
import { takeTyped } from './typed-ahead.ts';

/** Finds leads, companies, campaigns, emails, pages and actions by what somebody types; what was opened last comes first. */
export function Search({ onClose }: { readonly onClose: () => void }) {
  const [text, setText] = useState('');
  const found = useFound(useDeferredValue(text.trim()));
  const navigate = useNavigate();
  useEffect(() => () => void takeTyped(), []);
  const open = (item: Found) => {
    onClose();
    if (item.run) return item.run();
    remembered(item);
    void navigate(item.to);
  };
  return (
    <Dialog title="Search" open onClose={onClose}>
      <Autocomplete.Root items={found} value={text} onValueChange={setText} mode="none" autoHighlight="always" open inline>
        <Autocomplete.Input
          className={styles.input}
          placeholder="A name, an address, a company, a campaign, an email, or what you want to do"
          autoFocus
          onFocus={() => setText((before) => before + takeTyped())}
        />
        <Autocomplete.Empty className={styles.nothing}>
          {text.trim() === '' ? 'Type what you are looking for.' : `Nothing matches “${text.trim()}”.`}
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
