import { map, type Observable, switchMap, take } from 'rxjs';
import { http, openModem, sim800 } from '../../../lib';
import type { HttpRequest } from '../../../lib/flows/http/httpRequest';
import { patterned } from '../../modem/bodies';
import { line, OK, type Said, scripted } from '../../modem/scripted';
import { virtually } from '../../modem/virtually';
import { watch, type Watched } from '../../modem/watch';
import { latin1 } from '../../../lib/grammar/latin1';

const ROOM = 319_488;

/** A SIM800 that states a body as long as the server has it, whether it has room for it or not. */
const stating = (totalBytes: number, hasRanges: boolean, status = 200) => {
  const page = latin1(patterned(totalBytes));
  let stored = '';
  let head = '';
  const part = { from: 0, to: 0 };
  const act = (method: string): readonly Said[] => {
    const isPart = hasRanges && part.to > 0;
    stored = isPart ? page.slice(part.from, part.to + 1) : page;
    const range = `Content-Range: bytes ${part.from}-${part.from + stored.length - 1}/${totalBytes}\r\n`;
    head = `HTTP/1.1 ${isPart ? 206 : status} OK\r\nETag: "a"\r\n${isPart ? range : ''}Content-Length: ${stored.length}`;
    return [
      OK,
      { after: 100, say: line(`+HTTPACTION: ${method},${isPart ? 206 : status},${stored.length}`) },
    ];
  };
  const modem = scripted((text) => {
    if (text.startsWith('AT+SAPBR=2,1')) return line('+SAPBR: 1,1,"10.0.0.1"') + OK;
    const [, name, value] = /^AT\+HTTPPARA="(BREAK|BREAKEND)",(\d+)$/.exec(text) ?? [];
    if (name) part[name === 'BREAK' ? 'from' : 'to'] = Number(value);
    if (text.startsWith('AT+HTTPACTION=')) return act(text.slice(-1));
    if (text === 'AT+HTTPHEAD') return `\r\n+HTTPHEAD: ${head.length}\r\n${head}${OK}`;
    if (text.startsWith('AT+HTTPDATA')) return line('DOWNLOAD');
    const [, from, size] = /^AT\+HTTPREAD=(\d+),(\d+)$/.exec(text) ?? [];
    if (!from) return OK;
    const slice = stored.slice(Number(from), Number(from) + Number(size));
    return `\r\n+HTTPREAD: ${slice.length}\r\n${slice}${OK}`;
  });
  const ask = (request: Partial<HttpRequest>): Watched<string> =>
    virtually(() => {
      const flow: Observable<string> = openModem(modem.transport, sim800).pipe(
        take(1),
        switchMap((one) => http.request(one, { url: 'http://example.com/', ...request })),
        map((event) => (event.kind === 'chunk' ? latin1(event.bytes) : event.kind)),
      );
      return watch(flow);
    });
  return { ask, page, written: modem.written };
};

describe('a body that a SIM800 states longer than it can give', () => {
  it('is read whole where it just fits', () => {
    const { ask, page } = stating(ROOM, false);
    const { end, values } = ask({});

    expect([end, values.slice(1).join('') === page]).toEqual(['completed', true]);
  });

  it.each([ROOM + 1, 400_000, 1_000_000])(
    'of %d bytes is asked for in parts, as where the modem says 602',
    (size) => {
      const { ask, page, written } = stating(size, true);
      const { end, values } = ask({});

      expect([end, values.slice(1).join('') === page]).toEqual(['completed', true]);
      expect(written.indexOf('AT+HTTPPARA="BREAKEND",262143')).toBeLessThan(
        written.findIndex((text) => text.startsWith('AT+HTTPREAD')),
      );
    },
  );

  it('fails before a byte is given where the server has no parts', () => {
    const { ask, written } = stating(400_000, false);
    const { end, values } = ask({});

    expect({ end, values }).toEqual({ end: 'range', values: [] });
    expect(written.filter((text) => text.startsWith('AT+HTTPREAD'))).toEqual([]);
  });

  it('and that answers a POST fails with the modem’s own code, and may be done', () => {
    const { ask } = stating(400_000, true);

    expect(ask({ method: 'POST' })).toMatchObject({
      values: [],
      reason: { kind: 'http', code: 602, mayBeDone: true },
    });
  });

  it('and that is a refusal keeps its status', () => {
    const { ask } = stating(400_000, false, 404);

    expect(ask({})).toMatchObject({ reason: { kind: 'http-status', head: { status: 404 } } });
  });
});
