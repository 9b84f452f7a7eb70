import type { FamilyFacts } from '../../core/family';
import { standardTests } from '../standard/standardTests';

const MAX_SECONDS = 65_535;
/** Quectel has `+QSCLK` in place of `+CSCLK`. */
const { '+CSCLK': _, ...sharedTests } = standardTests;
const STORES = '("SM","ME","MT")';

/**
 * Answers to `=?` of Quectel's LTE modems, with the ranges that the emulator accepts: EC2x&EG9x&EG2x-G&EM05 AT Commands Manual V2.0,
 * and the manuals of the BG96: HTTP(S), FTP(S), FILE, SSL, TCP/IP V1.0.
 */
export const quectelTests: FamilyFacts['tests'] = {
  ...sharedTests,
  '+QSCLK': ['+QSCLK: (0,1)'],
  // 27.007 and 27.005: what managers of modems read before they set anything.
  '+CFUN': ['+CFUN: (0,1,4),(0,1)'],
  '+CEREG': ['+CEREG: (0-2)'],
  '+COPS': ['+COPS: (2,"CHN-UNICOM","UNICOM","46001",7),,(0-4),(0-2)'],
  '+CGDCONT': ['IP', 'IPV6', 'IPV4V6'].map((type) => `+CGDCONT: (1-15),"${type}",,,(0),(0)`),
  '+CGEREP': ['+CGEREP: (0-2),(0,1)'],
  '+CSCS': ['+CSCS: ("GSM","IRA","UCS2")'],
  '+CPMS': [`+CPMS: ${STORES},${STORES},${STORES}`],
  '+CNMI': ['+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)'],
  '+IPR': ['+IPR: (),(4800,9600,19200,38400,57600,115200,230400,460800,921600)'],
  '+CTZU': ['+CTZU: (0-3)'],
  '+CMUX': ['+CMUX: (0),(0),(1-8),(1-1500),(0),(0),(2-1000)'],
  // Device.
  '+QPOWD': ['+QPOWD: (0,1)'],
  '+QLTS': ['+QLTS: (0-2)'],
  '+QPINC': ['+QPINC: ("SC","P2")'],
  '+QURCCFG': ['+QURCCFG: "urcport",("usbat","usbmodem","uart1","all")'],
  // PDP contexts and sockets.
  '+QICSGP': ['+QICSGP: (1-16),(1-3),<APN>,<username>,<password>,(0-3)'],
  '+QIACT': ['+QIACT: (1-16)'],
  '+QIDEACT': ['+QIDEACT: (1-16)'],
  '+QIOPEN': [
    '+QIOPEN: (1-16),(0-11),"TCP/UDP/TCP LISTENER","<IP_address>/<domain_name>",(0-65535),(0-65535),(0,1)',
  ],
  '+QICLOSE': ['+QICLOSE: (0-11),(0-65535)'],
  '+QISTATE': ['+QISTATE: (0,1)'],
  '+QISEND': ['+QISEND: (0-11),(0-1460)'],
  '+QIRD': ['+QIRD: (0-11),(0-1500)'],
  '+QISDE': ['+QISDE: (0,1)'],
  '+QIDNSGIP': ['+QIDNSGIP: (1-16),<hostname>'],
  '+QPING': ['+QPING: (1-16),<host>,(1-255),(1-10)'],
  '+QNTP': [`+QNTP: (1-16),<server>,(1-${MAX_SECONDS}),(0,1)`],
  '+QSSLOPEN': ['+QSSLOPEN: (1-16),(0-5),(0-11),<serveraddr>,(1-65535)[,(0)]'],
  '+QSSLSEND': ['+QSSLSEND: (0-11)[,(1-1460)]'],
  '+QSSLRECV': ['+QSSLRECV: (0-11),(1-1500)'],
  '+QSSLCLOSE': [`+QSSLCLOSE: (0-11)[,(0-${MAX_SECONDS})]`],
  '+QSSLSTATE': ['+QSSLSTATE: (0-11)'],
  '+QSSLCFG': [
    '+QSSLCFG: "sslversion",(0-5),(0-5)',
    '+QSSLCFG: "ciphersuite",(0-5),(0XFFFF)',
    '+QSSLCFG: "cacert",(0-5),<cacertpath>',
    '+QSSLCFG: "clientcert",(0-5),<clientcertpath>',
    '+QSSLCFG: "clientkey",(0-5),<clientkeypath>',
    '+QSSLCFG: "seclevel",(0-5),(0-2)',
    '+QSSLCFG: "ignorelocaltime",(0-5),(0,1)',
    '+QSSLCFG: "sni",(0-5),(0,1)',
  ],
  // HTTP.
  '+QHTTPCFG': [
    '+QHTTPCFG: "contextid",(1-16)',
    '+QHTTPCFG: "requestheader",(0,1)',
    '+QHTTPCFG: "responseheader",(0,1)',
    '+QHTTPCFG: "sslctxid",(0-5)',
    '+QHTTPCFG: "contenttype",(0-5)',
  ],
  '+QHTTPURL': [`+QHTTPURL: (1-${MAX_SECONDS}),(1-${MAX_SECONDS})`],
  '+QHTTPGET': [`+QHTTPGET: (1-${MAX_SECONDS}),(1-2048),(1-${MAX_SECONDS})`],
  '+QHTTPPOST': [`+QHTTPPOST: (1-1024000),(1-${MAX_SECONDS}),(1-${MAX_SECONDS})`],
  '+QHTTPPOSTFILE': [`+QHTTPPOSTFILE: <file_name>,(1-${MAX_SECONDS})`],
  '+QHTTPREAD': [`+QHTTPREAD: (1-${MAX_SECONDS})`],
  '+QHTTPREADFILE': [`+QHTTPREADFILE: <file_name>,(1-${MAX_SECONDS})`],
  // FTP.
  '+QFTPCFG': [
    '+QFTPCFG: "account",<username>,<password>',
    '+QFTPCFG: "filetype",(0,1)',
    '+QFTPCFG: "transmode",(0,1)',
    '+QFTPCFG: "contextid",(1-16)',
    '+QFTPCFG: "rsptimeout",(20-180)',
    '+QFTPCFG: "ssltype",(0-2)',
    '+QFTPCFG: "sslctxid",(0-5)',
  ],
  '+QFTPOPEN': ['+QFTPOPEN: <hostname>,(1-65535)'],
  '+QFTPCWD': ['+QFTPCWD: <path_name>'],
  '+QFTPSIZE': ['+QFTPSIZE: <file_name>'],
  '+QFTPDEL': ['+QFTPDEL: <file_name>'],
  '+QFTPMKDIR': ['+QFTPMKDIR: <folder_name>'],
  '+QFTPRMDIR': ['+QFTPRMDIR: <folder_name>'],
  // Files.
  '+QFLDS': ['+QFLDS: <name_pattern>'],
  '+QFLST': ['+QFLST: <name_pattern>'],
  '+QFDEL': ['+QFDEL: <filename>'],
  '+QFUPL': [`+QFUPL: <filename>[,(1-2147483647)[,(1-${MAX_SECONDS})[,(0,1)]]]`],
  '+QFOPEN': ['+QFOPEN: <filename>[,(0-2)]'],
  '+QFREAD': ['+QFREAD: <filehandle>[,<length>]'],
  '+QFWRITE': ['+QFWRITE: <filehandle>[,<length>[,<timeout>]]'],
  '+QFSEEK': ['+QFSEEK: <filehandle>,<offset>[,(0-2)]'],
  '+QFPOSITION': ['+QFPOSITION: <filehandle>'],
  '+QFCLOSE': ['+QFCLOSE: <filehandle>'],
  // MQTT: client 0 alone.
  '+QMTCFG': [
    '+QMTCFG: "version",(0-5),(3,4)',
    '+QMTCFG: "pdpcid",(0-5),(1-16)',
    '+QMTCFG: "ssl",(0-5),(0,1),(0-5)',
    '+QMTCFG: "keepalive",(0-5),(0-3600)',
    '+QMTCFG: "session",(0-5),(0,1)',
  ],
  '+QMTOPEN': ['+QMTOPEN: (0-5),<host_name>,(1-65535)'],
  '+QMTCLOSE': ['+QMTCLOSE: (0-5)'],
  '+QMTCONN': ['+QMTCONN: (0-5),<clientID>,<username>,<password>'],
  '+QMTDISC': ['+QMTDISC: (0-5)'],
  '+QMTSUB': ['+QMTSUB: (0-5),(1-65535),<topic>,(0-2)'],
  '+QMTPUB': ['+QMTPUB: (0-5),(0-65535),(0-2),(0,1),<topic>'],
  // Satellites.
  '+QGPS': ['+QGPS: (1-4),(1-255),(1-1000),(0-1000),(1-65535)'],
  '+QGPSLOC': ['+QGPSLOC: (0-2)'],
};
