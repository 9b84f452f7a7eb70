/* `rxmodem/mqtt`: modems on an MQTT 5 broker, for many machines. Needs the `mqtt` package. */

/* Where the modems are */
export { gateway } from './gateway/gateway';
export type { AllowList } from './gateway/jobs/gatewayLimits';
export type { GatewayLimits } from './gateway/jobs/gatewayLimits';
export type { GatewayNews } from './gateway/jobs/gatewayNews';
export type { GatewayModem, GatewayOptions } from './gateway/gatewayOptions';

/* Where they are used */
export { remote } from './remote/remote';
export type { Remote, RemoteAnswer } from './remote/remote';
export type { LeftJob } from './remote/remoteContext';
export type { RemoteOptions } from './remote/remoteOptions';
export type { RemoteSms, RemoteUssdOptions } from './remote/smsRequest';
export type { RemoteTarget } from './remote/remoteTarget';
export { watch } from './watch';
export type { FleetNews } from './watch';
export type { MqttClient } from './link/mqttClient';

/* What goes over the broker */
export { schemas } from './schemas';
export { topics } from './link/topics';
export type { Topics } from './link/topics';
export type { Credit } from './schema/credit';
export type { FtpJob } from './schema/ftpJob';
export type { HttpJob } from './schema/httpJob';
export type { Job } from './schema/job';
export type { JobEvent } from './schema/jobEvent';
export type { JobRecord } from './schema/jobRecord';
export type { ModemState } from './schema/modemState';
export type { Presence } from './schema/presence';
export type { SendJob } from './schema/sendJob';
export type { SmsJob } from './schema/smsJob';
export type { SmsMessage } from './schema/smsMessage';
export type { UrcMessage } from './schema/urcMessage';
export type { UssdJob } from './schema/ussdJob';
