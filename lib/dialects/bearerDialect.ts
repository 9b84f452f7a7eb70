import type { Observable } from 'rxjs';
import type { CommandChannel } from '../../operators/commandChannel';

/** How a family gets what services ride on: a bearer, or a PDP context. */
export interface BearerDialect {
  /**
   * Opens it unless it is open already; completes when it is. `isInUse` says that other work rides on it: what cannot be asked is
   * taken for open then, since opening it anew would end that work.
   */
  readonly open: (channel: CommandChannel, access: ApnSettings, isInUse?: boolean) => Observable<never>;
  /**
   * True where an opening that has begun is finished when its reader leaves: its result comes later, and the next opening would be
   * refused before. Default: it is broken off behind the command in flight.
   */
  readonly finishesOpening?: boolean;
  /** Closes it; one that is closed already, or can't be closed by hand, is no failure. */
  readonly close: (channel: CommandChannel) => Observable<never>;
  /**
   * Whether one that looks open and is dead can be closed and opened again by hand. Missing: it can't, or each session of a
   * service does so by itself.
   */
  readonly canReopen?: (access: ApnSettings) => boolean;
  /** Emits the line that reports that the network closed it. */
  readonly lost: (channel: CommandChannel) => Observable<string>;
}

/** What a service rides on. */
export interface ApnSettings {
  /** Access point name; the modem's own where missing. */
  readonly apn?: string | undefined;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
}
