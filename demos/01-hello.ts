/** Hello: asks the modem for its model, its network and its signal. */
import { forkJoin, switchMap, take } from 'rxjs';
import { commands, openModem, type Modem } from 'rxmodem';
import { desk } from './desk';

/** Commands are declared with their arguments and answers: what comes back is typed. */
const introduced = (modem: Modem) =>
  forkJoin({
    model: modem.send(commands.model()),
    operator: modem.send(commands.operator()),
    signal: modem.send(commands.signal()),
  });

desk()
  .where.pipe(
    switchMap(({ transport, profile }) => openModem(transport, profile)), // opens the port and brings the modem up
    take(1),
    switchMap(introduced),
  )
  .subscribe(({ model, operator, signal }) => {
    console.log(`I am    ${model.value.text}`);
    console.log(`in      ${operator.value.name ?? 'no network'}`);
    console.log(`signal  ${signal.value.rssi} of 31`); // 99: unknown
  });
