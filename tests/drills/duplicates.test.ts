import { drillDuplicates } from './duplicates.ts';

drillDuplicates({ assignments: 4, commandsEach: 30 });
