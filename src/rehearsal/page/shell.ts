// The one HTML document of the page, and the headers that keep it to itself.
import { importMap } from "./assets.ts";

/** `nonce` admits the import map, the only inline script. */
export function renderShell(nonce: string, modules: readonly string[]): string {
  const early = [...Object.values(importMap.imports), ...modules];
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Muster rehearsal</title>
<link rel="icon" href="/rehearsal/client/icon.svg" type="image/svg+xml">
<link rel="stylesheet" href="/rehearsal/client/style.css">
<script type="importmap" nonce="${nonce}">${JSON.stringify(importMap)}</script>
${early.map((path) => `<link rel="modulepreload" href="${path}">`).join("\n")}
<script type="module" src="/rehearsal/client/app.ts"></script>
</head>
<body>
<div id="app" class="loading"><p role="status">Opening the rehearsal workspace…</p></div>
<noscript>The rehearsal workspace needs JavaScript.</noscript>
</body>
</html>
`;
}

export function shellHeaders(nonce: string): Record<string, string> {
  return {
    "content-type": "text/html; charset=utf-8",
    "cache-control": "no-store",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "content-security-policy": [
      "default-src 'none'",
      `script-src 'self' 'nonce-${nonce}'`,
      // ECharts sets style attributes on its tooltips.
      "style-src 'self' 'unsafe-inline'",
      "connect-src 'self'",
      "img-src 'self' data: https: http:",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
    ].join("; "),
  };
}
