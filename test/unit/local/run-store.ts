/** The object store in a process that a test kills. Prints its port, then the key of each event. */
import { startObjectStore } from '../../../local/object-store/server.ts';

const [, , root = '', credentials = '', hear = ''] = process.argv;
const store = await startObjectStore({
  root,
  host: '127.0.0.1',
  port: 0,
  buckets: ['uploads', 'other'],
  credentials: JSON.parse(credentials),
  tell: {
    bucket: 'uploads',
    async handler(version) {
      if (hear !== 'hear') throw new Error('not now');
      console.log(JSON.stringify({ key: version.key, versionId: version.versionId }));
    },
  },
});
console.log(JSON.stringify({ port: store.port }));
await store.repeatEvents();
