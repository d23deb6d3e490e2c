import { useNavigate, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { suppressionScopes } from '../../../../domain/contact/suppression-scope.ts';
import { count } from '../../../app/number.ts';
import { May } from '../../../parts/may.tsx';
import layout from '../../../style/layout.module.css';
import type { Reasons } from './suppression.ts';

/** Narrows the list; the filter is in the address of the page. */
export function Filter({ reasons }: { readonly reasons: Reasons }) {
  const { text, reason, scope } = useSearch({ from: '/settings/$section' });
  const [typed, setTyped] = useState(text ?? '');
  const navigate = useNavigate();
  const show = (search: { readonly text?: string; readonly reason?: string; readonly scope?: string }) =>
    void navigate({
      to: '/settings/$section',
      params: { section: 'suppressions' },
      search: { text, reason, scope, ...search },
      replace: true,
    });
  return (
    <form
      className={`${layout.row} ${layout.bottom}`}
      onSubmit={(event) => {
        event.preventDefault();
        show({ text: typed.trim() });
      }}
    >
      <label className={layout.grow}>
        Who
        <input
          type="search"
          value={typed}
          placeholder="An address, a number, a domain or a company"
          onChange={({ target }) => setTyped(target.value)}
        />
      </label>
      <label className={layout.grow}>
        Why
        <select value={reason ?? ''} onChange={({ target }) => show({ reason: target.value })}>
          <option value="">Any reason</option>
          {reasons.map(({ reason: code, label, count: n }) => (
            <option key={code} value={code}>
              {label}: {count(n)}
            </option>
          ))}
        </select>
      </label>
      <label className={layout.grow}>
        Whom it concerns
        <select value={scope ?? ''} onChange={({ target }) => show({ scope: target.value })}>
          <option value="">One or many</option>
          {Object.entries(suppressionScopes).map(([code, { label }]) => (
            <option key={code} value={code}>
              {label}
            </option>
          ))}
        </select>
      </label>
      <button>Search</button>
      <May call="suppressions.import">
        <a className="button" href="/suppressions.csv" download>
          Export the list
        </a>
      </May>
    </form>
  );
}
