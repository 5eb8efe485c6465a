// A certified OpenID Connect provider (oidc-provider) on a port of this machine, for the tests of signing in.
//
//     node provider.mjs ROOT AUDIENCE SECRET      ROOT is where the pages are served; prints its own issuer
//
// Anybody signs in by any name, which becomes their subject. Access tokens live for 40 seconds, so that each page has
// to renew one.
import { generateKeyPairSync } from "node:crypto";
import { createServer } from "node:http";
import Provider from "oidc-provider";

const [root, audience, secret] = process.argv.slice(2);
const key = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey.export({ format: "jwk" });
const server = createServer().listen(0, "127.0.0.1", () => {
  const issuer = `http://127.0.0.1:${server.address().port}`;
  const provider = new Provider(issuer, {
    jwks: { keys: [{ ...key, kid: "of-the-tests", use: "sig", alg: "ES256" }] },
    cookies: { keys: ["of the tests"] },
    clients: [{
      client_id: "mappa-web",
      client_secret: secret,
      redirect_uris: [`${root}/sign-in/done`],
      post_logout_redirect_uris: [`${root}/signed-out`],
      backchannel_logout_uri: `${root}/sign-out/back-channel`,
      backchannel_logout_session_required: true,
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      id_token_signed_response_alg: "ES256",
      token_endpoint_auth_method: "client_secret_basic",
    }],
    findAccount: (context, subject) => ({ accountId: subject, claims: () => ({ sub: subject }) }),
    // Its own would refuse to tell a client on this machine that somebody has signed out.
    fetch: (url, { dispatcher, ...options }) => fetch(url, options),
    pkce: { required: () => true },
    features: {
      backchannelLogout: { enabled: true },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({
          scope: "", audience, accessTokenFormat: "jwt", accessTokenTTL: 40, jwt: { sign: { alg: "ES256" } },
        }),
      },
    },
    ttl: { AccessToken: 40 },
    // When its person signed in, which a token that was renewed still says (RFC 9068 section 2.2.1).
    extraTokenClaims: (context) => {
      const { AuthorizationCode, RefreshToken } = context.oidc.entities;
      return { auth_time: (AuthorizationCode ?? RefreshToken)?.authTime };
    },
  });
  server.on("request", provider.callback());
  console.log(issuer);
});
