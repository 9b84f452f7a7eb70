import { faults } from '../../lib/emulator';
import { TestScheduler } from 'rxjs/testing';
import { latin1Bytes } from '../../lib/grammar/latin1';
import { conversation, desk, type Desk, type DeskOptions } from './desk';

const OK = '\r\nOK\r\n';
const REFUSED = '\r\nERROR\r\n';
const HELLO = latin1Bytes('hello');

const within = (work: (flush: () => void) => void): void =>
  new TestScheduler((a, b) => expect(a).toEqual(b)).run(({ flush }) => work(flush));

const quiet = (options: DeskOptions): Desk => {
  const on = desk(options);
  conversation(on);
  return on;
};

describe('the files of a virtual SIM800', () => {
  const put = (knobs: DeskOptions = {}): Desk => quiet({ family: 'sim800', ...knobs });

  it('gives a window with no header and no length: a line end, the bytes, a line end, OK', () => {
    const on = put();
    on.modem.state.storage.write('C:/User/a.txt', HELLO);
    expect(on.types('AT+FSREAD=C:\\User\\a.txt,0,5,0\r')).toBe(`\r\nhello${OK}`);
    expect(on.types('AT+FSREAD=C:\\USER\\A.TXT,1,3,2\r')).toBe(`\r\nllo${OK}`);
  });

  it('makes, writes, measures, renames and deletes a file, as the SSL note’s page 23 begins', () => {
    const on = put();
    expect(on.types('AT+FSWRITE=C:\\USER\\x.crt,0,5,10\r')).toBe(REFUSED);
    expect(on.types('AT+FSCREATE=C:\\USER\\x.crt\r')).toBe(OK);
    expect(on.types('AT+FSWRITE=C:\\USER\\x.crt,0,5,10\r')).toBe('\r\n> ');
    expect(on.types('hello')).toBe(OK);
    expect(on.types('AT+FSWRITE=C:\\USER\\x.crt,1,2,10\r')).toBe('\r\n> ');
    expect(on.types('\r\n')).toBe(OK);
    expect(on.types('AT+FSFLSIZE=C:\\USER\\x.crt\r')).toBe(`\r\n+FSFLSIZE: 7\r\n${OK}`);
    expect(on.types('AT+FSRENAME=C:\\USER\\x.crt,C:\\User\\y.crt\r')).toBe(OK);
    expect(on.types('AT+FSFLSIZE=C:\\USER\\x.crt\r')).toBe(REFUSED);
    expect(on.types('AT+FSDEL=C:\\User\\y.crt\r')).toBe(OK);
    expect(on.types('AT+FSDEL=C:\\User\\y.crt\r')).toBe(REFUSED);
  });

  it('refuses when the bytes do not come in the time that was said', () =>
    within((flush) => {
      const on = put();
      on.types('AT+FSCREATE=C:\\User\\a\r');
      on.types('AT+FSWRITE=C:\\User\\a,1,5,10\r');
      on.types('hel');
      flush();
      expect(on.hears()).toBe(REFUSED);
      expect(on.types('AT+FSFLSIZE=C:\\User\\a\r')).toBe(`\r\n+FSFLSIZE: 0\r\n${OK}`);
    }));

  it('lists a directory, its own with a backslash behind, and wants one behind the path', () => {
    const on = put();
    on.modem.state.storage.write('C:/User/a.txt', HELLO);
    expect(on.types('AT+FSLS=C:\\User\\\r')).toBe(`\r\nftp\\\r\n\r\na.txt\r\n${OK}`);
    expect(on.types('AT+FSLS=C:\\User\r')).toBe(REFUSED);
    expect(on.types('AT+FSLS=C:\\none\\\r')).toBe(REFUSED);
  });

  it('makes and removes directories, but not one with something in it', () => {
    const on = put();
    expect(on.types('AT+FSMKDIR=C:\\logs\r')).toBe(OK);
    expect(on.types('AT+FSMKDIR=C:\\logs\\\r')).toBe(REFUSED);
    on.types('AT+FSCREATE=C:\\logs\\a\r');
    expect(on.types('AT+FSRMDIR=C:\\logs\r')).toBe(REFUSED);
    on.types('AT+FSDEL=C:\\logs\\a\r');
    expect(on.types('AT+FSRMDIR=C:\\logs\\\r')).toBe(OK);
    expect(on.types('AT+FSRMDIR=C:\\\r')).toBe(REFUSED);
  });

  it('tells its drive and the free bytes, the unit glued on', () => {
    const on = put();
    on.modem.state.storage.write('C:/User/a.txt', HELLO);
    expect(on.types('AT+FSDRIVE=0\r')).toBe(`\r\n+FSDRIVE: C\r\n${OK}`);
    expect(on.types('AT+FSDRIVE=1\r')).toBe(REFUSED);
    expect(on.types('AT+FSMEM\r')).toBe(`\r\n+FSMEM: C:186363bytes\r\n${OK}`);
  });

  it('refuses what it has no room for', () => {
    const on = put();
    on.modem.state.storage.write('C:/User/a.txt', new Uint8Array(186_366));
    on.types('AT+FSCREATE=C:\\User\\b\r');
    on.types('AT+FSWRITE=C:\\User\\b,1,3,10\r');
    expect(on.types('abc')).toBe(REFUSED);
  });
});

describe('the files of a virtual A7600', () => {
  const put = (knobs: DeskOptions = {}): Desk => quiet({ family: 'a7600', ...knobs });

  it('has a current directory that names are meant in', () => {
    const on = put();
    expect(on.types('AT+FSCD?\r')).toBe(`\r\n+FSCD: C:/\r\n${OK}`);
    expect(on.types('AT+FSMKDIR=logs\r')).toBe(OK);
    expect(on.types('AT+FSCD=logs\r')).toBe(`\r\n+FSCD: C:/logs/\r\n${OK}`);
    on.modem.state.storage.write('C:/logs/t1.txt', HELLO);
    expect(on.types('AT+FSATTRI=t1.txt\r')).toBe(`\r\n+FSATTRI: 5\r\n${OK}`);
    expect(on.types('AT+FSATTRI=T1.txt\r')).toBe(REFUSED);
    expect(on.types('AT+FSCD=..\r')).toBe(`\r\n+FSCD: C:/\r\n${OK}`);
    expect(on.types('AT+FSCD=none\r')).toBe(REFUSED);
    expect(on.types('AT+FSATTRI=t1.txt\r')).toBe(REFUSED);
  });

  it('lists under headings, of which an empty one is missing', () => {
    const on = put();
    expect(on.types('AT+FSLS\r')).toBe(OK);
    on.modem.state.storage.write('C:/t1.txt', HELLO);
    expect(on.types('AT+FSLS\r')).toBe(`\r\n+FSLS: FILES:\r\n\r\nt1.txt\r\n${OK}`);
    on.modem.state.storage.makeFolder('C:/logs');
    expect(on.types('AT+FSLS=0\r')).toBe(
      `\r\n+FSLS: SUBDIRECTORIES:\r\n\r\nlogs\r\n\r\n+FSLS: FILES:\r\n\r\nt1.txt\r\n${OK}`,
    );
    expect(on.types('AT+FSLS=1\r')).toBe(`\r\n+FSLS: SUBDIRECTORIES:\r\n\r\nlogs\r\n${OK}`);
    expect(on.types('AT+FSLS?\r')).toBe(`\r\n+FSLS: SUBDIRECTORIES:1,FILES:1\r\n${OK}`);
  });

  it('takes a whole file that is not there yet, and gives it in blocks, then a zero, then OK', () => {
    const on = put({ faults: [faults.blockBytes({ most: 4 })] });
    expect(on.types('AT+CFTRANRX="C:/t1.txt",5\r')).toBe('\r\n> ');
    expect(on.types('hello')).toBe(OK);
    expect(on.types('AT+CFTRANRX="C:/t1.txt",5\r')).toBe(REFUSED);
    expect(on.types('AT+CFTRANRX="t2.txt",5\r')).toBe(REFUSED);
    expect(on.types('AT+CFTRANTX="C:/t1.txt"\r')).toBe(
      `\r\n+CFTRANTX: DATA,4\r\nhell\r\n+CFTRANTX: DATA,1\r\no\r\n+CFTRANTX: 0\r\n${OK}`,
    );
    expect(on.types('AT+CFTRANTX="C:/t1.txt",3,100\r')).toBe(
      `\r\n+CFTRANTX: DATA,2\r\nlo\r\n+CFTRANTX: 0\r\n${OK}`,
    );
    expect(on.types('AT+CFTRANTX="C:/none"\r')).toBe(REFUSED);
  });

  it('opens, writes, seeks, reads and closes a file by its handle', () => {
    const on = put();
    expect(on.types('AT+FSOPEN=C:/t1.txt,2\r')).toBe(REFUSED);
    expect(on.types('AT+FSOPEN=C:/t1.txt\r')).toBe(`\r\n+FSOPEN: 1\r\n${OK}`);
    expect(on.types('AT+FSWRITE=1,5,10\r')).toBe('\r\nCONNECT\r\n');
    expect(on.types('hello')).toBe(`\r\n+FSWRITE: 5,5\r\n${OK}`);
    expect(on.types('AT+FSPOSITION=1\r')).toBe(`\r\n+FSPOSITION: 5\r\n${OK}`);
    expect(on.types('AT+FSSEEK=1,1,0\r')).toBe(OK);
    expect(on.types('AT+FSREAD=1,10\r')).toBe(`\r\nCONNECT 4\r\nello${OK}`);
    expect(on.types('AT+FSOPEN?\r')).toBe(`\r\n+FSOPEN: C:/t1.txt,1,0\r\n${OK}`);
    expect(on.types('AT+FSCLOSE=1\r')).toBe(OK);
    expect(on.types('AT+FSCLOSE=1\r')).toBe(REFUSED);
    expect(on.types('AT+FSREAD=1,10\r')).toBe(REFUSED);
  });

  it('writes nothing through a handle that reads only, and forgets handles over a restart', () => {
    const on = put();
    on.modem.state.storage.write('C:/t1.txt', HELLO);
    on.types('AT+FSOPEN=C:/t1.txt,2\r');
    expect(on.types('AT+FSWRITE=1,5\r')).toBe(REFUSED);
    on.modem.restart();
    on.types('ATE0\r');
    expect(on.types('AT+FSCLOSE=1\r')).toBe(REFUSED);
    expect(on.types('AT+FSATTRI=t1.txt\r')).toBe(`\r\n+FSATTRI: 5\r\n${OK}`);
  });

  it('renames no file of no bytes, and deletes all files at once', () => {
    const on = put();
    const { storage } = on.modem.state;
    storage.write('C:/empty', new Uint8Array(0));
    storage.write('C:/t1.txt', HELLO);
    expect(on.types('AT+FSRENAME=empty,full\r')).toBe(REFUSED);
    expect(on.types('AT+FSRENAME=t1.txt,t2.txt\r')).toBe(OK);
    expect(on.types('AT+FSDEL="t2.txt"\r')).toBe(OK);
    expect(on.types('AT+FSDEL=*.*\r')).toBe(OK);
    expect(storage.list('C:')).toEqual({ folders: [], files: [] });
  });

  it('tells total and used, where a SIM800 tells what is free', () => {
    const on = put();
    on.modem.state.storage.write('C:/t1.txt', HELLO);
    expect(on.types('AT+FSMEM\r')).toBe(`\r\n+FSMEM: C:(11348480, 5)\r\n${OK}`);
    expect(quiet({ family: 'sim7600' }).types('AT+FSMEM\r')).toBe(`\r\n+FSMEM: F:(11348480, 0)\r\n${OK}`);
  });
});

describe('the certificates of a virtual A7600', () => {
  const put = (): Desk => quiet({ family: 'a7600' });

  it('are a store of their own: prompt, bytes, OK', () => {
    const on = put();
    expect(on.types('AT+CCERTLIST\r')).toBe(OK);
    expect(on.types('AT+CCERTDOWN=?\r')).toBe(`\r\n+CCERTDOWN: (5-108),(1-10240)\r\n${OK}`);
    expect(on.types('AT+CCERTDOWN="ca.pem",5\r')).toBe('\r\n> ');
    expect(on.types('hello')).toBe(OK);
    expect(on.types('AT+CCERTLIST\r')).toBe(`\r\n+CCERTLIST: "ca.pem"\r\n${OK}`);
    expect(on.types('AT+FSATTRI=ca.pem\r')).toBe(REFUSED);
    expect(on.types('AT+CCERTDELE="ca.pem"\r')).toBe(OK);
    expect(on.types('AT+CCERTDELE="ca.pem"\r')).toBe(REFUSED);
  });

  it('may be moved there from the files', () => {
    const on = put();
    on.modem.state.storage.write('C:/baidu.der', HELLO);
    expect(on.types('AT+CCERTMOVE="baidu.der"\r')).toBe(OK);
    expect(on.types('AT+FSATTRI=baidu.der\r')).toBe(REFUSED);
    expect(on.modem.state.storage.certificates.get('baidu.der')).toEqual(HELLO);
  });

  it('are refused with names and sizes that the manual does not allow', () => {
    const on = put();
    expect(on.types('AT+CCERTDOWN="a.pm",5\r')).toBe(REFUSED);
    expect(on.types('AT+CCERTDOWN="ca.pem",10241\r')).toBe(REFUSED);
    expect(on.types('AT+CCERTDOWN="ca.pem",0\r')).toBe(REFUSED);
  });

  it('are told with their contexts, ten lines of them', () => {
    const on = put();
    on.types('AT+CSSLCFG="cacert",2,"ca.pem"\r');
    const lines = on
      .types('AT+CSSLCFG?\r')
      .split('\r\n')
      .filter((line) => line !== '');
    expect(lines).toHaveLength(11);
    expect(lines[2]).toBe('+CSSLCFG: 2,4,0,1,300,"ca.pem","","","",0');
    expect(lines[9]).toBe('+CSSLCFG: 9,4,0,1,300,"","","","",0');
  });
});

describe('files and HTTP of a virtual A7600', () => {
  const put = (): Desk => {
    const on = quiet({
      family: 'a7600',
      web: { 'http://a.b/': ({ method, body }) => `${method} ${body.length}` },
      faults: [faults.noPeerClosed()],
    });
    conversation(on, 'AT+HTTPINIT', 'AT+HTTPPARA="URL","http://a.b/"');
    on.modem.state.storage.write('C:/getbaidu.txt', HELLO);
    return on;
  };

  it('posts a file, and tells the method only where one was given', () => {
    const on = put();
    expect(on.types('AT+HTTPPOSTFILE="getbaidu.txt",1\r')).toBe(`${OK}\r\n+HTTPPOSTFILE: 200,6\r\n`);
    expect(on.types('AT+HTTPREAD=0,10\r')).toBe(`${OK}\r\n+HTTPREAD: 6\r\nPOST 5\r\n+HTTPREAD: 0\r\n`);
    expect(on.types('AT+HTTPPOSTFILE="getbaidu.txt",1,4\r')).toBe(`${OK}\r\n+HTTPPOSTFILE: 4,200,5\r\n`);
    expect(on.types('AT+HTTPREAD=0,10\r')).toBe(`${OK}\r\n+HTTPREAD: 5\r\nPUT 5\r\n+HTTPREAD: 0\r\n`);
  });

  it('tells 707 for a file that is not there', () => {
    const on = put();
    expect(on.types('AT+HTTPPOSTFILE="none.txt"\r')).toBe(`${OK}\r\n+HTTPPOSTFILE: 707,0\r\n`);
    expect(on.types('AT+HTTPPOSTFILE="getbaidu.txt",2,1\r')).toBe(`${OK}\r\n+HTTPPOSTFILE: 1,707,0\r\n`);
  });

  it('stores the response in a file', () => {
    const on = put();
    expect(on.types('AT+HTTPREADFILE="readbaidu.dat"\r')).toBe(REFUSED);
    on.types('AT+HTTPPOSTFILE="getbaidu.txt"\r');
    expect(on.types('AT+HTTPREADFILE="readbaidu.dat"\r')).toBe(`${OK}\r\n+HTTPREADFILE: 0\r\n`);
    expect(on.modem.state.storage.read('C:/readbaidu.dat')).toEqual(latin1Bytes('POST 5'));
  });

  it('refuses both without a session', () => {
    const on = quiet({ family: 'a7600' });
    expect(on.types('AT+HTTPPOSTFILE="getbaidu.txt"\r')).toBe(REFUSED);
    expect(on.types('AT+HTTPREADFILE="readbaidu.dat"\r')).toBe(REFUSED);
  });
});
