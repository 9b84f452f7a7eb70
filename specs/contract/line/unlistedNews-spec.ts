import { a7600, quectel, sim7600, sim800, ussd } from '../../../lib';
import { line, OK } from '../../modem/scripted';
import { played } from './played';

// Law L2: what no table has in news of the modem costs neither the news nor time.

describe.each([sim800, a7600, sim7600, quectel])('USSD of a $title', (profile) => {
  it.each(['WORD', '"GSM"', '-1', '0x0F', '97', '', '?,3', 'GSM 7 bit'])(
    'is answered at once where the coding is %j',
    (coding) => {
      const got = played(
        profile,
        (text) =>
          text.startsWith('AT+CUSD=1') ? OK + line(`+CUSD: 0,"Balance: "5.00", paid",${coding}`) : undefined,
        (modem) => ussd.ask(modem, '*100#'),
      );

      expect(got.values).toEqual([{ text: 'Balance: "5.00", paid', state: 'done' }]);
      expect(got.endedAt).toBeLessThan(5_000);
    },
  );
});

describe.each([sim800, a7600, sim7600, quectel])('a USSD text of a $title whose end was lost', (profile) => {
  it.each(['Size 5", big\r\nor small', '1 Balance\r\n2 Exit'])(
    'is given whole after a silence: %j',
    (text) => {
      const got = played(
        profile,
        (said) => (said.startsWith('AT+CUSD=1') ? OK + line(`+CUSD: 0,"${text}`) : undefined),
        (modem) => ussd.ask(modem, '*100#'),
      );

      expect(got.values).toEqual([{ text, state: 'done' }]);
      expect(got.endedAt).toBeLessThan(10_000);
    },
  );
});
