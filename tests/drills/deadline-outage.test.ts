import { drillDeadlineOutage } from './deadline-outage.ts';

drillDeadlineOutage({ assignments: 12, outages: 3 });
