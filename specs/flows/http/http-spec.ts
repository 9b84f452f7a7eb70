import { take, switchMap } from 'rxjs';
import { a7600, ftp, http, ModemError, pool, sim800 } from '../../../lib';
import { desk, PAGE } from '../../modem/desk';
import { virtually } from '../../modem/virtually';
import { watch } from '../../modem/watch';

const STATE = '{"temperature":21.5}';

describe('http', () => {
  it('emits JSON and text once', () => {
    const { connected } = desk(sim800, STATE);
    const on = connected().pipe(take(1));

    expect(virtually(() => watch(on.pipe(switchMap((modem) => http.getJSON(modem, PAGE))))).values).toEqual([
      { temperature: 21.5 },
    ]);
    expect(virtually(() => watch(on.pipe(switchMap((modem) => http.getText(modem, PAGE))))).values).toEqual([
      STATE,
    ]);
  });

  it('fails where a status is none below 400, and where the body is no JSON', () => {
    const missing = desk(sim800, { status: 404, body: 'none' });
    const gone = missing.connected().pipe(
      take(1),
      switchMap((modem) => http.getJSON(modem, PAGE)),
    );
    const page = desk(sim800, '<html>');
    const html = page.connected().pipe(
      take(1),
      switchMap((modem) => http.getJSON(modem, PAGE)),
    );

    expect(virtually(() => watch(gone)).end).toBe('http-status');
    expect(virtually(() => watch(html)).end).toContain('SyntaxError');
  });

  it('takes a pool for a target', () => {
    const { connected } = desk(sim800, STATE);
    const { values } = virtually(() => watch(http.getText(pool([connected()]), PAGE).pipe(take(1))));

    expect(values).toEqual([STATE]);
  });
});

describe('http.check', () => {
  it('gives the error that the flow would fail with, and no modem is needed', () => {
    const put = http.check(sim800, { url: PAGE, method: 'PUT' });

    expect(put).toBeInstanceOf(ModemError);
    expect(put?.reason).toEqual({ kind: 'unsupported', family: 'SIM800', feature: 'HTTP PUT' });
    expect(http.check(sim800, 'ftp://example.com/')?.reason).toMatchObject({ name: 'url' });
  });

  it('gives nothing for what the family can do', () => {
    expect(http.check(a7600, { url: PAGE, method: 'PUT', body: 'on' })).toBeUndefined();
    expect(http.check(sim800, PAGE)).toBeUndefined();
  });
});

describe('ftp.check', () => {
  const server = { host: 'files.example.com' };

  it('checks server, path, and the file on the modem', () => {
    expect(ftp.check(sim800, { host: '' })?.reason).toMatchObject({ name: 'host' });
    expect(ftp.check(sim800, server, { file: '/logs/' })?.reason).toMatchObject({ name: 'path' });
    expect(ftp.check(sim800, server, { file: '/a', toFile: 'D:\\a' })?.reason).toMatchObject({
      name: 'file',
    });
    expect(ftp.check(sim800, { ...server, user: 'x'.repeat(50) })?.reason).toMatchObject({
      kind: 'unsupported',
    });
  });

  it('gives nothing for what the family can do', () => {
    expect(ftp.check(a7600, server)).toBeUndefined();
    expect(ftp.check(sim800, server, { directory: '/logs' })).toBeUndefined();
    expect(ftp.check(sim800, server, { file: '/a', fromFile: 'C:\\a', toFile: 'a' })).toBeUndefined();
  });
});
