import { emulatedFamilies, type Emulator } from 'rxmodem/emulator';
import type { Desk } from './desk';
import { faultList, type FaultChoice } from './faultPanel';
import { byId } from './part';

type Happening = readonly [words: string, happen: (virtual: Emulator, desk: Desk) => void];

const FROM = '+491701234567';
const SEARCHING = 2;
const HOME = 1;

const HAPPENINGS: readonly Happening[] = [
  ['A message comes', ({ network }) => network.sms({ from: FROM, text: 'Hello from outside' })],
  ['It rings', ({ network }) => void network.call({ from: FROM })],
  ['The network is lost', ({ register }) => register(SEARCHING)],
  ['The network is back', ({ register }) => register(HOME)],
  ['The bearer is lost', ({ loseBearer }) => loseBearer()],
  ['It restarts', ({ restart }) => restart()],
  ['The SIM is gone', ({ become }) => become({ sim: 'absent' })],
  ['The SIM is back', ({ become }) => become({ sim: 'READY' })],
];

/** Makes the panel of the modem: its family, its signal, what happens to it, and its faults. */
export const modemPanel = (desk: Desk): void => {
  const family = byId<HTMLSelectElement>('family');
  const signal = byId<HTMLInputElement>('signal');
  family.append(...emulatedFamilies().map((name) => new Option(name, name)));
  family.value = desk.now().profile.name;
  const renew = (): void => {
    desk.renew(family.value, choice.faults());
    desk.now().virtual?.become({ rssi: Number(signal.value) });
  };
  const choice: FaultChoice = faultList(renew);
  family.addEventListener('change', renew);
  byId('renew').addEventListener('click', renew);
  signal.addEventListener('input', () => desk.now().virtual?.become({ rssi: Number(signal.value) }));
  byId('events').append(
    ...HAPPENINGS.map(([words, happen]) => {
      const button = document.createElement('button');
      button.type = 'button';
      button.textContent = words;
      button.addEventListener('click', () => {
        const { virtual } = desk.now();
        if (virtual) happen(virtual, desk);
      });
      return button;
    }),
  );
  desk.modem.subscribe(({ virtual }) => {
    for (const button of byId('events').querySelectorAll('button')) button.disabled = virtual === undefined;
    signal.disabled = virtual === undefined;
  });
};
