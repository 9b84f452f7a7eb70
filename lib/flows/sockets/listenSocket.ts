import { catchError, concat, defer, map, merge, NEVER, type Observable, of } from 'rxjs';
import { checkOptions, checkValue, is } from '../../grammar/checkOptions';
import type { ApnSettings } from '../../dialects/bearerDialect';
import { ModemError } from '../../grammar/errors/modemError';
import type { Modem } from '../../modem/modem';
import { bracket } from '../../../operators/bracket';
import { checkedAccess } from '../transfer/checkedAccess';
import { namingModel } from '../transfer/namingModel';
import { listeningClients } from './listeningClients';
import { lostStack, onStack } from './onStack';
import { socketsOf, STACK_CHECKS } from './socketOptions';
import type { SocketTransport } from './socketPort';

/** A port that the modem listens on. */
export interface ListenOptions {
  readonly port: number;
  /** APN, user and password of the stack or context, used when it is opened. Default: the modem's own. */
  readonly access?: ApnSettings | undefined;
}

/**
 * Listens on a port of the modem when subscribed to; emits each client as a transport: subscribing to it takes the client,
 * unsubscribing closes the connection. Clients that nobody has taken are closed when the listening ends.
 */
export const listenSocket = (modem: Modem, options: ListenOptions): Observable<SocketTransport> =>
  defer(() => {
    const { access = {} } = checkOptions(options, { ...STACK_CHECKS, port: is.port });
    const port = checkValue(options.port, is.port, 'port');
    const { listen, linksFor } = socketsOf(modem.profile);
    if (!listen)
      throw new ModemError({
        kind: 'unsupported',
        family: modem.profile.title,
        feature: 'listening sockets',
      });
    const dialect = linksFor({ protocol: 'tcp', tls: undefined });
    return modem.exclusive('listening socket', (channel) =>
      onStack({ modem, channel, dialect, access: checkedAccess(access) }, (lost, reopening) =>
        bracket(
          defer(() => of(listeningClients({ modem, channel, dialect, port }))),
          ({ transportOf }) =>
            // It listens until it is left.
            merge(
              reopening(listen.clients(channel, port)),
              lostStack({ channel, dialect }),
              lost,
              NEVER,
            ).pipe(map(transportOf)),
          ({ closeUntaken }) => concat(listen.stop(channel, port), closeUntaken),
        ),
      ),
    );
  }).pipe(catchError((error: unknown) => namingModel(modem, error)));
