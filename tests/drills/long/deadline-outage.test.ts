import { drillDeadlineOutage } from '../deadline-outage.ts';

drillDeadlineOutage({ assignments: 200, outages: 8 });
