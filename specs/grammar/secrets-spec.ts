import { commands, raw, sim800 } from '../../lib';
import { vocabulary } from '../../lib/grammar/vocabulary';
import { holdsSecretField, maskedField, maskedHead, maskedUrls } from '../../lib/grammar/secrets';

const HUSH = 'hush-4711-hush';
const nobody = vocabulary([], []);

describe('secrets', () => {
  it.each([
    ['Authorization', 'Api-Key', 'Private-Token', 'X-Vault-Token', 'X-Amz-Security-Token', 'Cookie'],
    ['X-Goog-Api-Key', 'X-Hub-Signature-256', 'Proxy-Authorization', 'Referer', 'X-Anything', 'Forwarded'],
  ])('has the value of %s and others masked in a request', (...names) => {
    for (const name of names)
      for (const field of [
        `${name}: ${HUSH}`,
        `Accept: */*\\r\\n${name}:${HUSH}`,
        ` ${name.toLowerCase()} : ${HUSH}`,
      ])
        for (const { redacted } of [
          commands.httpUserData({ field }),
          commands.httpParameter({ tag: 'userdata', value: field }),
          raw(`AT+HTTPPARA="USERDATA","${field}"`, sim800.vocabulary),
          raw(`at+httppara=USERDATA,${field}`, nobody),
        ])
          expect(redacted).not.toContain('hush');
  });

  it.each(['Accept: a/b', 'Range: bytes=1-', 'User-Agent: me', 'If-Range: a\\r\\nAccept: */*'])(
    'shows %s',
    (field) => {
      expect(commands.httpUserData({ field }).redacted).toContain(field);
    },
  );

  it('takes what is no field for a secret one', () => {
    expect(holdsSecretField('hush')).toBe(true);
    expect(holdsSecretField('')).toBe(false);
  });

  it.each([
    'token',
    'api_key',
    'access_token',
    'X-Amz-Signature',
    'sig',
    'pass',
    'pwd',
    'code',
    'session',
    'auth',
  ])('masks the query value of %s, however short', (name) => {
    expect(maskedUrls(`"http://a.example/b?page=2&${name}=hu#c"`)).toBe(
      `"http://a.example/b?page=2&${name}=***#c"`,
    );
  });

  it('masks users, and query values that are long, or have no name', () => {
    expect(maskedUrls('http://me:hush@a/?x=4711471&y=7 ftp://me@b/c')).toBe(
      'http://***@a/?x=***&y=7 ftp://***@b/c',
    );
    expect(maskedUrls('http://a/?47114711')).toBe('http://a/?***');
    expect(maskedUrls('"http://me:h u s h@a/b" http://c/d')).toBe('"http://***@a/b" http://c/d');
    expect(commands.httpUrl({ url: `a.example/?k=${HUSH}` }).redacted).not.toContain('hush');
    expect(commands.httpUrl({ url: `http://a.example/?k=${HUSH}` }).redacted).toBe(
      'AT+HTTPPARA="URL","http://a.example/?k=***"',
    );
  });

  it.each([
    `AT+SAPBR=3,1,"USER","${HUSH}"`,
    `AT+SAPBR=3,1,PWD,${HUSH}`,
    `AT+CGAUTH=1,2,"${HUSH}","${HUSH}"`,
    `AT+CSTT="apn","${HUSH}","${HUSH}"`,
    `AT+FTPUN="${HUSH}"`,
    `AT+FTPPW="${HUSH}"`,
    `AT+CFTPSLOGIN="h",21,"${HUSH}","${HUSH}",0`,
    `AT+QMTCONN=0,"id","me","${HUSH}"`,
    `AT+SHAHEAD="Authorization","${HUSH}"`,
    `AT+SMCONF="PASSWORD","${HUSH}"`,
    `AT+CSSLCFG="pskkey",0,"${HUSH}"`,
    `AT+CSQ;+CPIN="${HUSH}`,
    `AT+CPIN="${HUSH};${HUSH}`,
  ])('masks %s, whether a family knows it or not', (line) => {
    expect(raw(line, nobody).redacted).not.toContain('hush');
    expect(raw(line, sim800.vocabulary).redacted).not.toContain('hush');
  });

  it.each([
    'AT+HTTPPARA?',
    'AT+HTTPSCONT?',
    'AT+FTPUN?',
    'AT+FTPSCONT?',
    'AT+CGAUTH?',
    'AT+SAPBR=4,1',
    'AT+QICSGP=1',
  ])('hides what %s is answered with', (line) => {
    expect(raw(line, nobody).definition.hidesAnswer).toBe(true);
    expect(raw(line, sim800.vocabulary).definition.hidesAnswer).toBe(true);
  });

  it('masks a head letter by letter, and folded lines with their field', () => {
    const head =
      'HTTP/1.1 302 Found\r\nDate: Mon\r\nSet-Cookie: a=b\r\n c\r\nWWW-Authenticate:x\r\nLocation: /a?t=1\r\n\r\n';

    expect(maskedHead(head)).toBe(
      'HTTP/1.1 302 Found\r\nDate: Mon\r\nSet-Cookie: ***\r\n**\r\nWWW-Authenticate:*\r\nLocation: /a?***\r\n\r\n',
    );
  });

  it('masks a line that is left of a damaged head', () => {
    expect(maskedField('Set-Cookie: a=b')).toBe('Set-Cookie: ***');
    expect(maskedField('+CSQ: 20,0')).toBe('+CSQ: 20,0');
    expect(maskedField('Revision: 1')).toBe('Revision: 1');
  });
});
