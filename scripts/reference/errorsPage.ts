import { CFTPS_CODES } from '../../lib/grammar/errors/cftpsCodes';
import { CME_CODES } from '../../lib/grammar/errors/cmeCodes';
import { CMS_CODES } from '../../lib/grammar/errors/cmsCodes';
import { FTP_CODES } from '../../lib/grammar/errors/ftpCodes';
import { HTTP_CODES } from '../../lib/grammar/errors/httpCodes';
import { table } from './table';

interface Row {
  readonly means: string;
  readonly transient: boolean;
  readonly look: string;
}

const again = ({ transient }: Row): string => (transient ? 'yes' : 'no');

const coded = (codes: Readonly<Record<number, Row>>): string =>
  table(
    ['code', 'means', 'look at', 'tried again'],
    Object.entries(codes).map(([code, row]) => [code, row.means, row.look, again(row)]),
  );

const plain = (codes: Readonly<Record<number, string>>): string =>
  table(['code', 'means'], Object.entries(codes));

/** Makes the reference of all error codes, as Markdown. */
export const errorsPage = (): string =>
  [
    '# Error codes',
    'Printed from the tables in `lib/grammar` by `npm run reference`; a stale page fails the specs. The number spaces overlap: CME 603 is a syntax error, HTTP 603 a name that could not be resolved. `error.reason.kind` tells which space a code is of.',
    '## `http`: the modem’s own HTTP codes',
    coded(HTTP_CODES),
    '## `ftp`: the SIM800’s FTP codes',
    coded(FTP_CODES),
    '## `cftps`: the A76XX’s FTP(S) codes',
    coded(CFTPS_CODES),
    '## `cme`: `+CME ERROR`',
    plain(CME_CODES),
    '## `cms`: `+CMS ERROR`',
    plain(CMS_CODES),
    '',
  ]
    .join('\n\n')
    .replace(/\n+$/, '\n');
