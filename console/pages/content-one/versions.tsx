import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { api, type Outputs } from '../../app/api.ts';
import { counted } from '../../app/number.ts';
import { Panel } from '../../parts/panel.tsx';
import { Tag } from '../../parts/tag.tsx';
import { TextDifference } from '../../parts/text-difference.tsx';
import { Minute } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';

type Version = Outputs['content']['versions'][number];

interface VersionsProps {
  readonly id: string;
  /** The file in which it is written. */
  readonly file: string;
}

/** Which versions were sent, and when; a version can be compared with the one before it. */
export function Versions({ id, file }: VersionsProps) {
  const { data } = useQuery(api.content.versions.queryOptions({ id }));
  if (!data) return null;
  return (
    <Panel
      title="Versions"
      about={
        <>
          Written in <code>{file}</code> of your app, under git: changing that file makes a new version.
        </>
      }
    >
      <ul className={layout.stack}>
        {data.map((version, nth) => (
          <li key={version.version}>
            <One version={version} before={data.slice(nth + 1).find(({ persona }) => persona === version.persona)} />
          </li>
        ))}
      </ul>
    </Panel>
  );
}

function One({
  version: { subject, persona, text, isNow, sent, first, last },
  before,
}: {
  readonly version: Version;
  readonly before: Version | undefined;
}) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <div className={layout.row}>
        <Tag tone={isNow ? 'good' : 'plain'}>{isNow ? 'now' : 'earlier'}</Tag>
        <strong>{subject || 'Its text'}</strong>
        <span className="quiet">
          {persona === null ? 'everybody’s' : `for ${persona}`} ·{' '}
          {first && last ? (
            <>
              {counted(sent, 'email')}, from <Minute at={first} /> to <Minute at={last} />
            </>
          ) : (
            'not sent yet'
          )}
        </span>
      </div>
      {before && (
        <details onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
          <summary>Changes from “{before.subject || 'the version before'}”</summary>
          {isOpen && <TextDifference before={inFull(before)} after={inFull({ subject, text })} />}
        </details>
      )}
    </>
  );
}

const inFull = ({ subject, text }: Pick<Version, 'subject' | 'text'>): string =>
  `${subject}\n\n${text ?? 'The text of this version was not saved.'}`;
