import { lastValueFrom, switchMap, take, toArray, type Observable } from 'rxjs';
import { openModem, ftp, sim800 } from '../../../lib';
import { emulator, simulatedWeb } from '../../../lib/emulator';
import type { Modem } from '../../../lib/modem/modem';
import { ftpOrigin } from '../../../lib/transports/node';
import { patterned } from '../../modem/bodies';
import { ftpServer, type FtpServer } from './ftpServer';

describe('a real FTP server behind a virtual SIM800', () => {
  let real: FtpServer;
  beforeAll(async () => (real = await ftpServer()));
  afterAll(() => real.close());

  const modem = emulator({ family: 'sim800', origin: simulatedWeb({}), ftp: ftpOrigin() });
  const on = <T>(act: (modem: Modem) => Observable<T>): Promise<T[]> =>
    lastValueFrom(openModem(modem.transport, sim800).pipe(take(1), switchMap(act), toArray()));
  const server = (password = 'secret') => ({ host: '127.0.0.1', port: real.port, user: 'me', password });

  it('takes and gives files, resumes, lists, and tells what fails', async () => {
    const body = patterned(20_000);
    await on((on) => ftp.put(on, server(), '/a.bin', body, { way: 'windows' }));
    await on((on) => ftp.append(on, server(), '/a.bin', 'end'));
    const chunks = await on((on) => ftp.get(on, server(), '/a.bin', { fromByte: 19_000 }));
    const got = Buffer.concat(chunks.flatMap((event) => (event.kind === 'chunk' ? [event.bytes] : [])));

    expect(real.files.get('/a.bin')?.equals(Buffer.concat([body, Buffer.from('end')]))).toBe(true);
    expect(got.equals(Buffer.concat([body.subarray(19_000), Buffer.from('end')]))).toBe(true);
    expect(await on((on) => ftp.size(on, server(), '/a.bin'))).toEqual([20_003]);
    expect(await on((on) => ftp.list(on, server(), '/'))).toMatchObject([{ name: 'a.txt', size: 5 }]);
    await on((on) => ftp.remove(on, server(), '/a.bin'));
    await expect(on((on) => ftp.size(on, server(), '/a.bin'))).rejects.toMatchObject({
      reason: { code: 77 },
    });
    await expect(on((on) => ftp.size(on, server('no'), '/a.bin'))).rejects.toMatchObject({
      reason: { kind: 'ftp', code: 72 },
    });
  }, 20_000);
});
