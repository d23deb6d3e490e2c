import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { api, type Outputs } from '../../app/api.ts';
import { Panel } from '../../parts/panel.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import layout from '../../style/layout.module.css';
import styles from './email-preview.module.css';

export type Content = Outputs['content']['list'][number];

/** How an email is looked at. */
const looks = ['Desktop', 'Phone', 'Dark', 'Plain text'] as const;
type Look = (typeof looks)[number];

interface EmailPreviewProps {
  readonly content: Content;
  readonly persona: string | undefined;
}

/** An email as a lead would get it. The people in it are invented, and its links do nothing. */
export function EmailPreview({ content: { id, channel, versions }, persona }: EmailPreviewProps) {
  const [look, setLook] = useState<Look>(channel === undefined ? 'Desktop' : 'Plain text');
  const { data } = useQuery({ ...api.content.preview.queryOptions({ id, persona }), placeholderData: keepPreviousData });
  return (
    <Panel
      title={data?.subject || id}
      about={data?.preheader}
      actions={
        channel === undefined && (
          <div role="group" aria-label="Look" className={layout.row}>
            {looks.map((name) => (
              <button key={name} aria-pressed={name === look} className={styles.look} onClick={() => setLook(name)}>
                {name}
              </button>
            ))}
          </div>
        )
      }
    >
      <Versions id={id} versions={versions} persona={persona} />
      {!data ? (
        <Waiting />
      ) : look === 'Plain text' ? (
        <pre className={styles.text}>{data.text}</pre>
      ) : (
        <iframe
          className={styles.frame}
          data-look={look}
          title={`${id}, ${look}`}
          sandbox=""
          src={`/content/${id}/preview?${new URLSearchParams({ ...(persona && { persona }), theme: look === 'Dark' ? 'dark' : 'light' })}`}
        />
      )}
    </Panel>
  );
}

interface VersionsProps {
  readonly id: string;
  readonly versions: readonly string[];
  readonly persona: string | undefined;
}

/** The versions for a kind of buyer; everybody else gets the first one. */
const Versions = ({ id, versions, persona }: VersionsProps) =>
  versions.length > 0 && (
    <nav aria-label="Versions" className={styles.versions}>
      {[undefined, ...versions].map((version) => (
        <Link
          key={version ?? ''}
          to="/content/$content"
          params={{ content: id }}
          search={{ persona: version }}
          replace
          aria-current={version === persona || undefined}
        >
          {version ?? 'everybody'}
        </Link>
      ))}
    </nav>
  );
