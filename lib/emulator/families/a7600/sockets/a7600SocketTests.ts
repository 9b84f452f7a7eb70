/** Answers to `=?` of the sockets: A76XX AT manual V1.09 pages 316–352 and 431–447. */
export const a7600SocketTests: Readonly<Record<string, readonly string[]>> = {
  '+CIPOPEN': ['+CIPOPEN: (0-9),("TCP","UDP")'],
  '+CIPSEND': ['+CIPSEND: (0-9),(1-1500)'],
  '+CIPRXGET': ['+CIPRXGET: (0-4),(0-9),(1-1500)'],
  '+CIPCLOSE': ['+CIPCLOSE: (0-9)'],
  '+CIPTIMEOUT': ['+CIPTIMEOUT: (3000-120000),(3000-120000),(3000-120000)'],
  '+CIPMODE': ['+CIPMODE: (0-1)'],
  '+CIPSENDMODE': ['+CIPSENDMODE: (0-1)'],
  '+CIPHEAD': ['+CIPHEAD: (0-1)'],
  '+CIPSRIP': ['+CIPSRIP: (0-1)'],
  '+SERVERSTART': ['+SERVERSTART: (1-65535),(0-3),(1-3)'],
  '+SERVERSTOP': ['+SERVERSTOP: (0-3)'],
  '+CCHSET': ['+CCHSET: (0,1),(0,1)'],
  '+CCHSSLCFG': ['+CCHSSLCFG: (0,1),(0-9)'],
  '+CCHOPEN': ['+CCHOPEN: (0,1),"ADDRESS",(1-65535)[,(1-2)[,(1-65535)]]'],
  '+CCHSEND': ['+CCHSEND: (0,1),(1-2048)'],
  '+CCHCLOSE': ['+CCHCLOSE: (0,1)'],
};
