import { useQuery } from '@tanstack/react-query';
import { api } from '../../app/api.ts';
import { minute } from '../../app/time.ts';
import { useNow } from '../../parts/clock.tsx';
import { Facts } from '../../parts/facts.tsx';
import { Panel } from '../../parts/panel.tsx';
import { Tag } from '../../parts/tag.tsx';
import layout from '../../style/layout.module.css';
import { Closed } from './closed.tsx';
import type { Lead } from './lead.ts';

/** Their time beside mine, by which channels we may reach them, and what is closed, with the way to open it. */
export function Reach({ lead }: { readonly lead: Lead }) {
  const { id: leadId, contact, call, zone, mayChange } = lead;
  const now = new Date(useNow()).toISOString();
  const { data: closed } = useQuery(api.suppressions.list.queryOptions({ leadId }));
  return (
    <Panel title="May we reach them?" about={call.mayNow ? 'They may be called now.' : `Call: ${call.text}.`}>
      <div className={layout.stack}>
        <Facts
          of={[
            ['Their time', `${minute(now, zone)} (${zone.split('/').at(-1)?.replaceAll('_', ' ')})`],
            ['My time', minute(now)],
            ...contact.map(
              ({ channel, label, may, text }) =>
                [
                  label,
                  may && channel !== 'email' && lead.phone === null ? (
                    <Tag key={channel}>no number</Tag>
                  ) : (
                    <span key={channel}>
                      <Tag tone={may ? 'good' : 'late'}>{may ? 'yes' : 'no'}</Tag> {!may && text}
                    </span>
                  ),
                ] as const,
            ),
          ]}
        />
        {closed?.items.map((one) => (
          <Closed key={one.id} one={one} mayOpen={one.mayOpen && mayChange} />
        ))}
      </div>
    </Panel>
  );
}
