// English: what GitHub is answered where its delivery is refused.

export const githubEvents = {
  notConfigured: () =>
    "Muster takes nothing from GitHub yet: set GITHUB_WEBHOOK_SECRET to the secret of the app's webhook.",
  noSignature: () =>
    "The signature is missing. Set a secret at the webhook, the same as GITHUB_WEBHOOK_SECRET; it comes in the header X-Hub-Signature-256.",
  wrongSignature: () => "The signature does not fit the body and GITHUB_WEBHOOK_SECRET.",
  noName: (header: string) => `The header ${header} is missing: this is no delivery of GitHub.`,
  encoded: (encoding: string) =>
    `The body is sent with Content-Encoding "${encoding}". Send it as it is, without compression.`,
  method: () => "GitHub's deliveries are posted here. There is nothing to see.",
};
