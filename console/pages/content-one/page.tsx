import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearch } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import { Empty } from '../../parts/empty.tsx';
import { May } from '../../parts/may.tsx';
import { PageHead } from '../../parts/page-head.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import layout from '../../style/layout.module.css';
import { About } from './about.tsx';
import { EmailPreview, type Content } from './email-preview.tsx';
import { SendTest } from '../../parts/send-test.tsx';
import { Results } from './results.tsx';
import { Versions } from './versions.tsx';

/** One email: how it looks, what it wants, where programs send it, and what came of it. */
export function Page() {
  const { content: id } = useParams({ from: '/content/$content' });
  const { persona } = useSearch({ from: '/content/$content' });
  const { data: contents, error, refetch } = useQuery(api.content.list.queryOptions());
  if (error) return <Problem error={error} reset={() => void refetch()} />;
  if (!contents) return <Waiting />;
  const content = contents.find((one) => one.id === id);
  if (!content) return <Empty title={`There is no email “${id}”.`}>The page Content lists all emails.</Empty>;
  const isSingle = content.channel === undefined && Object.keys(content.variables).length === 0;
  return (
    <>
      <PageHead title={id} about={content.topic}>
        {isSingle && (
          <May call="campaigns.draft">
            <Link className="button" to="/campaigns/new" search={{ email: id }}>
              Draft a campaign with it
            </Link>
          </May>
        )}
      </PageHead>
      <div className={`${layout.page} ${layout.columns}`}>
        <div className={layout.stack}>
          <EmailPreview content={content} persona={persona} />
          <May call="content.results">
            <Results id={id} />
          </May>
          <May call="content.versions">
            <Versions id={id} file={fileOf(content)} />
          </May>
        </div>
        <div className={layout.stack}>
          <About content={content} />
          {content.channel === undefined && (
            <May call="campaigns.test">
              <SendTest emails={[id]} isShown />
            </May>
          )}
        </div>
      </div>
    </>
  );
}

/** Where its text is written, in the folder of the app. */
const fileOf = ({ id, channel }: Content): string => (channel === undefined ? `emails/${id}.mjml` : `${channel}/${id}.txt`);
