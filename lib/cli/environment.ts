/** The environment variables that the command heeds. */
export const ENVIRONMENT: readonly (readonly [name: string, does: string])[] = [
  ['RXMODEM_FTP_PASSWORD', 'the password for an FTP URL that names a user and no password'],
  ['RXMODEM_APN_PASSWORD', 'the password at the access point, where --apn-password gives none'],
  ['RXMODEM_MQTT_PASSWORD', 'the password at the broker, where --broker-password gives none'],
  ['NO_COLOR', 'if set and not empty, no colours'],
  ['FORCE_COLOR', 'colours even where the output is no terminal; 0: none. JSON never has any'],
];
