'use strict';
// Drives a simulated HubSpot with the vendor's own client. Arguments: base URL, access token.
const assert = require('node:assert/strict');
const hubspot = require('@hubspot/api-client');

async function main([basePath, accessToken]) {
  const client = new hubspot.Client({ accessToken, basePath, numberOfApiCallRetries: 0 });
  const contacts = client.crm.contacts;

  const page = await contacts.basicApi.getPage(100, undefined, ['email', 'phone']);
  assert.equal(page.results.length, 100);
  assert.ok(page.paging.next.after);
  assert.ok(page.results[0].createdAt instanceof Date);
  const everybody = await contacts.getAll(100);
  assert.equal(everybody.length, 250);

  const created = await contacts.basicApi.create({ properties: { email: ' Ann@Example.com ', city: 'Rome' }, associations: [] });
  assert.equal(created.properties.email, 'ann@example.com');
  const conflict = await contacts.basicApi.create({ properties: { email: 'ann@example.com' }, associations: [] })
    .catch(error => error);
  assert.equal(conflict.code, 409);
  assert.match(conflict.body.message, new RegExp(`Existing ID: ${created.id}$`));

  const updated = await contacts.basicApi.update(created.id, { properties: { city: '' } });
  assert.equal(updated.properties.city, null);
  const byEmail = await contacts.basicApi.getById('ann@example.com', ['city'], undefined, undefined, false, 'email');
  assert.equal(byEmail.id, created.id);

  const found = await contacts.searchApi.doSearch({
    filterGroups: [{ filters: [{ propertyName: 'email', operator: 'EQ', value: 'ann@example.com' }] }],
    sorts: ['lastmodifieddate'], properties: ['email'], limit: 10, after: '0' });
  assert.equal(found.total, 1);
  assert.equal(found.results[0].id, created.id);

  const batch = await contacts.batchApi.update({ inputs: [
    { id: created.id, objectWriteTraceId: 'a', properties: { jobtitle: 'Owner' } },
    { id: page.results[0].id, objectWriteTraceId: 'b', properties: { jobtitle: 'Clerk' } }] });
  assert.equal(batch.status, 'COMPLETE');
  assert.deepEqual(batch.results.map(one => one.properties.jobtitle).sort(), ['Clerk', 'Owner']);
  const partial = await contacts.batchApi.create({ inputs: [
    { objectWriteTraceId: 'a', properties: { email: 'bob@example.com' }, associations: [] },
    { objectWriteTraceId: 'b', properties: { email: 'ann@example.com' }, associations: [] }] });
  assert.equal(partial.numErrors, 1);
  assert.equal(partial.errors[0].context.objectWriteTraceId[0], 'b');
  const upserted = await contacts.batchApi.upsert({ inputs: [
    { id: 'ann@example.com', idProperty: 'email', properties: { city: 'Oslo' } }] });
  assert.equal(upserted.results[0]._new, false);
  const read = await contacts.batchApi.read({ inputs: [{ id: created.id }, { id: '1' }], properties: ['city'],
    propertiesWithHistory: [] });
  assert.equal(read.results[0].properties.city, 'Oslo');
  assert.equal(read.numErrors, 1);

  const company = (await client.crm.companies.basicApi.getPage(1)).results[0];
  await client.crm.associations.v4.basicApi.createDefault('contacts', created.id, 'companies', company.id);
  const companies = await client.crm.associations.v4.basicApi.getPage('contacts', created.id, 'companies');
  assert.equal(companies.results[0].toObjectId, company.id);
  const pairs = await client.crm.associations.v4.batchApi.getPage('contacts', 'companies', { inputs: [{ id: created.id }] });
  assert.equal(pairs.results[0].to[0].associationTypes[0].typeId, 1);

  const properties = await client.crm.properties.coreApi.getAll('contacts');
  assert.ok(properties.results.some(one => one.name === 'customer_tier' && one.options.length === 3));

  await contacts.batchApi.archive({ inputs: [{ id: created.id }] });
  await contacts.basicApi.archive(partial.results[0].id);
  const gone = await contacts.basicApi.getById(created.id).catch(error => error);
  assert.equal(gone.code, 404);
  process.stdout.write('ok\n');
}

main(process.argv.slice(2)).catch(error => {
  process.stderr.write(`${error.stack}\n`);
  process.exitCode = 1;
});
