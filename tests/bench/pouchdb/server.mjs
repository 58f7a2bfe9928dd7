// PouchDB server on loopback: express-pouchdb over leveldb. Words: folder. Says its port when it listens.
import { createRequire } from 'node:module';
import { mkdirSync } from 'node:fs';

const require = createRequire(import.meta.url);
const PouchDB = require('pouchdb-node');
const express = createRequire(require.resolve('express-pouchdb'))('express');
const folder = process.argv[2];
mkdirSync(folder, { recursive: true });
const stores = PouchDB.defaults({ prefix: `${folder}/` });
const app = express();
const bare = { exclude: ['routes/fauxton', 'routes/log'] };
app.use('/', require('express-pouchdb')(stores, {
  mode: 'fullCouchDB', inMemoryConfig: true, logPath: '/dev/null', overrideMode: bare,
}));
const listening = app.listen(0, '127.0.0.1', () => console.log(listening.address().port));
