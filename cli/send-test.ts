import { Command } from 'commander';
import { createSmtpMailer } from '../activities/touch/smtp-mailer.ts';
import type { VersionName } from '../content/compiled-format.ts';
import { formatProblem } from '../content/compile/problem.ts';
import { ContentMissing } from '../content/errors.ts';
import { isPlausibleAddress } from '../domain/people/address.ts';
import { suggestion } from '../domain/text/did-you-mean.ts';
import { own } from '../domain/text/own.ts';
import { readSending } from '../worker/settings.ts';
import { testEmail } from '../worker/test-email.ts';
import { ownContent, type AppContent } from './app-content.ts';
import { CliError } from './cli-error.ts';

interface Options {
  readonly to: string;
  readonly persona?: string;
  readonly var: Readonly<Record<string, string>>;
}

const examples = `
Examples:
  $ trellis send-test welcome --to me@example.com
  $ trellis send-test meeting --to me@example.com --persona champion --var meetingAt=2027-03-11T15:00:00Z

The email is sent by TRELLIS_SMTP_URL, from the app's sender, with "[Test]" before its subject. A test is not recorded:
it affects no lead, ledger or limit. Its links open the pages that they name; links that would change a lead do nothing.`;

export const sendTestCommand = (): Command =>
  new Command('send-test')
    .description('Sends one email of the app to your own address as a test, filled with sample values.')
    .argument('<email>', 'its name')
    .requiredOption('--to <address>', 'who gets it')
    .option('--persona <persona>', 'the version for a kind of buyer (default: the one for everybody)')
    .option('--var <name=value>', 'a variable of the email, instants in ISO 8601; repeatable', variable, {})
    .addHelpText('after', examples)
    .action(sendTest);

function variable(text: string, before: Options['var']): Options['var'] {
  const [name = '', ...value] = text.split('=');
  if (name === '' || value.length === 0) throw new CliError('badArgument', `--var ${text}: expected name=value.`);
  return { ...before, [name]: value.join('=') };
}

/** Real milliseconds that the email server gets. */
const SENDS_WITHIN = 30_000;

async function sendTest(id: string, { to, persona = 'default', var: said }: Options): Promise<void> {
  if (!isPlausibleAddress(to)) throw new CliError('badArgument', `--to ${to}: this is not a valid email address.`);
  const app = await ownContent();
  const settings = readSending(process.env, app.sender);
  const { versions } = contentNamed(app, id);
  if (!isVersion(persona, versions))
    throw new CliError('badArgument', `${id} has no version for "${persona}". ${suggestion(persona, Object.keys(versions))}`);
  const { smtp, dkim, sender } = settings;
  const email = testEmail({ ...settings, content: app.content, fields: app.policy.fields }, { id, to, persona, said });
  await using mailer = await createSmtpMailer({ ...smtp, dkim: dkim && { domain: sender.domain, ...dkim } });
  const outcome = await mailer.send(email, SENDS_WITHIN);
  const server = new URL(smtp.url).host;
  if (outcome.state === 'accepted') return console.log(`${server} accepted "${email.subject}" for ${to}.`);
  const why = 'because' in outcome ? outcome.because : outcome.blame;
  const code = 'smtpCode' in outcome && outcome.smtpCode !== undefined ? `, SMTP ${outcome.smtpCode}` : '';
  throw new CliError('unreachable', `${server} did not take the email: ${outcome.state} (${why}${code}).`);
}

const isVersion = (name: string, versions: object): name is VersionName => Object.hasOwn(versions, name);

/** @throws CliError with the problems of an email that can't be compiled; ContentMissing */
function contentNamed({ content, problems }: AppContent, id: string) {
  const found = own(content, id);
  const its = problems.filter(({ file }) => file.replace(/^.*\/|\.\w+$/g, '') === id);
  if (its.length > 0) throw new CliError('badArgument', ['it has problems:', ...its.map(formatProblem)].join('\n'));
  if (!found) throw new ContentMissing(id, Object.keys(content));
  if (found.entry.channel !== undefined)
    throw new CliError(
      'badArgument',
      `${id} is a text of the channel ${found.entry.channel}: only emails can be sent as a test.`,
    );
  return found;
}
