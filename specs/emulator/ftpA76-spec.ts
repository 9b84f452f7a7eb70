import { faults } from '../../lib/emulator';
import { timer } from 'rxjs';
import { latin1, latin1Bytes } from '../../lib/grammar/latin1';
import { conversation, desk, type Desk, type DeskOptions } from './desk';
import { ftpShelf, type FtpShelf } from './ftpShelf';
import { virtually } from '../modem/virtually';

const OK = '\r\nOK\r\n';
const REFUSED = '\r\nERROR\r\n';
const line = (text: string): string => `\r\n${text}\r\n`;
const later = (text: string): string => OK + line(text);
const LOGIN = 'AT+CFTPSLOGIN="h",21,"user","secret",0\r';

const FILES = { '/test1131.txt': latin1Bytes('321') };

const put = (shelf: FtpShelf = ftpShelf(FILES), knobs: DeskOptions = {}): Desk => {
  const on = desk({ family: 'a7600', ftp: shelf.origin, ...knobs });
  conversation(on);
  return on;
};

const loggedIn = (shelf: FtpShelf = ftpShelf(FILES), knobs: DeskOptions = {}): Desk => {
  const on = put(shelf, knobs);
  expect(on.types('AT+CFTPSSTART\r')).toBe(later('+CFTPSSTART: 0'));
  expect(on.types(LOGIN)).toBe(later('+CFTPSLOGIN: 0'));
  return on;
};

describe('FTP(S) of a virtual A7600', () => {
  it('goes from START to STOP, each result behind its OK', () => {
    const shelf = ftpShelf(FILES);
    const on = loggedIn(shelf);

    expect(on.types('AT+CFTPSLOGIN?\r')).toBe(line('+CFTPSLOGIN: 1') + OK);
    expect(on.types('AT+CFTPSTYPE=I\r')).toBe(later('+CFTPSTYPE: 0'));
    expect(on.types('AT+CFTPSTYPE?\r')).toBe(line('+CFTPSTYPE: I') + OK);
    expect(on.types('AT+CFTPSLOGOUT\r')).toBe(later('+CFTPSLOGOUT: 0'));
    expect(shelf.open()).toBe(0);
    expect(on.types('AT+CFTPSLOGIN?\r')).toBe(line('+CFTPSLOGIN: 0') + OK);
    expect(on.types('AT+CFTPSSTOP\r')).toBe(later('+CFTPSSTOP: 0'));
  });

  it('gives a file and a listing in blocks behind OK, and no OK at the end', () => {
    const on = loggedIn();

    expect(on.types('AT+CFTPSGET="/test1131.txt"\r')).toBe(
      '\r\nOK\r\n\r\n+CFTPSGET: DATA,3\r\n321\r\n+CFTPSGET: 0\r\n',
    );
    expect(on.types('AT+CFTPSGET="/test1131.txt",2\r')).toBe(
      '\r\nOK\r\n\r\n+CFTPSGET: DATA,1\r\n1\r\n+CFTPSGET: 0\r\n',
    );
    expect(on.types('AT+CFTPSLIST="/"\r')).toBe(
      '\r\nOK\r\n\r\n+CFTPSLIST: DATA,61\r\n-rw-r--r-- 1 ftp ftp            3 Mar 19 17:10 test1131.txt\r\n\r\n+CFTPSLIST: 0\r\n',
    );
  });

  it('gives blocks of 1,024 bytes at most, and none for an empty file', () => {
    const shelf = ftpShelf({ '/a': new Uint8Array(2_049), '/empty': new Uint8Array(0) });
    const on = loggedIn(shelf, { faults: [faults.blockBytes({ most: 4_096 })] });

    expect(on.types('AT+CFTPSGET="/a"\r').match(/DATA,\d+/g)).toEqual(['DATA,1024', 'DATA,1024', 'DATA,1']);
    expect(on.types('AT+CFTPSGET="/empty"\r')).toBe(later('+CFTPSGET: 0'));
  });

  it('takes counted bytes behind a prompt, says OK when it has them and the result when they are stored', () => {
    const shelf = ftpShelf();
    const on = loggedIn(shelf);

    expect(on.types('AT+CFTPSPUT="/test1131.txt",3\r')).toBe('\r\n>');
    expect(on.types('321')).toBe('\r\nOK\r\n\r\n+CFTPSPUT: 0\r\n');
    expect(on.types('AT+CFTPSPUT="/test1131.txt",2,3\r')).toBe('\r\n>');
    expect(on.types('\x1a\x1b')).toBe('\r\nOK\r\n\r\n+CFTPSPUT: 0\r\n');
    expect(latin1(shelf.files.get('/test1131.txt') as Uint8Array)).toBe('321\x1a\x1b');
    on.types('AT+CFTPSPUT="/test1131.txt",1,1\r');
    on.types('x');
    expect(latin1(shelf.files.get('/test1131.txt') as Uint8Array)).toBe('3x');
  });

  it('takes bytes up to Ctrl-Z where no length is given, a 03 before each 03 and 1A of the file', () => {
    const shelf = ftpShelf();
    const on = loggedIn(shelf);

    expect(on.types('AT+CFTPSPUT="/a.bin"\r')).toBe('\r\n>');
    expect(on.types('A\x03\x03')).toBe('');
    expect(on.types('\x03\x1aB\x1a')).toBe('\r\nOK\r\n\r\n+CFTPSPUT: 0\r\n');
    expect(latin1(shelf.files.get('/a.bin') as Uint8Array)).toBe('A\x03\x1aB');
    expect(on.types('AT+CFTPSPUT="/a.bin"\r')).toBe('\r\n>');
    expect(on.types('\x1a')).toBe('\r\nOK\r\n\r\n+CFTPSPUT: 0\r\n');
    expect(shelf.files.get('/a.bin')).toHaveLength(0);
    expect(on.types('AT\r')).toBe(OK);
  });

  it('gives up an upload whose bytes do not come', () => {
    const on = loggedIn();
    virtually(() => {
      on.types('AT+CFTPSPUT="/a",5\r');
      on.types('hel');
    });

    expect(on.hears()).toBe(REFUSED + line('+CFTPSPUT: 5'));
    expect(on.types('AT\r')).toBe(OK);
  });

  it('tells the length of a file in the slot of the code, and a failure behind ERROR', () => {
    const on = loggedIn();

    expect(on.types('AT+CFTPSSIZE="/test1131.txt"\r')).toBe(later('+CFTPSSIZE: 3'));
    expect(on.types('AT+CFTPSSIZE="/none"\r')).toBe(REFUSED + line('+CFTPSSIZE: 9'));
  });

  it('makes, chooses, tells and removes directories, and deletes files', () => {
    const shelf = ftpShelf(FILES);
    const on = loggedIn(shelf);

    expect(on.types('AT+CFTPSPWD\r')).toBe(later('+CFTPSPWD: "/"'));
    expect(on.types('AT+CFTPSMKD="/logs"\r')).toBe(later('+CFTPSMKD: 0'));
    expect(on.types('AT+CFTPSMKD="/logs"\r')).toBe(later('+CFTPSMKD: 9'));
    expect(on.types('AT+CFTPSCWD="/logs"\r')).toBe(later('+CFTPSCWD: 0'));
    expect(on.types('AT+CFTPSPWD\r')).toBe(later('+CFTPSPWD: "/logs"'));
    on.types('AT+CFTPSPUT="a",1\r');
    on.types('x');
    expect([...shelf.files.keys()]).toContain('/logs/a');
    expect(on.types('AT+CFTPSDELE="/logs/a"\r')).toBe(later('+CFTPSDELE: 0'));
    expect(on.types('AT+CFTPSCWD="/"\r')).toBe(later('+CFTPSCWD: 0'));
    expect(on.types('AT+CFTPSRMD="logs"\r')).toBe(later('+CFTPSRMD: 0'));
    expect(on.types('AT+CFTPSCWD="/logs"\r')).toBe(later('+CFTPSCWD: 9'));
    expect(on.types('AT+CFTPSDELE="/none"\r')).toBe(later('+CFTPSDELE: 9'));
  });

  it('moves files between the server and its own drive, under one name', () => {
    const shelf = ftpShelf(FILES);
    const on = loggedIn(shelf);
    const { storage } = on.modem.state;

    expect(on.types('AT+CFTPSGETFILE="/test1131.txt"\r')).toBe(later('+CFTPSGETFILE: 0'));
    expect(storage.read('C:/test1131.txt')).toEqual(latin1Bytes('321'));
    expect(on.types('AT+CFTPSGETFILE="/none",1\r')).toBe(later('+CFTPSGETFILE: 9'));
    expect(on.types('AT+CFTPSGETFILE="/test1131.txt",2\r')).toBe(later('+CFTPSGETFILE: 17'));
    storage.write('C:/b', latin1Bytes('hello'));
    expect(on.types('AT+CFTPSPUTFILE="/b",1\r')).toBe(later('+CFTPSPUTFILE: 0'));
    expect(shelf.files.get('/b')).toEqual(latin1Bytes('hello'));
    expect(on.types('AT+CFTPSPUTFILE="/none"\r')).toBe(later('+CFTPSPUTFILE: 7'));
    storage.write('C:/b', latin1Bytes('hel'));
    expect(on.types('AT+CFTPSGETFILE="/b",1,3\r')).toBe(later('+CFTPSGETFILE: 0'));
    expect(storage.read('C:/b')).toEqual(latin1Bytes('hello'));
    expect(on.types('AT+CFTPSGETFILE="/b2",1,3\r')).toBe(later('+CFTPSGETFILE: 7'));
  });
});

describe('what a virtual A7600 refuses of FTP(S)', () => {
  it('all that comes before LOGIN, with a code in front of ERROR or behind it', () => {
    const on = put();

    expect(on.types(LOGIN)).toBe(line('+CFTPSLOGIN: 11') + REFUSED);
    expect(on.types('AT+CFTPSGET="/a"\r')).toBe(line('+CFTPSGET: 11') + REFUSED);
    expect(on.types('AT+CFTPSPUT="/a",3\r')).toBe(REFUSED + line('+CFTPSPUT: 11'));
    expect(on.types('AT+CFTPSSIZE="/a"\r')).toBe(REFUSED + line('+CFTPSSIZE: 11'));
    expect(on.types('AT+CFTPSLOGOUT\r')).toBe(REFUSED);
    expect(on.types('AT+CFTPSSTOP\r')).toBe(REFUSED);
  });

  it('START twice, LOGIN twice, STOP while somebody is logged in', () => {
    const on = loggedIn();

    expect(on.types('AT+CFTPSSTART\r')).toBe(REFUSED);
    expect(on.types(LOGIN)).toBe(line('+CFTPSLOGIN: 11') + REFUSED);
    expect(on.types('AT+CFTPSSTOP\r')).toBe(REFUSED);
    expect(on.types('AT+CFTPSSINGLEIP=1\r')).toBe(REFUSED);
  });

  it.each([
    ['"h",21,"user","wrong",0', 9],
    ['"h",21,"nobody","secret",0', 9],
    ['"nowhere",21,"user","secret",0', 12],
  ])('a login with %s, with its code', (login, code) => {
    const on = put();
    on.types('AT+CFTPSSTART\r');

    expect(on.types(`AT+CFTPSLOGIN=${login}\r`)).toBe(later(`+CFTPSLOGIN: ${code}`));
    expect(on.types(LOGIN)).toBe(later('+CFTPSLOGIN: 0'));
  });

  it('a second command while one is under way', () => {
    const heard: string[] = [];
    virtually(() => {
      const on = put(ftpShelf(FILES), { resultDelayMs: 1_000 });
      on.types('AT+CFTPSSTART\r');
      on.types(LOGIN);
      timer(2_000).subscribe(() => {
        heard.push(on.types('AT+CFTPSMKD="/a"\r'), on.types('AT+CFTPSMKD="/b"\r'));
      });
    });

    expect(heard).toEqual([expect.stringMatching(/OK\r\n$/), line('+CFTPSMKD: 3') + REFUSED]);
  });

  it('paths and names that are too long, and more than 2,048 bytes', () => {
    const on = loggedIn();

    expect(on.types(`AT+CFTPSGET="/${'a'.repeat(112)}"\r`)).toBe(REFUSED);
    expect(on.types('AT+CFTPSPUT="/a",2049\r')).toBe(REFUSED);
    expect(on.types('AT+CFTPSLOGOUT\r')).toBe(later('+CFTPSLOGOUT: 0'));
    expect(on.types(`AT+CFTPSLOGIN="${'h'.repeat(129)}",21,"user","secret",0\r`)).toBe(REFUSED);
  });
});

describe('the connection of a virtual A7600 to an FTP server', () => {
  it.each([
    ['', 'implicit'],
    [',0', 'none'],
    [',1', 'explicit'],
    [',2', 'explicit'],
    [',3', 'implicit'],
  ])('with the type %j is of TLS %s', (type, tls) => {
    const shelf = ftpShelf();
    const on = put(shelf);
    on.types('AT+CFTPSSTART\r');
    on.types('AT+CFTPSMODE=0\r');
    on.types(`AT+CFTPSLOGIN="h",990,"user","secret"${type}\r`);

    expect(shelf.logins).toEqual([
      { host: 'h', port: 990, user: 'user', password: 'secret', mode: 'active', tls },
    ]);
  });

  it('is told of when the server ends it, and must be ended by the user, too', () => {
    const shelf = ftpShelf(FILES);
    const on = loggedIn(shelf);
    shelf.hangUp();

    expect(on.hears()).toBe(line('+CFTPSNOTIFY: PEER CLOSED'));
    expect(on.types('AT+CFTPSGET="/test1131.txt"\r')).toBe(line('+CFTPSGET: 11') + REFUSED);
    expect(on.types(LOGIN)).toBe(line('+CFTPSLOGIN: 11') + REFUSED);
    expect(on.types('AT+CFTPSLOGOUT\r')).toBe(later('+CFTPSLOGOUT: 0'));
    expect(on.types(LOGIN)).toBe(later('+CFTPSLOGIN: 0'));
  });

  it('ends with the bearer, and the service with it', () => {
    const shelf = ftpShelf(FILES);
    const on = loggedIn(shelf);
    on.modem.loseBearer();

    expect(on.hears()).toContain(line('+CFTPSNOTIFY: FTPS DISCONNECT'));
    expect(shelf.open()).toBe(0);
    expect(on.types('AT+CFTPSSTOP\r')).toBe(REFUSED);
    expect(on.types('AT+CFTPSSTART\r')).toBe(later('+CFTPSSTART: 0'));
  });

  it('is forgotten over a restart', () => {
    const shelf = ftpShelf(FILES);
    const on = loggedIn(shelf);
    on.modem.restart();
    on.types('ATE0\r');
    on.hears();

    expect(shelf.open()).toBe(0);
    expect(on.types('AT+CFTPSSTOP\r')).toBe(REFUSED);
  });
});

describe('FTP(S) of a virtual SIM7600', () => {
  it('is the same, on its own drive', () => {
    const on = loggedIn(ftpShelf(FILES), { family: 'sim7600' });

    expect(on.types('AT+CFTPSGETFILE="/test1131.txt",1\r')).toBe(later('+CFTPSGETFILE: 0'));
    expect(on.modem.state.storage.read('F:/test1131.txt')).toEqual(latin1Bytes('321'));
  });
});
