import { ignoreElements, type Observable, tap } from 'rxjs';
import type { Metrics } from 'rxmodem/metrics';
import { tcpAddress } from '../options/tcpAddress';
import { note } from '../output/note';
import { metricsPart } from './optionalPart';

/** Metrics, and their server. */
export interface ServedMetrics {
  readonly metrics: Metrics;
  /** Serves them while it is subscribed to, and says on stderr where: with port 0, nobody knows it before. */
  readonly served: Observable<never>;
}

/** Makes the metrics that `--metrics HOST:PORT` asks for. Fails with `usage`, and with `port` where it can't listen. */
export const servedMetrics = (place: string): ServedMetrics => {
  const { metrics: made, serveMetrics } = metricsPart();
  const metrics = made();
  const served = serveMetrics({ metrics, ...tcpAddress(place, '--metrics') }).pipe(
    tap((url) => note(`metrics are at ${url}`)),
    ignoreElements(),
  );
  return { metrics, served };
};
