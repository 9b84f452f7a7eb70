import type { FamilyFacts } from '../../core/family';
import { standardTests } from '../standard/standardTests';

/** Answers to `=?` of a SIM800 (SIM800 AT manual V1.09 pages 69, 80–81, 100, 124–126, 171, 249–265). */
export const sim800Tests: FamilyFacts['tests'] = {
  ...standardTests,
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
};
