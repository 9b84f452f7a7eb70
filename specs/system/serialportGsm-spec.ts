import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { Subject } from 'rxjs';
import { Modem } from 'serialport-gsm';
import type { FamilyName } from '../../lib/emulator';
import { servedModem } from './servedModem';

// A client that nobody here wrote: `serialport-gsm` of npm.

const over = new Subject<void>();
afterAll(() => over.next());

const OPTIONS = {
  baudRate: 115_200,
  enableConcatenation: true,
  incomingCallIndication: true,
  incomingSMSIndication: true,
  cnmiCommand: 'AT+CNMI=2,1,0,2,1',
} as const;

const families: readonly (readonly [FamilyName, imei: string, cnmi: string])[] = [
  ['sim800', '867564050638581', 'AT+CNMI=2,1,0,1,1'],
  ['a7600', '861234050012345', 'AT+CNMI=2,1,0,2,1'],
];

it.each(families)(
  'serialport-gsm uses a %s: signal, serial number, messages, calls',
  async (family, imei, cnmi) => {
    const { modem: served, path, heard } = await servedModem({ family }, over);
    const sent: object[] = [];
    served.network.sent.subscribe(({ to, text }) => sent.push({ to, text }));
    const client = Modem();
    await client.open(path, { ...OPTIONS, cnmiCommand: cnmi });

    expect(await client.initializeModem()).toMatchObject({ status: 'success' });
    expect(await client.setModemMode('PDU')).toMatchObject({ data: 'PDU_Mode' });
    expect(await client.getModemSerial()).toMatchObject({ data: { modemSerial: imei } });
    expect(await client.getNetworkSignal()).toMatchObject({ data: { signalQuality: '20' } });
    expect(await client.getOwnNumber()).toMatchObject({ data: { number: '+8613900000000' } });
    expect(await client.executeCommand('AT+COPS?')).toMatchObject({
      data: { result: expect.stringContaining('"CHINA MOBILE"') as string },
    });

    const came = once(client, 'onNewMessage') as Promise<[readonly { index: number }[]]>;
    served.network.sms({ from: '+491701234567', text: 'a message @ last' });
    const [[message]] = await came;

    expect(message).toMatchObject({ sender: '491701234567', message: 'a message @ last', index: 1 });
    expect(await client.checkSimMemory()).toMatchObject({ data: { used: 1, total: 50 } });
    expect(await client.sendSMS('491709876543', 'hello there', false)).toMatchObject({ status: 'success' });
    expect(await client.getSimInbox()).toMatchObject({ data: [{ message: 'a message @ last' }] });
    expect(await client.deleteMessage(message as object)).toMatchObject({ status: 'success' });
    expect(await client.getSimInbox()).toMatchObject({ data: [] });

    const rang = once(client, 'onNewIncomingCall');
    served.say('RING');
    served.say('+CLIP: "+491701234567",145,"",0,"",0');
    expect(await rang).toMatchObject([{ data: { number: '+491701234567', numberingScheme: '145' } }]);
    expect(await client.hangupCall()).toMatchObject({ status: 'success' });

    await client.close();
    await pause(100);
    expect(sent).toEqual([{ to: '+491709876543', text: 'hello there' }]);
    expect(heard).toContain(cnmi);
  },
);
