/* `rxmodem/testing`: conversations as text, for specs of one's own */
export { conversation } from '../wire/conversation';
export type { Conversation, Turn } from '../wire/conversation';
export { escapedText } from '../wire/escapedText';
export { listen } from './listen';
export { scripted } from './scripted';
export { trafficOf } from './trafficOf';
export type { Manner } from './trafficOf';
