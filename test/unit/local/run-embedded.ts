/** The embedded run with handlers of a test, in a process that the test kills. Prints where it is. */
import { startEmbedded } from '../../../local/start.ts';
import { echoHandlers } from './echo-handlers.ts';

const [, , dataDir = ''] = process.argv;
const { origin, issuer, objectsOrigin, tableEnginePid } = await startEmbedded({
  dataDir,
  quiet: true,
  handlers: async () => echoHandlers(),
});
const { TABLE_NAME, TABLE_ENDPOINT, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY } = process.env;
console.log(
  JSON.stringify({
    origin,
    issuer,
    objectsOrigin,
    tableEnginePid,
    environment: { TABLE_NAME, TABLE_ENDPOINT, AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY },
  }),
);
