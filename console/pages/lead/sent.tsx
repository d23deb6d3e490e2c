import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { api } from '../../app/api.ts';
import { Facts } from '../../parts/facts.tsx';
import { Problem } from '../../parts/problem.tsx';
import { Waiting } from '../../parts/waiting.tsx';
import { Minute } from '../../parts/when.tsx';
import layout from '../../style/layout.module.css';
import styles from './story.module.css';

interface SentProps {
  readonly leadId: string;
  readonly touch: string;
}

/** A message with its words, what the lead did with it, and why it went out or did not. */
export function Sent({ leadId, touch }: SentProps) {
  const { data: message, error } = useQuery(api.leads.sent.queryOptions({ leadId, touch }));
  if (error) return <Problem error={error} />;
  if (!message) return <Waiting />;
  const { content, subject, persona, sentAt, text, isFilled, acts, why } = message;
  return (
    <section className={`${layout.stack} ${styles.sent}`} aria-label={subject ?? content}>
      <Facts
        of={[
          ['Subject', subject],
          ['Went out', sentAt && <Minute key="sent" at={sentAt} />],
          ['In the name of', why.from],
          [
            'Asked for by',
            [why.campaign && `the campaign “${why.campaign}”`, why.track && `track ${why.track}`].filter(Boolean).join(', '),
          ],
          ['First due', <Minute key="asked" at={why.askedAt} />],
          [sentAt ? 'It had waited for' : 'Why it has not gone out', why.because],
          ['Until', why.until && <Minute key="until" at={why.until} />],
          ['Attempts', why.attempts > 1 ? why.attempts : undefined],
          ['Version', persona && `for ${persona}`],
          ['What they did with it', acts.join(', ')],
        ]}
      />
      {text && <pre className={styles.text}>{text}</pre>}
      <small>
        {text &&
          (isFilled
            ? 'Filled in with what we know about them today; its links do nothing. '
            : 'This version has changed since: names are shown in place of the values that were filled in. ')}
        <Link to="/content/$content" params={{ content }}>
          See how {content} looks and works
        </Link>
      </small>
    </section>
  );
}
