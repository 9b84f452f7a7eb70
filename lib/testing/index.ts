/* `rxmodem/testing`: conversations as text, for specs of one's own */
export { conversation } from './conversation';
export type { Conversation, Turn } from './conversation';
export { escapedText } from './escapedText';
export { listen } from './listen';
export { scripted } from './scripted';
export { trafficOf } from './trafficOf';
export type { Manner } from './trafficOf';
