'use strict';
// Checks a webhook with the vendor's own code. Reads {clientSecret, requestBody, url, timestamp, v3, v1} from stdin.
const assert = require('node:assert/strict');
const fs = require('node:fs');
const { Signature } = require('@hubspot/api-client');

const { clientSecret, requestBody, url, timestamp, v3, v1 } = JSON.parse(fs.readFileSync(0, 'utf8'));
const request = { clientSecret, requestBody, url, method: 'POST', timestamp };
assert.equal(Signature.isValid({ ...request, signatureVersion: 'v3', signature: v3 }), true);
assert.equal(Signature.isValid({ ...request, signatureVersion: 'v1', signature: v1 }), true);
assert.equal(Signature.isValid({ ...request, signatureVersion: 'v3', signature: v1 }), false);
process.stdout.write('ok\n');
