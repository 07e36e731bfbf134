import { complain } from './complain.ts';
import { startEmbedded } from './embedded.ts';

export { type Embedded, type EmbeddedOptions, startEmbedded } from './embedded.ts';

async function main(): Promise<void> {
  const { DATA_DIR, PORT, TABLE_ENDPOINT, FIXED_CLOCK, LOG_LEVEL, VOLUME_PAGES, VOLUME_BYTES } = process.env;
  const embedded = await startEmbedded({
    dataDir: DATA_DIR || '.data',
    port: Number(PORT || 3000),
    ...(TABLE_ENDPOINT ? { tableEndpoint: TABLE_ENDPOINT } : {}),
    ...(FIXED_CLOCK ? { fixedClock: FIXED_CLOCK } : {}),
    ...(LOG_LEVEL ? { logLevel: LOG_LEVEL } : {}),
    volumes: {
      ...(VOLUME_PAGES ? { pages: Number(VOLUME_PAGES) } : {}),
      ...(VOLUME_BYTES ? { bytes: Number(VOLUME_BYTES) } : {}),
    },
  });
  console.log(`Evidence Packs runs at ${embedded.origin}\n\nSign in as (no passwords, invented people):`);
  for (const person of embedded.people) console.log(`  ${person.name.padEnd(18)} ${person.part}`);
  console.log('\nCtrl-C stops it. What you did is kept and is there at the next start.');
  let stopping = false;
  const end = () => {
    if (stopping) process.exit(1);
    stopping = true;
    console.log('\nStopping…');
    embedded.stop().then(
      () => process.exit(0),
      (error: unknown) => {
        complain('It did not stop cleanly.', error);
        process.exit(1);
      },
    );
  };
  process.on('SIGINT', end);
  process.on('SIGTERM', end);
}

if (import.meta.main) {
  main().catch((error: unknown) => {
    // An expected fault (a taken port, a folder in use) is told by its message alone.
    console.error(error instanceof Error ? error.message : error);
    process.exit(1);
  });
}
