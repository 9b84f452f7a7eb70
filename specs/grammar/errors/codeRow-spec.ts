import { explain } from '../../../lib/grammar/errors/explain';
import type { CodeRow } from '../../../lib/grammar/errors/codeRow';
import { isTransient } from '../../../lib/grammar/errors/isTransient';
import { ModemError } from '../../../lib/grammar/errors/modemError';
import { a7600, type Profile } from '../../../lib';
import { asking } from '../../contract/asking';
import { desk } from '../../modem/desk';
import { neverArrived } from '../../../lib/flows/http/httpComeback';

const row: CodeRow = { means: 'it rains', look: 'take an umbrella', transient: true, cause: 'busy' };

describe('a code that its family describes', () => {
  it('is explained by the row, not by the table of another maker', () => {
    expect(new ModemError({ kind: 'http', code: 703, row }).message).toBe(
      'HTTP code 703: it rains; take an umbrella',
    );
    expect(new ModemError({ kind: 'ftp', code: 603, row }).message).toBe(
      'FTP code 603: it rains; take an umbrella',
    );
  });

  it('is tried again, and counts as never arrived, as its row says', () => {
    expect(isTransient({ kind: 'http', code: 716, row })).toBe(true);
    expect(isTransient({ kind: 'http', code: 716, row: { ...row, transient: false } })).toBe(false);
    expect(neverArrived({ kind: 'http', code: 716, row })).toBe(true);
    expect(neverArrived({ kind: 'http', code: 713, row: { ...row, cause: 'lost' } })).toBe(false);
  });

  it('of +CME ERROR gets its row from the profile', () => {
    const mine: Profile = { ...a7600, cmeCodes: { 3: row } };
    const on = desk(mine, 'hello');
    const { reason } = asking(on, (modem) => modem.sendRaw('AT+CPIN="1234"'));

    expect(reason && explain(reason)).toMatch(/CME error 3: it rains; take an umbrella$/);
  });
});
