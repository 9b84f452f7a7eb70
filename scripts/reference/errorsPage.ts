import { CFTPS_CODES } from '../../lib/grammar/errors/cftpsCodes';
import { cmeAdvice } from '../../lib/grammar/errors/cmeAdvice';
import { CME_CODES } from '../../lib/grammar/errors/cmeCodes';
import { cmsAdvice } from '../../lib/grammar/errors/cmsAdvice';
import { CMS_CODES } from '../../lib/grammar/errors/cmsCodes';
import { FTP_CODES } from '../../lib/grammar/errors/ftpCodes';
import { HTTP_CODES } from '../../lib/grammar/errors/httpCodes';
import { HTTP_STATUSES } from '../../lib/grammar/errors/httpStatuses';
import { isTransient } from '../../lib/grammar/errors/isTransient';
import { table } from './table';

interface Row {
  readonly means: string;
  readonly transient: boolean;
  readonly look: string;
}

const again = ({ transient }: Row): string => (transient ? 'yes' : 'no');

const coded = (codes: Readonly<Record<number, Row>>): string =>
  table(
    ['code', 'means', 'what to do', 'retried'],
    Object.entries(codes).map(([code, row]) => [code, row.means, row.look, again(row)]),
  );

/** Codes that say what is wrong, and what to do about each. */
const explained = (codes: Readonly<Record<number, string>>, advice: (code: number) => string): string =>
  table(
    ['code', 'means', 'what to do'],
    Object.entries(codes).map(([code, means]) => [code, means, advice(Number(code))]),
  );

const statuses = (): string =>
  table(
    ['status', 'means', 'what to do', 'retried'],
    Object.entries(HTTP_STATUSES).map(([code, { means, look }]) => {
      const head = { status: Number(code), length: 0, headers: {} };
      const transient = isTransient({ kind: 'http-status', head, body: new Uint8Array() });
      return [code, means, look, transient ? 'yes' : 'no'];
    }),
  );

/** The reference of all error codes, as Markdown. */
export const errorsPage = (): string =>
  [
    '# Error codes',
    'Printed from the tables in `lib/grammar/errors` by `npm run reference`; a stale page fails the specs. The number spaces overlap: CME 603 is a syntax error, HTTP 603 a name that could not be resolved. `error.reason.kind` says which space a code belongs to. A retry policy repeats what the last column marks with yes.',
    '## `http-status`: statuses of the server',
    statuses(),
    '## `http`: the modem’s own HTTP codes',
    coded(HTTP_CODES),
    '## `ftp`: the SIM800’s FTP codes',
    coded(FTP_CODES),
    '## `cftps`: the A76XX’s FTP(S) codes',
    coded(CFTPS_CODES),
    '## `cme`: `+CME ERROR`',
    explained(CME_CODES, cmeAdvice),
    '## `cms`: `+CMS ERROR`',
    explained(CMS_CODES, cmsAdvice),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
