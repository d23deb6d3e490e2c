import { noConsentReasons } from '../../../domain/contact/consent.ts';
import { labelOf } from '../../../domain/text/own.ts';
import type { Outputs } from '../../app/api.ts';
import { count, counted } from '../../app/number.ts';
import layout from '../../style/layout.module.css';

type Read = Outputs['imports']['preview'];

type LossesProps = Pick<Read, 'heldBecause' | 'unread' | 'rejected' | 'twice'>;

/** What a file loses: rows that are no leads, or no others; cells that were not understood; and why leads get no emails yet. */
export const Losses = ({ heldBecause, unread, rejected, twice = [] }: LossesProps) => (
  <div className={layout.stack}>
    {Object.keys(heldBecause).length > 0 && (
      <div>
        <h3>Held: saved, but without emails yet</h3>
        <ul>
          {Object.entries(heldBecause).map(([code, leads]) => (
            <li key={code}>
              {counted(leads, 'lead')}: {labelOf(noConsentReasons, code)}
            </li>
          ))}
        </ul>
      </div>
    )}
    {unread.length > 0 && (
      <div>
        <h3>Cells that are not saved</h3>
        <ul>
          {unread.map(({ column, reason, cells, lines }) => (
            <li key={`${column} ${reason}`}>
              {count(cells)} in “{column}”: {reason} <small>such as line {lines.join(', ')}</small>
            </li>
          ))}
        </ul>
      </div>
    )}
    {rejected.length > 0 && (
      <div>
        <h3>Rows that are not leads</h3>
        <ul>
          {rejected.slice(0, MOST_SHOWN).map(({ line, reason }) => (
            <li key={line}>
              line {line}: {reason}
            </li>
          ))}
        </ul>
        {rejected.length > MOST_SHOWN && <small>and {count(rejected.length - MOST_SHOWN)} more</small>}
      </div>
    )}
    {twice.length > 0 && (
      <div>
        <h3>Rows of people who are in an earlier row, too</h3>
        <p>
          {twice
            .slice(0, MOST_SHOWN)
            .map(({ line, first }) => (first === undefined ? `line ${line}` : `line ${line} as line ${first}`))
            .join(', ')}
          {twice.length > MOST_SHOWN && `, and ${count(twice.length - MOST_SHOWN)} more`}
        </p>
      </div>
    )}
  </div>
);

const MOST_SHOWN = 20;
