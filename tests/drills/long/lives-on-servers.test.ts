import { testLivesOnServers } from '../../workflows/lives-on-servers.ts';

testLivesOnServers(300);
