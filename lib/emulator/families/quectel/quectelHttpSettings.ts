import * as http from '../../../families/quectel/http/quectelHttpCommands';
import * as tls from '../../../families/quectel/http/quectelTlsCommands';
import type { CommandFactory } from '../../../grammar/command';
import type { Codec } from '../../../grammar/codecs/codec';
import { handle, type Handler } from '../../core/handler';
import { ok } from '../../core/reply';
import { quectelService } from './quectelService';

type Setting<T> = CommandFactory<{ readonly value: Codec<T> }, Record<never, never>>;

/** A key of QHTTPCFG: kept as it is written. */
const httpSetting = <T>(definition: Setting<T>, key: string): Handler =>
  handle(definition, ({ value }, modem) => {
    quectelService(modem).httpSettings.set(key, definition.takes.value.write(value, key));
    return ok();
  });

/** A key of QSSLCFG, in the context that it names. */
const tlsSetting = <T>(
  definition: CommandFactory<
    { readonly context: Codec<number>; readonly value: Codec<T> },
    Record<never, never>
  >,
  key: string,
): Handler =>
  handle(definition, ({ context, value }, { state }) => {
    const values = state.tlsContexts.get(context) ?? new Map<string, string>();
    const text = definition.takes.value.write(value, key).replace(/^"(.*)"$/, '$1');
    state.tlsContexts.set(context, values.set(key, text));
    return ok();
  });

/** The settings of HTTP and TLS that are kept: BG96 HTTP(S) manual V1.0, QHTTPCFG; BG96 SSL manual, QSSLCFG. */
export const quectelHttpSettings: readonly Handler[] = [
  httpSetting(http.quectelHttpContext, 'contextid'),
  httpSetting(http.quectelHttpRequestHeader, 'requestheader'),
  httpSetting(http.quectelHttpResponseHeader, 'responseheader'),
  httpSetting(http.quectelHttpTlsContext, 'sslctxid'),
  httpSetting(http.quectelHttpContentType, 'contenttype'),
  tlsSetting(tls.quectelTlsVersion, 'sslversion'),
  tlsSetting(tls.quectelTlsCiphers, 'ciphersuite'),
  tlsSetting(tls.quectelTlsLevel, 'seclevel'),
  tlsSetting(tls.quectelTlsAuthority, 'cacert'),
  tlsSetting(tls.quectelTlsClientCertificate, 'clientcert'),
  tlsSetting(tls.quectelTlsClientKey, 'clientkey'),
  tlsSetting(tls.quectelTlsIgnoreTime, 'ignorelocaltime'),
  tlsSetting(tls.quectelTlsSni, 'sni'),
];
