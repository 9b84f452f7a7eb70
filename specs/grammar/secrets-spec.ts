import { commands, quectel, raw, sim800 } from '../../lib';
import { vocabulary } from '../../lib/grammar/vocabulary';
import { masked } from '../../lib/grammar/masked';
import {
  holdsSecretField,
  isSecretUrl,
  maskedByName,
  maskedField,
  maskedHead,
  maskedUrls,
} from '../../lib/grammar/secrets';

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
    `AT+SHAHEAD="X-Api","${HUSH}"`,
    `AT+SHPARA="k","${HUSH}"`,
    `AT+SHREQ="/p?page=1&token=${HUSH}",1`,
    `AT+CNCFG=0,1,"apn","me","${HUSH}",1`,
    `AT$QCPDPP=1,1,"${HUSH}","me"`,
    `AT+CLBSCFG=0,1,"${HUSH}"`,
    `AT+POP3IN="host","me","${HUSH}"`,
    `AT+POP3SRV="host","me","${HUSH}",110`,
    `AT+CPOP3="${HUSH}"`,
    `AT+CIPPROXY="${HUSH}"`,
    `AT+QLWSERV="${HUSH}"`,
    `AT+CHTTPSSEND="${HUSH}"`,
    `AT+UPSD=0,2,"${HUSH}"`,
    `AT+UPSD=0,3,"${HUSH}"`,
    `AT+UHTTP=0,2,"${HUSH}"`,
    `AT+UHTTP=0,3,"${HUSH}"`,
    `AT+UHTTP=0,9,"0:X-Api:${HUSH}"`,
    `AT+UDCONF=1,"${HUSH}"`,
    `AT+UDCONF="${HUSH}"`,
    `AT+QFTPCFG="account","me","${HUSH}"`,
    `AT+QSMTPCFG="account","me","${HUSH}"`,
    `AT+QHTTPCFG="customheader","X-Api: ${HUSH}"`,
    `AT+QHTTPCFG="header","Authorization: ${HUSH}"`,
    `AT+SMCONF="PASSWORD","${HUSH}"`,
    `AT+CSSLCFG="pskkey",0,"${HUSH}"`,
    `AT+CSQ;+CPIN="${HUSH}`,
    `AT+CPIN="${HUSH};${HUSH}`,
  ])('masks %s, whether a family knows it or not', (line) => {
    for (const known of [nobody, sim800.vocabulary, quectel.vocabulary])
      expect(raw(line, known).redacted).not.toContain('hush');
  });

  it.each([
    'AT+QHTTPCFG="requestheader",1',
    'AT+QHTTPCFG="contextid",1',
    'AT+CIPHEAD=1',
    'AT+CHTTPSSEND=100',
    'AT+UDCONF=20,0',
    'AT+UPSD=0,1,"internet"',
    'AT+UHTTP=0,1,"a.example"',
    'AT+POP3READ=1',
    'AT+CIPPROXY=?',
    'AT+SHREQ="/p?page=1",1',
    'AT+CFTPSGETFILE="/a",1',
  ])('shows %s', (line) => {
    for (const known of [nobody, sim800.vocabulary, quectel.vocabulary])
      expect(raw(line, known).redacted).toBe(line);
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

  it.each([
    ['http://a.example/b@c?d=@', false],
    ['http://me@a.example/', true],
    ['http://me:hush@a.example', true],
    ['http://a.example#me@b', false],
    ['a.example/b', false],
    ['a.example?x=1', true],
    ['me@a.example', true],
    ['://me@a', true],
  ])('has %s masked whole: %s', (url, isSecret) => {
    expect(isSecretUrl(url)).toBe(isSecret);
  });

  it('masks no more of a URL than its secrets', () => {
    expect(maskedUrls('http://a@b@c/d@e?x=1#token=hu')).toBe('http://***@c/d@e?x=1#token=***');
    expect(maskedUrls('http://a/b\nhttp://me@c')).toBe('http://a/b\nhttp://***@c');
    expect(maskedUrls('http://a/?x=&token=&y')).toBe('http://a/?x=&token=&y');
    expect(maskedUrls('http://a/?x=123456&y=1234567')).toBe('http://a/?x=123456&y=***');
  });

  it('masks no line of a head that is shown', () => {
    const head = [
      'HTTP/1.1 200 OK',
      ' folded: hush',
      'date: Mon',
      '\tfolded',
      'Location:a?b',
      'X: y',
      'no field',
    ];
    expect(maskedHead(head.join('\r\n')).split('\r\n')).toEqual([
      ...['HTTP/1.1 200 OK', '*************', 'date: Mon', '\tfolded', 'Location:a?*', 'X: *', '********'],
    ]);
    expect(maskedHead('Location: http://me:hush@a/b?c')).toBe('Location: http://*******@a/b?*');
    expect(maskedHead('X-Location: http://me@a')).toBe('X-Location: ***********');
    expect(maskedHead('Locations: a')).toBe('Locations: *');
  });

  it.each([
    ['+SAPBR=3,1,"APN","internet"', '+SAPBR=3,1,"APN","internet"'],
    [`+SAPBR=3,1,"USER","${HUSH}"`, '+SAPBR=3,1,"USER",***'],
    ['+SAPBR=3,1,"USER"', '+SAPBR=3,1,"USER"'],
    [`+CSSLCFG="password",0,"${HUSH}"`, '+CSSLCFG="password",***'],
    ['+CSSLCFG="sslversion",0,4', '+CSSLCFG="sslversion",0,4'],
    ['+CSSLCFG="password"', '+CSSLCFG="password"'],
    [`+QICSGP=1,1,"apn","${HUSH}","${HUSH}",1`, '+QICSGP=1,1,"apn",***'],
    ['+QICSGP=1,1,"apn"', '+QICSGP=1,1,"apn"'],
    ['+HTTPPARA="URL","http://a/?b=1"', '+HTTPPARA="URL","http://a/?b=1"'],
    [`+HTTPPARA="URL","a.example/?${HUSH}"`, '+HTTPPARA="URL",***'],
    ['+OTHER="token","x"', '+OTHER="token",***'],
    ['+OTHER="name","token"', '+OTHER="name","token"'],
    ['+OTHER="name","x"', '+OTHER="name","x"'],
    [`+OTHER="${'a'.repeat(39)}key",1`, `+OTHER="${'a'.repeat(39)}key",1`],
    ['+OTHER?', '+OTHER?'],
  ])('shows of %s, which no family knows, %s', (body, shown) => {
    expect(maskedByName(body, false)).toBe(shown);
  });

  it('leaves the fields of a command to the family that knows it, and masks what every family has', () => {
    expect(maskedByName('+OTHER="token","x"', true)).toBe('+OTHER="token","x"');
    expect(maskedByName('+CPIN="1234"', true)).toBe('+CPIN=***');
    expect(maskedByName('+OTHER="http://me:hush@a/"', true)).toBe('+OTHER="http://***@a/"');
  });

  it('masks the secrets of commands that were written in what comes later', () => {
    const [name, other] = [commands.ftpUser({ user: HUSH }), commands.ftpUser({ user: 'abc' })];
    expect(masked(`late ${HUSH} and ${HUSH}`, [name])).toBe('late *** and ***');
    expect(masked(name.text, [name])).toBe(name.redacted);
    // A short one would hide half the conversation.
    expect(masked(`late abc, ${other.text}`, [other])).toBe(`late abc, ${other.redacted}`);
  });
});
