/* `rxmodem/mqtt`: modems on an MQTT 5 broker, for many machines. Needs the `mqtt` package. */
export { gateway } from './gateway/gateway';
export type { AllowList } from './gateway/allowList';
export type { GatewayLimits } from './gateway/gatewayLimits';
export type { GatewayNews } from './gateway/gatewayNews';
export type { GatewayModem, GatewayOptions } from './gateway/gatewayOptions';
export { topics } from './topics';
export type { Topics } from './topics';
