import type { FormSpec } from '../../domain/lead/form.ts';
import type { Asked } from '../../domain/lead/question.ts';
import { HONEYPOT_FIELD, MESSAGE_FIELD } from './form-fields.ts';
import { actButton, escapeHtml, page } from './pages.ts';

const line = (label: string, input: string): string => `<p><label>${escapeHtml(label)}<br>${input}</label></p>`;
const text = (name: string, label: string, more = ''): string => line(label, `<input name="${escapeHtml(name)}"${more}>`);

/** The page of a form. It shows the questions, and nothing that we know. @param asksAddress unless we know whose form it is */
export function formPage(
  { asks, wording }: FormSpec,
  questions: readonly Asked[],
  { asksAddress, asksConsent }: { readonly asksAddress: boolean; readonly asksConsent: boolean },
): string {
  const person = asksAddress
    ? [
        text('email', 'Your email address', ' type="email" required'),
        text('firstName', 'First name'),
        text('lastName', 'Last name'),
        text('company', 'Company'),
      ]
    : [];
  const agree = asksConsent
    ? `<p><label><input type="checkbox" name="consent" value="yes" required> ${escapeHtml(wording)}</label></p>`
    : `<p>${escapeHtml(wording)}</p>`;
  const trap = `<p hidden><input name="${HONEYPOT_FIELD}" tabindex="-1" autocomplete="off"></p>`;
  const message = line('Anything else?', `<input name="${MESSAGE_FIELD}">`);
  return page(`Ask us ${asks}`, actButton('Send', [...person, ...questions.map(inputOf), message, agree, trap].join('')));
}

function inputOf({ name, label, kind, choices = [], required }: Asked): string {
  const must = required ? ' required' : '';
  if (kind === 'choice' || kind === 'boolean') {
    const options = kind === 'boolean' ? ['yes', 'no'] : choices;
    const list = ['', ...options].map((one) => `<option>${escapeHtml(one)}</option>`).join('');
    return line(label, `<select name="${escapeHtml(name)}"${must}>${list}</select>`);
  }
  return text(name, label, ` type="${kind}"${kind === 'number' ? ' step="any"' : ''}${must}`);
}
