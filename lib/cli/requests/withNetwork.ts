import { concat, defer, type Observable } from 'rxjs';
import type { Modem } from 'rxmodem';
import { ready } from '../modem/ready';
import { withModem } from '../modem/withModem';
import type { NetworkOptions } from '../options/networkOptions';

/** Opens the modem, waits for SIM and network, and does some work. */
export const withNetwork = <T>(
  options: NetworkOptions,
  work: (modem: Modem) => Observable<T>,
): Observable<T> =>
  withModem(options, (modem) =>
    concat(
      ready(modem, options.readyTimeout * 1_000),
      defer(() => work(modem)),
    ),
  );
