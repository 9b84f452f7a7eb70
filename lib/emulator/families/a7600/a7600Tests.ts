import type { FamilyFacts } from '../../core/family';
import { standardTests } from '../standard/standardTests';
import { a7600FtpTests } from './ftp/a7600FtpTests';
import { a7600SocketTests } from './sockets/a7600SocketTests';

/** Answers to `=?` of an A76XX (A76XX AT manual V1.09 pages 64, 67–70, 86–87, 101, 113, 141, 220, 228–232, 287–309, 354–368, 422–430). */
export const a7600Tests: FamilyFacts['tests'] = {
  ...standardTests,
  '+IPR': [
    '+IPR: (0,300,600,1200,2400,4800,9600,19200,38400,57600,115200,230400,460800,921600,3000000,3200000,3686400)',
  ],
  '+IPREX': [
    '+IPREX: (0,300,600,1200,2400,4800,9600,19200,38400,57600,115200,230400,460800,921600,3000000,3200000,3686400)',
  ],
  '+CTZU': ['+CTZU: (0,1)'],
  '+CTZR': ['+CTZR: (0,1)'],
  '+CATR': ['+CATR: (0-4)'],
  '+CMUX': ['+CMUX: (0),(0),(1-8),(1-1500),(0),(0),(2-1000)'],
  '+CNMP': ['+CNMP: (2,9,10,13,14,19,22,38,39,48,51,54,59,60,63,67)'],
  '+CPSI': ['+CPSI: (0-255)'],
  '+CSSLCFG': [
    '+CSSLCFG: "sslversion",(0-9),(0-4)',
    '+CSSLCFG: "authmode",(0-9),(0-3)',
    '+CSSLCFG: "ignorelocaltime",(0-9),(0,1)',
    '+CSSLCFG: "negotiatetime",(0-9),(10-300)',
    '+CSSLCFG: "cacert",(0-9),(5-108)',
    '+CSSLCFG: "clientcert",(0-9),(5-108)',
    '+CSSLCFG: "clientkey",(0-9),(5-108)',
    '+CSSLCFG: "password",(0-9),(5-108)',
    '+CSSLCFG: "enableSNI",(0-9),(0,1)',
  ],
  '+CFTRANTX': ['+CFTRANTX: [{non-ascii}]"FILEPATH"'],
  '+HTTPREADFILE': ['+HTTPREADFILE: <filename>[,(1-2)]'],
  ...a7600FtpTests,
  ...a7600SocketTests,
  '+CEREG': ['+CEREG: (0-2)'],
  '+CNSMOD': ['+CNSMOD: (0,1)'],
  '+AUTOCSQ': ['+AUTOCSQ: (0,1),(0,1)'],
  '+CGEREP': ['+CGEREP: (0-2),(0,1)'],
  '+CGDCONT': ['IP', 'IPV6', 'IPV4V6'].map((type) => `+CGDCONT: (1-15),"${type}",,,(0),(0)`),
  '+CFUN': ['+CFUN: (0-1,4-8),(0-1)'],
  '+COPS': ['+COPS: (2,"CHINA MOBILE","CMCC","46000",7),,(0-4),(0-2)'],
  '+CSCS': ['+CSCS: ("IRA","UCS2","GSM")'],
  '+CPMS': ['+CPMS: ("ME","SM"),("ME","SM"),("ME","SM")'],
  '+CNMI': ['+CNMI: (0-2),(0-3),(0,2),(0-2),(0,1)'],
  '+FSLS': ['+FSLS: (0-2)'],
  '+FSOPEN': ['+FSOPEN: <filename>[,(0-2)]'],
  '+CFTRANRX': ['+CFTRANRX: [{non-ascii}]"FILEPATH"'],
  '+CCERTDOWN': ['+CCERTDOWN: (5-108),(1-10240)'],
  '+CCERTMOVE': ['+CCERTMOVE: "FILENAME"'],
  '+HTTPPOSTFILE': ['+HTTPPOSTFILE: <filename>[,(1-2)[,(0-4)[,(0-1)]]]'],
  '+HTTPACTION': ['+HTTPACTION: (0-4)'],
};
