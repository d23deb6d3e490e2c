import { ApplicationFailure, Context } from '@temporalio/activity';

/** Activities whose every call is written down. */
export function createActivities(journal: string[], spend: (ms: number) => void = () => undefined) {
  const attempts = (name: string) => journal.push(`${name} #${Context.current().info.attempt}`);
  return {
    async note(text: string): Promise<string> {
      journal.push(text);
      return `noted ${text}`;
    },
    async echo(text: string): Promise<string> {
      return text;
    },
    async failTwice(name: string): Promise<string> {
      attempts(name);
      if (Context.current().info.attempt < 3) throw new Error(`${name} is not ready`);
      return `${name} at last`;
    },
    async failWithDelay(name: string): Promise<string> {
      attempts(name);
      if (Context.current().info.attempt < 2) throw ApplicationFailure.create({ message: 'later', nextRetryDelay: '1 hour' });
      return name;
    },
    async refuse(reason: string): Promise<never> {
      attempts('refuse');
      throw ApplicationFailure.nonRetryable(`refused: ${reason}`, 'Refused');
    },
    async alwaysFail(): Promise<never> {
      attempts('alwaysFail');
      throw new Error('no');
    },
    async dawdle(ms: number): Promise<void> {
      attempts('dawdle');
      spend(ms);
    },
  };
}
