/** The code pages of .xls files from before 1997. SheetJS, loaded as a module, knows none and reads such text as Latin-1. */

import { set_cptable } from 'xlsx';
import * as codePages from 'xlsx/dist/cpexcel.full.mjs';

set_cptable(codePages);
