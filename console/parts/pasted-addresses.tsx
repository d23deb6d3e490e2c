import { skipToken, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api } from '../app/api.ts';
import { counted } from '../app/number.ts';
import layout from '../style/layout.module.css';
import { problemInWords } from './problem.tsx';

interface PastedAddressesProps {
  readonly onChoose: (audience: string) => void;
}

/** Takes addresses from anywhere: those of leads become the audience, and the others can be imported. */
export function PastedAddresses({ onChoose }: PastedAddressesProps) {
  const [pasted, setPasted] = useState('');
  const [asked, setAsked] = useState<string>();
  const { data, error, isFetching } = useQuery({
    ...api.segments.addresses.queryOptions(asked === undefined ? skipToken : { pasted: asked }),
    retry: false,
  });
  return (
    <details>
      <summary>Paste addresses</summary>
      <div className={layout.stack}>
        <label>
          Addresses
          <textarea
            rows={4}
            value={pasted}
            placeholder="ann@example.com, Bo Baker <bo@example.com>"
            onChange={({ target }) => setPasted(target.value)}
          />
        </label>
        <div className={layout.row}>
          <button type="button" disabled={pasted.trim() === '' || isFetching} onClick={() => setAsked(pasted)}>
            Look them up
          </button>
        </div>
        {error && <p role="alert">{problemInWords(error)}</p>}
        {data?.audience && (
          <div className={layout.row}>
            <button type="button" onClick={() => onChoose(data.audience!)}>
              Use the {counted(data.known, 'lead')} that we know
            </button>
          </div>
        )}
        {data && data.unknown.length > 0 && (
          <p>
            We do not know {data.unknown.join(', ')}.{' '}
            <Link to="/imports" state={{ pasted: data.unknown }}>
              Import {counted(data.unknown.length, 'new lead')}
            </Link>
          </p>
        )}
        {data && data.unread.length > 0 && <p>These are not addresses: {data.unread.join(', ')}.</p>}
        {data && data.known + data.unknown.length + data.unread.length === 0 && <p>The text contains no address.</p>}
      </div>
    </details>
  );
}

declare module '@tanstack/react-router' {
  interface HistoryState {
    /** Addresses that somebody pasted, to be imported. They stand in no address of a page, which logs would show. */
    readonly pasted?: readonly string[];
  }
}
