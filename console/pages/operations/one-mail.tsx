import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import { Dialog } from '../../parts/dialog.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Minute } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';

/** An incoming message: what was read of it, and as it came. */
export function OneMail({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { data, error } = useQuery(api.mail.get.queryOptions({ id }));
  return (
    <Dialog title={data?.message?.subject || 'A message'} open onClose={onClose}>
      {error && <Problem error={error} />}
      {!data && !error && <Waiting lines={3} />}
      {data && (
        <div className={layout.stack}>
          <Facts
            of={[
              ['From', data.message?.from],
              ['To', data.envelopeTo],
              ['Came', <Minute key="came" at={data.receivedAt} />],
              [
                'Perhaps of',
                data.leadId && (
                  <Link to="/leads/$lead" params={{ lead: data.leadId }}>
                    this lead
                  </Link>
                ),
              ],
            ]}
          />
          {data.message?.text && <blockquote>{data.message.text}</blockquote>}
          {data.raw !== null && (
            <details>
              <summary>As it came</summary>
              <pre className={layout.scroll} tabIndex={0}>
                {data.raw}
              </pre>
            </details>
          )}
          <div className={layout.row}>
            <button onClick={onClose}>Close</button>
          </div>
        </div>
      )}
    </Dialog>
  );
}
