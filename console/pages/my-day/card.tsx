import { useNavigate } from '@tanstack/react-router';
import { useRef, type ReactNode } from 'react';
import { upperFirst } from '../../../domain/text/words.ts';
import { tel } from '../../app/tel.ts';
import { Swipe } from '../../parts/swipe.tsx';
import { useReport } from '../task/use-report.ts';
import styles from './card.module.css';
import type { Show } from './search.ts';
import type { Task } from './task.ts';

interface CardProps {
  readonly task: Task;
  readonly show: Show | undefined;
  readonly children: ReactNode;
}

/** A task in the hand: swiped to the right, it calls; to the left, nobody answered. Two buttons do the same. */
export function Card({ task: { taskId, lead, call, missed }, show, children }: CardProps) {
  const navigate = useNavigate();
  const report = useReport();
  const askHowItWas = () => void navigate({ to: '/tasks/$task', params: { task: taskId }, search: { show, called: true } });
  const link = useRef<HTMLAnchorElement>(null);
  const phone = call.mayNow && lead.phone ? { number: lead.phone, label: 'Call', act: () => link.current?.click() } : undefined;
  const miss = missed && { label: missed.label, act: () => report.mutate({ taskId, disposition: missed.disposition }) };
  return (
    <Swipe right={phone} left={miss}>
      {children}
      <div className={styles.acts}>
        {phone ? (
          <a ref={link} className="button" href={tel(phone.number)} onClick={askHowItWas}>
            Call
          </a>
        ) : (
          <small>{upperFirst(call.text)}</small>
        )}
        {miss && <button onClick={miss.act}>{miss.label}</button>}
      </div>
    </Swipe>
  );
}
