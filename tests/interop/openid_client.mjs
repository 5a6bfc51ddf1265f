// An OAuth client that knows nothing of Toska Mesh: the npm package openid-client, unchanged.
// usage: node openid_client.mjs FOLDER_OF_NODE_MODULES ISSUER, with CLIENT_ID, CLIENT_SECRET and REFRESH_TOKEN (of the public client "toska") in the environment
import assert from 'node:assert/strict';
import { pathToFileURL } from 'node:url';
import { createRequire } from 'node:module';

const [folder, issuer] = process.argv.slice(2);
const { CLIENT_ID, CLIENT_SECRET, REFRESH_TOKEN } = process.env;
const entry = createRequire(pathToFileURL(`${folder}/`)).resolve('openid-client');
const oauth = await import(pathToFileURL(entry));
const loopback = { execute: [oauth.allowInsecureRequests] };

for (const authenticate of [oauth.ClientSecretBasic, oauth.ClientSecretPost]) {
    const service = await oauth.discovery(new URL(issuer), CLIENT_ID, undefined, authenticate(CLIENT_SECRET), loopback);
    const { token_endpoint, jwks_uri, introspection_endpoint, revocation_endpoint } = service.serverMetadata();
    assert.ok(token_endpoint && jwks_uri && introspection_endpoint && revocation_endpoint, 'discovery names every endpoint');

    const tokens = await oauth.clientCredentialsGrant(service, { scope: 'tour:read', resource: 'toska-services' });
    assert.equal(tokens.token_type, 'bearer');
    assert.equal(tokens.scope, 'tour:read');

    const seen = await oauth.tokenIntrospection(service, tokens.access_token);
    assert.deepEqual([seen.active, seen.client_id, seen.aud, seen.iss], [true, CLIENT_ID, 'toska-services', issuer]);

    await oauth.tokenRevocation(service, tokens.access_token);
    assert.deepEqual(await oauth.tokenIntrospection(service, tokens.access_token), { active: false });
    console.log(`${authenticate.name}: discovery, client credentials, introspection, revocation`);
}

const wrong = await oauth.discovery(new URL(issuer), CLIENT_ID, undefined, oauth.ClientSecretBasic('guess'), loopback);
await assert.rejects(oauth.clientCredentialsGrant(wrong), error => error.status === 401);

const person = await oauth.discovery(new URL(issuer), 'toska', undefined, oauth.None(), loopback);
const next = await oauth.refreshTokenGrant(person, REFRESH_TOKEN);
assert.notEqual(next.refresh_token, REFRESH_TOKEN);
await oauth.tokenRevocation(person, next.refresh_token);
await assert.rejects(oauth.refreshTokenGrant(person, next.refresh_token), error => error.error === 'invalid_grant');
console.log('refresh, and its end');
