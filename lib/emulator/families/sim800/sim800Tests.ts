import type { FamilyFacts } from '../../core/family';
import { sim800SocketTests } from './sockets/sim800SocketTests';
import { standardTests } from '../standard/standardTests';

/** Answers to `=?` of a SIM800 (SIM800 AT manual V1.09 pages 69, 80–81, 100, 124–126, 171, 249–265). */
export const sim800Tests: FamilyFacts['tests'] = {
  ...standardTests,
  ...sim800SocketTests,
  '+IPR': ['+IPR: (),(0,1200,2400,4800,9600,19200,38400,57600,115200,230400,460800)'],
  '+CMUX': ['+CMUX: (0)'],
  '+CBC': ['+CBC: (0-2),(1-100),(voltage)'],
  '+CLTS': ['+CLTS: "yy/MM/dd,hh:mm:ss+/-zz"'],
  '+CGEREP': ['+CGEREP: (0,1)'],
  '+CGDCONT': ['+CGDCONT: (1-3),"IP",,,(0),(0)'],
  '+EXUNSOL': ['+EXUNSOL: ("SQ")'],
  '+CSAS': ['+CSAS: (0-3)'],
  '+CRES': ['+CRES: (0-3)'],
  '+CMGHEX': ['+CMGHEX: (0,1)'],
  '+SSLOPT': ['+SSLOPT: (0,1),(0,1)'],
  '+FTPSSL': ['+FTPSSL: (0-2)'],
  '+HTTPDATA': ['+HTTPDATA: (0-319488),(1000-120000)'],
  '+HTTPREAD': ['+HTTPREAD: (0-319488),(1-319488)'],
  '+CFUN': ['+CFUN: (0,1,4),(0,1)'],
  '+COPS': ['+COPS: (2,"CHINA MOBILE","CMCC","46000"),,(0-4),(0-2)'],
  '+CSCS': ['+CSCS: ("IRA","GSM","UCS2","HEX","PCCP","PCDN","8859-1")'],
  '+CPMS': [
    '+CPMS: ("SM","ME","SM_P","ME_P","MT"),("SM","ME","SM_P","ME_P","MT"),("SM","ME","SM_P","ME_P","MT")',
  ],
  '+CNMI': ['+CNMI: (0-3),(0-3),(0,2),(0,1),(0,1)'],
  '+SAPBR': ['+SAPBR: (0-4),(1-3), "ConParamTag","ConParamValue"'],
  '+HTTPPARA': ['+HTTPPARA: "HTTPParamTag","HTTPParmValue"'],
  '+HTTPACTION': ['+HTTPACTION: (0-2)'],
  '+HTTPSSL': ['+HTTPSSL: (0-1)'],
  '+CIURC': ['+CIURC: (0,1)'],
  '+DDET': ['+DDET: (0,1),(0-10000),(0,1),(0,1)'],
  '+MORING': ['+MORING: (0,1)'],
  '+CNTPCID': ['+CNTPCID: (1-3)'],
  '+CGNSPWR': ['+CGNSPWR: (0,1)'],
};
