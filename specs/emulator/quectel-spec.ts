import { desk } from './desk';

// The emulator against the bytes of manuals and field logs: framing and values as they were observed.

/** Framing that was observed on real modules, byte for byte. */
const FRAMED: readonly (readonly [typed: string, answered: string])[] = [
  ['AT\r', 'AT\r\r\nOK\r\n'],
  ['AT+CREG?\r', 'AT+CREG?\r\r\n+CREG: 0,1\r\n\r\nOK\r\n'],
  ['ATE0\r', 'ATE0\r\r\nOK\r\n'],
  ['AT+QIACT?\r', '\r\nOK\r\n'],
  ['AT+QICSGP=1\r', '\r\n+QICSGP: 1,"","","",0\r\n\r\nOK\r\n'],
  ['AT+MODE=2\r', '\r\nERROR\r\n'],
];

describe('a Quectel EC25', () => {
  it('frames its answers as the logs of real modules show', () => {
    const on = desk({ family: 'ec25' });
    expect(FRAMED.map(([typed]) => on.types(typed))).toEqual(FRAMED.map(([, answered]) => answered));
  });

  it('gives the checksums of the manual and of captures', () => {
    const sums = ['a', 'ab', 'abc', 'abcd', '1234567890'].map((text) => {
      const on = desk({ family: 'ec25' });
      on.types('ATE0\r');
      on.types(`AT+QFUPL="t.txt",${text.length}\r`);
      return /\+QFUPL: \d+,(\w+)/.exec(on.types(text))?.[1]?.toLowerCase();
    });

    expect(sums).toEqual(['6100', '6162', '262', '206', '3938']);
  });

  it('stores a name once: the second upload is refused with 407', () => {
    const on = desk({ family: 'ec25' });
    on.types('ATE0\r');
    on.types('AT+QFUPL="t.txt",1\r');
    on.types('x');

    expect(on.types('AT+QFUPL="t.txt",1\r')).toBe('\r\n+CME ERROR: 407\r\n');
  });

  it('writes a code that has no text as a number', () => {
    const on = desk({ family: 'ec25' });
    on.types('ATE0+CMEE=2\r');

    expect(on.types('AT+QFDEL="a"\r')).toBe('\r\n+CME ERROR: 405\r\n');
    expect(on.types('AT+CPIN="1234"\r')).toBe('\r\n+CME ERROR: operation not allowed\r\n');
  });

  it('gives a response once, with a result behind OK', () => {
    const on = desk({ family: 'ec25', web: { 'http://a.b/': 'hello' }, bearerOpen: true });
    on.types('ATE0\r');
    expect(on.types('AT+QHTTPURL=11,80\r')).toBe('\r\nCONNECT\r\n');
    expect(on.types('http://a.b/')).toBe('\r\nOK\r\n');
    expect(on.types('AT+QHTTPGET=80\r')).toBe('\r\nOK\r\n\r\n+QHTTPGET: 0,200,5\r\n');
    expect(on.types('AT+QHTTPREAD=80\r')).toBe('\r\nCONNECT\r\nhello\r\nOK\r\n\r\n+QHTTPREAD: 0\r\n');
    expect(on.types('AT+QHTTPREAD=80\r')).toBe('\r\n+CME ERROR: 705\r\n');
  });
});

describe('the receiver of a Quectel modem', () => {
  it('gives a place in minutes, in finer minutes, or in degrees', () => {
    const track = [{ latitude: -31.845371, longitude: 117.198822 }];
    const on = desk({ family: 'ec25', gnss: track, gnssFixMs: 0 });
    on.types('ATE0+QGPS=1\r');
    const places = ['=0', '=1', '=2', '?'].map((form) =>
      on.types(`AT+QGPSLOC${form}\r`).split(',').slice(1, 3).join(' '),
    );

    expect(places).toEqual([
      '3150.7222S 11711.9293E',
      '3150.722260S 11711.929320E',
      '-31.84537 117.19882',
      '3150.7222S 11711.9293E',
    ]);
  });
});

describe('its relatives', () => {
  it('differ as their firmware was observed to', () => {
    const boot = (family: 'bg96' | 'ec25'): string => {
      const on = desk({ family });
      on.modem.restart();
      return on.hears();
    };

    expect(boot('bg96')).toContain('\r\nAPP RDY\r\n');
    expect(boot('ec25')).not.toContain('APP RDY');
    expect(desk({ family: 'eg91' }).types('ATE0;+QHTTPSTOP\r')).toContain('ERROR');
    expect(desk({ family: 'bg96' }).types('ATE0;+QHTTPGETEX=60,0,1\r')).toContain('ERROR');
    expect(desk({ family: 'eg91' }).types('ATE0;+QFLDS="RAM"\r')).toContain('+CME ERROR');
  });
});

describe('what may be left out', () => {
  const readyWeb = () => {
    const on = desk({ family: 'bg96', web: { 'http://a.b/': 'hello' }, bearerOpen: true });
    on.types('ATE0\r');
    return on;
  };

  it('is the time limit of a GET, and the URL is shown', () => {
    const on = readyWeb();
    on.types('AT+QHTTPURL=11\r');
    on.types('http://a.b/');

    expect(on.types('AT+QHTTPURL?\r')).toBe('\r\n+QHTTPURL: http://a.b/\r\n\r\nOK\r\n');
    expect(on.types('AT+QHTTPGET\r')).toBe('\r\nOK\r\n\r\n+QHTTPGET: 0,200,5\r\n');
    expect(on.types('AT+QHTTPREAD\r')).toContain('\r\nCONNECT\r\nhello\r\nOK\r\n');
  });

  it('is the name of a file: all are counted, listed and deleted', () => {
    const on = readyWeb();
    for (const name of ['a', 'b']) {
      on.types(`AT+QFUPL="${name}",3\r`);
      on.types('abc');
    }

    expect(on.types('AT+QFLDS\r')).toBe('\r\n+QFLDS: 6,2\r\n\r\nOK\r\n');
    expect(on.types('AT+QFLST\r')).toBe('\r\n+QFLST: "a",3\r\n\r\n+QFLST: "b",3\r\n\r\nOK\r\n');
    expect(on.types('AT+QFDEL="*"\r')).toBe('\r\nOK\r\n');
    expect(on.types('AT+QFLST\r')).toBe('\r\nOK\r\n');
  });

  it('is how a fix is looked for', () => {
    const on = desk({ family: 'ec25', gnss: [] });
    on.types('ATE0\r');

    expect(on.types('AT+QGPS=1,30,50,0,1\r')).toBe('\r\nOK\r\n');
    expect(on.types('AT+QGPS=1,30\r')).toBe('\r\n+CME ERROR: 504\r\n');
    expect(on.types('AT+QGPS?\r')).toContain('+QGPS: 1');
  });
});
