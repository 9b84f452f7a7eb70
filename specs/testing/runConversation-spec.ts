import { map } from 'rxjs';
import { a7600, commands, ModemError, ofUrc, sim800 } from 'rxmodem';
import { coldTraffic, hotTraffic, runConversation, runModem, scripted, spell } from 'rxmodem/testing';
import { tokenize } from '../../operators/tokenize';
import { marbles } from '../helpers/marbles';

const ASKED = `
       > AT+CSQ
  20ms < +CREG: 1
   5ms < +CSQ: 20,0
       < OK`;

const reasonOf = (act: () => void): unknown => {
  try {
    act();
  } catch (error) {
    return error instanceof ModemError ? error.reason : error;
  }
  return 'nothing';
};

describe('runConversation', () => {
  it('begins the time of the test behind the bring-up, for any family', () => {
    for (const profile of [sim800, a7600])
      runConversation(
        ASKED,
        (modem, expectObservable) => {
          expect(modem.profile).toBe(profile);
          const rssi = modem.send(commands.signal()).pipe(map(({ value }) => value.rssi));
          expectObservable(rssi).toBe('25ms (r|)', { r: 20 });
          expectObservable(modem.urcs.pipe(ofUrc(commands.circuitRegistrationChanged)), '^ 30ms !').toBe(
            '20ms c',
            {
              c: { status: 1 },
            },
          );
        },
        { profile },
      );
  });

  it('compares as it is told', () => {
    const compared: unknown[] = [];
    runConversation(
      '5ms < RING',
      ({ urcs }, expectObservable) => expectObservable(urcs, '^ 9ms !').toBe('5ms r'),
      {
        assertDeepEqual: (...both) => compared.push(...both),
      },
    );

    expect(compared).toEqual([
      [expect.objectContaining({ frame: 5 })],
      [expect.objectContaining({ frame: 5 })],
    ]);
  });

  it('fails where what is expected is not what comes', () => {
    expect(() =>
      runConversation('5ms < RING', ({ urcs }, expectObservable) =>
        expectObservable(urcs, '^ 9ms !').toBe('4ms r'),
      ),
    ).toThrow();
  });

  it('fails where the host says something else, or not all of it', () => {
    const asked = (script: string): unknown =>
      reasonOf(() =>
        runConversation(script, (modem, expectObservable) => {
          expectObservable(modem.send(commands.signal())).toBe('whatever');
        }),
      );

    expect(asked('> AT+CGMM')).toMatchObject({
      kind: 'off-script',
      line: 1,
      expected: '> AT+CGMM',
      came: '> AT+CSQ',
    });
    expect(asked(`${ASKED}\n> AT+CGMM`)).toMatchObject({ kind: 'off-script', line: 6, came: 'silence' });
    expect(reasonOf(() => runConversation('> AT', () => undefined))).toMatchObject({ kind: 'off-script' });
  });

  it('fails as connect does where the modem can’t be brought up', () => {
    expect(reasonOf(() => runModem(scripted('> AT\n< OK\n> ATX'), () => undefined))).toMatchObject({
      kind: 'off-script',
      expected: '> ATX',
      came: '> ATE0',
    });
  });
});

describe('coldTraffic and hotTraffic', () => {
  const words = (token: Parameters<typeof spell>[0][number]): string | undefined => spell([token])[0];
  const heard = { c: 'urc +CREG: 1', i: 'info +CSQ: 20,0', f: 'final OK' };

  it(
    'are a conversation in its own time',
    marbles(({ expectObservable }) => {
      const known = sim800.vocabulary;
      const tokens = coldTraffic(ASKED, known).pipe(tokenize(known), map(words));
      expectObservable(tokens).toBe('20ms c 4ms (if|)', heard);
      expectObservable(tokens, '10ms ^').toBe('30ms c 4ms (if|)', heard);

      const hot = hotTraffic(ASKED, known).pipe(tokenize(known), map(words));
      expectObservable(hot).toBe('20ms c 4ms (if|)', heard);
    }),
  );
});
