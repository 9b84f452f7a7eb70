/* `rxmodem/emulator`: a virtual modem for specs, demos and desks without hardware. */
export { emulator, type Emulator, type EmulatorOptions, type EmulatorView } from './emulator';
export type { EmulatorPorts } from './portsOf';
export type { FamilyName } from './families/families';
/* A family of your own */
export { emulatedFamilies, emulatedFamily, registerEmulatedFamily } from './families/registerEmulatedFamily';
export { makeFamily, type Family } from './core/makeFamily';
export type { FamilyFacts } from './core/family';
export { handle, type Handler, type HandlerContext } from './core/handler';
export { ok, refused, type Refusal, type Reply } from './core/reply';
export { answerLine, payload, prompt, spokenLine, type Utterance } from './core/utterance';
export { standardFacts } from './families/standard/standardFacts';
export { standardHandlers } from './families/standard/standardHandlers';
export type { Fault, FaultName, FaultNamed } from './faults/catalogue';
export { faultList, type FaultEntry } from './faults/faultList';
export { faults, type Faults } from './faults/faults';
export { impostors } from './impostors';
export { readFault } from './faults/readFault';
export { writeFault } from './faults/readFault';
export type { FileStore } from './core/fileStore';
export { FtpFailure } from './origins/ftpOrigin';
export type { FtpFailureKind, FtpLogin, FtpOrigin, FtpSession } from './origins/ftpOrigin';
export { DEFAULT_SETTINGS, type Environment, type EmulatorSettings } from './core/emulatorSettings';
export type { EmulatorNetwork, IncomingSms } from './network/emulatorNetwork';
export { mobileNetwork, type MobileNetwork, type MobileNetworkOptions } from './network/mobileNetwork';
export type { SentSms, SmsOutcome } from './network/smsOutcome';
export type { Reception, Subscriber } from './network/subscriber';
export type { Origin, OriginRequest, OriginResponse } from './origins/origin';
export { OriginFailure, type OriginFailureKind } from './origins/origin';
export type { DataCall } from './core/dataCall';
export type { ModemState } from './core/state';
export { random } from './faults/random';
export { simulatedFtp, type FtpSite, type SimulatedFtp } from './origins/simulatedFtp';
export { simulatedBroker } from './origins/simulatedBroker';
export type { SimulatedBroker, SimulatedBrokerOptions } from './origins/simulatedBroker';
export { BrokerFailure } from './origins/mqttOrigin';
export type {
  BrokerClient,
  BrokerMessage,
  BrokerServer,
  BrokerSession,
  MqttOrigin,
} from './origins/mqttOrigin';
export { simulatedWeb, type Page, type Site } from './origins/simulatedWeb';
export type {
  Datagram,
  DatagramPort,
  Echo,
  SocketAddress,
  SocketClient,
  SocketOrigin,
  SocketStream,
  SocketTarget,
  SocketTls,
} from './origins/socketOrigin';
export { SocketFailure, type SocketFailureKind } from './origins/socketOrigin';
export {
  simulatedNet,
  type SimulatedHost,
  type SimulatedNet,
  type TcpServer,
  type TcpSite,
  type UdpServer,
} from './origins/simulatedNet';
export type { UrcPlace } from './faults/kinds';
export type { UssdMenu, UssdNode, UssdService } from './network/ussdService';
export type { Callee, Callees } from './network/callee';
export type { CallRelease, CallSignal } from './network/callLink';
export type { HostCall, IncomingNetworkCall } from './network/hostCall';
