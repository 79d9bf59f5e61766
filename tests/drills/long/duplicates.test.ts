import { drillDuplicates } from '../duplicates.ts';

drillDuplicates({ assignments: 20, commandsEach: 500 });
