// Speaks to the simulated Salesforce as a user of jsforce would; any surprise ends it with a stack trace.
const assert = require('node:assert/strict');
const { Connection } = require('jsforce');

const baseUrl = process.env.BASE_URL;
const contacts = Number(process.env.CONTACTS);

async function main() {
  const connection = new Connection({
    version: '60.0',
    oauth2: {
      loginUrl: baseUrl,
      clientId: process.env.CLIENT_ID,
      clientSecret: process.env.CLIENT_SECRET,
    },
  });

  const user = await connection.authorize({ grant_type: 'client_credentials' });
  assert.equal(user.organizationId, process.env.ORGANIZATION_ID);
  assert.equal(connection.instanceUrl, baseUrl);
  const identity = await connection.identity();
  assert.equal(identity.user_id, user.id);
  assert.equal(identity.organization_id, process.env.ORGANIZATION_ID);

  const description = await connection.describe('Contact');
  const lastName = description.fields.find((field) => field.name === 'LastName');
  assert.equal(lastName.nillable, false);
  assert.equal(lastName.createable, true);
  assert.ok((await connection.describeGlobal()).sobjects.some((type) => type.name === 'Account'));

  let page = await connection.query('SELECT Id, Email FROM Contact ORDER BY SystemModstamp, Id');
  assert.equal(page.totalSize, contacts);
  const seen = page.records.map((record) => record.Id);
  while (!page.done) {
    page = await connection.queryMore(page.nextRecordsUrl);
    seen.push(...page.records.map((record) => record.Id));
  }
  assert.equal(new Set(seen).size, contacts);
  assert.equal((await connection.query('SELECT COUNT() FROM Contact')).totalSize, contacts);
  const found = await connection.sobject('Contact').find({ Id: seen[0] }, ['Id', 'LastName']).limit(1);
  assert.equal(found.length, 1);

  const created = await connection.sobject('Contact').create([
    { LastName: 'One', Email: 'ONE@Example.com', Bothways_Key__c: 'k1' },
    { FirstName: 'Nameless' },
    { LastName: 'Three' },
  ]);
  assert.deepEqual(created.map((row) => row.success), [true, false, true]);
  assert.equal(created[1].errors[0].statusCode, 'REQUIRED_FIELD_MISSING');
  const [one, , three] = created.map((row) => row.id);

  const many = await connection.sobject('Contact')
    .create(Array.from({ length: 450 }, (_, n) => ({ LastName: `Bulk ${n}` })), { allowRecursive: true });
  assert.equal(many.filter((row) => row.success).length, 450);

  const updated = await connection.sobject('Contact').update([
    { Id: one, Title: 'First' },
    { Id: three, Title: 'x'.repeat(200) },
  ]);
  assert.deepEqual(updated.map((row) => row.success), [true, false]);
  assert.equal(updated[1].errors[0].statusCode, 'STRING_TOO_LONG');
  assert.equal((await connection.sobject('Contact').update({ Id: three, Phone: '1' })).success, true);

  const read = await connection.sobject('Contact').retrieve([one, three]);
  assert.equal(read[0].Title, 'First');
  assert.equal(read[0].Email, 'one@example.com');
  assert.equal(read[1].Phone, '1');

  const upserted = await connection.sobject('Contact').upsert(
    [{ Bothways_Key__c: 'k1', Title: 'Again' }, { Bothways_Key__c: 'k2', LastName: 'Two' }], 'Bothways_Key__c');
  assert.deepEqual(upserted.map((row) => row.created), [false, true]);
  assert.equal(upserted[0].id, one);
  const single = await connection.sobject('Account')
    .upsert({ Bothways_Key__c: 'acme', Name: 'Acme' }, 'Bothways_Key__c');
  assert.equal(single.success, true);

  const deleted = await connection.sobject('Contact').destroy([one, three]);
  assert.deepEqual(deleted.map((row) => row.success), [true, true]);
  await assert.rejects(connection.sobject('Contact').retrieve(one), { errorCode: 'ENTITY_IS_DELETED' });
  const bin = await connection.query(`SELECT Id FROM Contact WHERE Id = '${one}'`, { scanAll: true });
  assert.equal(bin.totalSize, 1);
  const start = new Date(Date.now() - 3600_000);
  const end = new Date(Date.now() + 3600_000);
  const replicated = await connection.sobject('Contact').deleted(start, end);
  assert.ok(replicated.latestDateCovered);

  await otherObjects(connection);

  await assert.rejects(connection.query('SELECT Nonsense FROM Contact'), { errorCode: 'INVALID_FIELD' });
  await assert.rejects(connection.sobject('Contact').create({ LastName: 'x', Nonsense: 1 }),
    { errorCode: 'INVALID_FIELD' });
  assert.ok(connection.limitInfo.apiUsage.used > 0);

  // An ended session is opened again by the client and the call repeated.
  await fetch(`${baseUrl}/_simulator/sessions/close`, { method: 'POST', body: '{}' });
  const again = new Connection({
    version: '60.0',
    instanceUrl: baseUrl,
    accessToken: connection.accessToken,
    refreshToken: process.env.REFRESH_TOKEN,
    oauth2: { loginUrl: baseUrl, clientId: process.env.CLIENT_ID, clientSecret: process.env.CLIENT_SECRET },
  });
  assert.equal((await again.query('SELECT COUNT() FROM Account')).totalSize, 2);
  assert.notEqual(again.accessToken, connection.accessToken);
}

/** Opportunities, leads, cases, custom objects and what connects them. */
async function otherObjects(connection) {
  const users = await connection.sobject('User').find({ IsActive: true }, ['Id', 'Name']);
  const seller = users.find((user) => user.Name === 'Kim Seller').Id;
  const account = (await connection.sobject('Account').create({ Name: 'Deal Maker' })).id;
  const contact = (await connection.sobject('Contact').create({ LastName: 'Buyer', AccountId: account })).id;

  const stages = (await connection.describe('Opportunity')).fields
    .find((field) => field.name === 'StageName').picklistValues.map((stage) => stage.value);
  assert.ok(stages.includes('Closed Won'));
  const deals = await connection.sobject('Opportunity').create([
    { Name: 'One', StageName: 'Prospecting', CloseDate: '2026-12-31', Amount: 1234.5, AccountId: account, OwnerId: seller },
    { Name: 'Two', StageName: 'Prospecting' },
  ]);
  assert.deepEqual(deals.map((row) => row.success), [true, false]);
  assert.equal(deals[1].errors[0].statusCode, 'REQUIRED_FIELD_MISSING');
  await connection.sobject('Opportunity').update({ Id: deals[0].id, StageName: 'Closed Lost' });
  const lost = await connection.sobject('Opportunity').retrieve(deals[0].id);
  assert.deepEqual([lost.IsClosed, lost.IsWon, lost.Probability, lost.OwnerId], [true, false, 0, seller]);
  const role = await connection.sobject('OpportunityContactRole')
    .create({ OpportunityId: deals[0].id, ContactId: contact, Role: 'Decision Maker', IsPrimary: true });
  assert.equal(role.success, true);
  assert.equal((await connection.sobject('Opportunity').retrieve(deals[0].id)).ContactId, contact);

  const lead = await connection.sobject('Lead').create({ LastName: 'Prospect', Company: 'Prospects' });
  assert.equal((await connection.sobject('Lead').retrieve(lead.id)).Status, 'Open - Not Contacted');
  const question = await connection.sobject('Case').create({ Subject: 'Why?', ContactId: contact });
  assert.equal((await connection.sobject('Case').retrieve(question.id)).AccountId, account);
  await assert.rejects(connection.sobject('Contact').destroy(contact), { errorCode: 'DELETE_FAILED' });

  const subscriptions = await connection.sobject('Subscription__c').upsert([
    { Code__c: 's1', Name: 'S1', Plan__c: 'Team', Features__c: 'API;Support', Contact__c: contact, Auto_Renew__c: true },
    { Code__c: 's2', Plan__c: 'Nonsense' },
  ], 'Code__c');
  assert.deepEqual(subscriptions.map((row) => row.success), [true, false]);
  assert.equal(subscriptions[1].errors[0].statusCode, 'INVALID_OR_NULL_FOR_RESTRICTED_PICKLIST');
  const described = await connection.describe('Subscription__c');
  assert.equal(described.custom, true);
  assert.equal(described.fields.find((field) => field.name === 'Features__c').type, 'multipicklist');
  const relations = await connection.query(
    `SELECT AccountId, IsDirect FROM AccountContactRelation WHERE ContactId = '${contact}'`);
  assert.deepEqual(relations.records.map((row) => [row.AccountId, row.IsDirect]), [[account, true]]);
}

main().catch((failure) => {
  console.error(failure);
  process.exit(1);
});
