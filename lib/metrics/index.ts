/* `rxmodem/metrics`: what modems and gateways do, in Prometheus's format. Needs the `prom-client` package. */
export { metrics } from './metrics';
export type { Metrics } from './metrics';
export { serveMetrics } from './serveMetrics';
export type { ServeMetricsOptions } from './serveMetrics';
