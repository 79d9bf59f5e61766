import { testLivesOnServers } from './lives-on-servers.ts';

testLivesOnServers(12);
