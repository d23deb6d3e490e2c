import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import { useMay } from '../../app/may.ts';
import { Facts } from '../../parts/facts.tsx';
import { Panel } from '../../parts/panel.tsx';
import type { Content } from './email-preview.tsx';

/** What an email is for, and where programs send it. */
export function About({ content }: { readonly content: Content }) {
  const { id, position, goal, callToAction, personas, from, spare, track, variables } = content;
  const { data: drawings = [] } = useQuery({
    ...api.programs.drawings.queryOptions(),
    staleTime: Infinity,
    enabled: useMay()('programs.drawings'),
  });
  const uses = drawings.flatMap(({ program, boxes }) =>
    boxes.filter(({ lines }) => lines.includes(id)).map(({ title }) => `${program}, track ${title}`),
  );
  return (
    <Panel title="What it is for">
      <Facts
        of={[
          ['Position', `${position} of the funnel`],
          ['Goal', goal.join(' or ')],
          ['Asks to', callToAction],
          ['For', personas.join(', ')],
          ['In the name of', from === 'rep' ? 'the lead’s rep' : 'marketing'],
          ['Written for', `the track ${track}`],
          ['Sent by', uses.length > 0 ? uses.map((use) => <p key={use}>{use}</p>) : 'not named in a program'],
          ['In reserve', spare ? 'may be picked in a later round' : undefined],
          ['Filled in by a program', Object.keys(variables).join(', ')],
          [
            'Who got it',
            <Link key="leads" to="/leads" search={{ where: `was sent "${id}"` }}>
              open the leads
            </Link>,
          ],
        ]}
      />
    </Panel>
  );
}
