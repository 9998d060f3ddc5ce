// Tells what kind of file a name means.

const types: Readonly<Record<string, readonly [mimetype: string, filetype: string]>> = {
  md: ["text/markdown", "markdown"],
  txt: ["text/plain", "text"],
  csv: ["text/csv", "csv"],
  json: ["application/json", "json"],
  html: ["text/html", "html"],
  png: ["image/png", "png"],
  jpg: ["image/jpeg", "jpg"],
  jpeg: ["image/jpeg", "jpg"],
  gif: ["image/gif", "gif"],
  svg: ["image/svg+xml", "svg"],
  pdf: ["application/pdf", "pdf"],
  zip: ["application/zip", "zip"],
  yml: ["text/plain", "yaml"],
  yaml: ["text/plain", "yaml"],
};

export function fileTypeOf(name: string): { mimetype: string; filetype: string } {
  const ending = /\.([^.]+)$/.exec(name)?.[1]?.toLowerCase() ?? "";
  const [mimetype, filetype] = types[ending] ?? ["application/octet-stream", "binary"];
  return { mimetype, filetype };
}
