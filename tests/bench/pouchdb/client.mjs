// Two PouchDB stores. Each line in is one piece of work {do, ...}; each line out its seconds and count.
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const require = createRequire(import.meta.url);
const PouchDB = require('pouchdb-node');
const STEP = { batch_size: 500, batches_limit: 10 };
let here, there, ids;

const works = {
  async open({ folder }) {
    here = new PouchDB(`${folder}/here`);
    there = new PouchDB(`${folder}/there`);
    return 0;
  },
  async fill({ records }) {
    const docs = readFileSync(records, 'utf8').trim().split('\n').map((line) => JSON.parse(line));
    for (let at = 0; at < docs.length; at += 500) await here.bulkDocs(docs.slice(at, at + 500));
    ids = docs.map((each) => each._id);
    return docs.length;
  },
  async change({ n }) {
    const doc = await here.get(ids[(n * 977 + 13) % ids.length]);
    doc.brief = `再修改${n}`;
    await here.put(doc);
    return 1;
  },
  async push({ url }) { return (await here.replicate.to(new PouchDB(url), STEP)).docs_written; },
  async pull({ url }) { return (await there.replicate.from(new PouchDB(url), STEP)).docs_written; },
};

for await (const line of createInterface({ input: process.stdin })) {
  const asked = JSON.parse(line);
  const began = process.hrtime.bigint();
  const count = await works[asked.do](asked);
  console.log(JSON.stringify({ seconds: Number(process.hrtime.bigint() - began) / 1e9, count }));
}
process.exit(0);
