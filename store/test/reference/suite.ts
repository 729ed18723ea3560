/** The statements and what they have to answer; the expected rows come from the reference or stand there in full. */
import { fuzzies } from './suite/fuzzy.ts';
import { lookups } from './suite/lookup.ts';
import { searches } from './suite/search.ts';
import { sqlForms } from './suite/sql-forms.ts';
import { sqlRows } from './suite/sql-rows.ts';
import { traversals } from './suite/traverse.ts';

export type { Case } from './suite/case.ts';

export const suite = [...lookups, ...fuzzies, ...searches, ...traversals, ...sqlRows, ...sqlForms];
