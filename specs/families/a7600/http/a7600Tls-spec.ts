import type { Reason } from '../../../../lib';
import { a7600Tls } from '../../../../lib/families/a7600/http/a7600Tls';
import type { TlsOptions } from '../../../../lib/dialects/httpCall';
import { watch } from '../../../modem/watch';
import { talking } from '../../../dialects/talking';

const no: Reason = { kind: 'refused', command: 'AT+CSSLCFG' };

const saying = (options: TlsOptions, ...answers: readonly ('OK' | Reason)[]) => {
  const { talk: channel, said, notes } = talking(...answers);
  const { end } = watch(a7600Tls(channel, options));
  return { end, notes, said: said.map((line) => line.replace(/^AT\+(CSSLCFG|HTTPPARA)=/, '')) };
};

const BARE = ['"ignorelocaltime",0,1', '"authmode",0,0', '"enableSNI",0,1', '"SSLCFG",0'];

describe('a7600Tls', () => {
  it('verifies nobody where no authority is given, and says so', () => {
    expect(saying({})).toEqual({
      end: 'completed',
      notes: [expect.stringContaining('no CA certificate was given')],
      said: BARE,
    });
  });

  it('verifies the server where an authority is given', () => {
    for (const options of [{ ca: 'ca.pem' }, { ca: 'ca.pem', verify: true }]) {
      expect(saying(options)).toEqual({
        end: 'completed',
        notes: [],
        said: [
          '"cacert",0,"ca.pem"',
          '"ignorelocaltime",0,1',
          '"authmode",0,1',
          '"enableSNI",0,1',
          '"SSLCFG",0',
        ],
      });
    }
  });

  it('verifies nobody where the request wants it so, and says so', () => {
    expect(saying({ ca: 'ca.pem', verify: false })).toEqual({
      end: 'completed',
      notes: [expect.stringContaining('the request wants none')],
      said: BARE,
    });
  });

  it('shows the client’s certificate, to a server that is verified or not', () => {
    const client = { clientCertificate: 'me.pem', clientKey: 'me.key' };
    const shown = ['"clientcert",0,"me.pem"', '"clientkey",0,"me.key"', '"ignorelocaltime",0,1'];

    expect(saying(client).said).toEqual([...shown, '"authmode",0,3', '"enableSNI",0,1', '"SSLCFG",0']);
    expect(saying({ ...client, ca: 'ca.pem' }).said).toEqual([
      '"cacert",0,"ca.pem"',
      ...shown,
      '"authmode",0,2',
      '"enableSNI",0,1',
      '"SSLCFG",0',
    ]);
  });

  it('takes the context, the dates and the name as they are wished', () => {
    expect(saying({ context: 3, checkDates: true, sni: false }).said).toEqual([
      '"ignorelocaltime",3,0',
      '"authmode",3,0',
      '"enableSNI",3,0',
      '"SSLCFG",3',
    ]);
  });

  it('goes on where nothing is to be verified and everything is refused, and says it all', () => {
    expect(saying({}, no, no, no, no)).toMatchObject({ end: 'completed', said: BARE });
  });

  it.each([0, 1, 2, 4])('fails where the server is to be verified and step %d is refused', (step) => {
    const answers = [...Array.from({ length: step }, () => 'OK' as const), no];
    const { end, said } = saying({ ca: 'ca.pem' }, ...answers);

    expect(end).toBe('refused');
    expect(said).toHaveLength(step + 1);
  });

  it('goes on where only the server’s name is refused', () => {
    const { end, said } = saying({ ca: 'ca.pem' }, 'OK', 'OK', 'OK', no);

    expect(end).toBe('completed');
    expect(said.at(-1)).toBe('"SSLCFG",0');
  });

  it('fails where the modem is silent and the server is to be verified', () => {
    const silence: Reason = { kind: 'timeout', phase: 'answer', waitedMs: 9_000 };

    expect(saying({ ca: 'ca.pem' }, silence, silence, silence).end).toBe('timeout answer');
  });
});
