// What an operator does where the HTTP server cannot open its address.

export class CannotListen extends Error {
  override readonly name = "CannotListen";
}

const FIXES: Readonly<Record<string, string>> = {
  EADDRINUSE:
    "Another program (perhaps another Muster) listens there. Stop it, or set PORT to another number.",
  EADDRNOTAVAIL: "This machine has no such address. Correct HOST.",
  ENOTFOUND: "The host name cannot be resolved. Correct HOST.",
  EACCES: "This user may not open so low a port. Set PORT to 1024 or above.",
};

/** An error that names the address, the cause and the fix; undefined where the address is not to blame. */
export function cannotListen(address: string, cause: unknown): CannotListen | undefined {
  const code = cause instanceof Error && "code" in cause ? String(cause.code) : "";
  const fix = FIXES[code];
  return fix
    ? new CannotListen(`Cannot listen on ${address} (${code}). ${fix}`, { cause })
    : undefined;
}
